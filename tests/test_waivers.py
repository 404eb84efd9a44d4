"""A waiver and a gap as values: each field that a waiver may name, what fits it and what does not."""

from datetime import date

import pytest

from smogctl.questions.gap import Gap
from smogctl.questions.waivers import judge, told, waives
from test_gap_kinds import waiver

WHOLE = Gap(
    *("unled", "error", "缺", "补"),
    measure="dust.roads",
    scope="国道（甲段）",
    unit="甲局",
    other=("乙局", "丙局（丁办）"),
    duty="a-1",
)
FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "measure": (("dust.roads",), ("dust.sites", "dust.road")),
    "scope": (("国道（甲段）", "国道(甲段)"), ("国道", "甲段")),
    "unit": (("甲局",), ("乙局", "甲")),
    "other": (("乙局", "丙局（丁办）", "丙局(丁办)"), ("甲局", "丁办", "丙局")),
    "duty": (("a-1",), ("a-2", "a")),
}
"""The fields of a waiver: what fits the gap above, and what does not."""


@pytest.mark.parametrize("field", FORMS)
def test_each_field_of_a_waiver_fits_or_not(field: str) -> None:
    day = date(2026, 12, 1)
    fits, others = FORMS[field]
    for text in fits:
        assert waives(waiver(day, **{field: text}), WHOLE), text
        assert not waives(waiver(day, gap="contested", **{field: text}), WHOLE)
    bare = Gap("unled", "error", "缺", "补")
    for text in others:
        assert not waives(waiver(day, **{field: text}), WHOLE), text
    assert not waives(waiver(day, **{field: fits[0]}), bare)
    both = {"measure": "dust.roads", "duty": "a-1"} | {field: others[0]}
    assert not waives(waiver(day, **both), WHOLE)


def test_all_fields_of_a_waiver_at_once() -> None:
    day = date(2026, 12, 1)
    known = waiver(day, **{field: fits[-1] for field, (fits, _) in FORMS.items()})
    assert waives(known, WHOLE)
    assert judge([WHOLE], [known], day) == [(WHOLE, known)]
    assert told(known) == (
        "unled dust.roads 国道(甲段) 甲局 丙局(丁办) a-1：市级统一监管"
    )
