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
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Clauses that begin as another unit's entry does."""
    if subject.model is None:
        return
    known = {fold(name) for unit in subject.model.units for name in unit.names}
    severity: Severity = "error" if any(open_checks(subject.model)) else "warning"
    for path, i, _, duty in duties(subject.model):
        name = _other(subject.model.units[i], duty.text, known)
        if name:
            said = f"条文以“{clip(name)}”开头，可能是它的条目，没有分开。"
            yield Fault(said, (*path, "text"), severity=severity)


def _other(unit: Unit, text: str, known: set[str]) -> str:
    """The name of another body as whose entry a clause begins; empty where it does not."""
    number = ENUMERATOR.match(text)
    head = head_of(text[number.end() if number else 0 :], known, bare=True)
    if head is None or is_collective(head.name) or _is_same(head.name, unit):
        return ""
    return head.name


def _is_same(name: str, unit: Unit) -> bool:
    """Whether a name is the unit's own in some spelling, or of the office that it is."""
    if fold(name) in {fold(one) for one in unit.names}:
        return True
    if "office" in (unit.kind, unit.acts_as) and name.endswith("办公室"):
        return True
    functions = organ_of(name).functions
    own = {function for one in unit.names for function in organ_of(one).functions}
    return bool(functions) and set(functions) <= own
