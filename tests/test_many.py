"""One district of many, answers over many, and commands of which only one is imported."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, Run
from smogctl.system.spool import Spooled

# --- one district of many

MANY = """\
# district: {{id: other, name: 别区}}
format: smogctl/1
{district}
plan: {{title: 预案, scheme: national-2024}}
levels: [{{id: orange, name: 橙色预警, response: Ⅱ级响应}}]
units:
  - id: education
    name: 区教育局
    kind: department
    duties: [{{id: education-1, text: 落实停课}}]
"""


def _many(folder: Path, **heads: str) -> list[str]:
    folder = folder / "registries"
    folder.mkdir()
    for name, head in heads.items():
        (folder / f"{name}.yaml").write_text(
            MANY.format(district=head), encoding="utf-8"
        )
    return ["--registries", str(folder)]


def _read_of(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The files that are read whole, as they are."""
    from smogctl.cli import each_registry

    return _seen_by(monkeypatch, each_registry, "load")


def _seen_by(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> list[Any]:
    """The files that a function of a module is called with; it does what it did."""
    seen = []
    real = getattr(module, name)

    def watched(path: Any, more: Any) -> Any:
        seen.append(path.stem)
        return real(path, more)

    monkeypatch.setattr(module, name, watched)
    return seen


HEADS = {
    "shishan": 'district: {id: shishan, name: 石山区, short: "石山"}',
    "shuiyan": "district:\n  id: shuiyan\n  name: 水岩区",
    "jinhe": "district: {id: 'jinhe', name: 金河县}",
}


@pytest.mark.parametrize(
    ("word", "file"),
    [
        ("shishan", "shishan"),
        ("石山", "shishan"),
        ("水岩", "shuiyan"),
        ("金河县", "jinhe"),
        ("ＪＩＮＨＥ", "jinhe"),
    ],
)
def test_a_question_to_one_district_reads_one_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str, file: str
) -> None:
    at = _many(tmp_path, **HEADS)
    seen = _read_of(monkeypatch)
    ended = run("duties", "-d", word, *at)
    assert (ended.code, seen) == (0, [file]), ended.err
    whole = run("duties", "-d", word, *at, "-f", "json").out
    for other in set(HEADS) - {file}:
        (tmp_path / "registries" / f"{other}.yaml").unlink()
    assert run("duties", *at, "-f", "json").out == whole


ODD_HEADS = {
    "a value that looks like a field": "district:\n  id: odd\n  within: '某省 name: 某市'\n  name: 石山区",
    "a comment behind a value": "district:\n  id: odd # 曾用 name: 别区\n  name: 石山区",
    "a comment line": "district:\n  id: odd\n  # name: 别区\n  name: 石山区",
    "a value over two lines": "district:\n  id: odd\n  name: 石山\n    区",
    "an escape": 'district: {id: odd, name: "石\\u5c71区"}',
    "quotes in quotes": "district: {id: odd, name: '石''山区'}",
    "fields in another order": "district: {short: 石, name: 石山区, id: odd}",
    "a list beside": "district:\n  id: odd\n  name: 石山区\n  check: [看]",
    "beyond the first bytes": "# "
    + "说明" * 1340
    + "\ndistrict:\n  id: odd\n  name: 石山区",
    "windows": "district:\r\n  id: odd\r\n  name: 石山区\r",
}


@pytest.mark.parametrize("head", ODD_HEADS.values(), ids=ODD_HEADS)
def test_two_districts_of_one_name_both_answer_however_their_heads_are_written(
    run: Run, tmp_path: Path, head: str
) -> None:
    at = _many(tmp_path, shishan=HEADS["shishan"], odd=head, jinhe=HEADS["jinhe"])
    for more in ((), (), ("--no-cache",)):
        data = json.loads(run("units", "-d", "石山区", *at, "-f", "json", *more).out)
        expected = ["shishan"] if "石''山" in head else ["odd", "shishan"]
        assert sorted({unit["district"] for unit in data["units"]}) == expected


def test_a_twin_is_said_however_its_head_is_written(run: Run, tmp_path: Path) -> None:
    at = _many(
        tmp_path,
        shishan=HEADS["shishan"],
        twin="district:\n  id: shishan # x\n  name: 石山区",
    )
    ended = run("units", "-d", "石山区", *at)
    assert ended.code == 2 and "都列出了" in ended.err
    ended = run("export", "-d", "石山区", *at, "-o", str(tmp_path / "x.db"))
    assert ended.code == 2 and not (tmp_path / "x.db").exists()


def test_another_folder_of_the_same_times_in_the_place_of_the_first(
    run: Run, tmp_path: Path, settled: None
) -> None:
    """Moved there: the files' names, sizes and times are what they were."""
    for name, first in (("registries", "shishan"), ("new", "jinhe")):
        folder = tmp_path / name
        folder.mkdir()
        for file, district in (("x", "jinhe"), ("y", first)):
            path = folder / f"{file}.yaml"
            path.write_text(MANY.format(district=HEADS[district]).ljust(600), "utf-8")
            os.utime(path, (1_700_000_000, 1_700_000_000))
    asked = ("units", "-d", "金河县", "--registries", str(tmp_path / "registries"))
    assert run(*asked).code == 0
    (tmp_path / "registries").rename(tmp_path / "old")
    (tmp_path / "new").rename(tmp_path / "registries")
    answers = [run(*asked, *more) for more in ((), ("--no-cache",))]
    assert answers[0].code == answers[1].code == 2
    assert answers[0].out == answers[1].out and "都列出了" in answers[0].err


def test_a_head_that_lies_or_says_nothing_is_found(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _many(
        tmp_path,
        **HEADS,
        odd='district: {id: "o\\u0064d", name: 奇区}',
        late="\n" * 5000 + "district: {id: late, name: 迟水区}",
    )
    for word in ("odd", "奇区", "迟水", "late"):
        assert run("duties", "-d", word, *at).code == 0, word
    twice = "district: {id: shishan, name: 石山区}"
    (tmp_path / "registries" / "twin.yaml").write_text(
        MANY.format(district=twice), "utf-8"
    )
    ended = run("duties", "-d", "石山", *at)
    assert ended.code == 2 and "都列出了" in ended.err
    ended = run("duties", "-d", "石上区", *at)
    assert ended.code == 2 and "石山区" in ended.err


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every file had been saved long ago: the clock's grain is not waited for."""
    monkeypatch.setattr("smogctl.system.files.SETTLED", -60_000_000_000)


def _opened(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The files whose heads are read."""
    from smogctl.cli import heads

    return _seen_by(monkeypatch, heads, "read_regular")


def test_heads_are_read_once_and_again_when_their_file_changed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: None
) -> None:
    at = _many(tmp_path, **HEADS)
    opened = _opened(monkeypatch)
    assert run("units", "-d", "石山", *at).code == 0
    assert sorted(opened) == sorted(HEADS)
    opened.clear()
    assert run("units", "-d", "石山", *at).code == 0
    assert opened == []
    file = tmp_path / "registries" / "shuiyan.yaml"
    file.write_text(file.read_text("utf-8").replace("shuiyan", "shuimen"), "utf-8")
    assert run("units", "-d", "shuimen", *at).code == 0
    assert opened == ["shuiyan"]
    assert run("units", "-d", "shuiyan", *at).code == 2


def test_a_file_saved_within_the_clocks_grain_is_looked_into_again(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = _many(tmp_path, **HEADS)
    opened = _opened(monkeypatch)
    for _ in range(2):
        assert run("units", "-d", "石山", *at).code == 0
    assert sorted(opened) == sorted([*HEADS, *HEADS])


def test_without_the_store_heads_are_read_each_time(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settled: None
) -> None:
    at = _many(tmp_path, **HEADS)
    run("units", "-d", "石山", *at)
    opened = _opened(monkeypatch)
    assert run("units", "-d", "石山", *at, "--no-cache").code == 0
    assert sorted(opened) == sorted(HEADS)


# --- what can be typed


def _tab(line: str, at: list[str]) -> list[str]:
    from conftest import smogctl

    words = f"smogctl {line}"
    env = {
        "_SMOGCTL_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split(" ")) - 1),
        "SMOGCTL_REGISTRIES": at[1],
    }
    return smogctl(env=env).out.split()


def test_completion_knows_the_units_of_the_district_typed_before(
    tmp_path: Path,
) -> None:
    at = _many(tmp_path, **HEADS)
    file = tmp_path / "registries" / "jinhe.yaml"
    file.write_text(file.read_text("utf-8").replace("区教育局", "县教体局"), "utf-8")
    for _ in range(2):
        assert _tab("duties --unit ", at) == ["县教体局", "区教育局"]
        assert _tab("duties -d 金河县 --unit ", at) == ["县教体局"]
        assert _tab("duties -d ji", at) == ["jinhe"]
        assert _tab("duties --level o", at) == ["orange"]


def test_completion_sees_a_change_and_is_silent_about_what_cannot_be_read(
    tmp_path: Path,
) -> None:
    at = _many(tmp_path, **HEADS)
    assert _tab("duties --unit 区教", at) == ["区教育局"]
    for file in (tmp_path / "registries").iterdir():
        file.write_text(
            file.read_text("utf-8").replace("区教育局", "区教体局"), "utf-8"
        )
    assert _tab("duties --unit 区教", at) == ["区教体局"]
    for file in (tmp_path / "registries").iterdir():
        file.write_text("district: [", "utf-8")
    assert _tab("duties --unit 区教", at) == []
    assert _tab("duties -d s", at) == []


# --- answers over many

DISTRICTS = 23


@pytest.fixture
def country(tmp_path: Path) -> list[str]:
    """Districts in two provinces; the first has other leaders than most."""
    folder = tmp_path / "registries"
    folder.mkdir()
    for number in range(DISTRICTS):
        first = number == 0
        lead, other = ("health", "education") if first else ("education", "health")
        names = {"education": "区教育局", "health": "区卫健委"}
        within = "甲省甲市" if number % 3 else "乙自治区乙市"
        more = "  - {id: water, name: 区水务局, kind: department}\n" if first else ""
        (folder / f"d{number:02}.yaml").write_text(
            f"format: smogctl/1\n"
            f"district: {{id: d{number:02}, name: 第{number}区, within: {within}}}\n"
            "plan: {title: 预案, scheme: national-2024}\n"
            "levels: [{id: orange, name: 橙色预警, response: Ⅱ级响应}]\n"
            "units:\n"
            f"  - id: {lead}\n    name: {names[lead]}\n    kind: department\n    duties:\n"
            f"      - {{id: {lead}-1, text: 落实停课, measures: [public.school-suspension]}}\n"
            f"  - id: {other}\n    name: {names[other]}\n    kind: department\n    duties:\n"
            f"      - {{id: {other}-1, text: 健康防护提示"
            + ("}\n" if first else ", measures: [public.health-advice]}\n")
            + more,
            "utf-8",
        )
    return ["--registries", str(folder)]


def test_a_function_across_districts_is_a_row_each(
    run: Run, country: list[str]
) -> None:
    ended = run("duties", "--unit", "教育局", "--by", "district", *country, "-f", "csv")
    head, first, second, *rest = ended.out.splitlines()
    assert head == "区县,编号,单位,职责,牵头,共同,配合,指导,牵头的措施"
    assert first == "第0区,d00,区教育局,1,1,0,0,0,"
    assert second == "第1区,d01,区教育局,1,1,0,0,0,停课"
    assert len(rest) == DISTRICTS - 2
    text = run("duties", "--unit", "教育局", "--by", "区县", *country).out
    assert text.startswith(
        f"【职责　{DISTRICTS} 个区县】\n{DISTRICTS} 个区县共 {DISTRICTS} 条职责。"
    )
    assert text.count("区教育局") == DISTRICTS
    data = json.loads(
        run("duties", "--by", "district", "-d", "d01", *country, "-f", "json").out
    )
    assert data["districts"][0]["roles"] == {
        "lead": 2,
        "joint": 0,
        "support": 0,
        "guide": 0,
    }
    assert data["districts"][0]["leads"] == [
        "public.school-suspension",
        "public.health-advice",
    ]


@pytest.mark.parametrize(
    ("question", "total"),
    [
        (("units",), f"共 {2 * DISTRICTS + 1} 个单位"),
        (("duties",), f"共 {2 * DISTRICTS} 条职责"),
        (("duties", "-u", "教育局"), f"共 {DISTRICTS} 条职责"),
        (("levels",), f"共 {DISTRICTS} 个级别"),
        (("measures",), f"共 {2 * DISTRICTS - 1} 项措施有单位牵头"),
        (("activate", "-l", "orange"), f"共 {2 * DISTRICTS} 项任务"),
    ],
)
def test_a_terminal_counts_many_districts_and_a_pipe_lists_them(
    run: Run, country: list[str], question: tuple[str, ...], total: str
) -> None:
    table = run(*question, *country, "-f", "table").out
    assert total in table
    assert "其余 3 个区县未列" in table
    assert table.count("第") < 2 * DISTRICTS
    assert run(*question, *country).out.count("预案：预案") == DISTRICTS


def test_gaps_rank_the_provinces(run: Run, country: list[str]) -> None:
    out = run("gaps", *country).out
    table = out[out.index("按省份") :].split("\n\n")[0].splitlines()
    assert [row.split()[:2] for row in table[2:]] == [["乙自治区", "8"], ["甲省", "15"]]
    # the first district, in 乙自治区, leads one core measure less than the others
    errors = [float(row.split()[-1]) for row in table[2:]]
    assert errors[0] > errors[1]


def test_no_province_where_no_file_says_its_own(
    run: Run, country: list[str], tmp_path: Path
) -> None:
    for file in (tmp_path / "registries").iterdir():
        text = file.read_text("utf-8")
        file.write_text(re.sub(", within: [^}]*", "", text), "utf-8")
    assert "按省份" not in run("gaps", *country).out


@pytest.mark.parametrize(
    ("within", "name"),
    [
        ("内蒙古自治区包头市", "内蒙古自治区"),
        ("重庆市", "重庆市"),
        ("四川省成都市", "四川省"),
        ("香港特别行政区", "香港特别行政区"),
        ("某地", "某地"),
        ("", ""),
    ],
)
def test_the_province_is_how_a_place_begins(within: str, name: str) -> None:
    from smogctl.wording.gaps import province

    assert province(within) == name


def test_what_stands_out_in_one_district_against_many(
    run: Run, country: list[str]
) -> None:
    out = run("compare", "d00", *country, "-f", "table").out
    parts = {part.split("\n")[0]: part for part in out.split("\n\n")}
    assert "public.health-advice" in parts["多数区县有单位牵头、本区没有的措施"]
    assert "22（100%）" in parts["多数区县有单位牵头、本区没有的措施"]
    assert parts["本区有单位牵头、多数区县没有的措施"].endswith("无。")
    assert "public.school-suspension" in parts["牵头的职能与多数区县不同的措施"]
    assert "区水务局" in parts["本区有、多数区县没有的单位"]
    assert (
        len(run("compare", "d00", *country, "-f", "csv").out.splitlines()) == DISTRICTS
    )


def test_compare_with_many_is_the_same_as_pair_by_pair(
    run: Run, country: list[str]
) -> None:
    counts = json.loads(run("compare", "d00", *country, "-f", "json").out)["others"]
    for other in counts[:3]:
        pair = json.loads(
            run("compare", "d00", other["district"], *country, "-f", "json").out
        )
        verdicts = Counter(measure["verdict"] for measure in pair["measures"])
        names = ("same", "other", "only_a", "only_b", "neither")
        assert {name: other[name] for name in names} == {
            name: verdicts[name] for name in names
        }
        assert other["units_only_a"] == len(pair["only_a"])
        assert other["roles"] == len(pair["roles"])


def test_a_difference_of_folders_is_that_of_their_districts(
    run: Run, country: list[str], tmp_path: Path
) -> None:
    """Districts are paired by what their files say, whatever those are called."""
    old = tmp_path / "registries"
    new = tmp_path / "new"
    shutil.copytree(old, new)
    (new / "d01.yaml").rename(new / "renamed.yaml")
    (new / "d02.yaml").unlink()
    edited = (new / "d03.yaml").read_text("utf-8").replace("落实停课", "落实停课停训")
    (new / "d03.yaml").write_text(edited, "utf-8")
    data = json.loads(run("diff", str(old), str(new), "-f", "json").out)
    assert [entry["district"] for entry in data["districts"]] == ["d03", "d02"]
    pair = run("diff", str(old / "d03.yaml"), str(new / "d03.yaml"), "-f", "json")
    assert data["districts"][0] == json.loads(pair.out)["districts"][0]
    (new / "twin.yaml").write_text(edited, "utf-8")
    refused = run("diff", str(old), str(new))
    assert refused.code == 2 and "d03" in refused.err and refused.out == ""


# --- memory

PEAK = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-m", "smogctl", *sys.argv[1:]], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of ru_maxrss is Linux's")
@pytest.mark.parametrize(
    "question", [("activate", "-l", "orange", "-f", "json"), ("gaps", "-f", "csv")]
)
def test_memory_does_not_grow_with_the_districts(
    tmp_path: Path, question: tuple[str, ...]
) -> None:
    text = (ROOT / "registries" / "jiangjin.yaml").read_text("utf-8")
    peaks = []
    for count in (40, 190):
        folder = tmp_path / str(count)
        folder.mkdir()
        for number in range(count):
            name = f"d{number:03}"
            copy = text.replace("id: jiangjin", f"id: {name}", 1)
            (folder / f"{name}.yaml").write_text(copy, "utf-8")
        words = [sys.executable, "-c", PEAK, *question, "--registries", str(folder)]
        done = subprocess.run(words, capture_output=True, check=True)
        peaks.append(int(done.stdout) / 1024)
    # what 150 more of them take when they are held: some 30 MB as JSON, twice that as records
    assert peaks[1] < peaks[0] + 10, peaks


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gbk", "ascii"])
@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_long_answer_is_one_text_in_every_encoding(
    tmp_path: Path, encoding: str, form: str
) -> None:
    text = (ROOT / "registries" / "jiangjin.yaml").read_text("utf-8")
    for number in range(12):
        copy = text.replace("id: jiangjin", f"id: d{number}", 1)
        (tmp_path / f"d{number}.yaml").write_text(copy, "utf-8")
    words = ["duties", "-f", form, "--registries", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "smogctl", *words],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    shown = done.stdout.decode(encoding)
    assert len(done.stdout) > 2 << 16
    assert "\ufeff" not in shown
    if form == "json":
        assert len(json.loads(shown)["duties"]) > 600


def test_a_full_temporary_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tempfile

    from smogctl.values.findings import Refusal

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    many: Spooled[int] = Spooled()
    with pytest.raises(Refusal, match=r"临时文件夹 .*missing.*TMPDIR"):
        for number in range(50):
            many.extend([number])


def test_a_spooled_list_is_a_list() -> None:
    from smogctl.system import spool

    many: Spooled[tuple[int, str]] = Spooled()
    plain: list[tuple[int, str]] = []
    for number in range(3 * spool.MOST_HELD):
        entries = [(number, str(at)) for at in range(number % 5)]
        many.extend(entries)
        plain += entries
        assert bool(many) is bool(plain)
        if number % 20 == 0:
            assert list(many) == plain
    assert list(many) == plain == list(many)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=20,
)


MAPPINGS = st.dictionaries(st.text(), PLAIN, max_size=4)


@given(MAPPINGS, st.lists(MAPPINGS, max_size=4))
def test_json_piece_by_piece_is_json_in_one(
    data: dict[str, Any], records: list[dict[str, Any]]
) -> None:
    """As the library writes it, but for the characters that no terminal should see raw."""
    from smogctl.formats.json import record_text, render
    from smogctl.values.report import Records, Report, Surface

    whole = data | {"records": records}
    texts = [record_text(record) for record in records]
    grown = data | {"records": Records(texts)}
    for encoding in ("utf-8", "gbk"):
        made = render(Report(grown, ()), Surface(encoding=encoding))
        assert json.loads(made) == whole
        want = json.dumps(whole, ensure_ascii=encoding != "utf-8", indent=2)
        assert made.isascii() or encoding == "utf-8"
        assert _plain(made) == _plain(want + "\n")


def _plain(text: str) -> str:
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda hit: chr(int(hit[1], 16)), text)
    # two halves of a character are that character
    return plain.encode("utf-16-be", "surrogatepass").decode(
        "utf-16-be", "surrogatepass"
    )


@pytest.mark.parametrize("form", ["text", "xlsx"])
@pytest.mark.parametrize("units", [100, 1000])
def test_a_checklist_of_many_units(
    run: Run, tmp_path: Path, units: int, form: str
) -> None:
    folder = tmp_path / "registries"
    folder.mkdir()
    entries = "".join(
        f"  - {{id: u{number}, name: 第{number}局, kind: department, duties: "
        f"[{{id: u{number}-1, text: 落实第{number}项}}]}}\n"
        for number in range(units)
    )
    (folder / "big.yaml").write_text(
        "format: smogctl/1\ndistrict: {id: big, name: 大区}\n"
        "plan: {title: 预案, scheme: national-2024}\n"
        f"levels: [{{id: orange, name: 橙色预警, response: Ⅱ级响应}}]\nunits:\n{entries}",
        "utf-8",
    )
    target = tmp_path / f"list.{'txt' if form == 'text' else form}"
    ended = run(
        "checklist", "-l", "orange", "-o", str(target), "--registries", str(folder)
    )
    assert ended.code == 0, ended.err
    if form == "text":
        assert target.read_text("utf-8").count("落实第") == units
    else:
        assert len(openpyxl.load_workbook(target, read_only=True).sheetnames) >= units


def test_a_batch_compiles_its_templates_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jinja2 import Environment

    compiled: Counter[str] = Counter()
    parse = Environment._parse

    def counted(self: Environment, source: str, *more: Any) -> Any:
        compiled[source] += 1
        return parse(self, source, *more)

    monkeypatch.setattr(Environment, "_parse", counted)
    words = [
        "notice",
        "start",
        "-d",
        "kunqu",
        "-l",
        "orange",
        "--start",
        "2026-12-01T12:00",
    ]
    words += ["--issued", "2026-12-01T08:00", "-f", "docx", "--all-bodies"]
    ended = run(*words, "-o", str(tmp_path / "papers"))
    assert ended.code == 0, ended.err
    assert len(list((tmp_path / "papers").glob("*.docx"))) > 20
    assert compiled
    assert max(compiled.values()) <= 2


# --- commands


@pytest.mark.parametrize("word", ["\udcff", "区\udcff局", "\x1b[31m"])
def test_text_that_is_no_text_is_refused_in_words(word: str) -> None:
    from conftest import smogctl

    ended = smogctl("duties", "--unit", word)
    assert (ended.code, ended.out) == (2, "")
    assert "没有单位" in ended.err
    assert "\x1b" not in ended.err and "Traceback" not in ended.err


def test_options_of_text_need_no_validator() -> None:
    script = (
        "import sys; from smogctl.cli.app import run;"
        "run(['duties', '--unit', '区公安局', *sys.argv[1:]]);"
        "print('pydantic' in sys.modules, 'typer._adapters' in sys.modules)"
    )
    for more, expected in (
        (["--no-cache"], "True False"),
        ([], ""),
        ([], "False False"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", script, *more], capture_output=True, check=True
        )
        assert done.stdout.decode().strip().endswith(expected)


def test_listing_the_commands_imports_none() -> None:
    script = "import sys; from smogctl.cli.app import run; run(['--help']); print(sorted(m for m in sys.modules if m.startswith('smogctl.cli.commands.')), 'pydantic' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True
    )
    assert (
        done.stdout.decode().splitlines()[-1]
        == "['smogctl.cli.commands.incident'] False"
    )


def test_a_listed_command_says_what_the_imported_one_says() -> None:
    from importlib import import_module

    from smogctl.cli import commands
    from smogctl.cli.commands import incident
    from smogctl.system.shipped import parts_of, summary_of

    for package in (commands, incident):
        for name in parts_of(package):
            module = import_module(f"{package.__name__}.{name}")
            assert (
                summary_of(package, name) == module.run.__doc__.strip().split("\n")[0]
            ), name


def test_the_process_ends_with_all_that_it_had_to_say_and_do(tmp_path: Path) -> None:
    """It ends without freeing memory; what was registered for its end is done all the same."""
    script = (
        "import atexit, sys; atexit.register(lambda: sys.stderr.write('bye'));"
        "sys.argv = ['smogctl', *sys.argv[1:]]; from smogctl.cli.main import main; main()"
    )
    words = ["duties", "--registries", str(ROOT / "registries"), "-f", "json"]
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, check=True
    )
    assert done.stdout.endswith(b"}\n") and done.stderr.endswith(b"bye")
    words = ["gaps", "--registries", str(ROOT / "registries")]
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, check=False
    )
    assert done.returncode == 1 and done.stderr.endswith(b"bye")


def test_what_is_wrong_with_either_districts_files_is_said(
    run: Run, tmp_path: Path
) -> None:
    for name in ("kunqu", "jiangjin"):
        shutil.copy(ROOT / "registries" / f"{name}.yaml", tmp_path)
    broken = (
        (tmp_path / "kunqu.yaml").read_text("utf-8").replace("\nunits:", "\nunitz:")
    )
    (tmp_path / "kunqu2.yaml").write_text(broken, "utf-8")
    for words in (("kunqu", "jiangjin"), ("jiangjin", "kunqu")):
        ended = run("compare", *words, "--registries", str(tmp_path))
        assert ended.code == 2 and "kunqu2.yaml" in ended.err


def test_completion_keeps_nothing_where_that_is_asked(tmp_path: Path) -> None:
    from conftest import smogctl

    at = _many(tmp_path, **HEADS)
    words = "smogctl duties --no-cache --unit "
    env = {
        "_SMOGCTL_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": "4",
        "SMOGCTL_REGISTRIES": at[1],
        "SMOGCTL_CACHE": str(tmp_path / "cache"),
    }
    assert smogctl(env=env).out.split() == ["区教育局"]
    assert not (tmp_path / "cache").exists()


def test_a_districts_name_stays_whole_where_heads_can_fold(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = run(
        "compare", "kunqu", "-f", "table", "--registries", str(ROOT / "registries")
    ).out
    assert [line.split()[:3] for line in told.splitlines() if "江津" in line] == [
        ["江津区", "8", "18"]
    ]
