"""R305 单位的 id 不是通用的职能编号

单位的 id 取自 catalogue/functions.yaml，各区县的同类单位才能对照。同一区县有两个
同类单位的，后面加 -2、-3。目录里没有的职能可以自拟，写法同样。

```bad
units:
  - {id: jyj, name: 区教育局, kind: department}  # <-
```

```good
units:
  - {id: education, name: 区教育局, kind: department}
```
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from smogctl.lint.subject import Fault, Subject, entries
from smogctl.plan import catalogue
from smogctl.plan.organs import organ_of
from smogctl.text.plain import clip
from smogctl.values.findings import Severity
from smogctl.yamlfile.trees import text_in

CODE = "R305"
SEVERITY: Severity = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Units whose name tells a function of the catalogue and whose id is another."""
    known = catalogue.functions()
    for path, unit in entries(subject.tree, "units"):
        own, name = text_in(unit, "id"), text_in(unit, "name")
        if not own or not name:
            continue
        function = re.sub(r"-\d+$", "", own)
        if function in known:
            continue
        organ = organ_of(name)
        severity: Severity = "note"
        hint = "请核对目录"
        if organ.functions and not organ.either and not _is_led(unit):
            severity = SEVERITY
            hint = f"按名称应为“{organ.functions[0]}”"
        message = f"“{clip(own)}”不在职能目录里，{hint}。"
        yield Fault(message, (*path, "id"), severity=severity)


def _is_led(unit: Mapping[str, Any]) -> bool:
    """Whether a unit is a working group, which is no organ for all that its name tells."""
    bodies = entries(unit, "bodies")
    return any(body.get("lead") is True for _, body in bodies)
