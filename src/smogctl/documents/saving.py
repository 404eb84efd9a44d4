"""How the facts of a document are saved, for another to read."""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from smogctl.documents.chain import OPEN_END, Previous
from smogctl.documents.facts import WORDS, Facts, option_of
from smogctl.text.patterns import later
from smogctl.text.plain import HAZARDS
from smogctl.values.moment import Moment


class Heading(NamedTuple):
    """What a saved notice says of itself: its district, its title, its CAP message's identifier."""

    district: str
    title: str
    identifier: str | None


def saved(facts: Facts, heading: Heading) -> str:
    """The facts as a file for `--facts` and `--previous`: YAML, each value on its line, quoted as
    JSON quotes it.
    """
    values: dict[str, Any] = {
        "format": "smogctl.facts/1",
        "kind": facts.kind.name,
        "district": heading.district,
    }
    for name in WORDS:
        if name in facts.assumed:
            continue
        key = option_of(name).removeprefix("--")
        values[key] = _plain(getattr(facts, name))
    if facts.open_end:
        values["until"] = OPEN_END
    values["drill"] = facts.drill
    decisions = []
    for entry in facts.decided:
        decisions.append(entry._asdict())
    values["decisions"] = decisions
    values["title"] = heading.title
    values["identifier"] = heading.identifier
    values["sender"] = facts.sender
    lines = _lines(values)
    if facts.previous:
        lines.append("previous:")
        for line in _previous_lines(facts.previous):
            lines.append(f"  {line}")
    if facts.chain:
        lines.append("chain:")
    for notice in facts.chain:
        # an item of a list: its first key behind the dash
        lead = "- "
        for line in _previous_lines(notice):
            lines.append(f"{lead}{line}")
            lead = "  "
    return "\n".join(lines) + "\n"


def _previous_lines(previous: Previous) -> list[str]:
    values = {}
    for name, value in previous._asdict().items():
        values[name] = _plain(value)
    if values.pop("open_end"):
        values["until"] = OPEN_END
    if not previous.drill:
        # said where it is one
        values["drill"] = None
    return _lines(values)


def _lines(values: Mapping[str, Any]) -> list[str]:
    lines = []
    for name, value in values.items():
        if value not in (None, [], ""):
            text = json.dumps(value, ensure_ascii=False)
            lines.append(f"{name}: {_HAZARD.sub(_escaped, text)}")
    return lines


_HAZARD = later(f"[{HAZARDS}]")


def _escaped(hit: re.Match[str]) -> str:
    """A character that may not stand raw in the file, as YAML escapes it: JSON's pairs are none."""
    code = ord(hit[0])
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"


def _plain(value: Any) -> Any:
    if isinstance(value, Moment):
        return value.iso
    if isinstance(value, tuple):
        return list(value)
    return value
