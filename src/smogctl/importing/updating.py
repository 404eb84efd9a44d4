"""A new edition of a plan against the registry of the old one.

What did not change keeps its id and its annotation.
"""

import re
from collections.abc import Iterator, Sequence

from smogctl.grammar.layout import bare
from smogctl.importing.drafting import Doubt, Draft, Reason
from smogctl.importing.naming import unique
from smogctl.importing.same import same_clauses, same_units
from smogctl.importing.stating import saying
from smogctl.plan import catalogue
from smogctl.schema.checks import OpenCheck, open_checks
from smogctl.schema.registry import (
    Body,
    Duty,
    Outside,
    Plan,
    RegistryFile,
    Response,
    Unit,
)
from smogctl.values.vocabulary import RELATIONS

_KEPT = ("aliases", "acts_as", "note", "kind")
"""What a unit keeps where the old registry says it."""

_REWORDED = "条文改了字，编号照旧，标注是重新拟的"
_ADDED = "新版新增的条文，标注是按字样拟的"
"""A registry that somebody has been through takes no suggestion unseen."""
_OF_THE_EDITION = frozenset({"title", "part", "sections", "frame", "members"})
"""What of the plan's section each edition says for itself."""


def updated(old: RegistryFile, made: Draft) -> Draft:
    """The draft with the old registry's ids, notes, waivers, and annotations of what is the same.

    `old` is a registry without faults. A unit is the same by its name, else by its id where that
    name is gone; a clause by its words.
    """
    return _Update(old, made).whole()


class _Update:
    """The state: which old thing each new one is, and the id that it gets."""

    def __init__(self, old: RegistryFile, made: Draft) -> None:
        self.old, self.made = old, made
        self.was = same_units(made.model.units, old.units)
        self.taken = {unit.id for unit in old.units} | {body.id for body in old.outside}
        self.taken |= set(old.retired)
        self.ids = {new: was.id for new, was in self.was.items()}
        """New id of a unit or an outside body → the id that it gets."""
        for unit in made.model.units:
            if unit.id not in self.ids:
                self.ids[unit.id] = self._unique(unit.id)
        # apart: the second unit of a function and the second duty of the first have one id
        self.duty_ids: dict[str, str] = {}
        """New id of a duty → the id that it gets."""
        self.unchanged: set[str] = set()
        """New ids of duties."""

    def whole(self) -> Draft:
        """The draft, in the order of the new edition."""
        # first: duties name these bodies by the ids that they get
        outside = self._outside()
        units = tuple(map(self._unit, self.made.model.units))
        model = RegistryFile.model_construct(
            format="smogctl/1",
            district=self.old.district,
            plan=self._plan(),
            levels=self.old.levels,
            outside=outside,
            units=units,
            retired=self._retired(units),
            waivers=self.old.waivers,
        )
        model = saying(model, responses=self._responses(), upper=self.old.upper)
        return Draft(model, tuple(self._doubts(model)), tuple(self._reasons()))

    def _unique(self, id_: str) -> str:
        """The id, numbered where it is taken; from now on it is."""
        given = unique(id_, self.taken)
        self.taken.add(given)
        return given

    def _plan(self) -> Plan:
        """The edition's own words, and all else as the old registry has it."""
        old = self.old.plan
        kept = {
            name: getattr(old, name) for name in old.model_fields_set - _OF_THE_EDITION
        }
        made = self.made.model.plan
        if made.of is not None and made.of.basis == "stated":
            kept["of"] = made.of
        return saying(
            made.model_copy(update=kept), check=old.check, sections=made.sections
        )

    def _responses(self) -> list[Response]:
        """The new chapter; a clause with the same words at the same level is the old one."""
        taken = set(self.old.retired)
        known: dict[tuple[str, str], Response] = {}
        for response in self.old.responses:
            taken.add(response.id)
            known[response.level, response.text] = response
        responses: list[Response] = []
        for new in self.made.model.responses:
            old = known.get((new.level, new.text))
            if old is not None:
                responses.append(old)
                continue
            id_ = unique(new.id, taken)
            taken.add(id_)
            units = [self.ids.get(unit, unit) for unit in new.units]
            renamed = new.model_copy(update={"id": id_})
            responses.append(saying(renamed, units=units))
        return responses

    def _outside(self) -> tuple[Outside, ...]:
        """The old outside bodies, then those that are new; a name that was known keeps its id."""
        listed = list(self.old.outside)
        known = _ids_by_name(self.old.outside) | _ids_by_name(self.old.units)
        for body in self.made.model.outside:
            names = map(bare, (body.name, *body.aliases))
            id_ = next(filter(None, map(known.get, names)), None)
            if id_ is None:
                id_ = self._unique(body.id)
                listed.append(body.model_copy(update={"id": id_}))
            self.ids[body.id] = id_
        return tuple(listed)

    def _unit(self, unit: Unit) -> Unit:
        was = self.was.get(unit.id)
        fields: dict[str, object] = {"id": self.ids[unit.id]}
        if unit.acts_as:
            fields["acts_as"] = self.ids.get(unit.acts_as, unit.acts_as)
        check = unit.check
        before: Sequence[Duty] = ()
        if was is not None:
            check = was.check
            before = was.duties
            fields |= _kept(unit, was)
        new = unit.model_copy(update=fields)
        return saying(new, check=check, duties=self._duties(unit, before))

    def _duties(self, unit: Unit, before: Sequence[Duty]) -> list[Duty]:
        """A unit's clauses: the old one where the words are the same, its id where most are."""
        numbers = _Numbers(self.ids[unit.id], before, self.old.retired)
        same = same_clauses(unit.duties, before)
        duties: list[Duty] = []
        for duty in unit.duties:
            old = same.get(duty.id)
            if old is not None and old.text == duty.text:
                self.duty_ids[duty.id] = old.id
                self.unchanged.add(duty.id)
                duties.append(old)
                continue
            if old is not None:
                self.duty_ids[duty.id], why = old.id, _REWORDED
            else:
                self.duty_ids[duty.id], why = numbers.new(), _ADDED
            duties.append(saying(self._duty(duty), check=[why, *duty.check]))
        return duties

    def _duty(self, duty: Duty) -> Duty:
        """A clause that is annotated anew, with the ids that it and its partners get."""
        partners: dict[str, list[str]] = {}
        for relation in RELATIONS:
            bodies = duty.partners(relation)
            partners[relation] = [self.ids.get(whom, whom) for whom in bodies]
        new = duty.model_copy(update={"id": self.duty_ids[duty.id]})
        return saying(new, **partners)

    def _retired(self, units: Sequence[Unit]) -> tuple[str, ...]:
        """The old list, and the ids that went with this edition."""
        now = set(_ids(units))
        gone = [id_ for id_ in _ids(self.old.units) if id_ not in now]
        return (*self.old.retired, *gone)

    def _reasons(self) -> Iterator[Reason]:
        """The reasons of the clauses that are annotated anew."""
        for reason in self.made.reasons:
            if reason.duty not in self.unchanged:
                yield reason._replace(duty=self.duty_ids[reason.duty])

    def _doubts(self, model: RegistryFile) -> Iterator[Doubt]:
        """Every open check of the new edition, with the source line where it is new."""
        renamed = self.ids | self.duty_ids
        lines: dict[tuple[str, str], int] = {}
        for doubt in self.made.doubts:
            id_ = renamed.get(doubt.id, doubt.id)
            lines[id_, doubt.why] = doubt.line
        for open_ in open_checks(model):
            id_, what = checked(model, open_)
            for reason in open_.reasons:
                why = f"{what}{reason}"
                yield Doubt(lines.get((id_, why), 0), id_, why)


class _Numbers:
    """Ids for new clauses of a unit: above every number that was ever given."""

    def __init__(
        self, unit: str, before: Sequence[Duty], retired: Sequence[str]
    ) -> None:
        pattern = re.compile(rf"{re.escape(unit)}-([0-9]{{1,9}})")
        given = [*(duty.id for duty in before), *retired]
        hits = filter(None, map(pattern.fullmatch, given))
        self._unit = unit
        self._last = max((int(hit[1]) for hit in hits), default=0)

    def new(self) -> str:
        """The next id."""
        self._last += 1
        return f"{self._unit}-{self._last}"


def _ids(units: Sequence[Unit]) -> Iterator[str]:
    """The ids of units and their duties, in the file's order."""
    for unit in units:
        yield unit.id
        yield from (duty.id for duty in unit.duties)


def _ids_by_name(bodies: Sequence[Outside] | Sequence[Unit]) -> dict[str, str]:
    """The ids of bodies by every name that they have."""
    ids: dict[str, str] = {}
    for body in bodies:
        names = map(bare, (body.name, *body.aliases))
        ids |= dict.fromkeys(names, body.id)
    return ids


def _kept(unit: Unit, was: Unit) -> dict[str, object]:
    """The fields that a unit keeps of what it was."""
    kept = {
        name: getattr(was, name) for name in was.model_fields_set.intersection(_KEPT)
    }
    same_bodies = _body_names(was.bodies) == _body_names(unit.bodies)
    if same_bodies and "bodies" in was.model_fields_set:
        kept["bodies"] = was.bodies
    return kept


def _body_names(bodies: Sequence[Body]) -> set[str]:
    return {bare(body.name) for body in bodies}


def checked(model: RegistryFile, open_: OpenCheck) -> tuple[str, str]:
    """The id under which a check is said, and what of that thing it is about (a measure)."""
    match open_.path:
        case ("units", int(i), "duties", int(j), "measures", int(k)):
            duty = model.units[i].duties[j]
            id_ = duty.measures[k].id
            return duty.id, f"{catalogue.measures()[id_].name}：" if id_ else ""
        case ("district" | "plan" as name, *_):
            return str(name), ""
    return str(getattr(open_.thing, "id", "")), ""
