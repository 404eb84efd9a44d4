"""Task lists for `activate` and `checklist`: which are asked for."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from smogctl.cli.registries import OpenRegistries, open_registries
from smogctl.cli.words import (
    UnitAnswer,
    check_level,
    level_in,
    merge_units,
    say_levels,
    unit_if_asked,
)
from smogctl.plan.catalogue import Measures
from smogctl.plan.names import Hit
from smogctl.plan.registry import Registry
from smogctl.questions.activation import activate
from smogctl.questions.after import lift, resume, suspend
from smogctl.questions.decisions import DecisionError
from smogctl.questions.tasks import Activation, Decided, TaskList, by_body, by_measure
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import ACTS, Act, Colour, Event
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
    asked: Event | None = None
    names: list[str] = []
    for event, is_given in given.items():
        if is_given:
            asked = event
            names.append(f"--{event}（{EVENTS[event]}）")
    if len(names) > 1:
        raise opened.refuse(f"{'、'.join(names)}只能用一个。")
    return asked


def decisions_asked(
    opened: OpenRegistries, words: Sequence[str]
) -> tuple[Decided, ...]:
    """The decisions as typed: ID, ID=start or ID=hold.

    Raises Refusal for what is none, and where several districts are asked.
    """
    decided: list[Decided] = []
    for word in words:
        parts = _DECISION.fullmatch(word.strip())
        if parts is None:
            acts = [f"ID={act}（{name}）" for act, name in ACTS.items()]
            raise opened.refuse(
                f"不认识的决定“{clip(word)}”。写作 ID 或 {'、'.join(acts)}。"
            )
        act: Act = "start"
        if parts["act"] == "hold":
            act = "hold"
        decided.append(Decided(parts["id"], act))
    if decided:
        opened.only("--decide 只对一个区县")
    return tuple(decided)


class Meaning(NamedTuple):
    """What the words as typed mean in one district, and what is to be said of its lists."""

    no_level: str = ""
    """That it has no such level as is asked for."""
    no_origin: str = ""
    unit: UnitAnswer | None = None
    contradicts: bool = False
    """Whether a lift is asked from two levels."""
    notices: tuple[str, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether its lists can be made."""
        if self.unit is not None and self.unit.hit is None:
            return False
        return not any((self.no_level, self.no_origin, self.contradicts))


def activations(opened: OpenRegistries, asked: TasksAsked) -> list[Activation]:
    """The lists asked for, district by district.

    Raises Refusal for a contradiction or an unknown word.
    """
    check_levels(opened, asked)
    meanings: list[Meaning] = []
    activations: list[Activation] = []
    for registry in opened.registries:
        meaning, lists = lists_of(registry, opened.measures, asked)
        meanings.append(meaning)
        if lists is not None:
            activations.append(lists)
    say_meanings(opened, asked, meanings)
    return activations


def decisions_of_one(
    registries: str | None, district: str | None, words: Sequence[str]
) -> tuple[Decided, ...]:
    """The decisions as typed, for the one district that they are about.

    Raises Refusal for what is none, and where several districts are asked.
    """
    if not words:
        return ()
    return decisions_asked(open_registries(registries, district), words)


def check_levels(opened: OpenRegistries, asked: TasksAsked) -> None:
    """Raises Refusal where the levels do not fit what is asked, or a word is no level's."""
    if asked.event != "lift":
        _check_given(opened, asked)
    elif (asked.level, asked.origin) == (None, None):
        opened.notices.append("未用 --from 指明解除的是哪一级，按最高一级列出。")
    for word in (asked.level, asked.origin):
        if word is not None:
            check_level(opened, word)


def _check_given(opened: OpenRegistries, asked: TasksAsked) -> None:
    """Raises Refusal without a level, and with two where the level stays the same."""
    event = asked.event
    if asked.level is None:
        what = "或用 --lift 表示解除"
        if event:
            what = f"{EVENTS[event]}的是哪一级的响应"
        raise opened.refuse(f"缺少 --level（预警级别）：{what}。")
    if event and asked.origin is not None:
        raise opened.refuse(f"--{event} 不与 --from 同用：级别没有变。")


def say_meanings(
    opened: OpenRegistries, asked: TasksAsked, meanings: Sequence[Meaning]
) -> None:
    """Say what is to be said of the words over all districts, then of their lists.

    Raises Refusal where a word means nothing in any of them, and for a lift from two levels.
    """
    without_level: list[str] = []
    without_origin: list[str] = []
    units: list[UnitAnswer | None] = []
    for meaning in meanings:
        without_level.append(meaning.no_level)
        without_origin.append(meaning.no_origin)
        units.append(meaning.unit)
    say_levels(opened, without_level)
    say_levels(opened, without_origin)
    if any(meaning.contradicts for meaning in meanings):
        raise opened.refuse(
            "--lift 解除的是哪一级：--from 和 --level 给得不同，请只给一个。"
        )
    merge_units(opened, asked.unit, units)
    for meaning in meanings:
        opened.notices += meaning.notices


def lists_of(
    registry: Registry, measures: Measures, asked: TasksAsked
) -> tuple[Meaning, Activation | None]:
    """One district's lists; None where a word means nothing here.

    Raises Refusal for a decision that cannot be.
    """
    level, no_level = level_in(registry, asked.level)
    origin, no_origin = level_in(registry, asked.origin)
    unit = unit_if_asked(registry, asked.unit)
    contradicts = False
    if asked.event == "lift" and None not in (asked.level, asked.origin):
        contradicts = level != origin
    meaning = Meaning(no_level, no_origin, unit, contradicts)
    if not meaning.is_clear:
        return meaning, None
    whole = _whole(registry, measures, asked, (level, origin))
    hit: Hit | None = None
    if unit is not None:
        hit = unit.hit
    kept = []
    for entry in whole.lists:
        if hit is None or entry.unit.id == hit.unit:
            kept.append(entry)
    sheets = _sorted(measures, tuple(kept), hit, asked)
    lists = whole._replace(lists=sheets, whole=tuple(kept))
    return meaning._replace(notices=whole.notices), lists


def _whole(
    registry: Registry,
    measures: Measures,
    asked: TasksAsked,
    levels: tuple[Colour | None, Colour | None],
) -> Activation:
    level, origin = levels
    try:
        if asked.event == "lift" or level is None:
            ended = origin or level or registry.levels[-1].id
            return lift(registry, measures, ended, asked.decided)
        if asked.event == "suspend":
            return suspend(registry, measures, level, asked.decided)
        if asked.event == "resume":
            return resume(registry, measures, level, asked.decided)
        return activate(registry, measures, level, origin, asked.decided)
    except DecisionError as error:
        raise Refusal(str(error)) from None


def _sorted(
    measures: Measures, kept: tuple[TaskList, ...], hit: Hit | None, asked: TasksAsked
) -> tuple[TaskList, ...]:
    """The units' lists, or instead of them those of their bodies or of the measures."""
    if asked.by == "measure":
        return by_measure(kept, measures, event=asked.event is not None)
    if asked.by == "unit":
        return kept
    sheets = []
    for sheet in by_body(kept):
        if hit is None or hit.body in (None, *sheet.bodies):
            sheets.append(sheet)
    return tuple(sheets)
