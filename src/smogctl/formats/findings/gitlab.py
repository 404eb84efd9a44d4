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
    for one in report.findings:
        key = f"{one.file}\0{one.code}\0{one.message}"
        seen[key] += 1
        entries.append(
            {
                "description": visible(f"{one.code} {one.message}"),
                "check_name": one.code,
                "fingerprint": hashlib.blake2b(
                    f"{key}\0{seen[key]}".encode("utf-8", "replace"), digest_size=16
                ).hexdigest(),
                "severity": _SEVERITIES[one.severity],
                "location": {"path": visible(one.file), "lines": {"begin": one.line}},
            }
        )
    return (
        json.dumps(
            entries,
            ensure_ascii=not surface.encoding.lower().startswith("utf"),
            indent=2,
        )
        + "\n"
    )
