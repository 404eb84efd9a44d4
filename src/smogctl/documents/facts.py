"""The facts of a document: what each is called, and all of them together."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from smogctl.documents.chain import Previous
from smogctl.documents.kind import Kind
from smogctl.questions.tasks import Decided
from smogctl.schema.desk import DeskFile
from smogctl.values.moment import Moment
from smogctl.values.vocabulary import Colour

if TYPE_CHECKING:
    from smogctl.documents.ledgered import Ledgered

TIMES = {"issued": "发布时间", "start": "启动时间", "until": "结束时间"}

WORDS = {
    "level": "预警级别",
    "origin": "原预警级别",
    "number": "文号",
    **TIMES,
    "authority": "批准机关",
    "signer": "签发人",
    "office": "署名单位",
    "seal": "代章单位",
    "to": "主送",
    "cc": "抄送",
    "contact": "联系人",
    "phone": "联系电话",
    "basis": "依据",
    "forecast": "会商结论",
    "pollutant": "首要污染物",
    "area": "影响范围",
    "reason": "理由",
    "episode": "次数",
    "urgency": "紧急程度",
    "exempt": "豁免",
    "matter": "事项",
}
"""The facts as people call them, by the names of their options."""

LEVELS = ("level", "origin")
"""The facts that are levels: they choose the tasks, and are never blank in a list of them."""

_OPTIONS = {"origin": "--from"}
"""Where an option is not called like its fact."""


def option_of(fact: str) -> str:
    """The option by which a fact is given, as people type it."""
    return _OPTIONS.get(fact, f"--{fact}")


class Facts(NamedTuple):
    """All facts of one document; None or empty: not known."""

    kind: Kind
    level: Colour | None = None
    origin: Colour | None = None
    number: str | None = None
    issued: Moment | None = None
    start: Moment | None = None
    until: Moment | None = None
    open_end: bool = False
    """Whether the end is said to be told later: `--until 另行通知`."""
    authority: str | None = None
    signer: str | None = None
    office: str | None = None
    seal: str | None = None
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    contact: str | None = None
    phone: str | None = None
    basis: tuple[str, ...] = ()
    forecast: str | None = None
    pollutant: str | None = None
    area: str | None = None
    reason: str | None = None
    episode: str | None = None
    """Which of the year's episodes it is."""
    urgency: str | None = None
    exempt: tuple[str, ...] = ()
    """Whom the measures do not bind."""
    matter: str | None = None
    """What is to be approved."""
    drill: bool = False
    previous: Previous | None = None
    chain: tuple[Previous, ...] = ()
    """All notices before it, oldest first; `previous` is the last."""
    sender: str | None = None
    decided: tuple[Decided, ...] = ()
    """What the command has decided of tasks."""
    earlier: tuple[Decided, ...] = ()
    """What it had decided in the notice before."""
    lapsed: tuple[str, ...] = ()
    """What was held before and is held no more, since the level rose."""
    desk: DeskFile | None = None
    """What the office knows besides: its red head, whom to call."""
    ledger: "Ledgered | None" = None
    """What the ledger knows besides, where the paper is of an incident."""
    assumed: frozenset[str] = frozenset()
    """Facts that nobody gave: they are not saved, so that the next paper asks again."""

    @property
    def begun_before(self) -> Moment | None:
        """When the response began, by the first of the notices before that says so."""
        for notice in self.chain:
            if notice.start:
                return notice.start
        return None


def missing_said(names: Iterable[str]) -> tuple[str, ...]:
    """A warning for each fact that was left blank."""
    warnings = []
    for name in map(str.lower, names):
        what = WORDS.get(name, name)
        warnings.append(
            f"没有{what}，文中留空：请用 {option_of(name)} 给出，或在纸上填写。"
        )
    return tuple(warnings)
