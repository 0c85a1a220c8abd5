#!/usr/bin/env bash
# Builds the documentation site, in Chinese and English, and checks its links and its search.
# usage: site.sh [MUBIAO]     The site is target/site/html/index.html. mdBook is built once into
# ${XDG_CACHE_HOME:-~/.cache}/mubiao-ci, without optimisation, which is fast enough.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=0.5.4
mubiao=${1:-target/debug/mubiao}
root=${XDG_CACHE_HOME:-$HOME/.cache}/mubiao-ci/mdbook-$version

[ -x "$mubiao" ] || cargo build
if [ ! -x "$root/bin/mdbook" ]; then
  cargo install mdbook --version "$version" --locked --no-default-features --debug --root "$root"
fi
python3 tools/site/build.py "$mubiao" "$root/bin/mdbook" target/site
node --test tools/site/
