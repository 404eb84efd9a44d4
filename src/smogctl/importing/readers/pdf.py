"""PDF, as an extra: tables by their rules, text by its places; a scanned page is said to be one."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, starmap
from typing import Any

from smogctl.grammar.bodies import is_name
from smogctl.importing import geometry
from smogctl.importing.grid import Piece
from smogctl.importing.pages import MAX_TEXT, Aside, Page, Row, joined, paged
from smogctl.importing.tables import header_of, is_number
from smogctl.system.processes import LimitReached, run_limited
from smogctl.values.findings import Lacking, Refusal

_SAID = {
    geometry.LOCKED: "这个 PDF 有密码，没有读。请先去掉密码，或向来文单位要 Word 文件。",
    geometry.TOO_LONG: f"这个 PDF 超过 {geometry.MOST_PAGES} 页。请只留预案的附件。",
}
_UNREADABLE = "读不了这个 PDF 文件：文件不完整或写法特别。请用别的程序另存，或向来文单位要 Word 文件。"
_PICTURE = (
    "这个 PDF 是扫描件，只有图片没有文字。请先做文字识别，或向来文单位要 Word 文件。"
)
_SOME_PICTURES = "第 {} 页只有图片没有文字，没有读：请看原件，缺的条文补上。"
_CHECK = (
    "PDF 是按表格线和字的位置读的，条文可能接错，请对照原件；有 Word 原件时请导入原件。"
)
_EDGE = 2
"""Lines at the top and the bottom of a page among which what repeats is the page's."""

Cells = Sequence[str | None]
"""A row of a table; None for a cell that another one covers."""


def read_pdf(data: bytes) -> Page:
    """A PDF as a page. Needs the extra `smogctl[pdf]`.

    Raises Refusal without it, for what cannot be read within the limits, and for a scan.
    """
    pages = _read(data)
    pictures: list[str] = []
    for number, page in enumerate(pages, 1):
        if page["picture"]:
            pictures.append(str(number))
    if pictures and len(pictures) == len(pages):
        raise Refusal(_PICTURE)
    asides = _take_out_repeated(pages)
    notices = [_CHECK]
    if pictures:
        notices.append(_SOME_PICTURES.format("、".join(pictures)))
    return paged("pdf", _pieces(pages), asides, notices)


def _read(data: bytes) -> list[dict[str, Any]]:
    try:
        code, out, _ = run_limited(
            geometry.__name__, data, 8 * MAX_TEXT, geometry.LIMITS
        )
    except LimitReached as limit:
        raise Refusal(
            f"这个 PDF 读到{limit}还没有读完，没有读。请只留预案的附件再试。"
        ) from None
    answer = {}
    if not code:
        answer = json.loads(out)
    refused = answer.get("refused", "")
    if refused == geometry.NOT_INSTALLED:
        raise Lacking("读 PDF（有 Word 原件时导入原件更好）", "pdf")
    if "pages" not in answer:
        raise Refusal(_SAID.get(refused, _UNREADABLE))
    pages: list[dict[str, Any]] = answer["pages"]
    return pages


def _take_out_repeated(pages: Sequence[dict[str, Any]]) -> list[Aside]:
    """Take the lines away that stand at the edge of most pages: running titles and page numbers."""
    edges: list[dict[int, str]] = []
    times: Counter[str] = Counter()
    for page in pages:
        edge = dict(_edge(page["items"]))
        edges.append(edge)
        times.update(set(edge.values()))
    least = max(2, len(pages) // 2 + 1)
    taken: list[str] = []
    for page, edge in zip(pages, edges, strict=True):
        items = page["items"]
        gone = [at for at, key in edge.items() if times[key] >= least]
        taken += [items[at]["line"] for at in gone]
        for at in reversed(gone):
            items.pop(at)
    if not taken:
        return []
    lines = "\n".join(taken)
    return [Aside("页边", "页眉、页脚", lines)]


def _edge(items: Sequence[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """The places of a page's outermost lines, each with its text without numbers."""
    placed = list(enumerate(items))
    outermost = dict(placed[:_EDGE] + placed[-_EDGE:])
    for at, item in outermost.items():
        if "line" not in item:
            continue
        key = re.sub(r"[0-9\s]+", "", item["line"])
        yield at, key


def _pieces(pages: Sequence[dict[str, Any]]) -> Iterator[Piece]:
    """The rows of all pages; a table that goes on at the top of a page is the one before."""
    table = 0
    rows: list[Cells] = []
    placed = (enumerate(page["items"]) for page in pages)
    for at, item in chain.from_iterable(placed):
        if "line" in item:
            yield from _finished(rows, table)
            rows = []
            yield (item["line"],), 0, frozenset()
            continue
        more = item["rows"]
        is_first = at == 0
        if is_first and _may_go_on(rows, more):
            _go_on(rows, more)
            continue
        yield from _finished(rows, table)
        table += 1
        rows = list(more)
    yield from _finished(rows, table)


def _finished(rows: Sequence[Cells], table: int) -> Iterator[Piece]:
    for row in rows:
        covered: set[int] = set()
        for at, cell in enumerate(row):
            if cell is None:
                covered.add(at)
        yield _texts(row), table, frozenset(covered)


def _texts(row: Cells) -> tuple[str, ...]:
    """What the cells say; nothing where another one covers a cell."""
    return tuple(cell or "" for cell in row)


def _may_go_on(rows: Sequence[Cells], more: Sequence[Cells]) -> bool:
    """Whether the table at the top of a page has the columns of the one before it."""
    if not rows:
        return False
    columns = len(rows[-1])
    return len(more[0]) == columns


def _go_on(rows: list[Cells], more: Sequence[Cells]) -> None:
    """The rows of the next page behind those so far; a row that the page's end cut is joined."""
    first, *rest = more
    has_head = header_of(Row(1, _texts(first)))
    body = rest if has_head else more
    if not body:
        rows += more
        return
    above, below = rows[-1], body[0]
    is_cut = _is_cut(_texts(above), _texts(below))
    if not is_cut:
        rows += more
        return
    rows[-1] = list(map(_joined, above, below))
    rows += body[1:]


def _is_cut(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row is the rest of the one above: no number, no name or the end of one."""
    if any(map(is_number, below[:2])):
        return False
    pairs = list(zip(above, below, strict=True))
    names = pairs[:-1]
    return not any(starmap(_is_another, names))


def _is_another(begun: str, ended: str) -> bool:
    """Whether a cell is no rest of the one above it: in a column of names another name."""
    if is_number(begun) or not ended:
        return False
    are_names = all(map(is_name, (begun, ended)))
    if are_names:
        return True
    together = begun + ended
    return not is_name(together)


def _joined(above: str | None, below: str | None) -> str | None:
    if not below:
        return above
    if not above:
        return below
    text = f"{above}\n{below}"
    return joined(text)
