"""One file as an editor has it open."""

from collections.abc import Iterable, Iterator
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

from smogctl.editor.marking import subject_of_text
from smogctl.editor.reference import Reference, reference_of
from smogctl.lint.neighbours import Head, head_of_text
from smogctl.lint.subject import Subject
from smogctl.plan.registry import Registry
from smogctl.yamlfile.cursor import Cursor, cursor_at
from smogctl.yamlfile.reader import UNPRINTABLE, KeyPath
from smogctl.yamlfile.trees import inside, list_in, text_in

_MOST_FAULTS = 3
"""So many places of a text may be unreadable at once; who writes has one, or two."""
_OF_A_LINE = ("S105", "S107", "S109")
"""Faults of reading that are gone without the line that has them."""
_FURTHER_UP = 6
"""How many lines above a fault its cause is looked for."""


class Given(NamedTuple):
    """An id that a file gives to something: where, and how people call it."""

    id: str
    name: str
    path: KeyPath


def with_id(given: Iterable[Given], identity: str) -> Given | None:
    """The first that has an id."""
    for thing in given:
        if thing.id == identity:
            return thing
    return None


class Opened:
    """A file's text as it is being written, read when something is asked.

    While it cannot be read, what can be without the lines at fault stands for what the file has:
    its ids and their places; else the last text that could be read, as it does for the registry.
    """

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self._asked: str | None = None
        self._readable: Subject | None = None
        self._registry: Registry | None = None

    def write(self, text: str) -> None:
        """Another text takes the place of the one before."""
        self.text = text

    def reference(self, place: int) -> Reference | None:
        """What the word at a place of the text stands for, or is to; None where it is no id."""
        cursor = self._cursor(place)
        if cursor is None:
            return None
        reference = reference_of(cursor)
        if reference is None:
            return None
        if reference.sort != "part" or reference.of:
            return reference
        # the measure may stand behind its parts
        entry = cursor.path[: cursor.path.index("parts", 1)]
        return reference._replace(of=text_in(self.readable.tree, *entry, "id"))

    def _cursor(self, place: int) -> Cursor | None:
        """The word at a place of the text; what cannot be read before it is passed over."""
        cursor = cursor_at(self.text, place)
        if cursor is not None:
            return cursor
        line = self.text.count("\n", 0, place)
        begin = self.text.rfind("\n", 0, place) + 1
        lines = self.readable.source.text.split("\n")
        written, *_ = self.text[begin:].split("\n", 1)
        if lines[line : line + 1] != [written]:
            return None
        before = "".join(f"{above}\n" for above in lines[:line])
        moved = len(before) - begin
        cursor = cursor_at("\n".join(lines), place + moved)
        if cursor is None:
            return None
        return cursor._replace(start=cursor.start - moved, end=cursor.end - moved)

    def _read(self) -> None:
        if self._asked == self.text:
            return
        self._asked = self.text
        subject = subject_of_text(self.path, self.text)
        if subject.registry is not None:
            self._registry = subject.registry
        readable = _without_fault(self.path, self._plain(subject))
        first = self._readable is None
        if first or readable.source.marks is not None:
            self._readable = readable

    def _plain(self, subject: Subject) -> Subject:
        """The text with blanks for what may not stand in one: a tab, a control character."""
        fault = subject.source.fault
        if fault is None or fault.code != "S104":
            return subject
        return subject_of_text(self.path, UNPRINTABLE.sub(" ", self.text))

    @property
    def readable(self) -> Subject:
        """What can be read of the text; else the last that could be, or the first."""
        self._read()
        assert self._readable is not None
        return self._readable

    @property
    def registry(self) -> Registry | None:
        """The last registry without a fault; None where there was none."""
        self._read()
        return self._registry

    @property
    def head(self) -> Head | None:
        """The district that it claims to be."""
        return head_of_text(self.text)

    def units(self) -> Iterator[Given]:
        """The units' ids."""
        return self._given(("units",), "name")

    def outside(self) -> Iterator[Given]:
        """The ids of outside bodies."""
        return self._given(("outside",), "name")

    def bodies(self) -> Iterator[Given]:
        """The units' ids and those of outside bodies."""
        yield from self.units()
        yield from self.outside()

    def levels(self) -> Iterator[Given]:
        """The levels."""
        return self._given(("levels",), "name")

    def duties(self) -> Iterator[Given]:
        """The ids of all clauses, of the response chapter too, with their texts."""
        yield from self._given(("responses",), "text")
        units = list_in(self.readable.tree, "units")
        for place, unit in enumerate(units):
            yield from _given_in(unit, ("units", place, "duties"), "text")

    def _given(self, path: KeyPath, field: str) -> Iterator[Given]:
        return _given_in(self.readable.tree, path, field)


def _given_in(holder: Any, path: KeyPath, field: str) -> Iterator[Given]:
    """The ids in the list that ends a path; `field` is how people call what has one."""
    for place, entry in enumerate(list_in(holder, str(path[-1]))):
        identity = inside(entry, ("id",))
        if isinstance(identity, str):
            yield Given(
                id=identity,
                name=text_in(entry, field),
                path=(*path, place, "id"),
            )


def _without_fault(path: Path, subject: Subject) -> Subject:
    """A text without the lines at which reading it fails; as it is where that does not help."""
    tried = subject
    for _ in range(_MOST_FAULTS):
        fault = tried.source.fault
        if fault is None or fault.code not in _OF_A_LINE:
            break
        tried = max(_without_line(path, tried), key=_readable_until)
    if tried.source.fault is not None:
        return subject
    return tried


def _without_line(path: Path, subject: Subject) -> Iterator[Subject]:
    """A text without one line: that of its fault, or one before, since what is not closed on a line
    is met further down.
    """
    assert subject.source.fault
    last = min(subject.source.fault.line, len(subject.lines)) - 1
    first = max(last - _FURTHER_UP + 1, 0)
    for place in range(last, first - 1, -1):
        lines = subject.lines.copy()
        lines[place] = ""
        yield subject_of_text(path, "\n".join(lines))


def _readable_until(subject: Subject) -> float:
    """The line at which reading a text fails; infinite where it does not."""
    fault = subject.source.fault
    if fault is None:
        return inf
    return fault.line
