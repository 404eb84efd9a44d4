"""S110 别的工具会读成别的值

YAML 把不加引号的 no 读成“否”，06:00 读成 360，0150203 读成八进制的 53379，1e3 读成 1000，
~ 读成空；各种工具读法还不一样（YAML 1.1、1.2）。smogctl 一律按文字读，但编辑器、旁边的 schema
和别的程序不会。应是文字的值请加引号。反过来，row、ends、lead、receipt、report 是数和真假，
不加引号，数也不以 0 开头；日期（until、issued、checked）加不加都行。各字段应是什么，见 smogctl schema。

```bad
district:
  id: shi
  name: 石山区
  adcode: 150203  # <-
```

```bad
units:
  - id: education
    name: 区教育局
    kind: department
    row: "3"  # <-
```

```good
district:
  id: shi
  name: 石山区
  adcode: "150203"
```
"""

import re
from collections.abc import Iterator
from datetime import date

from smogctl.lint.subject import Fault, Subject
from smogctl.schema.desk import DeskFile
from smogctl.schema.kinds import Kind, kinds_of
from smogctl.text.patterns import later
from smogctl.yamlfile.reader import KeyPath, Marks, stays_text

CODE = "S110"
SEVERITY = "error"

_WRITTEN: dict[Kind, tuple[str, re.Pattern[str]]] = {
    int: ("整数", later("0|[1-9][0-9]*")),
    bool: ("真假", later("true|false")),
}
"""What a field is called that is no text, and how its value is written, without quotes."""
_ZEROS = later("0[0-9]+")


def check(subject: Subject) -> Iterator[Fault]:
    """Values that others, who go by the schema, would not read as what they are."""
    kinds = kinds_of(subject.schema)
    for path, value, mark in subject.texts:
        kind = kinds.get(_field(path), str)
        if not value:
            yield from _empty(subject, path, mark)
        elif kind is str:
            yield from _text(path, value, mark)
        elif kind is not date:
            yield from _typed(kind, path, value, mark)


def _text(path: KeyPath, value: str, mark: Marks) -> Iterator[Fault]:
    """A text without quotes that is read as something else."""
    if not mark.plain or stays_text(value):
        return
    shown = value[:40]
    yield Fault(
        f'“{shown}”没有引号，别的工具会读成别的值。请写作 "{shown}"。',
        path,
        fixable=True,
    )


def _empty(subject: Subject, path: KeyPath, mark: Marks) -> Iterator[Fault]:
    """Empty quotes in a desk, which smogctl takes for nothing; in a registry F203 has them."""
    if mark.plain or subject.schema is not DeskFile:
        return
    message = "空的引号是空的文字，不是“没有”，旁边的 schema 不收。请把引号删去。"
    yield Fault(message, path)


def _typed(kind: Kind, path: KeyPath, value: str, mark: Marks) -> Iterator[Fault]:
    """A number or a flag that is read as a text, or as another number; F203 has what is none."""
    what, written = _WRITTEN[kind]
    if kind is int and _ZEROS.fullmatch(value):
        number = value.lstrip("0") or "0"
        message = f"“{value}”以 0 开头，别的工具会读成别的值。请写作 {number}。"
        yield Fault(message, path)
    elif not mark.plain and written.fullmatch(value):
        message = f"“{value}”有引号，别的工具读成文字，这里应是{what}。请去掉引号。"
        yield Fault(message, path, fixable=True)


def _field(path: KeyPath) -> str:
    """The field that a value is of, or of whose list."""
    for part in reversed(path):
        if isinstance(part, str):
            return part
    return ""
