"""A forecast's assessment in Chinese, and as JSON."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from smogctl.forecast.judging import Assessment, Episode, Judged, Shortfall
from smogctl.schema.schemes import Branch, Condition, Scheme
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
        f" {part}" if number and part[0].isascii() else part for number, part in enumerate(said)
    )


def report_of(found: Assessment, chosen: str, response: str | None, notes: Sequence[str]) -> Report:
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
    unsure = "、".join(COLOURS[one.id] for one in found.unread)
    rest = f"是否达到{unsure}，因条件的原文未见全，不作判断。" if unsure else ""
    if found.reached is None:
        return (
            f"按所知的条件，未达到任何一级预警。{rest}" if unsure else "未达到任何一级预警的条件。"
        )
    colour = COLOURS[found.reached.level.id]
    return f"达到{colour}预警的条件，对应{response}。{rest}"


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
        return (
            f"{Moment(start, exact=True).said}至{Moment(end, exact=True, midnight=midnight).said}"
        )
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


def _days_of_hours(found: Assessment, steps: frozenset[int]) -> Iterator[tuple[str, ...]]:
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


def _figures(found: Assessment, place: int) -> tuple[Decimal | None, tuple[Pollutant, ...]]:
    """What is known of a step: its index, given or computed, and its primary pollutants."""
    step = found.forecast.steps[place]
    if found.forecast.hourly:
        return step.aqi, step.primary
    return found.means[place].aqi, found.means[place].primary


def _number(value: Decimal | None) -> str:
    """With one digit behind the point at most."""
    if value is None:
        return _NOT_GIVEN
    return f"{value:.1f}".removesuffix(".0")


def _named(primary: Sequence[Pollutant]) -> str:
    return "、".join(POLLUTANTS[name] for name in primary) or _NOT_GIVEN


def _lacking(higher: Sequence[Judged]) -> Iterator[tuple[str, ...]]:
    """A row a condition; the branches of a level one behind the other."""
    for judged in higher:
        colour = COLOURS[judged.level.id]
        for number, one in enumerate(judged.shortfalls):
            joint = "且 " if number else ""
            yield colour, joint + condition_said(one.condition), _longest(one), _short(one)
        if judged.branch.besides:
            yield colour, f"且 {judged.branch.besides}", "", "由人判断"


def _longest(one: Shortfall) -> str:
    if one.hours is None:
        return _NOT_GIVEN
    return f"{one.hours} 小时" if one.hours else "无"


def _short(one: Shortfall) -> str:
    if one.hours is None:
        return "不能判断"
    return f"{one.condition.hours - one.hours} 小时" if one.missing else "已满足"


def _notes(found: Assessment) -> Iterator[str]:
    """What a reader must know of how it was counted."""
    scheme = found.scheme
    yield from _episode_notes(found)
    yield from _lift_notes(found)
    counted = [mean for mean in found.means if not mean.primary]
    if counted and scheme.pollutants:
        taken = "、".join(POLLUTANTS[name] for name in scheme.pollutants)
        yield f"有的日子没有首要污染物，按{taken}计；是臭氧、沙尘的，不计入。"
    yield from _elsewhere(found)
    beyond = {name for mean in found.means for name in mean.beyond}
    for name in sorted(beyond):
        yield f"{POLLUTANTS[name]}的浓度超出分指数表，按表的最高一档计。"
    for level in found.unread:
        yield f"{COLOURS[level.id]}：{level.unread}。"


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
        why = "" if merging else "，间隔短的是否按一次计，原文未见，没有合并"
        yield f"有 {len(found.episodes)} 次过程：{said}{why}。"


def _episode(found: Assessment, one: Episode) -> str:
    return _span(one.start, one.end, exact=found.forecast.hourly)


def _lift_notes(found: Assessment) -> Iterator[str]:
    if found.reached is None:
        return
    lifting = found.scheme.lifting
    if found.lift:
        when = Moment(found.lift, exact=True).said
        yield f"按这份预报，{when}起低于最低一级的条件，且持续够解除所要的时间。"
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
        "aqi": None if value is None else int(value) if value == int(value) else float(value),
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
                "longest": short.hours,
            }
            for short in one.shortfalls
        ],
    }


def scheme_said(scheme: Scheme) -> str:
    """A scheme by its id, name and time."""
    until = f" 至 {scheme.until}" if scheme.until else " 起"
    return f"{scheme.id}（{scheme.name}，{scheme.since}{until}）"
