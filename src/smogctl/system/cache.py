"""Where smogctl keeps what it may forget, and the key that seals some of it."""

import os
import sys
from pathlib import Path

from smogctl.system.platform import as_named, cache_home, state_home


def cache_folder() -> Path | None:
    """The user's cache folder for smogctl.

    `$SMOGCTL_CACHE` names another. None where there is no home for one.
    """
    named = os.environ.get("SMOGCTL_CACHE")
    if named:
        return as_named(named)
    return _below(cache_home(), "Cache")


def state_folder() -> Path | None:
    """The user's folder for what programs keep to themselves, never the cache's own.

    None where there is no home for one.
    """
    return _below(state_home(), "State")


def _below(home: Path | None, purpose: str) -> Path | None:
    """Our folder in the one of all programs; Windows has one home for every purpose."""
    if home is None:
        return None
    if sys.platform == "win32":
        return home / "smogctl" / purpose
    return home / "smogctl"
