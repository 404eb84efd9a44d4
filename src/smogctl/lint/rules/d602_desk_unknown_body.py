"""D602 值班设置里的联系人，登记册里没有这个单位或机构

联系人写在 unit（登记册里的 id）名下；单位有几个机构的，用 body 写明是哪一个，名称与登记册相同。

```bad
format: smogctl.desk/1
district: here
contacts:
  - {unit: edukation, phone: 值班电话}  # <-
```

```bad
format: smogctl.desk/1
district: here
contacts:
  - {unit: education, body: 区体育局, phone: 值班电话}  # <-
```

```good
format: smogctl.desk/1
district: here
contacts:
  - {unit: education, phone: 值班电话}
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import DeskSubject, Fault, Subject
from smogctl.schema.desk import Contact
from smogctl.schema.registry import RegistryFile
from smogctl.text.plain import clip, closest, listed

CODE = "D602"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Contacts of units and bodies that the registry does not have."""
    if (
        not isinstance(subject, DeskSubject)
        or subject.desk is None
        or subject.district is None
    ):
        return
    for place, contact in enumerate(subject.desk.contacts):
        fault = _fault(contact, subject.district)
        if fault:
            field, said = fault
            yield Fault(said, ("contacts", place, field))


def _fault(contact: Contact, registry: RegistryFile) -> tuple[str, str] | None:
    """The field that is wrong, and what is wrong with it."""
    bodies = {
        unit.id: [body.name for body in unit.bodies] or [unit.name]
        for unit in registry.units
    }
    if contact.unit not in bodies:
        near = closest(contact.unit, list(bodies))
        hint = f"是不是：{listed(near)}？" if near else "编号见 smogctl units。"
        return "unit", f"登记册里没有单位“{clip(contact.unit)}”。{hint}"
    names = bodies[contact.unit]
    if contact.body is not None and contact.body not in names:
        return "body", f"这个单位没有机构“{clip(contact.body)}”，有：{listed(names)}。"
    return None
