"""SARIF 2.1.0 for code scanners."""

import json
from urllib.parse import quote

from smogctl import __version__
from smogctl.text.plain import visible
from smogctl.values.report import Report, Surface

_LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def render(report: Report, surface: Surface) -> str:
    """One run with the rules that were met and a result for each finding."""
    codes = sorted({one.code for one in report.findings})
    results = [
        {
            "ruleId": one.code,
            "ruleIndex": codes.index(one.code),
            "level": _LEVELS[one.severity],
            "message": {"text": visible(one.message)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {
                            "uri": quote(one.file, errors="surrogateescape")
                        },
                        "region": {"startLine": one.line, "startColumn": one.column},
                    }
                }
            ],
        }
        for one in report.findings
    ]
    driver = {
        "name": "smogctl",
        "version": __version__,
        "rules": [
            {"id": code, "shortDescription": {"text": report.titles.get(code, code)}}
            for code in codes
        ],
    }
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
    return (
        json.dumps(
            log, ensure_ascii=not surface.encoding.lower().startswith("utf"), indent=2
        )
        + "\n"
    )
