"""Bodies that a clause oversees in other words than `mentions` knows."""

from collections.abc import Iterator
from functools import partial

from smogctl.grammar.mentions import Mention, Names, list_at
from smogctl.text.patterns import later

_OVERSEES = later("(?:协调、督促|监督、检查|督促|监督|检查)")
_OVER = later("对")
_CHECKED = later(
    r"(?:以及|[、和及与])?[^，；。]{0,40}?(?:进行|开展)?(?:的)?(?:监督检查|督导检查|检查、指导|指导|督促|督导|监督|检查|督查|考核)"
)


def supervised(text: str, names: Names) -> Iterator[Mention]:
    """Known bodies that a clause oversees in other words than `mentions` knows: 督促X, 对X、Y…进行检查."""
    known_at = partial(names.at, text)
    for act in (*_OVERSEES.finditer(text), *_OVER.finditer(text)):
        bodies = list_at(text, act.end(), "guides", names, known_at)
        if not bodies:
            continue
        if act[0] != "对" or _CHECKED.match(text, bodies[-1].end):
            yield from bodies
