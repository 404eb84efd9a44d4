"""What of `pickle` writes and reads values: its part in C, without the module around it.

That module is mostly the same once more in Python, and takes longer to import than two registries
to read.
"""

try:
    from _pickle import Unpickler, UnpicklingError, dumps
except ImportError:  # another Python than CPython
    from pickle import Unpickler, UnpicklingError, dumps

__all__ = ["Unpickler", "UnpicklingError", "dumps"]
