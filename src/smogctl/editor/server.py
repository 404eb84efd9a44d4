"""The language server: the open files, and their findings while they are written.

Findings are made in a thread of their own, one text at a time; of the texts that come while one is
being looked at, only the newest is looked at next.
"""

import asyncio
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from smogctl import __version__
from smogctl.editor.marking import Marked, marked, subject_of_text
from smogctl.editor.opened import Opened
from smogctl.editor.positions import Positions
from smogctl.editor.twins import Neighbourhood
from smogctl.lint.fixing import Edit, fix_of, fix_text
from smogctl.lint.rulebook import all_rules
from smogctl.text.patterns import later
from smogctl.text.plain import visible

_OURS = later(r"^format:[ \t]*[\"']?smogctl(?:\.desk)?/", re.M)
_FOLDERS = ("registries", "desks")
"""A file that lies in one of these is ours, whatever it says; elsewhere one that says so."""

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
FIX_ALL = "source.fixAll.smogctl"


class Server(LanguageServer):
    """The server of one editor."""

    def __init__(self) -> None:
        super().__init__("smogctl", __version__, types.TextDocumentSyncKind.Full)
        self._files: dict[str, Opened] = {}
        self._findings: dict[str, tuple[str, list[Marked]]] = {}
        """The findings of each open file, and the text that they are of."""
        self._neighbours = Neighbourhood()
        self._rules = all_rules()
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._tasks: set[asyncio.Task[None]] = set()

    def report_server_error(self, error: Exception, source: object) -> None:
        """Say what went wrong inside; the editor goes on."""
        message = f"smogctl 内部错误（{type(error).__name__}）：{error}"
        self.window_log_message(
            types.LogMessageParams(types.MessageType.Error, message)
        )

    def opened(self, uri: str) -> Opened | None:
        """An open file, where it is one of ours."""
        return self._files.get(uri)

    def positions(self, opened: Opened) -> Positions:
        """The places of a file's text."""
        return Positions(opened.text, self.workspace.position_codec)

    def take(self, uri: str, text: str) -> None:
        """A file was opened, or its text is another now."""
        path = Path(to_fs_path(uri) or uri)
        ours = path.parent.name in _FOLDERS or _OURS.search(text)
        if not ours or path.suffix not in (".yaml", ".yml"):
            self.drop(uri)
            return
        if uri in self._files:
            self._files[uri].write(text)
        else:
            self._neighbours.forget()
            self._files[uri] = Opened(path, text)
        self._look(uri)

    def drop(self, uri: str) -> None:
        """A file was closed, or is none of ours any more."""
        if self._files.pop(uri, None):
            self._findings.pop(uri, None)
            self._neighbours.forget()
            self._publish(uri, [])

    def look_again(self) -> None:
        """Something was saved: a source, a neighbour. All open files are looked at anew."""
        self._neighbours.forget()
        for uri in self._files:
            self._look(uri)

    def _look(self, uri: str) -> None:
        task = asyncio.get_running_loop().create_task(self._check(uri))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _check(self, uri: str) -> None:
        loop = asyncio.get_running_loop()
        text = self._files[uri].text
        try:
            findings = await loop.run_in_executor(
                self._worker, partial(self._find, uri, text)
            )
        except Exception as error:
            self.report_server_error(error, type(error))
            return
        opened = self._files.get(uri)
        if findings is None or opened is None or opened.text != text:
            return
        self._findings[uri] = text, findings
        self._publish(uri, self._diagnosed(opened, findings))

    def _find(self, uri: str, text: str) -> list[Marked] | None:
        """What lint finds in a text; None where a newer one waits already."""
        opened = self._files.get(uri)
        if opened is None or opened.text != text:
            return None
        return marked(opened.path, text, self._rules, self._neighbours.twins(opened))

    def _diagnosed(
        self, opened: Opened, findings: Sequence[Marked]
    ) -> list[types.Diagnostic]:
        positions = self.positions(opened)
        return [_diagnostic(about, positions) for about in findings]

    def _publish(self, uri: str, diagnostics: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, diagnostics)
        )

    def repairs(self, uri: str, wanted: types.Range) -> list[types.CodeAction]:
        """What mends findings on the lines of a range, each alone, and all of the file at once."""
        opened = self._files[uri]
        text, findings = self._findings.get(uri, ("", []))
        if text != opened.text:
            findings = marked(opened.path, opened.text, self._rules)
        if not any(finding.fixable for finding, _ in findings):
            return []
        positions = self.positions(opened)
        subject = subject_of_text(opened.path, opened.text)
        actions = []
        for about in findings:
            line = about.finding.line - 1
            if not wanted.start.line <= line <= wanted.end.line:
                continue
            edit = fix_of(subject, about.finding)
            if edit is not None:
                actions.append(_mending(uri, about, edit, positions))
        return [*actions, *self._all_at_once(uri, opened, positions)]

    def _all_at_once(
        self, uri: str, opened: Opened, positions: Positions
    ) -> list[types.CodeAction]:
        mended = fix_text(opened.text, opened.path, self._rules)
        if mended == opened.text:
            return []
        whole = types.TextEdit(positions.span(0, len(opened.text)), mended)
        return [_action(uri, "改好全部能放心改的", FIX_ALL, whole)]


def _diagnostic(about: Marked, positions: Positions) -> types.Diagnostic:
    finding, end = about
    return types.Diagnostic(
        positions.in_line(finding.line, finding.column, end),
        visible(finding.message),
        _SEVERITIES[finding.severity],
        finding.code,
        source="smogctl",
    )


def _mending(
    uri: str, about: Marked, edit: Edit, positions: Positions
) -> types.CodeAction:
    """What mends a finding; its edit counts from where the reader begins."""
    begin = positions.begin
    span = positions.span(begin + edit.start, begin + edit.end)
    change = types.TextEdit(span, edit.new)
    action = _action(uri, f"改好：{about.finding.message}", "quickfix", change)
    action.diagnostics = [_diagnostic(about, positions)]
    return action


def _action(uri: str, title: str, kind: str, edit: types.TextEdit) -> types.CodeAction:
    return types.CodeAction(title, kind, edit=types.WorkspaceEdit({uri: [edit]}))
