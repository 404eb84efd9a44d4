"""What a check of the ledger found."""

from smogctl.incident.verifying import MOST, Checked, Fault
from smogctl.values.report import Block, Heading, Line, Report, Table


def verified_report(checked: Checked, name: str) -> Report:
    """How much was looked at, and what is wrong."""
    lines = [f"{checked.events} 条，来自 {checked.origins} 份台账。"]
    lines += [fault_said(one) for one in checked.faults]
    if len(checked.faults) >= MOST:
        lines.append(f"只列前 {MOST} 处。")
    if not any(one.grave for one in checked.faults):
        lines.append("没有发现被改、删、截断或分叉。")
    lines += [f"末条：{tip.origin} 第{tip.seq}条 {tip.hash}" for tip in checked.tips]
    data = {
        "format": "smogctl.verified/1",
        "events": checked.events,
        "origins": checked.origins,
        "faults": [one._asdict() for one in checked.faults],
        "tips": [one._asdict() for one in checked.tips],
    }
    rows = tuple((one.origin, str(one.seq), one.said) for one in checked.faults)
    blocks: list[Block] = [Heading(f"校验台账 {name}"), *(Line(one) for one in lines)]
    return Report(data, tuple(blocks), Table(("台账", "序号", "问题"), rows))


def fault_said(fault: Fault) -> str:
    """A fault in a line."""
    where = f"{fault.origin} 第{fault.seq}条：" if fault.origin else ""
    return f"{'！' if fault.grave else '提示：'}{where}{fault.said}"
