"""Plain text: rows by tabs or pipes, rows that break over lines, tags left inside.

The text stays as received.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator

from smogctl.grammar.bodies import is_collective, is_name
from smogctl.grammar.heads import number_style
from smogctl.grammar.layout import shortened
from smogctl.importing.pages import Page, Row, cleaned
from smogctl.importing.tables import header_of

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BLOCK = re.compile(r"</?(?:p|br|div|li|tr|td)\b[^<>]*>", re.I)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_PIPE = re.compile("[|｜│┃]")
_RULE = re.compile(
    r"[\s|｜│┃:+=_\-—─━┄┈┌┐└┘├┤┬┴┼╋]*[-─━=+┼]{2}[\s|｜│┃:+=_\-—─━┄┈┌┐└┘├┤┬┴┼╋]*"
)
_LISTED = re.compile(
    r"^([（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．]+)\t+(?=[^\t]+$)"
)
"""A number with its mark, a tab, and all the rest of the line: an item of a list from Word."""
_RARE, _TABLE = 8, 3
"""One line in so many must have tabs; columns from which on a table is one."""
_OPENS = re.compile(
    r"\s*>?\s*(?:(?:备\s*注|注|说\s*明)[：:]|附\s*件|附\s*表|第[一二三四五六七八九十]+[章节部]|[一二三四五六七八九十]{1,3}、)"
)


def read_txt(text: str, encoding: str) -> Page:
    """A text as a page. Named entities are decoded, for a page that was copied with them."""
    plain, asides = cleaned(text)
    if _ENTITY.search(plain):
        plain, more = cleaned(_ENTITY.sub(_character, plain))
        asides += more
    return Page("txt", encoding, plain, tuple(_rows(plain)), tuple(asides))


def _character(entity: re.Match[str]) -> str:
    found = html.unescape(entity[0])
    return found if found and found not in "\r\n" else entity[0]


def _rows(text: str) -> Iterator[Row]:
    lines = text.split("\n")
    divide = _divider(lines)
    row: Row | None = None
    table = _Table()
    blank = False
    for number, line in enumerate(lines, 1):
        if _is_blank(line):
            blank = True
            continue
        columns = table.columns
        cells = _cells(line, divide, columns)
        if row is not None and _begins_row(
            row, cells, lines[number : number + 1], divide, columns
        ):
            yield row
            row, blank = Row(number, cells, table.number), False
            continue
        if row is not None and _continues(row, cells, line, columns, blank=blank):
            row = _extended(row, cells)
            continue
        if row is not None:
            yield row
        blank = False
        row = table.row(number, cells)
        if len(cells) == 1:
            yield row
            row = None
    if row is not None:
        yield row


def _is_blank(line: str) -> bool:
    """Whether nothing stands on a line, or a rule alone."""
    return not line.strip() or _RULE.fullmatch(line) is not None


class _Table:
    """The table that lines stand in: how many columns it has so far, and which it is."""

    def __init__(self) -> None:
        self.columns = 0
        self.number = 1

    def row(self, line: int, cells: tuple[str, ...]) -> Row:
        """A line that begins a row; one of a single cell stands in no table, and ends one."""
        if len(cells) > 1:
            self.columns = max(self.columns, len(cells))
            return Row(line, cells, self.number)
        if self.columns:
            self.columns, self.number = 0, self.number + 1
        return Row(line, cells)


def _divider(lines: list[str]) -> re.Pattern[str] | None:
    """What stands between cells: tabs, or pipes where most lines of tables have them."""
    tabs = sum(map(_has_cells, lines))
    pipes = Counter(len(_PIPE.findall(line)) for line in lines)
    rows = sum(n for marks, n in pipes.items() if marks >= 2 or (marks == 1 and n >= 3))
    if rows > max(tabs, 1):
        return _PIPE
    # a tab in one line of many is a slip, and no table
    filled = sum(bool(line.strip()) for line in lines)
    return re.compile("\t") if tabs > 1 and tabs * _RARE >= filled else None


def _has_cells(line: str) -> bool:
    """Whether a line has tabs between cells; behind a clause's number a tab is a blank."""
    return "\t" in _LISTED.sub(r"\1 ", line.strip(), count=1)


def _cells(line: str, divide: re.Pattern[str] | None, columns: int) -> tuple[str, ...]:
    """A line's cells; one for running text."""
    if columns < _TABLE and not _has_cells(line):
        line = _LISTED.sub(r"\1 ", line.strip(), count=1)
    if divide is None or not divide.search(line):
        return (_untagged(line),)
    parts = _of_pipes(line) if divide is _PIPE else line.split("\t")
    filled = [part for part in parts if part.strip()]
    if len(filled) < 2 and not (len(parts) == columns > 1):
        return (_untagged("".join(filled)),)
    return tuple(map(_untagged, parts))


def _of_pipes(line: str) -> list[str]:
    """The cells between pipes; the outermost pipes are a frame."""
    line = line.strip()
    inner = line[1:] if _PIPE.match(line) else line
    return _PIPE.split(inner[:-1] if inner and _PIPE.match(inner[-1]) else inner)


def _untagged(text: str) -> str:
    """A text without tags; a tab that parts no cells is a blank."""
    plain = _TAG.sub("", _BLOCK.sub("\n", text)) if "<" in text else text
    return shortened(plain).replace("\t", " ").strip()


def _stands_alone(row: Row, cells: tuple[str, ...]) -> bool:
    """Whether a line of one cell is none of the row above: that is a head, or it names all."""
    if len(cells) > 1 or len(row.cells) == 1:
        return False
    return header_of(row) is not None or is_collective(cells[0])


def _is_unfinished(row: Row, line: str) -> bool:
    """Whether a row's last cell was not finished, or a line does no more than finish it."""
    if not re.search(r"[；;。]\s*$", row.cells[-1]):
        return True
    return re.fullmatch(r"[\s；;。]*", line) is not None


def _continues(
    row: Row, cells: tuple[str, ...], line: str, columns: int, *, blank: bool
) -> bool:
    """Whether a line goes on with the row above: the rest of a row that broke, or more of its last
    cell.
    """
    have, more = len(row.cells), len(cells)
    if _stands_alone(row, cells):
        return False
    if have < columns and have + more - 1 == columns and not cells[0].isdecimal():
        return more > 1 or have == columns
    if more > 1 or _OPENS.match(line):
        return False
    return not blank or (have >= columns and _is_unfinished(row, line))


def _begins_row(
    row: Row,
    cells: tuple[str, ...],
    below: list[str],
    divide: re.Pattern[str] | None,
    columns: int,
) -> bool:
    """Whether a line is the first part of a broken name in a table without numbers: the rest and
    its text follow.
    """
    if len(cells) > 1 or columns < 2 or len(row.cells) < columns or not below:
        return False
    following = _cells(below[0], divide, columns)
    if len(following) != columns or number_style(cells[0])[0]:
        return False
    return _is_broken(
        cells[0], following[0], closed=re.search(r"[；;。]$", row.cells[-1]) is not None
    )


def _is_broken(begun: str, ended: str, *, closed: bool) -> bool:
    """Whether two texts are the beginning and the end of one name.

    `closed`: the row above is at its end.
    """
    if not is_name(begun.rstrip("、")):
        return is_name(begun + ended) and ended[:1] not in tuple("各区县市旗镇乡街")
    return closed and (
        begun.endswith("、") or ended.startswith(("（", "(")) or not is_name(ended)
    )


def _extended(row: Row, cells: tuple[str, ...]) -> Row:
    return row._replace(
        cells=(*row.cells[:-1], f"{row.cells[-1]}\n{cells[0]}", *cells[1:])
    )
