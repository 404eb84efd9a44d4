"""The rules of lint, found by their folder, and the choice among them."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Protocol, cast

from smogctl.lint import rules
from smogctl.lint.subject import Fault, Subject
from smogctl.system.shipped import parts_of
from smogctl.values.findings import Severity


class Rule(Protocol):
    """A module of `rules/`: its docstring is its documentation."""

    CODE: str
    SEVERITY: Severity

    def check(self, subject: "Subject") -> Iterator[Fault]:
        """The faults of one file."""
        ...


def all_rules() -> list[Rule]:
    """The rules, by code."""
    found = [cast(Rule, import_module(f"{rules.__name__}.{name}")) for name in parts_of(rules)]
    return sorted(found, key=lambda rule: rule.CODE)


def choose(select: Sequence[str], ignore: Sequence[str]) -> list[Rule]:
    """The rules whose code begins with one of `select` (all, where it is empty) and with none of `ignore`."""
    return [
        rule
        for rule in all_rules()
        if (not select or rule.CODE.startswith(tuple(select)))
        and not rule.CODE.startswith(tuple(ignore) or ("!",))
    ]
