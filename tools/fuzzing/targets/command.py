"""Command lines that only read, with hostile words and files."""

import re
import shlex
from collections.abc import Sequence

from fuzzing.annexes import texts
from fuzzing.calling import called, place, swept
from fuzzing.mutating import mutated
from fuzzing.target import Broken, Chance, Target, clean, outcome
from fuzzing.targets.answers import answer_texts
from fuzzing.targets.facts import facts_seeds
from fuzzing.targets.ledgers import ledgers
from fuzzing.targets.lint import registries

LINES = """
duties --unit 公安局
duties -d 昆区 --measure 渣土 --role lead --phase respond
duties --level 橙 --format json
duties --text 停课 -f csv
activate --level 橙 -d kunqu --unit 教育局
activate -l 红 --from 橙 --changes --format md --decide dust.sites=hold
activate --lift --from 橙 --format text
gaps -d 昆区 --exit-zero --kind unled,uncovered
gaps --level 橙 --format html --today 2026-12-01
compare kunqu kunqu
assess --aqi 160,170,210 --from 2026-12-01
assess --pm25 80,150 --province 内蒙古
explain T305
levels --format json
units -d 昆区 --format csv
measures --measure 渣土
measures --level 黄
schema facts
notice start -d kunqu -l 橙 --start 2026-12-01T20:00 --until 2026-12-03 --number 1 -f text
notice lift -d kunqu -l 黄 --short --issued 12月1日8时
notice 升级 --facts FILE -d kunqu
notice lift --previous FILE -f text
checklist --level 橙 -d 昆区 --unit 教育局
lint FILE
lint FILE --format json --select T,R --ignore R308
lint FILE --statistics
duties --registries FILE
import FILE
import FILE --id beiqu --explain
import FILE --name 北区 --section 职责
import - --update registries/kunqu.yaml
diff registries/kunqu.yaml FILE
assess FILE
incident import FILE
incident import FILE --slot 初报
incident verify FILE
incident status --now 2026-12-01T20:00
incident status --format json
incident list
incident log
incident overdue --now 12-02
incident export
desk -d kunqu
templates
"""
ACTS = {
    "open",
    "issue",
    "receipt",
    "report",
    "note",
    "merge",
    "close",
    "export",
    "backup",
    "status",
    "log",
    "verify",
    "import",
    "list",
    "overdue",
}
COMMANDS = {
    *(
        "duties",
        "activate",
        "gaps",
        "compare",
        "assess",
        "explain",
        "levels",
        "units",
        "measures",
        "schema",
        "notice",
    ),
    *("checklist", "lint", "import", "diff", "incident", "desk", "templates"),
}


def line_seeds() -> list[bytes]:
    """Command lines, each with the file that it names."""
    contents = {
        "lint": registries(),
        "import": texts(),
        "notice": facts_seeds(),
        "diff": registries(),
        "verify": ledgers(),
    }
    contents |= {
        "incident": answer_texts(),
        "assess": [b"date,aqi\n2026-12-01,160\n2026-12-02,210\n"],
        "duties": registries(),
    }
    seeds = []
    for line in LINES.strip().splitlines():
        words = shlex.split(line)
        key = "verify" if "verify" in words else words[0]
        given = contents.get(key, [b""])[0] if "FILE" in words or "-" in words else b""
        seeds.append("\0".join(words).encode() + b"\n" + given)
    return seeds


VALUES = (
    *(
        "",
        " ",
        "-",
        "--",
        "=",
        "橙",
        "red",
        "0",
        "-1",
        "99999999999999999999",
        "2026-02-30",
        "2026-12-01T25:00",
        "\x1b[31m",
        "\u202e",
        "１",
    ),
    *(
        "a" * 5000,
        "\udcff",
        "\ud800",
        "\n",
        "%s",
        "{0}",
        "*",
        "[",
        "(?",
        "\\",
        "'",
        '"',
        "昆区",
        "json",
        "html",
        "csv",
        "md",
        "text",
        "table",
    ),
    *(
        "--format",
        "-f",
        "-d",
        "-l",
        "--level",
        "--unit",
        "--measure",
        "--kind",
        "--today",
        "--help",
        "--lift",
        "--from",
        "--no-cache",
    ),
    *(
        "--decide",
        "--changes",
        "--by",
        "--select",
        "--explain",
        "--now",
        "-i",
        "--drill",
        "FILE",
        ".",
        "..",
        "国",
        "Ⅱ级",
        "\u2028",
        "\ufeff",
    ),
)


def _worded(data: bytes, seeds: Sequence[bytes], chance: Chance) -> bytes:
    """A command line, or the file that it names, changed."""
    line, _, given = data.partition(b"\n")
    if given and chance.random() < 0.5:
        return line + b"\n" + mutated(given, seeds, chance)
    words = line.split(b"\0")
    other = chance.choice(seeds).partition(b"\n")[0].split(b"\0")
    for _ in range(1 << chance.randrange(3)):
        at = chance.randrange(1, len(words) + 1)
        word = chance.choice(VALUES).encode("utf-8", "surrogatepass")
        match chance.randrange(5):
            case 0:
                words[at:at] = [word]
            case 1:
                words[at : at + 1] = [word]
            case 2:
                words[at:at] = other[-chance.randrange(1, 3) :]
            case 3:
                del words[at : at + 1]
            case _:
                old = words[at - 1] if at > 1 else word
                words[at : at + 1] = [mutated(old, [word], chance)[:300]]
    return b"\0".join(words).replace(b"\n", b" ") + b"\n" + given


def _command(data: bytes) -> str:
    """The law of the command line: an exit code of 0, 1, 2, and no hostile character on either stream."""
    line, _, given = data.partition(b"\n")
    words = [word.decode("utf-8", "surrogateescape") for word in line.split(b"\0")]
    if not _is_harmless(words):
        return "not run"
    path = place() / "office" / "f"
    path.write_bytes(given)
    words = ["f" if word == "FILE" else word for word in words]
    try:
        code, out, err = called(words, given)
    finally:
        swept(place() / "office")
    if code not in (0, 1, 2):
        raise Broken(f"exit code {code}")
    if "内部错误" in err:
        raise Broken(err)
    clean(err)
    # what csv and draft hold may be any text of the file itself, as the readers' own law says
    clean(out)
    return f"{words[0]} {code} {outcome(err.partition(chr(10))[0])}"


def _is_harmless(words: Sequence[str]) -> bool:
    """Whether a command line reads only, ends by itself, and stays in the folder."""
    if words[0] not in COMMANDS:
        return False
    if words[0] == "incident" and (
        len(words) < 2
        or words[1]
        not in {"import", "verify", "status", "list", "log", "overdue", "export"}
    ):
        return False
    harmful = (
        "--watch",
        "--confirm",
        "--new",
        "--fix",
        "--into",
        "-o",
        "--output",
        "--save-facts",
        "--note",
        "--open",
        "--templates",
        "--ledger",
    )
    for word in words[1:]:
        if word.startswith(harmful) or word.startswith(("/", "~")) or ".." in word:
            return False
        if re.match("-[a-zA-Z]*o", word) or "=/" in word or "postgres" in word:
            return False
    return True


TARGETS = (Target("command", line_seeds, _command, _worded, 0.3),)
