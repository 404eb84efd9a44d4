"""A folder of files, all of them or none; only one that smogctl wrote is ever replaced."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from smogctl.system.platform import sync_folder
from smogctl.system.renames import alone_in
from smogctl.system.writing.notes import prepared_workshop
from smogctl.system.writing.placing import (
    Undo,
    give_mode,
    lasting,
    put_new,
    put_on_empty,
    refused,
    swap_in,
    synced,
    umask,
)
from smogctl.system.writing.workshop import (
    MANIFEST,
    Workshop,
    files_below,
    listed_in,
)
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal


class Replacing(NamedTuple):
    """Whether a folder may be replaced, and what to do about one that may not."""

    allowed: bool = False
    advice: str = "另给一个名字"


NEVER = Replacing()


def write_folder(
    path: Path,
    files: Iterable[tuple[str, bytes]],
    *,
    replace: bool = False,
    advice: str = NEVER.advice,
) -> int:
    """Write a folder of files, all of them or none.

    How many. Each is synced; then the folder is renamed into place.

    `files` may be made while they are written; what fails on the way leaves nothing. Raises Refusal
    as `staged_folder` does.
    """
    with staged_folder(path, replace=replace, advice=advice) as fresh:
        for name, data in files:
            fresh.append(name, data)
        return len(fresh.names)


class FreshFolder:
    """A folder that is being filled: nobody else sees it before it is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.names: dict[str, None] = {}
        """Its files so far, with / between folders, in the order of their making."""

    def append(self, name: str, data: bytes) -> None:
        """Add to the end of a file, which is made where there is none. Raises OSError."""
        with self.place(name).open("ab") as file:
            file.write(data)

    def place(self, name: str) -> Path:
        """Where a file of this name is to be written; its folder is there. Raises OSError."""
        path = self._folder / name
        if name not in self.names:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.names[name] = None
        return path

    def drop(self, name: str) -> None:
        """Take a file out again. Raises OSError."""
        (self._folder / name).unlink()
        del self.names[name]

    def finish(self, mode: int) -> None:
        """Sync all of it, with the list of what it holds. Raises OSError."""
        for name in self.names:
            synced(self._folder / name)
        listed = "".join(f"{name}\n" for name in self.names)
        # a list that is cut would make files of ours look like somebody's
        fresh = self._folder / f"{MANIFEST}.part"
        fresh.write_bytes(listed.encode())
        synced(fresh)
        fresh.rename(self._folder / MANIFEST)
        for folder, _, _ in os.walk(self._folder):
            sync_folder(folder)
        give_mode(self._folder, mode)
        sync_folder(str(self._folder))


@contextmanager
def staged_folder(
    path: Path,
    *,
    replace: bool = False,
    advice: str = NEVER.advice,
    private: bool = False,
) -> Iterator[FreshFolder]:
    """A folder beside the target, to be filled; it takes the target's place at the end, all of it.

    A `private` one is for its owner only. Raises Refusal when something stands there already,
    unless `replace` and it is a folder that was written so and nobody has added to, nor written
    meanwhile; `advice` is what to do about such a one.
    """
    place = FolderPlace(path, Replacing(replace, advice))
    with refused(path, "文件夹"), prepared_workshop(place.target) as shop:
        shop.new.mkdir()
        filled = FreshFolder(shop.new)
        yield filled
        filled.finish(folder_mode(private=private))
        with alone_in(place.target.parent):
            place.put(shop)
        lasting(place.target.parent)


def folder_mode(*, private: bool) -> int:
    """The permissions of a new folder."""
    if private:
        return 0o700
    return 0o777 & ~umask()


class FolderPlace:
    """The place that a folder is to take: looked at before the work, and when it is done.

    The sooner it is looked at, the more of what others do meanwhile is seen. Raises Refusal where
    something stands there that may not be replaced.
    """

    def __init__(self, path: Path, replacing: Replacing) -> None:
        self.path = path
        self.target = Path(os.path.realpath(path))
        self._replacing = replacing
        self._require_free(self.target)
        self._seen = _identity(self.target)

    def put(self, shop: Workshop) -> Undo:
        """The new folder takes its place, if it still may.

        Raises Refusal where it may not, OSError where it cannot.
        """
        if not os.path.lexists(self.target):
            with suppress(FileExistsError):
                return put_new(shop, self.target)
        if _is_empty(self.target):
            with suppress(OSError):
                return put_on_empty(shop, self.target)
        if _identity(self.target) != self._seen:
            raise Refusal(
                f"写的时候，别的程序也写了 {visible(str(self.path))}。"
                "那里的没有动，这一次没有写入。"
            )
        self._require_free(self.target)
        undo = swap_in(shop, self.target)
        try:
            # between looking and replacing somebody may have added a file
            self._require_ours(shop)
        except BaseException:
            undo()
            raise
        return undo

    def _require_ours(self, shop: Workshop) -> None:
        """Raise Refusal where the folder that was replaced holds what smogctl did not write."""
        for place in (shop.new, shop.old):
            if place.is_dir():
                self._require_free(place)

    def _require_free(self, place: Path) -> None:
        """Raise Refusal unless nothing is lost when what stands in a place is replaced."""
        name = visible(str(self.path))
        if self.path.suffix:
            raise Refusal(
                f"这里要写一个文件夹，{name} 却像文件名。请给一个没有后缀的名字。"
            )
        if not os.path.lexists(place):
            return
        if not place.is_dir():
            raise Refusal(f"已有文件 {name}，请另给一个名字。没有写入。")
        if not os.listdir(place):
            return
        try:
            listed = listed_in(place)
        except (OSError, ValueError):
            raise Refusal(
                f"文件夹 {name} 里已有东西，不是 smogctl 写的，不能换掉。请另给一个名字。没有写入。"
            ) from None
        foreign = sorted(_foreign(place, listed))
        if foreign:
            names = visible("、".join(foreign[:3]))
            raise Refusal(
                f"文件夹 {name} 里有别的东西（{names}），不能整个换掉。请另给一个名字。没有写入。"
            )
        if not self._replacing.allowed:
            advice = self._replacing.advice
            raise Refusal(f"已有文件夹 {name}，由 smogctl 写成。{advice}。没有写入。")


def _foreign(folder: Path, listed: set[str]) -> set[str]:
    """What is in a folder and not on its list: files, and folders that none of its files needs."""
    needed: set[str] = set()
    for name in listed:
        needed.update(parent.as_posix() for parent in Path(name).parents)
    folders = set()
    for base, names, _ in os.walk(folder):
        for name in names:
            folders.add((Path(base) / name).relative_to(folder).as_posix())
    return (files_below(folder) - {MANIFEST, *listed}) | (folders - needed)


def _is_empty(folder: Path) -> bool:
    try:
        return not os.listdir(folder)
    except OSError:
        return False


def _identity(folder: Path) -> tuple[int, int] | None:
    """What tells a folder from another that took its place."""
    try:
        status = os.lstat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino
