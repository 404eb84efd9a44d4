"""Imports: nothing is lost, nothing is invented, the draft is read back."""

import html
from collections import Counter
from typing import Any

from fuzzing.annexes import foreign, pages, pdfs, sheets, texts, words
from fuzzing.marking import repaged
from fuzzing.packages import repacked
from fuzzing.reshaping import reshaped
from fuzzing.target import HOSTILE, Broken, Target, clipped, outcome
from fuzzing.targets.lint import asked
from smogctl.values.findings import Refusal


def _import(data: bytes) -> str:
    """The law of an import: nothing is lost, nothing is invented, the draft is read back."""
    return _imported(data, "")


def _import_page(data: bytes) -> str:
    return _imported(data, "a.html")


def _imported(data: bytes, name: str) -> str:
    from smogctl.importing.importer import carried, import_bytes
    from smogctl.importing.pages import characters

    try:
        made = import_bytes(data, name, id_="beiqu")
    except Refusal as refusal:
        return outcome(refusal)
    model = made.draft.model
    known = characters(made.page.text) + _in_frame(model)
    if invented := carried(model, made.page.text) - known:
        # what the draft has twice or otherwise, lint must say
        if any(finding.code == "T301" for finding in made.findings):
            return "doubled"
        raise Broken(f"invented: {clipped(invented)}")
    if made.page.format == "txt":
        _check_text(data, made)
    if bad := HOSTILE.search(made.text):
        raise Broken(f"in the draft: U+{ord(bad[0]):04X}")
    faults = [
        finding for finding in made.subject.findings if finding.severity == "error"
    ]
    for finding in faults:
        if finding.code.startswith("S"):
            raise Broken(f"not read back: {finding.code} {outcome(finding.message)}")
    if not faults:
        asked(made.subject)
    _check_lost(made)
    return _shape(made)


def _in_frame(model: Any) -> Counter[str]:
    """Units' names that the frame has too: a head by its words alone stays in it, whole, with its number.

    So does one that is the heading of a part.
    """
    from smogctl.importing.pages import characters

    framed = "".join(
        "".join((model.plan.title, *model.plan.sections, *model.plan.frame)).split()
    )
    twice: Counter[str] = Counter()
    for unit in model.units:
        name = "".join(unit.name.split())
        if name in framed:
            twice += characters(f"{name}{'' if unit.row is None else unit.row}")
    return twice


def _shape(made: Any) -> str:
    """What came out in words that tell shapes apart: format, size, tables, what was noticed, what lint says."""
    model = made.draft.model
    duties = sum(len(unit.duties) for unit in model.units)
    marks = {
        "bodies": any(unit.bodies for unit in model.units),
        "row": any(unit.row is not None for unit in model.units),
        "part": model.plan.part is not None,
        "sections": bool(model.plan.sections),
        "responses": bool(model.responses),
        "outside": bool(model.outside),
        "wrapped": made.outline.wrapped > 0,
        "loose": bool(made.outline.loose),
        "short": bool(made.outline.short),
        "table": any(row.table for row in made.page.rows),
    }
    words = [
        made.page.format,
        f"{len(model.units).bit_length()}",
        f"{duties.bit_length()}",
    ]
    words += sorted(name for name, is_so in marks.items() if is_so)
    words += sorted({finding.code for finding in made.findings})
    words += sorted({outcome(notice)[:12] for notice in made.page.notices})
    return " ".join(words)


def _check_text(data: bytes, made: Any) -> None:
    """All characters of a text are in its page, or set aside."""
    from smogctl.importing.decoding import decode
    from smogctl.importing.markdown import is_markdown
    from smogctl.importing.pages import characters

    text, _ = decode(data)
    text = html.unescape(text)
    kept = characters(made.page.text)
    for aside in made.page.asides:
        kept += characters(aside.text)
    lost = characters(text) - kept
    if is_markdown(text) or made.page.notices:
        # what is put right, or marks something, is said
        lost = Counter({char: count for char, count in lost.items() if char.isalpha()})
    if lost and not made.page.notices:
        raise Broken(f"lost while reading: {clipped(lost)}")


def _check_lost(made: Any) -> None:
    """What the draft does not carry is listed, or layout, or lint says that it is missing."""
    from smogctl.importing.importer import leftover
    from smogctl.importing.pages import characters

    left = leftover(made)
    for aside in made.outline.left:
        left -= characters(aside.text)
    # partners, members, and heads that come again stand elsewhere in the draft than where they are counted
    words = {
        char: count
        for char, count in left.items()
        if "\u4e00" <= char <= "\u9fff" and char not in f"{LAYOUT}{made.text}"
    }
    if words and not any(
        finding.code in ("T302", "F201", "F203") for finding in made.findings
    ):
        raise Broken(f"neither carried nor listed: {clipped(Counter(words))}")


LAYOUT = "一二三四五六七八九十百零〇第页共是章节附件续序号编单位名称职责部门主要工作任务分成员牵头责任组长配合参与协办具体内容其基本日常履行承担如下是为机构事项关应急措施类别对联系人备注和及或以下简统"
"""Of what numbers, labels and heads of tables are made."""


FOLDERS = ("importing", "grammar")
"""Whose lines guide."""

TARGETS = (
    Target("txt", texts, _import, reshaped, folders=FOLDERS),
    Target("html", pages, _import_page, repaged, 0.7, folders=FOLDERS),
    Target("docx", words, _import, repacked, 0.7, folders=FOLDERS),
    Target("xlsx", sheets, _import, repacked, 0.4, folders=FOLDERS),
    Target("pdf", pdfs, _import, share=0.015),
    Target("foreign", foreign, _import, share=0.2),
)
