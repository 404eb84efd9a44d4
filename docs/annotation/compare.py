"""Print where two annotations of the same plans differ, field by field, and how often they agree.

    python docs/annotation/compare.py docs/annotation/a docs/annotation/b
    python docs/annotation/compare.py docs/annotation/a registries

Each argument is a folder with kunqu.yaml and jiangjin.yaml. What a duty or an assignment does not say is filled in as
docs/design.md, The registry file has it (the assignment from its duty, the duty from the defaults), so that two ways of writing the same
thing are no difference. Exit code 0: it is a report, not a test.
"""

import sys
from pathlib import Path

from smogctl.yamlfile.reader import read

RELATIONS = ("convenes", "shares", "supports", "guides", "under", "reports_to")
FIELDS = ("role", "phase", "partners", "measures", "assignments", "levels", "note")


def as_list(value):
    return [value] if isinstance(value, str) else list(value or [])


def effective(duty):
    """A duty's fields after all defaults, as plain comparable values."""
    entries = [
        {"id": item} if isinstance(item, str) else item
        for item in duty.get("measures", [])
    ] or [{}]
    assignments = set()
    for entry in entries:
        said = {**duty, **entry}
        partners = tuple(
            f"{name}:{who}"
            for name in RELATIONS
            for who in sorted(as_list(said.get(name)))
        )
        assignments.add(
            (
                entry.get("id", "-"),
                said.get("role", "lead"),
                "+".join(sorted(as_list(said.get("phase", "respond")))),
                said.get("scope", ""),
                "+".join(sorted(as_list(said.get("levels")))),
                " ".join(partners),
                said.get("ends", ""),
            )
        )
    return {
        "role": duty.get("role", "lead"),
        "phase": sorted(
            {phase for item in assignments for phase in item[2].split("+")}
        ),
        "partners": sorted({who for item in assignments for who in item[5].split()}),
        "measures": sorted({item[0] for item in assignments} - {"-"}),
        "assignments": sorted(assignments),
        "levels": sorted(
            {level for item in assignments for level in item[4].split("+")} - {""}
        ),
        "note": bool(duty.get("note")),
    }


def duties(folder, district):
    tree = read(str(Path(folder) / f"{district}.yaml")).tree
    return {duty["id"]: duty for unit in tree["units"] for duty in unit["duties"]}


def main(first, second):
    for district in ("kunqu", "jiangjin"):
        one, two = duties(first, district), duties(second, district)
        assert list(one) == list(two), "not the same duties"
        same = dict.fromkeys(FIELDS, 0)
        print(f"# {district}")
        for name, duty in one.items():
            left, right = effective(duty), effective(two[name])
            differing = [field for field in FIELDS if left[field] != right[field]]
            for field in FIELDS:
                same[field] += field not in differing
            if differing:
                print(f"\n{name}  {duty['text']}")
            for field in differing:
                if field == "assignments":
                    mine, theirs = set(left[field]), set(right[field])
                    for sign, items in (("<", mine - theirs), (">", theirs - mine)):
                        for item in sorted(items):
                            print(
                                f"  {sign} {' | '.join(str(part) for part in item if part)}"
                            )
                else:
                    print(f"  {field}: {left[field]} / {right[field]}")
        print(
            f"\n{district}: "
            + ", ".join(f"{field} {same[field]}/{len(one)}" for field in FIELDS)
            + "\n"
        )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
