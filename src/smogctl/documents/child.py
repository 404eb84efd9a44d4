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
    if "word" in job:
        work = _word
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


if __name__ == "__main__":
    main()
