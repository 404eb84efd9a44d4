"""What a killed writing of several files left to be completed: looked for before a file is read."""

import os

from smogctl.system.files import ACT_NOTE


def complete_beside(path: os.PathLike[str] | str) -> None:
    """As `complete_in`, in the folder of a file that is to be read."""
    complete_in(os.path.dirname(path))  # noqa: PTH120 - thousands in a run


def complete_in(folder: str) -> None:
    """Complete in a folder what an act was about to place there when it was killed.

    Raises Refusal where that cannot be done: what stands there then is half old and half new.
    """
    if not os.path.lexists(os.path.join(folder, ACT_NOTE)):  # noqa: PTH118 - thousands in a run
        return
    from pathlib import Path

    from smogctl.system.writing.notes import complete

    complete(Path(folder))
