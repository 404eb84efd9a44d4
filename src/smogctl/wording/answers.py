"""What a file of answers holds, row by row, and what became of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from smogctl.incident.state import State
from smogctl.values.report import Block, Heading, Line, Report, Table
from smogctl.wording.recorded import heading
from smogctl.wording.registry import counts_said

_KINDS = {"receipt": "签收", "report": "反馈"}
_VERDICTS = {
    "known": "已登记过",
    "differs": "与已登记的不同（没有记）",
    "unknown": "认不出单位（没有记）",
    "unread": "没有记",
}


class Read(Protocol):
    """What is told of a whole file."""

    @property
    def kind(self) -> str:
        """Receipts or reports."""

    @property
    def blank(self) -> int:
        """Rows that nobody filled in."""


class Row(Protocol):
    """What is told of a row."""

    @property
    def place(self) -> int:
        """Its place in the file."""

    @property
    def who(self) -> str:
        """Whose it is, as written."""

    @property
    def body(self) -> str:
        """The body that was meant; empty where nobody can tell."""

    @property
    def said(self) -> str:
        """What it says."""

    @property
    def verdict(self) -> str:
        """What is to be done with it."""

    @property
    def why(self) -> str:
        """Why it is not taken."""


def answers_report(
    state: State, answers: Read, rows: Sequence[Row], *, confirmed: bool
) -> Report:
    """Every row with its unit and what became of it, then how many of each."""
    taken = "将登记"
    if confirmed:
        taken = "登记了"
    verdicts = {"new": taken, **_VERDICTS}
    cells = []
    records = []
    counts: Counter[str] = Counter()
    for row in rows:
        cells.append(_cells(row, verdicts))
        records.append(_json(row))
        counts[row.verdict] += 1
    table = Table(("行", "写的", "机构", "内容", "结果"), tuple(cells))
    blocks: list[Block] = [
        Heading(f"{heading(state)}　{_KINDS[answers.kind]}"),
        table,
        Line(_counted(counts, verdicts, answers.blank)),
    ]
    if counts["new"] and not confirmed:
        blocks.append(Line("看过无误，加 --confirm 登记。"))
    data = {
        "format": "smogctl.answers/1",
        "kind": answers.kind,
        "confirmed": confirmed,
        "blank": answers.blank,
        "rows": records,
    }
    return Report(data, tuple(blocks), table)


def _counted(counts: Counter[str], verdicts: Mapping[str, str], blank: int) -> str:
    parts = list(counts_said(counts, verdicts))
    if blank:
        parts.append(f"没有填的 {blank}")
    if not parts:
        return "没有可登记的。"
    return f"{'；'.join(parts)}。"


def _cells(row: Row, verdicts: Mapping[str, str]) -> tuple[str, ...]:
    verdict = verdicts[row.verdict]
    if row.why:
        verdict += f"：{row.why}"
    return str(row.place), row.who, row.body, row.said, verdict


def _json(row: Row) -> dict[str, Any]:
    return {
        "place": row.place,
        "who": row.who,
        "body": row.body or None,
        "said": row.said,
        "verdict": row.verdict,
        "why": row.why or None,
    }
