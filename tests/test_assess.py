"""`assess`: truth tables of each scheme, a brute-force oracle, hours across midnight, and what people type."""

import csv
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assess_oracle import SCALES, level_of
from conftest import Run
from smogctl.forecast.index import aqi
from smogctl.forecast.judging import Assessment, assess
from smogctl.forecast.series import Forecast, Step
from smogctl.forecast.windows import rows
from smogctl.plan import catalogue
from smogctl.values.findings import Refusal
from smogctl.values.pollutants import Pollutant, pollutant

START = datetime(2026, 12, 1)


def named_in(word: str) -> Pollutant:
    found = pollutant(word)
    assert found is not None, word
    return found


def days(
    values: Sequence[float | str],
    primary: Sequence[Pollutant] = (),
    index: str = "AQI",
) -> Forecast:
    """A forecast of days: one figure each, and a primary pollutant each where given."""
    steps = []
    for place, value in enumerate(values):
        at, figure = START + timedelta(days=place), Decimal(str(value))
        named: tuple[Pollutant, ...] = (primary[place],) if primary else ()
        if index == "AQI":
            steps.append(Step(at, figure, named))
        else:
            name = named_in("O3" if index == "O3-8h" else index)
            steps.append(Step(at, None, named, {name: figure}))
    return Forecast(tuple(steps))


def hours(values: list[int]) -> Forecast:
    return Forecast(
        tuple(
            Step(START + timedelta(hours=place), Decimal(value))
            for place, value in enumerate(values)
        ),
        hourly=True,
    )


def judged(
    scheme: str, forecast: Forecast, lift_hours: int | None = None
) -> Assessment:
    return assess(catalogue.schemes()[scheme], forecast, catalogue.aqi(), lift_hours)


def level(scheme: str, forecast: Forecast, lift_hours: int | None = None) -> str | None:
    reached = judged(scheme, forecast, lift_hours).reached
    return reached.level.id if reached else None


def _truth() -> Any:
    """Rows written by a reader of the sources who had not seen the code (docs/reading/assess-truth.csv)."""
    from conftest import ROOT

    with (ROOT / "docs" / "reading" / "assess-truth.csv").open(
        encoding="utf-8"
    ) as file:
        return [
            pytest.param(row, id=f"{row['scheme']} {row['values']}")
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize("row", _truth())
def test_truth(row: dict[str, str]) -> None:
    index, _, values = row["values"].partition(":")
    primary = [named_in(word) for word in row["pollutants"].split()]
    found = judged(row["scheme"], days(values.split(), primary, index.strip()))
    if row["level"] == "open":
        assert found.reached is None
        assert any(one.open for one in found.higher)
    else:
        assert (found.reached.level.id if found.reached else "none") == row["level"]


@pytest.mark.parametrize("scheme", SCALES)
@pytest.mark.parametrize("lift", [36, 72])
def test_every_short_forecast_agrees_with_a_reading_by_brute_force(
    scheme: str, lift: int
) -> None:
    cuts = SCALES[scheme]
    for length in range(1, 6):
        for values in product((cuts[0], *(cut + 1 for cut in cuts)), repeat=length):
            assert level(scheme, days(values), lift) == level_of(
                scheme, values, lift
            ), values


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from((100, 150, 151, 200, 201, 300, 301, 500)),
        min_size=6,
        max_size=14,
    )
)
def test_long_forecasts_agree_too(values: Any) -> None:
    for scheme in SCALES:
        assert level(scheme, days(values), 36) == level_of(scheme, values, 36)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.sampled_from((90, 160, 210, 320))),
        min_size=1,
        max_size=5,
    )
)
def test_hours_agree_with_every_way_of_laying_windows(
    parts: list[tuple[int, int]],
) -> None:
    values = [value for count, value in parts for _ in range(count)]
    if len(values) < 24:
        values += [50] * (24 - len(values))
    for above, count in ((150, 2), (200, 1), (200, 2), (300, 1)):
        whole = [
            sum(values[at : at + 24]) > above * 24 for at in range(len(values) - 23)
        ] + [False] * 23
        laid = any(
            all(at + 24 * n < len(whole) and whole[at + 24 * n] for n in range(count))
            for at in range(len(whole))
        )
        assert (max(rows(whole, 24).lengths) >= count) is laid


def test_24_hours_may_cross_midnight() -> None:
    values = [100] * 12 + [210] * 48 + [100] * 12
    forecast = hours(values)
    found = judged("national-2024", forecast)
    assert found.reached is not None
    assert found.reached.level.id == "orange"
    # by calendar days only the middle one is above 200
    means = [sum(values[at : at + 24]) / 24 for at in (0, 24, 48)]
    assert [mean > 200 for mean in means] == [False, True, False]
    assert level("national-2024", days(means)) == "orange"  # above 150 for three days


def test_a_short_gap_makes_one_episode_and_the_reading_apart_is_kept() -> None:
    found = judged("national-2024", days((210, 230, 140, 310, 120, 110)))
    assert found.reached is not None
    assert found.alone is not None
    assert (found.reached.level.id, found.alone.id) == ("red", "orange")
    assert found.gaps == {2}
    assert found.lift == datetime(2026, 12, 5)
    apart = judged("national-2024", days((210, 230, 140, 130, 310, 120, 110)))
    assert apart.reached is not None
    assert (apart.reached.level.id, apart.gaps, len(apart.episodes)) == (
        "orange",
        frozenset(),
        2,
    )


def test_what_is_not_known_is_not_decided() -> None:
    found = judged("cq-2022", days((210, 220, 230)))
    assert found.reached is not None
    assert (found.reached.level.id, found.undecided) == ("orange", True)
    assert [one.id for one in found.unread] == ["red"]
    clean = judged("cq-2022", days((80, 90)))
    assert (clean.reached, clean.undecided) == (None, False)
    # no gap is bridged where no text says so
    assert judged("cq-2022", days((210, 100, 210)), 36).gaps == frozenset()


def test_a_figure_that_is_missing_is_no_clean_day() -> None:
    # an index of 150 leaves no room for PM2.5 above 115, one of 160 does
    assert not judged("cq-2022", days((150, 150))).undecided
    found = judged("cq-2022", days((160, 160)))
    assert found.undecided
    assert [one.open for one in found.higher if one.level.id == "yellow"] == [
        False,
        True,
        True,
    ]
    # of three days the middle one is not known
    known: list[dict[Pollutant, Decimal]] = [
        {"PM2.5": Decimal(120)},
        {},
        {"PM2.5": Decimal(120)},
    ]
    steps = [
        Step(START + timedelta(days=place), Decimal(160), (), levels)
        for place, levels in enumerate(known)
    ]
    partly = judged("cq-2022", Forecast(tuple(steps)))
    yellow = next(
        one for one in partly.higher if one.shortfalls[0].condition.index == "PM2.5"
    )
    assert (yellow.shortfalls[0].hours, yellow.shortfalls[0].known, yellow.open) == (
        24,
        False,
        True,
    )


def test_hours_of_several_pollutants_count_by_the_half() -> None:
    def level_of_hours(*names: Any) -> Any:
        steps = tuple(
            Step(
                START + timedelta(hours=hour), Decimal(310), (names[hour % len(names)],)
            )
            for hour in range(96)
        )
        return level("national-2024", Forecast(steps, hourly=True))

    assert level_of_hours("O3", "dust", "NO2") is None
    assert level_of_hours("O3", "PM2.5", "dust") is None
    assert level_of_hours("O3", "PM2.5") == "red"


@pytest.mark.parametrize(
    ("day", "levels", "value", "primary"),
    [
        ("2026-02-28", {"PM2.5": 75}, 100, ("PM2.5",)),
        ("2026-03-01", {"PM2.5": 75}, 114, ("PM2.5",)),
        ("2026-03-01", {"PM2.5": 60}, 100, ("PM2.5",)),
        ("2026-03-01", {"PM2.5": 115, "O3": 215}, 150, ("PM2.5", "O3")),
        ("2026-12-01", {"PM2.5": "115.1"}, 151, ("PM2.5",)),
        ("2026-12-01", {"PM2.5": 150}, 200, ("PM2.5",)),
        ("2026-12-01", {"PM2.5": 250, "PM10": 300}, 300, ("PM2.5",)),
        ("2026-02-01", {"PM10": 150}, 100, ("PM10",)),
        ("2026-12-01", {"PM10": 120}, 100, ("PM10",)),
        ("2026-12-01", {"CO": "4.5"}, 103, ("CO",)),
        ("2026-12-01", {"PM2.5": 35}, 50, ()),
        ("2026-12-01", {"PM2.5": 0}, 0, ()),
        ("2026-12-01", {"PM2.5": 900}, 500, ("PM2.5",)),
        ("2026-12-01", {"O3": 900}, 300, ("O3",)),
    ],
)
def test_index_of_concentrations(
    day: str,
    levels: dict[Pollutant, int | str],
    value: int,
    primary: tuple[Pollutant, ...],
) -> None:
    given_ = {name: Decimal(str(figure)) for name, figure in levels.items()}
    found = aqi(catalogue.aqi(), date.fromisoformat(day), given_)
    assert (found.value, found.primary) == (value, primary)


def test_a_day_without_a_table_is_refused() -> None:
    with pytest.raises(Refusal, match="2031-01-01"):
        aqi(catalogue.aqi(), date(2031, 1, 1), {"PM2.5": Decimal(60)})


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("PM2.5", "PM2.5"),
        ("pm25", "PM2.5"),
        ("细颗粒物", "PM2.5"),
        ("细颗粒物(PM2.5)", "PM2.5"),
        ("臭氧", "O3"),
        ("O3-8h", "O3"),
        ("沙尘", "dust"),
        ("可吸入颗粒物", "PM10"),
        ("雾", None),
        ("细颗粒物(O3)", None),
    ],
)
def test_pollutants_as_people_write_them(word: str, name: str | None) -> None:
    assert pollutant(word) == name


def test_json_is_the_contract(run: Run) -> None:
    said = run("assess", "--aqi", "160,170,210", "--from", "2026-12-01", "-f", "json")
    data = json.loads(said.out)
    assert said.code == 0
    assert {
        key: data[key] for key in ("format", "level", "response", "scheme", "clause")
    } == {
        "format": "smogctl.assessment/1",
        "level": "orange",
        "response": "Ⅱ级响应",
        "scheme": "national-2024",
        "clause": "日均 AQI 大于 150 持续 72 小时及以上",
    }
    assert data["days"][2] == {
        "date": "2026-12-03",
        "aqi": 210,
        "pollutant": None,
        "counts": True,
    }
    assert [
        (one["level"], [c["longest"] for c in one["conditions"]])
        for one in data["unmet"]
    ] == [("red", [24, 0])]


def test_the_districts_scheme_and_response(run: Run) -> None:
    said = run(
        "assess",
        "--pm25",
        "120,130,155",
        "--from",
        "2026-12-01",
        "-d",
        "江津",
        "-f",
        "json",
    )
    data = json.loads(said.out)
    assert (said.code, data["scheme"], data["level"]) == (2, "cq-2022", "orange")
    assert data["response"] == "Ⅱ级应急响应"
    assert [one["level"] for one in data["unread"]] == ["red"]


def test_pollutants_that_open_no_warning(run: Run) -> None:
    said = run(
        "assess",
        "--aqi",
        "250,260",
        "--pollutant",
        "臭氧",
        "--from",
        "2026-12-01",
        "-f",
        "text",
    )
    assert "未达到任何一级预警的条件" in said.out
    assert "健康提示" in said.out
    older = run(
        *("assess", "--aqi", "250,260", "--pollutant", "O3", "--from", "2023-12-01"),
        *("--scheme", "national-2018", "-f", "text"),
    )
    assert "达到黄色预警的条件" in older.out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "空的"),
        ("日期,AQI\n", ":2:1: 表头下面没有数据"),
        ("AQI\n160\n", ":1:1: 表头里没有“日期”"),
        ("日期,风\n2026-12-01,北\n", ":1:1: 表头里既没有 AQI"),
        ("日期,AQI\n2026-12-01,150\n2026-12-03,210\n", ":3:1: 应为 2026-12-02"),
        ("日期,AQI\n2026-12-01,150-210\n", ":2:2: AQI “150-210”是区间"),
        ("日期,AQI\n2026-12-01,\n", ":2:2: 这一行既没有 AQI"),
        ("日期,AQI\n2026-12-01,nan\n", ":2:2: AQI “nan”不是数"),
        ("日期,AQI\n2026-12-01,-1\n", ":2:2: AQI “-1”不是数"),
        ("日期,AQI,首要污染物\n2026-12-01,160,雾\n", ":2:3: 不认识的首要污染物“雾”"),
        ("日期,AQI\n12月1日,160\n", ":2:1: 时间“12月1日”不是时间：要写年份"),
        ("日期,AQI\n2026-12-01,160\n2026-12-02 01:00,160\n", ":3:1: 有的行写到小时"),
        ("时间,AQI\n2026-12-01 01:00,160\n", "只有 1 小时"),
        ("日期,AQI,日均AQI\n2026-12-01,90,310\n", ":1:3: “日均AQI”与第 2 列重复"),
        ("日期,CO(μg/m3)\n2026-12-01,1200\n", ":1:2: “CO(μg/m3)”的单位不对：应为毫克"),
        ("日期,PM2.5(mg/m3)\n2026-12-01,0.16\n", "应为微克/立方米"),
        ("日期,AQI,PM2.5\n2026-12-01,90,240\n", "由浓度算出 290"),
        ('日期,AQI\n"2026-12-01,160\n', "引号没有成对"),
        (
            "时间,AQI,PM2.5\n2026-12-01 00:00,310,\n2026-12-01 01:00,,260\n"
            + "".join(
                f"2026-12-{1 + h // 24:02} {h % 24:02}:00,310,\n" for h in range(2, 30)
            ),
            "给的项与前一小时不同",
        ),
    ],
)
def test_faults_of_a_table_have_their_place(
    run: Run, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "预报.csv"
    file.write_text(text, encoding="utf-8")
    answer = run("assess", str(file))
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("某市空气质量预报\n日期,AQI预报值\n2026-12-01,210\n", "达到黄色"),
        ("sep=,\n日期,预测AQI,备注,\n2026-12-01,210,,\n", "达到黄色"),
        ("日期,首要污染物（预报）,AQI\n2026-12-01,O3,210\n", "未达到任何一级"),
        ("日期,PM2.5(微克/m3)\n2026-12-01,160\n", "达到黄色"),
        ("日期,PM2.5_24h\n2026-12-01,160\n", "达到黄色"),
        ("日期,O3日最大8小时\n2026-12-01,270\n", "未达到任何一级"),
        (
            "日期,AQI\n2026/12/1 0:00,160\n2026/12/2 0:00,170\n",
            "2026年12月1日至12月2日",
        ),
        (
            "时间,AQI\n"
            + "".join(f"2026年12月1日{hour}时,210\n" for hour in range(1, 25)),
            "2026年12月1日0时至2026年12月1日24时",
        ),
    ],
)
def test_heads_and_times_as_offices_write_them(
    run: Run, tmp_path: Path, text: str, said: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(text, encoding="utf-8")
    answer = run("assess", str(file), "-f", "text")
    assert answer.code == 0
    assert said in answer.out


def test_a_day_of_two_pollutants_is_written_alike_everywhere(
    run: Run, tmp_path: Path
) -> None:
    typed = run(
        "assess", "--aqi", "250,260", "--pollutant", "PM2.5、O3", "--from", "2026-12-01"
    )
    assert "达到橙色" in typed.out


def test_episodes_that_are_not_taken_together_are_told(run: Run) -> None:
    said = run("assess", "--aqi", "210,100,210", "--from", "2017-12-01", "-f", "text")
    assert "达到蓝色" in said.out
    assert "没有合并，请用 --lift-hours 给出" in said.out
    more = run(
        *("assess", "--aqi", "210,100,210", "--from", "2017-12-01", "-f", "text"),
        *("--lift-hours", "48"),
    )
    assert "达到黄色" in more.out
    assert "分开计为蓝色" in more.out


def test_windows_of_hours_are_shown(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "h.csv"
    values = [30] * 24 + [450] * 24 + [30] * 24
    file.write_text(
        "时间,AQI\n"
        + "".join(
            f"2026-12-{1 + hour // 24:02} {hour % 24:02}:00,{value}\n"
            for hour, value in enumerate(values)
        ),
        encoding="utf-8",
    )
    said = run("assess", str(file), "-f", "text").out
    assert "按任意连续 24 小时的均值算，不按自然日" in said
    assert "如：12月1日10时起 205，12月2日10时起 275。" in said


def test_tables_as_offices_save_them(run: Run, tmp_path: Path) -> None:
    plain = "日期\tAQI\t首要污染物\t风力\n2026/12/1\t１６０\t细颗粒物\t2\n2026年12月2日\t170\tPM2.5、O3\t1\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        file = tmp_path / f"{encoding}.csv"
        file.write_text(plain, encoding=encoding)
        answer = run("assess", str(file), "-f", "text")
        assert answer.code == 0
        assert "达到黄色预警的条件" in answer.out
        assert "没有用到的列：风力" in answer.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "没有预报"),
        (("--aqi", "160"), "--from"),
        (("--aqi", "160,170", "--pm25", "1", "--from", "2026-12-01"), "各项的个数不同"),
        (("--aqi", "160", "--from", "2026-12-01T08:00"), "--hourly"),
        (
            ("--aqi", "160", "--from", "2026-12-01", "--scheme", "national-2042"),
            "是不是“national-20",
        ),
        (("--aqi", "160", "--from", "2016-12-01"), "没有已知的国家分级标准"),
        (("--aqi", "160", "--from", "2026-12-01", "--lift-hours", "0"), "--lift-hours"),
        (("x.csv", "--aqi", "160"), "不能都给"),
        (("--aqi", "210", "--from", "9999-12-31"), "请看年份"),
        (("--aqi", "210", "--from", "下周"), "不是时间"),
        (("--aqi", "160,,210", "--from", "2026-12-01"), "AQI 的第 2 个是空的"),
        (("--aqi", "160", "--from", "2026-12-01", "--lift-hours", "abc"), "不是数"),
        (("no-such.csv",), "读不了 no-such.csv"),
        (("--o3", "160," * 23 + "160", "--from", "2026-12-01", "--hourly"), "不收臭氧"),
        (("--pm25", "160", "--from", "2031-01-01"), "分指数表不知道"),
    ],
)
def test_what_cannot_be_judged_is_refused(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    answer = run("assess", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
