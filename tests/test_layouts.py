"""Annexes in many layouts, of other hands that had not seen the importer, against their gold.

`tests/layouts/README.md` says whose they are and what was read of them at first sight. What is still wrong is named
here, so that it can only get fewer.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from smogctl.importing.importer import import_bytes, leftover
from smogctl.importing.pages import characters
from smogctl.schema.registry import Duty, RegistryFile

FOLDER = Path(__file__).parent / "layouts"
ANNEXES = sorted(FOLDER.glob("*/*.json"))
RELATIONS = ("convenes", "shares", "supports", "guides", "under", "reports_to")
KNOWN = {
    # 城管局, 经信委: short forms of units that end otherwise
    "k/11": {
        "partners of 配合城管局设置渣土车检查",
        "partners of 配合经信委做好复工复产检",
    },
    # an office's seat on the line of its head; a page's furniture around the title, all on one line
    "m/01": {"too many 办公室设在县生态环境局，", "too many 附件下载：职责分工表.d"},
    "m/02": {"invented 专家组"},
    "m/11": {"invented 县指挥部"},
    # a sentence for all behind the last entry
    "n/06": {"too many 解除预警后，各单位于48"},
    # two of three names that stand one below the other in a cell
    "n/10": {"bodies of 市交通运输局 市公路局郴岭高速管理处"},
    # who heads the command, on a page without line breaks; experts
    "p/01": {"too many 由县应急指挥部办公室聘请"},
    "p/02": {
        "too many 指挥长由区长担任，副指挥",
        "too many 办公室设在区环保局，区环",
    },
    # a station whose name begins with its bureau's
    "p/05": {"partners of 会同市气象局漳阳观测站加"},
    "p/10": {"phase of 组织园区媒体、LED屏发"},
    # a line broken in the middle of a clause, on a page without a common width
    "p/12": {
        "missed 对重点污染源开展监督性监",
        "too many 对重点污染源开展监督性",
        "too many 监测和执法检查",
        "partners of 在县指挥部领导下，向州生",
    },
    "p/13": {"phase of 负责协调新闻媒体及时发布"},
    "r/01": {"phase of 根据停限产企业名单，配合", "phase of 负责环境空气质量监测，与"},
    # villages are no unit of the plan
    "r/02": {
        "role of 指导各村（社区）做好居民",
        "partners of 指导各村（社区）做好居民",
    },
    "r/12": {
        "role of 指导各村落实秸秆禁烧措施",
        "partners of 指导各村落实秸秆禁烧措施",
        # two of two names that stand one below the other in a cell without a mark
        "invented 公安高新分局",
        "missed 公安高新分局交警高新大队",
    },
    # a short line that a PDF broke
    "r/06": {
        "missed 适时开展人工增雨雪作业",
        "too many 工增雨雪作业",
        "too many 适时开展人",
        "phase of 负责预警信息的上报、发布",
    },
    # a heading of one word
    "r/11": {"too many 属地"},
    "s/02": {"invented 专家组"},
    "s/04": {"phase of 每日两次发布污染气象条件"},
    "s/05": {
        "partners of 会同市生态环境局驻津泊督",
        "phase of 根据市级预警信息，组织发",
        "too many 区指挥部办公室设在区生态",
    },
    # a sentence that leads in the list of an entry
    "s/06": {
        "partners of 联合市生态环境局沅岭分局",
        "missed 制定本辖区应急实施方案",
        "too many 对本行政区域内的应急处置",
    },
    "s/07": {"partners of 联合苍屏分局会商研判"},
    # 在黄色预警基础上，增加：… is a clause with its words in front
    "s/08": {
        "phase of 每日提供未来72小时扩散",
        "missed 督促砖瓦、陶瓷、矿粉加工",
        "too many 在橙色预警基础上，增加：",
        "too many 在黄色预警基础上，增加：",
        "missed 督促砖瓦、陶瓷企业停产5",
    },
    "s/09": {
        "partners of 指导各乡镇（街道）、团场",
        "partners of 会同市畜牧兽医局落实养殖",
    },
    "s/10": {"phase of 与市生态环境局陇溪分局共"},
    # a signature in brackets at the end
    "s/11": {
        "phase of 会同区卫生健康委落实红色",
        "partners of 与区疾控中心共同开展健康",
        "phase of 指导各街镇气象信息员传播",
        "invented （浦汇区生态环境局",
    },
    "s/12": {
        "partners of 会同区纪委区监委对失职失",
        "phase of 负责空气质量监测，开展污",
    },
    # as set t was read at the end of the session in which it was made
    "t/01": {
        "partners of 应急响应终止后，向县指挥",
        "partners of 联合县商务局、县公安局打",
        "phase of 会同县工业和信息化局督促",
        "phase of 根据停限产企业名单，对企",
        "phase of 配合县指挥部办公室及时发",
    },
    "t/02": {
        "bodies of 各乡镇（街道）",
        "partners of 会同区疾病预防控制中心开",
        "phase of 会同区疾病预防控制中心开",
    },
    "t/03": {
        "partners of 配合县纪委监委对履职不力",
        "phase of 指导县广播电视台滚动播出",
        "phase of 负责组织实施煤电油气运的",
    },
    "t/04": {
        "partners of 联合县消防救援大队开展停",
        "phase of 牵头制定应急减排清单，实",
        "phase of 预警期间，组织医疗机构做",
        "too many 办公室设在市生态环境局汾",
    },
    "t/05": {
        "partners of 配合市公安局交通警察支队",
        "phase of 接到预警信息后，第一时间",
    },
    "t/06": {
        "partners of 向市生态环境局提供企业用",
        "partners of 组织编制、修订应急预案，",
        "partners of 联合市商务局、市公安局打",
        "phase of 制定医疗应急预案，做好药",
        "phase of 批准启动、终止应急响应",
        "too many 市指挥部下设办公室，办公",
    },
    "t/07": {
        "partners of 向区政府和市生态环境局报",
        "partners of 联合区商务局查处销售不合",
        "phase of 会同区交通局规划货车绕行",
        "phase of 协调媒体及时刊播预警信息",
        "phase of 向区政府和市生态环境局报",
        "phase of 建立施工工地管控清单，落",
        "phase of 开展健康影响评估",
        "phase of 总结道路保洁应急作业情况",
        "phase of 编制学校应急预案，开展师",
    },
    "t/08": {
        "invented 健康防护组",
        "invented 属地落实组",
        "invented 工业减排组",
        "invented 扬尘管控组",
        "invented 移动源管控组",
        "invented 综合协调组",
        "partners of 向市政府总值班室报告重大",
        "partners of 每日向县经济和信息化局提",
        "phase of 会同县生态环境分局起草应",
        "phase of 制定公交保障方案,预警期",
        "phase of 协助县经济和信息化局审查",
        "phase of 指导县融媒体中心发布预警",
        "phase of 配合县生态环境分局制作预",
    },
    "t/09": {
        "partners of 向市生态环境局澧坪分局提",
        "phase of 负责全县气象条件的观测、",
        "phase of 负责制定学校和幼托机构重",
        "role of 指导各乡镇（街道）开展秸",
    },
    "t/10": {
        "missed 区发改局",
        "missed 国网岷溪供电公司",
        "partners of 会同区疾控中心开展空气污",
        "partners of 向区应急指挥部通报督查结",
        "phase of 会同区疾控中心开展空气污",
        "too many 【企业和属地】",
        "too many 【政府部门】",
        "too many 与区住建局共同推进天然气",
        "too many 区发改局　负责协调落实应",
        "too many 协助区经信局推进企业错峰",
        "too many 协助岷溪生态环境局实施企",
        "too many 国网岷溪供电公司　负责应",
        "too many 配合区经信局对违规生产企",
    },
    "t/11": {
        "phase of 负责Ⅰ级响应的启动和终止",
    },
    "t/12": {
        "missed 各成员单位",
        "partners of 协助县指挥部领导处置重大",
        "partners of 向州生态环境局洮原分局提",
        "partners of 沙尘天气来临前及时向县指",
    },
    # a sentence that leads in a numbered list of an entry
    "u/18": {
        "missed 停止室外喷涂作业",
        "too many 在落实黄色预警措施的基础",
        "missed 监测企业用电负荷",
        "too many 各级预警期间，均应：（1",
    },
    # narrative about the experts, under a heading that names them
    "l/11": {"invented 专家组"},
}
LAYOUT = (
    "一二三四五六七八九十百第条章节序号主要工作具体基本日常平时应急响预警职责任务分是为如下"
    "组长成员牵头责任单位配合部门以下简称续页共由参加召集人承担无"
)
"""The words that number, label and join."""
BY_MEASURE = {
    "k/06",
    "l/04",
    "m/08",
    "m/13",
    "n/07",
    "n/12",
    "p/06",
    "cases/11",
    "s/03",
    "u/02",
    "u/03",
}
"""Tables whose rows are duties: they print a unit's name, and who helps it, many times."""
LABELLED = {"s/08"}
"""Annexes whose labels of levels (【黄色预警】) are layout: the duties' `levels` say them."""
OTHERWISE = {
    # the gold takes whom a column names as helping for whom the leader supports; here the leader convenes them
    "k/06": "partners",
    "l/04": "partners",
    "p/06": "partners|bodies of 县交通运输局、县公路管理段",
    # the gold gives a row's clause to whoever helps with it too; here they are partners of its leader
    "s/03": "missed",
    # the gold has 联合X as leading; the vocabulary has it as a shared act
    **{f"t/{n:02}": "role of 联合" for n in range(1, 13)},
    # the gold leaves (设在县生态环境局) out of the name; here it stays, as every character does
    "m/13": "领导小组办公室",
    # the gold keeps （以下简称区环保局） in the name; here it is an alias
    "l/07": "区生态环境局|区环保局|partners|invented",
}
"""Where the gold means otherwise than DESIGN: what of the differences is left out."""


def folded(text: str) -> str:
    return re.sub(
        r"[\s，,。；;：:、（）()“”\".]", "", unicodedata.normalize("NFKC", text)
    )


def differences(gold: dict[str, Any], model: RegistryFile) -> set[str]:
    """What differs: units invented or missed, clauses missed or too many, a role, phase or partner that is another."""
    names = {unit.id: {*map(folded, unit.names)} for unit in model.units}
    names |= {one.id: {*map(folded, (one.name, *one.aliases))} for one in model.outside}
    units = {folded(unit.name): unit for unit in model.units}
    wanted = {folded(unit["name"]) for unit in gold["units"]}
    found = {
        f"invented {unit.name}"
        for unit in model.units
        if folded(unit.name) not in wanted
    }
    for want in gold["units"]:
        unit = units.get(folded(want["name"]))
        if unit is None:
            found.add(f"missed {want['name']}")
            continue
        if want.get("bodies") and [*map(folded, want["bodies"])] != [
            folded(body.name) for body in unit.bodies
        ]:
            found.add(f"bodies of {unit.name}")
        if want.get("kind", unit.kind) != unit.kind:
            found.add(f"kind of {unit.name}")
        have = {folded(duty.text): duty for duty in unit.duties}
        for clause in want["clauses"]:
            duty = have.pop(folded(clause["text"]), None)
            found |= (
                set(_clause(clause, duty, names))
                if duty
                else {f"missed {clause['text'][:12]}"}
            )
        found |= {f"too many {duty.text[:12]}" for duty in have.values()}
    return found


def _clause(
    want: dict[str, Any], duty: Duty, names: dict[str, set[str]]
) -> Iterator[Any]:
    head = want["text"][:12]
    if want.get("role", duty.role or "lead") != (duty.role or "lead"):
        yield f"role of {head}"
    phases = set(duty.phase or ("respond",))
    said = want.get("phase", phases)
    if phases != ({said} if isinstance(said, str) else set(said)):
        yield f"phase of {head}"
    have = {(kind, who) for kind in RELATIONS for who in getattr(duty, kind) or ()}
    if "partners" in want and not _same_partners(want["partners"], have, names):
        yield f"partners of {head}"


def _same_partners(
    wanted: list[dict[str, str]], have: set[tuple[str, str]], names: dict[str, set[str]]
) -> bool:
    """Whether each that the gold names is one of ours, by any of its names, and no other is."""
    met = {
        (kind, who)
        for kind, who in have
        if any(
            one["relation"] == kind and folded(one["name"]) in names[who]
            for one in wanted
        )
    }
    return met == have and all(
        any(
            kind == one["relation"] and folded(one["name"]) in names[who]
            for kind, who in have
        )
        for one in wanted
    )


@pytest.mark.parametrize(
    "path", ANNEXES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_every_unit_and_clause_is_where_the_document_has_it(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    made = import_bytes(
        path.with_suffix(".txt").read_bytes(), path.with_suffix(".txt").name
    )
    name = f"{path.parent.name}/{path.stem}"
    left_out = re.compile(OTHERWISE.get(name, "(?!)"))
    found = {
        one for one in differences(gold, made.draft.model) if not left_out.search(one)
    }
    assert found == KNOWN.get(name, set())


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in ANNEXES
        if f"{path.parent.name}/{path.stem}" not in BY_MEASURE | LABELLED
    ],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_no_word_is_counted_as_layout(path: Path) -> None:
    made = import_bytes(
        path.with_suffix(".txt").read_bytes(), path.with_suffix(".txt").name
    )
    listed = sum((characters(aside.text) for aside in made.outline.left), Counter())
    layout = leftover(made) - listed
    # printed again, or read into something else: a unit's name in another row, who helps, a short form
    again = Counter(
        "".join(
            one for unit in made.draft.model.units for one in (unit.name, *unit.aliases)
        )
    )
    words = {char for char in layout - again - again if "\u4e00" <= char <= "\u9fff"}
    assert words <= set(LAYOUT)


TOLD = {
    # a unit's name once more at the end, with nothing behind it
    "l/08": {"T302"},
    # the cell of a class, broken over two lines
    "p/06": {"T302"},
    # a unit that comes again in the middle of another's sentence
    "p/13": {"T301", "T302"},
}
"""What lint wrongly says of a draft beside the text that it was made of."""


@pytest.mark.parametrize(
    "path", ANNEXES, ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_draft_carries_its_own_source(path: Path) -> None:
    source = path.with_suffix(".txt")
    made = import_bytes(source.read_bytes(), source.name)
    codes = {finding.code for finding in made.findings}
    wrong = codes & {"T301", "T302", "T303"}
    assert wrong == TOLD.get(f"{path.parent.name}/{path.stem}", set())
