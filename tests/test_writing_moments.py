"""Writing at the moments that seldom come: somebody was quicker, a call fails, a kill in between, names that are cut."""

import errno
import json
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from smogctl.system import renames
from smogctl.system.files import ACT_NOTE
from smogctl.system.unfinished import complete_in
from smogctl.system.writing import (
    Act,
    FolderPlace,
    Replacing,
    placing,
    staged_folder,
    write_folder,
    write_instead,
    write_together,
    write_whole,
)
from smogctl.system.writing import workshop as workshops
from smogctl.system.writing.remarks import remark, taken
from smogctl.system.writing.workshop import files_below, is_workshop, new_workshop
from smogctl.values.findings import Refusal

unix = pytest.mark.skipif(os.name == "nt", reason="locks and modes of Unix")
linux = pytest.mark.skipif(sys.platform != "linux", reason="handles are named in /proc")


@pytest.fixture(autouse=True)
def _nothing_said() -> Iterator[None]:
    taken()
    yield
    taken()


@pytest.fixture
def mask() -> Iterator[None]:
    """The usual permissions."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# permissions


@unix
@pytest.mark.usefixtures("mask")
def test_what_is_written_has_its_permissions(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"1")
    assert mode(tmp_path / "a") == oct(0o644)
    (tmp_path / "a").chmod(0o640)
    write_instead(tmp_path / "a", b"1", b"2")
    assert mode(tmp_path / "a") == oct(0o640)
    write_together((tmp_path / "n" / "deep" / "b", b"1"), (tmp_path / "n/deep/c", b"2"))
    assert mode(tmp_path / "n") == mode(tmp_path / "n/deep") == oct(0o755)
    with Act() as act:
        act.file_with_folders(tmp_path / "own" / "deep" / "b", b"1", private=True)
        act.folder(FolderPlace(tmp_path / "out", Replacing()), [("a", b"1")])
    assert mode(tmp_path / "own") == mode(tmp_path / "own/deep") == oct(0o700)
    assert mode(tmp_path / "out") == oct(0o755)
    for name, private, rights in (("mine", True, 0o700), ("ours", False, 0o755)):
        with staged_folder(tmp_path / name, private=private) as fresh:
            fresh.append("a", b"1")
        assert mode(tmp_path / name) == oct(rights)
    with staged_folder(tmp_path / "usual") as fresh:
        fresh.append("a", b"1")
    assert mode(tmp_path / "usual") == oct(0o755)


@unix
@pytest.mark.usefixtures("mask")
def test_permissions_that_are_right_are_not_given_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = errno.EPERM

    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "chmod", fail)
    write_whole(tmp_path / "a", b"1", private=True)
    assert taken() == []
    write_whole(tmp_path / "b", b"1")
    assert len(taken()) == 1
    number = errno.EIO
    with pytest.raises(Refusal, match=r"写不了文件 .*没有写入"):
        write_whole(tmp_path / "c", b"1")
    assert not (tmp_path / "c").exists()


# what is on the disk before the next step


@linux
def test_each_step_is_kept_before_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of an act of two: new things, marks, note, both places, no note."""
    steps: list[str] = []
    real = os.fsync

    def record(handle: int) -> None:
        real(handle)
        path = Path(f"/proc/self/fd/{handle}").readlink()
        place = path.relative_to(tmp_path).as_posix()
        step = re.sub(r"\.[0-9a-f]{12}\.", ".", place)
        if path == tmp_path:
            noted = (tmp_path / ACT_NOTE).exists()
            step = f"{noted} {(tmp_path / 'b').exists()}"
        steps.append(step)

    monkeypatch.setattr(os, "fsync", record)
    write_together((tmp_path / "a", b"1"), (tmp_path / "b", b"2"))
    assert steps == [
        ".a.part/new",
        ".b.part/new",
        ".a.part/act",
        ".a.part",
        ".b.part/act",
        ".b.part",
        f".{ACT_NOTE}.part/new",
        "True False",
        "True True",
        "False True",
    ]
    steps.clear()
    write_whole(tmp_path / "a", b"3")
    assert steps == [".a.part/new", "False True"]
    steps.clear()
    write_instead(tmp_path / "a", b"3", b"4")
    assert steps == [".a.part/new", "False True"]


# somebody was quicker


def test_an_empty_folder_that_somebody_made_meanwhile_is_filled(tmp_path: Path) -> None:
    with staged_folder(tmp_path / "out") as fresh:
        fresh.append("a", b"1")
        (tmp_path / "out").mkdir()
    assert contents(tmp_path) == {"out/.smogctl": b"a\n", "out/a": b"1"}


@pytest.mark.parametrize("steps", [False, True])
def test_a_file_that_is_added_at_the_last_moment_survives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: bool
) -> None:
    write_folder(tmp_path / "out", [("a", b"old")])
    before = contents(tmp_path)
    real = renames.exchange
    count = 0

    def late(first: Path, second: Path) -> bool:
        nonlocal count
        count += 1
        if count == 1:
            (tmp_path / "out" / "mine").write_bytes(b"mine")
        return False if steps else real(first, second)

    monkeypatch.setattr(placing, "exchange", late)
    with pytest.raises(Refusal, match="别的东西（mine）"):
        write_folder(tmp_path / "out", [("a", b"new")], replace=True)
    assert contents(tmp_path) == {**before, "out/mine": b"mine"}


def test_a_file_that_somebody_made_at_the_last_moment_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = renames.rename_new
    quick: list[Path] = []

    def quicker(source: Path, target: Path) -> None:
        if not quick:
            quick.append(target)
            target.write_bytes(b"theirs")
        real(source, target)

    monkeypatch.setattr(placing, "rename_new", quicker)
    write_whole(tmp_path / "before", b"")
    with Act() as act:
        act.file(tmp_path / "a", b"1")
    assert quick == [tmp_path / "a"]
    assert contents(tmp_path) == {"before": b"", "a": b"1"}


def test_a_folder_that_somebody_made_meanwhile_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="刚刚由别的程序建了"), Act() as act:
        act.file_with_folders(tmp_path / "n" / "a", b"1")
        (tmp_path / "n").mkdir()
    assert contents(tmp_path) == {}


@unix
def test_a_workshop_is_made_again_where_a_sweeper_took_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = renames.hold
    tries = []

    def swept(folder: Path) -> int | None:
        tries.append(folder)
        if len(tries) == 1:
            folder.rmdir()
            return real(folder)
        handle = real(folder)
        if len(tries) == 2:
            folder.rmdir()
        return handle

    monkeypatch.setattr(workshops, "hold", swept)
    count = len(os.listdir("/dev/fd"))
    shop = new_workshop(tmp_path / "a")
    shop.make()
    assert len(tries) == 3
    assert shop.folder.is_dir()
    assert len(os.listdir("/dev/fd")) == count + 1
    shop.close()
    assert list(tmp_path.iterdir()) == []
    assert len(os.listdir("/dev/fd")) == count


@unix
def test_a_workshop_that_is_closed_gives_no_other_handle_back(tmp_path: Path) -> None:
    shop = new_workshop(tmp_path / "a")
    shop.make()
    shop.close()
    with (tmp_path / "other").open("wb") as file:
        shop.close()
        file.write(b"1")
    assert contents(tmp_path) == {"other": b"1"}


@contextmanager
def held_for_a_moment(folder: Path) -> Iterator[threading.Event]:
    """A folder in which somebody else is alone for a moment; the event: that it is over."""
    held = renames.hold(folder)
    freed = threading.Event()

    def release() -> None:
        # before the release: whoever waits may be quicker than what follows it
        freed.set()
        renames.release(held)

    free = threading.Timer(0.2, release)
    free.start()
    try:
        yield freed
    finally:
        free.join()


@unix
def test_who_wants_to_be_alone_waits(tmp_path: Path) -> None:
    with held_for_a_moment(tmp_path) as freed, renames.alone_in(tmp_path) as alone:
        assert alone
        assert freed.is_set()


@unix
def test_a_file_alone_waits_for_nobody_where_nothing_is_unfinished(
    tmp_path: Path,
) -> None:
    held = renames.hold(tmp_path)
    writing = threading.Thread(
        target=write_whole, args=(tmp_path / "a", b"1"), daemon=True
    )
    writing.start()
    writing.join(60)
    waits = writing.is_alive()
    renames.release(held)
    writing.join()
    assert not waits
    assert contents(tmp_path) == {"a": b"1"}


@unix
@pytest.mark.parametrize("name", ["a", "b"])
@pytest.mark.parametrize("kind", ["files", "folder"])
def test_who_places_something_waits_until_the_folder_is_free(
    tmp_path: Path, kind: str, name: str
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    with held_for_a_moment(tmp_path / name) as freed:
        if kind == "files":
            with Act() as act:
                act.file(tmp_path / "a" / "x", b"1")
                act.file(tmp_path / "b" / "x", b"2")
        else:
            with staged_folder(tmp_path / name / "x") as fresh:
                fresh.append("y", b"1")
        assert freed.is_set()


@unix
def test_an_interrupted_lock_costs_no_handle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fcntl, "flock", interrupt)
    count = len(os.listdir("/dev/fd"))
    with pytest.raises(KeyboardInterrupt):
        renames.hold(tmp_path)
    assert len(os.listdir("/dev/fd")) == count


# what fails in between


def test_where_no_call_exchanges_names_the_old_stands_until_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(placing, "exchange", lambda *_: False)
    (tmp_path / "a").write_bytes(b"old")
    real = os.replace
    stood = []

    def look(source: Path, target: Path) -> None:
        stood.append((tmp_path / "a").exists())
        if len(stood) == 2:
            raise OSError(errno.EIO, "io")
        real(source, target)

    monkeypatch.setattr(os, "replace", look)
    with Act() as act:
        act.file(tmp_path / "a", b"1")
    assert stood == [True]
    with pytest.raises(Refusal, match="没有写入"), Act() as act:
        act.file(tmp_path / "a", b"3")
    assert contents(tmp_path) == {"a": b"1"}


@pytest.mark.parametrize("number", [errno.EPERM, errno.EOPNOTSUPP, errno.EMLINK])
def test_an_old_file_is_put_aside_where_nothing_can_be_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(number, "no links here")

    monkeypatch.setattr(placing, "exchange", lambda *_: False)
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "link", fail)
    with Act() as act:
        act.file(tmp_path / "a", b"1")
    assert contents(tmp_path) == {"a": b"1"}
    with pytest.raises(Refusal, match="已有"), Act() as act:
        act.file(tmp_path / "a", b"2")
        act.file(tmp_path / "x", b"3", replace=False)
        (tmp_path / "x").write_bytes(b"theirs")
    assert contents(tmp_path) == {"a": b"1", "x": b"theirs"}


def test_new_files_go_again_where_the_last_cannot_come(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="已有"), Act() as act:
        act.file(tmp_path / "a", b"1")
        act.file_with_folders(tmp_path / "n" / "b", b"2")
        act.file(tmp_path / "x", b"3", replace=False)
        (tmp_path / "x").write_bytes(b"theirs")
    assert contents(tmp_path) == {"x": b"theirs"}
    assert not (tmp_path / "n").exists()


@unix
def test_what_cannot_be_put_back_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    real = renames.exchange
    calls = []

    def once(first: Path, second: Path) -> bool:
        calls.append(second)
        if len(calls) > 1:
            raise OSError(errno.EIO, "io")
        return real(first, second)

    monkeypatch.setattr(placing, "exchange", once)
    with pytest.raises(Refusal, match="已有"), Act() as act:
        act.file(tmp_path / "a", b"1")
        act.file(tmp_path / "x", b"2", replace=False)
        (tmp_path / "x").write_bytes(b"theirs")
    assert any("没能换回去" in each for each in taken())


def test_a_call_that_the_system_does_not_have_is_not_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(renames._FLAGS, sys.platform, ("no_such_call", 1, 2))
    (tmp_path / "a").write_bytes(b"1")
    assert not renames.exchange(tmp_path / "a", tmp_path / "a")


@linux
def test_flags_that_a_file_system_does_not_know_are_no_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on file systems that can rename and not exchange: the kernel says EINVAL."""
    unknown = 1 << 20
    monkeypatch.setitem(renames._FLAGS, "linux", ("renameat2", unknown, unknown))
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(name.encode())
    assert not renames.exchange(tmp_path / "a", tmp_path / "b")
    assert contents(tmp_path) == {"a": b"a", "b": b"b"}
    with pytest.raises(FileExistsError):
        renames.rename_new(tmp_path / "a", tmp_path / "b")
    renames.rename_new(tmp_path / "a", tmp_path / "c")
    assert contents(tmp_path) == {"b": b"b", "c": b"a"}


def test_a_folder_without_a_file_is_one_too(tmp_path: Path) -> None:
    with staged_folder(tmp_path / "a"):
        pass
    with Act() as act:
        assert act.folder(FolderPlace(tmp_path / "b", Replacing()), []) == 0
    assert contents(tmp_path) == {"a/.smogctl": b"", "b/.smogctl": b""}


@unix
def test_what_is_swept_costs_no_handle(tmp_path: Path) -> None:
    count = len(os.listdir("/dev/fd"))
    for number in range(3):
        (tmp_path / f".a.{number:012x}.part").mkdir(0o700)
    write_whole(tmp_path / "a", b"1")
    assert contents(tmp_path) == {"a": b"1"}
    assert len(list(tmp_path.iterdir())) == 1
    assert len(os.listdir("/dev/fd")) == count


@pytest.mark.parametrize("name", ["EINVAL", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EPERM"])
def test_a_disk_that_confirms_nothing_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    number = getattr(errno, name)

    def fail(handle: int) -> None:
        raise OSError(number, name)

    monkeypatch.setattr(os, "fsync", fail)
    write_whole(tmp_path / "a", b"1")
    assert contents(tmp_path) == {"a": b"1"}
    assert any("不能确认落盘" in each for each in taken())


@unix
def test_what_cannot_be_deleted_keeps_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / ".a.0123456789ab.part"
    for name in ("a/stuck/deep", "b", "c/deep"):
        (part / name).mkdir(parents=True)
        (part / name / "file").write_bytes(b"1")
    real = os.rmdir

    def stuck(path: Any, **more: Any) -> None:
        if Path(path).name == "stuck":
            raise OSError(errno.EBUSY, "busy")
        real(path, **more)

    monkeypatch.setattr(os, "rmdir", stuck)
    write_whole(tmp_path / "x", b"1")
    assert sorted(path.name for path in part.rglob("*")) == ["a", "stuck"]
    assert taken() == [f"{part} 没有删净，请看过再删。"]


def test_what_is_taken_is_said_before_the_work(tmp_path: Path) -> None:
    asked = []

    def pieces() -> Iterator[bytes]:
        asked.append("x")
        yield b"1"

    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "b").mkdir()
    for name in ("a", "b"):
        with pytest.raises(Refusal, match="已有"):
            write_whole(tmp_path / name, pieces(), replace=False)
        with pytest.raises(Refusal, match="已有"), Act() as act:
            act.file(tmp_path / name, pieces(), replace=False)
    assert asked == []


def test_a_folder_has_no_name_of_a_file(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="像文件名"):
        write_folder(tmp_path / "out.txt", [("a", b"1")])
    with pytest.raises(Refusal, match="像文件名"):
        FolderPlace(tmp_path / "out.d", Replacing(True, ""))
    assert contents(tmp_path) == {}


@unix
@pytest.mark.parametrize("before", [0o777, 0o666, 0o644, 0o711, 0o500])
def test_a_private_file_keeps_no_right_of_others(tmp_path: Path, before: int) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(before)
    write_whole(tmp_path / "a", b"1", private=True)
    assert mode(tmp_path / "a") == oct(before & 0o700)


@unix
def test_a_link_is_renamed_as_the_link_that_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    monkeypatch.setattr(renames, "_renamed", lambda *_: False)
    renames.rename_new(tmp_path / "link", tmp_path / "new")
    assert (tmp_path / "new").is_symlink()
    assert not os.path.lexists(tmp_path / "link")


@unix
def test_a_link_to_a_folder_counts_as_a_file(tmp_path: Path) -> None:
    """Whose folder it leads into is not looked at."""
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a").write_bytes(b"1")
    (tmp_path / "in" / "b").write_bytes(b"2")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "c").write_bytes(b"3")
    (tmp_path / "in" / "deep" / "link").symlink_to(tmp_path / "other")
    assert files_below(tmp_path / "in") == {"b", "deep/a", "deep/link"}


@unix
@pytest.mark.parametrize("kind", ["whole", "instead", "act"])
def test_what_is_being_written_is_its_owners_alone(
    tmp_path: Path, mask: None, kind: str
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o644)
    seen: list[str] = []

    def pieces() -> Iterator[bytes]:
        """What is asked for while the new file is open."""
        yield b"1"
        seen.extend(mode(path) for path in tmp_path.glob(".*/new"))
        yield b"2"

    data: Any = pieces()
    if kind == "whole":
        write_whole(tmp_path / "a", data)
    elif kind == "instead":
        write_instead(tmp_path / "a", b"old", data)
    else:
        with Act() as act:
            act.file(tmp_path / "a", data)
    assert seen == ["0o600"]
    assert (mode(tmp_path / "a"), contents(tmp_path)) == ("0o644", {"a": b"12"})


@unix
def test_only_a_folder_itself_is_locked(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    (tmp_path / "file").write_bytes(b"")
    for name in ("link", "file", "no"):
        with pytest.raises(OSError, match=name):
            renames.hold(tmp_path / name)
    held = renames.hold(tmp_path / "folder")
    with pytest.raises(BlockingIOError):
        renames.hold(tmp_path / "folder")
    renames.release(held)
    renames.release(renames.hold(tmp_path / "folder"))


def test_a_remark_is_said_once() -> None:
    remark("注意")
    remark("注意")
    assert (taken(), taken()) == (["注意"], [])


# folders


def test_what_stands_where_a_folder_is_to_go(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refusal, match=r"^已有文件 "):
        write_folder(tmp_path / "file", [])
    write_folder(tmp_path / "out", [("a", b"1")])
    for refused in (
        lambda: write_folder(tmp_path / "out", [("a", b"2")]),
        lambda: staged_folder(tmp_path / "out").__enter__(),
        lambda: FolderPlace(tmp_path / "out", Replacing()),
    ):
        with pytest.raises(Refusal, match="由 smogctl 写成。另给一个名字。没有写入"):
            refused()
    for name in "dbec":
        (tmp_path / "out" / name).touch()
    with pytest.raises(Refusal, match="（b、c、d）"):
        write_folder(tmp_path / "out", [("a", b"2")], replace=True)


@unix
def test_a_folder_whose_list_was_cut_by_a_kill_leaves_nothing(tmp_path: Path) -> None:
    child = os.fork()
    if not child:

        def half(path: Path, data: bytes) -> None:
            with path.open("wb") as file:
                file.write(data[:1])
            os.kill(os.getpid(), signal.SIGKILL)

        with staged_folder(tmp_path / "out") as fresh:
            fresh.append("a", b"1")
            fresh.append("b", b"1")
            Path.write_bytes = half  # type: ignore[method-assign, assignment]
        os._exit(0)
    os.waitpid(child, 0)
    write_whole(tmp_path / "x", b"1")
    assert contents(tmp_path) == {"x": b"1"}
    assert len(list(tmp_path.iterdir())) == 1


# notes of acts that were killed


def dead(folder: Path, name: str) -> dict[str, Any]:
    """A member that was not placed."""
    part = folder / f".{name[:40]}.0123456789ab.part"
    part.mkdir(0o700)
    (part / "new").write_bytes(b"late")
    return {
        "part": part.name,
        "name": name,
        "new": (part / "new").stat().st_ino,
        "before": None,
    }


def note(folder: Path, told: object) -> None:
    (folder / ACT_NOTE).write_text(json.dumps(told), "utf-8")


def members(*listed: object) -> dict[str, object]:
    return {"format": "smogctl.act/1", "members": listed}


GONE = {"part": ".a.0123456789ab.part", "name": "a", "new": 1, "before": 2}


@unix
def test_what_is_only_a_note_goes(tmp_path: Path) -> None:
    note(tmp_path, members(GONE))
    write_whole(tmp_path / "x", b"1")
    assert contents(tmp_path) == {"x": b"1"}


@unix
@pytest.mark.parametrize(
    "told",
    [
        *({}, []),
        members({"part": [], "name": [], "new": 1, "before": 1}),
        members({}),
        # what no file can be called
        members({**GONE, "part": ".a\0b.0123456789ab.part", "name": "a\0b"}),
        members({**GONE, "part": "x\0/.a.0123456789ab.part"}),
        members({**GONE, "name": "\0"}),
        members({**GONE, "part": ".b/a.0123456789ab.part", "name": "b/a"}),
    ],
)
def test_a_note_of_another_form_is_left(tmp_path: Path, told: object) -> None:
    note(tmp_path, told)
    complete_in(str(tmp_path))
    assert (tmp_path / ACT_NOTE).exists()


@unix
def test_a_note_names_a_hundred_members_and_no_way_out_of_its_folder(
    tmp_path: Path,
) -> None:
    none = {"part": "x", "name": "x", "new": 1, "before": 1}
    member = dead(tmp_path, "a")
    note(tmp_path, members(*[none] * 100, member))
    complete_in(str(tmp_path))
    assert not (tmp_path / ACT_NOTE).exists()
    assert not (tmp_path / "a").exists()
    long = "x" * 40
    (tmp_path / long).mkdir()
    note(tmp_path, members(dead(tmp_path, f"{long}/../y")))
    complete_in(str(tmp_path))
    assert not (tmp_path / "y").exists()


@unix
@pytest.mark.parametrize(("none", "placed"), [(99, True), (100, False)])
def test_the_hundredth_member_of_a_note_is_the_last(
    tmp_path: Path, none: int, placed: bool
) -> None:
    other = {"part": "x", "name": "x", "new": 1, "before": 1}
    note(tmp_path, members(*[other] * none, dead(tmp_path, "a")))
    complete_in(str(tmp_path))
    assert (tmp_path / "a").exists() is placed


@unix
@pytest.mark.parametrize(("size", "placed"), [(1 << 20, True), ((1 << 20) + 2, False)])
def test_a_note_may_be_as_large_as_that(
    tmp_path: Path, size: int, placed: bool
) -> None:
    """Of a larger one the end is not read: it is not whole."""
    told = json.dumps(members(dead(tmp_path, "a")))
    padded = f"{' ' * (size - len(told))}{told}"
    (tmp_path / ACT_NOTE).write_text(padded, "ascii")
    complete_in(str(tmp_path))
    assert (tmp_path / "a").exists() is placed


@unix
def test_an_act_completes_what_was_killed_while_it_was_made(tmp_path: Path) -> None:
    with Act() as act:
        act.file(tmp_path / "a", b"1")
        act.file(tmp_path / "b", b"2")
        note(tmp_path, members(dead(tmp_path, "c")))
    assert contents(tmp_path) == {"a": b"1", "b": b"2", "c": b"late"}


def killed_before(
    number: int, monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]
) -> None:
    """Do something in a child that is killed when so many of its things have their places."""
    child = os.fork()
    if not child:
        real = renames.rename_new
        placed: list[Path] = []

        def rename(source: Path, target: Path) -> None:
            if len(placed) == number:
                os.kill(os.getpid(), signal.SIGKILL)
            placed.append(target)
            real(source, target)

        monkeypatch.setattr(placing, "rename_new", rename)
        write()
        os._exit(0)
    os.waitpid(child, 0)


@unix
def test_a_writer_in_a_folder_that_an_act_made_completes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = ((tmp_path / "n" / "a", b"1"), (tmp_path / "z", b"2"))
    killed_before(1, monkeypatch, lambda: write_together(*files))
    assert (tmp_path / "n" / "a").exists()
    assert not (tmp_path / "z").exists()
    write_whole(tmp_path / "n" / "c", b"3")
    assert contents(tmp_path) == {"n/a": b"1", "n/c": b"3", "z": b"2"}
    (told,) = taken()
    assert "已补上" in told


# names


@pytest.mark.parametrize("length", [1, 39, 40, 41, 200])
def test_a_workshop_is_known_by_its_targets_name(length: int) -> None:
    target = Path("folder") / ("名" * length)
    made = new_workshop(target).folder
    assert made.parent == target.parent
    assert len(made.name) <= 60
    assert is_workshop(made.name, target.name)
    assert not is_workshop(made.name, "x")
    assert not is_workshop(target.name, target.name)


@unix
@pytest.mark.parametrize("length", [39, 40, 41])
@pytest.mark.parametrize("stands", [False, True])
def test_what_was_put_aside_under_a_name_that_was_cut_is_kept(
    tmp_path: Path, length: int, stands: bool
) -> None:
    """Where it is all that is left; its place is unknown."""
    target = tmp_path / ("x" * length)
    shop = new_workshop(target)
    shop.folder.mkdir(0o700)
    shop.old.write_bytes(b"old")
    if stands:
        target.write_bytes(b"new")
    write_whole(tmp_path / "a", b"1")
    left = {f"{shop.folder.name}/old": b"old"}
    if stands:
        left = {target.name: b"new"}
    elif length == 39:
        left = {target.name: b"old"}
    assert contents(tmp_path) == {"a": b"1", **left}
    assert len(taken()) == (not stands)
