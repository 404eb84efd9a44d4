"""S110 没有引号、会被读成别的值

YAML 把不加引号的 no 读成“否”，06:00 读成 360，0150203 读成
八进制的 53379，~ 读成空。smogctl 一律按文字读，但别的工具和编辑器不会。
应是文字的值请加引号；row、until、ends 这些本来就是数、日期、真假的不用加。

```bad
district:
  id: shi
  name: 石山区
  adcode: 150203  # <-
```

```good
district:
  id: shi
  name: 石山区
  adcode: "150203"
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.yamlfile.reader import KeyPath, stays_text

CODE = "S110"
SEVERITY = "warning"

_TYPED = frozenset(
    {"row", "until", "issued", "ends", "lead", "receipt", "report", "checked"}
)
"""Fields that are a number, a day or a flag."""


def check(subject: Subject) -> Iterator[Fault]:
    """Plain scalars that YAML 1.1 would not read as text."""
    for path, value, mark in subject.texts:
        if not value or not mark.plain:
            continue
        if stays_text(value):
            continue
        if _field(path) in _TYPED:
            continue
        shown = value[:40]
        yield Fault(
            f'“{shown}”没有引号，别的工具会读成别的值。请写作 "{shown}"。',
            path,
            fixable=True,
        )


def _field(path: KeyPath) -> str | None:
    """The field that a value is of, or of whose list."""
    for part in reversed(path):
        if isinstance(part, str):
            return part
    return None
