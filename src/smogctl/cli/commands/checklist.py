"""The command `checklist`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

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
    By,
    District,
    Force,
    FormatName,
    Lifted,
    Output,
    Registries,
    Resumed,
    Suspended,
    UnitName,
)
from smogctl.cli.registries import OpenRegistries, open_registries
from smogctl.cli.tasks import WAYS, TasksAsked, activations, event_asked
from smogctl.cli.words import one_of
from smogctl.documents import writers
from smogctl.documents.drafting_note import briefly
from smogctl.documents.facts import Facts
from smogctl.documents.kinds import checklist
from smogctl.documents.making import Order, make_all
from smogctl.documents.rendering import Folders
from smogctl.questions.tasks import Activation
from smogctl.values.answer import Answer, Beside
from smogctl.wording.registry import draft_said
from smogctl.wording.tasks import title
from smogctl.wording.totals import undecided_said, unordered_said

if TYPE_CHECKING:
    from smogctl.incident.state import State

FORMATS = writers.names_for([checklist.KIND])
"""What this document can be written as."""


EXAMPLES = (
    ("checklist --level 橙 -d 昆区 --unit 教育局", "教育局橙色预警的核对表"),
    ("checklist -l 黄 -d 江津 -o checklist.docx", "全区的核对表，Word 文件"),
)


def run(
    options: FactOptions,
    lifted: Lifted = False,
    suspended: Suspended = False,
    resumed: Resumed = False,
    unit: UnitName = None,
    by: By = None,
    district: District = None,
    all_bodies: AllBodies = False,
    force: Force = False,
    registries: Registries = None,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """打印核对表：每项任务一个方框，写明谁办、何时、签字。

    任务与 activate 相同，待定的也列出。版式在 templates/ 的模板里。
    """
    place = None
    if all_bodies:
        place = place_of(output, force=force)
    folder = registries_folder(registries).folder
    state = incident_named(options, folder, district)
    opened = open_registries(registries, district or district_named(options, state))
    way = one_of(opened, by, WAYS, "分法") or "unit"
    if not all_bodies:
        check_free(opened, output, force=force)
    if options.save_facts is not None and len(opened.registries) > 1:
        raise opened.refuse("--save-facts 只写一个区县的事实：请用 --district 指明。")
    known = _facts(opened, options, folder, state)
    event = event_asked(opened, lifted=lifted, suspended=suspended, resumed=resumed)
    asked = _night(options, known, TasksAsked(None, None, event, unit, way))
    form = format_name or FORMATS[0]
    _check_stacks(opened, form)
    folders = template_folders(options, folder)
    orders = {}
    for lists in activations(opened, asked):
        file = lists.registry.file
        orders[file] = _order(lists, known[file], folders, way)
        opened.notices += [
            *draft_said(lists.registry),
            *undecided_said(lists),
            *unordered_said(lists),
            *briefly(orders[file]),
        ]
    saved = tuple(_saved(options, orders))
    if place is not None:
        papers = batch(opened, form, _only(opened, orders), place)
        return papers.written(papers.answer._replace(beside=saved))
    made = make_all(form, orders.items())
    return Answer(
        b"\n".join(made.files.values()),
        opened.everything_told,
        opened.code,
        beside=saved,
        replace=force,
    )


def _only(opened: OpenRegistries, orders: Mapping[str, Order]) -> Order:
    if len(orders) > 1:
        raise opened.refuse("--all-bodies 只写一个区县：请用 --district 指明。")
    return next(iter(orders.values()))


def _saved(options: FactOptions, orders: Mapping[str, Order]) -> Iterator[Beside]:
    if options.save_facts is not None:
        for order in orders.values():
            yield saved_facts(options.save_facts, order)


def _facts(
    opened: OpenRegistries, options: FactOptions, folder: Path, state: "State | None"
) -> dict[str, Facts]:
    """The facts for each registry's file, without the level as typed, which chooses the lists."""
    without = options._replace(level=None, origin=None)
    kind = checklist.KIND
    known: dict[str, Facts] = {}
    for registry in opened.registries:
        facts = facts_of(opened, registry, kind, without, folder, state)
        known[registry.file] = facts
    return known


def _night(
    options: FactOptions, known: dict[str, Facts], asked: TasksAsked
) -> TasksAsked:
    """What is asked for, with the levels as typed; a level of a facts file then counts as typed."""
    level, origin = options.level, options.origin
    for facts in known.values():
        if facts.level and asked.event != "lift":
            level = level or facts.level
            origin = origin or facts.origin
            break
    asked = asked._replace(level=level, origin=origin)
    for facts in known.values():
        if facts.decided:
            return asked._replace(decided=facts.decided)
    return asked


def _check_stacks(opened: OpenRegistries, form: str) -> None:
    """Raises Refusal for several districts in a file that can hold but one document."""
    if not writers.named(form).FORMAT.stacks:
        opened.only(f"{form} 一份只写一个区县")


def _order(lists: Activation, facts: Facts, folders: Folders, way: str) -> Order:
    head = title(lists).replace("任务清单", checklist.KIND.title)
    more = (("title", head), ("by_measure", way == "measure"))
    of_night = facts._replace(level=lists.level, origin=lists.origin)
    return Order(of_night, lists.registry, lists, folders, more=more)
