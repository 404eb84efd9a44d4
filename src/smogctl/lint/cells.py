"""Cells of a table's row beside its clause: what of them a registry has in another place.

A term or a remark stands in the duty's note, a class that only names levels in its levels.
"""

from collections.abc import Iterable, Sequence

from smogctl.grammar.layout import bare
from smogctl.grammar.levels import named
from smogctl.schema.registry import Level, Unit
from smogctl.text.patterns import later
from smogctl.values.vocabulary import Colour

SEPARATOR = later(r"[\t|｜│┃]")
"""What stands between the cells of a row."""
_LONGEST = 30
"""Characters of a cell that may only name levels."""


def notes_of(units: Iterable[Unit]) -> str:
    """The notes of all duties, blanks left out, each ended by a ；."""
    notes = (duty.note for unit in units for duty in unit.duties if duty.note)
    return "".join(f"{bare(note)}；" for note in notes)


def is_remark(cell: str, notes: str) -> bool:
    """Whether a cell, blanks left out, stands whole in the notes: 完成时限：当日18时前."""
    return f"：{cell}；" in notes


def without_carried(text: str, unit: Unit, levels: Sequence[Level]) -> str:
    """A unit's entry, its clauses as NUL, without the cells that its duties carry otherwise."""
    if SEPARATOR.search(text) is None:
        return text
    carried = _Carried(unit, levels)
    return "\n".join(map(carried.out_of, text.split("\n")))


class _Carried:
    """What the duties of a unit say of the cells beside their clauses."""

    def __init__(self, unit: Unit, levels: Sequence[Level]) -> None:
        self._levels = levels
        self._notes = notes_of([unit])
        self._colours: set[Colour] = set()
        for duty in unit.duties:
            for held in (duty, *duty.measures):
                self._colours.update(held.levels or ())

    def out_of(self, line: str) -> str:
        """A line without such cells; one without any cells is no row."""
        cells = SEPARATOR.split(line)
        if len(cells) == 1:
            return line
        return "\t".join("" if self._has(bare(cell)) else cell for cell in cells)

    def _has(self, cell: str) -> bool:
        if not cell:
            return False
        if is_remark(cell, self._notes):
            return True
        if len(cell) > _LONGEST:
            return False
        colours = {colour for _, colour in named(f"{cell}：", self._levels)}
        return bool(colours) and colours <= self._colours
