"""By which words a text names measures: each kind of word in the catalogue's language, and how well all do."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Run
from smogctl.grammar.measures import maybe_named, named, place_of
from smogctl.grammar.parts import parts_of
from smogctl.grammar.scopes import scope_of
from smogctl.grammar.words import BLANK, Lexicon, Span, blanked
from smogctl.plan import catalogue


def measures(text: str) -> set[str]:
    return {hit.measure for hit in named(text)}


KINDS = {
    # a phrase; an object and an act near it, in any order
    "增加道路清扫频次": {"dust.roads"},
    "停止一切土石方作业": {"dust.sites"},
    "土石方作业全部停止": {"dust.sites"},
    # the same words elsewhere
    "取缔露天烧烤": {"area.cooking"},
    "倡导绿色出行": {"voluntary.appeal"},
    "提高公共交通出行率": set(),
    # a neighbour's words between the same two commas
    "查处渣土车带泥上路": {"mobile.spoil-trucks"},
    "国四以下柴油货车禁止上路": {"mobile.restriction"},
    # what stands beside money is its object, what stands behind a comma is not
    "安排人工增雨、应急演练所需资金": {"support.funding"},
    "安排所需资金，组织人工增雨": {"support.funding", "support.weather-modification"},
    "编制本部门应急预案": {"support.own-plan"},
    "编制本部门应急预案，组织应急演练": {"support.own-plan", "support.preparedness"},
    # what orders nothing
    "限产停产（承担供暖的除外）": {"industry.curtailment"},
    "本预案所称渣土车，是指运输建筑垃圾的货车": set(),
    "根据《大气污染防治行动计划》，停止土石方作业": {"dust.sites"},
    "抢险工程不受停工限制，其余停止土石方作业": {"dust.sites"},
    "第三章 烟花爆竹禁放管理": set(),
    "机动车限行措施启动前，发布绕行提示": {"support.traffic"},
    "完成指挥部交办的其他工作": set(),
    # 除……外 begins a part, 拆除……室外 does not
    "督导房屋拆除施工停止室外作业": {"dust.sites"},
    "除抢险渣土车外，停止土石方作业": {"dust.sites"},
    # 小时, 及时, 同时 say no when; a list's items stand for themselves
    "末班车延长运营1小时，保障群众出行": {"voluntary.transit"},
    "落实企业停产限产、错峰运输等措施": {"industry.curtailment", "mobile.bulk-freight"},
    "停止拆除作业、渣土外运": {"dust.sites", "mobile.spoil-trucks"},
    # another matter, and a word inside a name
    "承担生产安全事故应急指挥部办公室职责": set(),
    "开展滑坡风险研判": set(),
    "对专项方案执行情况进行检查": {"support.supervision"},
    "编制本系统专项方案，发布预警后组织学校落实": {"support.own-plan"},
}


@pytest.mark.parametrize(("text", "found"), KINDS.items(), ids=KINDS)
def test_each_kind_of_word(text: str, found: set[str]) -> None:
    assert measures(text) == found


@pytest.mark.parametrize("text", KINDS)
def test_what_a_text_names_it_has_words_for(text: str) -> None:
    assert measures(text) <= maybe_named(text)
    assert maybe_named("") == set()


def test_the_words_and_their_place_are_told() -> None:
    text = "负责巡查，停止工地土石方作业"
    (hit,) = named(text)
    assert text[hit.at :].startswith(hit.words.partition("…")[0])
    assert place_of("dust.sites", text) == hit.at
    assert place_of("area.burning", text) == -1


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        (["停产"], "停产，停产", {"停产": [Span(0, 2), Span(3, 5)]}),
        (["车…行"], "车辆禁行", {"车…行": [Span(0, 4)]}),
        (["车…行"], "车辆，禁行", {}),
        (["车…行"], f"车{BLANK}行", {}),
        (["车"], "一车", {"车": [Span(1, 2)]}),
        (
            ["露天焚烧", "焚烧"],
            "露天焚烧",
            {"露天焚烧": [Span(0, 4)], "焚烧": [Span(2, 4)]},
        ),
    ],
)
def test_where_words_stand(words: list[str], text: str, places: dict[str, Any]) -> None:
    assert Lexicon(zip(words, words, strict=True), 6).places(text) == places


def test_what_is_blanked_keeps_every_other_place() -> None:
    assert blanked("停产停工", [Span(0, 2)]) == f"{BLANK}{BLANK}停工"


@pytest.mark.parametrize(
    ("measure", "text", "parts"),
    [
        ("dust.sites", "工地停工", ("停工",)),
        ("dust.sites", "落实施工扬尘防治措施", ("扬尘防治",)),
        ("dust.sites", "工地停工，其余做好扬尘防治", ()),
        ("dust.sites", "加强管理", ()),
        ("area.fireworks", "查处违规燃放", ("禁放",)),
        ("dust.roads", "清扫道路", ()),
    ],
)
def test_the_parts_that_a_text_names(
    measure: str, text: str, parts: tuple[str, ...]
) -> None:
    assert parts_of(measure, text) == parts


@pytest.mark.parametrize(
    ("measure", "text", "scope"),
    [
        ("dust.sites", "督促拆迁工地停工", "拆迁工地"),
        ("dust.sites", "督促房屋和市政工程停工", "房屋和市政工程"),
        ("dust.sites", "督促施工工地停工", None),
        ("dust.sites", "督促水利工程施工单位停工", "水利工程"),
        ("dust.sites", "水利工程、河道工程停工", "水利工程、河道工程"),
        ("dust.sites", "水利工程停工，公路工程停工", None),
        ("area.cooking", "整治餐饮油烟", "餐饮油烟"),
        ("mobile.odd-even", "实行单双号限行", None),
    ],
)
def test_the_scope_that_a_text_gives(
    measure: str, text: str, scope: str | None
) -> None:
    assert scope_of(measure, text) == scope


def test_every_measure_has_its_language() -> None:
    vocabulary = catalogue.vocabulary()
    assert [one.id for one in vocabulary.measures] == list(catalogue.measures())
    for one in vocabulary.measures:
        assert one.phrases or (one.objects and one.acts), one.id
        assert bool(one.objects and one.acts) == bool(one.within), one.id
        assert set(one.takes) <= set(catalogue.measures())
        for field in (one.phrases, one.objects, one.acts, one.without, one.unless):
            assert len(set(field)) == len(field), one.id
            assert all(word.partition("…")[0] for word in field), one.id


def judged(name: str) -> tuple[float, float]:
    right = extra = missed = 0
    path = ROOT / "tests" / "words" / f"{name}.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        said, given = measures(entry["text"]), set(entry["measures"])
        assert given <= set(catalogue.measures())
        right += len(said & given)
        extra += len(said - given)
        missed += len(given - said)
    return right / (right + extra), right / (right + missed)


def test_clauses_that_the_words_were_not_written_from() -> None:
    precision, recall = judged("fresh")
    assert precision >= 0.89
    assert recall >= 0.90


def test_clauses_that_the_words_were_widened_on() -> None:
    for path in (ROOT / "tests" / "words").glob("hand-*.jsonl"):
        precision, recall = judged(path.stem)
        # of hand-h two thirds order nothing
        assert precision >= (0.75 if path.stem == "hand-h" else 0.89), path.name
        assert recall >= 0.90, path.name


def test_import_explains_by_which_words(run: Run, tmp_path: Path) -> None:
    annex = tmp_path / "a.txt"
    annex.write_text(
        "青岚区成员单位职责\n区教育局：停课。\n区住建局：停止工地土石方作业。\n",
        encoding="utf-8",
    )
    plain = run("import", str(annex), "--id", "ql")
    told = run("import", str(annex), "--id", "ql", "--explain")
    assert "措施按这些字认出：" not in plain.err
    assert plain.out == told.out
    assert "原文第 2 行，education-1：public.school-suspension 停课：“停课”" in told.err
    assert (
        "原文第 3 行，housing-1：dust.sites 施工工地扬尘管控、停工：“停止…土石方”"
        in told.err
    )
