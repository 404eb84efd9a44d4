"""A template's file, which a user may have made: read with a limit, whatever it is."""

from pathlib import Path

from smogctl.system.files import leads_out, read_file, reason
from smogctl.system.seen import note
from smogctl.text.plain import visible
from smogctl.values.findings import Refusal

MOST_TEMPLATE = 8 << 20
"""Bytes of a template."""


def template_bytes(path: Path, folder: Path) -> bytes:
    """A template's bytes, read as what it may be.

    Raises Refusal, a clause without its full stop, for what leads out of the folder of templates,
    for what is no regular file, cannot be read or is too large.
    """
    name = visible(path.name)
    if leads_out(path, folder):
        raise Refusal(f"{name} 是指向文件夹之外的链接，不能用")
    try:
        read = read_file(path, MOST_TEMPLATE)
    except ValueError:
        raise Refusal(f"{name} 不是普通文件，不能用") from None
    except OSError as error:
        raise Refusal(f"{name} 读不了：{reason(error)}") from None
    if len(read.data) > MOST_TEMPLATE:
        raise Refusal(f"{name} 超过 {MOST_TEMPLATE >> 20} MB，不能用")
    note(read)
    return read.data
