"""The phases of a clause, as its words and its measures show them."""

import re
from collections.abc import Iterator, Sequence

from smogctl.text.patterns import later
from smogctl.values.vocabulary import PHASES, Phase

_PREPARES = later(
    "(?:制定|编制|修订|修编|拟定|拟订|建立|完善|健全|更新|储备)[^，；。]{0,24}"
    "(?:方案|预案|清单|名单|体系|制度|机制|系统|台账|计划|线路|路线|物资|队伍|药品|器械|一[厂企]一策)"
    "|演练|培训(?!机构|学校|班)|能力建设|评估和修订|预案[^，；。]{0,6}修订"
    "|(?:方案|预案|清单)[^，；。]{0,4}(?:编制|制定|修订|更新)|预案及"
    "|(?:响应|应急)准备(?!、)|风险评估|(?:方案|预案|清单)[^，。；]{0,8}备案"
)
_ACTS_TOO = later(
    "实施(?!方案|动态管理|“|台账)|落实|执行|应急保障|应急响应(?![^，。；]{0,6}(?:方案|预案))|救援|督导执行|组织实施|响应、处置"
)
_MONITORS = later(
    "监测(?!预警(?:应急)?(?:体系|系统))|预测|预报|会商(?!机制|制度)|研判|气象数据|气象背景|气象条件|动态数据|综合分析"
)
_WARNS = later(
    "(?:发布|解除|提出|提请|播发|刊播|传播|转发|提请启动)[^，；。]{0,16}(?:预警|响应)"
    "|预警[^，；。]{0,8}(?:发布|解除|传播|建议|提示|审批)|、预警(?:$|，|；)"
    "|(?:签发|审批)[^，。；]{0,8}预警|调整[^，。；]{0,6}(?:预警|响应)?级别"
)
_ACTS = later(
    "落实|实施|执行|组织|开展|保障|增加|停止|启动|救治|查处|做好|加强|严禁|禁止|减少|限制|暂停|停课|督促"
)
_PARTS = later("[，；。]|(?<!合)并(?=组织(?!实施)|落实|开展|督促|停止|严禁|禁止|加强)")
_PART_ENDS = later("[，；。]")
_ELABORATES = later(
    "并?(?:明确|确定|细化|规定|完善|健全|报|备案|定期|(?:及时|适时|每年|按年度|动态)(?:修订|更新|调整|组织修订)"
    "|(?:实行|实施)(?:动态管理|“|台账))"
)
"""What a part begins with that only says more of the plan."""
_OF_A_PLAN = later(rf"{_ELABORATES.pattern}|.*?(?:{_PREPARES.pattern})", re.S)
_NEWS = later("(?:有关|各类|相关)信息")
_REVIEWS = later(
    "(?:起草|撰写)[^，。；]{0,8}总结|(?:总结|事后|效果|后)评估|评估报告|(?:响应|应急|预警)(?:结束|终止|解除)后"
)
_ENDED = later("(?:响应|应急|预警)(?:结束|终止|解除)后")
_FIRST = later(
    "(?:负责|组织|牵头|参与|配合|协助|指导|督促)?[^，。；、]{0,14}?(?:制定|编制|修订|修编|建立)"
)
_COUNTED = later("准备|监测|预警|响应")
_PREAMBLE = later(
    "经[^，。；]{0,8}(?:会商|研判)(?:研判|分析)?(?:后|同意|决定)?"
    "|(?:发布|接到|收到|启动)[^，。；]{0,12}(?:预警|响应)(?:信息|指令)?(?:后|时)"
    "|(?:健康影响|舆情|舆论|在线|用电)[^，。；]{0,4}监测(?:[、和]?(?:分析|研判|引导|处置))*"
    "|监测[^，。；]{0,10}(?:健康|舆情|舆论|疾病|病例)"
)
"""Watching of another kind, and what only leads up to the act."""
_ROUTINE = later("淘汰落后|产业结构|清洁生产")

OF_MEASURE: dict[str, Phase] = {
    "support.preparedness": "prepare",
    "support.own-plan": "prepare",
    "support.inventory": "prepare",
    "support.review": "review",
    "support.forecast": "monitor",
    "support.warning": "warn",
}
"""The phase of a measure, where it is not the response."""


_OTHERWISE = later(
    "|".join(
        words.pattern for words in (_PREPARES, _MONITORS, _WARNS, _REVIEWS, _ROUTINE)
    )
    + "|总结|评估|报送|(?:时|后|期间|前)$"
)
"""Words of an act of another phase, and what only says when."""


def phases_of(text: str, measures: Sequence[str]) -> tuple[Phase, ...]:
    """The phases of a clause with these measures, in their order; respond where no word tells."""
    counted = set(_COUNTED.findall(text))
    if len(counted) >= 3:  # the text counts them itself
        return tuple(phase for phase, name in PHASES.items() if name in counted)
    plain = _PREAMBLE.sub("", text)
    acts = _acts_besides(plain)
    if not acts:
        sole = _sole_phase(text, measures)
        if sole is not None:
            return (sole,)
    phases = _prepared(text, measures, acts=acts)
    if _MONITORS.search(plain):
        phases = _monitored(phases, measures, acts=acts)
    phases.update(_shown(text, plain))
    return tuple(filter(phases.__contains__, PHASES)) or ("respond",)


def _acts_besides(plain: str) -> bool:
    """Whether a clause orders something in a part of its own beside a plan: …方案，预警后组织落实."""
    for part in _PARTS.split(plain):
        act = _ACTS.search(part)
        if not act or _ELABORATES.match(part):
            continue
        if not _OTHERWISE.search(part):
            return True
    return False


def _sole_phase(text: str, measures: Sequence[str]) -> Phase | None:
    """The phase of a clause that has no act besides and whose words leave no choice."""
    if "support.own-plan" in measures:
        return "prepare"
    if _ROUTINE.search(text):
        return "standing"
    return "review" if _ENDED.search(text) else None


def _prepared(text: str, measures: Sequence[str], *, acts: bool) -> set[Phase]:
    """The phases of the measures, with what the clause says of plans, lists, systems and drills."""
    phases: set[Phase] = {OF_MEASURE.get(name, "respond") for name in measures}
    prepares = _PREPARES.search(text) is not None
    if prepares:
        phases.add("prepare")
    if "prepare" not in phases:
        return phases
    if acts or _ACTS_TOO.search(text):
        phases.add("respond")
        return phases
    if prepares and _only_prepares(text):
        return {"prepare"}
    return phases


def _only_prepares(text: str) -> bool:
    """Whether a clause begins with a plan, a list or a system, and every part of it is about one.

    制定清单，每年更新 is. What is watched is watched too while it is built.
    """
    if _MONITORS.search(text) or not _FIRST.match(text):
        return False
    parts = filter(None, _PART_ENDS.split(text))
    return all(map(_OF_A_PLAN.match, parts))


def _monitored(
    phases: set[Phase], measures: Sequence[str], *, acts: bool
) -> set[Phase]:
    """With an act of monitoring: what only prepares stays that, else it stands for the response."""
    is_other = measures and "support.forecast" not in measures
    if is_other or phases == {"prepare"}:
        return phases
    if acts:
        return phases | {"monitor", "respond"}
    return (phases - {"respond"}) | {"monitor"}


def _shown(text: str, plain: str) -> Iterator[Phase]:
    """The phases that words show whatever the measures are; `plain` is without the preamble."""
    if _WARNS.search(plain):
        yield "warn"
    if _NEWS.search(text):
        yield "warn"
        yield "respond"
    if _REVIEWS.search(text):
        yield "review"
