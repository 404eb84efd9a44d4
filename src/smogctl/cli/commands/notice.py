"""The command `notice`."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from smogctl.cli.facts import FactOptions, facts_of, template_folders
from smogctl.cli.folders import registries_folder
from smogctl.cli.options import FORCE_ADVICE, District, FormatName, Output, Registries, UnitName
from smogctl.cli.registries import Desk, open_desk
from smogctl.cli.words import one_of, units_asked
from smogctl.documents.facts import WORDS, Facts
from smogctl.documents.kinds import NOTICES
from smogctl.documents.making import Made, Order, make, save_facts
from smogctl.documents.usage import facts_used
from smogctl.plan.names import Hit
from smogctl.plan.registry import Registry
from smogctl.questions import activation
from smogctl.questions.activation import Activation
from smogctl.system.progress import progress
from smogctl.text.plain import visible
from smogctl.values.answer import Answer

FORMATS = ("text", "md", "html", "docx", "pdf", "xlsx", "cap")
"""What a notice can be written as."""

Kind = Annotated[
    str,
    typer.Argument(
        metavar="种类",
        help="、".join(f"{key} {name}" for key, name in NOTICES.items()) + "。",
        autocompletion=lambda: list(NOTICES),
    ),
]
AllBodies = Annotated[
    bool,
    typer.Option("--all-bodies", help="每个机构一份，写入 -o 所指的文件夹，要么全写，要么不写。"),
]
Short = Annotated[bool, typer.Option("--short", help="发工作群的短文（只用于 text）。")]
Red = Annotated[bool, typer.Option("--red-head", help="红头；不给则为无红头的普通格式。")]
Force = Annotated[
    bool, typer.Option("--force", help="-o 所指的文件夹由先前的同一命令写成时，整个换掉。")
]

SHORT = ("start", "upgrade", "downgrade", "suspend", "resume", "extend", "lift", "relay")
"""The kinds that order something, and so have a short form."""

WITHOUT_LEVEL = ("consult", "approval", "lift")
"""The kinds that can be written before the level is known, or that say so of what ends."""


def run(
    kind: Kind,
    options: FactOptions,
    district: District = None,
    unit: UnitName = None,
    all_bodies: AllBodies = False,
    short: Short = False,
    red: Red = False,
    force: Force = False,
    registries: Registries = None,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """写通知、公告、审批表、日报等公文。

    任务取自登记册和级别，其余事实由选项或 --facts 给出；没有给的留空〔    〕并提醒，不编造。
    """
    desk = open_desk(registries, district)
    if len(desk.registries) > 1:
        names = "、".join(one.district.name for one in desk.registries)
        raise desk.refuse(f"公文只能写一个区县的：请用 --district 指明，有：{names}。")
    registry = desk.registries[0]
    name = one_of(desk, kind, NOTICES, "公文种类") or kind
    form = format_name or "text"
    if short and (form != "text" or name not in SHORT):
        raise desk.refuse(f"--short 只用于 --format text，种类限 {'、'.join(SHORT)}。")
    if form == "cap" and (all_bodies or unit is not None):
        raise desk.refuse("CAP 是给公众和机器的一份报文，不分单位：请去掉 --all-bodies、--unit。")
    _check_places(desk, options.save_facts, None if all_bodies else output)
    hit = units_asked(desk, unit)[registry.file]
    facts: Facts = facts_of(desk, registry, name, options)
    if name == "lift" and facts.level is None and facts.origin:
        facts = facts._replace(level=facts.origin)  # as `activate --lift --from`
    if facts.level is None and name not in WITHOUT_LEVEL:
        raise desk.refuse("缺少 --level（预警级别）：没有级别就列不出任务。")
    folders = template_folders(options, registries_folder(registries).folder)
    found = _lists(desk, registry, facts, hit)
    order = Order(facts, registry, found, folders, form, short, red)
    if form != "cap":
        used = facts_used(folders, "short.j2" if short else f"{name}.j2")
        given = [
            one
            for one in WORDS
            if one not in ("level", "origin") and getattr(options, one) is not None
        ]
        desk.notices += [
            f"{NOTICES[name]}里不写{WORDS[one]}，给的没有用上。" for one in given if one not in used
        ]
    if all_bodies:
        answer = _batch(desk, order, output, force=force)
    else:
        if force:
            raise desk.refuse("--force 只与 --all-bodies 同用。")
        made = make(order)
        desk.notices += made.said
        data = _as_pdf({"notice": made})["notice"] if form == "pdf" else made.data
        answer = Answer(data, desk.said, desk.code)
    if options.save_facts is not None:
        save_facts(options.save_facts, output, order)
    return answer


def _check_places(desk: Desk, *names: str | None) -> None:
    """Refuse before anything is written what could not be."""
    for name in names:
        if name not in (None, "-") and not Path(name or "").absolute().parent.is_dir():
            raise desk.refuse(f"没有文件夹 {visible(str(Path(name or '').parent))}，什么也没有写。")


def _lists(desk: Desk, registry: Registry, facts: Facts, hit: Hit | None) -> Activation | None:
    """The task lists that the document speaks of; None where no level says which."""
    if facts.level is None:
        return None
    if facts.kind == "lift":
        whole = activation.lift(registry, desk.measures, facts.level)
    else:
        origin = facts.origin if facts.kind in ("upgrade", "downgrade") else None
        whole = activation.activate(registry, desk.measures, facts.level, origin)
    kept = tuple(one for one in whole.lists if hit is None or one.unit.id == hit.unit)
    if facts.kind == "suspend":
        kept = tuple(one._replace(tasks=tuple(filter(_by_level, one.tasks))) for one in kept)
    if facts.kind == "receipt":
        kept = activation.by_body(kept)
    return whole._replace(lists=kept, whole=kept)


def _by_level(task: activation.Task) -> bool:
    """Whether a task is due because of the level, not all year: only such a one can be suspended."""
    return any(
        item.standing.state == "due" and item.standing.basis != "unstated" for item in task.items
    )


def _as_pdf(made: dict[str, Made]) -> dict[str, bytes]:
    from smogctl.documents.writers import pdf

    return pdf.from_word({name: one.data for name, one in made.items()})


def _batch(desk: Desk, order: Order, output: str | None, *, force: bool) -> Answer:
    """One file for each body, all or none."""
    if output in (None, "-"):
        raise desk.refuse("--all-bodies 写成一个文件夹：请用 -o 指明。")
    if order.found is None:
        raise desk.refuse("缺少 --level（预警级别）：没有级别就分不出各机构的任务。")
    sheets = list(activation.by_body(order.found.lists))
    ending = {"text": "txt", "cap": "xml"}.get(order.format_name, order.format_name)
    names = _file_names([one.bodies[0] for one in sheets], ending)
    made: dict[str, Made] = {}
    with progress("写公文", len(sheets), worth=10) as told:
        for at, (name, sheet) in enumerate(zip(names, sheets, strict=True), 1):
            facts = order.facts._replace(to=(sheet.bodies[0],))
            alone = order.found._replace(lists=(sheet,), whole=(sheet,))
            made[name] = make(order._replace(facts=facts, found=alone))
            if told:
                told(at, len(sheets))
    files: Iterable[tuple[str, bytes]] = ((name, one.data) for name, one in made.items())
    if order.format_name == "pdf":
        files = iter(_as_pdf(made).items())
    from smogctl.system.writing import write_folder

    count = write_folder(Path(output or ""), files, replace=force, advice=FORCE_ADVICE)
    desk.notices += dict.fromkeys(said for one in made.values() for said in one.said)
    desk.notices.append(f"已写入 {visible(str(output))}：{count} 个文件。")
    return Answer(None, desk.said, desk.code)


def _file_names(bodies: list[str], ending: str) -> Iterator[str]:
    """Names that every system can keep: numbered, without what Windows forbids, not too long."""
    for at, body in enumerate(bodies, 1):
        safe = re.sub(r'[\\/:*?"<>|\s.]+', "_", visible(body))[:40].strip("_")
        yield f"{at:02}-{safe or 'body'}.{ending}"
