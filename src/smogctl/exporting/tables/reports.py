"""What bodies reported."""

from collections.abc import Iterator

from smogctl.exporting.columns import BODY, INCIDENT, OF_INCIDENT, UNIT
from smogctl.exporting.subjects import Episode
from smogctl.exporting.table import Column, Row, Table
from smogctl.incident.figures import NAMES
from smogctl.incident.state import FIGURES

TABLE = Table(
    85,
    "incident",
    "一个机构的一份反馈",
    (
        INCIDENT,
        UNIT,
        BODY,
        Column(
            "slot",
            "哪一份：first 初报、2026-12-03T17:00 这样的日报、extra 续报、final 终报",
        ),
        Column("reported_at", "何时反馈（北京时间，ISO 文字）"),
        *(Column(name, NAMES[name], "integer", nullable=True) for name in FIGURES),
        Column("text", "文字", nullable=True),
        Column("rejected", "是否退回、还没有重报", "boolean"),
    ),
    key=("incident", "unit_id", "body", "slot"),
    references=(OF_INCIDENT,),
)


def rows(episode: Episode) -> Iterator[Row]:
    """Body by body, in the order in which their slots were first filled."""
    for body in episode.state.bodies.values():
        for report in body.reports.values():
            figures = map(report.figures.get, FIGURES)
            whose = (
                episode.state.id,
                *body.named.key,
                report.slot,
                report.event.observed,
            )
            yield *whose, *figures, report.text, report.rejected is not None
