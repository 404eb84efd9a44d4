"""Bodies that act in a part of another unit's clause: ，甲局、乙局配合, ，由丙局负责…, ，各街镇要….

They act beside the clause's own unit, which is said as 会同 (docs/design.md has no word of its own
for it).
"""

from collections.abc import Iterator
from typing import NamedTuple

from smogctl.grammar.mentions import Mention, Names, unknown_at
from smogctl.grammar.roles import helpers_of
from smogctl.text.patterns import later

_JOIN = later("以及|[、和及与]")
_HELP = later(
    "(?:等(?:有关)?(?:部门|单位)?)?(?:予以|给予|做好|积极)?(?:配合|协助|参与|参加)(?=$|[，；。])"
)
_BY = later(
    "(?:等(?:有关)?(?:部门|单位)?)?(?:具体|分别)?"
    "(?:负责|组织|提供|设置|处置|处理|查处|实施|落实|承担|汇总|审核|安排|开展|拦)"
)
_HAVE_TO = later(
    "(?:等(?:有关)?(?:部门|单位)?)?(?:应当|应(?!急)|须|必须|需|要(?!求)|负责|同步)"
)
_PART = later("(?<=[，；。：])")


class _List(NamedTuple):
    """The names of a list, and where it ends."""

    names: tuple[Mention, ...]
    end: int


def others(text: str, names: Names) -> Iterator[Mention]:
    """Every body that acts in a part of its own behind the clause's own act."""
    helpers = helpers_of(text)
    starts = [hit.start() for hit in _PART.finditer(text)]
    for place in starts:
        by = text.startswith(("由", "并由"), place)
        found = _list_at(
            text, place + text[place:].find("由") + 1 if by else place, names
        )
        closes = (_BY,) if by else (_HELP, _HAVE_TO)
        if found.names and any(close.match(text, found.end) for close in closes):
            yield from (one for one in found.names if one.name not in helpers)


def _list_at(text: str, place: int, names: Names) -> _List:
    """The names from a place on; what only reads as one counts beside known ones."""
    found: list[Mention] = []
    end = place
    while True:
        known = names.at(text, place)
        name = known[0] if known else unknown_at(text, place)
        if not name:
            break
        found.append(Mention("convenes", name, known[1] if known else None, place))
        end = place + len(name)
        joint = _JOIN.match(text, end)
        if joint is None:
            break
        place = joint.end()
    return _List(tuple(found), end)
