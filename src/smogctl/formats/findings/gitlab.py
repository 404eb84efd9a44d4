"""GitLab code quality: a JSON list.

A fingerprint does not change when the lines above a finding do.
"""

import hashlib
import json
from collections import Counter

from smogctl.text.plain import visible
from smogctl.values.report import Report, Surface

_SEVERITIES = {"error": "critical", "warning": "minor", "note": "info"}


def render(report: Report, surface: Surface) -> str:
    """The findings as GitLab reads them.

    The same finding twice in a file is numbered, so that both are kept.
    """
    seen: Counter[str] = Counter()
    entries = []
    for finding in report.findings:
        key = f"{finding.file}\0{finding.code}\0{finding.message}"
        seen[key] += 1
        numbered = f"{key}\0{seen[key]}".encode("utf-8", "replace")
        entries.append(
            {
                "description": visible(f"{finding.code} {finding.message}"),
                "check_name": finding.code,
                "fingerprint": hashlib.blake2b(numbered, digest_size=16).hexdigest(),
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": visible(finding.file),
                    "lines": {"begin": finding.line},
                },
            }
        )
    only_ascii = not surface.encoding.lower().startswith("utf")
    return json.dumps(entries, ensure_ascii=only_ascii, indent=2) + "\n"
