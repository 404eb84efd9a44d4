"""Bodies that act in a part of another unit's clause: ，甲局、乙局配合, ，由丙局负责…, ，各街镇要….

They act beside the clause's own unit, which is said as 会同 (docs/design.md has no word of its own
for it).
"""

from collections.abc import Iterator

from smogctl.grammar.mentions import Body, Mention, Names, list_at, read_at
from smogctl.grammar.roles import helpers_of
from smogctl.text.patterns import later

_HELP = "(?:等(?:有关)?(?:部门|单位)?)?(?:予以|给予|做好|积极)?(?:配合|协助|参与|参加)(?=$|[，；。])"
_BY = later(
    "(?:等(?:有关)?(?:部门|单位)?)?(?:具体|分别)?"
    "(?:负责|组织|提供|设置|处置|处理|查处|实施|落实|承担|汇总|审核|安排|开展|拦)"
)
_HAVE_TO = (
    "(?:等(?:有关)?(?:部门|单位)?)?(?:应当|应(?!急)|须|必须|需|要(?!求)|负责|同步)"
)
_ACTS = later(f"{_HELP}|{_HAVE_TO}")
_LED = later("并?由")
_PART = later("(?<=[，；。：])")


def others(text: str, names: Names) -> Iterator[Mention]:
    """Every body that acts in a part of its own behind the clause's own act."""

    def body_at(at: int) -> Body | None:
        return names.at(text, at) or read_at(text, at)

    helpers = helpers_of(text)
    for part in _PART.finditer(text):
        place = part.start()
        led = _LED.match(text, place)
        if led is not None:
            place = led.end()
        bodies = list_at(text, place, "convenes", names, body_at)
        acts = _BY if led else _ACTS
        if not bodies or not acts.match(text, bodies[-1].end):
            continue
        for body in bodies:
            if body.name not in helpers:
                yield body
