"""A command's function as Typer takes it: groups of options flattened, format and output added to
all.

Typer reads a command's options off its function's signature. A group is a NamedTuple whose fields
are options; so a command says once that it takes all filters of a question, or all facts of a
document.
"""

import inspect
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NamedTuple, get_type_hints

import typer

from smogctl.cli.options import NoCache, Output, format_option
from smogctl.cli.sending import choose_format, plain_first, send, target
from smogctl.system.seen import forget
from smogctl.system.shipped import documentation_of
from smogctl.system.store import switch_store
from smogctl.values.answer import Answer


class Option(NamedTuple):
    """An option as Typer sees it."""

    hint: Any
    default: Any = None


class Shape(NamedTuple):
    """What a command takes: its own parameters, the groups among them, and all options in the order
    of the help.
    """

    own: frozenset[str]
    groups: Mapping[str, Any]
    options: Mapping[str, Option]


def as_callback(
    function: Callable[..., Answer], formats: tuple[str, ...] | None
) -> Callable[..., Callable[[], int]]:
    """The function as Typer calls it; `formats`: those of a command that has its own.

    One that has none at all (`FORMATS = ()`) writes its files itself, or none: it takes no
    `--format`, and has an `output` of its own where it takes one. What it returns sends the answer
    out, and gives the exit code.
    """
    shape = _shape(function, formats)

    def callback(ctx: typer.Context, **values: Any) -> Callable[[], int]:
        if "registries" in values and values["registries"] is None:
            values["registries"] = ctx.obj
        forget()
        switch_store(on=not values["no_cache"])
        output = target(values.pop("output", None))
        asked = values.pop("format_name", None)
        chosen = "text"
        if formats != ():
            chosen = choose_format(asked, output, formats)
        given = {
            "format_name": chosen,
            "output": output,
            "no_cache": values.pop("no_cache"),
        }
        for name in shape.own.intersection(given):
            values[name] = given[name]
        for name, group in shape.groups.items():
            fields = {field: values.pop(field) for field in group._fields}
            values[name] = group(**fields)
        return partial(send, function(**values), chosen, output)

    module = sys.modules[function.__module__]
    callback.__doc__ = documentation_of(module, function.__name__)
    callback.__annotations__ = _annotations(shape)
    # a function has no such field to mypy
    setattr(callback, "__signature__", _signature(shape))  # noqa: B010
    return callback


_SHARED = ("format_name", "output", "no_cache")
"""What every command takes, whether it looks at it or not."""


def _shape(function: Callable[..., Answer], formats: tuple[str, ...] | None) -> Shape:
    hints = get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters
    groups: dict[str, Any] = {}
    options: dict[str, Option] = {}
    for name, parameter in parameters.items():
        if hasattr(hints[name], "_fields"):
            groups[name] = hints[name]
        elif name not in _SHARED:
            options[name] = Option(hints[name], parameter.default)
    for group in groups.values():
        options |= _fields(group)
    return Shape(frozenset(parameters), groups, options | _shared(hints, formats))


def _shared(
    hints: Mapping[str, Any], formats: tuple[str, ...] | None
) -> dict[str, Option]:
    """The options that a command has beside its own."""
    shared = {}
    if formats != ():
        shared["format_name"] = Option(format_option(formats or plain_first()))
        shared["output"] = Option(Output)
    elif "output" in hints:
        shared["output"] = Option(hints["output"])
    return {**shared, "no_cache": Option(NoCache, default=False)}


def _fields(group: Any) -> dict[str, Option]:
    """The options that a group consists of."""
    hints = get_type_hints(group, include_extras=True)
    return {
        name: Option(hint, group._field_defaults.get(name))
        for name, hint in hints.items()
    }


def _annotations(shape: Shape) -> dict[str, Any]:
    return {"ctx": typer.Context} | {
        name: option.hint for name, option in shape.options.items()
    }


def _signature(shape: Shape) -> inspect.Signature:
    keyword, positional = (
        inspect.Parameter.KEYWORD_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
    )
    context = inspect.Parameter("ctx", positional, annotation=typer.Context)
    options = [
        inspect.Parameter(name, keyword, default=option.default, annotation=option.hint)
        for name, option in shape.options.items()
    ]
    return inspect.Signature([context, *options])
