"""R306 一个名称指两个单位

单位、机构和别名里，同一个名称（不计全角半角、空白、形似字）指了两个单位，
提问时就只能列出供选，职责里的“会同某某”也不知道是谁。指着的是别名，两个都是名称时，
是条文不在原文这个名称之下的那个，不然是后一个。

```bad
units:
  - {id: education, name: 区教育局, kind: department, aliases: [教育部门]}
  - {id: sports, name: 区体育局, kind: department, aliases: [教育部门]}  # <-
```

```bad
units:
  - {id: education, name: 区教育局, kind: department, aliases: [区体育局]}  # <-
  - {id: sports, name: 区体育局, kind: department}
```

```good
units:
  - {id: education, name: 区教育局, kind: department, aliases: [教育部门]}
  - {id: sports, name: 区体育局, kind: department, aliases: [体育部门]}
```
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from smogctl.grammar.layout import without_residue
from smogctl.lint.subject import Fault, Subject, entries
from smogctl.text.plain import fold
from smogctl.yamlfile.reader import KeyPath
from smogctl.yamlfile.trees import list_in, text_in

CODE = "R306"
SEVERITY = "warning"

_NAME, _BODY, _ALIAS = range(3)
"""How surely a name is its owner's: the plan has a unit's, an alias is an annotator's."""


class _Named(NamedTuple):
    """A name of a unit, a body or an outside body: where, whose, how surely."""

    path: KeyPath
    name: str
    owner: str
    rank: int


def _names(tree: Any) -> Iterator[_Named]:
    """Every name of a unit, a body or an outside body."""
    for path, unit in entries(tree, "units"):
        owner = text_in(unit, "id")
        yield from _names_of(unit, path, owner, _NAME)
        yield from _bare(unit, "bodies", path, owner, _BODY)
        for inner, body in entries(unit, "bodies", path):
            yield from _names_of(body, inner, owner, _BODY)
    for path, outside in entries(tree, "outside"):
        yield from _names_of(outside, path, text_in(outside, "id"), _BODY)


def _names_of(body: Any, path: KeyPath, owner: str, rank: int) -> Iterator[_Named]:
    name = text_in(body, "name")
    if name:
        yield _Named((*path, "name"), name, owner, rank)
    yield from _bare(body, "aliases", path, owner, _ALIAS)


def _bare(
    body: Any, key: str, path: KeyPath, owner: str, rank: int
) -> Iterator[_Named]:
    """The names of a list that are texts of their own."""
    for place, name in enumerate(list_in(body, key)):
        if not isinstance(name, str):
            continue
        if name:
            yield _Named((*path, key, place), name, owner, rank)


def check(subject: Subject) -> Iterator[Fault]:
    """Names that two units or bodies share, at the one that has it less surely."""
    alike: dict[str, list[_Named]] = {}
    for named in _names(subject.tree):
        alike.setdefault(fold(named.name), []).append(named)
    for names in alike.values():
        owners = {named.owner for named in names}
        if len(owners) > 1:
            yield from _shared(subject, names)


def _shared(subject: Subject, names: Sequence[_Named]) -> Iterator[Fault]:
    """One name that several have: all but the one whose it most surely is."""
    most = min(named.rank for named in names)
    sure = [named for named in names if named.rank == most]
    first = sure[0]
    if most == _NAME and len(sure) > 1:
        first = _owner_in_source(subject, sure)
    for named in names:
        if named.owner != first.owner:
            message = f"“{named.name}”也是“{first.owner}”的名称，指不清是谁。"
            yield Fault(message, named.path)


def _owner_in_source(subject: Subject, names: Sequence[_Named]) -> _Named:
    """Of units of one name the one that lacks fewest clauses below it in the source; the first."""
    places = [int(named.path[1]) for named in names]
    text = ""
    for place, entry in enumerate(subject.alignment.entries):
        if place in places:
            text += entry.text
    lacking = []
    for place in places:
        clauses = subject.units[place].duties if text else ()
        missing = 0
        for clause in clauses:
            missing += without_residue(clause.text) not in text
        lacking.append(missing)
    return names[lacking.index(min(lacking))]
