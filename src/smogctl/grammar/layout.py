"""What of a plan's text is layout and no word of it: tags, blanks, numbers, a page's furniture."""

import re

from smogctl.text.patterns import later

_TAG = r"</?[A-Za-z][A-Za-z0-9:-]*(?:[\s/](?:[^<>=]*[\w:.-]\s*=[^<>]*|[^<>=\u3400-\u9fff]*))?>"
TAG = later(_TAG)
"""A tag of a web page; <PM2.5浓度> and <AQI 指数> are none, but words of the text."""


ENDS = "；;。"


LAYOUT = later(rf"[\s；;。：:|｜│┃.．\t]+|{_TAG}")


BULLETS = "·◆◇●○■□▲△★☆►▶•※➢❖✦◎"
"""Marks in front of an entry or a clause."""


DASHES = "－–—―-"
"""Marks in front of a clause where a blank follows."""


ENUMERATOR = later(
    rf"^\s*[{BULLETS}]\s*|"
    rf"^\s*[{DASHES}]+\s+(?=[\u4e00-\u9fff])|"
    r"^\s*[一二三四五六七八九十]{1,2}是(?=[\u4e00-\u9fff])|"
    r"^\s*[0-9]{1,2}(?:[.．][0-9]{1,2}){2,4}[.．、]?(?=\s?[\u4e00-\u9fff])\s*|"
    r"^\s*(?:[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4}(?=\s)"
    r"|[（(]?\s*(?:[0-9０-９一二三四五六七八九十]{1,3}|[一二三四五六七八九]百[零〇一二三四五六七八九十]{0,3})"
    r"\s*[）)、.．](?:[0-9]{1,2}[.．])*|[①-⑳⑴-⒇⒈-⒛㈠-㈩])\s*"
)


_MANY_BLANKS = later(r"[^\S\n\t]{60,}")


FURNITURE = later(
    r"\s*(?:[-—–－―·•]+\s*[0-9０-９]{1,4}\s*[-—–－―·•]+|第\s*[0-9０-９一二三四五六七八九十百]{1,4}\s*页"
    r"(?:\s*[,，/、]?\s*共\s*[0-9]{1,4}\s*页)?"
    r"|[0-9]{1,4}\s*/\s*[0-9]{1,4}|[0-9]{1,4}|Page\s*[0-9]{1,4}(?:\s*of\s*[0-9]{1,4})?)\s*"
    r"|[\s|｜│┃:+=_\-—─━┄┈┌┐└┘├┤┬┴┼╋]+",
    re.I,
)
"""A line that is no text: a page's number, a rule."""


GROUP = later(
    r"(?:牵头|组长|召集人?|主责|主办|主要责任|第一责任|责任|成\s{0,4}员|配合|参与|参加|协办|协助"
    r"|组\s{0,4}成|副组长)(?:单位|部门)?\s*[：:]"
)
"""What stands before the bodies of a group."""


OWN_DUTIES = later(
    r"(?:^|(?<=[。；;]))[^\S\n]*"
    r"(?:[^，。；;：:\s]{0,12}(?:指挥部|领导小组|办公室)的?)?"
    r"(?:其|(?:依法|具体|主要)?(?:履行|承担|行使)(?:下列|以下|如下))?"
    r"(?:主要|工作|具体|基本|日常|平时|常态化?|应急|响应|预警|战时)*(?:职\s{0,4}责|任务|工作)(?:分工)?"
    r"(?:是|为|如下)?\s*[：:]"
    r"|^[^\S\n]*[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4}\s*(?:主要|工作)?职责[。：:](?=\s*[\0\u4e00-\u9fff])",
    re.M,
)
"""What stands before the clauses of an entry, or of a part of it: 主要职责：, 日常职责：, 应急响应职责：."""


GRADE = later(
    r"【\s*([^【】，。；]{0,8}(?:预警|响应|级)[^【】，。；]{0,4})\s*】\s*[：:]?"
)
"""A label that sets a level apart inside an entry: 【黄色预警】, 【各级响应】."""


NOTHING = later(r"[\s\-—–－−/／_无]*")
"""A cell, or what stands behind a label, that says that there is none."""


AS_ABOVE = frozenset(("同上", "同前", "〃"))
"""A cell that says what the one above it says."""


CONTINUED = r"(?:[（(]\s*(?:续|接上页|续表|续上表|接上表)\s*[）)])?"


RESIDUE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + ENDS
"""All white space, and what closes a clause; for `str.strip`, which does not go back like a
pattern.
"""


def bare(text: str) -> str:
    """The text without any white space, for comparing heads and frame lines."""
    return "".join(text.split())


def shortened(text: str) -> str:
    """A text whose runs of very many blanks are one blank: layout, and hostile to patterns that
    look for blanks.
    """
    return _MANY_BLANKS.sub(" ", text)


def without_residue(text: str) -> str:
    """A clause as it should stand: no tags, no blanks around it, no closing marks."""
    return TAG.sub("", text).strip(RESIDUE)
