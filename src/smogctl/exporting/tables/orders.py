"""The orders of the command."""

from collections.abc import Iterator

from smogctl.exporting.columns import INCIDENT, OF_INCIDENT, number
from smogctl.exporting.subjects import Episode
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    81,
    "incident",
    "指挥部的一道命令",
    (
        INCIDENT,
        number("在事件里的次序，自 1 起"),
        Column(
            "kind",
            "start 启动、upgrade 升级、downgrade 降级、suspend 暂停、resume 恢复、extend 延长、lift 解除",
        ),
        Column("level", "级别"),
        Column("from_level", "原来的级别", nullable=True),
        Column("response", "响应"),
        Column("ordered_at", "何时下的命令（北京时间，ISO 文字）"),
        Column("start_at", "自何时起"),
        Column("until_at", "计划到何时", nullable=True),
        Column("document", "文号", nullable=True),
        Column("authority", "由谁批准", nullable=True),
        Column("basis", "依据", nullable=True),
        Column("forecast", "会商结论", nullable=True),
        Column("reason", "原因", nullable=True),
        Column("event", "登记的指纹：events.hash"),
    ),
    key=("incident", "number"),
    references=(OF_INCIDENT,),
)


def rows(episode: Episode) -> Iterator[Row]:
    """In the order of the ledger."""
    for place, order in enumerate(episode.state.orders, 1):
        yield (
            episode.state.id,
            place,
            order.kind,
            order.level,
            order.origin,
            order.response,
            order.event.observed,
            order.start,
            order.until,
            order.number,
            order.authority,
            order.basis,
            order.forecast,
            order.reason,
            order.event.hash,
        )
