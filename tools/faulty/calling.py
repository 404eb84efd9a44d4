"""Mode `calls`: at each call the process is killed, or it fails, is cut in half, or a signal comes."""

import errno
import random
import signal
from collections.abc import Iterator, Sequence

from faulty.children import FAIL, HALF, KILL, SIGNAL, Fault
from faulty.laws import Law, fresh
from faulty.operations import Operation
from faulty.rows import Row, place

ERRORS = {
    "open-r": (errno.EIO, errno.EACCES, errno.EMFILE),
    "open-w": (errno.ENOSPC, errno.EACCES, errno.EMFILE, errno.EROFS),
    "write": (errno.ENOSPC, errno.EIO, errno.EDQUOT),
    "fsync": (errno.EIO, errno.EINVAL, errno.ENOSPC),
    "fdatasync": (errno.EIO, errno.ENOSPC),
    "ftruncate": (errno.EIO, errno.ENOSPC),
    "mkdir": (errno.ENOSPC, errno.EACCES, errno.EROFS),
    "rmdir": (errno.EACCES, errno.EIO),
    "unlink": (errno.EACCES, errno.EIO),
    "chmod": (errno.EPERM, errno.EROFS, errno.ENOTSUP),
    "flock": (errno.ENOLCK, errno.EOPNOTSUPP, errno.EIO),
    "rename": (errno.EIO, errno.EACCES, errno.EBUSY, errno.ENOSPC),
    "renameat2": (errno.ENOSYS, errno.EINVAL, errno.EPERM, errno.EIO, errno.ENOSPC),
    "link": (errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.EIO),
}
SIGNALS = (signal.SIGTERM, signal.SIGINT)


def faults(calls: Sequence[str]) -> Iterator[Fault]:
    """Everything that can go wrong."""
    for at, name in enumerate(calls):
        yield Fault(at, KILL, call=name)
        for number in ERRORS.get(name, ()):
            yield Fault(at, FAIL, number, name)
        if name == "write":
            yield Fault(at, HALF, errno.ENOSPC, name)
        for number in SIGNALS:
            yield Fault(at, SIGNAL, number, name)


def tried(
    operation: Operation,
    chance: random.Random,
    sample: int | None,
    names: Sequence[str] | None = None,
) -> Iterator[Row]:
    """The faults of an operation, or so many of them by chance, or those at calls of these names."""
    row = Row("calls", operation.name)
    with place() as folder:
        law = Law(operation, folder)
        row.points = len(law.calls)
        every = [
            fault for fault in faults(law.calls) if names is None or fault.call in names
        ]
        if sample is not None and sample < len(every):
            every = chance.sample(every, sample)
        for fault in every:
            work = fresh(law.base, folder / "work")
            ended = law.start(work, fault).ended()
            wrong = law.after_end(work, ended, cut=fault.action == SIGNAL)
            if ended.code == -signal.SIGKILL:
                wrong = law.after_death(work)
            row.add(fault, wrong, f"[exit {ended.code}] {ended.err[-300:]!r}")
        row.completed = law.completed
    yield row
