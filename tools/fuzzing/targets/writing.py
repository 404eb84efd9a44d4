"""Command lines that write, with hostile names, registries, facts and answers, in a folder of their own.

The law: exit code 0, 1 or 2; only what was named is written or changed, and no stray lies beside it; what is written
reads back, and holds nothing that acts (`fuzzing/written.py`).
"""

import os
import re
import shlex
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from fuzzing.calling import called, place
from fuzzing.reshaping import reshaped
from fuzzing.retexting import retexted
from fuzzing.target import Broken, Chance, Target, clean, outcome
from fuzzing.targets.lint import REGISTRY
from fuzzing.writers import GIVEN, LINES, NAMES, WORDS
from fuzzing.written import check_written


def _seeds() -> list[bytes]:
    return [
        "\0".join(shlex.split(line)).encode() + b"\n" + text.encode()
        for line, text in LINES.items()
    ]


def _changed(data: bytes, seeds: Sequence[bytes], chance: Chance) -> bytes:
    """Other words, other names, another file."""
    line, _, given = data.partition(b"\n")
    words = line.split(b"\0")
    if given and chance.random() < 0.7:
        texts = [seed.partition(b"\n")[2] for seed in seeds]
        change = reshaped if words[0] == b"import" else retexted
        given = change(given, texts, chance)
    if chance.random() < 0.6:
        for _ in range(1 + chance.randrange(2)):
            _reworded(words, chance)
    return b"\0".join(words).replace(b"\n", b"\r") + b"\n" + given


def _reworded(words: list[bytes], chance: Chance) -> None:
    at = chance.randrange(1, len(words) + 1)
    name = chance.choice(NAMES).encode("utf-8", "surrogateescape")
    word = chance.choice(WORDS).encode("utf-8", "surrogateescape")
    places = [
        place + 1
        for place, known in enumerate(words[:-1])
        if known in (b"-o", b"--into", b"--save-facts", b"--note", b"init", b"f")
    ]
    match chance.randrange(4):
        case 0 if places:
            words[chance.choice(places)] = name
        case 1:
            words[at:at] = [word]
        case 2:
            words[at:at] = [word, name]
        case _:
            del words[at : at + 1]


def _wrote(data: bytes) -> str:
    line, _, given = data.partition(b"\n")
    words = [word.decode("utf-8", "surrogateescape") for word in line.split(b"\0")]
    if not _is_kept_in(words):
        return "not run"
    world = place() / "world"
    office = world / "office"
    _built(office, words[0], given)
    before = dict(_snapshot(world))
    try:
        code, out, err = called(words, GIVEN, office)
        after = dict(_snapshot(world))
        if code not in (0, 1, 2) or "内部错误" in err:
            raise Broken(f"exit code {code} {err[:200]}")
        clean(err + out)
        changed = _changes(before, after)
        _check_named(changed, words, office)
        for path in changed:
            # what is mended in place keeps all else that its owner wrote
            is_mended = path in before and path.endswith(".yaml")
            if after.get(path) and (world / path).is_file() and not is_mended:
                check_written(world / path, _is_told(words))
        _check_complete(code, changed, words)
    finally:
        shutil.rmtree(world, ignore_errors=True)
    return f"{words[0]} {code} {len(changed).bit_length()} {outcome(err.partition(chr(10))[0])}"


def _built(office: Path, command: str, given: bytes) -> None:
    """An office with a registry, something that stands where one may want to write, links and a pipe."""
    (office / "registries").mkdir(parents=True)
    (office / "有").mkdir()
    (office / "有" / "他人.txt").write_text("他人", encoding="utf-8")
    is_registry = command not in ("import", "init", "schema", "templates")
    is_facts = given.startswith(b"format: smogctl.facts")
    registry = given if is_registry and not is_facts else REGISTRY.encode()
    (office / "registries" / "shi.yaml").write_bytes(registry)
    (office / "f").write_bytes(given)
    (office / "链").symlink_to("有")
    (office / "死").symlink_to("没有")
    os.mkfifo(office / "管")


def _is_kept_in(words: Sequence[str]) -> bool:
    """Whether a command line stays in its folder, and ends."""
    if words[0] not in {line.split()[0] for line in LINES}:
        return False
    for word in words[1:]:
        if re.search(r"(^|=|^-[a-z]*)[/~]", word) or word.count("..") > 1:
            return False
        if word.startswith(("--watch", "--open", "--ask", "postgres", "--ledger")):
            return False
    return "lsp" not in words


def _snapshot(world: Path) -> Iterator[tuple[str, str]]:
    """All that there is, each with what it is and holds."""
    for folder, folders, files in os.walk(world):
        for name in (*folders, *files):
            path = Path(folder, name)
            shown = path.relative_to(world).as_posix()
            if path.is_symlink():
                yield shown, f"-> {path.readlink()}"
            elif path.is_dir():
                yield shown, "folder"
            elif path.is_file():
                yield shown, path.read_bytes().hex()
            else:
                yield shown, "pipe"


def _changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What is new, changed or gone."""
    return sorted(
        path for path in {*before, *after} if before.get(path) != after.get(path)
    )


def _check_named(changed: Sequence[str], words: Sequence[str], office: Path) -> None:
    """Raises Broken for what no word names, and for what a killed run would have left."""
    named = []
    for word in words[1:]:
        for piece in (word, word.partition("=")[2], re.sub("^-[a-z]*o", "", word)):
            named.append(
                os.path.relpath(os.path.normpath(office / piece), office.parent)
            )
    if words[0] in ("import", "desk", "init") or "--fix" in words:
        named += [
            "office/registries",
            "office/schema",
            "office/.gitignore",
            "office/desks",
        ]
        # what an editor needs lies beside the folder that was named
        beside = [Path(name).parent for name in named]
        named += [
            f"{folder}/{name}" for folder in beside for name in ("schema", ".gitignore")
        ]
    if words[0] == "init":
        named.append("office")
    # a link that stands there leads on
    named += [name.replace("office/链", "office/有") for name in named]
    named += [name.replace("office/死", "office/没有") for name in named]
    for path in changed:
        if path.endswith(".part") or ("/." in path and ".part/" in path):
            raise Broken(f"a stray: {path}")
        if not any(
            _is_of(path, name)
            for name in named
            if name not in ("office", ".") or words[0] == "init"
        ):
            raise Broken(f"not named: {path}")


def _is_of(path: str, name: str) -> bool:
    """Whether a path is a named one, below it, or a folder that it needs."""
    return path == name or path.startswith(f"{name}/") or name.startswith(f"{path}/")


def _is_told(words: Sequence[str]) -> bool:
    """Whether a format was named, so that the ending says nothing."""
    return any(re.match("-[a-z]*f|--f|--to", word) for word in words)


def _check_complete(code: int, changed: Sequence[str], words: Sequence[str]) -> None:
    """A refusal of usage writes nothing of documents."""
    if (
        code == 2
        and words[0] == "notice"
        and len(changed) == 1
        and "--save-facts" in words
        and "-o" in words
    ):
        raise Broken(f"half: {changed}")


TARGETS = (Target("writing", _seeds, _wrote, _changed, 0.2),)
