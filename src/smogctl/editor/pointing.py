"""Where the thing stands that a word names."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from smogctl.editor.opened import Given, Opened
from smogctl.editor.reference import Reference
from smogctl.system.shipped import shipped
from smogctl.text.plain import lines_of
from smogctl.yamlfile.reader import read


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
    given = _given(opened, reference)
    return _place(opened, given) if given else None


def _given(opened: Opened, reference: Reference) -> Given | None:
    """What in the same file has the id, or for a name of a unit that name."""
    candidates: dict[str, tuple[Given, ...]] = {
        "unit": tuple(opened.units()),
        "body": (*opened.units(), *opened.outside()),
        "name": tuple(_by_name(opened)),
        "duty": tuple(opened.duties()),
        "level": tuple(opened.levels()),
        "own level": tuple(opened.levels()),
        "own unit": tuple(opened.units()),
        "own outside": tuple(opened.outside()),
        "own duty": tuple(opened.duties()),
    }
    known = candidates.get(reference.sort, ())
    return next((given for given in known if given.id == reference.word), None)


def _by_name(opened: Opened) -> Iterator[Given]:
    """The units by their names, where those stand."""
    for unit in opened.units():
        yield Given(unit.name, unit.id, (*unit.path[:-1], "name"))


def _place(opened: Opened, given: Given) -> Place | None:
    marks = opened.readable.source.marks
    if marks is None:
        return None
    mark = marks.walk(given.path)
    lines = lines_of(opened.text)
    line = lines[mark.line - 1] if mark.line <= len(lines) else ""
    at = line.find(given.id, mark.column - 1, mark.column + len(given.id) + 1)
    # the text may have moved on since it could last be read
    return Place(opened.path, mark.line, at + 1, len(given.id)) if at >= 0 else None


def _in_catalogue(reference: Reference) -> Place | None:
    """A measure where the catalogue has it."""
    wanted = reference.of if reference.sort == "part" else reference.word
    file = shipped("catalogue") / "measures.yaml"
    source = read(file)
    measures = source.tree.get("measures") if isinstance(source.tree, dict) else None
    if source.marks is None or not isinstance(measures, list):
        return None
    for index, measure in enumerate(measures):
        if isinstance(measure, dict) and measure.get("id") == wanted:
            mark = source.marks.walk(("measures", index, "id"))
            return Place(file, mark.line, mark.column, len(wanted))
    return None
