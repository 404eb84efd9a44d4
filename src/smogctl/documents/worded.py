"""The facts of a paper in words: each as given, and those that sentences are made of."""

from smogctl.documents.chain import OPEN_END
from smogctl.documents.facts import LEVELS, WORDS, Facts
from smogctl.documents.paper import MISSING
from smogctl.documents.telling import previous_said
from smogctl.plan.registry import Registry
from smogctl.values.moment import Moment

MADE_OF = {
    "date": ("issued",),
    "begun": ("start",),
    "outlook": ("forecast", "pollutant", "area"),
    "grounds": ("basis",),
    "nth": ("episode",),
    "ending": ("until",),
    "red_head": ("office",),
}
"""What a template finds among the facts that has no option, and the facts that it is made of."""


def words_of(facts: Facts, registry: Registry) -> dict[str, str]:
    """The facts in words; what is not known becomes a blank where a template prints it.

    `date` is the day of the document, without an hour; `begun` is when the response began, which
    the notices before may know; `outlook`, `grounds`, `nth` and `ending` are pieces of sentences.
    """
    words = {name: _fact(facts, name) for name in WORDS if name not in LEVELS}
    words["office"] = _office(facts, registry) or words["office"]
    words["to"] = "、".join(facts.to) or "各成员单位"
    return words | {
        "date": facts.issued._replace(exact=False).said
        if facts.issued
        else words["issued"],
        "begun": _begun(facts) or words["start"],
        "red_head": red_head(facts) or words["office"],
        "outlook": _outlook(facts, words),
        "grounds": _grounds(facts, registry),
        "nth": _nth(facts),
        "ending": f"预计{facts.until.said}解除"
        if facts.until
        else f"解除时间{OPEN_END}",
    }


def red_head(facts: Facts) -> str | None:
    """What stands in red above a paper, where the desk has it and nobody signs by another name."""
    office = facts.desk.office if facts.desk else None
    own = office is not None and (
        facts.office == office.name or "office" in facts.assumed
    )
    return office.red_head if office and own else None


def _fact(facts: Facts, name: str) -> str:
    value = OPEN_END if name == "until" and facts.open_end else getattr(facts, name)
    if not value:
        return f"{MISSING}{name}{MISSING}"
    if isinstance(value, Moment):
        return value.said
    return "、".join(value) if isinstance(value, tuple) else str(value)


def _office(facts: Facts, registry: Registry) -> str:
    """Who signs; the registry's office is called as within its district.

    So that is put in front.
    """
    office = facts.office or ""
    if (
        "office" not in facts.assumed
        or not office
        or (facts.desk and facts.desk.office.name)
    ):
        return office
    district = registry.district
    if office.startswith((district.name, district.short or district.name)):
        return office
    return f"{district.name}{office.lstrip('区县旗市')}"


def _begun(facts: Facts) -> str:
    """When the response began: by the first notice that is known, else by this paper's facts."""
    if facts.start:
        return facts.start.said
    first = next((one for one in facts.chain if one.start), None)
    return (
        first.start.said
        if first and first.start
        else previous_said(facts.previous)["start"]
    )


def _outlook(facts: Facts, words: dict[str, str]) -> str:
    """The forecast as a paragraph: what is expected, the primary pollutant, the area."""
    more = [f"首要污染物为{facts.pollutant}"] if facts.pollutant else []
    more += [f"影响范围为{facts.area}"] if facts.area else []
    said = (facts.forecast or "").rstrip("。；; ")
    if not said:
        blank = f"经会商研判，{words['forecast']}"
        return f"{'，'.join([blank, *more])}。"
    opening = "" if said.startswith(("经", "根据", "据")) else "经会商研判，"
    return f"{opening}{'，'.join([said, *more])}。"


def _grounds(facts: Facts, registry: Registry) -> str:
    """On what a paper rests: what came from above, and the plan by its name and number."""
    plan = registry.plan.of
    name = plan.name if plan else registry.plan.title
    number = f"（{plan.number}）" if plan and plan.number else ""
    by_plan = f"按照《{name}》{number}"
    return f"根据{'、'.join(facts.basis)}，{by_plan}" if facts.basis else by_plan


def _nth(facts: Facts) -> str:
    """2026年第2次, where it is known which of the year it is."""
    when = (
        facts.start
        or facts.issued
        or next((one.start for one in facts.chain if one.start), None)
    )
    if not facts.episode or not when:
        return ""
    count = facts.episode.strip("第次 ")
    year = next((one.start.at.year for one in facts.chain if one.start), when.at.year)
    return f"{year}年{'演练' if facts.drill else ''}第{count}次"
