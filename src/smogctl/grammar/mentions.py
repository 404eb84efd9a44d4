"""Which bodies a clause names, and by which relation (docs/design.md, The registry file): 会同X, 配合X,
协助X, 与X共同, 由X牵头, 指导X.

Read from the words alone; who is meant by a name is the caller's table.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from smogctl.text.patterns import later, words_of
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
    r"委员会|办公室|指挥部|领导小组|管委会|[分支]?局|部门|部|中心|大队|支队|公司|政府(?!办|督[导查]|法制|研究|新闻)|办事处|气象台|督[导查]组|工作组"
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
"""What joins the names of a list."""
_COMMA = later("，")
_LEADS = later("(?:等(?:有关|相关)?(?:部门|单位)?)?(?:负责)?(?:牵头|统一)")
_LONGER = later(
    "[^，。；、的]{0,6}主管部门|办公室|督[导查]室|督[导查]组|办(?![理事公法好结])|分局|大队|支队"
)
_REFUSED = later(
    r"不\Z|(?:督促|组织|要求|引导|动员|安排|指导|监督|督导)[^，；。、并]{1,16}$"
)
"""What stands before a word of help that is no act of the clause's own unit: 拒不配合, 督促企业配合."""
_ELSEWHERE = {
    "配合": _REFUSED,
    "协助": _REFUSED,
    "会同": _REFUSED,
    "协同": _REFUSED,
    "向": later(r"面\Z"),
}
"""What stands before a word that opens no relation there."""
_BEHIND_NAMES = "(?:等)?(?:有关|相关)?(?:部门|单位)?"
_CLOSES = {
    relation: later(f"{_BEHIND_NAMES}(?:{words})") for relation, words in CLOSED.items()
}
_PROVIDED_TO = later("(?:指挥部|领导小组|办公室|政府|[省市]级部门|上级.{0,4})$")
"""Whom one reports to where the text only says 提供."""


def unknown_at(text: str, place: int) -> str:
    """What reads as the name of a body at a place of a text; empty where nothing does."""
    return words_of(_UNKNOWN.match(text, place))


class Mention(NamedTuple):
    """A body that a text names. `who` None: nobody's name that the table has.

    `at` is where the name begins.
    """

    relation: Relation
    name: str
    who: str | None
    at: int

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.at + len(self.name)


class Names:
    """The names that may be meant, longest first."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for name, who in sorted(table.items(), key=lambda pair: -len(pair[0])):
            if name := name.strip():
                self._by_first.setdefault(name[0], []).append((name, who))

    def at(self, text: str, place: int) -> tuple[str, str] | None:
        """The longest name that stands at a place of a text, with its meaning."""
        for pair in self._by_first.get(text[place : place + 1], ()):
            if text.startswith(pair[0], place):
                return pair
        return None


Body: TypeAlias = tuple[str, str | None]
"""The name of a body, and who is meant where the table has it."""


def mentions(text: str, names: Names) -> Iterator[Mention]:
    """Every body that a clause names by a relation, lists (会同A、B等部门) included."""

    def body_at(at: int) -> Body | None:
        return _whole(text, at, names) or read_at(text, at)

    taken = 0
    for act in _ACT.finditer(text):
        start, place = act.span()
        if start < taken or _is_elsewhere(act):
            continue
        if act[0] in _KNOWN_ONLY and not names.at(text, place):
            continue
        relation = ACTS[act[0]]
        bodies = list_at(text, place, relation, names, body_at)
        if bodies and _holds(act, relation, bodies):
            taken = bodies[-1].end
            yield from bodies


def list_at(
    text: str,
    place: int,
    relation: Relation,
    names: Names,
    body_at: Callable[[int], Body | None],
) -> list[Mention]:
    """The bodies of a list that begins at a place; `body_at` reads the one at a place."""
    bodies: list[Mention] = []
    while body := body_at(place):
        bodies.append(Mention(relation, *body, place))
        end = bodies[-1].end
        joint = _JOIN.match(text, end)
        if joint is None and relation == "reports_to" and names.at(text, end + 1):
            joint = _COMMA.match(text, end)  # 向市政府，区委、区政府报告
        if joint is None:
            break
        place = joint.end()
    return bodies


def read_at(text: str, place: int) -> Body | None:
    """What reads as the name of a body at a place of a text, nobody being known by it."""
    hit = _UNKNOWN.match(text, place)
    return (hit[0], None) if hit else None


def _is_elsewhere(act: re.Match[str]) -> bool:
    """Whether a word that opens a relation is no act of the clause's own unit."""
    before = _ELSEWHERE.get(act[0])
    if before is None:
        return False
    start = act.start()
    return before.search(act.string, max(0, start - 20), start) is not None


def _whole(text: str, place: int, names: Names) -> Body | None:
    """The known name at a place, unless another body's only begins with it (区政府 in 区政府督查室)."""
    known = names.at(text, place)
    if known is None:
        return None
    longer = _LONGER.match(text, place + len(known[0]))
    if longer is None:
        return known
    name = f"{known[0]}{longer[0]}"
    if name.endswith("部门"):
        return name, "?collective"
    without_rank = names.at(text, place + 1)
    if without_rank is None or name[0] not in "区县市旗":
        return None
    return (name, without_rank[1]) if name[1:] == without_rank[0] else None


def _holds(act: re.Match[str], relation: Relation, bodies: Sequence[Mention]) -> bool:
    """Whether what stands around the names makes the relation."""
    text, first, end = act.string, bodies[0], bodies[-1].end
    if relation == "guides":
        # whom one guides has its rank in front, where nobody knows it
        return first.who is not None or first.name[0] in "区县市"
    if relation == "reports_to" and text.startswith("提供", end):
        return _PROVIDED_TO.search(text, 0, end) is not None
    closes = _CLOSES.get(relation)
    if relation == "under" and act.start() > 0:
        closes = _LEADS  # …，由甲局组织…: a part of its own, which `others` reads
    return closes is None or closes.match(text, end) is not None
