"""What contradicts itself in the facts of a document, or the plan, or the usual form."""

import re
from collections.abc import Iterator

from smogctl.documents import kinds
from smogctl.documents.chain import Previous
from smogctl.documents.facts import TIMES, WORDS, Facts, option_of
from smogctl.plan.registry import Registry
from smogctl.text.plain import clip
from smogctl.values.moment import Moment
from smogctl.values.vocabulary import COLOURS, RANK, Colour


def faults(facts: Facts, registry: Registry) -> Iterator[str]:
    """What contradicts itself, the plan or the usual form; each with what to do."""
    yield from _unclear_times(facts)
    yield from _wrong_start(facts)
    if facts.until:
        yield from _wrong_end(facts, facts.until)
    elif facts.kind.prolongs and not facts.open_end:
        yield f"延长没有写明到何时：请用 {option_of('until')}。"
    yield from _start_before_the_last(facts)
    yield from _half_width_brackets(facts)
    yield from _number_faults(facts)
    yield from _level_faults(facts)
    yield from _missing_approval(facts, registry)
    yield from _number_again(facts)
    if facts.previous:
        yield from _succession_faults(facts, facts.previous)
        yield from _other_origin(facts, facts.previous)


def _unclear_times(facts: Facts) -> Iterator[str]:
    for name, what in TIMES.items():
        given: Moment | None = getattr(facts, name)
        if given and not given.exact and name != "issued":
            yield f"{what}没有写到几时：请写作 2026-12-01T00:00。"


def _wrong_start(facts: Facts) -> Iterator[str]:
    issued, start = facts.issued, facts.start
    # a report speaks of what began long ago; a notice orders what is to come
    if facts.kind.leaves and start and issued and _before(start, issued):
        yield f"启动时间（{start.said}）早于发布时间（{issued.said}）：请改其中之一。"


def _before(start: Moment, issued: Moment) -> bool:
    """Whether something starts before it is released; a release of which only the day is known
    lasts the day.
    """
    return start.at < issued.at if issued.exact else start.at.date() < issued.at.date()


def _wrong_end(facts: Facts, until: Moment) -> Iterator[str]:
    """That it ends before it is released, or else before it starts.

    A report may come after the end.
    """
    for name in ("issued", "start") if facts.kind.leaves else ("start",):
        other: Moment | None = getattr(facts, name)
        if other and until.at <= other.at:
            yield f"结束时间（{until.said}）不晚于{TIMES[name]}（{other.said}）：请改其中之一。"
            return


def _start_before_the_last(facts: Facts) -> Iterator[str]:
    earlier = facts.previous.start if facts.previous else None
    if earlier and facts.start and facts.start.at < earlier.at:
        options = f"{option_of('start')} 和 {option_of('previous')}"
        yield f"启动时间早于上一份通知的启动时间：请核对 {options}。"


_WORDED = ("authority", "office", "seal", "to", "cc", "basis", "forecast", "reason")
"""The facts that stand in a document's sentences as they are given."""


def _half_width_brackets(facts: Facts) -> Iterator[str]:
    for name in _WORDED:
        text = "".join(getattr(facts, name) or ())
        if re.search(r"[()\[\]]", text):
            yield f"{WORDS[name]}里有半角括号：公文用全角（）或〔〕。"


_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,20}〔(\d{4})〕[1-9]\d*号")


def _number_faults(facts: Facts) -> Iterator[str]:
    if not facts.number:
        return
    parts = _NUMBER.fullmatch(facts.number)
    if parts is None:
        why = "年份要用六角括号〔〕"
        if "〔" in facts.number:
            why = "不用“第”，序号不编虚位（1 不写作 01）"
        yield f"文号“{clip(facts.number)}”不合 代字〔2026〕1号 的写法：{why}。"
    elif facts.issued and int(parts[1]) != facts.issued.at.year:
        year = facts.issued.at.year
        yield f"文号的年份 {parts[1]} 与发布时间 {year} 年不同：请核对。"


def _number_again(facts: Facts) -> Iterator[str]:
    if facts.number and any(one.number == facts.number for one in facts.chain):
        yield f"文号“{clip(facts.number)}”先前的通知已经用过：请核对 {option_of('number')}。"


def _level_faults(facts: Facts) -> Iterator[str]:
    level, origin, previous = (
        option_of("level"),
        option_of("origin"),
        option_of("previous"),
    )
    if facts.kind.ends and not facts.level:
        yield f"解除没有写明是哪一级（颜色）：请用 {level}，或用 {previous} 给出启动的通知。"
    if not facts.kind.shift:
        return
    if not facts.origin:
        yield f"没有写明原来是哪一级：请用 {origin}，或用 {previous} 给出上一份通知。"
    elif facts.level and not _shifts(facts.kind.shift, facts.origin, facts.level):
        steps = f"由{COLOURS[facts.origin]}到{COLOURS[facts.level]}"
        yield f"{facts.kind.title}却是{steps}：请核对 {level} 和 {origin}。"


def _shifts(shift: int, origin: Colour, level: Colour) -> bool:
    """Whether the step from one level to another goes the way that the kind says."""
    return (RANK[level] - RANK[origin]) * shift > 0


def _missing_approval(facts: Facts, registry: Registry) -> Iterator[str]:
    level = registry.level(facts.level) if facts.level else None
    if level is None or not level.proposed_by:
        return
    if facts.kind.raises and not facts.authority:
        who = _name_of(registry, level.proposed_by)
        advice = f"请用 {option_of('authority')} 写明批准机关，取得批准后再发"
        yield f"预案写明{level.name}由{who}提出建议、另经批准：{advice}。"


def _name_of(registry: Registry, body: str) -> str:
    """The name of a unit, or of a body outside the plan's units."""
    names = {unit.id: unit.name for unit in registry.units}
    names |= {outsider.id: outsider.name for outsider in registry.outside.values()}
    return names[body]


def _succession_faults(facts: Facts, before: Previous) -> Iterator[str]:
    kind = facts.kind
    if kind.follows and before.kind and before.kind not in kinds.leaving(kind.follows):
        wanted = "、".join(kinds.leaving(kind.follows))
        given = f"{option_of('previous')} 给的是 {before.kind}"
        yield f"{given}，{kind.name} 不能接在它后面：应是 {wanted} 之一。"
    if before.drill != facts.drill:
        options = f"{option_of('drill')} 和 {option_of('previous')}"
        yield (
            f"上一份通知是{_earnest(before.drill)}的，这一份是{_earnest(facts.drill)}的："
            f"请核对 {options}。"
        )
    if (
        kind.prolongs
        and facts.until
        and before.until
        and facts.until.at <= before.until.at
    ):
        yield f"延长到的时间（{facts.until.said}）不晚于原定的结束时间（{before.until.said}）。"


def _earnest(drill: bool) -> str:
    return "演练" if drill else "真实"


def _other_origin(facts: Facts, before: Previous) -> Iterator[str]:
    if before.level and facts.origin and before.level != facts.origin:
        earlier, given = COLOURS[before.level], COLOURS[facts.origin]
        yield f"上一份通知是{earlier}，{option_of('origin')} 却是{given}：请核对。"
