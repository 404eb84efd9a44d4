"""What two states of a registry differ in, for people: shared by `diff` and by `import --update`."""

from typing import cast

from smogctl.plan import catalogue
from smogctl.plan.registry import Registry
from smogctl.questions.changes import Change, Difference
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
    state = "新增的区县" if one.old is None else "删去的区县" if one.new is None else "登记册的变化"
    blocks: list[Block] = [Heading(f"{name_of(one)}　{state}")]
    hashes = " → ".join(side.digest if side else "无" for side in (one.old, one.new))
    blocks.append(Line(f"文件：{registry_of(one).file}　校验：{hashes}"))
    if one.changes:
        blocks += [
            Heading("改了什么", 2),
            Entries(("", "职责或单位", "由、到"), tuple(map(_entry, one.changes))),
        ]
    if one.leaders:
        names = catalogue.measures()
        rows = tuple(
            (names[x.measure].name, "、".join(x.old) or "无", "、".join(x.new) or "无")
            for x in one.leaders
        )
        blocks += [Heading("牵头单位的变化", 2), Table(("措施", "原牵头", "现牵头"), rows)]
    blocks.append(Heading("对任务单的影响", 2))
    if not one.effects:
        return [*blocks, Line("各级任务单都没有变化。")]
    counts = tuple(
        _effect_row(one, level) for level in dict.fromkeys(effect.level for effect in one.effects)
    )
    return [*blocks, Table(("级别", *_EFFECTS.values(), "涉及单位"), counts)]


def _entry(change: Change) -> Entry:
    what = f"{change.unit} {change.duty}".strip()
    sides = (("由", change.old), ("到", change.new))
    details = [f"{side}：{_in_chinese(change.kind, text)}" for side, text in sides if text]
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
