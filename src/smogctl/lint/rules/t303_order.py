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

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "T303"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Units and clauses that stand behind one that follows them in the source."""
    for index, clause in enumerate(subject.alignment.chapter):
        if clause.early:
            yield Fault("原文里这一条在前一条之前。", ("responses", index, "text"))
    for i, entry in enumerate(subject.alignment.entries):
        path = ("units", i)
        if entry.early:
            yield Fault("原文里这个单位在前一个单位之前。", (*path, "name"))
        for j, clause in enumerate(entry.clauses):
            if clause.early:
                place = (*path, "duties", j, "text")
                yield Fault("原文里这一条在前一条之前。", place)
