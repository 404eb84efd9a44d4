"""Each form of a head as a whole value, the words it ends at, and the near misses that head nothing."""

from smogctl.grammar.heads import (
    HeadLine,
    head_of,
    is_organ,
    number_of,
    number_style,
    rank_of,
)
from tables import each

PLAIN = HeadLine("区教育局", None, False, 0, "", None, False)


def read(line: str, **asked: bool) -> tuple[str, str] | None:
    """The name of a line's head and the text behind it."""
    head = head_of(line, {"甲城投", "甲学校"}, **asked)
    return (head.name, line[head.offset :]) if head else None


WHOLE: list[tuple[str, HeadLine]] = [
    ("区教育局：停课", PLAIN._replace(offset=5)),
    ("区教育局： 停课", PLAIN._replace(offset=6)),
    ("区教育局", PLAIN._replace(offset=4)),
    ("区教育局：", PLAIN._replace(offset=5)),
    ("区教育局职责", PLAIN._replace(offset=6, heading=True)),
    ("区教育局的主要任务", PLAIN._replace(offset=9, heading=True)),
    ("区教育局任务", PLAIN._replace(offset=6, heading=True)),
    ("区教育局职责：", PLAIN._replace(offset=7, heading=True)),
    ("区教育局的", PLAIN._replace(offset=5, heading=True)),
    ("区教育局职责：停课", PLAIN._replace(offset=7)),
    ("区教育局主要职责 ：停课", PLAIN._replace(offset=10)),
    ("（三）区教育局：停课", PLAIN._replace(offset=8, style="（一）")),
    ("3 区教育局：停课", PLAIN._replace(offset=7, style="1", number=3)),
    ("12\t区教育局\t停课", PLAIN._replace(offset=8, style="1", number=12)),
    ("3、区教育局。停课", PLAIN._replace(offset=7, style="1、")),
    ("3、区教育局——停课", PLAIN._replace(offset=8, style="1、")),
    ("3、区教育局－－停课", PLAIN._replace(offset=8, style="1、")),
    ("3、区教育局 停课", PLAIN._replace(offset=7, style="1、")),
    ("3、区教育局负责停课", PLAIN._replace(offset=6, style="1、")),
    ("【区教育局】停课", PLAIN._replace(offset=6)),
    ("【 区教育局 】： 停课", PLAIN._replace(offset=10)),
    ("[区教育局]:停课", PLAIN._replace(offset=7)),
    ("区教育局（续）：停课", PLAIN._replace(offset=8, continued=True)),
    (
        "①区教育局（以下简称教育局）：停课",
        PLAIN._replace(offset=15, style="①", alias="教育局"),
    ),
    ("区教育局职责 停课", PLAIN._replace(offset=7)),
]


@each(("line", "head"), WHOLE)
def test_a_head_as_a_whole(line: str, head: HeadLine) -> None:
    assert head_of(line, ()) == head


VERBS = (
    "负责 承担 牵头 组织 配合 协助 做好 落实 按照 根据 制定 编制 加强 开展 履行 贯彻 会同 指导 督促 监督 协调 参与 统一 统筹 "
    "主要职责 具体负责 主要负责 设在 依法 建立 完善 及时 领导 研究 是 为 督导 督查 应 须 要 严格 强化 检查 排查 巡查 安排 通知 "
    "停止 采取 密切 确保 保障 提供 对 将 在 按 每 全面 加密 加大 加快 增加 执行 启动 实行 实施 发布 报送 收集 汇总 立即 迅速 "
    "积极 切实 认真 进一步 推进 抓好 搞好 查处 引导 承办 定期 结合 针对 通过 联合 调度 成立 宣传 动员 下达 提请 抽查 抽检 "
    "监测 清理 清扫 冲洗 整治 打击 制止 劝阻 取缔 划定 规范 核查 审核 受理 收治 提高 降低 减少"
)


@each("verb", VERBS.split())
def test_the_verb_at_which_a_name_runs_on(verb: str) -> None:
    rest = f"{verb}某项工作"
    assert read(f"（三）区教育局{rest}") == ("区教育局", rest)
    assert read(f"区教育局{rest}", bare=True) == ("区教育局", rest)
    assert read(f"区教育局{rest}") is None
    assert read(f"甲学校{rest}") == ("甲学校", rest)


OWN = (
    "县委组织部 县委组织人事部 县委宣传部 县督查室 县督查办 县督查考评室 县督查考评办 县督导室 县督导办 县政策研究室 "
    "县环境研究院 县环境研究所 县应急局 县协调办 县指导站 县市场监督管理局 县检查站 县环境监察大队 县综合执法支队 "
    "县交通管理总队 县项目实施中心 县统筹城乡办 县保障性住房处 县巡查委 县统筹发展局"
)


@each("name", OWN.split())
def test_a_name_with_a_verbs_characters_in_it(name: str) -> None:
    assert read(f"（三）{name}负责某项工作") == (name, "负责某项工作")
    assert read(f"3、{name}减少某项工作") == (name, "减少某项工作")
    assert read(f"（三）{name}：停课") == (name, "停课")


@each("name", ["县督导组", "县协调组", "县指导组"])
def test_a_group_runs_on_where_its_number_is_the_next(name: str) -> None:
    assert read(f"（三）{name}负责督促", expected=True) == (name, "负责督促")
    assert read(f"（三）{name}负责督促") is None


RUN_ON = [
    ("区重污染天气应急指挥部负责统一领导", "区重污染天气应急指挥部"),
    ("指挥部负责统一领导", "指挥部"),
    ("区领导小组负责统一领导", "区领导小组"),
    ("区指挥部办公室负责日常工作", "区指挥部办公室"),
    ("区领导小组办公室组织会商", "区领导小组办公室"),
]


@each(("line", "name"), RUN_ON)
def test_a_command_runs_on_without_a_number(line: str, name: str) -> None:
    assert read(line) == (name, line.removeprefix(name))


@each(
    "line",
    [
        "（三）区教育局",
        "（三）区教育局停课",
        "（三）负责停课",
        "（三）局负责停课",
        "（三）区教育局，负责停课",
        "（三）加强监督管理负责停课",
        "（三）加工企业负责停产",
        "①区教育局负责停课",
        "区教育局。负责停课",
        "区教育局——停课",
        "区教育局 停课",
        "3、做好宣传。停课",
        "3、职责。停课",
        "3、— 停课",
    ],
)
def test_what_heads_no_entry_by_running_on(line: str) -> None:
    head = head_of(line, ())
    assert head is None or head.offset == len(line)


def test_a_name_runs_on_within_sixty_characters() -> None:
    for length, heads in ((58, True), (59, False)):
        # a first part that a verb follows and that is no name by itself
        name = "甲某督促检查" + "丙" * (length - 7) + "局"
        assert len(name) == length
        assert (read(f"（三）{name}负责停课") is not None) is heads


def test_part_of_an_organ_is_none() -> None:
    assert is_organ("区公安分局")
    assert not is_organ("区公安分局各派出所")
    assert not is_organ("区教育局下属学校")
    assert not is_organ("区教育局所属单位")
    assert not is_organ("区教育局辖区学校")
    assert not is_organ("区教育局本级机关")
    assert is_organ("区教育局、各街道办事处")
    assert is_organ("市各县区生态环境局")
    assert is_organ("市公安局（以下简称各派出所）")


ADDRESSED = [
    *["加工企业", "技工学校", "建设单位", "骨科医院", "拆迁工地", "幸福社区"],
    *["水泥厂", "冷库", "分校"],
    *["文工团", "妇联", "负责人", "检查组"],
]


@each("name", ADDRESSED)
def test_a_kind_that_is_spoken_to(name: str) -> None:
    assert not is_organ(name)
    assert is_organ(f"{name}管理局")


BESIDE = [
    ("3、区交通局 区公路段 停课", "区交通局 区公路段", "停课"),
    ("3、区交通局 区公路段　区运管所 停课", "区交通局 区公路段 区运管所", "停课"),
    ("3、区交通局 停课 区公路段 停工", "区交通局", "停课 区公路段 停工"),
    ("3、区交通局 各学校 停课", "区交通局", "各学校 停课"),
    ("3、区交通局 区公路段", "区交通局 区公路段", ""),
    ("3、区交通局职责。停课", "区交通局", "停课"),
    ("甲城投 停课", "甲城投", "停课"),
    ("甲城投。停课", "甲城投", "停课"),
]


@each(("line", "name", "rest"), BESIDE)
def test_names_that_blanks_part_from_their_text(
    line: str, name: str, rest: str
) -> None:
    assert read(line) == (name, rest)


WEAK = [
    "甲城建",
    "供电所",
    "团区委",
    "镇村两级",
    "甲热力",
]


@each("name", WEAK)
def test_an_unusual_name_in_a_list_of_units(name: str) -> None:
    assert read(f"{name}：停课", weak=True) == (name, "停课")
    assert read(f"3、{name}：停课", weak=True) == (name, "停课")


@each(
    "name",
    [
        "停课，停工",
        "措施如下",
        "以下事项",
        "下列事项",
        "有关内容",
        "减排措施",
        "几点要求",
        "停课时",
        "停课期间",
        "停课后",
        "停课工作",
        "停课方面",
        "负责",
        "甲" * 31,
        "主要职责",
        "备注",
        "日期",
        "来源",
        "橙色预警",
        "Ⅱ级响应",
        "牵头单位",
        "单位",
    ],
)
def test_what_is_no_unit_in_such_a_list(name: str) -> None:
    assert read(f"{name}：停课", weak=True) is None


def test_an_unusual_name_has_at_most_thirty_characters() -> None:
    assert read(f"{'甲' * 30}：停课", weak=True) == ("甲" * 30, "停课")


@each(
    ("line", "read_as"),
    [
        ("（八）其他有关部门：停课", ("其他有关部门", "停课")),
        ("（八）各相关单位：停课", ("各相关单位", "停课")),
        ("区直其他有关单位：停课", ("区直其他有关单位", "停课")),
        ("（八）其他有关部门", None),
        ("（八）各成员单位", None),
        ("附件2 区教育局：停课", None),
        ("附表二 区教育局：停课", None),
        (" 附 录 3 区教育局：停课", None),
        ("附属医院：停课", ("附属医院", "停课")),
        ("区教育局，", None),
        ("区教育局；", None),
        ("区教育局。", None),
        (f"区{'甲' * 88}局", None),
        (f"区{'甲' * 58}局", ("区" + "甲" * 58 + "局", "")),
        ("【】停课", None),
        ("甲学校：停课", ("甲学校", "停课")),
        ("   ", None),
        # a plan's placeholder, brackets without their other
        ("XX局：停课", ("XX局", "停课")),
        ("XX区教育局", ("XX区教育局", "")),
        ("区教育局X", None),
        ("区教育局X：", None),
        ("【区教育局：停课", ("区教育局", "停课")),
        ("*区教育局：停课", ("区教育局", "停课")),
    ],
)
def test_other_lines(line: str, read_as: tuple[str, str] | None) -> None:
    assert read(line) == read_as


NUMBERS: list[tuple[str, str, int, int]] = [
    # a line, its style, its number, its rank
    ("（三）总则", "（一）", 3, 4),
    ("(三)总则", "(一)", 3, 4),
    ("( 三 )、总则", "( 一 )、", 3, 4),
    ("（3）总则", "（1）", 3, 6),
    ("(3).总则", "(1).", 3, 6),
    ("1.2总则", "1.1", 2, 3),
    ("1.2.总则", "1.1.", 2, 3),
    ("1.2.3 总则", "1.1.1", 3, 4),
    ("1.2.3.4 总则", "1.1.1.1", 4, 5),
    ("1.2.3.4.总则", "1.1.1.1.", 4, 5),
    ("1.2.3.4.5 总则", "1.1.1.1.1", 5, 6),
    ("3、总则", "1、", 3, 5),
    ("3.总则", "1.", 3, 5),
    ("３．总则", "1．", 0, 5),
    ("3）总则", "1）", 3, 8),
    ("3.5月总则", "1.", 3, 5),
    ("3.5小时内", "1.", 3, 5),
    ("三、总则", "一、", 3, 2),
    ("三.总则", "一.", 3, 2),
    ("第三章总则", "第一章", 3, 1),
    ("第三条 总则", "第一条", 3, 1),
    ("第三部分", "第一部", 3, 1),
    ("第三、总则", "第一、", 3, 1),
    ("①总则", "①", 0, 8),
    ("⑴总则", "⑴", 0, 8),
    ("●总则", "●", 0, 8),
    ("— 总则", "—", 0, 8),
    ("3 总则", "1", 3, 2),
    ("3　总则", "1", 3, 2),
    ("  3 总则", "1", 3, 2),
    ("一百一十二、总则", "一、", 112, 2),
    ("二十、总则", "一、", 20, 2),
    ("第一百零三条 总则", "第一条", 103, 1),
    ("第一百〇三条 总则", "第一条", 103, 1),
    ("第二百一十条 总则", "第一条", 210, 1),
    ("第十条 总则", "第一条", 10, 1),
    ("总则", "", 0, 9),
    ("三总则", "", 0, 9),
    ("3总则", "", 0, 9),
    ("3 4", "", 0, 9),
    ("—总则", "", 0, 9),
    ("第三总则", "", 0, 9),
    ("1.5倍以上", "", 0, 9),
    ("1.5万元", "", 0, 9),
    ("3.5", "", 0, 9),
]


@each(("line", "style", "number", "rank"), NUMBERS)
def test_how_a_line_is_numbered(line: str, style: str, number: int, rank: int) -> None:
    assert number_style(line)[0] == style
    assert number_of(line) == number
    assert rank_of(style) == rank


def test_where_the_text_behind_a_number_begins() -> None:
    for before in ("（三） ", "1.2 ", "3、", "三、　", "第三条 ", "① ", "● ", "3  "):
        assert number_style(f"{before}总则") == (
            number_style(f"{before}附则")[0],
            len(before),
        )
