"""What is said of a gap, in `gaps` and on a board."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from smogctl.questions.core import CoreLed
from smogctl.questions.coverage import Coverage
from smogctl.questions.gap import Gap
from smogctl.questions.gaps import leaderless, titles
from smogctl.questions.waivers import Judged
from smogctl.text.patterns import later
from smogctl.values.vocabulary import COLOURS, SEVERITIES

_CLAUSES = {"unordered": "响应措施"}
"""What kind of clause a gap stands on, where it is no duty."""


def mark(judged: Judged) -> str:
    """How grave a gap is, or that it is waived."""
    if judged.waiver:
        return "已豁免"
    return SEVERITIES[judged.gap.severity]


def details(judged: Judged, file: str) -> tuple[str, ...]:
    """What would close a gap, what it stands on and where, and why it is waived."""
    gap, waiver = judged
    lines = [f"补法：{gap.closes}"]
    grounds = "，".join(_grounds(gap, file))
    if grounds:
        lines.append(f"依据：{grounds}")
    if waiver:
        lines.append(f"已豁免，到 {waiver.until}：{waiver.reason}")
    return tuple(lines)


def _grounds(gap: Gap, file: str) -> Iterator[str]:
    if gap.measure:
        yield gap.measure
    if gap.scope:
        yield f"限{gap.scope}"
    if gap.duty:
        yield f"{_CLAUSES.get(gap.kind, '职责')} {gap.duty}"
    if gap.line > 1:
        yield f"{file}:{gap.line}"


def core_said(core: Iterable[CoreLed]) -> str:
    """Core measures led, by level: 黄色 13/15，橙色 17/20."""
    return "，".join(f"{COLOURS[row.level]} {row.led}/{row.total}" for row in core)


def core_lines(core: Sequence[CoreLed], names: Mapping[str, str]) -> list[str]:
    """The same as a sentence, and which core measures no unit of the district leads at the highest
    level.
    """
    lines = [f"核心措施由本区单位牵头的：{core_said(core)}。"]
    if core and core[-1].lacking:
        lacking = "；".join(map(names.__getitem__, core[-1].lacking))
        lines.append(f"没有本区单位牵头的核心措施（含由上级牵头的）：{lacking}。")
    return lines


class Tally:
    """The standing gaps of one district, counted.

    Plain values, so that it may cross from another process.
    """

    def __init__(
        self, coverage: Coverage, judged: Iterable[Judged] | None = None
    ) -> None:
        """`judged`: only these gaps of the district; None: all."""
        if judged is None:
            judged = coverage.judged
        district = coverage.registry.district
        self.district = district.id
        self.name = district.name
        self.known_by = district.known_by
        """What people may call it by when they look for it."""
        self.province = province(district.within or "")
        """'' where its file does not say in which it lies."""
        self.core = core_said(coverage.core)
        self.kinds: Counter[str] = Counter()
        self.grave: Counter[str] = Counter()
        self.waived = 0
        self.leaderless: Counter[tuple[str, str]] = Counter()
        """By measure and kind."""
        without_leader = leaderless()
        for gap, waiver in judged:
            if waiver is not None:
                self.waived += 1
                continue
            self.kinds[gap.kind] += 1
            self.grave[gap.severity] += 1
            if gap.kind in without_leader:
                self.leaderless[gap.measure or "", gap.kind] += 1

    @property
    def worst_first(self) -> tuple[object, ...]:
        """Sorts by errors, warnings, notes, then by id so that the order is always the same."""
        return (*(-self.grave[key] for key in SEVERITIES), self.district)

    @property
    def said(self) -> str:
        """Its counts by severity in one text."""
        counts = "，".join(
            f"{name} {self.grave[key]}" for key, name in SEVERITIES.items()
        )
        if self.waived:
            counts += f"；已豁免 {self.waived}"
        return counts

    def lacks_leader(self, measure: str) -> bool:
        """Whether nobody leads a measure, in whatever way."""
        return any(self.leaderless[measure, kind] for kind in leaderless())


def tally_columns() -> tuple[str, ...]:
    """The heads of `tally_rows`."""
    return ("区县", *SEVERITIES.values(), *titles().values(), "已豁免", "核心有牵头")


def tally_rows(
    tallies: Iterable[Tally], total: Sequence[Tally] = ()
) -> list[tuple[str, ...]]:
    """A row a district, and one for the sum of `total`."""
    rows = []
    for tally in tallies:
        counts = _counts(tally.grave, tally.kinds, tally.waived)
        rows.append((tally.name, *counts, tally.core))
    if not total:
        return rows
    grave: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    waived = 0
    for tally in total:
        grave.update(tally.grave)
        kinds.update(tally.kinds)
        waived += tally.waived
    rows.append((f"{len(total)} 个区县", *_counts(grave, kinds, waived), ""))
    return rows


def _counts(grave: Counter[str], kinds: Counter[str], waived: int) -> tuple[str, ...]:
    by_severity = list(map(grave.__getitem__, SEVERITIES))
    by_kind = list(map(kinds.__getitem__, titles()))
    return tuple(map(str, (*by_severity, *by_kind, waived)))


_PROVINCE = later(".+?(?:省|自治区|特别行政区|市)")


def province(within: str) -> str:
    """The province, as the place that a district lies in begins: 内蒙古自治区 of 内蒙古自治区包头市."""
    hit = _PROVINCE.match(within)
    if hit is None:
        return within
    return hit[0]


def province_columns() -> tuple[str, ...]:
    """The heads of `province_rows`."""
    return ("省份", "区县", *SEVERITIES.values(), "每个区县的错误")


def province_rows(tallies: Sequence[Tally]) -> list[tuple[str, ...]]:
    """A row a province, that with most errors a district first.

    None where no district says its own.
    """
    provinces: dict[str, list[Tally]] = {}
    for tally in tallies:
        provinces.setdefault(tally.province, []).append(tally)
    if not any(provinces):
        return []
    rows: dict[tuple[float, str], tuple[str, ...]] = {}
    for name, within in provinces.items():
        grave: Counter[str] = Counter()
        for tally in within:
            grave.update(tally.grave)
        counts = [str(grave[severity]) for severity in SEVERITIES]
        errors = grave["error"] / len(within)
        shown = name or "（未写）"
        rows[-errors, name] = (shown, str(len(within)), *counts, f"{errors:.1f}")
    return list(map(rows.__getitem__, sorted(rows)))


def leaderless_columns() -> tuple[str, ...]:
    """The heads of `leaderless_rows`."""
    names = titles()
    return ("措施", "编号", *map(names.__getitem__, leaderless()), "占区县")


def leaderless_rows(
    tallies: Sequence[Tally], names: Mapping[str, str], most: int
) -> list[tuple[str, ...]]:
    """The measures that nobody leads in most districts; `names` by measure id, in order."""
    by_measure: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        by_measure.update(tally.leaderless)
    sums: Counter[str] = Counter()
    for name in names:
        sums[name] = sum(tally.lacks_leader(name) for tally in tallies)
    rows = []
    for measure, count in sums.most_common(most):
        if not count:
            break
        by_kind = [str(by_measure[measure, kind]) for kind in leaderless()]
        share = f"{100 * count // len(tallies)}%"
        rows.append((names[measure], measure, *by_kind, share))
    return rows
