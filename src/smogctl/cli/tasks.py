"""Task lists for `activate` and `checklist`: which are asked for."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from smogctl.cli.registries import OpenRegistries
from smogctl.cli.words import level_asked, units_asked
from smogctl.plan.names import Hit
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.decisions import DecisionError
from smogctl.questions.tasks import Activation, Decided, TaskList, by_body, by_measure
from smogctl.text.plain import clip
from smogctl.values.vocabulary import ACTS, Colour, Event
from smogctl.wording.tasks import EVENTS

WAYS = {"unit": "单位", "body": "机构", "measure": "措施"}

_DECISION = re.compile(r"(?P<id>[^=\s]+?)(?:=(?P<act>start|hold))?")


class TasksAsked(NamedTuple):
    """What is asked of the task lists, as typed."""

    level: str | None = None
    origin: str | None = None
    event: Event | None = None
    unit: str | None = None
    by: str = "unit"
    decided: tuple[Decided, ...] = ()


def event_asked(
    opened: OpenRegistries, *, lifted: bool, suspended: bool, resumed: bool
) -> Event | None:
    """What happens to the warning, as typed.

    None: nothing. Raises Refusal for two things at once.
    """
    given: dict[Event, bool] = {"lift": lifted, "suspend": suspended, "resume": resumed}
    events = [event for event, asked in given.items() if asked]
    if len(events) > 1:
        names = "、".join(f"--{event}（{EVENTS[event]}）" for event in events)
        raise opened.refuse(f"{names} 只能用一个。")
    return events[0] if events else None


def decisions_asked(opened: OpenRegistries, words: Sequence[str]) -> tuple[Decided, ...]:
    """The decisions as typed: ID, ID=start or ID=hold. Raises Refusal for what is none."""
    decided = []
    for word in words:
        found = _DECISION.fullmatch(word.strip())
        if found is None:
            acts = "、".join(f"ID={act}（{name}）" for act, name in ACTS.items())
            raise opened.refuse(f"不认识的决定“{clip(word)}”。写作 ID 或 {acts}。")
        decided.append(Decided(found["id"], "hold" if found["act"] == "hold" else "start"))
    if decided and len(opened.registries) > 1:
        names = "、".join(registry.district.name for registry in opened.registries)
        raise opened.refuse(f"--decide 只对一个区县：请用 --district 指明，有：{names}。")
    return tuple(decided)


def activations(opened: OpenRegistries, asked: TasksAsked) -> list[Activation]:
    """The lists asked for, district by district.

    Raises Refusal for a contradiction or an unknown word.
    """
    _check_levels(opened, asked)
    levels = _colours(opened, asked.level)
    origins = _colours(opened, asked.origin)
    units = units_asked(opened, asked.unit)
    lists = []
    for registry in opened.registries:
        file = registry.file
        if file in levels and file in origins and file in units:
            whole = _whole(opened, registry, asked, (levels[file], origins[file]))
            opened.notices += whole.notices
            hit = units[file]
            kept = tuple(entry for entry in whole.lists if hit is None or entry.unit.id == hit.unit)
            sorted_ = _sorted(opened, kept, hit, asked)
            lists.append(whole._replace(lists=sorted_, whole=kept))
    return lists


def _check_levels(opened: OpenRegistries, asked: TasksAsked) -> None:
    if asked.event == "lift":
        _check_lift(opened, asked)
    elif asked.level is None:
        what = f"{EVENTS[asked.event]}的是哪一级的响应" if asked.event else "或用 --lift 表示解除"
        raise opened.refuse(f"缺少 --level（预警级别）：{what}。")
    elif asked.event and asked.origin is not None:
        raise opened.refuse(f"--{asked.event} 不与 --from 同用：级别没有变。")


def _check_lift(opened: OpenRegistries, asked: TasksAsked) -> None:
    both = asked.level is not None and asked.origin is not None
    if both and _colours(opened, asked.level) != _colours(opened, asked.origin):
        raise opened.refuse("--lift 解除的是哪一级：--from 和 --level 给得不同，请只给一个。")
    if asked.level is None and asked.origin is None:
        opened.notices.append("未用 --from 指明解除的是哪一级，按最高一级列出。")


def _colours(opened: OpenRegistries, word: str | None) -> dict[str, Colour | None]:
    """For each registry's file the colour of a level's word, where it has it; None for no word."""
    if word is None:
        return dict.fromkeys(registry.file for registry in opened.registries)
    return dict(level_asked(opened, word))


def _whole(
    opened: OpenRegistries,
    registry: Registry,
    asked: TasksAsked,
    levels: tuple[Colour | None, Colour | None],
) -> Activation:
    level, origin = levels
    try:
        if asked.event == "lift" or level is None:
            ended = origin or level or registry.levels[-1].id
            return lift(registry, opened.measures, ended, asked.decided)
        if asked.event == "suspend":
            return suspend(registry, opened.measures, level, asked.decided)
        if asked.event == "resume":
            return resume(registry, opened.measures, level, asked.decided)
        return activate(registry, opened.measures, level, origin, asked.decided)
    except DecisionError as error:
        raise opened.refuse(str(error)) from None


def _sorted(
    opened: OpenRegistries, kept: tuple[TaskList, ...], hit: Hit | None, asked: TasksAsked
) -> tuple[TaskList, ...]:
    """The units' lists, or instead of them those of their bodies or of the measures."""
    if asked.by == "measure":
        return by_measure(kept, opened.measures, event=asked.event is not None)
    if asked.by != "body":
        return kept
    body = hit.body if hit else None
    return tuple(sheet for sheet in by_body(kept) if body in (None, *sheet.bodies))
