"""Word documents: a zip of XML, read as a stream of events, so that no part, depth or entity can hurt.

python-docx loses tracked insertions, content controls and text boxes; here every text node is met.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from typing import Any
from xml.parsers import expat

from smogctl.importing.grid import MAX_SPAN, Grid
from smogctl.importing.pages import Aside, Page, cleaned, written
from smogctl.importing.softbreaks import SOFT, flowing
from smogctl.importing.symbols import symbol
from smogctl.values.findings import Refusal

_MAX_TOTAL, _MAX_PART, _MAX_PARTS, _MAX_RATIO = 200 << 20, 64 << 20, 2000, 200
_BODY = "word/document.xml"
_MORE = (
    ("word/header", "页眉"),
    ("word/footer", "页脚"),
    ("word/footnotes", "脚注"),
    ("word/endnotes", "尾注"),
    ("word/comments", "批注"),
    ("word/diagrams/data", "SmartArt 图形"),
)
_RELATIONS = "_rels/.rels"
_PICTURES = "有 {} 处图片或图形，里面的文字没有读：请看原件，缺的条文补上。"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)


def read_docx(data: bytes) -> Page:
    """A document's body as a page.

    Headers, footers, notes, comments and tracked deletions are set aside.
    """
    try:
        main, parts = _parts(data)
    except _BROKEN as error:
        raise Refusal(
            "读不了这个 Word 文件：文件不完整或有密码。请用 Word 或 WPS 打开另存为 .docx 再试。"
        ) from error
    body = _read(parts.pop(main))
    asides = list(body.asides)
    for name, xml in parts.items():
        what = next(words for prefix, words in _MORE if name.startswith(prefix))
        part = _read(xml)
        lines = "\n".join("\t".join(cells) for cells, _, _ in part.grid.finished())
        asides += part.asides
        if lines.strip():
            asides.append(Aside(what, what, lines))
    text, rows = written(flowing(body.grid.finished()))
    text, more = cleaned(text)
    rows = tuple(row._replace(cells=tuple(cleaned(cell)[0] for cell in row.cells)) for row in rows)
    notices = (_PICTURES.format(body.pictures),) if body.pictures else ()
    return Page("docx", "", text, rows, (*asides, *more), notices, tuple(body.doubted))


def _parts(data: bytes) -> tuple[str, dict[str, bytes]]:
    """The body's name, and the parts that have text by name, the body among them.

    Raises Refusal for a bomb and for no document.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        names = [info.filename for info in infos]
        total = sum(info.file_size for info in infos)
        if (
            len(infos) > _MAX_PARTS
            or total > _MAX_TOTAL
            or total > max(len(data), 1 << 14) * _MAX_RATIO
        ):
            raise Refusal("这个 Word 文件解压后大得不合理，没有读。请确认来源，另存后再试。")
        if len(set(names)) < len(names):
            raise Refusal(
                "这个 Word 文件里有重名的部分，不知该信哪一个，没有读。请用 Word 另存后再试。"
            )
        main = _main(archive, names)
        if main not in names:
            raise Refusal(
                "这不是 Word 文件（没有正文）。表格等其他文件请另存为 .docx、.html 或文本。"
            )
        wanted = [
            name
            for name in sorted(names)
            if name == main or name.startswith(tuple(one for one, _ in _MORE))
        ]
        return main, {name: _part(archive, name) for name in wanted if name.endswith(".xml")}


def _main(archive: zipfile.ZipFile, names: Sequence[str]) -> str:
    """The name of the part with the body: the usual one, or what the package's relations say."""
    if _BODY in names or _RELATIONS not in names:
        return _BODY
    found: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship") and attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes.get("Target", "").lstrip("/"))

    _parse(_part(archive, _RELATIONS), start)
    return found[0] if found and found[0].startswith("word/") else _BODY


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(_MAX_PART + 1)
    if len(data) > _MAX_PART:
        raise Refusal("这个 Word 文件的正文大得不合理，没有读。")
    return data


def _read(xml: bytes) -> "_Body":
    body = _Body()
    _parse(xml, body.start, body.end, body.text)
    return body


def _parse(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise Refusal(
            "这个 Word 文件的正文不是合格的 XML，没有读。请用 Word 或 WPS 打开另存再试。"
        ) from error


def _refuse_doctype(*_: object) -> None:
    raise Refusal("这个 Word 文件的正文里有 DOCTYPE，正常的 Word 文件没有，没有读。请确认来源。")


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

    def __init__(self) -> None:
        self.grid = Grid()
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

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        name = tag.rsplit(" ", 1)[-1]
        self._path.append(name)
        if name == "AlternateContent":
            self._choices.append(False)
        elif name == "Choice" and self._choices:
            self._choices[-1] = True
        if self._skipped or (name == "Fallback" and self._choices and self._choices[-1]):
            self._skipped += 1  # the same text box again, for older programs
            return
        if name in _DROPPED and self._parent() not in (
            "rPr",
            "trPr",
        ):  # there it says it of the paragraph's own mark
            self._dropped.append(name)
        self._structure(name, {key.rsplit(" ", 1)[-1]: value for key, value in attributes.items()})

    def _structure(self, name: str, attributes: dict[str, str]) -> None:
        if name == "tbl":
            self.grid.open_table()
        elif name == "tr":
            self.grid.open_row()
        elif name in ("tc", "gridBefore", "gridSpan", "vMerge"):
            self._cell(name, attributes)
        elif name in ("p", "txbxContent"):
            self._open_cell()
            self.grid.break_line()
        elif name in _SYMBOLS and self._parent() == "r" and not self._dropped:
            self.grid.write(_SYMBOLS[name])
        elif name == "sym":
            self._sym(attributes.get("font", ""), attributes.get("char", ""))
        elif name in ("blip", "imagedata", "relIds"):
            self.pictures += 1
        else:
            self._format(name, attributes.get("val", "") not in _OFF)

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

    def _cell(self, name: str, attributes: dict[str, str]) -> None:
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
        if self._struck and text.strip():
            self.doubted.append((text, _STRUCK))
        self.grid.write(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        name = tag.rsplit(" ", 1)[-1]
        self._path.pop()
        self._hidden.pop(name, None)
        if name == "AlternateContent" and self._choices:
            self._choices.pop()
        if self._skipped:
            self._skipped -= 1
            return
        if name in _DROPPED and self._dropped and self._dropped[-1] == name:
            self._dropped.pop()
            if self._set_aside:
                self.asides.append(Aside("正文", _DROPPED[name], "".join(self._set_aside)))
                self._set_aside = []
        elif name in ("p", "txbxContent"):
            self.grid.break_line()
        elif name == "tc":
            self._open_cell()
            if self._cells:
                self._cells.pop()
            self.grid.close_cell()
        elif name == "tr":
            self.grid.close_row()
        elif name == "tbl":
            self.grid.close_table()


def _number(attributes: dict[str, str]) -> int:
    value = attributes.get("val", "1")
    return int(value) if value.isdecimal() and len(value) < 10 else 1
