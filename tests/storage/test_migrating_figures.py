"""Figures, their history and posted snippets survive the upgrade to revision 0005."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text

from bot.domain.indicators import CATALOGUE
from storage.comparisons import FigureStore, SnippetStore
from storage.database import Database, upgrade
from storage.schema.comparisons import ImportRow, ObservationHistoryRow, PeriodSummaryRow
from tests.support.migrating import go_back

BEFORE = "0004"
KEY = "ktt9_antibiotics"
CODES = [f"Y9000{number}" for number in range(1, 7)]
JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture
async def old(database: Database) -> Database:
    """The same database with the tables as they were, two months of figures and a snippet."""
    await go_back(database, BEFORE)
    async with database.connection() as connection:
        for statement, rows in figures(sqlite=database.is_sqlite):
            await connection.execute(text(statement), rows)
    return database


def figures(*, sqlite: bool) -> list[tuple[str, list[dict[str, object]]]]:
    """What revision 0004 kept: an indicator, two imports, and what they said."""
    moment = datetime(2026, 9, 1, 9, tzinfo=UTC)
    at: object = f"{moment:%Y-%m-%d %H:%M:%S.%f}" if sqlite else moment
    known = CATALOGUE[KEY]
    months: list[object] = [str(each) if sqlite else each for each in (JULY, AUGUST)]
    workspace = {"id": 1, "at": at}
    indicator = {
        "key": KEY,
        "name": "Our own name for it",
        "question": known.question,
        "unit": known.unit,
        "counted": known.counted,
        "against": known.against,
    }
    imports: list[dict[str, object]] = [
        {"id": 1, "sha": "a", "at": at},
        {"id": 2, "sha": "b", "at": at},
    ]
    counts: list[dict[str, object]] = [
        {"month": month, "code": code, "counted": 60.0 + place, "import": 2}
        for month in months
        for place, code in enumerate(CODES)
    ]
    return [
        (
            "INSERT INTO workspace (id, team_id, enterprise_id, body_name, time_zone, created_at) "
            "VALUES (:id, 'T1', '', 'Wold', 'Europe/London', :at)",
            [workspace],
        ),
        (
            "INSERT INTO practice (workspace_id, ods_code, name) VALUES (1, :code, :code)",
            [{"code": code} for code in CODES],
        ),
        (
            "INSERT INTO indicator (id, workspace_id, key, name, question, unit, counted, against, "
            "polarity, value_type, publisher, licence, multiplier, standing, period_months, aliases) "
            "VALUES (7, 1, :key, :name, :question, :unit, :counted, :against, 'low', 'rate', 'P', "
            "'L', 1000, :standing, 1, '')",
            [indicator | {"standing": True}],
        ),
        (
            "INSERT INTO data_import (id, workspace_id, sha256, source, file_name, actor, "
            "imported_at, rows_read, rows_taken) VALUES (:id, 1, :sha, 'openprescribing', 'f.csv', "
            "'U1', :at, 12, 12)",
            imports,
        ),
        (
            "INSERT INTO observation (workspace_id, indicator_id, period, ods_code, numerator, "
            "denominator, import_id) VALUES (1, 7, :month, :code, :counted, 1000.5, :import)",
            counts,
        ),
        (
            "INSERT INTO observation_history (workspace_id, indicator_id, period, ods_code, "
            "numerator, denominator, import_id, superseded_by) "
            "VALUES (1, 7, :month, 'Y90001', 59, 1000.5, 1, 2)",
            [{"month": months[0]}],
        ),
        (
            "INSERT INTO snippet (id, workspace_id, request, indicator_id, first_month, last_month, "
            "data_from, channel, posted_by, posted_at) "
            "VALUES (3, 1, 'V1', 7, :first, :last, :at, 'C1', 'U1', :at)",
            [{"first": months[0], "last": months[1], "at": at}],
        ),
        (
            "INSERT INTO snippet_figure (workspace_id, snippet_id, ods_code, numerator, denominator) "
            "VALUES (1, 3, :code, 120, 2001)",
            [{"code": code} for code in CODES],
        ),
    ]


async def test_figures_are_compared_as_before(old: Database) -> None:
    await upgrade(old)
    async with old.reading() as session:
        comparison = await FigureStore(session, 1).comparison(KEY)
        summary = (await session.scalars(select(PeriodSummaryRow))).all()
        history = (await session.scalars(select(ObservationHistoryRow))).one()
        imports = (await session.scalars(select(ImportRow))).all()
    assert comparison is not None
    assert comparison.indicator.name == "Our own name for it"
    assert (comparison.period.first, comparison.period.last) == (JULY, AUGUST)
    assert [each.numerator for each in comparison.figures] == [120, 122, 124, 126, 128, 130]
    assert {(each.period, each.practices, each.numerator) for each in summary} == {
        (JULY, 6, 375),
        (AUGUST, 6, 375),
    }
    assert (history.area, history.numerator, history.superseded_by) == ("Y90001", 59, 2)
    assert {each.undone_at for each in imports} == {None}


async def test_a_snippet_is_as_it_was_posted(old: Database) -> None:
    await upgrade(old)
    async with old.reading() as session:
        snippet = await SnippetStore(session, 1).get(3)
    assert snippet is not None
    assert snippet.channel == "C1"
    assert [each.numerator for each in snippet.comparison.figures] == [120.0] * 6
    assert snippet.comparison.period.months == 2
