#!/bin/sh
# Installs a released mubiao: install.sh [VERSION]. MUBIAO_RELEASES is the address of the releases, a folder a version below
# it; MUBIAO_BIN is where the program goes, ~/.local/bin by default. What was downloaded is held to its checksum.
set -eu
version=${1:-0.1.0}
releases=${MUBIAO_RELEASES:?set MUBIAO_RELEASES to the address of the releases, such as https://HOST/OWNER/mubiao/releases/download}
bin=${MUBIAO_BIN:-$HOME/.local/bin}
case "$(uname -s)-$(uname -m)" in
  # The program that needs no C library runs on old systems too.
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  *)
    echo "mubiao is not built for $(uname -s) on $(uname -m); cargo install mubiao compiles it" >&2
    exit 1
    ;;
esac
archive=mubiao-$version-$target.tar.gz
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fetch() {
  if command -v curl >/dev/null; then
    curl -fsSL "$1" -o "$2"
  else
    wget -qO "$2" "$1"
  fi
}
fetch "$releases/v$version/$archive" "$folder/$archive"
fetch "$releases/v$version/$archive.sha256" "$folder/$archive.sha256"
cd "$folder"
if command -v sha256sum >/dev/null; then
  sha256sum -c "$archive.sha256" >/dev/null
else
  shasum -a 256 -c "$archive.sha256" >/dev/null
fi
tar -xzf "$archive"
mkdir -p "$bin"
# A program that runs is replaced, not written into.
cp "mubiao-$version-$target/mubiao" "$bin/.mubiao-new"
chmod 755 "$bin/.mubiao-new"
mv -f "$bin/.mubiao-new" "$bin/mubiao"
"$bin/mubiao" --version
case ":$PATH:" in
  *":$bin:"*) ;;
  *) echo "add $bin to your PATH" ;;
esac
