"""One self-contained page for the browser and the printer: no script, nothing from outside."""

from collections.abc import Iterator

from smogctl.text.html import escape_html
from smogctl.values.report import (
    Block,
    Entries,
    Entry,
    Heading,
    Line,
    Report,
    Surface,
    Table,
)

_STYLE = """\
body { font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", \
sans-serif;
  margin: 1.5em auto; max-width: 75em; padding: 0 1em; color: #1a1a1a; background: #fff }
h1 { font-size: 1.4em; border-bottom: 2px solid #1a1a1a; margin-top: 1.6em }
h2 { font-size: 1.15em } h3 { font-size: 1em }
p { margin: .3em 0 }
.wide { overflow-x: auto }
table { border-collapse: collapse; margin: .6em 0 }
th, td { border: 1px solid #999; padding: .25em .55em; text-align: left; vertical-align: top; \
min-width: 3em }
th { background: #eee; white-space: nowrap }
dl { margin: .6em 0 }
dt { margin-top: .5em } dt b { font-weight: 600; margin-right: .5em }
dd { margin: 0 0 0 3em; color: #444 }
@media print { body { font-size: 10pt; margin: 0; max-width: none } .wide { overflow: visible }
  tr, dt { break-inside: avoid } dt { break-after: avoid } }
@page { margin: 15mm }
"""


def render(report: Report, surface: Surface) -> str:
    """The report's blocks as a page."""
    headings: list[str] = []
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, Heading):
            headings.append(block.text)
        lines += _lines(block)
    title, *_ = (*headings, "smogctl")
    return page(title, "\n".join(lines), _STYLE)


def page(title: str, body: str, style: str) -> str:
    """A page around a body that is escaped already.

    The policy keeps a browser from loading or running anything.
    """
    return f"""\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape_html(title)}</title>
<style>
{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield f"<h{level}>{escape_html(text)}</h{level}>"
        case Line(text):
            yield f"<p>{escape_html(text)}</p>"
        case Table():
            yield from _table(block)
        case Entries(_, entries):
            yield "<dl>"
            for entry in entries:
                yield from _entry(entry)
            yield "</dl>"


def _entry(entry: Entry) -> Iterator[str]:
    text = escape_html(entry.text)
    if entry.struck:
        text = f"<s>{text}</s>"
    yield f"<dt><b>{escape_html(entry.label)}</b>{text}</dt>"
    for detail in entry.details:
        yield f"<dd>{escape_html(detail)}</dd>"


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "<p>无。</p>"
        return
    heads = [f'<th scope="col">{escape_html(column)}</th>' for column in table.columns]
    yield '<div class="wide"><table>'
    yield f"<thead><tr>{''.join(heads)}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        cells = [f"<td>{escape_html(cell)}</td>" for cell in row]
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody></table></div>"
