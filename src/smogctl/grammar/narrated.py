"""A command or an office whose duties follow a sentence about it: 县政府成立X指挥部，由…任总指挥。主要职责：…"""

from smogctl.grammar.bodies import Called, called
from smogctl.text.patterns import later, words_of

_TELLS = "成立|设立|组建|设在|任(?:副?总指挥|副?指挥长|副?组长|副?主任)|担任"
_BODY = later(
    rf"(?=(?s:.*?)(?:{_TELLS}))"
    r"\s*(?:第[一二三四五六七八九十百]{1,4}条[\s　]*)?(?:[^，。；：]{0,12}?(?:成立|设立|组建))?"
    r"(?P<called>(?P<name>[^，。；：（）()]{2,30}?(?:指挥部办公室|领导小组办公室|指挥部|领导小组))"
    r"(?:[（(][^（）()]{2,30}[）)])?)(?=[，。]|设在|由)"
)
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
    if hit is None:
        return None
    duties = _LEADS_IN.search(text) or BEGINS.match(below)
    return called(hit["called"]) if duties else None


def told_of(text: str) -> str:
    """The name of the body that such a sentence is about; empty for any other text."""
    return words_of(_BODY.match(text), "name")


def is_narrated(text: str) -> bool:
    """Whether a text is such a sentence."""
    return _BODY.match(text) is not None
