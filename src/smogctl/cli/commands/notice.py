"""The command `notice`."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from smogctl.cli.batches import batch, check_free, place_of
from smogctl.cli.facts import (
    FactOptions,
    district_named,
    facts_of,
    incident_named,
    saved_facts,
    template_folders,
)
from smogctl.cli.folders import registries_folder
from smogctl.cli.options import (
    AllBodies,
    District,
    Force,
    FormatName,
    Output,
    Registries,
    UnitName,
)
from smogctl.cli.registries import OpenRegistries, open_registries
from smogctl.cli.words import one_of, units_asked
from smogctl.documents import kinds, writers
from smogctl.documents.drafting_note import briefly, drafting_note
from smogctl.documents.facts import LEVELS, WORDS, Facts, option_of
from smogctl.documents.kind import Kind, Night
from smogctl.documents.making import Order, compose, make_all
from smogctl.plan.names import Hit
from smogctl.plan.registry import Registry
from smogctl.questions.decisions import DecisionError
from smogctl.questions.tasks import Activation
from smogctl.system.streams import on_terminal, read_line, write_error
from smogctl.text.plain import visible
from smogctl.values.answer import Answer, Beside
from smogctl.wording.registry import draft_said
from smogctl.wording.totals import undecided_said, unordered_said

if TYPE_CHECKING:
    from smogctl.incident.state import BodyKey, State
    from smogctl.system.writing import FolderPlace

TITLES = {name: kind.title for name, kind in kinds.notices().items()}
"""The kinds as people call them, by name."""

FORMATS = writers.names_for(kinds.notices().values())
"""What a notice can be written as."""

KindWord = Annotated[
    str,
    typer.Argument(
        metavar="种类",
        help="、".join(f"{name} {title}" for name, title in TITLES.items()) + "。",
        autocompletion=lambda: list(TITLES),
    ),
]
Short = Annotated[bool, typer.Option("--short", help="发工作群的短文（只用于 text）。")]
Full = Annotated[
    bool,
    typer.Option(
        "--full", help="附件里逐单位写任务全文，解除等短通知也写各单位任务的变化。"
    ),
]
Stages = Annotated[
    bool,
    typer.Option(
        "--stages", help="措施后写明目录中这一级做到什么程度（采用目录的分级）。"
    ),
]
Note = Annotated[
    str | None,
    typer.Option(
        "--note", metavar="文件", help="起草说明写入文件：依据、推定、待定、空白等。"
    ),
]
Ask = Annotated[
    bool, typer.Option("--ask", help="在终端上逐项问还空着的事实；管道中不问。")
]
Red = Annotated[
    bool, typer.Option("--red-head", help="红头；不给则为无红头的普通格式。")
]


EXAMPLES = (
    (
        "notice 启动 -d 江津 -l 橙 --start 12月1日12时 -o start.docx",
        "启动通知，Word 文件",
    ),
    ("notice 解除 -d 江津 -l 黄 --short", "发到工作群的解除短文"),
)


def run(
    kind: KindWord,
    options: FactOptions,
    district: District = None,
    unit: UnitName = None,
    all_bodies: AllBodies = False,
    short: Short = False,
    red: Red = False,
    full: Full = False,
    stages: Stages = False,
    note: Note = None,
    ask: Ask = False,
    force: Force = False,
    registries: Registries = None,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """写通知、公告、审批表、日报等公文。

    任务取自登记册和级别，其余事实由选项或 --facts 给出；没有给的留空〔    〕并提醒，不编造。
    """
    place = None
    if all_bodies:
        place = place_of(output, force=force)
    folder = registries_folder(registries).folder
    state = incident_named(options, folder, district)
    opened = open_registries(registries, district or district_named(options, state))
    registry = opened.only("公文只能写一个区县的")
    chosen = kinds.notices()[_kind_asked(opened, kind)]
    places = Places(
        format_name or FORMATS[0], output, options.save_facts, note, place, force
    )
    _check(opened, chosen, places, short=short, divided=all_bodies or unit is not None)
    hit = units_asked(opened, unit)[registry.file]
    made = _Made(opened, registry, chosen, folder, hit, state)
    more: tuple[tuple[str, str | bool], ...] = ()
    if full:
        more = (("full", True),)
    way = Way(short=short, red=red, stages=stages, more=more)
    order = made.order(options, way)
    if ask and on_terminal():
        options = _asked_for(options, compose(order).missing)
        order = made.order(options, way)
    if not writers.named(places.form).FORMAT.message:
        opened.notices += _unused(order, options)
    return _written(opened, order, places)


class Way(NamedTuple):
    """In which way a paper is written."""

    short: bool
    red: bool
    stages: bool
    more: tuple[tuple[str, str | bool], ...]


def _check(
    opened: OpenRegistries, kind: Kind, places: "Places", *, short: bool, divided: bool
) -> None:
    """Refuse what cannot be written so, or not there, before anything is."""
    if short and not (places.form == FORMATS[0] and kind.short):
        names = "、".join(kinds.names_of(lambda known: known.short))
        raise opened.refuse(f"--short 只用于 --format {FORMATS[0]}，种类限 {names}。")
    if divided and writers.named(places.form).FORMAT.message:
        name = places.form.upper()
        reason = f"{name} 是给公众和机器的一份报文，不分单位"
        raise opened.refuse(f"{reason}：请去掉 --all-bodies、--unit。")
    _check_place(opened, places.saved)
    _check_place(opened, places.note)
    if places.folder is None:
        _check_place(opened, places.output)
        check_free(opened, places.output, force=places.force)


def _check_place(opened: OpenRegistries, name: str | None) -> None:
    """Refuse before anything is written what could not be."""
    if name is None or name == "-":
        return
    path = Path(name)
    if not path.absolute().parent.is_dir():
        raise opened.refuse(f"没有文件夹 {visible(str(path.parent))}，什么也没有写。")


class _Made(NamedTuple):
    """What an order is made of besides its options."""

    opened: OpenRegistries
    registry: Registry
    kind: Kind
    folder: Path
    hit: Hit | None
    state: "State | None" = None

    def order(self, options: FactOptions, way: Way) -> Order:
        """The order with the facts of some options, to be written in a way."""
        state = self.state
        if state is not None:
            from smogctl.cli.incident_facts import as_of

            state = as_of(state, self.kind, options.issued)
        facts = _facts(
            self.opened, self.registry, self.kind, options, self.folder, state
        )
        if state is not None:
            facts = _with_returns(facts, state, self.hit)
        lists = _lists(self.opened, self.registry, facts, self.hit)
        folders = template_folders(options, self.folder)
        return Order(facts, self.registry, lists, folders, *way)


class Places(NamedTuple):
    """Where a paper goes, in which form, and what goes beside it."""

    form: str
    output: str | None
    saved: str | None
    note: str | None
    folder: "FolderPlace | None"
    """Where a paper for each body goes."""
    force: bool


def _written(opened: OpenRegistries, order: Order, places: Places) -> Answer:
    saved: list[Beside] = []
    if places.saved is not None:
        saved.append(saved_facts(places.saved, order))
    if places.folder is not None:
        papers = batch(opened, places.form, order, places.folder)
        answer = _with_note(papers.answer, places.note, order)
        answer = answer._replace(beside=(*answer.beside, *saved))
        return papers.written(answer)
    made = make_all(places.form, [("notice", order)])
    opened.notices += made.warnings
    answer = opened.answer(made.files["notice"])
    answer = answer._replace(replace=places.force)
    answer = _with_note(answer, places.note, order)
    return answer._replace(beside=(*answer.beside, *saved))


def _asked_for(options: FactOptions, missing: Iterable[str]) -> FactOptions:
    """The options with what a person types for the facts that are missing.

    An empty line leaves one blank.
    """
    typed: dict[str, Any] = {}
    for name in missing:
        if name not in WORDS:
            continue
        write_error(f"{WORDS[name]}（{option_of(name)}，回车留空）：")
        answer = (read_line() or "").strip()
        if answer:
            typed[name] = answer
    return options._replace(**typed)


def _kind_asked(opened: OpenRegistries, word: str) -> str:
    """The kind that is meant: its name, or how what people call it begins: 启动, 会商."""
    begun = []
    for name, title in TITLES.items():
        if title.startswith(word):
            begun.append(name)
    if len(begun) == 1 and len(word) > 1:
        return begun[0]
    return one_of(opened, word, TITLES, "公文种类") or word


def _with_note(answer: Answer, name: str | None, order: Order) -> Answer:
    """The answer, what its author must know in a file where one is named.

    Else on standard error.
    """
    if name is None:
        return answer._replace(notices=(*answer.notices, *briefly(order)))
    text = "\n".join(drafting_note(order, answer.notices))
    note = Beside(name, f"{text}\n".encode())
    return answer._replace(
        notices=(f"起草说明已写入 {visible(name)}。",), beside=(note,)
    )


def _with_returns(facts: Facts, state: "State", hit: Hit | None) -> Facts:
    """The facts with what came back, as the ledger has it, of the unit that is asked for or all."""
    from smogctl.cli.incident_facts import known_of

    if hit is None:
        return facts._replace(ledger=known_of(state, facts, []))
    meant: list[BodyKey] = []
    for key in state.bodies:
        unit, body = key
        if unit == hit.unit and hit.body in (None, body):
            meant.append(key)
    return facts._replace(ledger=known_of(state, facts, meant))


def _facts(
    opened: OpenRegistries,
    registry: Registry,
    kind: Kind,
    options: FactOptions,
    folder: Path,
    state: "State | None",
) -> Facts:
    """The facts, with the level that the kind cannot be written without."""
    facts = facts_of(opened, registry, kind, options, folder, state)
    if kind.ends and facts.level is None:
        # as `activate --lift --from`
        facts = facts._replace(level=facts.origin)
    if kind.needs_level and facts.level is None:
        raise opened.refuse("缺少 --level（预警级别）：没有级别就列不出任务。")
    return facts


def _lists(
    opened: OpenRegistries, registry: Registry, facts: Facts, hit: Hit | None
) -> Activation | None:
    """The task lists that the document speaks of; None where no level says which."""
    opened.notices += draft_said(registry)
    if facts.level is None:
        return None
    decided = facts.decided, facts.earlier
    night = Night(registry, opened.measures, facts.level, facts.origin, *decided)
    try:
        whole = facts.kind.asks(night)
    except DecisionError as error:
        raise opened.refuse(str(error)) from None
    opened.notices += whole.notices
    if facts.kind.orders:
        opened.notices += undecided_said(whole)
        opened.notices += unordered_said(whole)
        plan = registry.plan.of
        if plan and plan.basis == "inferred":
            opened.notices.append(
                f"文中引用的预案名称《{plan.name}》是推定的，请与原文核对。"
            )
    asked = []
    for entry in whole.lists:
        if hit is None or entry.unit.id == hit.unit:
            asked.append(entry)
    kept = facts.kind.arranges(asked)
    return whole._replace(lists=kept, whole=kept)


def _unused(order: Order, options: FactOptions) -> Iterator[str]:
    """That a fact was given in vain."""
    given: list[str] = []
    for name in WORDS:
        if name not in LEVELS and getattr(options, name) is not None:
            given.append(name)
    # without such facts no template need be read
    if not given:
        return
    from smogctl.documents.usage import facts_used

    used = facts_used(order.folders, order.template)
    title = order.facts.kind.title
    for name in given:
        if name not in used:
            yield f"{title}里不写{WORDS[name]}，给的没有用上。"
