"""T307 条文写明的级别没有写进 levels

条文里写了黄色、橙色、红色或Ⅲ级、Ⅱ级、Ⅰ级，levels 就要有；“以上”“起”要写全。
没有写，任务就会按目录推定，与原文不合。反过来，levels 里写了而条文和该单位的条目
都没有提到的，只作提示：原文没有的级别不应算作原文。

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

_NUMBER = "(?:[ⅠⅡⅢⅣ]|[一二三四1-4]|I{1,3}V?)"
_NAMED = re.compile(
    r"(?P<colours>[蓝黄橙红](?:色?(?:预警)?(?:、|和|或|至|到)[蓝黄橙红]){0,6})色"
    rf"|(?P<numbers>{_NUMBER}(?:级?(?:响应|预警)?(?:、|和|或|至|到){_NUMBER}){{0,6}})级"
)
_AFTER = re.compile(r"(?:预警|应急响应|响应|应急)*(?:（[^）]{0,12}）)?(?P<up>(?:及)?以上|起)?")
_LEVEL_WORD = re.compile(r"(?:应急|[、和或至到]|[ⅠⅡⅢⅣ级]|[蓝黄橙红]色){0,6}(?:预警|响应|（|\)|）|：|:)")
_COLOUR_WORD = re.compile(r"(?:预警|响应|应急|级|及?以上|起|、|和|或|至|到|（|）|时|期间|：|:|，|。|；|$)")


def named(text: str, levels: tuple[Level, ...]) -> list[tuple[int, str]]:
    """The levels that a text names, each with its place in the text."""
    found: list[tuple[int, str]] = []
    for hit in _NAMED.finditer(text):
        after = _AFTER.match(text, hit.end())
        word = _LEVEL_WORD if hit["numbers"] else _COLOUR_WORD
        if not word.match(text, hit.end()):
            continue  # 区级, 二级以上医院, 红色教育基地
        words = _span(re.findall(f"[蓝黄橙红至到]|{_NUMBER}", hit[0]), levels)
        for level in levels:
            if any(_is(level, word) for word in words):
                found.append((hit.start(), level.id))
                if after and after["up"]:
                    found += [(hit.start(), one.id) for one in levels if RANK[one.id] > RANK[level.id]]
    return found


def _span(words: list[str], levels: tuple[Level, ...]) -> list[str]:
    """The words with what lies between the ends of a span (Ⅲ级至Ⅰ级)."""
    found = list(words)
    for at, word in enumerate(words):
        ends = words[at - 1 : at + 2 : 2] if word in ("至", "到") and 0 < at < len(words) - 1 else []
        places = [place for place, level in enumerate(levels) if any(_is(level, end) for end in ends)]
        if len(places) == 2:
            found += [COLOURS[level.id][0] for level in levels[min(places) : max(places) + 1]]
    return found


def _is(level: Level, word: str) -> bool:
    if word in "至到":
        return False
    if word in "蓝黄橙红":
        return COLOURS[level.id].startswith(word)
    return response_number(f"{word}级") == response_number(level.response)


def _given(duty: Duty) -> set[str]:
    said = [one.levels for one in (duty, *duty.measures) if one.levels]
    return {level for levels in said for level in levels}


def check(subject: Subject) -> Iterator[Fault]:
    """Levels that a clause names and its `levels` lack; as a note, levels that neither it nor its entry names."""
    if subject.model is None:
        return
    for path, i, j, duty in duties(subject.model):
        levels = subject.model.levels
        said = named(duty.text, levels)
        lacking = [(at, level) for at, level in said if level not in _given(duty)]
        if lacking:
            names = "、".join(dict.fromkeys(COLOURS[level] for _, level in lacking))
            yield Fault(f"条文写明{names}，levels 里没有。", (*path, "text"), shift=lacking[0][0])
        elif (more := _given(duty) - {level for _, level in said}) and (
            extra := more - {level for _, level in named(_before(subject, i, j), levels)}
        ):
            names = "、".join(COLOURS[level] for level in sorted(extra, key=RANK.__getitem__))
            yield Fault(f"levels 里的{names}，条文没有写明。", (*path, "levels"), severity="note")


def _before(subject: Subject, unit: int, duty: int) -> str:
    """What stands in the unit's entry of the source before a clause: a heading there (Ⅲ级响应：) speaks for it."""
    if subject.alignment is None:
        return ""
    entry = subject.alignment.entries[unit]
    return entry.text[: entry.clauses[duty].at or 0]
