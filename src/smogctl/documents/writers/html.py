"""One self-contained page in print style: A4, the margins and faces of GB/T 9704."""

from collections.abc import Iterator

from smogctl.documents.headlines import balanced
from smogctl.documents.paper import ROWS, Paper, Part
from smogctl.documents.writer import Document, Format
from smogctl.formats.html import page
from smogctl.text.html import escape_html

_STYLE = """\
body { font: 16pt/29pt FangSong, 仿宋, 仿宋_GB2312, STFangsong, "Noto Serif CJK SC", serif; color: #000;
  background: #fff; margin: 2em auto; max-width: 28em; padding: 0 1em; text-align: justify; \
overflow-wrap: anywhere }
p { margin: 0 }
.p { text-indent: 2em }
.org { color: #c00; text-align: center; font: 700 30pt/1.4 "Noto Serif CJK SC", SimSun, 宋体, serif }
.number { text-align: center }
.org + .number { border-bottom: 2px solid #c00; padding-bottom: .3em }
h1 { font: 700 22pt/1.5 "Noto Serif CJK SC", SimSun, 宋体, serif; text-align: center; margin: 1em 0 }
h2 { font: 16pt/29pt SimHei, 黑体, "Noto Sans CJK SC", sans-serif; margin: .3em 0 0; \
text-indent: 2em }
h3 { font: 700 16pt/29pt KaiTi, 楷体, "Noto Serif CJK SC", serif; margin: .3em 0 0; text-indent: 2em }
h4 { font-size: 16pt; font-weight: 700; margin: 0; text-indent: 2em }
.item { margin-left: 2em; text-indent: -1em }
.detail, .fill, .small, .cc, .printed { font-size: 12pt; line-height: 20pt }
.detail, .fill { margin-left: 3em }
.sign, .date { text-align: right; padding-right: 4em }
.sign { margin-top: 2em }
table { border-collapse: collapse; width: 100%; margin: .5em 0; font-size: 12pt; line-height: 18pt }
th, td { border: 1px solid #000; padding: .2em .4em; text-align: left; vertical-align: top }
.annex { break-before: page }
.urgency, .annex { font-family: SimHei, 黑体, "Noto Sans CJK SC", sans-serif }
.caption { font: 700 22pt/1.5 "Noto Serif CJK SC", SimSun, 宋体, serif; text-align: center; \
margin: .6em 0 }
.band th { background: #f2f2f2 }
.cc, .printed { border-top: 1px solid #000; padding: .2em 1em }
.printed { display: flex; justify-content: space-between }
.break { break-after: page }
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
@media print { body { margin: 0; max-width: none; padding: 0 } h1, h2, h3, h4 { break-after: avoid }
  tr, .item { break-inside: avoid } .band { break-after: avoid } .sign { break-before: avoid }
  .date { break-before: avoid }
  thead { display: table-header-group } }
"""
LONGEST_ORG = 13
"""Characters of a red head in a line of 28."""
_TAGS = {"title": "h1", "h1": "h2", "h2": "h3", "h3": "h4"}


FORMAT = Format(30, ("html", "htm"))


def write(document: Document) -> bytes:
    """The parts as a page."""
    paper = document.paper
    return page(paper.title, "\n".join(_body(paper)), _STYLE).encode()


def _body(paper: Paper) -> Iterator[str]:
    columns = 1
    in_table = False
    for part in paper.parts:
        if part.kind == "table":
            columns = len(part.cells)
        if in_table and part.kind not in ROWS:
            yield "</tbody></table>"
        yield _element(part, columns)
        in_table = part.kind in ("table", *ROWS)
    if in_table:
        yield "</tbody></table>"


def _element(part: Part, columns: int) -> str:
    text = escape_html(part.text)
    match part.kind:
        case "table":
            heads = _cells('<th scope="col">{}</th>', part)
            return f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
        case "band":
            head = f'<th colspan="{columns}" scope="rowgroup">{text}</th>'
            return f'<tr class="band">{head}</tr>'
        case "row":
            cells = _cells("<td>{}</td>", part)
            return f"<tr>{cells}</tr>"
        case "org":
            lines = map(escape_html, balanced(part.text, LONGEST_ORG))
            shown = "<br>".join(lines)
            return f'<p class="org">{shown}</p>'
    if part.kind in _TAGS:
        tag = _TAGS[part.kind]
        return f"<{tag}>{text}</{tag}>"
    return f'<p class="{part.kind}">{text}</p>'


def _cells(pattern: str, part: Part) -> str:
    """A part's cells, each in an element."""
    return "".join(map(pattern.format, map(escape_html, part.cells)))
