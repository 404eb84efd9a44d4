"""The command `import`."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from smogctl.cli.drafts import write_draft
from smogctl.cli.inputs import bytes_of
from smogctl.formats import render_text
from smogctl.importing.drafting import Doubt, Draft
from smogctl.importing.importer import Drafted, Imported, drafted, leftover, written
from smogctl.importing.outline import Outline
from smogctl.importing.pages import MAX_FILE, Aside, characters
from smogctl.importing.suspicions import suspicions
from smogctl.importing.updating import updated
from smogctl.importing.whole_plan import OTHER_PART
from smogctl.plan import catalogue
from smogctl.plan.building import check, registry_of
from smogctl.questions.changes import difference
from smogctl.schema.base import SLUG
from smogctl.schema.registry import RegistryFile
from smogctl.system.seen import note
from smogctl.text.plain import clip, visible
from smogctl.values.answer import Answer, FileText
from smogctl.values.findings import Finding, Refusal
from smogctl.values.report import Report, Surface
from smogctl.wording.changes import blocks_of
from smogctl.yamlfile.reader import read

FORMATS = ("yaml", "yml")

File = Annotated[
    str,
    typer.Argument(
        metavar="文件",
        help="预案，整本或其附件：txt、html、docx、xlsx；装有 LibreOffice 时还有 doc、wps、rtf、odt；pdf 要另装；- 为标准输入。",
    ),
]
Into = Annotated[
    str | None,
    typer.Option(
        "--into",
        metavar="文件夹",
        help="写进登记册的文件夹（没有就建）：登记册和 sources/ 下的原文一起写，不印草稿。",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="--into 那里已有同名文件时换掉。")]
Update = Annotated[
    str | None,
    typer.Option(
        "--update",
        metavar="登记册",
        help="新版预案对照已有的登记册：没有变的条文保留编号、备注和标注，其余列出变化。",
    ),
]
Id = Annotated[
    str | None,
    typer.Option("--id", metavar="编号", help="区县的编号，也是文件名，如 kunqu。"),
]
Name = Annotated[
    str | None, typer.Option("--name", metavar="名称", help="区县的名称，如 昆都仑区。")
]

Section = Annotated[
    str | None,
    typer.Option(
        "--section",
        metavar="标题",
        help="整本预案里职责所在部分的标题（或其中几个字）；不写则按标题认。",
    ),
]
Explain = Annotated[
    bool,
    typer.Option(
        "--explain",
        help="报告里逐条列出：条文在哪里断开、为什么；措施是按条文的哪些字认出的。",
    ),
]

MOST = 200
"""Lines of a kind that the report shows; the draft has all of them."""


EXAMPLES = (
    ("import 预案.docx --into registries --id beiqu", "拟出登记册，连同原文写进文件夹"),
    (
        "import 新预案.txt --update registries/kunqu.yaml -o new.yaml",
        "新版预案对照已有的登记册",
    ),
)


def run(
    file: File,
    into: Into = None,
    force: Force = False,
    update: Update = None,
    id: Id = None,  # noqa: A002 - the option's name
    name: Name = None,
    section: Section = None,
    explain: Explain = False,
) -> Answer:
    """从预案（整本或其附件）拟出登记册的草稿：单位、条文照抄原文，角色、措施等按字样建议。

    草稿在标准输出，报告在标准错误：怎么读的、哪些字没有抄入、哪些建议要人核对。要人核对也算完成。
    认不出单位时退出码为 2。
    """
    _check(id, name, into, force=force, update=update)
    made = drafted(bytes_of(file, MAX_FILE), file, id_=id, name=name, section=section)
    if update is not None:
        new, changes = _against(update, made)
    else:
        new, changes = written(made), []
    lines = list(_report(new))
    if explain:
        lines += _explained(new.draft)
    lines += changes
    if into is None:
        return Answer(FileText(new.text), tuple(lines))
    if not into:
        raise Refusal("--into 后面的文件夹是空的。没有写入。")
    lines += write_draft(Path(into), new, force=force)
    return Answer(None, tuple(lines))


def _check_name(name: str) -> None:
    """A district's name is a text, and no longer than a registry's may be."""
    if not 0 < len(name.strip()) <= 200:
        raise Refusal("--name 后面应是区县的名称，不超过 200 个字。")
    if visible(name) != name:
        raise Refusal(f"--name 的“{clip(name)}”里有不是文字的字符。没有写入。")


def _check(
    id_: str | None,
    name: str | None,
    into: str | None,
    *,
    force: bool,
    update: str | None,
) -> None:
    import re

    if id_ is not None and not re.fullmatch(SLUG.strip("^$"), id_):
        raise Refusal(
            f"编号“{clip(id_)}”不行：用小写字母、数字、- 和 _，首字不为符号，最多 64 个字符。"
        )
    if name is not None:
        _check_name(name)
    if force and into is None:
        raise Refusal("--force 只和 --into 一起用。")
    if update is not None and (id_, name) != (None, None):
        raise Refusal("--update 沿用原登记册的编号和名称，不再用 --id、--name。")


def _against(update: str, made: Drafted) -> tuple[Imported, list[str]]:
    """The draft as a new edition of a registry, and what changes by it.

    Raises Refusal when that registry has a fault and when the draft cannot be read back.
    """
    if not os.path.lexists(update):
        raise Refusal(f"读不了 {clip(update)}：没有这个文件或文件夹。")
    source = read(update)
    if source.read:
        note(source.read)
    old, faults = check(source, catalogue.measures())
    if old is None or faults:
        raise _unfit(f"原登记册 {clip(update)} 有错，先用 smogctl lint 看", faults)
    new = written(made._replace(draft=updated(old, made.draft)))
    after = new.subject.registry
    if after is None:
        raise _unfit("新的草稿读不回来", new.subject.findings)
    changes = difference(registry_of(old, source), after, catalogue.measures())
    if not changes.changes:
        return new, ["与原登记册相比没有变化。"]
    report = Report({}, tuple(blocks_of(changes)))
    return new, ["", *render_text("text", report, Surface()).rstrip("\n").split("\n")]


def _unfit(what: str, faults: Sequence[Finding]) -> Refusal:
    return Refusal("\n".join((f"{what}：", *map(str, faults[:10]))))


def _report(made: Imported) -> Iterator[str]:
    """What is to be said of an import, line by line."""
    page, outline, draft = made.page, made.outline, made.draft
    kinds = {
        "txt": "文本",
        "html": "网页",
        "docx": " Word ",
        "xlsx": "表格",
        "pdf": " PDF ",
    }
    encoding = ""
    if page.encoding:
        encoding = f"，编码 {page.encoding}"
    yield f"读作{kinds[page.format]}{encoding}".rstrip() + "。"
    yield from page.notices
    yield _recognised(draft.model)
    yield from _sections(outline)
    yield _counted(made)
    for suspicion in suspicions(outline.entries):
        yield f"要人看：{suspicion}"
    loose = []
    for number, text in outline.loose:
        shown = clip(text, 60)
        loose.append(f"不归哪个单位，记在 frame：原文第 {number} 行：{shown}")
    yield from _some(loose)
    yield from _some(list(map(_of_aside, made.left)))
    findings = []
    for finding in made.findings:
        what = f"{finding.code} {finding.message}"
        findings.append(f"要人看：草稿第 {finding.line} 行：{what}")
    yield from _some(findings)
    doubts = sorted(draft.doubts, key=lambda doubt: doubt.line)
    yield f"待核 {len(doubts)} 处，理由写在草稿的 check 里。"
    yield from _some(list(map(_of_doubt, doubts)))


def _recognised(model: RegistryFile) -> str:
    """How many units, clauses and members were recognised."""
    duties = sum(len(unit.duties) for unit in model.units)
    counts = f"{len(model.units)} 个单位、{duties} 条职责"
    if model.responses:
        counts += f"、响应措施 {len(model.responses)} 条"
    return f"认出 {counts}；成员名单 {len(model.plan.members)} 个。"


def _counted(made: Imported) -> str:
    """Where the source's characters are."""
    left = leftover(made).total()
    inside = characters(made.page.text).total()
    outside = sum(characters(aside.text).total() for aside in made.page.asides)
    cells = sum(characters(aside.text).total() for aside in made.outline.left)
    return (
        f"原文 {inside + outside} 个字：抄入 {inside - left} 个，"
        f"序号、标点、栏线等版面 {left - cells} 个，没有抄入、列在下面 {outside + cells} 个。"
    )


def _sections(outline: Outline) -> Iterator[str]:
    """Which parts of a whole plan the duties come from, and which were passed over."""
    taken, passed = outline.sections.taken, outline.sections.passed
    if taken:
        yield f"职责取自：{_places(taken)}。"
    if outline.ordered:
        line = outline.ordered[0].line
        yield f"响应措施取自第 {line} 行起的一章。"
    if passed and not outline.titles:
        yield f"不是职责，记在 frame：{_places(passed)}。"


def _places(parts: Sequence[tuple[int, str]]) -> str:
    return "；".join(f"第 {line} 行起“{clip(text, 20)}”" for line, text in parts)


def _of_aside(aside: Aside) -> str:
    if aside.what == OTHER_PART:
        size = characters(aside.text).total()
        return f"没有抄入：{aside.place}，{aside.what}，{size} 个字"
    return f"没有抄入：{aside.place}，{aside.what}：{clip(aside.text.strip(), 80)}"


def _of_doubt(doubt: Doubt) -> str:
    place = ""
    if doubt.line:
        place = f"原文第 {doubt.line} 行，"
    return f"待核：{place}{doubt.id}：{doubt.why}"


_ENDS = {
    "\n": "行末，下一行不像接着说",
    "\v": "同一行里的下一个序号",
    "": "另起的一格或一段",
}
"""What ends a clause where it is no sign of the text."""


def _explained(draft: Draft) -> Iterator[str]:
    """What ended each clause, and for each measure the words by which it was recognised."""
    yield "条文在这些地方断开（成对的括号、引号、书名号里的“；”“。”不断条）："
    for place in draft.breaks:
        end = _ENDS.get(place.end, f"“{place.end}”")
        yield f"原文第 {place.line} 行起，{place.duty}：到{end}为止"
    yield "措施按这些字认出："
    for reason in draft.reasons:
        title = catalogue.measures()[reason.measure].name
        measure = f"{reason.measure} {title}"
        yield f"原文第 {reason.line} 行，{reason.duty}：{measure}：“{reason.words}”"


def _some(lines: list[str]) -> list[str]:
    more = len(lines) - MOST
    if more <= 0:
        return lines
    return [*lines[:MOST], f"……此类还有 {more} 处，见草稿。"]
