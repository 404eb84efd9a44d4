"""What is fuzzed: where its seeds come from, how an input is tried, and the law that it must keep.

An attempt gives a short word for what came out; a breach is `Broken`, or any exception that is no `Refusal`.
"""

import contextlib
import html
import io
import json
import os
import random
import re
import shlex
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from fuzzing.mutating import jumbled, mutated, rezipped
from smogctl.values.findings import Refusal

ROOT = Path(__file__).resolve().parents[2]
SHARED = next(
    (
        path
        for path in (ROOT.parent / "shared", ROOT.parents[1] / "shared")
        if path.is_dir()
    ),
    ROOT / "shared",
)
MOST_SEED = 6000
"""Bytes of a seed that is text: shorter ones are tried oftener."""
HOSTILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff]|\r(?!\n)"
)
"""What may not reach any output: C0, C1, bidi, what no screen shows, half a character."""

Chance = random.Random


class Broken(Exception):
    """A law that does not hold."""


class Target(NamedTuple):
    """One way into the product."""

    name: str
    seeds: Callable[[], list[bytes]]
    attempt: Callable[[bytes], str]
    mutate: Callable[[bytes, Sequence[bytes], Chance], bytes] = mutated
    share: float = 1.0
    """Of the executions asked for: each target then takes about the same time."""


def outcome(text: object) -> str:
    """A message without what it quotes and counts."""
    return re.sub(
        r"“[^”]*”|[0-9a-f]{8,}|\d+|f:|[^：，。；、]*（[^）]*）", "#", str(text)
    )[:70]


# ----- import -----


def _files(*patterns: str, most: int | None = None) -> list[bytes]:
    paths = [
        path
        for pattern in patterns
        for folder in (ROOT, SHARED)
        for path in sorted(folder.glob(pattern))
    ]
    datas = [path.read_bytes() for path in paths if path.is_file()]
    if most is None:
        return [data for data in datas if len(data) <= 1 << 16]
    return [
        piece
        for data in datas
        for piece in (data[:most], data[len(data) // 2 :][: most // 4])
    ]


def _texts() -> list[bytes]:
    small = [seed.encode() for seed in (COLONS, TABLE, NUMBERED, PLAN)]
    return [
        *small * 4,
        COLONS.encode("gb18030"),
        TABLE.encode("utf-16"),
        *_files("tests/annexes/*.txt", "cases/import/*.txt", most=1500),
    ]


COLONS = """附件2
云溪区重污染天气应急指挥部成员单位职责

区教育局：指导学校减少户外活动；橙色预警以上停课。
区住建局、区交通局：督促工地停止土石方作业；配合区公安分局查处渣土车。
各街镇：落实“一企一策”减排。
"""
TABLE = """云溪区成员单位职责
序号\t单位\t职责
1\t区教育局\t减少户外活动；完成指挥部交办的其他工作。
2\t区气象局\t会同区生态环境局会商研判。
"""
NUMBERED = """成员单位职责
（一）区教育局
1.减少户外活动；
2.与区卫健委共同开展健康防护知识宣传。
（二）区公安分局：
限行；查处渣土车。
"""
PLAN = """青岚县重污染天气应急预案
青政办发〔2023〕12号
1 总则
2.1 成员单位职责
（1）县教育局：指导学校减少户外活动；必要时停课。
（2）县住建局：督促工地停止土石方作业。
4.2 响应措施
4.2.1 Ⅲ级响应措施
提醒儿童、老年人减少户外活动。
4.2.2 Ⅱ级响应措施
（1）中小学停止户外活动。（责任单位：县教育局）
5 附则
"""


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
    # a line that is a unit's head by its words alone stays in the frame, whole
    framed = "".join("".join((model.plan.title, *model.plan.frame)).split())
    names = ("".join(unit.name.split()) for unit in model.units)
    twice = characters("".join(name for name in names if name in framed))
    if invented := carried(model) - characters(made.page.text) - twice:
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
        _asked(made.subject)
    _check_lost(made)
    return " ".join(
        (made.page.format, *sorted({finding.code for finding in made.findings}))
    )


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


LAYOUT = "一二三四五六七八九十百零〇第页共是章节附件续序号编单位名称职责部门主要工作任务分成员牵头责任组长配合参与协办具体内容其基本日常履行承担如下是为机构事项关应急措施类别对联系人备注和及或"
"""Of what numbers, labels and heads of tables are made."""


def clipped(counter: Counter[str]) -> str:
    """Some characters, for a message."""
    return "".join(sorted(counter))[:30]


def _asked(subject: Any) -> None:
    """A registry without errors answers every question that `duties` and `activate` ask."""
    from smogctl.plan import catalogue
    from smogctl.questions.activation import activate
    from smogctl.questions.queries import Filter, select

    registry = subject.registry
    if registry is None:
        raise Broken("clean, but there is no registry")
    measures = catalogue.measures()
    for _ in select(registry, measures, Filter()):
        pass
    for level in registry.levels:
        activate(registry, measures, level.id)


def _pages() -> list[bytes]:
    rows = "".join(
        f"<tr><td>{at}</td><td>{name}</td><td>减少户外活动；限行。</td></tr>"
        for at, name in ((1, "区教育局"), (2, "区公安局"))
    )
    table = f"<html><body><p>成员单位职责</p><table><tr><td>序号</td><td>单位</td><td>职责</td></tr>{rows}</table></body></html>"
    lines = (
        "<html><body>"
        + "".join(f"<p>{line}</p>\n" for line in COLONS.splitlines())
        + "</body></html>"
    )
    return [
        *[table.encode(), lines.encode()] * 5,
        *_files(
            "tests/annexes/*.html",
            "tests/data/imports/*.html",
            "tests/data/imports/*.mht",
            most=1500,
        ),
    ]


def _words() -> list[bytes]:
    return _packages("tests/data/imports/*.docx", "tests/data/files/*.docx")


def _sheets() -> list[bytes]:
    return [
        _sheet([line.split("\t") for line in TABLE.splitlines()]),
        *_packages("tests/data/files/*.xlsx"),
    ]


def _packages(*patterns: str) -> list[bytes]:
    datas = [data for data in _files(*patterns) if len(data) < 30_000]
    small = [data for data in datas if len(data) < 9000]
    return small or datas


def _sheet(rows: Sequence[Sequence[str]]) -> bytes:
    """A small workbook, by another's writer."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _foreign() -> list[bytes]:
    heads = [
        b"{\\rtf1 \\ansi ",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"MIME-Version: 1.0\n",
        b"\x89PNG\r\n",
        b"%PDF-1.4\n",
        b"PK\x03\x04",
    ]
    files = _files(
        "tests/data/files/*.doc",
        "tests/data/files/*.rtf",
        "tests/data/files/*.odt",
        "tests/data/files/*.wps",
        most=3000,
    )
    return [*[head + COLONS.encode() for head in heads], *files]


def _pdfs() -> list[bytes]:
    """Small ones, written by hand, since those of a printer are larger than an input may be."""
    lines = [
        "云溪区成员单位职责",
        "区教育局：减少户外活动；停课。",
        "区公安局：限行；查处渣土车。",
    ]
    signs = sorted({*"".join(lines)})
    codes = {sign: f"{number:02x}" for number, sign in enumerate(signs, 33)}
    shown = "".join(
        f"1 0 0 1 50 {700 - 30 * at} Tm <{''.join(map(codes.__getitem__, line))}> Tj\n"
        for at, line in enumerate(lines)
    )
    text = f"BT /F1 12 Tf\n{shown}ET\n50 40 m 50 720 l S 300 40 m 300 720 l S 50 500 400 100 re S"
    pairs = "".join(f"<{codes[sign]}> <{ord(sign):04x}>\n" for sign in signs)
    mapping = f"/CIDInit /ProcSet findresource begin begincmap\n{len(signs)} beginbfchar\n{pairs}endbfchar endcmap end"
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        f"<</Length {len(mapping)}>>stream\n{mapping}\nendstream",
    ]
    objects = "".join(
        f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(bodies, 1)
    )
    return [
        f"%PDF-1.4\n{objects}trailer<</Root 1 0 R/Size 7>>\nstartxref\n0\n%%EOF\n".encode()
    ]


# ----- lint -----


def _registries() -> list[bytes]:
    pieces = []
    for data in _files("registries/*.yaml", "cases/chapter/*.yaml"):
        head, mark, units = data.decode().partition("\nunits:\n")
        entries = re.split(r"\n(?=  - id: )", units)
        for at in range(0, len(entries), 3):
            body = "\n".join(entries[at : at + 2])
            pieces.append(
                f"{head if at == 0 else REGISTRY_HEAD}{mark}{body}\n".encode()
            )
    desks = [
        b"format: smogctl.desk/1\noffice: {name: a, phone: '0472-1'}\ndeadlines: {receipt: 1}\ncontacts: [{unit: education, name: b}]\n"
    ]
    return [*[f"{REGISTRY_HEAD}{REGISTRY_UNITS}".encode()] * 4, *pieces, *desks]


REGISTRY_HEAD = """format: smogctl/1
district: {id: shi, name: 石山区, short: 石山}
plan: {title: 石山区预案, scheme: national-2024}
levels:
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应}
  - {id: orange, name: 橙色预警, response: Ⅱ级响应}
  - {id: red, name: 红色预警, response: Ⅰ级响应}"""
REGISTRY_UNITS = """
outside: [{id: city, name: 市指挥部, standing: superior}]
responses: [{id: r-1, level: orange, text: 停课, measures: [public.school-suspension], units: [education]}]
upper: [{measure: dust.sites, starts: yellow, source: 市预案}]
waivers: [{gap: unled, measure: dust.sites, reason: 无, until: 2027-01-01}]
units:
  - id: education  # smogctl: ignore[R305] 无
    name: 区教育局
    kind: department
    row: 7
    bodies: [区教育局, {name: 区体育局, kind: department, aliases: [体育局]}]
    duties:
      - id: education-1
        text: 配合区公安局组织学校减少户外活动
        role: support
        levels: [orange, red]
        supports: [police]
        measures: [public.school-outdoor, {id: public.health-advice, scope: 教育机构, phase: [warn, respond]}]
  - {id: police, name: 区公安局, kind: department, acts_as: office, duties: [{id: police-1, text: 限行, reports_to: [city]}]}
"""


def _lint(data: bytes) -> str:
    """The law of reading: findings, in place, the same by both parsers; what is clean can be asked."""
    from smogctl.lint.engine import lint
    from smogctl.lint.rulebook import choose
    from smogctl.lint.subject import Subject, subject_from
    from smogctl.yamlfile.reader import parse

    source = parse(data, "shi.yaml")
    if len(data) < 4000:
        pure = parse(data, "shi.yaml", pure=True)
        if (pure.tree, pure.marks) != (source.tree, source.marks):
            raise Broken("the parsers differ about the tree")
        if pure.fault != source.fault:
            raise Broken("the parsers differ about the fault")
    subject = subject_from(source, Path("shi.yaml"))
    findings = lint(subject, choose((), ("R308",)))
    lines = len(re.split(b"\r\n|\r|\n", data))
    for finding in findings:
        if not 1 <= finding.line <= lines or finding.column < 1:
            raise Broken(
                f"{finding.code} stands at {finding.line}:{finding.column} of {lines} lines"
            )
    errors = [finding for finding in findings if finding.severity == "error"]
    if not errors and type(subject) is Subject:
        _asked(subject)
    return " ".join(sorted({finding.code for finding in findings}))


# ----- facts -----


def _facts_seeds() -> list[bytes]:
    return [FACTS.encode()]


FACTS = """format: smogctl.facts/1
kind: start
district: kunqu
title: 关于启动橙色预警Ⅱ级响应的通知
level: orange
number: 昆气应办〔2026〕1号
issued: '2026-12-01T08:00'
start: '2026-12-01T20:00'
until: '2026-12-03T20:00'
authority: 区人民政府
to: [各成员单位]
basis: [市指挥部通知]
drill: true
decisions:
  - {id: dust.sites, act: hold}
"""


def _facts(data: bytes) -> str:
    """The law of a facts file: facts, or findings with their places."""
    from pydantic import ValidationError

    from smogctl.schema.facts import FactsFile
    from smogctl.schema.faults import findings
    from smogctl.yamlfile.reader import parse

    source = parse(data, "f.yaml")
    if source.fault or source.marks is None:
        return str(source.fault and source.fault.code)
    try:
        FactsFile.model_validate(source.tree)
    except ValidationError as error:
        faults = findings(error, FactsFile, source)
        if not faults:
            raise Broken("refused without a finding") from None
        return " ".join(sorted({finding.code for finding in faults}))
    return "facts"


# ----- templates -----


def _templates() -> list[bytes]:
    small = [
        b"{{ facts.level }}{% for l in lists %}{{ l.unit }}{% else %}-{% endfor %}",
        b"{% set a = facts.title %}{% if a is defined %}{{ a|upper }}{% endif %}",
    ]
    return [
        *small * 4,
        b"{% macro m(a, b=1) %}{{ a }}{% endmacro %}{{ m(1) }}{% include 'start.j2' %}",
        *_files("templates/*.j2", most=1500),
    ]


DATA: dict[str, Any] = {
    "facts": {"level": "橙色", "title": "甲"},
    "lists": [{"unit": "区教育局", "tasks": [{"text": "停课"}]}],
}
COSTLY = re.compile(
    rb"range|for|\*|%[^}]|format|center|join|indent|wrap|lipsum|batch|slice|replace|cycler|macro|include|import|extends|\d{4}"
)
"""What may take memory or time without a limit: only the child renders it."""


def _template(data: bytes) -> str:
    """The law of a template: it is read, checked and rendered, or refused."""
    from smogctl.documents.checking import check_here
    from smogctl.documents.rendering import render_here
    from smogctl.documents.usage import facts_used_here

    folder = place()
    path = folder / "f.j2"
    path.write_bytes(data)
    troubles = check_here(path, DATA)
    _clean("".join(trouble.message for trouble in troubles))
    facts_used_here(_Folders(folder), path.name)
    if COSTLY.search(data):
        return f"checked {outcome(troubles[0].message) if troubles else ''}"
    try:
        text = render_here([folder], path.name, DATA).text
    except Refusal as refusal:
        return outcome(refusal)
    from smogctl.documents.paper import CLOSE, OPEN

    _clean(
        re.sub(f"{OPEN}|{CLOSE}", "", text)
        if not HOSTILE.search(data.decode("utf-8", "replace"))
        else ""
    )
    return "rendered"


class _Folders(NamedTuple):
    """A folder of templates alone."""

    ours: Path

    def find(self, name: str) -> Path | None:
        """A template by its name."""
        path = self.ours / name
        return path if name == "f.j2" else None


def _rendered(data: bytes) -> str:
    """The same in the child that limits it, as a person's template is run."""
    from smogctl.documents.rendering import Folders, render

    path = place() / "f.j2"
    path.write_bytes(data)
    try:
        render(Folders((place(),), ROOT / "templates"), path.name, DATA)
    except Refusal as refusal:
        return outcome(refusal)
    return "rendered"


def _clean(text: str) -> None:
    if bad := HOSTILE.search(text):
        raise Broken(f"in the output: U+{ord(bad[0]):04X}")


# ----- answers -----


def _answer_texts() -> list[bytes]:
    report = "单位,出动人员,出动车辆,检查企业,检查工地,发现问题,整改,备注\n区教育局,3,1,0,0,0,0,\n合计,3,1,0,0,0,0,\n"
    receipt = "单位,签收人,签收时间,电话\n区教育局,张三,12月1日 22:10,13800000000\n区公安局,,,\n"
    seeds = [
        text.encode()
        for text in (
            CHAT,
            report,
            receipt,
            receipt.replace(",", "\t"),
            receipt.replace(",", "，"),
        )
    ]
    return [
        *seeds,
        receipt.encode("gb18030"),
        receipt.encode("utf-8-sig"),
        receipt.encode("utf-16"),
    ]


CHAT = """#接龙
橙色预警通知，请各单位收到后接龙
例 单位 姓名

1. 区公安局 已收到 张三
2、教育局
3.住建局 收到 23:41
4. 昆河镇，已签收；李四 23点41分，正在落实
5．区财政局　王五　未收到
7. 区卫健委：收到！ 乌兰图雅 12月1日 23：05
10. 农牧局 23时41分 赵六 13800000000 科长 @所有人
"""


def _answer_books() -> list[bytes]:
    receipt = [
        ["单位", "签收人", "签收时间", "电话"],
        ["区教育局", "张三", "2026-12-01 22:10", "138"],
        ["区公安局", "", "", ""],
    ]
    report = [
        ["单位", "出动人员", "出动车辆", "检查企业"],
        ["区教育局", "3", "1", "0"],
        ["合计", "3", "1", "0"],
    ]
    return [_sheet(receipt), _sheet(report)]


def _answers(data: bytes) -> str:
    """The law of answers: rows with their places, or a refusal."""
    from smogctl.importing.answers.reading import read_answers

    try:
        answers = read_answers(data, "f")
    except Refusal as refusal:
        return outcome(refusal)
    for row in (*answers.rows, *answers.unread):
        if row.place < 1:
            raise Broken("a row stands nowhere")
    reasons = sorted({outcome(row.why) for row in answers.unread})
    return " ".join((answers.kind, *reasons))[:200]


# ----- ledgers -----


@lru_cache(maxsize=1)
def _ledger() -> bytes:
    """A ledger of an incident with most kinds of events, as `incident export` writes it."""
    for line in LEDGER.strip().splitlines():
        _called(["incident", *shlex.split(line)])
    code, out, err = _called(["incident", "export"])
    if code:
        raise RuntimeError(err)
    return out.encode()


LEDGER = """
open -d kunqu -l yellow --start 2026-12-01T20:00 --number 1 --now 2026-12-01T12:00 --by 甲
issue --now 2026-12-01T12:30 --by 甲
receipt 区教育局 --name 张三 --now 2026-12-01T13:00 --by 甲
report 区教育局 --people 3 --now 2026-12-01T14:00 --by 甲
note 会商 --now 2026-12-01T14:10 --by 甲
remind 区公安局 --now 2026-12-01T14:20 --by 甲
upgrade -l orange --number 2 --now 2026-12-01T15:00 --by 甲
issue --now 2026-12-01T15:10 --by 甲
supervise 区公安局 --matter 未签收 --requirement 立即 --now 2026-12-01T16:00 --by 甲
lift --number 3 --now 2026-12-02T20:00 --by 甲
issue --now 2026-12-02T20:10 --by 甲
"""


def _ledgers() -> list[bytes]:
    rows = _ledger().split(b"\n")
    return [
        b"\n".join(row[:1500] for row in rows[:4]),
        b"\n".join([rows[0], *sorted(rows[1:-1], key=len)[:4]]),
        rows[0],
    ]


def _lines(data: bytes) -> str:
    """The law of a ledger's file: events, or a refusal; what is changed is found, not stumbled over."""
    from smogctl.incident.exchange import read_lines
    from smogctl.incident.verifying import verify_archive

    try:
        archive = read_lines(data.decode("utf-8-sig"), "f")
    except UnicodeDecodeError:
        return "no text"
    except Refusal as refusal:
        return outcome(refusal)
    checked = verify_archive(archive)
    return f"{len(archive.events)} {checked.faults and outcome(checked.faults[0].said)}"


def _events_seeds() -> list[bytes]:
    rows = _ledger().strip().split(b"\n")[1:]
    short = [_shortened(json.loads(row)) for row in rows]
    return [b"\n".join(json.dumps(row).encode() for row in short)]


def _shortened(value: Any) -> Any:
    """A value whose long lists have two entries, so that a trial costs little."""
    if isinstance(value, dict):
        return {key: _shortened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shortened(inner) for inner in value[:2]]
    return value


def _events(data: bytes) -> str:
    """The law of events that another hand sealed anew: folded, shown, never stumbled over."""
    from datetime import datetime, timedelta, timezone

    from smogctl.formats.html import render as as_html
    from smogctl.formats.json import render as as_json
    from smogctl.formats.text import render as as_text
    from smogctl.incident.fold import fold
    from smogctl.incident.verifying import verify_archive
    from smogctl.incident.view import view
    from smogctl.values.report import Surface
    from smogctl.wording.log import log_report
    from smogctl.wording.status import status_report

    try:
        archive = _resealed(data)
    except Refusal as refusal:
        return outcome(refusal)
    if grave := [fault for fault in verify_archive(archive).faults if fault.grave]:
        return outcome(grave[0].said)
    if not archive.events:
        return "empty"
    state = fold(archive.events)
    now = datetime(2026, 12, 2, 22, tzinfo=timezone(timedelta(hours=8)))
    reports = (
        [log_report(state), status_report(view(state, now), {}, (), brief=False)]
        if state.orders
        else [log_report(state)]
    )
    for report in reports:
        for render in (as_text, as_json, as_html):
            _clean(render(report, Surface()))
    flags = sorted({outcome(flag.why) for flag in state.flags})
    return f"{state.phase} {' '.join(flags)}"[:200]


def _resealed(data: bytes) -> Any:
    """Rows as a ledger's file, each event sealed, each hanging on the one before."""
    from smogctl.incident.event import Event, canonical, sealed
    from smogctl.incident.exchange import event_json, lines, read_lines
    from smogctl.incident.ledger.table import Tip

    texts: list[str] = []
    before, incident = "", ""
    for row in map(json.loads, filter(None, data.split(b"\n"))):
        if not isinstance(row, dict):
            continue
        told = {**dict.fromkeys(Event._fields, ""), **row}
        fields = {field: told[field] for field in Event._fields}
        fields |= {
            "origin": "a",
            "seq": len(texts) + 1,
            "turn": len(texts) + 1,
            "prev": before,
            "incident": incident or "x",
        }
        for field, value in fields.items():
            if field not in ("seq", "turn", "drill", "data") and not isinstance(
                value, str
            ):
                fields[field] = str(value)
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            event = sealed(
                Event(
                    **{
                        **fields,
                        "data": canonical(told["data"]),
                        "drill": int(told["drill"] is True),
                    }
                )
            )
            before, incident = event.hash, incident or event.incident
            texts.append(json.dumps(event_json(event), ensure_ascii=False))
    head = lines((), {"a": Tip("a", len(texts), before)}, {})
    return read_lines("\n".join((*head, *texts)), "f")


# ----- the command line -----


def place() -> Path:
    """A folder of the fuzz's own, in memory where there is some."""
    return _place()[1]


@lru_cache(maxsize=1)
def _place() -> tuple[Any, Path]:
    memory = Path("/dev/shm")
    kept = tempfile.TemporaryDirectory(
        prefix="fuzz-", dir=memory if memory.is_dir() else None
    )
    folder = Path(kept.name)
    (folder / "home").mkdir()
    registries = folder / "office" / "registries"
    registries.mkdir(parents=True)
    (registries / "kunqu.yaml").write_bytes(
        (ROOT / "registries" / "kunqu.yaml").read_bytes()
    )
    return kept, folder


def isolated() -> Mapping[str, str]:
    """The environment of the trials: no program on the path, so that none is started, all files in our folder."""
    folder = str(place())
    return {
        "PATH": folder,
        "HOME": f"{folder}/home",
        "SMOGCTL_CACHE": f"{folder}/cache",
        "XDG_STATE_HOME": f"{folder}/state",
    }


def _called(words: Sequence[str], given: bytes = b"") -> tuple[int, str, str]:
    """A command line in this process: exit code, output, errors."""
    from smogctl.cli.app import run

    out, err = _stream(), _stream()
    was, before, handler = sys.stdin, Path.cwd(), signal.getsignal(signal.SIGTERM)
    sys.stdin = io.TextIOWrapper(io.BytesIO(given))
    os.chdir(place() / "office")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(list(words))
    finally:
        sys.stdin = was
        os.chdir(before)
        signal.signal(signal.SIGTERM, handler)
    return code, _read(out), _read(err)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BytesIO(), encoding="utf-8", errors="backslashreplace", newline=""
    )


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    data = stream.buffer.getvalue()  # type: ignore[attr-defined]
    return "" if data[:4] in (b"PK\x03\x04", b"%PDF") else str(data.decode())


LINES = """
duties --unit 公安局
duties -d 昆区 --measure 渣土 --role lead --phase respond
duties --level 橙 --format json
duties --text 停课 -f csv
activate --level 橙 -d kunqu --unit 教育局
activate -l 红 --from 橙 --changes --format md --decide dust.sites=hold
activate --lift --from 橙 --format text
gaps -d 昆区 --exit-zero --kind unled,uncovered
gaps --level 橙 --format html --today 2026-12-01
compare kunqu kunqu
assess --aqi 160,170,210 --from 2026-12-01
assess --pm25 80,150 --province 内蒙古
explain T305
levels --format json
units -d 昆区 --format csv
measures --measure 渣土
measures --level 黄
schema facts
notice start -d kunqu -l 橙 --start 2026-12-01T20:00 --until 2026-12-03 --number 1 -f text
notice lift -d kunqu -l 黄 --short --issued 12月1日8时
notice 升级 --facts FILE -d kunqu
notice lift --previous FILE -f text
checklist --level 橙 -d 昆区 --unit 教育局
lint FILE
lint FILE --format json --select T,R --ignore R308
lint FILE --statistics
duties --registries FILE
import FILE
import FILE --id beiqu --explain
import FILE --name 北区 --section 职责
import - --update registries/kunqu.yaml
diff registries/kunqu.yaml FILE
assess FILE
incident import FILE
incident import FILE --slot 初报
incident verify FILE
incident status --now 2026-12-01T20:00
incident status --format json
incident list
incident log
incident overdue --now 12-02
incident export
desk -d kunqu
templates
"""
ACTS = {
    "open",
    "issue",
    "receipt",
    "report",
    "note",
    "merge",
    "close",
    "export",
    "backup",
    "status",
    "log",
    "verify",
    "import",
    "list",
    "overdue",
}
COMMANDS = {
    *(
        "duties",
        "activate",
        "gaps",
        "compare",
        "assess",
        "explain",
        "levels",
        "units",
        "measures",
        "schema",
        "notice",
    ),
    *("checklist", "lint", "import", "diff", "incident", "desk", "templates"),
}


def _lines_seeds() -> list[bytes]:
    contents = {
        "lint": _registries(),
        "import": _texts(),
        "notice": _facts_seeds(),
        "diff": _registries(),
        "verify": _ledgers(),
    }
    contents |= {
        "incident": _answer_texts(),
        "assess": [b"date,aqi\n2026-12-01,160\n2026-12-02,210\n"],
        "duties": _registries(),
    }
    seeds = []
    for line in LINES.strip().splitlines():
        words = shlex.split(line)
        key = "verify" if "verify" in words else words[0]
        given = contents.get(key, [b""])[0] if "FILE" in words or "-" in words else b""
        seeds.append("\0".join(words).encode() + b"\n" + given)
    return seeds


VALUES = (
    *(
        "",
        " ",
        "-",
        "--",
        "=",
        "橙",
        "red",
        "0",
        "-1",
        "99999999999999999999",
        "2026-02-30",
        "2026-12-01T25:00",
        "\x1b[31m",
        "\u202e",
        "１",
    ),
    *(
        "a" * 5000,
        "\udcff",
        "\ud800",
        "\n",
        "%s",
        "{0}",
        "*",
        "[",
        "(?",
        "\\",
        "'",
        '"',
        "昆区",
        "json",
        "html",
        "csv",
        "md",
        "text",
        "table",
    ),
    *(
        "--format",
        "-f",
        "-d",
        "-l",
        "--level",
        "--unit",
        "--measure",
        "--kind",
        "--today",
        "--help",
        "--lift",
        "--from",
        "--no-cache",
    ),
    *(
        "--decide",
        "--changes",
        "--by",
        "--select",
        "--explain",
        "--now",
        "-i",
        "--drill",
        "FILE",
        ".",
        "..",
        "国",
        "Ⅱ级",
        "\u2028",
        "\ufeff",
    ),
)


def _worded(data: bytes, seeds: Sequence[bytes], chance: Chance) -> bytes:
    """A command line, or the file that it names, changed."""
    line, _, given = data.partition(b"\n")
    if given and chance.random() < 0.5:
        return line + b"\n" + mutated(given, seeds, chance)
    words = line.split(b"\0")
    other = chance.choice(seeds).partition(b"\n")[0].split(b"\0")
    for _ in range(1 << chance.randrange(3)):
        at = chance.randrange(1, len(words) + 1)
        word = chance.choice(VALUES).encode("utf-8", "surrogatepass")
        match chance.randrange(5):
            case 0:
                words[at:at] = [word]
            case 1:
                words[at : at + 1] = [word]
            case 2:
                words[at:at] = other[-chance.randrange(1, 3) :]
            case 3:
                del words[at : at + 1]
            case _:
                old = words[at - 1] if at > 1 else word
                words[at : at + 1] = [mutated(old, [word], chance)[:300]]
    return b"\0".join(words).replace(b"\n", b" ") + b"\n" + given


def _command(data: bytes) -> str:
    """The law of the command line: an exit code of 0, 1, 2, and no hostile character on either stream."""
    line, _, given = data.partition(b"\n")
    words = [word.decode("utf-8", "surrogateescape") for word in line.split(b"\0")]
    if not _is_harmless(words):
        return "not run"
    path = place() / "office" / "f"
    path.write_bytes(given)
    words = ["f" if word == "FILE" else word for word in words]
    try:
        code, out, err = _called(words, given)
    finally:
        _swept(place() / "office")
    if code not in (0, 1, 2):
        raise Broken(f"exit code {code}")
    if "内部错误" in err:
        raise Broken(err)
    _clean(err)
    # what csv and draft hold may be any text of the file itself, as the readers' own law says
    _clean(out)
    return f"{words[0]} {code} {outcome(err.partition(chr(10))[0])}"


def _is_harmless(words: Sequence[str]) -> bool:
    """Whether a command line reads only, ends by itself, and stays in the folder."""
    if words[0] not in COMMANDS:
        return False
    if words[0] == "incident" and (
        len(words) < 2
        or words[1]
        not in {"import", "verify", "status", "list", "log", "overdue", "export"}
    ):
        return False
    harmful = (
        "--watch",
        "--confirm",
        "--new",
        "--fix",
        "--into",
        "-o",
        "--output",
        "--save-facts",
        "--note",
        "--open",
        "--templates",
        "--ledger",
    )
    for word in words[1:]:
        if word.startswith(harmful) or word.startswith(("/", "~")) or ".." in word:
            return False
        if re.match("-[a-zA-Z]*o", word) or "=/" in word or "postgres" in word:
            return False
    return True


def _swept(folder: Path) -> None:
    """What a command left beside what was there goes."""
    import shutil

    for path in folder.iterdir():
        if path.name in ("registries", "ledger", "f"):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


TARGETS = {
    target.name: target
    for target in (
        Target("txt", _texts, _import),
        Target("html", _pages, _import_page),
        Target("docx", _words, _import, rezipped),
        Target("xlsx", _sheets, _import, rezipped, 0.8),
        Target("pdf", _pdfs, _import, share=0.02),
        Target("foreign", _foreign, _import, share=0.3),
        Target("lint", _registries, _lint, share=1.5),
        Target("facts", _facts_seeds, _facts, share=12),
        Target("template", _templates, _template, share=4),
        Target("render", _templates, _rendered, share=0.03),
        Target("answers", _answer_texts, _answers, share=4),
        Target("answers-xlsx", _answer_books, _answers, rezipped, 4),
        Target("ledger", _ledgers, _lines, share=40),
        Target("events", _events_seeds, _events, jumbled),
        Target("command", _lines_seeds, _command, _worded, 0.3),
    )
}
"""By name."""
