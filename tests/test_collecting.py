"""Every file of tests can be collected where Unix's own modules and names are missing, as on Windows."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

MISSING = """\
import os, signal, sys

for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
for name in ("fork", "mkfifo", "setsid", "killpg", "openpty"):
    delattr(os, name)
for name in ("SIGKILL", "SIGHUP", "SIGSTOP", "SIGCONT", "SIGALRM", "SIGUSR1", "SIGPIPE"):
    delattr(signal, name)
"""


def test_all_is_collected_without_what_only_unix_has(tmp_path: Path) -> None:
    (tmp_path / "without_unix.py").write_text(MISSING, encoding="utf-8")
    paths = f"{tmp_path}{os.pathsep}{ROOT / 'src'}"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "without_unix", "--collect-only", "-qq"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()[-4000:]
