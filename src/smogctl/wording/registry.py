"""Pieces that several answers are made of.

The head of a district, partners, JSON of common things.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from smogctl.plan.registry import Assignment, Partner, Registry
from smogctl.values.report import Block, Heading, Line
from smogctl.values.vocabulary import COLOURS, RELATIONS, Relation


def head(registry: Registry, question: str) -> list[Block]:
    """Whose answer this is: district, plan, file and a short hash of its content."""
    plan = registry.plan
    return [
        Heading(f"{registry.district.name}　{question}"),
        Line(f"预案：{plan.with_part}"),
        Line(f"文件：{registry.file}　校验：{registry.digest}"),
        *map(Line, draft_said(registry)),
    ]


def draft_said(registry: Registry) -> list[str]:
    """That a registry is a draft, where nobody has looked at all of it; empty for any other."""
    if not registry.unchecked:
        return []
    return [f"草稿：还有 {registry.unchecked} 处没有核过（smogctl review），只供参考。"]


def partners_json(partners: Iterable[Partner]) -> list[dict[str, str]]:
    """Partners as the JSON contract has them."""
    return [partner._asdict() for partner in partners]


def partners_said(
    partners: Iterable[Partner], registry: Registry, text: str
) -> tuple[str, ...]:
    """Partners for people as the clause means them, a line a relation: 会同：区交通局、区公安局."""
    groups: dict[Relation, list[str]] = {}
    for partner in partners:
        name = registry.partner_name(partner, text)
        groups.setdefault(partner.relation, []).append(name)
    lines = []
    for relation, names in groups.items():
        lines.append(f"{RELATIONS[relation]}：{'；'.join(names)}")
    return tuple(lines)


def counts_said(counts: Counter[Any], names: Mapping[Any, str]) -> Iterator[str]:
    """What there is any of, each with its number, in the order of the names."""
    for key, name in names.items():
        if counts[key]:
            yield f"{name} {counts[key]}"


def place(registry: Registry, line: int) -> dict[str, Any]:
    """Where a thing stands, for JSON."""
    return {"file": registry.file, "line": line}


def levels_said(
    assignment: Assignment, registry: Registry, *, first: bool = False
) -> str:
    """The levels that the plan names for an assignment, by response and colour: the plan may have
    used either word.
    """
    names = []
    for level in registry.levels:
        if level.id in assignment.levels:
            response = level.response.removesuffix("响应")
            names.append(f"{response}（{COLOURS[level.id]}）")
    if first:
        names = names[:1]
    return "、".join(names)
