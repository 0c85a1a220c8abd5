#!/usr/bin/env bash
# Builds the page for a browser, checks its sources, and drives it in Chromium and Firefox. Pictures: target/web-tests.
# usage: check.sh [MUBIAO]     The program that the page is compared with, by default target/release/mubiao, which is built.
# Without rustup's target wasm32-unknown-unknown Debian's packages compile it, which are installed where apt-get is at hand.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
program=${1:-target/release/mubiao}

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
    exit 0
  fi
fi
for need in node:nodejs npm:npm; do command -v "${need%:*}" >/dev/null || packages "${need#*:}"; done
browser=${CHROMIUM:-}
for name in chromium chromium-browser google-chrome; do browser=${browser:-$(command -v "$name" || true)}; done
[ -n "$browser" ] || packages chromium
fc-list 2>/dev/null | grep -q 'CJK' || packages fonts-noto-cjk || true
command -v firefox-esr >/dev/null || packages firefox-esr || true

npm ci --prefix web --no-audit --no-fund --ignore-scripts
npm run --silent build --prefix web
npm run --silent check --prefix web
[ -x "$program" ] || cargo build --release
MUBIAO=$(realpath "$program")
export MUBIAO
timeout --kill-after=10 420 node web/tests/run.mjs
timeout --kill-after=10 120 node web/tests/speed.mjs
if command -v firefox-esr >/dev/null; then
  timeout --kill-after=10 120 node web/tests/firefox.mjs
else
  printf 'not run in Firefox: it is not at hand\n'
fi
