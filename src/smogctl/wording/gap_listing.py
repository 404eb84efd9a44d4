"""The answer of `gaps`, grown district by district: clauses one by one, or a ranking where there
are many.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.questions.core import CoreLed
from smogctl.questions.gaps import titles
from smogctl.questions.waivers import Judged
from smogctl.values.report import (
    Block,
    Entries,
    Entry,
    Growing,
    Heading,
    Line,
    Records,
    Report,
    Sheet,
    Table,
)
from smogctl.values.vocabulary import SEVERITIES
from smogctl.wording.gaps import (
    Tally,
    core_lines,
    details,
    leaderless_columns,
    leaderless_rows,
    mark,
    province_columns,
    province_rows,
    tally_columns,
    tally_rows,
)
from smogctl.wording.listing import MANY, TOP, Wanted, texts_of

SHEET = (
    "区县", "程度", "种类", "措施", "措施编号", "范围", "单位", "另一方", "职责", "说明", "补法",
    "豁免", "文件", "行",
)  # fmt: skip


class DistrictGaps(NamedTuple):
    """The gaps of one district that fit a question, waived ones included, and how far its core
    measures are led.
    """

    district: str
    name: str
    file: str
    head: tuple[Block, ...]
    gaps: tuple[Judged, ...]
    core: tuple[CoreLed, ...]
    notices: tuple[str, ...]
    """What is to be said of its waivers."""
    today: date
    waives: bool
    """Whether the district waives anything at all."""
    tally: Tally


class GapListing:
    """The answer, of the parts that are wanted; for people, many districts are only counted."""

    def __init__(
        self,
        measures: Measures,
        narrowed: str,
        wanted: Wanted,
        records: Growing[str],
        rows: Growing[tuple[str, ...]],
        *,
        waived: bool,
    ) -> None:
        """`narrowed`: the conditions as people read them, empty for all gaps.

        `records` and `rows` are where those grow: they may be more than memory should hold.
        `waived`: list those as well.
        """
        self.narrowed = narrowed
        self.names = {measure.id: measure.name for measure in measures.values()}
        self.wanted = wanted
        self.waived = waived
        self.blocks: list[Block] = []
        self.records = records
        self.rows = rows
        self.coverage: list[dict[str, Any]] = []
        self.tallies: list[Tally] = []

    @property
    def errors(self) -> int:
        """Standing gaps of level error."""
        return sum(tally.grave["error"] for tally in self.tallies)

    def add(self, district: DistrictGaps) -> None:
        """Take in one district."""
        self.tallies.append(district.tally)
        shown = self._shown(district)
        if len(self.tallies) > MANY:
            self.blocks = []
        elif self.wanted.blocks:
            self.blocks += [*district.head, *self._blocks(district, shown)]
        if self.wanted.rows:
            self.rows.extend(self._row(district, judged) for judged in shown)
        if self.wanted.records:
            self.records.extend(texts_of(_json(district, judged) for judged in shown))
            self.coverage += _coverage(district)

    def _shown(self, district: DistrictGaps) -> list[Judged]:
        if self.waived:
            return list(district.gaps)
        return [judged for judged in district.gaps if judged.waiver is None]

    def report(self) -> Report:
        """All that was taken in."""
        totals = [
            {
                "district": tally.district,
                **{kind: tally.kinds[kind] for kind in titles()},
                "waived": tally.waived,
            }
            for tally in self.tallies
        ]
        data = {
            "format": "smogctl.gaps/1",
            "gaps": Records(self.records),
            "coverage": self.coverage,
            "totals": totals,
        }
        return Report(data, tuple(self._all_blocks()), Sheet(SHEET, self.rows))

    def _all_blocks(self) -> Iterator[Block]:
        if len(self.tallies) > MANY:
            yield from self._ranking()
            return
        yield from self.blocks
        if len(self.tallies) > 1:
            yield Heading(f"合计{self._condition}")
            yield Table(tally_columns(), tuple(tally_rows(self.tallies, self.tallies)))

    def _blocks(
        self, district: DistrictGaps, shown: Sequence[Judged]
    ) -> Iterator[Block]:
        if self.narrowed:
            yield Line(f"只列：{self.narrowed}。")
        else:
            yield from map(Line, core_lines(district.core, self.names))
        counts = district.tally.said
        if district.tally.waived and not self.waived:
            counts += "（--show-waived 列出）"
        if district.waives:
            counts += f"（豁免按 {district.today} 计）"
        yield Line(f"缺口{self._condition}：{counts}。")
        if shown:
            entries = tuple(_entry(district, judged) for judged in shown)
            yield Entries(("程度", "缺口", "补法、依据"), entries)
        else:
            yield Line("无。")

    @property
    def _condition(self) -> str:
        if not self.narrowed:
            return ""
        return "（按上述条件）"

    def _row(self, district: DistrictGaps, judged: Judged) -> tuple[str, ...]:
        gap, waiver = judged
        waived = ""
        if waiver:
            waived = f"到 {waiver.until}：{waiver.reason}"
        return (
            district.name,
            SEVERITIES[gap.severity],
            titles()[gap.kind],
            self.names.get(gap.measure or "", ""),
            gap.measure or "",
            gap.scope or "",
            gap.unit or "",
            "、".join(gap.other),
            gap.duty or "",
            gap.message,
            gap.closes,
            waived,
            district.file,
            str(gap.line),
        )

    def _ranking(self) -> Iterator[Block]:
        """What stands out among many districts."""
        yield Heading(f"缺口　{len(self.tallies)} 个区县")
        if self.narrowed:
            yield Line(f"只计：{self.narrowed}。")
        yield Line(
            "区县太多，不逐条列出：逐条用 --format csv 或 json，一个区县用 --district。"
        )
        yield Heading("最常没有单位牵头的措施", 2)
        yield Table(
            leaderless_columns(), tuple(leaderless_rows(self.tallies, self.names, TOP))
        )
        yield Heading("缺口最重的区县", 2)
        with_gaps = (tally for tally in self.tallies if tally.kinds)
        worst = sorted(with_gaps, key=lambda tally: tally.worst_first)
        yield Table(tally_columns(), tuple(tally_rows(worst[:TOP], self.tallies)))
        rest = _rest_said(len(worst) - TOP, len(self.tallies) - len(worst))
        if rest:
            yield Line(f"{rest}。最后一行是全部区县的合计。")
        provinces = province_rows(self.tallies)
        if provinces:
            yield Heading("按省份，每个区县的错误多的在前", 2)
            yield Table(province_columns(), tuple(provinces))


def _rest_said(left: int, clean: int) -> str:
    """How many districts with gaps are not named, and how many have none."""
    parts = []
    if left > 0:
        parts.append(f"其余 {left} 个有缺口的区县未列")
    if clean:
        parts.append(f"{clean} 个区县没有这样的缺口")
    return "；".join(parts)


def _entry(district: DistrictGaps, judged: Judged) -> Entry:
    kind = titles()[judged.gap.kind]
    text = f"{kind}：{judged.gap.message}"
    return Entry(f"〔{mark(judged)}〕", text, details(judged, district.file))


def _coverage(district: DistrictGaps) -> list[dict[str, Any]]:
    """How far a district's core measures are led, as JSON has it."""
    return [
        {
            "district": district.district,
            "level": core.level,
            "core_led": core.led,
            "core_total": core.total,
        }
        for core in district.core
    ]


def _json(district: DistrictGaps, judged: Judged) -> dict[str, Any]:
    gap = judged.gap
    return {
        "district": district.district,
        "kind": gap.kind,
        "severity": gap.severity,
        "measure": gap.measure,
        "scope": gap.scope,
        "unit": gap.unit,
        "other": list(gap.other),
        "duty": gap.duty,
        "message": gap.message,
        "closes": gap.closes,
        "waived": judged.waiver is not None,
        "file": district.file,
        "line": gap.line,
    }
