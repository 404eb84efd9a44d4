"""Word, by docxtpl over a template made to GB/T 9704 (tools/make_word_template.py).

An extra, imported only here.
"""

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from smogctl.documents.archive import repacked
from smogctl.documents.paper import Paper, Part
from smogctl.documents.writer import Document, Format
from smogctl.system.files import is_file, leads_out
from smogctl.system.shipped import shipped
from smogctl.text.plain import clip, visible
from smogctl.values.findings import Refusal

TEMPLATE = "notice.docx"
MOST_OUTPUT = 64 << 20
"""Bytes of a filled template, as the other process hands it over."""


FORMAT = Format(40, ("docx",), binary=True)


def write(document: Document) -> bytes:
    """The document in Word. Raises Refusal when docxtpl is missing or a template is wrong."""
    return word_of(document.paper, document.folders)


def word_of(paper: Paper, folders: Sequence[Path]) -> bytes:
    """The parts in the template of the first folder that has one, else in ours.

    A user's runs apart, with limits.

    Raises Refusal when docxtpl is missing or the template is wrong, leads out of its folder or
    beyond its limits.
    """
    own = next((folder / TEMPLATE for folder in folders if is_file(folder / TEMPLATE)), None)
    return _apart(own, paper) if own else fill(shipped("templates") / TEMPLATE, data_of(paper))


def data_of(paper: Paper) -> dict[str, Any]:
    """The paper as plain data; a table's rows stand in its head's part."""
    parts: list[dict[str, Any]] = []
    for part in paper.parts:
        if part.kind == "row":
            parts[-1]["rows"].append(list(map(visible, part.cells)))
        else:
            parts.append(_part_data(part, red=paper.red))
    return {"parts": parts, "drill": paper.drill, "title": visible(paper.title)}


def _part_data(part: Part, *, red: bool) -> dict[str, Any]:
    text = visible(part.text)
    match part.kind:
        case "table":
            head = list(map(visible, part.cells))
            return {"kind": "table", "head": head, "rows": [], "widths": list(part.widths)}
        case "title":
            return {"kind": "title", "text": "\n".join(balanced(text))}
        case "number" if red:
            # the red rule stands below it
            return {"kind": "rednumber", "text": text}
        case kind:
            return {"kind": kind, "text": text}


LONGEST_TITLE = 19
"""Characters of 22 pt in 156 mm."""


def balanced(title: str) -> list[str]:
    """A title in lines of nearly equal length (GB/T 9704, 7.3.1), broken where its words allow it.

    Docxtpl makes a line break of each line's end; in a centred paragraph that stretches nothing.
    """
    count = -(-len(title) // LONGEST_TITLE)
    lines: list[str] = []
    rest = title
    while count > 1:
        wanted = len(rest) / count
        places = range(
            max(1, len(rest) - LONGEST_TITLE * (count - 1)), min(LONGEST_TITLE, len(rest) - 1) + 1
        )
        at = min(places, key=lambda place: abs(place - wanted) + _cost(rest, place))
        lines, rest, count = [*lines, rest[:at]], rest[at:], count - 1
    return [*lines, rest]


_WORDS = (
    "预警",
    "响应",
    "天气",
    "污染",
    "应急",
    "通知",
    "公告",
    "报告",
    "评估",
    "总结",
    "启动",
    "解除",
    "升级",
    "降级",
    "红色",
    "橙色",
    "黄色",
)


def _cost(text: str, at: int) -> int:
    """How bad it is to break a title there."""
    if text[at] in "）〕》】，、：" or text[at - 1] in "（〔《【":
        return 100
    if any(text.startswith(word, at - 1) for word in _WORDS):
        return 10
    return 0 if text[at] in "（关" or text[at - 1] in "的）为】" else 4


def fill(template: Path, data: dict[str, Any]) -> bytes:
    """A Word template filled in this process.

    Raises Refusal when docxtpl is missing or the template is wrong.
    """
    try:
        from docxtpl import DocxTemplate
    except ImportError:
        raise Refusal("写 Word 文件要另装一个库：python -m pip install 'smogctl[docx]'。") from None
    import datetime

    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # without autoescape docxtpl loses what stands behind an & or a < and says nothing
    #
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    stream = io.BytesIO()
    try:
        document = DocxTemplate(str(template))
        document.render(data, jinja_env=environment, autoescape=True)
        _size_tables(document.docx, [part for part in data["parts"] if part["kind"] == "table"])
        properties = document.docx.core_properties
        properties.title = data["title"][:250]
        properties.created = properties.modified = datetime.datetime(2012, 7, 1)
        document.save(stream)
    except Exception as error:
        # five families of errors for a bad package, and Jinja's own
        reason = f"{type(error).__name__}：{clip(str(error), 200)}"
        raise Refusal(f"Word 模板 {visible(template.name)} 有错：{reason}。") from error
    return repacked(stream.getvalue())


TYPE_AREA = 8844
"""Twips: 156 mm."""

ROOM_TO_WRITE = 700
"""Twips: the height of a row of a form (two columns) whose second cell is filled in by hand."""


def _size_tables(document: Any, tables: list[dict[str, Any]]) -> None:
    """Columns as wide as the template says, and room to write in the empty rows of a form."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Twips

    for table, data in zip(document.tables, tables, strict=False):
        widths = data["widths"] or [10] * len(data["head"])
        each = [Twips(TYPE_AREA * width // sum(widths)) for width in widths]
        table.autofit = False
        for column, width in zip(table.columns, each, strict=False):
            column.width = width
        for row in table.rows:
            for cell, width in zip(row.cells, each, strict=False):
                cell.width = width
            if len(row.cells) == 2 and not row.cells[1].text.strip():
                row.height, row.height_rule = Twips(ROOM_TO_WRITE), WD_ROW_HEIGHT_RULE.AT_LEAST


def _apart(template: Path, paper: Paper) -> bytes:
    from smogctl.documents.sandbox import run_apart

    shown = f"Word 模板 {visible(template.name)}"
    if leads_out(template, template.parent):
        raise Refusal(f"{shown} 是指向文件夹之外的链接，不能用。")
    made = run_apart({"word": str(template), "data": data_of(paper)}, shown, MOST_OUTPUT)
    return base64.b64decode(made["word"])
