"""`smogctl lsp` as an editor uses it: driven over its pipes by pytest-lsp's client, on real registries."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from lsprotocol import types
from lsprotocol.types import CodeActionKind, Position, Range, TextEdit
from pytest_lsp import ClientServerConfig
from pytest_lsp.client import LanguageClient

from conftest import ROOT, Run
from smogctl.system.shipped import shipped

KUNQU = (ROOT / "registries" / "kunqu.yaml").read_text("utf-8")
SOURCE = (ROOT / "registries" / "sources" / "kunqu.txt").read_text("utf-8")

# the client's own warnings about what our server does not ask of it
in_loop = pytest.mark.asyncio(loop_scope="module")
pytestmark = pytest.mark.filterwarnings("default")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client() -> AsyncIterator[LanguageClient]:
    running = await ClientServerConfig(
        [sys.executable, "-m", "smogctl", "lsp", "--stdio"]
    ).start()
    assert isinstance(running, LanguageClient)
    await running.initialize_session(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(), root_uri=ROOT.as_uri()
        )
    )
    yield running
    await running.shutdown_session()
    await running.stop()  # type: ignore[no-untyped-call]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    registries = tmp_path / "区 县" / "registries"
    (registries / "sources").mkdir(parents=True)
    (registries / "sources" / "kunqu.txt").write_text(SOURCE, "utf-8")
    return registries


async def opened(client: LanguageClient, path: Path, text: str) -> Any:
    uri = path.as_uri()
    client.diagnostics.pop(uri, None)
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "yaml", 1, text))
    )
    return uri, await found(client, uri)


async def written(client: LanguageClient, uri: str, text: str, version: int = 2) -> Any:
    client.diagnostics.pop(uri, None)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            types.VersionedTextDocumentIdentifier(version, uri),
            [types.TextDocumentContentChangeWholeDocument(text)],
        )
    )
    return await found(client, uri)


async def found(client: LanguageClient, uri: str) -> Any:
    while uri not in client.diagnostics:
        await asyncio.wait_for(
            client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), 30
        )
    return list(client.diagnostics[uri])


def at(text: str, words: str, behind: int = 0) -> Position:
    """The position behind so many characters of some words, in units of UTF-16."""
    before = text[: text.index(words) + behind]
    line = before.rpartition("\n")[2]
    return types.Position(before.count("\n"), len(line.encode("utf-16-le")) // 2)


def location(place: object) -> types.Location:
    """A definition, which is in one place."""
    assert isinstance(place, types.Location)
    return place


def shown_by(hover: types.Hover | None) -> str:
    assert hover is not None
    assert isinstance(hover.contents, types.MarkupContent)
    return hover.contents.value


def covered(text: str, where: Range) -> str:
    """What a range on one line covers."""
    line = text.split("\n")[where.start.line].encode("utf-16-le")
    return line[2 * where.start.character : 2 * where.end.character].decode("utf-16-le")


@in_loop
async def test_a_right_registry_has_no_error(
    client: LanguageClient, folder: Path
) -> None:
    _, diagnostics = await opened(client, folder / "kunqu.yaml", KUNQU)
    assert not [
        one for one in diagnostics if one.severity == types.DiagnosticSeverity.Error
    ]


@in_loop
@pytest.mark.parametrize(
    ("old", "new", "code", "underlined"),
    [
        ("convenes: [cyberspace]", "convenes: [cyberspac]", "R302", "cyberspac"),
        (
            "measures: [support.opinion]",
            "measures: [support.opinon]",
            "R302",
            "support.opinon",
        ),
        ("    kind: command", "    kind: comand", "F203", "comand"),
        ("    kind: command", "    kin: command", "F202", "kin"),
        ("会同网信办协调做好", "会同网信办𠮷协调做好", "T301", None),
        ("role: support", "role: lead", "T306", "lead"),
        ("convenes: [cyberspace]", "convenes: [cyberspace", "S105", None),
    ],
)
async def test_what_is_wrong_in_unsaved_text_is_told_at_its_place(
    client: LanguageClient,
    folder: Path,
    old: str,
    new: str,
    code: str,
    underlined: str | None,
) -> None:
    path = folder / "kunqu.yaml"
    path.write_text(KUNQU, "utf-8")
    uri, _ = await opened(client, path, KUNQU)
    text = KUNQU.replace(old, new, 1)
    diagnostics = await written(client, uri, text)
    told = [one for one in diagnostics if one.code == code]
    assert told, diagnostics
    assert all(one.source == "smogctl" for one in told)
    if underlined:
        assert covered(text, told[0].range) == underlined
    elif code == "T301":
        assert covered(text, told[0].range) in text
        assert told[0].range.start == at(text, "会同网信办𠮷")
    # and is gone when it is mended
    assert code not in {one.code for one in await written(client, uri, KUNQU, 3)}


@in_loop
async def test_every_finding_is_one_that_lint_has(
    client: LanguageClient, folder: Path, run: Run
) -> None:
    text = KUNQU.replace("kind: command", "kind: comand").replace("row: 3", "row: drei")
    path = folder / "kunqu.yaml"
    path.write_text(text, "utf-8")
    _, diagnostics = await opened(client, path, text)
    told = {
        (one.code, one.range.start.line + 1, one.range.start.character + 1, one.message)
        for one in diagnostics
    }
    import json

    linted = json.loads(run("lint", str(path), "--format", "json").out)["findings"]
    assert told == {
        (one["code"], one["line"], one["column"], one["message"]) for one in linted
    }
    assert len(told) >= 2


@in_loop
async def test_a_neighbour_that_claims_the_same_district_is_told(
    client: LanguageClient, folder: Path
) -> None:
    (folder / "other.yaml").write_text(KUNQU, "utf-8")
    uri, diagnostics = await opened(client, folder / "kunqu.yaml", KUNQU)
    assert "R308" in {one.code for one in diagnostics}
    (folder / "other.yaml").unlink()
    client.diagnostics.pop(uri, None)
    client.text_document_did_save(
        types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
    )
    assert "R308" not in {one.code for one in await found(client, uri)}


@in_loop
@pytest.mark.parametrize(
    ("words", "behind", "said"),
    [
        (
            "[support.opinion]",
            3,
            ("舆情监测引导", "区公安局", "与区委宣传部共同做好舆情的监管"),
        ),
        (
            "convenes: [cyberspace]",
            14,
            ("网信办", "不是本预案的成员单位", "publicity\\-4"),
        ),
        ("- id: publicity\n", 8, ("区委宣传部", "职责 5 条", "宣传部门")),
        ("- id: publicity-4", 10, ("会同网信办协调做好", "舆情监测引导", "区公安局")),
        ("scheme: national-2024", 12, ("2024",)),
        ("{id: yellow,", 6, ("黄色预警", "Ⅲ级响应")),
    ],
)
async def test_an_id_is_explained(
    client: LanguageClient, folder: Path, words: str, behind: int, said: tuple[str, ...]
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    where = types.HoverParams(
        types.TextDocumentIdentifier(uri), at(KUNQU, words, behind)
    )
    hover = await client.text_document_hover_async(where)
    shown = shown_by(hover).replace("\\-", "-")
    for part in said:
        assert part.replace("\\-", "-") in shown, shown


@in_loop
async def test_what_is_no_id_is_not_explained(
    client: LanguageClient, folder: Path
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    for words, behind in (
        ("# yaml-language", 4),
        ("text: 负责组织昆区", 9),
        ("kind: command", 7),
    ):
        where = types.HoverParams(
            types.TextDocumentIdentifier(uri), at(KUNQU, words, behind)
        )
        assert await client.text_document_hover_async(where) is None


@in_loop
async def test_hostile_names_are_no_markup(
    client: LanguageClient, folder: Path
) -> None:
    text = KUNQU.replace("name: 网信办", 'name: "<img src=x>[点](http://x) **办**"')
    uri, _ = await opened(client, folder / "kunqu.yaml", text)
    where = types.HoverParams(
        types.TextDocumentIdentifier(uri), at(text, "convenes: [cyberspace]", 14)
    )
    shown = shown_by(await client.text_document_hover_async(where))
    assert "\\<img src=x\\>" in shown
    assert "<img" not in shown.replace("\\<img", "")
    assert "](http" not in shown.replace("\\](http", "")


@in_loop
@pytest.mark.parametrize(
    ("words", "behind", "target"),
    [
        ("convenes: [cyberspace]", 12, "id: cyberspace"),
        ("guides: [members]", 10, "id: members"),
        ("shares: [publicity]", 10, "id: publicity\n"),
    ],
)
async def test_the_definition_of_an_id_is_found(
    client: LanguageClient, folder: Path, words: str, behind: int, target: str
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    where = types.DefinitionParams(
        types.TextDocumentIdentifier(uri), at(KUNQU, words, behind)
    )
    place = location(await client.text_document_definition_async(where))
    assert place.uri == uri
    assert place.range.start == at(KUNQU, target, 4)
    assert covered(KUNQU, place.range) == target[4:].strip()


@in_loop
async def test_the_definition_of_a_measure_is_in_the_catalogue(
    client: LanguageClient, folder: Path
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    where = types.DefinitionParams(
        types.TextDocumentIdentifier(uri), at(KUNQU, "measures: [support.opinion]", 14)
    )
    place = location(await client.text_document_definition_async(where))
    file = shipped("catalogue") / "measures.yaml"
    assert place.uri == file.as_uri()
    catalogue = file.read_text("utf-8")
    assert covered(catalogue, place.range) == "support.opinion"


async def proposals(
    client: LanguageClient, uri: str, text: str, words: str, behind: int
) -> Any:
    where = types.CompletionParams(
        types.TextDocumentIdentifier(uri), at(text, words, behind)
    )
    items = await client.text_document_completion_async(where)
    assert isinstance(items, Sequence)
    return {one.label: one for one in items}


@in_loop
@pytest.mark.parametrize(
    ("old", "new", "typed", "offered"),
    [
        (
            "convenes: [cyberspace]",
            "convenes: [",
            "",
            {"cyberspace", "publicity", "public-security"},
        ),
        ("convenes: [cyberspace]", "convenes: [cy", "cy", {"cyberspace"}),
        (
            "measures: [support.opinion]",
            "measures: [support.",
            "support.",
            {"support.opinion"},
        ),
        ("measures: [support.opinion]", "measures: [{id: ", "", {"dust.sites"}),
        ("parts: [信息报送]", "parts: [", "", {"信息报送"}),
        ("scheme: national-2024", "scheme: ", "", {"national-2018"}),
        ("  - id: publicity\n", "  - id: \n", "", {"education", "publicity"}),
    ],
)
async def test_ids_are_proposed_while_the_line_is_unfinished(
    client: LanguageClient,
    folder: Path,
    old: str,
    new: str,
    typed: str,
    offered: set[str],
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    text = KUNQU.replace(old, new, 1)
    await written(client, uri, text)
    before = KUNQU[: KUNQU.index(old)] + new.rstrip("\n")
    items = await proposals(client, uri, text, before, len(before))
    assert offered <= items.keys()
    one = items[min(offered)]
    assert covered(text, one.text_edit.range) == typed
    assert one.text_edit.new_text == one.label


@in_loop
async def test_a_unit_is_found_by_its_name_and_its_initials(
    client: LanguageClient, folder: Path
) -> None:
    text = KUNQU.replace("convenes: [cyberspace]", "convenes: [", 1)
    uri, _ = await opened(client, folder / "kunqu.yaml", text)
    items = await proposals(client, uri, text, "convenes: [", 11)
    assert items["public-security"].detail == "区公安局"
    assert items["public-security"].filter_text == "public-security 区公安局 qgaj"


@in_loop
async def test_nothing_is_proposed_inside_a_clause(
    client: LanguageClient, folder: Path
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    assert not await proposals(client, uri, KUNQU, "text: 负责组织昆区", 8)


async def repaired(
    client: LanguageClient, uri: str, text: str, kind: CodeActionKind | str
) -> Any:
    everything = types.Range(types.Position(0, 0), types.Position(10_000, 0))
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            types.TextDocumentIdentifier(uri), everything, types.CodeActionContext([])
        )
    )
    assert actions is not None
    chosen = []
    for one in actions:
        assert isinstance(one, types.CodeAction)
        if one.kind == kind:
            chosen.append(one)
    return chosen, text


def applied(text: str, edits: Sequence[TextEdit]) -> str:
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def place(position: Any) -> Any:
        line = lines[position.line].encode("utf-16-le")
        inside = line[: 2 * position.character].decode("utf-16-le")
        return starts[position.line] + len(inside)

    for edit in sorted(edits, key=lambda one: place(one.range.start), reverse=True):
        text = (
            text[: place(edit.range.start)]
            + edit.new_text
            + text[place(edit.range.end) :]
        )
    return text


@in_loop
async def test_what_lint_can_fix_is_fixed(client: LanguageClient, folder: Path) -> None:
    padded = KUNQU.replace(
        "text: 协调解决重污染", 'text: "　协调解决重污染', 1
    ).replace("应对重大问题", '应对重大问题 "', 1)
    text = padded.replace('adcode: "150203"', "adcode: 150203", 1)
    uri, _ = await opened(client, folder / "kunqu.yaml", text)
    single, _ = await repaired(client, uri, text, types.CodeActionKind.QuickFix)
    assert {one.diagnostics[0].code for one in single} == {"S110", "T304"}
    quoted = next(one for one in single if one.diagnostics[0].code == "S110")
    assert applied(text, quoted.edit.changes[uri]) == padded
    together, _ = await repaired(client, uri, text, "source.fixAll.smogctl")
    mended = applied(text, together[0].edit.changes[uri])
    assert 'text: "协调解决重污染天气应对重大问题"' in mended
    assert 'adcode: "150203"' in mended
    await written(client, uri, mended)
    assert await repaired(client, uri, mended, types.CodeActionKind.QuickFix) == (
        [],
        mended,
    )


@in_loop
async def test_other_yaml_is_left_alone(client: LanguageClient, tmp_path: Path) -> None:
    path = tmp_path / "compose.yaml"
    uri = path.as_uri()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri, "yaml", 1, "a: [b\n")
        )
    )
    where = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 0))
    assert await client.text_document_hover_async(where) is None
    assert uri not in client.diagnostics


@in_loop
async def test_a_closed_file_has_no_findings_left(
    client: LanguageClient, folder: Path
) -> None:
    uri, diagnostics = await opened(
        client, folder / "kunqu.yaml", KUNQU.replace("kind: command", "kind: x")
    )
    assert diagnostics
    client.diagnostics.pop(uri)
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
    )
    assert await found(client, uri) == []


@in_loop
async def test_a_desk_is_checked_too(client: LanguageClient, tmp_path: Path) -> None:
    desks = tmp_path / "desks"
    desks.mkdir()
    text = "format: smogctl.desk/1\ndistrict: kunqu\noffise: 办公室\n"
    _, diagnostics = await opened(client, desks / "kunqu.yaml", text)
    assert "F202" in {one.code for one in diagnostics}


@in_loop
async def test_no_text_breaks_the_server(client: LanguageClient, folder: Path) -> None:
    uri, before = await opened(client, folder / "kunqu.yaml", KUNQU)
    for version, text in enumerate(
        (
            "",
            "a",
            "- [",
            "\x00",
            "units: 3\n",
            "units: [3]\n",
            "\u2028\n: x",
            "&a [*a]",
            "𠮷" * 50,
        ),
        2,
    ):
        await written(client, uri, text, version)
        where = types.TextDocumentIdentifier(uri), types.Position(0, 1)
        await client.text_document_hover_async(types.HoverParams(*where))
        await client.text_document_definition_async(types.DefinitionParams(*where))
        await client.text_document_completion_async(types.CompletionParams(*where))
        await repaired(client, uri, text, "quickfix")
    assert await written(client, uri, KUNQU, 99) == before


def test_on_a_terminal_it_says_who_starts_it() -> None:
    import os
    import pty
    import subprocess

    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "smogctl", "lsp"],
        stdin=slave, stderr=slave, stdout=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip
    os.close(slave)
    said = os.read(master, 4096).decode()
    os.close(master)
    assert done.returncode == 2
    assert "编辑器启动" in said


@in_loop
async def test_nothing_is_proposed_over_the_sign_of_a_list_s_item(
    client: LanguageClient, folder: Path
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    text = KUNQU.replace("measures: [support.opinion]", "measures:\n          -", 1)
    await written(client, uri, text)
    assert not await proposals(client, uri, text, "measures:\n          -", 20)
    spaced = KUNQU.replace("measures: [support.opinion]", "measures:\n          - ", 1)
    await written(client, uri, spaced, 3)
    assert "dust.sites" in await proposals(
        client, uri, spaced, "measures:\n          - ", 22
    )


@in_loop
async def test_a_measure_may_stand_behind_its_parts(
    client: LanguageClient, folder: Path
) -> None:
    text = KUNQU.replace(
        "{id: support.reporting, phase: respond, parts: [信息报送]}",
        "{parts: [信息报送], phase: respond, id: support.reporting}",
        1,
    )
    uri, _ = await opened(client, folder / "kunqu.yaml", text)
    assert "信息报送" in await proposals(client, uri, text, "{parts: [信息报送", 9)


@in_loop
async def test_a_key_is_no_id(client: LanguageClient, folder: Path) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    assert not await proposals(client, uri, KUNQU, "- {id: support.review", 4)


@in_loop
async def test_a_mark_of_the_byte_order_moves_no_repair(
    client: LanguageClient, folder: Path
) -> None:
    text = "\ufeff" + KUNQU.replace('adcode: "150203"', "adcode: 150203", 1)
    uri, _ = await opened(client, folder / "kunqu.yaml", text)
    single, _ = await repaired(client, uri, text, types.CodeActionKind.QuickFix)
    assert applied(text, single[0].edit.changes[uri]) == "\ufeff" + KUNQU


@in_loop
async def test_below_what_cannot_be_read_ids_are_known_still(
    client: LanguageClient, folder: Path
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    text = KUNQU.replace("convenes: [cyberspace]", "convenes: [cyberspace", 1)
    await written(client, uri, text)
    where = types.TextDocumentIdentifier(uri), at(text, "shares: [publicity]", 11)
    hover = await client.text_document_hover_async(types.HoverParams(*where))
    assert "区委宣传部" in shown_by(hover)
    place = await client.text_document_definition_async(types.DefinitionParams(*where))
    assert covered(text, location(place).range) == "publicity"


@in_loop
async def test_no_definition_is_shown_where_it_does_not_stand(
    client: LanguageClient, folder: Path
) -> None:
    uri, _ = await opened(client, folder / "kunqu.yaml", KUNQU)
    text = "# 说明\n" * 30 + KUNQU.replace(
        "text: 负责组织昆区", 'text: "负责组织昆区', 1
    )
    await written(client, uri, text)
    where = types.TextDocumentIdentifier(uri), at(text, "guides: [members]", 10)
    place = await client.text_document_definition_async(types.DefinitionParams(*where))
    assert place is None or covered(text, location(place).range) == "members"


@in_loop
async def test_a_tab_hides_no_id_and_is_underlined(
    client: LanguageClient, folder: Path
) -> None:
    text = KUNQU.replace("convenes: [cyberspace]", "convenes:\t[cyberspace]", 1)
    uri, diagnostics = await opened(client, folder / "kunqu.yaml", text)
    told = next(one for one in diagnostics if one.code == "S104")
    assert told.range.end.character > told.range.start.character
    where = types.TextDocumentIdentifier(uri), at(text, "shares: [publicity]", 11)
    place = await client.text_document_definition_async(types.DefinitionParams(*where))
    assert covered(text, location(place).range) == "publicity"


@in_loop
async def test_a_neighbour_that_went_is_forgotten_when_a_file_is_opened(
    client: LanguageClient, folder: Path
) -> None:
    (folder / "other.yaml").write_text(KUNQU, "utf-8")
    _, diagnostics = await opened(client, folder / "kunqu.yaml", KUNQU)
    assert "R308" in {one.code for one in diagnostics}
    (folder / "other.yaml").unlink()
    _, diagnostics = await opened(client, folder / "kq.yaml", KUNQU)
    assert "R308" not in {one.code for one in diagnostics}


@in_loop
async def test_hostile_characters_are_shown_by_their_numbers(
    client: LanguageClient, folder: Path
) -> None:
    text = KUNQU.replace("scheme: national-2024", 'scheme: "a\u202eb"', 1)
    _, diagnostics = await opened(client, folder / "kunqu.yaml", text)
    assert "\u202e" not in "".join(one.message for one in diagnostics)


@in_loop
async def test_what_is_no_yaml_is_left_alone_in_a_folder_of_registries(
    client: LanguageClient, folder: Path
) -> None:
    uri = (folder / "README.md").as_uri()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri, "markdown", 1, "a: [b\n")
        )
    )
    where = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(0, 0))
    assert await client.text_document_hover_async(where) is None
    assert uri not in client.diagnostics
