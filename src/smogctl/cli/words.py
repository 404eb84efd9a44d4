"""Words as people type them, resolved against the registries that a question is asked of."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, TypeVar

from smogctl.cli.registries import OpenRegistries, means, unread
from smogctl.plan.catalogue import find_measures
from smogctl.plan.measures import Measure
from smogctl.plan.names import Found, Hit, all_names, find_units
from smogctl.plan.registry import Registry
from smogctl.text.plain import clip, closest, fold, listed, near_said
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import COLOURS, Colour


def units_asked(
    opened: OpenRegistries,
    word: str | None,
    find: Callable[[Registry, str], Found] = find_units,
) -> dict[str, Hit | None]:
    """For each registry's file the unit that a name means there; None stands for no name asked.

    A district without such a unit is left out and that is said; one where several fit is left out
    with a trouble that lists them. Raises Refusal when no district is left, with the closest names
    when the name is known nowhere.
    """
    if word is None:
        return {registry.file: None for registry in opened.registries}
    answers = {
        registry.file: unit_asked(registry, word, find)
        for registry in opened.registries
    }
    merge_units(opened, word, answers.values())
    return {file: answer.hit for file, answer in answers.items() if answer.hit}


class UnitAnswer(NamedTuple):
    """What a name means in one district: a unit, or what is to be said instead."""

    hit: Hit | None
    said: tuple[str, ...] = ()
    """Notices."""
    trouble: str = ""
    near: tuple[str, ...] = ()
    """The closest names, where nothing is called so."""

    @property
    def is_absent(self) -> bool:
        """Whether the district has no such unit, and nothing else is wrong."""
        return self.hit is None and not self.trouble


def unit_asked(
    registry: Registry, word: str, find: Callable[[Registry, str], Found] = find_units
) -> UnitAnswer:
    """What a name means in one district."""
    found = find(registry, word)
    if found.hit:
        return UnitAnswer(found.hit, tuple(_by_another_name(registry, word, found)))
    name = registry.district.name
    if found.hits:
        return UnitAnswer(
            None, trouble=f"{name}：{_candidates(word, found.hits)}请写得更全。"
        )
    if found.outside:
        named = f"预案点到“{found.outside}”，它不是{name}的成员单位。"
        return UnitAnswer(None, (f"{name}没有“{clip(word)}”：{named}", named))
    known = all_names(registry)
    if find is not find_units:
        known |= {fold(one.name): one.name for one in registry.outside.values()}
    near = tuple(closest(word, known))
    member = (
        f"它是{name}的成员单位，但预案没有写它的职责。"
        if means(word, registry.plan.members)
        else ""
    )
    absent = (
        f"{name}没有“{clip(word)}”{f'，相近的有：{listed(near[:1])}' if near else ''}。"
    )
    return UnitAnswer(None, (absent, member) if member else (absent,), near=near)


def _candidates(word: str, hits: Sequence[Hit]) -> str:
    """What a word may mean, which does not tell it."""
    names = listed([hit.name for hit in hits], 30)
    if len(hits) == 1:
        return f"“{clip(word)}”不止一个单位可用，这里有：{names}。"
    return f"“{clip(word)}”可指 {len(hits)} 个单位：{names}。"


def merge_units(
    opened: OpenRegistries, word: str, answers: Iterable[UnitAnswer]
) -> None:
    """Say what is to be said of a name over all districts.

    Raises Refusal when it means nothing in any of them.
    """
    answers = list(answers)
    found = [answer for answer in answers if answer.hit]
    absent = [answer for answer in answers if answer.is_absent]
    opened.troubles += filter(None, map(attrgetter("trouble"), answers))
    if len(absent) == len(answers):
        raise opened.refuse(
            f"没有单位“{clip(word)}”。{_hint(word, absent)}{unread(opened)}"
        )
    if not found:
        raise opened.refuse()
    opened.notices += chain.from_iterable(answer.said for answer in found)
    opened.notices += [answer.said[0] for answer in absent[:MOST_ABSENT]]
    if len(absent) > MOST_ABSENT:
        opened.notices.append(
            f"另有 {len(absent) - MOST_ABSENT} 个区县也没有“{clip(word)}”。"
        )


def _hint(word: str, absent: Sequence[UnitAnswer]) -> str:
    """What may have been meant by a name that no district knows."""
    members = "".join(said for answer in absent for said in answer.said[1:2])
    if members:
        return members
    near = closest(
        word, list(dict.fromkeys(name for answer in absent for name in answer.near))
    )
    return f"是不是：{listed(near)}？" if near else "用 smogctl units 看有哪些单位。"


K = TypeVar("K", bound=str)
"""The ids of a table of words."""

MOST_ABSENT = 20
"""So many districts that lack a unit are named; of thousands nobody reads more."""


def _by_another_name(registry: Registry, word: str, found: Found) -> list[str]:
    """What is said where a unit of another name was taken: the reader would wonder."""
    hit = found.hit
    if hit is None:
        return []
    name = next((unit.name for unit in registry.units if unit.id == hit.unit), hit.name)
    if found.by_function:
        return [
            f"{registry.district.name}：“{clip(word)}”按职能取“{hit.body or name}”。"
        ]
    typed = fold(word)
    if typed in fold(hit.name) and typed not in fold(name) and typed != fold(hit.name):
        return [f"{registry.district.name}：由“{hit.name}”取“{name}”。"]
    return []


def check_level(opened: OpenRegistries, word: str) -> None:
    """Raises Refusal for what is no level's word."""
    from smogctl.plan.levels import ACCEPTED, is_level

    if not is_level(word):
        near = near_said(word, (*COLOURS, *COLOURS.values()))
        raise opened.refuse(f"不认识的预警级别“{clip(word)}”。{near}可写：{ACCEPTED}。")


def level_in(registry: Registry, word: str | None) -> tuple[Colour | None, str]:
    """The colour that a level's word means in a district, or that it has none such."""
    if word is None:
        return None, ""
    from smogctl.plan.levels import find_level

    colour = find_level(registry, word)
    if colour:
        return colour, ""
    has = "、".join(
        f"{COLOURS[level.id]}（{level.response}）" for level in registry.levels
    )
    return None, f"{registry.district.name}没有“{clip(word)}”这一级。有：{has}。"


def say_levels(opened: OpenRegistries, lacking: Sequence[str]) -> None:
    """Say which districts have not the level that is asked for; '' of one that has it.

    Raises Refusal where none has it.
    """
    opened.troubles += filter(None, lacking)
    if all(lacking):
        raise opened.refuse()


def level_asked(opened: OpenRegistries, word: str) -> dict[str, Colour]:
    """For each registry's file the colour that a level's word means there.

    A district without it is a trouble.
    """
    check_level(opened, word)
    meant = {registry.file: level_in(registry, word) for registry in opened.registries}
    say_levels(opened, [lacking for _, lacking in meant.values()])
    return {file: colour for file, (colour, _) in meant.items() if colour}


def one_of(
    opened: OpenRegistries, word: str | None, table: Mapping[K, str], what: str
) -> K | None:
    """The id that a word means in a table of ids and Chinese names.

    Raises Refusal when it is neither.
    """
    if word is None:
        return None
    key = fold(word)
    for name, shown in table.items():
        if key in (name, fold(shown)):
            return name
    choices = "、".join(f"{name}（{shown}）" for name, shown in table.items())
    near = near_said(
        word, {fold(form): form for pair in table.items() for form in pair}
    )
    raise opened.refuse(f"不认识的{what}“{clip(word)}”。{near}可写：{choices}。")


def way_asked(word: str | None, ways: Mapping[str, str]) -> str | None:
    """The way of listing that a word means. Raises Refusal for none of them."""
    if word is None or word in ways:
        return word
    for way, name in ways.items():
        if fold(word) == fold(name):
            return way
    choices = "、".join(f"{way}（{name}）" for way, name in ways.items())
    raise Refusal(f"不认识的分法“{clip(word)}”。可写：{choices}。")


def any_of(
    opened: OpenRegistries, word: str | None, table: Mapping[K, str], what: str
) -> frozenset[K] | None:
    """The ids that a list of words (1,2 or 1，2 or 1、2) means in a table of ids and Chinese names."""
    if word is None:
        return None
    words = [one for one in re.split("[,，、]", word) if one.strip()]
    if not words:
        raise opened.refuse(f"{what}是空的。可写：{'、'.join(table)}。")
    return frozenset(
        name for one in words if (name := one_of(opened, one, table, what))
    )


def day_asked(word: str | None) -> date:
    """The day that is meant, today unless said. Raises Refusal for what is no date."""
    if word is None:
        from smogctl.incident.instants import BEIJING

        return datetime.now(BEIJING).date()
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise Refusal(f"不认识的日期“{clip(word)}”。写作 2026-12-01。") from None


def measures_asked(opened: OpenRegistries, word: str | None) -> frozenset[str] | None:
    """The ids of the measures that a word means.

    None: no word. Raises Refusal when it means none.
    """
    if word is None:
        return None
    found = find_measures(opened.measures, word)
    if not found:
        near = closest(word, _measure_names(opened.measures.values()))
        hint = f"是不是：{listed(near)}？" if near else "用 smogctl measures 看目录。"
        raise opened.refuse(f"目录里没有措施“{clip(word)}”。{hint}")
    return frozenset(one.id for one in found)


def _measure_names(measures: Iterable[Measure]) -> list[str]:
    return [name for one in measures for name in (one.id, one.name)]
