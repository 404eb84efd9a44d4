"""A command or an office whose duties follow a sentence about it: 县政府成立X指挥部，由…任总指挥。主要职责：…"""

from smogctl.grammar.bodies import Called, called
from smogctl.text.patterns import later

_BODY = later(
    r"\s*(?:第[一二三四五六七八九十百]{1,4}条[\s　]*)?(?:[^，。；：]{0,12}?(?:成立|设立|组建))?"
    r"(?P<name>[^，。；：（）()]{2,30}?(?:指挥部办公室|领导小组办公室|指挥部|领导小组))"
    r"(?P<short>[（(][^（）()]{2,30}[）)])?(?=[，。]|设在|由)"
)
_TELLS = later("成立|设立|组建|设在|任(?:副?总指挥|副?指挥长|副?组长|副?主任)|担任")
_LABEL = r"其?(?:主要|工作|具体)?职责(?:是|为|如下)?[：:]"
_LEADS_IN = later(rf"{_LABEL}\s*$")
DUTIES = later(rf"(?<=。)\s*(?={_LABEL}\s*\S)")
"""Where the duties begin behind such a sentence."""
BEGINS = later(rf"\s*{_LABEL}")
"""A line that begins with their label."""


def narrated(text: str, below: str) -> Called | None:
    """The body that a line is about, where its duties follow: on the next line, or behind a colon.

    None for any other line.
    """
    hit = _BODY.match(text)
    follows = _LEADS_IN.search(text) is not None or BEGINS.match(below) is not None
    if hit is None or not follows or not _TELLS.search(text):
        return None
    return called(f"{hit['name']}{hit['short'] or ''}")


def told_of(text: str) -> str:
    """The name of the body that such a sentence is about; empty for any other text."""
    hit = _BODY.match(text)
    return hit["name"] if hit and _TELLS.search(text) else ""


def is_narrated(text: str) -> bool:
    """Whether a text is such a sentence."""
    return told_of(text) != ""
