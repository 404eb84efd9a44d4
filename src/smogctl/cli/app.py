"""The Typer app: commands found in their folder, options shared, answers put into a format and sent
out.
"""

import os
import re
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Annotated, Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from smogctl import __version__
from smogctl.cli import commands
from smogctl.cli.callback import as_callback
from smogctl.cli.console import put, say
from smogctl.cli.options import Registries
from smogctl.cli.paths import check_paths
from smogctl.cli.typed import take_text_as_typed
from smogctl.system.shipped import groups_of, parts_of, summary_of
from smogctl.values import exits
from smogctl.values.findings import Lacking, Refusal

_COMPLETION = ("--install-completion", "--show-completion")
"""Typer's own options, which speak English."""


class _Said(Exception):
    """Help or version, on its way out of Typer: inside its call a closed pipe would become exit
    code 1.
    """


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    The exit code. Refusals and usage faults are said here, all else is the edge's.
    """
    code = _run(arguments)
    writing = sys.modules.get("smogctl.system.writing.remarks")
    if writing is not None:
        for remark in writing.taken():
            say(f"注意：{remark}")
    return code


def _run(arguments: Sequence[str]) -> int:
    try:
        _check_completion()
        ended = _ended(_asked_for_help(arguments))
        if callable(ended):
            # sent from here, for the same reason
            ended = ended()
        return ended or exits.DONE
    except Refusal as refusal:
        say(f"{refusal}{_advice(refusal)}")
    except typer.TyperException as fault:
        from smogctl.cli.help import usage_fault

        say(usage_fault(fault, _path(arguments)))
    except typer.Abort:
        return exits.INTERRUPTED
    return exits.NOT_DONE


def _path(arguments: Sequence[str]) -> str:
    """The command that a command line names, as it is typed."""
    known = {*parts_of(commands), *groups_of(commands)}
    first = next(iter(arguments), "")
    if first in known:
        return f"smogctl {first}"
    return "smogctl"


def _advice(refusal: Refusal) -> str:
    """What to type where only a library is lacking."""
    if not isinstance(refusal, Lacking):
        return ""
    from smogctl.system.installation import how_to_add

    return f"请运行：\n{how_to_add(refusal.extra)}"


def _asked_for_help(arguments: Sequence[str]) -> Sequence[str]:
    """`help COMMAND` is `COMMAND --help`, as in other tools."""
    words = list(arguments)
    if words[:1] == ["help"]:
        return [*words[1:], "--help"]
    if words[:2] == ["incident", "help"]:
        return ["incident", *words[2:], "--help"]
    return arguments


def _ended(arguments: Sequence[str]) -> Any:
    """What Typer's call gives: an exit code, or what is still to be sent."""
    app = _app(_wanted(_typed(arguments)))
    act = partial(app, args=list(arguments), prog_name="smogctl", standalone_mode=False)
    try:
        if arguments and arguments[0] in _COMPLETION:
            from smogctl.cli.shells import completion_said

            return partial(put, completion_said(act))
        return act()
    except _Said as said:
        return partial(put, f"{said}\n")


def _check_completion() -> None:
    """Typer echoes what it does not know of a completion's environment as it stands.

    So it must be known.
    """
    asked = os.environ.get("_SMOGCTL_COMPLETE")
    if asked is None:
        return
    shells = "bash|zsh|fish|powershell|pwsh"
    is_known = re.fullmatch(rf"(complete|source)_({shells})", asked)
    word = os.environ.get("COMP_CWORD", "0")
    if not is_known or not word.isdecimal():
        raise Refusal(
            "补全的环境变量不对。请用 smogctl --install-completion 重新安装补全。"
        )


class _Command(TyperCommand):
    """A command whose help is ours, Chinese and without Rich, and that takes each option once."""

    examples: ClassVar[Sequence[tuple[str, str]]] = ()
    """Command lines without the program's name, each with what it is for."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse an option that is given twice: the last would win without a word."""
        take_text_as_typed(self.get_params(ctx))
        if not ctx.resilient_parsing:
            _, _, given = self.make_parser(ctx).parse_args(args=list(args))
            for option in self.params:
                if option.multiple or given.count(option) < 2:
                    continue
                raise Refusal(
                    f"选项 {option.opts[0]} 给了不止一次，只能给一次。"
                    "请分几次运行，或不给它而看全部。"
                )
        rest = super().parse_args(ctx, args)
        check_paths(self.params, ctx.params)
        return rest

    def get_help(self, ctx: Any) -> str:
        raise _help(self, ctx)


class _Group(TyperGroup):
    """The same for the whole."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """As Typer does, text taken as it was typed."""
        take_text_as_typed(self.get_params(ctx))
        rest = super().parse_args(ctx, args)
        check_paths(self.params, ctx.params)
        return rest

    def get_help(self, ctx: Any) -> str:
        raise _help(self, ctx)


def _help(command: Any, ctx: Any) -> _Said:
    from smogctl.cli.help import help_text

    return _Said(help_text(command, ctx))


class _Wanted(NamedTuple):
    """The commands that a command line needs: a name, or a group's and those of its own.

    `named`: one is named, and is to run or to explain itself; else names and a line each suffice.
    """

    commands: list[tuple[str, ...]]
    named: bool


def _wanted(arguments: Sequence[str]) -> _Wanted:
    """The command that this command line names; all for help, completion and typing errors."""
    words = list(arguments)
    if words in (["--version"], ["-V"]):
        return _Wanted([], named=True)
    while words and words[0].startswith("--registries"):
        option = words.pop(0)
        if "=" not in option:
            del words[:1]
    first, second = (*words, "", "")[:2]
    singles, groups = parts_of(commands), groups_of(commands)
    if first in singles:
        return _Wanted([(first,)], named=True)
    if first in groups:
        group = _group(first)
        if second in group[1:]:
            return _Wanted([(first, second)], named=True)
        return _Wanted([group], named=False)
    # of a group its name and its line: its own commands are listed when it is named
    return _Wanted([(name,) for name in (*singles, *groups)], named=False)


def _typed(arguments: Sequence[str]) -> Sequence[str]:
    """The words of a command line; of a completion those that its shell hands over."""
    if "_SMOGCTL_COMPLETE" not in os.environ:
        return arguments
    for name in ("_TYPER_COMPLETE_ARGS", "COMP_WORDS"):
        line = os.environ.get(name)
        if line:
            return _shell_words(line)[1:]
    return []


def _shell_words(line: str) -> list[str]:
    """The words of a line as a shell takes them; one that is still being quoted is the last."""
    if not any(sign in line for sign in "'\"\\"):
        return line.split()
    import shlex

    reading = shlex.shlex(line, posix=True)
    reading.whitespace_split, reading.commenters = True, ""
    words: list[str] = []
    try:
        words += reading
    except ValueError:
        words.append(reading.token)
    return words


def _group(name: str) -> tuple[str, ...]:
    """A group and all its commands."""
    return (name, *parts_of(_package(name)))


def _package(group: str) -> ModuleType:
    return import_module(f"{commands.__name__}.{group}")


ABOUT = "重污染天气应急预案职责登记册：谁在哪一级做什么。"
"""What smogctl is, for its help and the page of its manual."""


def _app(wanted: _Wanted) -> typer.Typer:
    app = _typer()
    app.callback(invoke_without_command=True, help=ABOUT)(_root)
    groups = groups_of(commands)
    for name, *verbs in sorted(wanted.commands):
        if name not in groups:
            _add(app, commands, name, wanted.named)
            continue
        package = _package(name)
        group = _typer()
        group.callback(invoke_without_command=True, help=package.HELP)(_bare)
        for verb in sorted(verbs, key=partial(_place, package.ORDER)):
            _add(group, package, verb, wanted.named)
        app.add_typer(group, name=name, cls=_Group)
    return app


def every_command() -> Any:
    """The whole command line, all of it imported: what the page of the manual is made of."""
    names: list[tuple[str, ...]] = [(name,) for name in parts_of(commands)]
    names += map(_group, groups_of(commands))
    return typer.main.get_command(_app(_Wanted(names, named=True)))


def _place(order: Sequence[str], verb: str) -> int:
    """Where the help lists a command of a group; one that its order does not know comes last."""
    if verb not in order:
        return len(order)
    return order.index(verb)


def _typer() -> typer.Typer:
    return typer.Typer(
        cls=_Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        suggest_commands=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


def _add(app: typer.Typer, package: ModuleType, name: str, named: bool) -> None:
    """Add a command; one that is only listed is not imported, its line is read from its source."""
    about = None
    if not named:
        about = _about(package, name)
    if about is not None:
        app.command(name, cls=_Command, help=about)(_listed)
        return
    module = import_module(f"{package.__name__}.{name}")
    taking = as_callback(module.run, getattr(module, "FORMATS", None))
    shown = type("_Shown", (_Command,), {"examples": getattr(module, "EXAMPLES", ())})
    app.command(name, cls=shown)(taking)


def _about(package: ModuleType, name: str) -> str | None:
    """What a command is about; bash completes names alone, and need not wait for it."""
    if os.environ.get("_SMOGCTL_COMPLETE") == "complete_bash":
        return ""
    return summary_of(package, name)


def _listed() -> None:
    """Stands for a command that is only listed."""


def _bare(ctx: typer.Context) -> None:
    _help_where_bare(ctx)
    if ctx.parent:
        ctx.obj = ctx.parent.obj


def _help_where_bare(ctx: typer.Context) -> None:
    """What is called without a command explains itself."""
    if ctx.invoked_subcommand is None and not ctx.resilient_parsing:
        ctx.get_help()


def _root(
    ctx: typer.Context,
    registries: Registries = None,
    version: Annotated[
        bool, typer.Option("--version", "-V", help="显示版本。")
    ] = False,
) -> None:
    """What is said before any command."""
    if version:
        raise _Said(f"smogctl {__version__}")
    _help_where_bare(ctx)
    ctx.obj = registries
