"""How each assignment of a task stands at a level."""

from collections.abc import Iterator

from smogctl.exporting.columns import (
    ASSIGNMENT,
    DISTRICT,
    DUTY,
    LEVEL,
    MEASURE_IF_ANY,
    OF_ASSIGNMENT,
    OF_MEASURE,
    UNIT,
)
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Reference, Row, Table
from smogctl.questions.tasks import Item, Task

TABLE = Table(
    71,
    "district",
    "任务里的一项分工在这一级怎样",
    (
        DISTRICT,
        LEVEL,
        UNIT,
        DUTY,
        ASSIGNMENT,
        MEASURE_IF_ANY,
        Column("scope", "范围；空为不限", nullable=True),
        Column("state", "due 应执行、standby 待定"),
        Column("basis", "stated 原文、inferred 推定、unstated 未定级"),
        Column(
            "ground",
            "依据：clause 条文、chapter 响应措施、upper 上级预案、catalogue 目录；空为未定级",
            nullable=True,
        ),
        Column("since", "依据自哪一级起；空为未定级", nullable=True),
        Column("stage", "目录说这一级做到什么程度", nullable=True),
        Column("episode", "是否因预警而起", "boolean"),
    ),
    key=("district", "level", "unit_id", "duty", "assignment"),
    references=(
        Reference(
            ("district", "level", "unit_id", "duty"),
            "tasks",
            ("district", "level", "unit_id", "duty"),
        ),
        OF_ASSIGNMENT,
        OF_MEASURE,
    ),
)


def rows(district: District) -> Iterator[Row]:
    """Level by level, task by task."""
    for activation, entry, _, task in district.tasks():
        key = district.id, activation.level, entry.unit.id, task.duty.id
        for item in task.items:
            yield *key, _number(task, item), *_standing(item)


def _number(task: Task, item: Item) -> int:
    """The number of an item's assignment in its duty: two may be equal, and are still two."""
    number = 1
    for assignment in task.duty.assignments:
        if assignment is item.assignment:
            break
        number += 1
    return number


def _standing(item: Item) -> Row:
    standing = item.standing
    return (
        item.assignment.measure,
        item.assignment.scope,
        standing.state,
        standing.basis,
        standing.ground,
        standing.since,
        item.stage,
        standing.episode,
    )
