"""The facts of a document as options, and how they become facts; shared by `notice` and `checklist`."""

from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from smogctl.cli.options import LevelWord, Origin
from smogctl.cli.registries import OpenRegistries
from smogctl.cli.words import level_asked
from smogctl.plan.registry import Registry
from smogctl.text.plain import clip, visible
from smogctl.values.findings import Refusal


def _fact(name: str, said: str, metavar: str = "文字") -> Any:
    return Annotated[str | None, typer.Option(name, metavar=metavar, help=said)]


class FactOptions(NamedTuple):
    """What a document says beyond the registry, as typed."""

    level: LevelWord = None
    origin: Origin = None
    number: _fact("--number", "文号，如 昆气应办〔2026〕1号。") = None  # type: ignore[valid-type]
    issued: _fact("--issued", "发布时间，如 2026-12-01T08:00（北京时间）。", "时间") = None  # type: ignore[valid-type]
    start: _fact("--start", "启动（升级、解除等）时间。", "时间") = None  # type: ignore[valid-type]
    until: _fact("--until", "计划结束时间。", "时间") = None  # type: ignore[valid-type]
    authority: _fact("--authority", "批准机关。") = None  # type: ignore[valid-type]
    signer: _fact("--signer", "签发人。") = None  # type: ignore[valid-type]
    office: _fact("--office", "署名单位，缺省为登记册中的办公室。") = None  # type: ignore[valid-type]
    seal: _fact("--seal", "代章单位。") = None  # type: ignore[valid-type]
    to: _fact("--to", "主送，多个用分号分开，缺省为各成员单位。") = None  # type: ignore[valid-type]
    cc: _fact("--cc", "抄送，多个用分号分开。") = None  # type: ignore[valid-type]
    contact: _fact("--contact", "联系人。") = None  # type: ignore[valid-type]
    phone: _fact("--phone", "联系电话。") = None  # type: ignore[valid-type]
    basis: _fact("--basis", "依据（上级通知等），多个用分号分开。") = None  # type: ignore[valid-type]
    forecast: _fact("--forecast", "会商结论。") = None  # type: ignore[valid-type]
    reason: _fact("--reason", "暂停、延长、调整的理由。") = None  # type: ignore[valid-type]
    drill: Annotated[bool, typer.Option("--drill", help="演练：处处标明。")] = False
    strict: Annotated[bool, typer.Option("--strict", help="事实有矛盾时不写，退出码为 2。")] = False
    facts: Annotated[
        str | None, typer.Option("--facts", metavar="文件", help="从文件读事实；选项优先。")
    ] = None
    save_facts: Annotated[
        str | None, typer.Option("--save-facts", metavar="文件", help="把事实写入文件。")
    ] = None
    previous: Annotated[
        str | None,
        typer.Option(
            "--previous", metavar="文件", help="上一份通知的事实文件：升级、解除等由它引用。"
        ),
    ] = None
    templates: Annotated[
        str | None,
        typer.Option(
            "--templates", metavar="文件夹", help="自己的模板，有的用它，没有的用自带的。"
        ),
    ] = None


def facts_of(opened: OpenRegistries, registry: Registry, kind: str, options: FactOptions) -> Any:
    """The facts of a document of a kind. What contradicts itself becomes notices, with --strict a refusal."""
    from smogctl.documents import consistency
    from smogctl.documents import facts as facts_

    given: dict[str, Any] = {name: getattr(options, name) for name in (*facts_.WORDS, "drill")}
    for name in ("level", "origin"):
        if given[name] is not None:
            given[name] = level_asked(opened, given[name]).get(registry.file)
            if given[name] is None:
                raise opened.refuse()
    file, before = _read(options.facts), _read(options.previous)
    for one, option in ((file, "--facts"), (before, "--previous")):
        if one is not None and one.district not in (None, registry.district.id):
            raise opened.refuse(
                f"{option} 的文件是区县 {one.district} 的，不是{registry.district.name}的。"
            )
    found = facts_.merged(kind, given, file, before)
    for colour in (found.level, found.origin):
        if colour and registry.level(colour) is None:
            raise opened.refuse(f"{registry.district.name}没有 {colour} 这一级，请核对事实文件。")
    office = next((unit.name for unit in registry.units if unit.kind == "office"), None)
    members = next(
        (
            one.name
            for one in registry.outside.values()
            if one.standing == "collective" and "成员单位" in one.name
        ),
        None,
    )
    if found.office is None and office and kind != "checklist":
        opened.notices.append(f"署名用的是登记册里的“{office}”：公文请用全称，以 --office 给出。")
    found = found._replace(
        office=found.office or office, to=found.to or ((members,) if members else ())
    )
    faults = list(consistency.faults(found, registry))
    if faults and options.strict:
        raise opened.refuse(*faults, "用了 --strict，没有写。")
    opened.notices += faults
    return found


def _read(name: str | None) -> Any:
    if name is None:
        return None
    from pydantic import ValidationError

    from smogctl.schema.facts import FactsFile
    from smogctl.schema.faults import findings
    from smogctl.system.files import shown_path
    from smogctl.yamlfile.reader import read

    source = read(name, shown_path(Path(name)))
    if source.fault or source.marks is None:
        raise Refusal(str(source.fault) if source.fault else f"{visible(name)} 是空的。")
    try:
        return FactsFile.model_validate(source.tree)
    except ValidationError as error:
        said = "\n".join(str(one) for one in findings(error, FactsFile, source.marks, source.file))
        raise Refusal(
            f"{said}\n事实文件由 --save-facts 写出，格式见 smogctl schema facts。"
        ) from None


def template_folders(options: FactOptions, registries: Path) -> Any:
    """Where templates are looked for: --templates, the folder beside the registries, ours."""
    from smogctl.documents.rendering import Folders
    from smogctl.system.shipped import shipped

    ours = shipped("templates")
    users = []
    if options.templates is not None:
        if not Path(options.templates).is_dir():
            raise Refusal(f"--templates 指的“{clip(options.templates)}”不是文件夹。")
        users.append(Path(options.templates))
    beside = registries.absolute().parent / "templates"
    if beside.is_dir():
        users.append(beside)
    return Folders(tuple(one for one in users if not _is_ours(one, ours)), ours)


def _is_ours(folder: Path, ours: Path) -> bool:
    """Whether a folder has nothing but templates that we ship, to the byte: a clone beside a plain install.

    Then they may run in this process, which is quicker.
    """
    if folder.resolve() == ours.resolve():
        return True
    files = [one for one in folder.iterdir() if one.name.endswith((".j2", ".docx"))]
    return all(
        (ours / one.name).is_file() and one.read_bytes() == (ours / one.name).read_bytes()
        for one in files
    )
