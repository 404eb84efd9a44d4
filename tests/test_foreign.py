"""What lies outside the folder of the registries is quoted nowhere."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import HEAD, UNIT, Run
from smogctl.cli.commands.lint import FORMATS
from smogctl.editor.marking import subject_of_text
from smogctl.lint.engine import lint
from smogctl.lint.rulebook import all_rules

SECRET = "hunter2"
NOTES = f"石山区预案\n区教育局：{SECRET}；做好健康防护。\nroot:x:0:0:{SECRET}\n"
FAULTY = f"format: smogctl/1\n{SECRET}: {SECRET}\n{SECRET}: 1\n"
UNREADABLE = f"&{SECRET} a: *{SECRET}\n"


def registry(source: str) -> str:
    return (
        HEAD.replace(
            "scheme: national-2024}", f"scheme: national-2024, source: {source}}}"
        )
        + UNIT
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Registries in a repository, and beside that what is not its."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "notes.txt").write_text(NOTES, encoding="utf-8")
    (home / "faulty.yaml").write_text(FAULTY, encoding="utf-8")
    (home / "unreadable.yaml").write_text(UNREADABLE, encoding="utf-8")
    registries = tmp_path / "repository" / "registries"
    registries.mkdir(parents=True)
    (registries / ".git").mkdir()
    (registries / ".git" / "config").write_text(NOTES, encoding="utf-8")
    (registries.parent / "notes.txt").write_text(NOTES, encoding="utf-8")
    return registries


def named(source: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        (folder / "shi.yaml").write_text(registry(source), encoding="utf-8")

    return make


def absolute(folder: Path) -> None:
    named(str(folder.parent.parent / "home" / "notes.txt"))(folder)


def a_link(folder: Path) -> None:
    named("notes.txt")(folder)
    (folder / "notes.txt").symlink_to("../../home/notes.txt")


def a_linked_folder(folder: Path) -> None:
    named("sources/notes.txt")(folder)
    (folder / "sources").symlink_to("../../home")


def links_in_a_row(folder: Path) -> None:
    named("a/notes.txt")(folder)
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to(folder.parent.parent / "home")


SOURCES: dict[str, Callable[[Path], None]] = {
    "above": named("../notes.txt"),
    "far above": named("../../home/notes.txt"),
    "through itself": named("../registries/../notes.txt"),
    "hidden": named(".git/config"),
    "absolute": absolute,
    "a link": a_link,
    "a linked folder": a_linked_folder,
    "links in a row": links_in_a_row,
}


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("format_name", FORMATS)
def test_a_source_outside_is_said_and_quoted_by_no_format(
    run: Run, folder: Path, source: str, format_name: str
) -> None:
    SOURCES[source](folder)
    for path in (folder, folder / "shi.yaml"):
        ended = run("lint", str(path), "--format", format_name)
        assert ended.code == 1
        assert SECRET not in ended.out + ended.err
        assert "T309" in ended.out
        assert "文件夹之外" in ended.out or "\\u6587" in ended.out


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_outside_is_not_quoted_in_an_editor(folder: Path, source: str) -> None:
    SOURCES[source](folder)
    path = folder / "shi.yaml"
    subject = subject_of_text(path, path.read_text(encoding="utf-8"))
    messages = [finding.message for finding in lint(subject, all_rules())]
    assert any("文件夹之外" in message for message in messages)
    assert SECRET not in "".join(messages)


def test_a_source_inside_is_compared_however_it_is_reached(
    run: Run, folder: Path
) -> None:
    inside = folder / "sources" / "2026"
    inside.mkdir(parents=True)
    (inside / "notes.txt").write_text(NOTES, encoding="utf-8")
    (folder / "link.txt").symlink_to("sources/2026/notes.txt")
    archive = folder / "archive"
    archive.mkdir()
    for source, place in (
        ("sources/2026/notes.txt", folder),
        ("link.txt", folder),
        ("sources/../link.txt", folder),
        ("../link.txt", archive),
    ):
        (place / "shi.yaml").write_text(registry(source), encoding="utf-8")
        assert "T309" not in run("lint", str(place / "shi.yaml")).out, source


@pytest.mark.parametrize("file", ["notes.txt", "faulty.yaml", "unreadable.yaml"])
@pytest.mark.parametrize("kind", ["registry", "desk", "desks"])
def test_a_link_out_of_a_folder_is_said_and_not_quoted(
    run: Run, folder: Path, file: str, kind: str
) -> None:
    home = folder.parent.parent / "home"
    (folder / "own.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    desks = folder.parent / "desks"
    if kind == "registry":
        (folder / "shi.yaml").symlink_to(f"../../home/{file}")
    elif kind == "desk":
        desks.mkdir()
        (desks / "shi.yaml").symlink_to(home / file)
    else:
        (home / "shi.yaml").write_bytes((home / file).read_bytes())
        desks.symlink_to(home)
    before = sorted((path, path.read_bytes()) for path in home.iterdir())
    asked: list[tuple[str, ...]] = [
        ("lint",),
        ("lint", "--fix"),
        *(("lint", "--format", name) for name in FORMATS),
        ("units",),
        ("gaps",),
        ("activate", "--level", "red"),
        ("desk",),
        ("checklist", "--level", "red", "--district", "shi"),
        ("export", "--to", "csv", "-o", str(folder.parent / "out")),
    ]
    for words in asked:
        ended = run(*words, "--registries", str(folder))
        assert SECRET not in ended.out + ended.err, words
        if words[0] == "lint":
            assert ended.code == 1
            assert "S101" in ended.out
        elif kind == "registry":
            assert "文件夹之外" in ended.err, words
            assert ended.code == 2
    ended = run("diff", str(folder), str(folder))
    assert SECRET not in ended.out + ended.err
    assert ("文件夹之外" in ended.err) == (kind == "registry")
    assert sorted((path, path.read_bytes()) for path in home.iterdir()) == before


def test_a_registry_that_is_named_is_ones_own(run: Run, folder: Path) -> None:
    (folder / "shi.yaml").symlink_to("../../home/faulty.yaml")
    ended = run("lint", str(folder / "shi.yaml"))
    assert (ended.code, SECRET in ended.out) == (1, True)


def test_a_sound_registry_behind_a_link_answers(run: Run, folder: Path) -> None:
    other = folder.parent.parent / "home" / "shi.yaml"
    other.write_text(HEAD + UNIT, encoding="utf-8")
    (folder / "shi.yaml").symlink_to(other)
    ended = run("units", "--registries", str(folder), "--format", "json")
    assert ended.code == 0
    assert json.loads(ended.out)["units"]


def test_what_is_remembered_forgets_when_a_source_moves_out(
    run: Run, folder: Path
) -> None:
    named("notes.txt")(folder)
    source = folder / "notes.txt"
    source.write_text("石山区预案\n", encoding="utf-8")
    path = str(folder / "shi.yaml")
    assert "T309" not in run("lint", path).out
    source.unlink()
    source.symlink_to("../../home/notes.txt")
    ended = run("lint", path)
    assert "T309" in ended.out
    assert SECRET not in ended.out
    source.unlink()
    (folder.parent / "notes.txt").rename(source)
    assert "T309" not in run("lint", path).out
