"""The command `measures`."""

from collections.abc import Iterator, Sequence
from typing import Any

from smogctl.cli.filtered import answer
from smogctl.cli.options import FormatName, Question
from smogctl.plan.catalogue import Measures, texts
from smogctl.plan.registry import Registry
from smogctl.questions.queries import Filter, Owners, owners
from smogctl.values.answer import Answer
from smogctl.values.report import Block, Line, Table
from smogctl.values.vocabulary import COLOURS, NEEDS, ROLES
from smogctl.wording.catalogue import measure_blocks
from smogctl.wording.listing import Count, Kind, Piece, Wanted, piece
from smogctl.wording.registry import head

_COLUMNS = ("措施", "编号", "通常自", "需要", "承担单位")
_SHEET = ("区县", "措施", "编号", "通常自", "需要", *ROLES.values())


_KIND = Kind(
    "measures",
    "措施",
    "项措施有单位牵头（含只牵头一部分的）",
    _SHEET,
    ("区县", "编号", "措施", "有单位牵头"),
)


EXAMPLES = (
    ("measures --measure 渣土", "渣土管控由谁承担，目录的依据"),
    ("measures -d 昆区 --level 黄", "昆区黄色预警时有哪些措施"),
)


def run(asked: Question, format_name: FormatName = None) -> Answer:
    """列出目录中的措施，各由哪些单位牵头、共同、配合、指导。

    不给条件时列出全部措施，包括没有单位承担的；给了条件时只列有职责相合的措施和单位。给了 --measure 时写出目录所载的依据：起始级别、部分、解除后如何。
    """
    return answer(asked, format_name, _KIND, _piece, "查措施")


def _piece(
    registry: Registry, measures: Measures, conditions: Filter, wanted: Wanted
) -> Piece:
    fitting = owners(registry, measures, conditions)
    led = 0
    for owned in fitting:
        if owned.by_role.get("lead"):
            led += 1
    name = registry.district.name
    return piece(
        wanted,
        Count((name, registry.district.id, str(len(fitting)), str(led)), led),
        blocks=_blocks(registry, fitting, led, known=conditions.measures is not None),
        records=(_json(registry, owned) for owned in fitting),
        rows=((name, *_row(owned)[:4], *_names(owned)) for owned in fitting),
    )


def _blocks(
    registry: Registry, fitting: Sequence[Owners], led: int, *, known: bool
) -> Iterator[Block]:
    """`known`: what the catalogue knows of each is told too."""
    yield from head(registry, "措施")
    yield Table(_COLUMNS, tuple(map(_row, fitting)))
    yield Line(
        f"共 {len(fitting)} 项措施，{led} 项有单位牵头（含只牵头一部分的）。"
        "通常自：目录所载的起始级别，不是预案原文。"
    )
    if known:
        for owned in fitting:
            yield from measure_blocks(owned.measure, texts(), registry)


def _names(owned: Owners) -> Iterator[str]:
    """The units that have the measure, with the scopes that they have it for, a text a role."""
    for role in ROLES:
        names = []
        for unit, scopes in owned.by_role.get(role, {}).items():
            limits = ""
            if scopes:
                limits = f"（限{'、'.join(scopes)}）"
            names.append(f"{unit}{limits}")
        yield "；".join(names)


def _row(owned: Owners) -> tuple[str, ...]:
    measure = owned.measure
    starts = "不分级"
    if measure.starts:
        starts = COLOURS[measure.starts]
    who = []
    for role, names in zip(ROLES.values(), _names(owned), strict=True):
        if names:
            who.append(f"{role}：{names}")
    return (
        measure.name,
        measure.id,
        starts,
        NEEDS[measure.need],
        "　".join(who) or "无",
    )


def _json(registry: Registry, owned: Owners) -> dict[str, Any]:
    measure = owned.measure
    return {
        "district": registry.district.id,
        "id": measure.id,
        "name": measure.name,
        "starts": measure.starts,
        "need": measure.need,
        **{role: list(owned.by_role.get(role, ())) for role in ROLES},
    }
