"""The tasks as they were issued: what the registry says later changes nothing of them."""

from collections.abc import Iterator

from smogctl.exporting.columns import BODY, INCIDENT, UNIT, number
from smogctl.exporting.subjects import Episode
from smogctl.exporting.table import Column, Reference, Row, Table

TABLE = Table(
    84,
    "incident",
    "下达给一个机构的一项任务，当时的原文",
    (
        INCIDENT,
        Column("issue", "哪次下达：issues.number", "integer"),
        UNIT,
        BODY,
        number("次序，自 1 起"),
        Column("duty", "当时的职责编号"),
        Column("part", "do 执行、hold 待定、held 暂不执行、routine 日常"),
        Column(
            "state", "due 应执行、standby 待定、held 暂不执行、paused 暂停、ended 已止"
        ),
        Column("text", "当时的原文"),
    ),
    key=("incident", "issue", "unit_id", "body", "number"),
    references=(
        Reference(
            ("incident", "issue", "unit_id", "body"),
            "receipts",
            ("incident", "issue", "unit_id", "body"),
        ),
    ),
)


def rows(episode: Episode) -> Iterator[Row]:
    """Issue by issue, body by body."""
    for place, _, frozen in episode.issued:
        whose = episode.state.id, place, *frozen.named.key
        for at, task in enumerate(frozen.tasks, 1):
            yield *whose, at, task.duty, task.part, task.state, task.text
