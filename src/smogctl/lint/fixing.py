"""`lint --fix`: what can be mended without a judgement, as edits of the text.

Every other byte stays.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from smogctl.lint.engine import lint
from smogctl.lint.rulebook import Rule
from smogctl.lint.rules import f204_key_order
from smogctl.lint.subject import Subject
from smogctl.schema.registry import RegistryFile
from smogctl.system.files import read_regular, shown_path
from smogctl.system.writing import write_instead
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import Marks, parse

ROUNDS = 20
"""Each round mends what the last one uncovered; a file settles after two or three."""


class Edit(NamedTuple):
    """Characters of a text to be replaced."""

    start: int
    end: int
    new: str


class _Written:
    """A text, and the file that it is as rules see it."""

    def __init__(self, subject: Subject, text: str) -> None:
        self.subject = subject
        self.text = text
        self.starts = [int(text.startswith("\ufeff"))]
        """Where each line begins."""
        for hit in re.finditer("\r\n|\r|\n", text):
            self.starts.append(hit.end())
        self.bounds = [*self.starts, len(text)]

    def offset(self, line: int, column: int) -> int:
        """How many characters stand before a place."""
        return self.starts[line - 1] + column - 1

    def value_at(self, place: tuple[int, int]) -> str | None:
        """The text that begins at a line and column."""
        for _, value, mark in self.subject.texts:
            if (mark.line, mark.column) == place:
                return value
        return None


def fix_file(path: Path, chosen: Iterable[Rule]) -> bool:
    """Mend one file.

    Whether anything changed. A file that cannot be read or written stays as it is.
    """
    rules = []
    for rule in chosen:
        if rule.CODE in _FIXES:
            rules.append(rule)
    try:
        data = read_regular(str(path), 8 << 20)
        before = data.decode("utf-8")
    except (OSError, ValueError):
        return False
    after = fix_text(before, path, rules)
    if after == before:
        return False
    write_instead(path, data, after.encode("utf-8"))
    return True


def fix_text(text: str, path: Path, rules: Iterable[Rule]) -> str:
    """The text with everything mended that the rules can; doing it again changes nothing."""
    rules = list(rules)
    for _ in range(ROUNDS):
        data = text.encode("utf-8", "surrogatepass")
        subject = Subject(parse(data, shown_path(path)), path)
        edits = _edits(_Written(subject, text), rules)
        mended = _applied(text, edits)
        if mended == text:
            return text
        # never trade one fault for another: what was read must still read as the same values
        if not _same_values(subject, mended, path):
            return text
        text = mended
    return text


def fix_of(subject: Subject, finding: Finding) -> Edit | None:
    """What mends one finding of a text without changing what it says; None where nothing does."""
    mend = _FIXES.get(finding.code)
    if mend is None or not finding.fixable:
        return None
    if subject.source.marks is None:
        return None
    text = subject.source.text
    edit = mend(_Written(subject, text), (finding.line, finding.column))
    if edit is None:
        return None
    mended = _applied(text, [edit])
    path = subject.path or Path(subject.source.file)
    if not _same_values(subject, mended, path):
        return None
    return edit


def _edits(written: _Written, rules: list[Rule]) -> list[Edit]:
    """What mends the findings of the first code of which any can be mended."""
    if written.subject.source.marks is None:
        return []
    places: dict[str, set[tuple[int, int]]] = {}
    for finding in lint(written.subject, rules):
        if finding.fixable:
            place = (finding.line, finding.column)
            places.setdefault(finding.code, set()).add(place)
    for code in sorted(places):
        edits = _mending(written, code, places[code])
        if edits:
            return edits
    return []


def _mending(
    written: _Written, code: str, places: Iterable[tuple[int, int]]
) -> list[Edit]:
    """What mends the findings of a code at some places."""
    mend = _FIXES[code]
    edits = []
    for place in places:
        edit = mend(written, place)
        if edit is not None:
            edits.append(edit)
    if code == "F204":
        del edits[1:]  # a block may lie in another
    return edits


def _applied(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _same_values(subject: Subject, mended: str, path: Path) -> bool:
    """Whether a mended text reads as the same values, blanks at their ends aside."""
    now = parse(mended.encode("utf-8", "surrogatepass"), shown_path(path))
    if now.fault is not None:
        return False
    return _stripped(now.tree) == _stripped(subject.source.tree)


def _stripped(tree: object) -> object:
    if isinstance(tree, dict):
        return {key: _stripped(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return list(map(_stripped, tree))
    return str(tree).strip()


def _quote(written: _Written, place: tuple[int, int]) -> Edit | None:
    """S110: quotation marks around a plain value on one line, or a number without its own."""
    at = written.offset(*place)
    value = written.value_at(place)
    if value is None:
        return None
    if '"' in value or "\\" in value:
        return None
    end = at + len(value)
    if written.text.startswith(value, at):
        return Edit(at, end, f'"{value}"')
    if written.text[at : end + 2] in (f'"{value}"', f"'{value}'"):
        return Edit(at, end + 2, value)
    return None


def _unpad(written: _Written, place: tuple[int, int]) -> Edit | None:
    """T304: blanks at both ends of a quoted value."""
    value = written.value_at(place)
    start = written.offset(*place) + 1
    mark = written.text[start - 1 : start]
    if value is None or mark not in ("'", '"'):
        return None
    end = start + len(value)
    if written.text[start : end + 1] != value + mark:
        return None
    return Edit(start, end, value.strip())


def _reorder(written: _Written, place: tuple[int, int]) -> Edit | None:
    """F204: the lines of one key, with the comments above them, before those of a later key."""
    source = written.subject.source
    assert source.marks
    for path, model, _ in f204_key_order.mappings(source.tree, RegistryFile):
        marks = source.marks.walk(path)
        for line, column, _ in marks.keys.values():
            if (line, column) == place:
                order = f204_key_order.order_of(model)
                return _sorted_block(written, marks, order)
    return None


def _end(written: _Written, marks: Marks) -> int:
    """The place behind the last line of a mapping.

    Blank lines and less indented comments after it are not its own.
    """
    lines = list(pairwise(written.bounds))
    _, end = lines[marks.line - 1]
    for start, stop in lines[marks.line :]:
        line = written.text[start:stop]
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip(" "))
        if indent < marks.column - 1:
            break
        end = stop
    return end


def _sorted_block(written: _Written, marks: Marks, order: list[str]) -> Edit | None:
    """The keys of a mapping in order, each with its lines; None where lines cannot be moved."""
    text = written.text
    lines = _lines_of_keys(marks)
    if not lines:
        return None
    top, *others = lines.values()
    begin = text[written.starts[top - 1] :].lstrip(" -")
    if begin.startswith("{"):
        return None
    first = written.offset(top, marks.column)
    last = _end(written, marks)
    bounds = [first]
    for line in others:
        bounds.append(_above(written, line, top))
    bounds.append(last)
    pieces = [text[start:stop] for start, stop in pairwise(bounds)]
    ending = ""
    if not text[:last].endswith("\n"):
        ending = "\n"  # the file's last line may have no end; it keeps having none
    pieces[-1] += ending
    if not all(piece.endswith("\n") for piece in pieces):
        return None  # a piece that does not go to the end of its line
    whole = _in_order(lines, pieces, order, " " * (marks.column - 1))
    return Edit(first, last, whole.removesuffix(ending))


def _lines_of_keys(marks: Marks) -> dict[str, int]:
    """The line of each key of a mapping; empty where two share one, or not all are in a column."""
    lines = {}
    for name, (line, column, _) in marks.keys.items():
        if column != marks.column:
            return {}
        lines[name] = line
    if len(set(lines.values())) < len(lines):
        return {}
    return lines


def _in_order(
    names: Iterable[str], pieces: list[str], order: list[str], indent: str
) -> str:
    """Pieces of text, each a key's, in the order of their keys; unknown ones come last."""
    rank = dict(zip(order, range(len(order)), strict=True))
    ranked = sorted(
        zip(names, pieces, strict=True), key=lambda pair: rank.get(pair[0], len(order))
    )
    return indent.join(piece.removeprefix(indent) for _, piece in ranked)


def _above(written: _Written, line: int, first: int) -> int:
    """Where the comments right above a line begin, or the line itself."""
    starts = written.starts
    while line - 1 > first:
        above = written.text[starts[line - 2] : starts[line - 1]]
        if not above.lstrip().startswith("#"):
            break
        line -= 1
    return starts[line - 1]


_FIXES = {"S110": _quote, "T304": _unpad, "F204": _reorder}
