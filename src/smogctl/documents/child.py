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
    job = json.loads(read_input(MOST_GIVEN) or b"{}")
    limit_this_child()
    try:
        answer = _word(job) if "word" in job else _text(job)
    except Refusal as refusal:
        answer = {"refused": str(refusal)}
    write_output(json.dumps(answer).encode())


def _text(job: dict[str, Any]) -> dict[str, Any]:
    from smogctl.documents.rendering import render_here

    return render_here(
        list(map(Path, job["folders"])), job["name"], job["data"]
    )._asdict()


def _word(job: dict[str, Any]) -> dict[str, Any]:
    from smogctl.documents.writers.docx import fill

    return {"word": base64.b64encode(fill(Path(job["word"]), job["data"])).decode()}


if __name__ == "__main__":
    main()
