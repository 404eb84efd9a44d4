"""The reader and lint: findings, in place, the same by both parsers; what is clean can be asked."""

import re
from pathlib import Path
from typing import Any

from fuzzing.seeds import files
from fuzzing.target import Broken, Target


def registries() -> list[bytes]:
    """Small registries, with all that they can have, and a desk."""
    pieces = []
    for data in files("registries/*.yaml", "cases/chapter/*.yaml"):
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
    return [*[REGISTRY.encode()] * 4, *pieces, *desks]


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
  - {id: police, name: 区公安局, kind: department, acts_as: education, duties: [{id: police-1, text: 限行, reports_to: [city]}]}
"""


REGISTRY = f"{REGISTRY_HEAD}{REGISTRY_UNITS}"
"""One without an error, so that it is asked."""


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
    # no neighbours, no source
    findings = lint(subject, choose((), ("R308", "T309")))
    lines = len(re.split(b"\r\n|\r|\n", data))
    for finding in findings:
        if not 1 <= finding.line <= lines or finding.column < 1:
            raise Broken(
                f"{finding.code} stands at {finding.line}:{finding.column} of {lines} lines"
            )
    errors = [finding for finding in findings if finding.severity == "error"]
    if not errors and type(subject) is Subject:
        asked(subject)
    return " ".join(sorted({finding.code for finding in findings}))


def asked(subject: Any) -> None:
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


TARGETS = (Target("lint", registries, _lint, share=1.5),)
