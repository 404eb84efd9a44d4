"""T306 角色与条文不合

句首是配合、协助、负责配合的，角色是 support；与……共同的是 joint；只有指导、督促
政府单位的是 guide；其余是 lead。反过来，没有这些字的也不能写成这些角色。

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 配合做好健康宣传  # <-
```

```bad
units:
  - {id: townships, name: 各镇街, kind: territory}
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 指导各镇街落实学校停课方案  # <-
        guides: [townships]
```

```bad
units:
  - id: industry
    name: 区工信局
    kind: department
    duties:
      - id: industry-1
        text: 指导企业落实减排措施
        role: guide  # <-
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 配合做好健康宣传
        role: support
```
"""

from collections.abc import Iterator

from smogctl.grammar.mentions import Names, mentions
from smogctl.grammar.roles import (
    advises_no_government,
    bears_out,
    begins_with_shares,
    sole_guide_end,
    support_head,
)
from smogctl.lint.subject import Fault, Subject, duties
from smogctl.schema.registry import Duty
from smogctl.values.vocabulary import ROLES, Role

CODE = "T306"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Roles that the words at the head of the clause contradict, and roles that no word of it bears out."""
    if subject.model is None:
        return
    names = subject.names
    for path, i, _, duty in duties(subject.model):
        message = _contradicted(duty) or _guiding(
            duty, names, subject.model.units[i].id
        )
        if message:
            yield Fault(message, (*path, "role") if duty.role else (*path, "text"))


def _contradicted(duty: Duty) -> str:
    """What the head of the clause says against its role; empty where nothing does."""
    role: Role = duty.role or "lead"
    now = f"现为 {role}（{ROLES[role]}）"
    head = support_head(duty.text)
    if head and role != "support":
        return f"句首是“{head}”，角色应为 support，{now}。"
    if not head and begins_with_shares(duty.text) and role != "joint":
        return f"句首是“与……共同”，角色应为 joint，{now}。"
    return ""


def _guiding(duty: Duty, names: Names, own: str) -> str:
    """What is wrong with a role of guiding, with one that should be guiding, or with one that no word bears out."""
    role: Role = duty.role or "lead"
    if role == "guide" and not duty.guides and advises_no_government(duty.text):
        return "指导、监督的是企业、学校或工地，不是政府单位，角色应为 lead（牵头），现为 guide。"
    if role == "lead" and _only_guides(duty.text, names, own):
        return "整条只有指导、督促政府单位一件事，角色应为 guide，现为 lead（牵头）。"
    if not bears_out(role, duty.text):
        return f"条文里没有{ROLES[role]}的意思，角色不应为 {role}。"
    return ""


def _only_guides(text: str, names: Names, own: str) -> bool:
    """Whether a clause of one act guides a unit of the plan."""
    end = sole_guide_end(text)
    if not end:
        return False
    guided = (
        mention for mention in mentions(text, names) if mention.relation == "guides"
    )
    return any(
        mention.at == end and mention.who not in (None, own) for mention in guided
    )
