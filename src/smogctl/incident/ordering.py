"""What the orders of the command share: their fields, and that each fits the one before."""

from typing import Annotated, Literal

from pydantic import Field

from smogctl.incident.event import Event
from smogctl.incident.instants import moment_of
from smogctl.incident.kind import BodyName, Impossible, Instant, Told, Words
from smogctl.incident.state import Named, Order, OrderKind, State, is_above
from smogctl.values.moment import Moment
from smogctl.values.vocabulary import COLOURS, Colour


class OrderData(Told):
    """An order: the level that it is about, from when it holds, and why."""

    level: Colour
    start: Instant
    until: Instant | None = None
    reason: Words | None = None
    as_24: Annotated[tuple[Literal["start", "until"], ...], Field(strict=False)] = ()
    """Which of the times was written as 24时 of the day before; here it is 0时."""


class LevelData(OrderData):
    """An order that puts a level into force, and who is to get it."""

    response: Words
    bodies: Annotated[tuple[BodyName, ...], Field(strict=False)] = ()


class ShiftData(LevelData):
    """Another level than before."""

    origin: Colour
    """The one that was in force."""


BY_REGISTRY = frozenset({"bodies", "response", "registry_hash"})
"""Fields that follow from the registry, and so are no other content."""


def shift(
    state: State, event: Event, kind: Literal["upgrade", "downgrade"], data: ShiftData
) -> None:
    """Put another level into force. Raises Impossible unless it rises, or falls, from the last."""
    word = _SHIFTS[kind]
    state.require("open")
    before, after = COLOURS[data.origin], COLOURS[data.level]
    if data.origin != state.level:
        raise Impossible(f"{word}前应是{before}预警，而现在不是")
    if kind == "upgrade" and not is_above(data.level, data.origin):
        raise Impossible(f"{after}不高于{before}，不是{word}")
    if kind == "downgrade" and not is_above(data.origin, data.level):
        raise Impossible(f"{after}不低于{before}，不是{word}")
    put(state, event, kind, data)


def shift_said(kind: Literal["upgrade", "downgrade"], data: ShiftData) -> str:
    """As the log tells it."""
    levels = f"由{COLOURS[data.origin]}{_SHIFTS[kind]}为{COLOURS[data.level]}预警"
    return f"{levels}，{data.response}，{period(data)}{why(data)}"


_SHIFTS = {"upgrade": "升级", "downgrade": "降级"}


def put(state: State, event: Event, kind: OrderKind, data: OrderData) -> Order:
    """Add an order to the chain. Raises Impossible for one that holds before the one before it."""
    if kind != "extend":
        _check_times(state, data)
    if isinstance(data, LevelData):
        response = data.response
        bodies = tuple(map(Named.of, data.bodies))
    else:
        response = state.order.response
        bodies = ()
    order = Order(
        event=event,
        kind=kind,
        level=data.level,
        origin=state.level,
        response=response,
        start=data.start,
        until=data.until,
        number=data.number,
        authority=data.authority,
        basis=data.basis,
        forecast=data.forecast,
        reason=data.reason,
        as_24=data.as_24,
        bodies=bodies,
    )
    state.orders.append(order)
    return order


def _check_times(state: State, data: OrderData) -> None:
    """An extension says until when, and holds from no time of its own."""
    starts = [order.start for order in state.orders if order.kind != "extend"]
    last = max(starts, default=data.start)
    start = said_at(data.start)
    if data.start < last:
        raise Impossible(f"时间 {start} 早于上一道命令的 {said_at(last)}")
    if data.until is not None and data.until <= data.start:
        raise Impossible(f"结束时间 {said_at(data.until)} 不晚于 {start}")


def same_level(state: State, data: OrderData) -> None:
    """Raises Impossible for an order about a level that is not in force."""
    if state.level is not None and data.level != state.level:
        now, meant = COLOURS[state.level], COLOURS[data.level]
        raise Impossible(f"现在是{now}预警，不是{meant}")


def said_at(text: str) -> str:
    """An instant as people read it: 2026年12月1日20时30分."""
    return Moment(moment_of(text), exact=True).said


def period(data: OrderData) -> str:
    """From when to when, as the log tells it."""
    begun = f"自{said_at(data.start)}起"
    if data.until is None:
        return begun
    return f"{begun}，计划至{said_at(data.until)}"


def why(data: OrderData) -> str:
    """The reason, where one is given."""
    if not data.reason:
        return ""
    return f"，理由：{data.reason}"
