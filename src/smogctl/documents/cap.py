"""A CAP 1.2 message (OASIS) as XML: of a notice's facts, with what it says in words.

The event code 11B29 is that of 重污染 in two published lists of the national warning events; severity
by colour as the largest Chinese weather service maps it. Times are Beijing time, +08:00.
"""

from typing import NamedTuple
from xml.etree import ElementTree as ET

from smogctl.documents.chain import Previous
from smogctl.documents.facts import Facts, option_of
from smogctl.documents.kind import CapType
from smogctl.plan.registry import Registry
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal
from smogctl.values.moment import Moment
from smogctl.values.vocabulary import COLOURS, Colour

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
_SEVERITY = {
    "blue": "Minor",
    "yellow": "Moderate",
    "orange": "Severe",
    "red": "Extreme",
}


class Message(NamedTuple):
    """What the message holds that CAP asks for and facts may lack, and what it says in words."""

    cap_type: CapType
    identifier: str
    sender: str
    issued: Moment
    level: Colour
    headline: str
    description: str
    instruction: str


def message_xml(facts: Facts, registry: Registry, message: Message) -> bytes:
    """The message.

    Raises Refusal for an update or an end of which it is not known what it refers to.
    """
    ET.register_namespace("", NAMESPACE)
    alert = ET.Element(f"{{{NAMESPACE}}}alert")
    _add(alert, "identifier", message.identifier)
    _add(alert, "sender", message.sender)
    _add(alert, "sent", _time(message.issued))
    status = "Actual"
    if facts.drill:
        status = "Exercise"
    _add(alert, "status", status)
    _add(alert, "msgType", message.cap_type)
    _add(alert, "scope", "Public")
    if facts.drill:
        _add(alert, "note", "应急演练，不是真实预警。")
    _references(alert, facts, message)
    info = ET.SubElement(alert, f"{{{NAMESPACE}}}info")
    _event(info, facts, message)
    _times(info, facts, message)
    _words(info, facts, message)
    _level(info, registry, message.level)
    _area(info, registry)
    ET.indent(alert)
    text: bytes = ET.tostring(alert, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _references(alert: ET.Element, facts: Facts, message: Message) -> None:
    references = []
    for before in facts.chain:
        match before:
            case Previous(identifier=str(name), issued=Moment() as issued):
                sender = message.sender
                if before.sender:
                    sender = before.sender
                references.append(f"{sender},{name},{_time(issued)}")
    if message.cap_type != "Cancel":
        # an end takes back all that was said of the episode, an update the last of it
        references = references[-1:]
    if references:
        _add(alert, "references", " ".join(references))
        return
    if message.cap_type == "Alert":
        return
    lacks = f"请用 {option_of('previous')} 给出上一份通知的事实文件"
    if facts.chain:
        lacks = f"那份文件里没有报文编号，写它时没有 {option_of('issued')}"
    raise Refusal(f"CAP 的更新和取消要引用原来的报文：{lacks}。")


_EVENT_CODES = "国家突发事件预警信息发布系统事件类型编码"
"""The list that 11B29 is of."""


def _event(info: ET.Element, facts: Facts, message: Message) -> None:
    _add(info, "language", "zh-CN")
    _add(info, "category", "Env")
    _add(info, "event", "重污染天气")
    response = "Execute"
    if facts.kind.ends:
        response = "AllClear"
    _add(info, "responseType", response)
    _add(info, "urgency", _urgency(facts, message))
    _add(info, "severity", _SEVERITY[message.level])
    _add(info, "certainty", "Likely")
    _pair(info, "eventCode", _EVENT_CODES, "11B29")


def _urgency(facts: Facts, message: Message) -> str:
    if facts.kind.ends:
        return "Past"
    start = facts.start or message.issued
    if start.at > message.issued.at:
        return "Expected"
    return "Immediate"


def _times(info: ET.Element, facts: Facts, message: Message) -> None:
    _add(info, "effective", _time(message.issued))
    for name, when in (("onset", facts.start), ("expires", facts.until)):
        match when:
            case Moment(exact=True):
                _add(info, name, _time(when))


def _words(info: ET.Element, facts: Facts, message: Message) -> None:
    mark = "【演练】" if facts.drill else ""
    if facts.office:
        _add(info, "senderName", facts.office)
    _add(info, "headline", mark + message.headline)
    _add(info, "description", mark + message.description)
    if message.instruction:
        _add(info, "instruction", message.instruction)
    contact = "　".join(filter(None, (facts.contact, facts.phone)))
    if contact:
        _add(info, "contact", contact)


def _level(info: ET.Element, registry: Registry, colour: Colour) -> None:
    _pair(info, "parameter", "colour", COLOURS[colour])
    level = registry.level(colour)
    if level:
        _pair(info, "parameter", "response", level.response)


def _area(info: ET.Element, registry: Registry) -> None:
    district = registry.district
    area = ET.SubElement(info, f"{{{NAMESPACE}}}area")
    _add(area, "areaDesc", f"{district.within or ''}{district.name}")
    if district.adcode:
        # to the village, as the warning systems write it
        _pair(area, "geocode", "GB/T 2260", district.adcode.ljust(12, "0"))


def _add(parent: ET.Element, name: str, text: str) -> None:
    lines = map(visible, text.split("\n"))
    ET.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = "\n".join(lines)


def _pair(parent: ET.Element, name: str, key: str, value: str) -> None:
    pair = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    _add(pair, "valueName", key)
    _add(pair, "value", value)


def _time(when: Moment) -> str:
    """With the zone as CAP wants it: +08:00, never Z."""
    return f"{when.at:%Y-%m-%dT%H:%M:%S}+08:00"
