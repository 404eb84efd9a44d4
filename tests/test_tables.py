"""`export`: the tables agree with the answers, hold their keys, and answer fifteen questions alike in three engines."""

import csv
import importlib.util
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from types import ModuleType
from typing import Any, Protocol

import pytest
from hypothesis import given, settings

from conftest import HEAD, ROOT, UNIT, Ended, Run, smogctl
from ledgers import SqliteHand, draft, events_of, issue, opening, put, small_night
from smogctl.exporting import media, sql, tables
from smogctl.exporting.cells import held
from smogctl.exporting.medium import Layout
from smogctl.exporting.subjects import Catalogue, District
from smogctl.exporting.table import Named, Row
from smogctl.incident.ledger.sqlite import SqliteStore
from smogctl.plan import catalogue
from smogctl.system.writing import staged_file, staged_folder
from smogctl.values.findings import Refusal
from strategies import files, registry_of

DAY = "2026-12-01"

SHI = """\
format: smogctl/1
district: {id: shi, name: 石山区, within: 石省, adcode: "015020"}
plan: {title: 石山区预案, scheme: national-2024, members: [区教育局, 区民政局]}
levels:
  - {id: yellow, name: 黄色预警, response: Ⅲ级响应}
  - {id: orange, name: 橙色预警, response: Ⅱ级响应}
  - {id: red, name: 红色预警, response: Ⅰ级响应}
outside:
  - {id: cyberspace, name: 网信办, aliases: [网办], standing: unlisted}
responses:
  - {id: r-1, level: orange, text: 停止土石方作业, measures: [{id: dust.sites, parts: [停工]}], units: [housing]}
upper:
  - {measure: dust.roads, starts: red, source: 石省预案}
units:
  - id: education
    name: 区教育局
    kind: department
    row: 1
    duties:
      - {id: education-1, text: "=SUM(A1)组织停课", measures: [public.school-suspension]}
      - {id: education-2, text: 会同网信办引导舆情, convenes: [cyberspace, housing], measures: [support.opinion]}
  - id: housing
    name: 区住建局
    kind: department
    bodies: [区住建局, 质安站]
    aliases: [住建]
    duties:
      - id: housing-1
        text: 督促"工地"停工，红色预警时全停 😀
        measures: [{id: dust.sites, parts: [停工], levels: [red], scope: 拆迁工地}, dust.roads]
      - {id: housing-2, text: 配合公安查处渣土车, role: support, measures: [mobile.spoil-trucks]}
  - {id: station, name: 气象站, kind: department}
  - {id: hall, name: 指挥部办公室, kind: office, acts_as: housing}
waivers:
  - {gap: idle, other: 区民政局, reason: 另有文件, until: 2027-03-31}
  - {gap: uncovered, measure: area.burning, reason: 没有农田, until: 2026-12-31}
"""
"""A district with something of everything that a registry may hold."""


def with_parts(text: str) -> str:
    """The same with a part that the catalogue knows."""
    part = catalogue.measures()["dust.sites"].parts[-1].name
    return text.replace("parts: [停工]", f"parts: [{part}]")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped registries, one of everything, one without a code; and a ledger with two incidents."""
    folder = tmp_path_factory.mktemp("tables")
    shutil.copytree(ROOT / "registries", folder / "registries")
    (folder / "registries" / "shi.yaml").write_text(with_parts(SHI), encoding="utf-8")
    bare = (HEAD + UNIT).replace(
        "id: shi, name: 石山区, short: 石山", "id: bare, name: 无码区"
    )
    (folder / "registries" / "bare.yaml").write_text(bare, encoding="utf-8")
    store = SqliteStore(folder / "night.db")
    small_night(store)
    begun = put(store, "", opening(200, episode=2), now=200).recorded[0].event
    out = put(store, begun.hash, issue(205, begun.hash)).recorded[0].event
    late = {"issue": out.hash, "name": "王五"}
    first, second, _ = out.content["bodies"]
    for minute, body in ((210, first), (300, second)):
        named = {key: body[key] for key in ("unit_id", "unit", "body")}
        put(store, begun.hash, draft("receipt", minute, body=named, **late))
    return folder


def export(
    ask: Run, place: Path, target: str, *arguments: str, ledger: bool = True
) -> Ended:
    named = ("--ledger", "night.db") if ledger else ()
    return ask("export", "-o", target, "--today", DAY, *named, *arguments, cwd=place)


@pytest.fixture(scope="module")
def database(place: Path) -> Iterator[Connection]:
    ended = export(smogctl, place, "tables.db")
    assert ended.code == 0, ended.err
    with closing(sqlite3.connect(place / "tables.db")) as connection:
        yield connection


@pytest.fixture(scope="module")
def csv_folder(place: Path) -> Path:
    ended = export(smogctl, place, "tables", "--to", "csv")
    assert ended.code == 0, ended.err
    return place / "tables"


def library(name: str) -> ModuleType:
    """An extra; skipped where it is missing, in CI a failure."""
    if importlib.util.find_spec(name) is None:
        if os.environ.get("SMOGCTL_CI") == "1":
            pytest.fail(f"{name} is not installed, and CI must have it")
        pytest.skip(f"{name} is not installed")
    return importlib.import_module(name)


@pytest.fixture(scope="module")
def duckdb() -> ModuleType:
    return library("duckdb")


@pytest.fixture(scope="module")
def parquet(place: Path, duckdb: ModuleType) -> Path:
    ended = export(smogctl, place, "lake", "--to", "parquet")
    assert ended.code == 0, ended.err
    return place / "lake"


def of_csv(folder: Path, name: str) -> list[list[str]]:
    return list(
        csv.reader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8")))
    )


def answer(ask: Run, place: Path, *arguments: str, part: str) -> list[dict[str, Any]]:
    ended = ask(*arguments, "--format", "json", cwd=place)
    assert ended.code in (0, 1), ended.err
    found: list[dict[str, Any]] = json.loads(ended.out)[part]
    return found


def count(database: Connection, table: str, where: str = "1 = 1") -> int:
    rows = database.execute(f"SELECT COUNT(*) FROM {table} WHERE {where}")
    number: int = rows.fetchone()[0]
    return number


# the questions of the page


PAGE = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
QUESTIONS: list[tuple[str, str]] = re.findall(
    r"^### (\d+\. [^\n]+)\n\n```sql\n(.*?)```", PAGE, re.M | re.S
)


def asked(number: int) -> str:
    return QUESTIONS[number - 1][1]


def test_there_are_fifteen_questions() -> None:
    assert [int(title.split(".")[0]) for title, _ in QUESTIONS] == list(range(1, 16))


@pytest.fixture(scope="module")
def answers(database: Connection) -> list[list[tuple[int | str | None, ...]]]:
    """What SQLite answers to each."""
    return [database.execute(text).fetchall() for _, text in QUESTIONS]


def test_every_question_has_an_answer(
    answers: list[list[tuple[int | str | None, ...]]],
) -> None:
    """A question that nothing answers would agree with anything."""
    assert [number for number, rows in enumerate(answers, 1) if not rows] == []


def plain(
    rows: list[tuple[int | str | bool | None, ...]],
) -> list[tuple[int | str | None, ...]]:
    """Booleans are 1 and 0 in SQLite; numbers compare by value."""
    return [
        tuple(int(cell) if isinstance(cell, bool) else cell for cell in row)
        for row in rows
    ]


def test_duckdb_answers_the_same_over_parquet(
    duckdb: ModuleType, parquet: Path, answers: list[list[tuple[int | str | None, ...]]]
) -> None:
    with duckdb.connect() as connection:
        for named in tables.every():
            path = parquet / f"{named.name}.parquet"
            connection.execute(
                f"CREATE VIEW {named.name} AS SELECT * FROM read_parquet('{path}')"
            )
        for (title, text), rows in zip(QUESTIONS, answers, strict=True):
            assert plain(connection.execute(text).fetchall()) == rows, title


def test_duckdb_answers_the_same_over_csv(
    duckdb: ModuleType,
    csv_folder: Path,
    answers: list[list[tuple[int | str | None, ...]]],
) -> None:
    with duckdb.connect() as connection:
        connection.execute((csv_folder / "schema.sql").read_text(encoding="utf-8"))
        for named in tables.every():
            path = csv_folder / f"{named.name}.csv"
            connection.execute(
                f"COPY {named.name} FROM '{path}' (HEADER true, ALLOW_QUOTED_NULLS false)"
            )
        for (title, text), rows in zip(QUESTIONS, answers, strict=True):
            assert undone(connection.execute(text).fetchall()) == rows, title


def undone(
    rows: list[tuple[int | str | bool | None, ...]],
) -> list[tuple[int | str | None, ...]]:
    """Without what CSV puts in front of a formula, as the page says."""
    return [
        tuple(
            re.sub("^'(?=\\s*[=+\\-@＝＋－＠])", "", cell)
            if isinstance(cell, str)
            else cell
            for cell in row
        )
        for row in plain(rows)
    ]


class Engine(Protocol):
    """A connection to PostgreSQL, of which only this is asked here."""

    def execute(self, query: str, /) -> Any: ...


@pytest.fixture
def postgres(csv_folder: Path, pg_url: str) -> Iterator[Engine]:
    """PostgreSQL with the tables, filled from CSV."""
    psycopg = library("psycopg")
    with psycopg.connect(pg_url) as connection:
        connection.execute((csv_folder / "schema.sql").read_text(encoding="utf-8"))
        for named in tables.every():
            load = f"COPY {named.name} FROM STDIN WITH (FORMAT csv, HEADER true)"
            with connection.cursor().copy(load) as copy:
                copy.write((csv_folder / f"{named.name}.csv").read_bytes())
        yield connection


def test_postgresql_answers_the_same(
    postgres: Engine, answers: list[list[tuple[int | str | None, ...]]]
) -> None:
    for (title, text), rows in zip(QUESTIONS, answers, strict=True):
        assert undone(postgres.execute(text).fetchall()) == rows, title


def test_no_engine_reserves_a_name_of_a_column(
    database: Connection, duckdb: ModuleType, postgres: Engine, parquet: Path
) -> None:
    with duckdb.connect() as connection:
        for named in tables.every():
            columns = ", ".join(f"x.{name}" for name in named.columns)
            bare = ", ".join(named.columns)
            for names in (columns, bare):
                database.execute(f"SELECT {names} FROM {named.name} x")
                postgres.execute(f"SELECT {names} FROM {named.name} x")
                path = parquet / f"{named.name}.parquet"
                connection.execute(f"SELECT {names} FROM read_parquet('{path}') x")


# the same by the tool's own answers


@pytest.fixture(scope="module")
def duties(place: Path) -> list[dict[str, Any]]:
    return answer(smogctl, place, "duties", part="duties")


@pytest.fixture(scope="module")
def activations(place: Path) -> dict[str, Any]:
    levels = ("yellow", "orange", "red")
    return {
        level: answer(smogctl, place, "activate", "-l", level, part="activations")
        for level in levels
    }


@pytest.fixture(scope="module")
def gaps(place: Path) -> list[dict[str, Any]]:
    return answer(smogctl, place, "gaps", "--show-waived", "--today", DAY, part="gaps")


def due_tasks(activation: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    """(district, unit, duty) of all that is due."""
    return {
        (lists["district"], entry["unit_id"], task["duty"])
        for lists in activation
        for entry in lists["units"]
        for task in entry["tasks"]
        if task["state"] == "due"
    }


def test_core_measures_that_nobody_leads_are_those_of_the_gaps(
    answers: list[list[tuple[int | str | None, ...]]], gaps: list[dict[str, Any]]
) -> None:
    kinds = {"uncovered", "unled", "unordered"}
    lacking = {
        (one["measure"], one["district"]) for one in gaps if one["kind"] in kinds
    }
    counts = Counter(measure for measure, _ in lacking)
    assert {row[0]: row[2] for row in answers[0]} == {
        one.id: counts[one.id]
        for one in catalogue.measures().values()
        if one.need == "core" and not one.each
    }


def test_gaps_by_province_are_those_of_gaps(
    answers: list[list[tuple[int | str | None, ...]]], gaps: list[dict[str, Any]]
) -> None:
    provinces = {"kunqu": "150000", "jiangjin": "500000", "shi": "010000", "bare": None}
    errors = Counter(
        provinces[one["district"]]
        for one in gaps
        if one["severity"] == "error" and not one["waived"]
    )
    assert {row[0]: row[2] for row in answers[2]} == {
        province: errors[province] for province in provinces.values()
    }


def test_the_busiest_units_are_those_of_activate(
    answers: list[list[tuple[int | str | None, ...]]], activations: dict[str, Any]
) -> None:
    counts = Counter(key[:2] for key in due_tasks(activations["orange"]))
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1], *entry[0]))[:20]
    assert [(row[:2], row[3]) for row in answers[3]] == ranked


def test_duties_of_education_are_those_of_duties(
    answers: list[list[tuple[int | str | None, ...]]], duties: list[dict[str, Any]]
) -> None:
    wanted = [one for one in duties if one["unit_id"] == "education"]
    assert sorted((row[2], row[4]) for row in answers[4]) == sorted(
        (one["id"], one["text"]) for one in wanted
    )


def test_what_one_district_has_alone_is_by_duties(
    answers: list[list[tuple[int | str | None, ...]]], duties: list[dict[str, Any]]
) -> None:
    owners: dict[str, set[str]] = {}
    for duty in duties:
        for measure in duty["measures"]:
            owners.setdefault(measure, set()).add(duty["district"])
    alone = sorted((name, *who) for name, who in owners.items() if len(who) == 1)
    assert [(row[0], row[2]) for row in answers[5]] == alone


def test_what_begins_at_red_is_by_three_activations(
    answers: list[list[tuple[int | str | None, ...]]], activations: dict[str, Any]
) -> None:
    below = due_tasks(activations["yellow"]) | due_tasks(activations["orange"])
    assert [row[:3] for row in answers[7]] == sorted(
        due_tasks(activations["red"]) - below
    )


def test_bodies_without_duties_are_by_units(
    run: Run, answers: list[list[tuple[int | str | None, ...]]], place: Path
) -> None:
    units = answer(run, place, "units", part="units")
    idle = [
        (one["district"], one["unit_id"], body)
        for one in units
        if not one["duties"]
        for body in one["bodies"]
    ]
    assert sorted(answers[8]) == sorted(idle)


def test_duties_without_a_level_are_by_duties(
    answers: list[list[tuple[int | str | None, ...]]], duties: list[dict[str, Any]]
) -> None:
    every = Counter(one["district"] for one in duties)
    bare = Counter(
        one["district"]
        for one in duties
        if not any(assignment["levels"] for assignment in one["assignments"])
    )
    assert answers[9] == [(name, every[name], bare[name]) for name in sorted(every)]


def test_what_waits_at_orange_is_by_activate(
    answers: list[list[tuple[int | str | None, ...]]], activations: dict[str, Any]
) -> None:
    waiting = Counter(
        (lists["district"], entry["unit_id"], task["duty"], one["id"], one["ground"])
        for lists in activations["orange"]
        for entry in lists["units"]
        for task in entry["tasks"]
        for one in task["measures"]
        if one["state"] == "standby"
    )
    told = Counter((*row[:3], row[4], row[6]) for row in answers[10] if row[4])
    assert told == waiting


def test_what_grows_with_the_level_is_by_activate(
    answers: list[list[tuple[int | str | None, ...]]], activations: dict[str, Any]
) -> None:
    for district, level, number, _ in answers[12]:
        assert isinstance(level, str)
        due = [key for key in due_tasks(activations[level]) if key[0] == district]
        assert len(due) == number


def test_who_had_not_signed_is_as_the_tests_wrote_it(
    answers: list[list[tuple[int | str | None, ...]]],
) -> None:
    assert [(row[0], row[3], row[4]) for row in answers[13]] == [
        ("2026年第2次", "交管大队", None),
        ("2026年第2次", "区公安局", 95),
    ]


def test_reports_are_as_the_tests_wrote_them(
    answers: list[list[tuple[int | str | None, ...]]],
) -> None:
    assert sorted(row[2:] for row in answers[14]) == [
        (0, None, None, None),
        (1, 30, 3, 2),
    ]


def test_a_later_start_is_by_the_higher_plan(
    answers: list[list[tuple[int | str | None, ...]]],
) -> None:
    assert ("shi", "dust.roads") in {row[:2] for row in answers[1]}


# the tables against the answers


def test_rows_are_as_many_as_the_answers_list(
    run: Run,
    database: Connection,
    place: Path,
    duties: list[dict[str, Any]],
    activations: dict[str, Any],
    gaps: list[dict[str, Any]],
) -> None:
    units = answer(run, place, "units", part="units")
    assert count(database, "units") == len(units)
    assert count(database, "bodies") == sum(len(one["bodies"]) for one in units)
    assert count(database, "aliases", "unit_id IS NOT NULL") == sum(
        len(one["aliases"]) for one in units
    )
    assert count(database, "duties") == len(duties)
    assert count(database, "assignments") == sum(
        len(one["assignments"]) for one in duties
    )
    assert count(database, "partners") == sum(
        len(assignment["partners"])
        for one in duties
        for assignment in one["assignments"]
    )
    assert count(database, "measures") == len(catalogue.measures())
    assert count(database, "gaps") == len(gaps)
    assert count(database, "gaps", "waived") == sum(one["waived"] for one in gaps) > 0
    assert count(database, "gap_others") == sum(len(one["other"]) for one in gaps)
    for level, lists in activations.items():
        tasks = [
            task for one in lists for entry in one["units"] for task in entry["tasks"]
        ]
        where = f"level = '{level}'"
        assert count(database, "tasks", where) == len(tasks)
        assert count(
            database, "task_assignments", f"{where} AND measure IS NOT NULL"
        ) == sum(len(task["measures"]) for task in tasks)


DUTY_CELLS = ("text", "role", "note", "line")
GAP_CELLS = (
    *(
        "district",
        "kind",
        "severity",
        "measure",
        "scope",
        "unit",
        "duty",
        "message",
        "closes",
    ),
    "waived",
)


def test_cells_are_those_of_the_answers(
    run: Run,
    database: Connection,
    duties: list[dict[str, Any]],
    gaps: list[dict[str, Any]],
    activations: dict[str, Any],
    place: Path,
) -> None:
    """Not only as many: the same texts, states and grounds."""
    rows = database.execute(
        "SELECT district, id, unit_id, text, role, note, line FROM duties"
    )
    assert sorted(rows.fetchall(), key=str) == sorted(
        (
            tuple(one[name] for name in ("district", "id", "unit_id", *DUTY_CELLS))
            for one in duties
        ),
        key=str,
    )
    rows = database.execute(f"SELECT {', '.join(GAP_CELLS)} FROM gaps")
    assert sorted(rows.fetchall(), key=str) == sorted(
        (tuple(one[name] for name in GAP_CELLS) for one in plain_gaps(gaps)), key=str
    )
    rows = database.execute(
        "SELECT t.district, t.unit_id, t.duty, t.part, t.state, t.basis, a.measure, a.state,"
        " a.basis, a.ground, a.stage FROM tasks t JOIN task_assignments a USING"
        " (district, level, unit_id, duty) WHERE level = 'orange' AND a.measure IS NOT NULL"
    )
    assert sorted(rows.fetchall(), key=str) == sorted(
        (
            (
                *(lists["district"], entry["unit_id"]),
                *(task[name] for name in ("duty", "part", "state", "basis")),
                *(one[name] for name in ("id", "state", "basis", "ground", "stage")),
            )
            for lists in activations["orange"]
            for entry in lists["units"]
            for task in entry["tasks"]
            for one in task["measures"]
        ),
        key=str,
    )
    coverage = answer(run, place, "gaps", part="coverage")
    rows = database.execute("SELECT district, id, core_led, core_total FROM levels")
    assert set(rows.fetchall()) == {tuple(one.values()) for one in coverage}


def plain_gaps(gaps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**one, "waived": int(one["waived"])} for one in gaps]


def test_events_are_those_of_the_ledger(
    run: Run, database: Connection, place: Path
) -> None:
    ended = run("incident", "export", "--ledger", "night.db", cwd=place)
    lines = [json.loads(line) for line in ended.out.splitlines()]
    told = [one for one in lines if "kind" in one and "seq" in one]
    rows = database.execute(
        "SELECT origin, seq, kind, hash FROM events ORDER BY origin, seq"
    )
    assert rows.fetchall() == [
        (one["origin"], one["seq"], one["kind"], one["hash"]) for one in told
    ]
    corrected = database.execute(
        "SELECT kind FROM events WHERE corrected_by IS NOT NULL"
    )
    assert corrected.fetchall() == [("exempted",)]
    assert count(database, "incidents") == 2
    assert count(database, "issued_tasks") == 6
    status = answer(
        run, place, "incident", "list", "--ledger", "night.db", part="incidents"
    )
    rows = database.execute("SELECT id, number, district, phase, level FROM incidents")
    assert sorted(rows.fetchall()) == sorted(
        (one["id"], one["number"], one["district"], one["phase"], one["level"])
        for one in status
    )


# keys, types, determinism


def test_every_key_and_reference_holds(database: Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    for named in tables.every():
        info = database.execute(f"PRAGMA table_info({named.name})").fetchall()
        assert [row[1] for row in info] == list(named.columns)
        keys = sorted((row[5], row[1]) for row in info if row[5])
        assert [name for _, name in keys] == list(named.table.key)
        listed = database.execute(f"PRAGMA foreign_key_list({named.name})").fetchall()
        assert len({row[0] for row in listed}) == len(named.table.references)


def test_every_reference_has_an_index(database: Connection) -> None:
    for named in tables.every():
        indexed = set()
        for index in database.execute(f"PRAGMA index_list({named.name})").fetchall():
            info = database.execute(f"PRAGMA index_info({index[1]})").fetchall()
            columns = tuple(row[2] for row in info)
            indexed |= {columns[:length] for length in range(1, len(columns) + 1)}
        for reference in named.table.references:
            assert reference.columns in indexed, (named.name, reference.columns)


def test_sqlite_knows_how_selective_its_indexes_are(database: Connection) -> None:
    rows = database.execute(
        "SELECT idx FROM sqlite_stat1 WHERE tbl = 'assignments'"
    ).fetchall()
    names = {row[0] for row in rows}
    assert names > {"assignments_by_measure", "assignments_by_district_unit_id"}


def test_what_others_refer_to_comes_first() -> None:
    known: set[str] = set()
    for named in tables.every():
        assert {one.table for one in named.table.references} <= known, named.name
        known.add(named.name)


def test_cells_have_the_type_of_their_column(database: Connection) -> None:
    types = {
        "text": {"text"},
        "date": {"text"},
        "integer": {"integer"},
        "boolean": {"integer"},
    }
    for named in tables.every():
        for column in named.table.columns:
            rows = database.execute(
                f"SELECT DISTINCT typeof({column.name}) FROM {named.name}"
            ).fetchall()
            allowed = types[column.type] | ({"null"} if column.nullable else set())
            assert {row[0] for row in rows} <= allowed, (named.name, column.name)


def test_a_code_stays_text_everywhere(
    database: Connection, csv_folder: Path, duckdb: ModuleType, parquet: Path
) -> None:
    query = "SELECT adcode, province FROM {} WHERE id = 'shi'"
    assert database.execute(query.format("districts")).fetchall() == [
        ("015020", "010000")
    ]
    path = parquet / "districts.parquet"
    assert duckdb.sql(query.format(f"'{path}'")).fetchall() == [("015020", "010000")]
    assert '"015020","010000"' in (csv_folder / "districts.csv").read_text(
        encoding="utf-8"
    )


def test_null_and_text_differ_in_csv(csv_folder: Path) -> None:
    text = (csv_folder / "districts.csv").read_text(encoding="utf-8")
    bare = next(line for line in text.splitlines() if line.startswith('"bare"'))
    assert bare.startswith('"bare","无码区",,,,,"石山区预案"')


def test_empty_text_is_no_null_in_csv(tmp_path: Path) -> None:
    named, rows = hostile_rows()
    fill("csv", tmp_path / "t", named, [row for row in rows if row[2] in ("", "NULL")])
    lines = (
        (tmp_path / "t" / "members.csv").read_text(encoding="utf-8").splitlines()[1:]
    )
    assert sorted(line.split(",")[2] for line in lines) == ['""', '"NULL"']


def test_the_same_input_gives_the_same_tables(
    run: Run, place: Path, csv_folder: Path, database: Connection
) -> None:
    assert export(run, place, "again", "--to", "csv").code == 0
    names = sorted(path.name for path in csv_folder.iterdir())
    assert names == sorted(path.name for path in (place / "again").iterdir())
    for name in names:
        assert (place / "again" / name).read_bytes() == (csv_folder / name).read_bytes()
    assert export(run, place, "again.db").code == 0
    with closing(sqlite3.connect(place / "again.db")) as other:
        assert list(other.iterdump()) == list(database.iterdump())
    assert (place / "again.db").read_bytes() == (place / "tables.db").read_bytes()


def test_a_formula_is_one_in_no_spreadsheet(
    csv_folder: Path, database: Connection
) -> None:
    rows = {tuple(row[:2]): row[4] for row in of_csv(csv_folder, "duties")}
    assert rows["shi", "education-1"] == "'=SUM(A1)组织停课"
    query = "SELECT text FROM duties WHERE district = 'shi' AND id = 'education-1'"
    told = database.execute(query).fetchall()
    assert told == [("=SUM(A1)组织停课",)]


def test_a_ledger_is_for_its_owner_only(
    run: Run, place: Path, csv_folder: Path, database: Connection
) -> None:
    assert (place / "tables.db").stat().st_mode & 0o077 == 0
    assert csv_folder.stat().st_mode & 0o077 == 0
    assert export(run, place, "open.db", ledger=False).code == 0
    assert (place / "open.db").stat().st_mode & 0o044
    assert export(run, place, "open.db", "--force").code == 0
    assert (place / "open.db").stat().st_mode & 0o077 == 0


def test_without_a_ledger_its_tables_are_absent(run: Run, place: Path) -> None:
    assert export(run, place, "plain.db", ledger=False).code == 0
    with closing(sqlite3.connect(place / "plain.db")) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    assert "tasks" in names
    assert names.isdisjoint(
        named.name for named in tables.of("incident", tables.every())
    )


def test_the_ledger_beside_the_registries_is_written(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    (tmp_path / "ledger").mkdir()
    small_night(SqliteStore(tmp_path / "ledger" / "ledger.db"))
    ended = run("export", "-o", "t.db", cwd=tmp_path)
    assert (ended.code, "台账 ledger/ledger.db 也写进去了" in ended.err) == (0, True)
    ended = run("export", "-o", "k.db", "-d", "kunqu", cwd=tmp_path)
    with closing(sqlite3.connect(tmp_path / "k.db")) as connection:
        assert (count(connection, "districts"), count(connection, "incidents")) == (
            1,
            0,
        )


def test_a_district_by_any_of_its_names_has_its_incidents(
    run: Run, place: Path
) -> None:
    """Also where no table of districts is there to tell who is meant."""
    for word, number in (("石山区", 2), ("shi", 2), ("昆区", 0)):
        ended = export(
            run, place, "d.db", "--force", "--table", "incidents", "-d", word
        )
        assert ended.code == 0, ended.err
        with closing(sqlite3.connect(place / "d.db")) as connection:
            assert count(connection, "incidents") == number
    assert (
        export(run, place, "d.db", "--force", "--table", "incidents", "-d", "昆明").code
        == 2
    )


def test_what_was_voided_or_damaged_in_a_ledger_is_still_there(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    """An incident that is void, one whose beginning is lost, and an event that nobody can read."""
    store = SqliteStore(tmp_path / "night.db")
    begun = put(store, "", opening()).recorded[0].event
    fields = {"event": begun.hash, "what": "启动", "reason": "报错了"}
    put(store, begun.hash, draft("corrected", 5, **fields))
    small_night(store, episode=2)
    events = events_of(store)
    SqliteHand(store.path).run(
        ("UPDATE event SET data = ? WHERE seq = ?", ("[", events[-2].seq)),
        ("UPDATE event SET incident = ? WHERE seq = ?", ("f" * 64, events[-1].seq)),
    )
    ended = run("export", "-o", "t.db", "--ledger", "night.db", cwd=tmp_path)
    assert ended.code == 0, ended.err
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert count(connection, "events") == len(events)
        assert count(connection, "incidents") == 3
        assert count(connection, "incidents", "phase = 'void'") == 2
        flags = dict(
            connection.execute("SELECT seq, flag FROM events WHERE flag IS NOT NULL")
        )
    assert set(flags) == {events[-2].seq, events[-1].seq}


# by province


def _with_none(answer: Any) -> list[tuple[Any, ...]]:
    """Rows; DuckDB before 1.5 reads the folder of no province as a text, and not as null."""
    none = "__HIVE_DEFAULT_PARTITION__"
    return [
        tuple(None if cell == none else cell for cell in row)
        for row in answer.fetchall()
    ]


def test_a_folder_by_province_is_the_same_table(
    run: Run, duckdb: ModuleType, place: Path, parquet: Path
) -> None:
    ended = export(run, place, "byprov", "--to", "parquet", "--by", "province")
    assert ended.code == 0, ended.err
    folders = sorted(path.name for path in (place / "byprov" / "duties").iterdir())
    assert folders == [
        "province=010000",
        "province=150000",
        "province=500000",
        "province=__HIVE_DEFAULT_PARTITION__",
    ]
    with duckdb.connect() as connection:
        for named in tables.of("district", tables.every()):
            columns = ", ".join(named.columns)
            parted = (
                f"read_parquet('{place / 'byprov' / named.name}/*/*.parquet',"
                " hive_partitioning = true, hive_types = {'province': VARCHAR})"
            )
            whole = f"read_parquet('{parquet / named.name}.parquet')"
            rows = [
                sorted(
                    _with_none(connection.execute(f"SELECT {columns} FROM {source}")),
                    key=str,
                )
                for source in (parted, whole)
            ]
            assert rows[0] == rows[1], named.name
            provinces = f"SELECT district, province FROM {parted} WHERE district = 'shi' LIMIT 1"
            if "district" in named.columns and any(row[0] == "shi" for row in rows[0]):
                assert connection.execute(provinces).fetchall() == [("shi", "010000")]
    assert (place / "byprov" / "measures.parquet").is_file()


def test_csv_by_province_has_a_head_in_each_file(
    run: Run, place: Path, csv_folder: Path
) -> None:
    assert export(run, place, "csvprov", "--to", "csv", "--by", "province").code == 0
    parts = sorted((place / "csvprov" / "districts").glob("*/part-0.csv"))
    heads = {
        tuple(path.read_text(encoding="utf-8").splitlines()[0].split(","))
        for path in parts
    }
    (head,) = heads
    assert "province" not in head
    assert len(parts) == 4
    empty = place / "csvprov" / "response_units"
    assert [path.name for path in empty.iterdir()] == ["province=010000"]


# hypothesis: any registry


@settings(max_examples=25)
@given(files())
def test_any_registry_gives_tables_whose_keys_hold(
    data: dict[str, Any],
) -> None:
    subject = District(registry_of(data), catalogue.measures(), date.fromisoformat(DAY))
    chosen = [
        named for named in tables.every() if named.table.of in ("catalogue", "district")
    ]
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        rows = {}
        for named in chosen:
            connection.execute(sql.create(named, chosen))
            rows[named.name] = list(
                held(tables.rows_of(named.name, of_what(named, subject)))
            )
            marks = ", ".join("?" * len(named.columns))
            statement = f"INSERT INTO {named.name} VALUES ({marks})"
            connection.executemany(statement, rows[named.name])
            check_nulls(named, rows[named.name])
    duties = [duty for unit in data["units"] for duty in unit["duties"]]
    assert len(rows["units"]) == len(data["units"])
    assert len(rows["duties"]) == len(duties)
    assert len(rows["assignments"]) == sum(
        max(1, len(duty["measures"])) for duty in duties
    )
    assert len(rows["members"]) == len(data["plan"]["members"])
    assert len(rows["responses"]) == len(data["responses"])
    assert len(rows["gaps"]) == len(subject.coverage.gaps)
    for activation in subject.activations:
        tasks = [task for entry in activation.lists for task in entry.tasks]
        at_level = [row for row in rows["tasks"] if row[1] == activation.level]
        assert [(row[3], row[5], row[6]) for row in at_level] == [
            (task.duty.id, task.part, task.state) for task in tasks
        ]
        standing = [
            row for row in rows["task_assignments"] if row[1] == activation.level
        ]
        assert len(standing) == sum(len(task.items) for task in tasks)


def of_what(named: Named, subject: District) -> Catalogue | District:
    from smogctl.exporting.subjects import Catalogue

    shipped = Catalogue(catalogue.measures(), catalogue.functions())
    return shipped if named.table.of == "catalogue" else subject


def check_nulls(named: Named, rows: list[Row]) -> None:
    required = [
        at for at, column in enumerate(named.table.columns) if not column.nullable
    ]
    for row in rows:
        assert len(row) == len(named.columns)
        assert all(row[at] is not None for at in required), (named.name, row)


# hostile text, to the letter


HOSTILE = [
    "=1+1", "＝1", "-2", "@x", "'=y", '"quoted", and; more', "line\nbreak\r\n", "tab\there",
    "\x00nul", "\x01\x1b[31m\x7f", "😀𠮷", "\u202eright to left\u200b", "015020", "1e5", "NULL", "", " ",
    "\\N", "\\u{1b}", "true", "{\"a\": 1}", "2026-12-01", "\ud800half", "\ufeff", "a" * 40_000,
]  # fmt: skip


def hostile_rows() -> tuple[Named, list[Row]]:
    (named,) = [one for one in tables.every() if one.name == "members"]
    rows: list[Row] = [
        ("shi", number, text, text, number) for number, text in enumerate(HOSTILE, 1)
    ]
    return named, list(held(rows))


def fill(name: str, place: Path, named: Named, rows: list[Row]) -> None:
    """A medium, filled with some rows of one table."""
    layout = Layout((named,))
    staged = staged_folder if media.medium_named(name).is_folder else staged_file
    with staged(place) as fresh, media.writer_of(name).filling(fresh, layout) as sink:
        for row in rows:
            sink.add(named, [row], None)


def test_only_what_no_engine_holds_is_shown_by_its_number() -> None:
    _, rows = hostile_rows()
    changed = {
        before: row[2]
        for before, row in zip(HOSTILE, rows, strict=True)
        if before != row[2]
    }
    assert changed == {"\x00nul": "\\u{0}nul", "\ud800half": "\\u{d800}half"}


def test_hostile_text_comes_back_to_the_letter_from_sqlite(tmp_path: Path) -> None:
    named, rows = hostile_rows()
    fill("sqlite", tmp_path / "t.db", named, rows)
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
        assert (
            connection.execute("SELECT * FROM members ORDER BY number").fetchall()
            == rows
        )


def test_hostile_text_comes_back_to_the_letter_from_parquet(
    tmp_path: Path, duckdb: ModuleType
) -> None:
    named, rows = hostile_rows()
    fill("parquet", tmp_path / "it's a lake", named, rows)
    path = str(tmp_path / "it's a lake" / "members.parquet").replace("'", "''")
    assert duckdb.sql(f"SELECT * FROM '{path}' ORDER BY number").fetchall() == rows
    assert not list((tmp_path / "it's a lake").glob("*.jsonl"))


def test_hostile_text_is_one_line_and_no_formula_in_csv(tmp_path: Path) -> None:
    named, rows = hostile_rows()
    fill("csv", tmp_path / "t", named, rows)
    text = (tmp_path / "t" / "members.csv").read_bytes().decode()
    assert text.count("\n") == len(rows) + 1
    for row in list(csv.reader(io.StringIO(text)))[1:]:
        assert (
            not row[2].strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        )
        assert not re.search("[\x00-\x1f\x7f\u200b\u202e\ufeff]", row[2])


def test_hostile_text_stays_text_in_a_workbook(tmp_path: Path) -> None:
    openpyxl = library("openpyxl")
    named, rows = hostile_rows()
    fill("xlsx", tmp_path / "t.xlsx", named, rows[:-1])
    page = openpyxl.load_workbook(tmp_path / "t.xlsx")["members"]
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", f"A1:E{len(rows)}")
    cells = [row[2] for row in page.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    shown = dict(zip(HOSTILE, (cell.value for cell in cells), strict=False))
    assert (shown["=1+1"], shown["015020"], shown["NULL"]) == ("=1+1", "015020", "NULL")
    assert shown["\u202eright to left\u200b"] == "\\u{202e}right to left\\u{200b}"


def test_a_cell_that_excel_would_cut_is_refused(tmp_path: Path) -> None:
    named, rows = hostile_rows()
    with pytest.raises(Refusal, match=r"32767 个字.*--to sqlite"):
        fill("xlsx", tmp_path / "t.xlsx", named, rows)
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smogctl.formats.workbook.MOST_ROWS", 10)
    named, rows = hostile_rows()
    with pytest.raises(Refusal, match="表 members：多于 9 行"):
        fill("xlsx", tmp_path / "t.xlsx", named, rows)


# the workbook


def test_a_workbook_has_a_sheet_a_table(
    run: Run, place: Path, database: Connection
) -> None:
    openpyxl = library("openpyxl")
    ended = export(run, place, "t.xlsx", "--district", "石山区", ledger=False)
    assert ended.code == 0, ended.err
    book = openpyxl.load_workbook(place / "t.xlsx")
    plain_tables = [one for one in tables.every() if one.table.of != "incident"]
    assert book.sheetnames == [named.name for named in plain_tables]
    for named in plain_tables:
        if named.table.of != "district":
            continue
        head, *rows = book[named.name].iter_rows()
        assert [cell.value for cell in head] == list(named.columns)
        owner = "district" if "district" in named.columns else "id"
        told = database.execute(
            f"SELECT * FROM {named.name} WHERE {owner} = 'shi'"
        ).fetchall()
        kinds = {"text": "s", "date": "s", "integer": "n", "boolean": "b"}
        for cells in rows:
            for cell, column in zip(cells, named.table.columns, strict=True):
                assert cell.value is None or cell.data_type == kinds[column.type], (
                    named.name
                )
        shown = [tuple(cell.value for cell in cells) for cells in rows]
        assert sorted(shown, key=str) == sorted(with_booleans(told, named), key=str), (
            named.name
        )


def with_booleans(
    rows: list[tuple[int | str | None, ...]], named: Named
) -> Iterator[Any]:
    """Booleans are such in a workbook, and 1 and 0 in SQLite."""
    types = [column.type for column in named.table.columns]
    for row in rows:
        yield tuple(
            bool(cell) if kind == "boolean" and cell is not None else cell
            for cell, kind in zip(row, types, strict=True)
        )


# what goes wrong


def test_a_broken_file_is_said_and_left_out(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    (folder / "broken.yaml").write_text("format: [", encoding="utf-8")
    ended = run("export", "-o", "t.db", cwd=tmp_path)
    assert ended.code == 2
    assert "registries/broken.yaml" in ended.err
    assert "已写入 t.db：2 个区县" in ended.err
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
        assert count(connection, "districts") == 2


def test_two_files_of_one_district_are_refused(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    shutil.copy(folder / "kunqu.yaml", folder / "twin.yaml")
    for target in (("-o", "t.db"), ("--to", "csv", "-o", "t")):
        ended = run("export", *target, cwd=tmp_path)
        assert ended.code == 2
        assert (
            "registries/kunqu.yaml、registries/twin.yaml：同为区县“kunqu”" in ended.err
        )
    assert [path.name for path in tmp_path.iterdir()] == ["registries"]


def test_two_files_of_one_district_among_many_are_refused(
    tmp_path: Path, folder: Path
) -> None:
    """Where many processes read them: all of them end."""
    text = (folder / "kunqu.yaml").read_text(encoding="utf-8")
    for number in range(40):
        name = f"a{number % 39}"
        (folder / f"a{number}.yaml").write_text(
            text.replace("id: kunqu\n", f"id: {name}\n", 1)
        )
    ended = smogctl("export", "-o", "t.db", cwd=tmp_path)
    assert (ended.code, "registries/a39.yaml：同为区县“a0”" in ended.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["registries"]


def test_no_usable_registry_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "registries").mkdir()
    (tmp_path / "registries" / "x.yaml").write_text("[", encoding="utf-8")
    ended = run("export", "-o", "t.db", cwd=tmp_path)
    assert (ended.code, "没有可用的登记册" in ended.err) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["registries"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ([], "请用 -o 指明"),
        (["-o", "-"], "请用 -o 指明"),
        (["-o", "tables"], "请用 --to 指明，有：sqlite（"),
        (["-o", "t.docx"], "请用 --to 指明"),
        (["-o", "t.xlsx", "--to", "sqlite"], "后缀是 xlsx 的，与 --to sqlite 不符"),
        (["-o", "x", "--to", "xml"], "不能写成“xml”。有：sqlite（"),
        (["-o", "t.csv", "--to", "csv"], "却像文件名"),
        (["-o", "t.db", "--by", "province"], "只用于 --to csv 或 parquet"),
        (["-o", "x", "--to", "csv", "--by", "city"], "不能按“city”分"),
        (["-o", "t.db", "--table", "gap"], "没有表“gap”。是不是：gaps"),
        (["-o", "t.db", "--table", " , "], "--table 后面没有表名。有：about、"),
        (["-o", "t.db", "--table", "events"], "没有台账，写不了表 events"),
        (["-o", "t.db", "--today", "x"], "不认识的日期"),
        (["-o", "t.db", "--district", "昆明"], "没有区县“昆明”"),
        (["-o", "t.db", "--ledger", "none.db"], "还没有台账"),
        (["-o", "t.db", "--ledger", "none.db", "--table", "gaps"], "--ledger 用不上"),
        (["-o", "nowhere/t.db"], "写不了文件"),
        (["-o", "t.db", "--format", "json"], "没有选项 --format"),
    ],
)
def test_what_cannot_be_done_is_said(
    run: Run, tmp_path: Path, folder: Path, arguments: list[str], part: str
) -> None:
    ended = run("export", *arguments, cwd=tmp_path)
    assert (ended.code, ended.out) == (2, "")
    assert part in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["registries"]


def test_what_is_there_is_replaced_with_force_only(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    for target in (["-o", "t.db"], ["-o", "t", "--to", "csv"]):
        assert run("export", *target, "--table", "levels", cwd=tmp_path).code == 0
        ended = run("export", *target, cwd=tmp_path)
        assert (ended.code, "--force" in ended.err) == (2, True)
        assert run("export", *target, "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "t" / "tasks.csv").is_file()
    (tmp_path / "t" / "mine.txt").write_text("x")
    ended = run("export", "-o", "t", "--to", "csv", "--force", cwd=tmp_path)
    assert (ended.code, "mine.txt" in ended.err) == (2, True)


def test_what_somebody_put_into_a_province_is_kept(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    target = ["-o", "t", "--to", "csv", "--by", "province"]
    assert run("export", *target, cwd=tmp_path).code == 0
    assert run("export", *target, "--force", cwd=tmp_path).code == 0
    mine = tmp_path / "t" / "duties" / "province=150000" / "mine.csv"
    mine.write_text("x")
    ended = run("export", *target, "--force", cwd=tmp_path)
    assert (ended.code, "mine.csv" in ended.err, mine.is_file()) == (2, True, True)


def test_another_database_is_never_replaced(
    run: Run, tmp_path: Path, folder: Path
) -> None:
    small_night(SqliteStore(tmp_path / "night.db"))
    before = (tmp_path / "night.db").read_bytes()
    ended = run("export", "-o", "night.db", "--force", cwd=tmp_path)
    assert (ended.code, "别的数据库" in ended.err) == (2, True)
    assert (tmp_path / "night.db").read_bytes() == before


def test_tables_by_name_are_those_alone(run: Run, tmp_path: Path, folder: Path) -> None:
    assert (
        run("export", "-o", "t.db", "--table", "Gaps，levels", cwd=tmp_path).code == 0
    )
    with closing(sqlite3.connect(tmp_path / "t.db")) as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        names = {row[0] for row in connection.execute(query)}
        assert names == {"about", "gaps", "levels"}
        assert connection.execute("PRAGMA foreign_key_list(gaps)").fetchall() == []
        facts = dict(connection.execute("SELECT * FROM about").fetchall())
    assert facts["format"] == "smogctl.tables/1"


LIMITED = """
import resource, signal, sys
sys.dont_write_bytecode = True  # a cut one would be believed by later runs
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))
from smogctl.cli.app import run
sys.exit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("to", ["sqlite", "csv", "xlsx", "parquet"])
def test_a_refused_disk_leaves_nothing(tmp_path: Path, folder: Path, to: str) -> None:
    if to == "parquet":
        library("duckdb")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "export", "--to", to, "-o", "target"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        timeout=120,
        check=False,
    )
    told = done.stderr.decode()
    assert (done.returncode, "没有写入" in told) == (2, True), told
    assert "Traceback" not in told
    assert "Exception ignored" not in told
    assert [path.name for path in tmp_path.iterdir()] == ["registries"]


def test_parquet_without_duckdb_says_which_extra(tmp_path: Path, folder: Path) -> None:
    script = (
        "import sys; sys.modules['duckdb'] = None\n"
        "from smogctl.cli.app import run; sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "export", "--to", "parquet", "-o", "lake"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, "duckdb" in done.stderr.decode()) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["registries"]


# reports as workbooks


@pytest.mark.parametrize(
    "arguments",
    [
        *(["gaps", "--exit-zero"], ["units"], ["duties"], ["measures"], ["levels"]),
        *(["compare", "昆区", "江津"], ["activate", "-l", "橙"]),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_report_with_a_sheet_is_a_workbook_too(
    run: Run, tmp_path: Path, arguments: list[str]
) -> None:
    openpyxl = library("openpyxl")
    target = tmp_path / "r.xlsx"
    assert run(*arguments, "-o", str(target)).code == 0
    rows = list(csv.reader(io.StringIO(run(*arguments, "-f", "csv").out)))
    page = openpyxl.load_workbook(target).active
    shown = [[cell.value or "" for cell in row] for row in page.iter_rows()]
    assert shown == [[cell.removeprefix("'") for cell in row] for row in rows]
    assert {
        cell.data_type for row in page.iter_rows() for cell in row if cell.value
    } == {"s"}


def test_a_report_without_a_sheet_is_no_workbook(run: Run, tmp_path: Path) -> None:
    ended = run("explain", "T305", "-o", str(tmp_path / "x.xlsx"))
    assert ended.code == 2
    small_night(SqliteStore(tmp_path / "night.db"))
    ended = run(
        "incident", "backup", str(tmp_path / "b.db"), "-f", "xlsx", cwd=tmp_path
    )
    assert (ended.code, "没有“xlsx”这种格式" in ended.err) == (2, True)
    assert not (tmp_path / "b.db").exists()
