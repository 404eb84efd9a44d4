"""The parts of those measures that are several things."""

from collections.abc import Iterator

from smogctl.exporting.columns import MEASURE, OF_MEASURE, number
from smogctl.exporting.subjects import Catalogue
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    22,
    "catalogue",
    "目录里一项措施的一个部分",
    (
        MEASURE,
        Column("name", "部分的名称"),
        number("在措施里的次序，自 1 起"),
        Column("starts", "它自己的起始级别；空为同措施", nullable=True),
        Column("need", "它自己的需要程度；空为同措施", nullable=True),
        Column("after", "解除后它自己怎样；空为同措施", nullable=True),
    ),
    key=("measure", "name"),
    references=(OF_MEASURE,),
)


def rows(catalogue: Catalogue) -> Iterator[Row]:
    """In the catalogue's order."""
    for measure in catalogue.measures.values():
        for place, part in enumerate(measure.parts, 1):
            yield measure.id, part.name, place, part.starts, part.need, part.after
