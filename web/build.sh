#!/usr/bin/env bash
# Builds the page for a browser, web/mubiao.html.
# usage: build.sh [tools]     With `tools` nothing is built: what building and checking it needs is installed, where apt-get
# is at hand. Without rustup's target wasm32-unknown-unknown Debian's packages compile it. Exit status 3: neither is to be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages() {
  local root=() apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600)
  command -v apt-get >/dev/null || return
  [ "$(id -u)" -eq 0 ] || root=(sudo -n)
  "${root[@]}" "${apt[@]}" update -qq && "${root[@]}" "${apt[@]}" install -y -qq --no-install-recommends "$@" >/dev/null
}

target=$(rustc --print target-libdir --target wasm32-unknown-unknown)
if [ ! -d "$target" ] && ! { [ -d /usr/lib/rustlib/src/rust/library ] && command -v wasm-ld-19 >/dev/null; }; then
  if ! packages rustc-web cargo-web rust-web-src lld-19; then
    printf 'not run: there is neither the target wasm32-unknown-unknown nor what compiles it in Debian\n'
    exit 3
  fi
fi
for need in node:nodejs npm:npm; do command -v "${need%:*}" >/dev/null || packages "${need#*:}"; done
if [ "${1:-}" = tools ]; then
  browser=${CHROMIUM:-}
  for name in chromium chromium-browser google-chrome; do browser=${browser:-$(command -v "$name" || true)}; done
  [ -n "$browser" ] || packages chromium
  fc-list 2>/dev/null | grep -q 'CJK' || packages fonts-noto-cjk || true
  command -v firefox-esr >/dev/null || packages firefox-esr || true
  exit 0
fi

npm ci --prefix web --no-audit --no-fund --ignore-scripts && npm run --silent build --prefix web || exit 1
