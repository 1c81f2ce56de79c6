"""Files taken in on both databases: every row accounted for, every figure with its history and source."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.domain.comparisons import ENGLAND, Reason, Source
from bot.domain.people import Practice
from bot.errors import InvalidInput, NotFound
from bot.services.comparisons import ComparisonsService
from bot.services.comparisons.reading_files import BATCH
from storage.database import Database
from storage.people import PeopleStore
from storage.schema.comparisons import (
    ImportRow,
    IndicatorRow,
    ObservationHistoryRow,
    ObservationRow,
    PeriodSummaryRow,
)
from storage.schema.journal import AuditRow
from storage.schema.work import WorkRow
from tests.support.importing import (
    CODES,
    NOW,
    SIX,
    FixedClock,
    count,
    kept,
    many,
    service,
    take,
    year,
)
from tests.support.real_data import (
    IMD,
    LIST_SIZES,
    MEASURE_BY_SUB_ICB,
    MEASURE_OF_ENGLAND,
    OPENPRESCRIBING,
    SMOKING,
    SPENDING,
    TIDY,
    real_file,
)

DATA = Path(__file__).parents[1] / "data"
OPEN = DATA / "openprescribing_small.csv"
FINGERTIPS = DATA / "fingertips_small.csv"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
async def comparisons(database: Database, clock: FixedClock) -> ComparisonsService:
    return await service(database, clock)


# ---- every row accounted for


@pytest.mark.parametrize(
    ("name", "read", "taken", "figures"),
    [
        ("fingertips_small.csv", 47, 35, 35),
        ("openprescribing_small.csv", 147, 129, 129),
        ("openprescribing_measures_small.json", 11, 5, 5),
        ("qof_achievement_small_2324.csv", 47, 24, 12),
        ("qof_prevalence_small_2324.csv", 14, 12, 12),
        ("tidy_small.csv", 16, 13, 13),
    ],
)
async def test_every_row_of_every_kind_is_accounted_for(
    comparisons: ComparisonsService,
    database: Database,
    name: str,
    read: int,
    taken: int,
    figures: int,
) -> None:
    report = await take(comparisons, DATA / name)
    assert (report.read, report.taken, report.figures) == (read, taken, figures)
    assert report.taken + report.refused_rows == report.read
    assert report.merged.added == await count(database, ObservationRow) == figures
    assert len(await kept(database)) == figures
    shown = {each.key for each in await comparisons.showing.indicators()}
    assert shown == {each.key for each in report.indicators}


@pytest.mark.parametrize(
    ("name", "read", "refused"),
    [
        (OPENPRESCRIBING, 3456, {Reason.NOTHING_COUNTED: 235, Reason.NO_DENOMINATOR: 4}),
        (SMOKING, 192, {Reason.NO_INDICATOR: 83}),
        (IMD, 85, {Reason.SAME_AGAIN: 1}),
        (TIDY, 4731, {}),
        (LIST_SIZES, 1068, {}),
        (SPENDING, 1221, {Reason.NOT_GP_SETTING: 156}),
        (MEASURE_OF_ENGLAND, 2, {}),
        (MEASURE_BY_SUB_ICB, 2, {}),
    ],
)
async def test_every_row_of_the_real_files_is_accounted_for(
    comparisons: ComparisonsService, database: Database, name: str, read: int, refused: object
) -> None:
    report = await take(comparisons, real_file(name))
    assert (report.read, report.refused) == (read, refused)
    assert report.figures == report.taken == read - report.refused_rows
    assert len(await kept(database)) == report.figures


async def test_the_group_the_others_bodies_and_england_are_told_apart(
    comparisons: ComparisonsService,
) -> None:
    scope = (await take(comparisons, FINGERTIPS)).scope
    assert (scope.practices, scope.practices_elsewhere, scope.bodies) == (6, 0, 3)
    assert scope.england is True
    assert (scope.first, scope.last) == (date(2019, 1, 1), date(2023, 3, 1))
    scope = (await take(comparisons, OPEN)).scope
    assert (scope.practices, scope.rows_elsewhere, scope.practices_elsewhere) == (6, 1, 1)


async def test_a_value_and_its_limits_are_kept_only_where_the_counts_do_not_give_them(
    comparisons: ComparisonsService, database: Database
) -> None:
    await take(comparisons, FINGERTIPS)
    async with database.reading() as session:
        found = await session.execute(
            select(IndicatorRow.key, ObservationRow).join(
                IndicatorRow, IndicatorRow.id == ObservationRow.indicator_id
            )
        )
        rows = [(row.key, row.ObservationRow) for row in found]
    for key, row in rows:
        counted = key != "ft_90002"
        assert (row.numerator is not None) is (row.denominator is not None) is counted
        assert (row.value is None) is counted
        assert row.low is row.high is None
    noted = [row for _, row in rows if row.note]
    assert [(row.area, row.note) for row in noted] == [
        ("Y90003", "There is a data quality issue with this value.")
    ]


async def test_published_limits_stay_with_values_that_counts_do_not_give(
    comparisons: ComparisonsService, database: Database
) -> None:
    heading, *rows = FINGERTIPS.read_text().splitlines()
    columns = heading.split(",")
    place = columns.index("Value")
    standardised = []
    for row in (row for row in rows if ",GPs," in row and ",2022/23," in row):
        cells = row.split(",")
        cells[place] = str(float(cells[place]) * 1.07)
        standardised.append(",".join(cells))
    await take(comparisons, "\n".join([heading, *standardised]).encode())
    async with database.reading() as session:
        figures = (await session.scalars(select(ObservationRow))).all()
    assert {figure.numerator for figure in figures} == {None}
    assert all(figure.low and figure.high and figure.value for figure in figures)


async def test_the_same_file_again_changes_nothing(
    comparisons: ComparisonsService, database: Database, clock: FixedClock
) -> None:
    first = await take(comparisons, OPEN, "july.csv")
    clock.moment += timedelta(days=3)
    again = await take(comparisons, OPEN.read_bytes(), "copy of july.csv")
    assert (again.already, again.number) == (NOW, first.number)
    assert (again.file_name, again.read) == ("july.csv", first.read)
    assert again.refused == first.refused
    assert set(again.listed) == set(first.listed)
    assert await count(database, ImportRow) == 1
    assert await count(database, ObservationRow) == 129


async def test_the_same_figures_in_another_file_are_known_already(
    comparisons: ComparisonsService, database: Database
) -> None:
    await take(comparisons, year(SIX))
    report = await take(comparisons, year(SIX) + b"\n")
    merged = report.merged
    assert (merged.added, merged.corrected, merged.unchanged) == (0, 0, 6)
    assert report.already is None
    assert await count(database, ObservationHistoryRow) == 0


async def test_a_corrected_figure_is_kept_with_its_history(
    comparisons: ComparisonsService, database: Database, clock: FixedClock
) -> None:
    first = await take(comparisons, year(SIX), "old.csv")
    clock.moment += timedelta(days=30)
    second = await take(comparisons, year(SIX | {"Y90001": 66}), "new.csv")
    assert (second.merged.added, second.merged.corrected, second.merged.unchanged) == (0, 1, 5)
    found = await kept(database)
    assert found["falls_seen", date(2024, 4, 1), "Y90001"] == [
        (first.number, 60),
        (second.number, 66),
    ]
    now, before = await comparisons.importing.history("falls_seen", "Y90001", date(2024, 4, 1))
    assert (now.observation.numerator, now.imported.file_name, now.until) == (66, "new.csv", None)
    assert (before.observation.numerator, before.imported.file_name) == (60, "old.csv")
    assert (before.imported.at, before.until) == (NOW, NOW + timedelta(days=30))
    assert await comparisons.importing.history("falls_seen", "Y99999", date(2024, 4, 1)) == []


async def test_a_note_that_is_added_later_is_a_correction(
    comparisons: ComparisonsService, database: Database
) -> None:
    heading, *rows = FINGERTIPS.read_text().splitlines()
    plain = next(row for row in rows if ",Y90001," in row)
    noted = plain.replace(",,Cannot be", ",There is a data quality issue.,Cannot be")
    await take(comparisons, f"{heading}\n{plain}\n".encode())
    report = await take(comparisons, f"{heading}\n{noted}\n".encode())
    assert report.merged.corrected == 1
    ((_, chain),) = (await kept(database)).items()
    assert len(chain) == 2


async def test_what_one_file_says_twice_counts_once_however_far_apart(
    comparisons: ComparisonsService, database: Database
) -> None:
    once = {f"Y{number:05d}": 70 for number in range(BATCH + 5)}
    twice = year(once) + b"Y00000,falls_seen,2024/25,99,1000\n" * 2
    report = await take(comparisons, twice)
    assert report.refused == {Reason.REPEATED: 2}
    assert [each.row for each in report.listed] == [BATCH + 7, BATCH + 8]
    assert (report.read, report.taken) == (BATCH + 7, BATCH + 5)
    found = await kept(database)
    assert [number for _, number in found["falls_seen", date(2024, 4, 1), "Y00000"]] == [70]


async def test_a_measure_that_is_in_a_file_twice_is_one(
    comparisons: ComparisonsService, database: Database
) -> None:
    def row(code: str, numerator: float, month: str) -> dict[str, object]:
        return {
            "date": month,
            "numerator": numerator,
            "denominator": 100.0,
            "calc_value": numerator / 100,
            "org_type": "practice",
            "org_id": code,
        }

    may, june = "2026-05-01", "2026-06-01"
    first = {"id": "brand", "data": [row("Y90001", 1, june), row("Y90002", 2, june)]}
    second = {
        "id": "brand",
        "data": [row("Y90001", 9, june), row("Y90003", 3, june), row("Y90001", 4, may)],
    }
    report = await take(comparisons, json.dumps({"measures": [first, second]}).encode())
    assert (report.figures, report.refused) == (4, {Reason.REPEATED: 1})
    found = {(area, period): chain for (_, period, area), chain in (await kept(database)).items()}
    assert found["Y90001", date(2026, 6, 1)] == [(report.number, 1)]
    assert found["Y90003", date(2026, 6, 1)] == [(report.number, 3)]
    assert found["Y90001", date(2026, 5, 1)] == [(report.number, 4)]


async def test_single_months_without_counts_are_not_kept_of_what_adds_up(
    comparisons: ComparisonsService,
) -> None:
    month = "practice_code,indicator_id,period,numerator,denominator,value\n"
    rows = "Y90001,falls_seen,2026-06,20,400,5\nY90002,falls_seen,2026-06,,,5\n"
    report = await take(comparisons, (month + rows).encode())
    assert report.refused == {Reason.NO_COUNTS: 1}


async def test_a_share_above_the_whole_and_a_value_that_disagrees_are_refused(
    comparisons: ComparisonsService,
) -> None:
    good = "".join(f"{code},falls_seen,2024/25,20,400,5\n" for code in CODES)
    rows = "Y90011,falls_seen,2024/25,410,400,102.5\nY90012,falls_seen,2024/25,20,400,6\n"
    rows = "practice_code,indicator_id,period,numerator,denominator,value\n" + good * 1 + rows
    report = await take(comparisons, rows.encode())
    # One of seven rows above the whole: too many for a proportion, so this is a rate.
    assert report.indicators[0].unit == "per 100"
    assert report.refused == {Reason.DISAGREES: 1}
    known = await take(
        comparisons,
        b"measure,org_type,org_id,org_name,date,numerator,denominator,"
        b"calc_value,percentile\nsaba,practice,Y90001,ALDER,2026-06-01,11,10,1.1,99\n",
    )
    assert known.refused == {Reason.ABOVE_THE_WHOLE: 1}


async def test_what_is_edited_here_decides_how_later_files_are_read(
    comparisons: ComparisonsService, database: Database
) -> None:
    await take(comparisons, year(SIX))
    async with database.transaction() as session:
        await session.execute(update(IndicatorRow).values(name="Falls", multiplier=1000.0))
    rows = "practice_code,indicator_id,period,numerator,denominator,value\n"
    rows += "Y90001,falls_seen,2025/26,20,400,50\nY90002,falls_seen,2025/26,20,400,5\n"
    report = await take(comparisons, rows.encode())
    assert (report.figures, report.refused) == (1, {Reason.DISAGREES: 1})
    assert [each.name for each in await comparisons.showing.indicators()] == ["Falls"]


async def test_a_known_share_whose_values_are_weighted_keeps_them_as_published(
    comparisons: ComparisonsService, database: Database
) -> None:
    await take(comparisons, year(SIX))
    rows = ["practice_code,indicator_id,period,numerator,denominator,value"]
    rows += [f"{code},falls_seen,2025/26,20,400,{5 + n / 50}" for n, code in enumerate(CODES, 1)]
    report = await take(comparisons, "\n".join(rows).encode())
    assert (report.figures, report.refused) == (6, {})
    async with database.reading() as session:
        query = select(ObservationRow.numerator, ObservationRow.value).filter_by(
            period=date(2025, 4, 1)
        )
        found = (await session.execute(query)).all()
    assert {tuple(row) for row in found} == {(None, 5 + n / 50) for n in range(1, 7)}


async def test_figures_of_a_practice_that_joins_later_are_there_already(
    comparisons: ComparisonsService, database: Database
) -> None:
    newcomer = Practice("Y90088", "Quay Surgery")
    report = await take(comparisons, year(SIX | {newcomer.ods_code: 200}))
    assert (report.scope.rows_elsewhere, report.scope.practices_elsewhere) == (1, 1)
    assert len((await comparisons.posting.preview("falls_seen", None)).figures) == 6
    async with database.transaction() as session:
        await PeopleStore(session, comparisons.context.workspace.id).put_practices([newcomer])
    assert len((await comparisons.posting.preview("falls_seen", None)).figures) == 7


async def test_englands_published_figure_is_there_to_compare_with(
    comparisons: ComparisonsService,
) -> None:
    await take(comparisons, FINGERTIPS)
    england = (await comparisons.posting.preview("ft_90001", None)).england
    assert england is not None
    assert (england.ods_code, england.denominator) == (ENGLAND, 52100343)


NHS_NUMBERS = ("9990000018", "9990000026", "9990000034")


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 figures",
        b"",
        b"name,shoe size\nAda,39\n",
        OPEN.read_bytes().replace(b"percentile", b"percentile,NHS number"),
        b"ods_code,name,list_size,imd_decile\nY90001,Alder Lane Surgery,8240,3\n",
        b'{"measures": [{"id": "saba", "data": [{"date": "2026-06-01", "numerator": 1, '
        b'"denominator": 2',
        many(3000, 1) + "".join(f"Y90001,x,{n},1,2\n" for n in NHS_NUMBERS).encode(),
    ],
    ids=[
        "pdf",
        "empty",
        "another csv",
        "patients",
        "practices",
        "cut off",
        "NHS numbers at the end",
    ],
)
async def test_of_a_refused_file_nothing_is_kept(
    comparisons: ComparisonsService, database: Database, content: bytes
) -> None:
    with pytest.raises(InvalidInput):
        await take(comparisons, content)
    for kind in (ImportRow, ObservationRow, IndicatorRow, PeriodSummaryRow, WorkRow):
        assert await count(database, kind) == 0


async def test_a_file_without_a_single_figure_is_remembered_as_such(
    comparisons: ComparisonsService, database: Database
) -> None:
    report = await take(comparisons, b"practice_code,indicator_id,period,value\nx,y,z,\n")
    assert (report.read, report.taken, report.indicators) == (1, 0, ())
    assert await count(database, ImportRow) == 1
    assert await count(database, IndicatorRow) == 0


async def test_a_workspace_sees_and_undoes_only_its_own(
    comparisons: ComparisonsService, database: Database, clock: FixedClock
) -> None:
    other = await service(database, clock, "T2")
    ours = await take(comparisons, year(SIX))
    assert ours.number is not None
    assert await other.showing.indicators() == []
    assert await other.importing.imports_so_far() == []
    assert await other.importing.history("falls_seen", "Y90001", date(2024, 4, 1)) == []
    for refused in (
        other.importing.import_detail(ours.number),
        other.importing.undo(ours.number, "U1"),
    ):
        with pytest.raises(NotFound):
            await refused
    theirs = await take(other, year(SIX))
    assert (theirs.already, theirs.merged.added) == (None, 6)


# ---- provenance


async def test_an_import_keeps_where_it_is_from_and_what_it_refused(
    comparisons: ComparisonsService, database: Database
) -> None:
    address = "https://example.org/figures?org=14Z"
    report = await comparisons.importing.import_file(OPEN, "figures.csv", "U9", address)
    assert report.number is not None
    detail = await comparisons.importing.import_detail(report.number)
    imported = detail.imported
    assert (imported.source, imported.file_name, imported.actor, imported.at) == (
        Source.OPENPRESCRIBING,
        "figures.csv",
        "U9",
        NOW,
    )
    assert (imported.address, imported.licence) == (address, "Open Government Licence v3.0")
    assert (imported.sha256, imported.read, imported.taken) == (report.sha256, 147, 129)
    assert (imported.busy, imported.undone_at) == (False, None)
    assert detail.refused == report.refused
    assert set(detail.listed) == set(report.listed)
    assert (detail.figures, detail.replaced) == (129, 0)
    assert {each.key for each in detail.indicators} == {each.key for each in report.indicators}
    async with database.reading() as session:
        notes = (await session.execute(select(AuditRow.actor, AuditRow.deed))).all()
    assert [tuple(note) for note in notes] == [("U9", "imported figures")]


async def test_the_address_says_what_the_name_does_not(comparisons: ComparisonsService) -> None:
    row = [{"row_id": "Y90001", "date": "2026-06-01", "items": 448, "setting": 4}]
    report = await comparisons.importing.import_file(
        json.dumps(row).encode(), "fetched", "fetching", "https://example.org/spending/?code=5.1"
    )
    assert [each.key for each in report.indicators] == ["op_items_5_1"]
