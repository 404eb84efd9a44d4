"""The edge: streams, signals and every way to end.

Nothing heavy is imported before the first `try`.

Exit codes (docs/design.md, Commands and what scripts read): 0 done, 1 findings of error level, 2
could not be done, 130 interrupted, 141 pipe closed.
"""

import atexit
import gc
import os
import signal
import sys
from typing import NoReturn

_INTERRUPTED = 130
_NOT_DONE = 2
"""As in `values/exits.py`; to import it could be interrupted, or refused, too."""


def main() -> NoReturn:
    """Run smogctl with the process's arguments and exit with its code."""
    try:
        code = _run(sys.argv[1:])
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except Exception as error:
        # not even what would say it can be imported
        code = _NOT_DONE
        if sys.stderr is not None:
            sys.stderr.write(f"安装不完整（{error}）。请重新安装 smogctl。\n")
    _end(code)


def _end(code: int) -> NoReturn:
    """End the process. All that is left to do is said and done: to free memory bit by bit is a
    tenth of a short command.
    """
    # an interrupt can end nothing any more, only leave a traceback of the interpreter's own
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threads = sys.modules.get("threading")
    if threads is not None and threads.active_count() > 1:
        sys.exit(code)
    try:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except BaseException:
        # as the interpreter would say it, with its own exit code
        sys.exit(code)
    os._exit(code)


def _run(arguments: list[str]) -> int:
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # we use none; looking for them reads every package
    # A process of a second has hardly any garbage; looking for it while importing costs a tenth of
    # the start.
    gc.set_threshold(500_000)
    _without_plugins()
    from smogctl.system.files import reason
    from smogctl.system.processes import terminate_as_interrupt
    from smogctl.system.streams import (
        is_broken_pipe,
        silence_stdout,
        take_closed_numbers,
    )
    from smogctl.values.exits import READER_LEFT

    terminate_as_interrupt()
    take_closed_numbers()
    _show_what_is_lacking()
    try:
        from smogctl.cli.app import run

        code = run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        silence_stdout()
        if is_broken_pipe(error):
            return READER_LEFT
        return _failed(error, f"写不出结果：{reason(error)}。")
    except MemoryError as error:
        return _failed(error, "内存不够，没有做完。")
    except Exception as error:
        silence_stdout()
        return _failed(error, _what_failed(error))
    return code


def _what_failed(error: Exception) -> str:
    """What a person is told of a fault that nothing of ours expects."""
    if _is_of_a_damaged_part(error):
        return f"安装不完整：缺少一部分（{error}）。请重新安装 smogctl。"
    kind = type(error).__name__
    return f"内部错误（{kind}），没有做完。设 SMOGCTL_DEBUG=1 再运行一次可看详情。"


def _is_of_a_damaged_part(error: Exception) -> bool:
    """Whether a module of ours is lost or emptied, or any is cut."""
    if isinstance(error, ImportError):
        return str(error.name).startswith("smogctl")
    if isinstance(error, SyntaxError):
        return True
    if isinstance(error, AttributeError):
        return str(getattr(error.obj, "__spec__", "")).startswith(
            "ModuleSpec(name='smogctl"
        )
    return False


def _without_plugins() -> None:
    """Pydantic imports its loader of plug-ins, and with it all of importlib.metadata, though they
    are switched off. What stands in for it finds none.
    """
    loader = type(sys)("pydantic.plugin._loader")
    setattr(loader, "get_plugins", tuple)  # noqa: B010 - a module has no such field to mypy
    sys.modules.setdefault(loader.__name__, loader)


def _show_what_is_lacking() -> None:
    """A console that lacks a character shows its number instead of failing.

    A closed stream stays closed.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _failed(error: BaseException, message: str) -> int:
    if os.environ.get("SMOGCTL_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    from smogctl.cli.console import say
    from smogctl.values.exits import NOT_DONE

    say(message)
    return NOT_DONE
