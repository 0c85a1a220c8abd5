#!/usr/bin/env bash
# A hive-partitioned dataset may have rows without a value of the partition: pyarrow 26.0.1, as Spark does, writes them to
# `year=__HIVE_DEFAULT_PARTITION__` and reads them back as null. pandas 3.1.1 cannot read what it is asked for by the folder's
# name alone: pyarrow makes a dictionary of a partition, a null becomes an entry of that dictionary, and the files cannot be put
# together. Without a null the same call works, and gives a category. Given the partition's type it reads the null, too.
#
# Seen: no null: category · a null: ArrowInvalid Cannot yet unify dictionaries with nulls · a null, typed: [2021.0, nan]
#
# Needs python3 with venv. Exits with 1 when they behave otherwise than described.
set -euo pipefail
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cd "$room"

python3 -m venv venv
venv/bin/pip install --quiet pandas==3.1.1 pyarrow==26.0.1
cat > probe.py <<'PYTHON'
import pandas
import pyarrow
import pyarrow.dataset as dataset

typed = dataset.partitioning(pyarrow.schema([("year", pyarrow.int32())]), flavor="hive")


def write(name, years):
    table = pyarrow.table({"unit": ["703001", "703002"], "year": pyarrow.array(years, pyarrow.int32())})
    dataset.write_dataset(table, name, format="parquet", partitioning=typed)


write("whole", [2021, 2022])
write("gaps", [2021, None])
print("no null:", pandas.read_parquet("whole")["year"].dtype)
try:
    print("a null:", pandas.read_parquet("gaps"))
except pyarrow.ArrowInvalid as error:
    print("a null:", type(error).__name__, error)
print("a null, typed:", pandas.read_parquet("gaps", partitioning=typed)["year"].tolist())
PYTHON

said=$(venv/bin/python probe.py)
printf '%s\n' "$said"
[ "$said" = "no null: category
a null: ArrowInvalid Cannot yet unify dictionaries with nulls
a null, typed: [2021.0, nan]" ]
