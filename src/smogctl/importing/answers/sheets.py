"""A sheet's rows as answers: which are filled in, which cannot be taken and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from smogctl.importing.answers.cells import Line, denies, fault, figure, says
from smogctl.importing.answers.heads import FIGURES, SIGNED, Columns, is_again
from smogctl.importing.answers.rows import Answers, Row, Unread
from smogctl.text.plain import clip, fold

_TOTALS = ("合计", "总计", "共计")
_SUBTOTAL = "小计"
_SUMS = (*_TOTALS, _SUBTOTAL)
_NOTHING = frozenset({"", "—", "——", "–", "-", "－", "--"})
"""What stands where nobody reported anything, in our own papers too."""
_NAMES = {"who": "单位", "name": "签收人", "at": "签收时间", **FIGURES}


def answers_in(columns: Columns, lines: Iterable[Line]) -> Answers:
    """The answers of the rows below a head.

    Raises Refusal for a head below with other columns.
    """
    rows: list[Row] = []
    unread: list[Unread] = []
    totals: list[Line] = []
    blank = 0
    for line in lines:
        sum_word = _sum_word(line, columns)
        if sum_word in _TOTALS:
            totals.append(line)
        if sum_word or _is_layout(line, columns):
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
    unread.sort(key=attrgetter("place"))
    return Answers(
        kind=columns.kind,
        rows=tuple(rows),
        unread=tuple(unread),
        blank=blank,
    )


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
        filled = any((self.answers, self.note, self.shared))
        return bool(self.who) and not filled


def _seen(line: Line, columns: Columns) -> _Seen:
    answers: dict[str, str] = {}
    shared: list[str] = []
    for what in columns.answering:
        text = _cell(line, columns, what)
        if text not in _NOTHING:
            answers[what] = text
        if columns.places[what] in line.shared:
            shared.append(what)
    return _Seen(
        who=_cell(line, columns, "who"),
        phone=_cell(line, columns, "phone"),
        note=_cell(line, columns, "note"),
        answers=answers,
        shared=shared,
    )


def _cell(line: Line, columns: Columns, what: str) -> str:
    place = columns.places.get(what, len(line.cells))
    return line.cells[place] if place < len(line.cells) else ""


def _sum_word(line: Line, columns: Columns) -> str:
    """The word that makes a row one of sums, in the unit's place or, where none is, elsewhere."""
    who = _cell(line, columns, "who")
    for cell in (who,) if who else line.cells:
        word = fold(cell[:10]).rstrip(":")
        if word in _SUMS:
            return word
    return ""


def _is_layout(line: Line, columns: Columns) -> bool:
    """Whether a row has nothing in the columns that are read, or is the head once more."""
    if is_again(line, columns):
        return True
    filled = any(_cell(line, columns, what) for what in columns.places)
    return not filled


def _taken(line: Line, columns: Columns) -> Row | Unread | None:
    """A row's answer, or why it is none that can be taken; None: nobody filled it in."""
    seen = _seen(line, columns)
    if seen.is_blank:
        return None
    figures, wrong = _figures(seen.answers)
    why = _why_not(seen) or _why_no_figures(wrong)
    if why:
        return Unread(line.place, _quoted(line), why)
    return Row(
        place=line.place,
        who=seen.who,
        name=seen.answers.get("name"),
        at=seen.answers.get("at"),
        phone=seen.phone or None,
        note=seen.note or None,
        figures=figures,
    )


def _figures(answers: Mapping[str, str]) -> tuple[dict[str, int], dict[str, str]]:
    """The figures among the cells of a row, and the words that should be figures and are none."""
    known: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for what, text in answers.items():
        if what not in FIGURES:
            continue
        number = figure(text, what)
        if number is None:
            wrong[what] = text
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
    signed: list[str] = []
    for what, text in {"who": seen.who, **seen.answers}.items():
        wrong = fault(text)
        if wrong:
            return f"“{_NAMES[what]}”{wrong}。"
        if what in SIGNED:
            signed.append(text)
    if any(map(denies, signed)):
        return "写的是没有收到。"
    if signed and not any(map(says, signed)):
        return f"签收处只写了“{clip(signed[0])}”，不能算签收。"
    return ""


def _why_no_figures(wrong: Mapping[str, str]) -> str:
    """Why the words that should be figures are none; empty where there are no such words."""
    if not wrong:
        return ""
    cells: list[str] = []
    for what, text in wrong.items():
        cells.append(f"“{_NAMES[what]}”写的是“{clip(text)}”")
    return f"{'，'.join(cells)}：不是 0、12 这样的整数，没有猜。"


def _differing(
    totals: Sequence[Line], columns: Columns, rows: Sequence[Row]
) -> Iterator[Unread]:
    """The rows of sums that are not the sums of what was read."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums.update(row.figures)
    for line in totals:
        parts: list[str] = []
        for what, text in _seen(line, columns).answers.items():
            if fault(text) or figure(text, what) == sums[what]:
                continue
            parts.append(
                f"“{_NAMES[what]}”写的是“{clip(text)}”，各行加起来是 {sums[what]}"
            )
        if parts:
            why = f"合计与读到的各行不符：{'；'.join(parts)}。"
            yield Unread(line.place, _quoted(line), why)


def _quoted(line: Line) -> str:
    words = " ".join(filter(None, line.cells))
    return clip(words, 60)
