"""Words as people type them, resolved against the registries that a question is asked of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from smogctl.cli.hints import meant_said, words_of_list
from smogctl.cli.registries import OpenRegistries, means, unread
from smogctl.plan.catalogue import find_measures
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
    answers: list[UnitAnswer | None] = []
    hits: dict[str, Hit | None] = {}
    for registry in opened.registries:
        answer = unit_if_asked(registry, word, find)
        answers.append(answer)
        if answer is None:
            hits[registry.file] = None
        elif answer.hit:
            hits[registry.file] = answer.hit
    merge_units(opened, word, answers)
    return hits


class UnitAnswer(NamedTuple):
    """What a name means in one district: a unit, or what is to be said instead."""

    hit: Hit | None
    notices: tuple[str, ...] = ()
    """Where there is no unit: that, and besides how the plan has the name, if it has."""
    trouble: str = ""
    near: tuple[str, ...] = ()
    """The closest names, where nothing is called so."""


def unit_asked(
    registry: Registry, word: str, find: Callable[[Registry, str], Found] = find_units
) -> UnitAnswer:
    """What a name means in one district."""
    match = find(registry, word)
    name = registry.district.name
    if match.hit:
        notices = tuple(_by_another_name(registry, word, match.hit, match.by_function))
        return UnitAnswer(match.hit, notices)
    if match.hits:
        candidates = _candidates(word, match.hits)
        return UnitAnswer(None, trouble=f"{name}：{candidates}请写得更全。")
    if match.outside:
        named = f"预案点到“{match.outside}”，它不是{name}的成员单位。"
        return UnitAnswer(None, (f"{name}没有“{clip(word)}”：{named}", named))
    known = all_names(registry)
    if find is not find_units:
        for body in registry.outside.values():
            known[fold(body.name)] = body.name
    return _unknown(registry, word, tuple(closest(word, known)))


def unit_if_asked(
    registry: Registry,
    word: str | None,
    find: Callable[[Registry, str], Found] = find_units,
) -> UnitAnswer | None:
    """What a name means in one district; None: no name is asked."""
    if word is None:
        return None
    return unit_asked(registry, word, find)


def _unknown(registry: Registry, word: str, near: tuple[str, ...]) -> UnitAnswer:
    """That nothing in a district is called so; a member may still be, without duties."""
    name = registry.district.name
    absent = f"{name}没有“{clip(word)}”"
    if near:
        absent += f"，相近的有：{listed(near[:1])}"
    notices = [f"{absent}。"]
    if means(word, registry.plan.members):
        notices.append(f"它是{name}的成员单位，但预案没有写它的职责。")
    return UnitAnswer(None, tuple(notices), near=near)


def _candidates(word: str, hits: Sequence[Hit]) -> str:
    """What a word may mean, which does not tell it."""
    names = listed([hit.name for hit in hits], 30)
    if len(hits) == 1:
        return f"“{clip(word)}”不止一个单位可用，这里有：{names}。"
    return f"“{clip(word)}”可指 {len(hits)} 个单位：{names}。"


def merge_units(
    opened: OpenRegistries, word: str | None, answers: Iterable[UnitAnswer | None]
) -> None:
    """Say what is to be said of a name over all districts; nothing where none is asked.

    Raises Refusal when it means nothing in any of them.
    """
    if word is None:
        return
    notices: list[str] = []
    troubles: list[str] = []
    absent: list[UnitAnswer] = []
    has_unit = False
    for answer in filter(None, answers):
        if answer.hit:
            has_unit = True
            notices += answer.notices
        elif answer.trouble:
            troubles.append(answer.trouble)
        else:
            absent.append(answer)
    opened.troubles += troubles
    if not has_unit:
        if troubles:
            raise opened.refuse()
        hint = _hint(word, absent)
        raise opened.refuse(f"没有单位“{clip(word)}”。{hint}{unread(opened)}")
    opened.notices += notices
    opened.notices += [answer.notices[0] for answer in absent[:MOST_ABSENT]]
    unnamed = len(absent) - MOST_ABSENT
    if unnamed > 0:
        opened.notices.append(f"另有 {unnamed} 个区县也没有“{clip(word)}”。")


def _hint(word: str, absent: Sequence[UnitAnswer]) -> str:
    """What may have been meant by a name that no district knows."""
    text = ""
    names: dict[str, None] = {}
    for answer in absent:
        # how a plan has the name, where it has it
        text += "".join(answer.notices[1:])
        names |= dict.fromkeys(answer.near)
    if text:
        return text
    return meant_said(word, list(names), "用 smogctl units 看有哪些单位。")


K = TypeVar("K", bound=str)
"""The ids of a table of words."""

MOST_ABSENT = 20
"""So many districts that lack a unit are named; of thousands nobody reads more."""


def _by_another_name(
    registry: Registry, word: str, hit: Hit, by_function: bool
) -> Iterator[str]:
    """What is said where a unit of another name was taken: the reader would wonder."""
    district = registry.district.name
    name = hit.name
    for unit in registry.units:
        if unit.id == hit.unit:
            name = unit.name
            break
    if by_function:
        yield f"{district}：“{clip(word)}”按职能取“{hit.body or name}”。"
        return
    typed, taken = fold(word), fold(hit.name)
    is_part = typed in taken and typed != taken
    if is_part and typed not in fold(name):
        yield f"{district}：由“{hit.name}”取“{name}”。"


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
    levels = []
    for level in registry.levels:
        levels.append(f"{COLOURS[level.id]}（{level.response}）")
    has = "、".join(levels)
    return None, f"{registry.district.name}没有“{clip(word)}”这一级。有：{has}。"


def say_levels(opened: OpenRegistries, lacking: Sequence[str]) -> None:
    """Say which districts have not the level that is asked for; '' of one that has it.

    Raises Refusal where none has it.
    """
    opened.troubles += filter(None, lacking)
    if all(lacking):
        raise opened.refuse()


def level_asked(opened: OpenRegistries, registry: Registry, word: str) -> Colour:
    """The colour that a level's word means in one district.

    Raises Refusal where it means none there; a district without it is a trouble.
    """
    check_level(opened, word)
    colours: dict[str, Colour | None] = {}
    lacks: list[str] = []
    for asked in opened.registries:
        colours[asked.file], lacking = level_in(asked, word)
        lacks.append(lacking)
    say_levels(opened, lacks)
    colour = colours.get(registry.file)
    if colour is None:
        raise opened.refuse()
    return colour


def one_of(
    opened: OpenRegistries, word: str | None, table: Mapping[K, str], what: str
) -> K | None:
    """The id that a word means in a table of ids and Chinese names.

    Raises Refusal when it is neither.
    """
    if word is None:
        return None
    return _id_of(opened, word, table, what)


def _id_of(opened: OpenRegistries, word: str, table: Mapping[K, str], what: str) -> K:
    key = fold(word)
    choices: list[str] = []
    forms: dict[str, str] = {}
    for name, shown in table.items():
        if key in (name, fold(shown)):
            return name
        choices.append(f"{name}（{shown}）")
        forms |= {fold(name): name, fold(shown): shown}
    near = near_said(word, forms)
    raise opened.refuse(
        f"不认识的{what}“{clip(word)}”。{near}可写：{'、'.join(choices)}。"
    )


def way_asked(word: str | None, ways: Mapping[str, str]) -> str | None:
    """The way of listing that a word means. Raises Refusal for none of them."""
    if word is None:
        return None
    choices = []
    for way, name in ways.items():
        if word == way or fold(word) == fold(name):
            return way
        choices.append(f"{way}（{name}）")
    raise Refusal(f"不认识的分法“{clip(word)}”。可写：{'、'.join(choices)}。")


def any_of(
    opened: OpenRegistries, word: str | None, table: Mapping[K, str], what: str
) -> frozenset[K] | None:
    """The ids that a list of words (1,2 or 1，2 or 1、2) means in a table of ids and Chinese names.

    Raises Refusal when a word is neither, and for a list of none.
    """
    if word is None:
        return None
    words = words_of_list(word)
    if not words:
        raise opened.refuse(f"{what}是空的。可写：{'、'.join(table)}。")
    return frozenset(_id_of(opened, part, table, what) for part in words)


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
    meant = find_measures(opened.measures, word)
    if meant:
        return frozenset(measure.id for measure in meant)
    forms: list[str] = []
    for measure in opened.measures.values():
        forms += [measure.id, measure.name]
    hint = meant_said(word, forms, "用 smogctl measures 看目录。")
    raise opened.refuse(f"目录里没有措施“{clip(word)}”。{hint}")
