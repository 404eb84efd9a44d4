"""What every question starts from: the registries asked for, read and checked, and the words resolved against them."""

import os
from collections.abc import Callable, Iterable, Sequence

from smogctl import catalogue
from smogctl.catalogue import Measures
from smogctl.commands._options import Question
from smogctl.findings import Refusal
from smogctl.names import Hit, all_names, find_units
from smogctl.queries import Filter, find_bodies, find_measures
from smogctl.registry import Registry, load
from smogctl.resources import registries_folder, registry_files, shown_path
from smogctl.schema.measures import Measure
from smogctl.text import clip, closest, fold, listed, visible
from smogctl.words import COLOURS, PHASES, ROLES


class Desk:
    """The registries that a question is asked of, and the troubles met so far: any trouble makes the exit code 2."""

    def __init__(self, measures: Measures) -> None:
        self.registries: list[Registry] = []
        self.measures = measures
        self.notices: list[str] = []
        self.troubles: list[str] = []

    @property
    def said(self) -> tuple[str, ...]:
        """All that is to be said on standard error."""
        return (*self.notices, *self.troubles)

    def refuse(self, *reasons: str) -> Refusal:
        """The refusal that says these reasons and all that was met before."""
        return Refusal("\n".join((*self.said, *reasons)))

    @property
    def code(self) -> int:
        """The exit code so far."""
        return 2 if self.troubles else 0


def open_desk(folder: str | None, district: str | None) -> Desk:
    """Read the registries of a folder. A bad file is said and left out; the good ones are still asked."""
    place = registries_folder(folder)
    desk = Desk(catalogue.measures())
    if place.packaged:
        desk.notices.append(f"用的是随 smogctl 安装的登记册副本（{shown_path(place.folder)}），可能不是最新。")
    for path in registry_files(place.folder):
        loaded = load(path, desk.measures)
        if loaded.registry:
            desk.registries.append(loaded.registry)
        else:
            most = 50
            desk.troubles += [str(finding) for finding in loaded.findings[:most]]
            if len(loaded.findings) > most:
                desk.troubles.append(f"{visible(loaded.file)}: 另有 {len(loaded.findings) - most} 处错误未列出。")
            desk.troubles.append(f"{visible(loaded.file)}: 有错，未用于作答。")
    if not desk.registries:
        raise desk.refuse("没有可用的登记册。")
    desk.troubles += _twins(desk.registries)
    if district is not None:
        desk.registries = _of_district(desk, district)
    return desk


def _twins(registries: list[Registry]) -> list[str]:
    """Files that claim the same district: both are answered, and that is no answer to rely on."""
    files: dict[str, list[str]] = {}
    for one in registries:
        files.setdefault(one.district.id, []).append(one.file)
    return [
        f"{visible('、'.join(same))}：同为区县“{name}”，都列出了，请只留一个。"
        for name, same in files.items()
        if len(same) > 1
    ]


def _of_district(desk: Desk, word: str) -> list[Registry]:
    key = fold(word)
    known = [(registry, _district_names(registry)) for registry in desk.registries]
    found = [registry for registry, names in known if key in {fold(name) for name in names}]
    if not found:
        near = closest(word, [name for _, names in known for name in names])
        names = [registry.district.name for registry in desk.registries]
        hint = f"是不是：{listed(near)}？" if near else f"有：{listed(list(dict.fromkeys(names)))}。"
        origin = "（来自 $SMOGCTL_DISTRICT）" if os.environ.get("SMOGCTL_DISTRICT") == word else ""
        raise desk.refuse(f"没有区县“{clip(word)}”{origin}。{hint}{_unread(desk)}")
    return found


def _district_names(registry: Registry) -> list[str]:
    district = registry.district
    return [name for name in (district.id, district.name, district.short) if name]


def units_asked(
    desk: Desk, word: str | None, find: Callable[[Registry, str], Sequence[Hit]] = find_units
) -> dict[str, Hit | None]:
    """For each registry's file the unit that a name means there; None stands for no name asked.

    A district without such a unit is left out and that is said; one where several fit is left out with a trouble that
    lists them. Raises Refusal when no district is left, with the closest names when the name is known nowhere.
    """
    if word is None:
        return {registry.file: None for registry in desk.registries}
    answers: dict[str, Hit | None] = {}
    absent = []
    for registry in desk.registries:
        hits = find(registry, word)
        if len(hits) == 1:
            answers[registry.file] = hits[0]
            desk.notices += _by_another_name(registry, word, hits[0])
        elif hits:
            names = listed([hit.name for hit in hits], 30)
            desk.troubles.append(
                f"{registry.district.name}：“{clip(word)}”可指 {len(hits)} 个单位：{names}。请写得更全。"
            )
        else:
            absent.append(registry)
    if len(absent) == len(desk.registries):
        known = {form: name for registry in absent for form, name in all_names(registry).items()}
        if find is find_bodies:
            known |= {fold(one.name): one.name for registry in absent for one in registry.outside.values()}
        near = closest(word, known)
        hint = f"是不是：{listed(near)}？" if near else "用 smogctl units 看有哪些单位。"
        idle = "".join(
            f"它是{one.district.name}的成员单位，但预案没有写它的职责。" for one in absent if _is_member(one, word)
        )
        raise desk.refuse(f"没有单位“{clip(word)}”。{idle or hint}{_unread(desk)}")
    if not answers:
        raise desk.refuse()
    desk.notices += [_absent(registry, word) for registry in absent]
    return answers


def _by_another_name(registry: Registry, word: str, hit: Hit) -> list[str]:
    """A word where an alias that merely holds what was typed led to a unit: the reader would wonder."""
    name = next((unit.name for unit in registry.units if unit.id == hit.unit), hit.name)
    if fold(word) in fold(hit.name) and fold(word) not in fold(name) and fold(word) != fold(hit.name):
        return [f"{registry.district.name}：由“{hit.name}”取“{name}”。"]
    return []


def _is_member(registry: Registry, word: str) -> bool:
    return fold(word) in {fold(member) for member in registry.plan.members}


def _absent(registry: Registry, word: str) -> str:
    near = closest(word, all_names(registry), 1)
    return f"{registry.district.name}没有“{clip(word)}”{f'，相近的有：{listed(near)}' if near else ''}。"


def _unread(desk: Desk) -> str:
    """What to remember when something is not found while files could not be read."""
    return "（有登记册有错未读，可能在其中。）" if desk.troubles else ""


def level_asked(desk: Desk, word: str) -> dict[str, str]:
    """For each registry's file the colour that a level's word means there; a district without it is a trouble."""
    from smogctl.levels import ACCEPTED, find_level, is_level

    if not is_level(word):
        raise desk.refuse(f"不认识的预警级别“{clip(word)}”。可写：{ACCEPTED}。")
    found = {}
    for registry in desk.registries:
        colour = find_level(registry, word)
        if colour:
            found[registry.file] = colour
        else:
            has = "、".join(f"{COLOURS[level.id]}（{level.response}）" for level in registry.levels)
            desk.troubles.append(f"{registry.district.name}没有“{clip(word)}”这一级。有：{has}。")
    if not found:
        raise desk.refuse()
    return found


def one_of(desk: Desk, word: str | None, table: dict[str, str], what: str) -> str | None:
    """The id that a word means in a table of ids and Chinese names. Raises Refusal when it is neither."""
    if word is None:
        return None
    key = fold(word)
    for name, shown in table.items():
        if key in (name, fold(shown)):
            return name
    choices = "、".join(f"{name}（{shown}）" for name, shown in table.items())
    raise desk.refuse(f"不认识的{what}“{clip(word)}”。可写：{choices}。")


def filters(desk: Desk, asked: Question) -> list[tuple[Registry, Filter]]:
    """The conditions of a question, resolved for each registry that can be asked it."""
    if asked.grep is not None and not fold(asked.grep):
        raise desk.refuse("--grep 后面没有文字。")
    measures = _measures_asked(desk, asked.measure)
    role, phase = one_of(desk, asked.role, ROLES, "角色"), one_of(desk, asked.phase, PHASES, "阶段")
    levels = level_asked(desk, asked.level) if asked.level is not None else None
    units = units_asked(desk, asked.unit)
    partners = units_asked(desk, asked.partner, find_bodies)

    def resolved(file: str) -> Filter:
        colour = levels[file] if levels else None
        return Filter(_set_of(units[file]), measures, colour, phase, role, _set_of(partners[file]), asked.grep)

    known = [one for one in desk.registries if one.file in units and one.file in partners]
    return [(one, resolved(one.file)) for one in known if levels is None or one.file in levels]


def _set_of(hit: Hit | None) -> frozenset[str] | None:
    return None if hit is None else frozenset({hit.unit})


def _measures_asked(desk: Desk, word: str | None) -> frozenset[str] | None:
    if word is None:
        return None
    found = find_measures(desk.measures, word)
    if not found:
        near = closest(word, _measure_names(desk.measures.values()))
        hint = f"是不是：{listed(near)}？" if near else "用 smogctl measures 看目录。"
        raise desk.refuse(f"目录里没有措施“{clip(word)}”。{hint}")
    return frozenset(one.id for one in found)


def _measure_names(measures: Iterable[Measure]) -> list[str]:
    return [name for one in measures for name in (one.id, one.name)]
