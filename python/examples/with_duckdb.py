"""The sums of a folder, in DuckDB: python with_duckdb.py FOLDER."""

import sys

import duckdb

import mubiao

sheets = duckdb.sql("select filename as path, content from read_blob(?) order by path", params=[f"{sys.argv[1]}/**/*.mubiao"])
units = mubiao.totals_batch(sheets.to_arrow_table())
print(duckdb.sql("select division, year, count(*) as units, sum(expenditure) as yuan from units group by all order by all"))
