"""Output formats, one file each, found by name: `render(report, surface) -> str`, ending with a line break.

One whose answers may be long has `pieces(report, surface)` besides, which gives the same bit by bit.

Each is the one door out for its kind of text: what is hostile there is escaped there.
"""

from collections.abc import Iterator
from importlib import import_module

from smogctl.formats import findings
from smogctl.system.shipped import parts_of
from smogctl.values.report import Report, Surface


def names() -> list[str]:
    """The formats that there are."""
    return parts_of("formats")


def pieces(name: str, report: Report, surface: Surface) -> Iterator[str]:
    """A report in a format, a piece at a time where it can be long; only that format's module is imported."""
    if name in names():
        module = import_module(f"{__name__}.{name}")
    else:
        module = import_module(f"{findings.__name__}.{name}")
    if hasattr(module, "pieces"):
        yield from module.pieces(report, surface)
    else:
        yield module.render(report, surface)


def render(name: str, report: Report, surface: Surface) -> str:
    """The same in one piece."""
    return "".join(pieces(name, report, surface))
