"""A template may be anything that somebody put there: it is read apart, with a limit, and inside its
folder.
"""

import os
from pathlib import Path

import pytest

from conftest import Run, smogctl

SECRET = "hunter2"
WORDS = (
    "notice",
    "start",
    "--level",
    "orange",
    "--district",
    "kunqu",
    "--issued",
    "2026-12-01T08:00",
)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def link(path: Path) -> None:
    path.symlink_to("../secret.j2")


def linked_folder(path: Path) -> None:
    (path.parent / "_more").symlink_to("..")
    path.write_text("#title x\n{% include '_more/secret.j2' %}\n", encoding="utf-8")


def including(path: Path) -> None:
    path.write_text("#title x\n{% include '../secret.j2' %}\n", encoding="utf-8")


def extending(path: Path) -> None:
    (path.parent / "_base.j2").symlink_to("../secret.j2")
    path.write_text("{% extends '_base.j2' %}\n", encoding="utf-8")


def large(path: Path) -> None:
    path.write_bytes(b"#p x\n" * (2 << 20))


def folder_of_its_name(path: Path) -> None:
    path.mkdir()


def circle(path: Path) -> None:
    path.symlink_to(path.name)


MADE = (
    pipe,
    endless,
    link,
    linked_folder,
    including,
    extending,
    large,
    folder_of_its_name,
    circle,
)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("make", MADE)
@pytest.mark.parametrize("name", ["start.j2", "notice.docx"])
def test_a_template_that_is_none_is_refused_at_once_and_quotes_nothing(
    tmp_path: Path, name: str, make: object
) -> None:
    if name == "notice.docx" and make in (linked_folder, including, extending):
        pytest.skip("a Word template includes nothing")
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.j2").write_text(
        f"#p {SECRET} {{{{ {SECRET} }}}}\n{{% {SECRET} %}}\n", encoding="utf-8"
    )
    assert callable(make)
    make(folder / name)
    medium = ("--format", "docx", "-o", str(tmp_path / "out.docx"))
    if name == "start.j2":
        medium = ("--format", "md", "-o", str(tmp_path / "out.md"))
    ended = smogctl(*WORDS, *medium, "--templates", str(folder), timeout=30)
    assert ended.code == 2
    assert "Traceback" not in ended.err
    assert SECRET not in ended.out + ended.err
    assert [path.name for path in tmp_path.glob("out*")] == []
    checked = smogctl("templates", "check", str(folder), timeout=40)
    assert checked.code == 1
    assert SECRET not in checked.out + checked.err


def test_a_template_without_end_to_read_is_stopped_in_its_own_process(
    run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    deep = "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}"
    (folder / "start.j2").write_text(f"#p {deep}\n", encoding="utf-8")
    ended = run(*WORDS, "--templates", str(folder))
    assert (ended.code, "Traceback" in ended.err) == (2, False)
    checked = run("templates", "check", str(folder))
    assert (checked.code, "Traceback" in checked.err) == (1, False)
