"""A registry file as loaded."""

from typing import NamedTuple

from smogctl.plan.registry import Registry
from smogctl.values.findings import Finding


class Loaded(NamedTuple):
    """A registry, or the findings that say why there is none."""

    file: str
    registry: Registry | None
    findings: tuple[Finding, ...] = ()
