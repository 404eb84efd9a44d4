"""One file as an editor has it open."""

from collections.abc import Iterator
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
from smogctl.yamlfile.trees import list_in, text_in

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
        found = reference_of(cursor) if cursor else None
        if cursor is None or found is None or found.sort != "part" or found.of:
            return found
        # the measure may stand behind its parts
        entry = cursor.path[: cursor.path.index("parts", 1)]
        return found._replace(of=text_in(self.readable.tree, *entry, "id"))

    def _cursor(self, place: int) -> Cursor | None:
        """The word at a place of the text; what cannot be read before it is passed over."""
        found = cursor_at(self.text, place)
        if found is not None:
            return found
        line = self.text.count("\n", 0, place)
        begin = self.text.rfind("\n", 0, place) + 1
        lines = self.readable.source.text.split("\n")
        if line >= len(lines) or lines[line] != self.text[begin:].split("\n", 1)[0]:
            return None
        moved = sum(len(one) + 1 for one in lines[:line]) - begin
        found = cursor_at("\n".join(lines), place + moved)
        return found and found._replace(
            start=found.start - moved, end=found.end - moved
        )

    def _read(self) -> None:
        if self._asked == self.text:
            return
        self._asked = self.text
        subject = subject_of_text(self.path, self.text)
        self._registry = subject.registry or self._registry
        readable = _without_fault(self.path, self._plain(subject))
        if self._readable is None or readable.source.marks is not None:
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

    def levels(self) -> Iterator[Given]:
        """The levels."""
        return self._given(("levels",), "name")

    def duties(self) -> Iterator[Given]:
        """The ids of all clauses, of the response chapter too, with their texts."""
        yield from self._given(("responses",), "text")
        for place, unit in enumerate(list_in(self.readable.tree, "units")):
            if isinstance(unit, dict):
                yield from self._given(("units", place, "duties"), "text", unit)

    def _given(
        self, path: KeyPath, field: str, holder: dict[str, Any] | None = None
    ) -> Iterator[Given]:
        tree = self.readable.tree if holder is None else holder
        for place, entry in enumerate(list_in(tree, str(path[-1]))):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                name = entry.get(field)
                called = name if isinstance(name, str) else ""
                yield Given(entry["id"], called, (*path, place, "id"))


def _without_fault(path: Path, subject: Subject) -> Subject:
    """A text without the lines at which reading it fails; as it is where that does not help."""
    tried = subject
    for _ in range(_MOST_FAULTS):
        if tried.source.fault is None or tried.source.fault.code not in _OF_A_LINE:
            break
        tried = max(_without_line(path, tried), key=_readable_until)
    return subject if tried.source.fault else tried


def _without_line(path: Path, subject: Subject) -> Iterator[Subject]:
    """A text without one line: that of its fault, or one before, since what is not closed on a line
    is met further down.
    """
    assert subject.source.fault
    at = min(subject.source.fault.line, len(subject.lines))
    for place in range(at - 1, max(at - 1 - _FURTHER_UP, -1), -1):
        lines = [*subject.lines[:place], "", *subject.lines[place + 1 :]]
        yield subject_of_text(path, "\n".join(lines))


def _readable_until(subject: Subject) -> float:
    """The line at which reading a text fails; infinite where it does not."""
    fault = subject.source.fault
    return fault.line if fault else inf
