"""What of a new edition is the old one's: a unit by its name or id, a clause by its words."""

from collections.abc import Sequence

from smogctl.grammar.layout import bare
from smogctl.schema.registry import Duty, Unit

_ALIKE = 0.75
"""From this likeness on a clause of the same unit is the old one with other words."""
_LONGEST_COMPARED = 2000
"""Characters of a clause; likeness takes time by their square."""


def same_units(new: Sequence[Unit], old: Sequence[Unit]) -> dict[str, Unit]:
    """The old unit that a new one is, by the new one's id: by its name, else by its id."""
    by_name = {bare(unit.name): unit for unit in old}
    left = {unit.id: unit for unit in old}
    same: dict[str, Unit] = {}
    for unit in new:
        was = by_name.get(bare(unit.name))
        if was is not None:
            same[unit.id] = was
            left.pop(was.id, None)
    for unit in new:
        if unit.id in left:
            same.setdefault(unit.id, left[unit.id])
    return same


def same_clauses(new: Sequence[Duty], old: Sequence[Duty]) -> dict[str, Duty]:
    """The old clause that a new one is, by the new one's id: by its words, else by most of them."""
    left = list(old)
    same: dict[str, Duty] = {}
    for duty in new:
        texts = [was.text for was in left]
        if duty.text in texts:
            same[duty.id] = left.pop(texts.index(duty.text))
    for duty in new:
        if duty.id in same:
            continue
        likenesses = [_likeness(was.text, duty.text) for was in left]
        best = max(likenesses, default=0.0)
        if best >= _ALIKE:
            same[duty.id] = left.pop(likenesses.index(best))
    return same


def _likeness(text: str, other: str) -> float:
    from difflib import SequenceMatcher  # for `--update` only

    shorter, longer = sorted((len(text), len(other)))
    if shorter * 2 < longer or longer > _LONGEST_COMPARED:
        return 0.0
    return SequenceMatcher(None, text, other, autojunk=False).ratio()
