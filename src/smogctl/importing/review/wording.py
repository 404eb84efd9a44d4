"""An open check as people read it: where, the clause, what is suggested, why it is asked."""

from collections.abc import Iterator, Sequence

from smogctl.plan import catalogue
from smogctl.schema.base import Model
from smogctl.schema.checks import OpenCheck
from smogctl.schema.registry import (
    AssignmentEntry,
    District,
    Duty,
    Outside,
    Plan,
    RegistryFile,
    Unit,
)
from smogctl.values.vocabulary import COLOURS, KINDS, PHASES, RELATIONS, ROLES

_STANDINGS = {"superior": "上级", "collective": "泛指", "unlisted": "未列入本预案"}


def lines_of(registry: RegistryFile, open_: OpenCheck) -> Iterator[str]:
    """The lines that show a check, its choices left out."""
    names = {body.id: body.name for body in registry.outside}
    names |= {unit.id: unit.name for unit in registry.units}
    match open_.path:
        case ("units", int(at), "duties", int(place), *_):
            unit = registry.units[at]
            duty = unit.duties[place]
            yield f"{unit.name}　{duty.id}"
            yield f"原文：{duty.text}"
    yield f"拟为：{_suggestion(open_.thing, names)}"
    yield f"要看：{'；'.join(open_.reasons)}"


def kept_said(thing: Model) -> str:
    """What it means to leave a thing as it is."""
    if isinstance(thing, Outside):
        return f"照此（不是哪个单位的别名，{_STANDINGS[thing.standing]}）"
    return "照此"


def _suggestion(thing: Model, names: dict[str, str]) -> str:
    match thing:
        case Duty():
            return _of_duty(thing, names)
        case AssignmentEntry():
            return _of_entry(thing)
        case Unit():
            return _of_unit(thing)
        case Outside():
            return f"预案以外的 {thing.name}（{_STANDINGS[thing.standing]}{_also(thing.aliases)}）"
        case Plan():
            named = ""
            if thing.of:
                named = f"，预案名称《{thing.of.name}》"
            return f"预案 {thing.title}{named}，分级标准 {_scheme(thing.scheme)}"
        case District():
            return f"区县 {thing.name}（{thing.id}）"
    return type(thing).__name__


def _of_unit(unit: Unit) -> str:
    acts = "，代行办公室职责" if unit.acts_as else ""
    kind = f"{KINDS[unit.kind]}{_also(unit.aliases)}"
    return f"单位 {unit.name}（{unit.id}，{kind}{acts}，{len(unit.duties)} 条职责）"


def _scheme(id_: str) -> str:
    known = catalogue.schemes().get(id_)
    return known.name if known else id_


def _also(aliases: Sequence[str]) -> str:
    return f"，又称{'、'.join(aliases)}" if aliases else ""


def _of_duty(duty: Duty, names: dict[str, str]) -> str:
    phases = duty.phase or ("respond",)
    shown = {
        "角色": ROLES[duty.role or "lead"],
        "阶段": "、".join(map(PHASES.__getitem__, phases)),
        "级别": "、".join(map(COLOURS.__getitem__, duty.levels or ())),
        "措施": "、".join(map(_of_entry, duty.measures)) or "（无）",
    }
    for relation, title in RELATIONS.items():
        bodies = duty.partners(relation)
        shown[title] = "、".join(names.get(id_, id_) for id_ in bodies)
    parts = (f"{title} {words}" for title, words in shown.items() if words)
    return "；".join(parts)


def _of_entry(entry: AssignmentEntry) -> str:
    name = catalogue.measures()[entry.id].name if entry.id else "（不属哪条措施）"
    scope = f"，范围 {entry.scope}" if entry.scope else ""
    parts = f"，部分 {'、'.join(entry.parts)}" if entry.parts else ""
    return f"{name}（{entry.id}{scope}{parts}）"
