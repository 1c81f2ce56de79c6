"""Imports taken back on both databases: what goes, what comes back, what stays."""

import random
from datetime import date, timedelta

import pytest

from bot.errors import Conflict, NotFound
from bot.services.comparisons import ComparisonsService
from storage.database import Database
from tests.support.importing import (
    CODES,
    NOW,
    SIX,
    Chain,
    FixedClock,
    Key,
    Said,
    kept,
    service,
    table,
    take,
    year,
)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
async def comparisons(database: Database, clock: FixedClock) -> ComparisonsService:
    return await service(database, clock)


async def test_what_an_import_added_goes_and_what_it_corrected_comes_back(
    comparisons: ComparisonsService, database: Database
) -> None:
    await take(comparisons, year(SIX))
    before = await kept(database)
    second = await take(comparisons, year({"Y90001": 66, "Y90044": 5}) + b"Y90001,other,2019,1,2\n")
    assert second.number is not None
    undone = await comparisons.importing.undo(second.number, "U9")
    assert (undone.removed, undone.restored) == (2, 1)
    assert await kept(database) == before
    assert await comparisons.importing.history("other", "Y90001", date(2019, 1, 1)) == []
    assert [each.key for each in await comparisons.showing.indicators()] == ["falls_seen"]
    latest = (await comparisons.importing.imports_so_far())[0]
    assert (latest.undone_by, latest.undone_at, latest.busy) == ("U9", NOW, False)


async def test_what_a_later_import_corrected_again_stays(
    comparisons: ComparisonsService, database: Database
) -> None:
    numbers = [
        (await take(comparisons, year({"Y90001": counted}))).number for counted in (60, 66, 70)
    ]
    assert numbers[1] is not None
    await comparisons.importing.undo(numbers[1], "U9")
    ((_, chain),) = (await kept(database)).items()
    assert chain == [(numbers[0], 60), (numbers[2], 70)]


async def test_an_undone_file_may_be_imported_again(
    comparisons: ComparisonsService, database: Database
) -> None:
    first = await take(comparisons, year(SIX))
    assert first.number is not None
    before = {key: [number for _, number in chain] for key, chain in (await kept(database)).items()}
    await comparisons.importing.undo(first.number, "U9")
    assert await kept(database) == {}
    again = await take(comparisons, year(SIX))
    assert (again.already, again.merged.added) == (None, 6)
    assert again.number != first.number
    after = {key: [number for _, number in chain] for key, chain in (await kept(database)).items()}
    assert after == before


async def test_what_a_later_file_said_as_well_is_had_back_from_that_file(
    comparisons: ComparisonsService, database: Database, clock: FixedClock
) -> None:
    august = await take(comparisons, year(SIX))
    later = year(SIX) + year(SIX, "2025/26").split(b"\n", 1)[1]
    september = await take(comparisons, later, "september.csv")
    assert (september.merged.added, september.merged.unchanged) == (6, 6)
    assert august.number is not None
    clock.moment += timedelta(days=1)
    undone = await comparisons.importing.undo(august.number, "U9")
    assert [each.number for each in undone.say_the_same] == [september.number]
    assert len(await kept(database)) == 6
    clock.moment += timedelta(days=1)
    again = await take(comparisons, later, "september.csv")
    assert (again.number, again.already) == (september.number, None)
    assert (again.merged.added, again.merged.unchanged) == (6, 6)
    assert len(await kept(database)) == 12
    assert (await take(comparisons, later)).already == clock.moment


async def test_an_older_file_does_not_put_back_what_a_newer_one_corrected(
    comparisons: ComparisonsService, database: Database, clock: FixedClock
) -> None:
    first = await take(comparisons, year({"Y90001": 1}, "2023/24"))
    old = year({"Y90001": 1}, "2023/24") + b"Y90001,falls_seen,2024/25,5,1000\n"
    await take(comparisons, old)
    newest = await take(comparisons, year({"Y90001": 7}))
    assert first.number is not None
    clock.moment += timedelta(days=1)
    await comparisons.importing.undo(first.number, "U9")
    again = await take(comparisons, old)
    assert again.merged.added == 1
    found = await kept(database)
    assert found["falls_seen", date(2024, 4, 1), "Y90001"][-1] == (newest.number, 7)


async def test_undoing_twice_or_nothing_is_said(comparisons: ComparisonsService) -> None:
    report = await take(comparisons, year(SIX))
    assert report.number is not None
    await comparisons.importing.undo(report.number, "U9")
    with pytest.raises(Conflict, match="undone already"):
        await comparisons.importing.undo(report.number, "U9")
    with pytest.raises(NotFound, match="no import 999"):
        await comparisons.importing.undo(999, "U9")
    with pytest.raises(NotFound):
        await comparisons.importing.import_detail(999)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_is_imported_and_undone_each_figure_has_its_true_history(
    comparisons: ComparisonsService, database: Database, seed: int
) -> None:
    """Against a model: a figure is a chain of what was said of it; undoing takes one link out."""
    rng = random.Random(seed)
    expected: dict[Key, Chain] = {}
    alive: list[int] = []
    for step in range(14):
        if alive and rng.random() < 0.4:
            gone = alive.pop(rng.randrange(len(alive)))
            await comparisons.importing.undo(gone, "U9")
            expected = {
                key: left
                for key, chain in expected.items()
                if (left := [link for link in chain if link[0] != gone])
            }
        else:
            said = {
                (code, period): rng.randrange(3)
                for code in CODES[:3]
                for period in (2020, 2021)
                if rng.random() < 0.6
            }
            lines = [Said(code, "k", str(period), n) for (code, period), n in said.items()]
            report = await take(comparisons, table([*lines, Said("Y90099", "other", "2019", step)]))
            assert report.number is not None
            alive.append(report.number)
            said_of = {("k", date(period, 1, 1), code): n for (code, period), n in said.items()}
            said_of["other", date(2019, 1, 1), "Y90099"] = step
            for key, number in said_of.items():
                chain = expected.setdefault(key, [])
                if not chain or chain[-1][1] != number:
                    chain.append((report.number, number))
        assert await kept(database) == expected


async def test_a_file_of_very_many_small_pages_is_taken_and_undone(
    comparisons: ComparisonsService, database: Database
) -> None:
    """More than one statement may name."""
    lines = [
        Said("Y90001", f"k{n}", str(year), 0) for n in range(110) for year in range(2005, 2025)
    ]
    report = await take(comparisons, table(line._replace(numerator=3) for line in lines))
    assert report.merged.added == 2200
    again = await take(comparisons, table(line._replace(numerator=4) for line in lines))
    assert again.merged.corrected == 2200
    assert again.number is not None
    undone = await comparisons.importing.undo(again.number, "U9")
    assert (undone.removed, undone.restored) == (0, 2200)
    assert {chain[-1][1] for chain in (await kept(database)).values()} == {3}
