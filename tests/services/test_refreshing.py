"""Figures that come by themselves, on both databases, from a publisher that behaves or does not."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import web
from sqlalchemy import func, select, update

from bot.domain.comparisons import ENGLAND, is_practice
from bot.domain.people import Member, Role
from bot.domain.sources import Source, SourceKind
from bot.errors import ConfigurationError, Conflict, InvalidInput, NotFound
from bot.secrets import make_key, parse_secrets
from bot.services.comparisons.refreshing import FETCH, Outcome, Refreshing
from bot.services.factory import Factory, NoCharts, Services
from bot.sources.caching import prepare
from bot.sources.fetching import BACK_OFF, Fetcher, Outside, client
from bot.sources.files import detect
from bot.sources.fingertips_api import COLUMNS
from bot.sources.sites import sites_at
from storage.comparisons import SourceStore
from storage.database import Database
from storage.organisations import OrganisationStore
from storage.people import PeopleStore
from storage.schedules import ScheduleStore
from storage.schema.comparisons import ImportRow, ObservationRow
from storage.schema.delivery import DeliveryRow
from storage.schema.organisations import OrganisationRow
from storage.work import Listed, WorkStore
from tests.support.acting import act
from tests.support.ods import BODY, CLOSED, HERE, ICB, MOVED, PCN, manchester, serve_register
from tests.support.people import PRACTICES
from tests.support.publisher import (
    BY_PRACTICE,
    GOOD,
    HEADING,
    Publisher,
    QuickTime,
    Way,
    etag_of,
    measure,
    publishing,
    refuses,
    sends,
    sends_json,
    shows_a_page,
)
from tests.support.real_data import OPENPRESCRIBING, real_file

FRIDAY = datetime(2026, 11, 20, 9, tzinfo=UTC)
ENGLANDS = "/op/measure/"
AREA_TYPES, INDICATOR = "/ft/area_types", "/ft/all_data/csv/by_indicator_id"
MANAGER = Member("U900", None, frozenset({Role.MANAGER}), None)
ADMINISTRATOR = Member("U901", None, frozenset({Role.ADMINISTRATOR}), None)
GP = Member("U902", PRACTICES[0])


@dataclass
class Town:
    """A workspace with a manager, an administrator and a GP, and publishers next door."""

    database: Database
    publisher: Publisher
    time: QuickTime
    factory: Factory
    services: Services
    folder: Path

    @property
    def refreshing(self) -> Refreshing:
        return self.services.comparisons.refreshing

    @property
    def workspace_id(self) -> int:
        return self.services.workspace.id

    async def later(self, **by: float) -> None:
        """Time passes, and what is then due happens."""
        self.time.moment += timedelta(**by)
        await act(self.database, self.time, self.factory.for_workspace)

    async def until(self, moment: datetime) -> None:
        self.time.moment = moment
        await self.later()

    async def add(self, kind: SourceKind = SourceKind.OPENPRESCRIBING, *words: str) -> Source:
        """Added, but not fetched yet, and alone."""
        added = await self.refreshing.add(kind, words or ("saba", "14L"), "command line")
        for other in added[1:]:
            await self.refreshing.remove(other.id, "command line")
        return added[0]

    async def fetch(self, source: Source) -> Outcome:
        return await self.refreshing.fetch(source.id, "command line")

    async def source(self, source: Source) -> Source:
        async with self.database.reading() as session:
            found = await SourceStore(session, self.workspace_id).get(source.id)
        assert found is not None
        return found

    async def figures(self) -> list[tuple[str, float | None]]:
        async with self.database.reading() as session:
            rows = await session.execute(
                select(ObservationRow.area, ObservationRow.numerator).order_by(ObservationRow.area)
            )
            return [(row.area, row.numerator) for row in rows]

    async def imports(self) -> list[ImportRow]:
        async with self.database.reading() as session:
            return list(await session.scalars(select(ImportRow).order_by(ImportRow.id)))

    async def told(self) -> list[DeliveryRow]:
        async with self.database.reading() as session:
            rows = select(DeliveryRow).order_by(DeliveryRow.id)
            return list(await session.scalars(rows))

    async def work(self) -> list[Listed]:
        async with self.database.reading() as session:
            listed = await WorkStore(session, self.workspace_id).listed()
        return [each for each in listed if each.kind == FETCH]


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing() as made:
        yield made


@pytest.fixture
async def town(database: Database, publisher: Publisher, tmp_path: Path) -> AsyncIterator[Town]:
    time = QuickTime(FRIDAY)
    async with client() as http:
        http.timeout = httpx.Timeout(5)
        fetcher = Fetcher(http, tmp_path, time.now, sleep=time.sleep, monotonic=time.monotonic)
        url = publisher.url
        outside = Outside(fetcher, sites_at(f"{url}ft/", f"{url}op/", url))
        secrets, rng = parse_secrets(make_key()), random.Random(1)
        factory = Factory(database, time, secrets, NoCharts(), rng, outside=outside)
        services = await factory.for_team("T1")
        async with database.transaction() as session:
            people = PeopleStore(session, services.workspace.id)
            await people.put_practices(PRACTICES)
            await people.put_members([MANAGER, ADMINISTRATOR, GP])
        yield Town(database, publisher, time, factory, services, tmp_path)


def same(found: list[tuple[str, float | None]], numerator: float) -> bool:
    return found == [(each.ods_code, numerator) for each in PRACTICES]


# ---- when all is well


async def test_what_is_added_is_fetched_at_once_and_kept_with_its_address(town: Town) -> None:
    town.publisher.on(BY_PRACTICE, sends(GOOD))
    source = await town.add()
    await town.later()
    assert same(await town.figures(), 90)
    (taken,) = await town.imports()
    assert taken.address == (
        f"{town.publisher.url}op/measure_by_practice/"
        "?format=csv&org=14L&parent_org_type=ccg&measure=saba"
    )
    assert taken.actor == "Peerbot"
    kept = await town.source(source)
    assert kept.etag == etag_of(GOOD)
    assert kept.checked_at == kept.changed_at == town.time.moment
    assert (kept.failed_since, kept.failures, kept.reason) == (None, 0, None)


async def test_nothing_is_left_on_disk_of_what_was_taken_in(town: Town) -> None:
    town.publisher.on(BY_PRACTICE, sends(GOOD))
    await town.fetch(await town.add())
    assert [each.suffix for each in town.folder.iterdir() if each.suffix != ".lock"] == []


async def test_what_is_known_is_not_sent_again(town: Town) -> None:
    town.publisher.on(BY_PRACTICE, sends(GOOD))
    source = await town.add()
    first = await town.fetch(source)
    assert first.news is not None
    assert first.news.report is not None
    town.time.moment += timedelta(days=7)
    again = await town.fetch(source)
    assert again.news is not None
    assert again.news.report is None
    assert again.source.checked_at == town.time.moment
    assert again.source.changed_at == first.source.changed_at
    assert len(await town.imports()) == 1


async def test_the_same_file_without_marks_changes_nothing(town: Town) -> None:
    town.publisher.on(BY_PRACTICE, sends(GOOD, etag=None))
    source = await town.add()
    first = await town.fetch(source)
    town.time.moment += timedelta(days=7)
    again = await town.fetch(source)
    assert again.news is not None
    assert not again.news.is_new
    assert again.source.changed_at == first.source.changed_at
    assert len(await town.imports()) == 1


async def test_every_sunday_night_all_are_fetched_one_after_the_other(town: Town) -> None:
    town.publisher.on(BY_PRACTICE, sends(GOOD), sends(measure(95)))
    serve_register(town.publisher, manchester())
    await town.add()
    await town.add(SourceKind.ODS, BODY)
    await town.later()
    sunday = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
    town.publisher.heard.clear()
    await town.until(sunday - timedelta(minutes=1))
    assert town.publisher.heard == []
    await town.until(sunday)
    assert len(town.publisher.asked(BY_PRACTICE)) == 1
    assert same(await town.figures(), 95)
    assert [each.due_at for each in await town.work()] == [sunday + timedelta(minutes=2)]
    await town.later(minutes=2)
    assert len(town.publisher.asked(f"/organisations/{BODY}")) == 1
    assert await town.work() == []


async def test_no_transaction_is_open_while_a_publisher_is_asked(town: Town) -> None:
    wrote = []

    async def way(request: web.Request) -> web.StreamResponse:
        async with asyncio.timeout(2), town.database.transaction() as session:
            await PeopleStore(session, town.workspace_id).put_practices(PRACTICES)
        wrote.append(True)
        return await sends(GOOD)(request)

    town.publisher.on(BY_PRACTICE, way)
    assert (await town.fetch(await town.add())).news is not None
    assert wrote == [True]


def can_read(content: bytes) -> bool:
    """Whether this Peerbot reads such files."""
    try:
        detect(content)
    except InvalidInput:
        return False
    return True


ENGLANDS_JSON = (
    b'{"measures":[{"id":"saba","name":"SABA","data":[{"date":"2026-08-01","numerator":400000.0,'
    b'"denominator":1000000.0,"calc_value":0.4,"percentiles":{"practice":{"50":0.4}}}]}]}'
)
WHOLE_ENGLAND = (
    b"Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,"
    b"Category Type,Category,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,"
    b"Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note,Recent Trend,"
    b"Compared to England value or percentiles,Column not used,Time period Sortable,New data,"
    b"Compared to goal,Time period range\n"
    b"91547,Smoking prevalence in adults (15+) - current smokers (QOF),E92000001,England,Y90001,"
    b"Alder Lane Surgery,GPs,Persons,15+ yrs,,,2022/23,21.69363839,20.75479147,22.66280883,"
    b"20.22745112,23.23514736,1555,7168,,Cannot be calculated,Worse,Not compared,20220000,,,1y\n"
)


@pytest.mark.skipif(not can_read(ENGLANDS_JSON), reason="OpenPrescribing's JSON is not read here")
async def test_a_measure_comes_with_englands_own_figures(town: Town) -> None:
    town.publisher.on(BY_PRACTICE, sends(GOOD))
    town.publisher.on(ENGLANDS, sends(ENGLANDS_JSON, kind="application/json"))
    await town.refreshing.add(SourceKind.OPENPRESCRIBING, ["saba", "14L"], "command line")
    await town.later()
    assert (ENGLAND, 400_000.0) in await town.figures()


@pytest.mark.skipif(not can_read(WHOLE_ENGLAND), reason="Fingertips' CSV is not read here")
async def test_an_indicator_of_fingertips_comes_in(town: Town) -> None:
    serve_fingertips(town.publisher, sends(WHOLE_ENGLAND))
    await town.add(SourceKind.FINGERTIPS, "91547")
    await town.later()
    assert await town.figures() == [("Y90001", 1555.0)]


async def test_the_real_file_comes_over_the_api_as_it_does_from_disk(town: Town) -> None:
    town.publisher.on(BY_PRACTICE, sends(real_file(OPENPRESCRIBING).read_bytes()))
    await town.fetch(await town.add(SourceKind.OPENPRESCRIBING, "ktt9_antibiotics", "14L"))
    (taken,) = await town.imports()
    assert (taken.rows_read, taken.rows_taken) == (3456, 3217)


@pytest.mark.skipif(not can_read(WHOLE_ENGLAND), reason="Fingertips' CSV is not read here")
async def test_the_real_practices_of_fingertips_come_over_the_api(town: Town) -> None:
    content = real_file("fingertips_91547_smoking_14L.csv").read_bytes()
    serve_fingertips(town.publisher, sends(content))
    await town.fetch(await town.add(SourceKind.FINGERTIPS, "91547"))
    areas = [area for area, _ in await town.figures()]
    assert len([each for each in areas if is_practice(each)]) == 83


def serve_fingertips(publisher: Publisher, way: Way) -> None:
    areas = [{"Id": 7, "Name": "General Practice"}, {"Id": 15, "Name": "England"}]
    publisher.on(AREA_TYPES, sends_json(areas))
    publisher.on(INDICATOR, way)


async def test_a_measure_is_two_sources_and_a_second_body_adds_one(town: Town) -> None:
    added = await town.refreshing.add(SourceKind.OPENPRESCRIBING, ["saba", "14L"], "U900")
    assert [each.key for each in added] == ["saba:14L", f"saba:{ENGLAND}"]
    added = await town.refreshing.add(SourceKind.OPENPRESCRIBING, ["saba", "01G"], "U900")
    assert [each.key for each in added] == ["saba:01G"]
    await town.later()
    assert [each.path for each in town.publisher.asked(ENGLANDS)] == [
        "/op/measure/?format=json&measure=saba"
    ]


async def test_fingertips_is_asked_for_all_practices_of_england_by_what_it_calls_england(
    town: Town,
) -> None:
    areas = [{"Id": 7, "Name": "General Practice"}, {"Id": 4711, "Name": "England"}]
    town.publisher.on(AREA_TYPES, sends_json(areas))
    town.publisher.on(INDICATOR, sends(b"x"))
    await town.fetch(await town.add(SourceKind.FINGERTIPS, "91547"))
    assert [each.path for each in town.publisher.asked(INDICATOR)] == [
        f"{INDICATOR}?indicator_ids=91547&child_area_type_id=7&parent_area_type_id=4711"
    ]


# ---- when something is not as it should be


async def assert_trouble(town: Town, source: Source, sentence: str) -> None:
    """It is said of the source, and the figures are as they were."""
    outcome = await town.fetch(source)
    assert outcome.news is None
    assert sentence in (outcome.source.reason or "")
    assert outcome.source.failed_since is not None
    assert same(await town.figures(), 90)


@pytest.fixture
async def known(town: Town) -> Source:
    """A source that has worked, whose publisher has something new."""
    town.publisher.on(BY_PRACTICE, sends(GOOD))
    source = await town.add()
    await town.fetch(source)
    await town.later()
    return source


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        (refuses(503), "OpenPrescribing has trouble of its own (503)."),
        (refuses(404), "OpenPrescribing has nothing at the address that was asked (404)."),
        (shows_a_page(), "OpenPrescribing answered with a web page instead of figures."),
        (
            sends(measure(95, HEADING.replace("org_id", "organisation").replace("date", "month"))),
            "OpenPrescribing has changed the columns of its table: “org_id”, “date” cannot be found,",
        ),
        (
            sends(b'{"detail": "new API"}', kind="application/json"),
            "OpenPrescribing has changed the columns of its table: “measure”, “org_type”, “org_id” and 6",
        ),
        (sends(b""), "OpenPrescribing has changed the columns of its table"),
        (sends(b"\x00\x01\x02"), "OpenPrescribing has changed the columns of its table"),
        (
            sends(f"{HEADING}\n".encode()),
            "OpenPrescribing sent a table in which no row could be used (0 read).",
        ),
        (
            sends(GOOD.replace(b",practice,", b",sicbl,")),
            "OpenPrescribing sent a table in which no row could be used (6 read).",
        ),
        (
            sends(GOOD.replace(b"percentile", b"percentile,nhs_number")),
            "OpenPrescribing sent a file that Peerbot cannot read. This file has a column about single",
        ),
    ],
)
async def test_a_broken_source_is_said_and_the_last_good_figures_stay(
    town: Town, known: Source, way: Way, sentence: str
) -> None:
    town.publisher.on(BY_PRACTICE, way)
    await assert_trouble(town, known, sentence)
    await assert_trouble(town, known, sentence)  # and once more, though it has been seen before
    town.publisher.on(BY_PRACTICE, sends(measure(95)))
    outcome = await town.fetch(known)
    assert (outcome.source.failed_since, outcome.source.reason) == (None, None)
    assert outcome.source.failures == 0
    assert same(await town.figures(), 95)


@pytest.mark.parametrize(
    ("areas", "sentence"),
    [
        ([{"Id": 7, "Name": "GPs"}], "list of area types: England is not as it was"),
        ([{"Id": "15", "Name": "England"}], "list of area types: Id is not as it was"),
        ({"areas": []}, "list of area types: a list is not as it was"),
        (["England"], "list of area types: a list is not as it was"),
    ],
)
async def test_another_shape_of_json_is_said(town: Town, areas: object, sentence: str) -> None:
    town.publisher.on(AREA_TYPES, sends_json(areas))
    outcome = await town.fetch(await town.add(SourceKind.FINGERTIPS, "91547"))
    assert outcome.news is None
    assert f"Fingertips has changed how it sends its {sentence}" in (outcome.source.reason or "")


async def test_fingertips_columns_are_looked_at_before_anything_is_taken(town: Town) -> None:
    heading = ",".join(COLUMNS).replace("Area Code", "AreaCode")
    serve_fingertips(town.publisher, sends(f"{heading}\n1,2,3\n".encode()))
    outcome = await town.fetch(await town.add(SourceKind.FINGERTIPS, "91547"))
    assert outcome.source.reason == (
        "Fingertips has changed the columns of its table: “Area Code” cannot be found, so nothing was "
        "taken."
    )
    assert await town.imports() == []


async def test_what_cannot_be_used_is_not_downloaded_again_until_it_changes(
    town: Town, known: Source
) -> None:
    bad = measure(95, HEADING.replace("org_id", "organisation"))
    town.publisher.on(BY_PRACTICE, sends(bad))
    await assert_trouble(town, known, "“org_id” cannot be found")
    town.publisher.heard.clear()
    await assert_trouble(town, known, "“org_id” cannot be found")
    assert town.publisher.heard[0].headers["If-None-Match"] == etag_of(bad)


async def test_a_source_that_is_down_is_tried_again_and_then_somebody_hears_of_it_once(
    town: Town, known: Source
) -> None:
    town.publisher.on(BY_PRACTICE, refuses(503))
    began = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)
    await town.until(began)
    waits = sum(BACK_OFF)
    assert await town.told() == []
    (again,) = await town.work()
    assert abs(again.due_at - began - timedelta(hours=1, seconds=waits)) < timedelta(seconds=10)
    await town.later(hours=1)
    assert (await town.source(known)).failures == 2
    assert await town.told() == []
    await town.later(hours=6)
    assert (await town.source(known)).failures == 3
    told = await town.told()
    assert sorted(each.spot for each in told) == [
        MANAGER.slack_user_id,
        ADMINISTRATOR.slack_user_id,
    ]
    assert {each.due_at for each in told} == {datetime(2026, 11, 23, 8, tzinfo=UTC)}  # on Monday
    assert await town.work() == []
    for _ in range(3):  # every week again, and nobody hears any more of it
        await town.later(days=7)
    kept = await town.source(known)
    assert kept.failures == 6
    assert kept.failed_since is not None
    assert abs(kept.failed_since - began) < timedelta(minutes=2)
    assert len(await town.told()) == 2
    town.publisher.on(BY_PRACTICE, sends(measure(95)))
    await town.later(days=7)
    assert (await town.source(known)).failed_since is None
    town.publisher.on(BY_PRACTICE, refuses(503))
    await town.later(days=7)
    await town.later(hours=2)
    await town.later(hours=7)
    assert len(await town.told()) == 4  # another time, another message


async def test_what_somebody_reads_of_it(town: Town, known: Source) -> None:
    town.publisher.on(BY_PRACTICE, refuses(503))
    for _ in range(3):
        await town.fetch(known)
    (message, _) = await town.told()
    text = message.body["blocks"][0]["text"]["text"]
    assert text == (
        "I have not been able to fetch anything new since Fri 20 Nov 2026 at 09:00: OpenPrescribing "
        "measure saba, practices of 14L.\n"
        "*Why:* OpenPrescribing has trouble of its own (503). I tried 3 times.\n"
        "*What it means:* What it brought before stays as it is; it is from Fri 20 Nov 2026. Nobody "
        "sees wrong figures because of it, only older ones.\n"
        "*What you can do:* download the figures from the publisher’s website and send me the file in "
        "a direct message (or: `peerbot import FILE`). Whoever looks after Peerbot can try again now "
        f"with `peerbot source fetch {known.id}`, or stop it with `peerbot source remove {known.id}`. "
        "I go on trying every week, and say nothing more of it until it has worked again."
    )


async def test_another_shape_is_tried_again_in_a_day_not_in_an_hour(
    town: Town, known: Source
) -> None:
    town.publisher.on(BY_PRACTICE, sends(b"something else"))
    outcome = await town.fetch(known)
    assert outcome.again_at == town.time.moment + timedelta(days=1)


async def test_a_publisher_that_asks_for_hours_gets_them(town: Town, known: Source) -> None:
    town.publisher.on(BY_PRACTICE, refuses(429, Retry_After="10800"))
    outcome = await town.fetch(known)
    assert outcome.again_at == town.time.moment + timedelta(hours=3)
    assert outcome.source.reason == "OpenPrescribing asks for fewer requests (429)."


async def test_one_that_is_down_does_not_hold_up_the_others(town: Town) -> None:
    town.publisher.on(BY_PRACTICE, refuses(503))
    serve_register(town.publisher, manchester())
    await town.add()
    register = await town.add(SourceKind.ODS, BODY)
    await town.later()
    assert (await town.source(register)).changed_at is not None


async def test_what_somebody_took_back_does_not_come_back_by_itself(
    town: Town, known: Source
) -> None:
    async with town.database.transaction() as session:
        await session.execute(update(ImportRow).values(undone_at=FRIDAY, undone_by="U900"))
    town.publisher.on(BY_PRACTICE, sends(GOOD, etag=None))
    outcome = await town.fetch(known)
    assert outcome.news is not None
    assert outcome.news.undone
    assert len(await town.imports()) == 1
    town.publisher.on(BY_PRACTICE, sends(measure(95), etag=None))  # but what is new does
    await town.fetch(known)
    assert len(await town.imports()) == 2


async def test_what_broke_off_is_taken_in_again(town: Town, known: Source) -> None:
    async with town.database.transaction() as session:
        broken = {"undone_at": FRIDAY, "undone_by": "it broke off", "rows_read": 0}
        await session.execute(update(ImportRow).values(**broken))
    town.publisher.on(BY_PRACTICE, sends(GOOD, etag=None))
    outcome = await town.fetch(known)
    assert outcome.news is not None
    assert outcome.news.report is not None
    assert len(await town.imports()) == 2


# ---- looking after sources


async def test_the_same_source_is_kept_once(town: Town) -> None:
    source = await town.add()
    with pytest.raises(Conflict, match=f"is fetched already, as source {source.id}"):
        await town.add()
    assert [each.key for each in await town.refreshing.all()] == ["saba:14L"]


async def test_what_cannot_be_meant_is_refused(town: Town) -> None:
    with pytest.raises(InvalidInput, match="peerbot source add fingertips 91547"):
        await town.refreshing.add(SourceKind.FINGERTIPS, ["smoking"], "command line")


async def test_a_source_that_is_removed_is_fetched_no_more_and_its_figures_stay(
    town: Town, known: Source
) -> None:
    town.publisher.on(BY_PRACTICE, sends(measure(95)[:-40]))
    await town.refreshing.remove(known.id, "command line")
    town.publisher.heard.clear()
    async with town.database.reading() as session:
        assert await ScheduleStore(session, town.workspace_id).all() == []
    await town.later(days=14)
    assert town.publisher.heard == []
    assert same(await town.figures(), 90)
    assert list(town.folder.iterdir()) == []
    with pytest.raises(NotFound, match=f"There is no source {known.id}"):
        await town.fetch(known)


async def test_a_source_that_goes_while_it_is_fetched_is_no_trouble(
    town: Town, known: Source
) -> None:
    async def way(request: web.Request) -> web.StreamResponse:
        await town.refreshing.remove(known.id, "command line")
        return await refuses(404)(request)

    town.publisher.on(BY_PRACTICE, way)
    assert (await town.fetch(known)).again_at is None
    assert await town.told() == []
    assert await town.refreshing.refresh(str(known.id), town.time.moment) is None


async def test_a_source_is_not_fetched_twice_at_once(town: Town, known: Source) -> None:
    met = []

    async def way(request: web.Request) -> web.StreamResponse:
        with pytest.raises(Conflict, match="is being fetched right now"):
            await town.fetch(known)
        met.append(await town.refreshing.refresh(str(known.id), town.time.moment))
        return await sends(measure(95))(request)

    town.publisher.on(BY_PRACTICE, way)
    await town.fetch(known)
    assert met == [town.time.moment + timedelta(minutes=10)]
    assert same(await town.figures(), 95)


async def test_sources_of_one_workspace_are_not_anothers(town: Town) -> None:
    source = await town.add()
    other = (await town.factory.for_team("T2")).comparisons.refreshing
    assert await other.all() == []
    with pytest.raises(NotFound):
        await other.fetch(source.id, "command line")
    with pytest.raises(NotFound):
        await other.remove(source.id, "command line")


def test_downloads_are_for_our_eyes_only(tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    prepare(folder)
    assert folder.stat().st_mode & 0o077 == 0
    prepare(folder)  # ours: it may be used again


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_downloads_are_not_put_into_somebody_elses_folder(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, -1)
    with pytest.raises(ConfigurationError, match="belongs to another user of this machine"):
        prepare(tmp_path)


# ---- the register


async def test_a_body_is_kept_with_its_practices_and_its_past(town: Town) -> None:
    serve_register(town.publisher, manchester())
    outcome = await town.fetch(await town.add(SourceKind.ODS, BODY))
    assert outcome.news is not None
    assert outcome.news.changes == 11
    async with town.database.reading() as session:
        store = OrganisationStore(session, town.workspace_id)
        body = await store.get(BODY)
        assert body is not None
        assert (body.name, body.postcode) == ("GREATER MANCHESTER ICB - 14L", "M11 3BB")
        practices = await store.practices_of(BODY, date(2020, 3, 31))
        assert [each.code for each in practices] == [HERE, MOVED, CLOSED]
        assert [each.code for each in await store.practices_of(PCN, date(2026, 1, 1))] == [HERE]
        assert [each.code for each in await store.practices_of(ICB, date(2026, 1, 1))] == [
            HERE,
            MOVED,
        ]
        assert [each.code for each in await store.parents_of(HERE, date(2026, 1, 1))] == [BODY, PCN]
        assert [each.code for each in await store.parents_of(HERE, date(2016, 1, 1))] == ["00W"]
        assert await store.breaks_of(BODY) == (date(2017, 4, 1),)
        assert await store.breaks_of("00W") == (date(2017, 4, 1),)
        before = await store.predecessors_of(BODY)
        assert [each.parent for each in before] == ["00W", "01M", "01N"]
        assert await store.get("99Z") is None
        assert await store.practices_of("99Z", date(2026, 1, 1)) == []


async def test_the_same_register_again_is_nothing_new(town: Town) -> None:
    serve_register(town.publisher, manchester())
    source = await town.add(SourceKind.ODS, BODY)
    first = await town.fetch(source)
    town.time.moment += timedelta(days=7)
    again = await town.fetch(source)
    assert again.news is not None
    assert again.news.changes == 0
    assert again.source.changed_at == first.source.changed_at


async def test_who_moves_is_moved_and_what_else_is_known_stays(town: Town) -> None:
    records = manchester()
    serve_register(town.publisher, records)
    source = await town.add(SourceKind.ODS, BODY)
    await town.fetch(source)
    async with town.database.transaction() as session:
        await session.execute(
            update(OrganisationRow).filter_by(code=HERE).values(list_size=8983, imd_score=50.7)
        )
    rel = records[HERE]["Organisation"]["Rels"]["Rel"][1]
    rel["Date"][0]["End"] = "2026-10-31"
    rel["Status"] = "Inactive"
    serve_register(town.publisher, records)
    outcome = await town.fetch(source)
    assert outcome.news is not None
    assert outcome.news.changes == 1
    async with town.database.reading() as session:
        store = OrganisationStore(session, town.workspace_id)
        # Its own location ended, so its PCN's counts.
        assert [each.code for each in await store.parents_of(HERE, date(2026, 11, 1))] == [PCN]
        row = (await session.scalars(select(OrganisationRow).filter_by(code=HERE))).one()
        assert (row.list_size, row.imd_score) == (8983, 50.7)


@pytest.mark.parametrize("broken", ["down", "half", "empty"])
async def test_a_register_that_cannot_be_read_whole_changes_nothing(
    town: Town, broken: str
) -> None:
    records = manchester()
    serve_register(town.publisher, records)
    source = await town.add(SourceKind.ODS, BODY)
    await town.fetch(source)

    async def kept() -> Any:
        async with town.database.reading() as session:
            return await OrganisationStore(session, town.workspace_id).around(BODY)

    before = await kept()
    records[HERE]["Organisation"]["Name"] = "ANOTHER NAME"
    serve_register(town.publisher, records)
    match broken:
        case "down":
            town.publisher.on(f"/organisations/{BODY}", refuses(500))
        case "half":
            town.publisher.on(f"/organisations/{CLOSED}", refuses(500))
        case "empty":
            serve_register(town.publisher, {BODY: records[BODY], ICB: records[ICB]})
    outcome = await town.fetch(source)
    assert outcome.news is None
    expected = (
        "names no practice of 14L" if broken == "empty" else "ODS has trouble of its own (500)."
    )
    assert expected in (outcome.source.reason or "")
    assert await kept() == before
    async with town.database.reading() as session:
        assert await session.scalar(select(func.count()).select_from(OrganisationRow)) == 11


async def test_openprescribing_is_told_what_kind_of_body_the_register_says(town: Town) -> None:
    serve_register(town.publisher, manchester())
    town.publisher.on(BY_PRACTICE, sends(GOOD))
    await town.fetch(await town.add(SourceKind.ODS, BODY))
    await town.fetch(await town.add(SourceKind.OPENPRESCRIBING, "saba", ICB))
    async with town.database.transaction() as session:
        await session.execute(update(OrganisationRow).filter_by(code=PCN).values(kind="icb"))
    await town.fetch(await town.add(SourceKind.OPENPRESCRIBING, "saba", PCN))
    asked = [each.path for each in town.publisher.asked(BY_PRACTICE)]
    assert ["parent_org_type=stp" in path for path in asked] == [True, True]
