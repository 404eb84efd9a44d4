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

from collections.abc import Collection, Iterator

from smogctl.grammar.layout import bare, without_residue
from smogctl.lint.nearest import Texts
from smogctl.lint.placed import Entry
from smogctl.lint.subject import Fault, Subject
from smogctl.schema.registry import Plan, RegistryFile

CODE = "T301"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Units and clauses that the source does not have where the registry says."""
    if subject.model is None:
        return
    for place, entry in enumerate(subject.alignment.entries):
        yield from _in_entry(subject.model, place, entry)
    for index, clause in enumerate(subject.alignment.chapter):
        if clause.at is None:
            message = "原文各单位条目之前没有这一条响应措施。"
            yield Fault(message, ("responses", index, "text"))
    yield from _missing(subject.model.plan, subject.alignment.missing)


def _in_entry(model: RegistryFile, place: int, entry: Entry) -> Iterator[Fault]:
    unit = model.units[place]
    if entry.line is None:
        yield Fault(f"原文里找不到“{unit.name}”的条目。", ("units", place, "name"))
        return
    texts: Texts | None = None
    placed = zip(unit.duties, entry.clauses, strict=True)
    for index, (duty, clause) in enumerate(placed):
        if clause.at is not None:
            continue
        path = ("units", place, "duties", index, "text")
        if clause.elsewhere is not None:
            other = model.units[clause.elsewhere].name
            message = f"这一条在原文里属于“{other}”，不属于“{unit.name}”。"
            yield Fault(message, path)
            continue
        texts = texts or _texts_of(entry)
        hint = ""
        near = texts.nearest(duty.text)
        if near:
            hint = f"原文作“{near[:60]}”？"
        message = f"原文“{unit.name}”的条目里没有这一条。{hint}"
        yield Fault(message, path)


def _texts_of(entry: Entry) -> Texts:
    """The clauses of an entry of the source; one of them a wrong clause was perhaps meant to be."""
    clauses = entry.text.replace("。", "；").split("；")
    return Texts(map(without_residue, clauses))


def _missing(plan: Plan, missing: Collection[str]) -> Iterator[Fault]:
    """Lines of the plan's head and frame that the source does not have."""
    if bare(plan.title) in missing:
        message = "原文里没有这个标题。"
        yield Fault(message, ("plan", "title"))
    for index, text in enumerate(plan.frame):
        if bare(text) in missing:
            message = "原文里没有这一行。"
            yield Fault(message, ("plan", "frame", index))
