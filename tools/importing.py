"""Where the drafts of the two source documents differ from the shipped registries, and how far they agree.

python tools/importing.py            the differences of the two documents
python tools/importing.py --corpus   also the annexes with gold in ../shared/corpus, where they are
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from smogctl.importing.importer import Imported, import_bytes
from smogctl.plan import catalogue
from smogctl.plan.loading import load
from smogctl.plan.registry import Duty, Registry

ROOT = Path(__file__).resolve().parents[1]
DISTRICTS = ("kunqu", "jiangjin")
FIELDS = ("role", "partners", "phases", "measures", "levels")
RELATIONS = {
    "会同": "convenes",
    "与…共同": "shares",
    "配合": "supports",
    "协助": "supports",
    "牵头": "under",
    "协同": "convenes",
    "指导": "guides",
}


def drafted(made: Imported) -> Registry:
    """The draft as a registry."""
    registry = made.subject.registry
    assert registry, [str(finding) for finding in made.subject.findings]
    return registry


def reading(duty: Duty) -> dict[str, Any]:
    """What is compared of a clause."""
    return {
        "role": duty.role,
        "partners": sorted((one.relation, one.id) for one in duty.partners),
        "phases": sorted(duty.phases),
        "measures": sorted({one.measure for one in duty.assignments if one.measure}),
        "levels": sorted(
            {level for one in duty.assignments for level in one.levels or ()}
        ),
    }


def differences(
    district: str,
) -> tuple[list[tuple[str, str, Any, Any]], dict[str, float]]:
    """(duty, field, draft, registry) for each difference, and the share of duties that agree, by field."""
    shipped = load(
        ROOT / "registries" / f"{district}.yaml", catalogue.measures()
    ).registry
    assert shipped
    made = drafted(
        import_bytes(
            (ROOT / "registries" / shipped.plan.source).read_bytes(), id_=district
        )
    )
    found: list[tuple[str, str, Any, Any]] = []
    mine = [
        (one.id, one.name, one.kind, one.row, tuple(b.name for b in one.bodies))
        for one in made.units
    ]
    theirs = [
        (one.id, one.name, one.kind, one.row, tuple(b.name for b in one.bodies))
        for one in shipped.units
    ]
    found += [
        ("units", "unit", a, b) for a, b in zip(mine, theirs, strict=False) if a != b
    ]
    pairs = list(zip(made.duties(), shipped.duties(), strict=False))
    found += [
        (b.id, "text", a.text, b.text)
        for (_, a), (_, b) in pairs
        if (a.id, a.text) != (b.id, b.text)
    ]
    if len(list(made.duties())) != len(list(shipped.duties())):
        found.append(
            ("all", "count", len(list(made.duties())), len(list(shipped.duties())))
        )
    agreed = dict.fromkeys(FIELDS, 0)
    for (_, a), (_, b) in pairs:
        one, other = reading(a), reading(b)
        for field in FIELDS:
            agreed[field] += one[field] == other[field]
            if one[field] != other[field]:
                found.append((b.id, field, one[field], other[field]))
    return found, {field: agreed[field] / len(pairs) for field in FIELDS}


def against_gold(made: Imported, gold: dict[str, Any]) -> Iterator[str]:
    """What of an annex is not as its gold has it, and the share of references found."""
    registry = drafted(made)
    names = {unit.id: set(unit.names) for unit in registry.units} | {
        one.id: {one.name, *one.aliases} for one in registry.outside.values()
    }
    if len(registry.units) != len(gold["units"]):
        yield f"units {[one.name for one in registry.units]}"
    total = right = 0
    for unit, want in zip(registry.units, gold["units"], strict=False):
        bare = re.sub(r"\s", "", want["name"])
        bodies = (
            tuple(body.name for body in unit.bodies) if len(unit.bodies) > 1 else ()
        )
        texts = [duty.text for duty in unit.duties]
        ends = (texts[0], texts[-1]) if texts else (None, None)
        if unit.name != bare or bodies != tuple(want["joint_of"] or ()):
            yield f"{bare}: {unit.name} {bodies}"
        if len(texts) != want["n_duties"] or ends != (
            want["first_duty"],
            want["last_duty"],
        ):
            yield f"{bare}: {texts}"
        have = [
            (one.relation, names[one.id])
            for duty in unit.duties
            for one in duty.partners
        ]
        for ref in want["refs"]:
            total += 1
            hit = any(
                relation == RELATIONS[ref["role"]] and ref["unit"] in known
                for relation, known in have
            )
            right += hit
            if not hit:
                yield f"{bare}: ref {ref} not in {have}"
        if len(have) > len(want["refs"]):
            yield f"{bare}: more refs: {have}"
    yield f"refs {right}/{total}; lint {[str(one) for one in made.findings]}"


def main(arguments: list[str]) -> None:
    """Print everything."""
    for district in DISTRICTS:
        found, shares = differences(district)
        print(
            f"# {district}  "
            + "  ".join(f"{field} {share:.1%}" for field, share in shares.items())
        )
        for name, field, mine, theirs in found:
            print(f"{name}  {field}\n    draft     {mine}\n    registry  {theirs}")
    if "--corpus" in arguments:
        for path in sorted((ROOT.parent / "shared" / "corpus").glob("*.json")):
            print(f"# {path.stem}")
            made = import_bytes(
                path.with_suffix(".txt").read_bytes(), path.with_suffix(".txt").name
            )
            for line in against_gold(
                made, json.loads(path.read_text(encoding="utf-8"))
            ):
                print(f"  {line}")


if __name__ == "__main__":
    main(sys.argv[1:])
