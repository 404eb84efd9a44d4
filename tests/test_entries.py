"""Entries and key as values: what is kept, what is thinned, what a kill leaves, whose key is believed."""

import os
import stat
import time
from collections.abc import Callable
from importlib.util import module_from_spec
from pathlib import Path
from typing import Any

import pytest

from smogctl.system import entries as entries_module
from smogctl.system import store as module
from smogctl.system.entries import Entries, is_own, own_folder, place, sweep
from smogctl.system.store import Store

unix = pytest.mark.skipif(os.name == "nt", reason="modes of Unix")


def name(number: int) -> str:
    return f"{number:032x}"


def filled(folder: Path, count: int, size: int) -> Entries:
    """Entries that were written one minute after the other, by a run that ended."""
    entries = Entries(folder)
    for number in range(count):
        entries.put(name(number), b"x" * size)
        age = time.time() - 6000 + 60 * number
        os.utime(folder / name(number), (age, age))
    return Entries(folder)


@pytest.mark.parametrize(
    ("bounds", "count", "stay"),
    [
        ({"MOST_BYTES": 40}, 4, 4),
        ({"MOST_BYTES": 40}, 5, 3),
        ({"MOST_BYTES": 39}, 4, 2),
        ({"MOST_ENTRIES": 8}, 8, 8),
        ({"MOST_ENTRIES": 8}, 9, 6),
        ({"MOST_ENTRIES": 8, "MOST_BYTES": 40}, 9, 3),
    ],
)
def test_what_stays_where_there_is_too_much(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bounds: dict[str, int],
    count: int,
    stay: int,
) -> None:
    filled(tmp_path / "s", count, 10)
    for bound, value in bounds.items():
        monkeypatch.setattr(entries_module, bound, value)
    Entries(tmp_path / "s")._prune()
    left = sorted(path.name for path in (tmp_path / "s").iterdir())
    assert left == [name(number) for number in range(count - stay, count)]


def test_an_entry_may_have_so_many_bytes_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries_module, "MOST_ENTRY", 12)
    entries = Entries(tmp_path / "s")
    entries.put(name(1), b"x" * 12)
    entries.put(name(2), b"x" * 13)
    assert entries.get(name(1)) == b"x" * 12
    assert entries.get(name(2)) is None
    assert not (tmp_path / "s" / name(2)).exists()
    (tmp_path / "s" / name(3)).write_bytes(b"x" * 13)
    assert entries.get(name(3)) is None


def test_what_cannot_be_placed_can_be_swept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="full"):
            place(str(tmp_path / name(1)), b"1")
        assert list(tmp_path.iterdir()) == []
        patched.setattr(os, "unlink", fail)
        with pytest.raises(OSError, match="full"):
            place(str(tmp_path / name(1)), b"1")
    (left,) = tmp_path.iterdir()
    assert left.read_bytes() == b"1"
    sweep(str(tmp_path))
    assert left.exists()
    for age in (3000, 4000):
        then = time.time() - age
        os.utime(left, (then, then))
        sweep(str(tmp_path))
        assert left.exists() == (age == 3000)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[], Store]:
    """The store of a new process."""

    def fresh() -> Store:
        module._opened.cache_clear()
        store = module._opened(tmp_path / "cache", tmp_path / "state")
        assert store is not None
        return store

    return fresh


@unix
@pytest.mark.parametrize(
    ("mode", "believed"),
    [
        (0o600, True),
        (0o400, True),
        (0o601, False),
        (0o602, False),
        (0o604, False),
        (0o610, False),
        (0o620, False),
        (0o640, False),
    ],
)
def test_a_key_that_nobody_else_could_read_stays(
    opened: Callable[[], Store], tmp_path: Path, mode: int, believed: bool
) -> None:
    opened().put("a", b"1")
    key = tmp_path / "state" / "store.key"
    assert len(key.read_bytes()) == 32
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(mode)
    assert (opened().get("a") == b"1") == believed


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_made_anew(
    opened: Callable[[], Store], tmp_path: Path, length: int
) -> None:
    opened().put("a", b"1")
    key = tmp_path / "state" / "store.key"
    key.write_bytes(b"k" * length)
    assert opened().get("a") is None
    assert len(key.read_bytes()) == 32


def test_an_entry_is_its_seal_and_what_is_kept(opened: Callable[[], Store]) -> None:
    store = opened()
    store.put("a", b"kept")
    whole = store.entries.get(module.file_of("a"))
    assert whole is not None
    assert (len(whole), whole[32:]) == (36, b"kept")
    assert len(module.file_of("a")) == 32


@unix
def test_no_handle_stays_open(tmp_path: Path) -> None:
    entries = Entries(tmp_path / "s")
    count = len(os.listdir("/dev/fd"))
    for number in range(5):
        entries.put(name(number), b"1")
        assert entries.get(name(number)) == b"1"
    assert len(os.listdir("/dev/fd")) == count


def test_what_failed_once_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def fail(*_: Any) -> None:
        tries.append(1)
        raise OSError(28, "full")

    entries = Entries(tmp_path / "s")
    entries.put(name(1), b"1")
    monkeypatch.setattr(os, "replace", fail)
    for number in (2, 3, 4):
        entries.put(name(number), b"1")
    assert len(tries) == 1


@unix
def test_what_no_other_may_write_is_this_users_own(tmp_path: Path) -> None:
    for mode, own in {
        0o700: True,
        0o755: True,
        0o711: True,
        0o720: False,
        0o702: False,
        0o777: False,
    }.items():
        tmp_path.chmod(mode)
        assert is_own(tmp_path.lstat(), stat.S_IFDIR) is own, oct(mode)
        assert not is_own(tmp_path.lstat(), stat.S_IFREG)
    tmp_path.chmod(0o700)


def test_what_is_too_much_goes_once_a_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries_module, "MOST_ENTRIES", 2)
    entries = Entries(tmp_path / "s")
    for number in range(5):
        entries.put(name(number), b"1")
    assert len(list((tmp_path / "s").iterdir())) == 5
    Entries(tmp_path / "s").put(name(9), b"1")
    assert len(list((tmp_path / "s").iterdir())) == 2


def test_what_is_no_entry_hides_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s").mkdir(mode=0o700)
    for number in range(20):
        (tmp_path / "s" / f"before-{number}").touch()
    filled(tmp_path / "s", 9, 10)
    for number in range(20):
        (tmp_path / "s" / f"behind-{number}").touch()
    monkeypatch.setattr(entries_module, "MOST_ENTRIES", 8)
    Entries(tmp_path / "s")._prune()
    assert len(list((tmp_path / "s").iterdir())) == 40 + 6


@unix
def test_a_link_with_an_entrys_name_stays(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.touch()
    os.utime(old, (1, 1))
    link = tmp_path / f"{name(1)}.{'0' * 12}.part"
    link.symlink_to(old)
    sweep(str(tmp_path))
    assert link.is_symlink()


@unix
def test_a_pipe_in_the_place_of_an_entry_is_none_and_does_not_hang(
    tmp_path: Path,
) -> None:
    entries = Entries(tmp_path / "s")
    entries.put(name(1), b"1")
    os.mkfifo(tmp_path / "s" / name(2))
    assert entries.get(name(2)) is None


def test_an_entry_that_grows_while_it_is_read_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = Entries(tmp_path / "s")
    entries.put(name(1), b"1")
    ask = os.fstat

    def grown(handle: int) -> os.stat_result:
        status = ask(handle)
        with (tmp_path / "s" / name(1)).open("ab") as file:
            file.write(b"2")
        return status

    monkeypatch.setattr(os, "fstat", grown)
    assert entries.get(name(1)) is None


@unix
def test_nothing_is_put_into_a_folder_that_others_may_write_to(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    folder.chmod(0o777)
    entries = Entries(folder)
    entries.put(name(1), b"1")
    assert list(folder.iterdir()) == []
    # nor is it tried again
    folder.chmod(0o700)
    entries.put(name(1), b"1")
    assert list(folder.iterdir()) == []


@unix
def test_a_folder_that_somebody_else_made_meanwhile_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def quicker(path: Path, *_: Any, **__: Any) -> None:
        make(path)
        path.chmod(0o777 if path.name == "above" else 0o700)
        raise FileExistsError

    monkeypatch.setattr(Path, "mkdir", quicker)
    with pytest.raises(ValueError, match="not this user's folder"):
        own_folder(tmp_path / "above" / "s")
    own_folder(tmp_path / "own" / "s")


def test_an_entry_does_not_stand_for_another(
    opened: Callable[[], Store], tmp_path: Path
) -> None:
    store = opened()
    for kept in ("a", "b", "\udc80"):
        store.put(kept, kept.encode("utf-8", "surrogatepass"))
        assert store.get(kept) == kept.encode("utf-8", "surrogatepass")
    folder = tmp_path / "cache" / "store"
    (folder / module.file_of("a")).replace(folder / module.file_of("b"))
    assert store.get("b") is None


def test_there_is_no_store_where_its_key_cannot_lie(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    module._opened.cache_clear()
    assert module._opened(tmp_path / "cache", tmp_path / "file" / "state") is None


def test_a_process_keeps_until_it_is_told_not_to() -> None:
    spec = module.__spec__
    assert spec is not None
    assert spec.loader is not None
    fresh = module_from_spec(spec)
    spec.loader.exec_module(fresh)
    assert fresh.store_is_on() is True
    fresh.switch_store(on=False)
    assert fresh.store_is_on() is False
    assert fresh.the_store() is None
