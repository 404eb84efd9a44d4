"""The board on a screen, as a person has it: headless Chromium in which we type, click, jump and print."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import browser
from browser import Tab
from conftest import HEAD, ROOT, Run, smogctl
from pages import Page
from smogctl.plan import catalogue

ALL = len(catalogue.measures())

STATUS = "document.querySelector('[role=status]').textContent"
ROWS = "[...document.querySelectorAll('.matrix tbody th[scope=row]')]"
HEADS = "[...document.querySelectorAll('.matrix thead th:not(.corner)')]"
CELLS = "[...document.querySelectorAll('.matrix td a')]"
SEEN = ".filter(e => e.offsetParent)"
NAMES = ".map(e => e.querySelector('span').textContent)"
FIELD = "document.querySelector('[type=search]')"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, page: str) -> Path:
    """The board of both shipped districts, and that of one."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "both.html").write_text(page, encoding="utf-8")
    alone = smogctl("board", "--today", "2026-12-01", "-d", "kunqu").out
    (folder / "kunqu.html").write_text(alone, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with browser.Tab(tmp_path_factory.mktemp("browser")) as tab:
        yield tab


@pytest.fixture
def tab(window: Tab, files: Path) -> Iterator[Tab]:
    """The board of one district, freshly opened; at the end no script failed and none was refused."""
    window.said.clear()
    window.resize(1366, 768)
    window.open((files / "kunqu.html").as_uri())
    yield window
    assert window.said == []


def printed(tab: browser.Tab, folder: Path) -> str:
    """The text of the printed page, as poppler reads it."""
    pdftotext = browser.need("pdftotext")
    (folder / "printed.pdf").write_bytes(tab.printed())
    command = [pdftotext, "-layout", str(folder / "printed.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def find(tab: browser.Tab, words: str) -> None:
    """Look for other words than before."""
    tab.key("/", "/")
    tab.value(f"{FIELD}.select()")
    tab.type(words)


def test_what_is_typed_is_found_at_once(tab: Tab) -> None:
    find(tab, "停课")
    assert tab.value(ROWS + SEEN + NAMES) == ["停课"]
    assert len(tab.value(HEADS + SEEN + NAMES)) == 20
    assert tab.value(STATUS) == f"措施 1/{ALL}，单位 20/20；承担 1 格"
    find(tab, "公安")
    assert tab.value(HEADS + SEEN + NAMES) == ["区公安局"]
    assert len(tab.value(ROWS + SEEN + NAMES)) == ALL
    assert tab.value(
        "[...document.querySelectorAll('.hit')].map(e => e.innerText)"
    ) == ["区公安局"]
    assert tab.value(f"{FIELD}.value") == "公安"


def test_two_words_meet_in_a_cell(tab: Tab) -> None:
    find(tab, "教育　停课")
    assert tab.value(ROWS + SEEN + NAMES) == ["停课"]
    assert tab.value(HEADS + SEEN + NAMES) == ["区教育局"]
    find(tab, "停课 扬尘")
    assert tab.value(ROWS + SEEN) == []
    assert "没有相符的格" in tab.value("document.body.innerText")
    assert f"措施 0/{ALL}，单位 0/20" in tab.value(STATUS)


@pytest.mark.parametrize(
    "words", ["vocs", "ＶＯＣｓ", "涉ＶＯＣs作业", " 涉  vocs\u200b"]
)
def test_width_case_and_blanks_do_not_matter(tab: Tab, words: str) -> None:
    find(tab, words)
    assert tab.value(ROWS + SEEN + NAMES) == ["涉 VOCs 作业管控"]


def test_a_unit_is_found_by_its_bodies_and_by_what_it_is_usually_called(
    tab: Tab, files: Path
) -> None:
    find(tab, "河西交管")
    assert tab.value(HEADS + SEEN + NAMES) == ["区交管大队、河西交管大队"]
    tab.open((files / "both.html").as_uri())
    find(tab, "教育局")
    assert tab.value(HEADS + SEEN + NAMES) == ["区教育局", "区教委"]
    assert tab.value(STATUS) == "有相符的区县 2/2"
    find(tab, "区教委")
    assert tab.value(STATUS) == "有相符的区县 1/2"


def test_a_group_is_found_by_its_whole_name(tab: Tab) -> None:
    find(tab, "扬尘")
    assert tab.value(ROWS + SEEN + NAMES) == [
        "施工工地扬尘管控、停工",
        "道路清扫保洁、洒水",
        "堆场、裸土覆盖",
    ]
    find(tab, "保障")
    assert tab.value(ROWS + SEEN + NAMES) == ["资金保障"]


def test_what_an_input_method_is_composing_is_not_looked_for(tab: Tab) -> None:
    tab.key("/", "/")
    tab.ask("Input.imeSetComposition", text="tingke", selectionStart=6, selectionEnd=6)
    assert tab.value(f"{FIELD}.value") == "tingke"
    assert len(tab.value(ROWS + SEEN)) == ALL
    tab.type("停课")
    assert tab.value(ROWS + SEEN + NAMES) == ["停课"]


def test_keys(tab: Tab) -> None:
    tab.key("/", "/")
    assert tab.value(f"document.activeElement === {FIELD}")
    assert tab.value(f"{FIELD}.value") == ""
    tab.key("/", "/")
    assert tab.value(f"{FIELD}.value") == "/"
    tab.key("Escape")
    assert tab.value(f"{FIELD}.value") == ""
    assert len(tab.value(ROWS + SEEN)) == ALL


def test_a_level_shows_what_is_due_and_marks_what_stands_by(tab: Tab) -> None:
    whole = len(tab.value(CELLS + SEEN))
    tab.click("[value=yellow]")
    closed = "document.getElementById('c-kunqu.education.public.school-suspension')"
    assert tab.value(f"{closed}.className") == "lead standby"
    assert "待定" in tab.value(
        f"getComputedStyle({closed}.firstChild, '::after').content"
    )
    due, standby = map(int, re.findall(r"(\d+) 格", tab.value(STATUS)))
    assert len(tab.value(CELLS + SEEN)) == due + standby < whole
    assert (
        tab.value(f"{CELLS}{SEEN}.filter(e => e.matches('.standby')).length") == standby
    )
    tab.click("[value=red]")
    assert tab.value(f"{closed}.className") == "lead"
    assert tab.value("document.querySelector('.standby')") is None


def test_only_what_has_something(tab: Tab) -> None:
    tab.click("[type=checkbox]")
    assert "弹性教学" not in tab.value(ROWS + SEEN + NAMES)
    find(tab, "教育局")
    tab.click("[value=yellow]")
    assert tab.value(ROWS + SEEN + NAMES) == [
        "健康防护提示",
        "中小学、幼儿园减少或停止户外活动",
        "停课",
    ]
    groups = "[...document.querySelectorAll('.matrix th.group')]"
    assert tab.value(f"{groups}{SEEN}.map(e => e.innerText)") == ["公众防护"]
    tab.click(".bar button")
    assert len(tab.value(ROWS + SEEN)) == ALL
    assert tab.value(f"{FIELD}.value") == ""
    assert tab.value("document.querySelector('[type=radio]:checked').value") == ""


def test_from_a_gap_to_its_cell_and_back(tab: Tab) -> None:
    tab.click("#g-kunqu\\.1 .jump a[href*='#c-']")
    target = "document.querySelector(':target')"
    assert tab.value(f"{target}.matches('.matrix td a')")
    assert tab.value(f"getComputedStyle({target}).outlineStyle") == "solid"
    tab.click("tr:has(:target) .refs a")
    assert tab.value("location.hash") == "#g-kunqu.1"
    assert tab.value(f"getComputedStyle({target}).outlineStyle") == "solid"


def test_a_jump_lifts_the_filter_that_hides_where_it_leads(tab: Tab) -> None:
    tab.click("[type=checkbox]")
    find(tab, "教育局")
    tab.click("#g-kunqu\\.0 .jump a")
    assert len(tab.value(ROWS + SEEN)) == ALL
    assert "已取消筛选" in tab.value(STATUS)
    box = "document.querySelector(':target').getBoundingClientRect()"
    assert 0 < tab.value(f"{box}.top") < tab.value("innerHeight")
    find(tab, "监测")
    tab.click("tr:target .refs a, tr:has(:target) .tag")
    tab.click("#g-kunqu\\.0 .jump a")
    assert "已取消筛选" not in tab.value(STATUS)


def test_the_way_back_of_the_browser_is_a_jump_too(tab: Tab) -> None:
    tab.click("#g-kunqu\\.0 .jump a")
    tab.click("tr:target .refs a")
    find(tab, "停课")
    assert tab.value(ROWS + SEEN + NAMES) == ["停课"]
    tab.value(
        "new Promise(done => { addEventListener('hashchange', done); history.back() })"
    )
    assert tab.value("document.querySelector(':target').matches('tr')")
    assert len(tab.value(ROWS + SEEN)) == ALL


def test_a_cell_opens_its_clause_and_escape_closes_it(tab: Tab) -> None:
    find(tab, "停课")
    tab.click("#c-kunqu\\.education\\.public\\.school-suspension")
    panel = "document.querySelector('.clause:target')"
    assert tab.value(f"getComputedStyle({panel}).position") == "fixed"
    tab.key("Escape")
    assert tab.value(panel) is None
    assert tab.value("location.hash") == "#c-kunqu.education.public.school-suspension"
    assert tab.value(ROWS + SEEN + NAMES) == ["停课"]


def test_paper_has_the_whole_board_whatever_the_screen_shows(
    tab: Tab, files: Path, tmp_path: Path
) -> None:
    tab.open((files / "both.html").as_uri(), script=False)
    assert not tab.value("document.querySelector('.bar').offsetParent")
    plain = printed(tab, tmp_path)
    assert "看表格" not in plain
    assert "回缺口" not in plain
    assert "查找" not in plain
    tab.open((files / "both.html").as_uri())
    assert printed(tab, tmp_path) == plain
    find(tab, "没有这样的单位")
    tab.click("[value=orange]")
    tab.click("[type=checkbox]")
    assert tab.value(CELLS + SEEN) == []
    assert printed(tab, tmp_path) == plain
    tab.click("#d-kunqu .jump a[href*='own-plan']:last-child")
    assert printed(tab, tmp_path) == plain


def test_links_work_without_script(tab: Tab, files: Path) -> None:
    tab.open((files / "kunqu.html").as_uri(), script=False)
    tab.click("#g-kunqu\\.0 .jump a")
    assert tab.value("document.querySelector(':target').matches('tr')")
    assert tab.value("document.querySelector('tr:target .refs').offsetParent !== null")
    assert len(tab.value(ROWS + SEEN)) == ALL


def test_a_phone_has_it_all(tab: Tab) -> None:
    tab.resize(390, 844)
    find(tab, "教育局")
    tab.click("[value=yellow]")
    tab.click("[type=checkbox]")
    assert tab.value("document.documentElement.scrollWidth <= innerWidth")
    assert len(tab.value(CELLS + SEEN)) == 3
    tab.click("#d-kunqu .jump a[href='#c-kunqu.finance.support.own-plan']")
    assert tab.value("document.querySelector('td:target').offsetParent !== null")
    assert tab.value("document.documentElement.scrollWidth <= innerWidth")


def test_the_policy_lets_no_other_script_run(
    window: Tab, files: Path, tmp_path: Path
) -> None:
    window.said.clear()
    text = (files / "kunqu.html").read_text(encoding="utf-8")
    other = "<script>document.title = 'run'</script><p onclick=\"document.title = 'run'\" id=\"p\">p</p>"
    (tmp_path / "other.html").write_text(
        text.replace("</body>", f"{other}</body>"), "utf-8"
    )
    window.open((tmp_path / "other.html").as_uri())
    window.click("#p")
    assert window.value("document.title") != "run"
    assert "Content Security Policy" in "".join(window.said)
    assert len(window.value(ROWS + SEEN)) == ALL


HOSTILE = (
    HEAD
    + """\
units:
  - id: education
    name: "</script><img src=x onerror=\\"document.title='run'\\">'\\"&amp;\\u202e停课"
    aliases: ["|甲|", "</th><script>document.title='run'</script>"]
    kind: department
    duties:
      - id: education-1
        text: 负责扬尘
        measures: [{id: dust.sites}]
"""
)


def test_a_hostile_name_is_found_and_is_a_name(
    window: Tab, run: Run, tmp_path: Path
) -> None:
    window.said.clear()
    (tmp_path / "shi.yaml").write_text(HOSTILE, encoding="utf-8")
    page = run("board", "-f", "html", "--registries", str(tmp_path)).out
    (tmp_path / "board.html").write_text(page, encoding="utf-8")
    window.open((tmp_path / "board.html").as_uri())
    assert window.value("document.images.length + document.scripts.length") == 1
    for words in ("</script><img", "&amp;", "<script>document", "|甲|", "'\""):
        find(window, words)
        assert "单位 1/1；承担 1 格" in window.value(STATUS), words
    find(window, "</th><b>")
    assert "单位 0/1" in window.value(STATUS)
    assert window.value("document.title") == "石山区　单位与措施"
    assert window.said == []


UNITS = "".join(
    f"  - id: u{number}\n    name: 第{number}局\n    kind: department\n    duties:\n"
    f"      - {{id: u{number}-1, text: 负责扬尘, measures: [{{id: dust.sites, role: support}}]}}\n"
    for number in range(10, 70)
)


def test_a_plan_of_sixty_units_is_several_tables(
    window: Tab, run: Run, tmp_path: Path
) -> None:
    window.said.clear()
    (tmp_path / "shi.yaml").write_text(f"{HEAD}units:\n{UNITS}", encoding="utf-8")
    page = run("board", "-f", "html", "--registries", str(tmp_path)).out
    found = Page(page)
    assert len(set(found.ids)) == len(found.ids)
    assert {link[1:] for link in found.links} <= set(found.ids)
    (tmp_path / "board.html").write_text(page, encoding="utf-8")
    window.open((tmp_path / "board.html").as_uri())
    assert window.value("document.querySelectorAll('.matrix').length") == 3
    assert "单位 60/60；承担 60 格" in window.value(STATUS)
    find(window, "施工 第65局")
    assert window.value(ROWS + SEEN + NAMES) == ["施工工地扬尘管控、停工"]
    assert window.value(STATUS) == f"措施 1/{ALL}，单位 1/60；承担 1 格"
    window.click(".gaps .jump a[href='#c-shi.u30.dust.sites']")
    assert window.value("document.querySelector(':target').dataset.unit") == "第30局"
    assert "已取消筛选" in window.value(STATUS)
    assert window.said == []


def test_the_index_finds_districts(window: Tab, run: Run, tmp_path: Path) -> None:
    window.said.clear()
    target = tmp_path / "registries"
    shutil.copytree(ROOT / "registries" / "sources", target / "sources")
    text = (ROOT / "registries" / "kunqu.yaml").read_text(encoding="utf-8")
    for number in range(21):
        one = re.sub(r"\bid: kunqu\b", f"id: d{number:02}", text, count=1)
        one = one.replace("name: 昆都仑区", f"name: 第{number}区", 1)
        (target / f"d{number:02}.yaml").write_text(one, encoding="utf-8")
    out = tmp_path / "out"
    assert (
        run("board", "--registries", str(target), "-f", "html", "-o", str(out)).code
        == 0
    )
    window.open((out / "index.html").as_uri())
    seen = f"[...document.querySelectorAll('tr[data-find] a')]{SEEN}.map(e => e.textContent)"
    assert len(window.value(seen)) == 21
    find(window, "第１７")
    assert window.value(seen) == ["第17区"]
    assert window.value(STATUS) == "有相符的区县 1/21"
    find(window, "包头 d05")
    assert window.value(seen) == ["第5区"]
    window.open(
        window.value("document.querySelector('tr[data-find]:not(.off) a').href")
    )
    assert window.value("document.title") == "第5区　单位与措施"
    assert f"措施 {ALL}/{ALL}" in window.value(STATUS)
    assert window.said == []
