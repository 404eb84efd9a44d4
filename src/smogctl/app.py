"""The Typer app: commands found in their folder, options shared, answers put into a format and sent out."""

import inspect
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any, get_type_hints

import typer
from typer.core import TyperCommand, TyperGroup

from smogctl import __version__, commands
from smogctl.answers import Answer
from smogctl.cli import say
from smogctl.commands._options import FormatName, Output, Question, Registries
from smogctl.findings import Refusal
from smogctl.sending import choose_format, put, send, target


def run(arguments: Sequence[str]) -> int:
    """Run one command line; the exit code. Refusals and usage faults are said here, all else is the edge's."""
    try:
        app = _app(_wanted(arguments))
        ended = app(args=list(arguments), prog_name="smogctl", standalone_mode=False)
        # sent from here: inside its own call Typer would turn a closed pipe into exit code 1
        return ended() if callable(ended) else ended or 0
    except Refusal as refusal:
        say(str(refusal))
    except typer.TyperException as fault:
        from smogctl.helptext import usage_fault

        say(usage_fault(fault))
    except typer.Abort:
        return 130
    return 2


class _Command(TyperCommand):
    """A command whose help is ours, Chinese and without Rich, and that takes each option once."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse an option that is given twice: the last would win without a word."""
        given = [word.partition("=")[0] for word in args]
        for option in self.params:
            if sum(given.count(name) for name in option.opts) > 1 and not ctx.resilient_parsing:
                raise Refusal(f"选项 {option.opts[0]} 给了不止一次，只能给一次。请分几次运行，或不给它而看全部。")
        return super().parse_args(ctx, args)

    def get_help(self, ctx: Any) -> str:
        from smogctl.helptext import help_text

        return help_text(self, ctx)


class _Group(TyperGroup):
    """The same for the whole."""

    def get_help(self, ctx: Any) -> str:
        from smogctl.helptext import help_text

        return help_text(self, ctx)


def _wanted(arguments: Sequence[str]) -> list[str]:
    """The commands that this command line can mean: those that it names, or all for help, completion and typos."""
    names = sorted(module.name for module in iter_modules(commands.__path__) if not module.name.startswith("_"))
    return [name for name in names if name in arguments] or names


def _app(names: Sequence[str]) -> typer.Typer:
    app = typer.Typer(
        cls=_Group,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        suggest_commands=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_root)
    for name in names:
        module = import_module(f"{commands.__name__}.{name}")
        app.command(name, cls=_Command)(_callback(module.run, getattr(module, "FORMATS", None)))
    return app


def _root(
    ctx: typer.Context,
    registries: Registries = None,
    version: Annotated[bool, typer.Option("--version", help="显示版本。")] = False,
) -> None:
    """重污染天气应急预案职责登记册：谁在哪一级做什么。"""
    if version:
        put(f"smogctl {__version__}\n")
        raise typer.Exit(0)
    if ctx.invoked_subcommand is None and not ctx.resilient_parsing:
        put(ctx.get_help() + "\n")
        raise typer.Exit(0)
    ctx.obj = registries


def _callback(function: Callable[..., Answer], documents: tuple[str, ...] | None) -> Callable[..., Callable[[], int]]:
    """The function as Typer calls it: a Question becomes its options, and format and output are added to all.

    `documents`: the formats of a command that writes its text itself, and so is told the format.
    """
    hints = get_type_hints(function, include_extras=True)
    own = inspect.signature(function).parameters
    grouped = next((name for name in own if hints[name] is Question), None)
    options = {name: (hints[name], parameter.default) for name, parameter in own.items() if name != grouped}
    if grouped:
        fields = get_type_hints(Question, include_extras=True)
        options = {name: (hint, None) for name, hint in fields.items()} | options
    options = {"format_name": (FormatName, None), "output": (Output, None)} | options

    def callback(ctx: typer.Context, **values: Any) -> Callable[[], int]:
        if values["registries"] is None:
            values["registries"] = ctx.obj
        output = target(values.pop("output"))
        chosen = choose_format(values.pop("format_name"), output, documents)
        if documents:
            values["format_name"] = chosen
        if grouped:
            values[grouped] = Question(**{name: values.pop(name) for name in Question._fields})
        return partial(send, function(**values), chosen, output)

    callback.__doc__ = function.__doc__
    callback.__annotations__ = {"ctx": typer.Context} | {name: hint for name, (hint, _) in options.items()}
    keyword = inspect.Parameter.KEYWORD_ONLY
    callback.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context),
            *(
                inspect.Parameter(name, keyword, default=default, annotation=hint)
                for name, (hint, default) in options.items()
            ),
        ]
    )
    return callback
