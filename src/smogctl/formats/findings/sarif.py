"""SARIF 2.1.0 for code scanners."""

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from smogctl import __version__
from smogctl.text.plain import visible
from smogctl.values.findings import Finding
from smogctl.values.report import Report, Surface

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def render(report: Report, surface: Surface) -> str:
    """One run with the rules that were met and a result for each finding."""
    codes = sorted({finding.code for finding in report.findings})
    results = [_result(finding, codes) for finding in report.findings]
    rules = []
    for code in codes:
        title = report.titles.get(code, code)
        rules.append({"id": code, "shortDescription": {"text": title}})
    driver = {"name": "smogctl", "version": __version__, "rules": rules}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    only_ascii = not surface.encoding.lower().startswith("utf")
    return json.dumps(log, ensure_ascii=only_ascii, indent=2) + "\n"


def _result(finding: Finding, codes: Sequence[str]) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(finding.file, errors="surrogateescape")},
        "region": {"startLine": finding.line, "startColumn": finding.column},
    }
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": visible(finding.message)},
        "locations": [{"physicalLocation": place}],
    }
