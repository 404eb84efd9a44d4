"""Templates: strict about names, fed plain data only, nothing evaluated, limits held, values shown as they stand."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from smogctl.documents.chain import previous_of
from smogctl.documents.checking import check
from smogctl.documents.paper import CLOSE, KINDS, MISSING, OPEN, Part, as_drill, parse
from smogctl.documents.rendering import Folders, render, render_here
from smogctl.documents.usage import facts_used
from smogctl.schema.facts import Earlier
from smogctl.system.shipped import shipped
from smogctl.values.findings import Refusal
from smogctl.values.moment import moment, with_year

OURS = shipped("templates")


def rendered(tmp_path: Path, template: str, **data: int | list[int] | str) -> str:
    (tmp_path / "x.j2").write_text(template, encoding="utf-8")
    return (
        render_here([tmp_path], "x.j2", data).text.replace(OPEN, "").replace(CLOSE, "")
    )


def test_a_misspelt_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"x\.j2"):
        rendered(tmp_path, "{{ dutys }}", duties=1)


def test_a_syntax_error_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"x\.j2:2"):
        rendered(tmp_path, "a\n{% for %}")


def test_a_missing_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"y\.j2"):
        render_here([tmp_path], "y.j2", {})


@pytest.mark.parametrize(
    "thing", [object(), 1.5, {1, 2}, b"x", [object()], {"a": [object()]}]
)
def test_only_plain_data_enters(tmp_path: Path, thing: Any) -> None:
    (tmp_path / "x.j2").write_text("{{ thing }}", encoding="utf-8")
    with pytest.raises(TypeError, match="plain"):
        render(Folders((), tmp_path), "x.j2", {"thing": thing})


@pytest.mark.parametrize(
    "attack",
    ["{{ ''.__class__ }}", "{{ x.__init__.__globals__ }}", "{{ x.append(1) }}"],
)
def test_no_way_out_of_the_sandbox(tmp_path: Path, attack: str) -> None:
    with pytest.raises(Refusal):
        rendered(tmp_path, attack, x=[1])


def test_values_are_shown_never_run(tmp_path: Path) -> None:
    assert (
        rendered(tmp_path, "{{ v }}", v="{{ 777*777 }}\x1b[31m\n#h1 x")
        == "{{ 777*777 }}\\u{1b}[31m\\u{a}#h1 x"
    )


def test_data_never_becomes_a_kind_or_a_cell(tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text(
        "#table a | b@3\n#row {{ v }} | {{ v }}\n#p {{ v }}\n", encoding="utf-8"
    )
    hostile = "a | b\n#title x\x1by"
    parts = parse(render_here([tmp_path], "x.j2", {"v": hostile}).text, "x.j2")
    shown = "a | b\\u{a}#title x\\u{1b}y"
    head = Part("table", cells=("a", "b"), widths=(10, 3))
    assert parts == [head, Part("row", cells=(shown, shown)), Part("p", shown)]


def test_a_line_of_no_kind_is_refused() -> None:
    with pytest.raises(Refusal, match="不以 #种类 开头"):
        parse("#p ok\n#pp no\n", "x.j2")
    with pytest.raises(Refusal, match="前面没有 #table"):
        parse("#p x\n#row a\n", "x.j2")
    with pytest.raises(Refusal, match="plain words"):
        parse("plain words\n", "x.j2")


def test_a_missing_fact_is_a_blank_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text("#p {{ a }}{{ b }}{{ a }}", encoding="utf-8")
    found = render_here([tmp_path], "x.j2", {"a": f"{MISSING}start{MISSING}", "b": "x"})
    assert parse(found.text, "x.j2") == [Part("p", "〔    〕x〔    〕")]
    assert found.missing == ("start",)


def test_macros_and_sets_give_what_they_were_given(tmp_path: Path) -> None:
    template = "{% macro m(x) %}[{{ x }}]{% endmacro %}{% set y %}{{ a }}{% endset %}#p {{ m(b) }}{{ y }}{{ 'x' ~ a }}"
    (tmp_path / "x.j2").write_text("\ufeff" + template, encoding="utf-8")
    found = render_here([tmp_path], "x.j2", {"a": f"{MISSING}start{MISSING}", "b": "z"})
    assert parse(found.text, "x.j2") == [Part("p", "[z]〔    〕x〔    〕")]
    assert found.missing == ("start",)


LOOPS = {
    "a long loop": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "a large text": "{{ 'x' * 1000000000 }}",
    "a wide number": "{{ '%0999999999d' % 1 }}",
    "a great power": "{{ 9 ** (9 ** 9) }}",
    "a macro without end": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "an include without end": "{% include 'start.j2' %}",
    "many nested loops": "{% for a in [1] %}" * 60 + "{% endfor %}" * 60,
    "much output": "{% for a in range(99999) %}" + "x" * 999 + "{% endfor %}",
}


@pytest.mark.parametrize("template", LOOPS.values(), ids=LOOPS)
def test_a_users_template_has_limits(tmp_path: Path, template: str) -> None:
    (tmp_path / "start.j2").write_text(f"#p {template}\n", encoding="utf-8")
    with pytest.raises(Refusal) as caught:
        render(Folders((tmp_path,), OURS), "start.j2", {"kind": "start"})
    assert "start.j2" in str(caught.value)
    assert "Traceback" not in str(caught.value)


WRONG = {
    "{{ (1e308 * 10) | int }}": "NameError",
    "{{ 1 / 0 }}": "ZeroDivisionError",
    "{{ [1][5].x }}": "no element",
    "{{ {}['a']['b'] }}": "no attribute",
    "{{ 'x' + 1 }}": "TypeError",
    "{{ (10 ** 400) | float }}": "",
    "{% include 'inner.j2' %}": "ZeroDivisionError",
}


@pytest.mark.parametrize(("template", "what"), WRONG.items(), ids=WRONG)
def test_an_error_of_a_template_has_its_line(
    tmp_path: Path, template: str, what: str
) -> None:
    (tmp_path / "start.j2").write_text(f"#title x\n#p ok\n#p {template}\n")
    (tmp_path / "inner.j2").write_text("#p {{ 1 / 0 }}\n")
    with pytest.raises(Refusal) as caught:
        render(Folders((tmp_path,), OURS), "start.j2", {"kind": "start"})
    assert re.search(r"模板 (start\.j2:3|inner\.j2:1) 有错：", str(caught.value))
    assert what in str(caught.value)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inside = tmp_path / "templates"
    inside.mkdir()
    (tmp_path / "secret.j2").write_text("#p secret\n", encoding="utf-8")
    (inside / "start.j2").symlink_to(tmp_path / "secret.j2")
    with pytest.raises(Refusal, match="链接"):
        render(Folders((inside,), OURS), "start.j2", {})


@pytest.mark.parametrize("name", ["../secret.j2", "/etc/passwd"])
def test_an_include_outside_is_refused(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "templates"
    inside.mkdir()
    (tmp_path / "secret.j2").write_text("#p secret\n", encoding="utf-8")
    (inside / "start.j2").write_text(
        f"#p x\n{{% include '{name}' %}}\n", encoding="utf-8"
    )
    with pytest.raises(Refusal):
        render(Folders((inside,), OURS), "start.j2", {})


def test_checking_names_what_nothing_provides(tmp_path: Path) -> None:
    path = tmp_path / "start.j2"
    path.write_text(
        "#p {{ facts.start }}{{ facts.strat }}\n{% set x = 1 %}#p {{ x }}{{ y }}\n"
        "{% for one in lists %}#p {{ one.head }}{{ one.haed }}{{ loop.index }}\n{% endfor %}\n",
        encoding="utf-8",
    )
    found = check(path, {"facts": {"start": ""}, "lists": [{"head": ""}]})
    assert [(one.line, one.message) for one in found] == [
        (1, "没有“facts.strat”这个名字。"),
        (2, "没有“y”这个名字。"),
        (3, "没有“one.haed”这个名字。"),
    ]


@pytest.mark.parametrize(
    ("word", "said", "iso"),
    [
        ("2026-12-01T00:00", "2026年12月1日0时", "2026-12-01T00:00"),
        ("2026-12-01 08:30", "2026年12月1日8时30分", "2026-12-01T08:30"),
        ("2026-12-01T24:00", "2026年12月1日24时", "2026-12-01T24:00"),
        ("2026-12-31T24:00", "2026年12月31日24时", "2026-12-31T24:00"),
        ("2026-12-1T8:00", "2026年12月1日8时", "2026-12-01T08:00"),
        ("2026年12月1日8时", "2026年12月1日8时", "2026-12-01T08:00"),
        ("２０２６年12月1日８点半", "2026年12月1日8时30分", "2026-12-01T08:30"),
        ("2026年12月1日24时", "2026年12月1日24时", "2026-12-01T24:00"),
        ("2026年12月1日零时", "2026年12月1日0时", "2026-12-01T00:00"),
        ("2026/12/1 8:05", "2026年12月1日8时5分", "2026-12-01T08:05"),
        ("2026年12月1日", "2026年12月1日", "2026-12-01"),
        ("2026-12-01", "2026年12月1日", "2026-12-01"),
    ],
)
def test_times(word: str, said: str, iso: str) -> None:
    found = moment(word, "启动时间")
    assert (found.said, found.iso) == (said, iso)


@pytest.mark.parametrize(
    "word",
    [
        "",
        "明天",
        "2026-13-01T00:00",
        "2026-12-01T25:00",
        "2026-12-01T08:00Z",
        "2026-12-01T24:30",
        "9999-12-31T24:00",
        "12月1日8时",
        "2026年2月30日8时",
    ],
)
def test_what_is_no_time_is_refused(word: str) -> None:
    with pytest.raises(Refusal, match="启动时间"):
        moment(word, "启动时间")


@pytest.mark.parametrize(
    ("word", "today", "found"),
    [
        ("12月1日8时", date(2026, 11, 30), "2026年12月1日8时"),
        ("1月2日8时", date(2026, 12, 31), "2027年1月2日8时"),
        ("12月31日24时", date(2027, 1, 1), "2026年12月31日24时"),
        ("2月29日8时", date(2028, 1, 1), "2028年2月29日8时"),
        ("2026-12-01T08:00", date(2020, 1, 1), "2026-12-01T08:00"),
        ("明天", date(2026, 1, 1), "明天"),
    ],
)
def test_a_time_without_a_year_is_the_nearest(
    word: str, today: date, found: str
) -> None:
    assert with_year(word, today) == found


def test_a_drill_is_marked_wherever_somebody_looks() -> None:
    parts = [
        Part("title", "通知"),
        Part("to", "各单位："),
        Part("p", "正文"),
        Part("sign", "办公室"),
        Part("caption", "各单位任务"),
    ]
    marked = as_drill(parts)
    assert [one.text for one in marked if "演练" not in one.text] == [
        "各单位：",
        "正文",
    ]
    assert marked[1].text.startswith("【演练】")
    assert marked[-1].text.startswith("【演练】")


@pytest.mark.parametrize(
    "template",
    [
        "{% macro m(x) %}{{ x }}{% endmacro %}#p {{ m(a) }}",
        "{% if a %}{% set y = 1 %}{% endif %}#p {{ y }}",
        "{% with z = a %}#p {{ z }}{% endwith %}",
        "{% set y %}{{ a }}{% endset %}#p {{ y }}",
        "{% for k, v in b.items() %}#p {{ k }}{{ v }}{% endfor %}",
    ],
)
def test_checking_raises_no_false_alarm(tmp_path: Path, template: str) -> None:
    (tmp_path / "start.j2").write_text(template, encoding="utf-8")
    assert check(tmp_path / "start.j2", {"a": "", "b": {}}) == []


def test_checking_what_is_nested_too_deep(tmp_path: Path) -> None:
    (tmp_path / "start.j2").write_text(
        "#p {{ " + "+".join(["1"] * 3000) + " }}", encoding="utf-8"
    )
    assert [one.message for one in check(tmp_path / "start.j2", {})] == ["嵌套太深。"]


def test_our_templates_use_known_kinds_and_names() -> None:
    from smogctl.cli.commands.templates import _example, _troubles

    example = _example()
    files = [
        path for path in sorted(OURS.glob("*.j2")) if not path.name.endswith(".html.j2")
    ]
    assert files
    assert [trouble for path in files for trouble in _troubles(path, example)] == []
    used = {
        line.split()[0].lstrip("#")
        for path in files
        for line in path.read_text(encoding="utf-8").split("\n")
        if line.startswith("#")
    }
    assert used <= set(KINDS)


USES = {
    "an attribute": {"start.j2": "#p {{ facts.phone }}"},
    "an item": {"start.j2": "#p {{ facts['phone'] }}"},
    "a way of asking": {"start.j2": "{% if given['phone'] %}#p x\n{% endif %}"},
    "get": {"start.j2": "#p {{ facts.get('phone') }}"},
    "a key that is not known": {
        "start.j2": "{% for key in facts %}#p {{ facts[key] }}\n{% endfor %}"
    },
    "an include": {
        "start.j2": "{% include '_x.j2' %}",
        "_x.j2": "#p {{ facts['phone'] }}",
    },
    "an include by a list": {
        "start.j2": "{% include ['_none.j2', '_x.j2'] %}",
        "_x.j2": "#p {{ facts.phone }}",
    },
    "an import": {
        "start.j2": "{% import '_x.j2' as x with context %}{{ x.end() }}",
        "_x.j2": "{% macro end() %}#p {{ facts.phone }}{% endmacro %}",
    },
    "a macro that is given all facts": {
        "start.j2": "{% from '_x.j2' import end %}{{ end(facts) }}",
        "_x.j2": "{% macro end(known) %}#p {{ known.phone }}{% endmacro %}",
    },
    "a macro that is given what is given": {
        "start.j2": "{% from '_x.j2' import end %}{{ end(given) }}",
        "_x.j2": "{% macro end(known) %}{% if known.phone %}#p x{% endif %}{% endmacro %}",
    },
    "a parent": {
        "start.j2": "{% extends '_x.j2' %}{% block a %}#p x\n{% endblock %}",
        "_x.j2": "{% block a %}{% endblock %}#p {{ facts.phone }}",
    },
    "another name": {"start.j2": "{% set all = facts %}#p {{ all.phone }}"},
    "a name known only at night": {
        "start.j2": "{% include '_' ~ kind ~ '.j2' %}",
        "_start.j2": "#p {{ facts.phone }}",
    },
    "what cannot be read": {"start.j2": "{% if %}"},
    "what is nested too deep": {"start.j2": "#p {{ " + "+".join(["1"] * 3000) + " }}"},
}


@pytest.mark.parametrize("files", USES.values(), ids=USES)
def test_a_fact_that_a_template_uses_is_known_however_it_is_written(
    tmp_path: Path, files: dict[str, str]
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert "phone" in facts_used(Folders((tmp_path,), OURS), "start.j2")


@pytest.mark.parametrize(
    "template",
    [
        "#p {{ facts.signer }}",
        "#p {# {{ facts.phone }} #}facts.phone {{ 'facts.phone' }}",
        "#p {{ phone }}{{ plan.phone }}",
        "{% include '../secret.j2' %}",
    ],
)
def test_a_fact_that_a_template_does_not_use_is_not_taken_for_used(
    tmp_path: Path, template: str
) -> None:
    inside = tmp_path / "templates"
    inside.mkdir()
    (tmp_path / "secret.j2").write_text("#p {{ facts.phone }}", encoding="utf-8")
    (inside / "start.j2").write_text(template, encoding="utf-8")
    assert "phone" not in facts_used(Folders((inside,), OURS), "start.j2")


def test_the_day_is_made_of_the_time_of_issue(tmp_path: Path) -> None:
    (tmp_path / "start.j2").write_text(
        "#p {{ facts['date'] }}{{ facts.begun }}", encoding="utf-8"
    )
    assert {"issued", "start"} <= facts_used(Folders((tmp_path,), OURS), "start.j2")


def test_the_notice_before_is_read_once_with_its_times() -> None:
    earlier = Earlier(kind="start", issued="2026-12-01T08:00", until="另行通知")
    before = previous_of(earlier)
    assert before.issued == moment("2026-12-01T08:00", "")
    assert (before.start, before.until, before.open_end) == (None, None, True)
    until = previous_of(Earlier(until="2026-12-01T24:00")).until
    assert until is not None
    assert until.iso == "2026-12-01T24:00"


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("issued", "上一份通知的发布时间"),
        ("start", "上一份通知的启动时间"),
        ("until", "原结束时间"),
    ],
)
def test_a_wrong_time_of_the_notice_before_is_refused_whether_it_is_used_or_not(
    field: str, said: str
) -> None:
    given: dict[str, Any] = {field: "明天"}
    with pytest.raises(Refusal, match=said):
        previous_of(Earlier(**given))
