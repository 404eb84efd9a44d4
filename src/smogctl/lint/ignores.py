"""Findings that a comment in the file ignores, and what is wrong with such comments."""

import re
from typing import NamedTuple

from smogctl.lint.rulebook import all_rules
from smogctl.lint.subject import Subject
from smogctl.values.findings import Finding

_IGNORE = re.compile(
    r"(?:^|\s)#\s*smogctl:\s*ignore\[([A-Z]\d{3}(?:\s*,\s*[A-Z]\d{3})*)\][ \t]*(.*)$"
)


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
                (
                    n
                    for n in range(number, len(lines))
                    if lines[n].strip() and lines[n].lstrip()[0] != "#"
                ),
                number,
            )
            codes = tuple(code.strip() for code in hit[1].split(","))
            found.append(
                _Ignore(
                    number,
                    line.index("#", hit.start()) + 1,
                    codes,
                    hit[2].strip(),
                    below + 1 if alone else number,
                )
            )
    return found


def unignored(
    subject: Subject, found: list[Finding], ran: set[str]
) -> tuple[list[Finding], list[Finding]]:
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
        hit = next(
            (i for i in ignores if i.covers == one.line and one.code in i.codes and i.reason), None
        )
        if hit:
            used.add((hit.line, one.code))
        else:
            kept.append(one)
    extra = []
    known = {rule.CODE for rule in all_rules()}
    for ignore in ignores:
        where = (source.file, ignore.line, ignore.column)
        if not ignore.codes and "X901" in ran:
            extra.append(
                Finding(
                    "X901",
                    "error",
                    *where,
                    "这样写不起作用，应写作：# smogctl: ignore[T305] 理由。",
                )
            )
        elif not ignore.reason and "X901" in ran:
            extra.append(
                Finding("X901", "error", *where, "忽略须写理由：# smogctl: ignore[代码] 理由。")
            )
        for code in ignore.codes:
            if code not in known and "X902" in ran:
                extra.append(Finding("X902", "warning", *where, f"没有规则 {code}。"))
            if ignore.reason and code in ran and (ignore.line, code) not in used and "X902" in ran:
                extra.append(
                    Finding("X902", "warning", *where, f"这里没有 {code}，忽略它已无用，请删去。")
                )
    return kept, extra
