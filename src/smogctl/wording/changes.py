"""What two states of a registry differ in, for people.

Shared by `diff` and by `import --update`.
"""

from typing import cast

from smogctl.plan import catalogue
from smogctl.plan.registry import Registry
from smogctl.questions.changes import Difference, Leaders
from smogctl.questions.edits import Change
from smogctl.text.patterns import later
from smogctl.values.report import Block, Entries, Entry, Heading, Line, Table
from smogctl.values.vocabulary import COLOURS, PHASES, RELATIONS, ROLES, Colour

KINDS = {
    "added": "新增",
    "dropped": "删去",
    "moved": "移动",
    "renumbered": "换编号",
    "reworded": "改字",
    "renamed": "改名",
    "changed": "变动",
    "role": "角色",
    "phases": "阶段",
    "partners": "另一方",
    "measures": "措施",
    "levels": "级别",
    "note": "备注",
}
_OF_IDS = ("role", "phases", "partners", "measures", "levels")
"""Kinds of change whose texts are made of ids."""
_ID = later(r" ends\b| during episode|[a-z][a-z_.-]*")
_NAMES: dict[str, str] = {
    name: shown
    for table in (ROLES, PHASES, RELATIONS, COLOURS)
    for name, shown in cast("dict[str, str]", table).items()
} | {" ends": "（更高级别不再执行）", " during episode": "（只在预警、响应期间）"}
_EFFECTS = {"added": "多出", "ended": "少了", "changed": "变了"}


def registry_of(edit: Difference) -> Registry:
    """The state that a difference is told by: the new one where there is one."""
    registry = edit.new or edit.old
    assert registry
    return registry


def name_of(edit: Difference) -> str:
    """The district's name."""
    return registry_of(edit).district.name


def blocks_of(edit: Difference) -> list[Block]:
    """A difference for people: what was changed, who leads now, whose task lists become others."""
    old, new = _digest(edit.old), _digest(edit.new)
    blocks: list[Block] = [
        Heading(f"{name_of(edit)}　{_what_happened(edit)}"),
        Line(f"文件：{registry_of(edit).file}　校验：{old} → {new}"),
    ]
    if edit.changes:
        blocks += [
            Heading("改了什么", 2),
            Entries(("", "职责或单位", "由、到"), tuple(map(_entry, edit.changes))),
        ]
    if edit.leaders:
        rows = tuple(map(_leader_row, edit.leaders))
        blocks += [
            Heading("牵头单位的变化", 2),
            Table(("措施", "原牵头", "现牵头"), rows),
        ]
    return [*blocks, Heading("对任务单的影响", 2), _effects(edit)]


def _digest(registry: Registry | None) -> str:
    if registry is None:
        return "无"
    return registry.digest


def _what_happened(edit: Difference) -> str:
    if edit.old is None:
        return "新增的区县"
    if edit.new is None:
        return "删去的区县"
    return "登记册的变化"


def _leader_row(change: Leaders) -> tuple[str, ...]:
    measure = catalogue.measures()[change.measure].name
    old = "、".join(change.old) or "无"
    new = "、".join(change.new) or "无"
    return measure, old, new


def _effects(edit: Difference) -> Block:
    """How many tasks of each level come, go and change, and whose."""
    if not edit.effects:
        return Line("各级任务单都没有变化。")
    levels = dict.fromkeys(effect.level for effect in edit.effects)
    counts = tuple(_effect_row(edit, level) for level in levels)
    return Table(("级别", *_EFFECTS.values(), "涉及单位"), counts)


def _entry(change: Change) -> Entry:
    what = f"{change.unit} {change.duty}".strip()
    details = []
    if change.old:
        details.append(f"由：{_in_chinese(change.kind, change.old)}")
    if change.new:
        details.append(f"到：{_in_chinese(change.kind, change.new)}")
    return Entry(f"〔{KINDS[change.kind]}〕", what, tuple(details))


def _in_chinese(kind: str, text: str) -> str:
    """What a change was from or to, its ids as people call them."""
    if kind not in _OF_IDS:
        return text
    return _ID.sub(lambda hit: _name(hit[0]), text)


def _name(word: str) -> str:
    measure = catalogue.measures().get(word)
    if measure is None:
        return _NAMES.get(word, word)
    return f"{measure.name} {word}"


def _effect_row(edit: Difference, level: Colour) -> tuple[str, ...]:
    counts = dict.fromkeys(_EFFECTS, 0)
    units: dict[str, None] = {}
    for effect in edit.effects:
        if effect.level == level:
            counts[effect.change] += 1
            units[effect.unit] = None
    return COLOURS[level], *map(str, counts.values()), "、".join(units)
