"""D604 联系人没有写何时核对过

电话会变。checked 写最近一次拨通核对的日期，过期的 smogctl desk 会列出来。

```bad
format: smogctl.desk/1
district: here
contacts:
  - {unit: education, phone: 值班电话}  # <-
```

```good
format: smogctl.desk/1
district: here
contacts:
  - {unit: education, phone: 值班电话, checked: 2026-11-01}
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject

CODE = "D604"
SEVERITY = "note"


def check(subject: Subject) -> Iterator[Fault]:
    """Contacts with a telephone that nobody is known to have checked."""
    for place, contact in enumerate(subject.contacts):
        if contact.checked is not None:
            continue
        if contact.phone:
            path = ("contacts", place, "phone")
            yield Fault("没有写何时核对过（checked）。", path)
