"""Lint's findings as an editor underlines them: from where to where on their line."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from smogctl.lint.engine import lint
from smogctl.lint.neighbours import Head
from smogctl.lint.rulebook import Rule
from smogctl.lint.subject import Subject, subject_from
from smogctl.system.files import shown_path
from smogctl.text.patterns import later
from smogctl.text.plain import lines_of
from smogctl.values.findings import Finding
from smogctl.yamlfile.reader import parse

_WORD = later(r"[^\s,\[\]{}:\"'#]+")


class Marked(NamedTuple):
    """A finding, and the column behind the last character that it is about, on its line."""

    finding: Finding
    end: int


def subject_of_text(path: Path, text: str, twins: Sequence[Head] = ()) -> Subject:
    """A text that an editor has as lint's rules see it."""
    data = text.encode("utf-8", "surrogatepass")
    source = parse(data, shown_path(path))
    return subject_from(source, path, twins)


def marked(
    path: Path, text: str, rules: Sequence[Rule], twins: Sequence[Head] = ()
) -> list[Marked]:
    """What lint finds in a text that an editor has.

    Of a value its whole text is underlined, else the word that stands there. `twins`: the heads of
    files of its folder that claim to be the same district.
    """
    subject = subject_of_text(path, text, twins)
    lengths = {}
    for _, value, mark in subject.texts:
        lengths[mark.line, mark.column] = len(value)
    # the editor's own lines: of a text that cannot be read the subject has none
    lines = lines_of(text.removeprefix("\ufeff"))
    findings = []
    for finding in lint(subject, rules):
        end = _end(lines, finding, lengths)
        findings.append(Marked(finding, end))
    return findings


def _end(
    lines: Sequence[str], finding: Finding, lengths: Mapping[tuple[int, int], int]
) -> int:
    line = ""
    if finding.line <= len(lines):
        line = lines[finding.line - 1]
    at = finding.column - 1
    length = lengths.get((finding.line, finding.column), 0)
    word = _WORD.match(line, at)
    if length:
        quoted = line[at : at + 1] in ("'", '"')
        length += 2 * quoted
    elif word:
        length = len(word[0])
    else:
        length = 1
    # a value may go on over several lines; what is underlined is its first
    end = min(finding.column + length, len(line) + 1)
    return max(end, finding.column)
