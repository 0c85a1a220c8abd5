"""Checks the reports in a folder against their schemas and against each other: reports.py FOLDER."""

import json
import re
import sys
from pathlib import Path

import jsonschema
from lxml import etree

# The fields of a Code Quality issue, as GitLab's documentation lists them.
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
}


def main() -> None:
    work = Path(sys.argv[1])
    read = lambda name: (work / name).read_text(encoding="utf-8")
    findings = json.loads(read("report.json"))["findings"]

    lines = [json.loads(line) for line in read("report.jsonl").splitlines()]
    assert [{k: v for k, v in line.items() if k != "version"} for line in lines] == findings
    assert {line["version"] for line in lines} == {1}

    sarif = json.loads(read("report.sarif"))
    schema = json.loads((work / "schemas/vendor/serde-sarif/src/schema.json").read_text(encoding="utf-8"))
    assert "SARIF" in schema["title"] and "2.1.0" in schema["title"], schema["title"]
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    validator(schema, format_checker=validator.FORMAT_CHECKER).validate(sarif)
    run = sarif["runs"][0]
    results = run["results"]
    assert [result["ruleId"] for result in results] == [finding["rule"] for finding in findings]
    assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    astral = [r for r in results if r["ruleId"] == "control-character" and "%E5%9D%8F" in r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]]
    assert astral, "the control character behind 𠀀 is found"
    text = (work / "in/坏.mubiao").read_text(encoding="utf-8").split("\n")[0].encode("utf-16-le")
    columns = [r["locations"][0]["physicalLocation"]["region"]["startColumn"] for r in astral]
    assert text.index("\x01".encode("utf-16-le")) // 2 + 1 in columns, columns

    gitlab = json.loads(read("report.gitlab"))
    jsonschema.validate(gitlab, GITLAB)
    assert len(gitlab) == len(findings) == len({issue["fingerprint"] for issue in gitlab})

    xsds = sorted((work / "schemas/xsd").rglob("junit-10.xsd"))
    assert xsds
    junit = etree.fromstring((work / "report.junit").read_bytes())
    for xsd in xsds:
        etree.XMLSchema(etree.parse(str(xsd))).assertValid(junit)
    assert len(junit.findall(".//failure")) == len(findings)
    assert len(junit.findall("testsuite")) == 4

    commands = read("report.github").splitlines()
    assert len(commands) == len(findings)
    for command in commands:
        assert re.fullmatch(r"::(error|warning|notice) file=[^:,]+,line=\d+(,col=\d+,endColumn=\d+|,endLine=\d+),title=[a-z-]+::[^\r\n]+", command), command

    print(f"sarif, gitlab, junit, github and jsonl hold the {len(findings)} findings of json")


main()
