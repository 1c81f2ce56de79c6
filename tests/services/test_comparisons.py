"""Comparisons on both databases: what is kept of a file, what is posted, who sees which figure."""

import csv
import io
import random
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.domain.comparisons import ImportReport, Snippet
from bot.domain.people import Member, Practice, Role
from bot.errors import NotAllowed, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.comparisons import ComparisonsService
from bot.services.context import Context
from bot.sources.openprescribing import COLUMNS
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.schema.comparisons import (
    SnippetRow,
)
from storage.schema.delivery import DeliveryRow
from tests.support.people import PRACTICES
from tests.support.pulse import Town

SMALL = Path(__file__).parents[1] / "data/openprescribing_small.csv"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LEAD, GP, STRANGER, LOCUM = "U100", "U101", "U102", "U103"


class FixedClock:
    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment


class NoPictures:
    async def draw(self, spec: Mapping[str, Any]) -> bytes:
        raise AssertionError("a service draws nothing: the sender does")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
async def comparisons(database: Database, clock: FixedClock) -> ComparisonsService:
    """A group of six practices, a lead at the fifth, a GP at the sixth, a locum at none."""
    return await service(database, clock, "T1", PRACTICES)


async def service(
    database: Database, clock: FixedClock, team: str, practices: tuple[Practice, ...]
) -> ComparisonsService:
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, team, "", NOW)
        people = PeopleStore(session, workspace.id)
        await people.put_practices(practices)
        await people.put_members(
            [
                Member(LEAD, practices[4], frozenset({Role.GP, Role.LEAD})),
                Member(GP, practices[5]),
                Member(LOCUM, None),
            ]
        )
    secrets = parse_secrets(make_key())
    rng = random.Random(1)
    context = Context(database, clock, secrets, rng, workspace, NoPictures(), Town())
    return ComparisonsService(context)


def months(how_many: int, last: date = date(2026, 8, 1)) -> list[date]:
    newest = last.year * 12 + last.month - 1
    numbers = range(newest - how_many + 1, newest + 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def figures(
    values: Mapping[str, float], when: list[date], measure: str = "ktt9_antibiotics"
) -> bytes:
    """An OpenPrescribing file: each code's numerator on 1,000.5 STAR-PU, in each of the months."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for month in when:
        for code, counted in values.items():
            value = counted / 1000.5
            writer.writerow(
                [measure, "practice", code, "NAME", month, float(counted), 1000.5, value, 50.0]
            )
    return text.getvalue().encode()


SIX = {practice.ods_code: 60 + 10 * place for place, practice in enumerate(PRACTICES)}


async def count(database: Database, table: type[Any]) -> int:
    async with database.reading() as session:
        return (await session.execute(select(func.count()).select_from(table))).scalar_one()


# ---- figures out


async def test_a_comparison_is_over_twelve_months_and_complete_practices(
    comparisons: ComparisonsService,
) -> None:
    await comparisons.importing.import_file(SMALL, SMALL.name, "command line")
    found = await comparisons.posting.preview("ktt9_antibiotics", None)
    assert (found.period.first, found.period.last) == (date(2025, 8, 1), date(2026, 7, 1))
    # Y90006 lacks a month, so that its season would differ from the others'.
    assert [each.ods_code for each in found.figures] == [p.ods_code for p in PRACTICES[:5]]
    first = found.figures[0]
    assert first.numerator == sum(280 + (month * 7) % 11 for month in range(1, 13))
    assert first.denominator == 12 * 4000.25
    assert first.value == pytest.approx(first.numerator / first.denominator * 1000)
    assert found.data_from == NOW


async def test_indicators_are_those_with_figures(comparisons: ComparisonsService) -> None:
    assert await comparisons.showing.indicators() == []
    with pytest.raises(NotFound, match="no figures"):
        await comparisons.posting.preview("ktt9_antibiotics", None)
    await comparisons.importing.import_file(
        figures(SIX, months(3), "saba"), "saba.csv", "command line"
    )
    assert [each.key for each in await comparisons.showing.indicators()] == ["saba"]


async def imported(comparisons: ComparisonsService) -> ImportReport:
    return await comparisons.importing.import_file(
        figures(SIX, months(12)), "figures.csv", "command line"
    )


async def posted(comparisons: ComparisonsService, request: str = "V1") -> Snippet:
    snippet = await comparisons.posting.post_snippet("ktt9_antibiotics", "C1", request, LEAD)
    assert snippet is not None
    return snippet


async def test_a_snippet_is_planned_once_for_each_form(
    comparisons: ComparisonsService, database: Database
) -> None:
    await imported(comparisons)
    await posted(comparisons)
    assert await comparisons.posting.post_snippet("ktt9_antibiotics", "C1", "V1", LEAD) is None
    assert await count(database, SnippetRow) == 1
    async with database.reading() as session:
        (planned,) = (await session.scalars(select(DeliveryRow))).all()
    assert (planned.kind, planned.target) == ("post", "C1")
    (indicator,) = await comparisons.showing.indicators()
    assert (planned.owner, planned.about) == (LEAD, f"the figures on {indicator.name}")
    assert planned.body["pictures"][0]["spec"]["values"] == sorted(
        planned.body["pictures"][0]["spec"]["values"]
    )
    assert not any(code in str(planned.body) for code in SIX)


async def test_only_leads_and_managers_post(
    comparisons: ComparisonsService, database: Database
) -> None:
    await imported(comparisons)
    for user in (GP, STRANGER):
        with pytest.raises(NotAllowed, match=f"clinical lead or manager.*<@{LEAD}>"):
            await comparisons.posting.post_snippet("ktt9_antibiotics", "C1", "V1", user)
    assert await count(database, DeliveryRow) == 0


async def test_a_snippets_numbers_stay_as_they_were_posted(
    comparisons: ComparisonsService, clock: FixedClock
) -> None:
    await imported(comparisons)
    snippet = await posted(comparisons)
    clock.moment += timedelta(days=1)
    corrected = figures(SIX | {"Y90006": 300}, months(12))
    await comparisons.importing.import_file(corrected, "corrected.csv", "command line")
    assert await comparisons.posting.snippet(snippet.id) == snippet
    then = (await comparisons.showing.own_in_snippet(snippet.id, GP)).own
    now = (await comparisons.showing.own_now("ktt9_antibiotics", GP)).own
    assert then is not None
    assert now is not None
    assert (then.figure.numerator, now.figure.numerator) == (12 * 110, 12 * 300)


async def test_each_sees_their_own_practice(comparisons: ComparisonsService) -> None:
    await imported(comparisons)
    snippet = await posted(comparisons)
    for user, practice, counted in ((LEAD, PRACTICES[4], 100), (GP, PRACTICES[5], 110)):
        answer = await comparisons.showing.own_in_snippet(snippet.id, user)
        assert answer.practice == practice
        assert answer.own is not None
        assert answer.own.figure.numerator == 12 * counted


async def test_without_a_practice_one_is_told_whom_to_ask(comparisons: ComparisonsService) -> None:
    await imported(comparisons)
    snippet = await posted(comparisons)
    for user in (LOCUM, STRANGER):
        with pytest.raises(NotFound, match="which practice you work in"):
            await comparisons.showing.own_in_snippet(snippet.id, user)
        with pytest.raises(NotFound, match="which practice you work in"):
            await comparisons.showing.own_now("ktt9_antibiotics", user)


async def test_a_practice_without_every_month_has_no_figure(
    comparisons: ComparisonsService,
) -> None:
    await comparisons.importing.import_file(SMALL, SMALL.name, "command line")
    answer = await comparisons.showing.own_now("ktt9_antibiotics", GP)
    assert answer.own is None


async def test_a_snippet_of_another_workspace_is_not_found(
    comparisons: ComparisonsService, database: Database, clock: FixedClock
) -> None:
    await imported(comparisons)
    snippet = await posted(comparisons)
    other = await service(database, clock, "T2", PRACTICES)
    with pytest.raises(NotFound):
        await other.showing.own_in_snippet(snippet.id, GP)
