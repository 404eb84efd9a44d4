"""What the catalogue knows of a measure, and what binds it in one plan: for people."""

from collections.abc import Iterator, Mapping

from smogctl.plan.measures import Evidence, Measure, Part, Stage, Texts
from smogctl.plan.registry import Registry
from smogctl.values.report import Block, Heading, Line
from smogctl.values.vocabulary import AFTERS, COLOURS, NEEDS, Colour


def measure_blocks(
    measure: Measure, texts: Texts, registry: Registry
) -> Iterator[Block]:
    """What the catalogue has of a measure, with the evidence, and what the plan orders of it."""
    yield Heading(f"目录：{measure.name}（{measure.id}）", 2)
    lines = (*measure_lines(measure, texts), *_in_plan(measure, registry))
    yield from map(Line, lines)


def measure_lines(measure: Measure, texts: Texts) -> Iterator[str]:
    """What the catalogue has of a measure: start, stages, conditions, parts, a line each."""
    start = "不限级别"
    if measure.starts:
        start = f"通常自{COLOURS[measure.starts]}起"
    why = _evidence_said(measure.evidence, texts)
    if measure.why:
        why += f"{measure.why}。"
    yield f"起始：{start}。{why}"
    for province in measure.starts_in:
        yield f"{province.within}：自{COLOURS[province.level]}起。{province.evidence}"
    if measure.stages:
        yield f"随级别：{_stages_said(measure.stages)}。"
    if measure.conditions:
        yield f"条件：{'；'.join(measure.conditions)}。"
    yield f"解除后：{AFTERS[measure.after]}。需要：{NEEDS[measure.need]}。"
    for part in measure.parts:
        yield f"部分：{part.name}{part_said(part)}。"
    if measure.advice:
        advice = []
        for level, text in measure.advice.items():
            advice.append(f"{COLOURS[level]}：{text}")
        yield f"公众提示：{'；'.join(advice)}。"


def _evidence_said(evidence: Evidence | None, texts: Texts) -> str:
    if evidence is None:
        return "没有按级别的统计。"
    counts = (
        f"黄色 {evidence.yellow}/{texts.yellow}",
        f"橙色 {evidence.orange}/{texts.orange}",
        f"红色 {evidence.red}/{texts.red}",
        f"其他 {evidence.other}/{texts.other}",
    )
    return f"依据：写到它的公告和预案 {'，'.join(counts)} 篇。"


def _stages_said(stages: Mapping[Colour, Stage]) -> str:
    parts = []
    for level, stage in stages.items():
        parts.append(f"{COLOURS[level]} {stage.shown}")
    return "；".join(parts)


def part_said(part: Part) -> str:
    """What of a part differs from its measure, in brackets; empty where nothing does."""
    differs = []
    if part.starts:
        differs.append(f"自{COLOURS[part.starts]}起")
    if part.stages:
        differs.append(_stages_said(part.stages))
    if part.after:
        differs.append(f"解除后{AFTERS[part.after]}")
    if part.need:
        differs.append(NEEDS[part.need])
    if not differs:
        return ""
    return f"（{'；'.join(differs)}）"


def _in_plan(measure: Measure, registry: Registry) -> Iterator[str]:
    """What the plan's response chapter and a higher plan say of a measure."""
    for response in registry.responses:
        if any(ordered.measure == measure.id for ordered in response.measures):
            yield f"响应措施：{COLOURS[response.level]} {response.text}（{response.id}）"
    for upper in registry.upper:
        if upper.measure == measure.id:
            yield f"上级预案：自{COLOURS[upper.starts]}起（{upper.source}）"
