"""What differs between Unix and Windows, each with a fallback: opening, syncing, closed pipes, signals.

The only file that may use what Unix alone has; a test runs the product with all of that taken away.
"""

import errno
import os
import stat
import sys
from typing import Any


def read_regular(path: str, limit: int) -> bytes:
    """The bytes of a regular file, `limit` + 1 of them at most.

    Raises OSError as open does, and ValueError for what is no regular file (a pipe, a device, a folder): such a
    thing would hang or never end (hazards, row 24).
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    if os.path.isdir(path):
        raise ValueError("not a regular file")
    handle = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("not a regular file")
        parts, left = [], limit + 1
        while left > 0 and (part := os.read(handle, min(left, 1 << 20))):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)
    finally:
        os.close(handle)


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "那是一个文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", -1): "磁盘配额已满",
    errno.EFBIG: "文件超过允许的大小",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EIO: "读写出错",
    errno.EMFILE: "打开的文件太多",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where the reason is a usual one."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


def sync_folder(path: str) -> None:
    """Make a rename in the folder last through a power cut, where the system can (Windows has no such call)."""
    flag = getattr(os, "O_DIRECTORY", None)
    if flag is None:
        return
    try:
        handle = os.open(path, os.O_RDONLY | flag)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:  # some file systems and folders refuse; the file itself is synced
        pass


def is_broken_pipe(error: OSError) -> bool:
    """Whether the reader of our output went away; Windows says EINVAL for it."""
    return error.errno == errno.EPIPE or (sys.platform == "win32" and error.errno == errno.EINVAL)


def silence_stdout() -> None:
    """Send what is still buffered for standard output nowhere, so that the interpreter's exit does not fail."""
    try:
        sink = os.open(os.devnull, os.O_WRONLY)
        os.dup2(sink, 1)
        os.close(sink)
    except OSError:
        pass


CPU_SECONDS = 3
WALL_SECONDS = 10
MEMORY_BYTES = 512 << 20


class LimitReached(Exception):
    """A child process went beyond a limit; its text says which."""


def limit_this_process() -> None:
    """From here on this process may use so much time and memory; a system without limits has only the wall's."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def run_limited(module: str, given: bytes, most: int) -> tuple[int, bytes, bytes]:
    """Run one of our modules in a process of its own: exit code, standard output, standard error.

    Raises LimitReached when it takes too long, is stopped by a limit, or says more than `most` bytes.
    """
    import subprocess

    command = [sys.executable, "-P", "-m", module]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=WALL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise LimitReached(f"{WALL_SECONDS} 秒") from None
    if done.returncode < 0:
        raise LimitReached(f"运算 {CPU_SECONDS} 秒或内存 {MEMORY_BYTES >> 20} MB")
    if len(done.stdout) > most:
        raise LimitReached(f"输出 {most >> 20} MB")
    return done.returncode, done.stdout, done.stderr


def run_group(command: list[str], seconds: float, environment: dict[str, str]) -> None:
    """Run a program silently, whatever it ends with. When it is interrupted or too slow, its own children end with it.

    Raises OSError when it cannot be started, LimitReached when it takes longer than `seconds`.
    """
    import subprocess

    own = hasattr(os, "killpg")
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(
        command, stdin=nowhere, stdout=nowhere, stderr=nowhere, env=environment, start_new_session=own
    )
    try:
        process.wait(seconds)
    except BaseException as error:
        if own:
            import signal

            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            raise LimitReached(f"{seconds:.0f} 秒") from None
        raise


def leave_interrupts_to_the_parent() -> None:
    """In a worker: Ctrl-C reaches the whole group, and one process must answer it; and end when the parent is gone."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "getppid") and sys.platform != "win32":
        parent = os.getppid()

        def watch() -> None:
            import time

            while os.getppid() == parent:
                time.sleep(1)
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()


def end_workers(pool: Any) -> None:
    """End a ProcessPoolExecutor and its workers at once; a further interrupt meanwhile changes nothing."""
    import signal
    import threading

    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        workers = list((getattr(pool, "_processes", None) or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(2)
    finally:
        if main:
            signal.signal(signal.SIGINT, before)


def terminate_as_interrupt() -> None:
    """Let SIGTERM end the program as Ctrl-C does, so that what it began is taken away."""
    import signal

    def stop(number: int, frame: object) -> None:
        raise SystemExit(128 + number)

    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, stop)
