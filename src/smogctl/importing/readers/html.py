"""Web pages: our own scanner, linear and without recursion, so that no depth, entity or attribute
loses a character.

`lxml.html` cuts a page that is declared gb2312 at the first GBK character and empties deep ones.
"""

import html
import re
from collections.abc import Iterator

from smogctl.importing.grid import Grid
from smogctl.importing.pages import Aside, Page, cleaned, written

# No < inside a value: then each attempt ends at the next <, and a page of unclosed tags is read in
# linear time.
_TAG = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:_-]*)((?:\s[^<>\"']*(?:(?:\"[^\"<]*\"|'[^'<]*')[^<>\"']*)*)?/?)>"
)
_MARKED = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:_-]*)((?:\s[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*)?/?)>"
)
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_LONGEST_TAG = 4000
_MOST_TRIED = 200
_LOOSE = re.compile(
    r"<(/?)([A-Za-z][A-Za-z0-9:_-]*)((?:[\s/][\x00-\x3b\x3d\x3f-\x7f]*)?)>"
)
_DECLARATION = re.compile(r"<[!?][^<>]{0,2000}>")
_SPAN = re.compile(r"(col|row)span\s*=\s*[\"']?\s*(\d{1,6})", re.I)
_DISPLAY = re.compile(
    r"style\s*=\s*[\"'][^\"']*\bdisplay\s*:\s*(table(?:-row|-cell)?)\b", re.I
)
_AS = {"table": "table", "table-row": "tr", "table-cell": "td"}
_RAW = ("script", "style", "textarea", "title")
_BREAKING = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "dl",
        "dt",
        "dd",
        "pre",
        "blockquote",
        "form",
        "center",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "tr",
        "td",
        "th",
        "option",
        "fieldset",
        "address",
        "figure",
        "figcaption",
    ]
)
_LISTS = "有 {} 个自动编号的列表（ol）：编号不是文字，没有读。"
_SPACES = re.compile(r"[ \t\r\n\f]+")


def read_html(text: str, encoding: str) -> Page:
    """A web page as a page: tables as rows, all else as lines."""
    plain, asides = cleaned(text)
    scan = _Scan()
    for kind, value, extra in _tokens(plain):
        scan.take(kind, value, extra)
    body, rows = written(scan.grid.finished())
    body, more = cleaned(body)
    if more:  # characters that only their entities spelled
        rows = tuple(
            row._replace(cells=tuple(cleaned(cell)[0] for cell in row.cells))
            for row in rows
        )
    notices = (_LISTS.format(scan.lists),) if scan.lists else ()
    return Page("html", encoding, body, rows, (*asides, *scan.asides, *more), notices)


class _Scan:
    """The state of reading: where text goes."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.asides: list[Aside] = []
        self.lists = 0
        """How many lists number their items by themselves."""
        self._meant: dict[str, list[str]] = {}
        """For elements of a name that are open what each stands for: a cell, though it is a div."""

    def take(self, kind: str, value: str, extra: str) -> None:
        """One token of the page."""
        if kind == "text":
            self.grid.write(_SPACES.sub(" ", html.unescape(value).replace("\xa0", " ")))
        elif kind == "aside":
            if value.strip():
                self.asides.append(Aside("网页", extra, value))
        elif kind == "open":
            self._open(value, extra)
        else:
            self._close(value)

    def _open(self, name: str, attributes: str) -> None:
        shown = _DISPLAY.search(attributes)
        if shown or self._meant.get(name):
            meant = _AS[shown[1].lower()] if shown else name
            self._meant.setdefault(name, []).append(meant)
            name = meant
        self.lists += name == "ol"
        if name == "table":
            self.grid.open_table()
        elif name == "tr":
            self.grid.open_row()
        elif name in ("td", "th"):
            spans = {
                kind.lower(): int(number) for kind, number in _SPAN.findall(attributes)
            }
            self.grid.open_cell(spans.get("col", 1), spans.get("row", 1))
        elif name in _BREAKING:
            self.grid.break_line()

    def _close(self, name: str) -> None:
        if self._meant.get(name):
            name = self._meant[name].pop()
        if name == "table":
            self.grid.close_table()
        elif name == "tr":
            self.grid.close_row()
        elif name in ("td", "th"):
            self.grid.close_cell()
        elif name in _BREAKING:
            self.grid.break_line()


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """(kind, value, extra): text, open (name, attributes), close, aside (text, why)."""
    place, start = 0, 0
    missing: set[str] = set()
    while True:
        at = text.find("<", place)
        if at < 0:
            yield "text", text[start:], ""
            return
        token, end = _markup(text, at, missing)
        if end == at:  # a plain <
            place = at + 1
            continue
        if at > start:
            yield "text", text[start:at], ""
        if token:
            yield token
        place = start = end


def _tag(text: str, at: int, missing: set[str]) -> re.Match[str] | None:
    return _TAG.match(text, at) or _LOOSE.match(text, at) or _marked(text, at, missing)


def _marked(text: str, at: int, missing: set[str]) -> re.Match[str] | None:
    """A tag with a < inside a value.

    What looks like one and is none costs its length; so each gets so many characters, and a page
    so many of them.
    """
    if len(missing) > _MOST_TRIED or text[at + 1 : at + 2] not in _LETTERS:
        return None
    tag = _MARKED.match(text, at, at + _LONGEST_TAG)
    if tag is None:
        missing.add(f"<{at}")
    return tag


def _markup(
    text: str, at: int, missing: set[str]
) -> tuple[tuple[str, str, str] | None, int]:
    """What begins at a <, and where it ends; an end at `at` itself: nothing does."""
    if text.startswith("<!--", at) and "-->" not in missing:
        end = text.find("-->", at + 4)
        if end >= 0:
            return ("aside", text[at + 4 : end], "注释"), end + 3
        missing.add("-->")
    if found := _DECLARATION.match(text, at):
        if found[0].isascii():
            return None, found.end()
        return ("aside", found[0], "声明"), found.end()
    tag = _tag(text, at, missing)
    if not tag:
        return None, at
    name = tag[2].lower()
    if tag[1]:
        return ("close", name, ""), tag.end()
    if name in _RAW and (close := _closing(text, name, tag.end(), missing)):
        return ("aside", text[tag.end() : close.start()], f"{name} 的内容"), close.end()
    return ("open", name, tag[3]), tag.end()


def _closing(text: str, name: str, at: int, missing: set[str]) -> re.Match[str] | None:
    """The tag that ends an element whose content is no markup; one that is missing is noted."""
    if name in missing:
        return None
    close = re.compile(rf"</{name}[^<>]{{0,40}}>", re.I).search(text, at)
    if close is None:
        missing.add(name)
    return close
