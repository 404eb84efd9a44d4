"""Heads of entries in running text: 单位：职责, （一）单位, 1.单位 run on, a heading of a command or an office."""

import re
from collections.abc import Collection
from typing import NamedTuple

from smogctl.grammar.bodies import LABEL, OWN_DUTIES, called, is_collective, is_level, is_name
from smogctl.text.plain import fold

NUMBER = re.compile(
    r"\s*(?:[（(]\s*(?P<a>[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4})\s*[）)][、.．]?"
    r"|(?P<dotted>[0-9]{1,2}(?:[.．][0-9]{1,2}){1,4})(?:[.．、]|(?=[\s\u4e00-\u9fff]))"
    r"|(?P<b>[0-9０-９]{1,3})(?:[、）)]|[.．](?![0-9]))|(?P<c>[一二三四五六七八九十百]{1,4})(?:、|[.．])"
    r"|第(?P<d>[一二三四五六七八九十百]{1,4})[、章节条部]|[①-⑳⑴-⒇⒈-⒛㈠-㈩]|(?P<e>[0-9]{1,3})(?=[\s　]+[^\s0-9]))\s*"
)
_SUFFIX = re.compile(rf"(?:{OWN_DUTIES.pattern})\s*$")
_COLON = re.compile(r"(?P<name>[^：:；;。]{2,80})\s*[：:]\s*")
_APART = re.compile(r"(?P<name>[^。\s—]{2,60}?)(?:。|——|－－|\s+)\s*(?=\S)")
_VERBS = (
    "负责|承担|牵头|组织|配合|协助|做好|落实|按照|根据|制定|编制|加强|开展|履行|贯彻|会同|指导|督促|监督|协调|参与|统一|统筹"
    "|主要职责|具体负责|主要负责|设在|依法|建立|完善|及时|领导|研究|是|为"
)
_RUN_ON = re.compile(rf"(?P<name>[^，。；：:\s]{{2,40}}?)(?=(?:{_VERBS}))")
_COMMAND = re.compile(r"[^，。；：]{0,24}(?:指挥部|领导小组)(?:办公室)?")


class HeadLine(NamedTuple):
    """A line that heads an entry: the name, where the entry's own text begins in it, and how the head is written."""

    name: str
    alias: str | None
    continued: bool
    offset: int
    style: str
    number: int | None
    heading: bool
    """The line is a heading of its own (区指挥部职责), which the frame carries whole."""


def number_style(text: str) -> tuple[str, int]:
    """How a line is numbered (one word a style, empty where it is not), and where the text behind the number begins."""
    hit = NUMBER.match(text)
    if not hit:
        return "", 0
    style = re.sub(r"[0-9０-９]+", "1", re.sub("[一二三四五六七八九十百]+", "一", hit[0].strip()))
    return style if len(style) < 8 else "1.1", hit.end()


def head_of(line: str, known: Collection[str], *, weak: bool = False) -> HeadLine | None:
    """The head that a line begins with, or None. `known` are folded names of members; `weak`: in a list of such heads,
    where what stands in front of a colon or a verb need not look like a name.
    """
    style, start = number_style(line)
    rest = line[start:].rstrip()
    for form in (_in_brackets, _own_line, _with_colon, _apart, _run_on):
        found = form(rest, style, known, weak)
        if found:
            name, end, heading = found
            who = called(name)
            clean = who.name.strip("【】[]* ")
            of_all = is_collective(clean) if end >= len(rest) else _is_heading_of_all(clean)
            if clean and not of_all:
                return HeadLine(
                    clean, who.alias, who.continued, start + end, style, _number(line), heading
                )
    return None


_Found = tuple[str, int, bool] | None


def _in_brackets(rest: str, style: str, known: Collection[str], weak: bool) -> _Found:
    hit = re.match(r"[【\[]\s*([^【】\[\]]{2,60})\s*[】\]]\s*[：:]?\s*", rest)
    return (hit[1], hit.end(), False) if hit and _named(called(hit[1]).name, known) else None


def _own_line(rest: str, style: str, known: Collection[str], weak: bool) -> _Found:
    name = _SUFFIX.sub("", rest.rstrip("：: ")).rstrip("的")
    if not name or len(rest) > 90 or re.search("[；;。，]$", rest):
        return None
    if _named(called(name).name, known):
        return name, len(rest), name != rest.rstrip("：: ")
    return None


def _with_colon(rest: str, style: str, known: Collection[str], weak: bool) -> _Found:
    hit = _COLON.match(rest)
    if not hit:
        return None
    name = _SUFFIX.sub("", hit["name"].strip())
    if not name or is_level(name) or LABEL.fullmatch(name):
        return None
    plain = called(name).name
    if _named(plain, known) or (
        weak and len(plain) <= 30 and not re.search("[，。；]", plain) and _is_noun(plain)
    ):
        return name, hit.end(), False
    return None


def _is_noun(text: str) -> bool:
    """Whether a text in front of a colon, in a list of units, may be one that is named in an unusual way."""
    return is_name(f"{text}单位") and not re.search(
        "如下|以下|下列|内容|措施|要求|时$|期间$|后$|工作$|方面$", text
    )


def _apart(rest: str, style: str, known: Collection[str], weak: bool) -> _Found:
    hit = _APART.match(rest)
    if not hit or not (style or _SUFFIX.search(hit["name"]) or fold(hit["name"]) in known):
        return None
    name = _SUFFIX.sub("", hit["name"])
    return (name, hit.end(), False) if name and _named(called(name).name, known) else None


def _run_on(rest: str, style: str, known: Collection[str], weak: bool) -> _Found:
    for hit in list(_RUN_ON.finditer(rest[:60]))[:1]:
        end = hit.end()
        while end:
            name = _SUFFIX.sub("", rest[hit.start() : end])
            trusted = fold(name) in known or _COMMAND.fullmatch(name) or (style and style != "①")
            if hit.start() == 0 and trusted and is_name(name):
                return name, end, False
            more = re.compile(_VERBS).search(rest, end + 1, 60)
            end = more.start() if more else 0
    return None


def _named(name: str, known: Collection[str]) -> bool:
    return is_name(name) or fold(name) in known


def _is_heading_of_all(name: str) -> bool:
    return (
        is_collective(name)
        and re.fullmatch(".{0,3}(?:各|其他|有关|相关).{0,6}(?:单位|部门)", name) is None
    )


_DIGITS = {char: at for at, char in enumerate("零一二三四五六七八九")}


def _number(line: str) -> int | None:
    """A row number, where a line begins with a bare number and a blank as rows of a table do."""
    hit = NUMBER.match(line)
    return int(hit["e"]) if hit and hit["e"] else None
