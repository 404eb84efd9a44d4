"""Two districts side by side, and one against all others: for people, scripts and sheets."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.questions.comparison import VERDICTS, Against, Clause, Comparison, Profile
from smogctl.values.report import Block, Heading, Line, Table
from smogctl.values.vocabulary import ROLES, Role

SHEET = ("区县", "另一区县", "项目", "编号", "名称", "区县一方", "另一方", "对照")
"""The columns of the rows."""


def _heads(*profiles: Profile) -> Iterator[Block]:
    for one in profiles:
        yield Line(f"{one.name}：{one.plan}　文件：{one.file}　校验：{one.digest}")


Parts = tuple[list[Block], dict[str, Any], list[tuple[str, ...]]]
"""An answer for people, its JSON, and its rows."""


class _Row(NamedTuple):
    """A row of the comparison for people: what it is about, and how it is on both sides."""

    item: str
    id: str
    name: str
    left: str
    right: str
    verdict: str = ""


def pair(found: Comparison, measures: Measures, quoted: Sequence[str]) -> Parts:
    """Two districts, and the clauses of the measures that are quoted."""
    a, b = found.a, found.b
    led = list(_led(found, measures))
    lone = list(_lone(found))
    roles = list(_other_roles(found, measures))
    blocks: list[Block] = [
        Heading(f"{a.name}与{b.name}　对照"),
        *_heads(a, b),
        Heading("措施由谁承担", 2),
        Line(
            f"{_verdicts_said(found)}。按职能比较；只牵头一部分的也算牵头，写明限于什么。"
        ),
        _table(
            led,
            ("name", "id", "left", "right", "verdict"),
            "措施 编号 {a} {b} 对照",
            found,
        ),
    ]
    for name in quoted:
        blocks += [
            Heading(f"条文：{measures[name].name}（{name}）", 2),
            _clauses(found, name),
        ]
    blocks += [Heading("同一职能、角色不同的", 2), _roles_table(found, roles)]
    if not quoted:
        blocks.append(Heading("没有对应单位的", 2))
        blocks.append(_table(lone, ("id", "left", "right"), "编号 {a} {b}", found))
    rows: list[tuple[str, ...]] = [
        (a.name, b.name, *row) for row in (*led, *lone, *roles)
    ]
    return blocks, _json(found, quoted), rows


def _table(
    rows: Iterable[_Row], fields: Sequence[str], heads: str, found: Comparison
) -> Table:
    """Some fields of the rows under heads that name both districts."""
    names = (head.format(a=found.a.name, b=found.b.name) for head in heads.split())
    return Table(
        tuple(names),
        tuple(tuple(getattr(row, field) for field in fields) for row in rows),
    )


def _words(found: Comparison) -> dict[str, str]:
    return {
        "same": "同一职能牵头",
        "other": "牵头的职能不同",
        "only_a": f"只有{found.a.name}有牵头",
        "only_b": f"只有{found.b.name}有牵头",
        "neither": "都没有牵头",
    }


def _verdicts_said(found: Comparison) -> str:
    words = _words(found)
    return "，".join(f"{words[verdict]} {found.count(verdict)}" for verdict in VERDICTS)


def _led(found: Comparison, measures: Measures) -> Iterator[_Row]:
    words = _words(found)
    for measure, verdict in found.measures:
        sides = _who(found.a, measure), _who(found.b, measure)
        yield _Row("措施", measure, measures[measure].name, *sides, words[verdict])


def _lone(found: Comparison) -> Iterator[_Row]:
    for unit in found.only_a:
        name = found.a.units[unit]
        yield _Row("没有对应单位", unit, name, name, "")
    for unit in found.only_b:
        name = found.b.units[unit]
        yield _Row("没有对应单位", unit, name, "", name)


def _other_roles(found: Comparison, measures: Measures) -> Iterator[_Row]:
    for unit, measure, here, there in found.roles:
        sides = (
            f"{district.units[unit]} {_roles(roles)}"
            for district, roles in ((found.a, here), (found.b, there))
        )
        yield _Row("角色不同", measure, measures[measure].name, *sides)


def _roles_table(found: Comparison, roles: Sequence[_Row]) -> Table:
    a, b = found.a, found.b
    rows = []
    for differing, row in zip(found.roles, roles, strict=True):
        units = a.units[differing.unit], b.units[differing.unit]
        rows.append((*units, row.name, _roles(differing.a), _roles(differing.b)))
    heads = (a.name, b.name, "措施", f"{a.name}的角色", f"{b.name}的角色")
    return Table(heads, tuple(rows))


def _who(one: Profile, measure: str) -> str:
    """Who has a measure, by role."""
    groups: dict[Role, list[str]] = {}
    for unit, held in one.held.get(measure, {}).items():
        scope = f"（限{'、'.join(held.scopes)}）" if held.scopes else ""
        groups.setdefault(held.roles[0], []).append(one.units[unit] + scope)
    return (
        "；".join(
            f"{ROLES[role]}：{'，'.join(groups[role])}"
            for role in ROLES
            if role in groups
        )
        or "无"
    )


def _roles(roles: Iterable[Role]) -> str:
    return "、".join(ROLES[role] for role in roles)


def _clauses(found: Comparison, measure: str) -> Table:
    """The clauses of a measure side by side, counterparts in one row."""
    left, right = (_by_unit(one.clauses.get(measure, ())) for one in (found.a, found.b))
    units = [
        *(unit for unit in left if unit in right),
        *(unit for unit in left if unit not in right),
    ]
    units += [unit for unit in right if unit not in left]
    pairs = [
        (_said(here), _said(there))
        for unit in units
        for here, there in zip_longest(left.get(unit, ()), right.get(unit, ()))
    ]
    return Table((found.a.name, found.b.name), tuple(pairs))


def _by_unit(clauses: Iterable[Clause]) -> dict[str, list[Clause]]:
    table: dict[str, list[Clause]] = {}
    for one in clauses:
        table.setdefault(one.unit_id, []).append(one)
    return table


def _said(one: Clause | None) -> str:
    if one is None:
        return ""
    scope = f"，限{one.scope}" if one.scope else ""
    return f"{one.unit}（{ROLES[one.role]}{scope}）：{one.text}"


def _json(found: Comparison, quoted: Sequence[str]) -> dict[str, Any]:
    a, b = found.a, found.b
    return {
        "format": "smogctl.compare/1",
        "districts": [_district(a), _district(b)],
        "measures": [
            {
                "id": one.measure,
                "verdict": one.verdict,
                "a": _owners(a, one.measure),
                "b": _owners(b, one.measure),
            }
            for one in found.measures
        ],
        "only_a": [{"unit_id": unit, "unit": a.units[unit]} for unit in found.only_a],
        "only_b": [{"unit_id": unit, "unit": b.units[unit]} for unit in found.only_b],
        "roles": [
            {
                "unit_id": one.unit,
                "measure": one.measure,
                "a": list(one.a),
                "b": list(one.b),
            }
            for one in found.roles
        ],
        "clauses": [
            {
                "measure": name,
                **{
                    side: [one._asdict() for one in of.clauses.get(name, ())]
                    for side, of in pair
                },
            }
            for name in quoted
            for pair in [(("a", a), ("b", b))]
        ],
    }


def _district(one: Profile | Against) -> dict[str, str]:
    return {
        "district": one.district,
        "name": one.name,
        "file": one.file,
        "hash": one.digest,
    }


def _owners(one: Profile, measure: str) -> list[dict[str, Any]]:
    return [
        {
            "unit": one.units[unit],
            "unit_id": unit,
            "roles": list(held.roles),
            "scopes": list(held.scopes),
        }
        for unit, held in one.held.get(measure, {}).items()
    ]


def overview(here: Profile, others: Sequence[Against]) -> Parts:
    """One district against all others, a row each."""
    columns = (
        "区县",
        "同一职能牵头",
        "牵头的职能不同",
        f"只有{here.name}有牵头",
        "只有对方有牵头",
        "都没有牵头",
        f"{here.name}独有单位",
        "对方独有单位",
        "角色不同",
    )
    blocks: list[Block] = [
        Heading(f"{here.name}与其余 {len(others)} 个区县　对照"),
        *_heads(here),
        Line("数字是措施、单位、角色的项数。逐项对照再给出另一个区县。"),
        Table(
            columns, tuple((other.name, *map(str, _numbers(other))) for other in others)
        ),
    ]
    data: dict[str, Any] = {
        "format": "smogctl.compare/1",
        "districts": [_district(here)],
        "others": [{**_district(other), **_counts(other)} for other in others],
    }
    rows: list[tuple[str, ...]] = [
        (
            here.name,
            other.name,
            "合计",
            other.district,
            other.name,
            "",
            "",
            _told(other),
        )
        for other in others
    ]
    return blocks, data, rows


def _counts(other: Against) -> dict[str, int]:
    numbers = (*VERDICTS, "units_only_a", "units_only_b", "roles")
    return dict(zip(numbers, _numbers(other), strict=True))


def _numbers(other: Against) -> tuple[int, ...]:
    return (*other.verdicts, other.only_a, other.only_b, other.roles)


def _told(other: Against) -> str:
    return "，".join(f"{key} {number}" for key, number in _counts(other).items())
