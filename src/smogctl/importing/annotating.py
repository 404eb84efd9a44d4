"""What a clause says, as far as its words tell: role, phase, measures, scope, levels; and what of it is a guess."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from smogctl.grammar.levels import named
from smogctl.grammar.measures import suggested
from smogctl.grammar.scopes import scope_of
from smogctl.schema.registry import Level
from smogctl.values.vocabulary import PHASES, RANK, Colour

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
    "(?:发布|解除|提出|提请|播发|刊播|传播|提请启动)[^，；。]{0,16}(?:预警|响应)|预警[^，；。]{0,8}(?:发布|解除|传播|建议|提示)|、预警(?:$|，|；)"
)
_NEWS = re.compile("(?:有关|各类|相关)信息")
_REVIEWS = re.compile("(?:总结|事后|效果|后)评估|评估报告|响应(?:结束|终止|解除)后")
_ENDED = re.compile("响应(?:结束|终止|解除)后")
_FIRST = re.compile("(?:负责|组织|牵头)?(?:制定|编制|修订|建立)")
_LISTED = re.compile("准备|监测|预警|响应")
_ROUTINE = re.compile("淘汰落后|产业结构|清洁生产")

_OF_MEASURE = {
    "support.preparedness": "prepare",
    "support.own-plan": "prepare",
    "support.inventory": "prepare",
    "support.review": "review",
    "support.forecast": "monitor",
    "support.warning": "warn",
}


class Reading(NamedTuple):
    """What a clause says, as read from its words; `doubts` say what is a guess and why."""

    role: str
    phases: tuple[str, ...]
    measures: tuple[tuple[str, str | None], ...]
    """Each measure with the scope that the text gives it."""
    levels: tuple[str, ...]
    doubts: tuple[tuple[str, str], ...]
    """The field that is a guess, and why."""


def read_clause(
    text: str,
    relations: Sequence[tuple[str, str, bool]],
    levels: tuple[Level, ...],
    label: str = "",
) -> Reading:
    """Read one clause. `label` is the level under which it stands in its entry (Ⅲ级响应：), where there is one."""
    doubts: list[tuple[str, str]] = []
    if (
        _REMAINDER.search(text)
        and re.match("(?:完成|承担|办理|做好|负责|落实|执行)", text)
        and not re.search("值守|值班", text)
    ):
        return Reading("lead", ("standing",), (), (), ())
    measures = _measures(text)
    said = _named(text, levels)
    if not said and label:
        said = _named(label, levels)
        if said:
            doubts.append(("levels", f"级别取自前面的“{label.rstrip('：:')}”"))
    phases = _phases(text, [name for name, _ in measures])
    if not measures:
        doubts.append(("id", "没有认出措施"))
    elif len(measures) > 2:
        doubts.append(("measures", "措施按字样认出，较多，请看是否都对"))
    if any(scope for _, scope in measures):
        doubts.append(("measures", "范围按字样取"))
    if phases != ("respond",) and len(phases) > 1:
        doubts.append(("phase", "阶段按字样推定"))
    return Reading(_role(text, relations), phases, tuple(measures), said, tuple(doubts))


def _named(text: str, levels: tuple[Level, ...]) -> tuple[Colour, ...]:
    return tuple(sorted({level for _, level in named(text, levels)}, key=RANK.__getitem__))


def _role(text: str, relations: Sequence[tuple[str, str, bool]]) -> str:
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
    """The measures whose words stand in the clause, without those that a longer reading of the words takes."""
    found = dict(suggested(text))
    order = sorted(found, key=lambda name: found[name])
    for name, unless in _UNLESS:
        if name in found and unless.search(text):
            order.remove(name)
            del found[name]
    if "support.own-plan" in found:
        order = ["support.own-plan"]
    return [(name, scope_of(name, text)) for name in order]


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


def _phases(text: str, measures: Sequence[str]) -> tuple[str, ...]:
    listed = [word for word in PHASES if PHASES[word] in _LISTED.findall(text)]
    if len(listed) >= 3:  # the text counts them itself
        return tuple(listed)
    if "support.own-plan" in measures:
        return ("prepare",)
    if _ROUTINE.search(text):
        return ("standing",)
    if _ENDED.search(text):
        return ("review",)
    found = _prepared(text, measures, {_OF_MEASURE.get(name, "respond") for name in measures})
    if _MONITORS.search(text) and ("support.forecast" in measures or not measures):
        found = (found - {"respond"}) | (set() if found == {"prepare"} else {"monitor"})
    found |= {"warn"} if _WARNS.search(text) else set()
    found |= {"warn", "respond"} if _NEWS.search(text) else set()
    found |= {"review"} if _REVIEWS.search(text) else set()
    return tuple(name for name in PHASES if name in found) or ("respond",)


def _prepared(text: str, measures: Sequence[str], found: set[str]) -> set[str]:
    """The phases of the measures, with what the clause says of plans, lists, systems and drills."""
    acts = _ACTS_TOO.search(text) is not None
    if _PREPARES.search(text):
        found = found | {"prepare"}
        if not acts and all(name in _OF_MEASURE for name in measures):
            found.discard("respond")
        if measures and not acts and _FIRST.match(text) and "，" not in text:
            found = {"prepare"}
    return found | {"respond"} if acts and "prepare" in found else found
