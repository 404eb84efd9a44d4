"""What a document's template is given: plain data of the district, the facts and the task lists."""

from smogctl.documents import kinds
from smogctl.documents.facts import WORDS, Facts
from smogctl.documents.listing import NO_LISTS, listing_of
from smogctl.documents.paper import MISSING
from smogctl.documents.returned import returned
from smogctl.documents.shapes import DocumentData, LevelData
from smogctl.documents.telling import (
    chain_said,
    matter_of,
    previous_said,
    recalled,
    reporting_of,
)
from smogctl.documents.worded import words_of
from smogctl.plan.registry import Registry
from smogctl.questions.tasks import Activation
from smogctl.values.vocabulary import COLOURS, Colour
from smogctl.wording.tasks import LEGEND, level_note
from smogctl.wording.totals import counted, left_said


def data_of(
    facts: Facts,
    registry: Registry,
    activation: Activation | None,
    *,
    stages: bool = False,
) -> DocumentData:
    """All that a template may name.

    A fact that is not known becomes a blank where a template prints it. `stages`: acts say how far
    the catalogue has them grow at the level.
    """
    given = {}
    for name in WORDS:
        given[name] = bool(getattr(facts, name))
    followed = None
    if facts.previous:
        followed = kinds.find(facts.previous.kind)
    ended = shifted = False
    if followed is not None:
        ended = facts.kind.announces and followed.ends
        shifted = followed.shift != 0
    listing = NO_LISTS
    if activation is not None:
        listing = listing_of(activation, facts, stages=stages)
    return {
        "kind": facts.kind.name,
        "kind_name": facts.kind.title,
        "district": _district(registry),
        "plan": _plan(registry),
        "level": _level(registry, facts.level, "level"),
        "origin": _level(registry, facts.origin, "origin"),
        "facts": words_of(facts, registry),
        "ended": ended,
        "shifted": shifted,
        "given": given,
        "drill": facts.drill,
        "previous": previous_said(facts.previous),
        **listing,
        "reporting": reporting_of(facts.desk),
        "chain": chain_said(facts.chain),
        "recalled": recalled(facts.chain),
        "matter": matter_of(facts),
        **returned(facts, activation),
        "full": False,
        "notes": _notes(activation),
    }


def _district(registry: Registry) -> dict[str, str]:
    district = registry.district
    return {
        "id": district.id,
        "name": district.name,
        "within": district.within or "",
        "adcode": district.adcode or "",
    }


def _plan(registry: Registry) -> dict[str, str]:
    plan = registry.plan
    cited = plan.title
    if plan.of:
        cited = plan.of.name
    return {
        "title": plan.title,
        "cited": cited,
        "part": plan.part or "",
        "file": registry.file,
        "hash": registry.digest,
    }


def _notes(activation: Activation | None) -> dict[str, str]:
    """What explains the lists; empty where there are none."""
    if activation is None:
        return {"legend": LEGEND, "level": "", "counted": "", "left": ""}
    return {
        "legend": LEGEND,
        "level": level_note(activation),
        "counted": counted(activation),
        "left": left_said(activation.whole),
    }


def _level(registry: Registry, colour: Colour | None, name: str) -> LevelData:
    if colour is not None:
        level = registry.level(colour)
        if level is not None:
            return {
                "id": colour,
                "name": level.name,
                "colour": COLOURS[colour],
                "response": level.response,
            }
    blank = f"{MISSING}{name}{MISSING}"
    return {"id": "", "name": blank, "colour": blank, "response": blank}
