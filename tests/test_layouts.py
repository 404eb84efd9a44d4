"""Annexes in many layouts, of other hands that had not seen the importer, against their gold.

`tests/layouts/README.md` says whose they are and what was read of them at first sight. What is still wrong is named
here, so that it can only get fewer.
"""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from smogctl.importing.importer import import_bytes, leftover
from smogctl.importing.pages import characters

FOLDER = Path(__file__).parent / "layouts"
ANNEXES = sorted(FOLDER.glob("*/*.json"))
RELATIONS = ("convenes", "shares", "supports", "guides", "under", "reports_to")
KNOWN = {
    # 城管局, 经信委: short forms of units that end otherwise
    "k/11": {"partners of 配合城管局设置渣土车检查", "partners of 配合经信委做好复工复产检"},
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
    # 向县应急指挥部办公室: read as the command
    "p/07": {"partners of 每日向县应急指挥部办公室"},
    "p/10": {"phase of 组织园区媒体、LED屏发"},
    # a line broken in the middle of a clause, on a page without a common width
    "p/12": {
        "missed 对重点污染源开展监督性监",
        "too many 对重点污染源开展监督性",
        "too many 监测和执法检查",
        "partners of 在县指挥部领导下，向州生",
        "partners of 落实园区企业应急减排措施",
    },
    "p/13": {"phase of 负责协调新闻媒体及时发布"},
    "p/14": {"partners of 汇总各单位落实情况，向市"},
    "r/01": {"phase of 根据停限产企业名单，配合", "phase of 负责环境空气质量监测，与"},
    # villages are no unit of the plan
    "r/02": {"role of 指导各村（社区）做好居民", "partners of 指导各村（社区）做好居民"},
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
    # narrative about the experts, under a heading that names them
    "l/11": {"invented 专家组"},
}
LAYOUT = (
    "一二三四五六七八九十百第条章节序号主要工作具体基本日常平时应急响预警职责任务分是为如下"
    "组长成员牵头责任单位配合部门以下简称续页共由参加"
)
"""The words that number, label and join."""
BY_MEASURE = {"k/06", "l/04", "m/08", "m/13", "n/07", "n/12", "p/06", "cases/11"}
"""Tables whose rows are duties: they print a unit's name, and who helps it, many times."""
OTHERWISE = {
    # the gold takes whom a column names as helping for whom the leader supports; here the leader convenes them
    "k/06": "partners",
    "l/04": "partners",
    "p/06": "partners|bodies of 县交通运输局、县公路管理段",
    # the gold names whom the text means by its words; here it is the plan's unit
    **{f"r/{n:02}": "partners of (?!指导各村)" for n in (2, 3, 4, 5, 6, 7, 10, 11)},
    "r/09": "partners",
    # the gold leaves (设在县生态环境局) out of the name; here it stays, as every character does
    "m/13": "领导小组办公室",
    # the gold keeps （以下简称区环保局） in the name; here it is an alias
    "l/07": "区生态环境局|区环保局|partners|invented",
}
"""Where the gold means otherwise than DESIGN: what of the differences is left out."""


def folded(text):
    return re.sub(r"[\s，,。；;：:、（）()“”\".]", "", unicodedata.normalize("NFKC", text))


def differences(gold, model):
    """What differs: units invented or missed, clauses missed or too many, a role, phase or partner that is another."""
    names = {unit.id: unit.name for unit in (*model.outside, *model.units)}
    units = {folded(unit.name): unit for unit in model.units}
    wanted = {folded(unit["name"]) for unit in gold["units"]}
    found = {f"invented {unit.name}" for unit in model.units if folded(unit.name) not in wanted}
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
                set(_clause(clause, duty, names)) if duty else {f"missed {clause['text'][:12]}"}
            )
        found |= {f"too many {duty.text[:12]}" for duty in have.values()}
    return found


def _clause(want, duty, names):
    head = want["text"][:12]
    if want.get("role", duty.role or "lead") != (duty.role or "lead"):
        yield f"role of {head}"
    phases = duty.phase or ("respond",)
    phases = {phases} if isinstance(phases, str) else set(phases)
    said = want.get("phase", phases)
    if phases != ({said} if isinstance(said, str) else set(said)):
        yield f"phase of {head}"
    have = {(kind, folded(names[who])) for kind in RELATIONS for who in getattr(duty, kind) or ()}
    if {(one["relation"], folded(one["name"])) for one in want.get("partners", ())} != have and (
        "partners" in want
    ):
        yield f"partners of {head}"


@pytest.mark.parametrize("path", ANNEXES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_unit_and_clause_is_where_the_document_has_it(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    made = import_bytes(path.with_suffix(".txt").read_bytes(), path.with_suffix(".txt").name)
    name = f"{path.parent.name}/{path.stem}"
    left_out = re.compile(OTHERWISE.get(name, "(?!)"))
    found = {one for one in differences(gold, made.draft.model) if not left_out.search(one)}
    assert found == KNOWN.get(name, set())


@pytest.mark.parametrize(
    "path",
    [path for path in ANNEXES if f"{path.parent.name}/{path.stem}" not in BY_MEASURE],
    ids=lambda path: f"{path.parent.name}/{path.stem}",
)
def test_no_word_is_counted_as_layout(path):
    made = import_bytes(path.with_suffix(".txt").read_bytes(), path.with_suffix(".txt").name)
    listed = sum((characters(aside.text) for aside in made.outline.left), Counter())
    layout = leftover(made) - listed
    # printed again, or read into something else: a unit's name in another row, who helps, a short form
    again = Counter(
        "".join(one for unit in made.draft.model.units for one in (unit.name, *unit.aliases))
    )
    words = {char for char in layout - again - again if "\u4e00" <= char <= "\u9fff"}
    assert words <= set(LAYOUT)
