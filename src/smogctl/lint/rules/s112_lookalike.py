"""S112 形似汉字的字符

从 PDF 复制的文字常带部首（⻓、⻋、⺠、⼤），看上去一样，却不是汉字，
名称对不上，检索不到。请换成汉字。原文件里本来就是这个字符的，只提示，不必改。

```bad
units:
  - id: civil
    name: 区⺠政局  # <-
    kind: department
```

```good
units:
  - id: civil
    name: 区民政局
    kind: department
```
"""

import unicodedata
from collections.abc import Iterator

from smogctl.lint.odd import LOOKALIKE
from smogctl.lint.subject import Fault, Subject
from smogctl.text.lookalikes import LOOKALIKES
from smogctl.values.findings import Severity

CODE = "S112"
SEVERITY: Severity = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Radicals and compatibility characters in values."""
    if not subject.may_be_odd:
        return
    for path, value, mark in subject.texts:
        hit = LOOKALIKE.search(value)
        if hit is None:
            continue
        char = hit[0]
        meant = LOOKALIKES.get(ord(char)) or unicodedata.normalize("NFKC", char)
        severity: Severity = SEVERITY
        advice = f"请换成“{meant}”"
        if char in (subject.document or ""):
            severity = "note"
            advice = "原文就是这个字符"
        shift = 0
        if mark.plain:
            shift = hit.start()
        yield Fault(
            f"“{char}”（U+{ord(char):04X}）不是汉字“{meant}”，{advice}。",
            path,
            severity=severity,
            shift=shift,
        )
