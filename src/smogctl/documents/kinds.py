"""The kinds of document."""

from collections.abc import Sequence

from smogctl.documents.facts import OPTION, WORDS

NOTICES = {
    "consult": "会商意见",
    "approval": "审批表",
    "start": "启动通知",
    "upgrade": "升级通知",
    "downgrade": "降级通知",
    "suspend": "暂停通知",
    "resume": "恢复通知",
    "extend": "延长通知",
    "lift": "解除通知",
    "relay": "转发通知",
    "public": "公告",
    "daily": "日报",
    "summary": "总结评估报告",
    "receipt": "签收表",
    "supervision": "督查表",
}
"""The kinds of `notice`."""


def missing_said(names: Sequence[str]) -> list[str]:
    """A warning for each fact that was left blank."""
    said = []
    for name in (one.lower() for one in names):
        option = OPTION.get(name, f"--{name}")
        said.append(f"没有{WORDS.get(name, name)}，文中留空：请用 {option} 给出，或在纸上填写。")
    return said
