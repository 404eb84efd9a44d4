"""Two registries that are compared by `diff`: of equals nothing changed, and nothing hostile reaches an output."""

from collections.abc import Sequence

from fuzzing.calling import called, place
from fuzzing.retexting import retexted
from fuzzing.target import Broken, Chance, Target, clean, outcome
from fuzzing.targets.lint import registries

FORMATS = ("text", "md", "html", "json", "csv", "table")
SAME = "没有变化"


def _seeds() -> list[bytes]:
    return [seed + b"\0" + seed for seed in registries()]


def _changed(data: bytes, seeds: Sequence[bytes], chance: Chance) -> bytes:
    """The old, or the new, or both as they are with units and duties of another."""
    old, _, new = data.partition(b"\0")
    sides = [piece for seed in seeds[:40] for piece in seed.split(b"\0")]
    if chance.random() < 0.3:
        old = retexted(old, sides, chance)
    else:
        new = retexted(new, sides, chance)
    return old + b"\0" + new


def _differs(data: bytes) -> str:
    old, _, new = data.partition(b"\0")
    office = place() / "office"
    (office / "states").mkdir()
    try:
        (office / "states" / "old.yaml").write_bytes(old)
        (office / "states" / "new.yaml").write_bytes(new)
        form = FORMATS[len(data) % len(FORMATS)]
        code, out, err = called(
            ["diff", "states/old.yaml", "states/new.yaml", "-f", form]
        )
        if code not in (0, 1, 2) or "内部错误" in err:
            raise Broken(f"exit code {code} {err[:200]}")
        clean(out + err)
        if code == 2:
            return f"2 {outcome(err.partition(chr(10))[0])}"
        _, text, _ = called(
            ["diff", "states/old.yaml", "states/new.yaml", "-f", "text"]
        )
        _, back, _ = called(
            ["diff", "states/new.yaml", "states/old.yaml", "-f", "text"]
        )
        if (SAME in text) != (SAME in back):
            raise Broken("one way there is a change, back there is none")
        if old == new and SAME not in text:
            raise Broken("the same differs")
    finally:
        for path in (office / "states").iterdir():
            path.unlink()
        (office / "states").rmdir()
    return f"{code} {form} {len(text.splitlines()).bit_length()} {outcome(text)[:40]}"


TARGETS = (Target("diff", _seeds, _differs, _changed, 0.3),)
