"""The command `gaps`."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import partial
from typing import Annotated, NamedTuple, TypeVar

import typer

from smogctl.cli.each_registry import EachRegistry
from smogctl.cli.options import (
    District,
    FormatName,
    MeasureName,
    Registries,
    Today,
    UnitName,
)
from smogctl.cli.words import (
    UnitAnswer,
    any_of,
    day_asked,
    measures_asked,
    merge_units,
    unit_if_asked,
)
from smogctl.plan.catalogue import Measures
from smogctl.plan.names import find_parties
from smogctl.plan.registry import Registry
from smogctl.questions.coverage import Coverage
from smogctl.questions.gap import Gap
from smogctl.questions.gaps import titles
from smogctl.system.spool import Spooled
from smogctl.text.plain import clip
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.values.findings import Severity
from smogctl.values.vocabulary import SEVERITIES
from smogctl.wording.gap_listing import DistrictGaps, GapListing
from smogctl.wording.gaps import Tally
from smogctl.wording.listing import wanted_in
from smogctl.wording.registry import head

Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="种类",
        help="缺口的种类，逗号分开："
        + "、".join(f"{key} {name}" for key, name in titles().items())
        + "。",
        autocompletion=lambda: list(titles()),
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
ExitZero = Annotated[
    bool, typer.Option("--exit-zero", help="有错误级的缺口时退出码也为 0。")
]


class Narrowed(NamedTuple):
    """What is asked of each registry; None: not asked."""

    kinds: frozenset[str] | None
    severities: frozenset[Severity] | None
    measures: frozenset[str] | None
    unit: str | None
    today: date


class Reply(NamedTuple):
    """What one registry answers: its gaps, and what the unit asked for means there.

    None: none is asked for.
    """

    gaps: DistrictGaps
    unit: UnitAnswer | None


EXAMPLES = (
    ("gaps -d 昆区 --exit-zero", "昆区预案的缺口"),
    ("gaps --kind unled,uncovered --exit-zero", "各区县哪些措施无人牵头、无人承担"),
)


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
    """列出预案的缺口：没有人承担、牵头的措施和部分，响应措施要求而没有人做的，点到而不知情的单位，没有职责的成员。

    这里查的是预案的毛病，不是文件的毛病（那是 lint）。有未豁免的错误级缺口时退出码为 1。
    """
    asked = EachRegistry(registries, district)
    opened = asked.opened
    narrowed = Narrowed(
        any_of(opened, kind, titles(), "缺口种类"),
        any_of(opened, severity, SEVERITIES, "程度"),
        measures_asked(opened, measure),
        unit,
        day_asked(today),
    )
    conditions = []
    given = {
        "种类": _names(narrowed.kinds, titles()),
        "措施": measure,
        "单位": unit,
        "程度": _names(narrowed.severities, SEVERITIES),
    }
    for what, word in given.items():
        if word is not None:
            conditions.append(f"{what} {clip(word)}")
    listing = GapListing(
        opened.measures,
        "，".join(conditions),
        wanted_in(format_name, many=False),
        Spooled(),
        Spooled(),
        waived=show_waived,
    )
    units = []
    for reply in asked.answers(partial(_reply, narrowed=narrowed), "查找缺口"):
        units.append(reply.unit)
        if reply.unit is None or reply.unit.hit:
            listing.add(reply.gaps)
            opened.notices += reply.gaps.notices
    merge_units(opened, unit, units)
    failed = bool(listing.errors) and not exit_zero
    return opened.answer(listing.report(), exits.of_findings(failed))


K = TypeVar("K", bound=str)


def _names(wanted: Collection[K] | None, table: Mapping[K, str]) -> str | None:
    """What the page calls the ids that are wanted, in its order; None where nothing was asked."""
    if wanted is None:
        return None
    return "、".join(name for known, name in table.items() if known in wanted)


def _reply(registry: Registry, measures: Measures, narrowed: Narrowed) -> Reply:
    """The gaps of one registry that fit the question."""
    coverage = Coverage(registry, measures, narrowed.today)
    unit = unit_if_asked(registry, narrowed.unit, find_parties)
    name = _name(registry, unit)
    fitting = []
    for judged in coverage.judged:
        gap = judged.gap
        if not _fits(gap, narrowed):
            continue
        if unit is None or name in (*gap.names, *gap.also):
            fitting.append(judged)
    district = registry.district
    gaps = DistrictGaps(
        district.id,
        district.name,
        registry.file,
        tuple(head(registry, "缺口")),
        tuple(fitting),
        tuple(coverage.core),
        tuple(f"{district.name}：{notice}" for notice in coverage.running_out),
        narrowed.today,
        bool(registry.waivers),
        Tally(coverage, tuple(fitting)),
    )
    return Reply(gaps, unit)


def _fits(gap: Gap, narrowed: Narrowed) -> bool:
    return all(
        (
            _is_among(gap.kind, narrowed.kinds),
            _is_among(gap.severity, narrowed.severities),
            _is_among(gap.measure, narrowed.measures),
        )
    )


def _is_among(what: str | None, wanted: Collection[str] | None) -> bool:
    return wanted is None or what in wanted


def _name(registry: Registry, unit: UnitAnswer | None) -> str | None:
    """The name under which a gap has whom the question means; None where it means nobody."""
    if unit is None or unit.hit is None:
        return None
    for known in registry.units:
        if known.id == unit.hit.unit:
            return known.name
    return unit.hit.name
