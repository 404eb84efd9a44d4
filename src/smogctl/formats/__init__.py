"""Output formats, one file each, found by name: `render(report, surface) -> str`, ending with a
line break.

One whose answers may be long has `pieces(report, surface)` besides, which gives the same bit by
bit. One that is no text gives bytes; it is called like the document writer of the same medium.

Each is the one door out for its kind of text: what is hostile there is escaped there.
"""

from collections.abc import Iterable
from importlib import import_module

from smogctl.formats import findings
from smogctl.system.shipped import parts_of
from smogctl.values.report import Report, Surface


def names() -> list[str]:
    """The formats that there are."""
    return parts_of("formats")


def render(name: str, report: Report, surface: Surface) -> bytes | Iterable[str]:
    """A report in a format: text in pieces, or bytes; only that format's module is imported."""
    if name in names():
        module = import_module(f"{__name__}.{name}")
    else:
        module = import_module(f"{findings.__name__}.{name}")
    if hasattr(module, "pieces"):
        pieces: Iterable[str] = module.pieces(report, surface)
        return pieces
    made: str | bytes = module.render(report, surface)
    if isinstance(made, bytes):
        return made
    return [made]


def render_text(name: str, report: Report, surface: Surface) -> str:
    """A report in a format that is text, in one piece."""
    made = render(name, report, surface)
    assert not isinstance(made, bytes)
    return "".join(made)
