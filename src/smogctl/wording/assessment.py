"""A forecast's assessment in Chinese, and as JSON."""

from collections.abc import Iterator, Sequence, Set
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from smogctl.forecast.judging import Assessment, Episode, Judged, Shortfall
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


def condition_said(condition: Condition) -> str:
    """日均 AQI 大于 200 持续 48 小时及以上."""
    bound = f"达到 {condition.reaches}"
    if condition.above is not None:
        bound = f"大于 {condition.above}"
    unit = _UNITS.get(condition.index, "")
    text = f"{_WHAT[condition.index]}{bound}{unit}"
    if condition.hours <= 24:
        return text
    # a unit stands between the figure and what follows, else a blank
    if not unit:
        text += " "
    return f"{text}持续 {condition.hours} 小时及以上"


def clause_said(branch: Branch) -> str:
    """A branch's conditions in a sentence's words."""
    parts = list(map(condition_said, branch.all))
    if branch.besides:
        parts.append(branch.besides)
    text = parts[0]
    for part in parts[1:]:
        text += "，且"
        if part[0].isascii():
            text += " "
        text += part
    return text


def report_of(
    assessment: Assessment, chosen: str, response: str | None, notes: Sequence[str]
) -> Report:
    """The answer.

    `chosen`: how the scheme was chosen; `response`: what the level opens, as the district or the
    scheme has it; `notes`: what the reading of the figures left to be said.
    """
    told = [*notes, *_notes(assessment)]
    return Report(
        assessment_json(assessment, response, told),
        tuple(_blocks(assessment, chosen, response, told)),
        Table(DAYS, tuple(_days(assessment, hourly=assessment.forecast.hourly))),
    )


def _blocks(
    assessment: Assessment, chosen: str, response: str | None, told: Sequence[str]
) -> Iterator[Block]:
    yield Heading(f"预报研判　{assessment.scheme.name}（{assessment.scheme.document}）")
    yield Line(chosen)
    yield Line(_verdict(assessment, response))
    lacking = "各级别还差什么"
    if assessment.reached:
        lacking = "再高的级别还差什么"
        yield Line(f"条款：{clause_said(assessment.reached.branch)}。")
        yield Line(f"满足的是：{_when(assessment, assessment.reached.steps)}。")
    yield Table(DAYS, tuple(_days(assessment, hourly=False)))
    if assessment.higher:
        yield Heading(lacking, 2)
        yield Table(LACKING, tuple(_lacking(assessment.higher)))
    yield Heading("说明", 2)
    for note in told:
        yield Line(note)
    yield Line(ADVICE)


def _verdict(assessment: Assessment, response: str | None) -> str:
    text = _reached_said(assessment, response)
    still_open: dict[str, None] = {}
    for judged in assessment.higher:
        if judged.open:
            still_open[COLOURS[judged.level.id]] = None
    if still_open:
        names = "、".join(still_open)
        text += f"是否达到{names}，还要看没有给出的数或由人判断的情形（见下表）。"
    if assessment.unread:
        names = "、".join(COLOURS[level.id] for level in assessment.unread)
        text += f"是否达到{names}，因条件的原文未见全，不作判断。"
    return text


def _reached_said(assessment: Assessment, response: str | None) -> str:
    if assessment.reached:
        colour = COLOURS[assessment.reached.level.id]
        return f"达到{colour}预警的条件，对应{response}。"
    if assessment.undecided:
        return "按给出的数和所知的条件，没有达到哪一级；这不等于不达到。"
    if assessment.unread:
        return "按所知的条件，未达到任何一级预警。"
    return "未达到任何一级预警的条件。"


def _when(assessment: Assessment, steps: frozenset[int]) -> str:
    """The stretches of some steps: 2026年12月2日至3日."""
    forecast = assessment.forecast
    spans = []
    for first in sorted(steps):
        if first - 1 in steps:
            continue
        last = first
        while last + 1 in steps:
            last += 1
        start = forecast.steps[first].at
        end = forecast.steps[last].at + forecast.length
        spans.append(_span(start, end, exact=forecast.hourly))
    return "，".join(spans)


def _span(start: datetime, end: datetime, *, exact: bool) -> str:
    first = Moment(start, exact=exact).said
    if exact:
        until = Moment(end, exact=True, midnight=end.hour == 0)
        return f"{first}至{until.said}"
    last = end - timedelta(days=1)
    if last == start:
        return first
    return f"{first}至{Moment(last, exact=False).briefly}"


def _days(assessment: Assessment, *, hourly: bool) -> Iterator[tuple[str, ...]]:
    """A row a day, or an hour where the sheet wants each."""
    steps = _counted_steps(assessment)
    if assessment.forecast.hourly and not hourly:
        yield from _days_of_hours(assessment, steps)
        return
    form = "%Y-%m-%d"
    if hourly:
        form += " %H:%M"
    for place, step in enumerate(assessment.forecast.steps):
        value, primary = _figures(assessment, place)
        counts = ""
        if place in steps:
            counts = "计入"
        yield step.at.strftime(form), _number(value), _named(primary), counts


def _counted_steps(assessment: Assessment) -> frozenset[int]:
    """The steps that count for the level that is reached; none where none is."""
    if assessment.reached is None:
        return frozenset()
    return assessment.reached.steps


def _days_of_hours(
    assessment: Assessment, steps: frozenset[int]
) -> Iterator[tuple[str, ...]]:
    """Calendar days of a forecast by hours, each with the mean of its hours."""
    days: dict[str, list[int]] = {}
    for place, step in enumerate(assessment.forecast.steps):
        days.setdefault(step.at.strftime("%Y-%m-%d"), []).append(place)
    for day, places in days.items():
        inside = len(steps.intersection(places))
        counts = ""
        if inside:
            counts = f"{inside} 小时"
        if len(places) == 24:
            mean = assessment.means[places[0]]
            yield day, _number(mean.aqi), _named(mean.primary), counts
        else:
            yield day, f"只有 {len(places)} 小时", _NOT_GIVEN, counts


def _figures(
    assessment: Assessment, place: int
) -> tuple[Decimal | None, tuple[Pollutant, ...]]:
    """What is known of a step: its index, given or computed, and its primary pollutants."""
    if assessment.forecast.hourly:
        step = assessment.forecast.steps[place]
        return step.aqi, step.primary
    mean = assessment.means[place]
    return mean.aqi, mean.primary


def _number(value: Decimal | None) -> str:
    """With one digit behind the point at most."""
    if value is None:
        return _NOT_GIVEN
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _named(primary: Sequence[Pollutant]) -> str:
    return "、".join(map(POLLUTANTS.__getitem__, primary)) or _NOT_GIVEN


def _lacking(higher: Sequence[Judged]) -> Iterator[tuple[str, ...]]:
    """A row a condition; the branches of a level one behind the other."""
    for judged in higher:
        colour = COLOURS[judged.level.id]
        joint = ""
        for shortfall in judged.shortfalls:
            condition = joint + condition_said(shortfall.condition)
            yield colour, condition, _longest(shortfall), _short(shortfall)
            joint = "且 "
        if judged.branch.besides:
            yield colour, f"且 {judged.branch.besides}", "", "由人判断"


def _longest(shortfall: Shortfall) -> str:
    hours = f"{shortfall.hours} 小时"
    if shortfall.hours and shortfall.known:
        return hours
    if shortfall.hours:
        return f"至少 {hours}"
    if shortfall.known:
        return "无"
    return _NOT_GIVEN


def _short(shortfall: Shortfall) -> str:
    if not shortfall.lacks:
        return "已满足"
    if not shortfall.known:
        return "不能判断"
    return f"{shortfall.lacks} 小时"


def _notes(assessment: Assessment) -> Iterator[str]:
    """What a reader must know of how it was counted."""
    scheme = assessment.scheme
    yield from _episode_notes(assessment)
    yield from _lift_notes(assessment)
    if scheme.pollutants and _has_unnamed(assessment):
        yield f"没有给首要污染物的，按{_named(scheme.pollutants)}计；实为臭氧、沙尘的，不应计入。"
    if any(len(set(mean.named)) > 1 for mean in assessment.means):
        yield "24 小时里首要污染物不一的，有一半及以上小时属于计入的，就计入。"
    yield from _window_notes(assessment)
    yield from _elsewhere(assessment)
    beyond: set[Pollutant] = set()
    for mean in assessment.means:
        beyond.update(mean.beyond)
    for name in sorted(beyond):
        yield f"{POLLUTANTS[name]}的浓度超出分指数表，按表的最高一档计。"
    for level in assessment.unread:
        yield f"{COLOURS[level.id]}：{level.unread}。"


def _has_unnamed(assessment: Assessment) -> bool:
    """Whether a mean that passes some condition has hours or a day without a primary pollutant."""
    conditions: list[Condition] = []
    for level in assessment.scheme.levels:
        for branch in level.when:
            conditions += branch.all
    for mean in assessment.means:
        if () in mean.named and any(map(mean.passes, conditions)):
            return True
    return False


def _window_notes(assessment: Assessment) -> Iterator[str]:
    """The means of a forecast by hours, one behind the other.

    From the first that fulfils the clause.
    """
    if not assessment.forecast.hourly or assessment.reached is None:
        return
    yield "按任意连续 24 小时的均值算，不按自然日；下一段接着上一段。"
    first = assessment.reached.branch.all[0]
    fitting = set()
    for place, mean in enumerate(assessment.means):
        if place in assessment.reached.steps and mean.passes(first):
            fitting.add(place)
    windows = []
    for place in _longest_row(fitting):
        start = Moment(assessment.forecast.steps[place].at, exact=True)
        value = assessment.means[place].value(first.index)
        windows.append(f"{start.briefly}起 {_number(value)}")
    yield f"如：{'，'.join(windows)}。"


def _longest_row(fitting: Set[int]) -> Sequence[int]:
    """The longest row of windows one behind the other, a day each; the first of several."""
    longest = range(0)
    for start in sorted(fitting):
        end = start
        while end in fitting:
            end += 24
        row = range(start, end, 24)
        if len(row) > len(longest):
            longest = row
    return longest


def _episode_notes(assessment: Assessment) -> Iterator[str]:
    merging = assessment.scheme.merging
    if assessment.gaps and merging:
        apart = "不达到任何一级"
        if assessment.alone:
            apart = COLOURS[assessment.alone.id]
        gaps = _when(assessment, assessment.gaps)
        yield (
            f"前后两次过程的间隔（{gaps}）不够解除的时间，按一次计，从严；分开计为{apart}。"
            f"依据：{merging.source}。"
        )
    elif len(assessment.episodes) > 1:
        spans = []
        for episode in assessment.episodes:
            span = _span(episode.start, episode.end, exact=assessment.forecast.hourly)
            spans.append(span)
        yield f"有 {len(spans)} 次过程：{'；'.join(spans)}{_why_apart(assessment)}。"


def _why_apart(assessment: Assessment) -> str:
    """Why several episodes were not counted as one, where that is not plain."""
    if assessment.scheme.merging is None:
        return "；间隔短的是否按一次计，原文未见，没有合并"
    if assessment.lift_hours is None:
        return "；间隔不够解除的应按一次计，但解除所要的小时数不知道，没有合并，请用 --lift-hours 给出"
    return ""


def _lift_notes(assessment: Assessment) -> Iterator[str]:
    if assessment.reached is None:
        return
    lifting = assessment.scheme.lifting
    if assessment.lift:
        when = Moment(assessment.lift, exact=True).said
        yield f"按这份预报，{when}起没有计入的污染，且持续够解除所要的时间。"
    elif assessment.lift_hours is None:
        yield "解除要低于条件多少小时，所见原文没有；预案写明的，用 --lift-hours 给出。"
    else:
        end = Moment(assessment.forecast.end, exact=True, midnight=True).said
        yield f"预报只到{end}，还看不到低于条件持续 {assessment.lift_hours} 小时，不判断何时可以解除。"
    if lifting and assessment.lift_hours == lifting.hours:
        hours = f"{lifting.hours} 小时"
        if lifting.basis != "stated":
            hours += "（推定）"
        yield f"解除所要的 {hours}：{lifting.source}。"


def _elsewhere(assessment: Assessment) -> Iterator[str]:
    """What is done about pollutants that the forecast has and no warning counts."""
    counted = assessment.scheme.pollutants or tuple(POLLUTANTS)
    left_out: set[Pollutant] = set()
    for mean in assessment.means:
        left_out.update(mean.primary)
    left_out.difference_update(counted)
    for other in assessment.scheme.elsewhere:
        named = []
        for name in other.pollutants:
            if name in left_out:
                named.append(name)
        if named:
            yield f"首要污染物为{_named(named)}的不计入：{other.advice}。"
        left_out.difference_update(named)
    if left_out:
        yield f"首要污染物为{_named(sorted(left_out))}的不计入，分级标准没有提到。"


def assessment_json(
    assessment: Assessment, response: str | None, notes: Sequence[str]
) -> dict[str, Any]:
    """The answer for scripts (docs/json.md)."""
    level = None
    clause = None
    if assessment.reached:
        level = assessment.reached.level.id
        clause = clause_said(assessment.reached.branch)
    alone = None
    if assessment.alone:
        alone = assessment.alone.id
    lift = None
    if assessment.lift:
        lift = _iso(assessment, assessment.lift)
    return {
        "format": "smogctl.assessment/1",
        "level": level,
        "response": response,
        "scheme": assessment.scheme.id,
        "clause": clause,
        "days": list(_days_json(assessment)),
        "unmet": list(map(_unmet_json, assessment.higher)),
        "unread": [
            {"level": level.id, "why": level.unread} for level in assessment.unread
        ],
        "episodes": [
            _episode_json(assessment, episode) for episode in assessment.episodes
        ],
        "alone": alone,
        "lift": lift,
        "note": "".join(notes),
    }


def _iso(assessment: Assessment, at: datetime) -> str:
    form = "%Y-%m-%d"
    if assessment.forecast.hourly:
        form += "T%H:%M"
    return at.strftime(form)


def _episode_json(assessment: Assessment, episode: Episode) -> dict[str, str]:
    return {
        "from": _iso(assessment, episode.start),
        "until": _iso(assessment, episode.end),
    }


def _days_json(assessment: Assessment) -> Iterator[dict[str, Any]]:
    steps = _counted_steps(assessment)
    for place, step in enumerate(assessment.forecast.steps):
        value, primary = _figures(assessment, place)
        yield {
            "date": _iso(assessment, step.at),
            "aqi": _plain_number(value),
            "pollutant": "、".join(primary) or None,
            "counts": place in steps,
        }


def _plain_number(value: Decimal | None) -> int | float | None:
    """A figure as JSON has it, whole where it is."""
    if value is None:
        return None
    if value == int(value):
        return int(value)
    return float(value)


def _unmet_json(judged: Judged) -> dict[str, Any]:
    return {
        "level": judged.level.id,
        "clause": clause_said(judged.branch),
        "open": judged.open,
        "besides": judged.branch.besides,
        "conditions": list(map(_shortfall_json, judged.shortfalls)),
    }


def _shortfall_json(shortfall: Shortfall) -> dict[str, Any]:
    condition = shortfall.condition
    longest = None
    if shortfall.known or not shortfall.lacks:
        longest = shortfall.hours
    return {
        "index": condition.index,
        "above": condition.above,
        "reaches": condition.reaches,
        "hours": condition.hours,
        "longest": longest,
    }


def scheme_said(scheme: Scheme) -> str:
    """A scheme by its id, name and time."""
    time = f"{scheme.since} 起"
    if scheme.until:
        time = f"{scheme.since} 至 {scheme.until}"
    return f"{scheme.id}（{scheme.name}，{time}）"
