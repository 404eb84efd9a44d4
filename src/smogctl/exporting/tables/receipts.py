"""Whom each issue went to, and who answered that he has it."""

from collections.abc import Iterator

from smogctl.exporting.columns import BODY, INCIDENT, UNIT
from smogctl.exporting.subjects import Episode
from smogctl.exporting.table import Column, Reference, Row, Table
from smogctl.incident.instants import minutes_between
from smogctl.incident.state import Issue, Receipt

TABLE = Table(
    83,
    "incident",
    "一次下达给一个机构的一份，签收了没有",
    (
        INCIDENT,
        Column("issue", "哪次下达：issues.number", "integer"),
        UNIT,
        BODY,
        Column("unit", "单位当时的名称"),
        Column("tasks", "下达了几项任务", "integer"),
        Column(
            "received_at", "何时签收（北京时间，ISO 文字）；空为没有签收", nullable=True
        ),
        Column("minutes", "下达到签收的整分钟数", "integer", nullable=True),
        Column("late", "是否过了时限才签收；没有签收的为空", "boolean", nullable=True),
        Column("name", "谁签收", nullable=True),
        Column("channel", "怎样签收", nullable=True),
    ),
    key=("incident", "issue", "unit_id", "body"),
    references=(Reference(("incident", "issue"), "issues", ("incident", "number")),),
)


def rows(episode: Episode) -> Iterator[Row]:
    """Issue by issue, in the order of the bodies."""
    state = episode.state
    for place, issue, frozen in episode.issued:
        named = frozen.named
        receipt = state.bodies[named.key].receipts.get(issue.event.hash)
        head = state.id, place, named.unit_id, named.body, named.unit, len(frozen.tasks)
        yield *head, *_answer(issue, receipt)


def _answer(issue: Issue, receipt: Receipt | None) -> Row:
    if receipt is None:
        return (None,) * 5
    at = receipt.event.observed
    waited = int(minutes_between(issue.event.observed, at))
    return at, waited, at > issue.receipt_due, receipt.name, receipt.channel
