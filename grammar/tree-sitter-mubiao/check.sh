#!/usr/bin/env bash
# Checks the tree-sitter grammar: parser.c is what grammar.js makes, its tests pass, every text has a tree without an error
# and the same one after edits, and the queries of all editors fit it.
# usage: check.sh TREE_SITTER   (the command line of tree-sitter 0.25)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
tree_sitter=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export TREE_SITTER_LIBDIR=$scratch/lib TREE_SITTER_DIR=$scratch HOME=$scratch XDG_CACHE_HOME=$scratch/cache
mkdir "$scratch/lib"
printf '{"parser-directories":["%s"]}\n' "$scratch/none" > "$scratch/config.json"
fail() {
  printf '%s\n' "$@"
  exit 1
}

cp -r . "$scratch/grammar"
(cd "$scratch/grammar" && "$tree_sitter" generate --abi 14)
for file in parser.c grammar.json node-types.json; do
  cmp -s "src/$file" "$scratch/grammar/src/$file" ||
    fail "src/$file is not what grammar.js makes: run tree-sitter generate --abi 14"
done

"$tree_sitter" test

books=(../../tests/corpus/*.mubiao ../../tests/corpus/*.txt ../../tests/profiles/*.mubiao test/highlight/*.mubiao)
"$tree_sitter" parse --quiet "${books[@]}"

# The tests edited at random, each edit read in part and compared with the text read anew.
TREE_SITTER_SEED=1 "$tree_sitter" fuzz --iterations 100 --edits 10 > "$scratch/fuzz" 2>&1 || fail "$(tail -n 20 "$scratch/fuzz")"
! grep -q 'failed fuzzing' "$scratch/fuzz" || fail "$(grep -v '^$' "$scratch/fuzz" | tail -n 40)"

for query in queries/*.scm ../../editors/helix/queries/mubiao/*.scm ../../editors/zed/languages/mubiao/*.scm; do
  "$tree_sitter" query --captures "$query" "${books[@]}" > "$scratch/captures"
  count=$(grep -c 'capture: ' "$scratch/captures" || true)
  [ "$count" -gt 0 ] || fail "$query captures nothing"
  printf '%s: %d captures\n' "$query" "$count"
  case $query in
    *highlights.scm)
      twice=$(awk '!/capture: / { book = $0 } /capture: / { sub(/^.*capture: [0-9]+ - [a-z.]+, /, ""); if (seen[book $0]++) print book ": " $0 }' "$scratch/captures")
      [ -z "$twice" ] || fail "$query captures a value twice:" "$twice"
      ;;
  esac
done
