"""R306 一个名称指两个单位

单位、机构和别名里，同一个名称（不计全角半角、空白、形似字）指了两个单位，
提问时就只能列出供选，职责里的“会同某某”也不知道是谁。

```bad
units:
  - {id: education, name: 区教育局, kind: department, aliases: [教育部门]}
  - {id: sports, name: 区体育局, kind: department, aliases: [教育部门]}  # <-
```

```good
units:
  - {id: education, name: 区教育局, kind: department, aliases: [教育部门]}
  - {id: sports, name: 区体育局, kind: department, aliases: [体育部门]}
```
"""

from collections.abc import Iterator

from smogctl.lint.subject import Fault, Subject
from smogctl.schema.registry import RegistryFile
from smogctl.text.plain import fold
from smogctl.yamlfile.reader import KeyPath

CODE = "R306"
SEVERITY = "warning"


def _names(model: RegistryFile) -> Iterator[tuple[KeyPath, str, str]]:
    for i, unit in enumerate(model.units):
        yield ("units", i, "name"), unit.name, unit.id
        for j, alias in enumerate(unit.aliases):
            yield ("units", i, "aliases", j), alias, unit.id
        for j, body in enumerate(unit.bodies):
            yield ("units", i, "bodies", j, "name"), body.name, unit.id
            for k, alias in enumerate(body.aliases):
                yield ("units", i, "bodies", j, "aliases", k), alias, unit.id
    for i, outside in enumerate(model.outside):
        yield ("outside", i, "name"), outside.name, outside.id
        for j, alias in enumerate(outside.aliases):
            yield ("outside", i, "aliases", j), alias, outside.id


def check(subject: Subject) -> Iterator[Fault]:
    """Names that two units or bodies share, at the second."""
    if subject.model is None:
        return
    owners: dict[str, str] = {}
    for path, name, owner in _names(subject.model):
        first = owners.setdefault(fold(name), owner)
        if first != owner:
            yield Fault(f"“{name}”也是“{first}”的名称，指不清是谁。", path)
