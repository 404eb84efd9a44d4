"""What an edit changed in a registry: its head, its response chapter, its units and their duties.

Values become texts that people read, and texts are compared.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from smogctl.plan.registry import (
    Assignment,
    Duty,
    Partner,
    Registry,
    Response,
    Unit,
    Upper,
)

_SECTIONS = ("district", "plan", "levels", "outside", "upper", "waivers")
"""What stands above the units."""


class Change(NamedTuple):
    """One thing that an edit changed.

    `kind`: added, dropped, moved, renumbered, reworded, role, phases, partners, measures, levels or
    note of a duty; added, dropped, renumbered, renamed or changed of a unit. `old` and `new` are
    for people; `duty` is empty where a unit changed.
    """

    kind: str
    unit: str
    unit_id: str
    duty: str
    old: str
    new: str


def of_unit(kind: str, unit: Unit, *, old: str = "", new: str = "") -> Change:
    """What an edit changed of a unit."""
    return Change(
        kind=kind,
        unit=unit.name,
        unit_id=unit.id,
        duty="",
        old=old,
        new=new,
    )


def of_duty(
    kind: str, unit: Unit, duty: str, *, old: str = "", new: str = ""
) -> Change:
    """What an edit changed of a duty, of which the id is given."""
    return Change(
        kind=kind,
        unit=unit.name,
        unit_id=unit.id,
        duty=duty,
        old=old,
        new=new,
    )


def changed_sections(old: Registry, new: Registry) -> Iterator[Change]:
    """What stands above the units, and the response chapter; `unit` is the section's name."""
    for section in _SECTIONS:
        before = _entries(getattr(old, section))
        after = _entries(getattr(new, section))
        yield from _differing(section, before, after)
    yield from _differing("responses", _chapter(old), _chapter(new))


def _differing(
    section: str, before: Mapping[str, str], after: Mapping[str, str]
) -> Iterator[Change]:
    for name in dict.fromkeys((*before, *after)):
        was = before.get(name, "")
        now = after.get(name, "")
        if was != now:
            yield Change(
                kind="changed",
                unit=f"{section} {name}",
                unit_id="",
                duty="",
                old=was,
                new=now,
            )


def _chapter(registry: Registry) -> dict[str, str]:
    return {entry.id: _response(entry) for entry in registry.responses}


def _response(entry: Response) -> str:
    """An entry of the chapter in one text."""
    orders = []
    for order in entry.measures:
        orders.append(limited(order.measure, [order.scope, *order.parts]))
    text = f"{entry.level} {entry.text}；{'、'.join(orders)}"
    if entry.units:
        text += f"；{'、'.join(sorted(entry.units))}"
    return text


def limited(name: str, limits: Iterable[str | None]) -> str:
    """A name, and in brackets what limits it."""
    words = "，".join(filter(None, limits))
    if not words:
        return name
    return f"{name}（{words}）"


def _entries(section: Any) -> dict[str, str]:
    """A section's entries as texts, by their id, else their measure or place.

    Of a section that is one thing: its fields by name.
    """
    if hasattr(section, "_fields"):
        return _fields(section)
    if isinstance(section, Mapping):
        section = section.values()
    texts = {}
    for place, entry in enumerate(section, 1):
        fields = _fields(entry).items()
        texts[_known_by(entry, place)] = "；".join(map(" ".join, fields))
    return texts


def _known_by(entry: Any, place: int) -> str:
    """By what an entry is known from one state to the other; a measure has one entry of `upper`."""
    if isinstance(entry, Upper):
        return entry.measure
    return str(getattr(entry, "id", place))


def _fields(entry: Any) -> dict[str, str]:
    """The fields of a value that say anything, each in one text."""
    texts = {}
    for name, value in entry._asdict().items():
        if value not in (None, (), ""):
            texts[name] = _plain(value)
    return texts


def _plain(value: Any) -> str:
    """A field's value in one text."""
    if hasattr(value, "_fields"):
        return "，".join(map(" ".join, _fields(value).items()))
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    return str(value)


def changed_units(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Change]:
    """Units that came, went, or are called or described otherwise."""
    before = {unit.id: unit for unit in old}
    after = {unit.id: unit for unit in new}
    for name, unit in after.items():
        if name in before:
            yield from _unit(before[name], unit)
        else:
            yield of_unit("added", unit, new=unit.name)
    for name, unit in before.items():
        if name not in after:
            yield of_unit("dropped", unit, old=unit.name)


def _unit(old: Unit, new: Unit) -> Iterator[Change]:
    if old.name != new.name:
        yield of_unit("renamed", new, old=old.name, new=new.name)
    before = _described(old)
    after = _described(new)
    if before != after:
        yield of_unit("changed", new, old=before, new=after)


def _described(unit: Unit) -> str:
    """What else matters of a unit: kind, row, bodies, aliases, for whom it acts, its note."""
    row = "" if unit.row is None else str(unit.row)
    others = "、".join(unit.names[1:])
    acts_as = unit.acts_as and f"代行 {unit.acts_as}"
    return "；".join(filter(None, (unit.kind, row, others, acts_as, unit.note)))


class _Placed(NamedTuple):
    """A duty with its unit."""

    unit: Unit
    duty: Duty


def changed_duties(old: Sequence[Unit], new: Sequence[Unit]) -> Iterator[Change]:
    """Duties that came, went, moved, or say something else."""
    before = _placed(old)
    after = _placed(new)
    moved = _out_of_order(before, after)
    for name, (unit, duty) in after.items():
        if name not in before:
            yield of_duty("added", unit, name, new=duty.text)
            continue
        was = before[name]
        if was.unit.id != unit.id or name in moved:
            yield of_duty("moved", unit, name, old=was.unit.name, new=unit.name)
        yield from _duty(unit, was.duty, duty)
    for name, (unit, duty) in before.items():
        if name not in after:
            yield of_duty("dropped", unit, name, old=duty.text)


def _placed(units: Sequence[Unit]) -> dict[str, _Placed]:
    """Every duty by its id, in the plan's order."""
    placed = {}
    for unit in units:
        for duty in unit.duties:
            placed[duty.id] = _Placed(unit, duty)
    return placed


def _out_of_order(
    before: Mapping[str, _Placed], after: Mapping[str, _Placed]
) -> set[str]:
    """The fewest names whose moving explains the new order of what stayed."""
    from difflib import SequenceMatcher

    old = list(filter(after.__contains__, before))
    new = list(filter(before.__contains__, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    moved = set(new)
    for block in matcher.get_matching_blocks():
        kept = new[block.b : block.b + block.size]
        moved.difference_update(kept)
    return moved


def _duty(unit: Unit, old: Duty, new: Duty) -> Iterator[Change]:
    before = _aspects(old)
    after = _aspects(new)
    for kind, now in after.items():
        was = before[kind]
        if was != now:
            yield of_duty(kind, unit, new.id, old=was, new=now)


def _aspects(duty: Duty) -> dict[str, str]:
    """What a duty says, each in one text, by the kind of change that it is when it differs."""
    return {
        "reworded": duty.text,
        "role": duty.role,
        "phases": "、".join(duty.phases),
        "partners": "；".join(partners_named(duty.partners)),
        "measures": _measures(duty),
        "levels": _levels(duty),
        "note": duty.note or "",
    }


def partners_named(partners: Iterable[Partner]) -> list[str]:
    """Partners with their relation."""
    return [f"{partner.relation} {partner.name}" for partner in partners]


def _measures(duty: Duty) -> str:
    texts = []
    for share in duty.assignments:
        if share.measure:
            texts.append(limited(share.measure, _limits(share, duty)))
    return "；".join(texts)


def _limits(share: Assignment, duty: Duty) -> Iterator[str | None]:
    """What an assignment does not share with all of its duty."""
    yield share.scope
    yield from share.parts
    if share.role != duty.role:
        yield share.role
    if share.phases != duty.phases:
        yield "、".join(share.phases)
    if share.partners != duty.partners:
        yield from partners_named(share.partners)


def _levels(duty: Duty) -> str:
    texts = []
    for share in duty.assignments:
        if not share.levels and not share.episode:
            continue
        text = f"{share.measure or '-'} {'、'.join(share.levels)}"
        if share.ends:
            text += " ends"
        if share.episode:
            text += " during episode"
        texts.append(text)
    return "；".join(texts)
