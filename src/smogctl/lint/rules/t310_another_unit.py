"""T310 条文以别的单位开头，可能是那个单位的

条文（编号之后）以另一个单位的名称开头，后面是冒号或者“负责、督导、应、组织”等，多半是导入时或誊抄时
没有分开的另一个条目：启动时这些任务会印给不相干的单位。确是别的单位的，移到它名下；确是本单位条文里
讲到别人的，保留原文，用 smogctl 的忽略注释写明理由。草稿（有 check 的文件）里是错误。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 区城管局负责查处露天烧烤  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 通知学校停止户外活动
```
"""

from collections.abc import Iterator

from smogctl.grammar.bodies import is_collective
from smogctl.grammar.heads import head_of
from smogctl.grammar.layout import ENUMERATOR
from smogctl.lint.subject import Fault, Subject, duties
from smogctl.plan.organs import organ_of
from smogctl.schema.checks import open_checks
from smogctl.schema.registry import Unit
from smogctl.text.plain import clip, fold
from smogctl.values.findings import Severity

CODE = "T310"
SEVERITY: Severity = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Clauses that begin as another unit's entry does."""
    if subject.model is None:
        return
    known: set[str] = set()
    for unit in subject.units:
        known.update(map(fold, unit.names))
    severity: Severity = SEVERITY
    if any(open_checks(subject.model)):
        severity = "error"
    for path, i, _, duty in duties(subject):
        name = _other(subject.units[i], duty.text, known)
        if name:
            yield Fault(
                f"条文以“{clip(name)}”开头，可能是它的条目，没有分开。",
                (*path, "text"),
                severity=severity,
            )


def _other(unit: Unit, text: str, known: set[str]) -> str:
    """The name of another body as whose entry a clause begins; empty where it does not."""
    content = ENUMERATOR.sub("", text, count=1)
    head = head_of(content, known, bare=True)
    if head is None:
        return ""
    if is_collective(head.name):
        return ""
    if _is_same(head.name, unit):
        return ""
    return head.name


def _is_same(name: str, unit: Unit) -> bool:
    """Whether a name is the unit's own in some spelling, or of the office that it is."""
    if fold(name) in map(fold, unit.names):
        return True
    is_office = "office" in (unit.kind, unit.acts_as)
    if is_office and name.endswith("办公室"):
        return True
    functions = set(organ_of(name).functions)
    if not functions:
        return False
    own: set[str] = set()
    for spelling in unit.names:
        own.update(organ_of(spelling).functions)
    return functions <= own
