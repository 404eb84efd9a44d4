"""The archive for machines without a network: what is in it, and what its installer accepts and refuses.

The wheels here are made on the spot and hold next to nothing; `.ci/bundle` makes and installs the real archive.
"""

import base64
import ensurepip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement

from conftest import ROOT


def module(path: Path) -> ModuleType:
    """A program of tools/ as a module."""
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


bundle = module(ROOT / "tools" / "bundle.py")
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"
HERE = {
    "linux-x86_64": "linux-x64",
    "linux-aarch64": "linux-aarch64",
    "win-amd64": "windows-x64",
}
PLATFORM = HERE.get(sysconfig.get_platform(), "linux-x64")
TARGET = bundle.Target(PLATFORM, PYTHON)
PAPERS = 'office>=1; extra == "docx"'
SHEETS = 'sheets; extra == "xlsx"'


def wheel(
    folder: Path,
    name: str,
    version: str = "1.0",
    requires: Sequence[str] = (),
    says: str | None = None,
    tag: Any = "py3-none-any",
) -> Path:
    """A wheel with a module of one line; with `says` there is a program that prints it."""
    folder.mkdir(parents=True, exist_ok=True)
    info = f"{name}-{version}.dist-info"
    extras = ("docx", "xlsx", "pdf") if name == "smogctl" else ()
    metadata = [
        *(
            "Metadata-Version: 2.1",
            f"Name: {name}",
            f"Version: {version}",
            "License: MIT",
        ),
        *(f"Provides-Extra: {one}" for one in extras),
        *(f"Requires-Dist: {one}" for one in requires),
    ]
    files = {
        f"{name}.py": f"def main():\n    {says or 'pass'}\n",
        f"{info}/METADATA": "\n".join(metadata) + "\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    if says:
        files[f"{info}/entry_points.txt"] = f"[console_scripts]\n{name} = {name}:main\n"
    record = "".join(
        f"{path},sha256={_digest(text)},{len(text)}\n" for path, text in files.items()
    )
    path = folder / f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file, text in {
            **files,
            f"{info}/RECORD": f"{record}{info}/RECORD,,\n",
        }.items():
            archive.writestr(zipfile.ZipInfo(file), text)
    return path


def _digest(text: str) -> str:
    raw = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def real_pip() -> Path:
    """The wheel of pip that this Python brings along."""
    places = (
        Path(ensurepip.__file__).parent / "_bundled",
        Path("/usr/share/python-wheels"),
    )
    found = [path for place in places for path in place.glob("pip-*.whl")]
    if not found:
        pytest.skip("this Python has no wheel of pip")
    return found[0]


def fetched(
    folder: Path, says: str = "print('smogctl 1.0')", version: str = "1.0"
) -> Any:
    """The wheels of one target, as `fetch` leaves them."""
    own = wheel(folder, "smogctl", version, ["base", PAPERS, SHEETS], says)
    for name in ("base", "office", "sheets"):
        wheel(folder, name)
    shutil.copy(real_pip(), folder)
    return bundle.read_wheel(own)


def made(folder: Path, target: Any = TARGET, **own: str) -> Path:
    """An archive of those wheels."""
    smogctl = fetched(folder / "wheels", **own)
    listed = bundle.contents(smogctl, ["docx", "xlsx"], {target: folder / "wheels"})
    path = folder / "made.zip"
    bundle.write(path, listed, [folder / "wheels"])
    return path


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A bundle for this Python, unpacked in a path with blanks and Chinese characters."""
    with zipfile.ZipFile(made(tmp_path / "made")) as archive:
        archive.extractall(tmp_path / "离线 安装")
    return tmp_path / "离线 安装" / "smogctl-1.0-bundle"


class Ended:
    def __init__(self, done: subprocess.CompletedProcess[bytes]) -> None:
        self.code, self.out, self.err = (
            done.returncode,
            done.stdout.decode(),
            done.stderr.decode(),
        )


def called(words: Sequence[Path | str], home: Path, **env: str) -> Ended:
    settings = {
        name: value for name, value in os.environ.items() if name != "PYTHONPATH"
    }
    return Ended(
        subprocess.run(
            [str(word) for word in words],
            env={
                **settings,
                "HOME": str(home),
                "PYTHONUTF8": "1",
                "XDG_DATA_HOME": "",
                **env,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            check=False,
        )
    )


def install(folder: Path, *words: str, **env: str) -> Ended:
    """Run the installer of a bundle, into `installed` beside it."""
    into: list[Path | str] = ["--into", folder.parent / "装 好"]
    return called(
        [sys.executable, "-I", folder / "install.py", *into, *words],
        folder.parent,
        **env,
    )


def program(folder: Path) -> Path:
    return (
        folder.parent
        / "装 好"
        / "bin"
        / ("smogctl.cmd" if os.name == "nt" else "smogctl")
    )


def answer(folder: Path) -> str:
    """What the installed program says."""
    return called([program(folder)], folder.parent).out.strip()


def notes(folder: Path) -> list[list[str]]:
    """The lines that the environments in use and before it carry, the newest last."""
    found = sorted((folder.parent / "装 好").glob("env-*/smogctl-bundle.txt"))
    return [path.read_text(encoding="utf-8").splitlines() for path in found]


# the archive


def test_the_same_wheels_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = made(tmp_path / "a"), made(tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert made(tmp_path / "c").read_bytes() != first.read_bytes()


def test_the_archive_has_its_hash_beside_it(tmp_path: Path) -> None:
    path = made(tmp_path)
    digest, name = path.with_name("made.zip.sha256").read_text().split()
    assert (digest, name) == (hashlib.sha256(path.read_bytes()).hexdigest(), "made.zip")


def test_an_archive_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = made(tmp_path)
    before = path.read_bytes()
    own = bundle.read_wheel(tmp_path / "wheels" / "smogctl-1.0-py3-none-any.whl")
    listed = bundle.contents(own, ["docx"], {TARGET: tmp_path / "wheels"})
    (tmp_path / "wheels" / "office-1.0-py3-none-any.whl").unlink()
    with pytest.raises(KeyError):
        bundle.write(path, listed, [tmp_path / "wheels"])
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "made.zip",
        "made.zip.sha256",
        "wheels",
    ]


def test_what_is_in_the_archive(unpacked: Path) -> None:
    names = {path.name for path in unpacked.iterdir()}
    assert names == {
        *(
            "wheels",
            "install.sh",
            "install.cmd",
            "install.py",
            "README.txt",
            "no-python.txt",
        ),
        *("contents.json", "SHA256SUMS", "LICENSE"),
    }
    listed = json.loads((unpacked / "contents.json").read_text(encoding="utf-8"))
    rows = {row["name"]: (row["version"], row["licence"]) for row in listed["packages"]}
    assert rows["office"] == ("1.0", "MIT")
    assert set(rows) == {"smogctl", "base", "office", "sheets", "pip"}
    wheels = listed["targets"][0]["wheels"]
    assert wheels[""] == ["base-1.0-py3-none-any.whl", "smogctl-1.0-py3-none-any.whl"]
    assert set(wheels["docx"]) - set(wheels[""]) == {"office-1.0-py3-none-any.whl"}


def test_the_files_of_windows_survive_its_consoles(unpacked: Path) -> None:
    """cmd.exe reads a file in the console's own encoding, and loses labels without CR."""
    script = (unpacked / "install.cmd").read_bytes()
    assert script.isascii()
    assert script.count(b"\n") == script.count(b"\r\n")
    assert b"@numbers@" not in script
    assert PYTHON.encode() in script
    assert (unpacked / "README.txt").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_readme_says_what_is_needed(unpacked: Path) -> None:
    text = (unpacked / "README.txt").read_text(encoding="utf-8-sig")
    for word in (
        "smogctl 1.0",
        "docx、xlsx",
        PYTHON,
        "--check",
        "--remove",
        "SHA256",
        "未试过",
    ):
        assert word in text
    assert len(text.splitlines()) <= 20
    assert "@" not in text


def test_modes_say_what_runs(tmp_path: Path) -> None:
    with zipfile.ZipFile(made(tmp_path)) as archive:
        modes = {
            one.filename.split("/", 1)[1]: one.external_attr >> 16
            for one in archive.filelist
        }
    assert modes["install.sh"] == 0o100755
    assert {mode for name, mode in modes.items() if name != "install.sh"} == {0o100644}


# what a target needs


def targets_of(requirement: str, *targets: tuple[str, str]) -> list[bool]:
    marker = Requirement(requirement).marker
    return [bundle.applies(marker, "", bundle.Target(*target)) for target in targets]


def test_markers_are_those_of_the_target() -> None:
    windows, linux, arm = (
        ("windows-x64", "3.11"),
        ("linux-x64", "3.13"),
        ("linux-aarch64", "3.12"),
    )
    assert targets_of("a; sys_platform == 'win32'", windows, linux) == [True, False]
    assert targets_of("a; python_version < '3.13'", windows, linux) == [True, False]
    assert targets_of("a; platform_machine == 'aarch64'", linux, arm) == [False, True]
    # a release within 3.11 may need what another does not
    assert targets_of("a; python_full_version < '3.11.3'", windows, linux) == [
        True,
        False,
    ]
    assert targets_of("a; python_full_version >= '3.11.3'", windows) == [True]


def test_what_pip_overlooks_for_another_system_is_lacking(tmp_path: Path) -> None:
    wheel(tmp_path, "smogctl", requires=["base", "colours; sys_platform == 'win32'"])
    wheel(tmp_path, "base", requires=["deep[fast]"])
    wheel(tmp_path, "deep", requires=["quick; extra == 'fast'"])
    found, wanted = bundle.wheels_in(tmp_path), Requirement("smogctl")
    for system, lacking in (
        ("windows-x64", {"colours", "quick"}),
        ("linux-x64", {"quick"}),
    ):
        needed, missing = bundle.closure(found, wanted, bundle.Target(system, "3.11"))
        assert {one.name for one in missing} == lacking
        assert [one.name for one in needed] == ["base", "deep", "smogctl"]


def test_a_version_that_somebody_forbids_is_no_bundle(tmp_path: Path) -> None:
    wheel(tmp_path, "smogctl", requires=["base<1"])
    wheel(tmp_path, "base")
    with pytest.raises(bundle.Failed, match="base<1"):
        bundle.closure(bundle.wheels_in(tmp_path), Requirement("smogctl"), TARGET)


def test_the_same_name_with_other_bytes_is_no_bundle(tmp_path: Path) -> None:
    own = fetched(tmp_path / "a")
    fetched(tmp_path / "b")
    wheel(tmp_path / "b", "base", says="print('another')")
    other = bundle.Target(PLATFORM, "3.99")
    with pytest.raises(bundle.Failed, match="base"):
        bundle.contents(own, ["docx"], {TARGET: tmp_path / "a", other: tmp_path / "b"})


# installing


@pytest.mark.skipif(os.name == "nt", reason="programs are called through cmd.exe there")
def test_installing_adding_and_removing(unpacked: Path) -> None:
    first = install(unpacked, "--extra", "docx")
    assert (first.code, first.err) == (0, "")
    assert "附加功能：docx" in first.out
    assert answer(unpacked) == "smogctl 1.0"
    (note,) = notes(unpacked)
    assert note[0] == str(unpacked)

    second = install(unpacked, "--extra", "xlsx")
    assert "附加功能：docx、xlsx" in second.out
    assert answer(unpacked) == "smogctl 1.0"
    # the one before may still be running
    assert [one[1] for one in notes(unpacked)] == ["extras docx", "extras docx xlsx"]

    assert install(unpacked).code == 0
    assert [one[1] for one in notes(unpacked)] == [
        "extras docx xlsx",
        "extras docx xlsx",
    ]
    link = unpacked.parent / ".local" / "bin" / "smogctl"
    assert link.resolve() == program(unpacked).resolve()

    assert install(unpacked, "--remove").code == 0
    assert not link.is_symlink()
    assert not (unpacked.parent / "装 好").exists()
    assert install(unpacked, "--remove").code == 2


def test_settings_for_pip_and_python_do_not_count(unpacked: Path) -> None:
    (unpacked.parent / "smogctl.py").write_text("raise SystemExit('not this one')")
    hostile = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_TARGET": str(unpacked.parent / "target"),
        "PIP_REQUIRE_VIRTUALENV": "nonsense",
        "PYTHONPATH": str(unpacked.parent),
    }
    done = install(unpacked, **hostile)
    assert (done.code, done.err) == (0, "")
    assert "附加功能：docx、xlsx" in done.out
    assert not (unpacked.parent / "target").exists()


def spoiled(unpacked: Path, how: str) -> None:
    wheels = unpacked / "wheels"
    path = wheels / "office-1.0-py3-none-any.whl"
    if how == "内容不符":
        data = bytearray(path.read_bytes())
        data[40] ^= 1
        path.write_bytes(data)
    elif how == "缺少":
        path.unlink()
    else:
        wheel(wheels, "office", "2.0")


@pytest.mark.parametrize("how", ["内容不符", "缺少", "多出"])
def test_a_changed_missing_or_added_wheel_is_refused(unpacked: Path, how: str) -> None:
    assert install(unpacked, "--check").out.startswith("安装包完好")
    spoiled(unpacked, how)
    for words in ([], ["--check"]):
        done = install(unpacked, *words)
        assert done.code == 2
        assert f"{how}：wheels/office-" in done.err
    assert not (unpacked.parent / "装 好").exists()


def test_pip_refuses_what_the_list_does_not_have(unpacked: Path) -> None:
    """Should the sums be made to fit a changed wheel, the list of contents still has the hash."""
    spoiled(unpacked, "内容不符")
    path = unpacked / "wheels" / "office-1.0-py3-none-any.whl"
    sums = unpacked / "SHA256SUMS"
    lines = [
        line for line in sums.read_text().splitlines() if not line.endswith(path.name)
    ]
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    sums.write_text("\n".join([*lines, f"{digest}  wheels/{path.name}"]) + "\n")
    done = install(unpacked)
    assert done.code == 2
    assert "没有成功" in done.err
    assert not (unpacked.parent / "装 好").exists()


@pytest.mark.skipif(os.name == "nt", reason="programs are called through cmd.exe there")
def test_a_failed_update_leaves_the_old_one(unpacked: Path, tmp_path: Path) -> None:
    assert install(unpacked).code == 0
    newer = made(tmp_path / "newer", says="raise SystemExit('broken')", version="2.0")
    with zipfile.ZipFile(newer) as archive:
        archive.extractall(unpacked.parent)
    done = install(unpacked.parent / "smogctl-2.0-bundle")
    assert done.code == 2
    assert "原有的不变" in done.err
    assert "broken" in done.err
    assert answer(unpacked) == "smogctl 1.0"
    assert [one[2] for one in notes(unpacked)] == ["version 1.0"]


def test_an_extra_that_the_bundle_lacks_is_refused(unpacked: Path) -> None:
    done = install(unpacked, "--extra", "pdf")
    assert done.code == 2
    assert "没有附加功能 pdf（有的是 docx、xlsx）" in done.err


def test_a_folder_with_other_things_is_left_alone(unpacked: Path) -> None:
    (unpacked.parent / "装 好" / "bin").mkdir(parents=True)
    (unpacked.parent / "装 好" / "bin" / "mine").write_text("")
    for words in ([], ["--remove"]):
        assert install(unpacked, *words).code == 2
    assert (unpacked.parent / "装 好" / "bin" / "mine").exists()


def test_a_link_of_something_else_is_left_alone(unpacked: Path) -> None:
    link = unpacked.parent / ".local" / "bin" / "smogctl"
    link.parent.mkdir(parents=True)
    link.write_text("mine")
    done = install(unpacked)
    assert done.code == 0
    assert os.name == "nt" or "没有动它" in done.out
    assert link.read_text() == "mine"


def test_options_are_refused_in_chinese(unpacked: Path) -> None:
    done = install(unpacked, "--nonsense")
    assert done.code == 2
    assert "看不懂这些选项" in done.err
    assert "--remove" in install(unpacked, "--help").out


# which Python, which machine


def relisted(unpacked: Path, **changes: str) -> None:
    """The bundle as if its target were another."""
    path = unpacked / "contents.json"
    listed = json.loads(path.read_text(encoding="utf-8"))
    listed["targets"][0] |= changes
    path.write_text(json.dumps(listed), encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"platform": "solaris"}, "安装包只有 solaris 的"),
        ({"python": "3.99"}, "安装包只有 3.99 版"),
        ({"glibc": "99.1"}, "要 99.1 或更新"),
    ],
)
def test_what_is_not_covered_is_said(
    unpacked: Path, changes: dict[str, str], said: str
) -> None:
    if "glibc" in changes and not PLATFORM.startswith("linux"):
        pytest.skip("there is no C library to ask for here")
    relisted(unpacked, **changes)
    done = install(unpacked)
    assert done.code == 2
    assert said in done.err
    assert not (unpacked.parent / "装 好").exists()


def installer(unpacked: Path) -> ModuleType:
    return module(unpacked / "install.py")


def test_a_c_library_that_is_none_of_gnus_is_said(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = installer(unpacked)

    def unknown(name: Any) -> None:
        raise ValueError(name)

    monkeypatch.setattr(os, "confstr", unknown, raising=False)
    with pytest.raises(program.Refused, match="musl"):
        program.check_libc("2.17")
    program.check_libc("")


def test_a_python_without_venv_is_said(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = installer(unpacked)
    monkeypatch.setattr(program.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(program.Refused, match=r"没有 venv 模块.*venv"):
        program.fitting(program.contents())


def test_a_special_python_takes_no_ordinary_wheels(
    unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = installer(unpacked)
    monkeypatch.setattr(program.sys, "maxsize", 2**31 - 1)
    with pytest.raises(program.Refused, match="32 位"):
        program.fitting(program.contents())


@pytest.mark.skipif(os.name == "nt", reason="install.sh is for Unix")
class TestShell:
    def pythons(self, tmp_path: Path, **scripts: str) -> Path:
        """A folder of programs, and the PATH that has them and what a shell needs."""
        folder = tmp_path / "程 序"
        folder.mkdir()
        for name in ("dirname", "sh"):
            there = shutil.which(name)
            assert there is not None, name
            (folder / name).symlink_to(there)
        for name, script in scripts.items():
            path = folder / name.replace("_", ".")
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
        return folder

    def run(self, unpacked: Path, folder: Path, *words: str, **env: str) -> Ended:
        shell = shutil.which("sh")
        assert shell is not None
        called_with: list[Path | str] = [shell, unpacked / "install.sh", *words]
        return called(called_with, unpacked.parent, PATH=str(folder), **env)

    def test_the_first_python_that_fits_is_taken(
        self, unpacked: Path, tmp_path: Path
    ) -> None:
        old = "exit 1"
        right = f'exec "{sys.executable}" "$@"'
        named = f"python{PYTHON}".replace(".", "_")
        done = self.run(
            unpacked, self.pythons(tmp_path, python3=old, **{named: right}), "--check"
        )
        assert (done.code, done.err) == (0, "")
        assert "安装包完好" in done.out

    def test_without_a_python_it_is_said(self, unpacked: Path, tmp_path: Path) -> None:
        old = '[ "$1" = --version ] && echo Python 3.7.9 && exit; exit 1'
        done = self.run(unpacked, self.pythons(tmp_path, python3=old))
        assert done.code == 2
        assert (
            f"没有找到可用的 Python，什么也没有安装。这个安装包可用 {PYTHON} 版"
            in done.err
        )
        assert "python3：Python 3.7.9，太旧" in done.err

    def test_why_a_python_does_not_fit_is_said(
        self, unpacked: Path, tmp_path: Path
    ) -> None:
        relisted(unpacked, python="3.99")
        right = f'exec "{sys.executable}" "$@"'
        done = self.run(unpacked, self.pythons(tmp_path, python3=right))
        assert done.code == 2
        assert "python3：这个 Python 是 cpython" in done.err

    def test_a_python_can_be_named(self, unpacked: Path, tmp_path: Path) -> None:
        folder = self.pythons(tmp_path, python3="exit 1")
        done = self.run(unpacked, folder, "--check", SMOGCTL_PYTHON=sys.executable)
        assert done.code == 0
        done = self.run(unpacked, folder, "--check", SMOGCTL_PYTHON="/none")
        assert done.code == 2
