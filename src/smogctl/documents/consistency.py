"""What contradicts itself in the facts of a document, or the plan, or the usual form."""

import re
from collections.abc import Iterator

from smogctl.documents import kinds
from smogctl.documents.chain import Previous
from smogctl.documents.facts import TIMES, WORDS, Facts, option_of
from smogctl.plan.registry import Registry
from smogctl.text.plain import clip
from smogctl.values.moment import Moment
from smogctl.values.vocabulary import COLOURS, RANK

_LEVEL = option_of("level")
_ORIGIN = option_of("origin")
_PREVIOUS = option_of("previous")


def faults(facts: Facts, registry: Registry) -> Iterator[str]:
    """What contradicts itself, the plan or the usual form; each with what to do."""
    yield from _unclear_times(facts)
    yield from _wrong_start(facts)
    yield from _wrong_end(facts)
    yield from _start_before_the_last(facts)
    yield from _half_width_brackets(facts)
    yield from _number_faults(facts)
    yield from _level_faults(facts)
    yield from _missing_approval(facts, registry)
    yield from _number_again(facts)
    if facts.previous:
        yield from _succession_faults(facts, facts.previous)
        yield from _wrong_change(facts, facts.previous)


def _unclear_times(facts: Facts) -> Iterator[str]:
    times = {"start": facts.start, "until": facts.until}
    for name, when in times.items():
        if when is None:
            continue
        if not when.exact:
            what = TIMES[name]
            yield f"{what}没有写到几时：请写作 2026-12-01T00:00。"


def _wrong_start(facts: Facts) -> Iterator[str]:
    if not facts.kind.leaves:
        # a report speaks of what began long ago; a notice orders what is to come
        return
    match facts.start, facts.issued:
        case Moment() as start, Moment() as issued if _is_early(start, issued):
            times = f"启动时间（{start.said}）早于发布时间（{issued.said}）"
            yield f"{times}：请改其中之一。"


def _is_early(start: Moment, issued: Moment) -> bool:
    """Whether something starts before it is released.

    A release of which only the day is known lasts the day.
    """
    if issued.exact:
        return start.at < issued.at
    return start.at.date() < issued.at.date()


def _wrong_end(facts: Facts) -> Iterator[str]:
    """That it ends before it is released, or else before it starts.

    A report may come after the end.
    """
    until = facts.until
    if until is None:
        lacking = facts.kind.prolongs and not facts.open_end
        if lacking:
            option = option_of("until")
            yield f"延长没有写明到何时：请用 {option}。"
        return
    earlier = {"issued": facts.issued, "start": facts.start}
    if not facts.kind.leaves:
        del earlier["issued"]
    for name, when in earlier.items():
        if when is None:
            continue
        if until.at <= when.at:
            times = f"结束时间（{until.said}）不晚于{TIMES[name]}（{when.said}）"
            yield f"{times}：请改其中之一。"
            return


def _start_before_the_last(facts: Facts) -> Iterator[str]:
    match facts.start, facts.previous:
        case Moment(at=own), Previous(start=Moment(at=earlier)) if own < earlier:
            options = f"{option_of('start')} 和 {_PREVIOUS}"
            yield f"启动时间早于上一份通知的启动时间：请核对 {options}。"


_WORDED = ("authority", "office", "seal", "to", "cc", "basis", "forecast", "reason")
"""The facts that stand in a document's sentences as they are given."""


def _half_width_brackets(facts: Facts) -> Iterator[str]:
    for name in _WORDED:
        texts = getattr(facts, name) or ()
        brackets = re.search(r"[()\[\]]", "".join(texts))
        if brackets:
            what = WORDS[name]
            yield f"{what}里有半角括号：公文用全角（）或〔〕。"


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
        return
    if facts.issued is None:
        return
    year = facts.issued.at.year
    if int(parts[1]) != year:
        yield f"文号的年份 {parts[1]} 与发布时间 {year} 年不同：请核对。"


def _number_again(facts: Facts) -> Iterator[str]:
    if not facts.number:
        return
    for notice in facts.chain:
        if notice.number == facts.number:
            number, option = clip(facts.number), option_of("number")
            yield f"文号“{number}”先前的通知已经用过：请核对 {option}。"
            return


def _succession_faults(facts: Facts, before: Previous) -> Iterator[str]:
    kind = facts.kind
    if kind.follows and before.kind:
        fitting = kinds.leaving(kind.follows)
        if before.kind not in fitting:
            given = f"{_PREVIOUS} 给的是 {before.kind}"
            wanted = f"应是 {'、'.join(fitting)} 之一"
            yield f"{given}，{kind.name} 不能接在它后面：{wanted}。"
    if before.drill != facts.drill:
        earlier, own = "真实", "演练"
        if before.drill:
            earlier, own = own, earlier
        options = f"{option_of('drill')} 和 {_PREVIOUS}"
        yield f"上一份通知是{earlier}的，这一份是{own}的：请核对 {options}。"


def _wrong_change(facts: Facts, before: Previous) -> Iterator[str]:
    """That an extension does not extend, or that a change begins elsewhere."""
    if facts.kind.prolongs:
        match facts.until, before.until:
            case Moment() as until, Moment() as planned if until.at <= planned.at:
                times = f"延长到的时间（{until.said}）不晚于原定的结束时间"
                yield f"{times}（{planned.said}）。"
    match facts.origin, before.level:
        case str() as origin, str() as level if origin != level:
            earlier, given = COLOURS[level], COLOURS[origin]
            yield f"上一份通知是{earlier}，{_ORIGIN} 却是{given}：请核对。"


def _level_faults(facts: Facts) -> Iterator[str]:
    kind = facts.kind
    if kind.ends and facts.level is None:
        ways = f"请用 {_LEVEL}，或用 {_PREVIOUS} 给出启动的通知"
        yield f"解除没有写明是哪一级（颜色）：{ways}。"
    if not kind.shift:
        return
    match facts.origin, facts.level:
        case None, _:
            ways = f"请用 {_ORIGIN}，或用 {_PREVIOUS} 给出上一份通知"
            yield f"没有写明原来是哪一级：{ways}。"
        case str() as origin, str() as level:
            step = RANK[level] - RANK[origin]
            if step * kind.shift <= 0:
                steps = f"由{COLOURS[origin]}到{COLOURS[level]}"
                yield f"{kind.title}却是{steps}：请核对 {_LEVEL} 和 {_ORIGIN}。"


def _missing_approval(facts: Facts, registry: Registry) -> Iterator[str]:
    if facts.authority:
        return
    if facts.level is None or not facts.kind.raises:
        return
    level = registry.level(facts.level)
    if level is None:
        return
    if level.proposed_by is None:
        return
    who = _name_of(registry, level.proposed_by)
    wish = f"预案写明{level.name}由{who}提出建议、另经批准"
    option = option_of("authority")
    yield f"{wish}：请用 {option} 写明批准机关，取得批准后再发。"


def _name_of(registry: Registry, body: str) -> str:
    """The name of a unit, or of a body outside the plan's units."""
    if body in registry.outside:
        return registry.outside[body].name
    return registry.unit(body).name
