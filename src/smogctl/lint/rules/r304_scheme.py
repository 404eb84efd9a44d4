"""R304 没有这个分级标准

plan.scheme 必须是目录 catalogue/schemes.yaml 里的 id。

```bad
plan:
  title: 石山区预案
  scheme: national-2042  # <-
```

```good
plan:
  title: 石山区预案
  scheme: national-2024
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.text.plain import closest, listed
from smogctl.yamlfile.trees import text_in

CODE = "R304"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """A scheme that the catalogue does not have."""
    name = text_in(subject.tree, "plan", "scheme")
    if not name or name in subject.schemes:
        return
    known = list(subject.schemes)
    near = closest(name, known, 1)
    hint = f"有：{listed(known)}。"
    if near:
        hint = f"是不是“{near[0]}”？"
    message = f"没有分级标准“{name}”。{hint}"
    yield Fault(message, ("plan", "scheme"))
