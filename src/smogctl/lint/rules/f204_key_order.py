"""F204 键的次序

键按固定的次序写，改动才看得清楚，两份登记册才好并排对照。smogctl lint --fix 可以代劳。

```bad
units:
  - name: 区教育局
    id: education  # <-
    kind: department
```

```good
units:
  - id: education
    name: 区教育局
    kind: department
```
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from smogctl.lint.subject import Fault, Subject
from smogctl.schema.base import model_in
from smogctl.yamlfile.reader import KeyPath

CODE = "F204"
SEVERITY = "note"


def order_of(model: type[BaseModel]) -> list[str]:
    """The order of a model's keys: that of its fields."""
    return list(model.model_fields)


def mappings(
    tree: Any, model: type[BaseModel], path: KeyPath = ()
) -> Iterator[tuple[KeyPath, type[BaseModel], Any]]:
    """Every mapping of a file with its key path, its model and itself."""
    if isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from mappings(value, model, (*path, index))
    elif isinstance(tree, dict):
        yield path, model, tree
        inner = _inner(model)
        for key in inner.keys() & tree.keys():
            yield from mappings(tree[key], inner[key], (*path, key))


@lru_cache(maxsize=64)
def _inner(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The fields of a model that hold other models."""
    inner = {}
    for name, field in model.model_fields.items():
        held = model_in(field.annotation)
        if held:
            inner[name] = held
    return inner


@lru_cache(maxsize=64)
def _rank(model: type[BaseModel]) -> dict[str, int]:
    return {name: place for place, name in enumerate(order_of(model))}


def check(subject: Subject) -> Iterator[Fault]:
    """The first key of each mapping that stands behind a later one."""
    for path, model, tree in mappings(subject.source.tree, subject.schema):
        rank = _rank(model)
        known = list(filter(rank.__contains__, tree))
        late = _late(known, rank)
        if late is None:
            continue
        higher = (key for key in known if rank[key] > rank[late])
        before = next(higher)
        yield Fault(
            f"“{late}”应在“{before}”之前。",
            (*path, late),
            at_key=True,
            fixable=_block(subject, path),
        )


def _late(keys: list[str], rank: dict[str, int]) -> str | None:
    """The first key that stands behind a later one."""
    for above, key in pairwise(keys):
        if rank[key] < rank[above]:
            return key
    return None


def _block(subject: Subject, path: KeyPath) -> bool:
    """Whether each key of a mapping has a line of its own; only then can lines be moved."""
    if subject.source.marks is None:
        return False
    keys = subject.source.marks.walk(path).keys
    lines = set()
    for line, _, _ in keys.values():
        lines.add(line)
    return len(lines) == len(keys)
