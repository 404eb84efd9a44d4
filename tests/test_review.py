"""`review`: a draft's open checks walked with answers from a pipe, the file after each of them."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from smogctl.importing.importer import import_bytes
from smogctl.importing.review.choices import choices_of, settled
from smogctl.importing.review.rewriting import rewritten
from smogctl.importing.review.typed import typed
from smogctl.schema.checks import open_checks
from smogctl.schema.registry import RegistryFile
from smogctl.values.findings import Refusal
from smogctl.yamlfile.reader import parse

TEXT = """青岚区重污染天气应急预案
附件 成员单位职责
区教育局：组织中小学、幼儿园停止户外活动；配合网信办做好舆情引导。
区住建局：督促工地停止土石方作业，做好预案修订和应急响应工作；落实区政府要求。
区公安局：负责货车限行。
"""
ANNEXES = sorted((Path(__file__).parent / "layouts").glob("[klmn]/*.txt"))


def draft(tmp_path: Path, text: str = TEXT) -> Path:
    made = import_bytes(text.encode(), "a.txt", id_="qinglan")
    file = tmp_path / "qinglan.yaml"
    file.write_text(made.text, encoding="utf-8")
    return file


@pytest.fixture
def review(run: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Run `review` with answers, one a line."""

    def call(file: Any, *answers: Any) -> Any:
        data = "".join(f"{one}\n" for one in answers).encode()
        monkeypatch.setattr(
            "sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8")
        )
        return run("review", str(file))

    return call


def model(file: Path) -> RegistryFile:
    return RegistryFile.model_validate(parse(file.read_bytes(), "a.yaml").tree)


def reasons(file: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(one.path), one.reasons) for one in open_checks(model(file))]


def place(file: Path, words: str) -> int:
    """How many checks stand before the one that has some words."""
    said = [
        f"{one.thing.model_dump()} {one.reasons}" for one in open_checks(model(file))
    ]
    return next(at for at, line in enumerate(said) if words in line)


def test_yes_takes_the_check_away_and_nothing_else(
    tmp_path: Path, review: Callable[..., Any]
) -> None:
    file = draft(tmp_path)
    before = file.read_text(encoding="utf-8").split("\n")
    first = next(at for at, line in enumerate(before) if "check:" in line)
    ended = review(file, "y", "q")
    assert ended.code == 0
    assert file.read_text(encoding="utf-8").split("\n") == [
        *before[:first],
        *before[first + 1 :],
    ]
    assert "照此 1 处，改正 0 处" in ended.out


def test_all_yes_leaves_no_check_and_a_clean_file(
    tmp_path: Path, review: Callable[..., Any], run: Run
) -> None:
    file = draft(tmp_path)
    count = len(reasons(file))
    ended = review(file, *["y"] * count)
    assert (ended.code, reasons(file)) == (0, [])
    assert "都核过了" in ended.out
    assert "T311" not in run("lint", str(file)).out


def test_what_the_question_shows(tmp_path: Path, review: Callable[..., Any]) -> None:
    file = draft(tmp_path)
    skips = ["s"] * place(file, "落实区政府要求")
    shown = review(file, *skips, "q").err
    assert "原文：落实区政府要求" in shown
    assert "要看：没有认出措施" in shown
    assert "第 " in shown


@pytest.mark.parametrize(
    ("answer", "field", "value"),
    [
        ("阶段=准备", "phase", ("prepare",)),
        ("phase=prepare,respond", "phase", ("prepare", "respond")),
        ("角色=配合", "role", "support"),
        ("级别=橙、红", "levels", ("orange", "red")),
        ("会同=区公安局", "convenes", ("public-security",)),
        ("measures=", "measures", ()),
    ],
)
def test_a_field_is_typed_in_english_or_chinese(
    tmp_path: Path,
    review: Callable[..., Any],
    answer: str,
    field: str,
    value: str | tuple[str, ...],
) -> None:
    file = draft(tmp_path)
    ended = review(file, *["s"] * place(file, "落实区政府要求"), answer, "q")
    assert "改正 1 处" in ended.out
    duty = next(
        d for u in model(file).units for d in u.duties if d.text == "落实区政府要求"
    )
    assert getattr(duty, field) == value
    # what was asked was about measures: an answer about something else leaves it open
    assert duty.check == (() if field == "measures" else ("没有认出措施",))


def test_measures_are_typed_by_id_or_name(
    tmp_path: Path, review: Callable[..., Any]
) -> None:
    file = draft(tmp_path)
    review(
        file,
        *["s"] * place(file, "落实区政府要求"),
        "措施=dust.sites,督导检查、督查",
        "q",
    )
    duty = next(
        d for u in model(file).units for d in u.duties if d.text == "落实区政府要求"
    )
    assert [entry.id for entry in duty.measures] == [
        "dust.sites",
        "support.supervision",
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("x", "没有“x”这个回答"),
        ("9", "没有“9”这个回答"),
        ("text=别的", "这里没有“text”可改"),
        ("role=boss", "应为"),
        ("会同=没有这个单位", "没有改"),
        ("measures=dust.nothing", "没有改"),
    ],
)
def test_an_answer_that_is_none_changes_nothing(
    tmp_path: Path, review: Callable[..., Any], answer: str, said: str
) -> None:
    file = draft(tmp_path)
    before = file.read_bytes()
    ended = review(file, *["s"] * place(file, "落实区政府要求"), answer, "q")
    assert said in ended.err
    assert file.read_bytes() == before


def test_a_body_outside_becomes_another_name_of_a_unit(
    tmp_path: Path, review: Callable[..., Any]
) -> None:
    text = "青岚区预案\n区城市管理局：清扫道路。\n区教育局：会同城管执法局检查。\n"
    file = draft(tmp_path, text)
    if not model(file).outside:
        pytest.fail("城管执法局 is read as a unit: choose another name")
    ended = review(file, *["s"] * place(file, "是否本预案单位的别名"), "1", "q")
    after = model(file)
    assert "改正 1 处" in ended.out
    assert after.outside == ()
    assert "城管执法局" in after.units[0].aliases
    assert after.units[1].duties[0].convenes == (after.units[0].id,)


def test_lines_that_a_person_wrote_stay(
    tmp_path: Path, review: Callable[..., Any]
) -> None:
    file = draft(tmp_path)
    text = file.read_text(encoding="utf-8")
    text = text.replace("\nunits:\n", "\n# 我的说明\nunits:\n").replace("\n", "\r\n")
    file.write_bytes(text.encode())
    review(file, *["y"] * 20)
    after = file.read_bytes().decode()
    assert "# 我的说明\r\n" in after
    assert "\n" not in after.replace("\r\n", "")
    assert reasons(file) == []


def test_a_comment_on_the_line_is_never_lost(
    tmp_path: Path, review: Callable[..., Any]
) -> None:
    file = draft(tmp_path)
    text = re.sub(
        r"(check: .*)", r"\1  # 等局里回话", file.read_text(encoding="utf-8"), count=1
    )
    file.write_text(text, encoding="utf-8")
    ended = review(file, "y", "q")
    assert "有注释" in ended.err
    assert file.read_text(encoding="utf-8") == text


def test_a_file_that_changed_meanwhile_is_left_alone(
    tmp_path: Path, review: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = draft(tmp_path)

    class Answers(io.BytesIO):
        def readline(self, *_: Any) -> Any:
            file.write_text(
                file.read_text(encoding="utf-8") + "# 同时\n", encoding="utf-8"
            )
            return super().readline()

    stdin = io.TextIOWrapper(Answers(b"y\nq\n"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stdin)
    from smogctl.cli.app import run as run_app

    before = len(reasons(file))
    run_app(["review", str(file)])
    assert len(reasons(file)) == before


def test_the_end_of_the_answers_is_the_end(
    tmp_path: Path, review: Callable[..., Any]
) -> None:
    file = draft(tmp_path)
    assert review(file).code == 0


def test_a_file_with_faults_is_refused(
    tmp_path: Path, review: Callable[..., Any]
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("format: smogctl/1\n", encoding="utf-8")
    ended = review(file)
    assert ended.code == 2
    assert "有错" in ended.err


@pytest.mark.parametrize(
    "path", ANNEXES[::3], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_every_choice_reads_back_as_chosen(path: Path) -> None:
    made = import_bytes(path.read_bytes(), path.name, id_="qinglan")
    source, registry = made.subject.source, made.subject.model
    assert registry is not None
    for open_ in open_checks(registry):
        for new in [
            settled(registry, open_),
            *(one.registry for one in choices_of(registry, open_)),
        ]:
            data = rewritten(source, registry, new)
            assert RegistryFile.model_validate(parse(data, "a.yaml").tree) == new


def test_typing_refuses_what_is_the_document_s() -> None:
    made = import_bytes(TEXT.encode(), "a.txt", id_="qinglan")
    registry = made.subject.model
    assert registry is not None
    open_ = next(one for one in open_checks(registry) if "duties" in one.path)
    with pytest.raises(Refusal):
        typed(registry, open_, "id=x")


def test_an_answer_says_that_the_registry_is_a_draft(
    tmp_path: Path, run: Run, review: Callable[..., Any]
) -> None:
    file = draft(tmp_path)
    words = ("duties", "--registries", str(tmp_path))
    assert "草稿：还有" in run(*words).out
    review(file, *["y"] * 20)
    assert "草稿" not in run(*words).out


def test_a_format_that_review_does_not_have_is_refused(
    tmp_path: Path, run: Run
) -> None:
    ended = run("review", str(draft(tmp_path)), "-f", "json")
    assert ended.code == 2
