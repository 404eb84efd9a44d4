"""Every option and argument that takes a path, found in the commands themselves: what a path may be that
is none.
"""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from conftest import HEAD, UNIT, Run
from smogctl.cli.app import every_command
from smogctl.cli.paths import takes_path

NOT_PATHS = {"编号", "province", "媒介", "check"}

WORDS: dict[str, tuple[str, ...]] = {
    "activate": ("--level", "橙"),
    "checklist": ("--level", "橙"),
    "compare": ("石山区",),
    "explain": ("T301",),
    "export": ("--to", "csv"),
    "notice": ("start", "--level", "橙"),
    "templates": ("check",),
    "incident open": ("--level", "橙", "--drill"),
    "incident decide": ("a",),
    "incident exempt": ("a",),
    "incident note": ("a",),
    "incident correct": ("1",),
}
"""What a command needs besides paths, to get as far as them."""


class Taken(NamedTuple):
    """A path that a command takes: an option's name, or '' for an argument."""

    command: tuple[str, ...]
    option: str
    name: str
    others: tuple[str, ...]
    """The other arguments that must be there, by name."""

    @property
    def id(self) -> str:
        return " ".join((*self.command, self.option or self.name))


def commands(group: Any, names: tuple[str, ...] = ()) -> Iterator[Any]:
    if hasattr(group, "commands"):
        for name, inner in sorted(group.commands.items()):
            yield from commands(inner, (*names, name))
    else:
        yield names, group


def taken() -> list[Taken]:
    paths = []
    for command, it in commands(every_command()):
        arguments = [one for one in it.params if one.param_type_name == "argument"]
        for parameter in filter(takes_path, it.params):
            option = ""
            if parameter.param_type_name == "option":
                option = max(parameter.opts, key=len)
            others = tuple(one.name for one in arguments if one is not parameter)
            paths.append(Taken(command, option, parameter.name, others))
    return paths


TAKEN = taken()


def test_no_option_that_takes_a_file_is_overlooked() -> None:
    overlooked = []
    for command, it in commands(every_command()):
        for one in it.params:
            told = getattr(one, "help", "") or ""
            flag = getattr(one, "is_flag", False)
            known = flag or takes_path(one) or one.metavar in NOT_PATHS
            if "文件" in told and not known:
                overlooked.append((command, one.name, one.metavar))
    assert overlooked == []
    assert len(TAKEN) > 100


def long_name(folder: Path) -> str:
    return str(folder / ("n" * 300))


def long_path(folder: Path) -> str:
    return str(folder / ("d/" * 2500)) + "x"


def nul(folder: Path) -> str:
    return f"{folder}/a\0b"


def circle(folder: Path) -> str:
    (folder / "circle").symlink_to("circle")
    return "circle"


def below_a_file(_: Path) -> str:
    return "own.yaml/x"


NAMES = (long_name, long_path, nul)


def pipe(folder: Path) -> str:
    os.mkfifo(folder / "pipe")
    return "pipe"


def endless(_: Path) -> str:
    return "/dev/zero"


THINGS = (circle, below_a_file, pipe, endless)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A sound registry, a sound facts file, and an alarm: nothing may hang."""
    registries = tmp_path / "registries"
    registries.mkdir()
    (registries / "shi.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(HEAD + UNIT, encoding="utf-8")
    monkeypatch.setenv("SMOGCTL_REGISTRIES", str(registries))
    monkeypatch.setenv("SMOGCTL_LEDGER", str(tmp_path / "ledger.db"))

    def stop(*_: object) -> None:
        raise AssertionError("it hangs")

    if not hasattr(signal, "SIGALRM"):
        yield tmp_path
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(20)
    yield tmp_path
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def asked(path: Taken, value: str, folder: Path) -> list[str]:
    """A command line with a path that is none, and else what it needs."""
    needed = list(WORDS.get(" ".join(path.command), ()))
    arguments = [str(folder / "own.yaml") for _ in path.others]
    if needed and not needed[0].startswith("-"):
        arguments = []
    if path.option and path.command == ("templates",):
        needed.append(str(folder))
    if path.option:
        return [*path.command, *needed, *arguments, path.option, value]
    if path.name == "new":
        return [*path.command, *needed, *arguments, value]
    return [*path.command, *needed, value, *arguments]


COMMANDS = sorted({path.command for path in TAKEN})


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("make", NAMES)
def test_a_name_that_nothing_can_have_is_refused_and_said(
    run: Run, folder: Path, command: tuple[str, ...], make: Callable[[Path], str]
) -> None:
    value = make(folder)
    before = sorted(folder.rglob("*"))
    for path in TAKEN:
        if path.command != command:
            continue
        ended = run(*asked(path, value, folder), cwd=folder)
        assert (ended.code, ended.out) == (2, ""), path.id
        assert value[:20] in ended.err, path.id
        assert path.option in ended.err
        assert len(ended.err) < 300, path.id
    assert sorted(folder.rglob("*")) == before


REACHED = {"--facts", "--previous", "--templates"}
"""Options of which it is known that the command gets as far as them."""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("make", THINGS)
def test_what_is_no_file_is_refused_at_once(
    run: Run, folder: Path, command: tuple[str, ...], make: Callable[[Path], str]
) -> None:
    value = make(folder)
    for path in TAKEN:
        if path.command != command:
            continue
        if path.option == "--output" and make is endless:
            continue  # a device may be written to
        ended = run(*asked(path, value, folder), cwd=folder)
        # without --incident nobody looks at a ledger
        assert ended.code in (1, 2) or path.option == "--ledger", path.id
        assert len(ended.err) < 2000, path.id
        if path.option in REACHED or not path.option:
            name = value.removesuffix("/x")
            assert name in ended.out + ended.err, path.id
