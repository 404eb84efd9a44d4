"""How a page is laid out where its lines are no rows: one file a layout, found by this folder.

A layout has its `PLACE` among the others, which take the page one by one, and `laid(page)`.
It looks whether it is meant; where it is not, the page goes on as it is. No character is changed.
Only where lines have to change places is the text to be stored written anew, and that is said
(`layout_rows.rewritten`).
"""

from functools import lru_cache
from importlib import import_module
from operator import attrgetter
from typing import Protocol, cast

from smogctl.importing.pages import Page
from smogctl.system.shipped import parts_of


class Layout(Protocol):
    """A module of this folder: its docstring says what such a page looks like."""

    PLACE: int

    def laid(self, page: Page) -> Page:
        """The page as a reader means it, as far as this layout is concerned."""
        ...


def laid_out(page: Page) -> Page:
    """The page with rows as a reader means them, whatever its lines are.

    Raises Refusal where the installation lacks the folder.
    """
    for layout in _layouts():
        page = layout.laid(page)
    return page


@lru_cache(maxsize=1)
def _layouts() -> tuple[Layout, ...]:
    modules = (
        import_module(f"{__name__}.{name}") for name in parts_of("importing.layouts")
    )
    return tuple(
        cast(Layout, layout) for layout in sorted(modules, key=attrgetter("PLACE"))
    )
