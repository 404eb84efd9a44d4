"""W501 豁免写得不对

豁免写明哪一类缺口、为什么、到哪天；其中的措施、单位、职责必须是有的。

```bad
waivers:
  - {gap: unled, measure: mobile.non-raod, reason: 市级统一监管, until: 2027-03-31}  # <-
```

```good
waivers:
  - {gap: unled, measure: mobile.non-road, reason: 市级统一监管, until: 2027-03-31}
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject, clauses
from smogctl.plan.names import known_names
from smogctl.text.plain import closest

CODE = "W501"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Waivers that name a measure, unit or duty that there is not."""
    model = subject.model
    if model is None:
        return
    units = set(model.plan.members)
    for pair in known_names(model):
        units.update(pair)
    known = {
        "measure": set(subject.measures),
        "unit": units,
        "other": units,
        "duty": {clause.id for _, clause in clauses(subject)},
    }
    for index, waiver in enumerate(model.waivers):
        for field, names in known.items():
            value = getattr(waiver, field)
            if value is None or value in names:
                continue
            hint = "请核对。"
            near = closest(value, sorted(names), 1)
            if near:
                hint = f"是不是“{near[0]}”？"
            message = f"豁免里的“{value}”没有。{hint}"
            yield Fault(message, ("waivers", index, field))
