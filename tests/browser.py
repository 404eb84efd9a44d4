"""Tools that only some machines have: found or skipped with a reason; in CI (`SMOGCTL_CI=1`) a missing one fails."""

import os
import shutil
import subprocess

import pytest


def need(*names: str) -> str:
    """The first of these programs that there is."""
    for name in names:
        if found := shutil.which(name):
            return found
    if os.environ.get("SMOGCTL_CI") == "1":
        pytest.fail(f"{names[0]} is missing, and CI must have it")
    pytest.skip(f"{names[0]} is not installed")


def chromium(*arguments: str, timeout: float = 120) -> str:
    """Run headless Chromium; its standard output."""
    program = need("chromium", "chromium-browser", "google-chrome")
    command = [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        *arguments,
    ]
    return subprocess.run(command, capture_output=True, timeout=timeout, check=True).stdout.decode(
        "utf-8"
    )
