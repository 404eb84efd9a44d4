"""What two states of a registry differ in, for people: shared by `diff` and by `import --update`."""

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


def registry_of(one: Difference) -> Registry:
    """The state that a difference is told by: the new one where there is one."""
    registry = one.new or one.old
    assert registry
    return registry


def name_of(one: Difference) -> str:
    """The district's name."""
    return registry_of(one).district.name


def blocks_of(one: Difference) -> list[Block]:
    """A difference for people: what was changed, who leads now, whose task lists become others."""
    state = (
        "新增的区县"
        if one.old is None
        else "删去的区县"
        if one.new is None
        else "登记册的变化"
    )
    blocks: list[Block] = [Heading(f"{name_of(one)}　{state}")]
    hashes = " → ".join(side.digest if side else "无" for side in (one.old, one.new))
    blocks.append(Line(f"文件：{registry_of(one).file}　校验：{hashes}"))
    if one.changes:
        blocks += [
            Heading("改了什么", 2),
            Entries(("", "职责或单位", "由、到"), tuple(map(_entry, one.changes))),
        ]
    if one.leaders:
        rows = tuple(map(_leader_row, one.leaders))
        blocks += [
            Heading("牵头单位的变化", 2),
            Table(("措施", "原牵头", "现牵头"), rows),
        ]
    return [*blocks, Heading("对任务单的影响", 2), _effects(one)]


def _leader_row(change: Leaders) -> tuple[str, ...]:
    sides = ("、".join(units) or "无" for units in (change.old, change.new))
    return (catalogue.measures()[change.measure].name, *sides)


def _effects(one: Difference) -> Block:
    """How many tasks of each level come, go and change, and whose."""
    if not one.effects:
        return Line("各级任务单都没有变化。")
    levels = dict.fromkeys(effect.level for effect in one.effects)
    counts = tuple(_effect_row(one, level) for level in levels)
    return Table(("级别", *_EFFECTS.values(), "涉及单位"), counts)


def _entry(change: Change) -> Entry:
    what = f"{change.unit} {change.duty}".strip()
    sides = (("由", change.old), ("到", change.new))
    details = [
        f"{side}：{_in_chinese(change.kind, text)}" for side, text in sides if text
    ]
    return Entry(f"〔{KINDS[change.kind]}〕", what, tuple(details))


def _in_chinese(kind: str, text: str) -> str:
    """What a change was from or to, its ids as people call them."""
    if kind not in _OF_IDS:
        return text
    return _ID.sub(lambda hit: _name(hit[0]), text)


def _name(word: str) -> str:
    measure = catalogue.measures().get(word)
    return f"{measure.name} {word}" if measure else _NAMES.get(word, word)


def _effect_row(one: Difference, level: Colour) -> tuple[str, ...]:
    effects = [effect for effect in one.effects if effect.level == level]
    units = "、".join(dict.fromkeys(effect.unit for effect in effects))
    return (
        COLOURS[level],
        *(str(sum(effect.change == kind for effect in effects)) for kind in _EFFECTS),
        units,
    )
