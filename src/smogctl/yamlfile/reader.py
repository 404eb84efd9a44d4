"""Strict YAML with positions: bytes to a tree of text values, each key and value with its line and
column.

One pass over libyaml's events; nothing is constructed, so no value turns into a date, a number or a
yes, and no file can execute, explode or crash the reader. The pure-Python parser gives the same
answers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from smogctl.system.files import FileRead, read_file, reason
from smogctl.system.hashing import short_hash
from smogctl.system.unfinished import complete_beside
from smogctl.text.patterns import later
from smogctl.text.plain import clip, visible
from smogctl.values.findings import Finding, Refusal
from smogctl.yamlfile.limits import MAX_BYTES

MAX_DEPTH = 40
MAX_NODES = 100_000

# What YAML 1.1 does not allow raw in a stream, the line breaks that editors do not count as such,
# and the tab, about which libyaml and the pure parser disagree and editors show nothing.
UNPRINTABLE = later(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_BREAK = later("\r\n|\r|\n")
_SURROGATE = later("[\ud800-\udfff]")

# About what follows from these characters libyaml and the pure parser differ; the pure one's answer
# counts. No registry needs them, and in the middle of a word (AQI>200, 30%) they are nothing.
_DISPUTED = later(r"\?|:[\[\]{},]|(?:^|[\s\[\]{},:\"'-])[%@`!&*|>]", re.M)

# What only a comment can be: a line of its own, or behind a blank without quotation marks.
# In a literal block it may be text, but such a block begins with a sign that is disputed itself.
_COMMENT = later(r"^[ ]*#.*$|(?<=[ ])#[^\"'\n]*$", re.M)
_MOST_PURE = 100_000

# What the core schema of YAML 1.2, which editors read, takes for nothing, a flag or a number.
_CORE = later(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE"
    r"|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)

Tree = str | list[Any] | dict[str, Any]
"""A text, a list of trees or a mapping from text to trees."""

KeyPath = tuple[str | int, ...]
"""Keys and indexes from a file's root to one of its values."""


class Marks(NamedTuple):
    """Where a value stands: its own place, and those of its children.

    Lines and columns count from 1.
    """

    line: int
    column: int
    items: "Sequence[Marks]" = ()
    """Of a list: those of its items."""
    keys: "Mapping[str, tuple[int, int, Marks]]" = MappingProxyType({})
    """Of a mapping: where each key stands, and the marks of its value."""
    plain: bool = False
    """A text written without quotes."""

    def child(self, part: str | int) -> "Marks | None":
        """The marks of one child, or None when the file has none such."""
        if isinstance(part, int):
            if part < len(self.items):
                return self.items[part]
        elif part in self.keys:
            _, _, marks = self.keys[part]
            return marks
        return None

    def walk(self, path: KeyPath) -> "Marks":
        """The marks at the end of a path; parts that the file does not have are passed over."""
        here = self
        for part in path:
            here = here.child(part) or here
        return here

    def at_key(self, path: KeyPath) -> tuple[int, int]:
        """Line and column of the key that ends a path.

        Of its value when there is no such key.
        """
        keys = self.walk(path[:-1]).keys
        last = path[-1] if path else None
        if isinstance(last, str) and last in keys:
            line, column, _ = keys[last]
            return line, column
        end = self.walk(path)
        return end.line, end.column


class Source(NamedTuple):
    """One file as read: its tree and marks when it could be read, else the finding that says why
    not.
    """

    file: str
    digest: str = ""
    tree: Tree | None = None
    marks: Marks | None = None
    fault: Finding | None = None
    text: str = ""
    """The file's characters, as far as they could be decoded."""
    read: FileRead | None = None
    """The file itself, where the bytes came from one that could be read."""


class _Fault(Exception):
    """A reading fault at a place; stays inside this module."""

    def __init__(self, code: str, line: int, column: int, message: str) -> None:
        self.code, self.line, self.column, self.message = code, line, column, message


def read(path: Path | str, shown: str | None = None, *, pure: bool = False) -> Source:
    """Read a file, once; `shown` is the name by which findings call it.

    Never raises for what the file is or holds.
    """
    name = shown or str(path)
    try:
        complete_beside(path)
        file = read_file(path, MAX_BYTES)
    except Refusal as refusal:
        return _unreadable(name, str(refusal))
    except ValueError:
        return _unreadable(name, "不是普通文件（管道、设备或文件夹），不读。")
    except OSError as error:
        return _unreadable(name, f"读不了：{reason(error)}。")
    return parse(file.data, name, pure=pure)._replace(read=file)


def _unreadable(name: str, why: str) -> Source:
    finding = Finding(
        code="S101",
        severity="error",
        file=name,
        line=1,
        column=1,
        message=why,
    )
    return Source(name, fault=finding)


def parse(data: bytes, name: str, *, pure: bool = False) -> Source:
    """Read bytes.

    `pure` takes PyYAML's own parser instead of libyaml's. Never raises for what the bytes are.
    """
    digest = short_hash(data)
    text = ""
    try:
        text = _decode(data)
        tree, marks = _tree(text, pure=pure)
    except _Fault as fault:
        finding = Finding(
            code=fault.code,
            severity="error",
            file=name,
            line=fault.line,
            column=fault.column,
            message=fault.message,
        )
        return Source(name, digest, fault=finding, text=text)
    return Source(name, digest, tree, marks, text=text)


@lru_cache(maxsize=4096)
def stays_text(value: str) -> bool:
    """Whether other YAML readers, of YAML 1.1 and of 1.2, take an unquoted value for text, and not
    for a number, a date, a flag or nothing.
    """
    if _CORE.fullmatch(value):
        return False
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    of_first = resolvers.get(value[:1], ())
    of_any = resolvers.get(None, ())
    return not any(pattern.match(value) for _, pattern in (*of_first, *of_any))


def _decode(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Fault(
            "S102",
            1,
            1,
            f"文件超过 {MAX_BYTES >> 20} MiB，不读。一个区县的登记册通常不到 100 KB。",
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise _Fault("S103", 1, 1, "不是 UTF-8 编码（像是 UTF-16）。请另存为 UTF-8。")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line, column = _place(data[: error.start].decode("utf-8", "replace"))
        raise _Fault(
            "S103", line, column, f"不是 UTF-8 编码{_guess(data)}。请另存为 UTF-8。"
        ) from None
    bad = UNPRINTABLE.search(text)
    if bad is None:
        return text
    line, column = _place(text[: bad.start()])
    what = f"不可见的控制字符 {_number(bad[0])}，请删去"
    if bad[0] == "\t":
        what = "制表符（Tab），请换成空格"
    raise _Fault("S104", line, column, f"有{what}。")


def _guess(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "（像是 GBK/GB18030）"


def _number(char: str) -> str:
    return f"U+{ord(char):04X}"


def _place(before: str) -> tuple[int, int]:
    """Line and column of the character that follows this text."""
    line, begin = 1, 0
    for hit in _BREAK.finditer(before):
        line += 1
        begin = hit.end()
    return line, len(before) - begin + 1


def _events(text: str, pure: bool) -> Iterator[Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    if pure:
        loader = yaml.SafeLoader
    # yaml.parse without its generator, which costs a tenth
    return iter(loader(text).get_event, None)


def _is_disputed(text: str) -> bool:
    """Whether the two parsers may differ about a text, its comments aside."""
    if _DISPUTED.search(text) is None:
        return False
    without_comments = _COMMENT.sub("", text)
    return _DISPUTED.search(without_comments) is not None


def _tree(text: str, *, pure: bool) -> tuple[Tree, Marks]:
    small = len(text) <= _MOST_PURE
    if small and not pure:
        pure = _is_disputed(text)
    try:
        return _Builder(_events(text, pure)).document()
    except yaml.YAMLError as error:
        fault = _syntax(error)
    except RecursionError:
        raise _Fault("S108", 1, 1, f"嵌套超过 {MAX_DEPTH} 层。") from None
    if small and not pure:
        # one wording and one place for a syntax error, whichever parser met it: the pure parser's,
        # where it meets one
        _tree(text, pure=True)
    raise fault


def _syntax(error: yaml.YAMLError) -> _Fault:
    line = column = 1
    mark = getattr(error, "problem_mark", None)
    if mark:
        line, column = mark.line + 1, mark.column + 1
    problem = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    return _Fault("S105", line, column, f"YAML 语法不通：{_hint(problem)}")


_HINTS = (
    (
        "mapping values are not allowed",
        "这里不能再有“键: 值”。多半是值里有半角冒号加空格，请给整个值加引号，或检查缩进。",
    ),
    (
        "could not find expected ':'",
        "键后面缺少半角冒号（:）。多半是用了全角“：”，或上一行没有写完。",
    ),
    ("expected <block end>", "缩进与同级不齐，或上一项没有写完。"),
    ("cannot start any token", "这里有 YAML 的保留字符（@ ` %），请给值加引号。"),
    # before the quotation marks: it is in them that it is met
    ("escape", "双引号里的反斜杠写法不合规则，请改用单引号。"),
    ("quoted scalar", "引号没有成对。"),
    ("',' or ']'", "方括号没有成对，或少了逗号。"),
    ("',' or '}'", "花括号没有成对，或少了逗号。"),
    ("alias", "不许用别名（*）。"),
    ("anchor", "不许用锚（&）。"),
    ("tag", "不许用标签（!）。"),
)


def _hint(problem: str) -> str:
    for part, hint in _HINTS:
        if part in problem:
            return hint
    return "检查这里的缩进、引号和半角冒号。"


class _Builder:
    """Builds tree and marks from parser events, refusing what a registry has no need of."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.nodes = 0

    def document(self) -> tuple[Tree, Marks]:
        """The one document of the stream."""
        next(self.events)  # the stream's start
        first = next(self.events)
        if isinstance(first, yaml.StreamEndEvent):
            raise _Fault("S106", 1, 1, "文件是空的。")
        if getattr(first, "version", None) or getattr(first, "tags", None):
            raise _fault_at(first, "S106", "不许用 YAML 指令（% 开头的行）。")
        tree, marks = self._value(next(self.events), 0)
        next(self.events)  # the document's end
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _fault_at(
                after, "S106", "一个文件只许有一份文档，这里又开始了第二份（---）。"
            )
        return tree, marks

    def _value(self, event: Any, depth: int) -> tuple[Tree, Marks]:
        self.nodes += 1
        kind = type(event)
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        # an alias has the name of an anchor, and no tag to ask for
        if event.anchor is not None or event.tag is not None or self.nodes > MAX_NODES:
            raise self._refused(event)
        if kind is yaml.ScalarEvent:
            # only a double-quoted scalar has escapes, and so can hold half a character
            bad = _SURROGATE.search(event.value) if event.style == '"' else None
            if bad:
                raise _fault_at(
                    event, "S104", f"值里有不成字的代码 {_number(bad[0])}，请删去。"
                )
            return event.value, Marks(line, column, plain=not event.style)
        if depth >= MAX_DEPTH:
            raise _fault_at(event, "S108", f"嵌套超过 {MAX_DEPTH} 层。")
        if kind is yaml.SequenceStartEvent:
            values, items = self._list(depth + 1)
            return values, Marks(line, column, items=items)
        pairs, keys = self._mapping(depth + 1)
        return pairs, Marks(line, column, keys=keys)

    def _refused(self, event: Any) -> _Fault:
        if self.nodes > MAX_NODES:
            return _fault_at(event, "S102", f"文件里的值超过 {MAX_NODES} 个，不读。")
        if event.anchor is None:
            return _fault_at(event, "S107", "不许用标签（!），请删去。")
        name = visible(clip(event.anchor))
        what = f"锚 &{name}"
        if type(event) is yaml.AliasEvent:
            what = f"别名 *{name}"
        return _fault_at(event, "S107", f"不许用{what}，请把内容写全。")

    def _list(self, depth: int) -> tuple[list[Tree], list[Marks]]:
        values = []
        items = []
        while type(event := next(self.events)) is not yaml.SequenceEndEvent:
            value, marks = self._value(event, depth)
            values.append(value)
            items.append(marks)
        return values, items

    def _mapping(
        self, depth: int
    ) -> tuple[dict[str, Tree], dict[str, tuple[int, int, Marks]]]:
        values: dict[str, Tree] = {}
        keys: dict[str, tuple[int, int, Marks]] = {}
        while type(event := next(self.events)) is not yaml.MappingEndEvent:
            key, place = self._key(event, depth)
            if key in values:
                line = keys[key][0]
                message = f"键“{visible(clip(key))}”重复，第 {line} 行已经有了。请合并或删去一个。"
                raise _fault_at(event, "S109", message)
            value, marks = self._value(next(self.events), depth)
            if value == "":
                # nothing stands nowhere: the parsers differ about the place of an empty value, so
                # it is its key's
                marks = place._replace(plain=marks.plain)
            keys[key] = (place.line, place.column, marks)
            values[key] = value
        return values, keys

    def _key(self, event: Any, depth: int) -> tuple[str, Marks]:
        merging = type(event) is yaml.ScalarEvent and event.value == "<<"
        if merging and event.implicit[0]:
            raise _fault_at(event, "S107", "不许用合并键 <<，请把内容写全。")
        key, place = self._value(event, depth)
        if not isinstance(key, str):
            raise _fault_at(event, "S106", "键必须是一个词。")
        return key, place


def _fault_at(event: Any, code: str, message: str) -> _Fault:
    return _Fault(code, event.start_mark.line + 1, event.start_mark.column + 1, message)
