"""The ledger's edges as values: the last second that still counts, the key that is just short enough, breaks of a response."""

from datetime import datetime
from hashlib import sha256

import pytest

from smogctl.incident.fold import MOST_KEY, base_key, keyed
from smogctl.incident.instants import instant, later, minutes_between, moment_of
from smogctl.incident.state import State


def test_a_key_is_kept_whole_where_it_is_short_and_has_no_mark_of_ours() -> None:
    short = "noted/" + "x" * (MOST_KEY - 6)
    assert MOST_KEY == 160
    assert keyed(short) == short
    for long in (f"{short}x", "noted/a~b"):
        told = sha256(long.encode()).hexdigest()[:32]
        assert keyed(long) == f"noted/#{told}"
    for key, base in {
        "noted/a": "noted/a",
        "noted/a~2": "noted/a",
        "noted/a~2~3": "noted/a~2",
        "noted/a~b": "noted/a~b",
        "noted/a~": "noted/a~",
    }.items():
        assert base_key(key) == base


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-12-01T12:00:00+08:00", datetime(2026, 12, 1, 12)),
        ("2026-12-01T04:00:00+00:00", datetime(2026, 12, 1, 12)),
        ("2026-12-01T23:30:00+09:00", datetime(2026, 12, 1, 22, 30)),
    ],
)
def test_a_moment_is_beijings(text: str, at: datetime) -> None:
    assert moment_of(text) == at
    assert moment_of(text).tzinfo is None
    assert moment_of(instant(at)) == at
    assert minutes_between(text, later(text, 1.5)) == 90


def test_nothing_has_happened_in_a_new_incident() -> None:
    state = State()
    assert (state.id, state.year, state.episode, state.title) == ("", 0, 0, None)
    assert (state.level, state.until, state.ended, state.unissued) == (
        *(None, None, None),
        False,
    )
    assert state.number == "0年第0次"
    assert list(state.living()) == []
