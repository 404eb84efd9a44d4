"""T304 条文带着版面的残余

条末的；。、首尾的空白、<p> 之类的标签是版面，不抄入。名称、别名等处首尾的空白也是。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 组织学校减少户外活动；  # <-
```

```bad
units:
  - id: education
    name: "区教育局 "  # <-
    kind: department
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 组织学校减少户外活动
```
"""

from collections.abc import Iterator

from smogctl.grammar.layout import without_residue
from smogctl.lint.subject import Fault, Subject, clauses

CODE = "T304"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Texts that are not what is left without layout."""
    if subject.model is None:
        return
    for path, value, _ in subject.texts:
        if path[-1] == "text":
            continue
        content = value.strip()
        if content and content != value:
            yield Fault("首尾有空白，这是版面，不抄入。", path, fixable=True)
    for path, clause in clauses(subject):
        clean = without_residue(clause.text)
        if clean == clause.text:
            continue
        what = "有标签或条末的标点"
        padding = clause.text.strip() == clean
        if padding:
            what = "首尾有空白"
        yield Fault(
            f"{what}，这是版面，不抄入。",
            (*path, "text"),
            fixable=padding and bool(clean),
        )
