"""A sheet's rows as answers: which are filled in, which cannot be taken and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from smogctl.importing.answers.cells import Line, denies, fault, figure, says
from smogctl.importing.answers.heads import FIGURES, Columns, is_again
from smogctl.importing.answers.rows import Answers, Row, Unread
from smogctl.text.plain import clip, fold

_TOTALS = ("合计", "总计", "共计")
_SUBTOTAL = "小计"
_NOTHING = frozenset({"—", "——", "–", "-", "－", "--"})
"""What stands where nobody reported anything, in our own papers too."""
_NAMES = {"who": "单位", "name": "签收人", "at": "签收时间", **FIGURES}


def answers_in(columns: Columns, lines: Iterable[Line]) -> Answers:
    """The answers of the rows below a head."""
    rows: list[Row] = []
    unread: list[Unread] = []
    totals: list[Line] = []
    blank = 0
    for line in lines:
        total = _total(line, columns)
        if total in _TOTALS:
            totals.append(line)
        if total or _is_layout(line, columns):
            continue
        taken = _taken(line, columns)
        if isinstance(taken, Row):
            rows.append(taken)
        elif taken is not None:
            unread.append(taken)
        else:
            blank += 1
    if columns.kind == "report":
        unread += _differing(totals, columns, rows)
    unread.sort(key=lambda one: one.place)
    return Answers(columns.kind, tuple(rows), tuple(unread), blank)


class _Seen(NamedTuple):
    """What a row has in the columns that are read."""

    who: str
    phone: str
    note: str
    answers: Mapping[str, str]
    """The filled cells that make it an answer."""
    shared: Sequence[str]
    """Which of those are merged with another row's."""

    @property
    def is_blank(self) -> bool:
        """Whether there is only the unit, and at most the telephone that the desk has for it."""
        return bool(self.who) and not (self.answers or self.note or self.shared)


def _seen(line: Line, columns: Columns) -> _Seen:
    cells = {what: _cell(line, columns, what) for what in columns.answering}
    answers = {
        what: text for what, text in cells.items() if text and text not in _NOTHING
    }
    shared = [what for what in columns.answering if columns.places[what] in line.shared]
    who, phone, note = (_cell(line, columns, what) for what in ("who", "phone", "note"))
    return _Seen(who, phone, note, answers, shared)


def _cell(line: Line, columns: Columns, what: str) -> str:
    place = columns.places.get(what, len(line.cells))
    return line.cells[place] if place < len(line.cells) else ""


def _total(line: Line, columns: Columns) -> str:
    """The word that makes a row one of sums, in the unit's place or, where none is, elsewhere."""
    who = _cell(line, columns, "who")
    words = (fold(cell[:10]).rstrip(":") for cell in ((who,) if who else line.cells))
    return next((word for word in words if word in (*_TOTALS, _SUBTOTAL)), "")


def _is_layout(line: Line, columns: Columns) -> bool:
    """Whether a row has nothing in the columns that are read, or is the head once more."""
    return is_again(line, columns) or not any(
        _cell(line, columns, what) for what in columns.places
    )


def _taken(line: Line, columns: Columns) -> Row | Unread | None:
    """A row's answer, or why it is none that can be taken; None: nobody filled it in."""
    seen = _seen(line, columns)
    if seen.is_blank:
        return None
    figures, wrong = _figures(seen.answers)
    why = _why_not(seen) or _why_no_figures(wrong)
    if why:
        return Unread(line.place, _quoted(line), why)
    name, at = (seen.answers.get(what) for what in ("name", "at"))
    return Row(
        line.place, seen.who, name, at, seen.phone or None, seen.note or None, figures
    )


def _figures(answers: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """The figures among the cells of a row, and the words that should be figures and are none."""
    known: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for what in (what for what in answers if what in FIGURES):
        number = figure(answers[what], what)
        if number is None:
            wrong[what] = answers[what]
        else:
            known[what] = number
    return known, wrong


def _why_not(seen: _Seen) -> str:
    """Why a row cannot be taken, whatever its figures; empty where it can."""
    if not seen.who:
        return "没有写单位，不知道是谁的。"
    if seen.shared:
        name = _NAMES[seen.shared[0]]
        return f"“{name}”一格与别的行合并了，看不出算谁的：请取消合并，各行写各行的。"
    if not seen.answers:
        return "只写了备注，别的都空着，不能算答复。"
    for what, text in {"who": seen.who, **seen.answers}.items():
        if wrong := fault(text):
            return f"“{_NAMES[what]}”{wrong}。"
    return _why_not_signed(
        [text for what, text in seen.answers.items() if what not in FIGURES]
    )


def _why_not_signed(signed: Sequence[str]) -> str:
    """Why what stands for a signature is none; empty where it is one."""
    if any(map(denies, signed)):
        return "写的是没有收到。"
    if signed and not any(map(says, signed)):
        return f"签收处只写了“{clip(signed[0])}”，不能算签收。"
    return ""


def _why_no_figures(wrong: Mapping[str, str]) -> str:
    cells = "，".join(
        f"“{_NAMES[what]}”写的是“{clip(text)}”" for what, text in wrong.items()
    )
    return f"{cells}：不是 0、12 这样的整数，没有猜。" if wrong else ""


def _differing(
    totals: Sequence[Line], columns: Columns, rows: Sequence[Row]
) -> Iterator[Unread]:
    """The rows of sums that are not the sums of what was read."""
    sums = {
        what: sum(row.figures.get(what, 0) for row in rows)
        for what in columns.answering
    }
    for line in totals:
        filled = _seen(line, columns).answers
        parts = [
            f"“{_NAMES[what]}”写的是“{clip(text)}”，各行加起来是 {sums[what]}"
            for what, text in filled.items()
            if not fault(text) and figure(text, what) != sums[what]
        ]
        if parts:
            yield Unread(
                line.place, _quoted(line), f"合计与读到的各行不符：{'；'.join(parts)}。"
            )


def _quoted(line: Line) -> str:
    return clip(" ".join(filter(None, line.cells)), 60)
