"""Every character of both source documents stands once, in order, where docs/design.md, The registry file says."""

import re

import pytest

from conftest import ROOT, SHARED
from smogctl.plan.registry import Registry

TAG = re.compile(r"</?[a-z]+>")
LAYOUT = "；。：\t \n"


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


class Reader:
    """Walks through the source's lines that no frame carries, taking what a registry says must come next."""

    def __init__(self, text: str, whole: list[str]) -> None:
        left = [bare(line) for line in whole]
        rest, self.heads = [], []
        for line in text.split("\n"):
            if bare(line) in left:
                left.remove(bare(line))
                self.heads.append(bare(line))
                continue
            rest.append(TAG.sub("", line))
        assert not left, f"frame lines that the source does not have: {left}"
        self.text, self.at = "\n".join(rest), 0

    def skip(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in LAYOUT:
            self.at += 1

    def take(self, piece: str, *, spaces: bool = False) -> None:
        """Take a piece; with `spaces` the source may have blanks inside it that the registry has not."""
        self.skip()
        if spaces:
            found = re.compile(r"[ \t]*".join(map(re.escape, piece))).match(
                self.text, self.at
            )
            assert found, (
                f"expected {piece!r}, the source has {self.text[self.at : self.at + 30]!r}"
            )
            self.at = found.end()
            return
        assert self.text.startswith(piece, self.at), (
            f"expected {piece!r}, not {self.text[self.at : self.at + 30]!r}"
        )
        self.at += len(piece)


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_every_character_stands_once_in_order(
    district: str, request: pytest.FixtureRequest
) -> None:
    registry = request.getfixturevalue(district)
    source = (ROOT / "registries" / registry.plan.source).read_text(encoding="utf-8")
    reader = Reader(
        source, [registry.plan.title, registry.plan.part, *registry.plan.frame]
    )
    for unit in registry.units:
        if (
            unit.row is None
            and any(unit.name in head and "职责" in head for head in reader.heads)
            and unit.kind
            in (
                "command",
                "office",
            )
        ):
            pass  # its head is a heading of its own, which the frame carries whole
        else:
            if unit.row is not None:
                reader.take(str(unit.row))
            reader.take(unit.name, spaces=True)
        for duty in unit.duties:
            reader.take(duty.text)
    reader.skip()
    assert reader.text[reader.at :] == ""


@pytest.mark.parametrize("district", ["kunqu", "jiangjin"])
def test_the_source_is_the_document_as_received(district: str) -> None:
    seed = {
        "kunqu": "000_846f2fbe0c9b2608.txt",
        "jiangjin": "004_8b8ee5143da0f139.txt",
    }[district]
    received = SHARED / "seeds" / seed
    if not received.is_file():
        pytest.skip(
            "the received documents lie beside the project only where it is developed"
        )
    assert (
        ROOT / "registries" / "sources" / f"{district}.txt"
    ).read_bytes() == received.read_bytes()


def test_the_walk_notices_a_dropped_an_added_and_a_moved_clause(
    kunqu: Registry,
) -> None:
    assert kunqu.plan.source is not None
    source = (ROOT / "registries" / kunqu.plan.source).read_text(encoding="utf-8")
    assert kunqu.plan.part is not None
    whole = [kunqu.plan.title, kunqu.plan.part, *kunqu.plan.frame]
    texts = [duty.text for duty in kunqu.units[0].duties]
    for wrong in (
        texts[1:],
        [texts[0], "凭空而来", texts[1]],
        texts[::-1],
        [texts[0][:-1], texts[1]],
    ):
        reader = Reader(source, whole)
        reader.take("1")
        reader.take("应急指挥部")
        with pytest.raises(AssertionError):
            for text in wrong:
                reader.take(text)
            reader.take("2")


def test_members_of_the_preamble_stand_in_it_in_order(jiangjin: Registry) -> None:
    preamble = jiangjin.plan.frame[-1]
    at = -1
    for member in jiangjin.plan.members:
        at = preamble.index(member, at + 1)
    assert len(jiangjin.plan.members) == 24
