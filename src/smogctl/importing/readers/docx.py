"""Word documents: a zip of XML, read as a stream of events, so that no part, depth or entity can
hurt.

python-docx loses tracked insertions, content controls and text boxes; here every text node is met.
"""

from collections.abc import Callable, Iterator
from functools import partial

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
    Raises Refusal for what is no Word document, or is too large or broken.
    """
    with opened(data) as package:
        body = _Body(_numbering(package))
        parse_xml(package.part(_main(package)), body.start, body.end, body.text)
        asides = [*body.asides, *_asides(package)]
    notices = []
    if body.pictures:
        notices.append(_PICTURES.format(body.pictures))
    page = paged("docx", flowing(body.grid.finished()), asides, notices)
    return page._replace(doubted=tuple(body.doubted))


def _main(package: Package) -> str:
    """The name of the part with the body. Raises Refusal where there is none."""
    if _BODY in package.names:
        return _BODY
    name = package.main()
    if not name.startswith("word/") or name not in package.names:
        raise Refusal(
            "这不是 Word 文件（没有正文）。请另存为 .docx、.xlsx、.html 或文本。"
        )
    return name


def _numbering(package: Package) -> Numbering:
    return Numbering(
        package.optional("word/numbering.xml"), package.optional("word/styles.xml")
    )


def _asides(package: Package) -> Iterator[Aside]:
    """The text of the other parts."""
    parts = [name for name in package.names if name.endswith(".xml")]
    for prefix, what in _MORE:
        for name in parts:
            is_such = name.startswith(prefix)
            if not is_such:
                continue
            xml = package.part(name)
            yield from _asides_of(xml, what)


def _asides_of(xml: bytes, what: str) -> Iterator[Aside]:
    """What a part sets aside itself, then its text."""
    part = _Body(Numbering(None, None))
    parse_xml(xml, part.start, part.end, part.text)
    yield from part.asides
    lines = "\n".join("\t".join(cells) for cells, _, _ in part.grid.finished())
    if lines.strip():
        yield Aside(what, what, lines)


_DROPPED = {"del": "修订中删去的文字", "moveFrom": "修订中移走的文字", "rt": "注音"}
_OF_THE_MARK = (["rPr"], ["trPr"])
"""Where a change is said to be one of the paragraph's own mark, or of a row."""
_OFF = ("0", "false", "off", "none")
_MOST_DIGITS = 9
_STRUCK = "原文里这些字被划掉"


class _Cell:
    """What the properties of an open cell say of it."""

    def __init__(self) -> None:
        self.columns = 1
        self.covered = False
        self.begun = False
        """Whether its first paragraph has been: only then is it known how far it reaches."""


class _Alternatives:
    """Text that stands twice, for programs of today and for older ones: the second is skipped."""

    def __init__(self) -> None:
        self._chosen: list[bool] = []
        """For each open place whether its text has been."""
        self.skipped = 0
        """How many elements are open from the skipped one on."""

    def begin(self, name: str) -> None:
        """An element begins."""
        if name == "AlternateContent":
            self._chosen.append(False)
        elif name == "Choice" and self._chosen:
            self._chosen[-1] = True
        is_again = (name, self._chosen[-1:]) == ("Fallback", [True])
        if self.skipped or is_again:
            self.skipped += 1

    def end(self, name: str) -> bool:
        """An element ends; whether it was skipped."""
        if name == "AlternateContent":
            self._chosen.pop()
        was_skipped = self.skipped > 0
        self.skipped -= was_skipped
        return was_skipped


class _Body:
    """The state of reading one part."""

    def __init__(self, numbering: Numbering) -> None:
        self.grid = Grid()
        self._paragraphs = Paragraphs(numbering)
        self._fields = Fields()
        self._alternatives = _Alternatives()
        self._contents: list[str] = []
        """The table of contents so far."""
        self.asides: list[Aside] = []
        self._path: list[str] = []
        self._dropped: list[str] = []
        self._set_aside: list[str] = []
        self._cells: list[_Cell] = []
        self._hidden: dict[str, str] = {}
        """Elements that are open and whose text is not shown, with what it is."""
        self._struck = False
        self.pictures = 0
        self.doubted: list[tuple[str, str]] = []
        """Text that is kept and needs a person, with the reason."""
        self._starts: dict[str, Callable[[Attributes], None]] = {
            "tbl": self._start_table,
            "tr": self._start_row,
            "tc": self._start_cell,
            "gridBefore": self._pass_columns,
            "gridSpan": self._span_columns,
            "vMerge": self._merge_cell,
            "p": self._start_paragraph,
            "txbxContent": self._start_paragraph,
            "r": self._start_run,
            "tab": partial(self._sign, " "),
            "br": partial(self._sign, SOFT),
            "cr": partial(self._sign, SOFT),
            "noBreakHyphen": partial(self._sign, "-"),
            "sym": self._symbol,
            "fldChar": self._field,
            "blip": self._picture,
            "imagedata": self._picture,
            "relIds": self._picture,
            "strike": self._strike,
            "dstrike": self._strike,
            "vanish": partial(self._hide, ["r", "rPr"], "隐藏的文字"),
            "hidden": partial(self._hide, ["tr", "trPr"], "隐藏的表格行"),
            "showingPlcHdr": partial(
                self._hide, ["sdt", "sdtPr"], "没有填写的占位提示"
            ),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "txbxContent": self._end_paragraph,
            "tc": self._end_cell,
            "tr": self.grid.close_row,
            "tbl": self.grid.close_table,
        }
        self._texts: dict[str, Callable[[str], None]] = {
            "t": self._text,
            "delText": self._set_aside.append,
            "instrText": self._fields.say,
        }
        """What is done with characters, by the element that they stand in."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""
        self._path.append(name)
        self._alternatives.begin(name)
        if self._alternatives.skipped:
            return
        if self._drops(name, self._path[:-1]):
            self._dropped.append(name)
        self._paragraphs.take(self._path, attributes)
        start = self._starts.get(name)
        if start is not None:
            start(attributes)

    def text(self, data: str) -> None:
        """Characters, of which only those in text elements are the document's."""
        if self._alternatives.skipped:
            return
        take = self._texts.get(self._path[-1])
        if take is not None:
            take(data)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()
        self._hidden.pop(name, None)
        if self._alternatives.end(name):
            return
        if self._drops(name, self._path) and self._dropped[-1:] == [name]:
            self._end_dropped(name)
            return
        end = self._ends.get(name)
        if end is not None:
            end()

    @staticmethod
    def _drops(name: str, above: list[str]) -> bool:
        """Whether the text of an element is set aside: a change that is not a mark's own."""
        return name in _DROPPED and above[-1:] not in _OF_THE_MARK

    def _start_table(self, _: Attributes) -> None:
        self._begin_cell()
        self.grid.open_table()

    def _start_row(self, _: Attributes) -> None:
        self.grid.open_row()

    def _start_cell(self, _: Attributes) -> None:
        """A cell; what is said of it stands before its first paragraph."""
        self._cells.append(_Cell())

    def _pass_columns(self, attributes: Attributes) -> None:
        for _ in range(min(_number(attributes), MAX_SPAN)):
            self.grid.open_cell()

    def _span_columns(self, attributes: Attributes) -> None:
        if self._cells:
            self._cells[-1].columns = _number(attributes)

    def _merge_cell(self, attributes: Attributes) -> None:
        if not self._cells:
            return
        kind = attributes.get("val", "continue")
        self._cells[-1].covered = kind == "continue"

    def _begin_cell(self) -> None:
        """Open the cell that we are in, where that is still to be done."""
        if not self._cells:
            return
        cell = self._cells[-1]
        if cell.begun:
            return
        cell.begun = True
        self.grid.open_cell(cell.columns, covered=cell.covered)

    def _end_cell(self) -> None:
        self._begin_cell()
        self._cells.pop()
        self.grid.close_cell()

    def _start_paragraph(self, _: Attributes) -> None:
        self._begin_cell()
        self.grid.break_line()
        self._paragraphs.begin()

    def _end_paragraph(self) -> None:
        """The end of a paragraph; a number may be all that a cell shows."""
        if self._fields.lists_contents:
            self._contents.append("\n")
        elif self._cells and not self._dropped:
            self._write_number(self._cells[-1])
        self._paragraphs.end()
        self.grid.break_line()

    def _write_number(self, cell: _Cell) -> None:
        if not cell.covered:
            number = self._paragraphs.number()
            self.grid.write(number)

    def _start_run(self, _: Attributes) -> None:
        self._struck = False

    def _sign(self, sign: str, _: Attributes) -> None:
        """A mark that stands for a character where it stands in a run."""
        in_run = self._path[-2:-1] == ["r"]
        if in_run and not self._dropped:
            self.grid.write(sign)

    def _symbol(self, attributes: Attributes) -> None:
        """A character of a font of symbols."""
        font, code = attributes.get("font", ""), attributes.get("char", "")
        shown = symbol(font, code)
        if shown:
            self._run(shown)
            return
        what = f"符号字体 {font} 的一个字（{code}），字形不明"
        self.asides.append(Aside("正文", what, ""))

    def _field(self, attributes: Attributes) -> None:
        self._fields.mark(attributes.get("fldCharType", ""))
        if self._contents and not self._fields.lists_contents:
            self.asides.append(Aside("正文", "目录", "".join(self._contents).strip()))
            self._contents = []

    def _picture(self, _: Attributes) -> None:
        self.pictures += 1

    def _strike(self, attributes: Attributes) -> None:
        """The run's text is struck out, where it is said of a run."""
        of_run = self._path[-3:-1] == ["r", "rPr"]
        if of_run and _is_on(attributes):
            self._struck = True

    def _hide(self, place: list[str], what: str, attributes: Attributes) -> None:
        """The text of an element is not shown, where it is said in its own properties.

        `place`: the element and its properties; those of a paragraph's mark hide no run.
        """
        is_property = self._path[-3:-1] == place
        if is_property and _is_on(attributes):
            element, _ = place
            self._hidden[element] = what

    def _text(self, data: str) -> None:
        """Characters of a text element."""
        if self._dropped:
            self._set_aside.append(data)
        else:
            # a tab may stand as a character, in place of w:tab
            self._run(data.replace("\xa0", " ").replace("\t", " "))

    def _run(self, text: str) -> None:
        """Characters of a run: shown, struck out or hidden."""
        if self._hidden:
            what = next(iter(self._hidden.values()))
            self.asides.append(Aside("正文", what, text))
            return
        if self._fields.lists_contents:
            self._contents.append(text)
            return
        is_blank = not text.strip()
        if self._struck and not is_blank:
            self.doubted.append((text, _STRUCK))
        if not is_blank:
            self.grid.write(self._paragraphs.number())
        self.grid.write(text)

    def _end_dropped(self, name: str) -> None:
        """What does not count as text ends: what stood in it is set aside."""
        self._dropped.pop()
        if self._set_aside:
            self.asides.append(Aside("正文", _DROPPED[name], "".join(self._set_aside)))
            self._set_aside.clear()


def _is_on(attributes: Attributes) -> bool:
    return attributes.get("val", "") not in _OFF


def _number(attributes: Attributes) -> int:
    value = attributes.get("val", "1")
    if not value.isdecimal() or len(value) > _MOST_DIGITS:
        return 1
    return int(value)
