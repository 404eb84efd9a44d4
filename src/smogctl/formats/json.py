"""JSON for scripts: the contract of DESIGN section 5, stable in order."""

import json

from smogctl.report import Report, Surface
from smogctl.text import escape_hazards


def render(report: Report, surface: Surface) -> str:
    """The report's data. What no terminal should see raw, and what the stream cannot encode, becomes \\uXXXX."""
    text = json.dumps(report.data, ensure_ascii=not surface.encoding.lower().startswith("utf"), indent=2)
    return escape_hazards(text) + "\n"
