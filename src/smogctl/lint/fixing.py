"""`lint --fix`: what can be mended without a judgement, as edits of the text.

Every other byte stays.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from smogctl.lint.engine import lint
from smogctl.lint.rulebook import Rule
from smogctl.lint.rules import f204_key_order
from smogctl.lint.subject import Subject
from smogctl.schema.registry import RegistryFile
from smogctl.system.files import read_regular, shown_path
from smogctl.system.writing import write_whole
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import KeyPath, Marks, parse

ROUNDS = 20
"""Each round mends what the last one uncovered; a file settles after two or three."""


class Edit(NamedTuple):
    """Characters of a text to be replaced."""

    start: int
    end: int
    new: str


def fix_file(path: Path, chosen: Iterable[Rule]) -> bool:
    """Mend one file.

    Whether anything changed. A file that cannot be read or written stays as it is.
    """
    rules = [rule for rule in chosen if rule.CODE in _FIXES]
    try:
        data = read_regular(str(path), 8 << 20)
        before = data.decode("utf-8")
    except (OSError, ValueError):
        return False
    after = fix_text(before, path, rules)
    if after != before:
        write_whole(path, after.encode("utf-8"))
    return after != before


def fix_text(text: str, path: Path, rules: Iterable[Rule]) -> str:
    """The text with everything mended that the rules can; doing it again changes nothing."""
    rules = list(rules)
    for _ in range(ROUNDS):
        subject = Subject(
            parse(text.encode("utf-8", "surrogatepass"), shown_path(path)), path
        )
        edits = _edits(subject, text, rules)
        mended = _applied(text, edits)
        # never trade one fault for another: what was read must still read as the same values
        if mended == text or not _same_values(subject, mended, path):
            return text
        text = mended
    return text


def fix_of(subject: Subject, finding: Finding) -> Edit | None:
    """What mends one finding of a text without changing what it says; None where nothing does."""
    text = subject.source.text
    mend = _FIXES.get(finding.code)
    if mend is None or not finding.fixable or subject.source.marks is None:
        return None
    edit = mend(subject, text, _line_starts(text), (finding.line, finding.column))
    path = subject.path or Path(subject.source.file)
    return (
        edit if edit and _same_values(subject, _applied(text, [edit]), path) else None
    )


def _edits(subject: Subject, text: str, rules: list[Rule]) -> list[Edit]:
    if subject.source.marks is None:
        return []
    places: dict[str, set[tuple[int, int]]] = {}
    for finding in lint(subject, rules):
        if finding.fixable:
            places.setdefault(finding.code, set()).add((finding.line, finding.column))
    starts = _line_starts(text)
    for code in sorted(places):
        mended = (_FIXES[code](subject, text, starts, place) for place in places[code])
        if edits := [edit for edit in mended if edit]:
            return edits if code != "F204" else edits[:1]
    return []


def _line_starts(text: str) -> list[int]:
    at = 1 if text.startswith("\ufeff") else 0
    return [at, *(hit.end() for hit in re.finditer("\r\n|\r|\n", text))]


def _applied(text: str, edits: list[Edit]) -> str:
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def _same_values(subject: Subject, mended: str, path: Path) -> bool:
    now = parse(mended.encode("utf-8", "surrogatepass"), shown_path(path))
    return now.fault is None and _stripped(now.tree) == _stripped(subject.source.tree)


def _stripped(tree: object) -> object:
    if isinstance(tree, dict):
        return {key: _stripped(value) for key, value in tree.items()}
    return (
        [_stripped(value) for value in tree]
        if isinstance(tree, list)
        else str(tree).strip()
    )


def _quote(
    subject: Subject, text: str, starts: list[int], place: tuple[int, int]
) -> Edit | None:
    """S110: quotation marks around a plain value on one line."""
    at = starts[place[0] - 1] + place[1] - 1
    value = _value_at(subject, place)
    if value is None or not text.startswith(value, at) or '"' in value or "\\" in value:
        return None
    return Edit(at, at + len(value), f'"{value}"')


def _unpad(
    subject: Subject, text: str, starts: list[int], place: tuple[int, int]
) -> Edit | None:
    """T304: blanks at both ends of a quoted value."""
    at = starts[place[0] - 1] + place[1] - 1
    value = _value_at(subject, place)
    mark = text[at : at + 1]
    if (
        value is None
        or mark not in ("'", '"')
        or text[at + 1 : at + 2 + len(value)] != value + mark
    ):
        return None
    return Edit(at + 1, at + 1 + len(value), value.strip())


def _value_at(subject: Subject, place: tuple[int, int]) -> str | None:
    return next(
        (
            value
            for _, value, mark in subject.texts
            if (mark.line, mark.column) == place
        ),
        None,
    )


def _reorder(
    subject: Subject, text: str, starts: list[int], place: tuple[int, int]
) -> Edit | None:
    """F204: the lines of one key, with the comments above them, moved before those of a later key."""
    assert subject.source.marks
    for path, model, _ in f204_key_order.mappings(subject.source.tree, RegistryFile):
        marks = subject.source.marks.walk(path)
        if marks.keys and any(
            (line, column) == place for line, column, _ in marks.keys.values()
        ):
            order = f204_key_order.order_of(model)
            return _sorted_block(
                text, starts, marks, order, _end_line(subject, path, text, starts)
            )
    return None


def _end_line(subject: Subject, path: KeyPath, text: str, starts: list[int]) -> int:
    """The line behind the last of a mapping.

    Blank lines and less indented comments after it are not its own.
    """
    assert subject.source.marks
    marks = subject.source.marks.walk(path)
    bounds = [*starts, len(text)]
    lines = [text[bounds[number] : bounds[number + 1]] for number in range(len(starts))]
    end = marks.line
    for number in range(marks.line, len(lines)):
        line = lines[number]
        if not line.strip():
            continue
        if len(line) - len(line.lstrip(" ")) < marks.column - 1:
            break
        end = number + 1
    return end + 1


def _sorted_block(
    text: str, starts: list[int], marks: Marks, order: list[str], end: int
) -> Edit | None:
    keys = sorted((marks.keys or {}).items(), key=lambda pair: pair[1][:2])
    lines = [line for _, (line, _, _) in keys]
    column = marks.column
    flow = text[starts[lines[0] - 1] :].lstrip(" -").startswith("{")
    if flow or not _one_a_line(keys, column):
        return None
    bounds = [*starts, len(text)]
    first, last = starts[lines[0] - 1] + column - 1, bounds[min(end, len(bounds)) - 1]
    above = (_above(text, starts, line, lines[0]) for line in lines[1:])
    pieces = [text[start:stop] for start, stop in pairwise((first, *above, last))]
    # the file's last line may have no end; it keeps having none
    open_end = not text[:last].endswith("\n")
    if open_end:
        pieces[-1] += "\n"
    if _is_cut(pieces):
        return None
    whole = _in_order(dict(keys), pieces, order, " " * (column - 1))
    return Edit(first, last, whole.removesuffix("\n") if open_end else whole)


def _one_a_line(
    keys: Sequence[tuple[str, tuple[int, int, Marks]]], column: int
) -> bool:
    """Whether each key stands on a line of its own, all in a column."""
    lines = {line for _, (line, _, _) in keys}
    return len(lines) == len(keys) and all(place[1] == column for _, place in keys)


def _is_cut(pieces: Iterable[str]) -> bool:
    """Whether a piece of text does not go to the end of its line."""
    return not all(piece.endswith("\n") for piece in pieces)


def _in_order(
    names: Iterable[str], pieces: list[str], order: list[str], indent: str
) -> str:
    """Pieces of text, each a key's, in the order of their keys; unknown ones come last."""
    rank = dict(zip(order, range(len(order)), strict=True))
    ranked = sorted(
        zip(names, pieces, strict=True), key=lambda pair: rank.get(pair[0], len(order))
    )
    return indent.join(piece.removeprefix(indent) for _, piece in ranked)


def _above(text: str, starts: list[int], line: int, first: int) -> int:
    """Where the comments right above a line begin, or the line itself."""
    while line - 1 > first and text[
        starts[line - 2] : starts[line - 1]
    ].lstrip().startswith("#"):
        line -= 1
    return starts[line - 1]


_FIXES = {"S110": _quote, "T304": _unpad, "F204": _reorder}
