"""The bytes of a file that a command line names, or of standard input."""

from pathlib import Path

from smogctl.system.files import read_file, reason
from smogctl.system.seen import note
from smogctl.system.streams import read_input
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal


def bytes_of(file: str, limit: int) -> bytes:
    """The bytes of a file, or of standard input for `-`; `limit` + 1 of them at most.

    Raises Refusal when it cannot be read.
    """
    if file == "-":
        data = read_input(limit)
        if data is None:
            raise Refusal("标准输入已关闭，没有可读的。")
        return data
    try:
        read = read_file(file, limit)
    except ValueError:
        raise Refusal(f"读不了 {clip(file)}：那里不是普通文件。") from None
    except OSError as error:
        raise Refusal(f"读不了 {clip(file)}：{reason(error)}。") from None
    if len(read.data) <= limit:
        # of others only the beginning was asked for
        note(read)
    return read.data


def all_bytes_of(file: str, limit: int, too_large: str) -> bytes:
    """All bytes of a file, or of standard input for `-`.

    Raises Refusal when it cannot be read, and, with the words for that, when there are more.
    """
    data = bytes_of(file, limit)
    if len(data) > limit:
        raise Refusal(f"{clip(file)} {too_large}")
    return data


def file_name(file: str, most: int) -> str:
    """A file's name as it is written down, at most so many characters."""
    if file == "-":
        return "标准输入"
    return clip(Path(file).name, most)
