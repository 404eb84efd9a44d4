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
    which: Which, assessment: Assessment, forecast: Forecast, clause: str | None
) -> list[str]:
    """Write which level the forecast reaches, and by which clause; what is said of it.

    Raises Refusal where it cannot be written.
    """
    session = Session(which, Told())
    level: str | None = None
    if assessment.reached is not None:
        level = assessment.reached.level.id
    days = list(map(_figures, forecast.steps[:MOST_DAYS]))
    uncounted = len(forecast.steps) - MOST_DAYS
    if uncounted > 0:
        days.append(f"另有{uncounted}个时次")
    draft = session.draft(
        "assessed",
        scheme=assessment.scheme.id,
        level=level,
        clause=clause,
        days=tuple(days),
    )
    written = session.write(lambda state, table: [draft])
    lines = []
    for block in recorded_report(written).blocks:
        if isinstance(block, Line):
            lines.append(block.text)
    return lines


def _figures(step: Step) -> str:
    """A day or an hour with what is known of it."""
    form = "%m-%d"
    if step.at.hour:
        form = "%m-%d%H:%M"
    words = [step.at.strftime(form)]
    if step.aqi is not None:
        words.append(f"AQI{step.aqi}")
    words += [f"{name}={value}" for name, value in step.levels.items()]
    return " ".join(words)
