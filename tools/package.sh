#!/usr/bin/env bash
# Packs the program for a target with its licences: package.sh TARGET FOLDER OUT. Makes OUT/mubiao-VERSION-TARGET.tar.gz, or
# .zip for Windows, and its checksum beside it.
set -euo pipefail
target=$1 folder=$2 out=$3
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
name=mubiao-$version-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name" "$out"
out=$(cd "$out" && pwd)
program=mubiao
case "$target" in *windows*) program=mubiao.exe ;; esac
cp "$folder/$program" "$work/$name/"
for file in README.md README.zh-CN.md CHANGELOG.md LICENSE LICENSE-MIT LICENSE-APACHE THIRD-PARTY.txt; do
  cp "$root/$file" "$work/$name/"
done
case "$target" in
  *windows*)
    archive=$name.zip
    (cd "$work" && 7z a -bd -bso0 "$out/$archive" "$name")
    ;;
  *)
    archive=$name.tar.gz
    tar -czf "$out/$archive" -C "$work" "$name"
    ;;
esac
if command -v sha256sum >/dev/null; then
  (cd "$out" && sha256sum "$archive" >"$archive.sha256")
else
  (cd "$out" && shasum -a 256 "$archive" >"$archive.sha256")
fi
printf '%s\n' "$out/$archive"
