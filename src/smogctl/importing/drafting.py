"""An outline to a draft: the tree of a registry file, and what of it a person must look at, with the place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from smogctl.grammar.bodies import bodies_of_cell, is_level
from smogctl.grammar.layout import bare
from smogctl.importing.annotating import Reading, read_clause
from smogctl.importing.clauses import clauses_of
from smogctl.importing.district import district_of
from smogctl.importing.naming import function_of, kind_of, slug_of, spelled_slug, unique
from smogctl.importing.outline import Entry, Outline
from smogctl.importing.pages import Page
from smogctl.importing.relations import Unit, Who
from smogctl.importing.schemes import levels_of
from smogctl.schema.registry import Level
from smogctl.values.vocabulary import RELATIONS

NO_TITLE = "（未找到标题）"
_LABEL = re.compile(r"(?P<label>[^：:；。]{2,30})[：:]")
_OFFICE = re.compile(
    r"(?:履行|承担|负责|行使)[^，；。]{0,10}办公室[^，；。]{0,6}(?:职责|职能|日常工作)"
)


class Doubt(NamedTuple):
    """Something that needs a person: where in the source, which thing of the draft, which field, why."""

    line: int
    id: str
    field: str
    why: str


class Draft(NamedTuple):
    """A registry file as a tree of plain values, and what of it is to be looked at."""

    tree: dict[str, Any]
    doubts: tuple[Doubt, ...]

    def comments(self) -> dict[tuple[str, str], list[str]]:
        """The doubts as comments of the file."""
        found: dict[tuple[str, str], list[str]] = {}
        for one in self.doubts:
            found.setdefault((one.id, one.field), []).append(one.why)
        return found


class Said(NamedTuple):
    """A clause as it was cut, and the level under which it stands."""

    line: int
    text: str
    level: str


def draft(page: Page, found: Outline, *, id_: str | None = None, name: str | None = None) -> Draft:
    """The draft of an annex. `id_` and `name` are the district's, where the person gives them."""
    return _Drafting(page, found).whole(id_, name)


class _Drafting:
    """The state of drafting: ids given, doubts found."""

    def __init__(self, page: Page, found: Outline) -> None:
        self.page, self.found = page, found
        self.doubts: list[Doubt] = []
        self.units = [self._unit(entry) for entry in found.entries]
        self._settle_ids()

    def whole(self, id_: str | None, name: str | None) -> Draft:
        """Everything, in the order of a file."""
        found = self.found
        district = district_of(found, id_, name)
        self.doubts += [Doubt(1, "district", field, why) for field, why in district.doubts]
        scheme, levels, why = levels_of(self.page.text)
        self.doubts.append(Doubt(1, "plan", "scheme", why))
        who = Who([Unit(one["id"], one["kind"], tuple(_names(one))) for one in self.units])
        for unit, entry in zip(self.units, found.entries, strict=True):
            self._duties(unit, entry, who, levels)
        for unit in self.units:
            self._aliases(unit, who)
        self.units = [{key: unit[key] for key in _UNIT_KEYS if key in unit} for unit in self.units]
        plan: dict[str, Any] = {"title": found.title or NO_TITLE}
        if found.title is None:
            self.doubts.append(Doubt(1, "plan", "title", "原文里没有认出标题"))
        if found.part:
            plan["part"] = found.part
        plan |= {"source": f"sources/{district.fields['id']}.txt", "frame": list(found.frame)}
        plan |= {"members": list(found.members), "scheme": scheme, "basis": "inferred"}
        tree = {
            "format": "smogctl/1",
            "district": district.fields,
            "plan": plan,
            "levels": [one.model_dump(exclude_none=True) for one in levels],
            "outside": self._outside(who),
            "units": self.units,
        }
        return Draft(tree, tuple(self.doubts))

    def _unit(self, entry: Entry) -> dict[str, Any]:
        """A unit without its duties and id."""
        whole = " ".join(entry.name.split())
        bodies = bodies_of_cell(whole)
        name = whole if len(bodies) > 1 and not set("、，,/／；;") & set(whole) else bare(whole)
        bodies = tuple(bare(body) for body in bodies)
        unit: dict[str, Any] = {
            "id": "",
            "name": name,
            "kind": kind_of(bodies[0] if len(bodies) > 1 else name),
        }
        if entry.row is not None:
            unit["row"] = entry.row
        if entry.lead:
            group = [*({"name": bare(one), "lead": "true"} for one in entry.lead)]
            unit["bodies"] = [
                *group,
                *(bare(one) for one in entry.members if one not in entry.lead),
            ]
            unit["kind"] = "department"
        elif len(bodies) > 1:
            unit["bodies"] = [_body(body, unit["kind"]) for body in bodies]
        aliases = [bare(alias) for alias in entry.aliases]
        aliases += [full for full, short in self.found.short if bare(short) == name]
        aliases += [short for full, short in self.found.short if bare(full) == name]
        unit["aliases"] = list(dict.fromkeys(alias for alias in aliases if alias != name))
        if name != whole and re.search(r"\S[ 　]\S", entry.name):
            broken = next(part for part in re.split("[、，,]", whole) if " " in part.strip())
            unit["note"] = f"原文作“{broken.strip()}”"
        return unit

    def _settle_ids(self) -> None:
        taken: set[str] = set()
        given: Counter[str] = Counter()
        for unit, entry in zip(self.units, self.found.entries, strict=True):
            first = unit["bodies"][0] if unit.get("bodies") and not entry.lead else unit["name"]
            first = first["name"] if isinstance(first, Mapping) else first
            slug = (spelled_slug(unit["name"]) or "group") if entry.lead else slug_of(first)
            given[slug] += 1
            unit["id"] = unique(slug, taken, max(2, given[slug]))
            taken.add(unit["id"])
            if not entry.lead and function_of(first) is None:
                self.doubts.append(
                    Doubt(entry.line, unit["id"], "id", "职能目录里没有合适的编号，用了拼音")
                )
            elif unit["id"] != slug:
                self.doubts.append(
                    Doubt(entry.line, unit["id"], "id", "与前面的单位职能相同，编号加了序数")
                )
            self.doubts += [Doubt(entry.line, unit["id"], "id", why) for why in entry.doubts]

    def _duties(
        self, unit: dict[str, Any], entry: Entry, who: Who, levels: tuple[Level, ...]
    ) -> None:
        said = list(_said(entry, self.found.wrapped))
        unit["duties"] = []
        label = ""
        for number, one in enumerate(said, 1):
            hit = _LABEL.match(one.text)
            if hit and is_level(hit["label"]):
                label = hit["label"]
            relations = who.mentions_in(one.text, unit["id"])
            reading = read_clause(one.text, relations, levels, one.level or label)
            self._duty(unit, f"{unit['id']}-{number}", one, reading, relations)
            if (
                _OFFICE.search(one.text)
                and unit["id"] != "office"
                and any(x["id"] == "office" for x in self.units)
            ):
                unit["acts_as"] = "office"
                self.doubts.append(Doubt(one.line, unit["id"], "acts_as", "条文说履行办公室职责"))
        if not said:
            del unit["duties"]
            self.doubts.append(Doubt(entry.line, unit["id"], "id", "没有职责"))

    def _duty(
        self,
        unit: dict[str, Any],
        id_: str,
        one: Said,
        reading: Reading,
        relations: list[tuple[str, str, bool]],
    ) -> None:
        duty: dict[str, Any] = {"id": id_, "text": one.text}
        if reading.role != "lead":
            duty["role"] = reading.role
        if reading.phases != ("respond",):
            duty["phase"] = reading.phases[0] if len(reading.phases) == 1 else list(reading.phases)
        if reading.levels:
            duty["levels"] = list(reading.levels)
        for relation in RELATIONS:
            if named := [whom for how, whom, _ in relations if how == relation]:
                duty[relation] = named
                if not all(sure for how, _, sure in relations if how == relation):
                    self.doubts.append(Doubt(one.line, id_, relation, "点到的不是本预案的单位"))
        if reading.measures:
            duty["measures"] = [
                {"id": name, "scope": scope} if scope else name for name, scope in reading.measures
            ]
        unit["duties"].append(duty)
        self.doubts += [Doubt(one.line, id_, field, why) for field, why in reading.doubts]

    def _aliases(self, unit: dict[str, Any], who: Who) -> None:
        more = who.aliases.get(unit["id"], [])
        unit["aliases"] = list(dict.fromkeys([*unit["aliases"], *more]))
        if more:
            self.doubts.append(
                Doubt(0, unit["id"], "aliases", f"条文里的“{'、'.join(more)}”按是它处理")
            )
        if not unit["aliases"]:
            del unit["aliases"]

    def _outside(self, who: Who) -> list[dict[str, Any]]:
        listed: dict[str, dict[str, Any]] = {}
        for one in who.outside.values():
            fields: dict[str, Any] = {"id": one.id, "name": one.name}
            if one.aliases:
                fields["aliases"] = list(one.aliases)
            listed[one.id] = fields | {"standing": one.standing}
            if not one.sure:
                self.doubts.append(
                    Doubt(0, one.id, "id", "条文点到而不在单位之列，是否本预案单位的别名")
                )
        return list(listed.values())


_UNIT_KEYS = ("id", "name", "kind", "row", "bodies", "aliases", "acts_as", "note", "duties")


def _body(name: str, kind: str) -> str | dict[str, str]:
    own = kind_of(name)
    return name if own == kind else {"name": name, "kind": own}


def _names(unit: Mapping[str, Any]) -> Iterator[str]:
    yield unit["name"]
    for body in unit.get("bodies", ()):
        yield body["name"] if isinstance(body, Mapping) else body
    yield from unit["aliases"]


def _said(entry: Entry, wrapped: int) -> Iterator[Said]:
    """The clauses of an entry: passages of one column as one text, since a clause may run over several."""
    at = 0
    while at < len(entry.passages):
        end = at + 1
        while end < len(entry.passages) and entry.passages[end].level == entry.passages[at].level:
            end += 1
        group = entry.passages[at:end]
        squeezed = [bare(one.text) for one in group]
        place = reached = 0
        for text in clauses_of("\n".join(one.text for one in group), wrapped):
            place, reached = _placed(bare(text[:12]), squeezed, place, reached)
            yield Said(group[place].line, text, group[0].level)
        at = end


def _placed(beginning: str, texts: list[str], place: int, reached: int) -> tuple[int, int]:
    """In which of the texts a clause begins, from a place and an offset in it on; the place itself where in none.

    A beginning that two texts share is passed over in at most three of them, so that a search stays short.
    """
    for n in range(place, min(place + 4, len(texts))):
        at = texts[n].find(beginning, reached if n == place else 0)
        if at >= 0:
            return n, at + len(beginning)
    return place, reached
