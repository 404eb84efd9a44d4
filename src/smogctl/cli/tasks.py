"""Task lists for `activate` and `checklist`: which are asked for."""

from typing import NamedTuple

from smogctl.cli.registries import Desk
from smogctl.cli.words import level_asked, units_asked
from smogctl.plan.names import Hit
from smogctl.plan.registry import Registry
from smogctl.questions import activation
from smogctl.questions.activation import Activation, TaskList

WAYS = {"unit": "单位", "body": "机构", "measure": "措施"}


class Night(NamedTuple):
    """What is asked of the task lists, as typed."""

    level: str | None
    origin: str | None
    lifted: bool
    unit: str | None
    by: str


def activations(desk: Desk, night: Night) -> list[Activation]:
    """The lists asked for, district by district.

    Raises Refusal for a contradiction or an unknown word.
    """
    _check_levels(desk, night)
    levels = _colours(desk, night.level)
    origins = _colours(desk, night.origin)
    units = units_asked(desk, night.unit)
    found = []
    for registry in desk.registries:
        file = registry.file
        if file in levels and file in origins and file in units:
            whole = _whole(desk, registry, levels[file], origins[file])
            hit = units[file]
            kept = tuple(entry for entry in whole.lists if hit is None or entry.unit.id == hit.unit)
            found.append(whole._replace(lists=_sorted(desk, kept, hit, night.by), whole=kept))
    return found


def _check_levels(desk: Desk, night: Night) -> None:
    if not night.lifted and night.level is None:
        raise desk.refuse("缺少 --level（预警级别），或用 --lift 表示解除。")
    if not night.lifted:
        return
    if night.level is not None:
        raise desk.refuse(
            "--lift（解除）与 --level 不能同用：解除之后没有级别。原级别用 --from 指明。"
        )
    if night.origin is None:
        desk.notices.append("未用 --from 指明解除的是哪一级，按最高一级列出。")


def _colours(desk: Desk, word: str | None) -> dict[str, str | None]:
    """For each registry's file the colour of a level's word, where it has it; None for no word."""
    if word is None:
        return dict.fromkeys(registry.file for registry in desk.registries)
    return dict(level_asked(desk, word))


def _whole(desk: Desk, registry: Registry, level: str | None, origin: str | None) -> Activation:
    if level is None:
        return activation.lift(registry, desk.measures, origin or registry.levels[-1].id)
    return activation.activate(registry, desk.measures, level, origin)


def _sorted(
    desk: Desk, kept: tuple[TaskList, ...], hit: Hit | None, by: str
) -> tuple[TaskList, ...]:
    """The units' lists, or instead of them those of their bodies or of the measures."""
    if by == "measure":
        return activation.by_measure(kept, desk.measures)
    if by != "body":
        return kept
    body = hit.body if hit else None
    return tuple(sheet for sheet in activation.by_body(kept) if body in (None, *sheet.bodies))
