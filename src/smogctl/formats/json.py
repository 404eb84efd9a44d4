"""JSON for scripts: the contract of docs/json.md, stable in order."""

import re
from collections.abc import Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from smogctl.text.patterns import later
from smogctl.text.plain import HAZARDS
from smogctl.values.report import Records, Report, Surface

_HAZARD = later(f"(?!\n)[{HAZARDS}]")
_NOT_ASCII = later(f"(?!\n)[{HAZARDS}]|[^\0-\x7f]")


def render(report: Report, surface: Surface) -> str:
    """The report's data.

    What no terminal should see raw, and what the stream cannot encode, becomes \\uXXXX.
    """
    return "".join(pieces(report, surface))


def pieces(report: Report, surface: Surface) -> Iterator[str]:
    """The same, a piece at a time: of thousands of records only one is held."""
    takes_all = surface.encoding.lower().startswith("utf")
    hidden = _NOT_ASCII
    if takes_all:
        hidden = _HAZARD
    for text in _whole(report.data):
        yield hidden.sub(_escaped, text)
    yield "\n"


def record_text(record: Mapping[str, Any]) -> str:
    """A record as it stands in a list of the whole; for `Records`."""
    return _text(record, "\n    ")


def _whole(data: Mapping[str, Any]) -> Iterator[str]:
    between = "{\n  "
    for key, value in data.items():
        yield f"{between}{encode_basestring(key)}: "
        between = ",\n  "
        if isinstance(value, Records):
            yield from _records(value)
        else:
            yield _text(value, "\n  ")
    if not data:
        yield "{"
    else:
        yield "\n"
    yield "}"


def _records(records: Records) -> Iterator[str]:
    between = "[\n    "
    for text in records.texts:
        yield between + text
        between = ",\n    "
    if between.startswith("["):
        yield "[]"
    else:
        yield "\n  ]"


def _text(value: Any, line: str) -> str:
    """A value as json.dumps writes it with an indent of 2; `line` is the break before its own
    lines.

    The library's own encoder falls back to Python where it is to indent, at three times the cost.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Mapping):
        inner = f"{line}  "
        fields = []
        for key, entry in value.items():
            fields.append(f"{encode_basestring(key)}: {_text(entry, inner)}")
        return f"{{{_lines(fields, line)}}}"
    if isinstance(value, list | tuple):
        inner = f"{line}  "
        entries = [_text(entry, inner) for entry in value]
        return f"[{_lines(entries, line)}]"
    return _plain(value)


def _lines(entries: Sequence[str], line: str) -> str:
    """What stands between brackets: each entry on lines of its own, nothing for none."""
    if not entries:
        return ""
    inner = f"{line}  "
    return f"{inner}{f',{inner}'.join(entries)}{line}"


_WORDS = {None: "null", True: "true", False: "false"}


def _plain(value: Any) -> str:
    """A number, a flag or nothing. Raises TypeError for what JSON has no word for."""
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float) and isfinite(value):
        return float.__repr__(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def _escaped(hit: re.Match[str]) -> str:
    units = hit[0].encode("utf-16-be", "surrogatepass")
    text = ""
    for at in range(0, len(units), 2):
        text += f"\\u{units[at]:02x}{units[at + 1]:02x}"
    return text
