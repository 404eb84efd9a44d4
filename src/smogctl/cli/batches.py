"""A document for each body, in a folder of their own."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from smogctl.cli.options import FORCE_ADVICE
from smogctl.cli.registries import OpenRegistries
from smogctl.documents import writers
from smogctl.documents.making import Order, make_all
from smogctl.questions.tasks import Activation, by_body
from smogctl.system.progress import progress
from smogctl.text.plain import visible
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

if TYPE_CHECKING:
    from smogctl.system.writing import FolderPlace


def check_free(opened: OpenRegistries, output: str | None, *, force: bool) -> None:
    """Refuse to write a paper over a file that is there: it may be signed, or filled in by hand.

    Raises Refusal where one is.
    """
    if force or output in (None, "-"):
        return
    if Path(output).exists():
        raise opened.refuse(
            f"已有 {visible(str(output))}：要换掉请加 --force，或另取文件名。没有写。"
        )


def place_of(output: str | None, *, force: bool) -> "FolderPlace":
    """The place of a folder of papers, looked at as soon as it is known.

    Raises Refusal where none is named, and where one stands that may not be replaced.
    """
    from smogctl.system.writing import FolderPlace, Replacing

    if output is None or output == "-":
        raise Refusal("--all-bodies 写成一个文件夹：请用 -o 指明。")
    return FolderPlace(Path(output), Replacing(force, FORCE_ADVICE))


class Batch(NamedTuple):
    """Papers that are made, and what is said when they are written."""

    place: "FolderPlace"
    files: Mapping[str, bytes]
    answer: Answer

    def written(self, answer: Answer) -> Answer:
        """Write the papers as a folder, and what goes with the answer: all or none.

        The answer without that. Raises Refusal where they cannot be written.
        """
        from smogctl.system.writing import Act

        with Act() as act:
            act.folder(self.place, self.files.items())
            for file in answer.beside:
                act.file(Path(file.name), file.data)
        return answer._replace(beside=())


def batch(
    opened: OpenRegistries, form: str, order: Order, place: "FolderPlace"
) -> Batch:
    """One paper for each body. Raises Refusal without a level."""
    if order.lists is None:
        raise opened.refuse("缺少 --level（预警级别）：没有级别就分不出各机构的任务。")
    made = make_all(form, _told(_orders(order, order.lists, form)))
    opened.notices += made.warnings
    count = len(made.files)
    opened.notices.append(f"已写入 {visible(str(place.path))}：{count} 个文件。")
    answer = Answer(None, opened.everything_told, opened.code)
    return Batch(place, made.files, answer)


def _orders(order: Order, lists: Activation, form: str) -> list[tuple[str, Order]]:
    """An order for each body, by the name of its file."""
    sheets = by_body(lists.lists)
    ending = writers.named(form).FORMAT.endings[0]
    names = _file_names((sheet.bodies[0] for sheet in sheets), ending)
    orders = []
    for name, sheet in zip(names, sheets, strict=True):
        facts = order.facts._replace(to=(sheet.bodies[0],))
        alone = lists._replace(lists=(sheet,), whole=(sheet,))
        orders.append((name, order._replace(facts=facts, lists=alone)))
    return orders


def _told(orders: list[tuple[str, Order]]) -> Iterator[tuple[str, Order]]:
    """The same, while people see how far it has come."""
    with progress("写公文", len(orders), worth=10) as told:
        for at, named in enumerate(orders, start=1):
            yield named
            if told:
                told(at, len(orders))


def _file_names(bodies: Iterable[str], ending: str) -> Iterator[str]:
    """Names that every system can keep: numbered, without what Windows forbids, not too long."""
    for at, body in enumerate(bodies, 1):
        safe = re.sub(r'[\\/:*?"<>|\s.]+', "_", visible(body))
        stem = safe[:40].strip("_")
        yield f"{at:02}-{stem or 'body'}.{ending}"
