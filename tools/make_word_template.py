"""Builds templates/notice.docx, the Word template of all notices, to GB/T 9704-2012 as far as a program can.

    python tools/make_word_template.py

Needs python-docx. Margins 37/28/35/26 mm, 22 lines of 28.95 pt, named styles with East Asian faces, page numbers
outside, the copy-to block at the foot of the last page. The same bytes each time; a test holds the file fresh.
"""

import io
import sys
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_BREAK,
    WD_LINE_SPACING,
    WD_TAB_ALIGNMENT,
)
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from smogctl.documents.archive import repacked

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "templates" / "notice.docx"

FANGSONG, SONG, HEI, KAI, TITLE = (
    "仿宋_GB2312",
    "宋体",
    "黑体",
    "楷体_GB2312",
    "方正小标宋简体",
)
LINE = 28.95
"""Points: 22 of them in the type area of 225 mm."""

CENTRE, LEFT, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)

STYLES = {
    # kind: (style, face, points, alignment, first-line indent in characters, bold)
    "org": ("公文红头", TITLE, 32, CENTRE, 0, False),
    "number": ("公文文号", FANGSONG, 16, CENTRE, 0, False),
    "rednumber": ("公文红头文号", FANGSONG, 16, CENTRE, 0, False),
    "title": ("公文标题", TITLE, 22, CENTRE, 0, False),
    "urgency": ("公文紧急程度", HEI, 16, LEFT, 0, False),
    "annex": ("公文附件", HEI, 16, LEFT, 0, False),
    "caption": ("公文附件标题", TITLE, 22, CENTRE, 0, False),
    "to": ("公文主送", FANGSONG, 16, LEFT, 0, False),
    "p": ("公文正文", FANGSONG, 16, BOTH, 2, False),
    "h1": ("公文一级标题", HEI, 16, BOTH, 2, False),
    "h2": ("公文二级标题", KAI, 16, BOTH, 2, False),
    "h3": ("公文三级标题", FANGSONG, 16, BOTH, 2, True),
    "item": ("公文任务", FANGSONG, 16, BOTH, 2, False),
    "detail": ("公文任务说明", KAI, 14, BOTH, 2, False),
    "fill": ("公文填写栏", FANGSONG, 14, LEFT, 2, False),
    "small": ("公文说明", FANGSONG, 14, BOTH, 2, False),
    "note": ("公文附注", FANGSONG, 16, LEFT, 2, False),
    "sign": ("公文署名", FANGSONG, 16, RIGHT, 0, False),
    "date": ("公文成文日期", FANGSONG, 16, RIGHT, 0, False),
    "cc": ("公文抄送", FANGSONG, 14, LEFT, 0, False),
    "printed": ("公文印发", FANGSONG, 14, LEFT, 0, False),
    "cell": ("公文表格", FANGSONG, 12, LEFT, 0, False),
    "head": ("公文表头", HEI, 12, CENTRE, 0, False),
    "page": ("公文页码", SONG, 14, LEFT, 0, False),
}


def faces(style, face, points):
    """The East Asian face of a style; theme faces would win over it."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), face)
    style.font.size = Pt(points)


def border(style, side, colour, eighths):
    """A rule above or below a style's paragraphs; its width in eighths of a point."""
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is None:
        borders = OxmlElement("w:pBdr")
        style.element.get_or_add_pPr().append(borders)
    rule = OxmlElement(f"w:{side}")
    for key, value in (
        ("val", "single"),
        ("sz", str(eighths)),
        ("space", "4"),
        ("color", colour),
    ):
        rule.set(qn(f"w:{key}"), value)
    borders.append(rule)


def indent(style, **characters):
    """Indents in hundredths of a character."""
    found = style.element.get_or_add_pPr().find(qn("w:ind"))
    if found is None:
        found = OxmlElement("w:ind")
        style.element.get_or_add_pPr().append(found)
    for name, value in characters.items():
        found.set(qn(f"w:{name}"), str(value))


def at_the_foot(style):
    """Paragraphs of this style stand at the foot of the type area."""
    frame = OxmlElement("w:framePr")
    for key, value in (
        ("w", "8844"),
        ("wrap", "around"),
        ("vAnchor", "margin"),
        ("hAnchor", "margin"),
        ("xAlign", "center"),
        ("yAlign", "bottom"),
    ):
        frame.set(qn(f"w:{key}"), value)
    style.element.get_or_add_pPr().insert(0, frame)


def make_styles(document):
    """All named styles."""
    normal = document.styles["Normal"]
    faces(normal, FANGSONG, 16)
    for kind, (name, face, points, alignment, first, bold) in STYLES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        faces(style, face, points)
        style.font.bold = bold
        if points == 16:
            spacing = OxmlElement("w:spacing")
            # 28 characters in 156 mm leave 15.79 pt for each of 16 pt
            spacing.set(qn("w:val"), "-5")
            style.element.get_or_add_rPr().append(spacing)
        form = style.paragraph_format
        form.alignment = alignment
        form.space_before = form.space_after = Pt(0)
        form.widow_control = False
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(
            {
                "org": 50,
                "title": 33,
                "caption": 33,
                "cell": 18,
                "head": 18,
                "detail": 24,
                "fill": 24,
                "small": 24,
            }.get(kind, LINE)
        )
        if first:
            indent(
                style, firstLineChars=first * 100, firstLine=int(first * points * 20)
            )
    styles = {kind: document.styles[entry[0]] for kind, entry in STYLES.items()}
    # 35 mm from the top of the type area to the top of the red name; the space that its line has above it taken off
    styles["org"].paragraph_format.space_before = Mm(35) - Pt(9)
    for kind in ("org", "title", "caption"):
        off = OxmlElement("w:snapToGrid")
        off.set(qn("w:val"), "0")
        styles[kind].element.get_or_add_pPr().append(off)
    styles["org"].font.color.rgb = RGBColor(0xC0, 0, 0)
    border(styles["rednumber"], "bottom", "C00000", 12)
    styles["rednumber"].paragraph_format.space_before = Pt(2 * LINE)
    # two lines below the red rule, one below a plain number
    styles["rednumber"].paragraph_format.space_after = Pt(LINE)
    styles["title"].paragraph_format.space_before = Pt(LINE)
    styles["sign"].paragraph_format.keep_with_next = True
    styles["title"].paragraph_format.space_after = Pt(LINE)
    styles["annex"].paragraph_format.page_break_before = True
    styles["caption"].paragraph_format.space_before = Pt(LINE / 2)
    styles["caption"].paragraph_format.space_after = Pt(LINE / 2)
    for kind in ("h1", "h2", "h3", "head", "annex", "caption"):
        styles[kind].paragraph_format.keep_with_next = True
    styles["sign"].paragraph_format.space_before = Pt(LINE)
    # a seal's line stands right below the name
    styles["sign"].element.get_or_add_pPr().append(OxmlElement("w:contextualSpacing"))
    indent(styles["sign"], rightChars=200, right=640)
    indent(styles["date"], rightChars=400, right=1280)
    indent(styles["detail"], leftChars=100, left=280)
    indent(styles["page"], leftChars=100, left=280, rightChars=100, right=280)
    for kind in ("cc", "printed"):
        at_the_foot(styles[kind])
        border(styles[kind], "top", "000000", 8)
        border(styles[kind], "between", "000000", 4)
        border(styles[kind], "bottom", "000000", 8)
        indent(styles[kind], leftChars=100, left=280, rightChars=100, right=280)
    # who prints it stands on the left, the day on the right of one line
    styles["printed"].paragraph_format.tab_stops.add_tab_stop(
        Mm(151), WD_TAB_ALIGNMENT.RIGHT
    )
    for style in styles.values():
        in_order(style)
    return styles


ORDERS = {
    "pPr": "keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment outlineLvl",
    "rPr": "rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u lang",
    "pBdr": "top left bottom right between bar",
}
"""The order in which the OOXML schema has the children; Word refuses a file that has another."""


def in_order(style):
    """Sort what was added to a style as the schema wants it."""
    for parent in style.element.iter():
        names = ORDERS.get(parent.tag.split("}")[1], "").split()
        if names:
            children = sorted(
                parent, key=lambda one: names.index(one.tag.split("}")[1])
            )
            for child in children:
                parent.remove(child)
            parent.extend(children)


def page_number(paragraph, style):
    """— 1 —, the number as a field."""
    paragraph.style = style
    for text, kind in (
        ("— ", None),
        (None, "begin"),
        ("PAGE", "instr"),
        (None, "end"),
        (" —", None),
    ):
        run = paragraph.add_run(text if kind is None else "")
        if kind == "instr":
            code = OxmlElement("w:instrText")
            code.text = text
            run._r.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def make_page(document, styles):
    """Paper, margins, the grid of lines, the numbers, the drill's head."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(20), Mm(22)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    # linesAndChars sets fourteen characters a line in LibreOffice; lines is right there
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE * 20)))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, alignment in (
        (section.footer, RIGHT),
        (section.even_page_footer, LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        page_number(paragraph, styles["page"])
        paragraph.alignment = alignment
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0].style = styles["page"]
        header.paragraphs[0].alignment = CENTRE
        header.paragraphs[0].add_run("{% if drill %}【演练】{% endif %}")


def make_body(document, styles):
    """The loop over the parts: each kind in its style."""
    document.add_paragraph("{%p for one in parts %}")
    for kind in (kind for kind in STYLES if kind not in ("cell", "head", "page")):
        document.add_paragraph(f"{{%p if one.kind == '{kind}' %}}")
        document.add_paragraph("{{ one.text }}", style=styles[kind])
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if one.kind == 'break' %}")
    document.add_paragraph(style=styles["p"]).add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if one.kind == 'table' %}")
    make_table(document, styles)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def make_table(document, styles):
    """A table of as many columns as its head has; the head again on every page."""
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    rows = [
        ("{%tc for cell in one.head %}", "{{ cell }}", "{%tc endfor %}"),
        ("{%tr for row in one.rows %}", "", ""),
        ("{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}"),
        ("{%tr endfor %}", "", ""),
    ]
    for at, texts in enumerate(rows):
        for cell, text in zip(table.rows[at].cells, texts, strict=True):
            cell.paragraphs[0].text = text
            cell.paragraphs[0].style = styles["head" if at == 0 else "cell"]
        properties = table.rows[at]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if at == 0:
            properties.append(OxmlElement("w:tblHeader"))


def template() -> bytes:
    """The whole template."""
    document = Document()
    for paragraph in document.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    defaults = (
        document.styles.element.find(qn("w:docDefaults"))
        .find(qn("w:rPrDefault"))
        .find(qn("w:rPr"))
    )
    for child in list(defaults):
        if child.tag in (qn("w:rFonts"), qn("w:lang")):
            defaults.remove(child)
    language = OxmlElement("w:lang")
    for key, value in (("val", "en-US"), ("eastAsia", "zh-CN"), ("bidi", "ar-SA")):
        language.set(qn(f"w:{key}"), value)
    defaults.append(language)
    styles = make_styles(document)
    make_page(document, styles)
    make_body(document, styles)
    properties = document.core_properties
    properties.author = properties.title = properties.comments = (
        properties.last_modified_by
    ) = ""
    import datetime

    properties.created = properties.modified = datetime.datetime(2012, 7, 1)
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def main() -> int:
    """Write it."""
    TARGET.write_bytes(template())
    print(TARGET.relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
