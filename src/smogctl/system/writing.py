"""Whole files or none: written beside the target, synced, then renamed over it."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from smogctl.system.files import read_regular, reason
from smogctl.system.platform import sync_folder
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal


def write_whole(
    path: Path, data: bytes | Iterable[bytes], *, private: bool = False
) -> None:
    """Write a file so that after any end of the process the old or the new one stands there.

    Either is complete. A link is followed to the file that it names; that file keeps its
    permissions, a `private` one is for its owner only. `data` may be made while it is written.
    Raises
    Refusal when it cannot be written: no such folder, no space, no permission, or something
    there that is no regular file.
    """
    with staged_file(path, private=private) as fresh, fresh.open("wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)


@contextmanager
def staged_file(path: Path, *, private: bool = False) -> Iterator[Path]:
    """An empty file beside the target, to be filled by its name.

    At the end it takes the target's place, with its permissions; a `private` one is for its owner
    only, whoever could read the old one. What fails on the way leaves the old one. Raises Refusal
    as `write_whole` does.
    """
    target = Path(os.path.realpath(path))
    try:
        mode = _mode(target)
        if private:
            mode &= 0o700
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent
        )
        os.close(handle)
        try:
            yield Path(name)
            _synced(Path(name))
            with suppress(PermissionError):
                # some file systems keep no modes (NTFS, CIFS, the disks of WSL): the content counts
                Path(name).chmod(mode)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(str(target.parent))
    except OSError as error:
        raise Refusal(
            f"写不了文件 {visible(str(path))}：{reason(error)}。没有写入。"
        ) from error


@contextmanager
def scratch(target: Path) -> Iterator[str]:
    """A folder beside a file that is being written, for what waits; gone at the end.

    Raises OSError where it cannot be made.
    """
    prefix = f"{target.name[:40]}."
    with tempfile.TemporaryDirectory(prefix=prefix, dir=target.parent) as folder:
        yield folder


def _synced(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_private(path: Path, data: bytes) -> None:
    """Write a new file that only its owner may read, its folder too where that is new.

    A new folder keeps its files out of git. Raises Refusal when something stands there already, and
    when it cannot be written.
    """
    folder = path.parent
    try:
        if not folder.exists():
            folder.mkdir(mode=0o700)
            (folder / ".gitignore").write_bytes(b"*\n")
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refusal(f"已有 {visible(str(path))}，没有写入。") from None
    except OSError as error:
        raise Refusal(
            f"写不了文件 {visible(str(path))}：{reason(error)}。没有写入。"
        ) from error
    os.close(handle)
    try:
        write_whole(path, data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_cache(path: Path, data: bytes) -> None:
    """Write a file that may be lost, its folder with it.

    Where it cannot be written, nothing happens.
    """
    with suppress(OSError, Refusal):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)


def _mode(target: Path) -> int:
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return 0o666 & ~_umask()
    if not stat.S_ISREG(mode):
        raise Refusal(
            f"写不了 {visible(str(target))}：那里不是普通文件。请另给一个文件名。"
        )
    return stat.S_IMODE(mode)


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


MANIFEST = ".smogctl"
"""In a folder that smogctl wrote: the names of its files, a line each. Only such a folder may be
replaced.
"""


def write_folder(
    path: Path,
    files: Iterable[tuple[str, bytes]],
    *,
    replace: bool = False,
    advice: str = "另给一个名字",
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
            _synced(self._folder / name)
        listed = "".join(f"{name}\n" for name in self.names)
        (self._folder / MANIFEST).write_bytes(listed.encode())
        _synced(self._folder / MANIFEST)
        for folder, _, _ in os.walk(self._folder):
            sync_folder(folder)
        self._folder.chmod(mode)


@contextmanager
def staged_folder(
    path: Path,
    *,
    replace: bool = False,
    advice: str = "另给一个名字",
    private: bool = False,
) -> Iterator[FreshFolder]:
    """A folder beside the target, to be filled; it takes the target's place at the end, all of it.

    A `private` one is for its owner only. Raises Refusal when something stands there already,
    unless `replace` and it is a folder that was written so and nobody has added to; `advice` is
    what to do about such a one.
    """
    target = Path(os.path.realpath(path))
    _require_free(path, target, replace=replace, advice=advice)
    aside = None
    fresh = None
    try:
        fresh = Path(
            tempfile.mkdtemp(
                prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent
            )
        )
        filled = FreshFolder(fresh)
        yield filled
        mode = 0o700
        if not private:
            mode = 0o777 & ~_umask()
        filled.finish(mode)
        if target.exists():
            aside = Path(
                tempfile.mkdtemp(
                    prefix=f".{target.name[:40]}.", suffix=".old", dir=target.parent
                )
            )
            target.replace(aside / target.name)
        fresh.replace(target)
        sync_folder(str(target.parent))
    except OSError as error:
        _put_back(aside, target)
        raise Refusal(
            f"写不了文件夹 {visible(str(path))}：{reason(error)}。没有写入。"
        ) from error
    except BaseException:
        _put_back(aside, target)
        raise
    finally:
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)
        if aside is not None and target.exists():
            shutil.rmtree(aside, ignore_errors=True)


def _files_below(folder: Path) -> set[str]:
    """The files of a folder and of those in it, with / between folders."""
    files = set()
    for base, folders, names in os.walk(folder):
        place = Path(base)
        for name in names:
            files.add((place / name).relative_to(folder).as_posix())
        for name in folders:
            link = place / name
            if link.is_symlink():
                files.add(link.relative_to(folder).as_posix())
    return files


def _require_free(path: Path, target: Path, *, replace: bool, advice: str) -> None:
    """Raise Refusal unless a folder may be put there and nothing that somebody else put there is
    lost.
    """
    name = visible(str(path))
    if path.suffix:
        raise Refusal(
            f"这里要写一个文件夹，{name} 却像文件名。请给一个没有后缀的名字。"
        )
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise Refusal(f"已有文件 {name}，请另给一个名字。没有写入。")
    if not os.listdir(target):
        return
    try:
        listed = read_regular(str(target / MANIFEST), 8 << 20).decode("utf-8")
    except (OSError, ValueError):
        raise Refusal(
            f"文件夹 {name} 里已有东西，不是 smogctl 写的，不能换掉。请另给一个名字。没有写入。"
        ) from None
    foreign = sorted(_files_below(target) - {MANIFEST, *listed.splitlines()})
    if foreign:
        names = visible("、".join(foreign[:3]))
        raise Refusal(
            f"文件夹 {name} 里有别的东西（{names}），不能整个换掉。请另给一个名字。没有写入。"
        )
    if not replace:
        raise Refusal(f"已有文件夹 {name}，由 smogctl 写成。{advice}。没有写入。")


def _put_back(aside: Path | None, target: Path) -> None:
    """The old folder into its place again, where the new one did not get there."""
    if aside is None or target.exists():
        return
    old = aside / target.name
    old.replace(target)


def write_both(*files: tuple[Path, bytes]) -> None:
    """Write several files, all of them or none.

    The folders of each are made where they are missing.

    What stood there before is put back when a later one fails. Raises Refusal as `write_whole`
    does.
    """
    before: list[tuple[Path, bytes | None]] = []
    made: list[Path] = []
    try:
        for path, data in files:
            for folder in _missing(path.parent):
                if _make_folder(folder):
                    made.append(folder)
            before.append((path, _old(path)))
            write_whole(path, data)
    except BaseException:
        for path, old in reversed(before):
            # each by itself: one that cannot be put back must not keep the others from it
            with suppress(OSError, Refusal):
                if old is None:
                    path.unlink(missing_ok=True)
                else:
                    write_whole(path, old)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _missing(folder: Path) -> list[Path]:
    """The folders down to this one that are not there yet, the highest first."""
    missing = []
    for parent in (folder, *folder.parents):
        if not parent.exists():
            missing.append(parent)
    return missing[::-1]


def _make_folder(path: Path) -> bool:
    """Make a folder. Whether it was made: somebody else may have done so meanwhile."""
    try:
        path.mkdir()
    except OSError as error:
        if path.is_dir():
            return False
        raise Refusal(
            f"建不了文件夹 {visible(str(path))}：{reason(error)}。没有写入。"
        ) from error
    return True


def _old(path: Path) -> bytes | None:
    """What a file has now; None: there is none."""
    if not os.path.lexists(path):
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            f"写不了文件 {visible(str(path))}：{reason(error)}。没有写入。"
        ) from error
