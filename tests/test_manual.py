"""The page of the manual, as groff sets it."""

import re
import subprocess

import pytest

from browser import need
from conftest import ROOT
from smogctl.cli import commands
from smogctl.cli.commands import incident
from smogctl.system.shipped import parts_of
from smogctl.text.roff import escape_roff


def set_by_groff(text: str, *options: str) -> tuple[str, str]:
    done = subprocess.run(
        [need("groff"), "-man", "-Tutf8", "-Kutf8", "-P-cbu", *options],
        input=text.encode(),
        capture_output=True,
        check=True,
    )
    return done.stdout.decode(), done.stderr.decode()


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "man" / "smogctl.1").read_text("utf-8")


def test_every_command_is_on_it(page: str) -> None:
    shown, _ = set_by_groff(page, "-rLL=2000n")
    for name in parts_of(commands):
        assert f"smogctl {name} [选项]" in shown
    for name in parts_of(incident):
        assert f"smogctl incident {name} [选项]" in shown
    assert "smogctl duties --unit 公安局" in shown
    assert "-l, --level 级别" in shown


def test_groff_finds_nothing_wrong_with_it(page: str) -> None:
    _, warnings = set_by_groff(page, "-ww")
    # a line of Chinese has no blanks to be spread
    told = [line for line in warnings.splitlines() if "cannot adjust line" not in line]
    assert told == []


@pytest.mark.parametrize(
    "text",
    [
        ".TH X 1",
        "'so /etc/passwd",
        "\\fBbold\\fR",
        "a\\",
        "--level -l",
        "`x^y~z'",
        '"q"',
        "\\n(.g",
    ],
)
def test_what_is_hostile_is_shown_as_it_stands(text: str) -> None:
    shown, _ = set_by_groff(f".TH T 1\n.SH 名称\n{escape_roff(text)}\n")
    assert text in re.sub("[‐−]", "-", shown)


def test_a_wheel_lays_it_where_man_looks() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert '"docs/man/smogctl.1" = "share/man/man1/smogctl.1"' in text
