"""The command `levels`."""

from collections.abc import Iterator, Sequence
from typing import Any

from smogctl.cli.filtered import answer
from smogctl.cli.options import FormatName, Question
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Level, Registry
from smogctl.questions.queries import Filter, levels_due
from smogctl.values.answer import Answer
from smogctl.values.report import Block, Entries, Entry, Line, Table
from smogctl.values.vocabulary import BASES, COLOURS
from smogctl.wording.listing import Count, Kind, Piece, Wanted, piece
from smogctl.wording.registry import head

_COLUMNS = ("级别", "编号", "响应", "依据", "发布", "提出")


_KIND = Kind(
    "levels",
    "预警级别",
    "个级别",
    ("区县", *_COLUMNS),
    ("区县", "编号", "级别", "分级标准"),
)


EXAMPLES = (
    ("levels", "各区县的预警级别和响应"),
    ("levels -d 江津 --format json", "供程序读"),
)


def run(asked: Question, format_name: FormatName = None) -> Answer:
    """列出预警级别：对应的响应、依据、由谁发布和提出，响应措施的原文。

    给了单位、措施、阶段、角色、另一方或文字时，只列有相合的职责应执行的级别。
    """
    return answer(asked, format_name, _KIND, _piece, "查级别")


def _piece(
    registry: Registry, measures: Measures, conditions: Filter, wanted: Wanted
) -> Piece:
    fitting = _levels(registry, measures, conditions)
    cells = []
    for level in fitting:
        names = _name(registry, level.released_by), _name(registry, level.proposed_by)
        basis = BASES[level.basis]
        cells.append((level.name, level.id, level.response, basis, *names))
    district = registry.district
    count = (district.name, district.id, str(len(fitting)), registry.plan.scheme)
    return piece(
        wanted,
        Count(count, len(fitting)),
        blocks=_blocks(registry, fitting, tuple(cells)),
        records=(_json(registry, level) for level in fitting),
        rows=((district.name, *row) for row in cells),
    )


def _blocks(
    registry: Registry, fitting: Sequence[Level], cells: tuple[tuple[str, ...], ...]
) -> Iterator[Block]:
    yield from head(registry, "预警级别")
    yield Table(_COLUMNS, cells)
    if "inferred" in [level.basis for level in fitting]:
        scheme = registry.plan.scheme
        yield Line(f"推定：预案未写颜色与响应的对应，按分级标准 {scheme}。")
    yield from _chapter(registry, fitting)


def _chapter(registry: Registry, levels: Sequence[Level]) -> Iterator[Block]:
    """What the plan's response chapter orders at these levels, to the letter."""
    shown = {level.id for level in levels}
    entries = []
    for response in registry.responses:
        if response.level in shown:
            label = f"〔{COLOURS[response.level]}〕"
            details = (f"响应措施 {response.id}",)
            entries.append(Entry(label, response.text, details))
    if entries:
        yield Entries(("级别", "响应措施（原文）", "编号"), tuple(entries))


def _levels(registry: Registry, measures: Measures, asked: Filter) -> list[Level]:
    due = frozenset(level.id for level in registry.levels)
    if asked != Filter(level=asked.level):
        due = levels_due(registry, measures, asked)
    fitting = []
    for level in registry.levels:
        if level.id in due and asked.level in (None, level.id):
            fitting.append(level)
    return fitting


def _name(registry: Registry, body: str | None) -> str:
    """The name of a unit or an outside body."""
    if body is None:
        return "未登记"
    if body in registry.outside:
        return registry.outside[body].name
    return registry.unit(body).name


def _json(registry: Registry, level: Level) -> dict[str, Any]:
    return {
        "district": registry.district.id,
        "id": level.id,
        "name": level.name,
        "response": level.response,
        "basis": level.basis,
        "released_by": level.released_by,
        "proposed_by": level.proposed_by,
    }
