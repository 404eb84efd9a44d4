"""Twelve fictional annexes in twelve layouts, written by somebody who had not seen the importer, against their gold.

What is known not to be read is named here, so that it can only get fewer.
"""

import json
import re
from pathlib import Path

import pytest

from smogctl.importing.importer import import_bytes
from smogctl.plan import catalogue
from smogctl.plan.building import build
from smogctl.yamlfile.reader import parse

ANNEXES = sorted((Path(__file__).parent / "annexes").glob("*.json"))
RELATIONS = {
    "会同": "convenes",
    "协同": "convenes",
    "与…共同": "shares",
    "配合": "supports",
    "协助": "supports",
    "牵头": "under",
    "指导": "guides",
}
KNOWN = {
    # a name broken inside a word, in a row without number
    "02_wulantala": {"旗公安局", "旗公安局交通管理大队", "旗交通运输局"},
    # 与X及Y会商: a second body behind 及
    "08_binyun": {"生态环境分局"},
}


@pytest.mark.parametrize("path", ANNEXES, ids=lambda path: path.stem)
def test_units_clauses_and_references(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    file = next(
        one
        for one in (path.with_suffix(".txt"), path.with_suffix(".html"))
        if one.exists()
    )
    made = import_bytes(file.read_bytes(), file.name)
    registry = build(parse(made.text.encode(), "x.yaml"), catalogue.measures()).registry
    assert registry
    names = {unit.id: set(unit.names) for unit in registry.units}
    names |= {one.id: {one.name, *one.aliases} for one in registry.outside.values()}
    units = {unit.name: unit for unit in registry.units}
    wrong = set()
    for want in gold["units"]:
        name = re.sub(r"\s", "", want["name"])
        unit = units.get(name)
        if unit is None:
            wrong.add(name)
            continue
        texts = [duty.text for duty in unit.duties]
        bodies = (
            tuple(body.name for body in unit.bodies) if len(unit.bodies) > 1 else ()
        )
        have = {
            (one.relation, form)
            for duty in unit.duties
            for one in duty.partners
            for form in names[one.id]
        }
        right = (
            len(texts) == want["n_duties"]
            and (
                not texts
                or (texts[0], texts[-1]) == (want["first_duty"], want["last_duty"])
            )
            and bodies == tuple(want["joint_of"] or ())
            and all(
                (RELATIONS[ref["role"]], ref["unit"]) in have for ref in want["refs"]
            )
        )
        if not right:
            wrong.add(name)
    assert wrong == KNOWN.get(path.stem, set())
