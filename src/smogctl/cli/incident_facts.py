"""A paper's facts from the ledger: they come from it alone, and what is typed must not differ."""

import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from smogctl.cli.clocks import now_asked
from smogctl.cli.ledgers import Which, load_state
from smogctl.documents.chain import OPEN_END
from smogctl.documents.facts import TIMES, WORDS, Facts, option_of
from smogctl.documents.from_ledger import OF_THE_LAST, OWNED, FromLedger, facts_from
from smogctl.documents.kind import Kind
from smogctl.documents.ledgered import Ledgered, ledgered
from smogctl.documents.merging import Given
from smogctl.incident.fold import CORRECTION, fold
from smogctl.incident.instants import instant
from smogctl.incident.state import BodyKey, State
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Decided
from smogctl.schema.facts import FactsFile
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal
from smogctl.values.moment import moment, with_year

_FREE = ("number", "issued", "start", "until")
"""Facts that may be typed where the ledger has none for this paper."""


_BARE = re.compile(r"[0-9]{1,9}号?")


class AskedOf(NamedTuple):
    """Which incident a paper is of."""

    incident: str | None
    drill: bool
    ledger: str | None
    folder: Path


def incident_of(asked: AskedOf, district: str | None = None) -> State | None:
    """The incident that a paper is of; None where none is named.

    Raises Refusal for one that there is not.
    """
    if asked.incident is None:
        return None
    which = Which(
        asked.incident, asked.drill, asked.ledger, str(asked.folder), district
    )
    return load_state(which)[1]


def as_of(state: State, kind: Kind, issued: str | None) -> State:
    """The incident as it stood when a report was made; an order's paper is of its own time.

    Raises Refusal where nothing was ordered then.
    """
    if issued is None or kind.leaves or kind.name in OF_THE_LAST:
        return state
    when = moment(with_year(issued, now_asked(None)[0].date()), TIMES["issued"])
    # of which only the day is known, it is of the whole day
    length = timedelta(days=1)
    if when.exact:
        length = timedelta(seconds=59)
    at = instant(when.at + length)
    events = []
    for event in state.events:
        # what was corrected later was as wrong then
        if event.observed <= at or event.kind == CORRECTION:
            events.append(event)
    then = fold(events)
    if not then.orders:
        raise Refusal(f"{when.said}这次事件还没有启动，写不了那时的{kind.title}。")
    return then


def with_ledger(given: Given, state: State, kind: Kind, registry: Registry) -> Given:
    """What is given, with what the ledger has.

    Raises Refusal for another district's incident, and for what is typed and differs.
    """
    if state.district != registry.district.id:
        raise Refusal(
            f"这次事件是{clip(state.name)}的，不是{registry.district.name}的。"
        )
    if given.earlier:
        raise Refusal("用了 --incident，先前的通知都取自台账，不用 --previous。")
    told = facts_from(state, kind, registry)
    _check_same(given, told)
    return given._replace(
        typed=_typed(given, told, state),
        drill=state.drill,
        earlier=told.earlier,
        in_order=True,
        decided=_decided(given, told.own),
    )


def _check_same(given: Given, told: FromLedger) -> None:
    for name in OWNED:
        known = getattr(told.own, name)
        if known is None and name in _FREE:
            continue
        _check_word(name, given.typed.get(name), known, option_of(name))
        filed = getattr(given.file, name, None)
        _check_word(name, filed, known, "--facts")


def _check_word(name: str, word: str | None, known: str | None, where: str) -> None:
    """Raises Refusal where a word is given for what the ledger has otherwise."""
    if word is None or _is_same(name, word, known):
        return
    has = "没有"
    if known:
        has = f"是 {known}"
    raise Refusal(
        f"{WORDS[name]}：台账里{has}，{where} 给的是 {clip(word)}。"
        "用了 --incident 就以台账为准，没有写。"
    )


def _is_same(name: str, word: str, known: str | None) -> bool:
    if known is None:
        return False
    if name in TIMES:
        if word == OPEN_END:
            return False
        return moment(word, TIMES[name]).at == moment(known, "").at
    if name == "number" and _BARE.fullmatch(word.strip()):
        bare = word.strip().removesuffix("号").lstrip("0")
        return re.search(rf"(?<!\d)0*{bare}号$", known) is not None
    return word.strip("第次 ") == known


def _decided(given: Given, own: FactsFile) -> tuple[Decided, ...]:
    known = tuple(Decided(decision.id, decision.act) for decision in own.decisions)
    if not set(given.decided) <= set(known):
        raise Refusal("决定要先登记：smogctl incident decide。没有写。")
    return known


_JOINED = "；"


def _typed(given: Given, told: FromLedger, state: State) -> dict[str, str | None]:
    """What is typed, and for all else what the ledger has; a report is of now unless it is said."""
    typed = dict(given.typed)
    for name, value in _usual(given, told.own, state).items():
        is_given = typed.get(name) or getattr(given.file, name, None)
        if value and not is_given:
            typed[name] = value
    for name in (*OWNED, "matter"):
        typed[name] = getattr(told.own, name) or typed.get(name)
    if typed["issued"] is None:
        now, _ = now_asked(None)
        typed["issued"] = f"{now:%Y-%m-%dT%H:%M}"
    return typed


def _usual(given: Given, own: FactsFile, state: State) -> dict[str, str | None]:
    """What the ledger has of facts that may be worded otherwise in a paper."""
    usual = {
        "authority": own.authority,
        "forecast": own.forecast,
        "reason": own.reason,
        "basis": _JOINED.join(own.basis),
    }
    if state.exempted:
        exempted = list(state.exempted)
        if given.desk is not None:
            exempted[:0] = given.desk.exempt
        usual["exempt"] = _JOINED.join(dict.fromkeys(exempted))
    return usual


def known_of(state: State, facts: Facts, wanted: Iterable[BodyKey]) -> Ledgered:
    """What the ledger knows besides the facts, at the time of the paper."""
    at, _ = now_asked(None)
    if facts.issued:
        at = facts.issued.at
    return ledgered(state, facts.kind, at, wanted)
