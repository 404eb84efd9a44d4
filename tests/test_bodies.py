"""Names of bodies, each ending and each beginning that is none; joint names, brackets and lists of members."""

from smogctl.grammar.bodies import (
    LABEL,
    LEAD,
    MEMBER,
    OWN_DUTIES,
    Called,
    bodies_of,
    called,
    is_collective,
    is_level,
    is_name,
    outside_brackets,
    without_seat,
)
from tables import each

ENDINGS = (
    "县教育局 县发改委 县网信办 县委宣传部 县督查室 县疾控中心 县消防大队 县武警支队 县交管总队 县交警中队 县护林队 县热力公司 "
    "县城投集团 县政府 甲街道 甲镇 甲乡 甲苏木 甲居民委员会 甲居委会 甲办事处 县指挥部 县领导小组 县督查组 县环科院 县党校 "
    "县监测站 派出所 县机关事务处 县新华社 县残联会 县公署 县财政厅 县电视台 甲工业园区 甲产业园 县人民银行 县农商分行 县工行支行 "
    "县青年团 县工商联 供热企业 建设单位 住建部门 甲区 甲县 甲市 甲旗 甲水泥厂 甲冷库 甲农场 甲林场 甲机场 三大运营商 各街镇 各镇街 "
    "县公安分局 县攻坚专班 各学校 县政府办公厅 县党委 甲园区党工委 县政务大厅 甲实训基地 甲公路段 甲工务段 甲车务段 甲供电段 "
    "甲机务段"
)


@each("name", ENDINGS.split())
def test_each_ending_of_a_name(name: str) -> None:
    assert is_name(name)
    assert is_name(f"县气象局、{name}")
    assert not is_name(f"{name}的")
    assert bodies_of(f"县气象局和{name}") == (
        ("县气象局", name) if name[0] in "县各" else (f"县气象局和{name}",)
    )


ACTS = (
    "负责 组织 督促 督导 指导 配合 协助 会同 协同 落实 开展 加强 制定 编制 做好 完成 承担 牵头 根据 按照 参与 监督 建立 完善 推进 "
    "实施 及时 发布 报告 报送 向 由 与 对 在 将 把 并 及 或 不 停止 减少 禁止 检查 应 每日 每天 每周 每月 每年 每个 每小时 联合 "
    "依据 接受 接到 查处 协调 保障 提供 履行 贯彻 统筹 启动 发生 当 应当 依法 全面 强化 进一步 办理 传达 召集 调度 通知 研究 统一 "
    "按 视 适时 定期 引导 汇总 收集 核查 管控 管理 支持 利用 通过 针对 涉及 包括 主要 具体 加大 深入 积极 严格 继续 增加 确保"
)


@each("act", ACTS.split())
def test_a_name_begins_with_no_act(act: str) -> None:
    assert not is_name(f"{act}县区各有关的县教育局")
    assert not is_name(f"县气象局、{act}县区各有关的县教育局")
    # a group may be named by what it does
    assert is_name(f"{act}工作组")
    assert is_name(f"{act}专班")


@each(
    ("text", "name"),
    [
        ("组织部", True),
        ("组织人事局", True),
        ("应急局", True),
        ("联合会", True),
        ("县局", True),
        ("局", False),
        ("县" + "甲" * 60 + "局", False),
        ("县" + "甲" * 59 + "局", True),
        ("县局（" + "甲" * 60 + "）", True),
        ("县局、" * 33 + "县", True),
        ("县局、" * 33 + "县局", False),
        ("县气象局，县教育局", True),
        ("县气象局，县", False),
        ("县气象局，甲县", False),
        ("县气象局，县某局", True),
        (f"县{'甲' * 38}局，县{'乙' * 38}局", True),
        (f"县{'甲' * 38}局县{'乙' * 38}局", False),
        ("县气象局，停课", False),
        ("停课，县气象局", False),
        ("县气象局。县教育局", False),
        ("县气象局；县教育局", False),
        ("县气象局;县教育局", False),
        ("县气象局：县教育局", False),
        ("县气象局:县教育局", False),
        ("县气象局！县教育局", False),
        ("县气象局？县教育局", False),
        ("《县教育局", False),
        ("县》教育局", False),
        ("“县教育局", False),
        ("县<教育局", False),
        ("县|教育局", False),
        ("县\t教育局", False),
        ("停课、县教育局", True),
        ("县教育局、停课", False),
        ("负责巡查、县教育局", False),
        ("县教育局/停课", False),
        ("停课/县教育局", True),
        ("停课／县教育局", True),
        ("停课,县教育局", True),
        ("县教育局（停课、停工）", True),
        ("县教育局(停课、停工)", True),
        ("县（市、区）教育局", True),
        ("〔县〕教育局", True),
        ("干部", False),
        ("全体干部", False),
        ("橙色预警单位", False),
        ("牵头单位", False),
        ("成员单位", False),
        ("主要职责", False),
        ("部门", False),
        ("备注", False),
        ("各部门", True),
    ],
)
def test_a_text_that_reads_as_a_name(text: str, name: bool) -> None:
    assert is_name(text) is name


LABELS = (
    "牵头单位 组长单位 副组长单位 责任单位 主责部门 主管部门 主办机构 协办单位 配合部门 参与单位 参加单位 成员单位 组成单位 协助单位 "
    "主要责任单位 第一责任单位 实施单位 部门 单位 机构 成员 备注 注 联系人 联系电话 说明 其中 来源 日期 "
    "职责 主要职责 工作职责 职责分工 任务"
)


@each("label", LABELS.split())
def test_labels_that_are_no_names(label: str) -> None:
    assert LABEL.fullmatch(label)
    assert not is_name(label)


@each(
    ("text", "lead", "member"),
    [
        *[
            (f"{word}{body}：", True, False)
            for word in ["牵头", "组长", "主责", "主办", "主要责任", "第一责任", "责任"]
            for body in ("单位", "部门")
        ],
        *[
            (f"{word}{body} : ", False, True)
            for word in [
                "成员",
                "配合",
                "参与",
                "参加",
                "协办",
                "协助",
                "组成",
                "副组长",
            ]
            for body in ("单位", "部门", "")
        ],
        ("牵头：", False, False),
        ("牵头单位", False, False),
        ("成员单位", False, False),
        ("单位：", False, False),
    ],
)
def test_the_label_of_who_leads_and_who_helps(
    text: str, lead: bool, member: bool
) -> None:
    assert bool(LEAD.fullmatch(text)) is lead
    assert bool(MEMBER.fullmatch(text)) is member


DUTIES = (
    "职责 任务 职 责 的职责 主要职责 工作职责 具体任务 基本职责 主要工作任务 职责任务 任务职责 任务分工 职责分工 职责是 任务为 职责如下 "
    "职责包括 履行下列职责 承担以下任务 行使如下职责 依法履行下列职责 具体承担以下职责 的主要职责是 职责分工如下"
)


@each("text", DUTIES.replace("职 责", "职_责").split())
def test_what_calls_a_units_duties(text: str) -> None:
    assert OWN_DUTIES.fullmatch(text.replace("_", " "))
    assert not OWN_DUTIES.fullmatch(f"{text}停课")
    assert not OWN_DUTIES.fullmatch(f"区{text}")


COLLECTIVE = [
    "成员单位职责",
    "各成员单位",
    "各成员单位主要职责",
    "各成员单位及其职责",
    "区指挥部成员单位及职责",
    "组成单位工作职责",
    "责任单位职责",
    "有关单位职责分工",
    "相关部门职责",
    "其他部门职责",
    "各部门的主要职责",
    "成员单位组成及职责",
    "成员单位和职责",
    "成员单位日常职责与应急职责",
    "成员单位平时职责和响应任务",
    "成员单位预警职责及响应职责",
    "附件2 有关部门职责分工",
    "附表二 成员单位职责",
    "附 录 成员单位职责",
    "各有关部门、街道办事处",
    "各部门和各镇人民政府",
    "各单位及街镇",
    "各相关单位、各企业",
    "街道、乡镇和部门",
    "园区、街道及企业职责",
    "乡镇与单位工作职责",
    "属地和机构",
    "社区、企业",
    "镇街、部门职责",
    "区应急响应部门职责",
    "重污染天气应急部门职责",
    "重污染天气应对单位主要职责",
    "党委部门",
    "政府部门",
    "党政机关",
    "区直部门",
    "县直单位",
    "市直机关",
    "垂直管理单位",
    "垂管部门",
    "群团机关",
    "企事业单位",
    "驻区单位",
    "驻甲县各部门",
    "组织机构",
    "应急指挥机构",
    "领导机构及职责",
    "办事机构与职责",
    "工作机构和职责",
    "日常机构",
    "应急组织体系",
    "各 成员 单位\n职责",
]


@each("text", COLLECTIVE)
def test_a_heading_about_all_of_them(text: str) -> None:
    assert is_collective(text)
    # 各部门和… may go on
    assert not is_collective(f"{text}停课") or text.startswith("各")


@each(
    "text",
    [
        "",
        "区教育局",
        "区教育局职责",
        "各街道办事处",
        "街道和企业家协会",
        "企业",
        "部门",
        "区直属学校",
        "监测机构",
        "监测机构职责",
        "甲" * 31 + "成员单位",
        "应急响应",
        "各部门领导",
        "成员职责",
        "驻甲乙丙丁戊单位",
    ],
)
def test_a_heading_about_one(text: str) -> None:
    assert not is_collective(text)


@each(
    ("text", "expected"),
    [
        ("区教育局", Called("区教育局", None, False)),
        (" 区教育局 ", Called("区教育局", None, False)),
        ("区教育局（以下简称为教育局）", Called("区教育局", "教育局", False)),
        ("区教育局（以下统称：“教育局”）", Called("区教育局", "教育局", False)),
        ('区教育局(下称"教育局")', Called("区教育局", "教育局", False)),
        ("区教育局(下简称:教育局)", Called("区教育局", "教育局", False)),
        ("区教育局（ 简称 教育局 ）", Called("区教育局", "教育局", False)),
        ("区教育局（统称教育局）（续表）", Called("区教育局", "教育局", True)),
        ("区教育局（接上页）", Called("区教育局", None, True)),
        ("区教育局 （ 续上表 ） ", Called("区教育局", None, True)),
        ("区教育局(接上表)", Called("区教育局", None, True)),
        ("区教育局（续写）", Called("区教育局（续写）", None, False)),
        (f"区局（简称{'甲' * 30}）", Called("区局", "甲" * 30, False)),
        (
            f"区局（简称{'甲' * 31}）",
            Called(f"区局（简称{'甲' * 31}）", None, False),
        ),
        ("", Called("", None, False)),
    ],
)
def test_what_a_bracket_calls_a_body(text: str, expected: Called) -> None:
    assert called(text) == expected


@each(
    ("name", "plain"),
    [
        ("区指挥办（设在区生态局）", "区指挥办"),
        ("区指挥办(设在区生态局)主任", "区指挥办主任"),
        ("区指挥办（设在局）", "区指挥办（设在局）"),
        (f"区指挥办（设在{'甲' * 30}）", "区指挥办"),
        (f"区指挥办（设在{'甲' * 31}）", f"区指挥办（设在{'甲' * 31}）"),
    ],
)
def test_where_a_body_sits_is_no_part_of_its_name(name: str, plain: str) -> None:
    assert without_seat(name) == plain


def test_the_brackets_that_hold_no_part_of_a_name() -> None:
    assert outside_brackets("甲（乙）丙(丁)戊〔己〕庚【辛】壬") == "甲丙戊庚壬"
    assert outside_brackets("甲 （乙） 丙") == "甲丙"
    assert outside_brackets(f"甲（{'乙' * 60}）") == "甲"
    assert outside_brackets(f"甲（{'乙' * 61}）") == f"甲（{'乙' * 61}）"
    assert outside_brackets("甲（乙") == "甲（乙"
    assert outside_brackets("（（（（甲））））") == ""


def test_a_label_of_a_level_is_short() -> None:
    assert is_level("橙色预警" + "时" * 26)
    assert not is_level("橙色预警" + "时" * 27)
    assert is_level("三级")
    assert not is_level("三级网格")
    assert not is_level("停课，橙色预警")
