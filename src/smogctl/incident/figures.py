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
    problems = getattr(data, "found", None)
    fixed = getattr(data, "fixed", None)
    if problems is None or fixed is None:
        return None
    if fixed <= problems:
        return None
    return f"已整改 {fixed} 多于发现 {problems}"


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
    if report.slot[0].isdigit():
        return f"{report.slot}:00+08:00"
    return report.event.observed


def figures_of(body: BodyState, since: str = "", until: str = "~") -> Figures:
    """A body's figures, of the reports that belong into a span of time."""
    told = []
    for report in body.reports.values():
        if not report.rejected and since < of_when(report) <= until:
            told.append(report.figures)
    due = {issue.event.hash: issue.receipt_due for issue in body.issues}
    in_time = 0
    for issue, receipt in body.receipts.items():
        in_time += receipt.event.observed <= due[issue]
    return Figures(
        counts=_sums(told),
        reports=len(told),
        received=len(body.receipts),
        in_time=in_time,
        asked=len(due),
    )


def total(figures: Iterable[Figures]) -> Figures:
    """All of them together."""
    told = []
    reports = received = in_time = asked = 0
    for single in figures:
        told.append(single.counts)
        reports += single.reports
        received += single.received
        in_time += single.in_time
        asked += single.asked
    return Figures(_sums(told), reports, received, in_time, asked)


def _sums(told: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """The sum of each figure that somebody gave."""
    sums = {}
    for name in FIGURES:
        values = [counts[name] for counts in told if name in counts]
        if values:
            sums[name] = sum(values)
    return sums
