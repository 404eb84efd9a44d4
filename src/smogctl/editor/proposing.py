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
    names = _choices(opened, reference)
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


class _Named(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


def _choices(opened: Opened, reference: Reference) -> Names:
    """What can be named where such a word stands, and how people call it."""
    match reference.sort:
        case "name":
            return _unit_names(opened)
        case "part":
            return _parts(reference.of)
    listed = _LISTS.get(reference.sort, _nothing)
    names = [(thing.id, thing.name) for thing in listed(opened)]
    if reference.sort == "level" and not names:
        return COLOURS.items()
    return names


def _unit_names(opened: Opened) -> Names:
    for unit in opened.units():
        if unit.name:
            yield unit.name, unit.id


def _parts(measure: str) -> Names:
    measures = catalogue.measures()
    if measure not in measures:
        return
    for part in measures[measure].parts:
        yield part.name, "、".join(part.words)


def _nothing(opened: Opened) -> Iterable[_Named]:
    return ()


_LISTS: Mapping[Sort, Callable[[Opened], Iterable[_Named]]] = {
    "unit": Opened.units,
    "body": Opened.bodies,
    "measure": lambda opened: catalogue.measures().values(),
    "level": Opened.levels,
    "scheme": lambda opened: catalogue.schemes().values(),
    "duty": Opened.duties,
    "own unit": lambda opened: catalogue.functions().values(),
}
"""What has ids of a sort, in the file or in the catalogue."""
