"""The language of clauses, each kind of word in a table: values in, values out; none is from a shipped district."""

import pytest

from smogctl.grammar.episode import is_of_episode, own_words
from smogctl.grammar.phases import phases_of
from smogctl.grammar.roles import begins_with_shares, sole_guide_end, support_head
from smogctl.grammar.warnings import WarningActs, warning_acts

EPISODE = {
    "重污染天气期间加强巡查": True,
    "在预警期间停止土石方作业": True,
    "应急响应期间每日报告": True,
    "应急状态期内加密监测": True,
    "启动Ⅱ级响应后派出督查组": True,
    "进入橙色预警后限行": True,
    "发布红色预警后停课": True,
    "重污染天气时减少户外活动": True,
    "应急时限内办结": False,
    "及时处置投诉": False,
    "做好预警信息的发布": False,
    "制定应急预案": False,
    "随时待命": False,
}


@pytest.mark.parametrize(("words", "bound"), EPISODE.items(), ids=EPISODE)
def test_words_that_bind_to_the_episode(words, bound):
    assert is_of_episode(words) == bound


OWN = [
    ("预警期间，停止施工，做好宣传", "宣传", "预警期间，做好宣传"),
    ("负责日常保洁，预警期间增加洒水", "保洁", "负责日常保洁"),
    ("负责日常保洁，预警期间增加洒水", "洒水", "预警期间增加洒水"),
    ("停止施工；重污染天气时做好宣传", "施工", "停止施工"),
    ("停止施工", "没有这话", "停止施工"),
]


@pytest.mark.parametrize(("text", "scope", "own"), OWN)
def test_the_words_of_one_act(text, scope, own):
    assert own_words(text, scope, None) == own


WARNINGS = {
    "发布和解除黄色预警": WarningActs(releases=True, lifts=True),
    "提出解除橙色预警的建议": WarningActs(proposes=True, lifts=True),
    "提请启动应急响应": WarningActs(proposes=True, releases=True),
    "终止应急响应": WarningActs(lifts=True),
    "传播预警信息": WarningActs(),
}


@pytest.mark.parametrize(("words", "acts"), WARNINGS.items(), ids=WARNINGS)
def test_what_is_done_about_a_warning(words, acts):
    assert warning_acts(words) == acts


ROLES = {
    "配合做好执法检查": "support",
    "负责配合交通部门限行": "support",
    "积极参与联合检查": "support",
    "与住建部门共同检查工地": "joint",
    "指导各镇做好禁烧": "guide",
    "督促各街道落实责任，开展检查": "lead",
    "负责工地停工": "lead",
    "做好配合工作": "lead",
}


@pytest.mark.parametrize(("text", "role"), ROLES.items(), ids=ROLES)
def test_the_act_at_the_head(text, role):
    found = "lead"
    if support_head(text):
        found = "support"
    elif begins_with_shares(text):
        found = "joint"
    elif sole_guide_end(text):
        found = "guide"
    assert found == role


PHASES = [
    ("制定本单位专项实施方案", ["support.own-plan"], ("prepare",)),
    ("组织应急演练", ["support.preparedness"], ("prepare",)),
    ("开展空气质量监测预报", ["support.forecast"], ("monitor",)),
    ("提请发布橙色预警", ["support.warning"], ("warn",)),
    ("停止工地土石方作业", ["dust.sites"], ("respond",)),
    ("响应终止后组织总结评估", ["support.review"], ("review",)),
    ("淘汰落后产能", ["industry.curtailment"], ("standing",)),
    ("制定并组织实施限行方案", ["mobile.restriction"], ("prepare", "respond")),
]


@pytest.mark.parametrize(("text", "measures", "phases"), PHASES)
def test_the_phases_of_a_clause(text, measures, phases):
    assert phases_of(text, measures) == phases
