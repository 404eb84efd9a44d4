"""What a word in a registry names, for people: name, clause, and who else has to do with it."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from smogctl.editor.opened import Opened
from smogctl.editor.reference import Reference, Sort
from smogctl.plan import catalogue
from smogctl.plan.registry import Assignment, Duty, Registry, Unit
from smogctl.questions.ownership import Owned, Ownership
from smogctl.values.vocabulary import KINDS, ROLES, STANDINGS
from smogctl.wording.catalogue import measure_lines, part_said

MOST = 12
"""So many clauses are quoted; a collective body is named by all."""


class Explained(NamedTuple):
    """What is said of the word that stands from `start` to `end`: a title, and lines below it."""

    start: int
    end: int
    title: str
    lines: tuple[str, ...]


def explained(opened: Opened, place: int) -> Explained | None:
    """What is named at a place of the text; None where nothing is, or nothing is known of it."""
    reference = opened.reference(place)
    if reference is None or not reference.word:
        return None
    explain = _EXPLAIN.get(reference.sort)
    lines = list(explain(opened, reference)) if explain else []
    if not lines:
        return None
    return Explained(reference.start, reference.end, lines[0], tuple(lines[1:]))


Lines = Iterator[str]


def _body(opened: Opened, reference: Reference) -> Lines:
    """A unit or an outside body, and the clauses that name it."""
    for given in (*opened.units(), *opened.outside()):
        if given.id == reference.word:
            yield f"{given.name}（{given.id}）"
            yield from _body_in(opened.registry, given.id)
            return


def _body_in(registry: Registry | None, identity: str) -> Lines:
    if registry is None:
        return
    unit = next((one for one in registry.units if one.id == identity), None)
    if unit:
        yield from _unit_lines(unit)
    elif identity in registry.outside:
        yield f"不是本预案的成员单位：{STANDINGS[registry.outside[identity].standing]}。"
    yield from _quoted("点到它的条文", list(_naming(registry, identity)))


def _unit_lines(unit: Unit) -> Lines:
    bodies = [body.name for body in unit.bodies if body.name != unit.name]
    yield f"{KINDS[unit.kind]}，职责 {len(unit.duties)} 条。"
    if bodies:
        yield f"机构：{'、'.join(bodies)}。"
    if unit.aliases:
        yield f"别称：{'、'.join(unit.aliases)}。"


def _naming(registry: Registry, identity: str) -> Iterator[tuple[Unit, Duty]]:
    """The clauses of others that name a unit or an outside body."""
    for unit, duty in registry.duties():
        if unit.id != identity and any(
            partner.id == identity for partner in duty.partners
        ):
            yield unit, duty


def _quoted(title: str, clauses: list[tuple[Unit, Duty]]) -> Lines:
    if clauses:
        yield f"{title}："
        for unit, duty in clauses[:MOST]:
            yield f"- {unit.name}（{duty.id}）：{duty.text}"
    if len(clauses) > MOST:
        yield f"- 另有 {len(clauses) - MOST} 条"


def _unit_by_name(opened: Opened, reference: Reference) -> Lines:
    named = next((unit for unit in opened.units() if unit.name == reference.word), None)
    return _body(opened, reference._replace(word=named.id)) if named else iter(())


def _measure(opened: Opened, reference: Reference) -> Lines:
    """A measure, and who has it in this plan."""
    measure = catalogue.measures().get(reference.word)
    if measure is None:
        return
    yield f"{measure.name}（{measure.id}）"
    yield from measure_lines(measure, catalogue.texts())
    yield from _owners(opened.registry, measure.id)


def _owners(registry: Registry | None, measure: str, but: str = "") -> Lines:
    """Who has a measure, by role, with the clause; `but`: without this clause."""
    if registry is None:
        return
    owned = [one for one in _ownership(registry).of(measure) if one.duty.id != but]
    for role in ROLES:
        for one in [one for one in owned if one.assignment.role == role][:MOST]:
            yield f"- {ROLES[role]}：{_owner(one)}"
    if not owned and not but:
        yield "本预案没有单位有这项措施。"


def _ownership(registry: Registry) -> Ownership:
    return Ownership(registry, catalogue.measures())


def _owner(owned: Owned) -> str:
    scope = f"，限{owned.assignment.scope}" if owned.assignment.scope else ""
    return f"{owned.unit.name}（{owned.duty.id}{scope}）：{owned.duty.text}"


def _part(opened: Opened, reference: Reference) -> Lines:
    measure = catalogue.measures().get(reference.of)
    part = measure.part(reference.word) if measure else None
    if measure and part:
        yield f"{part.name}：{measure.name}（{measure.id}）的一部分"
        yield f"字样：{'、'.join(part.words)}{part_said(part)}。"


def _duty(opened: Opened, reference: Reference) -> Lines:
    """A clause, and who else has its measures."""
    given = next((one for one in opened.duties() if one.id == reference.word), None)
    if given is None:
        return
    found = _found_duty(opened.registry, given.id)
    yield f"{given.id}　{found[0].name}" if found else given.id
    yield given.name
    if found and opened.registry:
        yield from _measures_of(opened.registry, found[1])


def _found_duty(registry: Registry | None, identity: str) -> tuple[Unit, Duty] | None:
    known = registry.duties() if registry else ()
    return next(((unit, duty) for unit, duty in known if duty.id == identity), None)


def _measures_of(registry: Registry, duty: Duty) -> Lines:
    for assignment in duty.assignments:
        if assignment.measure:
            yield _assigned(assignment)
            yield from _owners(registry, assignment.measure, duty.id)


def _assigned(assignment: Assignment) -> str:
    measure = catalogue.measures().get(assignment.measure or "")
    named = measure.name if measure else assignment.measure
    return f"{ROLES[assignment.role]}：{named}（{assignment.measure}）。其他单位："


def _level(opened: Opened, reference: Reference) -> Lines:
    levels = opened.registry.levels if opened.registry else ()
    for level in (one for one in levels if one.id == reference.word):
        yield f"{level.name}（{level.id}）"
        yield f"启动{level.response}。"


def _scheme(opened: Opened, reference: Reference) -> Lines:
    scheme = catalogue.schemes().get(reference.word)
    if scheme:
        yield f"{scheme.name}（{scheme.id}）"


_EXPLAIN: Mapping[Sort, Callable[[Opened, Reference], Lines]] = {
    "unit": _body,
    "body": _body,
    "name": _unit_by_name,
    "own unit": _body,
    "own outside": _body,
    "measure": _measure,
    "part": _part,
    "duty": _duty,
    "own duty": _duty,
    "level": _level,
    "own level": _level,
    "scheme": _scheme,
}
