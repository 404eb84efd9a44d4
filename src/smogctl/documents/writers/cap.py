"""CAP 1.2, the message of a warning for machines and the public."""

from collections.abc import Iterator
from itertools import islice

from smogctl.documents.facts import Facts, option_of
from smogctl.documents.kind import Kind
from smogctl.documents.kinds import start, titles_of
from smogctl.documents.paper import BLANK, DRILL, Paper
from smogctl.documents.writer import Document, Format
from smogctl.plan.registry import Registry
from smogctl.values.findings import Refusal


def _serves(kind: Kind) -> bool:
    return kind.cap_type is not None


FORMAT = Format(70, ("xml",), message=True, serves=_serves)


def write(document: Document) -> bytes:
    """The message.

    Raises Refusal for a kind without one, and where CAP asks for a fact that is not known.
    """
    from smogctl.documents.cap import Message, message_xml

    facts, registry = document.facts, document.registry
    cap_type = facts.kind.cap_type
    if cap_type is None:
        raise Refusal(f"CAP 只用于{'、'.join(titles_of(_serves))}。")
    if _announces_change(facts):
        raise Refusal(
            "公告的 CAP 只用于启动；升级、降级、解除的 CAP 用 notice upgrade、downgrade、lift。"
        )
    name = identifier(facts, registry)
    issued = facts.issued
    if name is None or issued is None:
        raise Refusal(
            f"CAP 必须有发布时间：请用 {option_of('issued')} 2026-12-01T00:00。"
        )
    if facts.level is None:
        raise Refusal(f"CAP 必须有级别：请用 {option_of('level')}。")
    sentences = islice(_sentences(document.paper), _MOST_SENTENCES)
    instruction = ""
    if not facts.kind.ends:
        # what everybody should do, unless it is over
        for advice in document.data["advice"]:
            instruction += advice["said"]
    message = Message(
        cap_type,
        name,
        sender_of(facts, registry),
        issued,
        facts.level,
        headline=_headline(document),
        description="\n".join(sentences),
        instruction=instruction,
    )
    return message_xml(facts, registry, message)


_MOST_SENTENCES = 2
"""What is expected, and what is decided; the rest of a paper is the units' business."""
_HEADLINES = {
    "upgrade": "将重污染天气{origin}升级为{level}",
    "downgrade": "将重污染天气{origin}降级为{level}",
    "lift": "解除重污染天气{level}",
}


def _headline(document: Document) -> str:
    """What has happened, in a line: 江津区发布重污染天气橙色预警."""
    data = document.data
    pattern = _HEADLINES.get(document.facts.kind.name, "发布重污染天气{level}")
    event = pattern.format(origin=data["origin"]["name"], level=data["level"]["name"])
    return f"{data['district']['name']}{event}"


def _announces_change(facts: Facts) -> bool:
    """Whether it tells the public of a notice whose own message is an update or an end."""
    if not facts.kind.announces or facts.previous is None:
        return False
    return facts.previous.kind not in (None, start.KIND.name)


def identifier(facts: Facts, registry: Registry) -> str | None:
    """The message's identifier, the same for the same notice; None where it was never dated."""
    if not _serves(facts.kind):
        return None
    issued = facts.issued
    if issued is None:
        return None
    if not issued.exact:
        return None
    place = _code(registry)
    time = f"{issued.at:%Y%m%d%H%M}"
    level = facts.level or "none"
    return f"{place}-{time}-{facts.kind.name}-{level}"


def sender_of(facts: Facts, registry: Registry) -> str:
    """Who sends: as the facts say, else the district's code; CAP allows no blank, comma, < or & in
    it.
    """
    if facts.sender:
        return facts.sender
    return f"CN-{_code(registry)}"


def _code(registry: Registry) -> str:
    """What tells the district from others."""
    district = registry.district
    if district.adcode:
        return district.adcode
    return district.id


def _sentences(paper: Paper) -> Iterator[str]:
    """What the paper says before it comes to the units' business."""
    for part in paper.parts:
        if part.kind in ("h1", "sign"):
            return
        if part.kind != "p":
            continue
        # to machines and the public nothing goes out that is yet to fill in
        if BLANK in part.text:
            continue
        # and a drill is marked in CAP's own way
        if DRILL in part.text:
            continue
        yield part.text
