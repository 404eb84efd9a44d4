"""The importer: every layout in every format gives what the annex says, and no character is lost."""

import json
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import annexes
from annexes import Annex, docx, paragraph
from annexes import annexes as any_annex
from conftest import EXAMPLES, ROOT, SHARED, Run, registry, smogctl
from smogctl.grammar.bodies import bodies_of, is_name, members_of
from smogctl.importing.clauses import clauses_of
from smogctl.importing.importer import Imported, carried, import_bytes
from smogctl.importing.pages import characters
from smogctl.importing.readers import read_page
from smogctl.importing.schemes import grading_of
from smogctl.plan import catalogue
from smogctl.plan import schemes as plan_schemes
from smogctl.plan.building import build
from smogctl.plan.schemes import Scheme
from smogctl.plan.values import value_of
from smogctl.schema import schemes as schema_schemes
from smogctl.schema.registry import AssignmentEntry, Body, RegistryFile
from smogctl.values.findings import Refusal
from smogctl.yamlfile.reader import parse

sys.path.insert(0, str(ROOT / "tools"))
from importing import against_gold, differences

TEXTS = sorted(annexes.TEXTS)


def clauses(made: Imported) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What an import found: each unit with the texts of its clauses."""
    return tuple(
        (unit.name, tuple(duty.text for duty in unit.duties))
        for unit in made.draft.model.units
    )


def loads(made: Imported) -> None:
    """The text loads, and says what the draft's models say."""
    found = build(parse(made.text.encode(), f"{made.id}.yaml"), catalogue.measures())
    assert found.registry, [str(one) for one in found.findings]
    assert made.subject.model == made.draft.model
    assert (
        RegistryFile.model_validate(made.draft.model.model_dump()) == made.draft.model
    )


def accounted(made: Imported, source: str) -> None:
    """Every character of a source stands in the kept text or is set aside, and the draft carries nothing else."""
    kept = characters(made.page.text)
    for aside in made.page.asides:
        kept += characters(aside.text)
    assert kept == characters(source)
    assert not carried(made.draft.model, made.page.text) - characters(made.page.text)


@pytest.mark.parametrize("layout", TEXTS)
@given(any_annex)
def test_every_layout_gives_the_same_units_and_clauses(layout: str, annex: Any) -> None:
    text = annexes.TEXTS[layout](annex)
    made = import_bytes(text.encode())
    assert clauses(made) == annex.units
    accounted(made, text)
    loads(made)
    assert [one for one in made.findings if one.severity == "error"] == []


def _as_table(annex: Any) -> tuple[str, bytes, bytes]:
    page = annexes.html_table(annex).encode("gb18030")
    return annexes.tabs(annex), page, annexes.docx_table(annex)


def _as_lines(layout: str) -> Callable[[Any], tuple[str, bytes, bytes]]:
    def made(annex: Any) -> tuple[str, bytes, bytes]:
        text = annexes.TEXTS[layout](annex)
        return text, annexes.html_lines(text).encode(), annexes.docx_lines(text)

    return made


WAYS = {
    "table": _as_table,
    "colons": _as_lines("colons"),
    "brackets": _as_lines("brackets"),
    "own lines": _as_lines("own lines"),
    "points": _as_lines("points"),
}
"""An annex as text, page and Word file."""


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=max(1, EXAMPLES // 2))
@given(any_annex)
def test_the_same_annex_as_text_page_and_word_gives_the_same_draft(
    way: str, annex: Any
) -> None:
    text, page, word = WAYS[way](annex)
    draft = import_bytes(text.encode()).text
    assert import_bytes(page).text == draft
    assert import_bytes(word).text == draft


@given(any_annex, st.sampled_from(TEXTS))
def test_the_source_that_is_kept_gives_the_same_draft_again(
    annex: Any, layout: str
) -> None:
    made = import_bytes(annexes.html_table(annex).encode())
    assert import_bytes(made.page.text.encode()).text == made.text


@pytest.mark.parametrize(
    "codec",
    ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"],
)
def test_encodings_are_found_by_looking(codec: str) -> None:
    text = annexes.colons(
        Annex((("区教育局", ("停课", "减少户外活动")), ("区公安分局", ("限行",))))
    )
    page = read_page(text.encode(codec))
    assert page.text == text
    assert codec[:4].replace("gbk", "GB18030").upper()[:3] in page.encoding


def test_a_damaged_utf_8_text_is_refused_with_the_line() -> None:
    with pytest.raises(Refusal, match="第 2 行"):
        read_page(
            "区教育局：停课。\n区公".encode() + b"\xff" + "安局：限行。\n".encode() * 20
        )


@given(st.binary(max_size=400))
def test_random_bytes_are_imported_or_refused(
    data: bytes,
) -> None:
    for start in (
        b"",
        b"PK\x03\x04",
        "区教育局：".encode(),
        b"<table><tr><td>",
        "｜单位｜职责｜\n".encode(),
    ):
        try:
            made = import_bytes(start + data)
        except Refusal:
            continue
        loads(made)


@given(
    st.text(
        "区县教育局公安部门：；。.、（）《》“”\n\t|1２一 级ⅢⅠ续附件单位职责负责会同<p>&;td/－",
        max_size=120,
    )
)
def test_any_text_is_accounted_for(text: str) -> None:
    source = f"区教育局：停课。\n{text}"
    try:
        made = import_bytes(source.encode())
    except Refusal as refusal:
        assert str(refusal)
    else:
        loads(made)
        if made.page.format == "txt":
            assert made.page.text == source or "&" in source
        assert not carried(made.draft.model, made.page.text) - characters(
            made.page.text
        )


@given(
    st.recursive(
        st.text("区局：<>&职责", max_size=8),
        lambda inner: st.builds(
            lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
            st.sampled_from(["div", "p", "td", "tr", "table", "b"]),
            st.lists(inner),
        ),
        max_leaves=12,
    )
)
def test_web_pages_lose_nothing_however_they_nest(body: Any) -> None:
    import html

    plain = html.unescape(re.sub(r"</?(?:div|p|td|tr|table|b)>", "", body))
    try:
        page = read_page(f"<html>{body}区教育局：停课。</html>".encode())
    except Refusal as refusal:
        assert str(refusal)
    else:
        kept = characters(page.text)
        for aside in page.asides:
            kept += characters(aside.text)
        assert kept == characters(f"{plain}区教育局：停课。")


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_the_drafts_of_the_source_documents_equal_the_registries(district: str) -> None:
    found, shares = differences(district)
    assert [one for one in found if one[1] in ("unit", "text", "count")] == []
    assert shares["role"] >= 0.95
    assert shares["partners"] >= 0.95
    assert shares["phases"] >= 0.85
    assert shares["measures"] >= 0.85
    page = (ROOT / "docs" / "annotation" / "import.md").read_text(encoding="utf-8")
    for name, field, _, _ in found:
        assert f"`{name}` {field}" in page, (name, field)


CORPUS = sorted((SHARED / "corpus").glob("*.json"))


@pytest.mark.parametrize(
    "path", CORPUS or [None], ids=lambda path: path.stem if path else "absent"
)
def test_the_corpus_is_exact(path: Path) -> None:
    if path is None:
        pytest.skip("the corpus lies beside the project only where it is developed")
    made = import_bytes(
        path.with_suffix(".txt").read_bytes(), path.with_suffix(".txt").name
    )
    *faults, last = against_gold(made, json.loads(path.read_text(encoding="utf-8")))
    assert [one for one in faults if "more refs" not in one] == []
    assert last.endswith("lint []")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("甲；乙;丙。丁", ["甲", "乙", "丙", "丁"]),
        ("浓度超过2.5倍. 加密监测.", ["浓度超过2.5倍", "加密监测"]),
        (
            "会商（含PM2.5；O3）；编制《甲；乙》",
            ["会商（含PM2.5；O3）", "编制《甲；乙》"],
        ),
        ("1.甲；2.乙；（3）丙", ["甲", "乙", "丙"]),
        ("甲（乙；丙", ["甲（乙", "丙"]),
        ("主要职责：1.甲；\n2.乙。\n。", ["甲", "乙"]),
        ("2.5毫克为限", ["2.5毫克为限"]),
        ("—", []),
        ("", []),
        ("甲，\n乙", ["甲，乙"]),
        ("甲\n乙", ["甲", "乙"]),
    ],
)
def test_clauses_end_where_sentences_do(text: str, want: list[str]) -> None:
    assert [clause.text for clause in clauses_of(text)] == want


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("各县（市、区）", 1),
        ("区教育局、区公安局", 2),
        ("各镇（街）、工业园发展中心", 2),
        ("区文化和旅游局", 1),
        ("区教育局和区公安局", 2),
        ("市委宣传部（市政府新闻办）", 1),
        ("公安、交通部门", 2),
        ("各县（区）人民政府、高新区管委会", 2),
        ("县发展和改革局、县工业和信息化局", 2),
        ("东郊街道、西园街道、青槐经开区管委会", 3),
    ],
)
def test_joint_names_are_cut_only_between_bodies(name: str, count: int) -> None:
    assert len(bodies_of(name)) == count


def test_names_and_what_only_looks_like_one() -> None:
    assert all(
        map(
            is_name,
            [
                "区教育局",
                "各街道",
                "国网云溪供电公司",
                "监测预警组",
                "区委组织部",
                "发展改革局",
            ],
        )
    )
    assert not any(
        map(
            is_name,
            [
                "Ⅲ级响应",
                "黄色预警期间",
                "主要职责",
                "牵头单位",
                "负责教育局",
                "会同区教育局",
                "总指挥",
                "局",
            ],
        )
    )


def test_members_of_a_preamble() -> None:
    text = "成员单位由区委宣传部、区文化和旅游局、云溪经开区管委会（以下简称经开区）和各街道办事处组成。"
    assert members_of(text) == (
        ("区委宣传部", None),
        ("区文化和旅游局", None),
        ("云溪经开区管委会", "经开区"),
        ("各街道办事处", None),
    )
    assert members_of("由区教育局负责停课、减少户外活动、健康宣传。") == ()


def run_of(text: Any) -> Any:
    return f"<w:r><w:t>{text}</w:t></w:r>"


BOX = f"<w:txbxContent>{paragraph('区公安分局：限行。')}</w:txbxContent>"
WORD = (
    paragraph("云溪区成员单位职责")
    + f"<w:p>{run_of('区教育局：停课；')}<w:ins>{run_of('减少户外活动；')}</w:ins>"
    + "<w:del><w:r><w:delText>补课；</w:delText></w:r></w:del>"
    + f"<w:sdt><w:sdtContent>{run_of('健康宣传。')}</w:sdtContent></w:sdt></w:p>"
    + f"<w:p><w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>"
    + f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def test_word_keeps_insertions_controls_and_text_boxes_once_and_sets_the_rest_aside() -> (
    None
):
    made = import_bytes(
        docx(WORD, header1=paragraph("页眉字样"), footnotes=paragraph("脚注字样"))
    )
    assert clauses(made) == (
        ("区教育局", ("停课", "减少户外活动", "健康宣传")),
        ("区公安分局", ("限行",)),
    )
    assert {(one.what, one.text) for one in made.left} == {
        ("修订中删去的文字", "补课；"),
        ("页眉", "页眉字样"),
        ("脚注", "脚注字样"),
    }


def cell(text: str, props: str = "") -> str:
    return (
        f"<w:tc><w:tcPr>{props}</w:tcPr>{paragraph(text) if text else '<w:p/>'}</w:tc>"
    )


def test_merged_cells_stand_once() -> None:
    merge, more = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        "<w:tbl><w:tr>" + cell(annexes.TITLE, '<w:gridSpan w:val="3"/>') + "</w:tr>"
        "<w:tr>" + cell("序号") + cell("单位") + cell("职责") + "</w:tr>"
        "<w:tr>"
        + cell("1", merge)
        + cell("区教育局", merge)
        + cell("停课。")
        + "</w:tr>"
        "<w:tr>" + cell("", more) + cell("", more) + cell("健康宣传。") + "</w:tr>"
        "<w:tr>"
        + cell("2")
        + cell("区公安分局")
        + cell("限行。", '<w:gridSpan w:val="2000000000"/>')
        + "</w:tr></w:tbl>"
    )
    made = import_bytes(docx(body))
    assert clauses(made) == (
        ("区教育局", ("停课", "健康宣传")),
        ("区公安分局", ("限行",)),
    )
    spans = annexes.page(
        "<table><tr><td>序号</td><td>单位</td><td>职责</td></tr><tr><td rowspan=2>1</td><td rowspan=2>区教育局</td>"
        "<td>停课。</td></tr><tr><td>健康宣传。</td></tr>"
        "<tr><td>2</td><td>区公安分局</td><td colspan=999999>限行。</td></tr></table>"
    )
    assert clauses(import_bytes(spans.encode())) == clauses(made)


def test_bombs_and_oddities_of_word_are_refused() -> None:
    for broken in (b"PK\x03\x04", docx("")[:-30], docx("<w:p>"), docx("<!DOCTYPE a>")):
        with pytest.raises(Refusal):
            import_bytes(broken)
    with pytest.raises(Refusal, match="不合理"):
        import_bytes(docx(f"<w:p><w:r><w:t>{'局' * 30_000_000}</w:t></w:r></w:p>"))


def test_deep_and_unclosed_pages_are_read_whole() -> None:
    for mark in ("<div>", "<table><tr><td>", "<b>", "<p class='x", "<a <", "<!--", "<"):
        page = read_page(
            f"<html>{mark * 20_000}区教育局：停课；<x 甲>会商<y。".encode()
        )
        assert "区教育局：停课；" in page.text
        assert "会商" in page.text


def test_a_page_that_says_gb2312_keeps_its_gbk_characters() -> None:
    text = annexes.page("<p>区教育局：由朱镕堃负责停课；</p><p>区公安分局：限行。</p>")
    made = import_bytes(text.encode("gb18030"))
    assert clauses(made) == (
        ("区教育局", ("由朱镕堃负责停课",)),
        ("区公安分局", ("限行",)),
    )


def test_levels_of_their_own_line_hold_for_the_clauses_below() -> None:
    text = "云溪区各单位职责\n区教育局：\nⅢ级响应：\n1.减少户外活动；\n2.健康宣传；\nⅠ级响应：停课。\n区公安局：\n限行。\n"
    duties = import_bytes(text.encode()).draft.model.units[0].duties
    assert [(duty.text, duty.levels) for duty in duties] == [
        ("减少户外活动", ("yellow",)),
        ("健康宣传", ("yellow",)),
        ("Ⅰ级响应：停课", ("red",)),
    ]


def test_a_group_has_its_leaders_first() -> None:
    text = "云溪区工作组职责\n（一）综合协调组\n牵头单位：区生态环境局\n成员单位：区财政局、区教育局\n职责：综合协调。\n"
    unit = import_bytes(text.encode()).draft.model.units[0]
    assert unit.name == "综合协调组"
    assert unit.bodies == (
        Body(name="区生态环境局", lead=True),
        Body(name="区财政局"),
        Body(name="区教育局"),
    )
    assert [duty.text for duty in unit.duties] == ["综合协调"]


JOINT = (
    "云溪区成员单位职责\n"
    "1\t区交管大队、云溪街道\t配合区教育局停课。\n"
    "2\t区教育局\t编制方案并组织演练；橙色预警时停课。\n"
)


def test_a_draft_holds_values_of_the_schema_s_types() -> None:
    joint, school = import_bytes(JOINT.encode()).draft.model.units
    assert (joint.row, school.row) == (1, 2)
    assert joint.bodies == (
        Body(name="区交管大队"),
        Body(name="云溪街道", kind="territory"),
    )
    assert joint.duties[0].supports == ("education",)
    assert school.duties[1].levels == ("orange",)
    assert school.duties[0].phase == ("prepare",)
    assert school.duties[1].measures == (
        AssignmentEntry(id="public.school-suspension"),
    )


def test_a_blank_beside_the_mark_between_two_names_breaks_neither() -> None:
    (unit,) = import_bytes("区教育局 、区公安局：停课。\n".encode()).draft.model.units
    assert (unit.name, unit.note) == ("区教育局、区公安局", None)
    (unit,) = import_bytes("区教 育局、区公安局：停课。\n".encode()).draft.model.units
    assert (unit.name, unit.note) == ("区教育局、区公安局", "原文作“区教 育局”")


def test_what_the_source_does_not_say_is_not_set_and_not_written() -> None:
    made = import_bytes(JOINT.encode())
    school = made.draft.model.units[1]
    assert not {"aliases", "bodies", "acts_as"} & school.model_fields_set
    assert "lead:" not in made.text
    assert "note:" not in made.text


def test_a_draft_that_the_schema_refuses_is_written_and_lint_says_so() -> None:
    made = import_bytes(
        "云溪区各单位职责\n区教育局：停课。\n".encode(), name="区" * 201
    )
    assert f"name: {'区' * 201}\n" in made.text
    assert made.subject.registry is None
    assert any("最多 200 个字符" in finding.message for finding in made.findings)


def test_a_draft_is_read_back_as_the_model_that_it_was_written_from() -> None:
    for source in sorted((ROOT / "registries" / "sources").glob("*.txt")):
        made = import_bytes(source.read_bytes(), id_=source.stem)
        assert made.subject.source.text == made.text
        assert made.subject.document == made.page.text
        assert made.subject.model == made.draft.model
        assert made.subject.registry


def scheme(
    id_: Any, since: Any, *colours: Any, until: Any = None, within: Any = None
) -> Scheme:
    levels = [{"id": colour, "response": f"{colour}级响应"} for colour in colours]
    fields = {
        "id": id_,
        "name": f"{id_}（试）",
        "document": "文",
        "since": since,
        "sources": ["文"],
    }
    model = schema_schemes.Scheme.model_validate(
        {**fields, "until": until, "within": within, "levels": levels}
    )
    made: Scheme = value_of(model, vars(plan_schemes))
    return made


THREE = ("yellow", "orange", "red")


@pytest.mark.parametrize(
    ("text", "added", "want"),
    [
        ("停课", [], "national-2024"),
        ("蓝色预警时停课", [], "national-2017"),
        ("停课", [scheme("new", date(2030, 1, 1), *THREE)], "new"),
        (
            "停课",
            [scheme("new", date(2030, 1, 1), *THREE, until=date(2031, 1, 1))],
            "national-2024",
        ),
        (
            "停课",
            [scheme("new", date(2030, 1, 1), *THREE, within="甲省")],
            "national-2024",
        ),
        ("停课", [scheme("old", date(2000, 1, 1), *THREE)], "national-2024"),
        ("蓝色预警时停课", [scheme("new", date(2030, 1, 1), *THREE)], "national-2017"),
        ("蓝色预警时停课", [scheme("new", date(2030, 1, 1), "blue", *THREE)], "new"),
        (
            "蓝色预警时停课",
            [scheme("new", date(2030, 1, 1), "blue", *THREE, within="甲省")],
            "national-2017",
        ),
    ],
)
def test_a_scheme_that_the_catalogue_gains_is_considered(
    text: str, added: list[Scheme], want: str
) -> None:
    grading = grading_of(text, [*added, *catalogue.schemes().values()])
    assert grading.scheme == want
    assert (grading.levels[0].id == "blue") == ("蓝" in text)


def test_no_scheme_in_force_is_refused() -> None:
    with pytest.raises(Refusal, match="分级标准"):
        grading_of("停课", [])


def test_columns_without_a_place_are_reported() -> None:
    made = import_bytes(
        "序号\t单位\t职责\t电话\n1\t区教育局\t停课。\t12345\n2\t区公安局\t限行。\t67890\n".encode()
    )
    assert [one.text for one in made.left] == ["12345", "67890"]


def test_the_command_prints_one_document_and_reports_beside_it(
    run: Run, tmp_path: Path
) -> None:
    ended = run("import", "registries/sources/kunqu.txt", "--id", "kunqu")
    assert ended.code == 0
    loaded = build(parse(ended.out.encode(), "kunqu.yaml"), catalogue.measures())
    assert loaded.registry
    assert "认出 20 个单位、90 条职责" in ended.err
    assert "没有抄入、列在下面 0 个" in ended.err


def test_into_a_folder_both_or_neither_and_never_over_a_file(
    run: Run, tmp_path: Path
) -> None:
    words = (
        "import",
        str(ROOT / "registries" / "sources" / "kunqu.txt"),
        "--id",
        "qu",
        "--into",
        str(tmp_path),
    )
    assert run(*words).code == 0
    assert run("lint", "--no-cache", str(tmp_path)).code == 0
    assert (tmp_path / "sources" / "qu.txt").read_bytes() == (
        ROOT / "registries/sources/kunqu.txt"
    ).read_bytes()
    before = (tmp_path / "qu.yaml").read_bytes()
    (tmp_path / "qu.yaml").write_bytes(b"mine")
    ended = run(*words)
    assert ended.code == 2
    assert "--force" in ended.err
    assert (tmp_path / "qu.yaml").read_bytes() == b"mine"
    assert run(*words, "--force").code == 0
    assert (tmp_path / "qu.yaml").read_bytes() == before
    (tmp_path / "qu.yaml").unlink()
    (tmp_path / "qu.yaml").mkdir()
    (tmp_path / "sources" / "qu.txt").write_bytes(b"old")
    assert run(*words, "--force").code == 2
    assert (tmp_path / "sources" / "qu.txt").read_bytes() == b"old"


def test_a_new_repository_works_at_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "repo" / "registries"
    source = str(ROOT / "registries" / "sources" / "kunqu.txt")
    ended = run("import", source, "--id", "qu", "--into", str(folder))
    assert ended.code == 0
    files = sorted(
        str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()
    )
    assert files == [
        "repo/.gitignore",
        "repo/registries/qu.yaml",
        "repo/registries/sources/qu.txt",
        "repo/schema/registry.schema.json",
    ]
    assert (tmp_path / "repo" / ".gitignore").read_text() == "desks/\nledger/\n"
    first = (folder / "qu.yaml").read_text(encoding="utf-8").split("\n")[0]
    assert (folder / first.split("$schema=")[1]).resolve() == (
        tmp_path / "repo" / "schema" / "registry.schema.json"
    )
    assert "smogctl desk --new" in ended.err
    assert run("desk", "--new", "--registries", str(folder)).code == 0
    again = run("import", source, "--id", "er", "--into", str(folder))
    assert "编辑器和 git" not in again.err


def test_what_an_import_wrote_beside_is_named_from_where_one_stands(
    run: Run, tmp_path: Path
) -> None:
    source = str(ROOT / "registries" / "sources" / "kunqu.txt")
    words = ["import", source, "--id", "qu", "--into", "registries"]
    ended = run(*words, cwd=tmp_path)
    assert "也写了：schema/registry.schema.json、.gitignore。" in ended.err


def test_into_what_is_no_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    source = str(ROOT / "registries" / "sources" / "kunqu.txt")
    assert run("import", source, "--into", str(tmp_path / "a")).code == 2


def test_what_cannot_be_read_ends_with_2(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    prose = tmp_path / "prose.txt"
    prose.write_text("今天天气很好。\n", encoding="utf-8")
    for words in (
        (str(empty),),
        (str(prose),),
        (str(tmp_path),),
        ("missing.txt",),
        (str(prose), "--id", "../x"),
    ):
        ended = run("import", *words)
        assert (ended.code, ended.out) == (2, "")
        assert "Traceback" not in ended.err


def test_without_a_title_the_id_is_draft(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("区教育局：停课。\n区公安局：限行。\n", encoding="utf-8")
    ended = run("import", str(file))
    assert "id: draft" in ended.out


def test_standard_input() -> None:
    import subprocess

    data = "区教育局：停课。\n".encode("gbk")
    done = subprocess.run(
        [sys.executable, "-m", "smogctl", "import", "-"],
        input=data,
        capture_output=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0
    assert "GB18030" in done.stderr.decode()


def test_update_keeps_what_did_not_change(run: Run, tmp_path: Path) -> None:
    source = (ROOT / "registries" / "sources" / "kunqu.txt").read_text(encoding="utf-8")
    new = tmp_path / "new.txt"
    new.write_text(source, encoding="utf-8")
    same = run("import", str(new), "--update", str(ROOT / "registries" / "kunqu.yaml"))
    assert same.code == 0
    assert "没有变化" in same.err
    changed = source.replace(
        "负责油品质量监督管理工作", "负责油品质量监督检查工作"
    ).replace("负责餐饮油烟污染治理工作；</p> <p>", "开展露天烧烤专项整治；</p> <p>", 1)
    new.write_text(changed, encoding="utf-8")
    ended = run("import", str(new), "--update", str(ROOT / "registries" / "kunqu.yaml"))
    assert ended.code == 0
    assert "〔改字〕" in ended.err
    assert "〔新增〕" in ended.err
    old, now = (
        registry(ROOT.joinpath("registries/kunqu.yaml").read_text("utf-8")),
        registry(ended.out),
    )
    before, after = ({duty.id: duty for _, duty in one.duties()} for one in (old, now))
    assert set(before) - set(after) == {"urban-management-5"}
    assert set(after) - set(before) == {"urban-management-9"}
    assert now.waivers == old.waivers
    differing = {
        name
        for name in set(before) & set(after)
        if before[name]._replace(line=0) != after[name]._replace(line=0)
    }
    assert differing == {"market-3"}
    assert "retired:\n  - urban-management-5" in ended.out


OLD = """\
format: smogctl/1

district:
  id: yunxi
  name: 云溪区
  adcode: "150203"

plan:
  title: 旧的标题
  part: 附件9
  number: 云政办〔2024〕1号
  issued: 2024-01-02
  source: sources/yunxi.txt
  frame: [旧行]
  scheme: national-2024
  basis: stated

levels:
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应, basis: stated}
  - {id: orange, name: 橙色预警, response: Ⅱ级响应}
  - {id: red, name: 红色预警, response: Ⅰ级响应}

outside:
  - {id: net, name: 网信办, aliases: ["12345"], standing: unlisted}

units:
  - id: schools
    name: 区教育局
    kind: office
    bodies:
      - {name: 区教育局, lead: true}
    aliases: [教委]
    note: "备注: 甲"
    duties:
      - id: schools-4
        text: 组织中小学停课
        role: lead
        phase: [prepare, respond]
        scope: 城区
        levels: [red]
        ends: true
        convenes: [net]
        measures:
          - {id: public.school-suspension, phase: respond, ends: false}
          - support.publicity
        note: 问过
  - id: police
    name: 区公安局
    kind: department
    duties:
      - id: police-1
        text: 限行

retired:
  - schools-9

waivers:
  - {gap: unled, measure: dust.sites, reason: "市级: 监管", until: 2027-03-31}
"""


def test_update_writes_what_the_old_registry_says_as_it_says_it(
    run: Run, tmp_path: Path
) -> None:
    old, new = tmp_path / "yunxi.yaml", tmp_path / "new.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(
        "云溪区成员单位职责\n区教育局：组织中小学停课；减少户外活动；会同网信办做好宣传。\n"
        "区水利局：会商。\n",
        encoding="utf-8",
    )
    ended = run("import", str(new), "--update", str(old))
    assert ended.code == 0
    now = ended.out

    def part(text: Any, start: Any, stop: Any) -> Any:
        return text[text.index(start) : text.index(stop)]

    for start, stop in (
        ("district:", "plan:"),
        ("levels:", "outside:"),
        ("outside:", "units:"),
    ):
        assert part(OLD, start, stop) == part(now, start, stop)
    assert part(OLD, "      - id: schools-4\n", "  - id: police") in now
    assert (
        "title: 云溪区成员单位职责\n  number: 云政办〔2024〕1号\n  issued: 2024-01-02\n"
        in now
    )
    assert (
        '    kind: office\n    aliases: [教委]\n    note: "备注: 甲"\n    duties:\n'
        in now
    )
    duties = re.findall("^      - id: ([a-z0-9-]+)", now, re.M)
    assert duties == ["schools-4", "schools-10", "schools-11", "water-1"]
    assert "convenes: [net]" in now[now.index("schools-11") :]
    assert now.endswith(
        "retired:\n  - schools-9\n  - police\n  - police-1\n\n"
        + OLD[OLD.index("waivers:") :]
    )


def test_update_keeps_a_partner_whose_id_is_also_a_clause_s(
    run: Run, tmp_path: Path
) -> None:
    """The second unit of a function and the second clause of the first have one id: education-2."""
    text = (
        "云溪区成员单位职责\n区教育局：组织中小学停课；减少户外活动。\n区教体局：健康宣传。\n"
        "区公安局：会同区教体局限行。\n"
    )
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    assert run("import", str(file), "--into", str(tmp_path)).code == 0
    text = text.replace("停课；", "停课；编制全区应急演练方案；").replace(
        "限行。", "限行；会同区教体局检查。"
    )
    file.write_text(text, encoding="utf-8")
    ended = run("import", str(file), "--update", str(tmp_path / "yunxi.yaml"))
    assert ended.code == 0
    police = next(unit for unit in registry(ended.out).units if unit.name == "区公安局")
    assert [[one.id for one in duty.partners] for duty in police.duties] == [
        ["education-2"],
        ["education-2"],
    ]


def test_help_names_the_command() -> None:
    assert "import" in smogctl("--help").out


def test_every_shared_annex_is_where_it_should_be() -> None:
    assert CORPUS or not (SHARED / "corpus").is_dir(), SHARED


MARKS = {
    "a hidden mark of a paragraph hides no run": (
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>"
        "<w:r><w:t>区教育局：组织停课。</w:t></w:r></w:p>",
        "区教育局：组织停课。",
    ),
    "a hidden run is hidden all the same": (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>批注</w:t></w:r>"
        "<w:r><w:t>区教育局：组织停课。</w:t></w:r></w:p>",
        "区教育局：组织停课。",
    ),
    "a mark that was taken out ends no deletion": (
        "<w:p><w:del><w:r><w:rPr><w:del/></w:rPr><w:delText>补课；</w:delText></w:r>"
        "<w:r><w:t>调课；</w:t></w:r></w:del>"
        "<w:r><w:t>区教育局：组织停课。</w:t></w:r></w:p>",
        "区教育局：组织停课。",
    ),
}


@pytest.mark.parametrize(("body", "kept"), MARKS.values(), ids=MARKS)
def test_what_is_said_of_a_mark_of_word_is_no_run_s(body: str, kept: str) -> None:
    assert read_page(docx(body)).text.strip() == kept


ENDS = """\
石山区成员单位职责
区教育局：组织停课（含幼儿园；托管班）；做好宣传。开展检查
加强值守。
区公安局：组织限行。
"""


def test_explain_says_what_ended_each_clause(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(ENDS, encoding="utf-8")
    told = run("import", str(path), "--explain").err
    assert re.findall(r"，(\S+)：到(.*)为止", told) == [
        ("education-1", "“；”"),
        ("education-2", "“。”"),
        ("education-3", "行末，下一行不像接着说"),
    ]
    assert "到“" not in run("import", str(path)).err


def test_a_short_form_that_stands_twice_is_told_once() -> None:
    made = import_bytes(
        "石山区成员单位职责\n区委宣传部：组织新闻宣传。\n"
        "区教育局：会同宣传部门开展宣传，配合宣传部门发布信息。\n".encode()
    )
    first = made.draft.model.units[0]
    assert first.aliases == ("宣传部门",)
    assert first.check == ("简称：条文里的“宣传部门”按是它处理",)
