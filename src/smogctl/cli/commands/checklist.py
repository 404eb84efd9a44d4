"""The command `checklist`."""

from smogctl.cli.facts import FactOptions, facts_of, template_folders
from smogctl.cli.folders import registries_folder
from smogctl.cli.options import By, District, FormatName, Lifted, Output, Registries, UnitName
from smogctl.cli.registries import OpenRegistries, open_registries
from smogctl.cli.tasks import WAYS, TasksAsked, activations
from smogctl.cli.words import one_of
from smogctl.documents.making import Order, make, save_facts
from smogctl.values.answer import Answer
from smogctl.wording.tasks import title

FORMATS = ("text", "md", "html", "docx", "pdf", "xlsx")
"""What this document can be written as."""


def run(
    options: FactOptions,
    lifted: Lifted = False,
    unit: UnitName = None,
    by: By = None,
    district: District = None,
    registries: Registries = None,
    format_name: FormatName = None,
    output: Output = None,
) -> Answer:
    """打印核对表：每项任务一个方框，写明谁办、何时、签字。

    任务与 activate 相同，待定的也列出。版式在 templates/ 的模板里。
    """
    opened = open_registries(registries, district)
    way = one_of(opened, by, WAYS, "分法") or "unit"
    if options.save_facts is not None and len(opened.registries) > 1:
        raise opened.refuse("--save-facts 只写一个区县的事实：请用 --district 指明。")
    known = {
        one.file: facts_of(opened, one, "checklist", options._replace(level=None, origin=None))
        for one in opened.registries
    }
    # a facts file may give the level; it then counts as typed
    filed = next((one for one in known.values() if one.level), None)
    asked = TasksAsked(
        options.level or (None if lifted or filed is None else filed.level),
        options.origin or (filed.origin if filed and not lifted else None),
        lifted,
        unit,
        way,
    )
    form = format_name or "text"
    if form not in ("text", "md") and len(opened.registries) > 1:
        names = "、".join(one.district.name for one in opened.registries)
        raise opened.refuse(f"{form} 一份只写一个区县：请用 --district 指明，有：{names}。")
    folders = template_folders(options, registries_folder(registries).folder)
    made = []
    for found in activations(opened, asked):
        facts = known[found.registry.file]._replace(level=found.level, origin=found.origin)
        head = title(found).replace("任务清单", "核对表")
        more = (("title", head), ("by_measure", way == "measure"))
        order = Order(facts, found.registry, found, folders, form, more=more)
        made.append(make(order))
        if options.save_facts is not None:
            save_facts(options.save_facts, output, order)
    if form == "pdf":
        from smogctl.documents.writers import pdf

        return _answer(opened, pdf.from_word({"checklist": made[0].data})["checklist"])
    return _answer(
        opened, (b"\n" if form in ("text", "md") else b"").join(one.data for one in made)
    )


def _answer(opened: OpenRegistries, data: bytes) -> Answer:
    return opened.answer(data)
