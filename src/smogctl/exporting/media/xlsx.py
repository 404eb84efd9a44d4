"""One workbook, a sheet a table; text is text whatever it looks like."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from smogctl.exporting.medium import Layout, Medium, Sink
from smogctl.exporting.table import Named, Row
from smogctl.formats.workbook import Book, Sheet, TooLarge
from smogctl.system.writing import scratch
from smogctl.values.findings import Refusal

MEDIUM = Medium(30, "一个 Excel 文件，每张表一页", ("xlsx",))

_ADVICE = "请用 --to sqlite 或 csv，或用 --district、--table 少写一些。没有写入。"


class _Sheets(Sink):
    def __init__(self, sheets: dict[str, Sheet]) -> None:
        self._sheets = sheets

    def add(self, named: Named, rows: Sequence[Row], province: str | None) -> None:
        """Rows at the end of the table's sheet.

        Raises Refusal where a sheet or a cell cannot hold them.
        """
        try:
            for row in rows:
                self._sheets[named.name].add(row)
        except TooLarge as error:
            raise Refusal(f"表 {named.name}：{error}。{_ADVICE}") from None


@contextmanager
def filling(place: Path, layout: Layout) -> Iterator[Sink]:
    """A workbook of the tables. Raises Refusal where XlsxWriter is missing."""
    with scratch(place) as waiting:
        book = Book(str(place), waiting)
        try:
            sheets = {}
            for named in layout.tables:
                sheets[named.name] = book.sheet(named.name, named.columns)
            yield _Sheets(sheets)
            book.close()
        finally:
            book.abandon()
