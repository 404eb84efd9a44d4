"""W502 豁免对不上任何缺口

豁免写了，却没有这样的缺口：缺口已经补上，或豁免写得与缺口不合（措施、范围、单位、职责都要相等）。
请删去或改对，免得以后的缺口被它遮住。

```bad
waivers:
  - {gap: unled, measure: mobile.odd-even, reason: 市级统一监管, until: 2027-03-31}  # <-
```

```good
waivers:
  - {gap: uncovered, measure: mobile.odd-even, reason: 市级统一监管, until: 2027-03-31}
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "W502"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Waivers that no gap of the registry equals in every field that they name."""
    if subject.model is None or not subject.model.waivers:
        return
    registry = subject.registry
    if registry is None:
        return
    from smogctl.questions.gaps import find_gaps  # few registries have a waiver
    from smogctl.questions.ownership import Ownership
    from smogctl.questions.waivers import waives

    gaps = find_gaps(Ownership(registry, subject.measures))
    for index, waiver in enumerate(registry.waivers):
        if not any(waives(waiver, gap) for gap in gaps):
            yield Fault("没有与这条豁免相合的缺口。", ("waivers", index))
