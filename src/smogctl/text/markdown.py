"""The door into Markdown."""

import re

from smogctl.text.plain import visible

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!])|^(\s*)([-+]|\d+[.)])(?=\s)")


def escape_markdown(text: str) -> str:
    """Text that Markdown shows as it stands: no markup, no HTML, no list.

    A bare address may still become a link.
    """
    return _MARKDOWN.sub(_escaped, visible(text))


def _escaped(hit: re.Match[str]) -> str:
    """A backslash stands before punctuation only.

    Of a number that would open a list the point is escaped.
    """
    if hit[1]:
        return f"\\{hit[1]}"
    indent, opening = hit[2], hit[3]
    return f"{indent}{opening[:-1]}\\{opening[-1]}"
