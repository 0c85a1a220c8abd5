#!/usr/bin/env bash
# The tests of the installed module, the examples of its pages, and the types of a user's script. Usage: check.sh PYTHON.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=$1
installed=$(cd / && "$python" -c 'import mubiao, pathlib; print(pathlib.Path(mubiao.__file__).parent)')
"$python" -m pytest -q -p no:cacheprovider -c python/pyproject.toml --rootdir . \
  python/tests python/README.md docs/python.md docs/python.zh-CN.md
# The doctests of the module that is installed, not of the one beside this script.
(cd / && "$python" -m pytest -q -p no:cacheprovider -c "$OLDPWD/python/pyproject.toml" --rootdir "$installed" \
  "$installed"/__init__.py "$installed"/_tables.py "$installed"/arrow.py "$installed"/spark.py)
# From elsewhere: the module that is installed is meant.
config=$PWD/python/pyproject.toml script=$PWD/python/tests/user_script.py
(cd / && "$python" -m mypy --config-file "$config" --strict --no-incremental --cache-dir=/dev/null "$script")
(cd / && "$python" -m mypy --config-file "$config" --strict --no-incremental --cache-dir=/dev/null -p mubiao)
