"""What was read and found right, kept for the next run: registries, and what was seen in folders.

Kept as plain values, under the hash of the bytes that they were read from and of the code that read
them: what has changed, or was read by other code, is read anew. Only the user's own store is asked
(system/store.py), and only the classes of one module are made of what it holds.
"""

import io
from datetime import date
from functools import lru_cache
from typing import Any

from smogctl.system.hashing import blake2b
from smogctl.system.pickling import Unpickler, UnpicklingError, dumps
from smogctl.system.shipped import code_state
from smogctl.system.store import the_store

_READING = ("plan", "schema", "yamlfile", "grammar", "values", "text")
"""The folders of the code by which a file becomes a value, and its clauses are read."""

_MODULE = "smogctl.plan.registry"


@lru_cache(maxsize=1)
def _code() -> bytes:
    """The state of the code by which a file becomes a value."""
    return code_state(_READING)


def _proof(data: bytes, rests_on: str) -> bytes:
    """What a value was made of: the code, the bytes, and what else it was checked against."""
    state = blake2b(_code(), digest_size=32)
    state.update(blake2b(rests_on.encode()).digest())
    state.update(data)
    return state.digest()


def kept(name: str, data: bytes, rests_on: str = "") -> Any:
    """The value that was made of a file's bytes; None where none is kept that may be believed."""
    store = the_store()
    if store is None:
        return None
    entry = store.get(name)
    if entry is None:
        return None
    proof = _proof(data, rests_on)
    if entry[: len(proof)] != proof:
        return None
    try:
        return _reader()(io.BytesIO(memoryview(entry)[len(proof) :])).load()
    except Exception:
        # sealed by us and yet not readable: of a Python or a smogctl that only looks the same
        return None


def keep(name: str, data: bytes, value: Any, rests_on: str = "") -> None:
    """Keep the value that was made of a file's bytes."""
    store = the_store()
    if store is None:
        return
    store.put(name, _proof(data, rests_on) + dumps(value, protocol=5))


@lru_cache(maxsize=1)
def _reader() -> Any:
    class Values(Unpickler):
        """Makes values of a registry's classes and nothing else, whatever an entry asks for."""

        def find_class(self, module: str, name: str) -> Any:
            """The class, where it is one of those that are kept."""
            if (module, name) == ("datetime", "date"):
                return date
            if module == _MODULE and name.isidentifier():
                kind = super().find_class(module, name)
                if isinstance(kind, type) and kind.__module__ == module:
                    return kind
            raise UnpicklingError(f"{module}.{name}")

    return Values
