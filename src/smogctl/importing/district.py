"""Whose plan it is, as far as the title and the names tell."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from smogctl.importing.naming import spelled_slug
from smogctl.importing.outline import Outline
from smogctl.schema.registry import UNKNOWN_PLACE, District

_PLACE = re.compile(
    r"(?:(?P<province>[\u4e00-\u9fff]{2,8}?(?:省|自治区)))?"
    r"(?P<city>[\u4e00-\u9fff]{2,8}?(?:市|自治州|州|盟))?"
    r"(?P<name>[\u4e00-\u9fff]{1,8}?(?:自治县|自治旗|新区|开发区|区|县|市|旗))(?=[^委级])"
)
_OWN = re.compile(
    r"^(?P<name>(?![区县市旗各])[\u4e00-\u9fff]{1,3}(?<!经开)(?<!高新)[区县旗])(?=[\u4e00-\u9fff]{3,})"
)
_COMMON = re.compile(
    "(?:本|全|我|该|各|辖|园|社|地|城|郊|山|市|街)?[区县市旗]|.*(?:开发|经开|高新)区"
)


class Guess(NamedTuple):
    """The section of the file, and what of it is a guess and why."""

    district: District
    doubts: tuple[str, ...]


_SAID = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,6}?(?:自治县|自治旗|新区|区|县|市|旗))"
    "(?=人民政府|空气重|重污染|大气|冬季|秋冬|环境空气)"
)
_VERBS = re.compile(
    "^.*(?:印发|关于|修订|发布|根据|执行|实施|成立|负责|承担|组织|领导|指挥|协调|指导|做好|协助|配合|落实"
    "|全[市区县]|我|该|本|由|经|和|与|及|向|报|对|省|自治区)"
)
"""What stands before a name in a sentence: 负责我区空气重… names no place 负责我区."""


def _of_text(text: str) -> str | None:
    """The place that a text names most often before what such plans are called by.

    None where it names none.
    """
    names: list[str] = []
    for hit in _SAID.finditer(text):
        name = _VERBS.sub("", hit["name"])
        if len(name) > 2 and not _COMMON.fullmatch(name):
            names.append(name)
    return _commonest(names)


def _of_names(outline: Outline) -> str | None:
    """The place that most names of units and members begin with."""
    names = chain((entry.name for entry in outline.entries), outline.members)
    hits = filter(None, map(_OWN.match, names))
    return _commonest(hit["name"] for hit in hits)


def _commonest(names: Iterable[str]) -> str | None:
    """The name that comes most often, the first of several; None where there is none."""
    counts = Counter(names)
    return max(counts, key=counts.__getitem__, default=None)


def district_of(
    outline: Outline, id_: str | None, name: str | None, text: str = ""
) -> Guess:
    """The district's section; without a title that names a place the id is `draft`."""
    doubts: list[str] = []
    within = None
    if name is None:
        within, name = _of_title(outline.title or "")
    if name is None:
        name = _of_text(text) or _of_names(outline)
        if name is not None:
            doubts.append("名称：从正文和单位名称推定")
    if id_ is None:
        id_, why = _id_for(name or "")
        doubts.append(f"编号：{why}")
    if name is None:
        name = UNKNOWN_PLACE
        doubts.append("名称：没有认出是哪个区县，用 --name 指明")
    district = District.model_construct(id=id_, name=name, within=within)
    return Guess(district, tuple(doubts))


def _id_for(name: str) -> tuple[str, str]:
    """An id for a district, and why it is a guess."""
    slug = ""
    if name:
        slug = spelled_slug(name[:-1] if len(name) > 2 else name)
    # a place may spell "draft" itself: then too the person is asked
    if slug in ("", "draft"):
        return "draft", "没有认出是哪个区县，用 --id 指明"
    return slug, "按拼音拟的编号，也是文件名"


def _of_title(title: str) -> tuple[str | None, str | None]:
    """What the district lies in, and its name, as a title has them."""
    title = re.sub("^.*(?:印发|发布|修订|公布|下发)[《〈]?(?=.{2,})", "", title)
    title = re.sub(r"^[\s\d.．、（）()一二三四五六七八九十]+", "", title)
    hit = _PLACE.match(title)
    if hit is None or _COMMON.fullmatch(hit["name"]):
        return None, None
    within = title[: hit.start("name")]
    return within or None, hit["name"]
