"""The unit's own act in a clause, and the words that bind an act to the episode, word by word."""

from smogctl.grammar.episode import is_of_episode, own_words
from smogctl.grammar.roles import (
    advises_no_government,
    bears_out,
    begins_with_shares,
    helpers_of,
    sole_guide_end,
    support_head,
)
from smogctl.grammar.warnings import WarningActs, warning_acts
from smogctl.values.vocabulary import Role
from tables import each

SUPPORT = {
    "配合做好巡查": "配合",
    "协助巡查": "协助",
    "协同配合巡查": "协同配合",
    "参与巡查": "参与",
    "参与巡查，做好记录": "",
    "负责配合巡查": "负责配合",
    "积极协助巡查": "积极协助",
    "主动参与巡查": "主动参与",
    "全力配合巡查": "全力配合",
    "做好配合巡查": "做好配合",
    "按职责配合巡查": "按职责配合",
    "按照各自职责分工，协助巡查": "协助",
    "按照各自职责分工、协助巡查": "按照各自职责分工、协助",
    "按照职责、负责配合巡查": "按照职责、负责配合",
    "依照第三条，配合巡查": "配合",
    "按照预案，协助巡查": "协助",
    "依据预案，协助巡查": "协助",
    "根据预案，协助巡查": "协助",
    "遵照预案，协助巡查": "协助",
    "Ⅱ级响应：配合巡查": "配合",
    "橙色预警:依据预案，配合巡查": "配合",
    "由甲局牵头，配合巡查": "配合",
    "由甲局牵头负责，主动协助巡查": "主动协助",
    "由甲局牵头，负责配合巡查": "负责配合",
    "由甲局牵头，积极参与巡查": "积极参与",
    "由甲局牵头，组织巡查": "",
    # inside a clause of one act
    "对巡查予以配合": "予以配合",
    "对巡查给予支持": "给予支持",
    "对巡查予以协助": "予以协助",
    "做好巡查的配合工作": "做好巡查的配合工作",
    "做好协助工作": "做好协助",
    "做好巡查的配合工作的部署": "",
    "提供气象技术支持": "提供气象技术支持",
    "提供支持保障": "提供支持保障",
    "提供支持服务": "",
    "组织巡查，提供气象支持": "",
    "组织巡查；提供气象支持": "",
    "组织巡查。提供气象支持": "",
    "提供气象支持，做到及时": "",
    "对巡查予以配合，做到及时": "予以配合",
    "对巡查予以配合，确保有效": "予以配合",
    "对巡查予以配合，防止扬尘": "予以配合",
    "对巡查予以配合，避免扬尘": "予以配合",
    "对巡查予以配合，杜绝扬尘": "予以配合",
    # who gives money supports nobody
    "提供资金支持": "",
    "提供财力支持": "",
    "提供经费支持": "",
    "提供资源支持": "",
    "组织巡查": "",
}


@each(("text", "head"), SUPPORT.items(), ids=SUPPORT)
def test_the_words_by_which_a_clause_supports(text: str, head: str) -> None:
    assert support_head(text) == head


SHARES = [
    *["与甲局共同巡查", "同甲局联合巡查", "负责与甲局共同巡查", "共同巡查"],
    *["负责共同巡查", "联合巡查", "按职责分工巡查", "按照各自职责分工巡查"],
    *["依据职责分工巡查", "职责分工", "分别负责巡查", "各自负责巡查"],
]
NO_SHARES = [
    *["共同体建设", "联合印发通知", "联合制定方案", "联合下发通知", "联合国"],
    *["联合执法队巡查", "联合惩戒", "联合会商", "与甲局巡查", "按职责巡查"],
    *["组织共同巡查", "与局共同", "分别巡查", "和甲局共同巡查"],
]


@each("text", [*SHARES, *NO_SHARES])
def test_the_words_by_which_a_clause_shares(text: str) -> None:
    assert begins_with_shares(text) is (text in SHARES)


GUIDES = "指导 督导 督促 监督指导 指导督促 指导、督促 督促指导 督促、指导 统筹协调 统筹、协调 协调督促 协调、督促 负责指导 积极督促 负责监督指导"


@each("word", GUIDES.split())
def test_the_words_by_which_a_clause_guides(word: str) -> None:
    for before in ("", "按照预案，", "Ⅱ级响应：", "橙色预警:依据第三条，"):
        end = len(before + word)
        assert sole_guide_end(f"{before}{word}停课") == end
        assert sole_guide_end(f"{before}{word}停课，做到全覆盖") == end
        assert sole_guide_end(f"{before}{word}停课，组织检查") == 0
        assert sole_guide_end(f"{before}{word}停课；组织检查") == 0
        assert sole_guide_end(f"{before}{word}停课。组织检查") == 0
    assert sole_guide_end(f"组织{word}停课") == 0


@each("word", ["指导", "督导", "督促", "监督"])
def test_whom_a_clause_directs(word: str) -> None:
    for whom in [
        "企业",
        "学校",
        "幼儿园",
        "工地",
        "施工单位",
        "医疗机构",
        "农户",
        "场所",
        "商户",
        "居民",
        "重点排污企业",
    ]:
        assert advises_no_government(f"{word}{whom}停工"), whom
    assert not advises_no_government(f"{word}各镇停工")
    assert not advises_no_government(f"{word}各镇，企业停工")
    assert not advises_no_government(f"{word}九个字以上的那很多企业停工")
    assert advises_no_government(f"{word}八个字以上的很多企业停工")


BORNE: dict[Role, str] = {
    "support": "配合 协助 参与 支持 协同",
    "joint": "共同 联合 协同 会同 职责分工 分别 各自",
    "guide": "指导 督导 督促 监督",
}


@each("role", BORNE)
def test_the_words_that_bear_out_a_role(role: Role) -> None:
    for word in BORNE[role].split():
        assert bears_out(role, f"负责{word}巡查"), word
    assert not bears_out(role, "负责巡查")
    assert not bears_out(role, "")
    assert bears_out("lead", "负责巡查")
    assert bears_out("lead", "")


HELPERS = {
    "由甲局牵头，乙局配合": "乙局",
    "由甲局牵头负责，乙局、丙局等部门予以协助": "乙局、丙局",
    "由甲局牵头，乙局等单位参加，查处": "乙局",
    "巡查，由甲局牵头，乙局予以配合": "乙局",
    "由甲局牵头，配合巡查": "",
    "由甲局牵头。乙局配合": "",
    "由甲局负责，乙局配合": "",
    "由甲局牵头，乙局查处": "",
}


@each(("text", "helpers"), HELPERS.items(), ids=HELPERS)
def test_who_helps_one_that_leads(text: str, helpers: str) -> None:
    assert helpers_of(text) == helpers


EPISODE = [
    *["重污染天气期间", "污染天气期间", "预警期间", "应急期间", "响应期间", "应对期间"],
    *["预警响应期间", "应急处置期间", "应急状态期内", "应急响应时", "预警时"],
    *["启动Ⅱ级响应后", "进入橙色预警期间", "启动预警时", "进入应急响应后"],
    *["发布橙色预警后", "发布预警后"],
]


@each("words", EPISODE)
def test_words_that_bind_to_the_episode(words: str) -> None:
    assert is_of_episode(f"在{words}加强巡查")
    bound = f"{words}，日常保洁，增加洒水"
    assert own_words(bound, "洒水", None) == f"{words}，增加洒水"
    for before in ("在", "当", "全区"):
        bound = f"{before}{words}，日常保洁，增加洒水"
        assert own_words(bound, "洒水", None) == f"{before}{words}，增加洒水"


@each(
    "words",
    [
        *["预警时间", "应急时限", "响应时段", "应急时期", "应急时效", "响应时刻"],
        *["应急时候", "天气期间", "启动响应", "发布预警", "发布，预警后", "值守期间"],
        *["启动，响应后", "节假日期间", "处置状态期间", ""],
    ],
)
def test_words_that_bind_to_nothing(words: str) -> None:
    assert not is_of_episode(f"{words}加强巡查")
    free = f"{words}，日常保洁，增加洒水"
    assert own_words(free, "洒水", None) == "增加洒水"


@each(
    ("text", "scope", "measure", "own"),
    [
        ("保洁，洒水；巡查。值守", "保洁", None, "保洁"),
        ("保洁，洒水；巡查。值守", "洒水", None, "洒水"),
        ("保洁，洒水；巡查。值守", "巡查", None, "巡查"),
        ("保洁，洒水；巡查。值守", "值守", None, "值守"),
        ("，洒水", "洒水", None, "洒水"),
        ("停，洒水", "停", None, "停"),
        ("停课，校，洒水", "校", None, "校"),
        ("值守，道路洒水", "没有", "dust.roads", "道路洒水"),
        ("值守，道路洒水", None, "dust.roads", "道路洒水"),
        ("保洁，道路洒水", None, "area.burning", "保洁，道路洒水"),
        ("保洁，道路洒水", None, None, "保洁，道路洒水"),
        ("预警期间，停课", "预警期间", None, "预警期间"),
        ("预警期间停工，停课", "停课", None, "停课"),
        ("XX路洒水，XX路保洁", "保洁", None, "XX路保洁"),
        (
            f"{'甲' * 24}预警期间，停工，停课",
            "停课",
            None,
            f"{'甲' * 24}预警期间，停课",
        ),
        (f"{'甲' * 25}预警期间，停工，停课", "停课", None, "停课"),
    ],
)
def test_the_words_of_one_act(
    text: str, scope: str | None, measure: str | None, own: str
) -> None:
    assert own_words(text, scope, measure) == own


@each(
    ("words", "acts"),
    [
        ("发布", WarningActs(releases=True)),
        ("启动", WarningActs(releases=True)),
        ("解除", WarningActs(lifts=True)),
        ("终止", WarningActs(lifts=True)),
        ("建议", WarningActs(proposes=True)),
        ("提请", WarningActs(proposes=True)),
        ("建议启动和终止", WarningActs(proposes=True, releases=True, lifts=True)),
        ("传播", WarningActs()),
    ],
)
def test_what_is_done_about_a_warning(words: str, acts: WarningActs) -> None:
    assert warning_acts(words) == acts
