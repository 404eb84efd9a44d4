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

from collections.abc import Iterator

from smogctl.grammar.levels import named
from smogctl.lint.subject import Fault, Subject, duties
from smogctl.schema.registry import Duty, Level
from smogctl.values.vocabulary import COLOURS, RANK, Colour
from smogctl.yamlfile.reader import KeyPath

CODE = "T307"
SEVERITY = "warning"


def _given(duty: Duty) -> set[Colour]:
    said = [one.levels for one in (duty, *duty.measures) if one.levels]
    return {level for levels in said for level in levels}


def check(subject: Subject) -> Iterator[Fault]:
    """Levels that a clause names and its `levels` lack; as a note, levels that neither it nor its entry names."""
    if subject.model is None:
        return
    levels = subject.model.levels
    for path, i, j, duty in duties(subject.model):
        said, given = named(duty.text, levels), _given(duty)
        lacking = [(at, level) for at, level in said if level not in given]
        more = given - {level for _, level in said}
        if lacking:
            names = "、".join(dict.fromkeys(COLOURS[level] for _, level in lacking))
            yield Fault(
                f"条文写明{names}，levels 里没有。",
                (*path, "text"),
                shift=lacking[0][0],
            )
        elif more:
            yield from _unsaid(path, more - _levels_in(_before(subject, i, j), levels))


def _levels_in(text: str, levels: tuple[Level, ...]) -> set[Colour]:
    return {level for _, level in named(text, levels)}


def _unsaid(path: KeyPath, extra: set[Colour]) -> Iterator[Fault]:
    """That some levels of a duty stand nowhere in the text; nothing where there are none."""
    if extra:
        names = "、".join(
            COLOURS[level] for level in sorted(extra, key=RANK.__getitem__)
        )
        yield Fault(
            f"levels 里的{names}，条文没有写明。", (*path, "levels"), severity="note"
        )


def _before(subject: Subject, unit: int, duty: int) -> str:
    """What stands in the unit's entry of the source before a clause: a heading there (Ⅲ级响应：) speaks for it."""
    if subject.alignment is None:
        return ""
    entry = subject.alignment.entries[unit]
    return entry.text[: entry.clauses[duty].at or 0]
