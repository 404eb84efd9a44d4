"""The warning levels of each district."""

from collections.abc import Iterator

from smogctl.exporting.columns import DISTRICT, OF_DISTRICT
from smogctl.exporting.subjects import District
from smogctl.exporting.table import Column, Row, Table
from smogctl.values.vocabulary import RANK

TABLE = Table(
    31,
    "district",
    "一个区县的一个预警级别，及该级核心措施有几项由本区单位牵头",
    (
        DISTRICT,
        Column("id", "级别：blue、yellow、orange、red"),
        Column("rank", "次序：蓝 0、黄 1、橙 2、红 3", "integer"),
        Column("name", "名称，如 橙色预警"),
        Column("response", "启动的响应，如 Ⅱ级响应"),
        Column("basis", "stated 预案写明、inferred 推定"),
        Column("released_by", "由谁发布：units 或 outside 的编号", nullable=True),
        Column("proposed_by", "由谁提出：units 或 outside 的编号", nullable=True),
        Column("core_led", "该级应有的核心措施中，有牵头单位的项数", "integer"),
        Column("core_total", "该级应有的核心措施的项数", "integer"),
    ),
    key=("district", "id"),
    references=(OF_DISTRICT,),
)


def rows(district: District) -> Iterator[Row]:
    """Ascending."""
    counts = {core.level: core for core in district.coverage.core}
    for level in district.registry.levels:
        core = counts[level.id]
        yield (
            district.id,
            level.id,
            RANK[level.id],
            level.name,
            level.response,
            level.basis,
            level.released_by,
            level.proposed_by,
            core.led,
            core.total,
        )
