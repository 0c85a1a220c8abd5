"""The units of office files, in pandas: python with_pandas.py FOLDER."""

import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa

import mubiao

files = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.is_file()]
sources = pa.table({"path": [str(path) for path in files], "content": [path.read_bytes() for path in files]})
# Codes keep their leading zeros, and amounts stay exact.
units = mubiao.import_batch(sources).to_pandas(types_mapper=pd.ArrowDtype)
print(units[["path", "unit_code", "revenue", "findings", "error"]].to_string())
