"""A model as the text of a file, and a file's text with one field changed: values in, text out."""

import errno
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from smogctl.schema.registry import Body, Duty, Outside, Plan, RegistryFile, Unit
from smogctl.system.files import ACT_NOTE
from smogctl.yamlfile.cursor import Cursor, cursor_at
from smogctl.yamlfile.editing import NotEditable, with_field, with_item
from smogctl.yamlfile.limits import MAX_BYTES
from smogctl.yamlfile.reader import Marks, parse, read, stays_text
from smogctl.yamlfile.trees import inside, list_in, text_in
from smogctl.yamlfile.writer import document, field_lines, flow, scalar

# writing


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("公安局", "公安局"),
        ("《预案》 附件2", "《预案》 附件2"),
        ("PM2.5超过150", "PM2.5超过150"),
        ("①停产", "①停产"),
        ("〇号", "〇号"),
        ("（待填）", "（待填）"),
        ("“两高”", "“两高”"),
        ("【一】", "【一】"),
        ("〔2024〕3号", "〔2024〕3号"),
        ("Ⅲ级", "Ⅲ级"),
        ("a-b_c(d)+e/f", "a-b_c(d)+e/f"),
        # what a reader could take for something else
        ("", '""'),
        ("150203", '"150203"'),
        ("2024-01-01", '"2024-01-01"'),
        ("no", '"no"'),
        ("null", '"null"'),
        ("-甲", '"-甲"'),
        ("甲: 乙", '"甲: 乙"'),
        ("甲 #乙", '"甲 #乙"'),
        ("甲,乙", '"甲,乙"'),
        ("[甲]", '"[甲]"'),
        ("甲  乙", '"甲  乙"'),
        (" 甲", '" 甲"'),
        ("甲 ", '"甲 "'),
        ("，甲", '"，甲"'),
        ('甲"乙', '"甲\\"乙"'),
        ("甲\\乙", '"甲\\\\乙"'),
        ("甲'乙", '"甲\'乙"'),
        ("甲@乙`丙*丁&戊!己%庚", '"甲@乙`丙*丁&戊!己%庚"'),
    ],
)
def test_a_text_has_quotes_where_it_could_be_misread(text: str, written: str) -> None:
    assert scalar(text) == written
    assert parse(f"a: [{written}]\n".encode(), "x").tree == {"a": [text]}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (3, "3"),
        (True, "true"),
        (False, "false"),
        (date(2024, 3, 1), "2024-03-01"),
        ((), "[]"),
        (("甲", "no"), '[甲, "no"]'),
        (Body(name="区公安局"), "区公安局"),
        (Body(name="区公安局", lead=True), "{name: 区公安局, lead: true}"),
        (Body(name="区公安局", kind=None), "区公安局"),
        (
            Outside(id="city", name="市级", aliases=("市",), standing="superior"),
            "{id: city, name: 市级, aliases: [市], standing: superior}",
        ),
    ],
)
def test_a_value_on_one_line(value: object, written: str) -> None:
    assert flow(value) == written


def duty(**said: Any) -> Duty:
    return Duty.model_validate({"id": "office-1", "text": "停产", **said})


def unit(**said: Any) -> Unit:
    """As a file says it: what is not given stays out."""
    base = {"id": "office", "name": "办公室", "kind": "office"}
    return Unit.model_validate({**base, **said})


def plan(**said: Any) -> Plan:
    return Plan.model_validate({"title": "预案", "scheme": "national-2024", **said})


BOTH = [{"id": "m.a", "role": "lead"}, {"id": "m.b"}]


@pytest.mark.parametrize(
    ("model", "name", "lines"),
    [
        (duty(), "text", ["text: 停产"]),
        (duty(), "note", []),
        (duty(note=None), "note", []),
        (duty(check=[]), "check", []),
        (duty(check=["看"]), "check", ["check: [看]"]),
        (duty(check=["看", "问"]), "check", ["check: [看, 问]"]),
        # one thing alone needs no brackets, in a phase only
        (duty(phase=["warn"]), "phase", ["phase: warn"]),
        (duty(phase=["warn", "respond"]), "phase", ["phase: [warn, respond]"]),
        (duty(levels=["red"]), "levels", ["levels: [red]"]),
        # bare measures stand on one line, others on a line each, from two on
        (duty(measures=["m.a"]), "measures", ["measures: [m.a]"]),
        (duty(measures=["m.a", "m.b"]), "measures", ["measures: [m.a, m.b]"]),
        (
            duty(measures=BOTH[:1]),
            "measures",
            ["measures: [{id: m.a, role: lead}]"],
        ),
        (
            duty(measures=BOTH),
            "measures",
            ["measures:", "  - {id: m.a, role: lead}", "  - m.b"],
        ),
        (unit(bodies=["甲", "乙"]), "bodies", ["bodies: [甲, 乙]"]),
        (
            unit(bodies=[{"name": "甲", "lead": True}]),
            "bodies",
            ["bodies:", "  - {name: 甲, lead: true}"],
        ),
        (plan(frame=["甲"]), "frame", ["frame:", "  - 甲"]),
        (plan(sections=["甲", "乙"]), "sections", ["sections: [甲, 乙]"]),
        (plan(members=["甲"]), "members", ["members: [甲]"]),
        (plan(members=["甲", "乙"]), "members", ["members:", "  - 甲", "  - 乙"]),
        (
            unit(duties=[{"id": "office-1", "text": "停产", "measures": BOTH}]),
            "duties",
            [
                "duties:",
                "  - id: office-1",
                "    text: 停产",
                "    measures:",
                "      - {id: m.a, role: lead}",
                "      - m.b",
            ],
        ),
    ],
)
def test_the_lines_of_a_field(model: BaseModel, name: str, lines: list[str]) -> None:
    assert field_lines(model, name) == lines


def test_an_empty_list_that_was_said_is_read_again_as_one() -> None:
    plan = {"title": "预案", "scheme": "x", "frame": [], "members": []}
    unit = {"id": "a", "name": "甲", "kind": "office", "bodies": [], "duties": []}
    file = RegistryFile.model_validate(
        {
            "format": "smogctl/1",
            "district": {"id": "qinglan", "name": "青岚区"},
            "plan": plan,
            "levels": [{"id": "red", "name": "红色预警", "response": "Ⅰ级"}],
            "units": [unit],
        }
    )
    tree = parse(document(file).encode(), "x").tree
    assert isinstance(tree, dict)
    assert (tree["plan"], tree["units"]) == (plan, [unit])


def test_a_whole_file_has_a_blank_line_before_each_part_and_between_units() -> None:
    file = RegistryFile.model_validate(
        {
            "format": "smogctl/1",
            "district": {"id": "qinglan", "name": "青岚区"},
            "plan": {"title": "预案", "scheme": "national-2024", "members": ["甲"]},
            "levels": [{"id": "red", "name": "红色预警", "response": "Ⅰ级"}],
            "outside": [],
            "units": [
                {"id": "a", "name": "甲", "kind": "office"},
                {
                    "id": "b",
                    "name": "乙",
                    "kind": "office",
                    "duties": [{"id": "b-1", "text": "做"}],
                },
            ],
            "retired": ["c-1"],
        }
    )
    first, second, *rest = document(file).split("\n")
    assert first.startswith("# yaml-language-server: $schema=")
    assert second.startswith("# smogctl import 所拟的草稿")
    assert rest == [
        "format: smogctl/1",
        "",
        "district:",
        "  id: qinglan",
        "  name: 青岚区",
        "",
        "plan:",
        "  title: 预案",
        "  members: [甲]",
        "  scheme: national-2024",
        "",
        "levels:",
        "  - {id: red, name: 红色预警, response: Ⅰ级}",
        "",
        "units:",
        "  - id: a",
        "    name: 甲",
        "    kind: office",
        "",
        "  - id: b",
        "    name: 乙",
        "    kind: office",
        "    duties:",
        "      - id: b-1",
        "        text: 做",
        "",
        "retired:",
        "  - c-1",
        "",
    ]


@pytest.mark.parametrize(
    ("value", "stays"),
    [
        *[(text, True) for text in ("甲", "12a", "1-2", "0x", "1e", "nulls", ".")],
        *[(text, False) for text in ("", "~", "null", "TRUE", "no", "on")],
        *[
            (text, False)
            for text in ("+1", "0o17", "0x1F", "1.", ".5", "1e3", "1.5E-2")
        ],
        *[(text, False) for text in (".inf", "-.INF", ".NaN", "12:30:00", "1_000")],
        *[(text, False) for text in ("2024-01-01", "<<", "=")],
    ],
)
def test_what_stays_text_without_quotes(value: str, stays: bool) -> None:
    assert stays_text(value) is stays


# editing

FILE = """\
plan:
  title: 预案
  scheme: x
  members:
    - 甲
    - 乙

units:
  - id: office
    name: 办公室
    kind: office

    # 第二条
    duties:
      - id: office-1
        text: 停产
        measures:
          - {id: m.a, role: lead}

          - m.b
        check: [看]

      # 后面的
      - id: office-2
        text: 宣传
outside:
  - {id: city, name: 市级, standing: superior}
  - {id: town, name: 镇街, standing: collective}
retired: [a]
"""
FIRST = ("units", 0, "duties", 0)
SECOND = ("units", 0, "duties", 1)


def edited(
    path: tuple[str | int, ...], model: BaseModel, name: str, text: str = FILE
) -> str:
    return with_field(parse(text.encode(), "x"), path, model, name)


@pytest.mark.parametrize(
    ("path", "model", "name", "old", "new"),
    [
        # replaced, and taken out
        (FIRST, duty(text="停工"), "text", "text: 停产", "text: 停工"),
        (FIRST, duty(), "check", "        check: [看]\n", ""),
        (FIRST, duty(id="o-1"), "id", "- id: office-1", "- id: o-1"),
        (
            FIRST,
            duty(measures=["m.c"]),
            "measures",
            "measures:\n          - {id: m.a, role: lead}\n\n          - m.b\n",
            "measures: [m.c]\n",
        ),
        (
            FIRST,
            duty(measures=BOTH[::-1]),
            "measures",
            "          - {id: m.a, role: lead}\n\n          - m.b\n",
            "          - m.b\n          - {id: m.a, role: lead}\n",
        ),
        # added, before the first key that the model has behind it
        (
            FIRST,
            duty(phase=["warn"]),
            "phase",
            "        measures:\n",
            "        phase: warn\n        measures:\n",
        ),
        (
            FIRST,
            duty(note="见附件"),
            "note",
            "        check: [看]\n",
            "        note: 见附件\n        check: [看]\n",
        ),
        # added at the end: of a mapping in the middle, of the last one of its list
        (
            SECOND,
            duty(check=["问"]),
            "check",
            "        text: 宣传\n",
            "        text: 宣传\n        check: [问]\n",
        ),
        (
            ("units", 0),
            unit(kind="department"),
            "kind",
            "    kind: office\n",
            "    kind: department\n",
        ),
        # the last key of an item, with several lines
        (
            ("plan",),
            plan(members=["丙"]),
            "members",
            "  members:\n    - 甲\n    - 乙\n",
            "  members: [丙]\n",
        ),
        (("plan",), plan(), "members", "  members:\n    - 甲\n    - 乙\n", ""),
        (
            ("plan",),
            plan(check=["看"]),
            "check",
            "    - 乙\n",
            "    - 乙\n  check: [看]\n",
        ),
    ],
)
@pytest.mark.parametrize("windows", [False, True])
def test_one_field_is_written_anew_and_no_other_line(
    path: tuple[str | int, ...],
    model: BaseModel,
    name: str,
    old: str,
    new: str,
    windows: bool,
) -> None:
    text, wanted = FILE, FILE.replace(old, new, 1)
    assert wanted != text or old == new
    if windows:
        text, wanted = (each.replace("\n", "\r\n") for each in (text, wanted))
    assert edited(path, model, name, text) == wanted


def test_at_the_end_of_a_file_too() -> None:
    text = "title: 预案\nscheme: national-2024"
    for end in ("\n", "\n\n", "\n# 完\n"):
        assert edited((), plan(check=["看"]), "check", text + end) == (
            f"{text}\ncheck: [看]{end}"
        )
        assert edited((), plan(title="案"), "title", text + end) == (
            f"title: 案\nscheme: national-2024{end}"
        )


@pytest.mark.parametrize(
    ("text", "model", "name", "why"),
    [
        ("{title: 预案, scheme: x}\n", plan(title="案"), "title", "一行一个键"),
        ("title: 预案 # 见\nscheme: x\n", plan(title="案"), "title", "注释"),
        ("frame:\n  # 见\n  - 甲\nscheme: x\n", plan(frame=["乙"]), "frame", "注释"),
        ("[a]\n", plan(title="案"), "title", "一行一个键"),
        ("a: [\n", plan(title="案"), "title", "读不了"),
    ],
)
def test_what_would_be_lost_is_not_edited(
    text: str, model: BaseModel, name: str, why: str
) -> None:
    with pytest.raises(NotEditable, match=why):
        edited((), model, name, text)


def test_the_first_key_of_an_item_cannot_go() -> None:
    text = "units:\n  - note: 见\n    id: a\n"
    with pytest.raises(NotEditable, match="第一个键"):
        edited(("units", 0), unit(), "note", text)


@pytest.mark.parametrize("value", ["'a # b'", '"a # b"', '"a \\" # b"', "a#b"])
def test_a_sharp_in_a_value_is_no_comment(value: str) -> None:
    text = f"title: {value}\nscheme: x\n"
    assert edited((), plan(title="案"), "title", text) == "title: 案\nscheme: x\n"


@pytest.mark.parametrize("windows", [False, True])
def test_an_item_on_its_line_is_written_anew_or_goes(windows: bool) -> None:
    text = FILE.replace("\n", "\r\n") if windows else FILE
    end = "\r\n" if windows else "\n"
    source = parse(text.encode(), "x")
    line = f"  - {{id: city, name: 市级, standing: superior}}{end}"
    other = Outside(id="city", name="市里", standing="superior")
    assert with_item(source, ("outside", 0), other) == text.replace("市级", "市里")
    assert with_item(source, ("outside", 0), None) == text.replace(line, "")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("outside: [{id: a, name: 甲, standing: superior}]\n", ("outside", 0)),
        ("outside:\n  - {id: a, standing: superior} # 见\n", ("outside", 0)),
        ("a: 1\nb: 2\n", ("b",)),
    ],
)
def test_an_item_that_shares_its_line_is_not_edited(
    text: str, path: tuple[str | int, ...]
) -> None:
    with pytest.raises(NotEditable, match="这一项有注释"):
        with_item(parse(text.encode(), "x"), path, None)


# looking into trees of any form


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ((), {"a": [{"b": "c"}], "t": "x"}),
        (("a", 0, "b"), "c"),
        (("a", 1), None),
        (("a", "b"), None),
        (("t", 0), None),
        (("z", "y"), None),
    ],
)
def test_what_stands_at_a_path(path: tuple[str | int, ...], there: object) -> None:
    assert inside({"a": [{"b": "c"}], "t": "x"}, path) == there


def test_lists_and_texts_of_a_tree() -> None:
    tree = {"a": ["b"], "t": "x"}
    assert (list_in(tree, "a"), list_in(tree, "t"), list_in(tree, "z")) == (
        ["b"],
        [],
        [],
    )
    assert (text_in(tree, "t"), text_in(tree, "a", 0)) == ("x", "b")
    assert (text_in(tree, "a"), text_in(tree, "z")) == ("", "")


# reading

COLON = (
    "这里不能再有“键: 值”。多半是值里有半角冒号加空格，请给整个值加引号，或检查缩进。"
)
NO_COLON = "键后面缺少半角冒号（:）。多半是用了全角“：”，或上一行没有写完。"
ELSE = "检查这里的缩进、引号和半角冒号。"


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("a: b: c\n", 1, 5, COLON),
        ("a: 1\nb\nc: 2\n", 3, 1, NO_COLON),
        ("- a\nb: 1\n", 2, 1, "缩进与同级不齐，或上一项没有写完。"),
        ("a: @b\n", 1, 4, "这里有 YAML 的保留字符（@ ` %），请给值加引号。"),
        ('a: "x\n', 2, 1, "引号没有成对。"),
        ("a: 'x\n", 2, 1, "引号没有成对。"),
        ("a: [b, c\n", 2, 1, "方括号没有成对，或少了逗号。"),
        ("a: {b: c\n", 2, 1, "花括号没有成对，或少了逗号。"),
        ('a: "C:\\q"\n', 1, 8, "双引号里的反斜杠写法不合规则，请改用单引号。"),
        ('a: "\\xZZ"\n', 1, 7, "双引号里的反斜杠写法不合规则，请改用单引号。"),
        ("a: *\n", 1, 5, "不许用别名（*）。"),
        ("a: & b\n", 1, 5, "不许用锚（&）。"),
        ("a: !<x\n", 1, 7, "不许用标签（!）。"),
        ("[a]]\n", 1, 4, ELSE),
        ("a: |2x\n b\n", 1, 6, ELSE),
    ],
)
def test_what_is_no_yaml_is_explained(
    text: str, line: int, column: int, hint: str
) -> None:
    for pure in (False, True):
        fault = parse(text.encode(), "x", pure=pure).fault
        assert fault is not None
        assert fault.message == f"YAML 语法不通：{hint}"
        assert (fault.code, fault.line, fault.column) == ("S105", line, column)


def test_directives_of_both_kinds_are_refused() -> None:
    for head in ("%YAML 1.2", "%TAG ! tag:x"):
        fault = parse(f"{head}\n---\na: 1\n".encode(), "x").fault
        assert fault is not None
        assert (fault.code, fault.line, fault.column) == ("S106", 1, 1)


def test_a_file_may_be_as_large_as_that() -> None:
    for more, code in ((0, "S106"), (1, "S102")):
        fault = parse(b"#" * (MAX_BYTES + more), "x").fault
        assert fault is not None
        assert fault.code == code


def test_places_of_a_tree() -> None:
    marks = parse(b"a:\n  - b\n  - 'c'\n", "x").marks
    assert marks is not None
    assert marks.plain is False
    assert marks.walk(("a",)).plain is False
    assert [marks.walk(("a", at)) for at in (0, 1)] == [
        Marks(2, 5, plain=True),
        Marks(3, 5),
    ]
    assert marks.at_key(("a",)) == (1, 1)
    # what is not there: where it would hang
    assert marks.at_key(("a", 1)) == (3, 5)
    assert marks.at_key(("a", 2)) == marks.at_key(("a", "z")) == (2, 3)
    assert marks.at_key(()) == (1, 1)


def test_reading_completes_what_a_kill_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / ".a.yaml.0123456789ab.part"
    part.mkdir(0o700)
    (part / "new").write_bytes(b"a: 1\n")
    new = (part / "new").stat().st_ino
    member = {"part": part.name, "name": "a.yaml", "before": None, "new": new}
    told = {"format": "smogctl.act/1", "members": [member]}
    (tmp_path / ACT_NOTE).write_text(json.dumps(told), "utf-8")

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(errno.EIO, "io")

    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", fail)
        fault = read(tmp_path / "a.yaml").fault
    assert fault is not None
    assert (fault.code, fault.severity, fault.line) == ("S101", "error", 1)
    assert "写不了文件夹" in fault.message
    assert read(tmp_path / "a.yaml").tree == {"a": "1"}


@pytest.mark.parametrize("name", ["no.yaml", "folder"])
def test_what_cannot_be_read_is_said_at_its_begin(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    source = read(tmp_path / name, "甲")
    fault = source.fault
    assert fault is not None
    assert fault[:5] == ("S101", "error", "甲", 1, 1)
    assert (source.tree, source.marks, source.read, source.text) == (*[None] * 3, "")


# where somebody writes

HALF = "units:\n  - id: a\n    kind: off\n    aliases: [甲, 乙]\n"
ALIASES = ("units", 0, "aliases")


@pytest.mark.parametrize(
    ("text", "place", "cursor"),
    [
        (HALF, 29, Cursor(("units", 0, "kind"), "off", 27, 30, {"id": "a"})),
        (HALF, 15, Cursor(("units", 0, "id"), "a", 15, 16, {})),
        (HALF, 46, Cursor((*ALIASES, 0), "甲", 45, 46, {"id": "a", "kind": "off"})),
        (HALF, 48, Cursor((*ALIASES, 1), "乙", 48, 49, {"id": "a", "kind": "off"})),
        ("kind: ", 6, Cursor(("kind",), "", 6, 6, {})),
        ('kind: "of', 9, Cursor(("kind",), "of", 7, 9, {})),
        ("kind: 'of", 9, Cursor(("kind",), "of", 7, 9, {})),
        ("a: {b: c, d: e", 14, Cursor(("a", "d"), "e", 13, 14, {"b": "c"})),
        ("- ab", 4, Cursor((0,), "ab", 2, 4, {})),
        ("abc", 1, Cursor((), "abc", 0, 3, {})),
        # a key, a comment, the sign of an item, what cannot be read
        (HALF, 21, None),
        ("a: b # c", 8, None),
        ("- ", 1, None),
        ("a:\n  -", 6, None),
        ("a: ]\nb: c", 9, None),
    ],
)
def test_the_word_at_a_place(text: str, place: int, cursor: Cursor | None) -> None:
    assert cursor_at(text, place) == cursor
