"""The command `review`."""

import os
import unicodedata
from codecs import BOM_UTF8
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from smogctl.cli.console import say
from smogctl.cli.registries import open_registries
from smogctl.importing.review.choices import Choice, choices_of, settled
from smogctl.importing.review.rewriting import rewritten
from smogctl.importing.review.typed import named_fields, typed
from smogctl.importing.review.wording import kept_said, lines_of
from smogctl.plan import catalogue
from smogctl.plan.building import check
from smogctl.schema.checks import OpenCheck, open_checks
from smogctl.schema.registry import RegistryFile
from smogctl.system.streams import read_line, write_error
from smogctl.system.writing import write_instead
from smogctl.text.plain import clip, listed
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.yamlfile.reader import Source, read

FORMATS = ("text",)

File = Annotated[
    str,
    typer.Argument(
        metavar="文件",
        help="登记册的文件，如 registries/kunqu.yaml，或区县的编号、名称。",
    ),
]

_YES, _SKIP, _QUIT = (
    ("y", "yes", "是", "照此"),
    ("s", "skip", "跳过"),
    ("q", "quit", "退出"),
)
_HELP = ("?", "h", "help", "帮助")
_ASKED = "　s 跳过　q 退出　? 说明　或 字段=值（如 阶段=准备、措施=施工工地扬尘管控）"


class _Open(NamedTuple):
    """The file as it stands: as read, its models, and how many faults it has."""

    source: Source
    registry: RegistryFile
    faults: int


EXAMPLES = (
    ("review registries/beiqu.yaml", "逐条核对草稿"),
    ("review beiqu", "用区县的编号指明"),
)


def run(file: File) -> Answer:
    """逐条核对草稿里拿不准的地方（check）：看条文、建议和理由，照此、改正或跳过。

    每答一条就写回文件，写不成的那一条不算；别的行一字不动。答案也可以从管道来，一行一个。
    """
    file = _file_of(file)
    opened = _opened(file)
    counts = {"kept": 0, "changed": 0}
    skipped: set[tuple[str | int, ...]] = set()
    total = len(list(open_checks(opened.registry)))
    while (open_ := _next(opened.registry, skipped)) is not None:
        left = len(list(open_checks(opened.registry)))
        choices = choices_of(opened.registry, open_)
        _show(opened, open_, choices, f"[{total - left + len(skipped) + 1}/{total}]")
        answer = _answer()
        if answer is None or answer in _QUIT:
            break
        if answer in _SKIP:
            skipped.add(open_.path)
            continue
        if answer in _HELP:
            say(_help(open_))
            continue
        try:
            new = _chosen(opened.registry, open_, choices, answer)
            data = _fit(file, opened, new)
        except Refusal as refusal:
            say(f"没有改：{refusal}")
            continue
        opened = _write(file, opened, data)
        if answer in _YES:
            counts["kept"] += 1
        else:
            counts["changed"] += 1
    return Answer(_summary(file, opened, counts))


def _file_of(word: str) -> str:
    """The file that is meant: a path, or the registry of a district by its id or name."""
    path = Path(word)
    if path.exists():
        return word
    is_bare = path.name == word and not path.suffix
    if not is_bare:
        return word
    return open_registries(None, word).registries[0].file


def _opened(file: str) -> _Open:
    if not os.path.lexists(file):
        raise Refusal(f"读不了 {clip(file)}：没有这个文件或文件夹。")
    source = read(file)
    registry, faults = check(source, catalogue.measures())
    if registry is None:
        head = f"{clip(file)} 有错，先改好（smogctl lint）："
        raise Refusal("\n".join((head, *map(str, faults[:10]))))
    return _Open(source, registry, len(faults))


def _next(
    registry: RegistryFile, skipped: set[tuple[str | int, ...]]
) -> OpenCheck | None:
    for open_ in open_checks(registry):
        if open_.path not in skipped:
            return open_
    return None


def _show(opened: _Open, open_: OpenCheck, choices: list[Choice], place: str) -> None:
    marks = opened.source.marks
    line = 0
    if marks:
        line = marks.at_key((*open_.path, "check"))[0]
    say(f"\n{place} 草稿第 {line} 行")
    for about in lines_of(opened.registry, open_):
        say(f"  {about}")
    for number, choice in enumerate(choices, 1):
        say(f"  {number} {choice.text}")
    say(f"  y {kept_said(open_.thing)}{_ASKED}")


def _answer() -> str | None:
    """The next line that is typed, without blanks; None at the end of the input."""
    write_error("> ")
    line = read_line()
    if line is None:
        return None
    # an input method gives Ｙ, １ and ＝; what stands behind = is kept as typed
    typed_field, mark, value = line.strip().replace("＝", "=").partition("=")
    field = unicodedata.normalize("NFKC", typed_field).lower().strip()
    return f"{field}{mark}{value.strip()}"


def _help(open_: OpenCheck) -> str:
    """What may be answered here."""
    fields = "、".join(named_fields(open_.thing))
    return (
        "  y 或 照此：建议是对的，这一处不再问。数字：照那一行改。s：留到下次。q：退出，答过的已经写好。\n"
        f"  字段=值：改成别的，能写的字段：{fields}。几个值用逗号隔开；空着就是不写。\n"
        "  措施+=甲，乙 加上；措施-=甲 去掉。措施的名称见 smogctl measures。改过之后还有别的疑问，会接着问。"
    )


def _chosen(
    registry: RegistryFile, open_: OpenCheck, choices: list[Choice], answer: str
) -> RegistryFile:
    """The registry after an answer. Raises Refusal where it is none."""
    if answer in _YES:
        return settled(registry, open_)
    if answer.isascii() and answer.isdecimal():
        number = int(answer)
        if 0 < number <= len(choices):
            return choices[number - 1].registry
    if "=" in answer:
        return typed(registry, open_, answer)
    known = ["y", "s", "q", "?", *map(str, range(1, len(choices) + 1))]
    raise Refusal(
        f"没有“{clip(answer)}”这个回答，可答 {listed(known, 12)} 或 字段=值，一次一个。"
    )


def _fit(file: str, opened: _Open, new: RegistryFile) -> bytes:
    """The file's bytes after a change. Raises Refusal where they would have a fault."""
    data = rewritten(opened.source, opened.registry, new)
    after = _checked(data, file)
    if after.faults > opened.faults:
        raise Refusal("这样改会使登记册有错（编号或名称不存在）。")
    return data


def _write(file: str, opened: _Open, data: bytes) -> _Open:
    """The file written whole, and read again.

    Raises Refusal where it cannot be, or was changed by somebody else: no further answer would
    be kept.
    """
    if read(file).digest != opened.source.digest:
        raise Refusal(f"{clip(file)} 在别处被改过，请重新运行 smogctl review。")
    before = b""
    if opened.source.read is not None:
        before = opened.source.read.data
    if before.startswith(BOM_UTF8):
        data = BOM_UTF8 + data
    write_instead(Path(file), before, data)
    return _opened(file)


def _checked(data: bytes, file: str) -> _Open:
    from smogctl.yamlfile.reader import parse

    source = parse(data, file)
    registry, faults = check(source, catalogue.measures())
    if registry is None:
        raise Refusal(str(faults[0]))
    return _Open(source, registry, len(faults))


def _summary(file: str, opened: _Open, counts: dict[str, int]) -> str:
    left = len(list(open_checks(opened.registry)))
    more = "都核过了。"
    if left:
        more = f"还有 {left} 处没有核。"
    return (
        f"{clip(file)}：照此 {counts['kept']} 处，改正 {counts['changed']} 处，{more}\n"
    )
