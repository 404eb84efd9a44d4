"""Two districts side by side, and one against all others: for people, scripts and sheets."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from smogctl.plan.catalogue import Measures
from smogctl.questions.comparison import (
    VERDICTS,
    Against,
    Clause,
    Comparison,
    Difference,
    Profile,
    RoleDifference,
)
from smogctl.values.report import Block, Heading, Line, Table
from smogctl.values.vocabulary import ROLES, Role

SHEET = ("区县", "另一区县", "项目", "编号", "名称", "区县一方", "另一方", "对照")
"""The columns of the rows."""


def _heads(*profiles: Profile) -> Iterator[Block]:
    for profile in profiles:
        source = f"文件：{profile.file}　校验：{profile.digest}"
        yield Line(f"{profile.name}：{profile.plan}　{source}")


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


def pair(comparison: Comparison, measures: Measures, quoted: Sequence[str]) -> Parts:
    """Two districts, and the clauses of the measures that are quoted."""
    a, b = comparison.a, comparison.b
    led = list(_led(comparison, measures))
    lone = list(_lone(comparison))
    roles = list(_other_roles(comparison, measures))
    blocks: list[Block] = [
        Heading(f"{a.name}与{b.name}　对照"),
        *_heads(a, b),
        Heading("措施由谁承担", 2),
        Line(
            f"{_verdicts_said(comparison)}。按职能比较；只牵头一部分的也算牵头，写明限于什么。"
        ),
        _table(
            led,
            ("name", "id", "left", "right", "verdict"),
            "措施 编号 {a} {b} 对照",
            comparison,
        ),
    ]
    for name in quoted:
        blocks += [
            Heading(f"条文：{measures[name].name}（{name}）", 2),
            _clauses(comparison, name),
        ]
    blocks += [Heading("同一职能、角色不同的", 2), _roles_table(comparison, roles)]
    if not quoted:
        blocks.append(Heading("没有对应单位的", 2))
        blocks.append(_table(lone, ("id", "left", "right"), "编号 {a} {b}", comparison))
    rows: list[tuple[str, ...]] = [
        (a.name, b.name, *row) for row in (*led, *lone, *roles)
    ]
    return blocks, _json(comparison, quoted), rows


def _table(
    rows: Iterable[_Row], fields: Sequence[str], heads: str, comparison: Comparison
) -> Table:
    """Some fields of the rows under heads that name both districts."""
    names = (
        head.format(a=comparison.a.name, b=comparison.b.name) for head in heads.split()
    )
    return Table(
        tuple(names),
        tuple(tuple(getattr(row, field) for field in fields) for row in rows),
    )


def _words(comparison: Comparison) -> dict[str, str]:
    return {
        "same": "同一职能牵头",
        "other": "牵头的职能不同",
        "only_a": f"只有{comparison.a.name}有牵头",
        "only_b": f"只有{comparison.b.name}有牵头",
        "neither": "都没有牵头",
    }


def _verdicts_said(comparison: Comparison) -> str:
    words = _words(comparison)
    return "，".join(
        f"{words[verdict]} {comparison.count(verdict)}" for verdict in VERDICTS
    )


def _led(comparison: Comparison, measures: Measures) -> Iterator[_Row]:
    words = _words(comparison)
    for measure, verdict in comparison.measures:
        sides = _who(comparison.a, measure), _who(comparison.b, measure)
        yield _Row("措施", measure, measures[measure].name, *sides, words[verdict])


def _lone(comparison: Comparison) -> Iterator[_Row]:
    for unit in comparison.only_a:
        name = comparison.a.units[unit]
        yield _Row("没有对应单位", unit, name, name, "")
    for unit in comparison.only_b:
        name = comparison.b.units[unit]
        yield _Row("没有对应单位", unit, name, "", name)


def _other_roles(comparison: Comparison, measures: Measures) -> Iterator[_Row]:
    for unit, measure, here, there in comparison.roles:
        sides = (
            f"{district.units[unit]} {_roles(roles)}"
            for district, roles in ((comparison.a, here), (comparison.b, there))
        )
        yield _Row("角色不同", measure, measures[measure].name, *sides)


def _roles_table(comparison: Comparison, roles: Sequence[_Row]) -> Table:
    a, b = comparison.a, comparison.b
    rows = []
    for differing, row in zip(comparison.roles, roles, strict=True):
        units = a.units[differing.unit], b.units[differing.unit]
        rows.append((*units, row.name, _roles(differing.a), _roles(differing.b)))
    heads = (a.name, b.name, "措施", f"{a.name}的角色", f"{b.name}的角色")
    return Table(heads, tuple(rows))


def _who(profile: Profile, measure: str) -> str:
    """Who has a measure, by role."""
    groups: dict[Role, list[str]] = {}
    for unit, held in profile.held.get(measure, {}).items():
        name = profile.units[unit]
        if held.scopes:
            name += f"（限{'、'.join(held.scopes)}）"
        groups.setdefault(held.roles[0], []).append(name)
    parts = []
    for role, title in ROLES.items():
        if role in groups:
            parts.append(f"{title}：{'，'.join(groups[role])}")
    return "；".join(parts) or "无"


def _roles(roles: Iterable[Role]) -> str:
    return "、".join(map(ROLES.__getitem__, roles))


def _clauses(comparison: Comparison, measure: str) -> Table:
    """The clauses of a measure side by side, counterparts in one row."""
    left = _by_unit(comparison.a, measure)
    right = _by_unit(comparison.b, measure)
    shared = [unit for unit in left if unit in right]
    pairs = []
    for unit in dict.fromkeys((*shared, *left, *right)):
        for here, there in zip_longest(left.get(unit, ()), right.get(unit, ())):
            pairs.append((_said(here), _said(there)))
    return Table((comparison.a.name, comparison.b.name), tuple(pairs))


def _by_unit(profile: Profile, measure: str) -> dict[str, list[Clause]]:
    table: dict[str, list[Clause]] = {}
    for clause in profile.clauses.get(measure, ()):
        table.setdefault(clause.unit_id, []).append(clause)
    return table


def _said(clause: Clause | None) -> str:
    if clause is None:
        return ""
    role = ROLES[clause.role]
    if clause.scope:
        role += f"，限{clause.scope}"
    return f"{clause.unit}（{role}）：{clause.text}"


def _json(comparison: Comparison, quoted: Sequence[str]) -> dict[str, Any]:
    a, b = comparison.a, comparison.b
    return {
        "format": "smogctl.compare/1",
        "districts": [_district(a), _district(b)],
        "measures": [_measure_json(a, b, measure) for measure in comparison.measures],
        "only_a": [
            {"unit_id": unit, "unit": a.units[unit]} for unit in comparison.only_a
        ],
        "only_b": [
            {"unit_id": unit, "unit": b.units[unit]} for unit in comparison.only_b
        ],
        "roles": list(map(_role_json, comparison.roles)),
        "clauses": [_clauses_json(a, b, measure) for measure in quoted],
    }


def _measure_json(a: Profile, b: Profile, difference: Difference) -> dict[str, Any]:
    return {
        "id": difference.measure,
        "verdict": difference.verdict,
        "a": _owners(a, difference.measure),
        "b": _owners(b, difference.measure),
    }


def _role_json(differing: RoleDifference) -> dict[str, Any]:
    return {
        "unit_id": differing.unit,
        "measure": differing.measure,
        "a": list(differing.a),
        "b": list(differing.b),
    }


def _clauses_json(a: Profile, b: Profile, measure: str) -> dict[str, Any]:
    return {
        "measure": measure,
        "a": [clause._asdict() for clause in a.clauses.get(measure, ())],
        "b": [clause._asdict() for clause in b.clauses.get(measure, ())],
    }


def _district(side: Profile | Against) -> dict[str, str]:
    return {
        "district": side.district,
        "name": side.name,
        "file": side.file,
        "hash": side.digest,
    }


def _owners(profile: Profile, measure: str) -> list[dict[str, Any]]:
    return [
        {
            "unit": profile.units[unit],
            "unit_id": unit,
            "roles": list(held.roles),
            "scopes": list(held.scopes),
        }
        for unit, held in profile.held.get(measure, {}).items()
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
