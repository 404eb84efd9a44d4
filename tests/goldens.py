"""Golden files (tests/golden): what people read, kept as it should look, by the name that a test gives.

`pytest --snapshot-update` (syrupy) writes anew what is seen: the diff of the files is then what is to be read.
"""

from pathlib import Path

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from syrupy.types import SnapshotIndex

GOLDEN = Path(__file__).with_name("golden")


class GoldenFile(SingleFileSnapshotExtension):
    """A file in one folder for all tests; syrupy's own would have a folder for each file of tests."""

    _write_mode = WriteMode.TEXT
    file_extension = ""  # it is part of the name

    @classmethod
    def dirname(cls, *, test_location: PyTestLocation) -> str:
        return str(GOLDEN)

    @classmethod
    def get_snapshot_name(
        cls, *, test_location: PyTestLocation, index: SnapshotIndex = 0
    ) -> str:
        return str(index)

    @classmethod
    def get_file_basename(
        cls, *, test_location: PyTestLocation, index: SnapshotIndex
    ) -> str:
        return str(index)
