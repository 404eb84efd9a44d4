"""F206 同一个列表里写了两次

同一个机构、别名、另一方、级别或措施在一个列表里出现两次，多半是抄重了，或应是另一个。
机构和另一方作答时只算一次。范围、角色等不同的同一项措施不算重复。

```bad
units:
  - {id: education, name: 区教育局、区体育局, kind: department, bodies: [区教育局, 区教育局]}  # <-
```

```good
units:
  - {id: education, name: 区教育局、区体育局, kind: department, bodies: [区教育局, 区体育局]}
```
"""

from collections.abc import Iterator
from typing import Any

from smogctl.lint.subject import Fault, Subject
from smogctl.text.plain import clip
from smogctl.yamlfile.reader import KeyPath

CODE = "F206"
SEVERITY = "warning"

_LISTS = frozenset(
    {
        *(
            "aliases",
            "bodies",
            "measures",
            "levels",
            "phase",
            "parts",
            "units",
            "members",
        ),
        *("convenes", "shares", "supports", "guides", "under", "reports_to", "retired"),
    }
)
"""Lists in which a thing stands once. A frame's lines may well be alike."""


def check(subject: Subject) -> Iterator[Fault]:
    """What stands in a list a second time, at that place."""
    for path, entries in _lists(subject.source.tree):
        seen: set[str] = set()
        for place, entry in enumerate(entries):
            name = _key(path[-1], entry)
            if name in seen:
                yield Fault(
                    f"“{clip(_shown(entry))}”在这个列表里已经写过。", (*path, place)
                )
            seen.add(name)


def _lists(tree: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, list[Any]]]:
    """Every list of those kinds with its key path."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if _is_of_things(key, value):
                yield (*path, key), value
            yield from _lists(value, (*path, key))
    elif isinstance(tree, list):
        for place, entry in enumerate(tree):
            yield from _lists(entry, (*path, place))


def _is_of_things(key: str, value: Any) -> bool:
    """Whether something is a list in which a thing stands once.

    The plan's units have ids (R301).
    """
    if key not in _LISTS:
        return False
    if not isinstance(value, list):
        return False
    if key == "units":
        return dict not in map(type, value)
    return True


def _key(name: object, entry: Any) -> str:
    """By what an entry is the same as another: a body by its name, all else by all that it says."""
    if name == "bodies" and isinstance(entry, dict):
        entry = entry.get("name")
    elif name == "measures" and not isinstance(entry, dict):
        entry = {"id": entry}
    if isinstance(entry, dict):
        return repr(sorted(entry.items()))
    return repr(entry)


def _shown(entry: Any) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    names = filter(None, (entry.get("name"), entry.get("id")))
    return str(next(names, ""))
