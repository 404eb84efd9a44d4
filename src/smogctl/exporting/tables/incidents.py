"""The incidents of the ledger."""

from collections.abc import Iterator

from smogctl.exporting.subjects import Episode
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    80,
    "incident",
    "台账里的一次事件或演练",
    (
        Column("id", "事件编号"),
        Column("number", "次数，如 2026年第2次"),
        Column("district", "当时的区县编号"),
        Column("district_name", "当时的区县名称"),
        Column("drill", "是否演练", "boolean"),
        Column("title", "演练的名称", nullable=True),
        Column(
            "phase",
            "open 响应中、suspended 暂停中、lifted 已解除、closed 已关闭、void 作废",
        ),
        Column("level", "最后命令的级别；作废的为空", nullable=True),
        Column("started", "该级别自何时起（北京时间，ISO 文字）", nullable=True),
        Column("until", "计划到何时", nullable=True),
        Column("ended", "解除的时间", nullable=True),
        Column("plan", "当时的预案"),
        Column("registry_hash", "启动时登记册的校验码"),
    ),
    key=("id",),
)


def rows(episode: Episode) -> Iterator[Row]:
    """The one row of an incident."""
    state = episode.state
    start = None
    if state.orders:
        start = state.levelled.start
    yield (
        state.id,
        state.number,
        state.district,
        state.name,
        state.drill,
        state.title,
        state.phase,
        state.level,
        start,
        state.until,
        state.ended,
        state.plan,
        state.registry_hash,
    )
