"""A language server over its pipes, as an editor speaks to one: requests, notifications, what it says by itself."""

import json
import queue
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

Message = dict[str, Any]


class Server:
    """A running server."""

    def __init__(self, command: list[str], root: Path) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._said: queue.Queue[Message] = queue.Queue()
        self._later: list[Message] = []
        self._number = 0
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        markdown = {"contentFormat": ["markdown"]}
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {"hover": markdown, "publishDiagnostics": {}},
                },
                "workspaceFolders": [{"uri": root.as_uri(), "name": "root"}],
            },
        )
        self.tell("initialized", {})

    def _listen(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        while True:
            length = 0
            while (line := stdout.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            self._said.put(json.loads(stdout.read(length)))

    def _send(self, message: Message) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stdin = self._process.stdin
        assert stdin is not None
        stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        stdin.flush()

    def tell(self, method: str, params: Message) -> None:
        """Notify the server."""
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: Message) -> object:
        """Ask the server; its answer."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": params})
        answer = self._wait(
            lambda said: said.get("id") == number and "method" not in said
        )
        assert "error" not in answer, answer
        return answer["result"]

    def diagnostics(self, uri: str) -> list[Message]:
        """What the server finds in a document, once it has looked."""
        said = self._wait(
            lambda said: (
                said.get("method") == "textDocument/publishDiagnostics"
                and said["params"]["uri"] == uri
            )
        )
        found: list[Message] = said["params"]["diagnostics"]
        return found

    def _wait(self, wanted: Callable[[Message], bool]) -> Message:
        for at, said in enumerate(self._later):
            if wanted(said):
                return self._later.pop(at)
        while True:
            said = self._said.get(timeout=30)
            if wanted(said):
                return said
            if "id" in said and "method" in said:
                self._answer(said)
            else:
                self._later.append(said)

    def _answer(self, asked: Message) -> None:
        """What an editor answers to what a server asks: no settings of its own."""
        items = asked.get("params", {}).get("items", [])
        result = (
            [None for _ in items]
            if asked["method"] == "workspace/configuration"
            else None
        )
        self._send({"id": asked["id"], "result": result})

    def open(self, uri: str, text: str) -> None:
        """Open a document."""
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, version: int, text: str) -> None:
        """Give an open document another text."""
        document = {"uri": uri, "version": version}
        self.tell(
            "textDocument/didChange",
            {"textDocument": document, "contentChanges": [{"text": text}]},
        )

    def close(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.wait()
        self._listening.join()
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
