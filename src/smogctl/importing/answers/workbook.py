"""A workbook's sheets as rows with their numbers, from the file's parts."""

import posixpath
from datetime import datetime
from typing import NamedTuple

from smogctl.importing.answers.cells import Line, clean
from smogctl.importing.answers.parts import Events, Parts
from smogctl.importing.answers.serials import Calendar, Styles
from smogctl.importing.answers.worksheet import Cells
from smogctl.importing.office.events import Attributes
from smogctl.importing.office.package import opened
from smogctl.values.findings import Refusal

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STRINGS = "xl/sharedStrings.xml"
_STYLES = "xl/styles.xml"
_MOST_SHEETS = 100
_TRUE = ("1", "true")


class Sheet(NamedTuple):
    """A sheet that is shown, with its rows that have text."""

    name: str
    lines: tuple[Line, ...]


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook that are not hidden. Raises Refusal for what is none."""
    try:
        with opened(data) as package:
            if _WORKBOOK not in package.names:
                raise Refusal(
                    "里面没有工作簿，不是 .xlsx 表格。请用 Excel 或 WPS 另存为 .xlsx。"
                )
            return tuple(_sheets(Parts(package)))
    except Refusal:
        raise
    except (
        Exception
    ) as error:  # zip, LZMA and expat fail in more ways than Package knows
        raise Refusal(
            "读不了这个表格：不完整或写法特别。请用 Excel 或 WPS 打开，另存为 .xlsx 再试。"
        ) from error


def _sheets(parts: Parts) -> list[Sheet]:
    """The sheets in the workbook's order."""
    listed, strings, styles = _Listed(), _Strings(), Styles()
    parts.read(_RELATIONS, listed)
    parts.read(_WORKBOOK, listed)
    if len(listed.shown) > _MOST_SHEETS:
        raise Refusal(f"多于 {_MOST_SHEETS} 张工作表。请只留要读的那一张。")
    parts.read(_STRINGS, strings)
    parts.read(_STYLES, styles)
    calendar = Calendar(styles.formats(), listed.first)
    read = []
    for name, relation in listed.shown:
        cells = Cells(strings.texts(), calendar)
        parts.read(listed.targets.get(relation, ""), cells)
        read.append(Sheet(name, cells.lines()))
    return read


class _Listed(Events):
    """Takes the sheets' names and parts out of the workbook and its relations."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}
        self.shown: list[tuple[str, str]] = []
        """The name of each sheet that is shown, and its relation."""
        self.first = Calendar({}).first

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        match name:
            case "Relationship":
                target = attributes.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                self.targets[attributes.get("Id", "")] = posixpath.normpath(path)
            case "workbookPr" if attributes.get("date1904", "0") in _TRUE:
                self.first = datetime(1904, 1, 1)
            case "sheet" if attributes.get("state", "visible") == "visible":
                shown_as = clean(attributes.get("name", ""))
                self.shown.append((shown_as, attributes.get("id", "")))


class _Strings(Events):
    """Takes the texts out of `sharedStrings.xml`; what tells their reading (拼音) is no text."""

    def __init__(self) -> None:
        self._pieces: list[list[str]] = []
        self._path: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        if name == "si":
            self._pieces.append([])

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()

    def text(self, data: str) -> None:
        """Characters."""
        is_text = self._path[-1] == "t" and "rPh" not in self._path[-4:]
        if self._pieces and is_text:
            pieces = self._pieces[-1]
            pieces.append(data)

    def texts(self) -> list[str]:
        """The texts by their numbers."""
        return ["".join(pieces) for pieces in self._pieces]
