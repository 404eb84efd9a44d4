"""Annexes of other shapes: lines, heads, numbers and cells change places and forms, and the text stays a text.

Bytes that change at random are mostly refused early; these reach the readers of layouts.
"""

import random
import re
from collections.abc import Callable, Sequence

from fuzzing.mutating import MOST, mutated

Chance = random.Random

NUMBERS = (
    *(
        "1.",
        "2、",
        "１．",
        "③",
        "⑴",
        "（一）",
        "(二)",
        "3)",
        "Ⅳ.",
        "iv.",
        "第五条 ",
        "六、",
        "7 ",
    ),
    *(
        "2.1 ",
        "2.1.3 ",
        "１０、",
        "（十一）",
        "一百零一、",
        "㈠",
        "❷",
        "A.",
        "—",
        "-",
        "•",
        "（1）",
        "0.",
        "壹、",
    ),
)
HEAD = re.compile(
    r"^\s*(?:[（(]?[0-9０-９一二三四五六七八九十百]+(?:[.．][0-9]+)*[）)]?[.．、 　\t]?|[①-⓿㈠-㈩⑴-⒇])"
)
"""A line's number."""
NAMES = (
    *(
        "区教育局",
        "区公安局、区住建局",
        "各街镇",
        "区委宣传部（区政府新闻办）",
        "市生态环境局云溪分局",
        "区水务局：",
    ),
    *(
        "国网云溪供电公司",
        "区农业农村局（畜牧局）",
        "区 气 象 局",
        "区发展和改革委员会",
        "县直有关部门",
        "牵头单位",
    ),
    *(
        "责任单位：区教育局",
        "其他成员单位",
        "区工信局\n",
        "区交通运输局/区城管局",
        "XX局",
        "区应急局，",
        "指挥部办公室",
    ),
)
MARKS = (
    "：",
    ":",
    " ",
    "\u3000",
    "——",
    "",
    "职责：",
    "：\n",
    "\n",
    "\t",
    "主要职责：",
    "，",
    "。",
    "；",
    "（",
    "|",
    "  ",
)
INSERTS = (
    *(
        "附件2",
        "附件3：",
        "（续）",
        "- 3 -",
        "第3页 共9页",
        "— 5 —",
        "序号\t单位\t职责",
        "单位\t序号\t主要职责",
        "",
        " ",
    ),
    *(
        "3 组织指挥",
        "4.2.1 Ⅲ级响应措施",
        "（责任单位：区教育局）",
        "成员单位职责",
        "云溪区人民政府办公室",
        "2026年1月1日",
    ),
    *(
        "以上各单位",
        "注：本表由办公室解释。",
        "橙色预警：停课。",
        "联系人：张三 0472-1",
        "牵头单位：区教育局",
        "抄送：各街镇",
    ),
    *(
        "| 单位 | 职责 |",
        "|---|---|",
        "# 职责",
        "**区教育局**",
        "* 停课",
        "<br>",
        "————————",
        "目录",
        "1 总则……1",
    ),
)


def reshaped(data: bytes, seeds: Sequence[bytes], chance: Chance) -> bytes:
    """A text some steps of shape away; now and then its bytes as well."""
    try:
        text = data.decode()
        other = chance.choice(seeds).decode()
    except UnicodeDecodeError:
        return mutated(data, seeds, chance)
    roll = chance.random()
    if roll < 0.35:
        return mutated(data, seeds, chance)
    lines = text.split("\n")
    for _ in range(1 << chance.randrange(4)):
        lines = chance.choice(STEPS)(lines, other.split("\n"), chance) or [""]
    made = "\n".join(lines).encode()
    return mutated(made, seeds, chance) if roll > 0.85 else made[:MOST]


Lines = list[str]


def _block(lines: Lines, chance: Chance) -> slice:
    start = chance.randrange(len(lines))
    return slice(start, start + 1 + chance.randrange(1 << chance.randrange(4)))


def _moved(lines: Lines, other: Lines, chance: Chance) -> Lines:
    """A block goes elsewhere, stands twice, or is gone."""
    place = _block(lines, chance)
    block, rest = lines[place], lines[: place.start] + lines[place.stop :]
    to = chance.randrange(len(rest) + 1)
    return rest[:to] + block * chance.choice((0, 1, 1, 1, 2)) + rest[to:]


def _grafted(lines: Lines, other: Lines, chance: Chance) -> Lines:
    """A block of another annex."""
    to = chance.randrange(len(lines) + 1)
    return lines[:to] + other[_block(other, chance)] + lines[to:]


def _joined(lines: Lines, other: Lines, chance: Chance) -> Lines:
    place = _block(lines, chance)
    mark = chance.choice(("", "", " ", "，", "、", "\t", "；"))
    return [*lines[: place.start], mark.join(lines[place]), *lines[place.stop :]]


def _broken(lines: Lines, other: Lines, chance: Chance) -> Lines:
    """A line becomes two, in a word, behind a mark, or all of one width."""
    at = chance.randrange(len(lines))
    line = lines[at]
    marks = [match.end() for match in re.finditer("[：:；。，、\t（]", line)]
    roll = chance.random()
    if roll < 0.4 and marks:
        cut = chance.choice(marks)
    elif roll < 0.8:
        cut = chance.randrange(len(line) + 1)
    else:
        return _wrapped(lines, chance)
    return [*lines[:at], line[:cut], line[cut:], *lines[at + 1 :]]


def _wrapped(lines: Lines, chance: Chance) -> Lines:
    width = chance.choice((6, 10, 14, 20, 28, 38))
    place = _block(lines, chance) if chance.random() < 0.5 else slice(None)
    folded: Lines = []
    for line in lines[place]:
        folded += [line[at : at + width] for at in range(0, len(line), width)] or [""]
    if place.start is None:
        return folded
    return lines[: place.start] + folded + lines[place.stop :]


def _at_one(change: Callable[[str, Chance], str]) -> Callable[..., Lines]:
    """A step that changes lines one by one: one of them, or all."""

    def step(lines: Lines, other: Lines, chance: Chance) -> Lines:
        if chance.random() < 0.15:
            return [change(line, chance) for line in lines]
        at = chance.randrange(len(lines))
        return [*lines[:at], change(lines[at], chance), *lines[at + 1 :]]

    return step


def renumbered(line: str, chance: Chance) -> str:
    """A line with another number, another's script, none, or one at its end."""
    body = HEAD.sub("", line)
    match chance.randrange(5):
        case 0:
            return body
        case 1:
            return body + chance.choice(NUMBERS)
        case 2:
            return f"{chance.choice(NUMBERS)}\n{body}"
        case 3:
            return chance.choice(NUMBERS) + line
        case _:
            return chance.choice(NUMBERS) + body


def headed(line: str, chance: Chance) -> str:
    """A line whose head is broken, marked otherwise, doubled, or another's."""
    name, mark, rest = line.partition("：")
    match chance.randrange(6):
        case 0:
            return name + chance.choice(MARKS) + rest
        case 1:
            at = chance.randrange(len(name) + 1)
            return (
                name[:at]
                + chance.choice(("\n", " ", "、", "\t"))
                + name[at:]
                + mark
                + rest
            )
        case 2:
            return chance.choice(NAMES) + mark + rest
        case 3:
            return f"{name}、{chance.choice(NAMES)}{mark}{rest}"
        case 4:
            return f"{name}{mark}{rest}{chance.choice(NAMES)}{mark}{rest}"
        case _:
            return f"{chance.choice(MARKS)}{name}{mark}{rest}{chance.choice(MARKS)}"


def celled(line: str, chance: Chance) -> str:
    """A row whose cells change places, are gone, empty, doubled, joined or cut."""
    for split in ("\t", "|", "  "):
        if split in line:
            break
    cells = line.split(split)
    at, to = chance.randrange(len(cells)), chance.randrange(len(cells))
    match chance.randrange(6):
        case 0:
            cells[at], cells[to] = cells[to], cells[at]
        case 1:
            del cells[at]
        case 2:
            cells[at] = ""
        case 3:
            cells[to:to] = [cells[at]]
        case 4:
            cut = chance.randrange(len(cells[at]) + 1)
            cells[at : at + 1] = [cells[at][:cut], cells[at][cut:]]
        case _:
            split = chance.choice(("\t", "|", "    ", "", " \t", "，", "\n"))
    return split.join(cells)


def indented(line: str, chance: Chance) -> str:
    """A line behind other blanks."""
    blank = chance.choice((" ", "\u3000", "\t", ""))
    return blank * chance.choice((1, 2, 4, 12, 30)) + line.strip()


def _columns(lines: Lines, other: Lines, chance: Chance) -> Lines:
    """Two columns change places in a whole table."""
    first, second = chance.randrange(4), chance.randrange(4)
    made = []
    for line in lines:
        cells = line.split("\t")
        if max(first, second) < len(cells):
            cells[first], cells[second] = cells[second], cells[first]
        made.append("\t".join(cells))
    return made


def _inserted(lines: Lines, other: Lines, chance: Chance) -> Lines:
    at = chance.randrange(len(lines) + 1)
    return [*lines[:at], chance.choice(INSERTS), *lines[at:]]


def written(line: str, chance: Chance) -> str:
    """A mark, or a piece, of another kind within the line."""
    at = chance.randrange(len(line) + 1)
    piece = chance.choice((*MARKS, *NAMES, *NUMBERS))
    return line[:at] + piece + line[at + chance.choice((0, 0, 1, 3)) :]


STEPS: tuple[Callable[[Lines, Lines, Chance], Lines], ...] = (
    *(_moved, _moved, _grafted, _joined, _broken, _broken, _columns, _inserted),
    *(
        map(
            _at_one,
            (
                renumbered,
                renumbered,
                headed,
                headed,
                celled,
                celled,
                indented,
                written,
            ),
        )
    ),
)
