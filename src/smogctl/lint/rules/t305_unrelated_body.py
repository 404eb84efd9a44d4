"""T305 条文点到的单位没有写进关系

条文里写了会同、配合、协助、与……共同、由……牵头、指导某单位，职责就要有相应的
convenes、supports、shares、under、guides，对方的名单上才看得到。

```bad
units:
  - {id: health, name: 区卫健委, kind: department}
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 配合区卫健委开展健康宣传  # <-
        role: support
        convenes: [health]
```

```bad
units:
  - {id: health, name: 区卫健委, kind: department}
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 会同区卫健委开展健康宣传  # <-
```

```good
units:
  - {id: health, name: 区卫健委, kind: department}
  - id: education
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: 会同区卫健委开展健康宣传
        convenes: [health]
```
"""

from collections.abc import Iterator

from smogctl.grammar.mentions import Mention, mentions
from smogctl.lint.subject import Fault, Subject, duties
from smogctl.schema.registry import AssignmentEntry, Duty
from smogctl.values.vocabulary import RELATIONS

CODE = "T305"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Bodies that a clause names by a relation and that this relation lacks."""
    if subject.model is None:
        return
    names = subject.names
    for path, i, _, duty in duties(subject.model):
        own = subject.model.units[i].id
        for one in mentions(duty.text, names):
            if one.who != own and (said := _said(one, duty)):
                yield Fault(said, (*path, "text"), shift=one.at)


def _said(one: Mention, duty: Duty) -> str:
    """What is wrong with a body that a clause names, or nothing."""
    if one.who is None:
        return f"条文点到“{one.name}”，本登记册里没有这个单位；不是成员单位的，写在 outside 里。"
    relations = [
        name
        for name in RELATIONS
        if any(one.who in (getattr(part, name) or ()) for part in _parts(duty))
    ]
    if one.relation in relations:
        return ""
    if relations:
        given = "、".join(relations)
        return f"条文对“{one.name}”是{RELATIONS[one.relation]}（{one.relation}），关系里写成了 {given}。"
    return f"条文点到“{one.name}”，关系里没有“{one.who}”，应写 {one.relation}: [{one.who}]。"


def _parts(duty: Duty) -> tuple[Duty | AssignmentEntry, ...]:
    return (duty, *duty.measures)
