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
from smogctl.schema.registry import Duty
from smogctl.values.vocabulary import COLOURS, RANK, Colour
from smogctl.yamlfile.reader import KeyPath

CODE = "T307"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Levels that a clause names and its `levels` lack.

    As a note, levels that neither it nor its entry names.
    """
    if subject.model is None:
        return
    levels = subject.model.levels
    for path, i, j, duty in duties(subject):
        given = _given(duty)
        lacking: dict[Colour, int] = {}
        unnamed = set(given)
        for at, level in named(duty.text, levels):
            unnamed.discard(level)
            if level not in given:
                lacking.setdefault(level, at)
        if lacking:
            names = "、".join(map(COLOURS.__getitem__, lacking))
            yield Fault(
                f"条文写明{names}，levels 里没有。",
                (*path, "text"),
                shift=next(iter(lacking.values())),
            )
        elif unnamed:
            # a heading there (Ⅲ级响应：) speaks for it
            before = named(subject.alignment.before(i, j), levels)
            unnamed -= {level for _, level in before}
            yield from _unnamed(path, unnamed)


def _given(duty: Duty) -> set[Colour]:
    """The levels that a duty says, itself or for one of its measures."""
    given: set[Colour] = set()
    for part in (duty, *duty.measures):
        given.update(part.levels or ())
    return given


def _unnamed(path: KeyPath, levels: set[Colour]) -> Iterator[Fault]:
    """That some levels of a duty stand nowhere in the text; nothing where there are none."""
    if not levels:
        return
    ordered = sorted(levels, key=RANK.__getitem__)
    names = "、".join(map(COLOURS.__getitem__, ordered))
    yield Fault(
        f"levels 里的{names}，条文没有写明。",
        (*path, "levels"),
        severity="note",
    )
