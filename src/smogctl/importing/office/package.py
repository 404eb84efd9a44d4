"""An Office file's zip, opened within limits; bombs, twin parts and broken files are refused."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from smogctl.importing.office.events import Attributes, parse_xml
from smogctl.values.findings import Refusal

_MAX_TOTAL, _MAX_PART, _MAX_PARTS, _MAX_RATIO = 200 << 20, 64 << 20, 2000, 200
_SMALL = 1 << 14
"""Bytes up to which a file may hold as much as one of this size."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)
_RELATIONS = "_rels/.rels"


class Package:
    """The parts of an Office file, by name.

    Raises Refusal where they are too many, too large, or two of a name.
    """

    def __init__(self, archive: zipfile.ZipFile, size: int) -> None:
        self._archive = archive
        infos = archive.infolist()
        self.names = sorted(info.filename for info in infos)
        total = sum(info.file_size for info in infos)
        most = min(_MAX_TOTAL, max(size, _SMALL) * _MAX_RATIO)
        if total > most or len(infos) > _MAX_PARTS:
            raise Refusal("这个文件解压后大得不合理，没有读。请确认来源，另存后再试。")
        if len(set(self.names)) < len(infos):
            raise Refusal(
                "这个文件里有重名的部分，不知该信哪一个，没有读。请用 Office 另存后再试。"
            )

    def part(self, name: str) -> bytes:
        """A part's bytes. Raises Refusal where it is too large, KeyError where there is none."""
        with self._archive.open(name) as file:
            data = file.read(_MAX_PART + 1)
        if len(data) > _MAX_PART:
            raise Refusal("这个文件的正文大得不合理，没有读。")
        return data

    def optional(self, name: str) -> bytes | None:
        """A part's bytes, None where there is none. Raises Refusal where it is too large."""
        if name not in self.names:
            return None
        return self.part(name)

    def main(self) -> str:
        """The name of the main part, as the package's relations say; empty where they do not.

        Raises Refusal where the relations are no XML.
        """
        targets: list[str] = []

        def start(tag: str, attributes: Attributes) -> None:
            kind = attributes.get("Type", "")
            is_main = kind.endswith("/officeDocument")
            if tag == "Relationship" and is_main:
                target = attributes.get("Target", "")
                targets.append(target.lstrip("/"))

        relations = self.optional(_RELATIONS)
        if relations is not None:
            parse_xml(relations, start)
        return next(iter(targets), "")


@contextmanager
def opened(data: bytes) -> Iterator[Package]:
    """The package that bytes are. Raises Refusal for what cannot be read, whenever that shows."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Package(archive, len(data))
    except _BROKEN as error:
        raise Refusal(
            "读不了这个文件：不完整或有密码。请用 Office 或 WPS 打开另存为 .docx 或 .xlsx 再试。"
        ) from error


def kind_of(data: bytes) -> str:
    """What a package is: docx, xlsx, or the MIME type of an OpenDocument file.

    Raises Refusal for what cannot be read.
    """
    with opened(data) as package:
        main = package.main()
        mimetype = (package.optional("mimetype") or b"")[:200]
        if b"opendocument" in mimetype:
            return mimetype.decode("ascii", "replace")
        has_workbook = main.startswith("xl/") or "xl/workbook.xml" in package.names
        if has_workbook:
            return "xlsx"
        return "docx"
