"""One archive from which smogctl is installed where there is no network.

    python tools/bundle.py                                for all systems, into dist/
    python tools/bundle.py --platform linux-x64 --python 3.11 --extra docx -o smogctl.zip
    python tools/bundle.py --no-index --wheels FOLDER     of wheels at hand, without a network

It builds the wheel of this clone, lets pip fetch the wheels of the chosen extras for every system and Python, adds what
pip overlooks there, tries with pip whether each target resolves from these wheels alone, and writes one zip: `wheels/`,
`install.sh`, `install.cmd`, `install.py`, `README.txt`, `LICENSE`, `contents.json`, `SHA256SUMS`; beside it
`FILE.sha256`. The same wheels give the same bytes (`SOURCE_DATE_EPOCH` sets the dates). A dependency that exists as
source only is no part of it by itself: build its wheel (`pip wheel --no-deps NAME -w FOLDER`) and give `--wheels FOLDER`.
"""

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from email.parser import HeaderParser
from pathlib import Path
from typing import Any, NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
BUNDLED = ROOT / "tools" / "bundled"
"""What lies in the archive as it is, or with a few words filled in."""

EXTRAS = ("docx", "xlsx", "pdf", "pg")
"""What an office needs: papers, sheets, plans that come as PDF, one ledger for several operators.

Not `parquet`: it is for engines of many machines, costs 20 MB a target, and DuckDB has no wheel for
glibc 2.17 and Python 3.14.
"""
PYTHONS = ("3.11", "3.12", "3.13", "3.14")

EPOCH = 1580601600
"""The date of files in the archive without SOURCE_DATE_EPOCH: the one that hatchling takes."""

MOST_ROUNDS = 5
"""Times that a target is asked what it still lacks."""


class Platform(NamedTuple):
    """A system that wheels are for."""

    said: str
    """Its name in the README."""
    tags: tuple[str, ...]
    """What pip calls it, and what also runs there."""
    glibc: str
    """The oldest C library that the tags run with; empty where there is none to ask for."""
    markers: Mapping[str, str]
    """What markers of requirements are told about it."""


def _linux(said: str, machine: str, *older: str) -> Platform:
    """Linux with glibc 2.17 or newer (2014), which Kylin, UOS, openEuler and CentOS 7 have."""
    tags = ("manylinux2014", "manylinux_2_17", *older)
    told = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}
    return Platform(
        said,
        tuple(f"{tag}_{machine}" for tag in tags),
        "2.17",
        told | {"platform_machine": machine},
    )


_OLDER = ("manylinux2010", "manylinux_2_12", "manylinux1", "manylinux_2_5")
_WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"}

PLATFORMS = {
    "windows-x64": Platform(
        "Windows 10、11（64 位）",
        ("win_amd64",),
        "",
        _WINDOWS | {"platform_machine": "AMD64"},
    ),
    "linux-x64": _linux("Linux x86_64（海光、兆芯等）", "x86_64", *_OLDER),
    "linux-aarch64": _linux("Linux aarch64（鲲鹏、飞腾）", "aarch64"),
}


class Target(NamedTuple):
    """A system with a Python."""

    platform: str
    python: str


class Wheel(NamedTuple):
    """A wheel at hand, and what it says of itself."""

    path: Path
    name: str
    version: str
    licence: str
    requires: tuple[Requirement, ...]


class Failed(Exception):
    """No archive can be made; the words say why."""


# reading wheels


def read_wheel(path: Path) -> Wheel:
    """A wheel's metadata."""
    with zipfile.ZipFile(path) as archive:
        name = next(
            one for one in archive.namelist() if one.endswith(".dist-info/METADATA")
        )
        said = HeaderParser().parsestr(archive.read(name).decode())
    return Wheel(
        path,
        canonicalize_name(said["Name"]),
        said["Version"],
        _licence(
            said["License-Expression"], said["License"], said.get_all("Classifier", [])
        ),
        tuple(map(Requirement, said.get_all("Requires-Dist", []))),
    )


def _licence(
    expression: str | None, words: str | None, classifiers: Sequence[str]
) -> str:
    """The licence as the wheel states it, in a line; the text itself lies in the wheel."""
    if expression:
        return expression
    classified = [
        one.rsplit(" :: ", 1)[1] for one in classifiers if one.startswith("License ::")
    ]
    if classified:
        return ", ".join(classified)
    return (words or "").strip().partition("\n")[0] or "not stated"


def wheels_in(folder: Path) -> dict[str, Wheel]:
    """The wheels of a target, by name.

    Raises Failed where a name is there twice.
    """
    found: dict[str, Wheel] = {}
    for path in sorted(folder.glob("*.whl")):
        wheel = read_wheel(path)
        if wheel.name in found:
            raise Failed(
                f"{path.name} and {found[wheel.name].path.name} are for the same target"
            )
        found[wheel.name] = wheel
    return found


# what a target needs


def environments(target: Target) -> list[dict[str, str]]:
    """What markers are told about a target: of its Python the first release and one after all."""
    known = {
        **PLATFORMS[target.platform].markers,
        "python_version": target.python,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
    }
    releases = (f"{target.python}.0", f"{target.python}.99")
    return [
        known | {"python_full_version": one, "implementation_version": one}
        for one in releases
    ]


def applies(marker: Marker | None, extra: str, target: Target) -> bool:
    """Whether a requirement holds for an extra ("": always asked for) on some release of a target."""
    if marker is None:
        return not extra
    return any(marker.evaluate(one | {"extra": extra}) for one in environments(target))


def closure(
    wheels: Mapping[str, Wheel], wanted: Requirement, target: Target
) -> tuple[list[Wheel], list[Requirement]]:
    """All wheels that a requirement needs on a target, and the requirements that no wheel meets.

    pip looks at the markers of the machine that it runs on, not of the one it fetches for, so that
    what only Windows needs is overlooked on Linux.

    Raises Failed for a wheel whose version is not the one asked for.
    """
    needed: dict[str, Wheel] = {}
    lacking: list[Requirement] = []
    queue, seen = [wanted], set()
    while queue:
        requirement = queue.pop()
        name = canonicalize_name(requirement.name)
        if name not in wheels:
            lacking.append(requirement)
            continue
        wheel = needed[name] = _meeting(wheels[name], requirement, target)
        for extra in {"", *requirement.extras} - {
            extra for of, extra in seen if of == name
        }:
            seen.add((name, extra))
            queue += (
                one for one in wheel.requires if applies(one.marker, extra, target)
            )
    return sorted(needed.values()), lacking


def _meeting(wheel: Wheel, requirement: Requirement, target: Target) -> Wheel:
    if not requirement.specifier.contains(wheel.version, prereleases=True):
        raise Failed(
            f"{target}: {requirement} is asked for, and {wheel.path.name} was chosen"
        )
    return wheel


# fetching


class Source(NamedTuple):
    """Where wheels come from."""

    options: tuple[str, ...]
    """Options of pip: `--no-index`, `--find-links`."""


def run_pip(*arguments: str | Path) -> None:
    """Run this Python's pip.

    Raises Failed with the end of what it says.
    """
    called = [sys.executable, "-m", "pip", *map(str, arguments)]
    done = subprocess.run(
        called, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        said = "\n".join(done.stderr.strip().splitlines()[-6:])
        raise Failed(f"pip {' '.join(called[3:])}\n{said}")


def build_own(folder: Path) -> Wheel:
    """The wheel of this clone."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(EPOCH))
    run_pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    (path,) = folder.glob("smogctl-*.whl")
    return read_wheel(path)


def for_target(target: Target) -> list[str]:
    """The options with which pip chooses wheels for a target and not for this machine."""
    platforms = (f"--platform={tag}" for tag in PLATFORMS[target.platform].tags)
    chosen = [
        "--only-binary=:all:",
        f"--python-version={target.python}",
        "--implementation=cp",
    ]
    return [*chosen, *platforms]


def fetch(
    target: Target, own: Wheel, extras: Sequence[str], source: Source, folder: Path
) -> None:
    """All wheels of a target, and pip's own, into a folder.

    Raises Failed where something exists for no such target.
    """
    download = (
        "download",
        "--quiet",
        *source.options,
        *for_target(target),
        "--dest",
        folder,
    )
    run_pip(*download, f"{own.path}[{','.join(extras)}]", "pip")
    for _ in range(MOST_ROUNDS):
        _, lacking = closure(wheels_in(folder), requirement_of(own, extras), target)
        if not lacking:
            return
        run_pip(
            *download, "--no-deps", *(f"{one.name}{one.specifier}" for one in lacking)
        )
    raise Failed(f"{target}: {', '.join(map(str, lacking))} could not be fetched")


def requirement_of(wheel: Wheel, extras: Iterable[str]) -> Requirement:
    """A wheel with extras, as a requirement."""
    return Requirement(f"{wheel.name}[{','.join(extras)}]=={wheel.version}")


def resolve(target: Target, wanted: Requirement, wheels: Path) -> None:
    """Let pip say whether a target can be installed of a folder of wheels alone.

    Raises Failed with its words.
    """
    only = ("--no-index", "--find-links", wheels, *for_target(target))
    asked = (
        "install",
        "--quiet",
        "--dry-run",
        "--ignore-installed",
        "--target",
        wheels / "none",
    )
    run_pip(*asked, *only, str(wanted))


# the archive


def contents(
    own: Wheel, extras: Sequence[str], fetched: Mapping[Target, Path]
) -> dict[str, Any]:
    """What is in the archive, for install.py and other readers."""
    by_target = {target: wheels_in(folder) for target, folder in fetched.items()}
    targets = [
        _target_row(target, wheels, own, extras)
        for target, wheels in sorted(by_target.items())
    ]
    used = {name for row in targets for name in _files(row)}
    every = [wheel for wheels in by_target.values() for wheel in wheels.values()]
    return {
        "format": "smogctl.bundle/1",
        "version": own.version,
        "extras": sorted(extras),
        "packages": list(_packages(one for one in every if one.path.name in used)),
        "targets": targets,
    }


def _target_row(
    target: Target, wheels: Mapping[str, Wheel], own: Wheel, extras: Sequence[str]
) -> dict[str, Any]:
    """A target and the wheels that each extra needs there; "" is smogctl without any."""
    needed = {}
    for extra in ("", *sorted(extras)):
        chosen, lacking = closure(
            wheels, requirement_of(own, [extra] if extra else []), target
        )
        if lacking:
            raise Failed(
                f"{target}: {', '.join(map(str, lacking))} is in none of the wheels"
            )
        needed[extra] = [wheel.path.name for wheel in chosen]
    if "pip" not in wheels:
        raise Failed(f"{target}: pip is in none of the wheels")
    return {
        **target._asdict(),
        "glibc": PLATFORMS[target.platform].glibc,
        "pip": wheels["pip"].path.name,
        "wheels": needed,
    }


def _files(row: Mapping[str, Any]) -> set[str]:
    return {row["pip"], *(name for names in row["wheels"].values() for name in names)}


def _packages(wheels: Iterable[Wheel]) -> Iterator[dict[str, Any]]:
    """A row a file of wheel: name, version, licence, size, hash."""
    by_file: dict[str, dict[str, Any]] = {}
    for wheel in wheels:
        data = wheel.path.read_bytes()
        row = {
            "name": wheel.name,
            "version": wheel.version,
            "licence": wheel.licence,
            "file": wheel.path.name,
            "size": len(data),
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        if by_file.setdefault(wheel.path.name, row) != row:
            raise Failed(
                f"{wheel.path.name} was fetched twice, with different contents"
            )
    yield from (by_file[name] for name in sorted(by_file))


def pages(listed: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of the archive that are no wheels, without SHA256SUMS."""
    words = _words(listed)
    made = {
        name: _filled((BUNDLED / name).read_text(encoding="utf-8"), words)
        for name in ("install.sh", "install.cmd", "README.txt", "no-python.txt")
    }
    # cmd.exe loses its labels without CR; old editors take a file without a mark for GBK
    made["install.cmd"] = made["install.cmd"].replace(b"\n", b"\r\n")
    made["README.txt"] = b"\xef\xbb\xbf" + made["README.txt"]
    return made | {
        "contents.json": json.dumps(listed, ensure_ascii=False, indent=1).encode()
        + b"\n",
        "install.py": (BUNDLED / "install.py").read_bytes(),
        "LICENSE": (ROOT / "LICENSE").read_bytes(),
    }


def _words(listed: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the files between two @."""
    targets = listed["targets"]
    pythons = sorted({row["python"] for row in targets}, key=_number)
    systems = {row["platform"] for row in targets}
    newest_first = pythons[::-1]
    return {
        "version": listed["version"],
        "extras": "、".join(listed["extras"]),
        "systems": "、".join(
            one.said for name, one in PLATFORMS.items() if name in systems
        ),
        "pythons": "、".join(pythons),
        "numbers": " ".join(newest_first),
        "commands": " ".join(f"python{one}" for one in newest_first),
    }


def _filled(text: str, words: Mapping[str, str]) -> bytes:
    return re.sub("@([a-z]+)@", lambda found: words[found[1]], text).encode()


def _number(python: str) -> tuple[int, ...]:
    return tuple(map(int, python.split(".")))


def write(path: Path, listed: Mapping[str, Any], fetched: Iterable[Path]) -> str:
    """Write the archive whole or not at all, and its hash beside it; the hash comes back.

    A zip, since Windows and Linux open it without further tools; stored, since wheels are
    compressed already and no two zlib give the same bytes.
    """
    made = pages(listed)
    found = {one.name: one for folder in fetched for one in folder.glob("*.whl")}
    wheels = {row["file"]: row["sha256"] for row in listed["packages"]}
    sums = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    sums |= {f"wheels/{name}": digest for name, digest in wheels.items()}
    made["SHA256SUMS"] = "".join(
        f"{sums[name]}  {name}\n" for name in sorted(sums)
    ).encode()
    top = f"smogctl-{listed['version']}-bundle"
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with zipfile.ZipFile(aside, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(made):
                archive.writestr(_entry(f"{top}/{name}"), made[name])
            for name in sorted(wheels):
                archive.writestr(
                    _entry(f"{top}/wheels/{name}"), found[name].read_bytes()
                )
        digest = _digest(aside)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
    path.with_name(f"{path.name}.sha256").write_bytes(
        f"{digest}  {path.name}\n".encode()
    )
    return digest


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of the archive, with a date and modes that depend on nothing else."""
    moment = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", EPOCH)))
    entry = zipfile.ZipInfo(name, moment[:6])
    entry.create_system = 3  # Unix: the modes count
    entry.external_attr = (0o100755 if name.endswith("/install.sh") else 0o100644) << 16
    return entry


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


# the command line


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """The words of the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add(
        "--extra",
        action="append",
        help=f"an extra; may be repeated (default: {' '.join(EXTRAS)})",
    )
    add(
        "--python", action="append", help=f"such as 3.12 (default: {' '.join(PYTHONS)})"
    )
    add(
        "--platform", action="append", choices=PLATFORMS, help="a system (default: all)"
    )
    add(
        "--wheels",
        action="append",
        type=Path,
        default=[],
        help="a folder with further wheels",
    )
    add("--no-index", action="store_true", help="only what --wheels has; no network")
    add("-o", "--output", type=Path, help="default: dist/smogctl-VERSION-bundle.zip")
    return parser.parse_args(arguments)


def bundle(asked: argparse.Namespace, work: Path) -> tuple[Path, dict[str, Any]]:
    """Fetch, try and write; the archive and what is in it.

    Raises Failed.
    """
    links = [f"--find-links={folder.resolve()}" for folder in asked.wheels]
    source = Source((*(["--no-index"] if asked.no_index else []), *links))
    extras = asked.extra or EXTRAS
    own = build_own(work / "own")
    if lacking := set(extras) - _extras_of(own):
        raise Failed(f"smogctl has no extra {', '.join(sorted(lacking))}")
    fetched = {}
    for platform in asked.platform or PLATFORMS:
        for python in asked.python or PYTHONS:
            target = Target(platform, python)
            fetched[target] = folder = work / f"{platform}-{python}"
            print(f"{platform}, Python {python}", file=sys.stderr, flush=True)
            fetch(target, own, extras, source, folder)
            resolve(target, requirement_of(own, extras), folder)
    listed = contents(own, extras, fetched)
    path = asked.output or ROOT / "dist" / f"smogctl-{own.version}-bundle.zip"
    write(path, listed, fetched.values())
    return path, listed


def _extras_of(wheel: Wheel) -> set[str]:
    said = " ".join(str(one.marker) for one in wheel.requires if one.marker)
    return set(re.findall(r'extra == "([^"]+)"', said))


def main(arguments: Sequence[str]) -> int:
    """Make the archive; 2 where it cannot be made."""
    asked = options(arguments)
    with tempfile.TemporaryDirectory() as work:
        try:
            path, listed = bundle(asked, Path(work))
        except Failed as failed:
            print(failed, file=sys.stderr)
            return 2
    size = path.stat().st_size / 1e6
    print(f"{path}: {len(listed['packages'])} wheels, {size:.0f} MB", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
