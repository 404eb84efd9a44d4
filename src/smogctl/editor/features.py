"""What the server answers: each request of the protocol, put to the questions of this folder."""

from collections.abc import Callable
from typing import Any

from lsprotocol import types
from pygls.uris import from_fs_path

from smogctl.editor.explaining import Explained, explained
from smogctl.editor.pointing import Place, pointed_at
from smogctl.editor.positions import Positions
from smogctl.editor.proposing import Proposal, proposed
from smogctl.editor.server import FIX_ALL, Server
from smogctl.text.markdown import escape_markdown

_OPENERS = ["[", "{", ",", " "]
"""Signs behind which an id may begin."""

_WATCHED = types.Registration(
    "smogctl-watched",
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
    types.DidChangeWatchedFilesRegistrationOptions(
        [types.FileSystemWatcher("**/{registries,desks}/**/*.{yaml,yml,txt}")]
    ),
)


def _initialized(server: Server, params: types.InitializedParams) -> None:
    files = server.client_capabilities.workspace
    if files is None:
        return
    watching = files.did_change_watched_files
    if watching and watching.dynamic_registration:
        server.client_register_capability(types.RegistrationParams([_WATCHED]))


def _opened(server: Server, params: types.DidOpenTextDocumentParams) -> None:
    server.take(params.text_document.uri, params.text_document.text)


def _changed(server: Server, params: types.DidChangeTextDocumentParams) -> None:
    # the whole text comes each time; of several the last counts
    if params.content_changes:
        server.take(params.text_document.uri, params.content_changes[-1].text)


def _closed(server: Server, params: types.DidCloseTextDocumentParams) -> None:
    server.drop(params.text_document.uri)


def _saved(server: Server, params: types.DidSaveTextDocumentParams) -> None:
    server.look_again()


def _watched(server: Server, params: types.DidChangeWatchedFilesParams) -> None:
    server.look_again()


def _hover(server: Server, params: types.HoverParams) -> types.Hover | None:
    opened = server.opened(params.text_document.uri)
    if opened is None:
        return None
    positions = server.positions(opened)
    known = explained(opened, positions.place(params.position))
    if known is None:
        return None
    return _shown(known, positions)


def _definition(
    server: Server, params: types.DefinitionParams
) -> types.Location | None:
    opened = server.opened(params.text_document.uri)
    if opened is None:
        return None
    positions = server.positions(opened)
    place = pointed_at(opened, positions.place(params.position))
    if place is None:
        return None
    if place.file == opened.path:
        span = positions.in_line(place.line, place.column, place.column + place.length)
        return types.Location(params.text_document.uri, span)
    return _elsewhere(place)


def _completion(
    server: Server, params: types.CompletionParams
) -> list[types.CompletionItem]:
    opened = server.opened(params.text_document.uri)
    if opened is None:
        return []
    positions = server.positions(opened)
    fitting = proposed(opened, positions.place(params.position))
    if fitting is None:
        return []
    word = positions.span(fitting.start, fitting.end)
    items = []
    for place, proposal in enumerate(fitting.proposals):
        items.append(_item(place, proposal, word))
    return items


def _repairs(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    uri = params.text_document.uri
    if server.opened(uri) is None:
        return []
    return server.repairs(uri, params.range)


def _shown(known: Explained, positions: Positions) -> types.Hover:
    lines = [f"**{escape_markdown(known.title)}**", *map(_line, known.lines)]
    text = types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(lines))
    return types.Hover(text, positions.span(known.start, known.end))


def _line(line: str) -> str:
    """A line of an explanation; one that begins with a dash is an item of a list."""
    if line.startswith("- "):
        return f"- {escape_markdown(line[2:])}"
    return escape_markdown(line)


def _elsewhere(place: Place) -> types.Location:
    """A place in the catalogue, where ids stand first: as many units as characters."""
    start = types.Position(place.line - 1, place.column - 1)
    end = types.Position(place.line - 1, place.column - 1 + place.length)
    return types.Location(from_fs_path(str(place.file)) or "", types.Range(start, end))


def _item(place: int, proposal: Proposal, word: types.Range) -> types.CompletionItem:
    return types.CompletionItem(
        proposal.id,
        detail=proposal.name,
        filter_text=proposal.sought,
        sort_text=f"{place:05}",
        kind=types.CompletionItemKind.Reference,
        text_edit=types.TextEdit(word, proposal.id),
    )


_ANSWERS: dict[str, Callable[..., Any]] = {
    types.INITIALIZED: _initialized,
    types.TEXT_DOCUMENT_DID_OPEN: _opened,
    types.TEXT_DOCUMENT_DID_CHANGE: _changed,
    types.TEXT_DOCUMENT_DID_CLOSE: _closed,
    types.TEXT_DOCUMENT_DID_SAVE: _saved,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: _watched,
    types.TEXT_DOCUMENT_HOVER: _hover,
    types.TEXT_DOCUMENT_DEFINITION: _definition,
    types.TEXT_DOCUMENT_COMPLETION: _completion,
    types.TEXT_DOCUMENT_CODE_ACTION: _repairs,
}
"""What answers each request and takes each notification."""

_OPTIONS: dict[str, Any] = {
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(
        trigger_characters=_OPENERS
    ),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions(
        [types.CodeActionKind.QuickFix, FIX_ALL]
    ),
}


def make_server() -> Server:
    """A server that answers all that smogctl can say of a file while it is written."""
    server = Server()
    for method, answer in _ANSWERS.items():
        server.feature(method, _OPTIONS.get(method))(answer)
    return server
