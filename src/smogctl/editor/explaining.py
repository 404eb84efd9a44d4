"""What a word in a registry names, for people: name, clause, and who else has to do with it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from smogctl.editor.opened import Opened, with_id
from smogctl.editor.reference import Reference, Sort
from smogctl.plan import catalogue
from smogctl.plan.registry import Duty, Registry, Unit
from smogctl.questions.ownership import Owned, Ownership
from smogctl.values.vocabulary import KINDS, ROLES, STANDINGS, Role
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
    if reference is None:
        return None
    if not reference.word:
        return None
    explain = _EXPLAIN.get(reference.sort)
    if explain is None:
        return None
    lines = tuple(explain(opened, reference))
    if not lines:
        return None
    return Explained(
        start=reference.start,
        end=reference.end,
        title=lines[0],
        lines=lines[1:],
    )


Lines = Iterator[str]


def _body(opened: Opened, reference: Reference) -> Lines:
    """A unit or an outside body, and the clauses that name it."""
    given = with_id(opened.bodies(), reference.word)
    if given is None:
        return
    yield f"{given.name}（{given.id}）"
    if opened.registry is not None:
        yield from _body_in(opened.registry, given.id)


def _body_in(registry: Registry, identity: str) -> Lines:
    for unit in registry.units:
        if unit.id == identity:
            yield from _unit_lines(unit)
            break
    else:
        if identity in registry.outside:
            standing = STANDINGS[registry.outside[identity].standing]
            yield f"不是本预案的成员单位：{standing}。"
    yield from _quoted("点到它的条文", list(_naming(registry, identity)))


def _unit_lines(unit: Unit) -> Lines:
    yield f"{KINDS[unit.kind]}，职责 {len(unit.duties)} 条。"
    bodies = []
    for body in unit.bodies:
        if body.name != unit.name:
            bodies.append(body.name)
    if bodies:
        yield f"机构：{'、'.join(bodies)}。"
    if unit.aliases:
        yield f"别称：{'、'.join(unit.aliases)}。"


def _naming(registry: Registry, identity: str) -> Iterator[tuple[Unit, Duty]]:
    """The clauses of others that name a unit or an outside body."""
    for unit, duty in registry.duties():
        if unit.id != identity and identity in duty.names:
            yield unit, duty


def _quoted(title: str, clauses: list[tuple[Unit, Duty]]) -> Lines:
    if not clauses:
        return
    yield f"{title}："
    for unit, duty in clauses[:MOST]:
        yield f"- {unit.name}（{duty.id}）：{duty.text}"
    if len(clauses) > MOST:
        yield f"- 另有 {len(clauses) - MOST} 条"


def _unit_by_name(opened: Opened, reference: Reference) -> Lines:
    for unit in opened.units():
        if unit.name == reference.word:
            yield from _body(opened, reference._replace(word=unit.id))
            return


def _measure(opened: Opened, reference: Reference) -> Lines:
    """A measure, and who has it in this plan."""
    measure = catalogue.measures().get(reference.word)
    if measure is None:
        return
    yield f"{measure.name}（{measure.id}）"
    yield from measure_lines(measure, catalogue.texts())
    yield from _owners(opened.registry, measure.id)


def _owners(registry: Registry | None, measure: str) -> Lines:
    """Who has a measure, by role, with the clause."""
    if registry is None:
        return
    owned = Ownership(registry, catalogue.measures()).of(measure)
    yield from _by_role(owned)
    if not owned:
        yield "本预案没有单位有这项措施。"


def _by_role(owned: Iterable[Owned]) -> Lines:
    """A few of those who have a measure in each role, with the clause."""
    owners: dict[Role, list[str]] = {role: [] for role in ROLES}
    for owner in owned:
        assignment, duty = owner.assignment, owner.duty
        scope = f"，限{assignment.scope}" if assignment.scope else ""
        clause = f"{owner.unit.name}（{duty.id}{scope}）：{duty.text}"
        owners[assignment.role].append(clause)
    for role, clauses in owners.items():
        for clause in clauses[:MOST]:
            yield f"- {ROLES[role]}：{clause}"


def _part(opened: Opened, reference: Reference) -> Lines:
    measure = catalogue.measures().get(reference.of)
    if measure is None:
        return
    part = measure.part(reference.word)
    if part is None:
        return
    yield f"{part.name}：{measure.name}（{measure.id}）的一部分"
    yield f"字样：{'、'.join(part.words)}{part_said(part)}。"


def _duty(opened: Opened, reference: Reference) -> Lines:
    """A clause, and who else has its measures."""
    given = with_id(opened.duties(), reference.word)
    if given is None:
        return
    title = given.id
    measures: Lines = iter(())
    if opened.registry is not None:
        for unit, duty in opened.registry.duties():
            if duty.id == given.id:
                title = f"{given.id}　{unit.name}"
                measures = _measures_of(opened.registry, duty)
    yield title
    yield given.name
    yield from measures


def _measures_of(registry: Registry, duty: Duty) -> Lines:
    """The measures of a clause, each with the other clauses that have it."""
    measures = catalogue.measures()
    ownership = Ownership(registry, measures)
    for assignment in duty.assignments:
        if not assignment.measure:
            continue
        measure = measures[assignment.measure]
        yield f"{ROLES[assignment.role]}：{measure.name}（{measure.id}）。其他单位："
        others = []
        for owner in ownership.of(measure.id):
            if owner.duty.id != duty.id:
                others.append(owner)
        yield from _by_role(others)


def _level(opened: Opened, reference: Reference) -> Lines:
    if opened.registry is None:
        return
    for level in opened.registry.levels:
        if level.id == reference.word:
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
