"""Help and usage faults in Chinese. Typer's own are English and load Rich.

Ours are plain text and start faster.
"""

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from smogctl.cli.commands import GROUPS
from smogctl.system.streams import terminal_columns
from smogctl.text.plain import clip, closest, pad, width
from smogctl.text.wrapping import wrap


class Described(NamedTuple):
    """What is said of a command, however it is set: as help, as a page of the manual."""

    usage: str
    about: tuple[str, ...]
    """Paragraphs; the first says in a line what it is."""
    lists: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Commands by group, and options: a title, and what each is called and does."""
    examples: Sequence[tuple[str, str]]
    """Command lines without the program's name, each with what it is for."""


def described(command: Any, ctx: Any) -> Described:
    """What is said of a command, or of the whole."""
    about = inspect.cleandoc(command.help or "").split("\n\n")
    lists = [*_commands(command), ("选项", _options(command.get_params(ctx)))]
    rows = ((title, tuple(every)) for title, every in lists)
    return Described(
        f"{ctx.command_path} {_usage(command)}",
        tuple(paragraph.replace("\n", "") for paragraph in about),
        tuple((title, every) for title, every in rows if every),
        getattr(command, "examples", ()),
    )


def help_text(command: Any, ctx: Any) -> str:
    """The help of a command or of the whole."""
    columns = max(40, min(terminal_columns(), 100))
    usage, about, lists, examples = described(command, ctx)
    lines = [f"用法：{usage}", ""]
    for paragraph in about:
        lines += [*_block(paragraph, columns, 2), ""]
    for title, rows in lists:
        lines += [f"{title}：", *_rows(rows, columns), ""]
    if examples:
        lines += ["例：", *_examples(examples)]
    return "\n".join(lines).rstrip()


def _examples(examples: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Each example on a line of its own, to be copied, with what it is for above it."""
    for line, what in examples:
        yield f"  # {what}"
        yield f"  smogctl {line}"


def _usage(command: Any) -> str:
    if hasattr(command, "commands"):
        return "[选项] 命令 …"
    return " ".join(
        [
            "[选项]",
            *(
                one.metavar
                for one in command.params
                if not _is_option(one) and one.metavar
            ),
        ]
    )


def _is_option(parameter: Any) -> bool:
    return bool(parameter.opts) and parameter.opts[0].startswith("-")


def _commands(command: Any) -> Iterator[tuple[str, Iterable[tuple[str, str]]]]:
    """The commands of a group by what they are for; those of the ledger stand as they come."""
    known = dict(getattr(command, "commands", {}))
    for title, names in GROUPS.items() if "duties" in known else ():
        yield title, [(name, _line(known.pop(name))) for name in names if name in known]
    yield "命令", [(name, _line(one)) for name, one in known.items()]


def _line(command: Any) -> str:
    return inspect.cleandoc(command.help or "").split("\n")[0]


_TYPERS_OWN = {
    "help": "显示帮助。",
    "install_completion": "为当前的命令行外壳安装补全。",
    "show_completion": "显示补全脚本，可自行安装。",
}


def _options(parameters: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for one in parameters:
        if not getattr(one, "hidden", False):
            value = f" {one.metavar}" if one.metavar and _is_option(one) else ""
            names = (
                ", ".join(sorted(one.opts, key=len))
                if _is_option(one)
                else one.metavar or ""
            )
            yield names + value, _TYPERS_OWN.get(one.name, one.help or "")


def _rows(rows: Sequence[tuple[str, str]], columns: int) -> Iterator[str]:
    left = min(max(width(name) for name, _ in rows) + 4, 30)
    for name, about in rows:
        first, *rest = wrap(about, columns - left)
        head = f"  {name}"
        if width(head) >= left:
            yield head
            head = ""
        yield pad(head, left) + first
        yield from (" " * left + line for line in rest)


def _block(text: str, columns: int, indent: int) -> list[str]:
    return [" " * indent + line for line in wrap(text, columns - indent)]


_UNKNOWN = (
    (r"No such option: (\S+)", "没有选项 {0}。"),
    (r"No such command '(.*)'", "没有命令“{0}”。"),
)
"""Faults that are met with the name that was probably meant."""

_FAULTS = (
    *_UNKNOWN,
    (r"Option '(.+?)' requires an argument", "选项 {0} 后面要有值。"),
    (r"Option '(.+?)' does not take a value", "选项 {0} 后面不带值。"),
    (
        r"Got unexpected extra argument\S* \((.*)\)",
        "多出了“{0}”。值里有空格时请加引号。",
    ),
    (
        r"Invalid value for '(?:\S+ / )?(\S+?)'.*(?:integer|not a valid)",
        "选项 {0} 后面应是整数，如 30。",
    ),
    (
        r"Invalid value for '(?:\S+ / )?(\S+?)'.*(?:greater|less|range)",
        "选项 {0} 的数太小或太大。",
    ),
    (r"Invalid value for '(?:\S+ / )?(\S+?)'", "选项 {0} 的值不对。"),
    (r"Missing command", "缺少命令。"),
    (r"Missing argument '(.*)'", "缺少“{0}”。"),
)


def usage_fault(fault: Any, path: str = "smogctl") -> str:
    """What is wrong with a command line, in Chinese, and where to look.

    `path`: the command, where the fault does not know it.
    """
    said = fault.format_message()
    ctx = getattr(fault, "ctx", None)
    for fault_of in _FAULTS:
        pattern, words = fault_of
        if hit := re.search(pattern, said, re.S):
            said = words.format(*(clip(group, 60) for group in hit.groups()))
            said += _near(hit, ctx) if fault_of in _UNKNOWN else ""
            break
    path = ctx.command_path if ctx else path
    said += _meant(said, ctx)
    return f"{said}\n用 {path} --help 看用法。"


_EXTRA = re.compile("多出了“([^”]+)”。")


def _meant(said: str, ctx: Any) -> str:
    """With which option a word that stands alone is probably meant, where the command has it."""
    hit = _EXTRA.match(said)
    if not hit or not ctx or len(hit[1].split()) > 1 or hit[1].startswith("-"):
        return ""
    from smogctl.plan.levels import is_level

    option = "--level" if is_level(hit[1]) else "--unit"
    if option == "--unit" and _is_district(hit[1], ctx):
        option = "--district"
    known = any(option in parameter.opts for parameter in ctx.command.params)
    return f"是不是 {option} {hit[1]}？" if known else ""


def _is_district(word: str, ctx: Any) -> bool:
    """Whether a district of the registries that are asked is called so, or begins so."""
    from smogctl.cli.completion import complete_district

    return len(word) > 1 and bool(complete_district(ctx, word))


def _near(hit: re.Match[str], ctx: Any) -> str:
    if not ctx or not hit.groups():
        return ""
    known = list(getattr(ctx.command, "commands", {}))
    if hit[1].startswith("-"):
        options = (name for one in ctx.command.get_params(ctx) for name in one.opts)
        known = [name for name in options if name.startswith("--")]
    # without the dashes, which all of them share
    table = {name.lstrip("-"): name for name in known}
    near = closest(hit[1].lstrip("-"), table, 1, cutoff=0.62)
    return f"是不是 {near[0]}？" if near else ""
