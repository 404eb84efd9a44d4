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
    return f"\\{hit[1]}" if hit[1] else f"{hit[2]}{hit[3][:-1]}\\{hit[3][-1]}"
