"""The whole way: bytes of a file to a draft that smogctl loads, with what a person must look at."""

from collections import Counter
from typing import Any, NamedTuple

from smogctl.importing.drafting import NO_TITLE, Draft, draft
from smogctl.importing.layouts import outline
from smogctl.importing.outline import Outline
from smogctl.importing.pages import Aside, Page, characters
from smogctl.importing.readers import read_page
from smogctl.lint.engine import lint
from smogctl.lint.rulebook import choose
from smogctl.lint.subject import Subject
from smogctl.values.findings import Finding, Refusal
from smogctl.yamlfile.reader import parse
from smogctl.yamlfile.writer import document


class Imported(NamedTuple):
    """A draft as text, the source to be stored beside it, and everything that is to be said."""

    id: str
    text: str
    page: Page
    found: Outline
    draft: Draft
    left: tuple[Aside, ...]
    """Everything of the file that the draft does not carry, with its place."""
    findings: tuple[Finding, ...]
    """What lint says of the draft beside its source."""


def import_bytes(
    data: bytes, file: str = "", *, id_: str | None = None, name: str | None = None
) -> Imported:
    """Import a file's bytes. Raises Refusal when it cannot be read and when no unit is found."""
    page = read_page(data, file)
    found = outline(page)
    if not found.entries:
        raise Refusal(
            f"读出 {sum(characters(page.text).values())} 个字，没有认出一个单位的条目。"
            "能认的写法：表格（单位、职责两栏）、“单位：职责”、“（一）单位”另起一行。请删去无关的部分再试。"
        )
    return finished(page, found, draft(page, found, id_=id_, name=name))


def finished(page: Page, found: Outline, made: Draft) -> Imported:
    """A draft written out and held against its source as lint does."""
    text = document(made.tree, made.comments())
    id_ = made.tree["district"]["id"]
    subject = Drafted(text, page.text, f"{id_}.yaml")
    findings = tuple(
        one for one in lint(subject, choose((), ("T308", "T309", "R307", "R308"))) if _matters(one)
    )
    return Imported(id_, text, page, found, made, (*page.asides, *found.left), findings)


class Drafted(Subject):
    """A draft that no file holds yet, with its source."""

    def __init__(self, text: str, source: str, name: str) -> None:
        super().__init__(parse(text.encode("utf-8", "surrogatepass"), name))
        self.__dict__["document"] = source


def _matters(one: Finding) -> bool:
    return one.severity in ("error", "warning")


def carried(tree: dict[str, Any]) -> Counter[str]:
    """How often each character stands where a draft carries the source."""
    plan = tree["plan"]
    pieces = [
        "" if plan["title"] == NO_TITLE else plan["title"],
        plan.get("part", ""),
        *plan["frame"],
    ]
    for unit in tree["units"]:
        pieces += [
            str(unit.get("row", "")),
            unit["name"],
            *(duty["text"] for duty in unit.get("duties", ())),
        ]
        for body in unit.get("bodies", ()):
            shown = body if isinstance(body, str) else body["name"]
            pieces.append("" if shown in unit["name"] else shown)
    return characters("".join(map(str, pieces)))


def leftover(made: Imported) -> Counter[str]:
    """The characters of the kept text that the draft does not carry: layout, and what `left` lists."""
    return characters(made.page.text) - carried(made.draft.tree)
