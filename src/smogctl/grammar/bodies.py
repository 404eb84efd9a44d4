"""Names of organisations: what looks like one, where a joint name has bodies, what a bracket calls
a body for short.

Read from how Chinese bodies are named, never from a list of places or units.
"""

import re
from itertools import chain
from typing import NamedTuple

from smogctl.grammar.levels import begins_with_level
from smogctl.grammar.words import next_at
from smogctl.plan.organs import meant_by
from smogctl.text.patterns import later

MAX_NAME = 100

_ENDS = (
    "局|委|办|(?<!干)部|室|中心|大队|支队|总队|中队|队|公司|集团|政府|街道|镇|乡|苏木|委员会|委会|办事处|指挥部|小组|组|院|校|站|所"
    "|处|社|会|署|厅|台|园区|园|银行|分行|支行|团|联|企业|单位|部门|区|县|市|旗|厂|库|农场|林场|机场|运营商|街镇|镇街|分局|专班"
    "|学校|办公厅|党委|党工委|大厅|基地|(?:公路|工务|车务|供电|机务)段"
)
_BRACKET = later(r"\s*[（(〔【][^（）()〔〕【】]{0,60}[）)〕】]\s*")
_ACTS = (
    "(?!.{0,8}(?:组|专班)$)(?:负责|组织(?!部|人事)|督促|督导|指导|配合|协助|会同|协同|落实|开展|加强|制定|编制|做好|完成|承担|牵头"
    "|根据|按照|参与|监督|建立|完善|推进|实施|及时|发布|报告|报送|向|由|与|对|在|将|把|并|及|或|不|停止|减少|禁止|检查"
    "|应(?!急)|每[日天周月年个小]|联合(?!会)|依据|接受|接到"
    "|查处|协调|保障|提供|履行|贯彻|统筹|启动|发生|当|应当|依法|全面|强化|进一步|办理|传达|召集|调度|通知|研究|统一|按"
    "|视|适时|定期|引导|汇总|收集|核查|管控|管理|支持|利用|通过|针对|涉及|包括|主要|具体|加大|深入|积极|严格|继续|增加|确保)"
)
_ONE = rf"(?!{_ACTS})[^，。；;：:！？!?“”\"《》<>|\t]{{0,60}}?(?:{_ENDS})"
"""The name of one body, which begins with no act."""
_NAME = later(_ONE)
_ROLE = (
    "(?:牵头|组长|副组长|召集人?|责任|主责|主管|主办|协办|配合|参与|参加|成员|组成|协助|主要责任|第一责任|实施)"
    "(?:单位|部门|机构)"
)
LEAD = later(
    r"(?:牵头|组长|召集人?|主责|主办|主要责任|第一责任|责任)(?:单位|部门)\s*[：:]\s*"
)
MEMBER = later(
    r"(?:成\s{0,4}员|配合|参与|参加|协办|协助|组\s{0,4}成|副组长)(?:单位|部门)?\s*[：:]\s*"
)
OWN_DUTIES = later(
    r"(?:的)?(?:(?:依法|具体|主要)?(?:履行|承担|行使)(?:下列|以下|如下))?"
    r"(?:主要|工作|具体|基本)*(?:职\s{0,4}责|任务)(?:任务|职责|分工)?(?:是|为|如下|包括)?"
)
LABEL = later(
    rf"(?:{_ROLE}|{OWN_DUTIES.pattern}|部门|单位|机构|成员|备注|注|联系人|联系电话|说明|其中|来源|日期)"
)
_BESIDE_COMMA = later(r"\s*([、，,/／;；])\s*")
_BEGINS_NO_NAME = later(rf"{LABEL.pattern}\Z|{_ACTS}")
_IN_NO_NAME = later("[，。；;：:！？《》]")
_OWED = "(?:(?:主要|工作|具体|日常|平时|应急|响应|预警)*(?:职责|任务|分工)*)"
_ALL_OF_THEM = (
    r"(?:附\s*[件表录]\s*[0-9０-９一二三四五六七八九十]*[：:]?)?[^：:]{0,30}?(?:成员|组成|责任|各|有关|相关|其他)(?:单位|部门)"
    rf"(?:及|和|的|组成)?(?:其)?{_OWED}(?:(?:及|和|与){_OWED})?"
    "|各(?:有关|相关)?(?:部门|单位)[、和及].{2,20}"
    rf"|(?:园区|街道|镇街|乡镇|属地|社区)(?:[、和及与](?:园区|街道|镇街|乡镇))*[、和及与](?:企业|单位|部门|机构){_OWED}"
    rf"|.{{0,20}}(?:应急响应|重污染天气.{{0,6}})(?:部门|单位){_OWED}"
)
_CLASS = (
    "(?:党委|政府|党政|[区县市]直|垂直管理|垂管|群团|企事业|驻.{0,4})(?:部门|单位|机关)"
    "|.{0,10}(?:指挥|组织|领导|办事|工作|日常)(?:机构|体系)(?:及职责|与职责|和职责)?"
)
"""Headings that name a class of units, or their chapter."""
_COLLECTIVE = later(f"{_ALL_OF_THEM}|{_CLASS}")
_CALLED = later(
    r"[（(]\s*(?:以下|下)?(?:简称|统称|称)(?:为|：|:)?\s*[“\"]?([^（）()“”\"]{1,30})[”\"]?\s*[）)]"
)
_SEATED = later(r"[（(]设在[^（）()]{2,30}[）)]")
_CONTINUED = later(r"\s*[（(]\s*(?:续|接上页|续表|续上表|接上表)\s*[）)]\s*")


_OVER = "[省市区县旗州盟](?:委|政府|人民政府)"
"""What stands over the organs, and begins the name of some: 市委、市政府督查室."""
_BY_ITSELF = later(rf"(?!{_OVER}\Z)(?=(?s:..)){_ONE}")
_JOINED = later("[^（(]*、[^（(]*")
"""A name that is still several."""
_SHARED = later("(?:(?:行政)?主管|行政)?部门$|企业$")
"""What several organs of a list may share: 公安、交通部门, 供电、供热企业."""
_AND = later("(?:以及|[和及与])(?=[各区县市旗省州盟])")
_AS_HIGH = later(rf"(?=(?P<rank>[各区县市旗])).*(?:{_ENDS})\n(?P=rank)")
"""A whole name, and a line below it that begins as it does."""
_LIST_OF_MEMBERS = later(
    r"(?:成员单位|组成单位|成员)(?:(?:主要|一般)?(?:包括|为|有|由|如下)[：:]?|\s*[：:])"
)
_LIST = later(
    r"单位(?:主要|一般)?(?:包括|为|有|由|如下)[：:]?|由(?:下列|以下)?[^，。；：]{0,12}组成[：:]"
    r"|由(?=[^，。；]{2,20}、)"
)
_PERSON = later("(?:主任|局长|处长|科长|[县区市镇旗]长|部长|书记|同志|担任|兼任)$")
_LIST_END = later(
    r"等(?:有关|相关)?(?:部门|单位)?(?:组成|负责人|$|。|，)|组成|的?(?:主要|分管)?(?:负责人|负责同志|领导)|。|；"
)
_AS_MEMBERS = later(
    "(?:^|[，。；：])(?P<list>[^，。；：]{2,40}、[^，。；：]+?)"
    "(?:的?(?:主要|分管)?(?:负责人|负责同志|领导|同志))?为(?:指挥部)?成员(?:单位)?"
)
"""甲局、乙局和各镇分管负责人为成员。"""


class Called(NamedTuple):
    """A name as a head prints it, without what is said of it, and its short form where a bracket
    gives one.
    """

    name: str
    alias: str | None
    continued: bool


def called(text: str) -> Called:
    """Take （以下简称…） and （续） off a name."""
    if "（" not in text and "(" not in text:
        return Called(text.strip(), None, False)
    short = _CALLED.search(text)
    plain = _CALLED.sub("", text)
    continued = _CONTINUED.search(plain)
    plain = _CONTINUED.sub("", plain)
    return Called(
        name=plain.strip(),
        alias=short[1].strip() if short else None,
        continued=continued is not None,
    )


def without_seat(name: str) -> str:
    """A name without the bracket that says where the body sits: （设在市生态环境局）."""
    return _SEATED.sub("", name)


def outside_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    for _ in range(4):
        shorter = _BRACKET.sub("", text)
        if shorter == text:
            return shorter
        text = shorter
    return text


def is_name(text: str) -> bool:
    """Whether a text reads as the name of a body, or of several joined by 、."""
    if not 2 <= len(text) <= MAX_NAME:
        return False
    if begins_with_level(text) or _BEGINS_NO_NAME.match(text):
        return False
    plain = outside_brackets(text)
    if "，" in plain:
        names = plain.split("，")
        shortest = min(map(len, names))
        if shortest > 2 and all(map(_is_one, names)):
            plain = "、".join(names)
    if _IN_NO_NAME.search(plain):
        return False
    return _is_one(_parts(plain)[-1])


def _is_one(text: str) -> bool:
    return _NAME.fullmatch(text.strip()) is not None


def is_collective(text: str) -> bool:
    """Whether a heading is about all members (各成员单位职责) and heads no entry of its own."""
    plain = "".join(text.split())
    return _COLLECTIVE.fullmatch(plain) is not None


def is_level(text: str) -> bool:
    """Whether a text in front of a colon names a warning level (Ⅲ级响应, 黄色预警期间)."""
    return len(text) <= 30 and begins_with_level(f"{text}：")


def _parts(text: str) -> list[str]:
    """A text cut at 、 and its kind, outside brackets."""
    parts: list[str] = []
    depth = start = 0
    for at, char in enumerate(text):
        depth += (char in "（(") - (char in "）)")
        if depth <= 0 and char in "、，,/／;；":
            parts.append(text[start:at])
            start = at + 1
    parts.append(text[start:])
    return parts


def bodies_of(name: str) -> tuple[str, ...]:
    """The bodies of a joint name, one for a plain name: cut only where both sides are names of
    bodies.

    各县（市、区） is one; 甲局和乙局 are two, 文化和旅游局 is one; 公安、交通部门 are two, each a 部门.
    """
    organs = _of_one_ending(name)
    if organs:
        return organs
    names, rest = _cut(name)
    still_joined = any(map(_JOINED.fullmatch, names))
    if rest or still_joined or len(names) < 2:
        return (name,)
    return tuple(names)


def _cut(name: str) -> tuple[list[str], str]:
    """The names in a joint one, and what is left that is none by itself."""
    names: list[str] = []
    held = ""
    for part in _parts(name):
        whole = f"{held}、{part}" if held else part
        plain = outside_brackets(part).strip()
        if not _BY_ITSELF.fullmatch(plain):
            held = whole  # it goes with what follows
            continue
        names += _at_and(whole.strip())
        held = ""
    return names, held


def _of_one_ending(name: str) -> tuple[str, ...]:
    """The organs of a name in which several share one ending; empty for any other name."""
    ending = _SHARED.search(name)
    if ending is None:
        return ()
    listed = name[: ending.start()]
    stems = list(map(str.strip, listed.split("、")))
    functions = [meant_by(stem).functions for stem in stems]
    if len(stems) < 2 or not all(functions):
        return ()
    return tuple(f"{stem}{ending[0]}" for stem in stems)


def _at_and(part: str) -> list[str]:
    """Cut at 和, 及, 与 where a whole name ends before it and one of the same standing begins behind
    it.
    """
    for hit in _AND.finditer(part):
        left = part[: hit.start()].strip()
        right = part[hit.end() :].strip()
        before, behind = outside_brackets(part[: hit.start()]), outside_brackets(right)
        if len(before) > 2 and _is_one(before) and _is_one(behind):
            return [left, *_at_and(right)]
    return [part]


def stacked(cell: str) -> str:
    """The name in a cell of several lines: a broken one is joined, several whole ones keep a blank
    between them.
    """
    lines = filter(None, map(str.strip, cell.split("\n")))
    name = next(lines, "")
    for line in lines:
        as_high = _AS_HIGH.match(f"{name}\n{line}")
        if as_high and _is_one(outside_brackets(line)):
            name += " "
        name += line
    return name


def bodies_of_cell(name: str) -> tuple[str, ...]:
    """The bodies of a name whose parts a blank may separate; one beside 、 separates nothing."""
    name = _BESIDE_COMMA.sub(r"\1", name)
    parts = name.split()
    plain = map(outside_brackets, parts)
    if len(parts) < 2 or not all(map(_is_one, plain)):
        return bodies_of(name)
    return tuple(chain.from_iterable(map(bodies_of, parts)))


def members_of(text: str) -> tuple[tuple[str, str | None], ...]:
    """The members that a preamble lists, each with its short form where the text gives one.

    Empty for other lines.
    """
    names: list[str] = []
    for part in _parts(_listed(text)):
        names += filter(None, _at_and(part.strip()))
    plain = map(outside_brackets, names)
    bodies = sum(map(_is_one, plain))
    if len(names) < 3 or bodies * 4 < len(names) * 3:
        return ()
    members: list[tuple[str, str | None]] = []
    for name, alias, _ in map(called, names):
        is_person = _PERSON.search(name) is not None
        if 0 < len(name) <= MAX_NAME and not is_person:
            members.append((name, alias))
    return tuple(members)


def _listed(text: str) -> str:
    """The part of a preamble that lists members; empty where it lists none."""
    text = re.sub(r"成[ 　]+员", "成员", text)
    named = _AS_MEMBERS.search(text)
    if named:
        return named["list"]
    start = _LIST_OF_MEMBERS.search(text) or _LIST.search(text)
    if start is None:
        return ""
    stop = next_at(_LIST_END, text, start.end(), len(text))
    return text[start.end() : stop].removesuffix("等")
