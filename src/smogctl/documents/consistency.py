"""What is wrong with the facts of a notice: what contradicts itself, the plan or the usual form."""

import re
from collections.abc import Iterator

from smogctl.documents.facts import OPEN_END, TIMES, WORDS, Facts
from smogctl.documents.times import Moment, moment
from smogctl.plan.registry import Registry
from smogctl.text.plain import clip
from smogctl.values.vocabulary import COLOURS, RANK


def faults(facts: Facts, registry: Registry) -> Iterator[str]:
    """What contradicts itself, the plan or the usual form; each with what to do."""
    yield from _time_faults(facts)
    yield from _number_faults(facts)
    yield from _level_faults(facts)
    level = registry.level(facts.level) if facts.level else None
    if facts.kind in ("start", "upgrade") and level and level.proposed_by and not facts.authority:
        names = {unit.id: unit.name for unit in registry.units} | {
            one.id: one.name for one in registry.outside.values()
        }
        who = names[level.proposed_by]
        yield f"预案写明{level.name}由{who}提出建议、另经批准：请用 --authority 写明批准机关，取得批准后再发。"
    yield from _order_faults(facts)
    if (
        facts.previous
        and facts.previous.level
        and facts.origin
        and facts.previous.level != facts.origin
    ):
        before, now = COLOURS[facts.previous.level], COLOURS[facts.origin]
        yield f"上一份通知是{before}，--from 却是{now}：请核对。"


IN_FORCE = ("start", "upgrade", "downgrade", "resume", "extend", "relay")


AFTER = {
    **dict.fromkeys(("upgrade", "downgrade", "suspend", "extend", "daily"), IN_FORCE),
    "resume": ("suspend",),
    "lift": (*IN_FORCE, "suspend"),
    "summary": (*IN_FORCE, "suspend", "lift"),
    "public": (*IN_FORCE, "suspend", "lift"),
}
"""For each kind those that it may follow."""


def _order_faults(facts: Facts) -> Iterator[str]:
    before = facts.previous
    if before is None:
        return
    wanted = AFTER.get(facts.kind)
    if wanted and before.kind and before.kind not in wanted:
        yield f"--previous 给的是 {before.kind}，{facts.kind} 不能接在它后面：应是 {'、'.join(wanted)} 之一。"
    if before.drill != facts.drill:
        one, other = ("演练", "真实") if before.drill else ("真实", "演练")
        yield f"上一份通知是{one}的，这一份是{other}的：请核对 --drill 和 --previous。"
    last = before.until if before.until and before.until != OPEN_END else None
    if (
        facts.kind == "extend"
        and facts.until
        and last
        and facts.until.at <= moment(last, "原结束时间").at
    ):
        yield f"延长到的时间（{facts.until.said}）不晚于原定的结束时间（{moment(last, '原结束时间').said}）。"


def _time_faults(facts: Facts) -> Iterator[str]:
    for name, what in TIMES.items():
        given: Moment | None = getattr(facts, name)
        if given and given.midnight:
            yield f"{what}写的是 24 时，即次日 0 时，文中写作{given.said}。请核对日期。"
        if given and not given.exact and name != "issued":
            yield f"{what}没有写到几时：请写作 2026-12-01T00:00。"
    if facts.start and facts.issued and _before(facts.start, facts.issued):
        yield f"启动时间（{facts.start.said}）早于发布时间（{facts.issued.said}）：请改其中之一。"
    if facts.until and facts.issued and facts.until.at <= facts.issued.at:
        yield f"结束时间（{facts.until.said}）不晚于发布时间（{facts.issued.said}）：请改其中之一。"
    elif facts.until and facts.start and facts.until.at <= facts.start.at:
        yield f"结束时间（{facts.until.said}）不晚于启动时间（{facts.start.said}）：请改其中之一。"
    if facts.kind == "extend" and not facts.until and not facts.open_end:
        yield "延长没有写明到何时：请用 --until。"
    earlier = facts.previous.start if facts.previous else None
    if earlier and facts.start and facts.start.at < moment(earlier, "上一份通知的启动时间").at:
        yield "启动时间早于上一份通知的启动时间：请核对 --start 和 --previous。"


def _before(start: Moment, issued: Moment) -> bool:
    """Whether something starts before it is released; a release of which only the day is known lasts the day."""
    return start.at < issued.at if issued.exact else start.at.date() < issued.at.date()


_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,20}〔(\d{4})〕[1-9]\d*号")


def _number_faults(facts: Facts) -> Iterator[str]:
    for name in ("authority", "office", "seal", "to", "cc", "basis", "forecast", "reason"):
        text = "".join(getattr(facts, name) or ())
        if re.search(r"[()\[\]]", text):
            yield f"{WORDS[name]}里有半角括号：公文用全角（）或〔〕。"
    if not facts.number:
        return
    found = _NUMBER.fullmatch(facts.number)
    if found is None:
        why = (
            "不用“第”，序号不编虚位（1 不写作 01）"
            if "〔" in facts.number
            else "年份要用六角括号〔〕"
        )
        yield f"文号“{clip(facts.number)}”不合 代字〔2026〕1号 的写法：{why}。"
    elif facts.issued and int(found[1]) != facts.issued.at.year:
        yield f"文号的年份 {found[1]} 与发布时间 {facts.issued.at.year} 年不同：请核对。"


def _level_faults(facts: Facts) -> Iterator[str]:
    if facts.kind == "lift" and not facts.level:
        yield "解除没有写明是哪一级（颜色）：请用 --level，或用 --previous 给出启动的通知。"
    if facts.kind not in ("upgrade", "downgrade"):
        return
    if not facts.origin:
        yield "没有写明原来是哪一级：请用 --from，或用 --previous 给出上一份通知。"
    elif facts.level:
        up = RANK[facts.level] - RANK[facts.origin]
        if (facts.kind == "upgrade" and up <= 0) or (facts.kind == "downgrade" and up >= 0):
            way = "升级" if facts.kind == "upgrade" else "降级"
            yield f"{way}通知却是由{COLOURS[facts.origin]}到{COLOURS[facts.level]}：请核对 --level 和 --from。"
