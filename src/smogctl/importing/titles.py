"""The title of an annex and its part (附件2), found among the lines above the first entry."""

import re
from collections.abc import Sequence

from smogctl.grammar.heads import number_style
from smogctl.grammar.layout import bare
from smogctl.importing.lines import is_notice
from smogctl.importing.pages import Row
from smogctl.importing.tables import header_of

_PART = re.compile(
    r"附\s*(?:件|表|录)\s*[0-9０-９一二三四五六七八九十]*(?:\s*[-－—]\s*\d+)?\s*[：:]?"
)
_PART_ALONE = re.compile(rf"{_PART.pattern}(?<![：:])")
_TITLE = re.compile(
    r"(?=.{4,60}\Z)(?!.*(?:[；;。，：:|\t>＞»]|已经|现将|研究同意))"
    "(?=.*(?:职责|分工|成员单位|预案|组织机构|责任清单|任务清单|方案"
    "|重污染天气.*(?:任务|措施|规定|办法|工作组|机构|设置|安排|一览表)$)).*",
    re.S,
)
_FARTHEST = 40
"""The title stands among so many lines of the frame."""


def titles(
    frame: Sequence[tuple[int, str]], first: int
) -> tuple[str | None, str | None, tuple[tuple[int, str], ...]]:
    """The part, the title and the frame without them, out of numbered lines.

    `first` is the first entry's.
    """
    part: str | None = None
    rest = list(frame)
    for number, text in frame[:_FARTHEST]:
        if number > first:
            break
        hit = _PART.match(text)
        if part is None and _PART_ALONE.fullmatch(text):
            part = bare(text)
            rest.remove((number, text))
            continue
        behind = text[hit.end() :].strip() if hit else text
        if _is_the_plans(behind, frame):
            rest.remove((number, text))
            return bare(hit[0]) if hit else part, behind, tuple(rest)
    return part, None, tuple(rest)


def _is_the_plans(text: str, frame: Sequence[tuple[int, str]]) -> bool:
    """Whether a line is the plan's title.

    That of the notice which sends the plan out is, where the plan's own does not stand below.
    """
    if not _is_title(text):
        return False
    if not is_notice(text):
        return True
    others = [other for _, other in frame[:_FARTHEST] if not is_notice(other)]
    return not any(map(_is_title, others))


def _is_title(text: str) -> bool:
    style, _ = number_style(text)
    if style not in ("", "1.1") or not _TITLE.fullmatch(text):
        return False
    return header_of(Row(0, tuple(text.split()))) is None
