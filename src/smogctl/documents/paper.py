"""A document between its template and its format: a row of parts, each of a kind that every format
knows how to show.

A template says one part a line, `#kind text`; what it prints of the data is wrapped in marks on its
way out (rendering), so that data is never taken for a kind, a cell's end or anything else.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

OPEN, CLOSE = "\x02", "\x03"
"""Around everything that is data."""

MISSING = "\x04"
"""Around the name of a fact that is not known; it becomes a blank."""

BLANK = "〔    〕"
"""What is printed of a fact that is not known."""

DRILL = "【演练】"
"""What marks a drill."""

KINDS = {
    "org": "发文机关标志",
    "number": "发文字号",
    "title": "标题",
    "to": "主送",
    "p": "正文",
    "message": "一条短文，不折行",
    "h1": "一级标题",
    "h2": "二级标题",
    "h3": "三级标题",
    "item": "任务",
    "detail": "任务的说明",
    "fill": "填写栏",
    "small": "小字说明",
    "urgency": "紧急程度",
    "annex": "附件的序号，另起一页",
    "caption": "附件的标题",
    "band": "表格中横跨各栏的一行",
    "table": "表头，各栏以 | 分开，栏名后可写 @宽（缺省 10）",
    "row": "表格的一行",
    "note": "附注",
    "sign": "署名",
    "date": "成文日期",
    "cc": "抄送",
    "printed": "印发",
    "break": "另起一页",
}
"""What a line of a template may begin with, and what it is."""


ROWS = ("row", "band")
"""The parts of a table below its head."""


class Part(NamedTuple):
    """One part.

    `cells` of a table's head and rows, `widths` of its columns, relative to 10; else `text`.
    """

    kind: str
    text: str = ""
    cells: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


class Paper(NamedTuple):
    """A whole document.

    `red`: with the issuing organisation in red above it; `drill`: for practice only.
    """

    parts: tuple[Part, ...]
    red: bool = False
    drill: bool = False

    @property
    def title(self) -> str:
        """Its title, for a page's head and a file's properties."""
        for part in self.parts:
            if part.kind == "title":
                return part.text
        return "smogctl"


def parse(rendered: str, template: str) -> list[Part]:
    """The parts of a rendered template.

    Raises Refusal for a line that begins with no known kind, and for a row without a table.
    """
    parts: list[Part] = []
    in_table = False
    for line in rendered.split("\n"):
        if not line.strip():
            continue
        part = _part(line, template)
        if part.kind in ROWS and not in_table:
            raise Refusal(f"模板 {template}：#{part.kind} 前面没有 #table。")
        in_table = part.kind in ("table", *ROWS)
        parts.append(part)
    return parts


def _part(line: str, template: str) -> Part:
    head = re.match(r"\s*#([a-z0-9]+)(?: |$)", line)
    if not head or head[1] not in KINDS:
        shown = clip(_plain(line).strip())
        known = "、".join(KINDS)
        raise Refusal(
            f"模板 {template}：有一行不以 #种类 开头：“{shown}”。种类有：{known}。"
        )
    kind, rest = head[1], line[head.end() :]
    if kind == "table":
        return _table(rest)
    if kind == "row":
        cells = map(_plain, _cells(rest))
        return Part("row", cells=tuple(cells))
    return Part(kind, _plain(rest))


def _table(text: str) -> Part:
    """A table's head: the columns with their widths, 10 where none is given."""
    cells = []
    widths = []
    for cell in _cells(text):
        head = _WIDTH.fullmatch(cell.strip(" "))
        assert head  # the pattern takes any text
        width = 10
        if head[2]:
            width = int(head[2])
        cells.append(_plain(head[1]))
        widths.append(width)
    return Part("table", cells=tuple(cells), widths=tuple(widths))


_WIDTH = re.compile(r"(.*?)(?:@(\d{1,2}))?", re.S)


def _cells(text: str) -> Iterator[str]:
    """The cells between bars that are the template's own."""
    cell = ""
    for piece in re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", text):
        if piece.startswith(OPEN):
            cell += piece
            continue
        first, *others = piece.split("|")
        cell += first
        for other in others:
            yield cell
            cell = other
    yield cell


def _plain(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "").strip(" ")


_SEEN = ("title", "sign", "caption")
"""The parts where somebody may look first."""

_BEGINNING = ("to", "message", "p", "h1", "table", "fill")
"""The parts before the first of which stands what the whole document is."""


def as_drill(parts: list[Part]) -> list[Part]:
    """The same document marked as a drill wherever somebody may look: title, first line, each
    signature.
    """
    marked = []
    for part in parts:
        mark = DRILL if part.kind in _SEEN else ""
        marked.append(part._replace(text=f"{mark}{part.text}"))
    warning = Part("p", f"{DRILL}本文件为应急演练所用，不是真实预警。")
    begin = _first(marked, _BEGINNING, 0)
    end = _first(marked, ("cc",), len(marked))
    return [*marked[:begin], warning, *marked[begin:end], warning, *marked[end:]]


def _first(parts: list[Part], wanted: tuple[str, ...], otherwise: int) -> int:
    """The place of the first part of some kinds."""
    for at, part in enumerate(parts):
        if part.kind in wanted:
            return at
    return otherwise
