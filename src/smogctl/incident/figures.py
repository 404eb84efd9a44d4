"""The figures of a daily report and of the summary: what bodies reported, by body and in all.

A figure of several reports of one body is their sum: each report tells what was done since the one
before (日报 of 12月2日, 12月3日). A report that was sent back does not count.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from smogctl.incident.state import FIGURES, BodyState, Report

NAMES = {
    "people": "人员",
    "vehicles": "车辆",
    "firms": "企业",
    "sites": "工地",
    "found": "问题",
    "fixed": "整改",
}
"""The figures as the log calls them."""


def contradiction(data: object) -> str | None:
    """What cannot be of a report's figures; None where nothing is wrong."""
    found, fixed = getattr(data, "found", None), getattr(data, "fixed", None)
    if found is not None and fixed is not None and fixed > found:
        return f"已整改 {fixed} 多于发现 {found}"
    return None


class Figures(NamedTuple):
    """What one body, or all, did."""

    counts: dict[str, int]
    """Only what somebody reported: no report is no zero."""
    reports: int
    received: int
    """Receipts that came, of all that were asked."""
    in_time: int
    asked: int


def of_when(report: Report) -> str:
    """To which time a report belongs: a daily one to its own, any other to when it came.

    So each report is in one day's figures, and the days' sum is the summary's.
    """
    return (
        f"{report.slot}:00+08:00" if report.slot[0].isdigit() else report.event.observed
    )


def figures_of(body: BodyState, since: str = "", until: str = "~") -> Figures:
    """A body's figures, of the reports that belong into a span of time."""
    reports = [
        one
        for one in body.reports.values()
        if not one.rejected and since < of_when(one) <= until
    ]
    counts = _sums([one.figures for one in reports])
    issues = {issue.event.hash: issue for issue in body.issues}
    receipts = {name: one for name, one in body.receipts.items() if name in issues}
    in_time = sum(
        one.event.observed <= issues[name].receipt_due for name, one in receipts.items()
    )
    return Figures(counts, len(reports), len(receipts), in_time, len(issues))


def total(figures: Iterable[Figures]) -> Figures:
    """All of them together."""
    found = list(figures)
    counts = _sums([one.counts for one in found])
    return Figures(
        counts,
        sum(one.reports for one in found),
        sum(one.received for one in found),
        sum(one.in_time for one in found),
        sum(one.asked for one in found),
    )


def _sums(told: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """The sum of each figure that somebody gave."""
    given = {name: [one[name] for one in told if name in one] for name in FIGURES}
    return {name: sum(values) for name, values in given.items() if values}
