"""Task lists for `activate` and `checklist`: which are asked for."""

from typing import NamedTuple

from smogctl.cli.registries import OpenRegistries
from smogctl.cli.words import level_asked, units_asked
from smogctl.plan.names import Hit
from smogctl.plan.registry import Registry
from smogctl.questions import activation
from smogctl.questions.activation import Activation, TaskList
from smogctl.values.vocabulary import Colour

WAYS = {"unit": "单位", "body": "机构", "measure": "措施"}


class TasksAsked(NamedTuple):
    """What is asked of the task lists, as typed."""

    level: str | None
    origin: str | None
    lifted: bool
    unit: str | None
    by: str


def activations(opened: OpenRegistries, asked: TasksAsked) -> list[Activation]:
    """The lists asked for, district by district.

    Raises Refusal for a contradiction or an unknown word.
    """
    _check_levels(opened, asked)
    levels = _colours(opened, asked.level)
    origins = _colours(opened, asked.origin)
    units = units_asked(opened, asked.unit)
    found = []
    for registry in opened.registries:
        file = registry.file
        if file in levels and file in origins and file in units:
            whole = _whole(opened, registry, levels[file], origins[file])
            hit = units[file]
            kept = tuple(entry for entry in whole.lists if hit is None or entry.unit.id == hit.unit)
            found.append(whole._replace(lists=_sorted(opened, kept, hit, asked.by), whole=kept))
    return found


def _check_levels(opened: OpenRegistries, asked: TasksAsked) -> None:
    if not asked.lifted and asked.level is None:
        raise opened.refuse("缺少 --level（预警级别），或用 --lift 表示解除。")
    if not asked.lifted:
        return
    if asked.level is not None:
        raise opened.refuse(
            "--lift（解除）与 --level 不能同用：解除之后没有级别。原级别用 --from 指明。"
        )
    if asked.origin is None:
        opened.notices.append("未用 --from 指明解除的是哪一级，按最高一级列出。")


def _colours(opened: OpenRegistries, word: str | None) -> dict[str, Colour | None]:
    """For each registry's file the colour of a level's word, where it has it; None for no word."""
    if word is None:
        return dict.fromkeys(registry.file for registry in opened.registries)
    return dict(level_asked(opened, word))


def _whole(
    opened: OpenRegistries, registry: Registry, level: Colour | None, origin: Colour | None
) -> Activation:
    if level is None:
        return activation.lift(registry, opened.measures, origin or registry.levels[-1].id)
    return activation.activate(registry, opened.measures, level, origin)


def _sorted(
    opened: OpenRegistries, kept: tuple[TaskList, ...], hit: Hit | None, by: str
) -> tuple[TaskList, ...]:
    """The units' lists, or instead of them those of their bodies or of the measures."""
    if by == "measure":
        return activation.by_measure(kept, opened.measures)
    if by != "body":
        return kept
    body = hit.body if hit else None
    return tuple(sheet for sheet in activation.by_body(kept) if body in (None, *sheet.bodies))
