"""A key of a file written anew, removed or added: every other line stays as it was.

For block style, a key a line, as registries are written.
"""

import re

from pydantic import BaseModel

from smogctl.yamlfile.reader import KeyPath, Marks, Source
from smogctl.yamlfile.writer import field_lines, flow


class NotEditable(Exception):
    """The place is written in a way that cannot be changed without losing something."""


def with_field(source: Source, path: KeyPath, model: BaseModel, name: str) -> str:
    """The file's text with one field of a mapping as the model has it.

    Without the key where it is unsaid. `path` is the mapping's, `model` what it is to say. Raises
    NotEditable for flow style, for several keys on a line, and where a comment stands in the lines
    that would be replaced.
    """
    keys = _keys(source, path)
    lines = source.text.split("\n")
    rendered = field_lines(model, name)
    if name in keys:
        start, column = keys[name]
        end = _end(lines, keys, start, column)
        prefix = lines[start - 1][: column - 1]
    else:
        start = end = _place(lines, keys, model, name)
        _, column = next(iter(keys.values()))  # all have the same
        prefix = " " * (column - 1)
    if any(map(_has_comment, lines[start - 1 : end - 1])):
        raise NotEditable("这几行里有注释")
    if not rendered and prefix.strip():
        raise NotEditable("列表项的第一个键不能删")
    ending = _ending(source.text)
    new = []
    for line in rendered:
        new.append(f"{prefix}{line}{ending}")
        prefix = " " * (column - 1)
    return "\n".join([*lines[: start - 1], *new, *lines[end - 1 :]])


def with_item(source: Source, path: KeyPath, model: BaseModel | None) -> str:
    """The file's text with one item of a list, written on a line, as the model has it.

    None: without it.
    Raises NotEditable where the item takes more lines or has a comment.
    """
    marks = _marks(source, path)
    lines = source.text.split("\n")
    place = marks.line - 1
    line = lines[place]
    if not re.match(r"\s*- ", line) or _has_comment(line):
        raise NotEditable("这一项有注释，或与别的写在一行")
    if model is None:
        del lines[place]
    else:
        before = line[: marks.column - 1]
        lines[place] = f"{before}{flow(model)}{_ending(source.text)}"
    return "\n".join(lines)


def _ending(text: str) -> str:
    """What stands before the line feed where the file was written on Windows."""
    if "\r\n" in text:
        return "\r"
    return ""


def _marks(source: Source, path: KeyPath) -> Marks:
    if source.marks is None:
        raise NotEditable("文件读不了")
    return source.marks.walk(path)


def _keys(source: Source, path: KeyPath) -> dict[str, tuple[int, int]]:
    """The line and column of each key of a mapping."""
    keys = {}
    columns = set()
    for name, (line, column, _) in _marks(source, path).keys.items():
        keys[name] = (line, column)
        columns.add(column)
    # two keys on a line have two columns
    if len(columns) != 1:
        raise NotEditable("不是一行一个键的写法")
    return keys


def _end(
    lines: list[str], keys: dict[str, tuple[int, int]], start: int, column: int
) -> int:
    """The line behind a key's value: the next key's, or the first that is indented less."""
    for following, _ in sorted(keys.values()):
        if following > start:
            return _without_blanks(lines, start, following)
    end = start + 1
    for line in lines[start:]:
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and indent < column:
            break
        end += 1
    return _without_blanks(lines, start, end)


def _without_blanks(lines: list[str], start: int, end: int) -> int:
    """The end with blank lines and comments of their own line before it left out."""
    for line in reversed(lines[start : end - 1]):
        content = line.strip()
        if content and not content.startswith("#"):
            break
        end -= 1
    return end


def _place(
    lines: list[str], keys: dict[str, tuple[int, int]], model: BaseModel, name: str
) -> int:
    """The line on which a new key is to stand: before the first that the model has behind it."""
    order = list(type(model).model_fields)
    behind = set(order[order.index(name) + 1 :])
    later = []
    for key, (line, _) in keys.items():
        if key in behind:
            later.append(line)
    if later:
        return min(later)
    last = max(keys.values())
    return _end(lines, keys, *last)


def _has_comment(line: str) -> bool:
    """Whether a line may have a comment: a # behind a blank, outside of quotation marks."""
    unquoted = re.sub(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'', "", line)
    return re.search(r"(?:^|\s)#", unquoted) is not None
