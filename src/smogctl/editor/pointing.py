"""Where the thing stands that a word names."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from smogctl.editor.opened import Given, Opened, with_id
from smogctl.editor.reference import Reference, Sort
from smogctl.system.shipped import shipped
from smogctl.text.plain import lines_of
from smogctl.yamlfile.reader import Marks, read
from smogctl.yamlfile.trees import inside, list_in


class Place(NamedTuple):
    """A place in a file, counted from 1, and how many characters the word has there."""

    file: Path
    line: int
    column: int
    length: int


def pointed_at(opened: Opened, place: int) -> Place | None:
    """Where what is named at a place of the text is defined; None where nothing is named."""
    reference = opened.reference(place)
    if reference is None:
        return None
    if reference.sort in ("measure", "part"):
        return _in_catalogue(reference)
    marks = opened.readable.source.marks
    candidates = _CANDIDATES.get(reference.sort)
    if marks is None or candidates is None:
        return None
    given = with_id(candidates(opened), reference.word)
    if given is None:
        return None
    return _place(opened, marks.walk(given.path), given)


def _by_name(opened: Opened) -> Iterator[Given]:
    """The units by their names, where those stand."""
    for unit in opened.units():
        *entry, _ = unit.path
        yield Given(id=unit.name, name=unit.id, path=(*entry, "name"))


_CANDIDATES: Mapping[Sort, Callable[[Opened], Iterator[Given]]] = {
    "unit": Opened.units,
    "body": Opened.bodies,
    "name": _by_name,
    "duty": Opened.duties,
    "level": Opened.levels,
    "own level": Opened.levels,
    "own unit": Opened.units,
    "own outside": Opened.outside,
    "own duty": Opened.duties,
}
"""What in the same file may have the id, or for a name of a unit that name."""


def _place(opened: Opened, mark: Marks, given: Given) -> Place | None:
    """Where an id stands now; `mark` is where it stood when the text could last be read."""
    lines = lines_of(opened.text)
    if mark.line > len(lines):
        return None
    line = lines[mark.line - 1]
    length = len(given.id)
    at = line.find(given.id, mark.column - 1, mark.column + length + 1)
    if at < 0:
        return None  # the text has moved on since it could last be read
    return Place(
        file=opened.path,
        line=mark.line,
        column=at + 1,
        length=length,
    )


def _in_catalogue(reference: Reference) -> Place | None:
    """A measure where the catalogue has it."""
    wanted = reference.word
    if reference.sort == "part":
        wanted = reference.of
    file = shipped("catalogue") / "measures.yaml"
    source = read(file)
    if source.marks is None:
        return None
    for index, measure in enumerate(list_in(source.tree, "measures")):
        if inside(measure, ("id",)) == wanted:
            mark = source.marks.walk(("measures", index, "id"))
            return Place(
                file=file,
                line=mark.line,
                column=mark.column,
                length=len(wanted),
            )
    return None
