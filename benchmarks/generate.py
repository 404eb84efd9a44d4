"""Generated districts for benchmarks: seeded, some 45 KB and 170 duties each, with their source texts.

    python benchmarks/generate.py FOLDER COUNT

Each district has names, bodies and texts of its own, as real ones have: towns, offices and firms
called after its own places, clauses that name them. What is remembered of one district (a pattern,
a name) does not help with the next, so a benchmark over many is not flattered by a cache.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PLACE = "云川河东山西林南丰北石龙金泉安平阳光明湖海塘桥岭原城关新华文昌永兴福康宁顺达宝庆德义仁和青白红紫松柏竹梅梧桐柳杨"
PROVINCES = (
    "110000",
    "130000",
    "140000",
    "150000",
    "320000",
    "370000",
    "410000",
    "500000",
)
PREFIXES = ("区", "县", "")

ORGANS = (
    ("publicity", "委宣传部"),
    ("development-reform", "发展和改革局"),
    ("education", "教育局"),
    ("industry", "工业和信息化局"),
    ("public-security", "公安局"),
    ("finance", "财政局"),
    ("natural-resources", "自然资源局"),
    ("ecology", "生态环境局"),
    ("housing", "住房和城乡建设局"),
    ("urban-management", "城市管理局"),
    ("transport", "交通运输局"),
    ("water", "水务局"),
    ("agriculture", "农业农村局"),
    ("commerce", "商务局"),
    ("health", "卫生健康委员会"),
    ("emergency", "应急管理局"),
    ("market", "市场监督管理局"),
    ("forestry", "林业和草原局"),
)
ACTS = (
    ("督促{place}一带施工工地落实湿法作业，停止土石方作业", "dust.sites"),
    ("组织对{place}路等主次干道增加机械化清扫和洒水频次", "dust.roads"),
    ("在{place}开展秸秆禁烧巡查，严禁露天焚烧", "area.burning"),
    ("加强{place}路段渣土运输车辆管控，查处带泥上路和遗撒", "mobile.spoil-trucks"),
    ("推进{place}散煤治理，查处销售劣质散煤行为", "area.coal"),
    ("通过{place}广播向公众发布健康防护提示", "public.health-advice"),
    ("负责{place}企业应急减排措施落实情况的检查，建立台账", None),
    ("制定{place}重污染天气应急保障方案并报指挥部办公室备案", "support.own-plan"),
)
FILL = (
    "细化责任、明确时限",
    "确保各项措施落到实处、取得实效",
    "按照{place}网格逐级落实",
    "与{place}网格员保持联系",
    "对{place}重点点位实行专人盯守",
    "发现问题立即整改并形成闭环",
    "结合{place}实际完善办法",
    "在{place}设置固定点位",
)


class Member(NamedTuple):
    """A unit as generated: its id, name, kind, and the bodies of a joint one."""

    id: str
    name: str
    kind: str
    bodies: tuple[str, ...] = ()


def place(chance: random.Random, length: int = 2) -> str:
    """A name of a place."""
    return "".join(chance.sample(PLACE, length))


def members(chance: random.Random, short: str) -> Iterator[Member]:
    """The units of one district: departments, one joint, towns, firms."""
    prefix = chance.choice((*PREFIXES, short))
    for slug, organ in ORGANS:
        yield Member(slug, f"{prefix or short}{organ}", "department")
    towns = sorted({place(chance) for _ in range(chance.randint(6, 12))})
    pair = tuple(f"{town}交管大队" for town in towns[:2])
    yield Member("traffic-police", "、".join(pair), "department", pair)
    for at, town in enumerate(towns):
        yield Member(
            "townships" if at == 0 else f"townships-{at + 1}",
            f"{town}{chance.choice(('镇', '街道办事处'))}",
            "territory",
        )
    yield Member("power-supply", f"{short}供电公司", "enterprise")


def clause(chance: random.Random, partner: str) -> tuple[str, str | None]:
    """A clause's text and its measure."""
    act, measure = chance.choice(ACTS)
    head = f"橙色预警以上会同{partner}" if partner else ""
    fills = "，".join(chance.sample(FILL, chance.choice((1, 2, 2, 3))))
    parts = f"{act}，{fills}".split("{place}")
    named = "".join(part + place(chance) for part in parts[:-1]) + parts[-1]
    return head + named, measure


def unit_lines(
    chance: random.Random, row: int, unit: Member, partner: Member
) -> Iterator[str]:
    """One unit's lines in the registry, each text marked for the source by the caller."""
    yield f"  - id: {unit.id}\n    name: {unit.name}\n    kind: {unit.kind}\n    row: {row}\n"
    if unit.bodies:
        yield f"    bodies: [{', '.join(unit.bodies)}]\n"
    yield "    duties:\n"
    for number in range(1, chance.randint(6, 8)):
        convened = number == 3 and unit.kind == "department"
        text, measure = clause(chance, partner.name if convened else "")
        yield f"      - id: {unit.id}-{number}\n        text: {text}\n"
        if convened:
            yield f"        levels: [orange, red]\n        convenes: [{partner.id}]\n"
        if measure:
            yield f"        measures: [{measure}]\n"


def district(number: int) -> tuple[str, str]:
    """A registry's text and its source's."""
    chance = random.Random(number)
    short = place(chance, 3)
    kind = chance.choice("区县")
    province = PROVINCES[number % len(PROVINCES)]
    title = f"{short}{kind}重污染天气应急预案部门职责"
    out = [
        "format: smogctl/1\n",
        f"district:\n  id: gen{number:05}\n  name: {short}{kind}\n"
        f"  adcode: '{province[:2]}{number // 90 % 90 + 10}{number % 90 + 10}'\n",
        f"plan: {{title: {title}, source: sources/gen{number:05}.txt, scheme: national-2024}}\n",
        "levels:\n",
        *(
            f"  - {{id: {colour}, name: {name}预警, response: {response}}}\n"
            for colour, name, response in (
                ("yellow", "黄色", "Ⅲ级响应"),
                ("orange", "橙色", "Ⅱ级响应"),
                ("red", "红色", "Ⅰ级响应"),
            )
        ),
        "units:\n",
    ]
    units = list(members(chance, short))
    lines = [title]
    for row, unit in enumerate(units, 1):
        partner = units[row % len(ORGANS)]
        entry = list(unit_lines(chance, row, unit, partner))
        out += entry
        texts = [
            line.split("text: ")[1].split("\n")[0]
            for line in entry
            if line.startswith("      - id")
        ]
        lines.append(f"{row}\t{unit.name}\t{'；'.join(texts)}。")
    return "".join(out), "\n".join(lines) + "\n"


def write(folder: Path, count: int) -> None:
    """So many districts with their sources."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        registry, source = district(number)
        (folder / f"gen{number:05}.yaml").write_text(registry, encoding="utf-8")
        (folder / "sources" / f"gen{number:05}.txt").write_text(
            source, encoding="utf-8"
        )


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
