"""A list of measures with whom each is assigned to behind it: …停止户外活动。（责任单位：县教育局）

Each sentence becomes a row of a table by measures: the text, who is responsible, who helps.
"""

import re
from collections.abc import Sequence

from smogctl.importing.layout_rows import free_table, whole
from smogctl.importing.pages import Page, Row
from smogctl.text.patterns import words_of

PLACE = 90

_WHO = "责任|牵头|主责|实施|负责|落实"
_HELP = "配合|协助|参与|参加|协同"
_ASSIGNED = re.compile(
    rf"(?P<text>.*\S)\s*[（(](?:{_WHO})(?:单位|部门)?[：:](?P<who>[^；;：:。]{{2,200}}?)"
    rf"(?:[；;，,。]\s*(?:{_HELP})(?:单位|部门)?[：:](?P<help>[^：:。]{{2,200}}))?[）)][。；;]?\s*",
    re.S,
)
RESPONSIBLE = re.compile(
    rf"[（(](?:{_WHO})(?:单位|部门)?[：:](?P<who>[^；;：:。]{{2,200}}?)(?:[；;，,。].{{0,200}})?[）)]$"
)
"""Who is responsible, at the end of a sentence."""
_FEW = 3
"""Lines of this kind from which on it is how the list is written."""


def laid(page: Page) -> Page:
    """The page with the lines of such a list as rows of a table."""
    return page._replace(rows=assigned(page.rows))


def assigned(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, the lines of such a list as rows of a table."""
    table = free_table(rows)
    made: list[Row] = []
    times = 0
    for row in rows:
        hit = whole(_ASSIGNED, row)
        if hit is None:
            made.append(row)
            continue
        times += 1
        cells = (hit["text"], hit["who"], words_of(hit, "help"))
        made.append(Row(row.line, cells, table))
    if times < _FEW:
        return tuple(rows)
    return tuple(made)
