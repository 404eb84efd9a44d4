"""What the orders of the ledger share: their options, the level as typed, the times."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any

import typer

from smogctl.cli.recorders import Session, instant_asked
from smogctl.cli.words import level_asked
from smogctl.incident.freezing import addressed, tasks_at
from smogctl.incident.instants import instant, moment_of
from smogctl.incident.ordering import said_at
from smogctl.incident.recording import Draft
from smogctl.incident.state import OrderKind, State
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Decided
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import COLOURS, Colour

Start = Annotated[
    str | None,
    typer.Option(
        "--start", metavar="时间", help="从何时起，如 2026-12-01T20:00；缺省为登记的时间。"
    ),
]
Until = Annotated[str | None, typer.Option("--until", metavar="时间", help="计划结束的时间。")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="文字", help="理由。")]

_RETROACTIVE = timedelta(minutes=30)
_FAR = timedelta(days=30)


def colour_of(session: Session, registry: Registry, word: str | None) -> Colour:
    """The level that was typed. Raises Refusal for none, and for one that the district has not."""
    if word is None:
        raise session.opened.refuse("缺少 --level（预警级别）。")
    found = level_asked(session.opened, word).get(registry.file)
    if found is None:
        raise session.opened.refuse()
    return found


def times(session: Session, start: str | None, until: str | None) -> tuple[str, str | None]:
    """From when and until when, as instants."""
    now = session.who.now
    begin = instant_asked(start, "--start", now) or instant(session.observed.replace(second=0))
    return begin, instant_asked(until, "--until", now)


def check_term(session: Session, begin: str) -> None:
    """Say that an order holds from before it was given. Raises Refusal for a year typed wrong."""
    at = moment_of(begin)
    if abs(at - session.observed) > _FAR:
        raise Refusal(f"{said_at(begin)} 离登记的时间一个月以上，请看年月写对没有。没有登记。")
    if session.observed - at > _RETROACTIVE:
        session.notices.append(f"注意：{said_at(begin)} 早于下令的时间，按追溯登记。")


def decided_of(state: State) -> tuple[Decided, ...]:
    """The decisions that hold."""
    return tuple(Decided(name, act) for name, act in state.decisions.items())


def shifted(
    session: Session, state: State, kind: OrderKind, colour: Colour, fields: dict[str, Any]
) -> Iterator[Draft]:
    """A change of level, with who is to get it."""
    origin = state.order.level
    registry = session.registry(state.district)
    found = registry.level(colour)
    assert found
    held = decided_of(state)
    decided = tuple(one for one in held if kind == "downgrade" or one.act != "hold")
    lists = tasks_at(registry, session.opened.measures, kind, (colour, origin), decided)
    lapsed = [one.id for one in held if one not in decided]
    if lapsed:
        session.notices.append(
            f"升级后，先前决定暂不执行的不再算数，恢复执行：{'、'.join(lapsed)}。"
        )
    yield session.draft(
        "upgraded" if kind == "upgrade" else "downgraded",
        level=colour,
        origin=origin,
        response=found.response,
        bodies=addressed(lists),
        **fields,
    )


def check_level(session: Session, state: State, word: str | None) -> None:
    """Raises Refusal where the level that was typed is not the one in force."""
    if word is None:
        return
    colour = colour_of(session, session.registry(state.district), word)
    if colour != state.level:
        now = COLOURS[state.level] if state.level else "没有"
        raise Refusal(f"现在是{now}预警，不是{COLOURS[colour]}。没有登记。")
