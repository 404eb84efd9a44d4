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
from typing import Any

from smogctl.lint.subject import Fault, Subject, entries
from smogctl.text.plain import fold
from smogctl.yamlfile.reader import KeyPath
from smogctl.yamlfile.trees import list_in, text_in

CODE = "R306"
SEVERITY = "warning"


def _names(tree: Any) -> Iterator[tuple[KeyPath, str, str]]:
    """Every name of a unit, a body or an outside body: where, the name, whose."""
    for path, unit in entries(tree, "units"):
        owner = text_in(unit, "id")
        yield from _names_of(unit, path, owner)
        yield from _bare(unit, "bodies", path, owner)
        for inner, body in entries(unit, "bodies", path):
            yield from _names_of(body, inner, owner)
    for path, outside in entries(tree, "outside"):
        yield from _names_of(outside, path, text_in(outside, "id"))


def _names_of(
    body: Any, path: KeyPath, owner: str
) -> Iterator[tuple[KeyPath, str, str]]:
    name = text_in(body, "name")
    if name:
        yield (*path, "name"), name, owner
    yield from _bare(body, "aliases", path, owner)


def _bare(
    body: Any, key: str, path: KeyPath, owner: str
) -> Iterator[tuple[KeyPath, str, str]]:
    """The names of a list that are texts of their own."""
    for place, name in enumerate(list_in(body, key)):
        if not isinstance(name, str):
            continue
        if name:
            yield (*path, key, place), name, owner


def check(subject: Subject) -> Iterator[Fault]:
    """Names that two units or bodies share, at the second."""
    owners: dict[str, str] = {}
    for path, name, owner in _names(subject.tree):
        first = owners.setdefault(fold(name), owner)
        if first != owner:
            message = f"“{name}”也是“{first}”的名称，指不清是谁。"
            yield Fault(message, path)
