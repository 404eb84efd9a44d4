"""The command `review`."""

from codecs import BOM_UTF8
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from smogctl.cli.console import say
from smogctl.importing.review.choices import Choice, choices_of, settled
from smogctl.importing.review.rewriting import rewritten
from smogctl.importing.review.typed import typed
from smogctl.importing.review.wording import lines_of
from smogctl.plan import catalogue
from smogctl.plan.loading import check
from smogctl.schema.checks import OpenCheck, open_checks
from smogctl.schema.registry import RegistryFile
from smogctl.system.streams import read_line, write_error
from smogctl.system.writing import write_whole
from smogctl.text.plain import clip, listed
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.yamlfile.reader import Source, read

FORMATS = ("text",)

File = Annotated[
    str, typer.Argument(metavar="文件", help="登记册的文件，如 registries/kunqu.yaml。")
]

_YES, _SKIP, _QUIT = ("y", "yes", "是"), ("s", "skip", "跳过"), ("q", "quit", "退出")
_ASKED = "  y 照此　s 跳过　q 退出　或 字段=值（如 阶段=准备、措施=dust.sites）"


class _Open(NamedTuple):
    """The file as it stands: as read, its models, and how many faults it has."""

    source: Source
    registry: RegistryFile
    faults: int


def run(file: File) -> Answer:
    """逐条核对草稿里拿不准的地方（check）：看条文、建议和理由，照此、改正或跳过。

    每答一条就写回文件，写不成的那一条不算；别的行一字不动。答案也可以从管道来，一行一个。
    """
    opened = _opened(file)
    counts = {"kept": 0, "changed": 0}
    skipped: set[tuple[str | int, ...]] = set()
    total = len(list(open_checks(opened.registry)))
    while (open_ := _next(opened.registry, skipped)) is not None:
        left = len(list(open_checks(opened.registry)))
        choices = choices_of(opened.registry, open_)
        _show(opened, open_, choices, f"[{total - left + len(skipped) + 1}/{total}]")
        answer = _answer()
        if answer is None or answer.lower() in _QUIT:
            break
        if answer.lower() in _SKIP:
            skipped.add(open_.path)
            continue
        try:
            new = _chosen(opened.registry, open_, choices, answer)
            opened = _write(file, opened, new)
        except Refusal as refusal:
            say(f"没有改：{refusal}")
            continue
        counts["kept" if answer.lower() in _YES else "changed"] += 1
    return Answer(_summary(file, opened, counts))


def _opened(file: str) -> _Open:
    source = read(file)
    registry, faults = check(source, catalogue.measures())
    if registry is None:
        shown = [str(one) for one in faults[:10]]
        raise Refusal("\n".join((f"{clip(file)} 有错，先改好（smogctl lint）：", *shown)))
    return _Open(source, registry, len(faults))


def _next(registry: RegistryFile, skipped: set[tuple[str | int, ...]]) -> OpenCheck | None:
    return next((one for one in open_checks(registry) if one.path not in skipped), None)


def _show(opened: _Open, open_: OpenCheck, choices: list[Choice], place: str) -> None:
    marks = opened.source.marks
    line = marks.at_key((*open_.path, "check"))[0] if marks else 0
    say(f"\n{place} 第 {line} 行")
    for said in lines_of(opened.registry, open_):
        say(f"  {said}")
    for number, choice in enumerate(choices, 1):
        say(f"  {number} {choice.said}")
    say(_ASKED)


def _answer() -> str | None:
    """The next line that is typed, without blanks; None at the end of the input."""
    write_error("> ")
    line = read_line()
    return None if line is None else line.strip()


def _chosen(
    registry: RegistryFile, open_: OpenCheck, choices: list[Choice], answer: str
) -> RegistryFile:
    """The registry after an answer. Raises Refusal where it is none."""
    if answer.lower() in _YES:
        return settled(registry, open_)
    if answer.isascii() and answer.isdecimal() and 0 < int(answer) <= len(choices):
        return choices[int(answer) - 1].registry
    if "=" in answer:
        return typed(registry, open_, answer)
    numbers = [str(number) for number, _ in enumerate(choices, 1)]
    raise Refusal(
        f"没有“{clip(answer)}”这个回答，可答 {listed(['y', 's', 'q', *numbers], 12)} 或 字段=值。"
    )


def _write(file: str, opened: _Open, new: RegistryFile) -> _Open:
    """The file after a change, written whole. Raises Refusal where it must not be written."""
    data = rewritten(opened.source, opened.registry, new)
    if read(file).digest != opened.source.digest:
        raise Refusal(f"{clip(file)} 在别处被改过，请重新运行 smogctl review。")
    after = _checked(data, file)
    if after.faults > opened.faults:
        raise Refusal("这样改会使登记册有错（编号或名称不存在）。")
    before = opened.source.read.data if opened.source.read else b""
    write_whole(Path(file), BOM_UTF8 + data if before.startswith(BOM_UTF8) else data)
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
    more = f"还有 {left} 处没有核。" if left else "都核过了。"
    return f"{clip(file)}：照此 {counts['kept']} 处，改正 {counts['changed']} 处，{more}\n"
