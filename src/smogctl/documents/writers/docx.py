"""Word, by docxtpl over a template made to GB/T 9704 (tools/make_word_template.py).

An extra, imported only here.
"""

import base64
import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from smogctl.documents.archive import repacked
from smogctl.documents.headlines import balanced
from smogctl.documents.paper import Paper, Part
from smogctl.documents.template_files import template_bytes
from smogctl.documents.writer import Document, Format
from smogctl.system.files import is_there
from smogctl.system.shipped import shipped
from smogctl.text.plain import clip, visible
from smogctl.values.findings import Lacking, Refusal

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
    for folder in folders:
        template = folder / TEMPLATE
        if is_there(template):
            return _apart(template, paper)
    return fill(shipped("templates") / TEMPLATE, data_of(paper))


def data_of(paper: Paper) -> dict[str, Any]:
    """The paper as plain data; a table's rows stand in its head's part."""
    parts: list[dict[str, Any]] = []
    for part in paper.parts:
        if part.kind == "row":
            parts[-1]["rows"].append(list(map(visible, part.cells)))
        elif part.kind == "band":
            table = parts[-1]
            others = [""] * (len(table["head"]) - 1)
            table["bands"].append(len(table["rows"]))
            table["rows"].append([visible(part.text), *others])
        else:
            parts.append(_part_data(part, red=paper.red))
    return {"parts": parts, "drill": paper.drill, "title": visible(paper.title)}


def _part_data(part: Part, *, red: bool) -> dict[str, Any]:
    text = visible(part.text)
    match part.kind:
        case "table":
            head = list(map(visible, part.cells))
            return {
                "kind": "table",
                "head": head,
                "rows": [],
                "bands": [],
                "widths": list(part.widths),
            }
        case "title":
            return {"kind": "title", "text": "\n".join(balanced(text))}
        case "org":
            return {"kind": "org", "text": "\n".join(balanced(text, LONGEST_ORG))}
        case "printed":
            # who on the left, the day on the right
            return {"kind": "printed", "text": "\t".join(text.rsplit("　", 1))}
        case "number" if red:
            # the red rule stands below it
            return {"kind": "rednumber", "text": text}
        case kind:
            return {"kind": kind, "text": text}


def fill(template: Path, data: dict[str, Any]) -> bytes:
    """A Word template filled in this process.

    Raises Lacking when docxtpl is missing, Refusal when the template is wrong.
    """
    try:
        from docxtpl import DocxTemplate
    except ImportError:
        raise Lacking("写 Word 文件", "docx") from None
    import datetime

    try:
        given = io.BytesIO(template_bytes(template, template.parent))
    except Refusal as refusal:
        raise Refusal(f"Word 模板 {refusal}。") from None
    stream = io.BytesIO()
    try:
        document = DocxTemplate(given)
        document.render(data, jinja_env=_environment(), autoescape=True)
        tables = []
        for part in data["parts"]:
            if part["kind"] == "table":
                tables.append(part)
        _size_tables(document.docx, tables)
        _hold_signature(document.docx)
        properties = document.docx.core_properties
        properties.title = data["title"][:250]
        properties.created = properties.modified = datetime.datetime(2012, 7, 1)
        document.save(stream)
    except Exception as error:
        # five families of errors for a bad package, and Jinja's own
        reason = f"{type(error).__name__}：{clip(str(error), 200)}"
        raise Refusal(f"Word 模板 {visible(template.name)} 有错：{reason}。") from error
    return repacked(stream.getvalue())


@lru_cache(maxsize=1)
def _environment() -> Any:
    """The sandbox that fills Word templates; what it compiles it keeps, since a batch has one
    template.

    docxtpl hands it the same texts for each document anew.
    """
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    compiled: dict[str, Any] = {}

    class Keeping(ImmutableSandboxedEnvironment):
        def from_string(self, source: Any, *more: Any, **named: Any) -> Any:
            """A template; docxtpl gives its text and nothing else."""
            if more or named or not isinstance(source, str):
                return super().from_string(source, *more, **named)
            if source not in compiled:
                compiled[source] = super().from_string(source)
            return compiled[source]

    # without autoescape docxtpl loses what stands behind an & or a < and says nothing
    return Keeping(undefined=StrictUndefined, autoescape=True)


TYPE_AREA = 8844
"""Twips: 156 mm."""

ROOM_TO_WRITE = 700
"""Twips: the height of a row of a form (two columns) whose second cell is filled in by hand."""


LONGEST_ORG = 13
"""Characters of 32 pt in 156 mm."""


def _hold_signature(document: Any) -> None:
    """The text's last lines go with the signature: no page holds it alone."""
    paragraphs = document.paragraphs
    at = 0
    for place, paragraph in enumerate(paragraphs):
        if paragraph.style.name == SIGNATURE:
            at = place
            break
    held = 0
    while at and held < _WITH_SIGNATURE:
        at -= 1
        held += len(paragraphs[at].text)
        form = paragraphs[at].paragraph_format
        form.keep_with_next = form.widow_control = True


_WITH_SIGNATURE = 60
"""Characters of text that stand on the signature's page at least."""
SIGNATURE = "公文署名"
"""The style of a signature in the Word template."""


def _span(row: Any) -> None:
    """A row whose first cell runs over all columns, and that stands with the row below it."""
    first, *others = row._tr.tc_lst
    for cell in others:
        row._tr.remove(cell)
    first.grid_span = 1 + len(others)
    for paragraph in row.cells[0].paragraphs:
        paragraph.paragraph_format.keep_with_next = True
        for run in paragraph.runs:
            run.bold = True


def _size_tables(document: Any, tables: list[dict[str, Any]]) -> None:
    """Columns as wide as the template says, and room to write in the empty rows of a form."""
    from docx.shared import Twips

    for table, data in zip(document.tables, tables, strict=False):
        widths = data["widths"]
        if not widths:
            widths = [10] * len(data["head"])
        whole = sum(widths)
        each = []
        for width in widths:
            each.append(Twips(TYPE_AREA * width // whole))
        table.autofit = False
        for at in data["bands"]:
            _span(table.rows[at + 1])
        for column, width in zip(table.columns, each, strict=False):
            column.width = width
        for row in table.rows:
            _size_row(row, each)


def _size_row(row: Any, widths: Sequence[Any]) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Twips

    cells = row.cells
    for cell, width in zip(cells, widths, strict=False):
        cell.width = width
    if len(cells) == 2 and not cells[1].text.strip():
        row.height = Twips(ROOM_TO_WRITE)
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST


def _apart(template: Path, paper: Paper) -> bytes:
    from smogctl.documents.sandbox import run_apart

    shown = f"Word 模板 {visible(template.name)}"
    made = run_apart(
        {"word": str(template), "data": data_of(paper)}, shown, MOST_OUTPUT
    )
    return base64.b64decode(made["word"])
