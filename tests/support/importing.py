"""What tests of imports share: a service, files made up of a few figures, and a look at all that is kept."""

import csv
import io
import random
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import func, select

from bot.domain.comparisons import ImportReport
from bot.domain.people import Practice
from bot.secrets import make_key, parse_secrets
from bot.services.comparisons import ComparisonsService
from bot.services.context import Context
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.schema.comparisons import (
    IndicatorRow,
    ObservationHistoryRow,
    ObservationRow,
    PeriodSummaryRow,
)
from tests.support.people import PRACTICES

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


class FixedClock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment


class NoPictures:
    async def draw(self, spec: Mapping[str, Any]) -> bytes:
        raise AssertionError("nothing is drawn while figures come in")


async def service(
    database: Database,
    clock: FixedClock,
    team: str = "T1",
    practices: tuple[Practice, ...] = PRACTICES,
) -> ComparisonsService:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, team, "", NOW)
        await PeopleStore(session, workspace.id).put_practices(practices)
    secrets, rng = parse_secrets(make_key()), random.Random(1)
    return ComparisonsService(Context(database, clock, secrets, rng, workspace, NoPictures()))


class Said(NamedTuple):
    """One line of a plain table."""

    area: str
    key: str
    period: str
    numerator: int
    denominator: int = 1000


def table(lines: Iterable[Said]) -> bytes:
    """A plain table of these."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["practice_code", "indicator_id", "period", "numerator", "denominator"])
    writer.writerows(lines)
    return text.getvalue().encode()


def many(practices: int, periods: int, *, first_year: int = 1990, counted: int = 7) -> bytes:
    """A plain table of so many practices and years."""
    return table(
        Said(f"Y{n:05d}", "many_seen", str(first_year + year), counted + n % 90)
        for year in range(periods)
        for n in range(practices)
    )


Key = tuple[str, date, str]
Chain = list[tuple[int, float | None]]
"""What was said of one figure, the oldest first: by which import, and its numerator."""


async def chains(database: Database) -> dict[Key, Chain]:
    """All figures with their history, each a chain from import to import. Fails where one is broken."""
    now, before = ObservationRow, ObservationHistoryRow
    key = IndicatorRow.key
    found: dict[Key, Chain] = {}
    async with database.reading() as session:
        figures = await session.execute(
            select(key, now.period, now.area, now.import_id, now.numerator).join(
                IndicatorRow, IndicatorRow.id == now.indicator_id
            )
        )
        for name, period, area, import_id, numerator in figures:
            found[name, period, area] = [(import_id, numerator)]
        earlier = await session.execute(
            select(
                key,
                before.period,
                before.area,
                before.superseded_by,
                before.import_id,
                before.numerator,
            )
            .join(IndicatorRow, IndicatorRow.id == before.indicator_id)
            .order_by(before.superseded_by.desc())
        )
        for name, period, area, superseded_by, import_id, numerator in earlier:
            chain = found[name, period, area]
            assert chain[0][0] == superseded_by, "the history of a figure has a gap"
            chain.insert(0, (import_id, numerator))
    return found


async def summaries(database: Database) -> set[tuple[Any, ...]]:
    return await _rows(
        database,
        select(
            PeriodSummaryRow.indicator_id,
            PeriodSummaryRow.period,
            PeriodSummaryRow.practices,
            PeriodSummaryRow.numerator,
            PeriodSummaryRow.denominator,
        ),
    )


async def sums(database: Database) -> set[tuple[Any, ...]]:
    """What the summaries should say."""
    area = ObservationRow.area
    practice = (func.length(area) == 6) & area.not_like("U%")
    return await _rows(
        database,
        select(
            ObservationRow.indicator_id,
            ObservationRow.period,
            func.count().filter(practice),
            func.sum(ObservationRow.numerator).filter(practice),
            func.sum(ObservationRow.denominator).filter(practice),
        ).group_by(ObservationRow.indicator_id, ObservationRow.period),
    )


async def _rows(database: Database, query: Any) -> set[tuple[Any, ...]]:
    async with database.reading() as session:
        return {tuple(row) for row in await session.execute(query)}


async def count(database: Database, table: type[Any]) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


CODES = [practice.ods_code for practice in PRACTICES]
SIX = {code: 60 + 10 * place for place, code in enumerate(CODES)}


async def take(comparisons: ComparisonsService, file: bytes | Path, name: str = "") -> ImportReport:
    """Import it from the command line."""
    name = name or (file.name if isinstance(file, Path) else "figures.csv")
    return await comparisons.importing.import_file(file, name, "command line")


def year(counted: Mapping[str, int], period: str = "2024/25", key: str = "falls_seen") -> bytes:
    """A plain table: what each practice counted in that period."""
    return table(Said(area, key, period, number) for area, number in counted.items())


async def kept(database: Database) -> dict[Key, Chain]:
    """All there is, after looking that the sums are true."""
    assert await summaries(database) == await sums(database)
    return await chains(database)
