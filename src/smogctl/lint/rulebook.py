"""The rules of lint, found by their folder, and the choice among them."""

from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from smogctl.lint import rules
from smogctl.system.shipped import parts_of
from smogctl.values.findings import Severity

if TYPE_CHECKING:  # heavy, and findings that are remembered need none
    from smogctl.lint.subject import Fault, Subject


class Rule(Protocol):
    """A module of `rules/`: its docstring is its documentation."""

    CODE: str
    SEVERITY: Severity

    def check(self, subject: "Subject") -> "Iterator[Fault]":
        """The faults of one file."""
        ...


def all_codes() -> list[str]:
    """The codes of the rules: what their files' names begin with. No rule is imported for it."""
    return sorted(map(_code, parts_of(rules)))


def _code(name: str) -> str:
    return name.partition("_")[0].upper()


def all_rules() -> list[Rule]:
    """The rules, by code."""
    return rules_of(all_codes())


def rules_of(codes: Collection[str]) -> list[Rule]:
    """The rules that have some codes, by code."""
    chosen = []
    for name in sorted(parts_of(rules)):
        if _code(name) in codes:
            module = import_module(f"{rules.__name__}.{name}")
            chosen.append(cast(Rule, module))
    return chosen


def choose_codes(select: Sequence[str], ignore: Sequence[str]) -> list[str]:
    """The codes that begin with one of `select` and with none of `ignore`.

    All are selected where `select` is empty.
    """
    selected = tuple(select) or ("",)
    ignored = tuple(ignore)
    codes = []
    for code in all_codes():
        if code.startswith(ignored):
            continue
        if code.startswith(selected):
            codes.append(code)
    return codes


def choose(select: Sequence[str], ignore: Sequence[str]) -> list[Rule]:
    """The rules whose codes are chosen so."""
    return rules_of(choose_codes(select, ignore))
