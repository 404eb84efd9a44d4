"""A document between its template and its format: a row of parts, each of a kind that every format knows how to show.

A template says one part a line, `#kind text`; what it prints of the data is wrapped in marks on its way out
(rendering), so that data is never taken for a kind, a cell's end or anything else.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from smogctl.text.plain import clip
from smogctl.values.findings import Refusal

OPEN, CLOSE = "\x02", "\x03"
"""Around everything that is data."""

KINDS = {
    "org": "发文机关标志",
    "number": "发文字号",
    "title": "标题",
    "to": "主送",
    "p": "正文",
    "h1": "一级标题",
    "h2": "二级标题",
    "h3": "三级标题",
    "item": "任务",
    "detail": "任务的说明",
    "fill": "填写栏",
    "small": "小字说明",
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


class Part(NamedTuple):
    """One part. `cells` of a table's head and rows, `widths` of its columns, relative to 10; else `text`."""

    kind: str
    text: str = ""
    cells: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


class Paper(NamedTuple):
    """A whole document. `red`: with the issuing organisation in red above it; `drill`: for practice only."""

    parts: tuple[Part, ...]
    red: bool = False
    drill: bool = False

    @property
    def title(self) -> str:
        """Its title, for a page's head and a file's properties."""
        return next((one.text for one in self.parts if one.kind == "title"), "smogctl")


def parse(rendered: str, template: str) -> list[Part]:
    """The parts of a rendered template. Raises Refusal for a line that begins with no known kind."""
    parts: list[Part] = []
    for line in rendered.split("\n"):
        if line.strip():
            part = _part(line, template)
            if part.kind == "row" and (not parts or parts[-1].kind not in ("table", "row")):
                raise Refusal(f"模板 {template}：#row 前面没有 #table。")
            parts.append(part)
    return parts


def _part(line: str, template: str) -> Part:
    found = re.match(r"\s*#([a-z0-9]+)(?: |$)", line)
    if not found or found[1] not in KINDS:
        said = clip(line.replace(OPEN, "").replace(CLOSE, "").strip())
        raise Refusal(
            f"模板 {template}：有一行不以 #种类 开头：“{said}”。种类有：{'、'.join(KINDS)}。"
        )
    rest = line[found.end() :]
    if found[1] == "table":
        heads = [
            re.fullmatch(r"(.*?)(?:@(\d{1,2}))?", cell.strip(" "), re.S) for cell in _cells(rest)
        ]
        widths = tuple(int(head[2] or 10) for head in heads if head)
        return Part("table", cells=tuple(_plain(head[1]) for head in heads if head), widths=widths)
    if found[1] == "row":
        return Part("row", cells=tuple(_plain(cell) for cell in _cells(rest)))
    return Part(found[1], _plain(rest))


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


def as_drill(parts: list[Part]) -> list[Part]:
    """The same document marked as a drill wherever somebody may look: title, first line, each signature."""
    marked = [
        one._replace(text=f"【演练】{one.text}") if one.kind in ("title", "sign", "h2") else one
        for one in parts
    ]
    said = Part("p", "【演练】本文件为应急演练所用，不是真实预警。")
    at = next(
        (
            place
            for place, one in enumerate(marked)
            if one.kind in ("to", "p", "h1", "table", "fill")
        ),
        0,
    )
    end = next((place for place, one in enumerate(marked) if one.kind == "cc"), len(marked))
    return [*marked[:at], said, *marked[at:end], said, *marked[end:]]
