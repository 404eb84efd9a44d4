"""The unit's own act in a clause, as its words show it: support, share, guide, else lead.

Rule T306 and the importer read it alike.
"""

import re

from smogctl.text.patterns import later, words_of
from smogctl.values.vocabulary import Role

_SUPPORTS = later(
    "(?:按照?(?:各自)?职责(?:分工)?[，、]?)?(?:负责|积极|主动|全力|做好)?(?:配合|协助|协同配合|参与(?=[^，；。]*$))"
)
_SUPPORTS_WHOLE = later(
    r"(?:予以|给予)(?:配合|支持|协助)|做好[^，。；]{0,16}?(?:配合|协助)工作$"
    r"|提供[^，。；]{0,16}?支持(?:保障)?$"
)
_OF_ITS_OWN = "资金|财力|经费|资源"
"""Who gives money supports nobody: that is the measure."""
_SHARES = later(
    "(?:负责)?[与同][^，；。]{2,20}?(?:共同|联合)|(?:负责)?共同(?!体)|联合(?!印发|制定|下发|国|执法队|惩戒|会商)"
    "|(?:按照?|依据)?(?:各自)?职责分工|分别负责|各自负责"
)
_GUIDES = later(
    "(?:负责|积极)?(?:监督指导|指导、?督促|督促、?指导|统筹、?协调|协调、?督促|指导|督导|督促)"
)
_ADVISES = later(
    "(?:指导|督导|督促|监督)[^，；。]{0,8}?"
    "(?:企业|学校|幼儿园|工地|施工单位|医疗机构|农户|场所|商户|居民)"
)
_SECOND_ACT = later("，(?!做到|确保|防止|避免|杜绝)|[；。]")
"""What follows 做到 or 确保 is how well the act is to be done, and no second one."""
_BASIS = later(
    "(?:[^，。；：]{2,16}[：:])?(?:(?:依照|按照|依据|根据|遵照)[^，。；]{1,40}，)?"
)
"""When and by what a clause's act is done, in front of it: Ⅱ级响应：依照第十四条，指导…."""
_UNDER = later(
    "由[^，。；]{2,30}牵头(?:负责)?，(?P<helps>[^。；]{2,80}?)(?:等(?:部门|单位))?(?:予以)?"
    "(?:配合|协助|参与|参加)"
)
"""由甲局牵头，乙局、丙局配合，…: who helps."""
_LED_BY = later(
    "由[^，。；]{2,30}牵头(?:负责)?，(?=(?:负责|积极|主动)?(?:配合|协助|参与))"
)
"""由甲局牵头，配合做好…: the unit helps."""
_NOT_WHOLE = later(f"{_SECOND_ACT.pattern}|{_OF_ITS_OWN}")
"""With it the words inside a clause do not make all of it support."""
_BORNE_OUT: dict[Role, re.Pattern[str]] = {
    "lead": later(""),
    "support": later("配合|协助|参与|支持|协同"),
    "joint": later("共同|联合|协同|会同|职责分工|分别|各自"),
    "guide": later("指导|督导|督促|监督"),
}


def support_head(text: str) -> str:
    """The words that make all of a clause support; empty where there are none.

    They stand at its head (负责配合), or are its only act (做好……配合工作).
    """
    led = _LED_BY.match(text)
    begin = led.end() if led else _basis_end(text)
    head = _SUPPORTS.match(text, begin) or _SUPPORTS.match(text)
    if head is None and not _NOT_WHOLE.search(text):
        head = _SUPPORTS_WHOLE.search(text)
    return words_of(head)


def helpers_of(text: str) -> str:
    """Those who help one that leads (由甲局牵头，乙局、丙局配合), as a list; else empty."""
    return words_of(_UNDER.search(text), "helps")


def begins_with_shares(text: str) -> bool:
    """Whether a clause begins with words of a shared act: 与……共同, 联合……, 按职责分工."""
    return _SHARES.match(text) is not None


def sole_guide_end(text: str) -> int:
    """Where the word ends by which a clause of one act guides (指导, 督导); 0 for any other clause.

    With a second act behind a comma the strongest act counts.
    """
    head = _GUIDES.match(text, _basis_end(text))
    if head is None:
        return 0
    end = head.end()
    return 0 if _SECOND_ACT.search(text, end) else end


def _basis_end(text: str) -> int:
    """Where the act of a clause begins, behind what it is based on."""
    basis = _BASIS.match(text)
    assert basis  # of no length where there is none
    return basis.end()


def advises_no_government(text: str) -> bool:
    """Whether what a clause directs is an enterprise, a school or a site.

    That is leading, not guiding.
    """
    return _ADVISES.search(text) is not None


def bears_out(role: Role, text: str) -> bool:
    """Whether some word of a clause bears out a role; leading needs none."""
    return _BORNE_OUT[role].search(text) is not None
