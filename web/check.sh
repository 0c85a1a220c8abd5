#!/usr/bin/env bash
# Builds the page for a browser, checks its sources, and drives it in Chromium and Firefox. Pictures: target/web-tests.
# usage: check.sh [MUBIAO]     The program that the page is compared with, by default target/release/mubiao, which is built.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=${1:-target/release/mubiao}

status=0
bash web/build.sh tools || status=$?
[ "$status" -ne 3 ] || exit 0
[ "$status" -eq 0 ] || exit "$status"
bash web/build.sh
npm run --silent check --prefix web
[ -x "$program" ] || cargo build --release
MUBIAO=$(realpath "$program")
export MUBIAO
# A browser on a busy machine may stumble; what is wrong fails again.
drive() { timeout --kill-after=10 420 node web/tests/run.mjs; }
drive || { printf -- '-- once more\n' && drive; }
timeout --kill-after=10 120 node web/tests/speed.mjs
if command -v firefox-esr >/dev/null; then
  timeout --kill-after=10 120 node web/tests/firefox.mjs
else
  printf 'not run in Firefox: it is not at hand\n'
fi
