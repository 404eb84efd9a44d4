"""The notices before one.

What each says of itself, in their order from the start of the episode.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from smogctl.documents import kinds
from smogctl.schema.facts import Earlier, FactsFile
from smogctl.values.moment import Moment, moment
from smogctl.values.vocabulary import Colour

OPEN_END = "另行通知"


class Previous(NamedTuple):
    """The notice that this one follows, as far as it is known."""

    kind: str | None = None
    """As its file says: it may be none of ours."""
    title: str | None = None
    number: str | None = None
    issued: Moment | None = None
    start: Moment | None = None
    until: Moment | None = None
    open_end: bool = False
    level: Colour | None = None
    drill: bool = False
    identifier: str | None = None
    """Of its CAP message."""
    sender: str | None = None


def previous_of(source: FactsFile | Earlier) -> Previous:
    """What a later notice says of an earlier one. Raises Refusal for a time that is none."""
    until = source.until
    open_end = until == OPEN_END
    if open_end:
        until = None
    return Previous(
        kind=source.kind,
        title=source.title,
        number=source.number,
        issued=_moment(source.issued, "上一份通知的发布时间"),
        start=_moment(source.start, "上一份通知的启动时间"),
        until=_moment(until, "原结束时间"),
        open_end=open_end,
        level=source.level,
        drill=source.drill,
        identifier=source.identifier,
        sender=source.sender,
    )


def _moment(word: str | None, what: str) -> Moment | None:
    if not word:
        return None
    return moment(word, what)


def chain_of(sources: Sequence[FactsFile]) -> tuple[Previous, ...]:
    """Every notice that some files know of, oldest first, each once.

    Raises Refusal for a time that is none.
    """
    known: dict[tuple[object, ...], Previous] = {}
    for source in sources:
        for notice in (*before_of(source), previous_of(source)):
            key = notice.kind, notice.number, notice.issued, notice.start
            known[key] = notice
    return tuple(sorted(known.values(), key=_when))


def before_of(source: FactsFile) -> tuple[Previous, ...]:
    """The notices before a file's own that it names. Raises Refusal for a time that is none."""
    earlier: Sequence[Earlier] = source.chain
    if not earlier and source.previous:
        earlier = (source.previous,)
    return tuple(map(previous_of, earlier))


def _when(notice: Previous) -> tuple[bool, str]:
    """When a notice took effect; one without a time stands last, as it was named last."""
    when = notice.start
    if when is None:
        when = notice.issued
    if when is None:
        return True, ""
    return False, when.at.isoformat()


def orders(chain: Iterable[Previous]) -> tuple[Previous, ...]:
    """Those that put a response into a state: start, changes, suspension, lift."""
    ordering = []
    for notice in chain:
        kind = kinds.find(notice.kind)
        if kind is None:
            continue
        if kind.leaves:
            ordering.append(notice)
    return tuple(ordering)
