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

from smogctl.lint.placed import Clause
from smogctl.lint.subject import Fault, Subject
from smogctl.yamlfile.reader import KeyPath

CODE = "T303"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Units and clauses that stand behind one that follows them in the source."""
    alignment = subject.alignment
    yield from _clauses(alignment.chapter, ("responses",))
    for index, entry in enumerate(alignment.entries):
        path = ("units", index)
        if entry.early:
            message = "原文里这个单位在前一个单位之前。"
            yield Fault(message, (*path, "name"))
        yield from _clauses(entry.clauses, (*path, "duties"))


def _clauses(clauses: Sequence[Clause], path: KeyPath) -> Iterator[Fault]:
    for index, clause in enumerate(clauses):
        if clause.early:
            message = "原文里这一条在前一条之前。"
            yield Fault(message, (*path, index, "text"))
