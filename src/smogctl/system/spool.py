"""A list that grows over thousands of districts and takes no more memory than a few of them."""

from collections.abc import Iterable, Iterator
from typing import IO, Generic, TypeVar

from smogctl.system.files import reason
from smogctl.values.findings import Refusal

T = TypeVar("T")

MOST_HELD = 30
"""So many additions are held, a district's each; from then on all goes to a temporary file
without a
name, which ends with the process.
"""


class Spooled(Generic[T]):
    """Entries in the order in which they were added, to be gone through any number of times.

    They must be plain values. Raises Refusal where the disk does not take more of them.
    """

    def __init__(self) -> None:
        self._held: list[T] = []
        self._additions = 0
        self._file: IO[bytes] | None = None
        self._filed = 0

    def extend(self, entries: Iterable[T]) -> None:
        """Add some at the end."""
        self._held.extend(entries)
        self._additions += 1
        if self._additions > MOST_HELD and self._held:
            self._put_aside()

    def _put_aside(self) -> None:
        import pickle
        import tempfile

        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the list
            self._file.seek(0, 2)
            pickle.dump(self._held, self._file, protocol=5)
            self._file.flush()
        except OSError as error:
            raise Refusal(
                f"临时文件夹 {tempfile.gettempdir()} 写不下：{reason(error)}。"
                "请腾出空间，或用 $TMPDIR 另指一个文件夹。"
            ) from error
        self._filed += 1
        self._held = []

    def __iter__(self) -> Iterator[T]:
        place = 0
        for _ in range(self._filed):
            entries, place = self._from(place)
            yield from entries
        yield from self._held

    def _from(self, place: int) -> tuple[list[T], int]:
        """The entries that were put aside at a place of the file, and where the next are."""
        import pickle

        assert self._file is not None
        self._file.seek(place)
        return pickle.load(self._file), self._file.tell()

    def __del__(self) -> None:
        if self._file is not None:
            self._file.close()

    def __bool__(self) -> bool:
        if self._held:
            return True
        return self._filed > 0
