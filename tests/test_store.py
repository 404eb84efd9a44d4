"""What is kept from run to run: never believed unless this user's smogctl sealed it, never the answer's cause."""

import os
import pickle
import shutil
import stat
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import pytest
from pydantic import BaseModel

from conftest import ROOT, Run
from smogctl.lint.memory import tool_key
from smogctl.plan import catalogue
from smogctl.plan import functions as plan_functions
from smogctl.plan import measures as plan_measures
from smogctl.plan import registry as plan_registry
from smogctl.plan import schemes as plan_schemes
from smogctl.plan import vocabulary as plan_vocabulary
from smogctl.plan.kept import keep, kept
from smogctl.plan.loading import keep_grown, load
from smogctl.plan.registry import Registry
from smogctl.schema import functions as schema_functions
from smogctl.schema import measures as schema_measures
from smogctl.schema import registry as schema_registry
from smogctl.schema import schemes as schema_schemes
from smogctl.schema import vocabulary as schema_vocabulary
from smogctl.system import entries as entries_module
from smogctl.system import shipped
from smogctl.system import store as module
from smogctl.system.entries import Entries
from smogctl.system.store import SEAL_BYTES, Store, file_of, the_store

READ_OTHERWISE = {
    "Partner",
    "Assignment",
    "Duty",
    "Body",
    "Unit",
    "Ordered",
    "Response",
    "Registry",
}
"""Values that are made of models, not copies of them (plan/building.py)."""

FILE_HEADS: defaultdict[str, tuple[str, ...]] = defaultdict(
    tuple,
    {
        f"{name}File": ("format", "sources")
        for name in ("Measures", "Schemes", "Functions", "Vocabulary")
    },
)

QUESTIONS = [
    ("duties", "--unit", "区公安局"),
    ("duties", "-f", "json"),
    ("units", "-f", "csv"),
    ("activate", "--level", "orange"),
    ("activate", "--level", "red", "-f", "json"),
    ("gaps", "-f", "json"),
    ("levels",),
    ("measures", "-f", "json"),
    ("compare", "kunqu", "jiangjin"),
    ("checklist", "--level", "orange"),
]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache and a state folder of the test's own."""
    monkeypatch.setenv("SMOGCTL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    if os.name == "nt" or not (
        Path("/proc").exists() or os.environ.get("XDG_STATE_HOME")
    ):
        pytest.skip("the state folder is moved by XDG_STATE_HOME only")
    forget()
    yield tmp_path
    forget()


def forget() -> None:
    """As a new process would be: nothing of the catalogue is in memory, no store is open or switched off."""
    module.switch_store(on=True)
    module._opened.cache_clear()
    for name in (
        "_measures_file",
        "_functions_file",
        "measures",
        "schemes",
        "functions",
        "vocabulary",
    ):
        getattr(catalogue, name).cache_clear()


def entries(places: Path) -> list[Path]:
    return sorted((places / "cache" / "store").iterdir())


def key_file(places: Path) -> Path:
    return places / "state" / "smogctl" / "store.key"


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_the_first_time_later_times_and_without_the_store_the_answer_is_the_same(
    run: Run, places: Path, question: tuple[str, ...]
) -> None:
    answers = []
    for more in ((), (), ("--no-cache",)):
        forget()
        ended = run(*question, *more)
        answers.append((ended.code, ended.out, ended.err))
    assert answers[0] == answers[1] == answers[2]
    assert entries(places)


def test_without_the_store_nothing_is_kept(run: Run, places: Path) -> None:
    assert run("gaps", "--no-cache").out
    assert not (places / "cache").exists()
    assert not (places / "state").exists()


def test_workers_keep_nothing_either_without_the_store(
    run: Run, places: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    text = (ROOT / "registries" / "kunqu.yaml").read_text("utf-8")
    for number in range(40):
        name = f"d{number}"
        (folder / f"{name}.yaml").write_text(
            text.replace("id: kunqu", f"id: {name}", 1), "utf-8"
        )
    without = run("gaps", "-f", "json", "--registries", str(folder), "--no-cache")
    assert not (places / "cache").exists()
    first = run("gaps", "-f", "json", "--registries", str(folder))
    assert len(entries(places)) >= 40
    again = run("gaps", "-f", "json", "--registries", str(folder))
    assert without.out == first.out == again.out


def test_key_and_entries_are_the_owners_alone(run: Run, places: Path) -> None:
    run("levels")
    assert stat.S_IMODE(key_file(places).stat().st_mode) == 0o600
    assert stat.S_IMODE((places / "cache" / "store").stat().st_mode) == 0o700
    for entry in entries(places):
        assert stat.S_IMODE(entry.stat().st_mode) == 0o600


@pytest.fixture
def registry(tmp_path: Path, places: Path) -> Path:
    """A registry file of one clause, with what it answers when read anew."""
    path = tmp_path / "shishan.yaml"
    path.write_text(
        "format: smogctl/1\n"
        "district: {id: shishan, name: 石山区}\n"
        "plan: {title: 预案, scheme: national-2024}\n"
        "levels: [{id: orange, name: 橙色预警, response: Ⅱ级响应}]\n"
        "units:\n"
        "  - id: education\n    name: 区教育局\n    kind: department\n"
        "    duties: [{id: education-1, text: 落实停课}]\n",
        "utf-8",
    )
    return path


def loaded(path: Path) -> Registry:
    found = load(path, catalogue.measures()).registry
    assert found is not None
    return found


def open_store() -> Store:
    store = the_store()
    assert store is not None
    return store


def entry_of(places: Path, path: Path) -> Path:
    """The entry of a registry's file, after it was read once."""
    before = set(entries(places)) if (places / "cache").exists() else set()
    loaded(path)
    (new,) = set(entries(places)) - before
    return new


def forge(store: Store, path: Path) -> None:
    """Put another registry in the place of what is kept for a file, sealed by the store's key."""
    right = loaded(path)
    wrong = right._replace(district=right.district._replace(name="伪造区"))
    sealed = Store(store.entries, store._key)
    import smogctl.plan.kept as kept_module

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "the_store", lambda: sealed)
        patch.setattr(kept_module, "the_store", lambda: sealed)
        keep(str(path), path.read_bytes(), wrong, catalogue.state())


def test_what_this_user_sealed_is_believed(registry: Path, places: Path) -> None:
    """The control: were nothing ever believed, the tests below could not fail."""
    loaded(registry)
    forge(open_store(), registry)
    assert loaded(registry).district.name == "伪造区"


def test_an_entry_under_a_key_that_others_could_read_is_not_believed(
    registry: Path, places: Path
) -> None:
    loaded(registry)
    store = open_store()
    key_file(places).chmod(0o644)
    forge(store, registry)
    forget()
    assert loaded(registry).district.name == "石山区"
    assert stat.S_IMODE(key_file(places).stat().st_mode) == 0o600
    assert key_file(places).read_bytes() != store._key


@pytest.mark.parametrize("length", [0, 1, 31, 33, 4096])
def test_a_key_of_another_length_is_none(
    registry: Path, places: Path, length: int
) -> None:
    loaded(registry)
    store = open_store()
    forge(store, registry)
    key_file(places).write_bytes(store._key[:length].ljust(length, b"\0"))
    forget()
    assert loaded(registry).district.name == "石山区"


def test_an_entry_with_a_foreign_seal_is_not_believed(
    registry: Path, places: Path
) -> None:
    loaded(registry)
    forge(Store(open_store().entries, b"x" * 32), registry)
    assert loaded(registry).district.name == "石山区"


def test_every_flipped_byte_of_an_entry_is_found(registry: Path, places: Path) -> None:
    entry = entry_of(places, registry)
    right, whole = loaded(registry), entry.read_bytes()
    for at in range(len(whole)):
        broken = bytearray(whole)
        broken[at] ^= 1
        entry.write_bytes(broken)
        assert open_store().get(str(registry)) is None
    entry.write_bytes(broken)
    assert loaded(registry) == right
    assert entry.read_bytes() == whole


def test_a_cut_an_emptied_and_a_lengthened_entry_are_found(
    registry: Path, places: Path
) -> None:
    entry = entry_of(places, registry)
    right, whole = loaded(registry), entry.read_bytes()
    for broken in (
        b"",
        whole[:1],
        whole[:SEAL_BYTES],
        whole[:-1],
        whole + b"\0",
        whole * 2,
    ):
        entry.write_bytes(broken)
        assert open_store().get(str(registry)) is None
        assert loaded(registry) == right


def test_an_entry_in_the_place_of_another_is_not_believed(
    registry: Path, places: Path, tmp_path: Path
) -> None:
    first = entry_of(places, registry)
    other = tmp_path / "jinhe.yaml"
    other.write_text(registry.read_text("utf-8").replace("石山", "金河"), "utf-8")
    second = entry_of(places, other)
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    assert loaded(registry).district.name == "石山区"
    first.write_bytes(two)
    assert loaded(other).district.name == "金河区"


def test_an_earlier_entry_of_the_same_file_is_not_believed(
    registry: Path, places: Path
) -> None:
    entry = entry_of(places, registry)
    old = entry.read_bytes()
    text = registry.read_text("utf-8")
    registry.write_text(text.replace("落实停课", "落实停产"), "utf-8")
    assert loaded(registry).units[0].duties[0].text == "落实停产"
    entry.write_bytes(old)
    assert loaded(registry).units[0].duties[0].text == "落实停产"
    registry.write_text(text, "utf-8")
    assert loaded(registry).units[0].duties[0].text == "落实停课"


def test_an_edit_that_keeps_size_and_times_is_seen(
    registry: Path, places: Path
) -> None:
    loaded(registry)
    status = registry.stat()
    registry.write_text(registry.read_text("utf-8").replace("停课", "停产"), "utf-8")
    os.utime(registry, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert loaded(registry).units[0].duties[0].text == "落实停产"


def test_what_other_code_or_another_catalogue_made_is_read_anew(
    registry: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded(registry)
    forge(open_store(), registry)
    data = registry.read_bytes()
    assert kept(str(registry), data, catalogue.state()).district.name == "伪造区"
    assert kept(str(registry), data, "another catalogue") is None
    monkeypatch.setattr("smogctl.plan.kept._code", lambda: b"other code")
    assert loaded(registry).district.name == "石山区"


class _Trap:
    def __reduce__(self) -> Any:
        return os.mkdir, ("sprung",)


@pytest.mark.parametrize(
    "value", [_Trap(), Path("x"), the_store], ids=["call", "class", "function"]
)
def test_an_entry_makes_nothing_but_plain_values(
    places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: Any
) -> None:
    """Though sealed: who got hold of the key must not have all of the user's rights with it."""
    monkeypatch.chdir(tmp_path)
    keep("name", b"data", {"plain": ("values", 1, None)})
    assert kept("name", b"data") == {"plain": ("values", 1, None)}
    keep("name", b"data", value)
    assert open_store().get("name") is not None
    assert kept("name", b"data") is None
    assert not (tmp_path / "sprung").exists()


def test_no_function_of_the_values_modules_can_be_called(places: Path) -> None:
    """A module that may be named holds more than its classes."""
    keep("name", b"data", None)
    entry = open_store().get("name")
    assert entry is not None
    proof = entry[: -len(pickle.dumps(None, protocol=5))]
    for asked in ("date.today", "Iterable", "NamedTuple", "_union", "T"):
        call = b"csmogctl.plan.registry\n" + asked.encode() + b"\n)R."
        open_store().put("name", proof + call)
        assert kept("name", b"data") is None


def _blocked(path: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file where a folder must be", "utf-8")


def _linked(path: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    (path.parent / "elsewhere").mkdir()
    path.symlink_to(path.parent / "elsewhere")


def _open_to_all(path: Any) -> None:
    path.mkdir(parents=True)
    path.chmod(0o777)


@pytest.mark.parametrize("spoil", [_blocked, _linked, _open_to_all])
@pytest.mark.parametrize("place", ["cache/store", "state/smogctl"])
def test_a_folder_that_is_not_this_users_alone_is_not_used(
    run: Run, places: Path, spoil: Callable[..., Any], place: str
) -> None:
    spoil(places / place)
    ended = run("duties", "--unit", "区公安局")
    assert ended.code == 0
    assert "区公安局" in ended.out
    assert not list((places / "cache").glob("store/*"))


def test_a_disk_that_takes_nothing_only_means_slower(
    registry: Path, places: Path
) -> None:
    right = loaded(registry)
    store = open_store()
    shutil.rmtree(store.entries.folder)
    assert loaded(registry) == right
    assert not Path(store.entries.folder).exists()
    assert not list(places.rglob("*.part"))


def test_a_link_in_the_place_of_an_entry_is_not_followed(
    registry: Path, places: Path, tmp_path: Path
) -> None:
    entry = entry_of(places, registry)
    forge(open_store(), registry)
    target = tmp_path / "target"
    entry.replace(target)
    entry.symlink_to(target)
    assert loaded(registry).district.name == "石山区"
    assert not entry.is_symlink()


def test_too_many_entries_are_thinned_oldest_first(
    places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store()
    for number in range(20):
        store.put(f"entry {number}", b"data")
        os.utime(
            f"{store.entries.folder}/{file_of(f'entry {number}')}", (number, number)
        )
    monkeypatch.setattr(entries_module, "MOST_ENTRIES", 12)
    Store(Entries(Path(store.entries.folder)), store._key).put("last", b"data")
    left = [number for number in range(20) if store.get(f"entry {number}")]
    assert store.get("last") == b"data"
    assert left == list(range(11, 20))


def test_a_file_that_is_being_edited_is_never_answered_from_what_it_was(
    registry: Path, places: Path
) -> None:
    """Read and kept in turn with edits, as an editor that saves while commands run."""
    text = registry.read_text("utf-8")
    for number in range(60):
        registry.write_text(text.replace("落实停课", f"落实第{number}项"), "utf-8")
        assert loaded(registry).units[0].duties[0].text == f"落实第{number}项"


class Named(Protocol):
    """A class that NamedTuple made."""

    _fields: tuple[str, ...]


VALUES = [
    (name, value, getattr(models, name))
    for values, models in (
        (plan_registry, schema_registry),
        (plan_measures, schema_measures),
        (plan_schemes, schema_schemes),
        (plan_functions, schema_functions),
        (plan_vocabulary, schema_vocabulary),
    )
    for name, value in vars(values).items()
    if hasattr(value, "_fields")
    and value.__module__ == values.__name__
    and name not in READ_OTHERWISE
]


@pytest.mark.parametrize(
    ("name", "value", "model"), VALUES, ids=[name for name, _, _ in VALUES]
)
def test_a_value_has_all_that_its_model_has(
    name: str, value: Named, model: type[BaseModel]
) -> None:
    """But for the head of a catalogue's file: its format, and where its facts come from."""
    fields = tuple(
        field for field in model.model_fields if field not in FILE_HEADS[name]
    )
    assert value._fields == fields


def test_what_was_read_of_clauses_is_kept_with_their_registry(
    run: Run, places: Path
) -> None:
    path = ROOT / "registries" / "kunqu.yaml"
    assert run("duties").code == 0
    assert loaded(path).own_words == {}
    answer = run("activate", "--level", "orange").out
    read = loaded(path).own_words
    assert read
    for (text, _, measure), words in read.items():
        assert measure and words in text
    assert run("activate", "--level", "orange").out == answer
    assert run("activate", "--level", "orange", "--no-cache").out == answer


def test_what_was_read_is_not_kept_for_a_file_that_changed_meanwhile(
    registry: Path, places: Path
) -> None:
    was = loaded(registry)
    registry.write_text(
        registry.read_text("utf-8").replace("落实停课", "落实停产"), "utf-8"
    )
    assert was.own_words is not None
    was.own_words["落实停课", None, None] = "落实停课"
    keep_grown(registry, was)
    assert loaded(registry).units[0].duties[0].text == "落实停产"


def test_two_files_of_one_short_hash_are_two(registry: Path, places: Path) -> None:
    """The hash that people compare by eye has 48 bits: two files of one are made in minutes."""
    was = loaded(registry)
    text = registry.read_text("utf-8")
    registry.write_text(text.replace("落实停课", "落实停产"), "utf-8")
    now = loaded(registry)
    keep_grown(registry, was._replace(digest=now.digest))
    assert loaded(registry).units[0].duties[0].text == "落实停产"


@pytest.mark.parametrize("name", ["measures", "functions", "schemes", "vocabulary"])
def test_an_edited_catalogue_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Path, name: str
) -> None:
    """Values made beforehand are of the file that they were made of, and of no other."""
    copy = tmp_path / "catalogue"
    shutil.copytree(ROOT / "catalogue", copy)
    made = import_module(f"smogctl.plan.catalogued.{name}")
    monkeypatch.setattr(made, "VALUES", "not to be used")
    monkeypatch.setattr(catalogue, "shipped", lambda kind: copy)
    monkeypatch.setattr(
        catalogue, "read_shipped", lambda kind, file: (copy / file).read_bytes()
    )
    path = copy / f"{name}.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    catalogue._bytes.cache_clear()
    try:
        assert catalogue._current(name, made) == "not to be used"
        path.write_text(f"# edited\n{path.read_text('utf-8')}", "utf-8")
        catalogue._bytes.cache_clear()
        values = catalogue._current(name, made)
    finally:
        catalogue._bytes.cache_clear()
    monkeypatch.undo()
    assert values == made.VALUES
    assert type(values) is type(made.VALUES)


def strangers(folder: Path) -> list[Path]:
    """Files of somebody else, older than all of ours, some called nearly as ours."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    hexadecimal = file_of("x")
    names = [
        "thesis.docx",
        "store.key",
        hexadecimal[:-1],
        f"{hexadecimal}0",
        f"{hexadecimal}.yaml",
        hexadecimal.upper(),
        "notes.part",
        f"{hexadecimal}.part",
    ]
    paths = [folder / name for name in names]
    for path in paths:
        path.write_bytes(bytes(100))
        os.utime(path, (1, 1))
    return paths


def test_what_is_no_entry_is_never_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """$SMOGCTL_CACHE may name a folder whose `store` is somebody's own."""
    paths = strangers(tmp_path / "store")
    monkeypatch.setattr(entries_module, "MOST_ENTRIES", 2)
    monkeypatch.setattr(entries_module, "MOST_BYTES", 10)
    for number in range(6):
        Entries(tmp_path / "store").put(file_of(f"{number}"), bytes(5))
    assert all(path.exists() for path in paths)
    assert len(list((tmp_path / "store").iterdir())) <= len(paths) + 3


def test_what_killed_runs_left_is_swept(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir(mode=0o700)
    name = file_of("x")
    old, fresh, ahead = (
        folder / f"{name}.{number:012x}.part" for number in range(1, 4)
    )
    for path in (old, fresh, ahead):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    os.utime(ahead, (2**32, 2**32))
    Entries(folder).put(name, b"whole")
    assert sorted(folder.iterdir()) == sorted([folder / name, fresh])


def test_a_killed_key_is_swept(places: Path) -> None:
    left = key_file(places).with_name(f"store.key.{1:012x}.part")
    left.parent.mkdir(parents=True, mode=0o700)
    left.parent.chmod(0o700)
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    open_store()
    assert [path.name for path in left.parent.iterdir()] == ["store.key"]


def test_folders_that_are_made_are_the_owners_alone(
    registry: Path, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the mask: who can write above the store can put another in its place."""
    monkeypatch.setenv("SMOGCTL_CACHE", str(places / "a" / "b" / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(places / "c" / "state"))
    forget()
    mask = os.umask(0)
    try:
        loaded(registry)
    finally:
        os.umask(mask)
    made = [path for top in "ac" for path in (places / top).rglob("*")]
    assert len(made) >= 6
    for path in (places / "a", places / "c", *made):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


def test_a_cache_folder_that_is_a_link_is_not_used(
    registry: Path, places: Path
) -> None:
    (places / "elsewhere" / "store").mkdir(parents=True, mode=0o700)
    (places / "cache").symlink_to(places / "elsewhere")
    forget()
    loaded(registry)
    assert not list((places / "elsewhere" / "store").iterdir())
    (places / "elsewhere" / "store").rmdir()
    forget()
    loaded(registry)
    assert not list((places / "elsewhere").iterdir())


HOMES = {
    "unset": None,
    "empty": "",
    "relative": "home",
    "no folder": "/dev/null",
    "not there": "/nonexistent/home",
}


@pytest.mark.parametrize("named", ["", "~/cache", "~nobody-of-that-name/cache"])
@pytest.mark.parametrize("home", HOMES.values(), ids=HOMES)
def test_without_a_home_everything_is_answered_and_nothing_is_left_in_the_folder(
    tmp_path: Path, home: str | None, named: str
) -> None:
    environment = dict(os.environ)
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "SMOGCTL_CACHE"):
        environment.pop(name, None)
    if home is not None:
        environment["HOME"] = home
    else:
        environment["XDG_CACHE_HOME"] = str(tmp_path / "real" / "cache")
        environment["XDG_STATE_HOME"] = str(tmp_path / "real" / "state")
    if named:
        environment["SMOGCTL_CACHE"] = named
    if (home, named) == (None, "~/cache"):
        pytest.skip("would be the home of whoever runs this")
    (tmp_path / "here").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "smogctl", "levels"],
        cwd=tmp_path / "here",
        env=environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert not list((tmp_path / "here").iterdir())
    assert not Path("/cache").exists()


def test_what_another_python_library_or_version_kept_is_not_believed(
    places: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def states() -> tuple[bytes, str]:
        return shipped.code_state(["plan"]), tool_key(["T301"])

    folder = tmp_path / "lib" / "site-packages"
    folder.mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    seen = [states()]
    assert states() == seen[0]
    (folder / "pydantic-9.dist-info").mkdir()
    os.utime(folder, (5, 5))
    seen.append(states())
    monkeypatch.setattr(sys, "version", "3.99.0 (main)")
    seen.append(states())
    monkeypatch.setattr(shipped, "__version__", "99")
    seen.append(states())
    for kept_under in zip(*seen, strict=True):
        assert len(set(kept_under)) == len(seen)


def test_two_processes_that_write_one_entry_leave_a_whole_one(places: Path) -> None:
    store = open_store()
    store.put("name", b"c")
    code = (
        "import sys\n"
        "from smogctl.system.store import the_store\n"
        "for number in range(300):\n"
        "    the_store().put('name', sys.argv[1].encode() * (1000 + number))\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, letter]) for letter in "ab"
    ]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        data = store.get("name")
        if data is not None:
            seen.update(set(data))
            assert len(set(data)) == 1
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen & {ord("a"), ord("b")}
    assert [path.name for path in entries(places)] == [file_of("name")]
