"""R303 停用的 id 又用了

职责的 id 一经使用就不再给别的职责；停用的列在 retired 里，免得旧的引用指到新的职责。

```bad
retired: [education-1]
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - {id: education-1, text: 开展宣传}  # <-
```

```good
retired: [education-1]
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - {id: education-2, text: 开展宣传}
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject, clauses

CODE = "R303"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Ids of duties that are listed as retired."""
    if subject.model is None:
        return
    retired = frozenset(subject.model.retired)
    for path, clause in clauses(subject.model):
        if clause.id in retired:
            yield Fault(f"“{clause.id}”已在 retired 里停用，请给新的 id。", (*path, "id"))
