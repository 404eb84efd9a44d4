"""Bodies that a clause oversees in other words than `mentions` knows."""

import re
from collections.abc import Iterator

from smogctl.grammar.mentions import Mention, Names
from smogctl.text.patterns import later

_OVERSEES = later("(?:协调、督促|监督、检查|督促|监督|检查)")
_OVER = later("对")
_CHECKED = later(
    r"[^，；。]{0,40}?(?:进行|开展)?(?:的)?(?:监督检查|督导检查|检查、指导|指导|督促|督导|监督|检查|督查|考核)"
)


def supervised(text: str, names: Names) -> Iterator[Mention]:
    """Known bodies that a clause oversees in other words than `mentions` knows: 督促X, 对X、Y…进行检查."""
    for act in (*_OVERSEES.finditer(text), *_OVER.finditer(text)):
        place, found = act.end(), []
        while known := names.at(text, place):
            found.append(Mention("guides", known[0], known[1], place))
            place += len(known[0])
            joint = re.compile("[、和及与]|以及").match(text, place)
            if not joint:
                break
            place = joint.end()
        if found and (act[0] != "对" or _CHECKED.match(text, place)):
            yield from found
