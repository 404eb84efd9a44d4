"""What the ledger knows to have come back, for templates; blank forms where none was asked."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from smogctl.documents.facts import Facts
from smogctl.documents.lists import outer
from smogctl.documents.shapes import NOTHING, CaseData, ReturnData, ReturnsData
from smogctl.incident.state import FIGURES
from smogctl.questions.tasks import Activation, TaskList
from smogctl.wording.tasks import heads

if TYPE_CHECKING:
    from smogctl.documents.ledgered import Case, Return

_BLANK_CASES = 5
"""Empty rows of a form that no ledger filled."""

_SHEET = ("serial", "matter", "requirement", "person", "until", "units")


def returned(facts: Facts, activation: Activation | None) -> ReturnsData:
    """The rows of a report, its sums, what is overdue, and the matter of a supervision."""
    known = facts.ledger
    sheet = dict.fromkeys(_SHEET, "")
    if known is None:
        blank = CaseData(unit="", matter="", due="", since="")
        return {
            "returns": list(_blank(activation)),
            "total": _no_return("合计"),
            "span": "",
            "cases": [blank] * _BLANK_CASES,
            "sheet": sheet,
            "addressed": "",
            "remarks": [],
            "problems": "",
        }
    if known.sheet:
        sheet = known.sheet._asdict()
    addressed: dict[str, None] = {}
    cases = []
    for case in known.cases:
        addressed[case.unit] = None
        cases.append(_case(case))
    return {
        "returns": list(map(_row, known.returns)),
        "total": _row(known.total),
        "span": known.span,
        "cases": cases,
        "sheet": sheet,
        "addressed": "、".join(addressed),
        "remarks": list(known.remarks),
        "problems": "；".join(known.problems),
    }


def _blank(activation: Activation | None) -> Iterator[ReturnData]:
    """A row to fill in for each that gets orders."""
    if activation is None:
        return
    for entry in outer(activation.lists):
        states = set()
        for task in entry.tasks:
            if not task.acting_for:
                states.add(task.state)
        if "due" in states:
            yield _no_return(heads(entry))


def _no_return(name: str) -> ReturnData:
    return {
        "name": name,
        "people": "",
        "vehicles": "",
        "firms": "",
        "sites": "",
        "found": "",
        "fixed": "",
        "reports": "",
        "received": "",
        "in_time": "",
    }


def _row(reported: "Return") -> ReturnData:
    """What nobody reported is no zero."""
    name = "合计"
    if reported.name is not None:
        name = reported.name
    row = _no_return(name)
    figures = reported.figures
    counts: Any = {}
    for figure in FIGURES:
        counts[figure] = str(figures.counts.get(figure, NOTHING))
    row.update(counts)
    if figures.asked:
        row["reports"] = str(figures.reports)
        row["received"] = f"{figures.received}/{figures.asked}"
        row["in_time"] = str(figures.in_time)
    return row


def _case(case: "Case") -> CaseData:
    return {
        "unit": case.unit,
        "matter": case.matter,
        "due": case.due,
        "since": case.since,
    }


def receipt_of(facts: Facts, entry: TaskList) -> tuple[str, str, str]:
    """Who signed for a list's body, when, and how; empty where the ledger has none."""
    nobody = ("", "", "")
    if facts.ledger is None:
        return nobody
    if len(entry.bodies) != 1:
        return nobody
    (body,) = entry.bodies
    key = entry.unit.id, body
    return facts.ledger.receipts.get(key, nobody)
