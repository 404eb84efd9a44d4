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
from smogctl.schema.registry import Duty
from smogctl.values.vocabulary import RELATIONS

CODE = "T305"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Bodies that a clause names by a relation and that this relation lacks."""
    for path, i, _, duty in duties(subject):
        own = subject.units[i].id
        for mention in mentions(duty.text, subject.names):
            if mention.who == own:
                continue
            message = _wrong(mention, duty)
            if message:
                yield Fault(message, (*path, "text"), shift=mention.at)


def _wrong(mention: Mention, duty: Duty) -> str:
    """What is wrong with a body that a clause names; empty where nothing is."""
    name, who, relation = mention.name, mention.who, mention.relation
    if who is None:
        return (
            f"条文点到“{name}”，本登记册里没有这个单位；"
            "不是成员单位的，写在 outside 里。"
        )
    given = _relations(duty, who)
    if not given:
        return f"条文点到“{name}”，关系里没有“{who}”，应写 {relation}: [{who}]。"
    if relation in given:
        return ""
    return (
        f"条文对“{name}”是{RELATIONS[relation]}（{relation}），"
        f"关系里写成了 {'、'.join(given)}。"
    )


def _relations(duty: Duty, who: str) -> list[str]:
    """The relations in which a duty has a body, itself or for one of its measures."""
    parts = (duty, *duty.measures)
    relations: list[str] = []
    for relation in RELATIONS:
        bodies: list[str] = []
        for part in parts:
            bodies += part.partners(relation)
        if who in bodies:
            relations.append(relation)
    return relations
