"""The command `compare`."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, NamedTuple

import typer

from smogctl.cli.completion import complete_district
from smogctl.cli.each_registry import EachRegistry
from smogctl.cli.options import FormatName, MeasureName, Registries
from smogctl.cli.words import measures_asked
from smogctl.plan import catalogue
from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Registry
from smogctl.questions.comparison import Against, Profile, against, compare, profile
from smogctl.questions.coverage import Coverage
from smogctl.text.plain import clip
from smogctl.values.answer import Answer
from smogctl.values.report import Report, Table
from smogctl.wording.comparison import SHEET, overview, pair
from smogctl.wording.outstanding import outstanding_blocks

A = Annotated[
    str,
    typer.Argument(
        metavar="区县", help="id、全名或简称。", autocompletion=complete_district
    ),
]
B = Annotated[
    str | None,
    typer.Argument(
        metavar="[另一区县]",
        help="与它对照；不给则与其余各区县逐一对照。",
        show_default=False,
        autocompletion=complete_district,
    ),
]


class Compared(NamedTuple):
    """The measures that are compared, and those whose clauses are quoted."""

    names: list[str]
    quoted: list[str]


EXAMPLES = (
    ("compare 昆区 江津", "两个区县对照"),
    ("compare 昆区 江津 --measure dust.sites", "只对照一项措施"),
)


def run(
    a: A,
    b: B = None,
    measure: MeasureName = None,
    registries: Registries = None,
    format_name: FormatName = None,
) -> Answer:
    """对照两个区县：各项措施由谁牵头，哪些单位彼处没有，同一职能的角色有何不同。

    给了 --measure 时把双方的条文并排列出。单位按职能（编号）对应，不按名称。
    """
    if b is None:
        return _with_all(a, measure, registries, format_name)
    asked = EachRegistry(registries, b)
    compared = _compared(asked, measure)
    first = EachRegistry(registries, a)
    here = _named(first, a, compared.quoted)
    there = _named(asked, b, compared.quoted)
    told = dict.fromkeys((*first.opened.troubles, *asked.opened.troubles))
    asked.opened.troubles = list(told)
    if here.file == there.file:
        raise asked.opened.refuse("两个区县是同一个，无从对照。")
    blocks, data, rows = pair(
        compare(here, there, compared.names), asked.opened.measures, compared.quoted
    )
    return asked.opened.answer(Report(data, tuple(blocks), Table(SHEET, tuple(rows))))


def _with_all(
    a: str, measure: str | None, registries: str | None, format_name: str | None
) -> Answer:
    """One district against all others: they are read one by one, and counted."""
    asked = EachRegistry(registries, None)
    compared = _compared(asked, measure)
    here = _named(EachRegistry(registries, a), a, compared.quoted)
    question = partial(_against, here=here, names=compared.names)
    others = []
    for other in asked.answers(question, "对照"):
        if other.file != here.file:
            others.append(other)
    if not others:
        raise asked.opened.refuse("只有这一个区县，无从对照。")
    if asked.many and format_name == "table":
        functions = {}
        for function in catalogue.functions().values():
            functions[function.id] = function.name
        blocks = outstanding_blocks(
            here, others, compared.names, asked.opened.measures, functions
        )
        return asked.opened.answer(Report({}, tuple(blocks)))
    all_blocks, data, rows = overview(here, others)
    return asked.opened.answer(
        Report(data, tuple(all_blocks), Table(SHEET, tuple(rows)))
    )


def _compared(asked: EachRegistry, measure: str | None) -> Compared:
    known = asked.opened.measures
    wanted = measures_asked(asked.opened, measure)
    if wanted is None:
        return Compared(list(known), [])
    names = []
    for name in known:
        if name in wanted:
            names.append(name)
    return Compared(names, names)


def _named(asked: EachRegistry, word: str, quoted: Sequence[str]) -> Profile:
    """The district that a word means. Raises Refusal when it means none or several."""
    fitting: list[Profile] = list(
        asked.answers(partial(_profile, quoted=quoted), "对照")
    )
    if len(fitting) > 1:
        files = "、".join(district.file for district in fitting)
        raise asked.opened.refuse(
            f"“{clip(word)}”可指 {len(fitting)} 个区县：{files}。"
            "请写 id；同一区县的文件只留一个。"
        )
    return fitting[0]


def _profile(registry: Registry, measures: Measures, quoted: Sequence[str]) -> Profile:
    return profile(Coverage(registry, measures), quoted)


def _against(
    registry: Registry, measures: Measures, here: Profile, names: Sequence[str]
) -> Against:
    return against(compare(here, profile(Coverage(registry, measures)), names))
