"""Findings that reading, the schema and the index of ids have made already, as the rules that document them."""

from collections.abc import Callable, Iterator

from smogctl.linting import Fault, Subject


def of_loading(code: str) -> Callable[[Subject], Iterator[Fault]]:
    """The check of a rule whose findings come from loading the file."""

    def check(subject: Subject) -> Iterator[Fault]:
        """The findings of this code."""
        for one in subject.found:
            if one.code == code:
                yield Fault(one.message, place=(one.line, one.column))

    return check
