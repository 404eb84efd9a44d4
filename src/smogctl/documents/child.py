"""A user's template in a process of its own: a job comes in as JSON, what was made goes out so."""

import base64
import json
from pathlib import Path
from typing import Any

from smogctl.system.processes import limit_this_child
from smogctl.system.streams import read_input, write_output
from smogctl.values.findings import Refusal

MOST_GIVEN = 256 << 20
"""Bytes of a job."""


def main() -> None:
    """Do one job: the answer is what was made, or `refused` with the reason."""
    given = read_input(MOST_GIVEN) or b"{}"
    job = json.loads(given)
    limit_this_child()
    work = _text
    for key, other in (("word", _word), ("uses", _uses), ("check", _check)):
        if key in job:
            work = other
    try:
        answer = work(job)
    except Refusal as refusal:
        answer = {"refused": str(refusal)}
    write_output(json.dumps(answer).encode())


def _text(job: dict[str, Any]) -> dict[str, Any]:
    from smogctl.documents.rendering import render_here

    folders = list(map(Path, job["folders"]))
    return render_here(folders, job["name"], job["data"])._asdict()


def _word(job: dict[str, Any]) -> dict[str, Any]:
    from smogctl.documents.writers.docx import fill

    document = fill(Path(job["word"]), job["data"])
    return {"word": base64.b64encode(document).decode()}


def _uses(job: dict[str, Any]) -> dict[str, Any]:
    from smogctl.documents.rendering import Folders
    from smogctl.documents.usage import facts_used_here

    *users, ours = map(Path, job["folders"])
    return {"facts": sorted(facts_used_here(Folders(tuple(users), ours), job["uses"]))}


def _check(job: dict[str, Any]) -> dict[str, Any]:
    from smogctl.documents.checking import check_here

    return {"troubles": check_here(Path(job["check"]), job["data"])}


if __name__ == "__main__":
    main()
