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

import re
from collections.abc import Iterator

from smogctl.linting import Fault, Subject
from smogctl.rules._walk import duties
from smogctl.schema.registry import Duty
from smogctl.transcription import known_names
from smogctl.words import RELATIONS

CODE = "T305"
SEVERITY = "warning"

_BODY = r"(?!做好|落实|开展|建立|组织|推进|加强|完成|有关|相关|各)[^，；。、：“”（）]{1,14}?"
_ENDING = r"(?:局|委|委员会|办|办公室|部|部门|中心|大队|支队|公司|政府|街道|镇|管委会)"
_NAMED = re.compile(
    rf"(?:会同|协同|配合|协助|指导(?:督促)?|督导)(?P<a>{_BODY}{_ENDING})(?=[^室会公管])"
    rf"|与(?P<b>{_BODY}{_ENDING})共同|由(?P<c>{_BODY}{_ENDING})牵头"
)


def check(subject: Subject) -> Iterator[Fault]:
    """Bodies that a clause names by a relation and that none of its relations has."""
    if subject.model is None:
        return
    names = sorted(known_names(subject.model), key=lambda pair: -len(pair[0]))
    acts = re.compile("会同|协同|配合|协助|指导督促|指导、督促|指导|督导|与|由")
    for path, i, _, duty in duties(subject.model):
        own = subject.model.units[i].id
        related = _related(duty) | {own}
        for act in acts.finditer(duty.text):
            rest = duty.text[act.end() :]
            closing = {"与": "共同", "由": "牵头"}.get(act[0], "")
            for name, who in names:
                if rest.startswith(name + closing) and who not in related:
                    said = f"条文点到“{name}”，关系里没有“{who}”。"
                    yield Fault(said, (*path, "text"), shift=act.end())
                if rest.startswith(name):
                    break
            else:
                if unknown := _NAMED.match(duty.text, act.start()):
                    body = next(filter(None, unknown.groups()))
                    said = f"条文点到“{body}”，本登记册里没有这个单位；不是成员单位的，写在 outside 里。"
                    yield Fault(said, (*path, "text"), shift=act.end())


def _related(duty: Duty) -> set[str]:
    """Everybody whom a duty or one of its assignments names by a relation."""
    return {who for said in (duty, *duty.measures) for relation in RELATIONS for who in getattr(said, relation) or ()}
