"""The whole way: a file's bytes to a draft that smogctl loads, with what a person must look at."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from smogctl.grammar.layout import bare
from smogctl.importing.drafting import NO_TITLE, Draft, draft
from smogctl.importing.groups import is_group
from smogctl.importing.layouts import laid_out
from smogctl.importing.outline import Outline
from smogctl.importing.pages import Aside, Page, characters
from smogctl.importing.readers import read_page
from smogctl.importing.walk.walking import outline
from smogctl.importing.whole_plan import with_parts
from smogctl.lint.engine import lint
from smogctl.lint.rulebook import choose
from smogctl.lint.subject import Subject
from smogctl.schema.registry import RegistryFile, Unit
from smogctl.values.findings import Finding, Refusal
from smogctl.yamlfile.reader import parse
from smogctl.yamlfile.writer import document

_NOT_ASKED = ("T308", "T309", "T311", "R307", "R308")
"""Rules about a file's folder, and two that say what the importer says itself."""


class Drafted(NamedTuple):
    """A draft, the source that it is made of, and what of the source it leaves out."""

    page: Page
    outline: Outline
    draft: Draft

    @property
    def left(self) -> tuple[Aside, ...]:
        """Everything of the file that the draft does not carry, with its place."""
        return (*self.page.asides, *self.outline.left)


class Imported(NamedTuple):
    """A draft as text, the source to be stored beside it, and everything that is to be said."""

    page: Page
    draft: Draft
    left: tuple[Aside, ...]
    """Everything of the file that the draft does not carry, with its place."""
    text: str
    subject: Subject
    """The text as read back, once; its registry is None where the text has a fault."""
    outline: Outline
    findings: tuple[Finding, ...]
    """What lint says of the draft beside its source, notes left out."""

    @property
    def id(self) -> str:
        """The district's id, which is the file's name."""
        return self.draft.model.district.id


def import_bytes(
    data: bytes, file: str = "", *, id_: str | None = None, name: str | None = None
) -> Imported:
    """Import a file's bytes.

    Raises Refusal when they cannot be read, and when no unit is found in them.
    """
    return written(drafted(data, file, id_=id_, name=name))


def drafted(
    data: bytes,
    file: str = "",
    *,
    id_: str | None = None,
    name: str | None = None,
    section: str | None = None,
) -> Drafted:
    """A draft of a file's bytes, not yet written.

    `section`: words of the heading of the part with the duties. Raises Refusal when the bytes
    cannot be read, when no heading has those words, and when no unit is found.
    """
    page = laid_out(read_page(data, file))
    parts = with_parts(page, outline(page, section))
    if not parts.entries:
        raise Refusal(
            f"读出 {sum(characters(page.text).values())} 个字，没有认出一个单位的条目。"
            "能认的写法：表格（单位、职责两栏）、“单位：职责”、“（一）单位”另起一行。"
            "请删去无关的部分再试。"
        )
    return Drafted(page, parts, draft(page, parts, id_=id_, name=name))


def written(made: Drafted) -> Imported:
    """A draft written out, read back and held against its source as lint does."""
    model = made.draft.model
    text = document(model)
    # a source may hold half a character, which lint is to report and not to stumble over
    source = parse(text.encode("utf-8", "surrogatepass"), f"{model.district.id}.yaml")
    subject = Subject(source, document=made.page.text)
    findings = [
        finding
        for finding in lint(subject, choose((), _NOT_ASKED))
        if finding.severity != "note"
    ]
    return Imported(
        page=made.page,
        draft=made.draft,
        left=made.left,
        text=text,
        subject=subject,
        outline=made.outline,
        findings=tuple(findings),
    )


def carried(model: RegistryFile, text: str) -> Counter[str]:
    """How often each character stands where a draft carries the source, `text`."""
    plan = model.plan
    pieces = [*plan.sections, *plan.frame]
    pieces += (response.text for response in model.responses)
    for unit in model.units:
        if not _is_heading(unit.name, plan.sections, text):
            pieces.append(unit.name)
        pieces += _carried_by(unit)
    # 附件1 over the duties is the plan's part, its rest the title, and both the heading of what was
    # taken; a unit may have the title for its name
    if plan.part is not None and not _begins_any(plan.sections, plan.part):
        pieces.append(plan.part)
    if plan.title != NO_TITLE and _is_besides(plan.title, pieces, text):
        pieces.append(plan.title)
    return characters("".join(pieces))


def _begins_any(headings: Sequence[str], part: str) -> bool:
    """Whether one of the headings begins with the annex's number; 附件1 begins none of 附件10."""
    words = bare(part)
    for heading in map(bare, headings):
        behind = heading.removeprefix(words)
        if heading.startswith(words) and not behind[:1].isdigit():
            return True
    return False


def _is_heading(name: str, headings: Sequence[str], text: str) -> bool:
    """Whether a unit's name stands in the text only as the heading of a part, which is carried."""
    words = bare(name)
    is_in_one = any(words in bare(heading) for heading in headings)
    return is_in_one and bare(text).count(words) == 1


def _is_besides(title: str, pieces: Sequence[str], text: str) -> bool:
    """Whether a title stands in the text besides the pieces that hold it."""
    words = bare(title)
    inside = sum(bare(piece).count(words) for piece in pieces)
    return inside == 0 or bare(text).count(words) > inside


def _carried_by(unit: Unit) -> Iterator[str]:
    """The pieces of the source in a unit but its name: row, clauses, bodies that the name lacks."""
    if unit.row is not None:
        yield str(unit.row)
    yield from (duty.text for duty in unit.duties)
    is_led = any(body.lead for body in unit.bodies)
    for body in unit.bodies:
        # those of a joint name stand in it
        if (is_led or is_group(unit.name)) and body.name not in unit.name:
            yield body.name


def leftover(made: Imported) -> Counter[str]:
    """The kept text's characters that the draft does not carry: layout, and what `left` lists."""
    return characters(made.page.text) - carried(made.draft.model, made.page.text)
