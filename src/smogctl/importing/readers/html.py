"""Web pages: our own scanner, linear and without recursion, so that no depth, entity or attribute
loses a character.

`lxml.html` cuts a page that is declared gb2312 at the first GBK character and empties deep ones.
"""

import html
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from smogctl.importing.grid import Grid
from smogctl.importing.pages import Aside, Page, Row, cleaned, written

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
    for token in _tokens(plain):
        scan.take(token)
    body, rows = written(scan.grid.finished())
    body, more = cleaned(body)
    if more:  # characters that only their entities spelled
        rows = tuple(map(_cleaned, rows))
    asides += [*scan.asides, *more]
    notices = []
    if scan.lists:
        notices.append(_LISTS.format(scan.lists))
    return Page("html", encoding, body, rows, tuple(asides), tuple(notices))


def _cleaned(row: Row) -> Row:
    return row._replace(cells=tuple(cleaned(cell)[0] for cell in row.cells))


class _Token(NamedTuple):
    """A piece of the page: text, open, close, or aside."""

    kind: str
    value: str
    """The text, or the element's name."""
    extra: str = ""
    """The attributes of an element that opens; why a text is set aside."""


class _Markup(NamedTuple):
    """What begins at a <: its token, None where nothing of it counts, and where it ends."""

    token: _Token | None
    end: int


class _Scan:
    """The state of reading: where text goes."""

    def __init__(self) -> None:
        self.grid = Grid()
        self.asides: list[Aside] = []
        self.lists = 0
        """How many lists number their items by themselves."""
        self._meant: dict[str, list[str]] = {}
        """For elements of a name that are open what each stands for: a cell, though it is a div."""
        self._tokens: dict[str, Callable[[str, str], None]] = {
            "text": self._text,
            "aside": self._set_aside,
            "open": self._open,
            "close": self._close,
        }
        breaks = dict.fromkeys(_BREAKING, self.grid.break_line)
        self._opens: dict[str, Callable[[], None]] = breaks | {
            "table": self.grid.open_table,
            "tr": self.grid.open_row,
        }
        self._closes: dict[str, Callable[[], None]] = breaks | {
            "table": self.grid.close_table,
            "tr": self.grid.close_row,
            "td": self.grid.close_cell,
            "th": self.grid.close_cell,
        }

    def take(self, token: _Token) -> None:
        """One token of the page."""
        self._tokens[token.kind](token.value, token.extra)

    def _text(self, text: str, _: str) -> None:
        plain = html.unescape(text).replace("\xa0", " ")
        self.grid.write(_SPACES.sub(" ", plain))

    def _set_aside(self, text: str, why: str) -> None:
        if text.strip():
            self.asides.append(Aside("网页", why, text))

    def _open(self, name: str, attributes: str) -> None:
        meant = name
        shown = _DISPLAY.search(attributes)
        if shown:
            meant = _AS[shown[1].lower()]
        if shown or self._meant.get(name):
            self._meant.setdefault(name, []).append(meant)
        name = meant
        self.lists += name == "ol"
        if name in ("td", "th"):
            self._open_cell(attributes)
            return
        begin = self._opens.get(name)
        if begin is not None:
            begin()

    def _open_cell(self, attributes: str) -> None:
        spans = {"col": 1, "row": 1}
        for kind, number in _SPAN.findall(attributes):
            spans[kind.lower()] = int(number)
        self.grid.open_cell(spans["col"], spans["row"])

    def _close(self, name: str, _: str) -> None:
        if self._meant.get(name):
            name = self._meant[name].pop()
        end = self._closes.get(name)
        if end is not None:
            end()


def _tokens(text: str) -> Iterator[_Token]:
    place, start = 0, 0
    missing: set[str] = set()
    while (at := text.find("<", place)) >= 0:
        markup = _markup(text, at, missing)
        if markup is None:  # a plain <
            place = at + 1
            continue
        if at > start:
            yield _Token("text", text[start:at])
        if markup.token is not None:
            yield markup.token
        place = start = markup.end
    yield _Token("text", text[start:])


def _markup(text: str, at: int, missing: set[str]) -> _Markup | None:
    """What begins at a <; None where nothing does."""
    return (
        _comment(text, at, missing)
        or _declaration(text, at)
        or _element(text, at, missing)
    )


def _comment(text: str, at: int, missing: set[str]) -> _Markup | None:
    if not text.startswith("<!--", at) or "-->" in missing:
        return None
    end = text.find("-->", at + 4)
    if end < 0:
        missing.add("-->")
        return None
    token = _Token("aside", text[at + 4 : end], "注释")
    return _Markup(token, end + 3)


def _declaration(text: str, at: int) -> _Markup | None:
    hit = _DECLARATION.match(text, at)
    if hit is None:
        return None
    if hit[0].isascii():
        return _Markup(None, hit.end())
    return _Markup(_Token("aside", hit[0], "声明"), hit.end())


def _element(text: str, at: int, missing: set[str]) -> _Markup | None:
    """A tag; of an element whose content is no markup, all of it."""
    plain = _TAG.match(text, at) or _LOOSE.match(text, at)
    tag = plain or _marked(text, at, missing)
    if tag is None:
        return None
    is_end = tag[1] == "/"
    name = tag[2].lower()
    if is_end:
        return _Markup(_Token("close", name), tag.end())
    close = _closing(text, name, tag.end(), missing)
    if close is None:
        return _Markup(_Token("open", name, tag[3]), tag.end())
    content = text[tag.end() : close.start()]
    return _Markup(_Token("aside", content, f"{name} 的内容"), close.end())


def _marked(text: str, at: int, missing: set[str]) -> re.Match[str] | None:
    """A tag with a < inside a value.

    What looks like one and is none costs its length; so each gets so many characters, and a page
    so many of them.
    """
    is_letter = text[at + 1 : at + 2] in _LETTERS
    if not is_letter or len(missing) > _MOST_TRIED:
        return None
    tag = _MARKED.match(text, at, at + _LONGEST_TAG)
    if tag is None:
        missing.add(f"<{at}")
    return tag


def _closing(text: str, name: str, at: int, missing: set[str]) -> re.Match[str] | None:
    """The tag that ends an element whose content is no markup; one that is missing is noted.

    None for any other element.
    """
    if name not in _RAW or name in missing:
        return None
    close = re.compile(rf"</{name}[^<>]{{0,40}}>", re.I).search(text, at)
    if close is None:
        missing.add(name)
    return close
