"""What `export` is told: into which medium, which tables, how parted; what is in the way."""

from pathlib import Path
from typing import NamedTuple

from smogctl.cli.hints import meant_said, words_of_list
from smogctl.exporting import media, tables
from smogctl.exporting.medium import Layout, Medium
from smogctl.exporting.table import Named
from smogctl.text.plain import clip, visible
from smogctl.values.findings import Refusal

PROVINCE = "province"

ALWAYS = "about"
"""The table that tells what the others are: it comes with any of them."""


class Target(NamedTuple):
    """Where the tables go, and as what."""

    path: Path
    name: str
    """The medium's."""

    @property
    def medium(self) -> Medium:
        """What is known of the medium."""
        return media.medium_named(self.name)


def target_asked(to: str | None, output: str | None) -> Target:
    """The medium and the place that are meant: the ending tells the medium where `--to` does not.

    Raises Refusal where one of the two is missing or they contradict.
    """
    if output is None or output == "-":
        raise Refusal(
            "表要写进文件或文件夹，不写到标准输出：请用 -o 指明，"
            "如 -o tables.db、-o tables.xlsx、--to csv -o 文件夹。"
        )
    path = Path(output)
    meant = media.of_ending(path.suffix.lower().removeprefix("."))
    name = meant
    if to is not None:
        name = _medium(to)
    if name is None:
        raise Refusal(f"看不出写成什么：请用 --to 指明，有：{_known()}。")
    target = Target(path, name)
    if meant not in (None, name) and not target.medium.is_folder:
        raise Refusal(
            f"{visible(str(path))} 的后缀是 {meant} 的，与 --to {name} 不符。请改其中一个。"
        )
    return target


def _medium(word: str) -> str:
    if word.lower() not in media.names():
        raise Refusal(f"不能写成“{clip(word)}”。有：{_known()}。")
    return word.lower()


def _known() -> str:
    known = []
    for name in media.names():
        known.append(f"{name}（{media.medium_named(name).about}）")
    return "、".join(known)


def layout_asked(target: Target, words: str | None, by: str | None) -> Layout:
    """The tables that are meant, all of them unless said, and whether they are parted by province.

    Raises Refusal for a table that there is not, and for a medium that cannot be parted.
    """
    if by is None:
        return Layout(_tables(words), by_province=False)
    if by.lower() != PROVINCE:
        raise Refusal(f"不能按“{clip(by)}”分。只能按 {PROVINCE}（省）分。")
    if not target.medium.partitions:
        able = []
        for name in media.names():
            if media.medium_named(name).partitions:
                able.append(name)
        raise Refusal(
            f"--by {PROVINCE} 写成分省的文件夹，只用于 --to {' 或 '.join(able)}；"
            f"{target.name} 是一个文件，districts 表里有 province 一列。"
        )
    return Layout(_tables(words), by_province=True)


def _tables(words: str | None) -> tuple[Named, ...]:
    every = tables.every()
    if words is None:
        return every
    known = [table.name for table in every]
    there_are = f"有：{'、'.join(known)}。"
    names = [word.strip().lower() for word in words_of_list(words)]
    if not names:
        raise Refusal(f"--table 后面没有表名。{there_are}")
    for name in names:
        if name not in known:
            hint = meant_said(name, known, there_are)
            raise Refusal(f"没有表“{clip(name)}”。{hint}")
    wanted = []
    for table in every:
        if table.name in (ALWAYS, *names):
            wanted.append(table)
    return tuple(wanted)


def check_free(target: Target, *, force: bool) -> None:
    """Raise Refusal where a file stands that is not to be replaced.

    A folder is looked at where it is written.
    """
    if target.medium.is_folder or not target.path.exists():
        return
    if not force:
        raise Refusal(
            f"已有 {visible(str(target.path))}：要换掉请加 --force，或另取文件名。没有写。"
        )
    check = getattr(media.writer_of(target.name), "check_replaceable", None)
    if check is not None:
        check(target.path)
