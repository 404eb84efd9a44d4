"""D605 值班设置里有两处说同一件事，或说到没有的级别

一个机构写了两行联系人的，只用第一行；approvals 里写了本区县没有的级别，没有用处。

```bad
format: smogctl.desk/1
district: here
contacts:
  - {unit: education, phone: 值班电话, checked: 2026-11-01}
  - {unit: education, phone: 传真电话, checked: 2026-11-01}  # <-
```

```bad
format: smogctl.desk/1
district: here
approvals:
  blue: 指挥长  # <-
```

```good
format: smogctl.desk/1
district: here
approvals:
  red: 指挥长
contacts:
  - {unit: education, phone: 值班电话, checked: 2026-11-01}
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.values.vocabulary import COLOURS

CODE = "D605"
SEVERITY = "warning"


def check(subject: Subject) -> Iterator[Fault]:
    """Contacts of a body that has one already, and approvals of levels that the district lacks."""
    yield from _contacts(subject)
    if subject.desk is None or subject.district is None:
        return
    unknown = dict.fromkeys(subject.desk.approvals)
    for level in subject.district.levels:
        unknown.pop(level.id, None)
    for colour in unknown:
        message = f"本区县没有{COLOURS[colour]}这一级。"
        yield Fault(message, ("approvals", colour))


def _contacts(subject: Subject) -> Iterator[Fault]:
    known = set()
    for place, contact in enumerate(subject.contacts):
        whose = (contact.unit, contact.body)
        if whose in known:
            message = "这个机构前面已有一行，只用第一行。"
            yield Fault(message, ("contacts", place, "unit"))
        known.add(whose)
