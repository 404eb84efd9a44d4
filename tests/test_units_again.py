"""Lint reads a unit that heads several lines of its source, and a group's bodies as a text prints them."""

from smogctl.importing.importer import import_bytes
from smogctl.lint.alignment import align
from smogctl.schema.registry import Duty, RegistryFile, Unit

BY_LEVEL = """
甲县重污染天气分级响应职责
一、Ⅲ级响应
县教育局：减少户外活动。
县住建局：工地增加洒水；停止渣土外运。
二、Ⅱ级响应
县教育局：停止户外活动。
县住建局：停止土石方作业。
三、Ⅰ级响应
县教育局：组织停课。
县住建局：停止所有施工。
"""
GROUPS = """
甲县重污染天气应急工作组职责
（一）综合协调组。由县生态环境局牵头，县气象局、县自然资源和规
划局参加。主要职责：收集信息；上报情况。
（二）督导检查组。牵头单位：县委督查室。成员单位：县政府督查
室、县纪委监委。主要职责：督查各单位；提出问责建议。
"""


def drafted(text: str) -> RegistryFile:
    return import_bytes(text.encode(), "甲县 附件.txt").draft.model


def with_unit(model: RegistryFile, place: int, **values: object) -> RegistryFile:
    units: list[Unit] = list(model.units)
    units[place] = units[place].model_copy(update=values)
    return model.model_copy(update={"units": tuple(units)})


def with_duties(model: RegistryFile, place: int, *duties: Duty) -> RegistryFile:
    return with_unit(model, place, duties=duties)


def lacking(model: RegistryFile, text: str) -> list[str]:
    """What lint finds that the entries have and the registry has not."""
    entries = align(model, text).entries
    return [piece.text for entry in entries for piece in entry.left]


def nowhere(model: RegistryFile, text: str) -> list[str]:
    """The clauses that lint does not find in the entry of their unit."""
    entries = align(model, text).entries
    return [
        duty.text
        for unit, entry in zip(model.units, entries, strict=True)
        for duty, clause in zip(unit.duties, entry.clauses, strict=True)
        if clause.at is None
    ]


def test_a_unit_under_each_level_has_the_clauses_of_all() -> None:
    model = drafted(BY_LEVEL)
    assert [len(unit.duties) for unit in model.units] == [3, 4]
    assert nowhere(model, BY_LEVEL) == []
    assert lacking(model, BY_LEVEL) == []


def test_a_clause_dropped_under_a_later_level_is_missed() -> None:
    model = drafted(BY_LEVEL)
    first, _, last = model.units[0].duties
    # the last is still looked for, so the unit's further lines are known as its own
    assert lacking(with_duties(model, 0, first, last), BY_LEVEL) == ["停止户外活动"]


def test_a_clause_of_a_later_level_that_was_changed_is_found_nowhere() -> None:
    model = drafted(BY_LEVEL)
    first, second, last = model.units[0].duties
    changed = last.model_copy(update={"text": "组织弹性教学"})
    edited = with_duties(model, 0, first, second, changed)
    assert nowhere(edited, BY_LEVEL) == ["组织弹性教学"]


def test_bodies_of_a_group_in_any_wording_are_carried() -> None:
    model = drafted(GROUPS)
    bodies = [[body.name for body in unit.bodies] for unit in model.units]
    assert bodies == [
        ["县生态环境局", "县气象局", "县自然资源和规划局"],
        ["县委督查室", "县政府督查室", "县纪委监委"],
    ]
    assert lacking(model, GROUPS) == []


def test_a_body_that_a_registry_lacks_is_missed() -> None:
    model = drafted(GROUPS)
    fewer = with_unit(model, 1, bodies=model.units[1].bodies[:2])
    assert lacking(fewer, GROUPS) == ["县纪委监委"]
