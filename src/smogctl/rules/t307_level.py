"""T307 条文写明的级别没有写进 levels

条文里写了黄色、橙色、红色或Ⅲ级、Ⅱ级、Ⅰ级，levels 就要有；“以上”“起”要写全。
没有写，任务就会按目录推定，与原文不合。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 橙色预警以上停止户外活动  # <-
        levels: [orange]
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 橙色预警以上停止户外活动
        levels: [orange, red]
```
"""

import re
from collections.abc import Iterator

from smogctl.levels import response_number
from smogctl.linting import Fault, Subject
from smogctl.rules._walk import duties
from smogctl.schema.registry import Duty, Level
from smogctl.words import COLOURS, RANK

CODE = "T307"
SEVERITY = "warning"

_NAMED = re.compile(
    r"(?P<colours>[蓝黄橙红](?:(?:、|和|或)[蓝黄橙红])*)色|(?P<numbers>(?:[ⅠⅡⅢⅣ]|[一二三四1-4]|I{1,3}V?)(?:级?(?:、|和|或)[ⅠⅡⅢⅣ])*)级"
)
_AFTER = re.compile(r"(?:预警|应急响应|响应|应急)*(?:（[^）]{0,12}）)?(?P<up>(?:及)?以上|起)?")


def named(text: str, levels: tuple[Level, ...]) -> list[tuple[int, str]]:
    """The levels that a text names, each with its place in the text."""
    found: list[tuple[int, str]] = []
    for hit in _NAMED.finditer(text):
        after = _AFTER.match(text, hit.end())
        if hit["numbers"] and not (after and after[0]) and not text.startswith(("、", "）"), hit.end()):
            continue  # 区级, 一级企业
        words = re.findall("[蓝黄橙红]|[ⅠⅡⅢⅣ]|[一二三四1-4]|I{1,3}V?", hit[0])
        for level in levels:
            if any(_is(level, word) for word in words):
                found.append((hit.start(), level.id))
                if after and after["up"]:
                    found += [(hit.start(), one.id) for one in levels if RANK[one.id] > RANK[level.id]]
    return found


def _is(level: Level, word: str) -> bool:
    if word in "蓝黄橙红":
        return COLOURS[level.id].startswith(word)
    return response_number(f"{word}级") == response_number(level.response)


def _given(duty: Duty) -> set[str]:
    said = [one.levels for one in (duty, *duty.measures) if one.levels]
    return {level for levels in said for level in levels}


def check(subject: Subject) -> Iterator[Fault]:
    """Levels that a clause names and its `levels` lack."""
    if subject.model is None:
        return
    for path, _, _, duty in duties(subject.model):
        lacking = [(at, level) for at, level in named(duty.text, subject.model.levels) if level not in _given(duty)]
        if lacking:
            names = "、".join(dict.fromkeys(COLOURS[level] for _, level in lacking))
            yield Fault(f"条文写明{names}，levels 里没有。", (*path, "text"), shift=lacking[0][0])
