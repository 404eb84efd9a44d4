"""What the command decides of tasks that wait for it, or are not to be done tonight."""

from collections.abc import Iterator, Sequence

from smogctl.plan.catalogue import Measures
from smogctl.plan.registry import Duty, Registry, Unit
from smogctl.questions.tasks import Decided, Item
from smogctl.values.vocabulary import Act, State

_TURNS: dict[Act, tuple[State, State]] = {
    "start": ("standby", "due"),
    "hold": ("due", "held"),
}
"""Which state an act turns into which."""

_IN_VAIN: dict[Act, str] = {"start": "没有待定的可执行", "hold": "没有应执行的可停"}


class DecisionError(Exception):
    """A decision that matches nothing, or two that contradict; its text says so in Chinese."""


class Decisions:
    """The decisions of one night: of a duty, of a unit's share of a measure, of a measure.

    The narrowest counts.
    """

    def __init__(
        self, registry: Registry, measures: Measures, decided: Sequence[Decided]
    ) -> None:
        """Raises DecisionError for a decision that matches nothing, or two that contradict."""
        self._duties: dict[str, Act] = {}
        self._shares: dict[str, Act] = {}
        self._measures: dict[str, Act] = {}
        self._effective: set[str] = set()
        self._against_the_text: dict[str, None] = {}
        self._decided = decided
        duties: set[str] = set()
        shares: set[str] = set()
        owned: set[str] = set()
        for unit, duty in registry.duties():
            duties.add(duty.id)
            for measure in duty.measures:
                shares.add(f"{unit.id}/{measure}")
                owned.add(measure)
        for entry in decided:
            if entry.id in duties:
                _put(self._duties, entry)
            elif entry.id in shares:
                _put(self._shares, entry)
            elif entry.id in owned:
                _put(self._measures, entry)
            else:
                raise DecisionError(_unknown(entry.id, measures))

    def applied(self, unit: Unit, duty: Duty, item: Item) -> Item:
        """An item as it stands after the narrowest decision about it."""
        measure = item.assignment.measure or ""
        for table, key in (
            (self._duties, duty.id),
            (self._shares, f"{unit.id}/{measure}"),
            (self._measures, measure),
        ):
            if key in table:
                return self._after(unit, duty, item, key, table[key])
        return item

    def _after(self, unit: Unit, duty: Duty, item: Item, key: str, act: Act) -> Item:
        standing = item.standing
        wanted, state = _TURNS[act]
        if standing.state != wanted:
            return item
        self._effective.add(key)
        if standing.basis == "stated" and act == "hold":
            self._against_the_text[f"{unit.name} {duty.id}"] = None
        # what the command starts, it starts for the episode
        changed = standing._replace(
            state=state, basis="decided", ground="command", episode=True
        )
        return item._replace(standing=changed)

    def notices(self) -> Iterator[str]:
        """What is to be said of the decisions once all are applied.

        Of those that changed nothing, and of those that hold what the plan's own text orders.
        """
        for entry in dict.fromkeys(self._decided):
            if entry.id not in self._effective:
                yield f"决定 {entry.id} 没有改变什么：{_IN_VAIN[entry.act]}。"
        if self._against_the_text:
            held = "；".join(self._against_the_text)
            yield f"决定暂不执行的有预案原文写明此级要做的：{held}。"


def _put(table: dict[str, Act], entry: Decided) -> None:
    if table.setdefault(entry.id, entry.act) != entry.act:
        raise DecisionError(f"对 {entry.id} 的决定自相矛盾：既要执行又暂不执行。")


def _unknown(name: str, measures: Measures) -> str:
    if name in measures:
        return f"决定 {name}：没有单位承担这项措施。"
    return f"决定 {name}：没有这样的职责、措施或 单位/措施。"
