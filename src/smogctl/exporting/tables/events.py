"""All that was recorded in the ledger, corrected or not."""

from collections.abc import Iterator

from smogctl.exporting.columns import INCIDENT, OF_INCIDENT
from smogctl.exporting.subjects import Episode
from smogctl.exporting.table import Column, Row, Table

TABLE = Table(
    86,
    "incident",
    "台账里的一条登记，只增不改",
    (
        Column("origin", "哪一份台账先写的"),
        Column("seq", "在那份台账里的序号，自 1 起", "integer"),
        INCIDENT,
        Column("turn", "在事件里的次序", "integer"),
        Column("kind", "种类：opened、issued、receipt、report 等"),
        Column("observed", "何时发生（北京时间，ISO 文字）"),
        Column("recorded", "何时登记"),
        Column("recorded_by", "谁登记的"),
        Column("drill", "是否演练", "boolean"),
        Column("key", "是关于什么的；同一个键是同一件事"),
        Column("data", "内容，JSON 文字"),
        Column("corrected_by", "更正它的那条的指纹；空为没有更正", nullable=True),
        Column("flag", "不能成立、没有算数的原因；空为算数", nullable=True),
        Column("prev", "同一份台账前一条的指纹；空为第一条", nullable=True),
        Column("hash", "这一条的指纹"),
    ),
    key=("origin", "seq"),
    references=(OF_INCIDENT,),
)


def rows(episode: Episode) -> Iterator[Row]:
    """In the order in which they count."""
    state = episode.state
    flags = {flag.event.hash: flag.why for flag in state.flags}
    corrections = {wrong: event.hash for wrong, event in state.corrected.items()}
    for event in state.events:
        yield (
            event.origin,
            event.seq,
            state.id,
            event.turn,
            event.kind,
            event.observed,
            event.recorded,
            event.by,
            bool(event.drill),
            event.key,
            event.data,
            corrections.get(event.hash),
            flags.get(event.hash),
            event.prev or None,
            event.hash,
        )
