"""The hash by which we know bytes again: BLAKE2b.

`hashlib` loads OpenSSL, which takes as long as a third of Python's own start; the hash itself is in
the standard library beside it.
"""

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b", "short_hash"]


def short_hash(data: bytes) -> str:
    """A hash of a file that people compare by eye."""
    return blake2b(data, digest_size=6).hexdigest()
