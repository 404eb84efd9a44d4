"""A table as one test: each of its rows is tried, and all that fail are told. Thousands of rows cost no more than that."""

from collections.abc import Callable, Collection, Iterable
from typing import Any


def each(
    names: str | tuple[str, ...], rows: Iterable[Any], ids: Collection[str] = ()
) -> Callable[[Callable[..., None]], Callable[[], None]]:
    """As `pytest.mark.parametrize`, but one test for all of the rows."""
    del ids  # a row is told by itself
    table = list(rows)
    assert table
    is_single = isinstance(names, str) and "," not in names

    def of_all(test: Callable[..., None]) -> Callable[[], None]:
        def tried() -> None:
            wrong: list[str] = []
            for row in table:
                try:
                    test(row) if is_single else test(*row)
                except AssertionError as error:
                    wrong.append(f"{row!r}: {error}")
            assert not wrong, "\n\n".join(wrong)

        tried.__name__, tried.__doc__ = test.__name__, test.__doc__
        return tried

    return of_all
