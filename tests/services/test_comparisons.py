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

from bot.domain.comparisons import ImportReport, Reason, Snippet
from bot.domain.people import Member, Practice, Role
from bot.errors import InvalidInput, NotAllowed, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.comparisons import ComparisonsService
from bot.services.comparisons.importing import BATCH
from bot.services.context import Context
from bot.sources.openprescribing import COLUMNS
from storage.database import Database
from storage.people import PeopleStore, ensure_workspace
from storage.schema.comparisons import (
    ImportRow,
    IndicatorRow,
    ObservationHistoryRow,
    ObservationRow,
    SnippetRow,
)
from storage.schema.delivery import DeliveryRow
from tests.support.people import PRACTICES
from tests.support.pulse import Town
from tests.support.real_data import OPENPRESCRIBING, real_file

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


# ---- figures in


async def test_every_row_of_the_small_file_is_accounted_for(
    comparisons: ComparisonsService, database: Database
) -> None:
    report = await comparisons.importing.import_file(SMALL, SMALL.name, "command line")
    assert (report.read, report.taken, report.refused_rows) == (147, 129, 18)
    assert set(report.refused) == set(Reason)
    assert (report.added, report.corrected, report.unchanged) == (129, 0, 0)
    assert (report.practices, report.rows_elsewhere, report.practices_elsewhere) == (6, 1, 1)
    assert [each.key for each in report.indicators] == [
        "broad_spectrum",
        "home_made_measure",
        "ktt9_antibiotics",
    ]
    assert await count(database, ObservationRow) == 129


async def test_the_same_file_again_changes_nothing(
    comparisons: ComparisonsService, database: Database, clock: FixedClock
) -> None:
    first = await comparisons.importing.import_file(SMALL, "july.csv", "command line")
    clock.moment += timedelta(days=3)
    again = await comparisons.importing.import_file(
        SMALL.read_bytes(), "copy of july.csv", "command line"
    )
    assert again.already == NOW
    assert (again.file_name, again.read, again.taken) == ("july.csv", first.read, first.taken)
    assert again.refused == first.refused
    assert await count(database, ImportRow) == 1
    assert await count(database, ObservationRow) == 129


async def test_a_corrected_figure_is_kept_with_its_history(
    comparisons: ComparisonsService, database: Database
) -> None:
    year = months(12)
    await comparisons.importing.import_file(figures(SIX, year), "old.csv", "command line")
    corrected = SIX | {"Y90001": 66}
    report = await comparisons.importing.import_file(
        figures(corrected, year), "new.csv", "command line"
    )
    assert (report.added, report.corrected, report.unchanged) == (0, 12, 60)
    async with database.reading() as session:
        old = (await session.scalars(select(ObservationHistoryRow))).all()
        new = await session.scalars(select(ObservationRow.numerator).filter_by(area="Y90001"))
        imports = (await session.scalars(select(ImportRow).order_by(ImportRow.id))).all()
    assert {each.numerator for each in old} == {60.0}
    assert len(old) == 12
    assert set(new) == {66.0}
    assert {(each.import_id, each.superseded_by) for each in old} == {
        (imports[0].id, imports[1].id)
    }


async def test_next_months_file_adds_its_month(comparisons: ComparisonsService) -> None:
    await comparisons.importing.import_file(figures(SIX, months(12)), "august.csv", "command line")
    later = figures(SIX, months(12, date(2026, 9, 1)))
    report = await comparisons.importing.import_file(later, "september.csv", "command line")
    assert (report.added, report.corrected, report.unchanged) == (6, 0, 66)


async def test_what_one_file_says_twice_counts_once_however_far_apart(
    comparisons: ComparisonsService, database: Database
) -> None:
    codes = {f"Y{number:05d}": 70 for number in range(BATCH + 1)}
    once = figures(codes, months(1))
    second = figures({"Y00000": 99}, months(1)).splitlines(keepends=True)[1]
    report = await comparisons.importing.import_file(once + second, "twice.csv", "command line")
    assert report.refused == {Reason.REPEATED: 1}
    assert (report.read, report.taken) == (BATCH + 2, BATCH + 1)
    async with database.reading() as session:
        kept = await session.scalars(select(ObservationRow.numerator).filter_by(area="Y00000"))
        assert kept.one() == 70


async def test_figures_of_a_practice_that_joins_later_are_there_already(
    comparisons: ComparisonsService, database: Database
) -> None:
    newcomer = Practice("Y90088", "Quay Surgery")
    everyone = SIX | {newcomer.ods_code: 200}
    report = await comparisons.importing.import_file(figures(everyone, months(12)), "all.csv", "me")
    assert (report.rows_elsewhere, report.practices_elsewhere) == (12, 1)
    assert len((await comparisons.showing.compare("ktt9_antibiotics")).figures) == 6
    async with database.transaction() as session:
        await PeopleStore(session, comparisons.context.workspace.id).put_practices([newcomer])
    assert len((await comparisons.showing.compare("ktt9_antibiotics")).figures) == 7


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 figures",
        b"",
        b"name,shoe size\nAda,39\n",
        figures(SIX, months(1)).replace(b"percentile", b"percentile,NHS number"),
        b"ods_code,name,list_size,imd_decile\nY90001,Alder Lane Surgery,8240,3\n",
    ],
    ids=["pdf", "empty", "another csv", "patients", "practices"],
)
async def test_of_a_refused_file_nothing_is_kept(
    comparisons: ComparisonsService, database: Database, content: bytes
) -> None:
    with pytest.raises(InvalidInput):
        await comparisons.importing.import_file(content, "figures.csv", "command line")
    for table in (ImportRow, ObservationRow, IndicatorRow):
        assert await count(database, table) == 0


async def test_a_workspace_sees_only_its_own_figures(
    comparisons: ComparisonsService, database: Database, clock: FixedClock
) -> None:
    other = await service(database, clock, "T2", PRACTICES)
    await comparisons.importing.import_file(figures(SIX, months(12)), "figures.csv", "command line")
    assert await other.showing.indicators() == []
    with pytest.raises(NotFound):
        await other.showing.compare("ktt9_antibiotics")
    report = await other.importing.import_file(
        figures(SIX, months(12)), "figures.csv", "command line"
    )
    assert (report.already, report.added) == (None, 72)


# ---- figures out


async def test_a_comparison_is_over_twelve_months_and_complete_practices(
    comparisons: ComparisonsService,
) -> None:
    await comparisons.importing.import_file(SMALL, SMALL.name, "command line")
    found = await comparisons.showing.compare("ktt9_antibiotics")
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
        await comparisons.showing.compare("ktt9_antibiotics")
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


# ---- the real file


async def test_all_3456_rows_of_the_real_file_are_accounted_for(
    comparisons: ComparisonsService,
) -> None:
    path = real_file(OPENPRESCRIBING)
    report = await comparisons.importing.import_file(path, path.name, "command line")
    assert (report.read, report.taken, report.refused_rows) == (3456, 3217, 239)
    assert report.refused == {Reason.NOTHING_COUNTED: 235, Reason.NO_DENOMINATOR: 4}
    assert (report.added, report.rows_elsewhere) == (3217, 3217)  # no real practice is known here
    assert (report.first, report.last) == (date(2016, 10, 1), date(2019, 9, 1))
