"""The facts of a notice: from options, a facts file and the notice before it; and what is wrong with them."""

import re
from typing import Any, NamedTuple

from smogctl.documents.times import Moment, moment
from smogctl.schema.facts import Earlier, FactsFile
from smogctl.values.vocabulary import Colour

TIMES = {"issued": "发布时间", "start": "启动时间", "until": "结束时间"}

WORDS = {
    "level": "预警级别",
    "origin": "原预警级别",
    "number": "文号",
    **TIMES,
    "authority": "批准机关",
    "signer": "签发人",
    "office": "署名单位",
    "seal": "代章单位",
    "to": "主送",
    "cc": "抄送",
    "contact": "联系人",
    "phone": "联系电话",
    "basis": "依据",
    "forecast": "会商结论",
    "reason": "理由",
}
"""The facts as people call them, by the names of their options."""

OPTION = {"origin": "--from"}
"""Where an option is not called like its fact."""


class Facts(NamedTuple):
    """All facts of one notice; None or empty: not known."""

    kind: str
    level: Colour | None = None
    origin: Colour | None = None
    number: str | None = None
    issued: Moment | None = None
    start: Moment | None = None
    until: Moment | None = None
    open_end: bool = False
    """Whether the end is said to be told later: `--until 另行通知`."""
    authority: str | None = None
    signer: str | None = None
    office: str | None = None
    seal: str | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    contact: str | None = None
    phone: str | None = None
    basis: tuple[str, ...] = ()
    forecast: str | None = None
    reason: str | None = None
    drill: bool = False
    previous: Earlier | None = None
    sender: str | None = None


OPEN_END = "另行通知"

_SEVERAL = ("to", "cc", "basis")


def merged(
    kind: str, given: dict[str, Any], file: FactsFile | None, before: FactsFile | None
) -> Facts:
    """One set of facts: options win over the facts file, that over the notice before.

    `given` are the options by fact, levels as colours. Raises Refusal for a time that is none.
    """
    values = {
        name: value for name in WORDS if (value := _value(name, given.get(name), file)) is not None
    }
    if values.get("until") == OPEN_END:
        del values["until"]
        values["open_end"] = True
    previous = earlier_of(before) if before else (file.previous if file else None)
    for name, value in _inherited(kind, before, previous).items():
        values.setdefault(name, value)
    drill = bool(given.get("drill")) or bool(file and file.drill) or bool(before and before.drill)
    sender = (file and file.sender) or (before and before.sender) or None
    return Facts(kind, **values, drill=drill, previous=previous, sender=sender)


def _value(name: str, typed: str | None, file: FactsFile | None) -> Any:
    """A fact as typed, or else as the file has it; None: neither."""
    value = typed if typed is not None or file is None else getattr(file, name) or None
    if value is not None and name in TIMES and (name, value) != ("until", OPEN_END):
        return moment(value, TIMES[name])
    if isinstance(value, str) and name in _SEVERAL:
        return tuple(part.strip() for part in re.split("[；;]", value) if part.strip())
    return value


def _inherited(kind: str, before: FactsFile | None, previous: Earlier | None) -> dict[str, Any]:
    """What the notice before gives to a later one: its level, and who speaks to whom."""
    shifts = kind in ("upgrade", "downgrade")
    found: dict[str, Any] = (
        {"origin": previous.level} if shifts and previous and previous.level else {}
    )
    if before is None or kind not in FOLLOWING:
        return found
    # not the authority: each step has its own approval, and an office that may release yellow may only propose red
    names = ("office", "seal", "contact", "phone", "to", "cc")
    found |= {name: kept for name in names if (kept := getattr(before, name))}
    return found if shifts or before.level is None else found | {"level": before.level}


FOLLOWING = (
    "upgrade",
    "downgrade",
    "suspend",
    "resume",
    "extend",
    "lift",
    "summary",
    "daily",
    "public",
)
"""The kinds that follow another notice."""


def earlier_of(before: FactsFile) -> Earlier:
    """What a later notice says of an earlier one."""
    return Earlier(
        kind=before.kind,
        title=before.title,
        number=before.number,
        issued=before.issued,
        start=before.start,
        until=before.until,
        level=before.level,
        drill="true" if before.drill else "false",  # type: ignore[arg-type]
        identifier=before.identifier,
        sender=before.sender,
    )


def saved(facts: Facts, district: str, title: str, identifier: str | None) -> str:
    """The facts as a file for `--facts` and `--previous`: YAML, each value on its line, quoted as JSON quotes it."""
    import json

    values: dict[str, Any] = {"format": "smogctl.facts/1", "kind": facts.kind, "district": district}
    values |= {
        OPTION.get(name, name).removeprefix("--"): _plain(getattr(facts, name)) for name in WORDS
    }
    values |= {"until": OPEN_END} if facts.open_end else {}
    values |= {
        "drill": facts.drill,
        "title": title,
        "identifier": identifier,
        "sender": facts.sender,
    }
    lines = [
        f"{name}: {json.dumps(value, ensure_ascii=False)}"
        for name, value in values.items()
        if value not in (None, [], "")
    ]
    if facts.previous:
        lines.append("previous:")
        kept = facts.previous.model_dump(exclude_none=True, exclude_defaults=True)
        lines += [
            f"  {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in kept.items()
        ]
    return "\n".join(lines) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Moment):
        return value.iso
    return list(value) if isinstance(value, tuple) else value
