"""Ids of a registry file that are given twice or name nothing."""

from collections.abc import Iterable, Iterator

from smogctl.schema import registry as schema
from smogctl.text.plain import closest
from smogctl.values.findings import Finding
from smogctl.values.vocabulary import RELATIONS
from smogctl.yamlfile.reader import KeyPath, Marks

MOST_HINTS = 20
"""How many unknown names of one file are met with the nearest known one."""


def references(
    model: schema.RegistryFile, marks: Marks, file: str, measures: frozenset[str]
) -> Iterator[Finding]:
    """Ids given twice, and ids that name nothing: with either, an answer would be wrong without showing it."""

    def fault(code: str, path: KeyPath, message: str) -> Finding:
        place = marks.walk(path)
        return Finding(code, "error", file, place.line, place.column, message)

    def twice(entries: Iterable[tuple[KeyPath, str]], what: str) -> Iterator[Finding]:
        first: dict[str, KeyPath] = {}
        for path, name in entries:
            if name in first:
                yield fault(
                    "R301",
                    path,
                    f"{what}“{name}”重复，第 {marks.walk(first[name]).line} 行已经有了。",
                )
            first.setdefault(name, path)

    units = [(("units", i, "id"), unit.id) for i, unit in enumerate(model.units)]
    bodies = [(("outside", i, "id"), body.id) for i, body in enumerate(model.outside)]
    duties = [
        (("units", i, "duties", j, "id"), duty.id)
        for i, unit in enumerate(model.units)
        for j, duty in enumerate(unit.duties)
    ]
    yield from twice([*bodies, *units], "单位或机构的 id ")
    yield from twice(duties, "职责的 id ")
    yield from twice(
        [(("levels", i, "id"), level.id) for i, level in enumerate(model.levels)], "预警级别"
    )
    members = frozenset(name for _, name in units)
    pools = {
        "unit": members,
        "body": members | {name for _, name in bodies},
        "measure": measures,
        "level": frozenset(level.id for level in model.levels),
    }
    hints: dict[tuple[str, str], list[str]] = {}
    for path, kind, name in _named(model):
        if name not in pools[kind]:
            # looking for the nearest name is slow; a file with more unknown names than this has another trouble
            if (kind, name) not in hints:
                hints[kind, name] = (
                    closest(name, sorted(pools[kind]), 1) if len(hints) < MOST_HINTS else []
                )
            near = hints[kind, name]
            hint = f"是不是“{near[0]}”？" if near else "请核对。"
            what = {"unit": "单位", "body": "单位或机构", "measure": "措施", "level": "预警级别"}[
                kind
            ]
            code = "L403" if path[0] == "levels" else "R302"
            yield fault(code, path, f"没有 id 为“{name}”的{what}。{hint}")


def _named(model: schema.RegistryFile) -> Iterator[tuple[KeyPath, str, str]]:
    """Every place where an id stands for something else: its path, what it names, the id."""
    for i, level in enumerate(model.levels):
        for field in ("released_by", "proposed_by"):
            if name := getattr(level, field):
                yield ("levels", i, field), "body", name
    for i, unit in enumerate(model.units):
        if unit.acts_as:
            yield ("units", i, "acts_as"), "unit", unit.acts_as
        for j, duty in enumerate(unit.duties):
            path: KeyPath = ("units", i, "duties", j)
            yield from _named_by(duty, path)
            for k, entry in enumerate(duty.measures):
                # a bare id stands at the list item itself; the walk passes over the missing "id"
                yield (*path, "measures", k, "id"), "measure", entry.id
                yield from _named_by(entry, (*path, "measures", k))


def _named_by(said: schema.Said, path: KeyPath) -> Iterator[tuple[KeyPath, str, str]]:
    for index, colour in enumerate(said.levels or ()):
        yield (*path, "levels", index), "level", colour
    for relation in RELATIONS:
        for index, name in enumerate(getattr(said, relation) or ()):
            yield (*path, relation, index), "body", name
