"""A list of measures with whom each is assigned to behind it.

…停止户外活动。（责任单位：县教育局）, （县教育局负责）, 责任单位：县教育局 without brackets or on the next line.
Each sentence becomes a row of a table by measures: the text, who is responsible, who helps.
"""

import re
from collections.abc import Iterator, Sequence

from smogctl.grammar.bodies import is_name
from smogctl.grammar.heads import number_style
from smogctl.importing.layout_rows import free_table, whole
from smogctl.importing.lines import names_in
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
_SAID = re.compile(
    r"(?P<text>.*\S)\s*[（(]由?(?P<who>[^；;：:。，（）()]{2,80}?)(?:牵头)?(?:负责|落实|牵头)"
    r"(?:[；;，,]\s*(?P<help>[^：:。，（）()]{2,80})(?:配合|协助|参与))?[）)][。；;]?\s*",
    re.S,
)
"""（县教育局负责）, （甲局牵头，乙局配合）."""
_BEHIND = re.compile(
    r"(?P<text>.*[。；;])\s*(?:责任|牵头|主责)(?:单位|部门)[：:]\s*(?P<who>[^；;：:。]{2,200}?)"
    rf"(?:[；;，,。\n]\s*(?:{_HELP})(?:单位|部门)[：:]\s*(?P<help>[^：:。]{{2,200}}?))?[。；;]?\s*",
    re.S,
)
_KINDS = (_ASSIGNED, _SAID, _BEHIND)
_LABEL = re.compile(rf"\s*(?:责任|牵头|主责|{_HELP})(?:单位|部门)[：:].{{2,200}}")
"""A line of its own below the measure that it is about."""
_SHORTEST = 6
"""Characters of a measure: what is shorter is the name of a group."""
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
    for row in _with_labels(rows):
        hit = _assignment(row)
        if hit is None:
            made.append(row)
            continue
        times += 1
        cells = (hit["text"], hit["who"], words_of(hit, "help"))
        made.append(Row(row.line, cells, table))
    if times < _FEW:
        return tuple(rows)
    return tuple(made)


def _assignment(row: Row) -> re.Match[str] | None:
    """A measure with whom it is assigned to, which all of a line is."""
    for kind in _KINDS:
        hit = whole(kind, row)
        if hit is None:
            continue
        names = names_in(f"{hit['who']}、{words_of(hit, 'help')}")
        if kind is _ASSIGNED or (_is_measure(hit["text"]) and all(map(is_name, names))):
            return hit
    return None


def _is_measure(text: str) -> bool:
    """Whether a text says what is to be done, and is no name of a group."""
    _, start = number_style(text)
    plain = text[start:].rstrip("。；; ")
    return len(plain) >= _SHORTEST and not is_name(plain)


def _with_labels(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, to each measure the lines below it that only say whose it is."""
    held: Row | None = None
    for row in rows:
        is_label = not row.table and _LABEL.fullmatch(row.text) is not None
        if held is not None and is_label:
            held = held._replace(cells=(f"{held.text.rstrip()}\n{row.text.strip()}",))
            continue
        if held is not None:
            yield held
        held = None if row.table else row
        if held is None:
            yield row
    if held is not None:
        yield held
