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

from collections.abc import Iterator, Mapping
from typing import Any

from smogctl.lint.subject import Fault, Subject, entries
from smogctl.yamlfile.reader import KeyPath
from smogctl.yamlfile.trees import list_in, text_in

CODE = "R303"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Ids of duties that are listed as retired."""
    retired = list_in(subject.tree, "retired")
    for path, clause in _clauses(subject):
        name = text_in(clause, "id")
        if name in retired:
            message = f"“{name}”已在 retired 里停用，请给新的 id。"
            yield Fault(message, (*path, "id"))


def _clauses(subject: Subject) -> Iterator[tuple[KeyPath, Mapping[str, Any]]]:
    yield from entries(subject.tree, "responses")
    for path, unit in entries(subject.tree, "units"):
        yield from entries(unit, "duties", path)
