"""Whose plan it is, as far as the title and the names tell."""

import re
from collections import Counter
from typing import NamedTuple

from smogctl.importing.naming import spelled_slug
from smogctl.importing.outline import Outline

_PLACE = re.compile(
    r"(?:(?P<province>[\u4e00-\u9fff]{2,8}?(?:省|自治区)))?(?P<city>[\u4e00-\u9fff]{2,8}?(?:市|自治州|州|盟))?"
    r"(?P<name>[\u4e00-\u9fff]{1,8}?(?:自治县|自治旗|新区|开发区|区|县|市|旗))(?=[^委级])"
)
_OWN = re.compile(
    r"^(?P<name>(?![区县市旗各])[\u4e00-\u9fff]{1,3}(?<!经开)(?<!高新)[区县旗])(?=[\u4e00-\u9fff]{3,})"
)
_COMMON = re.compile("(?:本|全|我|该|各|辖|园|社)?[区县市旗]|.*(?:开发|经开|高新)区")


class District(NamedTuple):
    """The section of the file, and what of it is a guess."""

    fields: dict[str, str]
    doubts: tuple[tuple[str, str], ...]


def district_of(found: Outline, id_: str | None, name: str | None) -> District:
    """The district's section; without a title that names a place the id is `draft`."""
    within = None
    doubts: list[tuple[str, str]] = []
    if name is None:
        place = _of_title(found.title or "")
        if place:
            within, name = place
            doubts.append(("name", "从标题认出"))
        elif guessed := _of_names(found):
            name = guessed
            doubts.append(("name", "从单位名称推定"))
    if id_ is None:
        stem = name[:-1] if name and len(name) > 2 else name
        id_ = (spelled_slug(stem) if stem and found.title else "") or "draft"
        doubts.append(
            (
                "id",
                "按拼音拟的编号，也是文件名"
                if id_ != "draft"
                else "没有认出是哪个区县，用 --id 指明",
            )
        )
    if name is None:
        name = "（待填）"
        doubts.append(("name", "没有认出是哪个区县，用 --name 指明"))
    fields = {"id": id_, "name": name}
    if within:
        fields["within"] = within
    return District(fields, tuple(doubts))


def _of_title(title: str) -> tuple[str | None, str] | None:
    title = re.sub(r"^[\s\d.．、（）()一二三四五六七八九十]+", "", title)
    hit = _PLACE.match(title)
    if not hit or _COMMON.fullmatch(hit["name"]):
        return None
    return f"{hit['province'] or ''}{hit['city'] or ''}" or None, hit["name"]


def _of_names(found: Outline) -> str | None:
    names = Counter(hit["name"] for entry in found.entries if (hit := _OWN.match(entry.name)))
    best = names.most_common(1)
    return best[0][0] if best else None
