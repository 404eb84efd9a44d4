"""Generated districts for benchmarks: seeded, some 55 KB and 150 duties each, with their source texts."""

import random
import sys
from pathlib import Path

CLAUSES = [
    "负责{}工作",
    "组织开展{}，加强巡查",
    "督促企业落实{}措施",
    "会同{}做好重污染天气应对",
    "配合做好{}",
]
THINGS = [
    "施工工地扬尘管控",
    "道路清扫保洁",
    "秸秆禁烧",
    "渣土运输车辆管控",
    "散煤治理",
    "健康防护宣传",
    "停课",
    "限行",
]
MEASURES = [
    "dust.sites",
    "dust.roads",
    "area.burning",
    "mobile.spoil-trucks",
    "area.coal",
    "public.health-advice",
]
FILL = "按照统一部署，结合本行业特点，细化责任、明确时限，确保各项措施落到实处、取得实效"


def unit(at: int) -> str:
    """A unit's id: a function of the catalogue, numbered."""
    return f"{('education', 'health', 'finance', 'market', 'water')[at % 5]}-{at + 2}"


def district(number: int) -> tuple[str, str]:
    """A registry's text and its source's."""
    chance = random.Random(number)
    lines = [f"格区{number}预案"]
    out = [
        "format: smogctl/1\n",
        f"district: {{id: gen{number:05}, name: 格区{number}}}\n",
        f"plan: {{title: 格区{number}预案, source: sources/gen{number:05}.txt, scheme: national-2024}}\n",
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
    for at in range(25):
        name = f"第{at}责任局"
        out.append(
            f"  - id: {unit(at)}\n    name: {name}\n    kind: department\n    row: {at + 1}\n    duties:\n"
        )
        texts = []
        for n in range(6):
            clause = f"第{n}项{chance.choice(CLAUSES[:3]).format(chance.choice(THINGS))}，{FILL[: chance.randrange(20, len(FILL))]}"
            partner = ""
            if n == 3:
                clause = f"橙色预警以上会同第{(at + 1) % 25}责任局{clause}"
                partner = (
                    f"        levels: [orange, red]\n        convenes: [{unit((at + 1) % 25)}]\n"
                )
            texts.append(clause)
            out.append(f"      - id: {unit(at)}-{n}\n        text: {clause}\n{partner}")
            out.append(
                f"        measures: [{{id: {chance.choice(MEASURES)}, scope: 甲类场所}}, {chance.choice(MEASURES)}]\n"
            )
        lines.append(f"{at + 1}\t{name}\t{'；'.join(texts)}。")
    return "".join(out), "\n".join(lines) + "\n"


def write(folder: Path, count: int) -> None:
    """So many districts with their sources."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    for number in range(count):
        registry, source = district(number)
        (folder / f"gen{number:05}.yaml").write_text(registry, encoding="utf-8")
        (folder / "sources" / f"gen{number:05}.txt").write_text(source, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
