"""A user's templates: read, checked and rendered, or refused."""

import re
from pathlib import Path
from typing import Any, NamedTuple

from fuzzing.calling import place
from fuzzing.seeds import ROOT, files
from fuzzing.target import HOSTILE, Target, clean, outcome
from smogctl.values.findings import Refusal


def _templates() -> list[bytes]:
    small = [
        b"{{ facts.level }}{% for l in lists %}{{ l.unit }}{% else %}-{% endfor %}",
        b"{% set a = facts.title %}{% if a is defined %}{{ a|upper }}{% endif %}",
    ]
    return [
        *small * 4,
        b"{% macro m(a, b=1) %}{{ a }}{% endmacro %}{{ m(1) }}{% include 'start.j2' %}",
        *files("templates/*.j2", most=1500),
    ]


DATA: dict[str, Any] = {
    "facts": {"level": "橙色", "title": "甲"},
    "lists": [{"unit": "区教育局", "tasks": [{"text": "停课"}]}],
}
COSTLY = re.compile(
    rb"range|for|\*|%[^}]|format|center|join|indent|wrap|lipsum|batch|slice|replace|cycler|macro|include|import|extends|\d{4}"
)
"""What may take memory or time without a limit: only the child renders it."""


def _template(data: bytes) -> str:
    """The law of a template: it is read, checked and rendered, or refused."""
    from smogctl.documents.checking import check_here
    from smogctl.documents.rendering import render_here
    from smogctl.documents.usage import facts_used_here

    folder = place()
    path = folder / "f.j2"
    path.write_bytes(data)
    troubles = check_here(path, DATA)
    clean("".join(trouble.message for trouble in troubles))
    facts_used_here(_Folders(folder), path.name)
    if COSTLY.search(data):
        return f"checked {outcome(troubles[0].message) if troubles else ''}"
    try:
        text = render_here([folder], path.name, DATA).text
    except Refusal as refusal:
        return outcome(refusal)
    from smogctl.documents.paper import CLOSE, OPEN

    clean(
        re.sub(f"{OPEN}|{CLOSE}", "", text)
        if not HOSTILE.search(data.decode("utf-8", "replace"))
        else ""
    )
    return "rendered"


class _Folders(NamedTuple):
    """A folder of templates alone."""

    ours: Path

    def find(self, name: str) -> Path | None:
        """A template by its name."""
        path = self.ours / name
        return path if name == "f.j2" else None


def _rendered(data: bytes) -> str:
    """The same in the child that limits it, as a person's template is run."""
    from smogctl.documents.rendering import Folders, render

    path = place() / "f.j2"
    path.write_bytes(data)
    try:
        render(Folders((place(),), ROOT / "templates"), path.name, DATA)
    except Refusal as refusal:
        return outcome(refusal)
    return "rendered"


TARGETS = (
    Target("template", _templates, _template, share=2),
    Target("render", _templates, _rendered, share=0.02),
)
