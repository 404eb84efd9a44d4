"""A forecast's assessment in Chinese, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from smogctl.forecast.judging import Assessment, Episode, Judged, Shortfall
from smogctl.forecast.values import Mean
from smogctl.plan.schemes import Branch, Condition, Scheme
from smogctl.values.moment import Moment
from smogctl.values.pollutants import POLLUTANTS, Index, Pollutant
from smogctl.values.report import Block, Heading, Line, Report, Table
from smogctl.values.vocabulary import COLOURS

_WHAT: dict[Index, str] = {
    "AQI": "日均 AQI ",
    "PM2.5": "PM2.5 日均浓度",
    "O3-8h": "臭氧日最大 8 小时浓度",
}
_UNITS: dict[Index, str] = {"PM2.5": " 微克/立方米", "O3-8h": " 微克/立方米"}
_NOT_GIVEN = "未给"
DAYS = ("日期", "AQI", "首要污染物", "计入")
LACKING = ("级别", "条件", "预报最长", "还差")
ADVICE = "研判供参考：是否发布、何时发布，由有权批准的人决定；上级有指令的，按指令。"


def condition_said(one: Condition) -> str:
    """日均 AQI 大于 200 持续 48 小时及以上."""
    bound = f"大于 {one.above}" if one.above is not None else f"达到 {one.reaches}"
    lasting = f"持续 {one.hours} 小时及以上" if one.hours > 24 else ""
    unit = _UNITS[one.index] if one.index in _UNITS else " " * bool(lasting)
    return f"{_WHAT[one.index]}{bound}{unit}{lasting}"


def clause_said(branch: Branch) -> str:
    """A branch's conditions in a sentence's words."""
    said = [condition_said(one) for one in branch.all]
    if branch.besides:
        said.append(branch.besides)
    return "，且".join(
        f" {part}" if number and part[0].isascii() else part
        for number, part in enumerate(said)
    )


def report_of(
    found: Assessment, chosen: str, response: str | None, notes: Sequence[str]
) -> Report:
    """The answer.

    `chosen`: how the scheme was chosen; `response`: what the level opens, as the district or the
    scheme has it; `notes`: what the reading of the figures left to be said.
    """
    told = [*notes, *_notes(found)]
    return Report(
        assessment_json(found, response, told),
        tuple(_blocks(found, chosen, response, told)),
        Table(DAYS, tuple(_days(found, hourly=found.forecast.hourly))),
    )


def _blocks(
    found: Assessment, chosen: str, response: str | None, told: Sequence[str]
) -> Iterator[Block]:
    yield Heading(f"预报研判　{found.scheme.name}（{found.scheme.document}）")
    yield Line(chosen)
    yield Line(_verdict(found, response))
    if found.reached:
        yield Line(f"条款：{clause_said(found.reached.branch)}。")
        yield Line(f"满足的是：{_when(found, found.reached.steps)}。")
    yield Table(DAYS, tuple(_days(found, hourly=False)))
    if found.higher:
        yield Heading("再高的级别还差什么" if found.reached else "各级别还差什么", 2)
        yield Table(LACKING, tuple(_lacking(found.higher)))
    yield Heading("说明", 2)
    for note in told:
        yield Line(note)
    yield Line(ADVICE)


def _verdict(found: Assessment, response: str | None) -> str:
    if found.reached:
        said = f"达到{COLOURS[found.reached.level.id]}预警的条件，对应{response}。"
    elif found.undecided or found.unread:
        said = (
            "按给出的数和所知的条件，没有达到哪一级；这不等于不达到。"
            if found.undecided
            else "按所知的条件，未达到任何一级预警。"
        )
    else:
        said = "未达到任何一级预警的条件。"
    unread = "、".join(COLOURS[one.id] for one in found.unread)
    left = "、".join(
        dict.fromkeys(COLOURS[one.level.id] for one in found.higher if one.open)
    )
    return (
        said
        + (
            f"是否达到{left}，还要看没有给出的数或由人判断的情形（见下表）。"
            if left
            else ""
        )
        + (f"是否达到{unread}，因条件的原文未见全，不作判断。" if unread else "")
    )


def _when(found: Assessment, steps: frozenset[int]) -> str:
    """The stretches of some steps: 2026年12月2日至3日."""
    forecast = found.forecast
    parts: list[list[int]] = []
    for step in sorted(steps):
        if parts and parts[-1][-1] + 1 == step:
            parts[-1].append(step)
        else:
            parts.append([step])
    return "，".join(
        _span(
            forecast.steps[part[0]].at,
            forecast.steps[part[-1]].at + forecast.length,
            exact=forecast.hourly,
        )
        for part in parts
    )


def _span(start: datetime, end: datetime, *, exact: bool) -> str:
    if exact:
        midnight = end.hour == 0
        return f"{Moment(start, exact=True).said}至{Moment(end, exact=True, midnight=midnight).said}"
    last = end - timedelta(days=1)
    first = Moment(start, exact=False).said
    return first if last == start else f"{first}至{Moment(last, exact=False).briefly}"


def _days(found: Assessment, *, hourly: bool) -> Iterator[tuple[str, ...]]:
    """A row a day, or an hour where the sheet wants each."""
    steps = found.reached.steps if found.reached else frozenset()
    if found.forecast.hourly and not hourly:
        yield from _days_of_hours(found, steps)
        return
    for place, step in enumerate(found.forecast.steps):
        form = "%Y-%m-%d %H:%M" if hourly else "%Y-%m-%d"
        value, primary = _figures(found, place)
        yield (
            step.at.strftime(form),
            _number(value),
            _named(primary),
            "计入" if place in steps else "",
        )


def _days_of_hours(
    found: Assessment, steps: frozenset[int]
) -> Iterator[tuple[str, ...]]:
    """Calendar days of a forecast by hours, each with the mean of its hours."""
    days: dict[str, list[int]] = {}
    for place, step in enumerate(found.forecast.steps):
        days.setdefault(step.at.strftime("%Y-%m-%d"), []).append(place)
    for day, places in days.items():
        whole = len(places) == 24
        value = found.means[places[0]].aqi if whole else None
        primary = found.means[places[0]].primary if whole else ()
        inside = sum(place in steps for place in places)
        yield (
            day,
            _number(value) if whole else f"只有 {len(places)} 小时",
            _named(primary),
            f"{inside} 小时" if inside else "",
        )


def _figures(
    found: Assessment, place: int
) -> tuple[Decimal | None, tuple[Pollutant, ...]]:
    """What is known of a step: its index, given or computed, and its primary pollutants."""
    step = found.forecast.steps[place]
    if found.forecast.hourly:
        return step.aqi, step.primary
    return found.means[place].aqi, found.means[place].primary


def _number(value: Decimal | None) -> str:
    """With one digit behind the point at most."""
    if value is None:
        return _NOT_GIVEN
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _named(primary: Sequence[Pollutant]) -> str:
    return "、".join(POLLUTANTS[name] for name in primary) or _NOT_GIVEN


def _lacking(higher: Sequence[Judged]) -> Iterator[tuple[str, ...]]:
    """A row a condition; the branches of a level one behind the other."""
    for judged in higher:
        colour = COLOURS[judged.level.id]
        for number, one in enumerate(judged.shortfalls):
            joint = "且 " if number else ""
            yield (
                colour,
                joint + condition_said(one.condition),
                _longest(one),
                _short(one),
            )
        if judged.branch.besides:
            yield colour, f"且 {judged.branch.besides}", "", "由人判断"


def _longest(one: Shortfall) -> str:
    if not one.known:
        return f"至少 {one.hours} 小时" if one.hours else _NOT_GIVEN
    return f"{one.hours} 小时" if one.hours else "无"


def _short(one: Shortfall) -> str:
    if not one.lacks:
        return "已满足"
    return f"{one.lacks} 小时" if one.known else "不能判断"


def _notes(found: Assessment) -> Iterator[str]:
    """What a reader must know of how it was counted."""
    scheme = found.scheme
    yield from _episode_notes(found)
    yield from _lift_notes(found)
    if scheme.pollutants and any(_is_taken(mean, scheme) for mean in found.means):
        yield f"没有给首要污染物的，按{_named(scheme.pollutants)}计；实为臭氧、沙尘的，不应计入。"
    if any(len(set(mean.named)) > 1 for mean in found.means):
        yield "24 小时里首要污染物不一的，有一半及以上小时属于计入的，就计入。"
    yield from _window_notes(found)
    yield from _elsewhere(found)
    beyond = {name for mean in found.means for name in mean.beyond}
    for name in sorted(beyond):
        yield f"{POLLUTANTS[name]}的浓度超出分指数表，按表的最高一档计。"
    for level in found.unread:
        yield f"{COLOURS[level.id]}：{level.unread}。"


def _is_taken(mean: Mean, scheme: Scheme) -> bool:
    """Whether a mean that passes some condition has hours or a day without a primary pollutant."""
    conditions = (
        one for level in scheme.levels for branch in level.when for one in branch.all
    )
    return () in mean.named and any(mean.passes(one) for one in conditions)


def _window_notes(found: Assessment) -> Iterator[str]:
    """The means of a forecast by hours, one behind the other.

    From the first that fulfils the clause.
    """
    if not found.forecast.hourly or found.reached is None:
        return
    yield "按任意连续 24 小时的均值算，不按自然日；下一段接着上一段。"
    first = found.reached.branch.all[0]
    fitting = {
        place
        for place, mean in enumerate(found.means)
        if place in found.reached.steps and mean.passes(first)
    }
    row = max((_row(place, fitting) for place in sorted(fitting)), key=len)
    said = "，".join(
        f"{Moment(found.forecast.steps[place].at, exact=True).briefly}起 "
        f"{_number(found.means[place].value(first.index))}"
        for place in row
    )
    yield f"如：{said}。"


def _row(place: int, fitting: set[int]) -> list[int]:
    """Windows one behind the other from a step on."""
    found = []
    while place in fitting:
        found.append(place)
        place += 24
    return found


def _episode_notes(found: Assessment) -> Iterator[str]:
    merging = found.scheme.merging
    if found.gaps and merging:
        before = f"{COLOURS[found.alone.id]}" if found.alone else "不达到任何一级"
        yield (
            f"前后两次过程的间隔（{_when(found, found.gaps)}）不够解除的时间，按一次计，从严；分开计为{before}。"
            f"依据：{merging.source}。"
        )
    elif len(found.episodes) > 1:
        said = "；".join(_episode(found, one) for one in found.episodes)
        yield f"有 {len(found.episodes)} 次过程：{said}{_why_apart(found)}。"


def _why_apart(found: Assessment) -> str:
    """Why several episodes were not counted as one, where that is not plain."""
    if found.scheme.merging is None:
        return "；间隔短的是否按一次计，原文未见，没有合并"
    if found.lift_hours is None:
        return "；间隔不够解除的应按一次计，但解除所要的小时数不知道，没有合并，请用 --lift-hours 给出"
    return ""


def _episode(found: Assessment, one: Episode) -> str:
    return _span(one.start, one.end, exact=found.forecast.hourly)


def _lift_notes(found: Assessment) -> Iterator[str]:
    if found.reached is None:
        return
    lifting = found.scheme.lifting
    if found.lift:
        when = Moment(found.lift, exact=True).said
        yield f"按这份预报，{when}起没有计入的污染，且持续够解除所要的时间。"
    elif found.lift_hours is None:
        yield "解除要低于条件多少小时，所见原文没有；预案写明的，用 --lift-hours 给出。"
    else:
        end = Moment(found.forecast.end, exact=True, midnight=True).said
        yield f"预报只到{end}，还看不到低于条件持续 {found.lift_hours} 小时，不判断何时可以解除。"
    if lifting and found.lift_hours == lifting.hours:
        stated = "" if lifting.basis == "stated" else "（推定）"
        yield f"解除所要的 {lifting.hours} 小时{stated}：{lifting.source}。"


def _elsewhere(found: Assessment) -> Iterator[str]:
    """What is done about pollutants that the forecast has and no warning counts."""
    counted = found.scheme.pollutants or tuple(POLLUTANTS)
    present = {name for mean in found.means for name in mean.primary}
    left_out = present.difference(counted)
    for other in found.scheme.elsewhere:
        if named := [name for name in other.pollutants if name in left_out]:
            yield f"首要污染物为{_named(named)}的不计入：{other.advice}。"
        left_out.difference_update(named)
    if left_out:
        yield f"首要污染物为{_named(sorted(left_out))}的不计入，分级标准没有提到。"


def assessment_json(
    found: Assessment, response: str | None, notes: Sequence[str]
) -> dict[str, Any]:
    """The answer for scripts (docs/json.md)."""
    reached = found.reached
    steps = reached.steps if reached else frozenset()
    return {
        "format": "smogctl.assessment/1",
        "level": reached.level.id if reached else None,
        "response": response,
        "scheme": found.scheme.id,
        "clause": clause_said(reached.branch) if reached else None,
        "days": [
            _day_json(found, place, counts=place in steps)
            for place in range(len(found.forecast.steps))
        ],
        "unmet": [_unmet_json(one) for one in found.higher],
        "unread": [{"level": one.id, "why": one.unread} for one in found.unread],
        "episodes": [
            {"from": _iso(found, one.start), "until": _iso(found, one.end)}
            for one in found.episodes
        ],
        "alone": found.alone.id if found.alone else None,
        "lift": _iso(found, found.lift) if found.lift else None,
        "note": "".join(notes),
    }


def _iso(found: Assessment, at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M" if found.forecast.hourly else "%Y-%m-%d")


def _day_json(found: Assessment, place: int, *, counts: bool) -> dict[str, Any]:
    value, primary = _figures(found, place)
    return {
        "date": _iso(found, found.forecast.steps[place].at),
        "aqi": None
        if value is None
        else int(value)
        if value == int(value)
        else float(value),
        "pollutant": "、".join(primary) or None,
        "counts": counts,
    }


def _unmet_json(one: Judged) -> dict[str, Any]:
    return {
        "level": one.level.id,
        "clause": clause_said(one.branch),
        "open": one.open,
        "besides": one.branch.besides,
        "conditions": [
            {
                "index": short.condition.index,
                "above": short.condition.above,
                "reaches": short.condition.reaches,
                "hours": short.condition.hours,
                "longest": short.hours if short.known or not short.lacks else None,
            }
            for short in one.shortfalls
        ],
    }


def scheme_said(scheme: Scheme) -> str:
    """A scheme by its id, name and time."""
    until = f" 至 {scheme.until}" if scheme.until else " 起"
    return f"{scheme.id}（{scheme.name}，{scheme.since}{until}）"
