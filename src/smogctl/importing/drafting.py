"""An outline to a draft: a registry file of the schema's models, and what a person must look at."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from smogctl.grammar.bodies import is_level
from smogctl.grammar.layout import bare, without_residue
from smogctl.grammar.roles import helpers_of
from smogctl.importing.annotating import (
    MeasureReading,
    Reading,
    measures_of,
    named_levels,
    read_clause,
)
from smogctl.importing.bodies.table import Unit as Known
from smogctl.importing.cited import INFERRED, plan_of
from smogctl.importing.cuts import Cut, cuts_of, sentences_of
from smogctl.importing.district import district_of
from smogctl.importing.outline import Entry, Outline
from smogctl.importing.pages import Page
from smogctl.importing.relations import Who
from smogctl.importing.schemes import Grading, grading_of
from smogctl.importing.stating import saying
from smogctl.importing.unit_heads import heads_of
from smogctl.plan import catalogue
from smogctl.schema.base import Model
from smogctl.schema.registry import (
    UNTITLED,
    AssignmentEntry,
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
from smogctl.text.patterns import words_of

M = TypeVar("M", bound=Model)

Relations = Sequence[tuple[str, str, bool]]
"""(relation, id, whether that is sure) for each body that a clause names."""

NO_TITLE = UNTITLED
_LABEL = re.compile(r"(?P<label>[^：:；。]{2,30})[：:]")
_OFFICE = re.compile(
    r"(?:履行|承担|负责|行使)[^，；。]{0,10}办公室[^，；。]{0,6}(?:职责|职能|日常工作)"
)
_KIND_ONLY = re.compile("[^，；：:]{2,12}措施[：:]?")
"""A clause of the response chapter that only names a kind of measures: 强制性减排措施。"""


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


class Break(NamedTuple):
    """Where a clause ends and the same entry goes on with another, and what ended it."""

    line: int
    duty: str
    end: str
    """As `clauses.Clause` has it."""


class Draft(NamedTuple):
    """A registry file that is yet to be written, and what of it is to be looked at.

    The models are built without being validated: a text that the schema refuses, such as a name
    that is too long, is drafted all the same, and lint says it of the draft.
    """

    model: RegistryFile
    doubts: tuple[Doubt, ...]
    reasons: tuple[Reason, ...] = ()
    breaks: tuple[Break, ...] = ()


def draft(
    page: Page, outline: Outline, *, id_: str | None = None, name: str | None = None
) -> Draft:
    """The draft of an annex. `id_` and `name` are the district's, where the person gives them.

    Raises Refusal when the catalogue has no grading scheme that fits.
    """
    return _Drafting(page, outline).whole(id_, name)


def _breaks_between(cuts: Sequence[Cut], unit: str) -> Iterator[Break]:
    for number, cut in enumerate(cuts[:-1], 1):
        yield Break(cut.line, f"{unit}-{number}", cut.end)


class _Drafting:
    """The state of drafting: the units as their heads name them, and the doubts so far."""

    def __init__(self, page: Page, outline: Outline) -> None:
        self.page, self.outline = page, outline
        self.doubts: list[Doubt] = []
        self.reasons: list[Reason] = []
        self.breaks: list[Break] = []
        self.heads = heads_of(outline.entries, outline.short)
        self.who = Who([Known(unit.id, unit.kind, unit.names) for unit in self.heads])
        self.has_office = any(unit.id == "office" for unit in self.heads)

    def whole(self, id_: str | None, name: str | None) -> Draft:
        """Everything, in the order of a file."""
        guess = district_of(self.outline, id_, name, self.page.text)
        grading = grading_of(self.page.text)
        entries = self.outline.entries
        # all clauses are read before aliases are given: any may use a short form of any unit
        charged: list[Unit] = []
        for unit, entry in zip(self.heads, entries, strict=True):
            charged.append(self._with_duties(unit, entry, grading.levels))
        lines = [entry.line for entry in entries]
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
        return Draft(model, tuple(self.doubts), tuple(self.reasons), tuple(self.breaks))

    def _checked(self, model: M, line: int, id_: str, reasons: Iterable[str]) -> M:
        """The model with the reasons for which a person must look at it."""
        reasons = list(dict.fromkeys(reasons))
        self.doubts += [Doubt(line, id_, why) for why in reasons]
        return saying(model, check=reasons)

    def _plan(self, district: District, grading: Grading) -> Plan:
        title = self.outline.title
        if title in self.outline.titles:
            title = None  # what heads a part that was taken is carried as that
        first = min((entry.line for entry in self.outline.entries), default=1)
        above = self.page.text.split("\n")[: first - 1]
        of = plan_of(title, above, district)
        reasons: list[str] = []
        if title is None:
            reasons.append("原文里没有认出标题")
        if of is not None and of.basis == "inferred":
            reasons.append(INFERRED)
        reasons.append(f"分级标准：{grading.why}")
        frame = list(self.outline.frame)
        for passage in self.outline.ordered:
            # what the chapter orders at a level that the scheme does not have
            if not named_levels(passage.under.level, grading.levels):
                frame.append(passage.text)
        plan = Plan.model_construct(
            title=title or NO_TITLE,
            part=self.outline.part,
            source=f"sources/{district.id}.txt",
            frame=tuple(frame),
            members=self.outline.members,
            scheme=grading.scheme,
            basis="inferred",
            of=of,
        )
        plan = saying(plan, sections=self.outline.titles)
        return self._checked(plan, 1, "plan", reasons)

    def _with_duties(self, unit: Unit, entry: Entry, levels: tuple[Level, ...]) -> Unit:
        cuts = list(cuts_of(entry, self.outline.wrapped))
        self.breaks += _breaks_between(cuts, unit.id)
        duties: list[Duty] = []
        label = ""
        for number, cut in enumerate(cuts, 1):
            label = _label(cut.text) or label
            relations = self.who.mentions_in(cut.text, unit.id)
            relations += self._helping(cut, unit.id, relations)
            reading = read_clause(cut.text, relations, levels, cut.under.level or label)
            if unit.id in self.who.listed(helpers_of(cut.text)):
                reading = reading._replace(role="support")
            duties.append(self._duty(f"{unit.id}-{number}", cut, reading, relations))
        reasons = list(unit.check)
        has_other_office = self.has_office and unit.id != "office"
        if has_other_office and any(_OFFICE.search(cut.text) for cut in cuts):
            unit = unit.model_copy(update={"acts_as": "office"})
            reasons.append("代行：条文说履行办公室职责")
        if not duties:
            reasons.append("没有职责")
        return saying(unit, duties=duties, check=reasons)

    def _helping(
        self, cut: Cut, own: str, relations: Relations
    ) -> list[tuple[str, str, bool]]:
        """Whom a column of helpers names: the unit acts with them."""
        known = {own, *(who for _, who, _ in relations)}
        helping: list[tuple[str, str, bool]] = []
        for name in cut.under.helpers:
            who, sure = self.who.named(name, own)
            if who not in known:
                helping.append(("convenes", who, sure))
        return helping

    def _duty(self, id_: str, cut: Cut, reading: Reading, relations: Relations) -> Duty:
        duty = Duty.model_construct(
            id=id_,
            text=cut.text,
            role=None if reading.role == "lead" else reading.role,
            phase=None if reading.phases == ("respond",) else reading.phases,
        )
        measures: list[AssignmentEntry] = []
        for measure in reading.measures:
            measures.append(_assignment(measure))
            self.reasons.append(Reason(cut.line, id_, measure.id, measure.words))
            title = catalogue.measures()[measure.id].name
            for why in measure.doubts:
                self.doubts.append(Doubt(cut.line, id_, f"{title}：{why}"))
        for phase in reading.besides:
            measures.append(AssignmentEntry.model_construct(phase=(phase,)))
        if cut.under.remark:
            duty = duty.model_copy(update={"note": cut.under.remark})
        partners = _partners(relations)
        duty = saying(duty, levels=reading.levels, measures=measures, **partners)
        reasons = [*reading.doubts, *self._doubted(cut.text)]
        return self._checked(duty, cut.line, id_, reasons)

    def _responses(self, levels: tuple[Level, ...]) -> Iterator[Response]:
        """What the response chapter orders, clause by clause, each with the units that it names."""
        counts: Counter[str] = Counter()
        for passage in self.outline.ordered:
            named = named_levels(passage.under.level, levels)
            if not named:
                continue
            level = named[0]
            helpers = self.who.listed("、".join(passage.under.helpers))
            for text in sentences_of(passage.text, self.outline.wrapped):
                counts[level] += 1
                id_ = f"r-{level}-{counts[level]}"
                response = Response.model_construct(id=id_, level=level, text=text)
                units = self.who.actors(text) or helpers
                yield saying(response, measures=_ordered(text), units=units)

    def _doubted(self, text: str) -> Iterator[str]:
        """What the reader of the file says of pieces of a clause: the text is not sure."""
        plain = bare(text)
        for piece, why in self.page.doubted:
            words = without_residue(bare(piece))
            if words and (words in plain or plain in words):
                yield f"原文：{why}：“{words[:20]}”"

    def _with_aliases(self, unit: Unit, line: int) -> Unit:
        """A unit with the short forms that clauses use of it, and everything to be looked at."""
        reasons = list(unit.check)
        short = self.who.aliases.get(unit.id, [])
        if short:
            reasons.append(f"简称：条文里的“{'、'.join(short)}”按是它处理")
        unit = saying(unit, aliases=list(dict.fromkeys([*unit.aliases, *short])))
        return self._checked(unit, line, unit.id, reasons)

    def _outside(self) -> tuple[Outside, ...]:
        listed: dict[str, Outside] = {}
        for body in self.who.outside.values():
            model = Outside.model_construct(
                id=body.id,
                name=body.name,
                standing=body.standing,
            )
            model = saying(model, aliases=body.aliases)
            reasons: list[str] = []
            if not body.sure:
                reasons.append("条文点到而不在单位之列，是否本预案单位的别名")
            listed[body.id] = self._checked(model, 0, body.id, reasons)
        return tuple(listed.values())


def _assignment(measure: MeasureReading) -> AssignmentEntry:
    """A measure of a duty as the registry has it."""
    entry = AssignmentEntry.model_construct(id=measure.id, scope=measure.scope)
    return saying(
        entry,
        phase=measure.phases,
        levels=measure.levels,
        parts=measure.parts,
        check=measure.doubts,
    )


def _ordered(text: str) -> list[OrderedMeasure]:
    """The measures that a clause of the response chapter orders."""
    if _KIND_ONLY.fullmatch(text):
        return []
    ordered: list[OrderedMeasure] = []
    for measure in measures_of(text):
        entry = OrderedMeasure.model_construct(id=measure.id, scope=measure.scope)
        ordered.append(saying(entry, parts=measure.parts))
    return ordered


def _partners(relations: Relations) -> dict[str, list[str]]:
    """The ids of the bodies that a clause names, by relation."""
    partners: dict[str, list[str]] = {}
    for relation, whom, _ in dict.fromkeys(relations):
        partners.setdefault(relation, []).append(whom)
    return partners


def _label(text: str) -> str:
    """The level with which a clause begins and that holds for those behind it (Ⅲ级响应：), or ""."""
    label = words_of(_LABEL.match(text), "label")
    return label if is_level(label) else ""
