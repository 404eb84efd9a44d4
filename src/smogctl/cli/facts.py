"""The facts of a document as typed options, and how they become `documents.facts.Facts`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from smogctl.cli.clocks import spoken
from smogctl.cli.completion import complete_incident
from smogctl.cli.desks import desk_of
from smogctl.cli.options import Decide, LedgerName, LevelWord, Origin
from smogctl.cli.registries import OpenRegistries
from smogctl.cli.tasks import decisions_asked
from smogctl.cli.words import level_asked
from smogctl.documents.facts import LEVELS, TIMES, WORDS, Facts
from smogctl.documents.kind import Kind
from smogctl.documents.making import Order, facts_file
from smogctl.documents.merging import Given, merged
from smogctl.documents.rendering import Folders
from smogctl.plan.registry import Registry
from smogctl.schema.facts import FactsFile
from smogctl.system.files import read_regular, reason, shown_path
from smogctl.system.seen import note
from smogctl.system.shipped import shipped
from smogctl.text.plain import clip, visible
from smogctl.values.answer import Beside
from smogctl.values.findings import Refusal

if TYPE_CHECKING:
    from smogctl.incident.state import State

Number = Annotated[
    str | None,
    typer.Option(
        "--number",
        metavar="文字",
        help="文号，如 昆气应办〔2026〕1号；值班设置有格式的，只写序号。",
    ),
]
Issued = Annotated[
    str | None,
    typer.Option(
        "--issued", metavar="时间", help="发布时间，如 2026-12-01T08:00（北京时间）。"
    ),
]
Start = Annotated[
    str | None,
    typer.Option("--start", metavar="时间", help="启动（升级、解除等）时间。"),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="时间", help="计划结束时间。")
]
Authority = Annotated[
    str | None, typer.Option("--authority", metavar="文字", help="批准机关。")
]
Signer = Annotated[
    str | None, typer.Option("--signer", metavar="文字", help="签发人。")
]
Office = Annotated[
    str | None,
    typer.Option(
        "--office",
        metavar="文字",
        help="署名单位，缺省为值班设置中的，再为登记册中的办公室。",
    ),
]
Seal = Annotated[str | None, typer.Option("--seal", metavar="文字", help="代章单位。")]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        metavar="文字",
        help="主送，多个用分号分开，缺省为值班设置中的，再为各成员单位。",
    ),
]
Cc = Annotated[
    str | None, typer.Option("--cc", metavar="文字", help="抄送，多个用分号分开。")
]
Contact = Annotated[
    str | None, typer.Option("--contact", metavar="文字", help="联系人。")
]
Phone = Annotated[
    str | None, typer.Option("--phone", metavar="文字", help="联系电话。")
]
Basis = Annotated[
    str | None,
    typer.Option(
        "--basis", metavar="文字", help="依据（上级通知等），多个用分号分开。"
    ),
]
Forecast = Annotated[
    str | None, typer.Option("--forecast", metavar="文字", help="会商结论。")
]
Pollutant = Annotated[
    str | None,
    typer.Option("--pollutant", metavar="文字", help="首要污染物，如 PM2.5。"),
]
Area = Annotated[
    str | None, typer.Option("--area", metavar="文字", help="影响范围，如 全区。")
]
Reason = Annotated[
    str | None,
    typer.Option("--reason", metavar="文字", help="暂停、延长、调整的理由。"),
]
Episode = Annotated[
    str | None, typer.Option("--episode", metavar="数字", help="本年第几次，如 2。")
]
Urgency = Annotated[
    str | None, typer.Option("--urgency", metavar="文字", help="紧急程度：特急、加急。")
]
Exempt = Annotated[
    str | None,
    typer.Option(
        "--exempt",
        metavar="文字",
        help="豁免的企业、工程，多个用分号分开，缺省为值班设置中的。",
    ),
]
Matter = Annotated[
    str | None,
    typer.Option(
        "--matter", metavar="事项", help="审批的事项：发布、升级、降级、解除。"
    ),
]
Drill = Annotated[bool, typer.Option("--drill", help="演练：处处标明。")]
Strict = Annotated[
    bool, typer.Option("--strict", help="事实有矛盾时不写，退出码为 2。")
]
FactsName = Annotated[
    str | None, typer.Option("--facts", metavar="文件", help="从文件读事实；选项优先。")
]
SavedName = Annotated[
    str | None, typer.Option("--save-facts", metavar="文件", help="把事实写入文件。")
]
PreviousName = Annotated[
    list[str] | None,
    typer.Option(
        "--previous",
        metavar="文件",
        help="先前通知的事实文件，可给多次：升级、解除等由它们引用。",
    ),
]
TemplatesName = Annotated[
    str | None,
    typer.Option(
        "--templates", metavar="文件夹", help="自己的模板，有的用它，没有的用自带的。"
    ),
]
IncidentOf = Annotated[
    str | None,
    typer.Option(
        "--incident",
        "-i",
        metavar="事件",
        help="从台账取：文号、级别、时间、先前各次、决定、签收和反馈的数；current 为未关闭的那次，没有就是最后一次。加 --drill 为演练。",
        autocompletion=complete_incident,
    ),
]


class FactOptions(NamedTuple):
    """What a document says beyond the registry, as typed.

    A command takes it as one parameter (`callback`); each fact is read by its name, in `_given`.
    """

    level: LevelWord = None
    origin: Origin = None
    number: Number = None
    issued: Issued = None
    start: Start = None
    until: Until = None
    authority: Authority = None
    signer: Signer = None
    office: Office = None
    seal: Seal = None
    to: To = None
    cc: Cc = None
    contact: Contact = None
    phone: Phone = None
    basis: Basis = None
    forecast: Forecast = None
    pollutant: Pollutant = None
    area: Area = None
    reason: Reason = None
    episode: Episode = None
    urgency: Urgency = None
    exempt: Exempt = None
    matter: Matter = None
    drill: Drill = False
    decide: Decide = None
    strict: Strict = False
    facts: FactsName = None
    save_facts: SavedName = None
    previous: PreviousName = None
    templates: TemplatesName = None
    incident: IncidentOf = None
    ledger: LedgerName = None


def incident_named(
    options: FactOptions, folder: Path, district: str | None = None
) -> "State | None":
    """The incident that a paper is of; None where none is named.

    Raises Refusal for one that there is not.
    """
    if options.incident is None:
        return None
    from smogctl.cli.incident_facts import AskedOf, incident_of

    asked = AskedOf(options.incident, options.drill, options.ledger, folder)
    return incident_of(asked, district)


def district_named(options: FactOptions, state: "State | None" = None) -> str | None:
    """The district that an incident, a facts file, or a notice before, is of; None where none says
    it.

    Raises Refusal for a file that cannot be read.
    """
    if state is not None:
        return state.district
    for name in (options.facts, *(options.previous or ())):
        if name is None:
            continue
        named = _read_file(name).district
        if named:
            return named
    return None


def facts_of(
    opened: OpenRegistries,
    registry: Registry,
    kind: Kind,
    options: FactOptions,
    folder: Path,
    state: "State | None" = None,
) -> Facts:
    """The facts of a document of a kind. What contradicts itself becomes notices.

    `folder` is that of the registries: the desk lies beside it. Raises Refusal for a file that is
    none or another district's, a level that the district has not,
    a time that is none, and with --strict for what contradicts itself.
    """
    from smogctl.documents import consistency

    given = _given(opened, registry, options)
    given = given._replace(desk=desk_of(folder, registry.district.id))
    if state is not None:
        from smogctl.cli.incident_facts import with_ledger

        given = with_ledger(given, state, kind, registry)
    facts = merged(kind, given)
    for colour in filter(None, (facts.level, facts.origin)):
        if registry.level(colour) is None:
            name = registry.district.name
            raise opened.refuse(f"{name}没有 {colour} 这一级，请核对事实文件。")
    facts = _with_approver(opened, given, facts)
    facts = _with_offices(opened, registry, facts)
    faults = list(consistency.faults(facts, registry))
    if faults and options.strict:
        raise opened.refuse(*faults, "用了 --strict，没有写。")
    opened.notices += faults
    if facts.lapsed:
        names = "、".join(map(clip, facts.lapsed))
        opened.notices.append(
            f"升级后，先前决定暂不执行的不再算数，恢复执行：{names}。"
        )
    return facts


def _with_approver(opened: OpenRegistries, given: Given, facts: Facts) -> Facts:
    """Where who approves is the desk's word, an assumption: nobody has said that it was approved.

    That is said where a paper orders something.
    """
    filed: str | None = None
    if given.file is not None:
        filed = given.file.authority
    approver = facts.authority
    if not approver or (given.typed["authority"], filed) != (None, None):
        return facts
    kind = facts.kind
    if any((kind.leaves, kind.announces, kind.prolongs)):
        name = clip(approver)
        opened.notices.append(f"批准机关“{name}”取自值班设置，请确认已经批准。")
    return facts._replace(assumed=facts.assumed | {"authority"})


def _given(opened: OpenRegistries, registry: Registry, options: FactOptions) -> Given:
    typed: dict[str, str | None] = {}
    for name in WORDS:
        word = getattr(options, name)
        typed[name] = _fact(opened, registry, name, word)
    file: FactsFile | None = None
    if options.facts is not None:
        file = _read_file(options.facts)
    earlier = tuple(map(_read_file, options.previous or ()))
    _check_district(opened, registry, file, "--facts")
    for before in earlier:
        _check_district(opened, registry, before, "--previous")
    decided = decisions_asked(opened, options.decide or ())
    return Given(typed, options.drill, file, earlier, decided)


def _fact(
    opened: OpenRegistries, registry: Registry, name: str, word: str | None
) -> str | None:
    """A fact as it was typed: a level as its colour, a time with its day."""
    if word is None:
        return None
    if name in LEVELS:
        return level_asked(opened, registry, word)
    if name in TIMES:
        return spoken(word)
    return word


def _check_district(
    opened: OpenRegistries, registry: Registry, source: FactsFile | None, option: str
) -> None:
    if source is None or source.district in (None, registry.district.id):
        return
    name = registry.district.name
    raise opened.refuse(f"{option} 的文件是区县 {source.district} 的，不是{name}的。")


def _with_offices(opened: OpenRegistries, registry: Registry, facts: Facts) -> Facts:
    """Who signs and who is addressed, from the registry where nobody said."""
    office: str | None = None
    for unit in registry.units:
        if unit.kind == "office":
            office = unit.name
            break
    if facts.office is None:
        facts = facts._replace(assumed=facts.assumed | {"office"})
        if office and facts.kind.by_notice:
            opened.notices.append(
                f"署名用的是登记册里的“{office}”：公文请用全称，以 --office 给出，"
                "或写在值班设置里（smogctl desk）。"
            )
    if not facts.office:
        facts = facts._replace(office=office)
    if not facts.to:
        facts = facts._replace(to=_members(registry))
    return facts


def _members(registry: Registry) -> tuple[str, ...]:
    """The body that stands for all members of the command, where the plan names one."""
    for body in registry.outside.values():
        if body.standing == "collective" and "成员单位" in body.name:
            return (body.name,)
    return ()


def _read_file(name: str) -> FactsFile:
    from pydantic import ValidationError

    from smogctl.schema.faults import findings
    from smogctl.yamlfile.reader import read

    source = read(name, shown_path(Path(name)))
    if source.fault:
        raise Refusal(str(source.fault))
    if source.marks is None:
        raise Refusal(f"{visible(name)} 是空的。")
    if source.read:
        note(source.read)
    try:
        return FactsFile.model_validate(source.tree)
    except ValidationError as error:
        faults = findings(error, FactsFile, source)
        listed = "\n".join(map(str, faults))
        raise Refusal(
            f"{listed}\n事实文件由 --save-facts 写出，格式见 smogctl schema facts。"
        ) from None


def saved_facts(name: str, order: Order) -> Beside:
    """The facts as a file that goes with a paper, for `--facts` and `--previous`.

    Raises Refusal when they could not be read back.
    """
    from pydantic import ValidationError

    from smogctl.yamlfile.reader import parse

    data = facts_file(order).encode()
    try:
        FactsFile.model_validate(parse(data, name).tree)
    except ValidationError as error:
        fields = "、".join(str(fault["loc"][0]) for fault in error.errors()[:3])
        raise Refusal(
            f"有事实不合写法（{fields}：太长或有不能写的字），存不了事实文件。"
        ) from None
    return Beside(name, data)


def template_folders(options: FactOptions, registries: Path) -> Folders:
    """Where templates are looked for: --templates, the folder beside the registries, ours.

    Raises Refusal when --templates is no folder, or one of them cannot be read.
    """
    ours = shipped("templates")
    users: list[Path] = []
    if options.templates is not None:
        asked = Path(options.templates)
        if not asked.is_dir():
            raise Refusal(f"--templates 指的“{clip(options.templates)}”不是文件夹。")
        users.append(asked)
    beside = registries.absolute().parent / "templates"
    if beside.is_dir():
        users.append(beside)
    try:
        theirs = [folder for folder in users if not _is_ours(folder, ours)]
    except OSError as error:
        unread = shown_path(Path(error.filename))
        raise Refusal(f"读不了模板 {visible(unread)}：{reason(error)}。") from error
    return Folders(tuple(theirs), ours)


def _is_ours(folder: Path, ours: Path) -> bool:
    """Whether a folder has nothing but templates that we ship, to the byte.

    So it is in a clone beside a plain install. Then they may run in this process, which is quicker.
    """
    if folder.resolve() == ours.resolve():
        return True
    try:
        files = list(folder.iterdir())
    except OSError:
        return False
    for file in files:
        if not file.name.endswith((".j2", ".docx")):
            continue
        shipped_one = ours / file.name
        if not shipped_one.is_file() or not _is_same(file, shipped_one.read_bytes()):
            return False
    return True


def _is_same(file: Path, data: bytes) -> bool:
    """Whether a file that may be anything has these bytes."""
    try:
        return read_regular(file, len(data)) == data
    except (OSError, ValueError):
        return False
