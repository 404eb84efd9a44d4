"""Where the facts of a document come from: options, a facts file, the notice before, the desk."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from smogctl.documents.chain import OPEN_END, Previous, before_of, chain_of, previous_of
from smogctl.documents.facts import TIMES, WORDS, Facts
from smogctl.documents.kind import Kind
from smogctl.questions.tasks import Decided
from smogctl.schema.desk import DeskFile
from smogctl.schema.facts import FactsFile
from smogctl.values.findings import Refusal
from smogctl.values.moment import Moment, moment

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
        """The last of the notices before. Raises Refusal for a time that is none."""
        if not self.earlier:
            return None
        if self.in_order:
            return self.earlier[-1]
        return max(self.earlier, key=_effect)


def _effect(source: FactsFile) -> str:
    """When a notice took effect, for comparing."""
    notice = previous_of(source)
    when = notice.start
    if when is None:
        when = notice.issued
    if when is None:
        return ""
    return when.at.isoformat()


def merged(kind: Kind, given: Given) -> Facts:
    """One set of facts: options, else the facts file, else the notice before, else the desk.

    Raises Refusal for a time that is none, in any of them, and for a bare number without a year.
    """
    values = _own(given)
    before = given.before
    previous = _previous(given.file, before)
    values = _inherited(kind, before, previous) | values
    if given.desk:
        values = _with_desk(given.desk, values)
    drill, sender = given.drill, None
    for source in (given.file, before):
        if source is None:
            continue
        # what began as a drill stays one, whoever forgets to say so
        drill = drill or source.drill
        sender = sender or source.sender
    decided, lapsed = _decided(kind, given, before)
    return Facts(
        kind,
        **values,
        drill=drill,
        previous=previous,
        chain=_chain(given),
        sender=sender,
        decided=decided,
        earlier=tuple(_decisions_of(before).values()),
        lapsed=lapsed,
        desk=given.desk,
    )


def _own(given: Given) -> dict[str, Any]:
    """The facts that are said of the paper itself.

    Raises Refusal for a time that is none.
    """
    values: dict[str, Any] = {}
    for name in WORDS:
        value = _value(name, given)
        if value is not None:
            values[name] = value
    if values.get("until") == OPEN_END:
        del values["until"]
        values["open_end"] = True
    return values


def _value(name: str, given: Given) -> Any:
    """A fact as typed, or else as the file has it; None: neither."""
    typed = given.typed.get(name)
    if typed is not None:
        return _read(name, typed)
    if given.file is None:
        return None
    filed = getattr(given.file, name)
    if not filed:
        return None
    return _read(name, filed)


def _read(name: str, value: Any) -> Any:
    """A fact from its text; what a file has as several texts stays so.

    Raises Refusal for a time that is none.
    """
    if not isinstance(value, str):
        return value
    if name == "until" and value == OPEN_END:
        return value
    if name in TIMES:
        return moment(value, TIMES[name])
    if name in _SEVERAL:
        parts = re.split("[；;]", value)
        return tuple(filter(None, map(str.strip, parts)))
    return value


def _previous(file: FactsFile | None, before: FactsFile | None) -> Previous | None:
    """The notice before as the facts tell of it: one that was named, else the facts file's."""
    if before is not None:
        return previous_of(before)
    if file is None:
        return None
    if file.previous is None:
        return None
    return previous_of(file.previous)


def _chain(given: Given) -> tuple[Previous, ...]:
    """All notices before: those of the files that were named, else those of the facts file."""
    if given.in_order:
        return tuple(map(previous_of, given.earlier))
    if given.earlier:
        return chain_of(given.earlier)
    if given.file:
        return before_of(given.file)
    return ()


def _inherited(
    kind: Kind, before: FactsFile | None, previous: Previous | None
) -> dict[str, Any]:
    """What the notice before gives to a later one: its level, and who speaks to whom."""
    values: dict[str, Any] = {}
    if previous and kind.shift:
        values["origin"] = previous.level
    if before is None:
        return values
    if not kind.follows:
        return values
    for name in _KEPT:
        kept = getattr(before, name)
        if kept:
            values[name] = kept
    if not kind.shift:
        values["level"] = before.level
    return values


def _with_desk(desk: DeskFile, values: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with what the desk knows of those that nobody said."""
    office = desk.office
    level: Any = values.get("level")
    known = {
        "office": office.name,
        "to": desk.to,
        "cc": desk.cc,
        "exempt": desk.exempt,
        "authority": desk.approvals.get(level),
    }
    # another office that signs has a seal and a telephone of its own
    if values.get("office") in (None, office.name):
        known["seal"] = office.seal
        known["contact"] = office.contact
        known["phone"] = office.phone
    filled = dict(values)
    for name, value in known.items():
        if value:
            filled.setdefault(name, value)
    bare = filled.get("number", "").strip().removesuffix("号")
    if office.number and bare.isdecimal():
        filled["number"] = _numbered(office.number, bare, values)
    return filled


def _numbered(pattern: str, number: str, values: Mapping[str, Any]) -> str:
    """A paper's number from the desk's pattern. Raises Refusal where its year is not known."""
    day: Moment | None = values.get("issued")
    if day is None:
        day = values.get("start")
    if day is None:
        raise Refusal(
            "只给了文号的序号，还要知道年份：请用 --issued 给出发布时间，或写全文号。"
        )
    return pattern.replace("{year}", str(day.at.year)).replace("{n}", str(int(number)))


def _decided(
    kind: Kind, given: Given, before: FactsFile | None
) -> tuple[tuple[Decided, ...], tuple[str, ...]]:
    """The decisions that hold, and those that an upgrade makes lapse: what was held is due again.

    A decision lasts until the next on its id; what is typed wins over the file, that over the
    notice before.
    """
    standing = _decisions_of(before)
    lapsed: dict[str, Decided] = {}
    if kind.shift > 0:
        for name, entry in standing.items():
            if entry.act == "hold":
                lapsed[name] = entry
    for name in lapsed:
        del standing[name]
    standing |= _decisions_of(given.file)
    for entry in given.decided:
        standing.pop(entry.id, None)
        lapsed.pop(entry.id, None)
    decided = (*standing.values(), *given.decided)
    return decided, tuple(lapsed)


def _decisions_of(source: FactsFile | None) -> dict[str, Decided]:
    """A file's decisions by their id, the last on each."""
    decisions: dict[str, Decided] = {}
    if source is None:
        return decisions
    for entry in source.decisions:
        decisions[entry.id] = Decided(entry.id, entry.act)
    return decisions
