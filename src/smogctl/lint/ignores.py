"""Findings that a comment in the file ignores, and what is wrong with such comments.

    text: …  # smogctl: ignore[T305] 理由

A comment on a line of its own speaks for the next line that is none.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from smogctl.lint.rulebook import all_codes
from smogctl.lint.subject import Subject
from smogctl.text.patterns import later
from smogctl.text.plain import lines_of
from smogctl.values.findings import Finding

_IGNORE = later(
    r"(?:^|\s)#\s*smogctl:\s*ignore\[([A-Z]\d{3}(?:\s*,\s*[A-Z]\d{3})*)\][ \t]*(.*)$"
)
_ANYWHERE = later(r"#\s*smogctl\s*[:：]?\s*ignore", re.I)
"""In a text without it no line has a comment that ignores, or tries to."""
_ATTEMPT = later(rf"(?:^|\s){_ANYWHERE.pattern}", re.I)

WITHOUT_REASON = "X901"
WITHOUT_USE = "X902"


class Ignore(NamedTuple):
    """A comment that ignores findings; without codes it is written wrongly and ignores none.

    `covers`: the line whose findings it ignores.
    """

    line: int
    column: int
    codes: tuple[str, ...]
    reason: str
    covers: int


def unignored(
    subject: Subject, findings: Sequence[Finding], ran: Collection[str]
) -> tuple[list[Finding], list[Finding]]:
    """The findings that no comment ignores, and the findings about the comments themselves.

    `ran`: the codes of the rules that ran; of others nothing can be said.
    """
    if not _ANYWHERE.search(subject.source.text):
        return list(findings), []
    ignores = _ignores_of(subject)
    holding = _holding(ignores)
    used: set[tuple[int, str]] = set()
    kept = []
    for finding in findings:
        ignore = holding.get((finding.line, finding.code))
        if ignore is None:
            kept.append(finding)
        else:
            used.add((ignore.line, finding.code))
    about: list[Finding] = []
    for comment in ignores:
        about += _faults(comment, subject, ran, used)
    return kept, [fault for fault in about if fault.code in ran]


def _holding(ignores: Sequence[Ignore]) -> dict[tuple[int, str], Ignore]:
    """By line and code of what is ignored the first comment that does; each needs a reason."""
    holding: dict[tuple[int, str], Ignore] = {}
    for ignore in ignores:
        if ignore.reason:
            for code in ignore.codes:
                holding.setdefault((ignore.covers, code), ignore)
    return holding


def _ignores_of(subject: Subject) -> list[Ignore]:
    """The comments of a file. What stands in a value is the plan's text and no comment."""
    values = set()
    for _, value, mark in subject.texts:
        if _ATTEMPT.search(value):
            values.add(mark.line)
    ignores = []
    for ignore in _ignores(subject.source.text):
        if ignore.line not in values:
            ignores.append(ignore)
    return ignores


def _ignores(text: str) -> Iterator[Ignore]:
    """What looks like such a comment, by line, also where it is written wrongly."""
    lines = lines_of(text)
    for number, line in enumerate(lines, 1):
        attempt = _ATTEMPT.search(line)
        if attempt is None:
            continue
        hit = _IGNORE.search(line)
        if hit is None:
            column = line.index("#", attempt.start()) + 1
            yield Ignore(number, column, codes=(), reason="", covers=number)
            continue
        sign = line.index("#", hit.start())
        covers = number
        if not line[:sign].strip():
            covers = _next_line(lines, number)
        yield Ignore(
            line=number,
            column=sign + 1,
            codes=tuple(map(str.strip, hit[1].split(","))),
            reason=hit[2].strip(),
            covers=covers,
        )


def _next_line(lines: Sequence[str], number: int) -> int:
    """The next line, counted from 1, that is neither blank nor a comment."""
    for following, line in enumerate(lines[number:], number + 1):
        content = line.strip()
        if content and not content.startswith("#"):
            return following
    return number + 1


def _faults(
    ignore: Ignore,
    subject: Subject,
    ran: Collection[str],
    used: Collection[tuple[int, str]],
) -> Iterator[Finding]:
    """What is wrong with a comment, whether or not the rules for it ran."""
    unwritten = Finding(
        code=WITHOUT_REASON,
        severity="error",
        file=subject.source.file,
        line=ignore.line,
        column=ignore.column,
        message="忽略须写理由：# smogctl: ignore[代码] 理由。",
    )
    if not ignore.codes:
        message = "这样写不起作用，应写作：# smogctl: ignore[T305] 理由。"
        yield unwritten._replace(message=message)
    elif not ignore.reason:
        yield unwritten
    unused = unwritten._replace(code=WITHOUT_USE, severity="warning")
    known = all_codes()
    for code in ignore.codes:
        if code not in known:
            yield unused._replace(message=f"没有规则 {code}。")
        if code not in ran or (ignore.line, code) in used:
            continue
        if ignore.reason:
            message = f"这里没有 {code}，忽略它已无用，请删去。"
            yield unused._replace(message=message)
