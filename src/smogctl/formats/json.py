"""JSON for scripts: the contract of docs/json.md, stable in order."""

import json
import re
from collections.abc import Iterator
from typing import Any

from smogctl.text.patterns import later
from smogctl.text.plain import HAZARDS
from smogctl.values.report import Records, Report, Surface

_HAZARD = later(f"(?!\n)[{HAZARDS}]")


def render(report: Report, surface: Surface) -> str:
    """The report's data. What no terminal should see raw, and what the stream cannot encode, becomes \\uXXXX."""
    return "".join(pieces(report, surface))


def pieces(report: Report, surface: Surface) -> Iterator[str]:
    """The same, a piece at a time: of thousands of records only one is held."""
    ascii_only = not surface.encoding.lower().startswith("utf")
    for text in _whole(report.data, ascii_only):
        yield _HAZARD.sub(_escaped, text)
    yield "\n"


def _whole(data: dict[str, Any], ascii_only: bool) -> Iterator[str]:
    """As json.dumps writes it with an indent of 2, whatever is a list and what grows like one."""
    between = "{\n"
    for key, value in data.items():
        yield f"{between}  {json.dumps(key)}: "
        between = ",\n"
        if isinstance(value, Records):
            yield from _records(value, ascii_only)
        else:
            yield _indented(value, 2, ascii_only)
    yield "\n}" if data else "{}"


def _records(records: Records, ascii_only: bool) -> Iterator[str]:
    between = "[\n    "
    for record in records.entries:
        yield between + _indented(record, 4, ascii_only)
        between = ",\n    "
    yield "[]" if between.startswith("[") else "\n  ]"


def _indented(value: Any, by: int, ascii_only: bool) -> str:
    # a line break inside a text is \n in JSON, so each that stands there is one of the layout
    return json.dumps(value, ensure_ascii=ascii_only, indent=2).replace("\n", "\n" + " " * by)


def _escaped(hit: re.Match[str]) -> str:
    units = hit[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
