"""The command `measures`."""

from typing import Any

from smogctl.cli.options import Question
from smogctl.cli.registries import open_registries
from smogctl.cli.words import filters
from smogctl.plan.catalogue import texts
from smogctl.plan.registry import Registry
from smogctl.questions.queries import Owners, owners
from smogctl.values.answer import Answer
from smogctl.values.report import Block, Line, Report, Table
from smogctl.values.vocabulary import COLOURS, NEEDS, ROLES
from smogctl.wording.catalogue import measure_blocks
from smogctl.wording.registry import head

_COLUMNS = ("措施", "编号", "通常自", "需要", "承担单位")
_SHEET = ("区县", "措施", "编号", "通常自", "需要", *ROLES.values())


def run(asked: Question) -> Answer:
    """列出目录中的措施，各由哪些单位牵头、共同、配合、指导。

    不给条件时列出全部措施，包括没有单位承担的；给了条件时只列有职责相合的措施和单位。给了 --measure 时写出目录所载的依据：起始级别、部分、解除后如何。
    """
    opened = open_registries(asked.registries, asked.district)
    blocks: list[Block] = []
    data, rows = [], []
    for registry, wanted in filters(opened, asked):
        found = owners(registry, opened.measures, wanted)
        cells = tuple(_row(one) for one in found)
        blocks += [*head(registry, "措施"), Table(_COLUMNS, cells)]
        led = sum(1 for one in found if one.by_role.get("lead"))
        blocks.append(
            Line(
                f"共 {len(found)} 项措施，{led} 项有单位牵头（含只牵头一部分的）。"
                "通常自：目录所载的起始级别，不是预案原文。"
            )
        )
        if asked.measure is not None:
            for one in found:
                blocks += measure_blocks(one.measure, texts(), registry)
        data += [_json(registry, one) for one in found]
        rows += [(registry.district.name, *_row(one)[:4], *_names(one)) for one in found]
    sheet = Table(_SHEET, tuple(rows))
    report = Report({"format": "smogctl.measures/1", "measures": data}, tuple(blocks), sheet)
    return opened.answer(report)


def _names(one: Owners) -> list[str]:
    """The units that have the measure, with the scopes that they have it for, a text a role."""
    return [
        "；".join(_scoped(*pair) for pair in one.by_role.get(role, {}).items()) for role in ROLES
    ]


def _scoped(name: str, scopes: tuple[str, ...]) -> str:
    return f"{name}（限{'、'.join(scopes)}）" if scopes else name


def _row(one: Owners) -> tuple[str, ...]:
    starts = COLOURS[one.measure.starts] if one.measure.starts else "不分级"
    said = (
        f"{role}：{names}" for role, names in zip(ROLES.values(), _names(one), strict=True) if names
    )
    return (
        one.measure.name,
        one.measure.id,
        starts,
        NEEDS[one.measure.need],
        "　".join(said) or "无",
    )


def _json(registry: Registry, one: Owners) -> dict[str, Any]:
    return {
        "district": registry.district.id,
        "id": one.measure.id,
        "name": one.measure.name,
        "starts": one.measure.starts,
        "need": one.measure.need,
        **{role: list(one.by_role.get(role, ())) for role in ROLES},
    }
