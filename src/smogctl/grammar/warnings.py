"""What a clause does about a warning: release it, lift it, or propose that another does."""

from typing import NamedTuple

from smogctl.text.patterns import later

_PROPOSES = later("建议|提请")
_RELEASES = later("发布|启动")
_LIFTS = later("解除|终止")


class WarningActs(NamedTuple):
    """The acts that words name; a proposal may be about releasing, lifting or both."""

    proposes: bool = False
    releases: bool = False
    lifts: bool = False


def warning_acts(words: str) -> WarningActs:
    """The acts in the words that are about a warning."""
    return WarningActs(
        _PROPOSES.search(words) is not None,
        _RELEASES.search(words) is not None,
        _LIFTS.search(words) is not None,
    )
