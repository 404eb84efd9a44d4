"""Output formats, one file each, found by name: `render(report, surface) -> str`, ending with a line break.

One that is no text gives bytes; it is called like the document writer of the same medium.

Each is the one door out for its kind of text: what is hostile there is escaped there.
"""

from importlib import import_module

from smogctl.formats import findings
from smogctl.system.shipped import parts_of
from smogctl.values.report import Report, Surface


def names() -> list[str]:
    """The formats that there are."""
    return parts_of("formats")


def render(name: str, report: Report, surface: Surface) -> str | bytes:
    """A report in a format; only that format's module is imported."""
    if name in names():
        module = import_module(f"{__name__}.{name}")
    else:
        module = import_module(f"{findings.__name__}.{name}")
    made: str | bytes = module.render(report, surface)
    return made


def render_text(name: str, report: Report, surface: Surface) -> str:
    """A report in a format that is text."""
    made = render(name, report, surface)
    assert isinstance(made, str)
    return made
