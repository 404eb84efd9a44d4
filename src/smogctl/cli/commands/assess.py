"""The command `assess`."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Annotated, NamedTuple

import typer

from smogctl.cli.clocks import now_asked
from smogctl.cli.completion import complete_incident
from smogctl.cli.inputs import all_bytes_of
from smogctl.cli.options import District, DrillOf, LedgerName, Registries
from smogctl.cli.registries import OpenRegistries, open_registries
from smogctl.forecast.figures import figure, primaries
from smogctl.forecast.index import aqi
from smogctl.forecast.judging import Assessment, assess
from smogctl.forecast.lists import listed
from smogctl.forecast.series import Forecast, Step
from smogctl.forecast.table import read_table
from smogctl.importing.decoding import decode
from smogctl.plan import catalogue
from smogctl.plan.registry import Registry
from smogctl.plan.schemes import Scheme
from smogctl.schema.base import is_in_force
from smogctl.text.plain import clip, closest, visible
from smogctl.values import exits
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal
from smogctl.values.moment import moment, with_year
from smogctl.values.pollutants import Pollutant
from smogctl.wording.assessment import report_of, scheme_said

MAX_FILE = 4_000_000
"""Bytes of a forecast's table."""

_TOO_LARGE = f"大于 {MAX_FILE // 1_000_000} MB，不像一份预报。"
_MOST_HOURS = 720
_LAST_YEAR = 2999

File = Annotated[
    str | None,
    typer.Argument(
        metavar="[文件]",
        help="预报的 CSV：一天（或一小时）一行，列有日期，AQI 或浓度（PM2.5、PM10、O3-8h……），首要污染物；- 为标准输入。",
        show_default=False,
    ),
]


class Figures(NamedTuple):
    """A forecast on the command line."""

    aqi: Annotated[
        str | None,
        typer.Option(
            "--aqi", metavar="数,数…", help="逐日（或逐小时）的 AQI，如 160,170,210。"
        ),
    ] = None
    pm25: Annotated[
        str | None,
        typer.Option("--pm25", metavar="数,数…", help="PM2.5 浓度，微克/立方米。"),
    ] = None
    o3: Annotated[
        str | None,
        typer.Option(
            "--o3", metavar="数,数…", help="臭氧日最大 8 小时浓度，微克/立方米。"
        ),
    ] = None
    primary: Annotated[
        str | None,
        typer.Option(
            "--pollutant",
            metavar="污染物",
            help="首要污染物：一个管全部，或逐日一个，逗号隔开，如 PM2.5,PM2.5,O3；一天几个用、连，沙尘写 沙尘。",
        ),
    ] = None
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="日期",
            help="第一个数是哪一天（逐小时的，哪一时），如 2026-12-01。",
        ),
    ] = None
    hourly: Annotated[
        bool, typer.Option("--hourly", help="给的数逐小时，不是逐日。")
    ] = False


SchemeName = Annotated[
    str | None,
    typer.Option(
        "--scheme",
        metavar="标准",
        help="分级标准的编号，如 national-2024。缺省：给了区县的，用其预案的；否则用预报第一天的国家标准。",
        autocompletion=lambda: list(catalogue.schemes()),
    ),
]
LiftHours = Annotated[
    str | None,
    typer.Option(
        "--lift-hours",
        metavar="小时",
        help="解除要低于条件多少小时，按本地预案；也用来看前后两次过程是否按一次计。缺省按分级标准所载。",
    ),
]
IncidentOf = Annotated[
    str | None,
    typer.Option(
        "--incident",
        "-i",
        metavar="事件",
        help="把研判登记到台账的这次事件，如 current。",
        autocompletion=complete_incident,
    ),
]


EXAMPLES = (
    ("assess --aqi 160,170,210 --from 2026-12-01", "三天的 AQI，达到哪一级"),
    (
        "assess --aqi 210,230,260 --scheme national-2018 --from 2026-12-01",
        "按 2018 年的标准",
    ),
)


def run(
    figures: Figures,
    file: File = None,
    scheme: SchemeName = None,
    lift_hours: LiftHours = None,
    registries: Registries = None,
    district: District = None,
    incident: IncidentOf = None,
    ledger: LedgerName = None,
    drill: DrillOf = False,
) -> Answer:
    """按分级标准研判预报：达到哪一级，按哪一条，哪几天满足，再高一级还差什么。

    预报用选项、CSV 文件或管道给出。只供研判；发布由有权批准的人决定。
    """
    hours = _hours(lift_hours)
    forecast, notes = _forecast(figures, file)
    _check(forecast)
    opened: OpenRegistries | None = None
    registry: Registry | None = None
    if district is not None:
        opened = open_registries(registries, district)
        registry = opened.registries[0]
    chosen, why = _scheme(scheme, registry, forecast.steps[0].day)
    assessment = assess(chosen, forecast, catalogue.aqi(), hours)
    told = (*notes, *_time_notes(chosen, forecast))
    report = report_of(assessment, why, _response(assessment, registry), told)
    answer = Answer(report)
    if opened is not None:
        answer = opened.answer(report)
    if incident is None:
        if assessment.undecided:
            answer = answer._replace(code=exits.NOT_DONE)
        return answer
    from smogctl.cli.assessed import record_assessment
    from smogctl.cli.ledgers import Which

    asked = Which(incident, drill, ledger, registries, district)
    recorded = record_assessment(asked, assessment, forecast, report.data["clause"])
    # it is written, though a higher level may be left to people, which the report says
    return answer._replace(notices=(*answer.notices, *recorded))


def _hours(word: str | None) -> int | None:
    if word is None:
        return None
    hours = figure(word, "--lift-hours ")
    if hours not in range(1, _MOST_HOURS + 1):
        raise Refusal(f"--lift-hours 应为 1 到 {_MOST_HOURS} 的小时数。")
    return int(hours)


def _forecast(figures: Figures, file: str | None) -> tuple[Forecast, list[str]]:
    """The forecast, and what is to be said of its reading.

    Raises Refusal for none, and for one given twice.
    """
    if file is None:
        return _typed(figures), []
    if figures != Figures():
        raise Refusal("预报或者写在文件里，或者用选项给出，不能都给。")
    name = clip(file)
    if file == "-":
        name = "标准输入"
    data = all_bytes_of(file, MAX_FILE, _TOO_LARGE)
    read = read_table(decode(data)[0], name)
    notes: list[str] = []
    if read.unused:
        notes.append(f"没有用到的列：{'、'.join(map(clip, read.unused))}。")
    if read.ends:
        notes.append("表里有 24 时，时刻按每一小时的结束读。")
    return read.forecast, notes


def _typed(figures: Figures) -> Forecast:
    """The forecast that the options give."""
    given: dict[str, list[Decimal]] = {}
    words = {"AQI": figures.aqi, "PM2.5": figures.pm25, "O3": figures.o3}
    for name, word in words.items():
        if word is not None:
            given[name] = _numbers(name, word)
    if not given:
        raise Refusal(
            "没有预报：用 --aqi 160,170,210 --from 2026-12-01 给出，"
            "或给 CSV 文件（- 为标准输入）。"
        )
    if figures.start is None:
        raise Refusal("请用 --from 写明第一个数是哪一天，如 --from 2026-12-01。")
    start = moment(with_year(figures.start, now_asked(None)[0].date()), "--from ")
    if start.exact and not figures.hourly:
        raise Refusal("--from 写了钟点：逐小时的预报另给 --hourly；逐日的只写日期。")
    primary = []
    if figures.primary:
        primary = list(map(primaries, _parts(figures.primary)))
    return listed(start.at, given, primary, hourly=figures.hourly)


def _numbers(name: str, word: str) -> list[Decimal]:
    """The figures of an option. Raises Refusal for an empty place.

    A missing day is not a clean one.
    """
    parts = _parts(word)
    if "" in parts:
        number = parts.index("") + 1
        raise Refusal(f"{name} 的第 {number} 个是空的：缺的不能当作不超，也不能跳过。")
    return [figure(part, f"{name} ") for part in parts]


def _parts(word: str) -> list[str]:
    """What commas part, or else blanks."""
    parts = re.split("[,，]", word.strip())
    if len(parts) == 1:
        parts = re.split(r"\s+", word.strip())
    return [part.strip() for part in parts]


def _check(forecast: Forecast) -> None:
    """Raises Refusal for figures that cannot be judged."""
    if forecast.steps[-1].day.year > _LAST_YEAR:
        raise Refusal(f"预报的日子 {forecast.steps[-1].day} 太远，请看年份写对没有。")
    if forecast.hourly:
        _check_hours(forecast)
    else:
        _check_days(forecast)


def _check_hours(forecast: Forecast) -> None:
    if any("O3" in step.levels for step in forecast.steps):
        raise Refusal("逐小时的预报不收臭氧：它按日最大 8 小时平均计，请逐日给出。")
    if len(forecast.steps) < forecast.window:
        raise Refusal(
            f"只有 {len(forecast.steps)} 小时：要连续 24 小时才有一个日均值。"
        )
    for before, step in pairwise(forecast.steps):
        if _given(before) != _given(step):
            raise Refusal(
                f"{step.at:%Y-%m-%d %H:%M} 给的项与前一小时不同："
                "逐小时的预报各行应给同样的项，否则算不出日均值。"
            )


def _given(step: Step) -> tuple[bool, set[Pollutant]]:
    """What is known of a step: the index, which concentrations."""
    return step.aqi is None, set(step.levels)


def _check_days(forecast: Forecast) -> None:
    """An index below a sub-index of its own day cannot be: one of both is wrong."""
    for step in forecast.steps:
        if step.aqi is None or not step.levels:
            continue
        computed = aqi(catalogue.aqi(), step.day, step.levels)
        if step.aqi < computed.value - 1:
            raise Refusal(
                f"{step.day} 的 AQI {step.aqi} 与浓度不合：由浓度算出 {computed.value}，"
                "AQI 不会低于任何一项的分指数。请核对。"
            )


def _scheme(
    word: str | None, registry: Registry | None, day: date
) -> tuple[Scheme, str]:
    """The scheme that is to be applied, and how it was chosen.

    Raises Refusal where there is none.
    """
    if word is not None:
        scheme = _named(word, "")
        return scheme, f"分级标准：按 --scheme，{scheme_said(scheme)}。"
    if registry is not None:
        scheme = _named(registry.plan.scheme, f"{visible(registry.file)}：")
        return (
            scheme,
            f"分级标准：{registry.district.name}的登记册写的，{scheme_said(scheme)}。",
        )
    for scheme in catalogue.schemes().values():
        if scheme.within is None and is_in_force(day, scheme.since, scheme.until):
            return scheme, (
                f"分级标准：预报第一天的国家标准，{scheme_said(scheme)}。"
                "本地预案可以更严，用 -d 或 --scheme 指明。"
            )
    raise Refusal(f"{day} 没有已知的国家分级标准，请用 --scheme 指明。")


def _named(word: str, where: str) -> Scheme:
    """The scheme of an id. Raises Refusal for one that the catalogue does not have."""
    schemes = catalogue.schemes()
    if word in schemes:
        return schemes[word]
    near = closest(word, list(schemes), 1)
    hint = ""
    if near:
        hint = f"是不是“{near[0]}”？"
    known = "；".join(map(scheme_said, schemes.values()))
    raise Refusal(f"{where}没有分级标准“{clip(word)}”。{hint}有：{known}。")


def _time_notes(scheme: Scheme, forecast: Forecast) -> Iterator[str]:
    """That the scheme was not, or no longer, in force."""
    for step in (forecast.steps[0], forecast.steps[-1]):
        if not is_in_force(step.day, scheme.since, scheme.until):
            period = scheme_said(scheme)
            yield f"注意：预报的日子不都在这一标准施行的期间（{period}）。"
            return


def _response(assessment: Assessment, registry: Registry | None) -> str | None:
    """The response that the level opens: as the district's plan has it, else the scheme."""
    if assessment.reached is None:
        return None
    level = assessment.reached.level
    if registry is not None:
        own = registry.level(level.id)
        if own is not None:
            return own.response
    return level.response
