"""The orders as they went out."""

from collections.abc import Iterator

from smogctl.exporting.columns import INCIDENT, OF_INCIDENT, number
from smogctl.exporting.subjects import Episode
from smogctl.exporting.table import Column, Reference, Row, Table

TABLE = Table(
    82,
    "incident",
    "命令的一次下达",
    (
        INCIDENT,
        number("在事件里的次序，自 1 起"),
        Column("command", "哪道命令：orders.number", "integer"),
        Column("issued_at", "何时下达（北京时间，ISO 文字）"),
        Column("document", "文号", nullable=True),
        Column("receipt_due", "何时以前签收"),
        Column("report_due", "何时以前反馈；空为没有另要", nullable=True),
        Column("event", "登记的指纹：events.hash"),
    ),
    key=("incident", "number"),
    references=(
        OF_INCIDENT,
        Reference(("incident", "command"), "orders", ("incident", "number")),
    ),
)


def rows(episode: Episode) -> Iterator[Row]:
    """In the order of the ledger."""
    state = episode.state
    orders = {order.event.hash: place for place, order in enumerate(state.orders, 1)}
    for place, issue in enumerate(state.issues, 1):
        yield (
            state.id,
            place,
            orders[issue.order.event.hash],
            issue.event.observed,
            issue.number,
            issue.receipt_due,
            issue.report_due,
            issue.event.hash,
        )
