"""Heads of entries in running text.

单位：职责, （一）单位, 1.单位 run on, a heading of a command or an office.
"""

from collections.abc import Collection
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from smogctl.grammar.bodies import (
    LABEL,
    OWN_DUTIES,
    called,
    is_collective,
    is_level,
    is_name,
)
from smogctl.grammar.layout import BULLETS, DASHES
from smogctl.plan.organs import organ_of
from smogctl.text.patterns import later, words_of
from smogctl.text.plain import fold

NUMBER = later(
    r"\s*(?:[（(]\s*(?P<a>[0-9０-９]{1,3}|[一二三四五六七八九十百零〇]{1,5})\s*[）)][、.．]?"
    r"|(?P<dotted>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4})"
    r"(?:[.．、]|(?=[\s\u4e00-\u9fff])(?![月日时点年倍万亿个天小级]))"
    r"|(?P<b>[0-9０-９]{1,3})(?:[、）)]|[.．](?![0-9０-９])|[.．](?=[0-9０-９]{1,3}(?:[月日时点天个]|小时)))"
    r"|(?P<c>[一二三四五六七八九十百零〇]{1,5})(?:、|[.．])"
    r"|第(?P<d>[一二三四五六七八九十百零〇]{1,5})[、章节条部]|[①-⑳⑴-⒇⒈-⒛㈠-㈩]"
    rf"|[{BULLETS}]|[{DASHES}]+(?=[ 　]+[\u4e00-\u9fff])"
    r"|(?P<e>[0-9]{1,3})(?=[\s　]+[^\s0-9]))\s*"
)
_SUFFIX = later(rf"(?:{OWN_DUTIES.pattern})\s*$")
_COLON = later(r"(?P<name>[^：:；;。]{2,80})\s*[：:]\s*")
_APART = later(r"(?P<name>[^。\s—]{2,60}?)(?:。|——|－－|\s+)\s*(?=\S)")
_VERBS = (
    "负责|承担|牵头|组织|配合|协助|做好|落实|按照|根据|制定|编制|加强|开展|履行|贯彻|会同|指导|督促|监督|协调|参与|统一|统筹"
    "|主要职责|具体负责|主要负责|设在|依法|建立|完善|及时|领导|研究|是|为|督导|督查|应|须|要|严格|强化|检查|排查|巡查|安排"
    "|通知|停止|采取|密切|确保|保障|提供|对|将|在|按|每|全面|加密|加大|加快|增加|执行|启动|实行|实施|发布|报送|收集|汇总"
    "|立即|迅速|积极|切实|认真|进一步|推进|抓好|搞好|查处|引导|承办|定期|结合|针对|通过|联合|调度|成立|宣传|动员|下达|提请"
    "|抽查|抽检|监测|清理|清扫|冲洗|整治|打击|制止|劝阻|取缔|划定|规范|核查|审核|受理|收治|提高|降低|减少"
)
_OWN_PART = (
    r"(?!(?:组织(?:人事)?部|宣传部|督查(?:考评)?[室办]|督导[室组办]|研究[室院所]|应急|协调[组办]|指导[组站]"
    r"|(?:监督|检查|监察|执法|管理|实施|协调|保障|研究|宣传|统筹|巡查)[^，。；、：:]{0,6}(?:[局室站所组办委处]|中心|大队|支队|总队)"
    rf"(?=[^，。；、：:]{{0,2}}(?:{_VERBS}|[：:]|$))))"
)
"""What begins like a verb and is the rest of a name: 县委组织部, 市场监督管理局, 政府督查室."""
_BEGINNINGS = "".join(sorted({verb[0] for verb in _VERBS.split("|")}))
_AT_VERB = rf"(?=[{_BEGINNINGS}])(?={_VERBS}){_OWN_PART}"
"""The place before a verb; few have one, so it is looked for before what it may be part of."""
_VERB = later(_AT_VERB)
_RUN_ON = later(rf"(?P<name>[^，。；：:\s]{{2,40}}?){_AT_VERB}")
_ADDRESSED = later(
    r"(?:企业|学校|单位|医院|工地|社区|运营商|[厂库校园区县市团联人]|组)$"
)
"""What a clause tells to do something as often as it heads an entry: 工业企业落实…, 学校停止…."""
_COMMAND = later(r"[^，。；：]{0,24}(?:指挥部|领导小组)(?:办公室)?")


_ANNEX = later(r"\s*附\s*[件表录]\s*[0-9０-９一二三四五六七八九十]+")
"""What an annex's own heading begins with: 附件2 有关部门和单位职责分工."""


class HeadLine(NamedTuple):
    """A line that heads an entry: the name, where the entry's text begins, how it is written."""

    name: str
    alias: str | None
    continued: bool
    offset: int
    style: str
    number: int | None
    heading: bool
    """The line is a heading of its own (区指挥部职责), which the frame carries whole."""


_OF_ITS_OWN = later("(?<=[^、，,和及与 ])(?:各|本|下属|所属|辖区)(?!县区|县市)")
"""Inside a name it makes it a part of an organ: 区公安分局各派出所."""
_OTHERS = later(".{0,3}(?:各|其他|有关|相关).{0,6}(?:单位|部门)")
"""What heads no entry alone on its line, and may head one with its text behind it."""
_NO_NOUN = later(
    "[，。；]|如下|以下|下列|内容|措施|要求|时$|期间$|后$|工作$|方面$|(?s:.{31})"
)
"""What a unit with an unusual name has none of; nor is its name so long."""
_NO_UNIT = later(rf"{LABEL.pattern}|")
"""What may stand before a colon, or nothing at all."""
_BRACKETED = later(r"[【\[]\s*(?P<name>[^【】\[\]]{2,60})\s*[】\]]\s*[：:]?\s*")
_OF_ITS_OWN_LINE = later("(?s:.){1,90}(?<![；;。，])")
_ANOTHER = later(r"(?P<name>[^。；;：:，\s]{3,20})[ 　]+(?=\S)")
_WRITTEN = later("[0-9]+|[一二三四五六七八九十百零〇]+")
_ARABIC = later("[0-9０-９]+")
_CHINESE = later("[一二三四五六七八九十百零〇]+")
_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")}
_RANKS = {"": 9, "1": 2, "1.": 5, "1．": 5, "1、": 5}
_RANKS_BY_SIGN = {"第": 1, "一": 2}
"""Of the sign that a style begins with."""


def number_of(line: str) -> int:
    """The number of a line, of a number of several steps the last; 0 where it has none."""
    written = _WRITTEN.findall(words_of(NUMBER.match(line)))
    last: str = ["0", *written][-1]
    if last.isdecimal():
        return int(last)
    hundreds, hundred, rest = last.rpartition("百")
    tens, ten, ones = rest.strip("零〇").rpartition("十")
    number = _DIGITS.get(ones, 0)
    if ten:
        number += 10 * _DIGITS.get(tens, 1)
    if hundred:
        number += 100 * _DIGITS.get(hundreds, 1)
    return number


def rank_of(style: str) -> int:
    """How high a numbering usually stands: 第一章 1, 一、 2, 1 and 1.1 2 and 3, （一） 4, 1. 5.

    （1） is 6, others stand below.
    """
    if style in _RANKS:
        return _RANKS[style]
    sign, steps = style[0], style.count("1")
    if sign in _RANKS_BY_SIGN:
        return _RANKS_BY_SIGN[sign]
    if steps > 1:
        return 1 + steps
    if sign in "（(":
        return 4 if "一" in style else 6
    return 8


def number_style(text: str) -> tuple[str, int]:
    """How a line is numbered, and where the text behind the number begins.

    One word a style; "" and 0 where the line has no number.
    """
    hit = NUMBER.match(text)
    if hit is None:
        return "", 0
    return _style_of(hit[0].strip()), hit.end()


@lru_cache(maxsize=1024)
def _style_of(number: str) -> str:
    """The style of a number. A page has few numbers, and asks for each again and again."""
    return _ARABIC.sub("1", _CHINESE.sub("一", number))


class _Line(NamedTuple):
    """What the forms of a head look at; each takes of it what it uses."""

    rest: str
    """The line behind its number."""
    style: str
    """Of the number."""
    known: Collection[str]
    weak: bool
    listed: bool
    """It stands in a list: it has a number, or the heads have none."""
    expected: bool

    def names(self, text: str) -> bool:
        """Whether a text names a body: it reads as a name, or is a member's."""
        return is_name(text) or fold(text) in self.known

    def trusts(self, name: str) -> bool:
        """Whether a name needs no mark behind it: a member's, a command's, one in a list.

        What clauses speak to (学校, 工业企业) is trusted where its number is the next one only.
        """
        if fold(name) in self.known or _COMMAND.fullmatch(name):
            return True
        if not self.listed:
            return False
        return self.expected or is_organ(name)


class _Found(NamedTuple):
    """A name in a line, where it ends, and whether the line is a heading that says more."""

    name: str
    end: int
    heading: bool = False


def head_of(
    line: str,
    known: Collection[str],
    *,
    weak: bool = False,
    bare: bool = False,
    expected: bool = False,
) -> HeadLine | None:
    """The head that a line begins with, or None.

    `known` are folded names of members; `weak`: in a list of such heads, where what stands in front
    of a colon or a verb need not look like a name; `bare`: in a list of heads without number and
    colon, where a name that reads as an organ's runs on into its clause; `expected`: its number is
    the next of the heads', so that also what clauses speak to (重点企业) may be one.
    """
    if _ANNEX.match(line):
        return None
    style, start = number_style(line)
    context = _Line(
        rest=line[start:].rstrip(),
        style=style,
        known=known,
        weak=weak,
        listed=bare or style not in ("", "①"),
        expected=expected,
    )
    for form in (_in_brackets, _own_line, _with_colon, _apart, _run_on):
        head = form(context)
        if head is None:
            continue
        who = called(head.name)
        name = who.name.strip("【】[]* ")
        whole = head.end >= len(context.rest)
        of_some = not whole and _OTHERS.fullmatch(name)
        of_all = is_collective(name) and not of_some
        if not name or of_all:
            continue
        return HeadLine(
            name=name,
            alias=who.alias,
            continued=who.continued,
            offset=start + head.end,
            style=style,
            # a bare number and a blank, as rows of a table begin
            number=int(line[:start]) if style == "1" else None,
            heading=head.heading,
        )
    return None


def _without_duties(name: str) -> str:
    """A name without 职责 or 主要任务 behind it."""
    if "职" not in name and "任务" not in name:
        return name
    return _SUFFIX.sub("", name)


def _in_brackets(line: _Line) -> _Found | None:
    hit = _BRACKETED.match(line.rest)
    if hit is None:
        return None
    plain = called(hit["name"]).name
    return _Found(hit["name"], hit.end()) if line.names(plain) else None


def _own_line(line: _Line) -> _Found | None:
    written = line.rest.rstrip("：: ")
    name = _without_duties(written).rstrip("的")
    if not name or not _OF_ITS_OWN_LINE.fullmatch(line.rest):
        return None
    if not line.names(called(name).name):
        return None
    return _Found(name, len(line.rest), heading=name != written)


def _with_colon(line: _Line) -> _Found | None:
    hit = _COLON.match(line.rest)
    if hit is None:
        return None
    name = _without_duties(hit["name"].strip())
    if is_level(name) or _NO_UNIT.fullmatch(name):
        return None
    plain = called(name).name
    if line.names(plain):
        return _Found(name, hit.end())
    # in a list of units one may have an unusual name
    if not line.weak or _NO_NOUN.search(plain):
        return None
    like_a_unit = is_name(f"{plain}单位")
    return _Found(name, hit.end()) if like_a_unit else None


def _apart(line: _Line) -> _Found | None:
    """A name that a full stop, a dash or a blank parts from its text.

    Those behind it that only blanks part from it are of the same head: 市交通局 市公路段 负责…
    """
    hit = _APART.match(line.rest)
    if hit is None:
        return None
    written = hit["name"]
    told = line.style or _SUFFIX.search(written) or line.trusts(written)
    name, end = _without_duties(written), hit.end()
    if not told or not name:
        return None
    if not line.names(called(name).name):
        return None
    while more := _ANOTHER.match(line.rest, end):
        if not is_name(more["name"]) or not is_organ(more["name"]):
            break
        name = f"{name} {more['name']}"
        end = more.end()
    return _Found(name, end)


def _run_on(line: _Line) -> _Found | None:
    """A name that runs on into its first clause: the shortest before a verb that can be one."""
    start = line.rest[:60]
    first = _RUN_ON.match(start)
    if first is None:
        return None
    verbs = _VERB.finditer(start, first.end() + 1)
    for hit in chain([first], verbs):
        end = hit.end()
        name = _without_duties(start[:end])
        if is_name(name):
            return _Found(name, end) if line.trusts(name) else None
    return None


def is_organ(name: str) -> bool:
    """Whether a name is an organ's or an enterprise's own, and not of a kind that is spoken to."""
    plain = called(name).name
    if _OF_ITS_OWN.search(plain):
        return False
    return bool(organ_of(plain).functions) or not _ADDRESSED.search(plain)
