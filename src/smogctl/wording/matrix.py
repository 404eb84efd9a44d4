"""What people read of the matrix of units × measures: cells, the clauses behind them, a table for a
terminal.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smogctl.plan.registry import Registry, Unit
from smogctl.questions.coverage import Coverage
from smogctl.questions.gaps import leaderless, titles
from smogctl.questions.matrix import Cell, Course, Share
from smogctl.questions.standing import Standing
from smogctl.questions.waivers import Judged
from smogctl.values.report import Block, Heading, Line, Table
from smogctl.values.vocabulary import BASES, COLOURS, GROUNDS, PHASES, ROLES, STATES
from smogctl.wording.gaps import Tally, core_lines
from smogctl.wording.registry import head, levels_said, partners_said

NARROW = 14
"""So many units stand side by side on a terminal of eighty columns."""


class Tag(NamedTuple):
    """What stands beside a measure that has a gap.

    `tone`: how grave it is, or `waived`; `number`: the gap's place in `coverage.judged`.
    """

    text: str
    tone: str
    number: int


def gap_tags(coverage: Coverage) -> dict[str, Tag]:
    """The tag of each measure that nobody leads, or that several do.

    The gravest gap of a measure counts.
    """
    shown = {*leaderless(), "contested"}
    tags: dict[str, Tag] = {}
    for number, judged in enumerate(coverage.judged):
        gap = judged.gap
        if gap.kind in shown and gap.measure:
            tags.setdefault(gap.measure, _tag(judged, number))
    return tags


def _tag(judged: Judged, number: int) -> Tag:
    kind = titles()[judged.gap.kind]
    if judged.waiver:
        return Tag(f"{kind}（已豁免至 {judged.waiver.until}）", "waived", number)
    return Tag(kind, judged.gap.severity, number)


def in_groups(units: Sequence[Unit], most: int) -> list[Sequence[Unit]]:
    """The units in groups of nearly equal size, none above `most`."""
    groups = -(-len(units) // most)
    size = -(-len(units) // groups)
    return [units[at : at + size] for at in range(0, len(units), size)]


def when_said(course: Course, *, short: bool) -> str:
    """From which level on a cell is due, or at which alone; empty where it never is."""
    if course.since is None:
        return ""
    colour = COLOURS[course.since]
    if short:
        colour = colour[0]
    if course.ends:
        return f"仅{colour}"
    if short:
        return f"{colour}起"
    return f"自{colour}起"


def share_lines(
    registry: Registry, share: Share, standings: Sequence[Standing | None]
) -> list[str]:
    """What a clause means for a measure: role, scope, phase, place, partners, and its state level
    by level.

    `standings`: at each level of the plan, as its `Course` has them.
    """
    duty, assignment = share
    facts = [ROLES[assignment.role]]
    if assignment.scope:
        facts.append(f"限{assignment.scope}")
    if assignment.phases:
        facts.append("、".join(map(PHASES.__getitem__, assignment.phases)))
    named = levels_said(assignment, registry)
    if named:
        facts.append(f"原文写明：{named}")
    facts.append(f"职责 {duty.id}")
    facts.append(f"{registry.file}:{duty.line}")
    states = list(map(_state, standings))
    if not states:
        states = ["不成为任务"] * len(registry.levels)
    levels = []
    for level, state in zip(registry.levels, states, strict=True):
        levels.append(f"{COLOURS[level.id]}：{state}")
    lines = [
        "　".join(facts),
        *partners_said(assignment.partners, registry, duty.text),
        "　".join(levels),
    ]
    if duty.note:
        lines.append(f"注：{duty.note}")
    return lines


def _state(standing: Standing | None) -> str:
    if standing is None:
        return "不再执行"
    basis = BASES[standing.basis]
    if standing.ground in ("chapter", "upper"):
        basis += f"，{GROUNDS[standing.ground]}"
    return f"{STATES[standing.state]}（{basis}）"


def matrix_blocks(coverage: Coverage) -> list[Block]:
    """The matrix for a terminal: units by number, roles by one character."""
    registry = coverage.registry
    names = {measure.id: measure.name for measure in coverage.measures.values()}
    numbers: dict[str, str] = {}
    numbered: list[str] = []
    for place, unit in enumerate(registry.units, 1):
        numbers[unit.id] = str(place)
        numbered.append(f"{place} {unit.name}")
    key = (
        "牵＝牵头，共＝共同，配＝配合，指＝指导，*＝只限一部分，!＝有缺口。列号是单位："
    )
    blocks = [
        *head(registry, "单位与措施"),
        *map(Line, core_lines(coverage.core, names)),
        Line(f"缺口：{Tally(coverage).said}。逐条见 smogctl gaps。"),
        Line(key),
        Line("　".join(numbered)),
    ]
    for units in in_groups(registry.units, NARROW):
        first, last = numbers[units[0].id], numbers[units[-1].id]
        columns = ("措施", *(numbers[unit.id] for unit in units))
        blocks.append(Heading(f"单位 {first} 至 {last}", 2))
        blocks.append(Table(columns, tuple(_rows(coverage, units))))
    return blocks


def _rows(coverage: Coverage, units: Sequence[Unit]) -> Iterator[tuple[str, ...]]:
    tagged = gap_tags(coverage)
    for measure in coverage.measures.values():
        cells = [coverage.matrix.get((measure.id, unit.id)) for unit in units]
        name = measure.name
        if measure.id in tagged:
            name += "!"
        yield (name, *map(_letter, cells))


def _letter(cell: Cell | None) -> str:
    if cell is None:
        return "·"
    letter = ROLES[cell.roles[0]][0]
    if cell.scopes:
        letter += "*"
    return letter


MATRIX_COLUMNS = ("区县", "措施", "编号", "单位", "角色", "范围", "自")


def matrix_rows(coverage: Coverage) -> Iterator[tuple[str, ...]]:
    """A row for each cell that is not empty, under MATRIX_COLUMNS."""
    for (measure, unit), cell in coverage.matrix.items():
        course = coverage.courses[measure, unit]
        since = ""
        if course.since:
            since = COLOURS[course.since]
        yield (
            coverage.registry.district.name,
            coverage.measures[measure].name,
            measure,
            coverage.registry.unit(unit).name,
            "、".join(map(ROLES.__getitem__, cell.roles)),
            "、".join(cell.scopes),
            since,
        )
