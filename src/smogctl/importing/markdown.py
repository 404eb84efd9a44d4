"""Markdown, as a page turns into when it is copied by a tool.

Its marks are taken off, the rest is plain text.
"""

import re

from smogctl.importing.pages import Aside

_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ 　]+(?P<text>.*?)(?:[ 　]+#+)?[ 　]*$", re.M)
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?=\S)(?P<text>[^*_\n]{1,200}?)(?<=\S)(?P=mark)")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]{0,200})\]\((?P<target>[^()\s]{1,500})\)")
_FEW = 3


def is_markdown(text: str) -> bool:
    """Whether a text has the headings or the bold words of Markdown, and not one by chance."""
    headings = len(_HEADING.findall(text))
    bold = len(_BOLD.findall(text))
    return headings + bold >= _FEW


SAID = "这是 Markdown；标题、加粗的记号已取下，存下的原文不带记号。"


def without_marks(text: str) -> tuple[str, list[Aside]]:
    """A text without Markdown's marks, and where its links led."""
    targets: list[Aside] = []
    lines: list[str] = []
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        for link in _LINK.finditer(line):
            targets.append(Aside(f"第 {number} 行", "链接的地址", link["target"]))
        plain = _HEADING.sub(r"\g<text>", _LINK.sub(r"\g<text>", line))
        lines.append(_BOLD.sub(r"\g<text>", plain))
    return "\n".join(lines), targets
