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
    yield from (Line(line) for line in lines)


def measure_lines(measure: Measure, texts: Texts) -> Iterator[str]:
    """What the catalogue has of a measure: start, stages, conditions, parts, a line each."""
    start = f"通常自{COLOURS[measure.starts]}起" if measure.starts else "不限级别"
    why = f"{measure.why}。" if measure.why else ""
    yield f"起始：{start}。{_evidence_said(measure.evidence, texts)}{why}"
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
        advice = "；".join(
            f"{COLOURS[level]}：{text}" for level, text in measure.advice.items()
        )
        yield f"公众提示：{advice}。"


def _evidence_said(evidence: Evidence | None, texts: Texts) -> str:
    if evidence is None:
        return "没有按级别的统计。"
    counts = {
        "黄色": (evidence.yellow, texts.yellow),
        "橙色": (evidence.orange, texts.orange),
        "红色": (evidence.red, texts.red),
        "其他": (evidence.other, texts.other),
    }
    named = "，".join(
        f"{name} {count}/{total}" for name, (count, total) in counts.items()
    )
    return f"依据：写到它的公告和预案 {named} 篇。"


def _stages_said(stages: Mapping[Colour, Stage]) -> str:
    return "；".join(
        f"{COLOURS[level]} {stage.shown}" for level, stage in stages.items()
    )


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
    return f"（{'；'.join(differs)}）" if differs else ""


def _in_plan(measure: Measure, registry: Registry) -> Iterator[str]:
    """What the plan's response chapter and a higher plan say of a measure."""
    for response in registry.responses:
        if any(ordered.measure == measure.id for ordered in response.measures):
            yield f"响应措施：{COLOURS[response.level]} {response.text}（{response.id}）"
    for upper in registry.upper:
        if upper.measure == measure.id:
            yield f"上级预案：自{COLOURS[upper.starts]}起（{upper.source}）"
