"""Clocks, years and late entries; drills that are never taken for real; a registry that is edited afterwards."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Run
from ledgers import draft, events_of, opening, put, quick_place, refused, text_of
from smogctl.incident.instants import BEIJING
from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.incident.recording import Recorder, record
from smogctl.incident.verifying import verify


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a ledger is synced with each event."""
    with quick_place(tmp_path) as place:
        yield place


class Office:
    """The command line of an office with one district and one ledger."""

    def __init__(self, run: Any, place: Any) -> None:
        self._run, self.place = run, place
        self.store = SqliteStore(place / "ledger.db")

    def __call__(self, *words: str, code: int | None = 0) -> Any:
        verb, *rest = words
        asks = verb in ("open",)
        more = ["-d", "kunqu"] if asks else []
        ended = self._run(
            "incident", verb, *rest, *more, "--ledger", "ledger.db", cwd=self.place
        )
        assert code is None or ended.code == code, ended.err
        return ended

    def refuses(self, *words: str) -> str:
        before = events_of(self.store) if self.store.path.exists() else None
        ended = self(*words, code=2)
        assert refused(ended)
        if before is not None:
            assert events_of(self.store) == before
        return str(ended.err)

    def json(self, *words: str) -> Any:
        ended = self(*words, "-f", "json", code=None)
        assert ended.code in (0, 1), ended.err
        return json.loads(ended.out)

    @property
    def last(self) -> Any:
        return max(events_of(self.store), key=lambda event: event.seq)


@pytest.fixture
def office(run: Run, folder: Path) -> Office:
    return Office(run, folder.parent)


BEGIN = ["open", "-l", "黄", "--start", "2026-12-01T20:00"]


def test_a_clock_that_ran_backward_is_a_note(office: Office) -> None:
    one = put(office.store, "", opening()).recorded[0].event.hash
    for minute, text in ((60, "先"), (30, "后")):
        put(office.store, one, draft("noted", minute, text=text, at=text_of(minute)))
    ended = office("verify")
    assert "提示" in ended.out
    assert "时钟倒走过" in ended.out
    assert "！" not in ended.out
    assert [fault.grave for fault in verify(office.store).faults] == [False]
    # order never follows the clock
    log = office("log").out
    assert log.index("先") < log.index("后")


def test_the_future_is_refused(office: Office) -> None:
    office(*BEGIN, "--now", "2026-12-01T17:00")
    now = ["--now", "2026-12-01T18:00"]
    for future in (
        "2026-12-01T18:01",
        "2026-12-02T00:00",
        "2026-12-01T24:00",
        "2027-01-01T00:00",
    ):
        assert "还没有到" in office.refuses("note", "x", *now, "--observed", future)
    for fine in ("2026-12-01T18:00", "2026-12-01T17:59"):
        office("note", f"到 {fine}", *now, "--observed", fine)
    # by the machine's clock too
    later = datetime.now(BEIJING) + timedelta(minutes=2)
    assert "还没有到" in office.refuses(
        "note", "x", "--observed", f"{later:%Y-%m-%dT%H:%M}"
    )
    # a bare time of day is the last such one, unless that is long ago: then it is a slip
    office("note", "昨晚", "--now", "2026-12-02T01:00", "--observed", "23:41")
    assert office.last.observed == "2026-12-01T23:41:00+08:00"
    assert "还没有到" in office.refuses("note", "x", *now, "--observed", "23:41")


@pytest.mark.parametrize("year", ["0001", "0206", "1999", "2100", "2206", "9999"])
def test_a_mistyped_year_is_refused(office: Office, year: str) -> None:
    """Of a response that goes on for centuries nobody can list the reports."""
    office(*BEGIN, "--now", "2026-12-01T17:00")
    for now in (f"{year}-12-31T23:00", f"{year}年12月31日23时"):
        for words in (("status",), ("issue",), ("note", "x")):
            told = office.refuses(*words, "--now", now)
            assert "的年份应在 2000 到 2099 之间" in told
    at = ["--now", "2026-12-01T17:10"]
    told = office.refuses("extend", "--until", f"{year}-12-31T23:00", *at)
    assert "年份应在" in told or "已经过了" in told


@pytest.mark.parametrize("year", ["2000", "2099"])
def test_the_first_and_the_last_year_that_is_taken(office: Office, year: str) -> None:
    begin = ["open", "-l", "黄", "--start", f"{year}-12-31T20:00"]
    office(*begin, "--now", f"{year}-12-31T17:00")
    office("status", "--now", f"{year}-12-31T23:59", code=None)


def test_midnight_as_24_is_the_next_day(office: Office) -> None:
    office(*BEGIN, "--now", "2026-12-01T17:00")
    office(
        "note", "半夜", "--now", "2026-12-02T01:00", "--observed", "2026-12-01T24:00"
    )
    assert office.last.observed == "2026-12-02T00:00:00+08:00"
    office("note", "钟点", "--now", "2026-12-02T01:00", "--observed", "24:00")
    assert office.last.observed == "2026-12-02T00:00:00+08:00"
    office("note", "登记", "--now", "2026-12-01T24:00")
    assert office.last.recorded == "2026-12-02T00:00:00+08:00"
    office("lift", "--start", "2026-12-04 24:00", "--now", "2026-12-04T22:00")
    assert office.last.content["start"] == "2026-12-05T00:00:00+08:00"
    assert office.json("status", "-i", "current")["incidents"][0]["ended"] == (
        "2026-12-05T00:00:00+08:00"
    )
    office.refuses("note", "x", "--now", "2026-12-05T24:01")


def test_the_end_of_the_year(office: Office) -> None:
    office(
        "open", "-l", "黄", "--start", "2026-12-31T23:30", "--now", "2026-12-31T23:00"
    )
    office("issue", "--now", "2026-12-31T23:31")
    told = [
        "-u",
        "区教育局",
        "--observed",
        "2026-12-31T23:59",
        "--now",
        "2027-01-01T00:10",
    ]
    office("receipt", *told)
    assert office.last.observed == "2026-12-31T23:59:00+08:00"
    assert office.last.recorded == "2027-01-01T00:10:00+08:00"
    found = office.json("status", "-i", "current", "--now", "2027-01-01T00:10")[
        "incidents"
    ][0]
    assert found["number"] == "2026年第1次"
    school = next(one for one in found["bodies"] if one["body"] == "区教育局")
    assert school["state"] == "received"
    assert school["receipt"]["at"] == "2026-12-31T23:59:00+08:00"
    # a bare time of day, over midnight
    office("note", "零点前", "--observed", "23:58", "--now", "2027-01-01T00:11")
    assert office.last.observed == "2026-12-31T23:58:00+08:00"


def test_the_number_is_of_the_year_in_which_it_starts(office: Office) -> None:
    office(
        "open", "-l", "黄", "--start", "2027-01-01T00:00", "--now", "2026-12-31T22:00"
    )
    told = office.json("list", "--now", "2026-12-31T22:00")["incidents"][0]
    assert told["number"] == "2027年第1次"
    assert office.json("list", "--year", "2026")["incidents"] == []
    office("lift", "--start", "2027-01-01T06:00", "--now", "2027-01-01T05:00")
    office("close", "--now", "2027-01-01T07:00")
    office(
        "open", "-l", "黄", "--start", "2026-12-31T23:00", "--now", "2027-01-01T08:00"
    )
    assert office.last.content["episode"] == 1
    numbers = [one["number"] for one in office.json("list")["incidents"]]
    assert sorted(numbers) == ["2026年第1次", "2027年第1次"]


@pytest.mark.parametrize(
    ("minutes", "late"), [(0, False), (30, False), (31, True), (600, True)]
)
def test_a_late_entry_is_marked(office: Office, minutes: int, late: bool) -> None:
    office(*BEGIN, "--now", "2026-12-01T08:00")
    now = datetime(2026, 12, 1, 8) + timedelta(minutes=minutes)
    told = ["--observed", "2026-12-01T08:00", "--now", f"{now:%Y-%m-%dT%H:%M}"]
    assert ("补录" in office("note", "领导到场", *told).out) == late
    assert ("补录" in office("log").out) == late


def test_the_clock_that_was_given_is_written_down(office: Office) -> None:
    now = datetime.now(BEIJING)
    office("open", "-l", "黄", "--start", f"{now:%Y-%m-%dT%H:%M}")
    assert "clock" not in office.last.content
    recorded = datetime.fromisoformat(office.last.recorded)
    assert timedelta(0) <= datetime.now(BEIJING) - recorded < timedelta(minutes=1)
    assert office.last.recorded.endswith("+08:00")
    assert "给定" not in office("log").out
    office("note", "x", "--now", f"{now:%Y-%m-%dT%H:%M}")
    assert office.last.content["clock"] == "given"
    assert "给定" in office("log").out
    # and says nothing of the content: the same by the other clock is the same
    store = office.store
    at = datetime(2026, 12, 1, 9)
    told = draft("noted", 0, text="同一句", at=text_of(0))
    one = office.last.incident
    for given, fresh in ((True, True), (False, False)):
        made = record(store, Recorder("x", at, given), one, lambda _, __: [told])
        assert made.recorded[0].fresh == fresh


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Shanghai"])
def test_the_machines_zone_changes_nothing(
    office: Office, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        now = datetime.now(BEIJING)
        office("open", "-l", "黄", "--start", f"{now:%Y-%m-%dT%H:%M}")
        recorded = datetime.fromisoformat(office.last.recorded)
        assert abs(datetime.now(BEIJING) - recorded) < timedelta(minutes=1)
        assert office.last.recorded.endswith("+08:00")
        office("note", "x", "--now", "2026-12-01T23:41")
        assert office.last.recorded == "2026-12-01T23:41:00+08:00"
    finally:
        monkeypatch.undo()
        time.tzset()


# drills


def test_drills_are_never_in_a_real_count(office: Office) -> None:
    now = ["--now", "2026-12-01T17:00"]
    office(
        "open",
        "-l",
        "黄",
        "--start",
        "2026-12-01T20:00",
        "--drill",
        "--title",
        "冬练",
        *now,
    )
    office(
        "open",
        "-l",
        "红",
        "--start",
        "2026-12-01T21:00",
        "--drill",
        "--title",
        "夜练",
        *now,
    )
    assert "没有未关闭的实际事件" in office.refuses("status")
    office("open", "-l", "橙", "--start", "2026-12-01T20:00", *now)
    events = events_of(office.store)
    assert [(event.drill, event.content["episode"]) for event in events] == [
        (1, 1),
        (1, 2),
        (0, 1),
    ]

    assert [one["drill"] for one in office.json("list", "--real")["incidents"]] == [
        False
    ]
    assert [one["drill"] for one in office.json("list", "--drill")["incidents"]] == [
        True,
        True,
    ]
    numbers = {one["number"] for one in office.json("list")["incidents"]}
    assert numbers == {"2026年第1次", "2026年演练第1次", "2026年演练第2次"}
    status = office("status", *now).out
    assert "橙" in status
    assert "演练" not in status
    assert "演练" in office("status", "-i", "冬练", *now).out.split("\n")[0]
    assert "演练有 2 次" in office.refuses("status", "--drill")

    # what is written without --drill goes to the real one, however many drills are open
    office("note", "真的", "--now", "2026-12-01T17:05")
    assert office.last.drill == 0
    office("note", "假的", "-i", "冬练", "--now", "2026-12-01T17:05")
    assert office.last.drill == 1
    for event in events_of(office.store):
        assert event.drill == (event.incident != events[2].incident)


def test_serials_of_drills_are_counted_apart(office: Office) -> None:
    serials: list[tuple[int, int]] = []
    for drill in (["--drill"], [], ["--drill"], []):
        if len(serials) < 2:
            told = [
                "open",
                "-l",
                "黄",
                "--start",
                "2026-12-01T20:00",
                "--now",
                "2026-12-01T17:00",
            ]
            office(*told, *drill)
            office("issue", "--now", "2026-12-01T17:01", *drill)
        matter = ["--matter", f"第{len(serials)}件", "--now", "2026-12-01T18:00"]
        office("supervise", "-u", "区教育局", *matter, *drill)
        serials.append((office.last.drill, office.last.content["serial"]))
    assert serials == [(1, 1), (0, 1), (1, 2), (0, 2)]
    assert (
        office.json("status", "--now", "2026-12-01T18:01")["incidents"][0]["drill"]
        is False
    )
    # circulars are another series
    office(
        "circulate", "-u", "区教育局", "--matter", "通报", "--now", "2026-12-01T18:00"
    )
    assert office.last.content["serial"] == 1


def test_an_event_of_a_drill_does_not_pass_for_real(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "ledger.db")
    one = put(store, "", opening(), drill=1).recorded[0].event
    assert one.drill == 1
    # whoever says otherwise later is not heard: the incident is what its opening was
    later = put(store, one.hash, draft("noted", 1, text="x", at=text_of(1)), drill=0)
    assert later.recorded[0].event.drill == 1
    assert later.state.drill


# the registry after the issue


def test_an_edited_registry_changes_nothing_of_what_was_issued(office: Office) -> None:
    office(*BEGIN, "--now", "2026-12-01T17:00")
    office("issue", "--now", "2026-12-01T17:05")
    office("receipt", "-u", "区教育局", "--now", "2026-12-01T17:10")
    words = ["--now", "2026-12-01T18:30"]

    def told() -> list[Any]:
        shown = [
            office("status", *words, "-f", form, code=1).out
            for form in ("text", "json", "table")
        ]
        return [*shown, office("overdue", *words, code=None).out, office("log").out]

    before = told()
    path = office.place / "registries" / "kunqu.yaml"
    text = path.read_text(encoding="utf-8")
    assert "区教育局" in text
    path.write_text(
        text.replace("区教育局", "区教体局").replace("区财政局", "区财金局"),
        encoding="utf-8",
    )
    assert told() == before
    # who was told keeps the name by which it was told
    office("receipt", "-u", "区财政局", "--now", "2026-12-01T18:00")
    assert office.last.content["body"]["body"] == "区财政局"
    assert (
        "已于" in office("receipt", "-u", "区教育局", "--now", "2026-12-01T18:00").out
    )

    # nor does a registry that cannot be read, or is gone
    path.write_text("format: nonsense\n", encoding="utf-8")
    after = office.json("status", *words)
    assert len(after["incidents"][0]["bodies"]) == len(
        json.loads(before[1])["incidents"][0]["bodies"]
    )
    path.unlink()
    again = office.json("status", *words)
    assert again == after
    states = {one["body"]: one["state"] for one in again["incidents"][0]["bodies"]}
    assert states["区教育局"] == "received"
    assert states["区财政局"] == "received"
    assert states["区住建局"] == "overdue"
    office("receipt", "-u", "区住建局", "--now", "2026-12-01T18:31")
