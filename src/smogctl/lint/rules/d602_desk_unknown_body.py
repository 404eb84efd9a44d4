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

from smogctl.lint.subject import Fault, Subject
from smogctl.text.plain import clip, closest, listed

CODE = "D602"
SEVERITY = "error"


def check(subject: Subject) -> Iterator[Fault]:
    """Contacts of units and bodies that the registry does not have."""
    if subject.district is None:
        return
    units = {unit.id: unit for unit in subject.district.units}
    for place, contact in enumerate(subject.contacts):
        unit = units.get(contact.unit)
        if unit is None:
            message = _unknown_unit(contact.unit, list(units))
            yield Fault(message, ("contacts", place, "unit"))
            continue
        names = [body.name for body in unit.bodies]
        if not names:
            names = [unit.name]
        if contact.body is not None and contact.body not in names:
            name = clip(contact.body)
            message = f"这个单位没有机构“{name}”，有：{listed(names)}。"
            yield Fault(message, ("contacts", place, "body"))


def _unknown_unit(name: str, known: list[str]) -> str:
    """That the registry does not have a unit, and which one was perhaps meant."""
    hint = "编号见 smogctl units。"
    near = closest(name, known)
    if near:
        hint = f"是不是：{listed(near)}？"
    return f"登记册里没有单位“{clip(name)}”。{hint}"
