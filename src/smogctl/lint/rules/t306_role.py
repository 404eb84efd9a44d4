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
    """Roles that the words at the head of the clause contradict.

    And roles that no word of it bears out.
    """
    for path, i, _, duty in duties(subject):
        own = subject.units[i].id
        role: Role = "lead"
        field = "text"
        if duty.role:
            role = duty.role
            field = "role"
        message = _wrong(role, duty, subject.names, own)
        if message:
            yield Fault(message, (*path, field))


def _wrong(role: Role, duty: Duty, names: Names, own: str) -> str:
    """What the clause says against its role; empty where nothing does."""
    text = duty.text
    due, words = _at_head(text)
    if due not in (role, None):
        return f"句首是“{words}”，角色应为 {due}，现为 {role}（{ROLES[role]}）。"
    if role == "lead" and _only_guides(text, names, own):
        return "整条只有指导、督促政府单位一件事，角色应为 guide，现为 lead（牵头）。"
    if role == "guide" and not duty.guides and advises_no_government(text):
        return (
            "指导、监督的是企业、学校或工地，不是政府单位，"
            "角色应为 lead（牵头），现为 guide。"
        )
    if not bears_out(role, text):
        return f"条文里没有{ROLES[role]}的意思，角色不应为 {role}。"
    return ""


def _at_head(text: str) -> tuple[Role | None, str]:
    """The role that the words at the head of a clause ask for, and those words."""
    head = support_head(text)
    if head:
        return "support", head
    if begins_with_shares(text):
        return "joint", "与……共同"
    return None, ""


def _only_guides(text: str, names: Names, own: str) -> bool:
    """Whether a clause of one act guides a unit of the plan."""
    end = sole_guide_end(text)
    if not end:
        return False
    for mention in mentions(text, names):
        place = (mention.relation, mention.at)
        if place != ("guides", end):
            continue
        if mention.who not in (None, own):
            return True
    return False
