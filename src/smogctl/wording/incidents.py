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
        rows = tuple(_row(one) for one in listed if one.drill == drill)
        if rows:
            blocks += [Heading(title, 2), Table(_COLUMNS, rows)]
    columns = ("演练", *_COLUMNS)
    sheet = tuple(("是" if one.drill else "否", *_row(one)) for one in listed)
    return Report(told, tuple(blocks), Table(columns, sheet))


def _row(state: State) -> tuple[str, ...]:
    return (
        state.id[:8],
        state.name,
        state.number,
        state.title or "",
        COLOURS[state.level] if state.level else "",
        _year_at(state.orders[0].start) if state.orders else "",
        _year_at(state.ended) if state.ended else "",
        PHASES[state.phase] if state.phase else "",
    )


def _year_at(text: str) -> str:
    return f"{text[:4]}年{at(text)}"
