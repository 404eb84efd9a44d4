"""Units' answers, as text and as sheets: rows with their places, or a refusal."""

from fuzzing.packages import rezipped
from fuzzing.seeds import sheet
from fuzzing.target import Broken, Target, outcome
from smogctl.values.findings import Refusal


def answer_texts() -> list[bytes]:
    """Answers as text, in several encodings."""
    report = "单位,出动人员,出动车辆,检查企业,检查工地,发现问题,整改,备注\n区教育局,3,1,0,0,0,0,\n合计,3,1,0,0,0,0,\n"
    receipt = "单位,签收人,签收时间,电话\n区教育局,张三,12月1日 22:10,13800000000\n区公安局,,,\n"
    seeds = [
        text.encode()
        for text in (
            CHAT,
            report,
            receipt,
            receipt.replace(",", "\t"),
            receipt.replace(",", "，"),
        )
    ]
    return [
        *seeds,
        receipt.encode("gb18030"),
        receipt.encode("utf-8-sig"),
        receipt.encode("utf-16"),
    ]


CHAT = """#接龙
橙色预警通知，请各单位收到后接龙
例 单位 姓名

1. 区公安局 已收到 张三
2、教育局
3.住建局 收到 23:41
4. 昆河镇，已签收；李四 23点41分，正在落实
5．区财政局　王五　未收到
7. 区卫健委：收到！ 乌兰图雅 12月1日 23：05
10. 农牧局 23时41分 赵六 13800000000 科长 @所有人
"""


def answer_books() -> list[bytes]:
    """Answers as sheets."""
    receipt = [
        ["单位", "签收人", "签收时间", "电话"],
        ["区教育局", "张三", "2026-12-01 22:10", "138"],
        ["区公安局", "", "", ""],
    ]
    report = [
        ["单位", "出动人员", "出动车辆", "检查企业"],
        ["区教育局", "3", "1", "0"],
        ["合计", "3", "1", "0"],
    ]
    return [sheet(receipt), sheet(report)]


def _answers(data: bytes) -> str:
    """The law of answers: rows with their places, or a refusal."""
    from smogctl.importing.answers.reading import read_answers

    try:
        answers = read_answers(data, "f")
    except Refusal as refusal:
        return outcome(refusal)
    for row in (*answers.rows, *answers.unread):
        if row.place < 1:
            raise Broken("a row stands nowhere")
    reasons = sorted({outcome(row.why) for row in answers.unread})
    return " ".join((answers.kind, *reasons))[:200]


TARGETS = (
    Target("answers", answer_texts, _answers, share=4),
    Target("answers-xlsx", answer_books, _answers, rezipped, 2),
)
