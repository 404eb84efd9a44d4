"""Clauses that order nothing of their own: what is left to do, the daily work of an office."""

from smogctl.text.patterns import later

_OTHER = "(?:其他|其它|临时性?|交办)"
_REMAINDER = (
    "(?:交办|交付|安排|部署|下达|布置|委托)的?(?:其他|其它|有关|相关|各项|临时性?)?.{0,4}?(?:工作|事项|事宜|任务|事务)"
    f"|(?:完成|做好|负责|承担|办理|处理|承办)[^，。；等]{{0,12}}?{_OTHER}(?:有关|相关|的)?(?:工作|事项|事宜|任务|事务)$"
    "|按照?(?:各自)?职责(?:做好|完成|承担)?(?:有关|相关)工作$|交办事项|日常事务|其他日常"
)
_DAILY = "(?:承担|负责|处理|办理)[^，。；]{0,24}?日常(?:工作|事务|管理)?(?:的?(?:组织|协调))?$"
_SUPERIOR = "^(?:贯彻)?落实上级(?:的?(?:决策|工作))?部署$|^履行本(?:部门|单位)职责$"
_STANDING = later(f"{_REMAINDER}|{_DAILY}|{_SUPERIOR}")
_HEAD = later(
    "(?:及时|认真|按时|全面)?(?:完成|承担|办理|做好|负责|落实|执行|处理|承办|履行|贯彻|按照?(?:各自)?职责|其他|其它)"
)
_ROUTINE = later("(?:日常|平时|平常|常态)")
_DUTY = later("值守|值班")
"""Watch is duty of its own, whoever arranges it."""


def is_routine(label: str) -> bool:
    """Whether a label sets apart what is owed all year (日常职责, 平时任务)."""
    return _ROUTINE.match(label.strip()) is not None


_COMPOSED = later(
    "(?:[^，。；：]{0,16}(?:办公室|办事机构))?设在[^，。；]{2,30}(?:，[^；。]{0,40}?(?:任|担任|兼任|兼)[^；。]{0,16})?"
    "|(?:[^，。；：]{0,12}(?:总指挥|指挥长|组长|主任|副主任|指挥)[、及和]?)+由[^；。]{2,40}?(?:任|担任|兼任|兼)"
    "(?:，(?:[^，。；：]{0,12}(?:总指挥|指挥长|组长|主任|指挥)[、及和]?)+由[^；。]{2,40}?(?:任|担任|兼任|兼))*"
    "|(?:，?[^，。；：]{0,12}(?:局长|主任|同志|领导|区长|县长|市长|书记)(?:兼任|担任|任)[^，。；：]{2,16})+"
)
"""Who a command or an office is made up of, and where it sits: nothing that anybody is to do."""


def is_composition(text: str) -> bool:
    """Whether a clause only says who leads a command or an office, or where it sits."""
    return _COMPOSED.fullmatch(text) is not None


def is_standing(text: str) -> bool:
    """Whether a clause is for all that is left to do (完成交办的其他事项), or for daily work (承担办公室日常工作)."""
    if is_composition(text):
        return True
    if _DUTY.search(text) or not _HEAD.match(text):
        return False
    return _STANDING.search(text) is not None
