"""Ids of a registry file that are given twice or name nothing.

With either an answer would be wrong without showing it, so such a file gives none.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from smogctl.plan.measures import Measure
from smogctl.schema import registry as schema
from smogctl.text.plain import closest
from smogctl.values.findings import Finding
from smogctl.values.vocabulary import RELATIONS
from smogctl.yamlfile.reader import KeyPath, Marks

MOST_HINTS = 20
"""How many unknown names of one file are met with the nearest known one: looking for it is slow."""

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


def references(
    model: schema.RegistryFile, marks: Marks, file: str, measures: Mapping[str, Measure]
) -> Iterator[Finding]:
    """The findings of one file, ids given twice first."""
    for path, message in (*_twice(model, marks), *_unknown(model, measures)):
        code = "R301" if "重复" in message else "R302"
        if code == "R302" and path[0] == "levels":
            code = "L403"
        place = marks.walk(path)
        yield Finding(code, "error", file, place.line, place.column, message)


def _twice(model: schema.RegistryFile, marks: Marks) -> Iterator[tuple[KeyPath, str]]:
    for what, entries in _own_ids(model):
        first: dict[str, KeyPath] = {}
        for path, name in entries:
            if name in first:
                line = marks.walk(first[name]).line
                yield path, f"{what}“{name}”重复，第 {line} 行已经有了。"
            first.setdefault(name, path)


def _own_ids(
    model: schema.RegistryFile,
) -> Iterator[tuple[str, Iterable[tuple[KeyPath, str]]]]:
    """The ids that a file gives, in the groups inside which each may be given once."""
    bodies = [(("outside", i, "id"), body.id) for i, body in enumerate(model.outside)]
    units = [(("units", i, "id"), unit.id) for i, unit in enumerate(model.units)]
    yield "单位或机构的 id ", [*bodies, *units]
    orders = [(("responses", i, "id"), order.id) for i, order in enumerate(model.responses)]
    yield "职责的 id ", [*orders, *_duty_ids(model)]
    yield "预警级别", [(("levels", i, "id"), level.id) for i, level in enumerate(model.levels)]
    above = [(("upper", i, "measure"), entry.measure) for i, entry in enumerate(model.upper)]
    yield "上级预案的措施", above


def _duty_ids(model: schema.RegistryFile) -> Iterator[tuple[KeyPath, str]]:
    for i, unit in enumerate(model.units):
        for j, duty in enumerate(unit.duties):
            yield ("units", i, "duties", j, "id"), duty.id


def _unknown(
    model: schema.RegistryFile, measures: Mapping[str, Measure]
) -> Iterator[tuple[KeyPath, str]]:
    pools = _Pools(model, measures)
    hints: dict[tuple[Sort, str, str], list[str]] = {}
    for reference in _named(model):
        path, sort, name, of = reference
        known = pools.of(reference)
        if name in known:
            continue
        key = sort, name, of
        if key not in hints:
            hints[key] = closest(name, sorted(known), 1) if len(hints) < MOST_HINTS else []
        yield path, _said(reference, hints[key], known)


def _said(reference: Reference, near: list[str], known: Collection[str]) -> str:
    _, sort, name, of = reference
    if sort == "part":
        parts = f"有：{'、'.join(known)}。" if known else "这项措施不分部分。"
        return f"措施 {of} 没有“{name}”这一部分。{parts}"
    hint = f"是不是“{near[0]}”？" if near else "请核对。"
    return f"没有 id 为“{name}”的{WORDS[sort]}。{hint}"


class _Pools:
    """What each sort of name may be."""

    def __init__(self, model: schema.RegistryFile, measures: Mapping[str, Measure]) -> None:
        units = frozenset(unit.id for unit in model.units)
        self._measures = measures
        self._known: dict[Sort, Collection[str]] = {
            "unit": units,
            "body": units | {body.id for body in model.outside},
            "measure": measures.keys(),
            "level": frozenset(level.id for level in model.levels),
        }

    def of(self, reference: Reference) -> Collection[str]:
        """The names that a reference may have."""
        if reference.sort != "part":
            return self._known[reference.sort]
        measure = self._measures.get(reference.of)
        if measure is None:  # said of the measure already
            return (reference.name,)
        return [part.name for part in measure.parts]


def _named(model: schema.RegistryFile) -> Iterator[Reference]:
    """Every place where a name stands for something else."""
    for i, level in enumerate(model.levels):
        for field, body in (("released_by", level.released_by), ("proposed_by", level.proposed_by)):
            if body:
                yield Reference(("levels", i, field), "body", body)
    for i, order in enumerate(model.responses):
        yield from _by_response(order, ("responses", i))
    for i, upper in enumerate(model.upper):
        yield Reference(("upper", i, "measure"), "measure", upper.measure)
        yield Reference(("upper", i, "starts"), "level", upper.starts)
    for i, unit in enumerate(model.units):
        if unit.acts_as:
            yield Reference(("units", i, "acts_as"), "unit", unit.acts_as)
        for j, duty in enumerate(unit.duties):
            yield from _by_duty(duty, ("units", i, "duties", j))


def _by_response(order: schema.Response, path: KeyPath) -> Iterator[Reference]:
    yield Reference((*path, "level"), "level", order.level)
    for k, entry in enumerate(order.measures):
        yield from _by_measure(entry.id, entry.parts, (*path, "measures", k))
    for k, unit in enumerate(order.units):
        yield Reference((*path, "units", k), "unit", unit)


def _by_duty(duty: schema.Duty, path: KeyPath) -> Iterator[Reference]:
    yield from _by_said(duty, path)
    for k, entry in enumerate(duty.measures):
        place = (*path, "measures", k)
        yield from _by_measure(entry.id, entry.parts, place)
        yield from _by_said(entry, place)


def _by_measure(measure: str | None, parts: Collection[str], path: KeyPath) -> Iterator[Reference]:
    if measure is not None:
        # a bare id stands at the list item itself; the walk passes over the missing "id"
        yield Reference((*path, "id"), "measure", measure)
    for index, part in enumerate(parts):
        yield Reference((*path, "parts", index), "part", part, measure or "")


def _by_said(said: schema.Said, path: KeyPath) -> Iterator[Reference]:
    for index, colour in enumerate(said.levels or ()):
        yield Reference((*path, "levels", index), "level", colour)
    for relation in RELATIONS:
        for index, name in enumerate(getattr(said, relation) or ()):
            yield Reference((*path, relation, index), "body", name)
