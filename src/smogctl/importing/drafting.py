"""An outline to a draft: a registry file of the schema's models, and what a person must look at."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product
from typing import Any, NamedTuple, TypeVar, cast

from smogctl.grammar.bodies import bodies_of_cell, is_level, without_seat
from smogctl.grammar.layout import bare, without_residue
from smogctl.grammar.roles import helpers_of
from smogctl.importing.annotating import Reading, measures_of, named_levels, read_clause
from smogctl.importing.bodies.table import Unit as Known
from smogctl.importing.cited import INFERRED, plan_of
from smogctl.importing.clauses import clauses_of
from smogctl.importing.district import district_of
from smogctl.importing.layouts.assigned import RESPONSIBLE
from smogctl.importing.naming import function_of, kind_of, slug_of, spelled_slug, unique
from smogctl.importing.outline import Entry, Outline, Under
from smogctl.importing.pages import Page
from smogctl.importing.relations import Who
from smogctl.importing.schemes import Grading, grading_of
from smogctl.plan import catalogue
from smogctl.schema.base import Model
from smogctl.schema.registry import (
    UNTITLED,
    AssignmentEntry,
    Body,
    District,
    Duty,
    Level,
    OrderedMeasure,
    Outside,
    Plan,
    RegistryFile,
    Response,
    Unit,
)
from smogctl.values.vocabulary import Kind

M = TypeVar("M", bound=Model)

Relations = Sequence[tuple[str, str, bool]]
"""(relation, id, whether that is sure) for each body that a clause names."""

NO_TITLE = UNTITLED
_LABEL = re.compile(r"(?P<label>[^：:；。]{2,30})[：:]")
_OFFICE = re.compile(
    r"(?:履行|承担|负责|行使)[^，；。]{0,10}办公室[^，；。]{0,6}(?:职责|职能|日常工作)"
)


class Doubt(NamedTuple):
    """Something that needs a person: line of the source or 0, thing of the draft, why."""

    line: int
    id: str
    why: str


class Reason(NamedTuple):
    """Why a duty was given a measure: the words of the clause that name it."""

    line: int
    duty: str
    measure: str
    words: str


class Draft(NamedTuple):
    """A registry file that is yet to be written, and what of it is to be looked at.

    The models are built without being validated: a text that the schema refuses, such as a name
    that is too long, is drafted all the same, and lint says it of the draft.
    """

    model: RegistryFile
    doubts: tuple[Doubt, ...]
    reasons: tuple[Reason, ...] = ()


class Cut(NamedTuple):
    """A clause as it was cut, and what it stands under."""

    line: int
    text: str
    under: Under


def draft(
    page: Page, outline: Outline, *, id_: str | None = None, name: str | None = None
) -> Draft:
    """The draft of an annex. `id_` and `name` are the district's, where the person gives them.

    Raises Refusal when the catalogue has no grading scheme that fits.
    """
    return _Drafting(page, outline).whole(id_, name)


def saying(model: M, **lists: Sequence[object]) -> M:
    """The model with those of the lists that hold something; an empty one is not said."""
    values: dict[str, Any]
    values = {
        name: getattr(model, name) for name in model.model_fields_set - lists.keys()
    }
    values |= {name: tuple(items) for name, items in lists.items() if items}
    return cast("M", type(model).model_construct(**values))


class _Drafting:
    """The state of drafting: the units as their heads name them, and the doubts so far."""

    def __init__(self, page: Page, outline: Outline) -> None:
        self.page, self.outline = page, outline
        self.doubts: list[Doubt] = []
        self.reasons: list[Reason] = []
        self.heads = self._with_ids(
            [_head(entry, outline.short) for entry in outline.entries]
        )
        self.who = Who([Known(unit.id, unit.kind, unit.names) for unit in self.heads])
        self.has_office = any(unit.id == "office" for unit in self.heads)

    def whole(self, id_: str | None, name: str | None) -> Draft:
        """Everything, in the order of a file."""
        guess = district_of(self.outline, id_, name, self.page.text)
        grading = grading_of(self.page.text)
        # all clauses are read before aliases are given: any may use a short form of any unit
        charged = [
            self._with_duties(unit, entry, grading.levels)
            for unit, entry in zip(self.heads, self.outline.entries, strict=True)
        ]
        lines = [entry.line for entry in self.outline.entries]
        units = tuple(map(self._with_aliases, charged, lines))
        model = RegistryFile.model_construct(
            format="smogctl/1",
            district=self._checked(guess.district, 1, "district", guess.doubts),
            plan=self._plan(guess.district, grading),
            levels=grading.levels,
            outside=self._outside(),
            units=units,
        )
        model = saying(model, responses=list(self._responses(grading.levels)))
        return Draft(model, tuple(self.doubts), tuple(self.reasons))

    def _checked(self, model: M, line: int, id_: str, reasons: Iterable[str]) -> M:
        """The model with the reasons for which a person must look at it."""
        reasons = list(dict.fromkeys(reasons))
        self.doubts += [Doubt(line, id_, why) for why in reasons]
        return saying(model, check=reasons)

    def _plan(self, district: District, grading: Grading) -> Plan:
        reasons = [] if self.outline.title else ["原文里没有认出标题"]
        of = plan_of(self.outline.title, self._above(), district)
        reasons += [INFERRED] if of and of.basis == "inferred" else []
        plan = Plan.model_construct(
            title=self.outline.title or NO_TITLE,
            part=self.outline.part or None,
            source=f"sources/{district.id}.txt",
            frame=(*self.outline.frame, *self._without_level(grading.levels)),
            members=self.outline.members,
            scheme=grading.scheme,
            basis="inferred",
            of=of,
        )
        plan = saying(plan, sections=self.outline.titles)
        return self._checked(plan, 1, "plan", [*reasons, f"分级标准：{grading.why}"])

    def _above(self) -> list[str]:
        """The lines above the first entry."""
        first = min((entry.line for entry in self.outline.entries), default=1)
        return self.page.text.split("\n")[: first - 1]

    def _without_level(self, levels: tuple[Level, ...]) -> Iterator[str]:
        """What the response chapter orders at a level that the scheme does not have."""
        for passage in self.outline.ordered:
            if not named_levels(passage.under.level, levels):
                yield passage.text

    def _with_ids(self, heads: Sequence[Unit]) -> list[Unit]:
        units: list[Unit] = []
        taken: set[str] = set()
        given: Counter[str] = Counter()
        for head, entry in zip(heads, self.outline.entries, strict=True):
            first = _first_body(head, entry)
            slug = (
                (spelled_slug(head.name) or "group") if entry.lead else slug_of(first)
            )
            given[slug] += 1
            id_ = unique(slug, taken, max(2, given[slug]))
            taken.add(id_)
            reasons = [*_reasons_of_id(id_, slug, first, entry), *entry.doubts]
            units.append(saying(head.model_copy(update={"id": id_}), check=reasons))
        return units

    def _with_duties(self, unit: Unit, entry: Entry, levels: tuple[Level, ...]) -> Unit:
        duties: list[Duty] = []
        label = ""
        for number, cut in enumerate(_cuts(entry, self.outline.wrapped), 1):
            label = _label(cut.text) or label
            relations = self.who.mentions_in(cut.text, unit.id)
            relations += self._helping(cut, unit.id, relations)
            reading = read_clause(cut.text, relations, levels, cut.under.level or label)
            if unit.id in self.who.listed(helpers_of(cut.text)):
                reading = reading._replace(role="support")
            duties.append(self._duty(f"{unit.id}-{number}", cut, reading, relations))
            if self.has_office and unit.id != "office" and _OFFICE.search(cut.text):
                unit = unit.model_copy(update={"acts_as": "office"})
                unit = saying(unit, check=[*unit.check, "代行：条文说履行办公室职责"])
        reasons = [*unit.check, *([] if duties else ["没有职责"])]
        return saying(unit, duties=duties, check=reasons)

    def _helping(
        self, cut: Cut, own: str, relations: Relations
    ) -> list[tuple[str, str, bool]]:
        """Whom a column of helpers names: the unit acts with them."""
        named = {who for _, who, _ in relations}
        found = (self.who.named(name, own) for name in cut.under.helpers)
        return [("convenes", *one) for one in found if one[0] not in (own, *named)]

    def _duty(self, id_: str, cut: Cut, reading: Reading, relations: Relations) -> Duty:
        duty = Duty.model_construct(
            id=id_,
            text=cut.text,
            role=None if reading.role == "lead" else reading.role,
            phase=None if reading.phases == ("respond",) else reading.phases,
        )
        reasons = [*reading.doubts, *self._doubted(cut.text)]
        self.reasons += [
            Reason(cut.line, id_, one.id, one.words) for one in reading.measures
        ]
        measures = [
            saying(
                AssignmentEntry.model_construct(id=one.id, scope=one.scope),
                phase=one.phases,
                levels=one.levels,
                parts=one.parts,
                check=one.doubts,
            )
            for one in reading.measures
        ]
        measures += [
            AssignmentEntry.model_construct(phase=(one,)) for one in reading.besides
        ]
        self.doubts += [
            Doubt(cut.line, id_, f"{catalogue.measures()[one.id].name}：{why}")
            for one in reading.measures
            for why in one.doubts
        ]
        if cut.under.remark:
            duty = duty.model_copy(update={"note": cut.under.remark})
        duty = saying(
            duty, levels=reading.levels, measures=measures, **_partners(relations)
        )
        return self._checked(duty, cut.line, id_, reasons)

    def _responses(self, levels: tuple[Level, ...]) -> Iterator[Response]:
        """What the response chapter orders, clause by clause, each with the units that it names."""
        counts: Counter[str] = Counter()
        for passage in self.outline.ordered:
            for text, level in product(
                _sentences(passage.text, self.outline.wrapped),
                named_levels(passage.under.level, levels)[:1],
            ):
                counts[level] += 1
                id_ = f"r-{level}-{counts[level]}"
                made = Response.model_construct(id=id_, level=level, text=text)
                units = self.who.actors(text) or self.who.listed(
                    "、".join(passage.under.helpers)
                )
                yield saying(made, measures=_ordered(text), units=units)

    def _doubted(self, text: str) -> Iterator[str]:
        """What the reader of the file says of pieces of a clause: the text is not sure."""
        plain = bare(text)
        for piece, why in self.page.doubted:
            said = without_residue(bare(piece))
            if said and (said in plain or plain in said):
                yield f"原文：{why}：“{said[:20]}”"

    def _with_aliases(self, unit: Unit, line: int) -> Unit:
        """A unit with the short forms that clauses use of it, and everything to be looked at."""
        short = self.who.aliases.get(unit.id, [])
        why = [f"简称：条文里的“{'、'.join(short)}”按是它处理"] if short else []
        unit = saying(unit, aliases=list(dict.fromkeys([*unit.aliases, *short])))
        return self._checked(unit, line, unit.id, [*unit.check, *why])

    def _outside(self) -> tuple[Outside, ...]:
        listed: dict[str, Outside] = {}
        for named in self.who.outside.values():
            body = Outside.model_construct(
                id=named.id, name=named.name, standing=named.standing
            )
            why = [] if named.sure else ["条文点到而不在单位之列，是否本预案单位的别名"]
            body = saying(body, aliases=named.aliases)
            listed[named.id] = self._checked(body, 0, named.id, why)
        return tuple(listed.values())


_KIND_ONLY = re.compile("[^，；：]{2,12}措施[：:]?")
"""A clause of the response chapter that only names a kind of measures: 强制性减排措施。"""


def _sentences(text: str, wrapped: int) -> list[str]:
    """The clauses of a text of the response chapter, each with who is responsible for it."""
    found: list[str] = []
    for clause in clauses_of(text, wrapped):
        if found and RESPONSIBLE.fullmatch(clause):
            found[-1] = f"{found[-1]}。{clause}"
        else:
            found.append(clause)
    return found


def _ordered(text: str) -> list[OrderedMeasure]:
    """The measures that a clause of the response chapter orders."""
    if _KIND_ONLY.fullmatch(text):
        return []
    return [
        saying(
            OrderedMeasure.model_construct(id=one.id, scope=one.scope), parts=one.parts
        )
        for one in measures_of(text)
    ]


def _head(entry: Entry, short: Sequence[tuple[str, str]]) -> Unit:
    """A unit as its entry's head names it, still without id and duties.

    `short` are names with the short forms that the preamble gives them.
    """
    whole = " ".join(entry.name.split())
    bodies = [bare(body) for body in bodies_of_cell(whole)]
    # bodies that only a blank divides keep it, else their names would run together
    blank = len(bodies) > 1 and not set("、，,/／；;") & set(whole)
    name = whole if blank else bare(whole)
    kind = kind_of(bodies[0] if len(bodies) > 1 else name)
    unit = Unit.model_construct(
        id="",
        name=name,
        kind="department" if entry.lead else kind,
        row=entry.row,
        note=None if name == whole else _note(entry.name, whole),
    )
    if entry.lead:
        members = _group(entry)
    else:
        members = [_body(body, kind) for body in bodies] if len(bodies) > 1 else []
    return saying(unit, bodies=members, aliases=_aliases(entry, name, short))


def _group(entry: Entry) -> list[Body]:
    """The bodies of a working group: its leaders, then its members."""
    leaders = [Body.model_construct(name=bare(name), lead=True) for name in entry.lead]
    others = [name for name in entry.members if name not in entry.lead]
    return [*leaders, *(Body.model_construct(name=bare(name)) for name in others)]


def _body(name: str, kind: Kind) -> Body:
    """A body of a joint unit of some kind; its own kind where it is another."""
    own = kind_of(name)
    return Body.model_construct(name=name, kind=None if own == kind else own)


def _aliases(entry: Entry, name: str, short: Sequence[tuple[str, str]]) -> list[str]:
    aliases = [bare(alias) for alias in entry.aliases]
    aliases += [without_seat(name)]
    aliases += [full for full, form in short if bare(form) == name]
    aliases += [form for full, form in short if bare(full) == name]
    return list(dict.fromkeys(alias for alias in aliases if alias != name))


def _note(printed: str, whole: str) -> str | None:
    """How the source writes a name that it breaks inside; None where it does not."""
    if not re.search(r"\S[ 　]\S", printed):
        return None
    parts = (part.strip() for part in re.split("[、，,]", whole))
    # a blank beside a 、 is between two names, and breaks neither
    broken = next((part for part in parts if " " in part), None)
    return f"原文作“{broken}”" if broken else None


def _first_body(unit: Unit, entry: Entry) -> str:
    """The name that a unit's id is made of: its first body's, but a working group's own."""
    return unit.bodies[0].name if unit.bodies and not entry.lead else unit.name


def _reasons_of_id(id_: str, slug: str, first: str, entry: Entry) -> Iterator[str]:
    if not entry.lead and function_of(first) is None:
        yield "职能目录里没有合适的编号，用了拼音"
    elif id_ != slug:
        yield "与前面的单位职能相同，编号加了序数"


def _partners(relations: Relations) -> dict[str, list[str]]:
    """The ids of the bodies that a clause names, by relation."""
    partners: dict[str, list[str]] = {}
    for relation, whom, _ in dict.fromkeys(relations):
        partners.setdefault(relation, []).append(whom)
    return partners


def _label(text: str) -> str:
    """The level with which a clause begins and that holds for those behind it (Ⅲ级响应：), or ""."""
    hit = _LABEL.match(text)
    return hit["label"] if hit and is_level(hit["label"]) else ""


def _cuts(entry: Entry, wrapped: int) -> Iterator[Cut]:
    """The clauses of an entry; passages of one column are one text: a clause may span some."""
    for _, passages in groupby(entry.passages, key=lambda passage: passage.under):
        group = list(passages)
        squeezed = [bare(passage.text) for passage in group]
        place = reached = 0
        for text in clauses_of("\n".join(passage.text for passage in group), wrapped):
            place, reached = _placed(bare(text[:12]), squeezed, place, reached)
            yield Cut(group[place].line, text, group[0].under)


def _placed(
    beginning: str, texts: list[str], place: int, reached: int
) -> tuple[int, int]:
    """In which text a clause begins, and where its beginning ends; the place itself if in none.

    The search starts at a place and an offset in its text. A beginning that texts share is passed
    over in at most three of them, so that a search stays short.
    """
    for n in range(place, min(place + 4, len(texts))):
        at = texts[n].find(beginning, reached if n == place else 0)
        if at >= 0:
            return n, at + len(beginning)
    return place, reached
