"""The list of incidents: real ones and drills apart."""

from collections.abc import Sequence
from typing import Any

from smogctl.incident.state import PHASES, State
from smogctl.values.report import Block, Heading, Report, Table
from smogctl.values.vocabulary import COLOURS
from smogctl.wording.recorded import at

_COLUMNS = ("事件", "区县", "次数", "名称", "级别", "起", "解除", "状态")


def list_report(listed: Sequence[State], told: dict[str, Any]) -> Report:
    """A line for each; `told`: the same for scripts, where they are asked for."""
    blocks: list[Block] = []
    for drill, title in ((False, "实际事件"), (True, "演练")):
        rows = []
        for state in listed:
            if state.drill == drill:
                rows.append(_row(state))
        if rows:
            blocks += [Heading(title, 2), Table(_COLUMNS, tuple(rows))]
    sheet = []
    for state in listed:
        drilled = "否"
        if state.drill:
            drilled = "是"
        sheet.append((drilled, *_row(state)))
    columns = ("演练", *_COLUMNS)
    return Report(told, tuple(blocks), Table(columns, tuple(sheet)))


def _row(state: State) -> tuple[str, ...]:
    start = None
    if state.orders:
        start = state.orders[0].start
    level = ""
    if state.level:
        level = COLOURS[state.level]
    phase = ""
    if state.phase:
        phase = PHASES[state.phase]
    return (
        state.id[:8],
        state.name,
        state.number,
        state.title or "",
        level,
        _year_at(start),
        _year_at(state.ended),
        phase,
    )


def _year_at(text: str | None) -> str:
    """An instant with its year; empty for none."""
    if not text:
        return ""
    return f"{text[:4]}年{at(text)}"
