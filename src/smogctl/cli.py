"""The edge: streams, signals and every way to end. Nothing heavy is imported before the first `try`.

Exit codes (DESIGN section 5): 0 done, 1 findings of error level, 2 could not be done, 130 interrupted, 141 pipe closed.
"""

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run smogctl with the process's arguments and exit with its code."""
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _run(arguments: list[str]) -> int:
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # we use none; looking for them reads every package
    # A process of a second has hardly any garbage; looking for it while importing costs a tenth of the start.
    gc.set_threshold(500_000)
    from smogctl.system import is_broken_pipe, reason, silence_stdout, terminate_as_interrupt

    terminate_as_interrupt()
    _prepare_streams()
    try:
        from smogctl.app import run

        code = run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        silence_stdout()
        if is_broken_pipe(error):
            return 141
        return _failed(error, f"写不出结果：{reason(error)}。")
    except MemoryError as error:
        return _failed(error, "内存不够，没有做完。")
    except Exception as error:
        silence_stdout()
        return _failed(error, f"内部错误（{type(error).__name__}），没有做完。设 SMOGCTL_DEBUG=1 再运行一次可看详情。")
    return code


def _prepare_streams() -> None:
    """A console that lacks a character shows its number instead of failing; a closed stream stays closed."""
    if None in (sys.stdin, sys.stdout, sys.stderr):
        # keep the numbers 0 to 2 taken, or the next file that is opened would be standard output
        handle = os.open(os.devnull, os.O_RDWR)
        while handle <= 2:
            handle = os.open(os.devnull, os.O_RDWR)
        os.close(handle)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _failed(error: BaseException, message: str) -> int:
    if os.environ.get("SMOGCTL_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    say(message)
    return 2


def say(message: str) -> None:
    """A message for people on standard error: the one door there, hostile characters made visible line by line."""
    from smogctl.text import visible

    if sys.stderr is None:
        return
    try:
        sys.stderr.write("".join(f"{visible(line)}\n" for line in message.split("\n")))
        sys.stderr.flush()
    except (OSError, ValueError):
        pass  # nobody is listening; the exit code still speaks
