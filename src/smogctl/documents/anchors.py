"""Where on a board things stand: rows, columns, cells, gaps; and what of it a gap is about.

Anchors are made of the registry's ids, never of names: whatever a plan calls its units is no part
of a link. Neither district, unit nor number has a point in it, so no two anchors are alike.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smogctl.plan.registry import Registry, Unit
from smogctl.questions.coverage import Coverage
from smogctl.questions.gap import Gap
from smogctl.questions.gaps import titles


class Place(NamedTuple):
    """A cell of a board, by ids; a row, where it has no unit; a column, where it has no measure."""

    measure: str | None
    unit: str | None

    def anchor(self, district: str) -> str:
        """Its id on the page."""
        if self.unit is None:
            return f"m-{district}.{self.measure}"
        if self.measure is None:
            return f"u-{district}.{self.unit}"
        return f"c-{cell_key(district, self.unit, self.measure)}"


def cell_key(district: str, unit: str, measure: str) -> str:
    """What the ids of a cell and of the panel with its clauses have in common."""
    return f"{district}.{unit}.{measure}"


def gap_anchor(district: str, number: int) -> str:
    """The id of a gap in the list of a district's gaps; `number`: its place there."""
    return f"g-{district}.{number}"


def places_of(coverage: Coverage, gap: Gap) -> tuple[Place, ...]:
    """The places that a gap is about; none, where the board has nothing of it."""
    units = _units(coverage.registry, gap)
    if gap.measure:
        return tuple(_of_measure(coverage, gap, gap.measure, units))
    cells: list[Place] = []
    columns: list[Place] = []
    for unit in units:
        if unit.name == gap.unit:
            cells += _of_duty(unit, gap.duty)
            columns.append(Place(None, unit.id))
    return tuple(cells or columns)


def _of_measure(
    coverage: Coverage, gap: Gap, measure: str, units: Sequence[Unit]
) -> Iterator[Place]:
    """The row, and the cells of the units that a gap names.

    That of the one in want also where it is empty.
    """
    yield Place(measure, None)
    for unit in units:
        shown = (measure, unit.id) in coverage.matrix
        if shown or unit.name == gap.unit:
            yield Place(measure, unit.id)


def _of_duty(unit: Unit, duty_id: str | None) -> Iterator[Place]:
    """The cells that a duty of a unit stands in."""
    for duty in unit.duties:
        if duty.id != duty_id:
            continue
        for measure in duty.measures:
            yield Place(measure, unit.id)


def _units(registry: Registry, gap: Gap) -> Sequence[Unit]:
    """The units of the plan that a gap names, in its order; it may name others too."""
    units = {}
    for unit in registry.units:
        units[unit.name] = unit
    named = []
    for name in dict.fromkeys((*gap.names, *gap.also)):
        if name in units:
            named.append(units[name])
    return named


class Jumps:
    """The links from a district's gaps to its matrix, and back."""

    def __init__(self, coverage: Coverage) -> None:
        self.coverage = coverage
        self.district = coverage.registry.district.id
        self.places: list[tuple[Place, ...]] = []
        """For each gap, in the list's order."""
        self.all: set[Place] = set()
        for judged in coverage.judged:
            places = places_of(coverage, judged.gap)
            self.places.append(places)
            self.all.update(places)

    def anchor(self, place: Place) -> str:
        """The id of a place that a gap is about; empty for others, which need none."""
        if place not in self.all:
            return ""
        return place.anchor(self.district)

    def gap(self, number: int) -> dict[str, str]:
        """A link to a gap."""
        return {
            "anchor": gap_anchor(self.district, number),
            "said": self._kind(number),
        }

    def _kind(self, number: int) -> str:
        return titles()[self.coverage.judged[number].gap.kind]

    def back(
        self, *, measure: str | None = None, unit: str | None = None
    ) -> list[dict[str, str]]:
        """Links to the gaps that are about a measure, or about a unit and no measure."""
        numbers = self._about(measure, unit)
        kinds: Counter[str] = Counter()
        for number in numbers:
            kinds[self._kind(number)] += 1
        links = []
        for number in numbers:
            link = self.gap(number)
            if kinds[link["said"]] > 1:
                # others beside it are of its kind: its scope or unit tells them apart
                gap = self.coverage.judged[number].gap
                link["said"] += f"（{gap.scope or gap.unit}）"
            links.append(link)
        return links

    def _about(self, measure: str | None, unit: str | None) -> list[int]:
        """The numbers of the gaps that are about something."""
        numbers = []
        for number, places in enumerate(self.places):
            if measure is None:
                about = Place(None, unit) in places
            else:
                about = measure in {place.measure for place in places}
            if about:
                numbers.append(number)
        return numbers

    def there(self, number: int) -> list[dict[str, str]]:
        """Links to the places that a gap is about."""
        of_measure = self.coverage.judged[number].gap.measure is not None
        links = []
        for place in self.places[number]:
            name = self._name(place, of_measure=of_measure)
            links.append({"anchor": self.anchor(place), "said": name})
        return links

    def _name(self, place: Place, *, of_measure: bool) -> str:
        """What a place is called; `of_measure`: by a gap that has named the measure already."""
        measure = unit = ""
        if place.measure is not None:
            measure = self.coverage.measures[place.measure].name
        if place.unit is None:
            return f"“{measure}”一行"
        unit = self.coverage.registry.unit(place.unit).name
        if place.measure is None:
            return f"{unit}一列"
        if (place.measure, place.unit) not in self.coverage.matrix:
            return f"{unit}（空格）"
        if of_measure:
            return unit
        return f"{unit}：{measure}"
