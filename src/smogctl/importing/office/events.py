"""The XML of office files read as a stream of events, so that no depth, size or entity can hurt."""

from collections.abc import Callable
from functools import lru_cache
from xml.parsers import expat

from smogctl.values.findings import Refusal

Attributes = dict[str, str]


class Events:
    """What takes something out of a part; by itself it takes nothing."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """Characters."""


def parse_xml(
    xml: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for each element and text; names and attributes come without their namespaces.

    Raises Refusal for what is no XML, and for a DOCTYPE: such files have none.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    # a sheet says the same few names a million times
    plain = lru_cache(maxsize=1024)(_plain)
    parser.StartElementHandler = lambda tag, attributes: start(
        plain(tag), {plain(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = (lambda tag: end(plain(tag))) if end else None
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # the latter two for an encoding that Python does not know, or that expat cannot take
        raise Refusal(
            "这个文件的正文不是合格的 XML，没有读。请用 Office 或 WPS 打开另存再试。"
        ) from error


def _plain(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


def _refuse_doctype(*_: object) -> None:
    raise Refusal(
        "这个文件的正文里有 DOCTYPE，正常的 Office 文件没有，没有读。请确认来源。"
    )
