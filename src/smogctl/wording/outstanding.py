"""What stands out in one district against many, for people: no row a district, but what differs."""

from collections.abc import Iterator, Mapping, Sequence

from smogctl.plan.catalogue import Measures
from smogctl.questions.comparison import Against, Profile
from smogctl.questions.outstanding import Rare, outstanding
from smogctl.values.report import Block, Heading, Line, Table
from smogctl.wording.listing import TOP

NEAREST = 5
"""So many districts that are most alike, and least."""


def outstanding_blocks(
    here: Profile,
    others: Sequence[Against],
    names: Sequence[str],
    measures: Measures,
    functions: Mapping[str, str],
) -> Iterator[Block]:
    """In what a district differs from most, then whom it is most and least like.

    `functions` names units of other districts by their ids.
    """
    shown = outstanding(here, others, names)
    titles = {measure.id: measure.name for measure in measures.values()}
    yield Heading(f"{here.name}与其余 {len(others)} 个区县　对照")
    yield Line(f"{here.name}：{here.plan}　文件：{here.file}　校验：{here.digest}")
    yield Line(
        "先列与半数以上区县不同的。逐个区县用 --format text、csv 或 json，逐项对照再给出另一个区县。"
    )
    yield from _rare(
        "多数区县有单位牵头、本区没有的措施", shown.unled, titles, len(others)
    )
    yield from _rare(
        "本区有单位牵头、多数区县没有的措施", shown.led_alone, titles, len(others)
    )
    yield Heading("牵头的职能与多数区县不同的措施", 2)
    yield Table(
        ("措施", "编号", "本区", "多数区县", "区县"),
        tuple(
            (
                titles[entry.measure],
                entry.measure,
                "、".join(map(here.units.__getitem__, here.led(entry.measure))),
                "、".join(entry.units),
                _share(entry.others, len(others)),
            )
            for entry in shown.elsewhere[:TOP]
        ),
    )
    yield from _rare(
        "多数区县有、本区没有的单位", shown.units_lacking, functions, len(others)
    )
    yield from _rare(
        "本区有、多数区县没有的单位", shown.units_alone, here.units, len(others)
    )
    yield from _alike(others)


def _rare(
    title: str, rare: Sequence[Rare], names: Mapping[str, str], districts: int
) -> Iterator[Block]:
    yield Heading(title, 2)
    rows = (
        (names.get(entry.id, entry.id), entry.id, _share(entry.others, districts))
        for entry in rare[:TOP]
    )
    yield Table(("名称", "编号", "有的区县"), tuple(rows))
    if len(rare) > TOP:
        yield Line(f"另有 {len(rare) - TOP} 项未列。")


def _share(count: int, districts: int) -> str:
    return f"{count}（{100 * count // districts}%）"


def _alike(others: Sequence[Against]) -> Iterator[Block]:
    by_distance = sorted(others, key=lambda other: (other.apart, other.district))
    yield Heading(f"最像的和最不像的 {NEAREST} 个区县", 2)
    yield Line("不同处：措施、单位、角色不同的项数之和。")
    rows = []
    for other in (*by_distance[:NEAREST], *by_distance[-NEAREST:]):
        rows.append((other.name, other.district, str(other.apart)))
    yield Table(("区县", "编号", "不同处"), tuple(rows))
