"""Linting: one file as its rules see it, the rules run over it, their findings placed, ignored and sorted.

A rule names a thing by its key path; here, and only here, that becomes a line and a column.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path, PurePath
from pkgutil import iter_modules
from typing import Any, NamedTuple, Protocol, cast

from smogctl import catalogue, rules
from smogctl.findings import Finding, Severity
from smogctl.registry import Registry, build, check
from smogctl.resources import shown_path
from smogctl.schema.measures import Measure
from smogctl.schema.registry import RegistryFile
from smogctl.schema.schemes import Scheme
from smogctl.source import Marks, Source, Tree, parse, read
from smogctl.source import Path as KeyPath
from smogctl.system import read_regular
from smogctl.transcription import Alignment, align

MAX_DOCUMENT = 8 << 20


class Fault(NamedTuple):
    """What a rule found: at a key path, or at a line and column of the text; `shift` characters into the value."""

    message: str
    path: KeyPath | None = None
    at_key: bool = False
    place: tuple[int, int] | None = None
    severity: Severity | None = None
    fixable: bool = False
    shift: int = 0


class Rule(Protocol):
    """A module of `rules/`: its docstring is its documentation."""

    CODE: str
    SEVERITY: Severity

    def check(self, subject: "Subject") -> Iterator[Fault]:
        """The faults of one file."""
        ...


class Subject:
    """One file as rules see it. What needs the file to be readable or well formed is None or empty where it is not."""

    def __init__(self, source: Source, path: Path | None = None, others: Sequence["Head"] = ()) -> None:
        self.source = source
        self.path = path
        self.others = others
        """The heads of the other files of the folder."""

    @cached_property
    def _checked(self) -> tuple[RegistryFile | None, tuple[Finding, ...]]:
        return check(self.source, frozenset(catalogue.measures()))

    @property
    def model(self) -> RegistryFile | None:
        """The file's content where its form is right, even if a reference is not."""
        return self._checked[0]

    @property
    def found(self) -> tuple[Finding, ...]:
        """The findings of reading, form and references."""
        return self._checked[1]

    @cached_property
    def registry(self) -> Registry | None:
        """The file as a registry, where nothing is wrong with it."""
        return build(self.source, frozenset(catalogue.measures())).registry

    @cached_property
    def texts(self) -> list[tuple[KeyPath, str, Marks]]:
        """Every text of the file with its key path and place; keys are left out."""
        if self.source.tree is None or self.source.marks is None:
            return []
        found: list[tuple[KeyPath, str, Marks]] = []
        _texts(self.source.tree, self.source.marks, (), found)
        return found

    @cached_property
    def lines(self) -> list[str]:
        """The file's lines, without their ends."""
        return re.split("\r\n|\r|\n", self.source.text)

    @cached_property
    def tree(self) -> dict[str, Any]:
        """The file's content as read; empty where it is no mapping."""
        return self.source.tree if isinstance(self.source.tree, dict) else {}

    @property
    def document_path(self) -> Path | None:
        """Where the plan's text lies, as the registry names it."""
        if self.model is None or self.model.plan.source is None or self.path is None:
            return None
        # relative to the registry's file, as DESIGN has it: a foreign registry must not have other files quoted
        if PurePath(self.model.plan.source).is_absolute() or self.model.plan.source[:1] in "/\\~":
            return None
        return self.path.parent / self.model.plan.source

    @cached_property
    def document(self) -> str | None:
        """The plan's text, or None where the file names none or it cannot be read."""
        if self.document_path is None:
            return None
        try:
            data = read_regular(str(self.document_path), MAX_DOCUMENT)
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except (OSError, ValueError):
            return None

    @cached_property
    def alignment(self) -> Alignment | None:
        """The registry held against the plan's text."""
        return align(self.model, self.document) if self.model and self.document is not None else None

    @property
    def measures(self) -> Mapping[str, Measure]:
        """The catalogue's measures."""
        return catalogue.measures()

    @property
    def schemes(self) -> "Mapping[str, Scheme]":
        """The catalogue's schemes."""
        return catalogue.schemes()


def _texts(tree: Tree, marks: Marks, path: KeyPath, found: list[tuple[KeyPath, str, Marks]]) -> None:
    if isinstance(tree, str):
        found.append((path, tree, marks))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            _texts(value, (marks.items or [])[index], (*path, index), found)
    else:
        for key, value in tree.items():
            _texts(value, (marks.keys or {})[key][2], (*path, key), found)


class Head(NamedTuple):
    """What the rule across files needs of a file: its district's id and adcode, and where they stand."""

    file: str
    id: str
    adcode: str


_DISTRICT = re.compile(r"^district:(?P<flow>[ \t]*\{[^}\n]*\}|(?:[ \t]*(?:#[^\n]*)?\n(?:[ \t]+[^\n]*)?)*)", re.M)
_FIELD = r"(?:^|[\s{{,])[\"']?{name}[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z0-9_-]+)"


def head_of_text(text: str, path: Path) -> Head | None:
    """The head of a file from its first characters, without parsing it."""
    block = _DISTRICT.search(text)
    if not block:
        return None
    plain = re.sub(r"(?m)(?:^|(?<=\s))#.*", "", block[0])
    found = [re.search(_FIELD.format(name=name), plain, re.M) for name in ("id", "adcode")]
    return Head(shown_path(path), *(hit[1] if hit else "" for hit in found))


def all_rules() -> list[Rule]:
    """The rules, by code."""
    names = [module.name for module in iter_modules(rules.__path__) if not module.name.startswith("_")]
    found = [cast(Rule, import_module(f"{rules.__name__}.{name}")) for name in names]
    return sorted(found, key=lambda rule: rule.CODE)


def head_of(source: Source) -> Head | None:
    """The head of a file as it was read."""
    tree = source.tree if isinstance(source.tree, dict) else {}
    district = tree.get("district")
    if not isinstance(district, dict):
        return None
    name, adcode = district.get("id"), district.get("adcode")
    return Head(source.file, name if isinstance(name, str) else "", adcode if isinstance(adcode, str) else "")


def lint_file(path: Path, chosen: Iterable[Rule], others: Sequence[Head] = (), *, pure: bool = False) -> list[Finding]:
    """The findings of one file, sorted by place."""
    return lint(subject_of(path, others, pure=pure), chosen)


def subject_of(path: Path, others: Sequence[Head] = (), *, pure: bool = False) -> Subject:
    """One file, read."""
    try:
        data = read_regular(str(path), MAX_DOCUMENT + 1)
        source = parse(data, shown_path(path), pure=pure)
    except (OSError, ValueError):
        source = read(str(path), shown_path(path))
    return Subject(source, path, others)


def lint(subject: Subject, chosen: Iterable[Rule]) -> list[Finding]:
    """The findings of one file under some rules, inline ignores applied, sorted by place and code."""
    found = [_placed(subject, rule, fault) for rule in chosen for fault in rule.check(subject)]
    kept, extra = _unignored(subject, found, {rule.CODE for rule in chosen})
    return sorted(kept + extra, key=lambda one: (one.line, one.column, one.code, one.message))


def _placed(subject: Subject, rule: Rule, fault: Fault) -> Finding:
    line, column = fault.place or (1, 1)
    marks = subject.source.marks
    if fault.path is not None and marks is not None:
        mark = marks.walk(fault.path)
        line, column = marks.at_key(fault.path) if fault.at_key else (mark.line, mark.column)
        if fault.shift and not fault.at_key:
            column += _shift(subject, mark, fault.shift)
    severity = fault.severity or rule.SEVERITY
    return Finding(rule.CODE, severity, subject.source.file, line, column, fault.message, fault.fixable)


def _shift(subject: Subject, mark: Marks, shift: int) -> int:
    """How far a place inside a value is from the value's own place; 0 where the text is written otherwise."""
    if mark.plain:
        return shift
    line = subject.lines[mark.line - 1]
    quoted = line[mark.column - 1 : mark.column] in ("'", '"') and "\\" not in line and "''" not in line
    return shift + 1 if quoted else 0


_IGNORE = re.compile(r"(?:^|\s)#\s*smogctl:\s*ignore\[([A-Z]\d{3}(?:\s*,\s*[A-Z]\d{3})*)\][ \t]*(.*)$")


_ATTEMPT = re.compile(r"(?:^|\s)#\s*smogctl\s*[:：]?\s*ignore", re.I)


class _Ignore(NamedTuple):
    line: int
    column: int
    codes: tuple[str, ...]
    reason: str
    covers: int
    """The line whose findings it ignores: its own, or the next where it stands alone."""


def _ignores(text: str) -> list[_Ignore]:
    if "smogctl" not in text:
        return []
    lines = re.split("\r\n|\r|\n", text)
    found = []
    for number, line in enumerate(lines, 1):
        hit = _IGNORE.search(line)
        if hit is None and (attempt := _ATTEMPT.search(line)):
            found.append(_Ignore(number, line.index("#", attempt.start()) + 1, (), "", number))
        if hit:
            alone = not line[: line.index("#", hit.start())].strip()
            below = next(
                (n for n in range(number, len(lines)) if lines[n].strip() and lines[n].lstrip()[0] != "#"), number
            )
            codes = tuple(code.strip() for code in hit[1].split(","))
            found.append(
                _Ignore(number, line.index("#", hit.start()) + 1, codes, hit[2].strip(), below + 1 if alone else number)
            )
    return found


def _unignored(subject: Subject, found: list[Finding], ran: set[str]) -> tuple[list[Finding], list[Finding]]:
    """The findings that no comment ignores, and the findings about the comments themselves."""
    source = subject.source
    # what stands in a value is the plan's text, not a comment
    said = [(value, mark) for _, value, mark in subject.texts if _ATTEMPT.search(value)]
    values = {mark.line for _, mark in said}
    ignores = [one for one in _ignores(source.text) if one.line not in values]
    if not ignores:
        return found, []
    used: set[tuple[int, str]] = set()
    kept = []
    for one in found:
        hit = next((i for i in ignores if i.covers == one.line and one.code in i.codes and i.reason), None)
        if hit:
            used.add((hit.line, one.code))
        else:
            kept.append(one)
    extra = []
    known = {rule.CODE for rule in all_rules()}
    for ignore in ignores:
        where = (source.file, ignore.line, ignore.column)
        if not ignore.codes and "X901" in ran:
            extra.append(Finding("X901", "error", *where, "这样写不起作用，应写作：# smogctl: ignore[T305] 理由。"))
        elif not ignore.reason and "X901" in ran:
            extra.append(Finding("X901", "error", *where, "忽略须写理由：# smogctl: ignore[代码] 理由。"))
        for code in ignore.codes:
            if code not in known and "X902" in ran:
                extra.append(Finding("X902", "warning", *where, f"没有规则 {code}。"))
            if ignore.reason and code in ran and (ignore.line, code) not in used and "X902" in ran:
                extra.append(Finding("X902", "warning", *where, f"这里没有 {code}，忽略它已无用，请删去。"))
    return kept, extra


def choose(select: Sequence[str], ignore: Sequence[str]) -> list[Rule]:
    """The rules whose code begins with one of `select` (all, where it is empty) and with none of `ignore`."""
    return [
        rule
        for rule in all_rules()
        if (not select or rule.CODE.startswith(tuple(select))) and not rule.CODE.startswith(tuple(ignore) or ("!",))
    ]
