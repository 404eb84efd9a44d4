"""Templates: strict about names, fed plain data only, nothing evaluated, every value through the format's door."""

import pytest

from smogctl.documents.rendering import render
from smogctl.findings import Refusal


def rendered(tmp_path, template, format_name="text", **data):
    (tmp_path / f"x.{format_name}.j2").write_text(template, encoding="utf-8")
    return render(tmp_path, "x", format_name, data)


def test_a_misspelt_name_is_refused(tmp_path):
    with pytest.raises(Refusal, match=r"x\.text\.j2"):
        rendered(tmp_path, "{{ dutys }}", duties=1)


def test_a_syntax_error_names_its_line(tmp_path):
    with pytest.raises(Refusal, match=r"x\.text\.j2:2"):
        rendered(tmp_path, "a\n{% for %}")


def test_a_missing_template_is_refused(tmp_path):
    with pytest.raises(Refusal, match=r"y\.text\.j2"):
        render(tmp_path, "y", "text", {})


@pytest.mark.parametrize("thing", [object(), 1.5, {1, 2}, b"x", [object()], {"a": [object()]}])
def test_only_plain_data_enters(tmp_path, thing):
    with pytest.raises(TypeError, match="plain"):
        rendered(tmp_path, "{{ thing }}", thing=thing)


@pytest.mark.parametrize("attack", ["{{ ''.__class__ }}", "{{ x.__init__.__globals__ }}", "{{ x.append(1) }}"])
def test_no_way_out_of_the_sandbox(tmp_path, attack):
    with pytest.raises(Refusal):
        rendered(tmp_path, attack, x=[1])


def test_values_are_shown_never_run_and_escaped_by_format(tmp_path):
    assert rendered(tmp_path, "{{ v }}", v="{{ 7*7 }}\x1b[31m") == "{{ 7*7 }}\\u{1b}[31m"
    assert rendered(tmp_path, "{{ v }}", "md", v="<b>*x*") == "\\<b\\>\\*x\\*"
