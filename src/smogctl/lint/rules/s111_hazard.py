"""S111 看不见、会骗人的字符

零宽字符、双向控制符和转义写出的控制字符在屏幕上看不见，却使名称对不上、
使文字倒着显示，送到终端还可能改动屏幕。请删去。

```bad
units:
  - id: education
    name: "区教\\u200b育局"  # <-
    kind: department
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
```
"""

from collections.abc import Iterator

from smogctl.lint.odd import HAZARD
from smogctl.lint.subject import Fault, Subject

CODE = "S111"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Hazardous characters in values, raw or escaped. A plain value shows where in it."""
    if not subject.may_be_odd:
        return
    for path, value, mark in subject.texts:
        hit = HAZARD.search(value.rstrip("\n"))
        if hit is None:
            continue
        message = f"有看不见的字符 U+{ord(hit[0]):04X}，请删去。"
        shift = 0
        if mark.plain:
            shift = hit.start()
        yield Fault(message, path, shift=shift)
