"""`board`: one page, nothing from outside, every clause there once to the letter; a folder for many districts."""

import os
import re
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

import browser
from conftest import HEAD, ROOT, Golden, Run
from pages import Page
from smogctl.plan.registry import Registry
from smogctl.system.writing import write_folder
from smogctl.values.findings import Refusal


def test_the_page_needs_nothing_from_outside(page: str) -> None:
    found = Page(page)
    assert found.open == []
    assert found.outside == []
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page
    assert "unsafe-inline" not in page.split("script-src")[1].split('"')[0]
    assert all(link.startswith("#") for link in found.links)
    assert len(page.encode()) < 1_000_000


def test_the_only_script_is_ours_and_the_policy_names_it_by_its_hash(page: str) -> None:
    (script,) = Page(page).scripts
    assert script == (ROOT / "templates" / "board.js").read_text(encoding="utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'\">" in page
    assert not re.search(
        r"</script|<!--|innerHTML|outerHTML|insertAdjacent|document\.write|eval|fetch|https?:",
        script,
    )


def test_every_link_has_its_target_and_every_id_is_one(page: str) -> None:
    found = Page(page)
    assert len(set(found.ids)) == len(found.ids)
    assert {link[1:] for link in found.links} <= set(found.ids)


def test_every_assignment_is_there_with_its_clause_to_the_letter(
    page: str, kunqu: Registry, jiangjin: Registry
) -> None:
    found = Page(page)
    wanted = [
        duty.text
        for registry in (jiangjin, kunqu)
        for _, duty in registry.duties()
        for one in duty.assignments
        if one.measure
    ]
    assert sorted(found.quotes) == sorted(wanted)
    cells = {
        (registry.district.id, unit.name, one.measure)
        for registry in (jiangjin, kunqu)
        for unit in registry.units
        for duty in unit.duties
        for one in duty.assignments
        if one.measure
    }
    assert len(found.cells) == len(cells)
    assert {role.split()[0] for _, role in found.cells} == {
        "lead",
        "joint",
        "support",
        "guide",
    }


def test_roles_are_words_and_not_colour_alone(page: str) -> None:
    for role, word in (
        ("lead", "牵头"),
        ("joint", "共同"),
        ("support", "配合"),
        ("guide", "指导"),
    ):
        shown = re.findall(rf'<a class="{role}(?: part)?"[^>]*><b>(.*?)</b>', page)
        assert shown
        assert set(shown) == {word}


def test_each_level_is_told_for_each_clause(page: str) -> None:
    shares = page.count("<blockquote>")
    assert len(re.findall("黄色：(?:应执行|待定|不再执行|不成为任务)", page)) == shares
    assert "红色：应执行（推定）" in page
    assert "黄色：应执行（原文）" in page


def test_the_gaps_stand_beside_it(page: str, run: Run) -> None:
    text = Page(page).words
    for one in run("gaps", "-f", "csv").out.split("\n")[1:3]:
        assert one.split(",")[9] in text


def test_golden_table(golden: Golden, run: Run) -> None:
    golden("board.txt", run("board", "--format", "text").out)


def test_a_terminal_of_eighty_columns_holds_the_table(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    from smogctl.text.plain import width

    out = run("board", "--format", "table").out
    assert max(map(width, out.split("\n"))) <= 80
    assert "牵" in out


HOSTILE = (
    HEAD.replace("石山区预案", "<script>alert(1)</script>").replace(
        "name: 石山区", "name: '\"><img src=x onerror=alert(1)>'"
    )
    + """\
units:
  - id: education
    name: "</title><script>alert(2)</script>'\\""
    kind: department
    duties:
      - id: education-1
        text: "{{777*777}} {% raw %} <b>x</b> & 停课"
        measures: [{id: dust.sites, scope: "<i>"}]
        note: "]]>\\u202e"
"""
)


def test_hostile_text_is_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "shi.yaml").write_text(HOSTILE, encoding="utf-8")
    for command in (
        ["board", "-f", "html"],
        ["duties", "-f", "html"],
        ["gaps", "--exit-zero", "-f", "html"],
    ):
        text = run(*command, "--registries", str(tmp_path)).out
        found = Page(text)
        assert found.outside == []
        assert len(found.scripts) == (command[0] == "board")
        assert not any("alert" in script for script in found.scripts)
        assert found.open == []
        assert "\u202e" not in text
        assert "603729" not in found.words
        assert (
            command[0] != "board"
            or "{{777*777}} {% raw %} <b>x</b> & 停课" in found.quotes
        )


@pytest.fixture
def many(tmp_path: Path) -> Path:
    target = tmp_path / "registries"
    shutil.copytree(ROOT / "registries" / "sources", target / "sources")
    text = (ROOT / "registries" / "kunqu.yaml").read_text(encoding="utf-8")
    for number in range(32):
        one = re.sub(r"\bid: kunqu\b", f"id: d{number:02}", text, count=1)
        (target / f"d{number:02}.yaml").write_text(one, encoding="utf-8")
    return target


def test_many_districts_become_a_folder(run: Run, many: Path, tmp_path: Path) -> None:
    out = tmp_path / "board"
    assert run("board", "--registries", str(many), "-f", "html").code == 2
    ended = run("board", "--registries", str(many), "-f", "html", "-o", str(out))
    assert (ended.code, ended.out) == (0, "")
    assert "32 个区县" in ended.err
    names = sorted(path.name for path in out.iterdir())
    assert names == [".smogctl", *(f"d-d{n:02}.html" for n in range(32)), "index.html"]
    index = Page((out / "index.html").read_text(encoding="utf-8"))
    assert set(index.links) == {f"d-d{n:02}.html" for n in range(32)}
    assert Page((out / "d-d07.html").read_text(encoding="utf-8")).outside == []
    again = run("board", "--registries", str(many), "-f", "html", "-o", str(out))
    assert again.code == 2
    assert "已有文件夹" in again.err
    (many / "d31.yaml").unlink()
    assert (
        run(
            "board", "--registries", str(many), "-f", "html", "-o", str(out), "--force"
        ).code
        == 0
    )
    assert len(list(out.iterdir())) == 33
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    def failing() -> Iterator[Any]:
        yield "a", b"1"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", failing())
    assert list(tmp_path.iterdir()) == []
    write_folder(tmp_path / "out", [("a", b"old")])
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", failing(), replace=True)
    assert (tmp_path / "out" / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(Refusal):
        write_folder(tmp_path / "file", [("a", b"1")], replace=True)


def test_only_a_folder_of_our_own_is_replaced(tmp_path: Path) -> None:
    """A first user lost his registries to --force."""
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "report.doc").write_bytes(b"precious")
    for replace in (False, True):
        with pytest.raises(Refusal, match="不是 smogctl 写的"):
            write_folder(mine, [("a", b"1")], replace=replace)
    write_folder(tmp_path / "out", [("a", b"old")])
    (tmp_path / "out" / "report.doc").write_bytes(b"precious")
    with pytest.raises(Refusal, match="report"):
        write_folder(tmp_path / "out", [("a", b"1")], replace=True)
    with pytest.raises(Refusal, match="像文件名"):
        write_folder(tmp_path / "p.html", [("a", b"1")])
    assert (tmp_path / "out" / "a").read_bytes() == b"old"


SIZES = {"phone": (390, 844), "laptop": (1366, 768)}


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_wider_than_the_screen(page: str, tmp_path: Path, size: str) -> None:
    """Chromium lays the page out; a probe of the test's own, in a frame around it, says how wide it became."""
    width, height = SIZES[size]
    frame = re.sub('content="default-src[^"]*"', 'content=""', page)
    probe = "<script>document.title = document.documentElement.scrollWidth + '/' + window.innerWidth</script></body>"
    path = tmp_path / "board.html"
    path.write_text(frame.replace("</body>", probe), encoding="utf-8")
    dom = browser.chromium(
        f"--window-size={width},{height}", "--dump-dom", path.as_uri()
    )
    title = re.search(r"<title>(\d+)/(\d+)</title>", dom)
    assert title is not None
    wide, window = map(int, title.groups())
    assert wide <= window


def test_the_printed_page_has_every_clause(
    page: str, tmp_path: Path, kunqu: Registry
) -> None:
    pdftotext = browser.need("pdftotext")
    path, pdf = tmp_path / "board.html", tmp_path / "board.pdf"
    path.write_text(page, encoding="utf-8")
    browser.chromium("--no-pdf-header-footer", f"--print-to-pdf={pdf}", path.as_uri())
    import subprocess

    text = subprocess.run(
        [pdftotext, "-raw", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode()
    flat = "".join(text.split())
    missing = [
        duty.text
        for _, duty in kunqu.duties()
        if duty.measures and "".join(duty.text.split()) not in flat
    ]
    # a clause that runs over a page's end is cut by the page's own furniture; there is none, so none may be missing
    assert missing == []


def test_the_matrix_is_printed_whole_on_one_sheet_of_a3(
    page: str, tmp_path: Path
) -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    path, pdf = tmp_path / "board.html", tmp_path / "board.pdf"
    path.write_text(page, encoding="utf-8")
    browser.chromium("--no-pdf-header-footer", f"--print-to-pdf={pdf}", path.as_uri())
    with pdfplumber.open(pdf) as book:
        wide = [one for one in book.pages if round(one.width) > round(one.height)]
        # two districts, a sheet each
        assert [
            (round(one.width / 72 * 25.4), round(one.height / 72 * 25.4))
            for one in wide
        ] == [
            (420, 297),
            (420, 297),
        ]
        said = "".join(normalize("NFKC", wide[0].extract_text() or "").split())
        rest = [one for one in book.pages if one not in wide]
        assert {round(one.width / 72 * 25.4) for one in rest} == {210}
        # 9 pt as set: nothing wider than the paper made the browser shrink the pages
        assert (
            round(
                Counter(char["size"] for char in rest[-1].chars).most_common(1)[0][0], 1
            )
            >= 8
        )
    assert all(
        name in said for name in ("健康防护提示", "施工工地扬尘管控、停工", "属地落实")
    )


def test_the_pictures_in_the_readme_are_of_the_shipped_boards() -> None:
    for name in ("kunqu", "jiangjin"):
        picture = ROOT / "docs" / "images" / f"board-{name}.png"
        assert picture.read_bytes().startswith(b"\x89PNG")
        for readme in ("README.md", "README.zh-CN.md"):
            assert f"docs/images/board-{name}.png" in (ROOT / readme).read_text(
                encoding="utf-8"
            )
    assert os.fspath(Path("tools/screenshots.py")) in (
        ROOT / "CONTRIBUTING.md"
    ).read_text(encoding="utf-8")
