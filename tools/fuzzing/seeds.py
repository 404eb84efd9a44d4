"""Good inputs by their files, and small packages."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

from fuzzing.packages import parts_of, zipped

ROOT = Path(__file__).resolve().parents[2]
SHARED = next(
    (
        path
        for path in (ROOT.parent / "shared", ROOT.parents[1] / "shared")
        if path.is_dir()
    ),
    ROOT / "shared",
)
MOST_SEED = 6000
"""Bytes of a seed that is text: shorter ones are tried oftener."""


def files(*patterns: str, most: int | None = None) -> list[bytes]:
    """The files of this repository and the shared ones; with `most`, pieces of them."""
    paths = [
        path
        for pattern in patterns
        for folder in (ROOT, SHARED)
        for path in sorted(folder.glob(pattern))
    ]
    datas = [path.read_bytes() for path in paths if path.is_file()]
    if most is None:
        return [data for data in datas if len(data) <= 1 << 16]
    return [
        piece
        for data in datas
        for piece in (data[:most], data[len(data) // 2 :][: most // 4])
    ]


def packages(*patterns: str) -> list[bytes]:
    """Packages: the small ones, where there are any."""
    datas = [data for data in files(*patterns) if len(data) < 30_000]
    small = [data for data in datas if len(data) < 9000]
    return small or datas


def sheet(rows: Sequence[Sequence[str]]) -> bytes:
    """A small workbook, by another's writer; the same bytes whenever it is made."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    # the writer notes the time of the writing in one part, and in the zip's own list
    return zipped(
        {
            name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-12-01T20:00:00Z", part)
            for name, part in parts_of(file.getvalue()).items()
        }
    )
