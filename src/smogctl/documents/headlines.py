"""Titles in lines of nearly equal length, broken between words (GB/T 9704, 7.3.1)."""

LONGEST_TITLE = 19
"""Characters of 22 pt in 156 mm."""


def balanced(title: str, longest: int = LONGEST_TITLE) -> list[str]:
    """A title in lines of nearly equal length (GB/T 9704, 7.3.1), broken where its words allow it.

    Docxtpl makes a line break of each line's end; in a centred paragraph that stretches nothing.
    """
    count = -(-len(title) // longest)
    lines: list[str] = []
    rest = title
    while count > 1:
        wanted = len(rest) / count
        first = max(1, len(rest) - longest * (count - 1))
        last = min(longest, len(rest) - 1)
        costs = {}
        for place in range(first, last + 1):
            costs[place] = abs(place - wanted) + _cost(rest, place)
        at = min(costs, key=costs.__getitem__)
        lines.append(rest[:at])
        rest = rest[at:]
        count -= 1
    return [*lines, rest]


_WORDS = (
    "关于",
    "重污染天气",
    "级应急响应",
    "Ⅰ级应急",
    "Ⅱ级应急",
    "Ⅲ级应急",
    "发布",
    "应急指挥部",
    "办公室文件",
    "指挥部",
    "指挥",
    "办公室",
    "办公",
    "Ⅰ级",
    "Ⅱ级",
    "Ⅲ级",
    "级响应",
    "终止",
    "暂停",
    "恢复",
    "延长",
    "转发",
    "实施",
    "黄色预警",
    "橙色预警",
    "红色预警",
    "预警",
    "响应",
    "天气",
    "污染",
    "应急",
    "通知",
    "公告",
    "报告",
    "评估",
    "总结",
    "启动",
    "解除",
    "升级",
    "降级",
    "红色",
    "橙色",
    "黄色",
)


def _cost(text: str, at: int) -> int:
    """How bad it is to break a title there."""
    before, after = text[at - 1], text[at]
    if before in "（〔《【":
        return 100
    if after in "）〕》】，、：":
        return 100
    if any(_is_inside(word, text, at) for word in _WORDS):
        return 10
    if before in "的）为】":
        return 0
    if after in "（关":
        return 0
    return 4


def _is_inside(word: str, text: str, at: int) -> bool:
    """Whether a break would cut a word."""
    first = max(0, at - len(word) + 1)
    # a word that is cut begins before the break and ends behind it
    return text.find(word, first, at + len(word) - 1) >= 0
