"""Which bodies a clause names, and by which relation (docs/design.md, The registry file): 会同X, 配合X,
协助X, 与X共同, 由X牵头, 指导X.

Read from the words alone; who is meant by a name is the caller's table.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from smogctl.text.patterns import later
from smogctl.values.vocabulary import Relation

ACTS: dict[str, Relation] = {
    "会同": "convenes",
    "协同": "convenes",
    "配合": "supports",
    "协助": "supports",
    "支持": "supports",
    "联合": "convenes",
    "商": "convenes",
    "指导督促": "guides",
    "指导、督促": "guides",
    "督促指导": "guides",
    "督促、指导": "guides",
    "指导": "guides",
    "督导": "guides",
    "与": "shares",
    "和": "shares",
    "同": "shares",
    "由": "under",
    "向": "reports_to",
    "报请": "reports_to",
    "提请": "reports_to",
    "报": "reports_to",
}
"""The words that open a relation, and the relation."""

CLOSED: dict[Relation, str] = {
    "shares": (
        "共同|联合(?!印发|制定|下发|出台|发布的)|一起|一道|会商"
        "|建立[^，。；]{0,10}(?:机制|制度)|保持[^，。；]{0,4}(?:联系|沟通)"
    ),
    "under": "(?:负责)?(?:牵头|组织|统一)",
    "reports_to": (
        "[^，。；]{0,6}?(?:报告|汇报|报送|上报|提供|提出|批准|审批|审定|审议|同意|备案|核准|批复|查处|反馈|反映|移交)"
    ),
}
"""Relations that only a word behind the names makes."""

_KNOWN_ONLY = frozenset({"支持", "联合", "商", "报", "报请", "提请"})
"""Words of so many meanings that only a name which the table has makes them a relation."""
_ACT = later("|".join(sorted(ACTS, key=len, reverse=True)))
_ENDINGS = (
    r"委员会|办公室|指挥部|领导小组|管委会|[分支]?局|部门|部|中心|大队|支队|公司|政府(?!办|督查|法制|研究|新闻)|办事处|气象台|督[导查]组|工作组"
    r"|(?:街道|镇|乡)(?!人?民?政府|办)|[法巡]?队|督查室|督[导查]组|工作组|[象视]台|办"
    r"|委(?!员|办|宣传|网信|政法|组织|统战|机构|社会|[县市区]政府)"
)
_WITH_AND = (
    "发展和改革|工业和信息化|经济和信息化|科技和信息化|住房和城乡建设|文化和旅游|人力资源和社会保障|规划和自然资源"
    "|自然资源和规划|林业和草原|教育和体育|商务和投资促进|应急和安全|体育和旅游"
)
"""Words of names that have an and inside."""
_UNKNOWN = later(
    r"(?:指挥部|领导小组)(?!办公室)"
    r"|(?!配合|协助|会同|协同|指导|督导|并|所在地|属地|当地|辖区|做好|落实|开展|建立|组织|推进|加强|完成|实施|编制|有关|相关|其他|各|本)"
    rf"(?:{_WITH_AND}|[^，；。、：“”（）《》和及与等]){{1,14}}?(?:{_ENDINGS})(?![室公管门署属位队分]|办公室|会(?!商|同|诊|议))"
)
_JOIN = later("以及|[、和及与]")


def unknown_at(text: str, place: int) -> str:
    """What reads as the name of a body at a place of a text; empty where nothing does."""
    hit = _UNKNOWN.match(text, place)
    return hit[0] if hit else ""


class Mention(NamedTuple):
    """A body that a text names. `who` None: nobody's name that the table has.

    `at` is where the name begins.
    """

    relation: Relation
    name: str
    who: str | None
    at: int


class Names:
    """The names that may be meant, longest first."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for name, who in sorted(table.items(), key=lambda pair: -len(pair[0])):
            if name := name.strip():
                self._by_first.setdefault(name[0], []).append((name, who))

    def at(self, text: str, place: int) -> tuple[str, str] | None:
        """The longest name that stands at a place of a text, with its meaning."""
        found = self._by_first.get(text[place : place + 1], ())
        return next((pair for pair in found if text.startswith(pair[0], place)), None)


def mentions(text: str, names: Names) -> Iterator[Mention]:
    """Every body that a clause names by a relation, lists (会同A、B等部门) included."""
    taken = 0
    for act in _ACT.finditer(text):
        if act.start() < taken:
            continue
        relation = ACTS[act[0]]
        if _elsewhere(text, act):
            continue
        if act[0] in _KNOWN_ONLY and not names.at(text, act.end()):
            continue
        found, end = _listed(text, act.end(), relation, names)
        if (
            found
            and _closes(relation, text, end)
            and not _is_others(relation, act, end)
        ):
            taken = end
            yield from found


_LEADS = later("(?:等(?:有关|相关)?(?:部门|单位)?)?(?:负责)?(?:牵头|统一)")
_LONGER = later(
    "[^，。；、的]{0,6}主管部门|办公室|督[导查]室|督[导查]组|办(?![理事公法好结])|分局|大队|支队"
)
_OTHERS_ACT = later(
    "(?:督促|组织|要求|引导|动员|安排|指导|监督|督导)[^，；。、并]{1,16}$"
)


def _elsewhere(text: str, act: re.Match[str]) -> bool:
    """Whether a word that opens a relation is no act of the clause's own unit: 拒不配合, 面向, 督促企业配合."""
    before = text[max(0, act.start() - 20) : act.start()]
    if act[0] in ("配合", "协助", "会同", "协同"):
        return before.endswith("不") or _OTHERS_ACT.search(before) is not None
    return act[0] == "向" and before.endswith("面")


def _is_others(relation: Relation, act: re.Match[str], end: int) -> bool:
    """Whether it is a part of its own behind the unit's act (…，由甲局组织…), which `others` reads."""
    return relation == "under" and act.start() > 0 and not _LEADS.match(act.string, end)


def _whole(text: str, place: int, names: Names) -> tuple[str, str] | None:
    """The known name at a place, unless it is only the beginning of another body's (区政府 in 区政府督查室)."""
    known = names.at(text, place)
    longer = _LONGER.match(text, place + len(known[0])) if known else None
    if not known or not longer:
        return known
    name = known[0] + longer[0]
    if name.endswith("部门"):
        return name, "?collective"
    without = names.at(text, place + 1) if name[0] in "区县市旗" else None
    return (name, without[1]) if without and without[0] == name[1:] else None


def _listed(
    text: str, place: int, relation: Relation, names: Names
) -> tuple[list[Mention], int]:
    """The names from a place on, joined by 、 and its kind, and where the last one ends."""
    found: list[Mention] = []
    end = place
    while True:
        name, who = _whole(text, place, names) or (
            _unknown(text, place, relation, found),
            None,
        )
        if not name:
            return found, end
        found.append(Mention(relation, name, who, place))
        end = place + len(name)
        joint = _JOIN.match(text, end)
        if joint is None and relation == "reports_to" and names.at(text, end + 1):
            joint = re.compile("，").match(text, end)  # 向市政府，区委、区政府报告
        if not joint:
            return found, end
        place = joint.end()


def _unknown(
    text: str, place: int, relation: Relation, found: Sequence[Mention]
) -> str:
    """A name at a place that no body of the plan has; whom one guides has its rank in front."""
    hit = _UNKNOWN.match(text, place)
    if hit is None:
        return ""
    sure = relation != "guides" or found or hit[0][0] in "区县市"
    return hit[0] if sure else ""


def _closes(relation: Relation, text: str, end: int) -> bool:
    """Whether what stands behind the names makes the relation."""
    if relation not in CLOSED:
        return True
    if relation == "reports_to" and text.startswith("提供", end):
        return (
            re.search(
                "(?:指挥部|领导小组|办公室|政府|[省市]级部门|上级.{0,4})$", text[:end]
            )
            is not None
        )
    return (
        re.match(
            rf"(?:等)?(?:有关|相关)?(?:部门|单位)?(?:{CLOSED[relation]})", text[end:]
        )
        is not None
    )
