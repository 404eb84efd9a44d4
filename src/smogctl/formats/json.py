"""JSON for scripts: the contract of docs/json.md, stable in order."""

import json
import re

from smogctl.text.plain import HAZARDS
from smogctl.values.report import Report, Surface

_HAZARD = re.compile(f"(?!\n)[{HAZARDS}]")


def render(report: Report, surface: Surface) -> str:
    """The report's data. What no terminal should see raw, and what the stream cannot encode, becomes \\uXXXX."""
    text = json.dumps(
        report.data, ensure_ascii=not surface.encoding.lower().startswith("utf"), indent=2
    )
    return _HAZARD.sub(_escaped, text) + "\n"


def _escaped(hit: re.Match[str]) -> str:
    units = hit[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
