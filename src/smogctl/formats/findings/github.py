"""GitHub workflow commands: one annotation a finding, and the totals, since GitHub shows ten of a
kind only.
"""

from smogctl.text.plain import visible
from smogctl.values.report import Report, Surface

_KINDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, surface: Surface) -> str:
    """`::error file=…,line=…,col=…,title=CODE::message` for each finding."""
    counts = dict.fromkeys(_KINDS, 0)
    lines = []
    for finding in report.findings:
        counts[finding.severity] += 1
        place = f"line={finding.line},col={finding.column}"
        lines.append(
            f"::{_KINDS[finding.severity]} file={_property(finding.file)},{place},"
            f"title={finding.code}::{_message(finding.message)}\n"
        )
    total = (
        f"smogctl lint：错误 {counts['error']}，警告 {counts['warning']}，"
        f"提示 {counts['note']}"
    )
    return f"{''.join(lines)}::notice title=smogctl::{_message(total)}\n"


def _message(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
