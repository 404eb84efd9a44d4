"""A paper's facts as the ledger has them, and the notices before it.

Nothing of it is typed again: number, level, times and chain come from the ledger alone.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from smogctl.documents import kinds
from smogctl.documents.facts import Facts
from smogctl.documents.kind import Kind
from smogctl.documents.writers.cap import identifier
from smogctl.incident.instants import moment_of
from smogctl.incident.kind import Impossible
from smogctl.incident.state import Order, OrderKind, State
from smogctl.plan.registry import Registry
from smogctl.schema.decisions import Decision
from smogctl.schema.facts import FactsFile
from smogctl.values.findings import Refusal
from smogctl.values.moment import Moment, moment
from smogctl.values.vocabulary import Act

OWNED = ("level", "origin", "number", "issued", "start", "until", "episode")
"""The facts that come from the ledger alone."""

_ORDERS: dict[str, OrderKind] = {
    "start": "start",
    "relay": "start",
    "upgrade": "upgrade",
    "downgrade": "downgrade",
    "suspend": "suspend",
    "resume": "resume",
    "extend": "extend",
    "lift": "lift",
}
"""The papers that are an order of the command."""

OF_THE_LAST = ("consult", "approval", "public", "receipt", "checklist", "supervision")
"""The papers that prepare an order, or go with it: they speak of the last one."""

_MATTERS: dict[OrderKind, str] = {
    "start": "发布",
    "upgrade": "升级",
    "downgrade": "降级",
    "suspend": "暂停",
    "resume": "恢复",
    "extend": "延长",
    "lift": "解除",
}
"""What is to be approved, as the form has it."""


class FromLedger(NamedTuple):
    """The facts of a paper, and the notices before it."""

    own: FactsFile
    earlier: tuple[FactsFile, ...]


def facts_from(state: State, kind: Kind, registry: Registry) -> FromLedger:
    """The facts of a paper of a kind. Raises Refusal where there was no such order."""
    try:
        order = _order(state, kind)
        last = state.order
    except Impossible as reason:
        raise Refusal(f"{reason}，写不了{kind.title}。") from None
    values: dict[str, Any]
    if order is None:
        before = state.orders
        values = {"level": state.level, "decisions": _decisions(state.decisions)}
    else:
        before = state.orders[: state.orders.index(order)]
        values = _order_values(state, order, decided=order is last)
        if kind.name == "approval":
            values["matter"] = _MATTERS[order.kind]
    own = FactsFile(
        format="smogctl.facts/1",
        kind=kind.name,
        district=state.district,
        episode=str(state.episode),
        drill=state.drill,
        exempt=tuple(state.exempted),
        **values,
    )
    earlier = []
    for notice in before:
        earlier.append(_earlier(state, notice, registry))
    return FromLedger(own, tuple(earlier))


def _order(state: State, kind: Kind) -> Order | None:
    """The order that a paper is; None for one that reports on all of them."""
    if kind.name in OF_THE_LAST:
        return state.order
    wanted = _ORDERS.get(kind.name)
    if wanted is None:
        state.order  # noqa: B018 - an incident without an order has nothing to report
        return None
    for order in reversed(state.orders):
        if order.kind == wanted:
            return order
    act = kind.title.removesuffix("通知")
    raise Refusal(f"台账里这次事件没有“{act}”，写不了{kind.title}。")


def _order_values(state: State, order: Order, *, decided: bool) -> dict[str, Any]:
    number, issued, acts = _issued(state, order, decided=decided)
    values: dict[str, Any] = {
        "level": order.level,
        "origin": None,
        "number": number,
        "issued": _iso(issued),
        "start": None,
        "until": _until(state, order),
        "reason": order.reason,
        "decisions": _decisions(acts),
    }
    if order.kind in ("upgrade", "downgrade"):
        values["origin"] = order.origin
    if order.kind != "extend":
        values["start"] = _iso(order.start, "start" in order.as_24)
    issue = state.issued_of(order)
    known: dict[str, Any] = {}
    if issue:
        known = issue.event.known
    for field in ("authority", "basis", "forecast"):
        # as the order has it, else as was said when it went out
        values[field] = getattr(order, field) or known.get(field)
    if values["basis"]:
        values["basis"] = (values["basis"],)
    else:
        values["basis"] = ()
    return values


def _issued(
    state: State, order: Order, *, decided: bool
) -> tuple[str | None, str, Mapping[str, Act]]:
    """An order's number, when it went out, and the decisions of then, or of now."""
    issue = state.issued_of(order)
    if issue is None:
        return order.number, order.event.observed, state.decisions
    number = issue.number
    if not number:
        number = order.number
    decisions = issue.decisions
    if decided:
        decisions = state.decisions
    return number, issue.event.observed, decisions


def _decisions(acts: Mapping[str, Act]) -> tuple[Decision, ...]:
    decisions = []
    for name, act in acts.items():
        decisions.append(Decision(id=name, act=act))
    return tuple(decisions)


def _iso(text: str, midnight: bool = False) -> str:
    """An instant as facts have it; 24时 where it was written so."""
    return Moment(moment_of(text), exact=True, midnight=midnight).iso


def _until(state: State, order: Order) -> str | None:
    """The end as it was planned when the order was given: its own, or the last that was said."""
    if order.kind in ("suspend", "lift"):
        return None
    planned = None
    for earlier in state.orders:
        if earlier.until:
            planned = _iso(earlier.until, "until" in earlier.as_24)
        if earlier == order:
            break
    return planned


_KINDS = {order: kind for kind, order in _ORDERS.items() if kind != "relay"}


def _earlier(state: State, order: Order, registry: Registry) -> FactsFile:
    """An order before, as the facts file of its notice would have it."""
    values = _order_values(state, order, decided=False)
    kind = kinds.all_kinds()[_KINDS[order.kind]]
    issued = moment(values["issued"], "")
    name = identifier(Facts(kind, level=order.level, issued=issued), registry)
    return FactsFile(
        format="smogctl.facts/1",
        kind=kind.name,
        district=state.district,
        drill=state.drill,
        identifier=name,
        level=values["level"],
        origin=values["origin"],
        number=values["number"],
        issued=values["issued"],
        start=values["start"],
        until=values["until"],
        decisions=values["decisions"],
    )
