"""The facts of a document: where they come from, and how they are saved again."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from smogctl.documents.chain import OPEN_END, Previous, chain_of, previous_of
from smogctl.documents.kind import Kind
from smogctl.questions.tasks import Decided
from smogctl.schema.desk import DeskFile
from smogctl.schema.facts import FactsFile
from smogctl.values.findings import Refusal
from smogctl.values.moment import Moment, moment
from smogctl.values.vocabulary import Colour

if TYPE_CHECKING:
    from smogctl.documents.ledgered import Ledgered

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
    "pollutant": "首要污染物",
    "area": "影响范围",
    "reason": "理由",
    "episode": "次数",
    "urgency": "紧急程度",
    "exempt": "豁免",
    "matter": "事项",
}
"""The facts as people call them, by the names of their options."""

LEVELS = ("level", "origin")
"""The facts that are levels: they choose the tasks, and are never blank in a list of them."""

_OPTIONS = {"origin": "--from"}
"""Where an option is not called like its fact."""


def option_of(fact: str) -> str:
    """The option by which a fact is given, as people type it."""
    return _OPTIONS.get(fact, f"--{fact}")


class Facts(NamedTuple):
    """All facts of one document; None or empty: not known."""

    kind: Kind
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
    pollutant: str | None = None
    area: str | None = None
    reason: str | None = None
    episode: str | None = None
    """Which of the year's episodes it is."""
    urgency: str | None = None
    exempt: tuple[str, ...] = ()
    """Whom the measures do not bind."""
    matter: str | None = None
    """What is to be approved."""
    drill: bool = False
    previous: Previous | None = None
    chain: tuple[Previous, ...] = ()
    """All notices before it, oldest first; `previous` is the last."""
    sender: str | None = None
    decided: tuple[Decided, ...] = ()
    """What the command has decided of tasks."""
    earlier: tuple[Decided, ...] = ()
    """What it had decided in the notice before."""
    lapsed: tuple[str, ...] = ()
    """What was held before and is held no more, since the level rose."""
    desk: DeskFile | None = None
    """What the office knows besides: its red head, whom to call."""
    ledger: "Ledgered | None" = None
    """What the ledger knows besides, where the paper is of an incident."""
    assumed: frozenset[str] = frozenset()
    """Facts that nobody gave: they are not saved, so that the next paper asks again."""


_SEVERAL = ("to", "cc", "basis", "exempt")

_KEPT = ("office", "seal", "contact", "phone", "to", "cc", "episode", "exempt")
"""What a later notice takes from the one before: who speaks to whom.

Not the authority: each step has its own approval, and an office that may release yellow may only
propose red.
"""


class Given(NamedTuple):
    """What a document's facts are made of: options by fact, a facts file, the notice before.

    Levels are colours.
    """

    typed: Mapping[str, str | None]
    drill: bool
    file: FactsFile | None
    earlier: tuple[FactsFile, ...] = ()
    """The notices before, as they were typed."""
    decided: tuple[Decided, ...] = ()
    desk: DeskFile | None = None
    """What the office knows, for all that none of these says."""
    in_order: bool = False
    """Whether the notices before stand in their order: the ledger's do."""

    @property
    def before(self) -> FactsFile | None:
        """The last of the notices before."""
        if self.in_order:
            return self.earlier[-1] if self.earlier else None
        return max(self.earlier, key=_effect, default=None)


def _effect(source: FactsFile) -> str:
    found = previous_of(source)
    when = found.start or found.issued
    return when.at.isoformat() if when else ""


def merged(kind: Kind, given: Given) -> Facts:
    """One set of facts: options, else the facts file, else the notice before, else the desk.

    Raises Refusal for a time that is none, in any of them, and for a bare number without a year.
    """
    values = {
        name: value for name in WORDS if (value := _value(name, given)) is not None
    }
    if values.get("until") == OPEN_END:
        del values["until"]
        values["open_end"] = True
    previous = _previous(given)
    values = _inherited(kind, given.before, previous) | values
    if given.desk:
        values = _with_desk(given.desk, values)
    # what began as a drill stays one, whoever forgets to say so
    drill = given.drill or any(source.drill for source in _files(given))
    sender = next((source.sender for source in _files(given) if source.sender), None)
    decided, lapsed = _decided(kind, given)
    return Facts(
        kind,
        **values,
        drill=drill,
        previous=previous,
        chain=_chain(given),
        sender=sender,
        decided=decided,
        earlier=tuple(_decisions_of(given.before).values()),
        lapsed=lapsed,
        desk=given.desk,
    )


def _with_desk(desk: DeskFile, values: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with what the desk knows of those that nobody said."""
    office = desk.office
    level: Any = values.get("level")
    signs = values.get("office") in (None, office.name)
    known = {
        "office": office.name,
        # another office that signs has a seal and a telephone of its own
        "seal": office.seal if signs else None,
        "contact": office.contact if signs else None,
        "phone": office.phone if signs else None,
        "to": desk.to,
        "cc": desk.cc,
        "exempt": desk.exempt,
        "authority": desk.approvals.get(level),
    }
    filled = {name: value for name, value in known.items() if value} | dict(values)
    number = filled.get("number")
    bare = number.strip().removesuffix("号") if isinstance(number, str) else ""
    if office.number and bare.isdecimal():
        filled["number"] = _numbered(office.number, bare, values)
    return filled


def _numbered(pattern: str, number: str, values: Mapping[str, Any]) -> str:
    """A paper's number from the desk's pattern. Raises Refusal where its year is not known."""
    day = values.get("issued") or values.get("start")
    if not isinstance(day, Moment):
        raise Refusal(
            "只给了文号的序号，还要知道年份：请用 --issued 给出发布时间，或写全文号。"
        )
    return pattern.replace("{year}", str(day.at.year)).replace("{n}", str(int(number)))


def _decided(kind: Kind, given: Given) -> tuple[tuple[Decided, ...], tuple[str, ...]]:
    """The decisions that hold, and those that an upgrade makes lapse: what was held is due again.

    A decision lasts until the next on its id; what is typed wins over the file, that over the
    notice before.
    """
    before = _decisions_of(given.before)
    lapsed = _holds(before) if kind.shift > 0 else set()
    standing = {name: entry for name, entry in before.items() if name not in lapsed}
    latest = {**standing, **_decisions_of(given.file)}
    typed = {entry.id for entry in given.decided}
    carried = (entry for name, entry in latest.items() if name not in typed)
    return (*carried, *given.decided), tuple(
        name for name in before if name in lapsed - typed
    )


def _decisions_of(source: FactsFile | None) -> dict[str, Decided]:
    """A file's decisions by their id, the last on each."""
    entries = source.decisions if source else ()
    return {entry.id: Decided(entry.id, entry.act) for entry in entries}


def _holds(decisions: Mapping[str, Decided]) -> set[str]:
    return {name for name, entry in decisions.items() if entry.act == "hold"}


def _files(given: Given) -> Iterator[FactsFile]:
    for source in (given.file, given.before):
        if source:
            yield source


def _value(name: str, given: Given) -> Any:
    """A fact as typed, or else as the file has it; None: neither."""
    value = given.typed.get(name)
    if value is None and given.file is not None:
        value = getattr(given.file, name) or None
    if not isinstance(value, str):
        return value
    if name in TIMES:
        return (
            value
            if (name, value) == ("until", OPEN_END)
            else moment(value, TIMES[name])
        )
    return _split(value) if name in _SEVERAL else value


def _split(value: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split("[；;]", value))
    return tuple(part for part in parts if part)


def _previous(given: Given) -> Previous | None:
    if given.before:
        return previous_of(given.before)
    if given.file and given.file.previous:
        return previous_of(given.file.previous)
    return None


def _chain(given: Given) -> tuple[Previous, ...]:
    """All notices before: those of the files that were named, else those of the facts file."""
    if given.in_order:
        return tuple(map(previous_of, given.earlier))
    if given.earlier:
        return chain_of(given.earlier)
    filed = given.file
    earlier = (
        (filed.chain or ((filed.previous,) if filed.previous else ())) if filed else ()
    )
    return tuple(map(previous_of, earlier))


def _inherited(
    kind: Kind, before: FactsFile | None, previous: Previous | None
) -> dict[str, Any]:
    """What the notice before gives to a later one: its level, and who speaks to whom."""
    values: dict[str, Any] = {}
    if kind.shift and previous and previous.level:
        values["origin"] = previous.level
    if before is None or not kind.follows:
        return values
    values |= {name: kept for name in _KEPT if (kept := getattr(before, name))}
    if before.level and not kind.shift:
        values["level"] = before.level
    return values


def missing_said(names: Iterable[str]) -> tuple[str, ...]:
    """A warning for each fact that was left blank."""
    lowered = (name.lower() for name in names)
    return tuple(
        f"没有{WORDS.get(name, name)}，文中留空：请用 {option_of(name)} 给出，或在纸上填写。"
        for name in lowered
    )


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
        value = None if name in facts.assumed else getattr(facts, name)
        values[option_of(name).removeprefix("--")] = _plain(value)
    if facts.open_end:
        values["until"] = OPEN_END
    values["drill"] = facts.drill
    values["decisions"] = [entry._asdict() for entry in facts.decided]
    values["title"] = heading.title
    values["identifier"] = heading.identifier
    values["sender"] = facts.sender
    lines = list(_lines(values))
    if facts.previous:
        lines += [
            "previous:",
            *(f"  {line}" for line in _lines(_previous_values(facts.previous))),
        ]
    if facts.chain:
        lines.append("chain:")
        lines += [line for one in facts.chain for line in _item(_previous_values(one))]
    return "\n".join(lines) + "\n"


def _item(values: Mapping[str, Any]) -> Iterator[str]:
    """An item of a list, its first key behind the dash."""
    for at, line in enumerate(_lines(values)):
        yield f"{'  ' if at else '- '}{line}"


def _previous_values(previous: Previous) -> dict[str, Any]:
    values = {name: _plain(value) for name, value in previous._asdict().items()}
    if values.pop("open_end"):
        values["until"] = OPEN_END
    return values | {"drill": previous.drill or None}


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    for name, value in values.items():
        if value not in (None, [], ""):
            yield f"{name}: {json.dumps(value, ensure_ascii=False)}"


def _plain(value: Any) -> Any:
    if isinstance(value, Moment):
        return value.iso
    return list(value) if isinstance(value, tuple) else value
