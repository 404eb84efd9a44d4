"""Real office files of another hand against their gold, one annex in every format, and hostile files.

`tests/data/files/README.md` says what each holds; the importer had not been seen by who wrote them.
"""

import io
import json
import os
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from smogctl.importing.importer import Imported, import_bytes
from smogctl.importing.readers import read_page
from smogctl.values.findings import Refusal
from test_layouts import differences

FOLDER = Path(__file__).parent / "data" / "files"
FILES = sorted(path for path in FOLDER.glob("[01]*.*") if path.suffix != ".json")
SAME = sorted(path for path in (FOLDER / "same").iterdir() if path.suffix != ".json")
CONVERTED = (".doc", ".wps", ".rtf", ".odt")


def lacking(path: Path) -> str:
    """Why a file cannot be read here; empty where it can, or must (in CI)."""
    if path.suffix in CONVERTED and shutil.which("soffice") is None:
        return "needs LibreOffice"
    return ""


def drafted(path: Path) -> Imported:
    why = lacking(path)
    if why and not os.environ.get("SMOGCTL_CI"):
        pytest.skip(why)
    return import_bytes(path.read_bytes(), path.name, id_="a")


@pytest.mark.parametrize(
    "path", [f for f in FILES if f.stem != "17-scan"], ids=lambda path: path.name
)
def test_every_unit_and_clause_of_a_file(path: Path) -> None:
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert differences(gold, drafted(path).draft.model) == set()


@pytest.mark.parametrize("path", SAME, ids=lambda path: path.suffix)
def test_one_annex_gives_one_draft_in_every_format(path: Path) -> None:
    gold = json.loads((FOLDER / "same" / "same.json").read_text(encoding="utf-8"))
    model = drafted(path).draft.model
    assert differences(gold, model) == set()
    text = drafted(FOLDER / "same" / "same.txt").draft.model
    assert model.units == text.units
    assert model.outside == text.outside
    assert (model.plan.title, model.plan.part) == (text.plan.title, text.plan.part)


def test_a_scan_is_said_to_be_one() -> None:
    with pytest.raises(Refusal, match="扫描件"):
        read_page((FOLDER / "17-scan.pdf").read_bytes(), "17-scan.pdf")


def package(parts: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsx(sheet: str, **more: str) -> bytes:
    """A workbook of one sheet, the sheet's rows as XML."""
    return package(
        {
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
            '<sheet name="职责" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="a"><Relationship Id="rId1" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'{more.get("before", "")}<worksheet xmlns="{MAIN}">'
            f"{more.get('columns', '')}<sheetData>{sheet}</sheetData>{more.get('behind', '')}"
            "</worksheet>",
        }
    )


def row(number: int, *cells: str, hidden: bool = False) -> str:
    shown = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for at, text in enumerate(cells)
        if text
    )
    state = ' hidden="1"' if hidden else ""
    return f'<row r="{number}"{state}>{shown}</row>'


HEAD = row(1, "序号", "单位", "职责")


def units_of(data: bytes) -> tuple[dict[str, Any], Imported]:
    made = import_bytes(data, "a.xlsx", id_="a")
    return {
        unit.name: [duty.text for duty in unit.duties]
        for unit in made.draft.model.units
    }, made


def test_a_hidden_row_and_column_are_set_aside() -> None:
    sheet = (
        HEAD
        + row(2, "1", "区教育局", "停课。")
        + row(3, "2", "区公安局", "限行。", hidden=True)
    )
    found, made = units_of(xlsx(sheet))
    assert found == {"区教育局": ["停课"]}
    assert {aside.text for aside in made.left} == {"2", "区公安局", "限行。"}


def test_a_merged_unit_has_all_its_rows() -> None:
    sheet = HEAD + row(2, "1", "区教育局", "停课。") + row(3, "", "", "宣传。")
    merged = '<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B2:B3"/></mergeCells>'
    assert units_of(xlsx(sheet, behind=merged))[0] == {"区教育局": ["停课", "宣传"]}


def test_rows_and_cells_without_a_reference_stand_one_behind_the_other() -> None:
    rows = (
        HEAD,
        row(2, "1", "区教育局", "停课。"),
        row(3, "2", "区公安局", "限行。"),
    )
    sheet = re.sub(' r="[A-Z]*[0-9]+"', "", "".join(rows))
    assert units_of(xlsx(sheet))[0] == {"区教育局": ["停课"], "区公安局": ["限行"]}


@pytest.mark.parametrize("reference", ["A2:?", "?:B3", "2:3", "a2:b3", "A2", ""])
def test_a_merged_range_that_is_none_covers_nothing(reference: str) -> None:
    sheet = HEAD + row(2, "1", "区教育局", "停课。") + row(3, "2", "区公安局", "限行。")
    merged = f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    units, _ = units_of(xlsx(sheet, behind=merged))
    assert units == {"区教育局": ["停课"], "区公安局": ["限行"]}


def test_a_formula_counts_by_its_last_value_and_is_no_text() -> None:
    cell = '<c r="C2" t="str"><f>"停"&amp;"课"</f><v>停课。</v></c>'
    sheet = f"{HEAD}{row(2, '1', '区教育局')[:-6]}{cell}</row>"
    assert units_of(xlsx(sheet))[0] == {"区教育局": ["停课"]}


HOSTILE: dict[str, Callable[[], bytes]] = {
    "doctype": lambda: xlsx(
        "", before="<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
    ),
    "cut": lambda: xlsx("<row><c>"),
    "bomb": lambda: package(
        {"xl/workbook.xml": "<a/>", "xl/worksheets/sheet1.xml": "0" * (200 << 20)}
    ),
    "no-sheet": lambda: package({"xl/workbook.xml": "<a/>"}),
    "nothing": lambda: package({"a": "b"}),
    "cut-zip": lambda: xlsx(HEAD)[:-40],
    "no-zip": lambda: b"PK\x03\x04" + b"\0" * 100,
}
"""Packages by name, each made where it is read: one is large."""


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_package_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(Refusal):
        import_bytes(make(), "a.xlsx")


def test_a_cell_far_out_costs_nothing_and_is_listed() -> None:
    far = (
        '<row r="9999999"><c r="XFD9999999" t="inlineStr"><is><t>远</t></is></c></row>'
    )
    _, made = units_of(xlsx(HEAD + row(2, "1", "区教育局", "停课。") + far))
    assert "远" in {aside.text for aside in made.left}


def test_a_string_that_is_not_there_is_nothing() -> None:
    cell = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>99999</v></c></row>'
    found, _ = units_of(xlsx(HEAD + cell + row(3, "2", "区公安局", "限行。")))
    assert found == {"区公安局": ["限行"]}


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.4\n%%EOF", b"%PDF" + os.urandom(4000)],
    ids=["head", "empty", "noise"],
)
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        read_page(data, "a.pdf")


@pytest.mark.parametrize(
    "data", [b"{\\rtf1", b"\xd0\xcf\x11\xe0" + b"\0" * 600], ids=["rtf", "ole"]
)
def test_a_broken_old_file_is_refused(data: bytes) -> None:
    with pytest.raises(Refusal):
        import_bytes(data, "a.doc")


def test_without_libreoffice_the_way_out_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("smogctl.system.libreoffice.program", lambda: None)
    with pytest.raises(Refusal, match=r"LibreOffice.*另存为"):
        read_page((FOLDER / "12.doc").read_bytes(), "12.doc")


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0"
 xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ooo="http://openoffice.org/2004/office"
 office:mimetype="application/vnd.oasis.opendocument.text" office:version="1.3">
"""


def test_a_macro_of_an_open_document_never_runs(tmp_path: Path) -> None:
    if shutil.which("soffice") is None and not os.environ.get("SMOGCTL_CI"):
        pytest.skip("needs LibreOffice")
    mark = tmp_path / "ran"
    content = MACRO.replace("office:document ", "office:document-content ").replace(
        ' office:mimetype="application/vnd.oasis.opendocument.text"', ""
    )
    content += (
        '<office:scripts><office:event-listeners><script:event-listener script:language="ooo:script" '
        'script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.M.Main?'
        'language=Basic&amp;location=document" xlink:type="simple"/></office:event-listeners>'
        "</office:scripts><office:body><office:text><text:p>区教育局：停课。</text:p>"
        "<text:p>区公安局：限行。</text:p></office:text></office:body></office:document-content>"
    )
    basic = (
        '<?xml version="1.0" encoding="UTF-8"?><script:module xmlns:script="http://openoffice.org/2000/script"'
        ' script:name="M" script:language="StarBasic">Sub Main\n'
        f'Open "{mark}" For Output As #1\nPrint #1, "x"\nClose #1\nEnd Sub</script:module>'
    )
    library = (
        '<?xml version="1.0"?><library:library xmlns:library="http://openoffice.org/2000/library" '
        'library:name="Standard"><library:element library:name="M"/></library:library>'
    )
    libraries = (
        '<?xml version="1.0"?><library:libraries xmlns:library="http://openoffice.org/2000/library">'
        '<library:library library:name="Standard" library:link="false"/></library:libraries>'
    )
    names = [
        "content.xml",
        "Basic/script-lc.xml",
        "Basic/Standard/script-lb.xml",
        "Basic/Standard/M.xml",
    ]
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in names
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="application/vnd.oasis.opendocument.text"/>{entries}</manifest:manifest>'
    )
    data = package(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": content,
            "Basic/script-lc.xml": libraries,
            "Basic/Standard/script-lb.xml": library,
            "Basic/Standard/M.xml": basic,
            "META-INF/manifest.xml": manifest,
        }
    )
    made = import_bytes(data, "a.odt", id_="a")
    assert [unit.name for unit in made.draft.model.units] == ["区教育局", "区公安局"]
    assert not mark.exists()
