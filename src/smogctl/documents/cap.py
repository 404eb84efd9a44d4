"""CAP 1.2 messages (OASIS) of start, upgrade, downgrade, lift and public notices.

The event code 11B29 is that of 重污染 in two published lists of the national warning events; severity by colour as the
largest Chinese weather service maps it. Times are Beijing time, +08:00.
"""

from typing import NamedTuple
from xml.etree import ElementTree as ET

from smogctl.documents.facts import Facts
from smogctl.documents.times import Moment
from smogctl.plan.registry import Registry
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal
from smogctl.values.vocabulary import COLOURS

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
KINDS = ("start", "upgrade", "downgrade", "lift", "public")
_TYPES = {
    "start": "Alert",
    "public": "Alert",
    "upgrade": "Update",
    "downgrade": "Update",
    "lift": "Cancel",
}
_SEVERITY = {"blue": "Minor", "yellow": "Moderate", "orange": "Severe", "red": "Extreme"}


class Message(NamedTuple):
    """What the message says in words."""

    headline: str
    description: str
    instruction: str


def identifier(facts: Facts, registry: Registry) -> str | None:
    """The message's identifier, the same for the same notice; None where it was never dated."""
    if facts.kind not in KINDS or facts.issued is None or not facts.issued.exact:
        return None
    place = registry.district.adcode or registry.district.id
    return f"{place}-{facts.issued.at:%Y%m%d%H%M}-{facts.kind}-{facts.level or 'none'}"


def sender_of(facts: Facts, registry: Registry) -> str:
    """Who sends: as the facts say, else the district's code; CAP allows no blank, comma, < or & in it."""
    return facts.sender or f"CN-{registry.district.adcode or registry.district.id}"


def write(facts: Facts, registry: Registry, message: Message) -> bytes:
    """The message. Raises Refusal where CAP asks for a fact that is not known."""
    if facts.kind not in KINDS:
        raise Refusal(f"CAP 只用于 {'、'.join(KINDS)}。")
    name = identifier(facts, registry)
    if facts.kind == "public" and facts.previous and facts.previous.kind not in (None, "start"):
        raise Refusal(
            "公告的 CAP 只用于启动；升级、降级、解除的 CAP 用 notice upgrade、downgrade、lift。"
        )
    if name is None or facts.issued is None:
        raise Refusal("CAP 必须有发布时间：请用 --issued 2026-12-01T00:00。")
    if facts.level is None:
        raise Refusal("CAP 必须有级别：请用 --level。")
    ET.register_namespace("", NAMESPACE)
    alert = ET.Element(f"{{{NAMESPACE}}}alert")
    mark = "【演练】" if facts.drill else ""
    _add(alert, "identifier", name)
    _add(alert, "sender", sender_of(facts, registry))
    _add(alert, "sent", _time(facts.issued))
    _add(alert, "status", "Exercise" if facts.drill else "Actual")
    _add(alert, "msgType", _TYPES[facts.kind])
    _add(alert, "scope", "Public")
    if facts.drill:
        _add(alert, "note", "应急演练，不是真实预警。")
    _references(alert, facts, registry)
    info = ET.SubElement(alert, f"{{{NAMESPACE}}}info")
    _info(
        info,
        facts,
        registry,
        message._replace(headline=mark + message.headline, description=mark + message.description),
    )
    ET.indent(alert)
    text: bytes = ET.tostring(alert, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _references(alert: ET.Element, facts: Facts, registry: Registry) -> None:
    before = facts.previous
    if before and before.identifier and before.issued:
        from smogctl.documents.times import moment

        sent = _time(moment(before.issued, "上一份通知的发布时间"))
        _add(
            alert,
            "references",
            f"{before.sender or sender_of(facts, registry)},{before.identifier},{sent}",
        )
    elif _TYPES[facts.kind] != "Alert":
        lacks = (
            "那份文件里没有报文编号，写它时没有 --issued"
            if before
            else "请用 --previous 给出上一份通知的事实文件"
        )
        raise Refusal(f"CAP 的更新和取消要引用原来的报文：{lacks}。")


def _info(info: ET.Element, facts: Facts, registry: Registry, message: Message) -> None:
    level, lifted = facts.level, facts.kind == "lift"
    assert facts.issued
    assert level
    later = facts.start is not None and facts.start.at > facts.issued.at
    _add(info, "language", "zh-CN")
    _add(info, "category", "Env")
    _add(info, "event", "重污染天气")
    _add(info, "responseType", "AllClear" if lifted else "Execute")
    _add(info, "urgency", "Past" if lifted else "Expected" if later else "Immediate")
    _add(info, "severity", _SEVERITY[level])
    _add(info, "certainty", "Likely")
    _pair(info, "eventCode", "11B", "11B29")
    _add(info, "effective", _time(facts.issued))
    if facts.start and facts.start.exact:
        _add(info, "onset", _time(facts.start))
    if facts.until and facts.until.exact:
        _add(info, "expires", _time(facts.until))
    if facts.office:
        _add(info, "senderName", facts.office)
    _add(info, "headline", message.headline)
    _add(info, "description", message.description)
    if message.instruction:
        _add(info, "instruction", message.instruction)
    if contact := "　".join(part for part in (facts.contact, facts.phone) if part):
        _add(info, "contact", contact)
    response = registry.level(level)
    _pair(info, "parameter", "colour", COLOURS[level])
    if response:
        _pair(info, "parameter", "response", response.response)
    area = ET.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(area, "areaDesc", f"{registry.district.within or ''}{registry.district.name}")
    if registry.district.adcode:
        _pair(area, "geocode", "GB/T 2260", registry.district.adcode)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = "\n".join(map(visible, text.split("\n")))


def _pair(parent: ET.Element, name: str, key: str, value: str) -> None:
    pair = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    _add(pair, "valueName", key)
    _add(pair, "value", value)


def _time(when: Moment) -> str:
    """With the zone as CAP wants it: +08:00, never Z."""
    return f"{when.at:%Y-%m-%dT%H:%M:%S}+08:00"
