"""What is said of a gap, in `gaps` and on a board."""

from collections import Counter
from collections.abc import Iterable, Mapping

from smogctl.questions.gaps import KINDS, SEVERITIES, CoreLed, Gap
from smogctl.questions.waivers import Judged
from smogctl.values.vocabulary import COLOURS

LEADERLESS = ("unled", "uncovered", "dropped")
"""The kinds where nobody leads a measure."""


def mark(one: Judged) -> str:
    """How grave it is, or that it is waived."""
    return "已豁免" if one.waiver else SEVERITIES[one.gap.severity]


def details(one: Judged, file: str) -> tuple[str, ...]:
    """What would close it, what it stands on and where, and why it is waived."""
    gap = one.gap
    named = (gap.measure, gap.scope and f"限{gap.scope}", gap.duty and f"职责 {gap.duty}")
    based = [part for part in (*named, f"{file}:{gap.line}" if gap.line > 1 else "") if part]
    said = [f"补法：{gap.closes}"]
    said += [f"依据：{'，'.join(based)}"] if based else []
    said += [f"已豁免，到 {one.waiver.until}：{one.waiver.reason}"] if one.waiver else []
    return tuple(said)


def core_said(core: Iterable[CoreLed]) -> str:
    """Core measures led, by level: 黄色 13/15，橙色 17/20."""
    return "，".join(f"{COLOURS[one.level]} {one.led}/{one.total}" for one in core)


def core_lines(core: Iterable[CoreLed], names: Mapping[str, str]) -> list[str]:
    """The same as a sentence, and which core measures no unit of the district leads at the highest level."""
    rows = list(core)
    lacking = "；".join(names[one] for one in rows[-1].lacking) if rows else ""
    also = [f"没有本区单位牵头的核心措施（含由上级牵头的）：{lacking}。"] if lacking else []
    return [f"核心措施由本区单位牵头的：{core_said(rows)}。", *also]


class Tally:
    """The standing gaps of one district, counted."""

    def __init__(
        self, district: str, name: str, found: Iterable[Judged], core: Iterable[CoreLed]
    ) -> None:
        judged = list(found)
        standing = [one.gap for one in judged if one.waiver is None]
        self.district = district
        self.name = name
        self.core = core_said(core)
        self.kinds: Counter[str] = Counter(one.kind for one in standing)
        self.grave: Counter[str] = Counter(one.severity for one in standing)
        self.waived = len(judged) - len(standing)
        self.leaderless: Counter[tuple[str, str]] = Counter(
            map(_key, filter(_is_leaderless, standing))
        )
        """By measure and kind."""

    @property
    def worst_first(self) -> tuple[object, ...]:
        """Sorts by errors, warnings, notes, then by id so that the order is always the same."""
        return (*(-self.grave[key] for key in SEVERITIES), self.district)

    @property
    def said(self) -> str:
        """Its counts by severity in one text."""
        counts = "，".join(f"{name} {self.grave[key]}" for key, name in SEVERITIES.items())
        return counts + (f"；已豁免 {self.waived}" if self.waived else "")


def _is_leaderless(gap: Gap) -> bool:
    return gap.kind in LEADERLESS


def _key(gap: Gap) -> tuple[str, str]:
    return gap.measure or "", gap.kind


TALLY_COLUMNS = ("区县", *SEVERITIES.values(), *KINDS.values(), "已豁免", "核心有牵头")


def tally_rows(tallies: Iterable[Tally], total: Iterable[Tally] = ()) -> list[tuple[str, ...]]:
    """A row a district under TALLY_COLUMNS, and one for the sum of `total`."""
    rows = [(one.name, *_counts(one.grave, one.kinds, one.waived), one.core) for one in tallies]
    if every := list(total):
        grave = sum((one.grave for one in every), Counter[str]())
        kinds = sum((one.kinds for one in every), Counter[str]())
        rows.append(
            (f"{len(every)} 个区县", *_counts(grave, kinds, sum(one.waived for one in every)), "")
        )
    return rows


def _counts(grave: Counter[str], kinds: Counter[str], waived: int) -> tuple[str, ...]:
    return tuple(
        map(str, (*(grave[key] for key in SEVERITIES), *(kinds[kind] for kind in KINDS), waived))
    )


LEADERLESS_COLUMNS = ("措施", "编号", *(KINDS[kind] for kind in LEADERLESS), "占区县")


def leaderless_rows(
    tallies: list[Tally], names: dict[str, str], most: int
) -> list[tuple[str, ...]]:
    """The measures that nobody leads in most districts, under LEADERLESS_COLUMNS; `names` by measure id, in order."""
    by_measure = sum((one.leaderless for one in tallies), Counter[tuple[str, str]]())
    sums = Counter(
        {
            name: sum(any(one.leaderless[name, kind] for kind in LEADERLESS) for one in tallies)
            for name in names
        }
    )
    return [
        (
            names[name],
            name,
            *(str(by_measure[name, kind]) for kind in LEADERLESS),
            f"{100 * count // len(tallies)}%",
        )
        for name, count in sums.most_common(most)
        if count
    ]
