"""Builds the published book in LibreOffice, as an office would type it, and saves it in every format that is imported.

Run by LibreOffice's Python: build.py PORT BOOK FOLDER. Merged cells, numbers with display formats, percentages as the
text of their own column, a title above every sheet, remarks around it, and page breaks.
"""

import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table.CellHoriJustify import CENTER

# Columns that each cell of a row takes up, behind the label.
FIELD = [7]
TOTAL = [2, 5]
PARTS = [2, 1, 2, 2]
TASK = [4, 3]
INDICATOR = [1] * 7


def value(name, content):
    prop = PropertyValue()
    prop.Name, prop.Value = name, content
    return prop


def connect(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            url = f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext"
            context = resolver.resolve(url)
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.5)
    sys.exit("LibreOffice does not answer")


def sheets(book):
    """The title and the sheets of a book: rows of (text, first column, columns, rows), in the columns of the form."""
    title, *blocks = book.read_text(encoding="utf-8").strip().split("\n\n")
    return title, [grid(block.split("\n")) for block in blocks]


def grid(rows):
    cells = []
    label = None
    parents = {}
    for at, row in enumerate(rows):
        first, *values = row.split("\t")
        if first:
            label = [first, at]
            cells.append([first, at, 0, 1, 1])
            opened = cells[-1]
            parents = {}
        else:
            opened[4] += 1
        if label[0] == "年度预算支出":
            spans = TOTAL if first else PARTS
        elif label[0] == "年度主要任务":
            spans = TASK
        elif label[0] == "年度绩效指标":
            spans = INDICATOR
        else:
            spans = FIELD
        col = 1
        for index, span in enumerate(spans):
            text = values[index] if index < len(values) else ""
            if spans is INDICATOR and index < 2 and not text and index in parents:
                # A class or a group goes on: its cell is one row higher.
                parents[index][4] += 1
            else:
                cell = [text, at, col, span, 1]
                cells.append(cell)
                if spans is INDICATOR and index < 2:
                    parents[index] = cell
                    if index == 0:
                        parents.pop(1, None)
            col += span
    return len(rows), cells


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


def calc(desktop, title, units, folder):
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (value("Hidden", True),))
    formats, locale = document.getNumberFormats(), document.CharLocale
    two, none = (formats.queryKey(code, locale, False) for code in ("0.00", "0"))
    tables = document.Sheets
    while tables.Count > 1:
        tables.removeByName(tables.ElementNames[-1])
    tables.getByIndex(0).Name = "说明"
    tables.getByIndex(0).getCellByPosition(0, 0).String = "本工作簿共六家单位"
    for at, (height, cells) in enumerate(units):
        name = f"单位{at + 1}"
        tables.insertNewByName(name, at + 1)
        sheet = tables.getByName(name)
        # The sheet stands where there is room for it.
        left, top = at % 3, 3
        sheet.getCellByPosition(0, 0).String = f"附件{at + 1}"
        sheet.getCellByPosition(left, 1).String = title
        sheet.getCellRangeByPosition(left, 1, left + 7, 1).merge(True)
        sheet.getCellByPosition(left + 6, 2).String = "单位：万元"
        for text, row, col, cols, rows in cells:
            x, y = left + col, top + row
            cell = sheet.getCellByPosition(x, y)
            figure = number(text)
            if figure is None:
                cell.String = text
            else:
                cell.Value = figure
                cell.NumberFormat = two if "." in text else none
            if cols > 1 or rows > 1:
                sheet.getCellRangeByPosition(x, y, x + cols - 1, y + rows - 1).merge(True)
            cell.IsTextWrapped = True
            cell.HoriJustify = CENTER
        sheet.Rows.getByIndex(top + 20).IsStartOfNewPage = True
    for extension, name in (
        ("xlsx", "Calc MS Excel 2007 XML"),
        ("xls", "MS Excel 97"),
        ("ods", "calc8"),
        ("html", "HTML (StarCalc)"),
    ):
        save(document, folder / f"calc.{extension}", name)
    document.close(True)


def writer(desktop, title, units, folder):
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (value("Hidden", True),))
    text = document.Text
    cursor = text.createTextCursor()
    for at, (height, cells) in enumerate(units):
        cursor.gotoEnd(False)
        if at > 0:
            text.insertControlCharacter(cursor, uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK"), False)
        cursor.BreakType = uno.Enum("com.sun.star.style.BreakType", "PAGE_BEFORE" if at > 0 else "NONE")
        text.insertString(cursor, title, False)
        text.insertControlCharacter(cursor, uno.getConstantByName("com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK"), False)
        cursor.BreakType = uno.Enum("com.sun.star.style.BreakType", "NONE")
        table = document.createInstance("com.sun.star.text.TextTable")
        table.initialize(height, 8)
        text.insertTextContent(cursor, table, False)
        # Merging renames the cells behind it, so rows are filled first and merged from the end.
        for content, row, col, _, _ in cells:
            table.getCellByPosition(col, row).String = content
        names = lambda row, col: f"{'ABCDEFGH'[col]}{row + 1}"
        for _, row, col, cols, rows in sorted(cells, key=lambda cell: (-cell[2], -cell[1])):
            if cols > 1:
                merged = table.createCursorByCellName(names(row, col))
                merged.gotoCellByName(names(row, col + cols - 1), True)
                merged.mergeRange()
        for _, row, col, cols, rows in sorted(cells, key=lambda cell: (-cell[2], -cell[1])):
            if rows > 1:
                merged = table.createCursorByCellName(names(row, col))
                merged.gotoCellByName(names(row + rows - 1, col), True)
                merged.mergeRange()
        cursor.gotoEnd(False)
    for extension, name in (("docx", "MS Word 2007 XML"), ("html", "HTML (StarWriter)")):
        save(document, folder / f"writer.{extension}", name)
    document.close(True)


def save(document, path, name):
    document.storeToURL(path.as_uri(), (value("FilterName", name), value("Overwrite", True)))


def main():
    port, book, folder = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    desktop = connect(port)
    title, units = sheets(book)
    calc(desktop, title, units, folder)
    writer(desktop, title, units, folder)
    try:
        desktop.terminate()
    except Exception:
        pass


main()
