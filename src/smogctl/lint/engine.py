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
    """The findings of one file under some rules, sorted by place and code.

    Inline ignores are applied.
    """
    findings = []
    codes = set()
    for rule in chosen:
        codes.add(rule.CODE)
        for fault in rule.check(subject):
            findings.append(_placed(subject, rule, fault))
    kept, extra = unignored(subject, findings, codes)
    return sorted(kept + extra, key=_order)


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return finding.line, finding.column, finding.code, finding.message


def _placed(subject: Subject, rule: Rule, fault: Fault) -> Finding:
    line, column = _place(subject, fault)
    return Finding(
        code=rule.CODE,
        severity=fault.severity or rule.SEVERITY,
        file=subject.source.file,
        line=line,
        column=column,
        message=fault.message,
        fixable=fault.fixable,
    )


def _place(subject: Subject, fault: Fault) -> tuple[int, int]:
    """The line and column of what a rule found."""
    marks = subject.source.marks
    if fault.path is None or marks is None:
        return fault.place
    if fault.at_key:
        return marks.at_key(fault.path)
    mark = marks.walk(fault.path)
    if not fault.shift:
        return mark.line, mark.column
    return mark.line, mark.column + _shift(subject, mark, fault.shift)


def _shift(subject: Subject, mark: Marks, shift: int) -> int:
    """How far a place inside a value is from the value's own place.

    0 where the text is written otherwise.
    """
    if mark.plain:
        return shift
    line = subject.lines[mark.line - 1]
    quote = line[mark.column - 1 : mark.column]
    if quote not in ("'", '"'):
        return 0
    if "\\" in line or "''" in line:
        return 0
    return shift + 1
