"""A workbook's XML parts, read as events within one budget for all of them."""

from smogctl.importing.office.events import Attributes, Events, parse_xml
from smogctl.importing.office.package import Package
from smogctl.values.findings import Refusal

_MOST_ELEMENTS = 1_500_000
"""Of all parts together: some seconds."""


class Parts:
    """The parts of a package, and how much of them has been read."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._count = 0

    def read(self, part: str, into: Events) -> None:
        """Read a part, if there is one. Raises Refusal where all together are too much."""
        xml = self._package.optional(part)
        if xml is None:
            return

        def start(name: str, attributes: Attributes) -> None:
            self._count += 1
            if self._count > _MOST_ELEMENTS:
                raise Refusal(
                    "表里的空行、空格子太多，没有读。请把有名单的那些行复制到新表里再试。"
                )
            into.start(name, attributes)

        parse_xml(xml, start, into.end, into.text)
