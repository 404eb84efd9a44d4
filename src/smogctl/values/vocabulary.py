"""The field's words: English ids as in code and JSON, Chinese as people read them (docs/design.md,
Words).
"""

from typing import Literal

from smogctl.values.findings import Severity

Colour = Literal["blue", "yellow", "orange", "red"]
Role = Literal["lead", "joint", "support", "guide"]
Phase = Literal["prepare", "monitor", "warn", "respond", "review", "standing"]
Relation = Literal["convenes", "shares", "supports", "guides", "under", "reports_to"]
Kind = Literal["command", "office", "department", "territory", "park", "enterprise"]
Basis = Literal["stated", "inferred"]
Standing = Literal["superior", "unlisted", "collective"]
"""What an outside body is to the plan."""
TaskBasis = Literal["stated", "decided", "inferred", "unstated"]
"""On what a task rests at a level, from the firmest to the weakest."""
Ground = Literal["clause", "chapter", "upper", "catalogue", "command"]
"""Which text, or whose decision, put a measure into its state."""
State = Literal["due", "standby", "held", "paused", "ended"]
Part = Literal["do", "hold", "held", "routine"]
Change = Literal[
    "added",
    "widened",
    "narrowed",
    "kept",
    "ended",
    "reverts",
    "continues",
    "paused",
    "resumed",
]
After = Literal["ends", "continues"]
"""What a lift does to what an episode started."""
Event = Literal["lift", "suspend", "resume"]
Act = Literal["start", "hold"]
"""What the command decides of a task."""
During = Literal["episode"]
Need = Literal["core", "usual", "rare"]
Force = Literal["G", "A", "M", "S"]

COLOURS: dict[Colour, str] = {
    "blue": "蓝色",
    "yellow": "黄色",
    "orange": "橙色",
    "red": "红色",
}
"""Warning levels, ascending. Blue exists in schemes before 2018 only."""

RANK: dict[Colour, int] = {colour: rank for rank, colour in enumerate(COLOURS)}

ROLES: dict[Role, str] = {
    "lead": "牵头",
    "joint": "共同",
    "support": "配合",
    "guide": "指导",
}

PHASES: dict[Phase, str] = {
    "prepare": "准备",
    "monitor": "监测",
    "warn": "预警",
    "respond": "响应",
    "review": "评估",
    "standing": "常态",
}

ACTIVE_PHASES: frozenset[Phase] = frozenset({"monitor", "warn", "respond"})
"""With one of these a clause can become a task."""

RELATIONS: dict[Relation, str] = {
    "convenes": "会同",
    "shares": "共同",
    "supports": "配合",
    "guides": "指导",
    "under": "牵头方",
    "reports_to": "报告",
}

KINDS: dict[Kind, str] = {
    "command": "指挥部",
    "office": "办公室",
    "department": "部门",
    "territory": "镇街",
    "park": "园区",
    "enterprise": "企业",
}

STANDINGS: dict[Standing, str] = {
    "superior": "上级",
    "unlisted": "没有列为成员（缺口）",
    "collective": "泛指，不是缺口",
}
NEEDS: dict[Need, str] = {"core": "核心", "usual": "常见", "rare": "少见"}
STATES: dict[State, str] = {
    "due": "应执行",
    "standby": "待定",
    "held": "暂不执行",
    "paused": "暂停",
    "ended": "已止",
}
PARTS: dict[Part, str] = {
    "do": "执行",
    "hold": "待定",
    "held": "指挥部决定暂不执行",
    "routine": "日常",
}
CHANGES: dict[Change, str] = {
    "added": "新增",
    "widened": "扩大",
    "narrowed": "收窄",
    "kept": "不变",
    "ended": "结束",
    "reverts": "恢复日常",
    "continues": "照常",
    "paused": "暂停",
    "resumed": "恢复执行",
}
BASES: dict[TaskBasis, str] = {
    "stated": "原文",
    "decided": "指挥部决定",
    "inferred": "推定",
    "unstated": "未定级",
}
GROUNDS: dict[Ground, str] = {
    "clause": "条文",
    "chapter": "响应措施",
    "upper": "上级预案",
    "catalogue": "目录",
    "command": "指挥部",
}
AFTERS: dict[After, str] = {"ends": "结束", "continues": "恢复日常"}
ACTS: dict[Act, str] = {"start": "执行", "hold": "暂不执行"}

GROUPS = {
    "public": "公众防护",
    "voluntary": "倡议性减排",
    "industry": "工业源",
    "mobile": "移动源",
    "dust": "扬尘源",
    "area": "面源",
    "support": "保障与支撑",
}
"""The groups of measures: what stands before the point of an id."""

SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "警告", "note": "提示"}
"""Gravest first."""
