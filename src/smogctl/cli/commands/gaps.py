"""The command `gaps`."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Annotated, Any, NamedTuple

import typer

from smogctl.cli.each_registry import MANY, Survey
from smogctl.cli.options import District, FormatName, MeasureName, Registries, Today, UnitName
from smogctl.cli.words import UnitAnswer, any_of, day_asked, measures_asked, merge_units, unit_asked
from smogctl.plan.catalogue import Measures
from smogctl.plan.names import find_parties
from smogctl.plan.registry import Registry
from smogctl.questions.gaps import KINDS, SEVERITIES, CoreLed, core_led, gaps
from smogctl.questions.waivers import Judged, judge, running_out
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.report import Block, Entries, Entry, Heading, Line, Report, Table
from smogctl.wording.gaps import (
    LEADERLESS_COLUMNS,
    TALLY_COLUMNS,
    Tally,
    core_lines,
    details,
    leaderless_rows,
    mark,
    tally_rows,
)
from smogctl.wording.registry import head

Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="种类",
        help="缺口的种类，逗号分开："
        + "、".join(f"{key} {name}" for key, name in KINDS.items())
        + "。",
        autocompletion=lambda: list(KINDS),
    ),
]
Grave = Annotated[
    str | None,
    typer.Option(
        "--severity",
        metavar="程度",
        help="程度，逗号分开：error 错误、warning 警告、note 提示。",
        autocompletion=lambda: list(SEVERITIES),
    ),
]
ShowWaived = Annotated[bool, typer.Option("--show-waived", help="已豁免的也列出。")]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="有错误级的缺口时退出码也为 0。")]

_SHEET = (
    "区县",
    "程度",
    "种类",
    "措施",
    "措施编号",
    "范围",
    "单位",
    "另一方",
    "职责",
    "说明",
    "补法",
    "豁免",
    "文件",
    "行",
)
TOP = 20
"""How many of the worst are named where there are many."""


class Asked(NamedTuple):
    """What is asked of each registry; None: not asked."""

    kinds: frozenset[str] | None
    severities: frozenset[str] | None
    measures: frozenset[str] | None
    unit: str | None
    today: date


class Found(NamedTuple):
    """The gaps of one district that fit, waived ones included, and how far its core measures are led."""

    district: str
    name: str
    file: str
    head: tuple[Block, ...]
    gaps: tuple[Judged, ...]
    core: tuple[CoreLed, ...]
    said: tuple[str, ...]
    unit: UnitAnswer | None
    today: date
    waived: bool
    """Whether the district waives anything at all."""


def run(
    registries: Registries = None,
    district: District = None,
    kind: Kind = None,
    measure: MeasureName = None,
    unit: UnitName = None,
    severity: Grave = None,
    show_waived: ShowWaived = False,
    exit_zero: ExitZero = False,
    today: Today = None,
    format_name: FormatName = None,
) -> Answer:
    """列出预案的缺口：没有人牵头的措施、点到而不知情的单位、没有职责的成员。

    这里查的是预案的毛病，不是文件的毛病（那是 lint）。有未豁免的错误级缺口时退出码为 1。
    """
    survey = Survey(registries, district)
    desk = survey.desk
    asked = Asked(
        any_of(desk, kind, KINDS, "缺口种类"),
        any_of(desk, severity, SEVERITIES, "程度"),
        measures_asked(desk, measure),
        unit,
        day_asked(today),
    )
    given = {"种类": kind, "措施": measure, "单位": unit, "程度": severity}
    listing = _Listing(
        desk.measures,
        "，".join(f"{what} {clip(word)}" for what, word in given.items() if word is not None),
        always=format_name in ("json", "csv"),
        waived=show_waived,
    )
    units = []
    for found in survey.answers(partial(_found, asked=asked), "查找缺口"):
        if found.unit is not None:
            units.append(found.unit)
        if found.unit is None or found.unit.hit:
            listing.add(found)
            desk.notices += [f"{found.name}：{said}" for said in found.said]
    if unit is not None:
        merge_units(desk, unit, units)
    failed = listing.errors and not exit_zero
    return Answer(listing.report(), desk.said, desk.code or (1 if failed else 0))


def _found(registry: Registry, measures: Measures, asked: Asked) -> Found:
    """The gaps of one registry that fit the question."""
    answer = unit_asked(registry, asked.unit, find_parties) if asked.unit is not None else None
    every = gaps(registry, measures)
    fitting = []
    for one in judge(every, registry.waivers, asked.today):
        gap = one.gap
        concerned = answer is None or (
            answer.hit and _name(registry, answer) in (*gap.names, *gap.also)
        )
        if (
            concerned
            and (asked.kinds is None or gap.kind in asked.kinds)
            and (asked.severities is None or gap.severity in asked.severities)
            and (asked.measures is None or gap.measure in asked.measures)
        ):
            fitting.append(one)
    return Found(
        registry.district.id,
        registry.district.name,
        registry.file,
        tuple(head(registry, "缺口")),
        tuple(fitting),
        tuple(core_led(registry, measures)),
        tuple(running_out(every, registry.waivers, asked.today)),
        answer,
        asked.today,
        bool(registry.waivers),
    )


def _name(registry: Registry, answer: UnitAnswer) -> str:
    """The name under which a gap has whom the question means."""
    assert answer.hit
    return next(
        (unit.name for unit in registry.units if unit.id == answer.hit.unit), answer.hit.name
    )


class _Listing:
    """The answer, grown district by district; beyond so many districts only counts are kept, unless `always`."""

    def __init__(self, measures: Measures, narrowed: str, *, always: bool, waived: bool) -> None:
        self.narrowed = narrowed
        """The conditions as people read them; empty: all gaps."""
        self.names = {one.id: one.name for one in measures.values()}
        self.always = always
        self.waived = waived
        self.blocks: list[Block] = []
        self.records: list[dict[str, Any]] = []
        self.rows: list[tuple[str, ...]] = []
        self.coverage: list[dict[str, Any]] = []
        self.tallies: list[Tally] = []

    @property
    def errors(self) -> int:
        """Standing gaps of level error."""
        return sum(one.grave["error"] for one in self.tallies)

    def add(self, found: Found) -> None:
        """Take in one district."""
        tally = Tally(found.district, found.name, found.gaps, found.core)
        self.tallies.append(tally)
        if len(self.tallies) > MANY and not self.always:
            self.blocks, self.records, self.rows = [], [], []
            return
        shown = [one for one in found.gaps if one.waiver is None or self.waived]
        self.blocks += [*found.head, *self._blocks(found, shown, tally)]
        self.records += [_json(found, one) for one in shown]
        self.rows += [self._row(found, one) for one in shown]
        self.coverage += [
            {
                "district": found.district,
                "level": one.level,
                "core_led": one.led,
                "core_total": one.total,
            }
            for one in found.core
        ]

    def report(self) -> Report:
        """All that was taken in."""
        blocks = self.blocks
        if len(self.tallies) > MANY:
            blocks = [*self._ranking()]
        elif len(self.tallies) > 1:
            sums = Table(TALLY_COLUMNS, tuple(tally_rows(self.tallies, self.tallies)))
            blocks = [*blocks, Heading(f"合计{self._condition}"), sums]
        totals = [
            {
                "district": one.district,
                **{kind: one.kinds[kind] for kind in KINDS},
                "waived": one.waived,
            }
            for one in self.tallies
        ]
        data = {
            "format": "smogctl.gaps/1",
            "gaps": self.records,
            "coverage": self.coverage,
            "totals": totals,
        }
        return Report(data, tuple(blocks), Table(_SHEET, tuple(self.rows)))

    def _blocks(self, found: Found, shown: list[Judged], tally: Tally) -> Iterator[Block]:
        if self.narrowed:
            yield Line(f"只列：{self.narrowed}。")
        else:
            yield from (Line(line) for line in core_lines(found.core, self.names))
        hidden = "（--show-waived 列出）" if tally.waived and not self.waived else ""
        day = f"（豁免按 {found.today} 计）" if found.waived else ""
        yield Line(f"缺口{self._condition}：{tally.said}{hidden}{day}。")
        if not shown:
            yield Line("无。")
        if shown:
            entries = tuple(
                Entry(
                    f"〔{mark(one)}〕",
                    f"{KINDS[one.gap.kind]}：{one.gap.message}",
                    details(one, found.file),
                )
                for one in shown
            )
            yield Entries(("程度", "缺口", "补法、依据"), entries)

    @property
    def _condition(self) -> str:
        return "（按上述条件）" if self.narrowed else ""

    def _row(self, found: Found, one: Judged) -> tuple[str, ...]:
        gap = one.gap
        waived = f"到 {one.waiver.until}：{one.waiver.reason}" if one.waiver else ""
        return (
            found.name,
            SEVERITIES[gap.severity],
            KINDS[gap.kind],
            self.names[gap.measure] if gap.measure else "",
            gap.measure or "",
            gap.scope or "",
            gap.unit or "",
            "、".join(gap.other),
            gap.duty or "",
            gap.message,
            gap.closes,
            waived,
            found.file,
            str(gap.line),
        )

    def _ranking(self) -> Iterator[Block]:
        """What stands out among many districts."""
        yield Heading(f"缺口　{len(self.tallies)} 个区县")
        if self.narrowed:
            yield Line(f"只计：{self.narrowed}。")
        yield Line("区县太多，不逐条列出：逐条用 --format csv 或 json，一个区县用 --district。")
        yield Heading("最常没有单位牵头的措施", 2)
        yield Table(LEADERLESS_COLUMNS, tuple(leaderless_rows(self.tallies, self.names, TOP)))
        yield Heading("缺口最重的区县", 2)
        worst = sorted((one for one in self.tallies if one.kinds), key=lambda one: one.worst_first)
        yield Table(TALLY_COLUMNS, tuple(tally_rows(worst[:TOP], self.tallies)))
        left, clean = len(worst) - TOP, len(self.tallies) - len(worst)
        said = [f"其余 {left} 个有缺口的区县未列"] if left > 0 else []
        said += [f"{clean} 个区县没有这样的缺口"] if clean else []
        if said:
            yield Line(f"{'；'.join(said)}。最后一行是全部区县的合计。")


def _json(found: Found, one: Judged) -> dict[str, Any]:
    gap = one.gap
    return {
        "district": found.district,
        "kind": gap.kind,
        "severity": gap.severity,
        "measure": gap.measure,
        "scope": gap.scope,
        "unit": gap.unit,
        "other": list(gap.other),
        "duty": gap.duty,
        "message": gap.message,
        "closes": gap.closes,
        "waived": one.waiver is not None,
        "file": found.file,
        "line": gap.line,
    }
