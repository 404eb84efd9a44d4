"""Strict YAML with positions: what is read, what is refused, and where."""

import os
import random
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import ROOT
from smogctl.yamlfile.limits import MAX_BYTES
from smogctl.yamlfile.reader import parse, read

REFUSED = {
    "duplicate key": (b"a: 1\nb: 2\na: 3\n", "S109", 3, 1, "第 1 行"),
    "duplicate key deep": (
        "u:\n  - n: 区\n    n: 县\n".encode(),
        "S109",
        3,
        5,
        "第 2 行",
    ),
    "duplicate key, crlf": (b"a: 1\r\nb: 2\r\na: 3\r\n", "S109", 3, 1, "第 1 行"),
    "anchor": (b"a: &x 1\n", "S107", 1, 4, "&x"),
    "alias": (b"a: *x\n", "S107", 1, 4, "*x"),
    "merge key": (b"a:\n  <<: {b: 1}\n", "S107", 2, 3, "<<"),
    "tag": (b"a: !!int 3\n", "S107", 1, 4, "标签"),
    "python tag": (b"a: !!python/object/apply:os.system [ls]\n", "S107", 1, 4, "标签"),
    "bare tag": (b"! a\n", "S107", 1, 1, "标签"),
    "bool tag that crashes PyYAML": (b'a: !!bool "abc"\n', "S107", 1, 4, "标签"),
    "int tag that crashes PyYAML": (b'a: !!int ""\n', "S107", 1, 4, "标签"),
    "timestamp tag that crashes PyYAML": (
        b'a: !!timestamp "abc"\n',
        "S107",
        1,
        4,
        "标签",
    ),
    "second document": (b"a: 1\n---\nb: 2\n", "S106", 2, 1, "第二份"),
    "directive": (b"%YAML 1.2\n---\na: 1\n", "S106", 1, 1, "指令"),
    "deep flow": (b"[" * 100_000, "S108", 1, 41, "40"),
    "deep flow maps": (b"{a: " * 30_000, "S108", 1, 161, "40"),
    "deep blocks": (b"- " * 30_000, "S108", 1, 81, "40"),
    "deep keys": (b"? " * 30_000, "S108", 1, 81, "40"),
    "list as key": (b"[a]: 1\n", "S106", 1, 1, "键"),
    "gbk": ("district: 昆都仑区\n".encode("gbk"), "S103", 1, 11, "GBK"),
    "not utf-8": (b"a: \xff\xfe\xfa\n", "S103", 1, 4, "UTF-8"),
    "utf-16": ("a: 区\n".encode("utf-16"), "S103", 1, 1, "UTF-16"),
    "bom inside": ("a: \ufeffx\n".encode(), "S104", 1, 4, "U+FEFF"),
    "escape character": (b"a: 1\nb: \x1b[31m\n", "S104", 2, 4, "U+001B"),
    "nul": (b"a: \x00\n", "S104", 1, 4, "U+0000"),
    "c1 control": ("a: \x9b31m\n".encode(), "S104", 1, 4, "U+009B"),
    "line separator": ("a: 区\u2028公安局\n".encode(), "S104", 1, 5, "U+2028"),
    "half a character": (b'a: 1\nb: "\\ud800"\n', "S104", 2, 4, "U+D800"),
    "tab as indent": (b"a:\n\t- b\n", "S104", 2, 1, "制表符"),
    "open quote": (b'a: "x\n', "S105", 2, 1, "引号"),
    "full-width colon": ("a：1\nb: 2\n".encode(), "S105", 2, 2, "键: 值"),
    "colon in a value": (b"a: b: c\n", "S105", 1, 5, "引号"),
    "indent": (b"a:\n  b: 1\n c: 2\n", "S105", 3, 2, "缩进"),
    "open bracket": (b"a: [b, c\n", "S105", 2, 1, "方括号"),
    "empty": (b"", "S106", 1, 1, "空"),
    "comment only": (b"# nothing\n", "S106", 1, 1, "空"),
    "too many values": (b"- x\n" * 100_001, "S102", 100_000, 3, "100000"),
    "too big": (b"a: " + b"x" * MAX_BYTES, "S102", 1, 1, "8 MiB"),
}


@pytest.mark.parametrize("pure", [False, True], ids=["libyaml", "pure"])
@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_refused_at_its_place(
    case: tuple[bytes, str, int, int, str], pure: bool
) -> None:
    data, code, line, column, part = case
    fault = parse(data, "x.yaml", pure=pure).fault
    assert fault and (fault.code, fault.line, fault.column) == (code, line, column)
    assert part in fault.message and fault.severity == "error"


def test_alias_bombs_cost_nothing() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    started = time.process_time()
    fault = parse(bomb.encode(), "x").fault
    assert fault is not None
    assert fault.code == "S107"
    assert time.process_time() - started < 2


TIMES = ["06:00", "12:00", "20:30:00", "2024-01-01", "2024-02-30", "25:00"]
NUMBERS = ["0150203", "012", "08", "1_000", "0x_", "1e3", ".inf"]
WORDS = ["no", "off", "Yes", "on", "y", "~", "null", "="]


@pytest.mark.parametrize("pure", [False, True])
@pytest.mark.parametrize("value", TIMES + NUMBERS + WORDS)
def test_every_value_stays_text(value: str, pure: bool) -> None:
    assert parse(f"a: {value}\n".encode(), "x", pure=pure).tree == {"a": value}


def test_a_bom_and_crlf_are_fine_and_do_not_shift_places() -> None:
    source = parse(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - c\r\n", "x")
    assert source.tree == {"a": "1", "b": ["c"]}
    assert source.marks is not None
    assert source.marks.keys["a"][:2] == (1, 1)
    assert source.marks.walk(("b", 0))[:2] == (3, 5)


def test_columns_count_characters_beyond_the_basic_plane() -> None:
    source = parse("{甲: 𠮷, 乙: x}\n".encode(), "x")
    assert source.marks is not None
    assert source.marks.at_key(("乙",)) == (1, 8)
    assert source.marks.walk(("乙",))[:2] == (1, 11)


def test_marks_of_every_node_equal_the_pure_parsers_and_point_at_the_token() -> None:
    path = ROOT / "registries" / "kunqu.yaml"
    source, pure = read(str(path)), parse(path.read_bytes(), "x", pure=True)
    assert source.tree == pure.tree
    assert source.marks == pure.marks
    lines = path.read_text(encoding="utf-8").split("\n")

    def check(tree: Any, marks: Any) -> None:
        if isinstance(tree, str):
            token = lines[marks.line - 1][marks.column - 1 :]
            assert token.lstrip("\"'").startswith(tree), (tree, token)
        elif isinstance(tree, list):
            for value, child in zip(tree, marks.items, strict=True):
                check(value, child)
        else:
            for key, value in tree.items():
                line, column, child = marks.keys[key]
                assert lines[line - 1][column - 1 :].startswith(f"{key}:")
                check(value, child)

    check(source.tree, source.marks)


ANY = st.one_of(
    st.binary(max_size=80),
    st.text(max_size=80).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text("ab:-? []{},&*!|>'\"%@`#\n\t区：\\ux0", max_size=60).map(str.encode),
)


@given(ANY)
@example(b".\t")
@example(b"a: |\n  b\n---")
def test_no_bytes_raise_and_both_parsers_agree(
    data: bytes,
) -> None:
    fast, pure = parse(data, "x"), parse(data, "x", pure=True)
    assert (fast.fault is None) == (fast.tree is not None)
    if fast.fault is None or pure.fault is None:
        assert fast == pure
    else:
        assert (fast.fault.line, fast.fault.column) == (
            pure.fault.line,
            pure.fault.column,
        )


def test_mutated_registries_never_raise() -> None:
    text = (ROOT / "registries" / "jiangjin.yaml").read_bytes()[:4000]
    chance = random.Random(20261121)
    for _ in range(300):
        data = bytearray(text)
        for _ in range(chance.randrange(1, 5)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(3)] = chance.choice(
                [b"", b"\n", b": ", b"- ", b"[", b"&", b"\xff", b"'"]
            )
        parse(bytes(data), "x")


@pytest.mark.skipif(
    not hasattr(os, "mkfifo"), reason="no pipes with names on this system"
)
def test_what_is_no_regular_file_is_refused_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "lost.yaml").symlink_to("nowhere")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    for name in ("pipe", "folder", "lost", "zero", "loop", "absent"):
        fault = read(str(tmp_path / f"{name}.yaml")).fault
        assert fault is not None, name
        assert fault.code == "S101", name


def test_libyaml_is_what_runs_here() -> None:
    assert hasattr(yaml, "CSafeLoader")
