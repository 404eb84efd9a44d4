"""Word documents: a zip of XML, read as a stream of events, so that no part, depth or entity can
hurt.

python-docx loses tracked insertions, content controls and text boxes; here every text node is met.
"""

from typing import Any

from smogctl.importing.grid import MAX_SPAN, Grid
from smogctl.importing.office.events import Attributes, parse_xml
from smogctl.importing.office.fields import Fields
from smogctl.importing.office.numbering import Numbering
from smogctl.importing.office.package import Package, opened
from smogctl.importing.office.paragraphs import Paragraphs
from smogctl.importing.pages import Aside, Page, paged
from smogctl.importing.softbreaks import SOFT, flowing
from smogctl.importing.symbols import symbol
from smogctl.values.findings import Refusal

_BODY = "word/document.xml"
_MORE = (
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("word/comments", "批注"),
    ("word/diagrams/data", "SmartArt 图形"),
)
_PICTURES = "有 {} 处图片或图形，里面的文字没有读：请看原件，缺的条文补上。"


def read_docx(data: bytes) -> Page:
    """A document's body as a page, automatic numbers in front of their paragraphs.

    Headers, footers, notes, comments, tracked deletions and the table of contents are set aside.
    """
    with opened(data) as package:
        body = _Body(_numbering(package))
        parse_xml(package.part(_main(package)), body.start, body.end, body.text)
        asides = [*body.asides, *_asides(package)]
    notices = (_PICTURES.format(body.pictures),) if body.pictures else ()
    page = paged("docx", flowing(body.grid.finished()), asides, notices)
    return page._replace(doubted=tuple(body.doubted))


def _main(package: Package) -> str:
    """The name of the part with the body. Raises Refusal where there is none."""
    said = package.main()
    name = said if said.startswith("word/") and _BODY not in package.names else _BODY
    if name not in package.names:
        raise Refusal(
            "这不是 Word 文件（没有正文）。请另存为 .docx、.xlsx、.html 或文本。"
        )
    return name


def _numbering(package: Package) -> Numbering:
    return Numbering(
        package.optional("word/numbering.xml"), package.optional("word/styles.xml")
    )


def _asides(package: Package) -> list[Aside]:
    """The text of the other parts."""
    found: list[Aside] = []
    for prefix, what in _MORE:
        for name in package.names:
            if name.startswith(prefix) and name.endswith(".xml"):
                part = _Body(Numbering(None, None))
                parse_xml(package.part(name), part.start, part.end, part.text)
                lines = "\n".join(
                    "\t".join(cells) for cells, _, _ in part.grid.finished()
                )
                found += part.asides
                found += [Aside(what, what, lines)] if lines.strip() else []
    return found


_DROPPED = {"del": "修订中删去的文字", "moveFrom": "修订中移走的文字", "rt": "注音"}
_TEXTUAL = ("t", "delText")
_SYMBOLS = {"tab": " ", "br": SOFT, "cr": SOFT, "noBreakHyphen": "-"}
_OFF = ("0", "false", "off", "none")
_NOT_SHOWN = (
    ("r/rPr", "vanish", "r", "隐藏的文字"),
    ("trPr", "hidden", "tr", "隐藏的表格行"),
    ("sdtPr", "showingPlcHdr", "sdt", "没有填写的占位提示"),
)
"""Where a property stands, its name, the element that it hides, and what that is."""
_STRUCK = "原文里这些字被划掉"


class _Body:
    """The state of reading one part."""

    def __init__(self, numbering: Numbering) -> None:
        self.grid = Grid()
        self._paragraphs = Paragraphs(numbering)
        self._fields = Fields()
        self._contents: list[str] = []
        """The table of contents so far."""
        self.asides: list[Aside] = []
        self._path: list[str] = []
        self._dropped: list[str] = []
        self._set_aside: list[str] = []
        self._choices: list[bool] = []
        self._skipped = 0
        self._cells: list[dict[str, Any]] = []
        self._hidden: dict[str, str] = {}
        """Elements that are open and whose text is not shown, with what it is."""
        self._struck = False
        self.pictures = 0
        self.doubted: list[tuple[str, str]] = []
        """Text that is kept and needs a person, with the reason."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        if name == "AlternateContent":
            self._choices.append(False)
        elif name == "Choice" and self._choices:
            self._choices[-1] = True
        if self._skipped or (
            name == "Fallback" and self._choices and self._choices[-1]
        ):
            self._skipped += 1  # the same text box again, for older programs
            return
        if name in _DROPPED and self._parent() not in (
            "rPr",
            "trPr",
        ):  # there it says it of the paragraph's own mark
            self._dropped.append(name)
        self._paragraphs.take(self._path, attributes)
        self._structure(name, attributes)

    def _structure(self, name: str, attributes: Attributes) -> None:
        if name == "tbl":
            self._open_cell()
            self.grid.open_table()
        elif name == "tr":
            self.grid.open_row()
        elif name in ("tc", "gridBefore", "gridSpan", "vMerge"):
            self._cell(name, attributes)
        elif name in ("p", "txbxContent"):
            self._open_cell()
            self.grid.break_line()
            self._paragraphs.begin()
        elif name in _SYMBOLS and self._parent() == "r" and not self._dropped:
            self.grid.write(_SYMBOLS[name])
        elif name == "sym":
            self._sym(attributes.get("font", ""), attributes.get("char", ""))
        else:
            self._more(name, attributes)

    def _more(self, name: str, attributes: Attributes) -> None:
        """What holds no text of its own: a field's mark, a picture, a property."""
        if name == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif name in ("blip", "imagedata", "relIds"):
            self.pictures += 1
        else:
            self._format(name, attributes.get("val", "") not in _OFF)

    def _field(self, kind: str) -> None:
        self._fields.mark(kind)
        if self._contents and not self._fields.lists_contents:
            self.asides.append(Aside("正文", "目录", "".join(self._contents).strip()))
            self._contents = []

    def _format(self, name: str, on: bool) -> None:
        """What is said of a run, a row or a content control: whether its text is shown."""
        if name == "r":
            self._struck = False
        said = ("/".join(self._path[-3:-1]), name) if on else ("", "")
        if said in (("r/rPr", "strike"), ("r/rPr", "dstrike")):
            self._struck = True
        for where, word, element, what in _NOT_SHOWN:
            if said[1] == word and said[0].endswith(where):
                self._hidden[element] = what

    def _sym(self, font: str, code: str) -> None:
        shown = symbol(font, code)
        if shown:
            self.text_of_run(shown)
        else:
            what = f"符号字体 {font} 的一个字（{code}），字形不明"
            self.asides.append(Aside("正文", what, ""))

    def _cell(self, name: str, attributes: Attributes) -> None:
        """A cell, or what is said of it before its first paragraph."""
        if name == "tc":
            self._cells.append({"columns": 1, "covered": False, "open": False})
        elif name == "gridBefore":
            for _ in range(min(_number(attributes), MAX_SPAN)):
                self.grid.open_cell()
        elif name == "gridSpan" and self._cells:
            self._cells[-1]["columns"] = _number(attributes)
        elif self._cells:
            self._cells[-1]["covered"] = attributes.get("val", "continue") == "continue"

    def _parent(self) -> str:
        return self._path[-2] if len(self._path) > 1 else ""

    def _open_cell(self) -> None:
        """A cell's properties stand before its first paragraph.

        Only then is it known how far it reaches.
        """
        if self._cells and not self._cells[-1]["open"]:
            cell = self._cells[-1]
            cell["open"] = True
            self.grid.open_cell(cell["columns"], covered=cell["covered"])

    def text(self, data: str) -> None:
        """Characters, of which only those in text elements are the document's."""
        if not self._skipped and self._path and self._path[-1] == "instrText":
            self._fields.say(data)
        if self._skipped or not self._path or self._path[-1] not in _TEXTUAL:
            return
        if self._dropped or self._path[-1] == "delText":
            self._set_aside.append(data)
        else:
            self.text_of_run(data.replace("\xa0", " "))

    def text_of_run(self, text: str) -> None:
        """Characters of a run: shown, struck out or hidden."""
        if self._hidden:
            self.asides.append(Aside("正文", next(iter(self._hidden.values())), text))
            return
        if self._fields.lists_contents:
            self._contents.append(text)
            return
        if self._struck and text.strip():
            self.doubted.append((text, _STRUCK))
        if text.strip():
            self.grid.write(self._paragraphs.number())
        self.grid.write(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()
        self._hidden.pop(name, None)
        if name == "AlternateContent" and self._choices:
            self._choices.pop()
        if self._skipped:
            self._skipped -= 1
        elif name in _DROPPED and self._dropped[-1:] == [name]:
            self._end_dropped(name)
        else:
            self._end_kept(name)

    def _end_dropped(self, name: str) -> None:
        """What does not count as text ends: what stood in it is set aside."""
        self._dropped.pop()
        if self._set_aside:
            self.asides.append(Aside("正文", _DROPPED[name], "".join(self._set_aside)))
            self._set_aside = []

    def _end_kept(self, name: str) -> None:
        if name in ("p", "txbxContent"):
            self._end_paragraph()
        elif name == "tc":
            self._open_cell()
            if self._cells:
                self._cells.pop()
            self.grid.close_cell()
        elif name == "tr":
            self.grid.close_row()
        elif name == "tbl":
            self.grid.close_table()

    def _end_paragraph(self) -> None:
        """The end of a paragraph; a number may be all that a cell shows."""
        if self._fields.lists_contents:
            self._contents.append("\n")
        elif self._cells and not self._cells[-1]["covered"] and not self._dropped:
            self.grid.write(self._paragraphs.number())
        self._paragraphs.end()
        self.grid.break_line()


def _number(attributes: Attributes) -> int:
    value = attributes.get("val", "1")
    return int(value) if value.isdecimal() and len(value) < 10 else 1
