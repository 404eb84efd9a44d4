"""The command `lint`."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Annotated, NamedTuple, cast

import typer

from smogctl.cli.completion import complete_codes
from smogctl.cli.desks import FOLDER, desk_files
from smogctl.cli.folders import FOREIGN, packaged, registries_folder, registry_files
from smogctl.cli.options import FormatName, NoCache, Registries
from smogctl.lint.rulebook import Rule, all_codes, choose_codes, rules_of
from smogctl.system.files import leads_out, links_out, shown_path
from smogctl.system.progress import progress
from smogctl.system.shipped import documentation_of, parts_of
from smogctl.text.plain import clip, listed, near_said
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.values.findings import Finding, Refusal
from smogctl.values.report import Block, Line, Report, Table

FINDINGS_ONLY = tuple(parts_of("formats.findings"))
"""Formats that carry findings and nothing else."""

FORMATS = ("text", "json", *FINDINGS_ONLY)

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[文件或文件夹]…",
        help="要检查的登记册、值班设置或文件夹；不给则检查找到的全部登记册，旁边的值班设置一并检查。",
        show_default=False,
    ),
]
Select = Annotated[
    str | None,
    typer.Option(
        "--select",
        metavar="代码",
        help="只用这些规则，逗号分开；T3 指 T3 开头的全部。",
        autocompletion=complete_codes,
    ),
]
Ignored = Annotated[
    str | None,
    typer.Option(
        "--ignore",
        metavar="代码",
        help="不用这些规则，写法同上。",
        autocompletion=complete_codes,
    ),
]
Fix = Annotated[
    bool,
    typer.Option(
        "--fix",
        help="改好能放心改的：键的次序、引号、首尾空白；其余一字节不动。旁边编辑器用的 schema 一并更新。",
    ),
]
Statistics = Annotated[
    bool, typer.Option("--statistics", help="末尾列出各规则的发现数。")
]
Strict = Annotated[
    bool, typer.Option("--strict", help="警告也算问题：有警告时退出码也为 1。")
]


EXAMPLES = (
    ("lint", "检查找到的全部登记册"),
    ("lint --strict", "有警告也不放过，如在持续集成里"),
    ("lint --fix registries/kunqu.yaml", "改好一个文件里能放心改的"),
)


def run(
    paths: Paths = None,
    select: Select = None,
    ignore: Ignored = None,
    fix: Fix = False,
    statistics: Statistics = False,
    strict: Strict = False,
    no_cache: NoCache = False,
    registries: Registries = None,
    format_name: FormatName = None,
) -> Answer:
    """检查登记册：读法、写法、引用、抄录、级别、豁免；值班设置：写法、引用。

    这里查的是文件的毛病，不是预案的毛病。有错误级的发现时退出码为 1。各规则见 smogctl explain。
    """
    files, foreign, empty, whose = _files(paths, registries)
    chosen = choose_codes(_codes(select), _codes(ignore))
    fixed: list[str] = []
    unfixed: list[str] = []
    if fix:
        fixed, unfixed = _mended(files, chosen)

    from smogctl.lint.many import lint_files

    with progress("检查登记册", len(files)) as told:
        findings = lint_files(files, chosen, cached=not no_cache, told=told)
    if "S101" in chosen:
        findings += map(_of_foreign, foreign)
    told_beside = format_name in FINDINGS_ONLY
    titles: dict[str, str] = {}
    if statistics or told_beside:
        titles = {rule.CODE: title(rule) for rule in rules_of(chosen)}
    answer = _answer(
        findings,
        titles,
        len(files) + len(foreign),
        statistics=statistics,
        told=told_beside,
    )
    notices = [*whose, *fixed, *unfixed, *empty, *answer.notices]
    blind = _blind(findings)
    if blind:
        notices.append(
            f"{len(blind)} 个文件读不了或写法有错，其中抄录等规则未查，请先改好再查。"
        )
    code = _code(findings, strict=strict)
    if unfixed or empty:
        code = exits.NOT_DONE
    return answer._replace(notices=tuple(notices), code=code)


def _code(findings: list[Finding], *, strict: bool) -> int:
    counted = ("error", "warning") if strict else ("error",)
    return exits.of_findings(
        [finding for finding in findings if finding.severity in counted]
    )


def _blind(findings: Sequence[Finding]) -> set[str]:
    """The files that other rules could not look at."""
    files: set[str] = set()
    for finding in findings:
        if finding.severity == "error" and finding.code[:2] in ("S1", "F2"):
            files.add(finding.file)
    return files


def _mended(files: Sequence[Path], codes: Sequence[str]) -> tuple[list[str], list[str]]:
    """Mend some files: what is to be said of those that were, and of those that could not be."""
    from smogctl.lint.fixing import fix_file

    rules = rules_of(codes)
    mended: list[str] = []
    fixed: list[str] = []
    unfixed: list[str] = []
    for path in files:
        try:
            if fix_file(path, rules):
                mended.append(shown_path(path))
        except Refusal as refusal:
            unfixed.append(str(refusal))
    if mended:
        fixed.append(f"已改 {len(mended)} 个文件：{listed(mended)}。")
    try:
        fixed += _schemas_renewed(files)
    except Refusal as refusal:
        unfixed.append(str(refusal))
    return fixed, unfixed


def _schemas_renewed(files: Sequence[Path]) -> list[str]:
    """Write the schemas beside the files anew where they are missing or another smogctl's."""
    from smogctl.cli.schemas import stale_schemas
    from smogctl.system.writing import write_together

    stale = stale_schemas(files)
    if not stale:
        return []
    write_together(*((path, text.encode()) for path, text in stale.items()))
    names = listed(list(map(shown_path, stale)))
    return [f"编辑器用的 schema 已更新：{names}。"]


def _answer(
    findings: list[Finding],
    titles: Mapping[str, str],
    files: int,
    *,
    statistics: bool,
    told: bool,
) -> Answer:
    """The findings as an answer.

    `told`: the format carries findings only, so the counts go beside the totals.
    """
    blocks: list[Block] = [Line(_shown(finding)) for finding in findings]
    data: dict[str, object] = {
        "format": "smogctl.lint/1",
        "findings": list(map(_record, findings)),
    }
    notices: list[str] = []
    if statistics:
        rows = tuple(_statistics(findings, titles))
        data["statistics"] = {code: int(count) for code, count, _ in rows}
        blocks.append(Table(("规则", "发现", "内容"), rows))
        if told:
            notices += [f"{code} {count}　{what}" for code, count, what in rows]
    counts = Counter(finding.severity for finding in findings)
    notices.append(
        f"{files} 个文件：错误 {counts['error']}，警告 {counts['warning']}，"
        f"提示 {counts['note']}。"
    )
    report = Report(data, tuple(blocks), findings=tuple(findings), titles=titles)
    return Answer(report, tuple(notices))


def _shown(finding: Finding) -> str:
    words = {"error": "错误", "warning": "警告", "note": "提示"}
    place = f"{finding.file}:{finding.line}:{finding.column}"
    fixable = ""
    if finding.fixable:
        fixable = " [可自动改]"
    severity = words[finding.severity]
    return f"{place}: {severity} {finding.code} {finding.message}{fixable}"


def _statistics(
    findings: list[Finding], titles: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """How often each rule was met, and what it is about."""
    counts = Counter(finding.code for finding in findings)
    for code, count in sorted(counts.items()):
        yield code, str(count), titles.get(code, "")


def title(rule: Rule) -> str:
    """What a rule is about: the first line of its docstring without the code."""
    first = documentation_of(cast(ModuleType, rule)).split("\n")[0]
    return first.partition(" ")[2]


def _record(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "fixable": finding.fixable,
    }


def _codes(asked: str | None) -> list[str]:
    words = (asked or "").replace("，", ",").upper().split(",")
    codes = list(filter(None, map(str.strip, words)))
    known = all_codes()
    for code in codes:
        if any(name.startswith(code) for name in known):
            continue
        near = near_said(code, known)
        raise Refusal(f"没有规则“{clip(code)}”。{near}有：{listed(known, 60)}。")
    return codes


class _Asked(NamedTuple):
    """What is to be checked: files, each once, and links that lead out of the folder they are in.

    `empty`: what is to be said of folders that have none. `whose`: that it is the package's copy.
    """

    files: list[Path]
    foreign: list[Path]
    empty: list[str]
    whose: list[str]


def _files(paths: list[str] | None, registries: str | None) -> _Asked:
    if not paths:
        place = registries_folder(registries)
        folder = place.folder
        own, foreign = _parted(folder, registry_files(folder))
        desks, foreign_desks = _desks(folder)
        return _Asked([*own, *desks], [*foreign, *foreign_desks], [], packaged(place))
    files: dict[str, Path] = {}
    links: list[Path] = []
    troubles: list[str] = []
    for name in paths:
        path = Path(name)
        inside = [path]
        try:
            if path.is_dir():
                inside, foreign = _parted(path, registry_files(path))
                links += foreign
        except Refusal as refusal:
            troubles.append(str(refusal))
            continue
        for file in inside:
            files.setdefault(os.path.realpath(file), file)
    if not files and not links:
        raise Refusal("\n".join(troubles))
    return _Asked(list(files.values()), links, troubles, [])


def _parted(folder: Path, files: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """The files of a folder, and those that are links out of it."""
    foreign = links_out(folder)
    own = [file for file in files if file.name not in foreign]
    return own, [file for file in files if file.name in foreign]


def _desks(registries: Path) -> tuple[list[Path], list[Path]]:
    """The desks beside a folder, which nobody named: those there, and those that lie elsewhere."""
    files = desk_files(registries)
    beside = registries.absolute().parent
    if files and leads_out(files[0].parent, beside):
        return [], files
    return _parted(beside / FOLDER, files)


def _of_foreign(path: Path) -> Finding:
    """That a link is not read."""
    return Finding(
        code="S101",
        severity="error",
        file=shown_path(path),
        line=1,
        column=1,
        message=f"是{FOREIGN}，不读也不引。要检查它，请直接写出这个文件。",
    )
