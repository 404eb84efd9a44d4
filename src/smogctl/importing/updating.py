"""A new edition of a plan against the registry of the old one: what did not change keeps its id and its annotation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from smogctl.grammar.layout import bare
from smogctl.importing.drafting import Doubt, Draft
from smogctl.importing.naming import unique
from smogctl.values.vocabulary import RELATIONS

_KEPT = ("aliases", "acts_as", "note", "kind")
"""What a unit keeps where the new edition does not say it."""


def updated(old: Mapping[str, Any], made: Draft) -> Draft:
    """The draft with the old registry's ids, notes, waivers and annotations of all that stayed the same.

    `old` is a registry file as read: a tree of texts. A unit is the same by its name, else by its id where that name is
    gone; a clause by its words.
    """
    return _Update(old, made).whole()


class _Update:
    """The state: which old thing each new one is."""

    def __init__(self, old: Mapping[str, Any], made: Draft) -> None:
        self.old, self.made = old, made
        self.units = _matched(old, made.tree)
        self.ids = {new["id"]: was["id"] for new, was in self.units}
        taken = {was["id"] for was in old["units"]} | {one["id"] for one in old.get("outside", ())}
        taken |= set(_listed(old.get("retired", ())))
        for new in made.tree["units"]:
            if new["id"] not in self.ids:
                self.ids[new["id"]] = unique(new["id"], taken)
                taken.add(self.ids[new["id"]])
        self.taken = taken
        self.reworded: set[str] = set()
        self.renamed: dict[str, str] = dict(self.ids)
        """New id of a unit, an outside body or a duty → the id that it gets."""

    def whole(self) -> Draft:
        """The draft, in the order of the new edition."""
        tree = dict(self.made.tree)
        old = self.old
        outside = self._outside()
        unchanged: set[str] = set()
        was = {new["id"]: before for new, before in self.units}
        units = [self._unit(unit, was.get(unit["id"]), unchanged) for unit in tree["units"]]
        plan = {
            key: value
            for key, value in old["plan"].items()
            if key not in ("title", "part", "frame", "members")
        }
        new_plan = {**tree["plan"], **plan}
        levels = old["levels"]
        retired = self._retired(units)
        whole: dict[str, Any] = {
            "format": "smogctl/1",
            "district": old["district"],
            "plan": new_plan,
        }
        whole |= {"levels": levels, "outside": outside, "units": units}
        if retired:
            whole["retired"] = retired
        if old.get("waivers"):
            whole["waivers"] = old["waivers"]
        return Draft(whole, tuple(self._doubts(unchanged)))

    def _outside(self) -> list[Any]:
        """The old outside bodies, then those that are new; a name that was known keeps its id."""
        listed = [dict(one) for one in self.old.get("outside", ())]
        names = {
            bare(name): one["id"]
            for one in (*listed, *self.old["units"])
            for name in (one["name"], *_listed(one.get("aliases", ())))
        }
        for one in self.made.tree.get("outside", ()):
            known = next(
                (
                    names[bare(name)]
                    for name in (one["name"], *one.get("aliases", ()))
                    if bare(name) in names
                ),
                None,
            )
            if known is None:
                known = unique(one["id"], self.taken)
                self.taken.add(known)
                listed.append({**one, "id": known})
            self.renamed[one["id"]] = known
        return listed

    def _unit(
        self, unit: Mapping[str, Any], was: Mapping[str, Any] | None, unchanged: set[str]
    ) -> dict[str, Any]:
        fields = {**unit, "id": self.ids[unit["id"]]}
        if "acts_as" in fields:
            fields["acts_as"] = self.ids.get(fields["acts_as"], fields["acts_as"])
        if was is not None:
            fields |= {key: was[key] for key in _KEPT if key in was}
            if "bodies" in was and {_name(one) for one in was["bodies"]} == {
                _name(one) for one in unit.get("bodies", ())
            }:
                fields["bodies"] = was["bodies"]
        numbers = _Numbers(fields["id"], was, self.old)
        pairs = _same_clauses(unit.get("duties", ()), list(was.get("duties", ())) if was else [])
        duties = []
        for duty, before in pairs:
            self.renamed[duty["id"]] = before["id"] if before else numbers.new()
            if before and before["text"] == duty["text"]:
                unchanged.add(duty["id"])
                duties.append(dict(before))
            else:
                duties.append(self._duty(duty))
                self.reworded |= {duty["id"]} if before else set()
        if duties:
            fields["duties"] = duties
        order = ("id", "name", "kind", "row", "bodies", "aliases", "acts_as", "note", "duties")
        return {key: fields[key] for key in order if key in fields}

    def _duty(self, duty: Mapping[str, Any]) -> dict[str, Any]:
        fields = {**duty, "id": self.renamed[duty["id"]]}
        for relation in RELATIONS:
            if relation in fields:
                fields[relation] = [self.renamed.get(one, one) for one in fields[relation]]
        return fields

    def _retired(self, units: list[dict[str, Any]]) -> list[str]:
        """The old list, and the ids that went with this edition."""
        now = {duty["id"] for unit in units for duty in unit.get("duties", ())} | {
            unit["id"] for unit in units
        }
        before = [
            one["id"] for unit in self.old["units"] for one in (unit, *unit.get("duties", ()))
        ]
        return [*_listed(self.old.get("retired", ())), *(one for one in before if one not in now)]

    def _doubts(self, unchanged: set[str]) -> Iterator[Doubt]:
        """The doubts of what is new; what was there is settled."""
        settled = {new["id"] for new, _ in self.units} | unchanged
        known = {one["id"] for one in self.old.get("outside", ())}
        for one in self.made.doubts:
            new = self.renamed.get(one.id, one.id)
            if (
                one.id not in settled
                and one.id not in ("district", "plan", "levels")
                and new not in known
            ):
                yield one._replace(id=new)
        for name in sorted(self.reworded):
            yield Doubt(0, self.renamed[name], "id", "条文改了字，编号照旧，标注是重新拟的")


class _Numbers:
    """Ids for new clauses of a unit: above every number that was ever given."""

    def __init__(self, unit: str, was: Mapping[str, Any] | None, old: Mapping[str, Any]) -> None:
        given = [duty["id"] for duty in was.get("duties", ())] if was else []
        given += _listed(old.get("retired", ()))
        pattern = re.compile(rf"{re.escape(unit)}-([0-9]{{1,9}})")
        self._unit = unit
        self._last = max(
            (int(hit[1]) for one in given if (hit := pattern.fullmatch(one))), default=0
        )

    def new(self) -> str:
        """The next id."""
        self._last += 1
        return f"{self._unit}-{self._last}"


def _matched(
    old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Pairs of a new unit and the old one that it is."""
    by_name = {bare(one["name"]): one for one in old["units"]}
    pairs = [
        (unit, by_name[bare(unit["name"])])
        for unit in new["units"]
        if bare(unit["name"]) in by_name
    ]
    matched = {was["id"] for _, was in pairs}
    by_id = {one["id"]: one for one in old["units"] if one["id"] not in matched}
    done = {unit["id"] for unit, _ in pairs}
    pairs += [
        (unit, by_id.pop(unit["id"]))
        for unit in new["units"]
        if unit["id"] not in done and unit["id"] in by_id
    ]
    return pairs


_ALIKE = 0.75
"""From this likeness on a clause of the same unit is the old one with other words."""


def _same_clauses(
    new: Sequence[Mapping[str, Any]], old: list[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Mapping[str, Any] | None]]:
    """Each new clause with the old one that it is: by its words, else by most of them."""
    found: dict[str, Mapping[str, Any]] = {}
    for duty in new:
        same = next((one for one in old if one["text"] == duty["text"]), None)
        if same is not None:
            old.remove(same)
            found[duty["id"]] = same
    for duty in new:
        if duty["id"] not in found and old:
            best = max(old, key=lambda one: _likeness(one["text"], duty["text"]))
            if _likeness(best["text"], duty["text"]) >= _ALIKE:
                old.remove(best)
                found[duty["id"]] = best
    return [(duty, found.get(duty["id"])) for duty in new]


def _likeness(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    if (
        min(len(one), len(other)) * 2 < max(len(one), len(other))
        or max(len(one), len(other)) > 2000
    ):
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _name(body: Any) -> str:
    return bare(body if isinstance(body, str) else body["name"])


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
