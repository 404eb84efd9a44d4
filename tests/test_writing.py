"""Whole files and folders or none: what stands at the moment of replacing, strays, acts, other file systems."""

import errno
import json
import multiprocessing
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run
from smogctl.system import renames
from smogctl.system.files import ACT_NOTE
from smogctl.system.parallel import each
from smogctl.system.unfinished import complete_in
from smogctl.system.writing import (
    Act,
    FolderPlace,
    Replacing,
    staged_file,
    staged_folder,
    write_folder,
    write_instead,
    write_together,
    write_whole,
)
from smogctl.system.writing.files import scratch
from smogctl.system.writing.remarks import taken
from smogctl.system.writing.workshop import note_of
from smogctl.values.findings import Refusal

unix = pytest.mark.skipif(os.name == "nt", reason="locks and signals of Unix")


@pytest.fixture(autouse=True)
def _nothing_said() -> Iterator[None]:
    taken()
    yield
    taken()


@pytest.fixture(params=["one call", "steps"])
def exchanged(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Once as the system exchanges names, once where it has no call for that."""
    if request.param == "steps":
        monkeypatch.setattr(renames, "_renamed", lambda *_: False)
    return str(request.param)


def tree(folder: Path) -> dict[str, bytes | None]:
    """All that is in a folder, hidden things too."""
    there = {}
    for path in sorted(folder.rglob("*")):
        data = None if path.is_dir() else path.read_bytes()
        there[path.relative_to(folder).as_posix()] = data
    return there


# folders


@pytest.mark.usefixtures("exchanged")
def test_a_file_that_somebody_added_meanwhile_survives(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", [("a", b"old")])
    with (
        pytest.raises(Refusal, match=r"别的东西（mine.txt）"),
        staged_folder(tmp_path / "out", replace=True) as fresh,
    ):
        fresh.append("a", b"new")
        (tmp_path / "out" / "mine.txt").write_bytes(b"mine")
    assert tree(tmp_path) == {
        "out": None,
        "out/.smogctl": b"a\n",
        "out/a": b"old",
        "out/mine.txt": b"mine",
    }


@pytest.mark.usefixtures("exchanged")
def test_a_folder_that_somebody_made_meanwhile_survives(tmp_path: Path) -> None:
    for replace in (False, True):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        with (
            pytest.raises(Refusal, match="没有写入"),
            staged_folder(tmp_path / "out", replace=replace) as fresh,
        ):
            fresh.append("a", b"new")
            (tmp_path / "out").mkdir()
            (tmp_path / "out" / "mine.txt").write_bytes(b"mine")
        assert tree(tmp_path) == {"out": None, "out/mine.txt": b"mine"}


@pytest.mark.usefixtures("exchanged")
def test_an_empty_folder_of_somebodys_own_is_foreign(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", [("a", b"old")])
    (tmp_path / "out" / "mine").mkdir()
    with pytest.raises(Refusal, match="别的东西（mine）"):
        write_folder(tmp_path / "out", [("a", b"new")], replace=True)
    assert (tmp_path / "out" / "mine").is_dir()


@pytest.mark.usefixtures("exchanged")
def test_a_folder_is_replaced_with_its_folders_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", [("a/b", b"1"), ("c", b"2")])
    write_folder(tmp_path / "out", [("a/b", b"3"), ("d", b"4")], replace=True)
    assert tree(tmp_path) == {
        "out": None,
        "out/.smogctl": b"a/b\nd\n",
        "out/a": None,
        "out/a/b": b"3",
        "out/d": b"4",
    }


def _writer(path: Path, own: bytes, replace: bool, gate: Any, told: Any) -> None:
    try:
        with staged_folder(path, replace=replace) as fresh:
            fresh.append("a", own)
            gate.wait(30)
        told.put((own, ""))
    except Refusal as refusal:
        told.put((own, str(refusal)))


@unix
@pytest.mark.parametrize("replace", [False, True])
def test_of_three_writers_at_once_one_wins_and_the_others_say_so(
    tmp_path: Path, *, replace: bool
) -> None:
    fork = multiprocessing.get_context("fork")
    for trial in range(5):
        path = tmp_path / f"out{trial}"
        if replace:
            write_folder(path, [("a", b"old"), ("b", b"old")])
        gate, told = fork.Barrier(3), fork.Queue()
        writers = [
            fork.Process(target=_writer, args=(path, own, replace, gate, told))
            for own in (b"1", b"2", b"3")
        ]
        for writer in writers:
            writer.start()
        ended = [told.get(timeout=60) for _ in writers]
        for writer in writers:
            writer.join(60)
        won = [own for own, refused in ended if not refused]
        assert len(won) == 1
        assert all("没有写入" in refused for own, refused in ended if own not in won)
        assert tree(path) == {".smogctl": b"a\n", "a": won[0]}
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]


# files


@pytest.mark.usefixtures("exchanged")
def test_a_file_that_is_not_to_be_replaced_survives_what_came_meanwhile(
    tmp_path: Path,
) -> None:
    with (
        pytest.raises(Refusal, match=r"已有 .*x\.txt，没有写入"),
        staged_file(tmp_path / "x.txt", replace=False) as fresh,
    ):
        fresh.write_bytes(b"new")
        (tmp_path / "x.txt").write_bytes(b"mine")
    assert tree(tmp_path) == {"x.txt": b"mine"}


@pytest.mark.usefixtures("exchanged")
def test_what_was_edited_since_it_was_read_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"read")
    write_instead(path, b"read", b"mended")
    assert tree(tmp_path) == {"x.yaml": b"mended"}
    path.write_bytes(b"edited")
    with pytest.raises(Refusal, match="别处被改过"):
        write_instead(path, b"mended", b"again")
    assert tree(tmp_path) == {"x.yaml": b"edited"}


def _write_private(path: Path, data: bytes) -> None:
    with Act() as act:
        act.private_file(path, data)


def test_a_private_file_and_its_folder_are_its_owners_alone(tmp_path: Path) -> None:
    _write_private(tmp_path / "a" / "b" / "x", b"1")
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0
    assert (tmp_path / "a" / "b" / "x").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "a" / "b" / ".gitignore").read_bytes() == b"*\n"
    with pytest.raises(Refusal, match="已有"):
        _write_private(tmp_path / "a" / "b" / "x", b"2")


# strays


def _dead(folder: Path, name: str, **files: bytes) -> Path:
    part = folder / f".{name}.0123456789ab.part"
    part.mkdir(0o700)
    for inner, data in files.items():
        (part / inner).write_bytes(data)
    return part


@unix
def test_what_a_kill_left_is_swept_by_the_next_writing_in_that_folder(
    tmp_path: Path,
) -> None:
    _dead(tmp_path, "other.txt", new=b"half")
    write_whole(tmp_path / "x.txt", b"1")
    assert tree(tmp_path) == {"x.txt": b"1"}


@unix
def test_what_somebody_is_writing_is_not_swept(tmp_path: Path) -> None:
    with staged_file(tmp_path / "slow.txt") as fresh:
        fresh.write_bytes(b"slow")
        write_whole(tmp_path / "x.txt", b"1")
        write_whole(tmp_path / "slow.txt", b"quick")
        assert fresh.read_bytes() == b"slow"
    assert tree(tmp_path) == {"slow.txt": b"slow", "x.txt": b"1"}


@unix
def test_what_was_put_aside_goes_back_where_nothing_stands(tmp_path: Path) -> None:
    _dead(tmp_path, "lost.txt", old=b"old", new=b"half")
    _dead(tmp_path, "there.txt", old=b"old")
    (tmp_path / "there.txt").write_bytes(b"new")
    write_whole(tmp_path / "x.txt", b"1")
    assert tree(tmp_path) == {
        "lost.txt": b"old",
        "there.txt": b"new",
        "x.txt": b"1",
    }
    assert any("已恢复" in remark for remark in taken())


@unix
def test_of_an_old_folder_only_what_smogctl_wrote_is_deleted(tmp_path: Path) -> None:
    part = _dead(tmp_path, "out")
    (part / "new").mkdir()
    for name, data in ((".smogctl", b"a\n"), ("a", b"1"), ("mine.txt", b"mine")):
        (part / "new" / name).write_bytes(data)
    write_whole(tmp_path / "x.txt", b"1")
    left = [path.read_bytes() for path in part.rglob("*.txt")]
    assert left == [b"mine"]
    assert not (part / "new" / "a").exists()
    assert any(part.name in remark for remark in taken())


@unix
def test_of_a_folder_that_was_not_finished_nothing_stays(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        with staged_folder(tmp_path / "out") as fresh:
            fresh.append("a", b"1")
            Path.rename = lambda *_: os.kill(os.getpid(), signal.SIGKILL)  # type: ignore[method-assign, assignment]
        os._exit(0)
    os.waitpid(child, 0)
    assert len(list(tmp_path.iterdir())) == 1
    write_whole(tmp_path / "x.txt", b"1")
    assert tree(tmp_path) == {"x.txt": b"1"}


@unix
def test_a_link_is_no_stray(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "new").write_bytes(b"kept")
    (tmp_path / ".x.0123456789ab.part").symlink_to(tmp_path / "kept")
    write_whole(tmp_path / "x", b"1")
    assert (tmp_path / "kept" / "new").read_bytes() == b"kept"


# acts


@pytest.mark.usefixtures("exchanged")
@pytest.mark.parametrize("bad", ["first", "last"])
def test_when_one_cannot_be_placed_all_stay_old(tmp_path: Path, bad: str) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_bytes(b"old")
    names = ["c", "a", "b"] if bad == "first" else ["a", "b", "c"]
    with pytest.raises(Refusal, match="已有"), Act() as act:
        for name in names:
            replace = name != "c"
            if not replace:
                (tmp_path / "c").unlink()
            act.file(tmp_path / name, b"new", replace=replace)
        (tmp_path / "c").write_bytes(b"mine")
    assert tree(tmp_path) == {"a": b"old", "b": b"old", "c": b"mine"}


def test_two_things_do_not_go_to_one_place(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "x")
    with pytest.raises(Refusal, match="不同的文件名"), Act() as act:
        act.file(tmp_path / "x", b"1")
        act.file(tmp_path / "link", b"2")
    assert not (tmp_path / "x").exists()


def test_a_folder_and_a_file_are_one_act(tmp_path: Path) -> None:
    (tmp_path / "facts").write_bytes(b"old")
    write_folder(tmp_path / "out", [("a", b"old")])

    def write(allowed: bool, facts: str) -> None:
        with Act() as act:
            place = FolderPlace(tmp_path / "out", Replacing(allowed))
            act.folder(place, [("a", b"new")])
            act.file(tmp_path / facts, b"new")

    before = tree(tmp_path)
    for allowed, facts in ((False, "facts"), (True, "no/facts")):
        with pytest.raises(Refusal, match="没有写入"):
            write(allowed, facts)
        assert tree(tmp_path) == before
    write(True, "facts")
    assert (tmp_path / "out" / "a").read_bytes() == b"new"
    assert (tmp_path / "facts").read_bytes() == b"new"


def _killed_between(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]
) -> None:
    """Do something in a child that is killed when the second of its things takes its place."""
    child = os.fork()
    if not child:
        placed: list[Path] = []
        real = renames.rename_new

        def rename(source: Path, target: Path) -> None:
            if placed:
                os.kill(os.getpid(), signal.SIGKILL)
            placed.append(target)
            real(source, target)

        monkeypatch.setattr("smogctl.system.writing.placing.rename_new", rename)
        write()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL


@unix
def test_what_was_killed_between_two_placings_is_completed_by_the_next_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "r").mkdir()
    files = ((tmp_path / "s" / "a", b"1"), (tmp_path / "r" / "b", b"2"))
    _killed_between(monkeypatch, lambda: write_together(*files))
    assert (tmp_path / "r" / ACT_NOTE).exists()
    complete_in(str(tmp_path / "r"))
    assert tree(tmp_path) == {"r": None, "r/b": b"2", "s": None, "s/a": b"1"}
    assert any("已补上" in remark for remark in taken())


@unix
def test_what_was_killed_is_completed_by_a_writer_in_any_of_its_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "r").mkdir()
    files = ((tmp_path / "s" / "a", b"1"), (tmp_path / "r" / "b", b"2"))
    _killed_between(monkeypatch, lambda: write_together(*files))
    write_whole(tmp_path / "s" / "c", b"3")
    expected = {"r": None, "r/b": b"2", "s": None, "s/a": b"1", "s/c": b"3"}
    assert tree(tmp_path) == expected


@unix
def test_a_registry_and_its_source_fit_after_a_kill(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "registries").mkdir()
    plan = tmp_path / "plan.txt"
    plan.write_text("附件 职责\n区教育局：橙色预警时，停止户外活动。\n", "utf-8")
    words = ["import", str(plan), "--into", "registries", "--id", "shi", "--name", "市"]
    _killed_between(monkeypatch, lambda: run(*words, cwd=tmp_path))
    assert not (tmp_path / "registries" / "shi.yaml").exists()
    done = run("duties", "--unit", "区教育局", cwd=tmp_path)
    assert (done.code, "停止户外活动" in done.out) == (0, True)
    assert "已补上" in done.err
    assert list((tmp_path / "registries" / "sources").iterdir())


@unix
@pytest.mark.parametrize(
    "change",
    [
        "other inode",
        "open to all",
        "a link",
        "a folder",
        "no JSON",
        "no list",
        "far away",
        "deep",
    ],
)
def test_a_note_that_is_not_ours_moves_nothing(tmp_path: Path, change: str) -> None:
    part = _dead(tmp_path, "x.yaml", new=b"evil")
    (tmp_path / "x.yaml").write_bytes(b"good")
    member: dict[str, Any] = {
        "part": part.name,
        "name": "x.yaml",
        "new": (part / "new").stat().st_ino,
        "before": (tmp_path / "x.yaml").stat().st_ino,
    }
    note = tmp_path / ACT_NOTE
    if change == "other inode":
        member["new"] += 1
    elif change == "far away":
        member |= {"part": f"../{part.name}", "name": "../x.yaml"}
    text = json.dumps({"format": "smogctl.act/1", "members": [member]})
    if change == "no JSON":
        text = text[:-5]
    elif change == "no list":
        text = json.dumps({"format": "smogctl.act/1", "members": {"a": 1}})
    elif change == "deep":
        text = "[" * 100_000
    if change == "a folder":
        note.mkdir()
    elif change == "a link":
        (tmp_path / "elsewhere").write_text(text, "utf-8")
        note.symlink_to(tmp_path / "elsewhere")
    else:
        note.write_text(text, "utf-8")
    if change == "open to all":
        note.chmod(0o666)
    complete_in(str(tmp_path))
    assert (tmp_path / "x.yaml").read_bytes() == b"good"


@unix
def test_what_somebody_changed_since_the_kill_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = ((tmp_path / "a", b"1"), (tmp_path / "b", b"2"))
    _killed_between(monkeypatch, lambda: write_together(*files))
    (tmp_path / "b").write_bytes(b"mine")
    complete_in(str(tmp_path))
    assert tree(tmp_path) == {"a": b"1", "b": b"mine"}
    assert any("请看过" in remark for remark in taken())


def test_a_facts_file_never_records_a_paper_that_was_not_written(
    run: Run, tmp_path: Path
) -> None:
    words = ["notice", "start", "-d", "kunqu", "-l", "yellow"]
    beside = ["--save-facts", "facts.yaml", "--note", "note.txt"]
    (tmp_path / "signed.txt").write_bytes(b"signed")
    for name in ("signed.txt", "no/start.txt", "facts.yaml"):
        done = run(*words, "-o", name, *beside, cwd=tmp_path)
        assert done.code == 2
        assert tree(tmp_path) == {"signed.txt": b"signed"}
    done = run(
        *words, "-f", "text", "--all-bodies", "-o", "papers", *beside, cwd=tmp_path
    )
    assert done.code == 0
    there = set(tree(tmp_path))
    assert {"facts.yaml", "note.txt", "papers/.smogctl"} < there
    before = tree(tmp_path)
    more = ["--reason", "会商", "--all-bodies", "-f", "text", "-o", "papers"]
    assert run(*words, *more, *beside, cwd=tmp_path).code == 2
    assert tree(tmp_path) == before


# file systems that keep less


def _failing(monkeypatch: pytest.MonkeyPatch, calls: str, number: int) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    for call in calls.split():
        monkeypatch.setattr(os, call, fail)


@pytest.mark.parametrize(
    ("call", "number", "word"),
    [
        ("chmod fchmod", errno.EPERM, "权限没有照设"),
        ("chmod fchmod", errno.ENOTSUP, "权限没有照设"),
        ("fsync", errno.EINVAL, "不能确认落盘"),
        ("fsync", errno.ENOTSUP, "不能确认落盘"),
    ],
)
def test_what_a_file_system_cannot_keep_is_said(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    number: int,
    word: str,
) -> None:
    _failing(monkeypatch, call, number)
    done = run("units", "-d", "kunqu", "-o", str(tmp_path / "x.txt"))
    assert done.code == 0
    assert "注意：这里的磁盘" in done.err
    assert word in done.err
    assert "区公安局" in (tmp_path / "x.txt").read_text("utf-8")


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_content_that_was_not_kept_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    (tmp_path / "x.txt").write_bytes(b"old")
    _failing(monkeypatch, "fsync", number)
    done = run("units", "-d", "kunqu", "-o", str(tmp_path / "x.txt"))
    assert done.code == 2
    assert "没有写入" in done.err
    assert tree(tmp_path) == {"x.txt": b"old"}


def _no_folder_is_synced(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    sync = os.fsync

    def fail(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fail)


@unix
@pytest.mark.parametrize("number", [errno.EIO, errno.EROFS])
@pytest.mark.parametrize("before", [None, b"old"])
def test_a_name_that_may_be_lost_is_not_called_kept(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    before: bytes | None,
) -> None:
    path = tmp_path / "x.txt"
    if before is not None:
        path.write_bytes(before)
    _no_folder_is_synced(monkeypatch, number)
    done = run("units", "-d", "kunqu", "-o", str(path))
    assert done.code == 0
    assert "没有确认落盘" in done.err
    assert "区公安局" in path.read_text("utf-8")


@unix
def test_a_folder_whose_files_may_be_lost_takes_no_place(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _no_folder_is_synced(monkeypatch, errno.EIO)
    words = ("export", "-d", "kunqu", "--table", "units", "--to", "csv")
    done = run(*words, "-o", str(tmp_path / "tables"))
    assert done.code == 2
    assert "没有写入" in done.err
    assert not list(tmp_path.iterdir())


@unix
def test_permissions_are_synced_with_what_they_are_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On btrfs a file that was synced and given its permissions then has lost them after a power cut."""
    kept: dict[int, int] = {}
    sync = os.fsync

    def look(handle: int) -> None:
        sync(handle)
        status = os.fstat(handle)
        kept[status.st_ino] = status.st_mode

    monkeypatch.setattr(os, "fsync", look)
    write_whole(tmp_path / "x.txt", b"1")
    write_folder(tmp_path / "out", [("a", b"1")])
    write_together((tmp_path / "y.txt", b"1"), (tmp_path / "tree" / "z.txt", b"1"))
    with staged_folder(tmp_path / "mine", private=True) as fresh:
        fresh.append("a", b"1")
    for name in ("x.txt", "out", "mine", "y.txt", "tree", "tree/z.txt"):
        status = (tmp_path / name).stat()
        assert kept[status.st_ino] == status.st_mode


@unix
@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EOPNOTSUPP])
def test_it_is_written_where_there_are_no_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import fcntl

    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", fail)
    part = _dead(tmp_path, "x.txt", new=b"who knows")
    write_whole(tmp_path / "x.txt", b"1")
    write_folder(tmp_path / "out", [("a", b"1")])
    write_folder(tmp_path / "out", [("a", b"2")], replace=True)
    # without a lock only its age tells that nobody holds it
    assert part.exists()
    long_ago = time.time() - 7200
    os.utime(part, (long_ago, long_ago))
    write_whole(tmp_path / "x.txt", b"2")
    assert set(tree(tmp_path)) == {"out", "out/.smogctl", "out/a", "x.txt"}


def _numbers(jobs: Any) -> list[tuple[int, int]]:
    return [(job, os.getpid()) for job in jobs]


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EROFS, errno.ENOSPC])
def test_without_shared_memory_one_process_does_the_work(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """/dev/shm missing, read-only, full: the system gives no semaphore."""

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("_multiprocessing.SemLock", fail)
    done = list(each(_numbers, list(range(100))))
    assert done == [(job, os.getpid()) for job in range(100)]


# what stands at each step


@pytest.mark.parametrize("listed", [None, b"\xff"])
def test_a_folder_that_smogctl_did_not_write_is_not_replaced(
    tmp_path: Path, listed: bytes | None
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a").write_bytes(b"mine")
    if listed is not None:
        (tmp_path / "out" / ".smogctl").write_bytes(listed)
    before = tree(tmp_path)
    with pytest.raises(Refusal, match="不是 smogctl 写的，不能换掉"):
        write_folder(tmp_path / "out", [("a", b"new")], replace=True)
    assert tree(tmp_path) == before


def test_what_is_dropped_while_a_folder_is_filled_is_not_in_it(tmp_path: Path) -> None:
    with staged_folder(tmp_path / "out") as fresh:
        fresh.append("a", b"1")
        fresh.append("b", b"2")
        fresh.drop("a")
    assert tree(tmp_path) == {"out": None, "out/.smogctl": b"b\n", "out/b": b"2"}


@unix
def test_what_is_not_yet_there_is_its_owners_alone(tmp_path: Path) -> None:
    with staged_file(tmp_path / "a") as fresh:
        assert fresh.stat().st_mode & 0o777 == 0o600
        assert fresh.parent.stat().st_mode & 0o777 == 0o700


@unix
def test_a_lock_is_held_by_one_and_costs_no_handle(tmp_path: Path) -> None:
    held = renames.hold(tmp_path)
    assert held is not None
    count = len(os.listdir("/dev/fd"))
    for _ in range(3):
        with pytest.raises(BlockingIOError):
            renames.hold(tmp_path)
    assert len(os.listdir("/dev/fd")) == count
    renames.release(held)
    assert len(os.listdir("/dev/fd")) == count - 1
    renames.release(renames.hold(tmp_path))
    assert len(os.listdir("/dev/fd")) == count - 1


@unix
@pytest.mark.skipif(
    os.name != "nt" and os.getuid() != 0, reason="root alone gives files away"
)
def test_what_another_users_kill_left_is_not_swept(tmp_path: Path) -> None:
    part = _dead(tmp_path, "x.txt", new=b"half")
    os.chown(part, 12345, -1)
    write_whole(tmp_path / "x.txt", b"1")
    assert part.exists()


@unix
def test_a_note_is_told_by_its_name(tmp_path: Path) -> None:
    note = tmp_path / ACT_NOTE
    note.write_bytes(b"{}")
    for told, known in {
        f"../{ACT_NOTE}": note,
        f"x/../../{ACT_NOTE}": note,
        f"../\0/../{ACT_NOTE}": None,
        "../other": None,
        f"../no/{ACT_NOTE}": None,
        "": None,
    }.items():
        part = _dead(tmp_path, "x.txt", act=told.encode())
        assert note_of(part) == known, told
        shutil.rmtree(part)
    part = _dead(tmp_path, "x.txt", act=b"\xff")
    assert note_of(part) is None
    shutil.rmtree(part)
    assert note_of(_dead(tmp_path, "x.txt")) is None


def test_several_files_replace_what_was_there_unless_they_must_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(Refusal, match="没有写入"):
        write_together((tmp_path / "a", b"1"), (tmp_path / "b", b"2"), replace=False)
    assert tree(tmp_path) == {"a": b"old"}
    write_together((tmp_path / "a", b"1"), (tmp_path / "b", b"2"))
    assert tree(tmp_path) == {"a": b"1", "b": b"2"}


@unix
def test_a_file_of_an_act_is_private_where_that_is_asked(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        with Act() as act:
            act.file(tmp_path / "open", b"1")
            act.file(tmp_path / "mine", b"2", private=True)
            act.file_with_folders(tmp_path / "new" / "f", b"3")
            act.file_with_folders(tmp_path / "own" / "f", b"4", private=True)
        with pytest.raises(Refusal), Act() as act:
            act.file_with_folders(tmp_path / "open", b"5", replace=False)
        with Act() as act:
            act.file_with_folders(tmp_path / "open", b"6")
    finally:
        os.umask(mask)
    assert (tmp_path / "open").read_bytes() == b"6"
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "new" / "f").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "own").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "own" / "f").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "open").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o600


@unix
def test_what_is_no_ordinary_file_is_not_written(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name in ("pipe", "folder"):
        with pytest.raises(Refusal):
            write_whole(tmp_path / name, b"1")
    assert tree(tmp_path / "folder") == {}


@pytest.mark.usefixtures("exchanged")
def test_what_was_placed_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(KeyError), staged_file(tmp_path / "c") as fresh:
        fresh.write_bytes(b"half")
        raise KeyError
    (tmp_path / "folder").mkdir()
    files = [(tmp_path / name, b"new") for name in ("a", "b", "folder")]
    with pytest.raises(Refusal):
        write_together(*files)
    assert tree(tmp_path) == {"a": b"old", "folder": None}


@pytest.mark.usefixtures("exchanged")
def test_a_folder_that_was_replaced_is_put_back_where_the_next_fails(
    tmp_path: Path,
) -> None:
    write_folder(tmp_path / "out", [("a", b"old")])
    before = tree(tmp_path)
    place = FolderPlace(tmp_path / "out", Replacing(True, ""))
    with pytest.raises(Refusal), Act() as act:
        act.folder(place, [("b", b"new")])
        act.file(tmp_path / "x", b"1", replace=False)
        (tmp_path / "x").write_bytes(b"quicker")
    assert tree(tmp_path) == {**before, "x": b"quicker"}


@pytest.mark.parametrize("name", ["paper.docx", f"{'预' * 80}.docx"])
def test_what_waits_beside_a_file_is_gone_at_the_end(tmp_path: Path, name: str) -> None:
    """A long name is cut: with what makes it another it would be too long for the disk."""
    with scratch(tmp_path / name) as place:
        (Path(place) / "part").write_bytes(b"1")
        assert Path(place).parent == tmp_path
        assert Path(place).name.startswith(f"{name[:40]}.")
    assert tree(tmp_path) == {}


@unix
def test_what_a_kill_left_is_swept_with_all_that_is_in_it(tmp_path: Path) -> None:
    part = _dead(tmp_path, "x.txt", new=b"half", act=b"../gone")
    (part / "more" / "deep").mkdir(parents=True)
    (part / "more" / "deep" / "file").write_bytes(b"1")
    (part / "link").symlink_to(tmp_path)
    write_whole(tmp_path / "x.txt", b"1")
    assert tree(tmp_path) == {"x.txt": b"1"}


@unix
def test_all_that_is_new_is_synced_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[int] = set()
    real = os.fsync

    def record(handle: int) -> None:
        synced.add(os.fstat(handle).st_ino)
        real(handle)

    monkeypatch.setattr(os, "fsync", record)
    write_whole(tmp_path / "x.txt", b"1")
    write_folder(tmp_path / "out", [("a", b"1"), ("in/b", b"2")])
    write_together((tmp_path / "new" / "deep" / "c", b"3"), (tmp_path / "d", b"4"))
    there = [tmp_path, *tmp_path.rglob("*")]
    assert [path for path in there if path.stat().st_ino not in synced] == []


# renames, with the system's call and without


@unix
def test_two_names_are_exchanged_by_one_call_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"1")
    second.write_bytes(b"2")
    if sys.platform == "linux":
        assert renames.exchange(first, second)
        assert tree(tmp_path) == {"a": b"2", "b": b"1"}
        assert renames.exchange(first, second)
    with pytest.raises(FileNotFoundError):
        renames.exchange(first, tmp_path / "no")
    monkeypatch.setattr(sys, "platform", "other")
    assert not renames.exchange(first, second)
    assert tree(tmp_path) == {"a": b"1", "b": b"2"}


@unix
@pytest.mark.parametrize("platform", [sys.platform, "other"])
def test_a_name_that_is_taken_is_not_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"2")
    (tmp_path / "f").mkdir()
    monkeypatch.setattr(sys, "platform", platform)
    for source, target in (("a", "b"), ("a", "f"), ("f", "b")):
        with pytest.raises(FileExistsError):
            renames.rename_new(tmp_path / source, tmp_path / target)
    renames.rename_new(tmp_path / "a", tmp_path / "c")
    renames.rename_new(tmp_path / "f", tmp_path / "g")
    assert tree(tmp_path) == {"b": b"2", "c": b"1", "g": None}


UNKNOWN = ("ENOSYS", "EINVAL", "ENOTSUP", "EOPNOTSUPP", "EPERM", "EMLINK", "EACCES")


@unix
@pytest.mark.parametrize("number", [*UNKNOWN, "EIO"])
def test_a_file_is_renamed_where_nothing_can_be_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(getattr(errno, number), number)

    (tmp_path / "a").write_bytes(b"1")
    monkeypatch.setattr(sys, "platform", "other")
    monkeypatch.setattr(os, "link", fail)
    if number == "EIO":
        with pytest.raises(OSError, match="EIO"):
            renames.rename_new(tmp_path / "a", tmp_path / "b")
        assert tree(tmp_path) == {"a": b"1"}
        return
    renames.rename_new(tmp_path / "a", tmp_path / "b")
    assert tree(tmp_path) == {"b": b"1"}


@unix
def test_a_staged_file_has_the_permissions_of_what_stood_there(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        for name, mode in {"new": 0o640, "old": 0o604}.items():
            if name == "old":
                (tmp_path / name).write_bytes(b"0")
                (tmp_path / name).chmod(mode)
            with staged_file(tmp_path / name) as fresh:
                fresh.write_bytes(b"1")
            assert (tmp_path / name).stat().st_mode & 0o777 == mode
        _write_private(tmp_path / "own" / "x", b"1")
        assert (tmp_path / "own" / "x").stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "own" / ".gitignore").read_bytes() == b"*\n"
    finally:
        os.umask(mask)


# all of it, by system calls


@pytest.mark.skipif(sys.platform != "linux", reason="the shim counts calls of Linux")
@pytest.mark.skipif(shutil.which("gcc") is None, reason="the shim needs a C compiler")
@pytest.mark.parametrize(
    "asked",
    [
        ["import --into --force", "notice -o", "export csv --force", "--sample", "8"],
        # SQLite commits by deleting its journal, and syncs the folder then
        ["incident receipt", "--call", "fdatasync"],
    ],
    ids=["any call", "syncs of the ledger"],
)
def test_whatever_call_fails_the_old_or_the_new_stands(
    tmp_path: Path, asked: list[str]
) -> None:
    # the other modes want mounts, and CI takes a sample of them
    words = [sys.executable, str(ROOT / "tools" / "faults.py"), "--mode", "calls"]
    for word in asked:
        if " " in word:
            words.append("--operation")
        words.append(word)
    done = subprocess.run(
        words,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert asked[0] in done.stdout
