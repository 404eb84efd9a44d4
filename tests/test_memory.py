"""What lint remembers: entries that may be cut, swapped, foreign, linked or stale, and findings that stay the same."""

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from smogctl.lint import memory as remembering
from smogctl.lint.many import lint_files
from smogctl.lint.memory import Memory
from smogctl.lint.rulebook import all_codes
from smogctl.system import entries as storing
from smogctl.system import store
from smogctl.system.entries import Entries
from smogctl.values.findings import Finding, Refusal

ROOT = Path(__file__).resolve().parents[1]

REGISTRY = """format: smogctl/1
district: {{id: {id}, name: 石山区, adcode: '{adcode}'}}
plan: {{title: 石山区预案, source: sources/{id}.txt, scheme: national-2024}}
levels:
  - {{id: yellow, name: 黄色预警, response: Ⅲ级响应}}
  - {{id: orange, name: 橙色预警, response: Ⅱ级响应}}
  - {{id: red, name: 红色预警, response: Ⅰ级响应}}
units:
  - id: education
    name: 区教育局
    kind: department
    duties:
      - {{id: education-1, text: {text}}}
"""
TEXT = "按照要求做好有关准备"
WRONG = "按照要求做好相关准备"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SMOGCTL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    store.switch_store(on=True)
    store._opened.cache_clear()
    yield
    store._opened.cache_clear()


def open_store() -> store.Store:
    kept = store.the_store()
    assert kept is not None
    return kept


def entry_of(kept: store.Store, name: str) -> bytes:
    entry = kept.get(name)
    assert entry is not None, name
    return entry


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six districts, one of them with a finding, all saved long ago."""
    where = tmp_path / "registries"
    (where / "sources").mkdir(parents=True)
    for number in range(6):
        write(where, f"shi{number}", f"15020{number}", WRONG if number == 3 else TEXT)
    age(where)
    return where


def write(where: Path, name: str, adcode: str, text: str = TEXT) -> None:
    data = REGISTRY.format(id=name, adcode=adcode, text=text)
    (where / f"{name}.yaml").write_text(data, encoding="utf-8")
    source = f"石山区预案\n区教育局：{TEXT}。\n"
    (where / "sources" / f"{name}.txt").write_text(source, encoding="utf-8")


def age(where: Path) -> None:
    """Files as if they were saved an hour ago, clock of changes and all."""
    for path in where.rglob("*.*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last change of a file's times cannot be set back; so what was saved just now counts as old."""
    monkeypatch.setattr("smogctl.system.files.SETTLED", -60_000_000_000)


def lint(where: Path, *names: str, cached: bool = True) -> list[Finding]:
    paths = [where / name for name in names] or sorted(where.glob("*.yaml"))
    return lint_files(paths, all_codes(), cached=cached)


def entries(tmp_path: Path) -> list[Path]:
    """The entries of lint; the catalogue's stand beside them."""
    kept = sorted((tmp_path / "cache" / "store").iterdir())
    return [entry for entry in kept if entry.read_bytes()[32:33] == b"["]


def opened(folder: Path, work: Callable[..., Any]) -> list[str]:
    """The registries and sources that are opened while something is done."""
    names = []
    sys.addaudithook(
        lambda event, args: (
            names.append(Path(str(args[0])).name)
            if event == "open" and str(args[0]).startswith(str(folder))
            else None
        )
    )
    work()
    kept, names[:] = list(names), []
    return kept


def test_one_entry_a_file_and_one_for_the_heads(folder: Path, tmp_path: Path) -> None:
    lint(folder, "shi0.yaml")
    assert len(entries(tmp_path)) == 2
    lint(folder)
    assert len(entries(tmp_path)) == 7


def test_a_lint_of_one_file_opens_no_neighbour_that_is_known(folder: Path) -> None:
    first = lint(folder, "shi0.yaml")
    assert opened(folder, lambda: lint(folder, "shi0.yaml")) == []
    write(folder, "shi1", "150200")
    found = []
    assert opened(folder, lambda: found.extend(lint(folder, "shi0.yaml"))) == [
        "shi1.yaml",
        "shi0.yaml",
        "shi0.txt",
    ]
    assert {one.code for one in found} == {"R308"}
    assert found == lint(folder, "shi0.yaml", cached=False) != first


def test_the_heads_of_a_folder_that_was_linted_whole_are_known(folder: Path) -> None:
    lint(folder)
    assert opened(folder, lambda: lint(folder, "shi4.yaml")) == []


def test_the_heads_of_files_that_are_gone_are_forgotten(
    folder: Path, tmp_path: Path
) -> None:
    lint(folder)
    (folder / "shi1.yaml").unlink()
    write(folder, "shi2", "150299")
    lint(folder)
    kept = [json.loads(entry.read_bytes()[32:])[1] for entry in entries(tmp_path)]
    (heads,) = [content for content in kept if isinstance(content, dict)]
    assert sorted(heads) == [
        "shi0.yaml",
        *(f"shi{number}.yaml" for number in range(2, 6)),
    ]
    assert heads["shi2.yaml"][5:] == ["shi2", "150299"]


DAMAGES = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "flipped": lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:],
    "no seal": lambda data: data[32:],
    "edited": lambda data: data.replace(b'"T301"', b'"T302"'),
    "deep": lambda data: b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_entry_is_as_good_as_none(
    folder: Path, tmp_path: Path, damage: Callable[..., Any]
) -> None:
    truth = lint(folder, cached=False)
    assert lint(folder) == truth
    for entry in entries(tmp_path):
        entry.write_bytes(damage(entry.read_bytes()))
    assert lint(folder) == truth
    assert (
        lint(folder, "shi3.yaml") == [one for one in truth if "shi3" in one.file] != []
    )


SEALED = {
    "no JSON": lambda parts: b"{",
    "no list": lambda parts: b"{}",
    "nothing in it": lambda parts: b"[]",
    "no utf-8": lambda parts: b"\xff",
    "another tool's": lambda parts: ["0" * 32, [*parts[1][:-1], []]],
    "without findings": lambda parts: [parts[0], parts[1][:-1]],
    "findings of another kind": lambda parts: [parts[0], [*parts[1][:-1], [["X", 1]]]],
    "a finding that cannot be": lambda parts: [
        parts[0],
        [*parts[1][:-1], [["T301", "bad", "f", "x", "y", 3, 4]]],
    ],
    "a number": lambda parts: [parts[0], 3],
}


@pytest.mark.parametrize("change", SEALED.values(), ids=SEALED)
def test_an_entry_of_another_shape_is_as_good_as_none(
    folder: Path, change: Callable[..., Any]
) -> None:
    """Though sealed: a tool that differs by more than its key shows might have written it."""
    truth = lint(folder)
    kept = open_store()
    memory = Memory(all_codes(), kept)
    for path in sorted(folder.glob("*.yaml")):
        name = memory._name(str(path))
        made = change(json.loads(entry_of(kept, name)))
        kept.put(name, made if isinstance(made, bytes) else json.dumps(made).encode())
    assert lint(folder) == truth


def test_swapped_entries_are_not_believed(folder: Path, tmp_path: Path) -> None:
    truth = lint(folder)
    kept = {entry: entry.read_bytes() for entry in entries(tmp_path)}
    for entry, data in zip(
        kept, [*list(kept.values())[1:], *list(kept.values())[:1]], strict=True
    ):
        entry.write_bytes(data)
    assert lint(folder) == truth
    assert sum(1 for entry, data in kept.items() if entry.read_bytes() == data) == len(
        kept
    )


def test_a_stamp_that_may_be_of_two_contents_proves_nothing(
    folder: Path, tmp_path: Path
) -> None:
    """A save within the clock's grain of the one before: the content decides."""
    lint(folder, "shi3.yaml")
    write(folder, "shi3", "150203", TEXT)
    status = (folder / "shi3.yaml").stat()
    now = [
        status.st_mtime_ns,
        status.st_size,
        status.st_ctime_ns,
        status.st_ino,
        status.st_dev,
    ]
    for settled, count in ((False, 0), (True, 1)):
        name = Memory(all_codes(), open_store())._name(str(folder / "shi3.yaml"))
        old = ["T301", "error", "x", 1, 1, "旧的", False]
        write_entry(name, [now, settled, "0" * 32], [old])
        assert len(lint(folder, "shi3.yaml")) == count


def write_entry(
    name: str,
    known: Sequence[object],
    findings: Sequence[Sequence[object]],
) -> None:
    """What is remembered of a file as if it were known by other things, with other findings."""
    kept = open_store()
    key, content = json.loads(entry_of(kept, name))
    content[0][1:], content[-1] = known, findings
    kept.put(name, json.dumps([key, content]).encode())


def test_an_entry_that_is_a_link_is_neither_followed_nor_written_through(
    folder: Path, tmp_path: Path
) -> None:
    truth = lint(folder)
    aside = tmp_path / "aside"
    aside.mkdir()
    for entry in entries(tmp_path):
        shutil.move(entry, aside / entry.name)
        entry.symlink_to(aside / entry.name)
    before = {path: path.read_bytes() for path in aside.iterdir()}
    read = opened(folder, lambda: lint(folder))
    assert "shi3.yaml" in read
    assert lint(folder) == truth
    assert {path: path.read_bytes() for path in aside.iterdir()} == before
    assert not any(
        entry.is_symlink() for entry in entries(tmp_path) if entry.stat().st_nlink == 1
    )


def test_a_folder_of_entries_that_is_a_link_is_not_used(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cache" / "store").symlink_to(tmp_path / "elsewhere")
    assert lint(folder) == lint(folder) == lint(folder, cached=False)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("whose", ["folder", "entries"])
def test_entries_of_another_user_are_none(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    truth = lint(folder)
    if whose == "entries":
        monkeypatch.setattr(Entries, "_is_ours", lambda self: True)
    monkeypatch.setattr(storing, "own_user", lambda: 4_000_000)
    store._opened.cache_clear() if whose == "folder" else None
    assert "shi3.yaml" in opened(folder, lambda: lint(folder))
    assert lint(folder) == truth


@pytest.mark.skipif(os.name == "nt", reason="no pipes of this kind")
def test_an_entry_that_is_a_pipe_or_a_folder_is_none(
    folder: Path, tmp_path: Path
) -> None:
    truth = lint(folder)
    first, second, *_ = entries(tmp_path)
    first.unlink()
    second.unlink()
    os.mkfifo(first)
    second.mkdir()
    assert lint(folder) == lint(folder) == truth


def test_a_cache_that_is_no_folder_costs_only_time(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("x")
    assert lint(folder) == lint(folder) == lint(folder, cached=False)


@pytest.mark.parametrize("call", ["open", "write", "replace"])
def test_a_full_disk_costs_only_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real = getattr(os, call)

    def full(*args: Any, **kwargs: Any) -> Any:
        if call == "write" or any("cache" in str(one) for one in args):
            raise OSError(errno.ENOSPC, "full")
        return real(*args, **kwargs)

    truth = lint(folder, cached=False)
    monkeypatch.setattr(f"{storing.__name__}.os.{call}", full)
    assert lint(folder) == lint(folder) == truth
    monkeypatch.undo()
    assert not list((tmp_path / "cache").rglob("*.part"))


def test_an_entry_too_large_is_not_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    truth = lint(folder, cached=False)
    monkeypatch.setattr(storing, "MOST_ENTRY", 20)
    assert lint(folder) == lint(folder) == truth
    assert not list((tmp_path / "cache").rglob("*.*"))


@pytest.mark.parametrize(("limit", "most"), [("MOST_ENTRIES", 7), ("MOST_BYTES", 700)])
def test_what_was_written_longest_ago_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    where = tmp_path / "entries"
    for number in range(8):
        Entries(where).put(f"{number:032}", bytes(100))
        os.utime(where / f"{number:032}", (number, number))
    monkeypatch.setattr(storing, limit, most)
    assert Entries(where).get(f"{0:032}")
    assert len(list(where.iterdir())) == 8  # this one wrote nothing
    (tmp_path / "target").write_bytes(bytes(2000))
    (where / "link").symlink_to(tmp_path / "target")
    last = Entries(where)
    last.put(f"{8:032}", bytes(100))
    left = {path.name for path in where.iterdir()}
    assert left == {"link", *(f"{number:032}" for number in range(3, 9))}
    assert (tmp_path / "target").exists()


def test_a_desk_is_linted_anew_when_its_registry_turns_up_elsewhere(
    tmp_path: Path,
) -> None:
    (tmp_path / "desks").mkdir()
    desk = tmp_path / "desks" / "shi.yaml"
    desk.write_text("format: smogctl.desk/1\ndistrict: shi\n", encoding="utf-8")
    paths = [desk]
    assert {one.code for one in lint_files(paths, all_codes())} == {"D601"}
    other = tmp_path / "plans"
    (other / "sources").mkdir(parents=True)
    write(other, "shi", "150203")
    assert (
        lint_files(paths, all_codes())
        == lint_files(paths, all_codes(), cached=False)
        == []
    )
    shutil.rmtree(other)
    assert (
        lint_files(paths, all_codes())
        == lint_files(paths, all_codes(), cached=False)
        != []
    )


def test_a_registry_saved_while_its_desk_is_linted_is_not_remembered_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes were read twice: what was linted was not what was remembered."""
    (tmp_path / "desks").mkdir()
    desk = tmp_path / "desks" / "shi.yaml"
    desk.write_text(
        "format: smogctl.desk/1\ndistrict: shi\ncontacts:\n"
        "  - {unit: education, phone: 值班电话, checked: 2026-11-01}\n",
        encoding="utf-8",
    )
    where = tmp_path / "registries"
    (where / "sources").mkdir(parents=True)
    write(where, "shi", "150203")
    good = (where / "shi.yaml").read_bytes()
    bad = good.replace(b"education", b"edukation")
    (where / "shi.yaml").write_bytes(bad)
    from smogctl.lint import subject
    from smogctl.system.files import read_file as real

    def saved_behind(path: Any, limit: Any) -> Any:
        read = real(path, limit)
        Path(path).write_bytes(good)
        return read

    monkeypatch.setattr(subject, "read_file", saved_behind)
    lint_files([desk], all_codes())
    monkeypatch.setattr(subject, "read_file", real)
    for data in (bad, good, bad):
        (where / "shi.yaml").write_bytes(data)
        assert lint_files([desk], all_codes()) == lint_files(
            [desk], all_codes(), cached=False
        )


def edits(chance: random.Random, where: Path) -> None:
    """Random edits of a folder: registries, sources and names, of equal and of other sizes."""
    name = f"shi{chance.randrange(6)}"
    registry, source = where / f"{name}.yaml", where / "sources" / f"{name}.txt"
    kind = chance.randrange(6)
    if kind == 0:
        write(where, name, f"15020{chance.randrange(6)}", chance.choice((TEXT, WRONG)))
    elif kind == 1:
        source.write_text(
            f"石山区预案\n区教育局：{chance.choice((TEXT, WRONG))}。\n", "utf-8"
        )
    elif kind == 2:
        registry.unlink(missing_ok=True)
    elif kind == 3:
        source.unlink(missing_ok=True)
    elif kind == 4:
        registry.touch()
    else:
        fresh = where / "fresh.part"
        fresh.write_text(
            REGISTRY.format(id=name, adcode="150209", text=TEXT), encoding="utf-8"
        )
        os.utime(fresh, ns=(1, 1))
        fresh.replace(registry)


@pytest.mark.parametrize("seed", range(4))
def test_warm_equals_cold_under_random_edits(
    folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:  # the real clock: what was saved just now is known by its content
        monkeypatch.setattr("smogctl.system.files.SETTLED", 2_000_000_000)
    chance = random.Random(seed)
    for _ in range(40):
        for _ in range(chance.randrange(3)):
            edits(chance, folder)
        present = sorted(folder.glob("*.yaml"))
        some = [path for path in present if chance.random() < 0.7] or present
        for paths in (some, present):
            warm = lint_files(paths, all_codes())
            assert warm == lint_files(paths, all_codes(), cached=False)


SAVING = """
import os, sys, time
path, source, texts = sys.argv[1], sys.argv[2], sys.argv[3:]
ends = time.monotonic() + 4
at = 0
while time.monotonic() < ends:
    at += 1
    data = open(source, encoding="utf-8").read().replace(texts[0], texts[at % 2])
    if at % 3:
        with open(path, "w", encoding="utf-8") as file:
            file.write(data)
    else:
        with open(path + ".part", "w", encoding="utf-8") as file:
            file.write(data)
        os.replace(path + ".part", path)
"""


def test_what_is_saved_while_lint_runs_is_found_by_the_next(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smogctl.system.files.SETTLED", 2_000_000_000)
    shutil.copy(folder / "shi0.yaml", tmp_path / "kept")
    words = [
        sys.executable,
        "-c",
        SAVING,
        folder / "shi0.yaml",
        tmp_path / "kept",
        TEXT,
        WRONG,
    ]
    saving = subprocess.Popen(list(map(str, words)))
    while saving.poll() is None:
        # it may be said that the file goes on changing
        with suppress(Refusal):
            lint(folder, "shi0.yaml")
    for text in (WRONG, TEXT, WRONG):
        write(folder, "shi0", "150200", text)
        assert lint(folder, "shi0.yaml") == lint(folder, "shi0.yaml", cached=False)
        assert bool(lint(folder, "shi0.yaml")) is (text == WRONG)


def test_the_key_is_of_the_code_the_catalogue_and_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = remembering.tool_key(["T301"])
    assert first == remembering.tool_key(["T301"]) != remembering.tool_key(["T302"])
    package = tmp_path / "package"
    (package / "lint").mkdir(parents=True)
    (package / "lint" / "engine.py").write_text("a = 1\n")
    monkeypatch.setattr(remembering, "PACKAGE", package)
    other = remembering.tool_key(["T301"])
    (package / "lint" / "engine.py").write_text("a = 22\n")
    assert len({first, other, remembering.tool_key(["T301"])}) == 3
