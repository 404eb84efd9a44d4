"""The plan that an annex belongs to, as its text says: name, document number, day."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from smogctl.importing.lines import is_notice
from smogctl.schema.registry import UNKNOWN_PLACE, District, PlanOf
from smogctl.values.single import single

_NAME = re.compile(
    r"[^《》，。；：:\s]{0,40}重污染天气[^《》，。；：:\s]{0,8}预案(?:[（(][^（）()]{1,12}[）)])?"
)
_QUOTED = re.compile(rf"《({_NAME.pattern})》")
_TITLE = re.compile(rf"(?:印发|发布|公布)({_NAME.pattern})的?通知")
"""The title of the notice that sends it, without quotation marks."""
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,16}\s?[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?第?\s?\d{1,4}\s?号"
)
_DAY = re.compile(r"((?:19|20)\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_SENT = re.compile("(?:印发|发布|公布).{0,30}重污染天气.{0,8}预案.{0,16}的?通知")
INFERRED = "预案名称：没有读出，按区县名称拟"


def plan_of(
    title: str | None, head: Sequence[str], district: District
) -> PlanOf | None:
    """The plan as notices cite it; its name is inferred where no text has it.

    None where the district is not known either.

    `title` is the document's, `head` the lines above its first entry.
    """
    title = title or ""
    stated = _stated(title, head, district)
    if not stated and district.name == UNKNOWN_PLACE:
        return None
    own: Sequence[str] = ()
    whole = "".join("".join(head).split())
    if _NAME.fullmatch(title) or _SENT.search(whole):
        # what a notice says of itself is the plan's where it sends the plan
        own = head
    number = _cited_number(stated, head) or _only(_NUMBER, own)
    return PlanOf.model_construct(
        name=stated or f"{district.name}重污染天气应急预案",
        number="".join(number.split()) or None,
        issued=_date(_only(_DAY, own)),
        basis="stated" if stated else "inferred",
    )


def _cited_number(name: str, head: Sequence[str]) -> str:
    """The number in brackets behind the plan's name, as other documents cite it."""
    pattern = rf"《{re.escape(name)}》\s?[（(]({_NUMBER.pattern})[）)]"
    hit = re.search(pattern, "".join(head))
    return hit[1] if hit and name else ""


def _stated(title: str, head: Sequence[str], district: District) -> str:
    """The name that the text gives: its own title, or the one in a notice; else empty."""
    if _NAME.fullmatch(title):
        return title
    names = list(dict.fromkeys(_names(head)))
    for name in names:
        if district.name in name:
            return name
    return single(names, "")


def _names(head: Sequence[str]) -> Iterator[str]:
    for line in head:
        plain = line.strip()
        if _NAME.fullmatch(plain) and not is_notice(plain):
            yield plain
        yield from _QUOTED.findall(line)
        yield from _TITLE.findall(line)[:1]


def _only(pattern: re.Pattern[str], head: Sequence[str]) -> str:
    """What a line of its own says, where one line alone does."""
    texts = set(filter(pattern.fullmatch, map(str.strip, head)))
    return single([*texts], "")


def _date(text: str) -> date | None:
    hit = _DAY.fullmatch(text)
    if hit is None:
        return None
    year, month, day = map(int, hit.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
