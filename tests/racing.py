"""A repository that is edited while it is asked: how it is laid, and the edits, drawn by chance.

Run as a program it is the editor: for each line `seed seconds` of its standard input it edits the folder that it was
given for so long, and then says `done`. Nothing of smogctl is imported here: the editor is somebody else.
"""

import os
import random
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

NAMES = ("shi0", "shi1", "shi2", "shi3")
TEXTS = ("按照要求做好有关准备", "按照要求做好相关准备", "负责落实学校停课措施")
"""Of equal length in bytes: no size tells them apart."""

REGISTRY = """format: smogctl/1
district: {{id: {id}, name: 石山区{id}, adcode: '{adcode}'}}
plan: {{title: 石山区预案, source: {source}, scheme: national-2024}}
levels:
  - {{id: yellow, name: 黄色预警, response: Ⅲ级响应}}
  - {{id: orange, name: 橙色预警, response: Ⅱ级响应}}
  - {{id: red, name: 红色预警, response: Ⅰ级响应}}
units:
  - id: {unit}
    name: 区教育局
    kind: department
    duties:
      - id: education-1
        text: {text}
        measures: [{measure}]
"""
DESK = """format: smogctl.desk/1
district: {id}
contacts:
  - {{unit: {unit}, phone: 值班电话, checked: 2026-11-01}}
"""
UNITS = ("education", "edukation")
MEASURES = ("public.school-suspension", "public.school-suspensioN")


def lay(root: Path, chance: random.Random) -> None:
    """A repository of four districts, in the place of what is there: registries, sources, desks, a schema."""
    for path in list(root.iterdir()):
        shutil.rmtree(path)
    for name in ("registries/sources", "desks", "schema", "other/sources"):
        (root / name).mkdir(parents=True, exist_ok=True)
    for path in every(root):
        write(path, text_of(path, chance))


def every(root: Path) -> list[Path]:
    """The files that are edited."""
    return [
        *(root / "registries" / f"{name}.yaml" for name in NAMES),
        *(root / "registries" / "sources" / f"{name}.txt" for name in NAMES),
        *(root / "desks" / f"{name}.yaml" for name in NAMES[:2]),
        root / "schema" / "registry.schema.json",
    ]


def text_of(path: Path, chance: random.Random) -> str:
    """A new text of a file: right, wrong, cut or another's, as chance has it."""
    text = _whole(path, chance)
    kind = chance.randrange(12)
    if kind == 0:
        return text[: len(text) // 2]
    if kind == 1:
        return ""
    return text


def _whole(path: Path, chance: random.Random) -> str:
    if path.suffix == ".json":
        return '{\n  "title": "smogctl"\n}\n'
    if path.suffix == ".txt":
        return f"石山区预案\n区教育局：{chance.choice(TEXTS)}。\n"
    if path.parent.name == "desks":
        return DESK.format(id=path.stem, unit=chance.choice(UNITS))
    name = path.stem
    if chance.random() < 0.1:
        name = chance.choice(NAMES)
    return REGISTRY.format(
        id=name,
        adcode=f"15020{chance.randrange(4)}",
        source=f"sources/{path.stem}.txt",
        unit=chance.choice(UNITS),
        text=chance.choice(TEXTS),
        measure=chance.choice((MEASURES[0], MEASURES[0], MEASURES[1])),
    )


def write(path: Path, text: str) -> None:
    """In place, at once."""
    path.write_bytes(text.encode())


def edit(root: Path, chance: random.Random, path: Path | None = None) -> None:
    """One edit of a file, the first district's for choice, in one of the ways in which editors, git and copying tools write."""
    files = every(root)
    if chance.random() < 0.6:
        files = [file for file in files if file.stem == NAMES[0]]
    if path not in files:
        path = chance.choice(files)
    way = chance.choice(WAYS)
    with suppress(OSError):
        way(path, chance)


def _in_place(path: Path, chance: random.Random) -> None:
    write(path, text_of(path, chance))


def _in_halves(path: Path, chance: random.Random) -> None:
    """Truncated, then written bit by bit."""
    data = text_of(path, chance).encode()
    with path.open("wb", buffering=0) as file:
        file.write(data[: len(data) // 2])
        time.sleep(chance.random() / 500)
        file.write(data[len(data) // 2 :])


def _over_itself(path: Path, chance: random.Random) -> None:
    """Not truncated: some bytes in the middle become others, the size stays."""
    data = path.read_bytes()
    old, new = chance.sample(TEXTS, 2)
    at = data.find(old.encode())
    if at < 0:
        return
    with path.open("r+b", buffering=0) as file:
        file.seek(at)
        file.write(new.encode())


def _with_its_old_time(path: Path, chance: random.Random) -> None:
    """As `cp -p` and rsync do: what was written has the time of what was there."""
    status = path.stat()
    _over_itself(path, chance)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _by_rename(path: Path, chance: random.Random) -> None:
    fresh = path.with_suffix(".part")
    write(fresh, text_of(path, chance))
    if chance.random() < 0.5:
        with suppress(OSError):
            status = path.stat()
            os.utime(fresh, ns=(status.st_atime_ns, status.st_mtime_ns))
    fresh.replace(path)


def _swapped(path: Path, chance: random.Random) -> None:
    """Two files change places."""
    other = path.with_stem(chance.choice(NAMES))
    aside = path.with_suffix(".aside")
    path.rename(aside)
    with suppress(OSError):
        other.rename(path)
    aside.rename(other)


def _gone(path: Path, chance: random.Random) -> None:
    path.unlink()


def _linked(path: Path, chance: random.Random) -> None:
    """A link to another file stands in its place, or the file itself under two names."""
    other = path.with_stem(chance.choice(NAMES))
    path.unlink()
    if chance.random() < 0.5:
        path.symlink_to(other.name)
    else:
        path.hardlink_to(other)


def _of_another_time(path: Path, chance: random.Random) -> None:
    """A time far behind or ahead, or one of a clock that counts by two seconds."""
    _in_place(path, chance)
    now = time.time_ns()
    coarse = now // 2_000_000_000 * 2_000_000_000
    moment = chance.choice((1, coarse, now + 3_600_000_000_000))
    os.utime(path, ns=(moment, moment))


def _touched(path: Path, chance: random.Random) -> None:
    path.touch()


def _folders_swapped(path: Path, chance: random.Random) -> None:
    """As a checkout of another branch beside it: the whole folder is another, and back."""
    root = path.parent
    while root.name in ("sources", "registries", "desks", "schema"):
        root = root.parent
    here, other, aside = root / "registries", root / "other", root / "aside"
    here.rename(aside)
    other.rename(here)
    aside.rename(other)


Way = Callable[[Path, random.Random], None]
WAYS: tuple[Way, ...] = (
    _in_place,
    _in_place,
    _in_halves,
    _over_itself,
    _over_itself,
    _with_its_old_time,
    _with_its_old_time,
    _by_rename,
    _by_rename,
    _swapped,
    _gone,
    _linked,
    _of_another_time,
    _touched,
    _folders_swapped,
)


def main() -> None:
    """Be the editor of a folder."""
    root = Path(sys.argv[1])
    for line in sys.stdin:
        seed, seconds = line.split()
        chance = random.Random(int(seed))
        ends = time.monotonic() + float(seconds)
        count = 0
        while time.monotonic() < ends:
            edit(root, chance)
            count += 1
            if chance.random() < 0.3:
                # long enough that what is there may be believed by its stamp
                time.sleep(chance.random() / 15)
        sys.stdout.write(f"done {count}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
