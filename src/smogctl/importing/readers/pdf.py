"""PDF, as an extra: tables by their rules, text by its places; a scanned page is said to be one."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
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


def read_pdf(data: bytes) -> Page:
    """A PDF as a page. Needs the extra `smogctl[pdf]`.

    Raises Refusal without it, for what cannot be read within the limits, and for a scan.
    """
    pages = _read(data)
    if pages and all(page["picture"] for page in pages):
        raise Refusal(_PICTURE)
    asides = _take_out_repeated(pages)
    pictures = [str(number) for number, page in enumerate(pages, 1) if page["picture"]]
    notices = [_SOME_PICTURES.format("、".join(pictures))] if pictures else []
    return paged("pdf", _pieces(pages), asides, (_CHECK, *notices))


def _read(data: bytes) -> list[dict[str, Any]]:
    try:
        code, out, _ = run_limited(
            geometry.__name__, data, 8 * MAX_TEXT, geometry.LIMITS
        )
    except LimitReached as limit:
        raise Refusal(
            f"这个 PDF 读到{limit}还没有读完，没有读。请只留预案的附件再试。"
        ) from None
    answer = {} if code else json.loads(out)
    if answer.get("refused") == geometry.NOT_INSTALLED:
        raise Lacking("读 PDF（有 Word 原件时导入原件更好）", "pdf")
    if "pages" not in answer:
        raise Refusal(_SAID.get(answer.get("refused", ""), _UNREADABLE))
    pages: list[dict[str, Any]] = answer["pages"]
    return pages


def _take_out_repeated(pages: Sequence[dict[str, Any]]) -> list[Aside]:
    """Take the lines away that stand at the edge of most pages: running titles and page numbers."""
    edges = [_edge(page["items"]) for page in pages]
    times = Counter(key for edge in edges for key in {key for _, key in edge})
    found: list[str] = []
    for page, edge in zip(pages, edges, strict=True):
        gone = sorted(at for at, key in edge if 1 < times[key] > len(pages) / 2)
        found += [page["items"].pop(at)["line"] for at in reversed(gone)][::-1]
    return [Aside("页边", "页眉、页脚", "\n".join(found))] if found else []


def _edge(items: Sequence[dict[str, Any]]) -> list[tuple[int, str]]:
    """The places of a page's outermost lines, each with its text without numbers."""
    places = {
        *range(min(_EDGE, len(items))),
        *range(max(0, len(items) - _EDGE), len(items)),
    }
    return [
        (at, re.sub(r"[0-9\s]+", "", items[at]["line"]))
        for at in sorted(places)
        if "line" in items[at]
    ]


def _pieces(pages: Sequence[dict[str, Any]]) -> Iterator[Piece]:
    """The rows of all pages; a table that goes on at the top of a page is the one before."""
    table = 0
    rows: list[list[str | None]] = []
    for page in pages:
        for at, item in enumerate(page["items"]):
            if "line" in item:
                yield from _finished(rows, table)
                rows = []
                yield (item["line"],), 0, frozenset()
            elif at == 0 and rows and len(item["rows"][0]) == len(rows[-1]):
                _go_on(rows, item["rows"])
            else:
                yield from _finished(rows, table)
                table += 1
                rows = list(item["rows"])
    yield from _finished(rows, table)


def _finished(rows: Sequence[Sequence[str | None]], table: int) -> Iterator[Piece]:
    for row in rows:
        covered = frozenset(at for at, cell in enumerate(row) if cell is None)
        yield tuple(cell or "" for cell in row), table, covered


def _go_on(rows: list[list[str | None]], more: Sequence[list[str | None]]) -> None:
    """The rows of the next page behind those so far; a row that the page's end cut is joined."""
    head = header_of(Row(1, tuple(cell or "" for cell in more[0])))
    first = 1 if head else 0
    rest = [list(row) for row in more[first:]]
    cut = bool(rest) and _is_cut(rows[-1], rest[0])
    if head and not cut:
        rows.append(list(more[0]))
    if cut:
        rows[-1] = [
            _joined(above, below)
            for above, below in zip(rows[-1], rest[0], strict=True)
        ]
        rest = rest[1:]
    rows += rest


def _is_cut(above: Sequence[str | None], below: Sequence[str | None]) -> bool:
    """Whether a row is the rest of the one above: no number, no name or the end of one."""
    if any(is_number(cell or "") for cell in below[:2]):
        return False
    pairs = [
        (begun or "", ended or "") for begun, ended in zip(above, below, strict=True)
    ]
    return not any(_is_another(*pair) for pair in pairs[:-1] if not is_number(pair[0]))


def _is_another(begun: str, ended: str) -> bool:
    """Whether a cell is no rest of the one above it in a column of names."""
    whole = is_name(begun) and is_name(ended)
    return ended != "" and (whole or not is_name(begun + ended))


def _joined(above: str | None, below: str | None) -> str | None:
    if not below:
        return above
    return joined(f"{above}\n{below}") if above else below
