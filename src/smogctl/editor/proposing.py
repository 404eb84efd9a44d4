"""The ids that may stand where somebody is writing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, Protocol

from smogctl.editor.opened import Opened
from smogctl.editor.reference import Reference, Sort
from smogctl.plan import catalogue
from smogctl.text.pinyin import initials
from smogctl.text.plain import clip
from smogctl.values.vocabulary import COLOURS


class Proposal(NamedTuple):
    """An id, how people call it, and what it is found by."""

    id: str
    name: str
    sought: str


class Proposed(NamedTuple):
    """The ids that fit a word, which stands from `start` to `end` in the text."""

    start: int
    end: int
    proposals: tuple[Proposal, ...]


def proposed(opened: Opened, place: int) -> Proposed | None:
    """What can be written at a place of the text; None where no id stands there."""
    reference = opened.reference(place)
    if reference is None:
        return None
    choices = _CHOICES.get(reference.sort, _nothing)
    names = choices(opened, reference)
    return Proposed(
        start=reference.start,
        end=reference.end,
        proposals=tuple(_proposals(names)),
    )


Names = Iterable[tuple[str, str]]


def _proposals(names: Names) -> Iterator[Proposal]:
    for identity, name in names:
        sought = " ".join(filter(None, (identity, name, initials(name))))
        yield Proposal(identity, clip(name, 60), sought)


def _nothing(opened: Opened, reference: Reference) -> Names:
    return ()


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


def _named(things: Iterable[_Named]) -> Names:
    for thing in things:
        yield thing.id, thing.name


def _units(opened: Opened, reference: Reference) -> Names:
    return _named(opened.units())


def _bodies(opened: Opened, reference: Reference) -> Names:
    return _named(opened.bodies())


def _unit_names(opened: Opened, reference: Reference) -> Names:
    for unit in opened.units():
        if unit.name:
            yield unit.name, unit.id


def _measures(opened: Opened, reference: Reference) -> Names:
    return _named(catalogue.measures().values())


def _parts(opened: Opened, reference: Reference) -> Names:
    measure = catalogue.measures().get(reference.of)
    if measure is None:
        return
    for part in measure.parts:
        yield part.name, "、".join(part.words)


def _levels(opened: Opened, reference: Reference) -> Names:
    levels = list(_named(opened.levels()))
    if not levels:
        return COLOURS.items()
    return levels


def _schemes(opened: Opened, reference: Reference) -> Names:
    return _named(catalogue.schemes().values())


def _duties(opened: Opened, reference: Reference) -> Names:
    return _named(opened.duties())


def _functions(opened: Opened, reference: Reference) -> Names:
    return _named(catalogue.functions().values())


_CHOICES: Mapping[Sort, Callable[[Opened, Reference], Names]] = {
    "unit": _units,
    "body": _bodies,
    "name": _unit_names,
    "measure": _measures,
    "part": _parts,
    "level": _levels,
    "scheme": _schemes,
    "duty": _duties,
    "own unit": _functions,
}
