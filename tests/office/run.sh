#!/usr/bin/env bash
# Holds import and export to LibreOffice: what it wrote imports to the published book, what mubiao wrote opens in it,
# prints on A4 with borders and Chinese text, and comes back as the same book. The pages are left in target/office/pages,
# to be looked at.
#
# MUBIAO is the program (by default target/release/mubiao). On Debian, packages that are missing are installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
mubiao=$(realpath "${MUBIAO:-target/release/mubiao}")
book=$PWD/tests/corpus/chaoyang-2021.mubiao
work=$PWD/target/office
# The Python that Debian's python3-uno belongs to.
python=/usr/bin/python3

if ! command -v soffice >/dev/null || ! command -v pdftoppm >/dev/null || ! "$python" -c 'import uno' 2>/dev/null; then
  root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    libreoffice-calc libreoffice-writer python3-uno fonts-noto-cjk poppler-utils >/dev/null
fi

rm -rf "$work"
mkdir -p "$work"
office() {
  timeout 120 soffice --headless --norestore --nologo "-env:UserInstallation=file://$work/profile" "$@" >>"$work/soffice.log" 2>&1
}

# 1. What LibreOffice makes is imported.
port=$((20000 + RANDOM % 10000))
office "--accept=socket,host=127.0.0.1,port=$port;urp;" &
"$python" tests/office/build.py "$port" "$book" "$work/made"
wait
for file in calc.xlsx calc.xls calc.ods calc.html writer.docx writer.html; do
  "$mubiao" import --strict --quiet "$work/made/$file" -o "$work/made/$file.mubiao"
  diff "$book" "$work/made/$file.mubiao"
  printf '%s: imported\n' "$file"
done

# 2. What mubiao makes is opened, printed, saved and imported again.
cp "$book" "$work/book.mubiao"
for format in xlsx docx html; do
  "$mubiao" export --quiet "$work/book.mubiao" --to "$format"
done
office --convert-to pdf --outdir "$work/xlsx" "$work/book.xlsx"
office --convert-to pdf --outdir "$work/docx" "$work/book.docx"
office --convert-to pdf:writer_web_pdf_Export --outdir "$work/html" "$work/book.html"
office --convert-to ods --outdir "$work/again" "$work/book.xlsx"
office --convert-to xlsx --outdir "$work/again" "$work/book.xlsx"
office --convert-to docx --outdir "$work/again" "$work/book.docx"
for format in ods xlsx docx; do
  "$mubiao" import --strict --quiet "$work/again/book.$format" -o "$work/again/$format.mubiao"
  diff "$book" "$work/again/$format.mubiao"
  printf '%s: came back from LibreOffice\n' "$format"
done
mkdir -p "$work/pages"
for format in xlsx docx; do
  pdftoppm -r 80 -png "$work/$format/book.pdf" "$work/pages/$format"
  pdftoppm -r 80 -gray "$work/$format/book.pdf" "$work/pages/$format"
done
"$python" tests/office/look.py "$book" "$work"
