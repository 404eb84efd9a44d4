"""Ids of a registry file that are given twice or name nothing.

With either an answer would be wrong without showing it, so such a file gives none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import Literal, NamedTuple

from smogctl.plan.measures import Measure
from smogctl.schema import registry as schema
from smogctl.schema.base import SLUG
from smogctl.text.patterns import later
from smogctl.text.plain import clip, closest
from smogctl.values.findings import Finding
from smogctl.values.vocabulary import RELATIONS
from smogctl.yamlfile.reader import KeyPath, Marks, Tree
from smogctl.yamlfile.trees import list_in, text_in

MOST_HINTS = 20
"""How many unknown names of one file are met with the nearest known one: looking for it is slow."""

_SLUG = later(SLUG)

Sort = Literal["unit", "body", "measure", "level", "part"]
WORDS: dict[Sort, str] = {
    "unit": "单位",
    "body": "单位或机构",
    "measure": "措施",
    "level": "预警级别",
    "part": "部分",
}


class Reference(NamedTuple):
    """A place where a name stands for something else; `of`: the measure whose part it names."""

    path: KeyPath
    sort: Sort
    name: str
    of: str = ""


_BY_FIELDS: dict[tuple[str, ...], Sort] = {
    ("levels", "released_by"): "body",
    ("levels", "proposed_by"): "body",
    ("responses", "level"): "level",
    ("responses", "units"): "unit",
    ("upper", "measure"): "measure",
    ("upper", "starts"): "level",
    ("units", "acts_as"): "unit",
}
"""What a name is of, by the fields that lead to it, without the places in lists."""

_CLAUSES = (("units", "duties"), ("responses",))
_IN_CLAUSES: dict[tuple[str, ...], Sort] = {
    ("levels",): "level",
    ("measures",): "measure",
    ("measures", "id"): "measure",
    ("measures", "parts"): "part",
    ("measures", "levels"): "level",
    **{(relation,): "body" for relation in RELATIONS},
    **{("measures", relation): "body" for relation in RELATIONS},
}
"""The same below a duty or a clause of the response chapter."""


_SORTS: dict[tuple[str, ...], Sort] = {
    **_BY_FIELDS,
    **{
        (*clause, *fields): sort
        for clause in _CLAUSES
        for fields, sort in _IN_CLAUSES.items()
    },
}


def sort_at(fields: tuple[str, ...]) -> Sort | None:
    """What a name is of that stands below these fields; None where none stands there."""
    return _SORTS.get(fields)


def references(
    tree: Tree, marks: Marks, file: str, measures: Mapping[str, Measure]
) -> Iterator[Finding]:
    """The findings of one file, ids given twice first, whatever else is wrong with it."""

    def finding(code: str, path: KeyPath, message: str) -> Finding:
        place = marks.walk(path)
        return Finding(code, "error", file, place.line, place.column, message)

    for path, message in _twice(tree, marks):
        yield finding("R301", path, message)
    for path, message in _unknown(tree, measures):
        code = "L403" if path[0] == "levels" else "R302"
        yield finding(code, path, message)


def _twice(tree: Tree, marks: Marks) -> Iterator[tuple[KeyPath, str]]:
    for what, entries in _own_ids(tree):
        first: dict[str, KeyPath] = {}
        for path, name in entries:
            earlier = first.setdefault(name, path)
            if earlier != path:
                line = marks.walk(earlier).line
                yield path, f"{what}“{name}”重复，第 {line} 行已经有了。"


def _own_ids(tree: Tree) -> Iterator[tuple[str, Iterable[tuple[KeyPath, str]]]]:
    """The ids that a file gives, in the groups inside which each may be given once."""
    yield "单位或机构的 id ", [*_given(tree, "outside"), *_given(tree, "units")]
    yield "职责的 id ", [*_given(tree, "responses"), *_duty_ids(tree)]
    yield "预警级别", _given(tree, "levels")
    yield "上级预案的措施", _given(tree, "upper", "measure")


def _duty_ids(tree: Tree) -> Iterator[tuple[KeyPath, str]]:
    for place, unit in enumerate(list_in(tree, "units")):
        for path, name in _given(unit, "duties"):
            yield ("units", place, *path), name


def _given(tree: Tree, key: str, field: str = "id") -> Iterator[tuple[KeyPath, str]]:
    """The ids that the entries of a list have, with the paths of them."""
    for place, entry in enumerate(list_in(tree, key)):
        name = text_in(entry, field)
        if name:
            yield (key, place, field), name


def _unknown(
    tree: Tree, measures: Mapping[str, Measure]
) -> Iterator[tuple[KeyPath, str]]:
    pools = _Pools(tree, measures)
    hints: dict[tuple[Sort, str, str], list[str]] = {}
    for reference in _named(tree, (), ()):
        path, sort, name, of = reference
        known = pools.of(reference)
        if name in known or sort in pools.unsure:
            continue
        key = sort, name, of
        if key not in hints:
            hints[key] = []
            if len(hints) <= MOST_HINTS:
                hints[key] = closest(name, sorted(known), 1)
        yield path, _said(reference, hints[key], known)


def _said(reference: Reference, near: list[str], known: Collection[str]) -> str:
    name = clip(reference.name)
    if reference.sort == "part":
        parts = "这项措施不分部分。"
        if known:
            parts = f"有：{'、'.join(known)}。"
        return f"措施 {reference.of} 没有“{name}”这一部分。{parts}"
    hint = "请核对。"
    if near:
        hint = f"是不是“{near[0]}”？"
    return f"没有 id 为“{name}”的{WORDS[reference.sort]}。{hint}"


class _Pools:
    """What each sort of name may be."""

    def __init__(self, tree: Tree, measures: Mapping[str, Measure]) -> None:
        units = frozenset(name for _, name in _given(tree, "units"))
        outside = frozenset(name for _, name in _given(tree, "outside"))
        self._measures = measures
        self._known: dict[Sort, Collection[str]] = {
            "unit": units,
            "body": units | outside,
            "measure": measures.keys(),
            "level": frozenset(name for _, name in _given(tree, "levels")),
        }
        self.unsure = _unsure(tree)
        """Sorts of which the file may give more ids than can be read: of these none is unknown."""

    def of(self, reference: Reference) -> Collection[str]:
        """The names that a reference may have."""
        if reference.sort != "part":
            return self._known[reference.sort]
        measure = self._measures.get(reference.of)
        if measure is None:  # said of the measure already
            return (reference.name,)
        return [part.name for part in measure.parts]


def _unsure(tree: Tree) -> Set[Sort]:
    """The sorts of name whose ids stand in a wrong form somewhere: what names them may be right."""
    root = tree if isinstance(tree, dict) else {}
    unsure: set[Sort] = set()
    if not schema.RegistryFile.model_fields.keys() >= root.keys():
        # any list may stand under a key that is misspelt
        unsure.update(("unit", "body", "level"))
    if not _have_ids(root.get("units")):
        unsure.update(("unit", "body"))
    if not _have_ids(root.get("outside", [])):
        unsure.add("body")
    if not _have_ids(root.get("levels")):
        unsure.add("level")
    return unsure


def _have_ids(entries: Tree | None) -> bool:
    """Whether a list is there, and each entry of it has an id in the right form."""
    if not isinstance(entries, list):
        return False
    ids = [text_in(entry, "id") for entry in entries]
    return all(map(_SLUG.match, ids))


def _named(
    tree: Tree, path: KeyPath, fields: tuple[str, ...], of: str = ""
) -> Iterator[Reference]:
    """Every place where a name stands for something else; `of`: the measure that it is about."""
    if isinstance(tree, str):
        sort = sort_at(fields)
        if sort and tree:
            yield Reference(path, sort, tree, of)
    elif isinstance(tree, list):
        for place, value in enumerate(tree):
            yield from _named(value, (*path, place), fields, of)
    else:
        own = text_in(tree, "id")
        for key, value in tree.items():
            yield from _named(value, (*path, key), (*fields, key), own)
