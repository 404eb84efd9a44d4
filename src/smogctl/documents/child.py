"""A user's template in a process of its own: a job as JSON on standard input, what was made as JSON on the output."""

import base64
import json
import sys
from pathlib import Path
from typing import Any

from smogctl.findings import Refusal
from smogctl.system import limit_this_process


def main() -> int:
    """Do one job; 0, or 1 with the reason on standard error."""
    job = json.loads(sys.stdin.buffer.read())
    limit_this_process()
    try:
        made = _word(job) if "word" in job else _text(job)
    except Refusal as refusal:
        sys.stderr.buffer.write(str(refusal).encode("utf-8", "backslashreplace"))
        return 1
    sys.stdout.buffer.write(json.dumps(made).encode())
    return 0


def _text(job: dict[str, Any]) -> dict[str, Any]:
    from smogctl.documents.rendering import render_here

    return render_here([Path(one) for one in job["folders"]], job["name"], job["data"])._asdict()


def _word(job: dict[str, Any]) -> dict[str, Any]:
    from smogctl.documents.writers.docx import fill

    return {"word": base64.b64encode(fill(Path(job["word"]), job["data"])).decode()}


if __name__ == "__main__":
    sys.exit(main())
