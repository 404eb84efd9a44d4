"""Office packages with the same bytes for the same content: fixed times, sorted names.

See libraries.md, section 1.
"""

import io
import zipfile


def repacked(data: bytes) -> bytes:
    """A zip package, its members in order and dated 1980."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
