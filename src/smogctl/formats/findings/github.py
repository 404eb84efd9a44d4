"""GitHub workflow commands: one annotation a finding, and the totals, since GitHub shows ten of a
kind only.
"""

from smogctl.text.plain import visible
from smogctl.values.report import Report, Surface

_KINDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, surface: Surface) -> str:
    """`::error file=…,line=…,col=…,title=CODE::message` for each finding."""
    lines = [
        f"::{_KINDS[one.severity]} file={_property(one.file)},line={one.line},col={one.column},"
        f"title={one.code}::{_message(one.message)}"
        for one in report.findings
    ]
    counts = {
        name: sum(one.severity == name for one in report.findings) for name in _KINDS
    }
    said = f"smogctl lint：错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['note']}"
    return "".join(
        f"{line}\n" for line in (*lines, f"::notice title=smogctl::{_message(said)}")
    )


def _message(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
