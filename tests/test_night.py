"""The night of the study: nine papers from consultation to summary, for both districts, from a desk file.

What each must say is a table here, and not the templates' own words.
"""

import contextlib
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import browser
from conftest import ROOT, Ended, Run
from smogctl.cli.app import run as run_app
from smogctl.system.libreoffice import convert
from smogctl.system.shipped import shipped

DESK = """format: smogctl.desk/1
district: {id}
office:
  name: {name}重污染天气应急指挥部办公室
  seal: {name}生态环境局
  number: {mark}气应办〔{{year}}〕{{n}}号
  contact: 值班室
  phone: 0472-2100000
  mail: zhibanshi@example.org
approvals: {{yellow: 指挥部办公室主任, orange: 指挥部, red: 指挥部}}
deadlines: {{receipt: 2, report: 12}}
daily: ["09:00", "17:00"]
to: [各成员单位]
cc: [区委办]
exempt: [A级和引领性企业]
"""
DISTRICTS = ("kunqu", "jiangjin")
FORECAST = "预计12月1日夜间至4日受静稳天气影响，将出现重度污染过程"
NIGHT = [
    [
        *("会商", "-d", "{id}", "-l", "黄", "--start", "2026年12月1日20时"),
        *(
            "--issued",
            "2026年12月1日15时",
            "--forecast",
            FORECAST,
            "--pollutant",
            "PM2.5",
        ),
    ],
    ["审批", "--facts", "consult.yaml", "--number", "11"],
    [
        *(
            "启动",
            "--facts",
            "consult.yaml",
            "--number",
            "12",
            "--issued",
            "2026年12月1日17时",
        ),
        *("--episode", "2"),
    ],
    [
        *(
            "升级",
            "--previous",
            "start.yaml",
            "-l",
            "橙",
            "--start",
            "2026年12月2日12时",
        ),
        *("--issued", "2026年12月2日9时", "--number", "13"),
        *("--forecast", "预计污染将持续加重"),
    ],
    [
        *("暂停", "--previous", "upgrade.yaml", "--start", "2026年12月3日8时"),
        *("--issued", "2026年12月3日7时", "--number", "14"),
        *("--reason", "冷空气过境"),
    ],
    [
        "日报",
        "--previous",
        "suspend.yaml",
        "--issued",
        "2026年12月3日17时",
        "--forecast",
        "转好",
    ],
    [
        *("恢复", "--previous", "suspend.yaml", "--start", "2026年12月3日20时"),
        *("--issued", "2026年12月3日18时", "--number", "15"),
        *("--forecast", "预计再次加重"),
    ],
    [
        *("解除", "--previous", "resume.yaml", "--start", "2026年12月4日24时"),
        *("--issued", "2026年12月4日22时", "--number", "16"),
        *("--forecast", "扩散条件转好"),
    ],
    [
        "总结",
        "--previous",
        "lift.yaml",
        "--issued",
        "2026年12月7日",
        "--forecast",
        "静稳",
    ],
]
NAMES = (
    "consult",
    "approval",
    "start",
    "upgrade",
    "suspend",
    "daily",
    "resume",
    "lift",
    "summary",
)
SAVED = ("consult", "start", "upgrade", "suspend", "resume", "lift")
SAYS = {
    "consult": ["2026年12月1日20时", "黄色预警", "首要污染物为PM2.5"],
    "approval": [
        "☑发布",
        "□解除",
        "气应办〔2026〕11号",
        "黄色预警",
        "指挥部办公室主任",
    ],
    "start": [
        "关于发布重污染天气黄色预警启动Ⅲ级",
        "决定发布2026年第2次重污染天气黄色预警，自2026年12月1日20时起启动Ⅲ级",
        "经指挥部办公室主任批准",
        "解除时间另行通知",
        "接到通知后2小时内回传回执",
        "每日9时、17时前",
        "zhibanshi@example.org",
        "豁免情形：A级和引领性企业。",
        "2026年12月1日印发",
    ],
    "upgrade": [
        "自2026年12月2日12时起将2026年第2次重污染天气黄色预警升级为橙色预警",
        "新增和扩大的措施",
        "2026年12月1日20时起发布黄色预警、启动响应",
        "气应办〔2026〕12号",
    ],
    "suspend": [
        "自2026年12月3日8时起暂停2026年第2次重污染天气Ⅱ级",
        "因冷空气过境",
        "2026年12月2日12时起升级为橙色预警",
    ],
    "daily": [
        "橙色预警",
        "启动时间：2026年12月1日20时",
        "报送时间：2026年12月3日17时",
        "暂停中",
    ],
    "resume": ["自2026年12月3日20时起恢复实施", "2026年12月3日8时起暂停响应"],
    "lift": [
        "自2026年12月4日24时起解除2026年第2次重污染天气橙色预警",
        "2026年12月3日20时起恢复响应",
        "解除后12小时内",
    ],
    "summary": [
        "2026年第2次",
        *("启动", "升级", "暂停", "恢复", "解除"),
        *("2026年12月1日20时", "2026年12月4日24时", "气应办〔2026〕16号"),
    ],
}
NEVER = {
    "suspend": ["医疗救治与健康影响监测", "执行"],
    "lift": ["红色", "启动Ⅱ级"],
    "resume": ["暂停Ⅱ级"],
    "start": ["〔    〕", "橙色", "红色"],
    "upgrade": ["〔    〕", "红色"],
    "summary": ["红色", "〔    〕"],
}


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """An office's folder: the registries, and a desk for each district."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(ROOT / "registries", folder / "registries")
    (folder / "desks").mkdir()
    for id_, name, mark in (("kunqu", "昆都仑区", "昆"), ("jiangjin", "江津区", "津")):
        text = DESK.format(id=id_, name=name, mark=mark)
        (folder / "desks" / f"{id_}.yaml").write_text(text, encoding="utf-8")
    return folder


def night(run: Run, office: Path, district: str, ending: str) -> dict[str, Path]:
    """Write the nine papers; the files by name."""
    out = office / district / ending
    out.mkdir(parents=True, exist_ok=True)
    return {
        name: paper(run, office, district, out / f"{name}.{ending}") for name in NAMES
    }


def paper(run: Run, office: Path, district: str, file: Path) -> Path:
    """Write the paper that a file is named by; what the papers before it left lies beside."""
    name, out = file.stem, file.parent
    typed = [word.format(id=district) for word in NIGHT[NAMES.index(name)]]
    typed = [str(out / word) if word.endswith(".yaml") else word for word in typed]
    saved = ["--save-facts", str(out / f"{name}.yaml")] if name in SAVED else []
    places = ["--registries", str(office / "registries"), "-o", str(file), "--force"]
    ended = run("notice", *typed, *saved, *places, "--strict")
    assert ended.code == 0, (name, ended.err)
    return file


def sheets(file: Path) -> list[str]:
    """The pages of a PDF as text."""
    words = [browser.need("pdftotext"), "-layout", str(file), "-"]
    done = subprocess.run(words, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def quietly(*arguments: str, cwd: Path = ROOT) -> Ended:
    """As the fixture `run`, for what several tests share."""
    out, err = io.StringIO(), io.StringIO()
    streams = contextlib.redirect_stdout(out), contextlib.redirect_stderr(err)
    with contextlib.chdir(cwd), streams[0], streams[1]:
        code = run_app(arguments)
    return Ended(code, out.getvalue(), err.getvalue())


@pytest.fixture(name="printed", scope="module")
def _printed(office: Path) -> dict[str, dict[str, list[str]]]:
    """The pages of both nights' Word files, by the conversion that the command does, in one run for all of them."""
    command = browser.need("soffice", "libreoffice")
    fonts = shipped("templates") / "fonts.conf"
    files = {
        file: file.read_bytes()
        for district in DISTRICTS
        for file in night(quietly, office, district, "docx").values()
    }
    names = {str(file): data for file, data in files.items()}
    pages: dict[str, dict[str, list[str]]] = {district: {} for district in DISTRICTS}
    for name, data in convert(command, names, ("docx", "pdf"), fonts).items():
        assert data is not None, name
        file = Path(name).with_suffix(".converted.pdf")
        file.write_bytes(data)
        pages[file.parent.parent.name][Path(name).stem] = sheets(file)
    return pages


@pytest.mark.parametrize("district", DISTRICTS)
def test_each_paper_says_what_happened_and_nothing_else(
    run: Run, office: Path, district: str
) -> None:
    made = night(run, office, district, "txt")
    texts = {
        name: "".join(file.read_text("utf-8").split()) for name, file in made.items()
    }
    for name, wanted in SAYS.items():
        missing = [word for word in wanted if "".join(word.split()) not in texts[name]]
        assert missing == [], name
    for name, never in NEVER.items():
        said = made[name].read_text("utf-8")
        assert [word for word in never if word in said or word in texts[name]] == [], (
            name
        )
    for name, text in texts.items():
        for mark in ("〔通〕", "〔推〕", "校验", ".yaml", "未列出", "目录"):
            assert mark not in text, name
    registry = run("units", "-d", district, "-f", "csv").out
    assert registry


def test_a_night_takes_few_words() -> None:
    options = sum(word.startswith("-") for words in NIGHT for word in words)
    assert len(NIGHT) <= 12
    assert options <= 40


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_night_is_short_on_paper(
    run: Run, office: Path, printed: dict[str, dict[str, list[str]]], district: str
) -> None:
    pages = printed[district]
    # what the command itself writes as PDF
    file = office / district / "docx" / "start.pdf"
    assert pages["start"] == sheets(paper(run, office, district, file))
    assert sum(map(len, pages.values())) <= 40
    (annex,) = [
        at for at, page in enumerate(pages["start"]) if re.match(r"\s*附件 ?1\s", page)
    ]
    assert annex <= 2
    for name, papers in pages.items():
        signed = [page for page in papers if "指挥部办公室" in page and "代章" in page]
        for page in signed:
            lines = [line for line in page.split("\n") if line.strip()]
            assert len(lines) > 5, name
