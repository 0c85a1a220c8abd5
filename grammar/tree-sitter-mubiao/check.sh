#!/usr/bin/env bash
# Checks the tree-sitter grammar: parser.c is what grammar.js makes, its tests pass, and the books have no error node.
# usage: check.sh TREE_SITTER   (the command line of tree-sitter 0.25)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
tree_sitter=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export TREE_SITTER_LIBDIR=$scratch/lib HOME=$scratch
mkdir -p "$scratch/lib"
cp -r . "$scratch/grammar"
(cd "$scratch/grammar" && "$tree_sitter" generate --abi 14)
for file in parser.c grammar.json node-types.json; do
  if ! cmp -s "src/$file" "$scratch/grammar/src/$file"; then
    printf 'src/%s is not what grammar.js makes: run tree-sitter generate --abi 14\n' "$file"
    exit 1
  fi
done
"$tree_sitter" test
"$tree_sitter" parse -q ../../tests/corpus/*.mubiao ../../tests/corpus/*.txt
for query in queries/*.scm; do
  "$tree_sitter" query "$query" ../../tests/corpus/chaoyang-2021.txt > "$scratch/captures"
  printf '%s: %d captures\n' "$query" "$(grep -c capture: "$scratch/captures" || true)"
done
