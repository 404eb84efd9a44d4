"""Facts files: facts, or findings with their places."""

from fuzzing.target import Broken, Target


def facts_seeds() -> list[bytes]:
    """Good facts files."""
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


TARGETS = (Target("facts", facts_seeds, _facts, share=12),)
