"""T301 条文不在原文里

职责的文字必须与原文一字不差，包括原文的错字（另写 note）。在原文该单位的条目里
找不到的，不是抄错了，就是不该有。

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
      - id: education-1
        text: 组织学校停止户外活动  # <-
      - id: education-2
        text: 做好健康防护
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

from collections.abc import Iterator
from difflib import SequenceMatcher

from smogctl.grammar.layout import without_residue
from smogctl.lint.alignment import Entry
from smogctl.lint.subject import Fault, Subject

CODE = "T301"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Units and clauses that the source does not have where the registry says."""
    if subject.alignment is None or subject.model is None:
        return
    for i, (unit, entry) in enumerate(
        zip(subject.model.units, subject.alignment.entries, strict=True)
    ):
        if entry.line is None:
            yield Fault(f"原文里找不到“{unit.name}”的条目。", ("units", i, "name"))
            continue
        for j, (duty, clause) in enumerate(zip(unit.duties, entry.clauses, strict=True)):
            if clause.at is None and clause.elsewhere is not None:
                other = subject.model.units[clause.elsewhere].name
                yield Fault(
                    f"这一条在原文里属于“{other}”，不属于“{unit.name}”。",
                    ("units", i, "duties", j, "text"),
                )
            elif clause.at is None:
                yield Fault(
                    f"原文“{unit.name}”的条目里没有这一条。{_nearest(duty.text, entry)}",
                    ("units", i, "duties", j, "text"),
                )
    if "".join(subject.model.plan.title.split()) in subject.alignment.missing:
        yield Fault("原文里没有这个标题。", ("plan", "title"))
    for index, text in enumerate(subject.model.plan.frame):
        if "".join(text.split()) in subject.alignment.missing:
            yield Fault("原文里没有这一行。", ("plan", "frame", index))


def _nearest(text: str, entry: Entry) -> str:
    """The clause of the entry that it was perhaps meant to be."""
    clauses = [without_residue(clause) for clause in entry.text.replace("。", "；").split("；")]
    scored = [
        (SequenceMatcher(None, text, clause, autojunk=False).ratio(), clause)
        for clause in clauses
        if clause
    ]
    best = max(scored, default=(0.0, ""))
    return f"原文作“{best[1][:60]}”？" if best[0] > 0.6 else ""
