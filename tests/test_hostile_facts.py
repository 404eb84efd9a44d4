"""Characters that are no text, in the facts of a paper: shown, or refused with their place."""

import zipfile
from pathlib import Path

import pytest

from conftest import Run

CHARACTERS = "\u2028\u2029\x85\ufeff\x7f\t\0\x1b\udcff\ufffe"
WORDS = ("--district", "kunqu", "--level", "橙", "--issued", "2026-12-01T08:00")
MEDIA = ("txt", "md", "html", "docx", "xml", "xlsx")


def text_of(path: Path) -> str:
    """All characters of a file, of an office file of its parts."""
    if path.suffix not in (".docx", ".xlsx"):
        return path.read_bytes().decode("utf-8")
    with zipfile.ZipFile(path) as package:
        names = [name for name in package.namelist() if name.endswith(".xml")]
        return "".join(package.read(name).decode("utf-8") for name in names)


@pytest.mark.parametrize("char", CHARACTERS, ids=lambda char: f"U+{ord(char):04X}")
def test_a_character_that_is_no_text_is_shown_in_every_medium(
    run: Run, tmp_path: Path, char: str
) -> None:
    shown = f"甲\\u{{{ord(char):x}}}乙"
    for medium in MEDIA:
        kind = "receipt" if medium == "xlsx" else "start"
        path = tmp_path / f"paper.{medium}"
        name = f"甲{char}乙"
        facts = ("--office", name, "--forecast", name, "--number", name)
        ended = run("notice", kind, *WORDS, *facts, "-o", str(path))
        assert ended.code == 0, ended.err
        text = text_of(path).replace("\\\\", "\\").replace("\\{", "{")
        assert name not in text, medium
        assert shown in text.replace("\\}", "}"), medium


@pytest.mark.parametrize("char", CHARACTERS, ids=lambda char: f"U+{ord(char):04X}")
def test_a_file_with_such_a_character_is_refused_at_its_place(
    run: Run, tmp_path: Path, char: str
) -> None:
    path = tmp_path / "facts.yaml"
    text = (
        f"format: smogctl.facts/1\nkind: start\ndistrict: kunqu\nforecast: 甲{char}乙\n"
    )
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    ended = run("notice", "start", *WORDS, "--facts", str(path))
    assert ended.code == 2
    assert f"{path}:4:" in ended.err or "facts.yaml:4:" in ended.err
    assert "S104" in ended.err or "S103" in ended.err


@pytest.mark.parametrize(
    "char", "\u2028\x85\ufeff\x7f\t\x1b\u202e\U000e0041", ids=ascii
)
def test_saved_facts_with_such_a_character_are_read_back(
    run: Run, tmp_path: Path, char: str
) -> None:
    """It stood raw in the file, which then was refused."""
    path = tmp_path / "事 实.yaml"
    ended = run(
        "notice", "start", *WORDS, "--to", f"甲{char}乙", "--save-facts", str(path)
    )
    assert ended.code == 0, ended.err
    assert char not in path.read_text(encoding="utf-8")
    again = tmp_path / "又.yaml"
    ended = run("notice", "start", "--facts", str(path), "--save-facts", str(again))
    assert ended.code == 0, ended.err
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("char", "\u2028\x85\ufeff\x7f\t\n\x1b\u202e", ids=ascii)
def test_a_districts_name_with_such_a_character_makes_no_draft(
    run: Run, tmp_path: Path, char: str
) -> None:
    """The draft was written, and lint refused it."""
    source = tmp_path / "a.txt"
    source.write_text("成员单位职责\n区教育局：停课。\n", encoding="utf-8")
    draft = tmp_path / "b.yaml"
    name = f"石{char}山区"
    words = ("import", str(source), "--id", "shi", "--name", name, "-o", str(draft))
    ended = run(*words)
    assert ended.code == 2
    assert "--name" in ended.err
    assert name not in ended.err
    assert not draft.exists()
