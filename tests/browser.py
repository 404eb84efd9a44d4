"""Tools that only some machines have: found or skipped with a reason; in CI (`SMOGCTL_CI=1`) a missing one fails.

Chromium is run for one answer (`chromium`), or driven as a person would (`Tab`).
"""

import json
import os
import select
import shutil
import subprocess
from base64 import b64decode
from contextlib import suppress
from pathlib import Path
from typing import Any

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
    return subprocess.run(
        command, capture_output=True, timeout=timeout, check=True
    ).stdout.decode("utf-8")


class Tab:
    """A page in headless Chromium: opened, typed into, clicked, printed.

    Chromium's own protocol (JSON, each message ended by NUL) over a pair of pipes, which it finds as
    file descriptors 3 and 4: only Unix hands those to a child.
    """

    def __init__(self, folder: Path, size: tuple[int, int] = (1366, 768)) -> None:
        """`folder`: where the browser may keep its profile and log."""
        if os.name == "nt":
            pytest.skip(
                "a browser is driven over file descriptors 3 and 4, which Windows has not"
            )
        program = need("chromium", "chromium-browser", "google-chrome")
        options = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--remote-debugging-pipe",
        ]
        there, self._out = os.pipe()
        self._in, back = os.pipe()
        # whatever the numbers are here; first out of the way of 3 and 4
        hand = f'exec {{a}}<&{there} {{b}}>&{back}; exec 3<&$a 4>&$b {{a}}<&- {{b}}>&-; exec "$@"'
        command = [
            "bash",
            "-c",
            hand,
            "bash",
            program,
            *options,
            f"--user-data-dir={folder}/chromium",
        ]
        with (folder / "chromium.log").open("wb") as log:
            self._process = subprocess.Popen(
                command,
                pass_fds=(there, back),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        os.close(there)
        os.close(back)
        self._rest = b""
        self._number = 0
        self._loaded = 0
        self._session: str | None = None
        self.said: list[str] = []
        """What the page wrote to its console, faults of scripts and breaches of its policy with it."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask(
            "Target.attachToTarget", targetId=target, flatten=True
        )["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.resize(*size)

    def __enter__(self) -> "Tab":
        return self

    def __exit__(self, *_: object) -> None:
        self._session = None
        with suppress(OSError, EOFError):
            self.ask("Browser.close")
        os.close(self._out)
        os.close(self._in)
        try:
            self._process.wait(30)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the protocol and wait for its answer; raises AssertionError on a fault."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (got := self._next()).get("id") != self._number:
            pass
        assert "error" not in got, got
        result: dict[str, Any] = got["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._in], [], [], 60)
            assert ready, "Chromium does not answer"
            more = os.read(self._in, 1 << 20)
            if not more:
                raise EOFError
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        event = message.get("method", "")
        self._loaded += event == "Page.loadEventFired"
        if event in ("Runtime.exceptionThrown", "Log.entryAdded"):
            self.said.append(json.dumps(message["params"], ensure_ascii=False))
        return message

    def resize(self, width: int, height: int) -> None:
        """The window's size in CSS pixels."""
        size = {
            "width": width,
            "height": height,
            "deviceScaleFactor": 1,
            "mobile": False,
        }
        self.ask("Emulation.setDeviceMetricsOverride", **size)

    def open(self, url: str, *, script: bool = True) -> None:
        """Go to a page and wait until it is loaded. `script`: whether its scripts may run."""
        self.ask("Emulation.setScriptExecutionDisabled", value=not script)
        # by way of an empty page: else another place on the same page would be no load
        for there in ("about:blank", url):
            before = self._loaded
            self.ask("Page.navigate", url=there)
            while self._loaded == before:
                self._next()

    def value(self, expression: str) -> Any:
        """What an expression is in the page: the test looks, the page's own script acts."""
        got = self.ask(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
        )
        assert "exceptionDetails" not in got, got
        return got["result"].get("value")

    def key(self, name: str, text: str = "") -> None:
        """Press and let go a key; `text`: what it types."""
        given = {"key": name, **({"text": text} if text else {})}
        self.ask("Input.dispatchKeyEvent", type="keyDown", **given)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=name)

    def type(self, text: str) -> None:
        """Type into what has the focus, a character at a time, as an input method hands them over."""
        for character in text:
            self.ask("Input.insertText", text=character)

    def click(self, selector: str) -> None:
        """Click in the middle of the first element that a selector finds, after scrolling to it."""
        box = self.value(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});"
            "const b = e.getClientRects()[0];"
            "return b && [b.x + b.width / 2, b.y + b.height / 2] })()"
        )
        assert box, f"{selector} is not to be seen"
        at = {"x": box[0], "y": box[1], "button": "left", "clickCount": 1}
        self.ask("Input.dispatchMouseEvent", type="mousePressed", **at)
        self.ask("Input.dispatchMouseEvent", type="mouseReleased", **at)
        self.picture()  # a frame later: the jump is made, the page laid out anew

    def printed(self) -> bytes:
        """The page as PDF."""
        return b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True)["data"])

    def picture(self) -> bytes:
        """What the window shows, as PNG."""
        return b64decode(self.ask("Page.captureScreenshot")["data"])
