"""Spreadsheets: the sheets with duties as tables, merged cells once, formulas by their last value.

Read as a stream of events like Word files: no formula is computed, no link followed, no macro run.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from smogctl.importing.office.events import Attributes, parse_xml
from smogctl.importing.office.package import Package, opened
from smogctl.importing.office.sheets import (
    RELATIONS,
    STRINGS,
    WORKBOOK,
    Strings,
    part_of,
)
from smogctl.importing.office.worksheet import About, Worksheet
from smogctl.importing.pages import Aside, Page, Row, paged
from smogctl.importing.tables import header_of
from smogctl.values.findings import Refusal

_HEAD_ROWS = 8
"""Rows of a sheet among which its table's head stands."""
_HIDDEN = ("hidden", "veryHidden")


def read_xlsx(data: bytes) -> Page:
    """A workbook as a page: its sheets with duties, or all of them where no sheet has a head.

    Other sheets and hidden rows are set aside. Raises Refusal for what is no workbook.
    """
    with opened(data) as package:
        sheets = _read_sheets(package)
    shown = [sheet for sheet in sheets if not sheet.about.hidden]
    with_duties = list(filter(_has_duties, shown))
    chosen = with_duties or shown
    asides = list(_asides(sheets, chosen))
    pieces = (sheet.pieces(table) for table, sheet in enumerate(chosen, 1))
    return paged("xlsx", chain.from_iterable(pieces), asides)


def _read_sheets(package: Package) -> list[Worksheet]:
    if WORKBOOK not in package.names:
        raise Refusal(
            "这不是表格文件（没有工作簿）。请用 Excel 或 WPS 另存为 .xlsx 再试。"
        )
    strings = _strings(package)
    return [_read(package, sheet, strings) for sheet in _sheets(package)]


def _has_duties(sheet: Worksheet) -> bool:
    """Whether the head of a table with duties stands near the top."""
    rows = (Row(1, cells) for cells in sheet.rows[:_HEAD_ROWS])
    return any(map(header_of, rows))


def _asides(
    sheets: Sequence[Worksheet], chosen: Sequence[Worksheet]
) -> Iterator[Aside]:
    """What of the chosen sheets is not shown, and the others whole, where they have text."""
    for sheet in sheets:
        if sheet in chosen:
            yield from sheet.asides
            continue
        rows = map("\t".join, sheet.rows)
        lines = "\n".join(map(str.strip, rows))
        what = "别的工作表"
        if sheet.about.hidden:
            what = "隐藏的工作表"
        if lines.strip():
            yield Aside(sheet.about.place, what, lines)


def _sheets(package: Package) -> list[About]:
    """The sheets in the workbook's order."""
    targets = _targets(package)
    sheets: list[About] = []

    def start(name: str, attributes: Attributes) -> None:
        if name != "sheet":
            return
        part = targets.get(attributes.get("id", ""), "")
        hidden = attributes.get("state", "") in _HIDDEN
        if part in package.names:
            sheets.append(About(attributes.get("name", ""), part, hidden))

    parse_xml(package.part(WORKBOOK), start)
    return sheets


def _targets(package: Package) -> dict[str, str]:
    """The parts that the workbook refers to, by the names that it has for them."""
    targets: dict[str, str] = {}

    def start(name: str, attributes: Attributes) -> None:
        if name != "Relationship":
            return
        target = attributes.get("Target", "")
        targets[attributes.get("Id", "")] = part_of(target)

    relations = package.optional(RELATIONS)
    if relations is not None:
        parse_xml(relations, start)
    return targets


def _strings(package: Package) -> Strings:
    """The texts that cells name by number."""
    strings = Strings()
    part = package.optional(STRINGS)
    if part is not None:
        parse_xml(part, strings.start, strings.end, strings.text)
    return strings


def _read(package: Package, sheet: About, strings: Strings) -> Worksheet:
    reader = Worksheet(strings, sheet)
    parse_xml(package.part(sheet.part), reader.start, reader.end, reader.text)
    return reader
