"""The facts of a paper in words: each as given, and those that sentences are made of."""

from smogctl.documents.chain import OPEN_END
from smogctl.documents.facts import LEVELS, WORDS, Facts
from smogctl.documents.paper import MISSING
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
    words = {}
    for name in WORDS:
        if name not in LEVELS:
            words[name] = _fact(facts, name)
    if facts.office:
        words["office"] = _office(facts, facts.office, registry)
    if not facts.to:
        words["to"] = "各成员单位"
    if facts.open_end:
        words["until"] = OPEN_END
    words["date"] = words["issued"]
    if facts.issued:
        words["date"] = facts.issued._replace(exact=False).said
    begun = _begun(facts)
    words["begun"] = words["start"]
    if begun:
        words["begun"] = begun
    red = red_head(facts)
    words["red_head"] = words["office"]
    if red:
        words["red_head"] = red
    words["outlook"] = _outlook(facts, words["forecast"])
    words["grounds"] = _grounds(facts, registry)
    words["nth"] = _nth(facts)
    words["ending"] = f"解除时间{OPEN_END}"
    if facts.until:
        words["ending"] = f"预计{facts.until.said}解除"
    return words


def red_head(facts: Facts) -> str | None:
    """What stands in red above a paper, where the desk has it and nobody signs by another name."""
    if facts.desk is None:
        return None
    office = facts.desk.office
    if "office" in facts.assumed:
        return office.red_head
    if facts.office == office.name:
        return office.red_head
    return None


def _fact(facts: Facts, name: str) -> str:
    value = getattr(facts, name)
    if not value:
        return f"{MISSING}{name}{MISSING}"
    if isinstance(value, Moment):
        return value.said
    if isinstance(value, tuple):
        return "、".join(value)
    text: str = value
    return text


def _office(facts: Facts, office: str, registry: Registry) -> str:
    """Who signs; the registry's office is called as within its district.

    So that is put in front.
    """
    if "office" not in facts.assumed:
        return office
    if facts.desk and facts.desk.office.name:
        return office
    district = registry.district
    names = [district.name]
    if district.short:
        names.append(district.short)
    if office.startswith(tuple(names)):
        return office
    within = office.lstrip("区县旗市")
    return f"{district.name}{within}"


def _begun(facts: Facts) -> str:
    """When the response began: by this paper's facts, else by the first notice that is known."""
    when = facts.start
    if when is None:
        when = facts.begun_before
    if when is None and facts.previous:
        # a facts file may name it and no chain
        when = facts.previous.start
    if when is None:
        return ""
    return when.said


def _outlook(facts: Facts, blank: str) -> str:
    """The forecast as a paragraph: what is expected, the primary pollutant, the area."""
    forecast = blank
    if facts.forecast:
        forecast = facts.forecast.rstrip("。；; ") or blank
    clauses = [forecast]
    if not forecast.startswith(("经", "根据", "据")):
        clauses = [f"经会商研判，{forecast}"]
    if facts.pollutant:
        clauses.append(f"首要污染物为{facts.pollutant}")
    if facts.area:
        clauses.append(f"影响范围为{facts.area}")
    return f"{'，'.join(clauses)}。"


def _grounds(facts: Facts, registry: Registry) -> str:
    """On what a paper rests: what came from above, and the plan by its name and number."""
    title = registry.plan.title
    number = None
    plan = registry.plan.of
    if plan is not None:
        title = plan.name
        number = plan.number
    grounds = f"按照《{title}》"
    if number:
        grounds += f"（{number}）"
    if facts.basis:
        grounds = f"根据{'、'.join(facts.basis)}，{grounds}"
    return grounds


def _nth(facts: Facts) -> str:
    """2026年第2次, where it is known which of the year it is."""
    when = facts.begun_before
    if when is None:
        when = facts.start or facts.issued
    if when is None:
        return ""
    if not facts.episode:
        return ""
    count = facts.episode.strip("第次 ")
    nth = f"第{count}次"
    if facts.drill:
        nth = f"演练{nth}"
    return f"{when.at.year}年{nth}"
