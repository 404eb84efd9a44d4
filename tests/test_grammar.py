"""The language of clauses, each kind of word in a table: values in, values out; none is from a shipped district."""

from conftest import HEAD, registry
from smogctl.grammar.acts import part_at, phases_of_each
from smogctl.grammar.episode import is_of_episode, own_words
from smogctl.grammar.levels import begins_with_level
from smogctl.grammar.levels import named as named_levels
from smogctl.grammar.mentions import Names, mentions
from smogctl.grammar.phases import phases_of
from smogctl.grammar.roles import (
    advises_no_government,
    begins_with_shares,
    helpers_of,
    sole_guide_end,
    support_head,
)
from smogctl.grammar.standing import is_standing
from smogctl.grammar.warnings import WarningActs, warning_acts
from smogctl.values.vocabulary import Phase
from tables import each

DISTRICT = registry(HEAD + "units: [{id: a, name: 甲局, kind: department}]\n")

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


@each(("words", "bound"), EPISODE.items(), ids=EPISODE)
def test_words_that_bind_to_the_episode(words: str, bound: bool) -> None:
    assert is_of_episode(words) == bound


OWN = [
    ("预警期间，停止施工，做好宣传", "宣传", "预警期间，做好宣传"),
    ("负责日常保洁，预警期间增加洒水", "保洁", "负责日常保洁"),
    ("负责日常保洁，预警期间增加洒水", "洒水", "预警期间增加洒水"),
    ("停止施工；重污染天气时做好宣传", "施工", "停止施工"),
    ("停止施工", "没有这话", "停止施工"),
]


@each(("text", "scope", "own"), OWN)
def test_the_words_of_one_act(text: str, scope: str, own: str) -> None:
    assert own_words(text, scope, None) == own


WARNINGS = {
    "发布和解除黄色预警": WarningActs(releases=True, lifts=True),
    "提出解除橙色预警的建议": WarningActs(proposes=True, lifts=True),
    "提请启动应急响应": WarningActs(proposes=True, releases=True),
    "终止应急响应": WarningActs(lifts=True),
    "传播预警信息": WarningActs(),
}


@each(("words", "acts"), WARNINGS.items(), ids=WARNINGS)
def test_what_is_done_about_a_warning(words: str, acts: WarningActs) -> None:
    assert warning_acts(words) == acts


LEVELS = [
    ("黄色预警", "y"),
    ("橙色预警", "o"),
    ("红色预警", "r"),
    ("Ⅲ级响应", "y"),
    ("Ⅱ级响应", "o"),
    ("Ⅰ级响应", "r"),
    ("三级响应", "y"),
    ("二级响应", "o"),
    ("一级响应", "r"),
    ("II级响应", "o"),
    ("III级响应", "y"),
    ("I级响应", "r"),
    ("橙色(Ⅱ级)预警", "o"),
    ("橙色（Ⅱ级）", "o"),
    ("Ⅱ级(橙色)响应", "o"),
    ("三级(黄色)预警", "y"),
    ("橙警", "o"),
    ("红警", "r"),
    ("黄警", "y"),
    ("蓝色预警", ""),
    ("Ⅳ级响应", ""),
    ("Ⅱ级及以上响应", "or"),
    ("Ⅱ级以上应急响应", "or"),
    ("二级以上响应", "or"),
    ("二级及二级以上应急响应", "or"),
    ("Ⅱ级及其以上", "or"),
    ("橙色级及以上", "or"),
    ("橙色及以上预警", "or"),
    ("橙色（含）以上", "or"),
    ("不低于橙色预警", "or"),
    ("Ⅲ级(黄色)响应", "y"),
    ("Ⅱ 级响应", "o"),
    ("2 级以上响应", "or"),
    ("Ⅱ级響應", "o"),
    ("黄橙红预警", "yor"),
    ("黄、橙、红色预警", "yor"),
    ("Ⅲ级至Ⅰ级响应", "yor"),
    ("黄色至红色预警", "yor"),
    ("二级以上", "or"),
    ("橙色预警起", "or"),
    ("橙色预警以上级别", "or"),
    ("橙色及以下预警", "yo"),
    ("Ⅱ级（含）以上应急响应", "or"),
    ("Ⅰ、Ⅱ级响应", "or"),
    ("黄色和橙色预警", "yo"),
    ("在Ⅲ级响应基础上", ""),
    ("在落实Ⅲ级响应措施的基础上，停止施工", ""),
    ("黄色、橙色预警期间", "yo"),
    ("启动Ⅲ级应急响应后", "y"),
    ("Ⅲ级—Ⅰ级响应", "yor"),
    ("橙色预警（Ⅱ级响应）", "o"),
    ("橙色清单", "o"),
    ("达到橙色时", "o"),
    ("三级响应时，洒水；二级响应时，停工", "yo"),
    ("区级部门", ""),
    ("县级以上政府", ""),
    ("市级", ""),
    ("二级以上医院", ""),
    ("三级甲等医院", ""),
    ("二级综合医院", ""),
    ("国家二级标准", ""),
    ("空气质量五级", ""),
    ("A级企业", ""),
    ("B级", ""),
    ("国四货车", ""),
    ("国Ⅲ标准", ""),
    ("Ⅲ类限值", ""),
    ("一级风险", ""),
    ("五级以上大风", ""),
    ("红色教育", ""),
    ("绿色通道", ""),
    ("三级网格", ""),
    ("二级党组织", ""),
    ("各级别预警", ""),
    ("不同预警等级", ""),
    ("预警期间", ""),
    ("二级及以上医疗机构", ""),
    ("红色旅游", ""),
    ("黄标车", ""),
    ("橙色及以上级别预警", "or"),
    ("Ⅱ级及以上", "or"),
    ("橙色以上", "or"),
    ("红色（Ⅰ级）预警", "r"),
    ("应急响应Ⅲ级", "y"),
    ("一级（红色）预警", "r"),
    ("黄色预警及以上", "yor"),
    ("县、乡、村三级包保", ""),
    ("红色预警期间除应急抢险外，停止所有土石方作业", "r"),
    ("橙色及以上预警期间除民生保障外，停止渣土运输", "or"),
    ("Ⅱ级响应时除保障民生外，企业停产", "o"),
    ("除执行Ⅲ级响应措施外，停止施工", ""),
    ("Ⅱ级（含Ⅱ级）以上响应", "or"),
    ("橙色（含橙色）及以上预警", "or"),
    ("Ⅱ级以上（含Ⅱ级）响应", "or"),
    ("黄色、橙色、红色三级预警", "yor"),
    ("橙色或者红色预警", "or"),
    ("橙/红色预警", "or"),
    ("Ⅱ/Ⅰ级响应期间", "or"),
    ("黄色/橙色/红色预警", "yor"),
    ("橙、红预警期间", "or"),
    ("“橙色及以上”预警", "or"),
    ("“橙色”预警", "o"),
    ("达到橙色级别时停产", "o"),
    ("橙色级别以上停产", "or"),
    ("２级响应时", "o"),
    ("ⅱ级响应", "o"),
    ("建立市、区、镇三级响应机制", ""),
    ("区、镇、村三级应急响应网络", ""),
    ("落实三级应急值守", ""),
    ("防汛Ⅱ级响应", ""),
    ("高温橙色预警", ""),
    ("暴雨红色预警", ""),
    ("1级应急抢险队伍", ""),
    ("非红色预警期间", ""),
    ("沙尘暴黄色预警", ""),
    ("低于橙色预警", ""),
    ("不高于橙色预警", "yo"),
    ("重污染天气橙色预警", "o"),
    ("不超过Ⅱ级响应", "yo"),
    ("除执行Ⅲ级响应措施外", ""),
    ("省级响应", ""),
    ("市、县级响应", ""),
    ("暴雨红色预警", ""),
    ("高温橙色预警", ""),
    ("非红色预警", ""),
    ("红色教育", ""),
    ("红色时", "r"),
    ("橙色期间", "o"),
    ("橙色清单", "o"),
    ("橙色阶段", "o"),
    ("Ⅱ级时", "o"),
    ("Ⅱ级措施", "o"),
    ("Ⅱ级阶段", "o"),
    ("Ⅱ级教育", ""),
    ("三级网格", ""),
    ("三级：", "y"),
    ("三级（", "y"),
    ("二级以上医院", ""),
    ("二级以上启动", "or"),
    ("二级以上期间", "or"),
    ("二级及以下", "yo"),
    ("Ⅰ级至Ⅲ级响应", "yor"),
    ("黄色到红色预警", "yor"),
    ("黄色-红色预警", "yor"),
    ("1级响应", "r"),
    ("2级响应", "o"),
    ("3级响应", "y"),
    ("4级响应", ""),
    ("红色级别", "r"),
    ("大雾天气黄色预警", ""),
    ("Ⅱ级，停工", "o"),
    ("I级，停工", "r"),
    ("两级响应", ""),
]
"""Each spelling with the levels that it names: y yellow, o orange, r red."""


@each(("text", "letters"), LEVELS)
def test_the_levels_that_a_text_spells(text: str, letters: str) -> None:
    colours = {colour for _, colour in named_levels(text, DISTRICT.levels)}
    assert "".join(one.id[0] for one in DISTRICT.levels if one.id in colours) == letters


@each(
    ("text", "begins"),
    [
        ("Ⅲ级响应：减少户外活动", True),
        ("启动Ⅱ级响应：停工", True),
        ("黄色预警期间", True),
        ("橙色级及以上", True),
        ("三级网格员负责巡查", False),
        ("红色教育基地", False),
        ("二级以上医院", False),
        ("区教育局：橙色预警停课", False),
    ],
)
def test_a_text_that_begins_with_a_level(text: str, begins: bool) -> None:
    assert begins_with_level(text) is begins


STANDING = {
    "完成指挥部交办的其他工作": True,
    "承办领导小组交办的任务": True,
    "办理领导小组交办事项": True,
    "承担日常工作": True,
    "承担指挥部办公室日常工作": True,
    "承担应急管理日常": True,
    "处理日常事务": True,
    "其他日常事务": True,
    "落实上级部署": True,
    "履行本部门职责": True,
    "完成其他相关工作": True,
    "按职责做好相关工作": True,
    "及时完成临时性工作": True,
    "负责其他有关工作": True,
    "完成上级安排、布置的其他相关工作": True,
    "做好医疗救治等相关工作": False,
    "做好重污染天气应对相关工作的宣传": False,
    "落实应急值守": False,
    "承担值班值守及交办的其他工作": False,
    "负责日常保洁": False,
    "做好应急响应相关工作": False,
    "负责应急监测相关任务": False,
    "完成减排任务": False,
    "完成指挥部布置的其它应急任务": True,
}


@each(("text", "standing"), STANDING.items(), ids=STANDING)
def test_what_is_left_to_do(text: str, standing: bool) -> None:
    assert is_standing(text) is standing


RELATIONS = [
    ("会同区气象局开展会商", [("convenes", "区气象局")]),
    ("与区公安局共同开展检查", [("shares", "区公安局")]),
    ("配合区公安局查处渣土车", [("supports", "区公安局")]),
    ("协助区教育局落实停课", [("supports", "区教育局")]),
    ("支持区教育局落实停课", [("supports", "区教育局")]),
    ("支持散煤治理", []),
    ("指导区教育局落实停课", [("guides", "区教育局")]),
    ("由区公安局牵头组织查处", [("under", "区公安局")]),
    ("向区政府报告应对情况", [("reports_to", "区政府")]),
    ("报请区政府批准后实施", [("reports_to", "区政府")]),
    ("报区政府备案", [("reports_to", "区政府")]),
    (
        "联合区公安局、区教育局开展检查",
        [("convenes", "区公安局"), ("convenes", "区教育局")],
    ),
    ("联合印发通知", []),
    ("经区政府同意后发布", []),
    ("按区政府要求停课", []),
    ("接受区政府监督", []),
    ("完成区政府交办的其他工作", []),
    ("抄送区公安局", []),
    ("督促企业配合区公安局检查", []),
    ("指导监督企业配合区公安局检查", []),
    ("协同区气象局会商", [("convenes", "区气象局")]),
    ("商区公安局确定", [("convenes", "区公安局")]),
    ("指导督促区教育局停课", [("guides", "区教育局")]),
    ("指导、督促区教育局停课", [("guides", "区教育局")]),
    ("督促指导区教育局停课", [("guides", "区教育局")]),
    ("督促、指导区教育局停课", [("guides", "区教育局")]),
    ("督导区教育局停课", [("guides", "区教育局")]),
    ("和区公安局联合检查", [("shares", "区公安局")]),
    ("同区公安局一起检查", [("shares", "区公安局")]),
    ("与区公安局一道检查", [("shares", "区公安局")]),
    ("与区公安局会商", [("shares", "区公安局")]),
    ("与区公安局建立联动机制", [("shares", "区公安局")]),
    ("与区公安局建立联防制度", [("shares", "区公安局")]),
    ("与区公安局保持密切联系", [("shares", "区公安局")]),
    ("与区公安局保持沟通", [("shares", "区公安局")]),
    ("与区公安局联合印发通知", []),
    ("与区公安局联合制定方案", []),
    ("与区公安局联合发布的公告", []),
    ("由区公安局统一调度", [("under", "区公安局")]),
    ("由区公安局负责牵头", [("under", "区公安局")]),
    ("由区公安局负责", []),
    ("提请区政府批准", [("reports_to", "区政府")]),
    ("向区政府汇报", [("reports_to", "区政府")]),
    ("向区政府报送", [("reports_to", "区政府")]),
    ("向区政府上报", [("reports_to", "区政府")]),
    ("向区政府提出建议", [("reports_to", "区政府")]),
    ("向区政府审批", [("reports_to", "区政府")]),
    ("向区政府备案", [("reports_to", "区政府")]),
    ("向区政府反馈", [("reports_to", "区政府")]),
    ("向区政府移交", [("reports_to", "区政府")]),
    ("向区政府及时报告", [("reports_to", "区政府")]),
    ("向区公安局提供数据", []),
    ("向区政府提供数据", [("reports_to", "区政府")]),
    ("面向区公安局报告", []),
    ("不配合区公安局查处", []),
    ("不协助区公安局查处", []),
    ("不会同区公安局查处", []),
    ("引导企业协助区公安局检查", []),
    ("动员企业会同区公安局检查", []),
    ("安排企业协同区公安局检查", []),
    ("要求企业配合区公安局检查", []),
    ("督导企业配合区公安局检查", []),
    ("联合某某局检查", []),
    ("会同某某局检查", [("convenes", "某某局")]),
    ("报请某某局批准", []),
    ("配合某某委员会检查", [("supports", "某某委员会")]),
    ("配合某某指挥部检查", [("supports", "某某指挥部")]),
    ("指导某某局检查", []),
    ("指导区某某局检查", [("guides", "区某某局")]),
    (
        "会同区气象局以及区公安局会商",
        [("convenes", "区气象局"), ("convenes", "区公安局")],
    ),
    (
        "会同区气象局及区公安局会商",
        [("convenes", "区气象局"), ("convenes", "区公安局")],
    ),
    (
        "会同区气象局和区公安局会商",
        [("convenes", "区气象局"), ("convenes", "区公安局")],
    ),
    ("向区政府，区公安局报告", [("reports_to", "区政府"), ("reports_to", "区公安局")]),
    ("配合区公安局主管部门检查", [("supports", "区公安局主管部门")]),
    ("配合区公安局办公室检查", [("supports", "区公安局办公室")]),
    ("配合区公安局分局检查", [("supports", "区公安局分局")]),
]
BODIES = Names(dict.fromkeys(["区气象局", "区公安局", "区教育局", "区政府"], "known"))


@each(("text", "found"), RELATIONS, ids=[text for text, _ in RELATIONS])
def test_whom_a_clause_names_and_how(text: str, found: list[tuple[str, str]]) -> None:
    assert [(one.relation, one.name) for one in mentions(text, BODIES)] == found


ROLES = {
    "配合做好执法检查": "support",
    "负责配合交通部门限行": "support",
    "积极参与联合检查": "support",
    "与住建部门共同检查工地": "joint",
    "指导各镇做好禁烧": "guide",
    "督促各街道落实责任，开展检查": "lead",
    "负责工地停工": "lead",
    "做好配合工作": "support",
    "做好医疗救治的配合工作": "support",
    "对查处工作予以配合": "support",
    "提供气象服务支持": "support",
    "提供资金支持": "lead",
    "协助开展巡查": "support",
    "配合做好督导": "support",
    "联合公安部门开展检查": "joint",
    "联合印发通知": "lead",
    "按职责分工落实措施": "joint",
    "分别负责本行业停工": "joint",
    "共同开展巡查": "joint",
    "指导学校停课": "guide",
    "督促施工单位停工": "guide",
    "按照职责配合做好群众转移": "support",
    "会同气象局会商": "lead",
    "在公安部门配合下查处": "lead",
    "由公安部门牵头查处": "lead",
    "协同配合做好巡查": "support",
    "参与检查": "support",
    "参与检查，落实整改": "lead",
    "按照各自职责，配合做好巡查": "support",
    "全力协助抢险": "support",
    "主动配合抢险": "support",
    "给予配合": "support",
    "予以支持": "support",
    "予以协助": "support",
    "做好检查的协助工作": "support",
    "提供技术支持保障": "support",
    "提供资源支持": "lead",
    "同住建部门联合检查": "joint",
    "共同体建设": "lead",
    "联合下发通知": "lead",
    "联合国代表团接待": "lead",
    "联合执法队检查": "lead",
    "联合惩戒企业": "lead",
    "联合会商": "lead",
    "依据各自职责分工停工": "joint",
    "各自负责本行业停工": "joint",
    "负责指导停课": "guide",
    "积极督导停课": "guide",
    "监督指导停课": "guide",
    "指导、督促停课": "guide",
    "督促、指导停课": "guide",
    "统筹协调停课": "guide",
    "统筹、协调停课": "guide",
    "协调督促停课": "guide",
    "协调、督促停课": "guide",
    "指导停课，做到全覆盖": "guide",
    "指导停课，确保安全": "guide",
    "指导停课，防止扬尘": "guide",
    "指导停课，避免扬尘": "guide",
    "指导停课，杜绝扬尘": "guide",
    "指导停课，开展检查": "lead",
    "指导停课；开展检查": "lead",
    "依照第十四条，指导停课": "guide",
    "Ⅱ级响应：依据预案，配合检查": "support",
    "由住建局牵头，配合检查": "support",
    "由住建局牵头负责，积极参与检查": "support",
    "由住建局牵头，主动协助检查": "support",
}
"""What the words at the head say; that 指导学校 directs no government is asked next."""


@each(("text", "role"), ROLES.items(), ids=ROLES)
def test_the_act_at_the_head(text: str, role: str) -> None:
    found = "lead"
    if support_head(text):
        found = "support"
    elif begins_with_shares(text):
        found = "joint"
    elif sole_guide_end(text):
        found = "guide"
    assert found == role


@each(
    ("text", "advises"),
    [
        ("指导学校停课", True),
        ("督促施工单位停工", True),
        ("督导医疗机构接诊", True),
        ("指导企业减排", True),
        ("指导各镇街禁烧", False),
    ],
)
def test_who_directs_no_government_leads(text: str, advises: bool) -> None:
    assert advises_no_government(text) is advises


PHASES = [
    ("制定本单位专项实施方案", ["support.own-plan"], ("prepare",)),
    ("组织应急演练", ["support.preparedness"], ("prepare",)),
    ("开展空气质量监测预报", ["support.forecast"], ("monitor",)),
    ("提请发布橙色预警", ["support.warning"], ("warn",)),
    ("停止工地土石方作业", ["dust.sites"], ("respond",)),
    ("响应终止后组织总结评估", ["support.review"], ("review",)),
    ("淘汰落后产能", ["industry.curtailment"], ("standing",)),
    ("制定并组织实施限行方案", ["mobile.restriction"], ("prepare", "respond")),
    ("定期更新应急减排清单", ["support.inventory"], ("prepare",)),
    ("实施减排方案", ["industry.curtailment"], ("respond",)),
    ("启动应急预案", [], ("respond",)),
    ("在线监测企业排放", ["industry.inspection"], ("respond",)),
    ("做好舆情监测", ["support.opinion"], ("respond",)),
    ("开展健康影响监测", ["public.medical"], ("respond",)),
    ("经会商研判后停止施工", ["dust.sites"], ("respond",)),
    ("根据预警等级停止施工", ["dust.sites"], ("respond",)),
    ("预警期间停止施工", ["dust.sites"], ("respond",)),
    ("做好响应准备", [], ("prepare",)),
    ("开展风险评估", [], ("prepare",)),
    ("组织预案评估修订", ["support.preparedness"], ("prepare",)),
    ("开展绩效评估", [], ("respond",)),
    ("开展事后评估", ["support.review"], ("review",)),
    ("建立台账", [], ("prepare",)),
    ("储备应急物资", [], ("prepare",)),
    ("审批预警信息", [], ("warn",)),
    ("签发预警信息", ["support.warning"], ("warn",)),
    (
        "编制本系统专项方案，发布预警后组织落实",
        ["support.own-plan"],
        ("prepare", "respond"),
    ),
    ("编制本系统专项方案，明确责任分工", ["support.own-plan"], ("prepare",)),
    (
        "编制停课预案，橙色预警时停止户外活动",
        ["support.own-plan"],
        ("prepare", "respond"),
    ),
    ("落实工地停工，响应终止后报送总结报告", ["dust.sites"], ("respond", "review")),
    ("推进清洁生产，预警期间组织企业停产", ["industry.curtailment"], ("respond",)),
    ("建立巡查台账并严禁露天焚烧", ["area.burning"], ("prepare", "respond")),
    ("加强会商研判，组织企业停产", ["support.forecast"], ("monitor", "respond")),
    ("保障短信通道畅通，制定应急通信方案", [], ("prepare", "respond")),
    ("调整预警级别", ["support.warning"], ("warn",)),
    ("提供气象数据", ["support.forecast"], ("monitor",)),
    ("组织培训", [], ("prepare",)),
    ("培训机构停课", [], ("respond",)),
    ("培训学校停课", [], ("respond",)),
    ("培训班停课", [], ("respond",)),
    ("能力建设", [], ("prepare",)),
    ("评估和修订", [], ("prepare",)),
    ("预案定期修订", [], ("prepare",)),
    ("方案的编制", [], ("prepare",)),
    ("清单的更新", [], ("prepare",)),
    ("预案及清单", [], ("prepare",)),
    ("应急准备", [], ("prepare",)),
    ("方案报备案", [], ("prepare",)),
    ("预测天气", [], ("monitor",)),
    ("预报天气", [], ("monitor",)),
    ("会商研判", [], ("monitor",)),
    ("会商机制", [], ("respond",)),
    ("会商制度", [], ("respond",)),
    ("研判形势", [], ("monitor",)),
    ("气象背景", [], ("monitor",)),
    ("气象条件", [], ("monitor",)),
    ("动态数据", [], ("monitor",)),
    ("综合分析", [], ("monitor",)),
    ("监测预警体系", [], ("respond",)),
    ("监测预警系统", [], ("respond",)),
    ("解除黄色预警", [], ("warn",)),
    ("播发橙色预警", [], ("warn",)),
    ("刊播橙色预警", [], ("warn",)),
    ("传播橙色预警", [], ("warn",)),
    ("转发橙色预警", [], ("warn",)),
    ("提请启动橙色响应", [], ("warn",)),
    ("预警信号的传播", [], ("warn",)),
    ("预警的建议", [], ("warn",)),
    ("预警的提示", [], ("warn",)),
    ("监测、预警", [], ("monitor", "warn")),
    ("审批红色预警", [], ("warn",)),
    ("调整响应级别", [], ("warn",)),
    ("调整级别", [], ("warn",)),
    ("起草工作总结", [], ("review",)),
    ("撰写总结", [], ("review",)),
    ("效果评估", [], ("review",)),
    ("总结评估", [], ("review",)),
    ("评估报告", [], ("review",)),
    ("响应结束后消毒", [], ("review",)),
    ("应急解除后消毒", [], ("review",)),
    ("预警终止后消毒", [], ("review",)),
    ("产业结构调整", [], ("standing",)),
    ("清洁生产", [], ("standing",)),
    ("准备、预警、响应", [], ("prepare", "warn", "respond")),
    ("准备、监测、响应", [], ("prepare", "monitor", "respond")),
    ("发布有关信息", [], ("warn", "respond")),
    ("公布各类信息", [], ("warn", "respond")),
    ("相关信息", [], ("warn", "respond")),
]


@each(("text", "measures", "phases"), PHASES)
def test_the_phases_of_a_clause(
    text: str, measures: list[str], phases: tuple[str, ...]
) -> None:
    assert phases_of(text, measures) == phases


PREPARED = "方案 预案 清单 名单 体系 制度 机制 系统 台账 计划 线路 路线 物资 队伍 药品 器械 一厂一策 一企一策"
PREPARES = "制定 编制 修订 修编 拟定 拟订 建立 完善 健全 更新 储备"


@each("thing", PREPARED.split())
def test_what_is_prepared(thing: str) -> None:
    for act in PREPARES.split():
        assert phases_of(f"{act}各类{thing}", []) == ("prepare",), act
    assert phases_of(f"查看各类{thing}", []) == ("respond",)


@each(
    ("measure", "phase"),
    [
        ("support.preparedness", "prepare"),
        ("support.own-plan", "prepare"),
        ("support.inventory", "prepare"),
        ("support.review", "review"),
        ("support.forecast", "monitor"),
        ("support.warning", "warn"),
        ("dust.sites", "respond"),
    ],
)
def test_the_phase_of_a_measure_where_no_word_tells(measure: str, phase: str) -> None:
    assert phases_of("做这件事", [measure]) == (phase,)


HELPERS = {
    "由甲局牵头，乙局、丙局配合，查处": "乙局、丙局",
    "由甲局牵头负责，乙局等部门予以协助": "乙局",
    "由甲局牵头，乙局等单位参与": "乙局",
    "由甲局牵头，乙局参加": "乙局",
    "由甲局牵头，查处": "",
    "甲局牵头，乙局配合": "",
}


@each(("text", "helpers"), HELPERS.items(), ids=HELPERS)
def test_who_helps_one_that_leads(text: str, helpers: str) -> None:
    assert helpers_of(text) == helpers


ACTS: list[
    tuple[str, dict[str, int], tuple[Phase, ...], dict[str, tuple[str, ...]]]
] = [
    (
        "制定停课方案，停止户外活动",
        {"support.own-plan": 0, "public.school-outdoor": 7},
        ("prepare", "respond"),
        {"support.own-plan": ("prepare",), "public.school-outdoor": ("respond",)},
    ),
    (
        "制定停课方案，并组织实施",
        {"support.own-plan": 0, "public.school-suspension": 2},
        ("prepare", "respond"),
        {
            "support.own-plan": ("prepare",),
            "public.school-suspension": ("prepare", "respond"),
        },
    ),
    (
        "开展监测预报，停止土石方作业",
        {"support.forecast": 2, "dust.sites": 7},
        ("monitor", "respond"),
        {"support.forecast": ("monitor",), "dust.sites": ("respond",)},
    ),
    (
        "开展监测预报，停止土石方作业",
        {"support.forecast": 2, "dust.sites": 7},
        ("respond",),
        {},
    ),
    (
        "开展监测预报，发布预警并组织工地停工",
        {"support.forecast": 2, "support.warning": 7, "dust.sites": 14},
        ("monitor", "warn", "respond"),
        {
            "support.forecast": ("monitor",),
            "support.warning": ("warn",),
            "dust.sites": ("respond",),
        },
    ),
    (
        "停止土石方作业，开展洒水",
        {"dust.sites": 0, "dust.roads": 8},
        ("respond", "review"),
        {},
    ),
]


@each(("text", "places", "phases", "own"), ACTS)
def test_the_phases_of_each_measure_of_a_clause(
    text: str,
    places: dict[str, int],
    phases: tuple[Phase, ...],
    own: dict[str, tuple[str, ...]],
) -> None:
    assert phases_of_each(text, places, phases) == own


PARTS = [
    ("开展监测，发布预警并组织停工，报告", 0, "开展监测"),
    ("开展监测，发布预警并组织停工，报告", 5, "发布预警"),
    ("开展监测，发布预警并组织停工，报告", 12, "并组织停工"),
    ("开展监测，发布预警并组织停工，报告", 15, "报告"),
    ("开展监测，发布预警", 4, "开展监测，发布预警"),
    ("配合并组织停工", 0, "配合并组织停工"),
]


@each(("text", "place", "part"), PARTS)
def test_the_part_of_a_clause_at_a_place(text: str, place: int, part: str) -> None:
    assert part_at(text, place) == part
