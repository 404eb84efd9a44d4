"""From a keystroke to its findings: `smogctl lsp` over its pipes, beside yaml-language-server with the same file.

    python benchmarks/editor.py [--keys 40]

Each key changes one character of a shipped registry; what is timed is from sending the text to receiving what is wrong
with it. Milliseconds, median and most; the goal is 100 ms for a shipped registry. yaml-language-server, where it is on
the PATH, checks the schema alone, and waits a fifth of a second by itself before it looks.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from languageserver import Server  # noqa: E402 - the tests' own client

GOAL = 100


def milliseconds(command: list[str], file: Path, keys: int) -> list[float]:
    """How long each key takes, with the plan's text beside the registry."""
    text = file.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(file.parent, Path(folder, "registries"))
        path = Path(folder, "registries", file.name)
        server = Server(command, Path(folder))
        server.open(path.as_uri(), text)
        server.diagnostics(path.as_uri())
        took = []
        for key in range(keys):
            changed = text.replace("name: ", f"name: {'甲乙丙丁'[key % 4]}", 1)
            began = time.perf_counter()
            server.change(path.as_uri(), key + 2, changed)
            server.diagnostics(path.as_uri())
            took.append(1000 * (time.perf_counter() - began))
        server.close()
        return took


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keys", type=int, default=40)
    keys = parser.parse_args().keys
    servers = {"smogctl lsp": [sys.executable, "-m", "smogctl", "lsp"]}
    if peer := shutil.which("yaml-language-server"):
        servers["yaml-language-server"] = [peer, "--stdio"]
    for file in sorted((ROOT / "registries").glob("*.yaml")):
        for name, command in servers.items():
            took = milliseconds(command, file, keys)
            short = (
                ""
                if statistics.median(took) < GOAL or name != "smogctl lsp"
                else "  SHORT"
            )
            median, most = statistics.median(took), max(took)
            print(
                f"{file.stem:10} {name:22} {median:6.0f} ms median {most:6.0f} ms most{short}"
            )


if __name__ == "__main__":
    main()
