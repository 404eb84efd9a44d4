"""The command `explain`."""

import re
from types import ModuleType
from typing import Annotated, Any, cast

import typer

from smogctl.cli.options import FormatName
from smogctl.lint.rulebook import Rule, all_codes, all_rules
from smogctl.system.shipped import documentation_of
from smogctl.text.plain import clip, listed, near_said
from smogctl.values.answer import Answer
from smogctl.values.findings import Refusal

FORMATS = ("text", "json")

Code = Annotated[
    str | None,
    typer.Argument(
        metavar="[代码]",
        help="规则的代码，如 T305；不给则列出全部。",
        show_default=False,
        autocompletion=all_codes,
    ),
]

_WORDS = {"error": "错误", "warning": "警告", "note": "提示"}
_BLOCKS = {"bad": "错：", "good": "对：", "source": "原文："}


EXAMPLES = (
    ("explain T305", "一条规则查什么、为什么"),
    ("explain", "列出全部规则"),
)


def run(code: Code = None, format_name: FormatName = None) -> Answer:
    """说明一条检查规则：查什么、为什么、错例与对例。"""
    rules = {rule.CODE: rule for rule in all_rules()}
    if code is None:
        chosen = list(rules.values())
        text = "".join(map(_line, chosen))
    else:
        asked = code.strip().upper()
        if asked not in rules:
            known = list(rules)
            near = _near(asked, known)
            raise Refusal(f"没有规则“{clip(code)}”。{near}有：{listed(known, 60)}。")
        chosen = [rules[asked]]
        text = explained(chosen[0])
    if format_name == "json":
        import json

        data: dict[str, Any] = {
            "format": "smogctl.rules/1",
            "rules": list(map(_json, chosen)),
        }
        text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return Answer(text)


def _line(rule: Rule) -> str:
    """A rule in the list of all."""
    title = _lines(rule)[0].partition(" ")[2]
    return f"{rule.CODE}  {_WORDS[rule.SEVERITY]}  {title}\n"


def _near(code: str, known: list[str]) -> str:
    """The rules that were probably meant: of a number alone all that have it."""
    if code.isdecimal():
        same = []
        for rule in known:
            if rule.endswith(code):
                same.append(rule)
        if same:
            return f"是不是 {'、'.join(same)}？"
    return near_said(code, known)


def _lines(rule: Rule) -> list[str]:
    return documentation_of(cast(ModuleType, rule)).strip().split("\n")


def explained(rule: Rule) -> str:
    """A rule's documentation as plain text."""
    head, *rest = _lines(rule)
    body = "\n".join(rest).strip()
    body = re.sub(r"```(bad|good|source)\n(.*?)```", _block, body, flags=re.S)
    return f"{head}（{_WORDS[rule.SEVERITY]}）\n\n{body.strip()}\n"


def _block(hit: re.Match[str]) -> str:
    """An example with its title above it, indented."""
    lines = [f"{_BLOCKS[hit[1]]}\n"]
    for line in hit[2].rstrip("\n").split("\n"):
        lines.append(f"    {line}\n")
    return "".join(lines)


def _json(rule: Rule) -> dict[str, str]:
    head, *rest = _lines(rule)
    return {
        "code": rule.CODE,
        "severity": rule.SEVERITY,
        "title": head.partition(" ")[2],
        "text": "\n".join(rest).strip(),
    }
