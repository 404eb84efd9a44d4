"""S113 键后面是全角冒号

“name：区教育局”里的全角冒号不是 YAML 的冒号，整行会变成上一个值的一部分，
或者语法不通。请改为半角冒号加空格。

```bad
units:
  - id: education
    name：区教育局  # <-
    kind: department
```

```bad
units:
  - {id: education, name：区教育局, kind: department}  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
```
"""

import re
from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.text.patterns import later
from smogctl.text.plain import lines_of

CODE = "S113"
SEVERITY = "error"

_KEY = later(r"(?:^\s*(?:- +)?|[{,]\s*)([a-z_]{2,20})(：)")
_KEYS = frozenset(
    [
        "format",
        "district",
        "plan",
        "levels",
        "outside",
        "units",
        "retired",
        "waivers",
        "id",
        "name",
        "short",
        "within",
        "adcode",
        "title",
        "part",
        "number",
        "issued",
        "source",
        "frame",
        "members",
        "scheme",
        "basis",
        "response",
        "released_by",
        "proposed_by",
        "aliases",
        "standing",
        "kind",
        "row",
        "bodies",
        "acts_as",
        "note",
        "duties",
        "text",
        "role",
        "phase",
        "scope",
        "ends",
        "convenes",
        "shares",
        "supports",
        "guides",
        "under",
        "reports_to",
        "measures",
        "lead",
        "gap",
        "measure",
        "unit",
        "other",
        "duty",
        "reason",
        "until",
    ]
)


def check(subject: Subject) -> Iterator[Fault]:
    """Known keys with a full-width colon, in block and in flow style.

    Also in a file that cannot be read for them.
    """
    if "：" not in subject.source.text:
        return
    words = "\0".join(_words(subject))
    for number, whole in enumerate(lines_of(subject.source.text), 1):
        line = re.sub(r"(?:^|(?<=\s))#.*", "", whole)
        for hit in _KEY.finditer(line):
            if hit[1] not in _KEYS or hit[0] in words:
                continue
            column = hit.start(2) + 1
            yield Fault(
                f"“{hit[1]}”后面是全角冒号，请改为半角冒号加空格。",
                place=(number, column),
            )


def _words(subject: Subject) -> Iterator[str]:
    """The texts that have such a colon in their midst: it is the plan's own there."""
    for _, value, _ in subject.texts:
        if "：" not in value:
            continue
        if not _KEY.match(value):
            yield value
