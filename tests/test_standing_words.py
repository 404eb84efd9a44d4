"""What orders nothing, who acts beside a clause's unit, whom it oversees, which command a sentence is about: word by word."""

from smogctl.grammar.bodies import Called
from smogctl.grammar.mentions import Names
from smogctl.grammar.narrated import BEGINS, DUTIES, is_narrated, narrated, told_of
from smogctl.grammar.others import others
from smogctl.grammar.oversight import supervised
from smogctl.grammar.standing import is_composition, is_routine, is_standing
from tables import each

LEFT = [
    *[
        f"完成指挥部{act}的{rest}"
        for act in ["交办", "交付", "安排", "部署", "下达", "布置", "委托"]
        for rest in ("其他工作", "其它事项", "有关事宜", "相关任务", "各项事务")
    ],
    *["完成交办临时性工作", "完成上级布置的临时任务", "承担区里下达的工作"],
    *["完成其他工作", "做好其它事项", "负责临时事宜", "承担临时性任务"],
    *["办理交办相关事务", "处理其他有关事项", "承办其它相关工作"],
    *["按职责做好相关工作", "按照各自职责完成有关工作", "按职责承担相关工作"],
    *["办理交办事项", "处理日常事务", "负责其他日常", "其他交办事项"],
    *["承担日常工作", "负责办公室日常事务", "处理办公室日常管理", "办理日常"],
    *["承担日常工作的组织", "负责日常工作协调", "承担日常管理的协调"],
    *["落实上级部署", "贯彻落实上级决策部署", "落实上级的工作部署"],
    *["履行本部门职责", "履行本单位职责"],
    *["及时完成其他工作", "认真办理其他事项", "按时做好其他工作"],
    *["全面落实上级安排的工作", "执行指挥部安排的任务", "贯彻上级部署的工作"],
    *["按职责完成交办的工作", "其他交办的工作", "其它交办的工作"],
]
DONE = [
    *["完成其他工作的宣传", "完成工地工作", "做好，其他工作", "负责医疗等其他工作"],
    *["完成交办值守的工作", "负责交办的值班工作", "宣传交办的其他工作"],
    *["落实部署", "落实上级部署要求", "履行本部门的职责", "承担日常保洁"],
    *["负责日常保洁", "组织交办的工作", "按职责做好巡查", ""],
]


@each("text", [*LEFT, *DONE])
def test_what_is_left_to_do(text: str) -> None:
    assert is_standing(text) is (text in LEFT)


COMPOSED = [
    *["办公室设在区生态环境局", "指挥部办公室设在区生态环境局，局长任主任"],
    *["办事机构设在甲局，由局长兼任主任", "设在区生态环境局，局长担任主任"],
    *["总指挥由区长担任", "指挥长由区长任", "组长由区长兼任", "主任由局长兼"],
    *["副主任由副局长担任", "总指挥、副总指挥由区长任", "指挥和副指挥由区长任"],
    *["总指挥由区长担任，副总指挥由副区长担任", "组长由区长任，主任由局长兼任"],
    *["甲局局长兼任办公室主任", "甲局主任担任副总指挥", "张三同志任副组长"],
    *["区领导担任总指挥", "区长任总指挥", "县长担任总指挥", "由市长任总指挥"],
    *["书记任政治委员", "区长任总指挥，副区长任副总指挥"],
]
ORDERED = [
    *["设在路口的岗亭增加人员，开展巡查", "总指挥负责指挥", "局长组织巡查"],
    *["区长任总指挥，组织停工", "区长任总", ""],
]


@each("text", [*COMPOSED, *ORDERED])
def test_who_a_command_is_made_up_of(text: str) -> None:
    assert is_composition(text) is (text in COMPOSED)
    assert is_standing(text) is (text in COMPOSED)


@each(
    ("label", "routine"),
    [
        *[(f"{when}职责", True) for when in ("日常", "平时", "平常", "常态")],
        (" 日常职责", True),
        ("应急职责", False),
        ("非日常职责", False),
        ("", False),
    ],
)
def test_a_label_of_what_is_owed_all_year(label: str, routine: bool) -> None:
    assert is_routine(label) is routine


BODIES = Names(dict.fromkeys(["甲局", "乙局", "各街镇"], "known"))


def beside(text: str) -> str:
    hits = list(others(text, BODIES))
    assert all(hit.relation == "convenes" for hit in hits)
    return " ".join(hit.name for hit in hits)


HELPING = "配合 协助 参与 参加 予以配合 给予协助 做好配合 积极参加 等配合 等部门予以配合 等有关单位积极协助"
HAVING = "应当巡查 应巡查 须巡查 必须巡查 需巡查 要巡查 负责巡查 同步巡查 等部门应当巡查 等有关单位要巡查"
LED = (
    "负责巡查 组织巡查 提供车辆 设置岗亭 处置 处理 查处 实施 落实 承担 汇总 审核 安排 开展巡查 拦截 具体负责 分别组织 等部门负责 "
    "等有关单位具体实施"
)


@each("words", HELPING.split())
def test_who_helps_in_a_part_of_its_own(words: str) -> None:
    for mark in "，；。：":
        assert beside(f"查处渣土车{mark}甲局、乙局{words}") == "甲局 乙局"
    for mark in "，；。":
        assert beside(f"查处渣土车，甲局{words}{mark}巡查") == "甲局"
    assert beside(f"查处渣土车，甲局{words}巡查") == ""
    assert beside(f"查处渣土车，由甲局{words}") == ""


@each("words", HAVING.split())
def test_who_has_to_act_in_a_part_of_its_own(words: str) -> None:
    assert beside(f"查处渣土车，甲局{words}") == "甲局"
    assert beside(f"查处渣土车，各街镇{words}，值守") == "各街镇"
    assert beside(f"查处渣土车、甲局{words}") == ""


@each("words", LED.split())
def test_by_whom_a_part_is_done(words: str) -> None:
    assert beside(f"查处渣土车，由甲局{words}") == "甲局"
    assert beside(f"查处渣土车，并由甲局和乙局{words}") == "甲局 乙局"
    assert beside(f"查处渣土车，并甲局{words}") == ""


@each(
    ("text", "names"),
    [
        ("查处，甲局应急值守", ""),
        ("查处，甲局要求停工", ""),
        ("查处，甲局巡查", ""),
        ("查处，由甲局巡查", ""),
        ("查处，由甲局牵头", ""),
        ("甲局配合", ""),
        ("查处，停工，甲局配合", "甲局"),
        ("查处，某某局配合，甲局配合", "某某局 甲局"),
        # who helps one that leads is told by `helpers_of`
        ("由丙局牵头，甲局配合", ""),
        ("由丙局牵头，乙局配合，甲局要巡查", "甲局"),
    ],
)
def test_who_acts_beside_a_unit(text: str, names: str) -> None:
    assert beside(text) == names


CHECKS = (
    "监督检查 督导检查 检查、指导 指导 督促 督导 监督 检查 督查 考核 进行检查 开展督查 落实情况进行监督检查 和企业进行检查 以及企业考核 "
    "、企业检查 及企业检查 与企业检查"
)


@each("words", CHECKS.split())
def test_whose_work_is_checked(words: str) -> None:
    hits = list(supervised(f"对甲局、乙局{words}", BODIES))
    assert [(hit.relation, hit.name) for hit in hits] == [
        ("guides", "甲局"),
        ("guides", "乙局"),
    ]
    assert list(supervised(f"对甲局的说法，{words}", BODIES)) == []


@each(
    ("text", "names"),
    [
        *[
            (f"{act}甲局停课", "甲局")
            for act in ["协调、督促", "监督、检查", "督促", "监督", "检查"]
        ],
        ("督促甲局停课，监督乙局停工", "甲局 乙局"),
        ("督促企业，监督乙局停工", "乙局"),
        ("督促丙局停课", ""),
        ("协调甲局停课", ""),
        ("对甲局分析", ""),
        ("对企业检查，对甲局检查", "甲局"),
        (f"对甲局{'丁' * 40}检查", "甲局"),
        (f"对甲局{'丁' * 41}检查", ""),
    ],
)
def test_whom_a_clause_oversees(text: str, names: str) -> None:
    assert " ".join(hit.name for hit in supervised(text, BODIES)) == names


TELLS = "成立 设立 组建 设在 任总指挥 任副总指挥 任指挥长 任副指挥长 任组长 任副组长 任主任 任副主任 担任"


@each("tells", TELLS.split())
def test_a_sentence_about_a_command(tells: str) -> None:
    text = f"县应急指挥部，由县长{tells}。"
    assert told_of(text) == "县应急指挥部"
    assert is_narrated(text)
    for label in [
        "主要职责：",
        "工作职责:",
        "具体职责：",
        "职责是：",
        "其职责为：",
        "其主要职责如下：",
    ]:
        here = Called("县应急指挥部", None, False)
        assert narrated(f"{text}{label}", "") == here
        assert narrated(f"{text}{label} ", "") == here
        assert narrated(text, f"{label}指挥") == here
        assert narrated(text, f" {label}") == here
        assert narrated(text, f"另行规定{label}") is None
        assert BEGINS.match(f" {label}指挥")
        hit = DUTIES.search(f"{text} {label}指挥")
        assert hit is not None
        assert hit.end() == len(text) + 1
        assert not DUTIES.search(f"{text}{label}")
        assert not DUTIES.search(f"县长，{label}指挥")


@each(
    ("text", "name"),
    [
        ("县应急指挥部由县长任总指挥。", "县应急指挥部"),
        ("县应急指挥部设在县政府。", "县应急指挥部"),
        ("县应急指挥部，县长任组长。", "县应急指挥部"),
        ("县应急领导小组。县长任组长。", "县应急领导小组"),
        ("县应急指挥部办公室设在甲局。", "县应急指挥部办公室"),
        ("县应急领导小组办公室设在甲局。", "县应急领导小组办公室"),
        ("第三条 县应急指挥部由县长担任总指挥。", "县应急指挥部"),
        ("第十二条　成立县应急指挥部，由县长任总指挥。", "县应急指挥部"),
        ("  县人民政府设立县应急指挥部，由县长任总指挥。", "县应急指挥部"),
        ("县人民政府组建县应急领导小组，由县长任组长。", "县应急领导小组"),
        ("县应急指挥部（以下简称县指挥部）由县长任总指挥。", "县应急指挥部"),
        ("县应急指挥部(简称县指挥部)，由县长任总指挥。", "县应急指挥部"),
        ("县应急指挥部负责指挥，由县长任总指挥。", ""),
        ("县应急指挥部由县长指挥。", ""),
        ("县应急局由县长任总指挥。", ""),
        ("县长，县应急指挥部由县长任总指挥。", ""),
        ("停课。\n县应急指挥部由县长任总指挥。", ""),
    ],
)
def test_the_command_that_a_sentence_is_about(text: str, name: str) -> None:
    assert told_of(text) == name
    assert is_narrated(text) is bool(name)
    assert (narrated(text, "主要职责：") is not None) is bool(name)
