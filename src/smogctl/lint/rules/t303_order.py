"""T303 次序与原文不同

单位和职责的次序就是原文的次序；名单按它排，核对也按它。

```source
石山区预案
区教育局：组织学校减少户外活动；做好健康防护。
```

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-2
        text: 做好健康防护
      - id: education-1
        text: 组织学校减少户外活动  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 组织学校减少户外活动
      - id: education-2
        text: 做好健康防护
```
"""

from collections.abc import Iterator, Sequence

from smogctl.lint.placed import Clause, out_of_order
from smogctl.lint.subject import Fault, Subject
from smogctl.schema.registry import Duty, Response
from smogctl.text.plain import clip
from smogctl.yamlfile.reader import KeyPath

CODE = "T303"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Units and clauses that break the source's order: as few as could be moved to mend it."""
    if subject.model is None:
        return
    alignment = subject.alignment
    yield from _clauses(subject.model.responses, alignment.chapter, ("responses",))
    count = len(alignment.entries)
    places: list[int | None] = []
    for index, entry in enumerate(alignment.entries):
        place = None
        if entry.place is not None:
            # two units of one row may stand in any order
            place = entry.place * count + index
        places.append(place)
    names = [unit.name for unit in subject.units]
    for index in out_of_order(places):
        where = _where(places, index, names)
        yield Fault(
            f"次序与原文不同：原文里这个单位{where}。", ("units", index, "name")
        )
    for index, entry in enumerate(alignment.entries):
        path = ("units", index, "duties")
        yield from _clauses(subject.units[index].duties, entry.clauses, path)


def _clauses(
    duties: Sequence[Duty | Response],
    clauses: Sequence[Clause],
    path: KeyPath,
) -> Iterator[Fault]:
    places = [clause.at for clause in clauses]
    texts = [duty.text for duty in duties]
    for index in out_of_order(places):
        where = _where(places, index, texts)
        yield Fault(f"次序与原文不同：原文里这一条{where}。", (*path, index, "text"))


def _where(places: Sequence[int | None], index: int, texts: Sequence[str]) -> str:
    """Behind which of the others something stands in the source."""
    own = places[index] or 0
    before = []
    for number, place in enumerate(places):
        if place is not None and place < own:
            before.append((place, number))
    if not before:
        return "在最前"
    _, nearest = max(before)
    return f"在“{clip(texts[nearest])}”之后"
