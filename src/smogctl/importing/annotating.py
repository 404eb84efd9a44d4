"""What a clause says, as far as its words tell, and what of it is a guess.

Role, phase, measures, scope and levels.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple, get_args

from smogctl.grammar.levels import named
from smogctl.grammar.measures import suggested
from smogctl.grammar.scopes import scope_of
from smogctl.schema.registry import Level
from smogctl.values.vocabulary import PHASES, RANK, Colour, Phase, Role

_REMAINDER = re.compile(
    "(?:交办|交付|安排|部署|下达|布置)的?(?:其他|其它|有关|相关|各项)?(?:工作|事项|任务)|交办事项|交办的工作|其他日常事务"
)
_SUPPORTS = re.compile("(?:负责|积极|主动)?(?:配合|协助|参与|协同配合)")
_SHARES = re.compile("(?:负责)?与[^，；。]{2,20}?共同")
_GUIDES = re.compile("(?:负责|积极)?(?:指导、?督促|督促、?指导|指导|督导)")

_PREPARES = re.compile(
    "(?:制定|编制|修订|拟定|拟订|建立|完善|健全|更新|储备)[^，；。]{0,24}(?:方案|预案|清单|体系|制度|机制|系统|台账|计划|线路|物资|队伍)"
    "|演练|培训|能力建设|评估和修订|预案[^，；。]{0,6}修订|(?:方案|预案|清单)[^，；。]{0,4}(?:编制|制定|修订|更新)|预案及"
)
_ACTS_TOO = re.compile("实施(?!方案)|落实|执行|应急保障|应急响应|救援|督导执行|组织实施|响应、处置")
_MONITORS = re.compile(
    "监测(?!预警(?:应急)?(?:体系|系统))|预测|预报|会商|研判|气象数据|气象背景|气象条件|动态数据|综合分析"
)
_WARNS = re.compile(
    "(?:发布|解除|提出|提请|播发|刊播|传播|提请启动)[^，；。]{0,16}(?:预警|响应)"
    "|预警[^，；。]{0,8}(?:发布|解除|传播|建议|提示)|、预警(?:$|，|；)"
)
_NEWS = re.compile("(?:有关|各类|相关)信息")
_REVIEWS = re.compile("(?:总结|事后|效果|后)评估|评估报告|响应(?:结束|终止|解除)后")
_ENDED = re.compile("响应(?:结束|终止|解除)后")
_FIRST = re.compile("(?:负责|组织|牵头)?(?:制定|编制|修订|建立)")
_LISTED = re.compile("准备|监测|预警|响应")
_ROUTINE = re.compile("淘汰落后|产业结构|清洁生产")

_IN_ORDER: tuple[Phase, ...] = get_args(Phase)
_TELLING: tuple[tuple[re.Pattern[str], set[Phase]], ...] = (
    (_WARNS, {"warn"}),
    (_NEWS, {"warn", "respond"}),
    (_REVIEWS, {"review"}),
)
"""Words, and the phases that they add."""

_OF_MEASURE: dict[str, Phase] = {
    "support.preparedness": "prepare",
    "support.own-plan": "prepare",
    "support.inventory": "prepare",
    "support.review": "review",
    "support.forecast": "monitor",
    "support.warning": "warn",
}


class Reading(NamedTuple):
    """What a clause says, as read from its words; `doubts` say what is a guess and why."""

    role: Role
    phases: tuple[Phase, ...]
    measures: tuple[tuple[str, str | None], ...]
    """Each measure with the scope that the text gives it."""
    levels: tuple[Colour, ...]
    doubts: tuple[tuple[str, str], ...]
    """The field that is a guess, and why."""


def read_clause(
    text: str,
    relations: Sequence[tuple[str, str, bool]],
    levels: tuple[Level, ...],
    label: str = "",
) -> Reading:
    """Read one clause.

    `label` is the level under which it stands in its entry (Ⅲ级响应：), where there is one.
    """
    if _is_remainder(text):
        return Reading("lead", ("standing",), (), (), ())
    measures = _measures(text)
    stated = _named(text, levels)
    inherited = () if stated else _named(label, levels)
    phases = _phases(text, [name for name, _ in measures])
    doubts = [*_doubts(measures, phases)]
    if inherited:
        doubts.insert(0, ("levels", f"级别取自前面的“{label.rstrip('：:')}”"))
    return Reading(
        _role(text, relations), phases, tuple(measures), stated or inherited, tuple(doubts)
    )


def _is_remainder(text: str) -> bool:
    """Whether a clause is the one for all that is left to do (完成交办的其他事项)."""
    if not _REMAINDER.search(text) or re.search("值守|值班", text):
        return False
    return re.match("(?:完成|承担|办理|做好|负责|落实|执行)", text) is not None


def _doubts(
    measures: Sequence[tuple[str, str | None]], phases: tuple[Phase, ...]
) -> Iterator[tuple[str, str]]:
    if not measures:
        yield "id", "没有认出措施"
    elif len(measures) > 2:
        yield "measures", "措施按字样认出，较多，请看是否都对"
    if any(scope for _, scope in measures):
        yield "measures", "范围按字样取"
    if len(phases) > 1:
        yield "phase", "阶段按字样推定"


def _named(text: str, levels: tuple[Level, ...]) -> tuple[Colour, ...]:
    """The levels that a text names, ascending."""
    stated = {colour for _, colour in named(text, levels)}
    colours = [level.id for level in levels if level.id in stated]
    return tuple(sorted(colours, key=RANK.__getitem__))


def _role(text: str, relations: Sequence[tuple[str, str, bool]]) -> Role:
    """The unit's own act, as lint's rule T306 has it."""
    if _SUPPORTS.match(text):
        return "support"
    if _SHARES.match(text):
        return "joint"
    guided = any(relation == "guides" for relation, _, _ in relations)
    if guided and _GUIDES.match(text) and not re.search("[，；。]", text):
        return "guide"
    return "lead"


def _measures(text: str) -> list[tuple[str, str | None]]:
    """The measures whose words stand in the clause, unless the words mean something else there."""
    places = dict(suggested(text))
    for name, unless in _UNLESS:
        if name in places and unless.search(text):
            del places[name]
    names = sorted(places, key=places.__getitem__)
    if "support.own-plan" in places:
        names = ["support.own-plan"]
    return [(name, scope_of(name, text)) for name in names]


_UNLESS = (
    (
        "support.preparedness",
        re.compile(r"专项实施方案|限行[^，；。]{0,6}应急方案|停车[^，；。]{0,6}应急方案"),
    ),
    (
        "support.publicity",
        re.compile("健康(?:防护|预防)?知识的?(?:宣传|普及)|预案宣传|气象预报及信息发布"),
    ),
    ("industry.curtailment", re.compile("[限停]产[^，；。]{0,6}阶段")),
    ("dust.roads", re.compile("污染道路行为")),
    ("dust.sites", re.compile("土堆料堆$")),
)
"""A measure whose words stand there, and what shows that they mean something else."""


def _phases(text: str, measures: Sequence[str]) -> tuple[Phase, ...]:
    listed = set(_LISTED.findall(text))
    if len(listed) >= 3:  # the text counts them itself
        return tuple(phase for phase in _IN_ORDER if PHASES[phase] in listed)
    if "support.own-plan" in measures:
        return ("prepare",)
    if _ROUTINE.search(text):
        return ("standing",)
    if _ENDED.search(text):
        return ("review",)
    return _of_acts(text, measures) or ("respond",)


def _of_acts(text: str, measures: Sequence[str]) -> tuple[Phase, ...]:
    """The phases of what a clause does; none where nothing tells."""
    phases = _monitored(text, measures, _prepared(text, measures))
    for pattern, more in _TELLING:
        if pattern.search(text):
            phases |= more
    return tuple(phase for phase in _IN_ORDER if phase in phases)


def _prepared(text: str, measures: Sequence[str]) -> set[Phase]:
    """The phases of the measures, with what the clause says of plans, lists, systems and drills."""
    phases: set[Phase] = {_OF_MEASURE.get(name, "respond") for name in measures}
    acts = _ACTS_TOO.search(text) is not None
    if _PREPARES.search(text):
        phases = _preparing(text, measures, phases, acts=acts)
    if acts and "prepare" in phases:
        phases.add("respond")
    return phases


def _preparing(text: str, measures: Sequence[str], phases: set[Phase], *, acts: bool) -> set[Phase]:
    """The phases of a clause that prepares something; `acts`: it carries something out as well."""
    if not acts and measures and _FIRST.match(text) and "，" not in text:
        return {"prepare"}
    if not acts and all(name in _OF_MEASURE for name in measures):
        phases = phases - {"respond"}
    return phases | {"prepare"}


def _monitored(text: str, measures: Sequence[str], phases: set[Phase]) -> set[Phase]:
    """The phases with monitoring for response, where a clause observes and does nothing else."""
    observes = "support.forecast" in measures or not measures
    if not observes or not _MONITORS.search(text):
        return phases
    if phases == {"prepare"}:
        return phases
    return (phases - {"respond"}) | {"monitor"}
