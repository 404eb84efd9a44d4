"""Help and usage faults in Chinese. Typer's own are English and load Rich.

Ours are plain text and start faster.
"""

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
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
    about = []
    for paragraph in _help_of(command).split("\n\n"):
        about.append(paragraph.replace("\n", ""))
    options = tuple(_options(command.get_params(ctx)))
    lists = []
    for title, rows in (*_commands(command), ("选项", options)):
        if rows:
            lists.append((title, rows))
    return Described(
        f"{ctx.command_path} {_usage(command)}",
        tuple(about),
        tuple(lists),
        getattr(command, "examples", ()),
    )


def _help_of(command: Any) -> str:
    return inspect.cleandoc(command.help or "")


def help_text(command: Any, ctx: Any) -> str:
    """The help of a command or of the whole."""
    columns = max(40, min(terminal_columns(), 100))
    usage, about, lists, examples = described(command, ctx)
    lines = [f"用法：{usage}", ""]
    for paragraph in about:
        for line in wrap(paragraph, columns - 2):
            lines.append(f"  {line}")
        lines.append("")
    for title, rows in lists:
        lines += [f"{title}：", *_rows(rows, columns), ""]
    if examples:
        lines.append("例：")
        # each on a line of its own, to be copied, with what it is for above it
        for command_line, what in examples:
            lines += [f"  # {what}", f"  smogctl {command_line}"]
    return "\n".join(lines).rstrip()


def _usage(command: Any) -> str:
    if hasattr(command, "commands"):
        return "[选项] 命令 …"
    words = ["[选项]"]
    for parameter in command.params:
        if parameter.metavar and not _is_option(parameter):
            words.append(parameter.metavar)
    return " ".join(words)


def _is_option(parameter: Any) -> bool:
    return str(parameter.opts[0]).startswith("-")


def _commands(command: Any) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """The commands of a group by what they are for; those of the ledger stand as they come."""
    known: dict[str, str] = {}
    for name, its in getattr(command, "commands", {}).items():
        known[name] = _help_of(its).split("\n")[0]
    if "duties" in known:
        for title, names in GROUPS.items():
            rows = []
            for name in names:
                if name in known:
                    rows.append((name, known.pop(name)))
            yield title, tuple(rows)
    yield "命令", tuple(known.items())


_TYPERS_OWN = {
    "help": "显示帮助。",
    "install_completion": "为当前的命令行外壳安装补全。",
    "show_completion": "显示补全脚本，可自行安装。",
}


def _options(parameters: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for parameter in parameters:
        if getattr(parameter, "hidden", False):
            continue
        written = parameter.metavar or ""
        if _is_option(parameter):
            names = ", ".join(sorted(parameter.opts, key=len))
            written = f"{names} {written}".rstrip()
        about = _TYPERS_OWN.get(parameter.name, parameter.help or "")
        yield written, about


def _rows(rows: Sequence[tuple[str, str]], columns: int) -> Iterator[str]:
    left = 0
    for name, _ in rows:
        left = max(left, width(name) + 4)
    left = min(left, 30)
    for name, about in rows:
        first, *rest = wrap(about, columns - left)
        head = f"  {name}"
        if width(head) >= left:
            yield head
            head = ""
        yield pad(head, left) + first
        for line in rest:
            yield " " * left + line


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
        r"Invalid value for '(?:\S+ / )?(\S+?)'.*the range (\d+)<=x<=(\d+)",
        "选项 {0} 应在 {1} 到 {2} 之间。",
    ),
    (
        r"Invalid value for '(?:\S+ / )?(\S+?)'.*(?:less than or equal to |x<=)(\d+)",
        "选项 {0} 应不大于 {1}。",
    ),
    (
        r"Invalid value for '(?:\S+ / )?(\S+?)'.*(?:greater than or equal to |x>=)(\d+)",
        "选项 {0} 应不小于 {1}。",
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
    ctx = getattr(fault, "ctx", None)
    text = _in_chinese(fault.format_message(), ctx)
    if ctx:
        path = ctx.command_path
        text += _meant(text, ctx)
    return f"{text}\n用 {path} --help 看用法。"


def _in_chinese(message: str, ctx: Any) -> str:
    """A fault's message in our words; one that we have no words for as it is."""
    for pattern, words in _FAULTS:
        hit = re.search(pattern, message, re.S)
        if hit is None:
            continue
        quoted = []
        for group in hit.groups():
            quoted.append(clip(group, 60))
        text = words.format(*quoted)
        if ctx and (pattern, words) in _UNKNOWN:
            text += _near(hit[1], ctx)
        return text
    return message


_EXTRA = re.compile("多出了“([^”]+)”。")


def _meant(text: str, ctx: Any) -> str:
    """With which option a word that stands alone is probably meant, where the command has it."""
    hit = _EXTRA.match(text)
    if hit is None:
        return ""
    word = hit[1]
    if len(word.split()) > 1 or word.startswith("-"):
        return ""
    option = _option_of(word, ctx)
    for parameter in ctx.command.params:
        if option in parameter.opts:
            return f"是不是 {option} {word}？"
    return ""


def _option_of(word: str, ctx: Any) -> str:
    """The option that a word is a value of: a level, a district that is asked, else a unit."""
    from smogctl.plan.levels import is_level

    if is_level(word):
        return "--level"
    from smogctl.cli.completion import complete_district

    if len(word) > 1 and complete_district(ctx, word):
        return "--district"
    return "--unit"


def _near(typed: str, ctx: Any) -> str:
    """The command, or the option, that was probably meant."""
    known = list(getattr(ctx.command, "commands", {}))
    if typed.startswith("-"):
        parameters = ctx.command.get_params(ctx)
        options = chain.from_iterable(parameter.opts for parameter in parameters)
        known = []
        for name in options:
            if name.startswith("--"):
                known.append(name)
    # without the dashes, which all of them share
    table = {name.lstrip("-"): name for name in known}
    near = closest(typed.lstrip("-"), table, 1, cutoff=0.62)
    if not near:
        return ""
    return f"是不是 {near[0]}？"
