"""Gaps that the office knows of: which waiver covers which gap on a day, and which runs out (docs/design.md, What the answers mean)."""

from collections.abc import Sequence
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
    pairs = (
        (waiver.measure, gap.measure),
        (waiver.scope, gap.scope),
        (waiver.unit, gap.unit),
        (waiver.duty, gap.duty),
    )
    return (
        waiver.gap == gap.kind
        and all(
            named is None or (has is not None and fold(named) == fold(has)) for named, has in pairs
        )
        and (waiver.other is None or fold(waiver.other) in map(fold, gap.other))
    )


def judge(found: Sequence[Gap], waivers: Sequence[Waiver], today: date) -> list[Judged]:
    """Every gap with its waiver; a waiver holds through the day that it names."""
    holding = [one for one in waivers if one.until >= today]
    return [Judged(gap, next((one for one in holding if waives(one, gap)), None)) for gap in found]


def running_out(found: Sequence[Gap], waivers: Sequence[Waiver], today: date) -> list[str]:
    """What is to be said of waivers: those that match no gap, that end within two weeks, and that have ended."""
    said = []
    for one in waivers:
        # what another waiver covers longer is nobody's trouble
        later = [other for other in waivers if other.until > one.until and other.until >= today]
        matching = [gap for gap in found if waives(one, gap)]
        count = sum(not any(waives(other, gap) for other in later) for gap in matching)
        if matching and not count:
            continue
        if not count:
            said.append(
                f"豁免（{told(one)}）没有相合的缺口，不起作用：缺口已经补上，或写得不合（见 smogctl lint）。"
            )
        elif one.until < today:
            said.append(f"豁免（{told(one)}）已于 {one.until} 到期，{count} 处缺口重新列出。")
        elif one.until - today <= SOON:
            left = (one.until - today).days
            said.append(
                f"豁免（{told(one)}）{f'还有 {left} 天' if left else '今天'}到期（{one.until}），请处理或续期。"
            )
    return said


def told(waiver: Waiver) -> str:
    """A waiver in a few words: what it names, and why."""
    named = (waiver.measure, waiver.scope, waiver.unit, waiver.other, waiver.duty)
    return f"{' '.join((waiver.gap, *(one for one in named if one)))}：{waiver.reason}"
