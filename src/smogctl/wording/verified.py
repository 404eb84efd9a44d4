"""What a check of the ledger found."""

from smogctl.incident.verifying import MOST, Checked, Fault
from smogctl.text.plain import clip
from smogctl.values.report import Block, Heading, Line, Report, Table


def verified_report(checked: Checked, name: str) -> Report:
    """How much was looked at, and what is wrong."""
    lines = [f"{checked.events} 条，来自 {checked.origins} 份台账。"]
    lines += map(fault_said, checked.faults)
    if len(checked.faults) >= MOST:
        lines.append(f"只列前 {MOST} 处。")
    if not any(fault.grave for fault in checked.faults):
        lines.append("没有发现被改、删、截断或分叉。")
    for tip in checked.tips:
        lines.append(f"末条：{clip(tip.origin)} 第{tip.seq}条 {tip.hash}")
    data = {
        "format": "smogctl.verified/1",
        "events": checked.events,
        "origins": checked.origins,
        "faults": [fault._asdict() for fault in checked.faults],
        "tips": [tip._asdict() for tip in checked.tips],
    }
    rows = []
    for fault in checked.faults:
        rows.append((fault.origin, str(fault.seq), fault.said))
    table = Table(("台账", "序号", "问题"), tuple(rows))
    blocks: list[Block] = [Heading(f"校验台账 {name}"), *map(Line, lines)]
    return Report(data, tuple(blocks), table)


def fault_said(fault: Fault) -> str:
    """A fault in a line."""
    text = "提示："
    if fault.grave:
        text = "！"
    if fault.origin:
        text += f"{clip(fault.origin)} 第{fault.seq}条："
    return f"{text}{fault.said}"
