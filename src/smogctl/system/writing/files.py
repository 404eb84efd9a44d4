"""One file, whole or not at all: written beside the target, synced, then renamed over it."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from smogctl.system.writing.notes import prepared_workshop
from smogctl.system.writing.placing import (
    Undo,
    finished,
    lasting,
    mode_for,
    put_new,
    refused,
    swap_in,
)
from smogctl.system.writing.workshop import Workshop
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal


def write_whole(
    path: Path,
    data: bytes | Iterable[bytes],
    *,
    private: bool = False,
    replace: bool = True,
) -> None:
    """Write a file so that after any end of the process the old or the new one stands there.

    Either is complete. A link is followed to the file that it names; that file keeps its
    permissions, a `private` one is for its owner only. `data` may be made while it is written.
    Raises Refusal when it cannot be written: no such folder, no space, no permission, something
    there that is no regular file, or, without `replace`, anything at all.
    """
    with staged_file(path, private=private, replace=replace) as fresh:
        fill(fresh, data)


def write_instead(path: Path, before: bytes, data: bytes) -> None:
    """Write a file in the place of one that was read, if it still has those bytes.

    Raises Refusal where somebody has changed it since, and as `write_whole` does.
    """
    target = Path(os.path.realpath(path))
    with refused(path), prepared_workshop(target) as shop:
        make_empty(shop)
        fill(shop.new, data)
        finished(shop.new, mode_for(target, private=False))
        undo = swap_in(shop, target)
        if shop.displaced.read_bytes() != before:
            undo()
            raise Refusal(
                f"{visible(str(path))} 刚刚在别处被改过，没有写入。请再运行一次。"
            )
        lasting(target.parent)


def fill(fresh: Path, data: bytes | Iterable[bytes]) -> None:
    """Write the content of a file that is being made. Raises OSError."""
    with fresh.open("wb") as file:
        file.writelines([data] if isinstance(data, bytes) else data)


@contextmanager
def staged_file(
    path: Path, *, private: bool = False, replace: bool = True
) -> Iterator[Path]:
    """An empty file beside the target, to be filled by its name.

    At the end it takes the target's place, with its permissions; a `private` one is for its owner
    only, whoever could read the old one. What fails on the way leaves the old one. Raises Refusal
    as `write_whole` does.
    """
    target = Path(os.path.realpath(path))
    with refused(path):
        require_free(target, path, replace=replace)
        mode = mode_for(target, private=private)
        with prepared_workshop(target) as shop:
            make_empty(shop)
            yield shop.new
            finished(shop.new, mode)
            if replace:
                os.replace(shop.new, target)  # noqa: PTH105 - as in the docs
            else:
                put_unless_taken(shop, target, path)
        lasting(target.parent)


def require_free(target: Path, path: Path, *, replace: bool) -> None:
    """Raise Refusal where something stands that may not be replaced, before the work is done."""
    if not replace and os.path.lexists(target):
        raise taken(path)


def put_unless_taken(shop: Workshop, target: Path, path: Path) -> Undo:
    """What is new takes its name, unless somebody has it.

    Raises Refusal then, OSError where it cannot.
    """
    try:
        return put_new(shop, target)
    except FileExistsError:
        raise taken(path) from None


def taken(path: Path) -> Refusal:
    """That something stands where nothing may be replaced."""
    return Refusal(f"已有 {visible(str(path))}，没有写入。")


def make_empty(shop: Workshop) -> None:
    """The new file of a workshop, without content, its owner's alone. Raises OSError."""
    os.close(os.open(shop.new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


@contextmanager
def scratch(target: Path) -> Iterator[str]:
    """A folder beside a file that is being written, for what waits; gone at the end.

    Raises OSError where it cannot be made.
    """
    prefix = f"{target.name[:40]}."
    with tempfile.TemporaryDirectory(prefix=prefix, dir=target.parent) as folder:
        yield folder
