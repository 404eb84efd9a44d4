"""Folding Chinese text into lines, by its own rules: what Rich and textwrap do not know."""

import re

from smogctl.text import width

_NEVER_FIRST = "，。；：、！？）》】〕〗”’…,.;:!?)"


def wrap(text: str, columns: int, hanging: int = 0) -> list[str]:
    """The text in lines of at most so many terminal columns; a line never begins with closing punctuation.

    Chinese breaks between any two characters, a run of Latin letters and digits only where it is longer than a line.
    Lines after the first are indented by `hanging` blanks.
    """
    lines, line, used = [], "", 0
    for piece in _PIECES.findall(text):
        wide = width(piece)
        if used + wide > columns and line.strip():
            lines.append(line.rstrip())
            line, used = " " * hanging, hanging
        while used + wide > columns and wide > columns - hanging and len(piece) > 1:
            cut = max(1, columns - used)
            lines.append(line + piece[:cut])
            piece, line, used = piece[cut:], " " * hanging, hanging
            wide = width(piece)
        line, used = line + piece, used + wide
    return [*lines, line.rstrip()]


_PIECES = re.compile(f"(?:[!-~]+|.)[{re.escape(_NEVER_FIRST)}]*", re.S)
