"""Linting: one file as its rules see it, the rules run over it, their findings placed, ignored and
sorted.

A rule names a thing by its key path; here, and only here, that becomes a line and a column.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from smogctl.lint.ignores import unignored
from smogctl.lint.neighbours import Head
from smogctl.lint.rulebook import Rule
from smogctl.lint.subject import Fault, Subject, subject_of
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import Marks


def lint_file(
    path: Path,
    chosen: Iterable[Rule],
    others: Sequence[Head] = (),
    *,
    pure: bool = False,
) -> list[Finding]:
    """The findings of one file, sorted by place."""
    return lint(subject_of(path, others, pure=pure), chosen)


def lint(subject: Subject, chosen: Iterable[Rule]) -> list[Finding]:
    """The findings of one file under some rules, inline ignores applied, sorted by place and code."""
    found = [
        _placed(subject, rule, fault)
        for rule in chosen
        for fault in rule.check(subject)
    ]
    kept, extra = unignored(subject, found, {rule.CODE for rule in chosen})
    return sorted(
        kept + extra, key=lambda one: (one.line, one.column, one.code, one.message)
    )


def _placed(subject: Subject, rule: Rule, fault: Fault) -> Finding:
    line, column = fault.place or (1, 1)
    marks = subject.source.marks
    if fault.path is not None and marks is not None:
        mark = marks.walk(fault.path)
        line, column = (
            marks.at_key(fault.path) if fault.at_key else (mark.line, mark.column)
        )
        if fault.shift and not fault.at_key:
            column += _shift(subject, mark, fault.shift)
    severity = fault.severity or rule.SEVERITY
    return Finding(
        rule.CODE,
        severity,
        subject.source.file,
        line,
        column,
        fault.message,
        fault.fixable,
    )


def _shift(subject: Subject, mark: Marks, shift: int) -> int:
    """How far a place inside a value is from the value's own place.

    0 where the text is written otherwise.
    """
    if mark.plain:
        return shift
    line = subject.lines[mark.line - 1]
    quoted = (
        line[mark.column - 1 : mark.column] in ("'", '"')
        and "\\" not in line
        and "''" not in line
    )
    return shift + 1 if quoted else 0
