"""The field's words: English ids as in code and JSON, Chinese as people read them (DESIGN section 2)."""

COLOURS = {"blue": "蓝色", "yellow": "黄色", "orange": "橙色", "red": "红色"}
"""Warning levels, ascending. Blue exists in schemes before 2018 only."""

RANK = {colour: rank for rank, colour in enumerate(COLOURS)}

ROLES = {"lead": "牵头", "joint": "共同", "support": "配合", "guide": "指导"}

PHASES = {
    "prepare": "准备",
    "monitor": "监测",
    "warn": "预警",
    "respond": "响应",
    "review": "评估",
    "standing": "常态",
}

ACTIVE_PHASES = frozenset({"monitor", "warn", "respond"})
"""With one of these a clause can become a task."""

RELATIONS = {
    "convenes": "会同",
    "shares": "共同",
    "supports": "配合",
    "guides": "指导",
    "under": "牵头方",
    "reports_to": "报告",
}

KINDS = {
    "command": "指挥部",
    "office": "办公室",
    "department": "部门",
    "territory": "镇街",
    "park": "园区",
    "enterprise": "企业",
}

NEEDS = {"core": "核心", "usual": "常见", "rare": "少见"}
STATES = {"due": "应执行", "standby": "待定", "ended": "已止"}
PARTS = {"do": "执行", "hold": "待定", "routine": "日常"}
CHANGES = {"added": "新增", "widened": "扩大", "narrowed": "收窄", "kept": "不变", "ended": "结束"}
BASES = {"stated": "原文", "inferred": "推定", "unstated": "未定级"}

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
