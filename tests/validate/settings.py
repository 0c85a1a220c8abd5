"""Checks the JSON Schema of mubiao.toml, and that the program takes and refuses what it does: settings.py SCHEMA MUBIAO FOLDER."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema

SOUND = [
    "",
    """
profile = "liaoning-department"
fiscal-year = 2021
select = ["all"]
ignore = ["goals", "missing-deadline"]
extend-select = ["overlong-goal"]
tolerance = "0.01"
lang = "en"
ambiguous-width = 2
exclude = ["drafts", "old-*.mubiao"]
force-exclude = true

[severity]
indicators = "information"
missing-deadline = "error"
copied-goal = "off"

[fix]
inexact-satisfaction = "safe"
split-table = "unsafe"
damage = "none"

[per-file-ignores]
"旧/*.mubiao" = ["all"]
"b.mubiao" = ["amounts", "foreign-encoding"]
""",
]

# Where each is wrong, as a path of keys.
WRONG = {
    'slect = ["amounts"]': [],
    'select = "amounts"': ["select"],
    'ignore = ["amount"]': ["ignore", 0],
    "fiscal-year = 21": ["fiscal-year"],
    'fiscal-year = "2021"': ["fiscal-year"],
    "tolerance = 0.01": ["tolerance"],
    'tolerance = "-1"': ["tolerance"],
    'lang = "de"': ["lang"],
    "ambiguous-width = 3": ["ambiguous-width"],
    'exclude = "drafts"': ["exclude"],
    "force-exclude = 1": ["force-exclude"],
    '[severity]\nmissing-deadline = "warn"': ["severity", "missing-deadline"],
    '[severity]\nmissing-deadlin = "error"': ["severity"],
    '[fix]\nsplit-table = "always"': ["fix", "split-table"],
    '[per-file-ignores]\n"a" = "all"': ["per-file-ignores", "a"],
}


def main() -> None:
    schema_file, mubiao, work = sys.argv[1:]
    schema = json.loads(Path(schema_file).read_text(encoding="utf-8"))
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema)
    config = Path(work) / "settings.toml"

    def status(text: str) -> int:
        config.write_text(text, encoding="utf-8")
        return subprocess.run([mubiao, "config", "--config", config], capture_output=True, check=False).returncode

    for text in SOUND:
        validator.validate(tomllib.loads(text))
        assert status(text) == 0, text
    for text, path in WRONG.items():
        paths = [list(error.absolute_path) for error in validator.iter_errors(tomllib.loads(text))]
        assert paths == [path], (text, paths)
        assert status(text) == 2, text
    print(f"the schema of mubiao.toml takes {len(SOUND)} sound settings and refuses {len(WRONG)} wrong ones, as the program does")


main()
