"""Lines of an annex by their kind: what ends the list, a chapter, a group's member."""

import re
from collections import Counter
from collections.abc import Collection

from smogctl.grammar.bodies import is_collective, is_level
from smogctl.grammar.heads import HeadLine, head_of, number_style
from smogctl.grammar.layout import NOTHING
from smogctl.importing.pages import Row

FOOTER = re.compile(
    r"(?:上|下)一(?:篇|条)[：:].*|版权所有.*|相关(?:链接|附件|文档|阅读|新闻)(?:[：:].{0,60})?"
    r"|网站地图.*|关于我们.*|扫一扫.{0,20}|.*打印.{0,12}关闭.*"
    r"|责任编辑.*|附件下载.*|主办单位?[：:].*|承办单位?[：:].*|.*ICP备.*"
)
"""A web page's end: nothing below it is of the plan."""
CLOSING = re.compile(
    r"[（(]此件.{0,20}[）)]|抄送[：:].*|主送[：:].*|.{0,30}\d{4}年\d{1,2}月\d{1,2}日(?:印发|发布)?"
    r"|分享到.*|来源[：:].*|附\s*(?:件|表|录)\s*[0-9０-９一二三四五六七八九十]+.{0,40}"
    rf"|(?:咨询|联系|举报)电话.*|{FOOTER.pattern}"
)
"""What ends a list of entries: a signature's date, another annex, a page's end."""
_LONGEST_NAME = 100
_LONGEST_SEAT = 200
_OF_MEMBERS = re.compile("(?!组织)[^：:；。]{0,30}(?:成员单位|组成单位|成员|组成)")
CHAPTER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+[章节部]|[（(][一二三四五六七八九十]{1,3}[）)]"
)


DAY = re.compile(r"(?:19|20)\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日")
ROLE_LINE = re.compile(
    r"(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．] ?)?"
    r"(?:牵头|组长|主责|成员|配合|参与|参加|协办)(?:单位|部门) ?[：:](.{2,80})"
)
OWN_LINE = re.compile(r"(?:主要|工作|具体)?(?:职[^\S\n]*责|任务)\s*[：:]")
RUNNING = re.compile(r"[^；;。，：:]{2,40}[（(](?:续|接上页|续表|续上表)[）)]")


def form_of(text: str, head: HeadLine) -> str:
    """How a head is written: its numbering, ： where it has one, 丨 where it is bare and alone."""
    before = text[: head.offset].rstrip()
    if before.endswith(("：", ":")):
        return f"{head.style}："
    alone = not head.style and head.offset >= len(text.rstrip())
    return "丨" if alone else head.style


def names_in(text: str) -> list[str]:
    """The names of a list, whatever stands between them."""
    names = re.split(r"[、，,；;\s]+", text.strip("。；; "))
    return [name for name in names if _may_be_name(name)]


def _may_be_name(text: str) -> bool:
    """Whether a piece of a list is short enough for a name, and says anything."""
    return 0 < len(text) <= _LONGEST_NAME and not NOTHING.fullmatch(text)


def opens_list(text: str) -> bool:
    """Whether a line is about the members as a whole, and no clause of an entry."""
    return _OF_MEMBERS.match(text) is not None


_OF_DISTRICT = re.compile(
    r"[\u4e00-\u9fff]{1,8}[县区市旗](?:各级|各|有关|相关|直)?(?:[^，。：]{0,14}[和及、])?"
    r"(?:部门|单位)(?:的)?(?:主要|工作|应急)*职责(?:分工)?"
)
"""Whose duties an annex has: 甲县有关部门职责."""


def is_title(
    text: str, head: HeadLine, following: Row | None, known: Collection[str]
) -> bool:
    """Whether the first head is the annex's own title.

    It is a line by itself that another head follows.
    """
    stands_alone = not head.style and head.offset >= len(text.rstrip())
    if following is None or not stands_alone:
        return False
    if _OF_DISTRICT.fullmatch(text.strip()):
        return True
    below = following.cells[0].strip()
    _, start = number_style(below)
    if following.table or is_collective(below[start:]):
        return True
    return head_of(below, known) is not None


def usual(text: str, styles: Counter[str]) -> bool:
    """Whether a line is written as most heads of this annex are."""
    style, _ = number_style(text)
    total = sum(styles.values())
    return total >= 3 and styles[f"{style}："] * 2 > total


SEAT = re.compile(
    r"(?:[^，。；]{0,20}办公室)?设在[^，。；]{2,30}|[^，。；]{0,12}(?:总指挥|指挥长|主任|组长|召集人)(?:由|：)[^，。；]{2,40}"
    r"|由[^，。；]{2,40}(?:任|担任|兼任)[^，。；]{0,8}(?:总指挥|指挥长|主任|组长|召集人)"
    r"|由[^，。；]{2,60}(?:专家|人员|人士)组成"
    r"|[^，。；]{2,30}兼任?[^，。；]{0,10}(?:副?主任|副?组长|副?总指挥|副?指挥长)"
    r"|副[^，。；]{1,10}由[^，。；]{2,60}(?:任|担任|兼任)"
    r"|[^，。；]{0,20}下设[^，。；]{0,100}(?:办公室|工作组)"
    r"|[^，。；]{0,20}(?:成立|设立|组建)[^，。；]{2,40}(?:指挥部|领导小组|工作组|办公室)[^，。；]{0,20}"
    r"|[^，。；]{0,12}(?:成员|副主任|副组长|联络员)(?:由|为)[^，。；]{2,60}"
)
"""Where an office sits, who heads it: facts of the plan, no duty."""
_POST = re.compile(
    r"(?:副?\s*总\s*指\s*挥|副?\s*指\s*挥\s*长|副?\s*组\s*长|副?\s*主\s*任|成\s*员|召\s*集\s*人)(?!单位)\s*[：:]"
)
"""Who holds a post in a command: 总指挥：区长."""
_ASKS = "(?:有关|工作|相关|几点|其他)要求"
_TAIL = re.compile(
    r"[（(]?(?:上述|以上|本(?:表|清单|附件|分工|预案|方案|办法|规定|细则|职责))[^；]{2,}"
    r"|.*(?:起(?:施行|实施|执行)|同时废止|负责解释)[。；]?"
    rf"|[^。；]*(?:见下表|如下表|见附[件表][^。；]*)[：:。]?|{_ASKS}[：:]?|[（(]?(?:备注|注|说明|联系人)[：:].*"
    r"|[^；]{0,20}(?:职责|分工)[^；，]{0,16}(?:调整|变动|变化)的，.*"
)
OF_ALL = re.compile(
    "(?:请|要求)?(?:各|其他|上述)(?:成员|有关|相关|责任)?(?:单位|部门)(?![：:职])"
)
_NOTICE = re.compile(
    r"(?=(?s:.{,60})\Z)(?s:.*?)(?:(?:印发|发布|下发|公布).{0,60}(?:通知|公告|意见|函)|通知$)"
)
_OWES_NOTHING = re.compile(
    rf"{SEAT.pattern}|(?!.*(?:负责(?!人|同志)|承担|职责[：:])).*", re.S
)
"""A part of a line that says who sits where, or at least not what anybody does."""
_ADDRESSEES = re.compile("(?=.*各)(?=.*[，、])[^。；]*[：:]", re.S)


def is_seat(text: str) -> bool:
    """Whether a line only says where an office sits and who heads it."""
    if _POST.match(text.strip()):
        return True
    parts = _parts(text)
    if len(text) > _LONGEST_SEAT or not any(map(SEAT.fullmatch, parts[:1])):
        return False
    return all(map(_OWES_NOTHING.fullmatch, parts))


def _parts(text: str) -> list[str]:
    """What stands between the marks of a line."""
    return list(filter(None, re.split("[，。；]", text.strip(" 　：:"))))


_MADE_UP = re.compile(r"(?:人员)?(?:组成|设置|构成)(?:[。：:]|$)")


def says_composition(text: str) -> bool:
    """Whether a numbered line says how a command is made up: 2.1.1 组成。由…任总指挥。"""
    return _MADE_UP.match(text[number_style(text)[1] :]) is not None


def is_only_seat(text: str) -> bool:
    """Whether each part of a line says who heads a body or where it sits, wherever it stands."""
    parts = _parts(text)
    if not parts or len(text) > _LONGEST_SEAT:
        return False
    return all(map(SEAT.fullmatch, parts))


def ends_list(text: str) -> bool:
    """Whether a line speaks of the list as a whole or of the plan's validity: 本清单自公布之日起施行."""
    return _TAIL.fullmatch(text.strip()) is not None


_HEADS_LEVEL = re.compile(
    r"(?=[^，。；：:]{2,20}\Z).*(?:预警|响应|级|期间|时|阶段|措施|[）)])"
)


def heads_level(text: str) -> bool:
    """Whether a heading, without its number, names a level and nothing else: 黄色预警期间."""
    return _HEADS_LEVEL.fullmatch(text) is not None and is_level(text)


_HEADS_DUTIES = re.compile(
    r"[^，。；：:\s]{0,6}(?:日常|平时|常态化?|应急|响应|预警|战时|主要|其他|工作|具体|基本)"
    r"(?:响应|状态)?(?:职责|任务|工作|阶段)(?:分工)?|(?:应急|预警|分级)响应|应急处置"
)
_ADDS = re.compile(r"[^。；]{0,40}(?:以下|下列|如下|基础上|同时)[^。；]{0,20}")


def heads_duties(text: str) -> bool:
    """Whether a heading, without its number, only says when duties are owed: 日常职责."""
    return _HEADS_DUTIES.fullmatch(text) is not None


def adds_to_level(text: str) -> bool:
    """Whether a heading names a level and what it adds to: 二、Ⅱ级响应：在Ⅲ级基础上，增加以下措施."""
    style, label, rest = labelled(text)
    if not style or not heads_level(label):
        return False
    return _ADDS.fullmatch(rest) is not None


def labelled(text: str) -> tuple[str, str, str]:
    """How a line is numbered, what stands before its colon, and what behind."""
    style, start = number_style(text)
    label, _, rest = text[start:].strip().replace(":", "：").partition("：")
    return style, label, rest


def asks_all(text: str) -> bool:
    """Whether a line heads what is asked of everybody: 有关要求：."""
    return re.fullmatch(f"{_ASKS}[：:]?", text.strip()) is not None


def is_notice(text: str) -> bool:
    """Whether a line is the title of the notice that sends a plan out."""
    return _NOTICE.match(text) is not None


def is_addressees(text: str) -> bool:
    """Whether a line names whom a notice goes to: 各乡镇人民政府，县直各单位："""
    return _ADDRESSEES.fullmatch(text.strip()) is not None
