"""An assessment of a forecast, written to the ledger."""

from smogctl.cli.ledgers import Which
from smogctl.cli.recorders import Session, Told
from smogctl.forecast.judging import Assessment
from smogctl.forecast.series import Forecast, Step
from smogctl.values.report import Line
from smogctl.wording.recorded import recorded_report

MOST_DAYS = 60
"""So many days or hours are written down one by one; more are counted."""


def record_assessment(
    which: Which, found: Assessment, forecast: Forecast, clause: str | None
) -> list[str]:
    """Write which level the forecast reaches, and by which clause; what is said of it.

    Raises Refusal where it cannot be written.
    """
    session = Session(which, Told())
    reached = found.reached
    days = [_said(step) for step in forecast.steps[:MOST_DAYS]]
    if len(forecast.steps) > MOST_DAYS:
        days.append(f"另有{len(forecast.steps) - MOST_DAYS}个时次")
    draft = session.draft(
        "assessed",
        scheme=found.scheme.id,
        level=reached.level.id if reached else None,
        clause=clause,
        days=tuple(days),
    )
    written = session.write(lambda state, table: [draft])
    return [
        block.text
        for block in recorded_report(written).blocks
        if isinstance(block, Line)
    ]


def _said(step: Step) -> str:
    figures = [f"AQI{step.aqi}"] if step.aqi is not None else []
    figures += [f"{name}={value}" for name, value in step.levels.items()]
    return f"{step.at:%m-%d}{f'{step.at:%H:%M}' if step.at.hour else ''} {' '.join(figures)}"
