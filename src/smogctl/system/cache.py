"""Where smogctl keeps what it may forget, and the key that seals some of it."""

import os
import sys
from pathlib import Path

from smogctl.system.platform import cache_home, state_home


def cache_folder() -> Path | None:
    """The user's cache folder for smogctl.

    `$SMOGCTL_CACHE` names another. None where there is no home for one.
    """
    if named := os.environ.get("SMOGCTL_CACHE"):
        return Path(named).expanduser()
    home = cache_home()
    if home is None:
        return None
    return home / "smogctl" / "Cache" if sys.platform == "win32" else home / "smogctl"


def state_folder() -> Path | None:
    """The user's folder for what programs keep to themselves, never the cache's own.

    None where there is no home for one.
    """
    home = state_home()
    if home is None:
        return None
    return home / "smogctl" / "State" if sys.platform == "win32" else home / "smogctl"
