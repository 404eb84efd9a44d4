"""What a killed writing of several files left to be completed, looked for before a folder is read."""

import os

NOTE = ".smogctl.act"
"""The file in a folder that says what an act was about to place; see writing/notes.py."""


def complete_in(folder: str) -> None:
    """Complete in a folder what an act was about to place there when it was killed.

    Raises Refusal where that cannot be done: what stands there then is half old and half new.
    """
    if not os.path.lexists(os.path.join(folder, NOTE)):  # noqa: PTH118 - thousands in a run
        return
    from pathlib import Path

    from smogctl.system.writing.notes import complete

    complete(Path(folder))
