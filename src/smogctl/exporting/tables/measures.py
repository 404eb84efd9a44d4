"""The measures of the catalogue."""

from collections.abc import Iterator

from smogctl.exporting.subjects import Catalogue
from smogctl.exporting.table import Column, Row, Table
from smogctl.values.vocabulary import GROUPS

TABLE = Table(
    21,
    "catalogue",
    "目录里的一项措施",
    (
        Column("id", "措施编号，如 dust.sites"),
        Column("number", "在目录里的次序，自 1 起", "integer"),
        Column("name", "名称"),
        Column("family", "类别的编号，如 dust"),
        Column("family_name", "类别的名称，如 扬尘源"),
        Column("starts", "目录的起始级别；空为不限级别", nullable=True),
        Column("need", "需要程度：core 核心、usual 常见、rare 少见"),
        Column("force", "性质：G 公众防护、A 倡议、M 强制、S 保障"),
        Column("after", "解除后：ends 结束、continues 恢复日常"),
        Column("owed_by_each", "是否各单位都应有，而不由一家牵头", "boolean"),
    ),
    key=("id",),
)


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """In the catalogue's order."""
    for number, measure in enumerate(catalogue.measures.values(), 1):
        family = measure.id.partition(".")[0]
        yield (
            measure.id,
            number,
            measure.name,
            family,
            GROUPS[family],
            measure.starts,
            measure.need,
            measure.force,
            measure.after,
            measure.each,
        )
