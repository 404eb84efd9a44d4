"""The phases of a clause, word by word: what prepares, watches, warns, acts and reviews, and what only leads up to it."""

from smogctl.grammar.phases import phases_of
from tables import each

SITES = ["dust.sites"]
FORECAST = ["support.forecast"]
WARNING = ["support.warning"]


@each(
    "text",
    [
        *["组织应急演练", "开展业务培训", "加强能力建设", "做好评估和修订"],
        *["做好预案的修订", "方案的编制", "预案制定", "清单的修订", "方案更新"],
        *["预案及清单", "做好响应准备", "做好应急准备", "开展风险评估"],
        *["方案报区政府备案", "预案备案", "清单报送备案"],
    ],
)
def test_words_of_preparing(text: str) -> None:
    assert phases_of(text, []) == ("prepare",)


@each(
    "text",
    [
        *["培训机构停课", "培训学校停课", "培训班停课", "应急准备、处置"],
        *["公布方案", "按预案行动", "准备物资", "评估风险"],
    ],
)
def test_words_that_prepare_nothing(text: str) -> None:
    assert phases_of(text, []) == ("respond",)


DOING = "实施 落实 执行 应急保障 应急响应 救援 督导执行 组织实施 响应、处置"


@each("act", DOING.split())
def test_a_plan_that_is_carried_out_too(act: str) -> None:
    assert phases_of(f"制定停工方案和{act}", SITES) == ("prepare", "respond")
    assert phases_of(f"制定停工方案和{act}", []) == ("prepare", "respond")


@each(
    "text",
    [
        *["制定停工实施方案", "制定应急响应方案", "编制应急响应专项预案"],
        *["负责制定停工方案", "组织编制停工方案", "牵头修订停工方案"],
        *["参与修编停工预案", "配合建立停工台账", "协助各部门制定停工方案"],
        *["指导督促建立停工制度", "制定方案，编制预案"],
        *["制定方案，开展演练", "制定停工清单，培训人员"],
    ],
)
def test_a_clause_that_only_prepares(text: str) -> None:
    assert phases_of(text, SITES) == ("prepare",)


@each(
    "text",
    [
        *["更新停工清单", "储备应急物资", "完善停工制度", "制定停工方案，值守"],
        *["制定停工方案，昼夜值守，明确责任", "停工、制定方案"],
    ],
)
def test_a_measure_is_also_done_where_more_than_a_plan_is_said(text: str) -> None:
    assert phases_of(text, SITES) == ("prepare", "respond")


MORE = (
    "明确责任 并明确责任 确定人员 细化措施 规定程序 完善流程 健全网络 报区政府 备案 定期更换 及时修订 适时更新 每年调整 按年度修订 "
    "动态更新 及时组织修订 实行动态管理 实施动态管理 实行“一厂一档” 实行台账管理 实施台账管理"
)


@each("words", MORE.split())
def test_what_only_says_more_of_a_plan(words: str) -> None:
    assert phases_of(f"制定停工方案，{words}", SITES) == ("prepare",)
    assert phases_of(f"制定停工方案；{words}，组织人员", []) == (
        "prepare",
        "respond",
    )
    assert phases_of(f"制定停工方案，{words}和组织机构", []) == ("prepare",)


@each("words", ["适时公布", "每年公布", "实行轮班", "公布责任"])
def test_what_says_something_else(words: str) -> None:
    assert phases_of(f"制定停工方案，{words}", SITES) == ("prepare", "respond")


ACTS = "落实 实施 执行 组织 开展 保障 增加 停止 启动 救治 查处 做好 加强 严禁 禁止 减少 限制 暂停 停课 督促"


@each("act", ACTS.split())
def test_an_act_besides_a_plan(act: str) -> None:
    assert phases_of(f"制定停工方案，{act}某事", []) == ("prepare", "respond")
    assert phases_of(f"加强会商，{act}某事", []) == ("monitor", "respond")


JOINED = "组织人员 落实某事 开展某事 督促某人 停止某事 严禁某事 禁止某事 加强某事"


@each("act", JOINED.split())
def test_an_act_besides_a_plan_behind_and(act: str) -> None:
    assert phases_of(f"建立台账并{act}", SITES) == ("prepare", "respond")
    assert phases_of(f"建立台账并{act}", []) == ("prepare", "respond") or (
        act == "落实某事"
    )
    assert phases_of(f"建立台账和{act}", SITES) == (
        ("prepare", "respond") if act == "落实某事" else ("prepare",)
    )


@each(
    ("text", "phases"),
    [
        ("制定停工方案，组织演练", ("prepare",)),
        ("制定停工方案，做好总结", ("prepare",)),
        ("制定停工方案，开展评估", ("prepare",)),
        ("制定停工方案，组织报送", ("prepare",)),
        ("制定停工方案，停止施工时", ("prepare",)),
        ("制定停工方案，停止施工后", ("prepare",)),
        ("制定停工方案，停止施工期间", ("prepare",)),
        ("制定停工方案，停止施工前", ("prepare",)),
        ("制定停工方案，停止施工后洒水", ("prepare", "respond")),
        ("制定停工方案，组织发布橙色预警", ("prepare", "warn")),
        ("制定停工方案，组织起草工作总结", ("prepare", "review")),
    ],
)
def test_what_is_no_act_besides_a_plan(text: str, phases: tuple[str, ...]) -> None:
    assert phases_of(text, []) == phases


WATCHING = "监测 预测 预报 会商 研判 气象数据 气象背景 气象条件 动态数据 综合分析"


@each("word", WATCHING.split())
def test_words_of_watching(word: str) -> None:
    assert phases_of(f"加密{word}工作", []) == ("monitor",)
    assert phases_of(f"加密{word}工作", FORECAST) == ("monitor",)
    assert phases_of(f"加密{word}工作", [*FORECAST, *SITES]) == ("monitor",)
    # of another measure it says how that is done
    assert phases_of(f"加密{word}工作", SITES) == ("respond",)
    # built up, it is no watching yet
    assert phases_of(f"建立{word}制度", []) == ("prepare",)


@each(
    ("text", "measures", "phases"),
    [
        ("建立空气质量监测制度", FORECAST, ("prepare", "monitor")),
        ("监测预警体系", [], ("respond",)),
        ("监测预警应急系统", [], ("respond",)),
        ("监测预警信息", [], ("monitor",)),
        ("会商机制", [], ("respond",)),
        ("会商制度", [], ("respond",)),
        ("开展会商", FORECAST, ("monitor",)),
        ("开展会商，停止施工", FORECAST, ("monitor", "respond")),
        ("开展会商，停止施工", [*FORECAST, *SITES], ("monitor", "respond")),
    ],
)
def test_how_watching_goes_with_the_rest(
    text: str, measures: list[str], phases: tuple[str, ...]
) -> None:
    assert phases_of(text, measures) == phases


LEADS_UP = (
    "经会商 经会商后 经专家研判 经会商研判分析 经专家会商研判同意 经会商决定 经会商研判后 发布橙色预警后 发布橙色预警信息时 "
    "接到橙色预警指令后 收到橙色预警信息后 启动Ⅱ级响应时 启动Ⅱ级响应后 健康影响监测 健康影响监测、分析 舆情监测研判 舆情监测和引导 "
    "舆论的监测 在线监测处置 用电监测 监测健康 监测网上舆情 监测舆论 监测呼吸道疾病 监测发热病例"
)


@each("words", LEADS_UP.split())
def test_what_only_leads_up_to_an_act(words: str) -> None:
    assert phases_of(f"{words}上路", []) == ("respond",)
    assert phases_of(f"{words}上路", FORECAST) == ("monitor",)


@each(
    ("text", "phases"),
    [
        *[
            (f"{act}橙色{what}", ("warn",))
            for act in [
                "发布",
                "解除",
                "提出",
                "提请",
                "播发",
                "刊播",
                "传播",
                "转发",
                "提请启动",
            ]
            for what in ("预警", "响应")
        ],
        *[
            (f"预警的{act}", ("warn",))
            for act in ["发布", "解除", "传播", "建议", "提示", "审批"]
        ],
        *[
            (f"{act}预警", ("warn",))
            for act in ["签发", "审批", "签发有关", "审批橙色"]
        ],
        *[
            (text, ("warn",))
            for text in ("调整预警级别", "调整响应级别", "调整级别", "适时调整有关级别")
        ],
        ("保障监视、预警", ("warn",)),
        ("保障监视、预警，上路", ("warn",)),
        ("保障监视、预警；上路", ("warn",)),
        ("保障监视、预警系统", ("respond",)),
        ("启动橙色响应", ("respond",)),
        ("预警分级", ("respond",)),
        ("调整班次", ("respond",)),
        ("公布有关信息", ("warn", "respond")),
        ("公布各类信息", ("warn", "respond")),
        ("公布相关信息", ("warn", "respond")),
        ("公布信息", ("respond",)),
        # an end, and what comes behind it
        *[
            (f"{what}{end}后上路", ("review",))
            for what in ("响应", "应急", "预警")
            for end in ("结束", "终止", "解除")
        ],
        ("应急响应结束", ("respond",)),
        *[
            (text, ("review",))
            for text in ("起草总结", "撰写工作总结", "总结评估", "事后评估")
        ],
        *[(text, ("review",)) for text in ("效果评估", "后评估", "提交评估报告")],
        ("评估", ("respond",)),
        ("总结经验", ("respond",)),
        # what is done at all times
        ("淘汰落后产能", ("standing",)),
        ("调整产业结构", ("standing",)),
        ("推行清洁生产", ("standing",)),
        ("推行清洁生产，停止施工", ("respond",)),
        # counted by the text itself
        ("准备、监测、预警、响应", ("prepare", "monitor", "warn", "respond")),
        ("准备、监测、预警", ("prepare", "monitor", "warn")),
        ("监测、预警、响应", ("monitor", "warn", "respond")),
        ("准备响应", ("respond",)),
    ],
)
def test_words_of_warning_and_of_the_end(text: str, phases: tuple[str, ...]) -> None:
    assert phases_of(text, []) == phases


@each(
    ("text", "measures", "phases"),
    [
        ("响应结束后组织冲洗道路", ["dust.roads"], ("review",)),
        ("响应结束后洒水，停止施工", ["dust.roads"], ("respond", "review")),
        ("落实产业结构调整", ["industry.curtailment"], ("standing",)),
        ("制定专项方案，推行清洁生产", ["support.own-plan"], ("prepare",)),
        ("公布方案", ["support.own-plan"], ("prepare",)),
        ("公布方案，停止施工", ["support.own-plan"], ("prepare", "respond")),
        ("撰写总结", SITES, ("respond", "review")),
        ("公布清单", ["support.inventory"], ("prepare",)),
        ("公布清单，停止施工", ["support.inventory"], ("prepare", "respond")),
        ("公布清单后实施", ["support.inventory"], ("prepare", "respond")),
    ],
)
def test_measures_that_have_a_phase_of_their_own(
    text: str, measures: list[str], phases: tuple[str, ...]
) -> None:
    assert phases_of(text, measures) == phases
