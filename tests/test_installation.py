"""What is said where a library is lacking fits how smogctl was installed, and names what a registry has."""

import subprocess
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from conftest import ROOT
from smogctl.system import installation
from smogctl.system.installation import BUNDLE, PACKAGES, how_to_add
from smogctl.text.plain import as_typed


def test_the_libraries_are_those_of_the_extras() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    for extra, package in PACKAGES.items():
        assert package in extras[extra], extra


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of an environment."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    return tmp_path


def test_in_an_environment_pip_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/opt/新 区/bin/python")
    monkeypatch.setattr(installation, "find_spec", lambda name: object())
    assert (
        how_to_add("docx") == '"/opt/新 区/bin/python" -m pip install "docxtpl>=0.20.2"'
    )
    assert how_to_add("pg").endswith('-m pip install "psycopg[binary]>=3.2"')


def test_without_pip_uv_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "find_spec", lambda name: None)
    assert (
        how_to_add("xlsx")
        == f'uv pip install --python {as_typed(sys.executable)} "xlsxwriter>=3.2"'
    )


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "uv-receipt.toml",
            f'uv pip install --python {as_typed(sys.executable)} "pdfplumber>=0.11.6"',
        ),
        ("pipx_metadata.json", 'pipx inject {home} "pdfplumber>=0.11.6"'),
    ],
)
def test_of_a_tool_s_own_environment_that_tool_is_named(
    home: Path, note: str, said: str
) -> None:
    (home / note).write_text("", "utf-8")
    # pipx calls the environment as the tool is called, with a suffix where it was given one
    assert how_to_add("pdf") == said.format(home=as_typed(home.name))


def test_from_a_bundle_its_script_is_named(home: Path) -> None:
    (home / BUNDLE).write_text("/media/离线包\n", "utf-8")
    (home / "pipx_metadata.json").write_text("", "utf-8")
    assert how_to_add("pdf") == "cd /media/离线包 && sh install.sh --extra pdf"


def test_nothing_says_that_smogctl_is_in_a_registry() -> None:
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text("utf-8")
        assert "install 'smogctl[" not in text, path
        assert "install smogctl" not in text, path


def test_a_missing_library_is_told_with_what_to_type(tmp_path: Path) -> None:
    """The real command, in an interpreter that has no xlsxwriter."""
    code = (
        "import sys; sys.modules['xlsxwriter'] = None\n"
        "sys.argv = ['smogctl', 'units', '--format', 'xlsx', '-o', sys.argv[1]]\n"
        "from smogctl.cli.main import main; main()"
    )
    target = tmp_path / "units.xlsx"
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 2
    assert "要另装一个库" in said
    assert "install" in said
    assert "xlsxwriter" in said
    assert not target.exists()
    assert find_spec("xlsxwriter")
