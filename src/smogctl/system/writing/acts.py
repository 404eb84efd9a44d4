"""Several files and folders, one act: all of them stand at the end, or none."""

import os
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from smogctl.system.files import shown_path
from smogctl.system.platform import sync_folder
from smogctl.system.processes import uninterrupted
from smogctl.system.renames import alone_in
from smogctl.system.writing.files import (
    fill,
    make_empty,
    put_unless_taken,
    require_free,
)
from smogctl.system.writing.folders import (
    FolderPlace,
    FreshFolder,
    folder_mode,
)
from smogctl.system.writing.notes import noted, prepared_workshop
from smogctl.system.writing.placing import (
    Undo,
    finished,
    give_mode,
    lasting,
    mode_for,
    put_new,
    refused,
    swap_in,
    synced,
)
from smogctl.system.writing.remarks import remark
from smogctl.system.writing.workshop import Workshop
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal


class _Member(NamedTuple):
    """What is made and waits for its place; `put` lets it take that, as a placing does."""

    path: Path
    target: Path
    shop: Workshop
    put: Callable[[], Undo]


class Act:
    """What is written together. Leaving it without an error places all; with one, nothing."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._members: list[_Member] = []
        self._trees: dict[Path, Workshop] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._stack:
            if kind is None and self._members:
                self._place_all()

    def file(
        self,
        path: Path,
        data: bytes | Iterable[bytes],
        *,
        private: bool = False,
        replace: bool = True,
    ) -> None:
        """Make a file, whose folder is there.

        A `private` one is for its owner only. Raises Refusal where it cannot be made, and where
        another of this act goes to the same place.
        """
        target = Path(os.path.realpath(path))
        for member in self._members:
            if member.target == target:
                raise Refusal(
                    f"{visible(str(path))} 要写两样东西：请给不同的文件名。没有写入。"
                )
        with refused(path):
            require_free(target, path, replace=replace)
            mode = mode_for(target, private=private)
            shop = self._workshop(target)
            make_empty(shop)
            fill(shop.new, data)
            finished(shop.new, mode)
        put = partial(put_unless_taken, shop, target, path)
        if replace:
            put = partial(swap_in, shop, target)
        self._members.append(_Member(path, target, shop, put))

    def file_with_folders(
        self, path: Path, data: bytes, *, private: bool = False, replace: bool = True
    ) -> None:
        """Make a file, and the folders down to it where they are missing.

        Of a `private` one the folder that is made is for its owner only too. Raises Refusal as
        `file` does.
        """
        target = Path(os.path.realpath(path))
        missing = _missing(target.parent)
        if missing is None:
            self.file(path, data, private=private, replace=replace)
            return
        with refused(path):
            self._file_in_tree(target, data, missing, private=private)

    def private_file(self, path: Path, data: bytes) -> None:
        """Make a new file that only its owner may read; a new folder keeps its files out of git.

        Raises Refusal as `file` does.
        """
        if not os.path.lexists(path.parent):
            ignored = path.parent / ".gitignore"
            self.file_with_folders(ignored, b"*\n", private=True)
        self.file_with_folders(path, data, private=True, replace=False)

    def folder(self, place: FolderPlace, files: Iterable[tuple[str, bytes]]) -> int:
        """Make a folder of files for a place that was looked at. How many.

        Raises Refusal where it cannot be made, or may not be placed.
        """
        path = place.path
        with refused(path, "文件夹"):
            shop = self._workshop(place.target)
            shop.new.mkdir()
            filled = FreshFolder(shop.new)
            for name, data in files:
                filled.append(name, data)
            filled.finish(folder_mode(private=False))
        put = partial(place.put, shop)
        self._members.append(_Member(path, place.target, shop, put))
        return len(filled.names)

    def _workshop(self, target: Path) -> Workshop:
        return self._stack.enter_context(prepared_workshop(target))

    def _file_in_tree(
        self, target: Path, data: bytes, missing: Path, *, private: bool
    ) -> None:
        shop = self._trees.get(missing)
        if shop is None:
            shop = self._trees[missing] = self._workshop(missing)
            shop.new.mkdir()
            give_mode(shop.new, folder_mode(private=private))
            shown = Path(shown_path(missing))
            put = partial(_put_tree, shop, missing, shown)
            self._members.append(_Member(shown, missing, shop, put))
        fresh = shop.new / target.relative_to(missing)
        mode = 0o777
        if private:
            mode = 0o700
        fresh.parent.mkdir(mode, parents=True, exist_ok=True)
        fill(fresh, data)
        if private:
            give_mode(fresh, 0o600)
        synced(fresh)
        for name in fresh.relative_to(shop.new).parents:
            sync_folder(str(shop.new / name))

    def _place_all(self) -> None:
        """The last member is the one that smogctl reads again: beside it lies the note."""
        places = [member.target for member in self._members]
        shops = [member.shop for member in self._members]
        folders = sorted({target.parent for target in places})
        with ExitStack() as alone:
            for folder in folders:
                with refused(folder, "文件夹"):
                    alone.enter_context(alone_in(folder))
            noting = noted(list(zip(places, shops, strict=True)))
            # while there is a note, whoever reads it sweeps up too
            with uninterrupted(), noting, self._stack:
                self._put_all()
                for folder in folders:
                    lasting(folder)

    def _put_all(self) -> None:
        undos: list[Undo] = []
        try:
            for member in self._members:
                with refused(member.path):
                    undos.append(member.put())
        except BaseException:
            _taken_back(undos)
            raise


def _put_tree(shop: Workshop, target: Path, shown: Path) -> Undo:
    """A folder that was missing takes its place. Raises Refusal where it is not missing now."""
    try:
        return put_new(shop, target)
    except FileExistsError:
        raise Refusal(
            f"{visible(str(shown))} 刚刚由别的程序建了，请再运行一次。没有写入。"
        ) from None


def _taken_back(undos: list[Undo]) -> None:
    for undo in reversed(undos):
        try:
            undo()
        except OSError:
            remark("有的文件已经换成新的，没能换回去：请看过每一个。")


def _missing(folder: Path) -> Path | None:
    """The highest folder on the way down to one that is not there. None where all are."""
    highest = None
    for parent in (folder, *folder.parents):
        if os.path.lexists(parent):
            return highest
        highest = parent
    return highest


def write_together(*files: tuple[Path, bytes], replace: bool = True) -> None:
    """Write several files, all of them or none, with the folders that are missing.

    Raises Refusal as `write_whole` does.
    """
    with Act() as act:
        for path, data in files:
            act.file_with_folders(path, data, replace=replace)
