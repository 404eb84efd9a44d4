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

import re
from collections.abc import Iterator

from smogctl.grammar.mentions import Names, mentions
from smogctl.lint.subject import Fault, Subject, duties
from smogctl.plan.names import known_names
from smogctl.values.vocabulary import ROLES

CODE = "T306"
SEVERITY = "warning"

_SUPPORTS = re.compile("(?:负责|积极|主动)?(?:配合|协助|参与|协同配合)")
_SHARES = re.compile("(?:负责)?与[^，；。]{2,20}?共同")
_GUIDES = re.compile("(?:负责|积极)?(?:指导、?督促|督促、?指导|指导|督导)")
_ADVISES = re.compile(
    "(?:指导|督导|督促|监督)[^，；。]{0,8}?(?:企业|学校|幼儿园|工地|施工单位|医疗机构|农户|场所|商户|居民)"
)
_WORDS = {
    "support": "配合|协助|参与|支持|协同",
    "joint": "共同|联合|协同|会同",
    "guide": "指导|督导|督促|监督",
}


def check(subject: Subject) -> Iterator[Fault]:
    """Roles that the words at the head of the clause contradict, and roles that no word of it bears out."""
    if subject.model is None:
        return
    names = Names(dict(known_names(subject.model)))
    for path, i, _, duty in duties(subject.model):
        role = duty.role or "lead"
        place = (*path, "role") if duty.role else (*path, "text")
        head = _SUPPORTS.match(duty.text)
        if head and role != "support":
            yield Fault(
                f"句首是“{head[0]}”，角色应为 support，现为 {role}（{ROLES[role]}）。", place
            )
        elif _SHARES.match(duty.text) and role != "joint":
            yield Fault(f"句首是“与……共同”，角色应为 joint，现为 {role}（{ROLES[role]}）。", place)
        elif role == "guide" and not duty.guides and _ADVISES.search(duty.text):
            yield Fault(
                "指导、监督的是企业、学校或工地，不是政府单位，角色应为 lead（牵头），现为 guide。",
                place,
            )
        elif role == "lead" and _only_guides(duty.text, names, subject.model.units[i].id):
            yield Fault(
                "整条只有指导、督促政府单位一件事，角色应为 guide，现为 lead（牵头）。", place
            )
        elif role in _WORDS and not re.search(_WORDS[role], duty.text):
            yield Fault(f"条文里没有{ROLES[role]}的意思，角色不应为 {role}。", place)


def _only_guides(text: str, names: Names, own: str) -> bool:
    """Whether a clause of one act guides a unit of the plan; with a second act behind a comma the strongest counts."""
    head = _GUIDES.match(text)
    if not head or re.search("[，；。]", text):
        return False
    return any(
        one.relation == "guides" and one.at == head.end() and one.who not in (None, own)
        for one in mentions(text, names)
    )
