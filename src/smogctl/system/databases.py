"""The file of a database: where it may lie, how it is made, what tells a copy from it."""

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

from smogctl.system.files import names_in, reason, shown_path
from smogctl.system.platform import machine_name, network_share
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal

_CONFLICT = re.compile("conflict|冲突", re.I)


def check_place(path: Path) -> None:
    """Raises Refusal where a database would not live long.

    A network share tears its locks; a synchronised folder has shown that it does, when it left a
    copy named for its conflict.
    """
    share = network_share(path.absolute().parent)
    if share:
        raise Refusal(
            f"台账 {visible(shown_path(path))} 在网络共享（{share}）上：那里的锁靠不住，会坏。"
            "请放在本机磁盘，多人共用请用 PostgreSQL。"
        )
    with suppress(OSError):
        stem = path.stem
        for name in names_in(path.parent):
            if name.startswith(stem) and name != path.name and _CONFLICT.search(name):
                raise Refusal(
                    f"台账旁边有同步软件留下的冲突副本 {visible(name)}：两份可能各有登记。"
                    f"先把它移到别的文件夹，再用 smogctl incident merge 并进来；台账不要放在同步文件夹里。"
                )


def prepared(path: Path) -> None:
    """An empty file that only its owner may read, and its folder, where they are missing.

    A new folder keeps its files out of git. Raises Refusal where they cannot be made.
    """
    try:
        make_folder(path.absolute().parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.close(handle)
    except OSError as error:
        raise Refusal(
            f"建不了台账 {visible(shown_path(path))}：{reason(error)}。"
        ) from error


def make_folder(folder: Path) -> None:
    """A folder for its owner only that keeps its files out of git, where it is missing.

    Raises Refusal where it cannot be made.
    """
    if folder.exists():
        return
    from smogctl.system.writing import Act

    try:
        with Act() as act:
            act.file_with_folders(folder / ".gitignore", b"*\n", private=True)
    except Refusal:
        # somebody else may have made it meanwhile
        if not folder.is_dir():
            raise


def identity(path: Path) -> str:
    """What tells this file from a copy of it: the machine, and the file's number on its disk."""
    told = f"{machine_name()}/{os.stat(path).st_ino}"  # noqa: PTH116 - one call, as in the docs
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def new_origin() -> str:
    """A name for a ledger that no other has."""
    return os.urandom(8).hex()
