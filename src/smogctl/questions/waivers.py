"""Gaps that the office knows of: which waiver covers which gap on a day, and which runs out
(docs/design.md, What the answers mean).
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from smogctl.plan.registry import Waiver
from smogctl.questions.gap import Gap
from smogctl.text.plain import fold

SOON = timedelta(days=14)
"""From so long before its last day a waiver is said to run out."""


class Judged(NamedTuple):
    """A gap with the waiver that holds for it today, or None."""

    gap: Gap
    waiver: Waiver | None


def waives(waiver: Waiver, gap: Gap) -> bool:
    """Whether a waiver matches a gap: it equals it in every field that it names.

    Names compare folded.
    """
    if waiver.gap != gap.kind:
        return False
    pairs = (
        (waiver.measure, (gap.measure,)),
        (waiver.scope, (gap.scope,)),
        (waiver.unit, (gap.unit,)),
        (waiver.duty, (gap.duty,)),
        (waiver.other, gap.other),
    )
    for named, has in pairs:
        if named is not None and fold(named) not in map(fold, filter(None, has)):
            return False
    return True


def judge(gaps: Sequence[Gap], waivers: Sequence[Waiver], today: date) -> list[Judged]:
    """Every gap with its waiver; a waiver holds through the day that it names."""
    holding = [waiver for waiver in waivers if waiver.until >= today]
    judged = []
    for gap in gaps:
        fitting = (waiver for waiver in holding if waives(waiver, gap))
        judged.append(Judged(gap, next(fitting, None)))
    return judged


def running_out(
    gaps: Sequence[Gap], waivers: Sequence[Waiver], today: date
) -> list[str]:
    """What is to be said of waivers: those that match no gap, that end within two weeks, and that
    have ended.
    """
    notices = []
    for waiver in waivers:
        matching = [gap for gap in gaps if waives(waiver, gap)]
        if not matching:
            why = "缺口已经补上，或写得不合（见 smogctl lint）"
            notices.append(f"豁免（{told(waiver)}）没有相合的缺口，不起作用：{why}。")
            continue
        alone = _waived_alone(waiver, matching, waivers, today)
        if alone:
            notices += _ending(waiver, alone, today)
    return notices


def _waived_alone(
    waiver: Waiver, matching: Iterable[Gap], waivers: Iterable[Waiver], today: date
) -> int:
    """How many gaps no other waiver covers longer: that one ends is nobody's trouble then."""
    longer = []
    for other in waivers:
        if other.until > waiver.until and other.until >= today:
            longer.append(other)
    alone = 0
    for gap in matching:
        if not any(waives(other, gap) for other in longer):
            alone += 1
    return alone


def _ending(waiver: Waiver, count: int, today: date) -> Iterator[str]:
    """That a waiver has ended, or ends soon; nothing where it does not."""
    left = waiver.until - today
    if waiver.until < today:
        yield f"豁免（{told(waiver)}）已于 {waiver.until} 到期，{count} 处缺口重新列出。"
    elif left <= SOON:
        when = f"还有 {left.days} 天" if left else "今天"
        yield f"豁免（{told(waiver)}）{when}到期（{waiver.until}），请处理或续期。"


def told(waiver: Waiver) -> str:
    """A waiver in a few words: what it names, and why."""
    about = (waiver.measure, waiver.scope, waiver.unit, waiver.other, waiver.duty)
    named = " ".join((waiver.gap, *filter(None, about)))
    return f"{named}：{waiver.reason}"
