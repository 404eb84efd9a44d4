"""Folding Chinese text into lines by its own rules, which neither Rich nor textwrap knows."""

import re
from collections.abc import Iterator

from smogctl.text.plain import width

_NEVER_FIRST = "，。；：、！？）》】〕〗”’…,.;:!?)"
_NEVER_LAST = "（《【〔〖“‘(["
_TOGETHER = re.compile(
    f"[{re.escape(_NEVER_LAST)}]*(?:〔 +〕|[!-~]+|.)[{re.escape(_NEVER_FIRST)}]*", re.S
)


def wrap(text: str, columns: int, hanging: int = 0) -> list[str]:
    """The text in lines of at most so many terminal columns.

    Brackets and stops stay with what they enclose or end.

    Chinese breaks between any two characters, a run of Latin letters and digits only where it is
    longer than a line. Lines after the first are indented by `hanging` blanks. Blanks at which a
    line is folded are not written.
    """
    lines = []
    line = ""
    used = 0
    for piece in _pieces(text, columns - hanging):
        wide = width(piece)
        if used + wide > columns:
            if line.strip():
                lines.append(line.rstrip())
                line, used = " " * hanging, hanging
            else:
                line, used = "", 0  # blanks in front of what fills a whole line
        if lines and not line.strip() and piece.isspace():
            continue
        line += piece
        used += wide
    if line.strip() or not lines:
        lines.append(line.rstrip())
    return lines


def _pieces(text: str, columns: int) -> Iterator[str]:
    """What stays together: a character with the closing ones behind it, a Latin word no longer than
    a line.
    """
    half = max(1, columns // 2)  # a character is two columns wide at most
    for piece in _TOGETHER.findall(text):
        if width(piece) <= columns:
            yield piece
            continue
        for at in range(0, len(piece), half):
            yield piece[at : at + half]
