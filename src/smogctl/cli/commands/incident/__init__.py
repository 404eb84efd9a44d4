"""The commands `incident …`, one file each: `run`."""

HELP = """台账：登记一次事件从启动到关闭的命令、签收、反馈，随时看谁还没有答复。

只有一次未关闭的实际事件时不必指明；演练用 --drill。登记只增不改，错了用 correct 作废。台账是 registries/ 旁边的 ledger/ledger.db。"""

ORDER = (
    *(
        "open",
        "issue",
        "sent",
        "receipt",
        "report",
        "reject",
        "remind",
        "supervise",
        "circulate",
    ),
    *(
        "decide",
        "exempt",
        "upgrade",
        "downgrade",
        "suspend",
        "resume",
        "extend",
        "lift",
    ),
    *("handover", "note", "attach", "correct", "close"),
    *(
        "status",
        "overdue",
        "log",
        "list",
        "import",
        "export",
        "merge",
        "verify",
        "backup",
    ),
)
"""As the help lists them: in the course of a night."""
