"""A workbook's sheets as rows with their numbers, from the file's parts."""

from datetime import datetime
from typing import NamedTuple

from smogctl.importing.answers.cells import Line, clean
from smogctl.importing.answers.parts import Parts
from smogctl.importing.answers.serials import Calendar, Styles
from smogctl.importing.answers.worksheet import Cells
from smogctl.importing.office.events import Attributes, Events
from smogctl.importing.office.package import opened
from smogctl.importing.office.sheets import (
    RELATIONS,
    STRINGS,
    WORKBOOK,
    Strings,
    part_of,
)
from smogctl.values.findings import Refusal

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
            if WORKBOOK not in package.names:
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
    listed, strings, styles = _Listed(), Strings(), Styles()
    parts.read(RELATIONS, listed)
    parts.read(WORKBOOK, listed)
    if len(listed.shown) > _MOST_SHEETS:
        raise Refusal(f"多于 {_MOST_SHEETS} 张工作表。请只留要读的那一张。")
    parts.read(STRINGS, strings)
    parts.read(_STYLES, styles)
    calendar = Calendar(styles.formats(), listed.first)
    read = []
    for name, relation in listed.shown:
        cells = Cells(strings, calendar)
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
                self.targets[attributes.get("Id", "")] = part_of(target)
            case "workbookPr" if attributes.get("date1904", "0") in _TRUE:
                self.first = datetime(1904, 1, 1)
            case "sheet" if attributes.get("state", "visible") == "visible":
                shown_as = clean(attributes.get("name", ""))
                self.shown.append((shown_as, attributes.get("id", "")))
