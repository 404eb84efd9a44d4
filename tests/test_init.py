"""`init`: a repository of registries for an office, nothing overwritten; and what `lint --fix` keeps fresh in it."""

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, Run

MADE = {
    "README.md",
    ".gitignore",
    ".pre-commit-config.yaml",
    "ci/check.sh",
    ".github/workflows/registries.yml",
    ".gitlab-ci.yml",
    ".workflow/registries.yml",
    "registries/sources/.gitkeep",
    "schema/registry.schema.json",
    "schema/desk.schema.json",
    "desks/.gitignore",
    "desks/qinglan.yaml.example",
}


def files(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in files(folder)}


def test_a_repository_is_made_whole(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "登记 册" / "北区"
    done = run("init", str(folder))
    assert (done.code, done.out) == (0, "")
    assert files(folder) == MADE
    assert len((folder / "README.md").read_text("utf-8").splitlines()) <= 12
    assert (
        f'cd "{folder}"，再 smogctl import 预案.docx --into registries --id' in done.err
    )


def test_what_is_there_stays(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("我们的", "utf-8")
    (tmp_path / "ci").mkdir()
    done = run("init", str(tmp_path))
    assert done.code == 0
    assert "已有而没有动的：README.md" in done.err
    assert (tmp_path / "README.md").read_text("utf-8") == "我们的"
    before = contents(tmp_path)
    again = run("init", str(tmp_path))
    assert again.code == 0
    assert "都已有，没有写入" in again.err
    assert contents(tmp_path) == before


def test_a_file_in_the_way_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("", "utf-8")
    done = run("init", str(tmp_path / "there"))
    assert done.code == 2
    assert "不是文件夹" in done.err


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="needs a folder that refuses"
)
def test_a_folder_that_cannot_be_written_gets_nothing(run: Run, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    done = run("init", str(tmp_path))
    tmp_path.chmod(0o700)
    assert done.code == 2
    assert files(tmp_path) == set()


def test_the_desk_is_its_owner_s_and_stays_out_of_git(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path))
    assert stat.S_IMODE((tmp_path / "desks").stat().st_mode) == 0o700
    assert (
        stat.S_IMODE((tmp_path / "desks/qinglan.yaml.example").stat().st_mode) == 0o600
    )
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    seen = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"],
        cwd=tmp_path, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    assert "README.md" in seen
    assert "desks" not in seen


def test_the_example_desk_is_the_one_in_the_documentation() -> None:
    example, shown = (
        yaml.safe_load(path.read_text("utf-8"))
        for path in (
            ROOT / "templates/repository/desk.yaml",
            ROOT / "docs/examples/desks/qinglan.yaml",
        )
    )
    assert example == shown


def test_every_ci_file_runs_the_one_script(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path))
    for name in (
        ".github/workflows/registries.yml",
        ".gitlab-ci.yml",
        ".workflow/registries.yml",
    ):
        text = (tmp_path / name).read_text("utf-8")
        yaml.safe_load(text)
        assert text.count("sh ci/check.sh") == 1, name
    hook = yaml.safe_load((tmp_path / ".pre-commit-config.yaml").read_text("utf-8"))
    assert hook["repos"][0]["hooks"][0]["entry"] == "smogctl lint"


@pytest.fixture
def with_smogctl(tmp_path: Path) -> dict[str, str]:
    """An environment in which `smogctl` is a command, as after an installation."""
    shim = tmp_path / "bin" / "smogctl"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m smogctl "$@"\n', "utf-8")
    shim.chmod(0o755)
    source = str(ROOT / "src")
    return {
        **os.environ,
        "PYTHONPATH": source,
        "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}",
    }


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_the_script_of_ci_passes_and_fails_as_lint_does(
    run: Run, tmp_path: Path, with_smogctl: dict[str, str]
) -> None:
    folder = tmp_path / "office"
    run("init", str(folder))

    def checked() -> Any:
        done = subprocess.run(
            ["sh", "ci/check.sh"],
            cwd=folder,
            env=with_smogctl,
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout.decode()

    assert checked() == (0, "registries/ 里还没有登记册，没有可查的。\n")
    shutil.copy(ROOT / "registries/kunqu.yaml", folder / "registries")
    shutil.copy(ROOT / "registries/sources/kunqu.txt", folder / "registries/sources")
    assert checked()[0] == 0
    text = (folder / "registries/kunqu.yaml").read_text("utf-8")
    (folder / "registries/kunqu.yaml").write_text(
        text.replace("kind: command", "kind: x"), "utf-8"
    )
    code, said = checked()
    assert code == 1
    assert "F203" in said


def test_an_imported_plan_finds_its_schema_there(run: Run, tmp_path: Path) -> None:
    run("init", str(tmp_path))
    source = str(ROOT / "registries/sources/kunqu.txt")
    done = run(
        "import", source, "--into", str(tmp_path / "registries"), "--id", "kunqu"
    )
    assert done.code == 0
    first = (tmp_path / "registries/kunqu.yaml").read_text("utf-8").split("\n")[0]
    named = (tmp_path / "registries" / first.split("$schema=")[1]).resolve()
    assert json.loads(named.read_text("utf-8"))["title"] == "登记册"


@pytest.fixture
def repository(run: Run, tmp_path: Path) -> Path:
    run("init", str(tmp_path))
    shutil.copy(ROOT / "registries/kunqu.yaml", tmp_path / "registries")
    shutil.copy(ROOT / "registries/sources/kunqu.txt", tmp_path / "registries/sources")
    return tmp_path


def fixed(run: Run, folder: Path) -> str:
    return run("lint", "--fix", str(folder / "registries")).err


def test_a_stale_or_missing_schema_is_renewed_by_fix(
    run: Run, repository: Path
) -> None:
    schema = repository / "schema/registry.schema.json"
    right = schema.read_bytes()
    assert "schema" not in fixed(run, repository)
    schema.write_bytes(right.replace("牵头".encode(), "带头".encode()))
    assert "schema 已更新" in fixed(run, repository)
    assert schema.read_bytes() == right
    shutil.rmtree(repository / "schema")
    assert "schema 已更新" in fixed(run, repository)
    assert schema.read_bytes() == right
    schema.write_bytes(right.replace(b"\n", b"\r\n"))
    assert "schema" not in fixed(run, repository)


@pytest.mark.parametrize("text", ["{}", '{\n  "title": "别的",\n}', "我们的笔记\n", ""])
def test_what_is_no_schema_of_ours_stays(run: Run, repository: Path, text: str) -> None:
    schema = repository / "schema/registry.schema.json"
    schema.write_text(text, "utf-8")
    fixed(run, repository)
    assert schema.read_text("utf-8") == text


@pytest.mark.parametrize(
    "named",
    [
        "../../outside.json",
        "/etc/x.json",
        "../schema/other.json",
        "https://x/registry.schema.json",
    ],
)
def test_no_other_file_is_written_for_a_first_line(
    run: Run, repository: Path, named: str
) -> None:
    file = repository / "registries/kunqu.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("../schema/registry.schema.json", named), "utf-8")
    shutil.rmtree(repository / "schema")
    before = contents(repository)
    fixed(run, repository)
    assert contents(repository) == before


def test_beside_a_single_file_no_schema_is_laid(run: Run, tmp_path: Path) -> None:
    """Only a repository has one: a file that lies anywhere gets nothing beside its folder."""
    folder = tmp_path / "inbox"
    (folder / "sources").mkdir(parents=True)
    shutil.copy(ROOT / "registries/kunqu.yaml", folder)
    shutil.copy(ROOT / "registries/sources/kunqu.txt", folder / "sources")
    run("lint", "--fix", str(folder / "kunqu.yaml"))
    assert not (tmp_path / "schema").exists()


def test_a_new_desk_finds_its_schema(run: Run, repository: Path) -> None:
    (repository / "schema/desk.schema.json").unlink()
    done = run("desk", "--new", "--registries", str(repository / "registries"))
    assert done.code == 0
    first = (repository / "desks/kunqu.yaml").read_text("utf-8").split("\n")[0]
    assert (repository / "desks" / first.split("$schema=")[1]).resolve().is_file()
    assert Path(repository / "schema/desk.schema.json").is_file()


def test_what_is_put_back_is_put_back_whole(run: Run, tmp_path: Path) -> None:
    """The folder of schemas is a file: the registry is written, and nothing else is lost."""
    folder = tmp_path / "registries"
    (folder / "sources").mkdir(parents=True)
    (tmp_path / "schema").write_text("", "utf-8")
    source = str(ROOT / "registries/sources/kunqu.txt")
    done = run("import", source, "--into", str(folder), "--id", "kunqu")
    assert done.code == 0
    assert "登记册不受影响" in done.err
    assert (folder / "kunqu.yaml").is_file()
    before = contents(tmp_path)
    # and an init there writes nothing of its own, since it could not write all
    refused = run("init", str(tmp_path))
    assert refused.code == 2
    assert contents(tmp_path) == before


def test_a_desk_that_cannot_be_written_keeps_all_from_being_written(
    run: Run, tmp_path: Path
) -> None:
    (tmp_path / "desks").write_text("", "utf-8")
    done = run("init", str(tmp_path))
    assert done.code == 2
    assert "desks/qinglan.yaml.example" in done.err
    assert "没有写入" in done.err
    assert files(tmp_path) == {"desks"}


@pytest.mark.parametrize("line", [["init", ""], ["import", "a.txt", "--into", ""]])
def test_an_empty_folder_name_is_refused(
    run: Run, tmp_path: Path, line: list[str]
) -> None:
    (tmp_path / "a.txt").write_text(
        "某县职责\n序号 单位 职责\n1 县教育局 负责停课。\n", "utf-8"
    )
    done = run(*line, cwd=tmp_path)
    assert done.code == 2
    assert files(tmp_path) == {"a.txt"}


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="needs a folder that refuses"
)
def test_a_schema_that_cannot_be_renewed_hides_no_finding(
    run: Run, repository: Path
) -> None:
    schema = repository / "schema/registry.schema.json"
    schema.write_bytes(schema.read_bytes().replace("牵头".encode(), "带头".encode()))
    (repository / "schema").chmod(0o555)
    done = run("lint", "--fix", str(repository / "registries"))
    (repository / "schema").chmod(0o755)
    assert done.code == 2
    assert "1 个文件：" in done.err


def test_a_schema_in_the_way_hides_no_finding(run: Run, repository: Path) -> None:
    """The same where the folder of schemas is a file."""
    shutil.rmtree(repository / "schema")
    (repository / "schema").write_text("", "utf-8")
    done = run("lint", "--fix", str(repository / "registries"))
    assert done.code == 2
    assert "1 个文件：" in done.err


def test_from_inside_the_folder_the_schema_is_laid_too(
    run: Run, repository: Path
) -> None:
    shutil.rmtree(repository / "schema")
    run("lint", "--fix", "kunqu.yaml", cwd=repository / "registries")
    assert (repository / "schema/registry.schema.json").is_file()
