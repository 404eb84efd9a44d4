"""What each kind of event must say, what stands where nothing is said, and the last value that is still taken."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from pydantic import ValidationError

from ledgers import BODIES, text_of
from smogctl.incident import events as kinds
from smogctl.incident.kind import Told

HASH = "ab" * 32
AT = text_of(0)
SCHOOL = BODIES[0]
MEASURE = {"id": "dust.roads", "state": "due"}
TASK = {"duty": "d-1", "part": "x", "state": "due", "text": "巡查"}


class Form(NamedTuple):
    """What a kind must say, and what stands in the place of what may be left out."""

    must: dict[str, Any]
    may: dict[str, Any]


ORDER = Form(
    {"level": "yellow", "start": AT}, {"until": None, "reason": None, "as_24": ()}
)
LEVEL = Form({**ORDER.must, "response": "Ⅲ级响应"}, {**ORDER.may, "bodies": ()})
SHIFT = Form({**LEVEL.must, "origin": "orange"}, LEVEL.may)
NAMING = Form(
    {"bodies": (SCHOOL,), "matter": "迟报", "serial": 1},
    {"requirement": None, "person": None, "until": None, "issue": None},
)
FORMS = {
    "assessed": Form({"scheme": "s"}, {"level": None, "clause": None, "days": ()}),
    "attached": Form({"file": "a.pdf", "sha256": HASH, "size": 0}, {}),
    "circulated": NAMING,
    "closed": Form({}, {"left": 0}),
    "corrected": Form({"event": HASH, "what": "听错的", "reason": "听错了"}, {}),
    "decided": Form(
        {"decisions": ({"id": "d-1", "act": "start"},)}, {"names": (), "round": 0}
    ),
    "downgraded": SHIFT,
    "exempted": Form({"whom": "某热源厂"}, {"reason": None}),
    "extended": Form({**ORDER.must, "until": AT}, {"reason": None, "as_24": ()}),
    "handed-over": Form({"to": "李四", "at": AT}, {"left": ()}),
    "issued": Form(
        {
            "order": HASH,
            "registry_hash": "0123456789ab",
            "receipt_due": AT,
            "bodies": (),
        },
        {"report_due": None, "daily": (), "decisions": (), "round": 0},
    ),
    "lifted": ORDER,
    "noted": Form({"text": "风停了", "at": AT}, {}),
    "opened": Form(
        {
            **LEVEL.must,
            "district": "shi",
            "district_name": "石山区",
            "plan": "石山区预案",
            "registry_hash": "0123456789ab",
            "episode": 1,
        },
        {**LEVEL.may, "title": None},
    ),
    "receipt": Form({"issue": HASH, "body": SCHOOL}, {}),
    "rejected": Form({"body": SCHOOL, "slot": "first", "reason": "无章"}, {"round": 0}),
    "reminded": Form({"body": SCHOOL, "at": AT}, {"matter": None}),
    "report": Form(
        {"body": SCHOOL, "slot": "first"},
        {
            "round": 0,
            "text": None,
            "signed": False,
            "sealed": False,
            **dict.fromkeys(("people", "vehicles", "firms", "sites", "found", "fixed")),
        },
    ),
    "resumed": ORDER,
    "sent": Form({"issue": HASH, "bodies": (SCHOOL,)}, {}),
    "supervised": NAMING,
    "suspended": ORDER,
    "upgraded": SHIFT,
}
BESIDES = {
    "v": 1,
    **dict.fromkeys(
        (
            "name",
            "post",
            "channel",
            "number",
            "authority",
            "basis",
            "forecast",
            "note",
            "source",
            "clock",
        )
    ),
}
"""What every kind may say, and what stands where it does not."""


def faults(kind: str, fields: dict[str, Any]) -> list[tuple[str, str]]:
    """What is wrong with an event's data: the field, and the fault."""
    try:
        kinds.named(kind).Data(**fields)
    except ValidationError as error:
        return [
            (".".join(map(str, each["loc"])), each["type"]) for each in error.errors()
        ]
    return []


def test_each_kind_has_a_form_here() -> None:
    assert set(FORMS) == kinds.all_kinds()


@pytest.mark.parametrize("kind", FORMS)
def test_what_a_kind_must_say(kind: str) -> None:
    must = FORMS[kind].must
    assert faults(kind, must) == []
    for name in must:
        rest = {field: value for field, value in must.items() if field != name}
        assert faults(kind, rest) == [(name, "missing")]
    assert faults(kind, {**must, "other": 1}) == [("other", "extra_forbidden")]


@pytest.mark.parametrize("kind", FORMS)
def test_what_stands_where_nothing_is_said(kind: str) -> None:
    must, may = FORMS[kind]
    made: Told = kinds.named(kind).Data(**must)
    left_out = {
        name: value for name, value in made.model_dump().items() if name not in must
    }
    assert left_out == {**BESIDES, **may}


def test_the_parts_of_an_issue() -> None:
    out = {
        **FORMS["issued"].must,
        "bodies": ({**SCHOOL, "tasks": ({**TASK, "measures": (MEASURE,)}, TASK)},),
    }
    (body,) = kinds.named("issued").Data(**out).bodies
    frozen, plain = body.frozen
    assert frozen.measures == (("dust.roads", "due", ()),)
    assert plain == ("d-1", "x", "due", "巡查", ())
    for name in TASK:
        rest = {field: value for field, value in TASK.items() if field != name}
        wrong = {**out, "bodies": ({**SCHOOL, "tasks": (rest,)},)}
        assert faults("issued", wrong) == [(f"bodies.0.tasks.0.{name}", "missing")]
    assert faults("issued", {**out, "bodies": (SCHOOL,)}) == [
        ("bodies.0.tasks", "missing")
    ]


LISTS = [
    ("assessed", "days", ["12-01=210"]),
    ("circulated", "bodies", [SCHOOL]),
    ("decided", "decisions", [{"id": "d-1", "act": "start"}]),
    ("decided", "names", ["停课"]),
    ("handed-over", "left", ["签收"]),
    ("issued", "daily", ["17:00"]),
    ("issued", "decisions", [{"id": "d-1", "act": "hold"}]),
    ("issued", "bodies", [{**SCHOOL, "tasks": [{**TASK, "measures": [MEASURE]}]}]),
    ("issued", "bodies", [{**SCHOOL, "tasks": [{**TASK, "measures": []}]}]),
    (
        "issued",
        "bodies",
        [{**SCHOOL, "tasks": [{**TASK, "measures": [{**MEASURE, "parts": ["甲"]}]}]}],
    ),
    ("lifted", "as_24", ["start", "until"]),
    ("opened", "bodies", [SCHOOL]),
    ("sent", "bodies", [SCHOOL]),
    ("supervised", "bodies", [SCHOOL]),
]


@pytest.mark.parametrize(("kind", "name", "value"), LISTS)
def test_a_list_is_taken_as_a_row(kind: str, name: str, value: list[Any]) -> None:
    """Code gives rows, files and JSON give lists."""
    made = kinds.named(kind).Data(**{**FORMS[kind].must, name: value})
    assert len(getattr(made, name)) == len(value)
    assert isinstance(getattr(made, name), tuple)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("decided", "decisions"),
        ("sent", "bodies"),
        ("circulated", "bodies"),
        ("supervised", "bodies"),
    ],
)
def test_it_is_about_somebody_or_something(kind: str, name: str) -> None:
    assert faults(kind, {**FORMS[kind].must, name: ()}) == [(name, "too_short")]


COUNTS = [
    ("attached", "size", 0, 1 << 60),
    ("closed", "left", 0, 10_000_000),
    ("decided", "round", 0, 10_000_000),
    ("issued", "round", 0, 10_000_000),
    ("opened", "episode", 1, 999),
    ("rejected", "round", 0, 10_000_000),
    ("report", "people", 0, 10_000_000),
    ("report", "vehicles", 0, 10_000_000),
    ("report", "firms", 0, 10_000_000),
    ("report", "sites", 0, 10_000_000),
    ("report", "found", 0, 10_000_000),
    ("report", "fixed", 0, 10_000_000),
    ("supervised", "serial", 1, 1 << 60),
    ("circulated", "serial", 1, 1 << 60),
]


@pytest.mark.parametrize(("kind", "name", "least", "most"), COUNTS)
def test_the_least_and_the_most_of_a_number(
    kind: str, name: str, least: int, most: int
) -> None:
    must = FORMS[kind].must
    for value in (least, most):
        assert faults(kind, {**must, name: value}) == []
    assert faults(kind, {**must, name: least - 1}) == [(name, "greater_than_equal")]
    if most < 1 << 60:
        assert faults(kind, {**must, name: most + 1}) == [(name, "less_than_equal")]


TEXTS: dict[tuple[str, str, str], dict[bool, Sequence[object]]] = {
    ("issued", "daily", "daily.0"): {
        True: (["00:00"], ["09:59"], ["19:00"], ["20:00"], ["23:59"]),
        False: (["24:00"], ["23:60"], ["9:00"], ["17:00:00"], ["x17:00"], [""]),
    },
    ("report", "slot", "slot"): {
        True: ("first", "2026-12-03T17:00", "x", "Z9", "x" * 40),
        False: ("x" * 41, "first 2", "初报", "a/b", "first_2"),
    },
    ("receipt", "issue", "issue"): {
        True: ("0" * 64, "f" * 64),
        False: ("0" * 63, "0" * 65, "g" * 64, "A" * 64),
    },
    ("noted", "at", "at"): {
        True: ("2028-02-29T23:59:59+08:00",),
        False: (
            "2026-02-29T00:00:00+08:00",
            "2026-12-01T24:00:00+08:00",
            "2026-12-01T12:00:00+09:00",
            "2026-12-01T12:00+08:00",
            "2026-12-01T12:00:00+08:00x",
        ),
    },
    ("noted", "text", "text"): {
        True: ("字", "x" * 4000, "两\u3000字"),
        False: ("", "x" * 4001, "一\n二", "\x00", "\x9f", "\ud800"),
    },
}


@pytest.mark.parametrize("place", TEXTS)
def test_how_a_text_is_written(place: tuple[str, str, str]) -> None:
    kind, name, at = place
    must = FORMS[kind].must
    for value in TEXTS[place][True]:
        assert faults(kind, {**must, name: value}) == [], value
    for value in TEXTS[place][False]:
        told = faults(kind, {**must, name: value})
        assert [where for where, _ in told] == [at], value


@pytest.mark.parametrize("kind", ["decided", "issued"])
def test_what_is_decided_is_done_or_held(kind: str) -> None:
    must = FORMS[kind].must
    for act in ("start", "hold"):
        decision = {"id": "d-1", "act": act}
        assert faults(kind, {**must, "decisions": (decision,)}) == []
    wrong = faults(kind, {**must, "decisions": ({"id": "d-1", "act": "wait"},)})
    assert ("decisions.0.act", "literal_error") in wrong
