"""A user's template run in another process, where seconds, memory and output are limited."""

import json
from typing import Any

from smogctl.system.processes import LimitReached, run_limited
from smogctl.text.plain import clip
from smogctl.values.findings import Refusal


def run_apart(job: dict[str, Any], template: str, most: int) -> dict[str, Any]:
    """What a job of `child` makes, at most `most` bytes; `template` is its name for people.

    Raises Refusal for what the template is refused for, and when it goes beyond a limit.
    """
    try:
        code, out, _ = run_limited(
            "smogctl.documents.child", json.dumps(job).encode(), most
        )
    except LimitReached as limit:
        raise Refusal(
            f"{template} 超过限度（{limit}），已停下。请看有没有过长的循环。"
        ) from None
    if code != 0:
        raise Refusal(f"{template} 用的时间或内存超过限度，已停下。")
    answer: dict[str, Any] = json.loads(out)
    if "refused" in answer:
        raise Refusal(clip(answer["refused"], 400))
    return answer
