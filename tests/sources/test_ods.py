"""ODS over real HTTP: a body with its parts and practices, or a sentence and nothing at all."""

from collections.abc import AsyncIterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.organisations import Kind, LinkKind
from bot.sources.fetching import Fetcher, client
from bot.sources.ods import PAGE, parse_record, read_body
from bot.sources.sites import Site
from bot.sources.troubles import SourceChanged
from tests.support.ods import (
    BODY,
    CLINIC,
    CLOSED,
    HERE,
    ICB,
    MOVED,
    NEIGHBOUR,
    OLD_CCGS,
    OTHER_PCN,
    PCN,
    STRADDLING,
    list_path,
    manchester,
    serve_register,
)
from tests.support.publisher import Publisher, QuickTime, publishing, sends_json
from tests.support.real_data import real_file

ODS = Site("ODS", "http://unused/")
NOW = date(2026, 11, 24)


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with publishing() as made:
        yield made


@pytest.fixture
async def fetcher(tmp_path: Path) -> AsyncIterator[Fetcher]:
    time = QuickTime()
    async with client() as http:
        yield Fetcher(http, tmp_path, time.now, sleep=time.sleep, monotonic=time.monotonic)


@pytest.fixture
def site(publisher: Publisher) -> Site:
    return Site("ODS", publisher.url, 0.25)


# ---- a whole body


async def test_a_location_comes_with_its_practices_pcns_and_what_is_above(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    serve_register(publisher, manchester())
    found = await read_body(fetcher, site, BODY)
    kinds = {code: each.kind for code, each in found.organisations.items()}
    assert kinds == {
        BODY: Kind.SUB_ICB,
        ICB: Kind.ICB,
        PCN: Kind.PCN,
        OTHER_PCN: Kind.PCN,
        HERE: Kind.PRACTICE,
        MOVED: Kind.PRACTICE,
        CLOSED: Kind.PRACTICE,
        NEIGHBOUR: Kind.SUB_ICB,
        **dict.fromkeys(OLD_CCGS, Kind.SUB_ICB),
    }
    assert CLINIC not in kinds  # a prescribing cost centre, but not a practice
    assert found.practices_of(BODY, NOW) == {HERE}
    assert found.practices_of(BODY, date(2020, 3, 31)) == {HERE, MOVED, CLOSED}
    assert found.practices_of(ICB, NOW) == {HERE, MOVED}
    assert found.breaks_of(BODY) == (date(2017, 4, 1),)
    assert {link.parent for link in found.predecessors_of(BODY)} == set(OLD_CCGS)


async def test_a_record_is_asked_for_once(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    serve_register(publisher, manchester())
    await read_body(fetcher, site, BODY)
    paths = [each.path for each in publisher.heard]
    assert len(paths) == len(set(paths))


async def test_an_icb_comes_with_all_its_locations(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    serve_register(publisher, manchester())
    found = await read_body(fetcher, site, ICB)
    assert found.practices_of(ICB, NOW) == {HERE, MOVED, STRADDLING}


async def test_a_pcn_comes_with_its_practices(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    serve_register(publisher, manchester())
    found = await read_body(fetcher, site, PCN)
    assert found.practices_of(PCN, NOW) == {HERE, STRADDLING}
    assert found.practices_of(BODY, NOW) == {HERE}  # the other belongs to its own location


@pytest.mark.parametrize("says", ["total", "next page", "nothing"])
async def test_a_long_list_is_read_page_by_page(
    fetcher: Fetcher, site: Site, publisher: Publisher, says: str
) -> None:
    records = manchester()
    serve_register(publisher, records)
    others = [{"OrgId": f"X{number:05}", "PrimaryRoleId": "RO197"} for number in range(PAGE)]
    last = [{"OrgId": HERE, "PrimaryRoleId": "RO177"}]
    first_says = {
        "total": {"X-Total-Count": str(PAGE + 1)},
        "next page": {"Next-Page": "http://elsewhere.example/never-followed"},
        "nothing": {},
    }[says]
    total = {"X-Total-Count": str(PAGE + 1)} if says == "total" else {}
    publisher.on(list_path(BODY), sends_json({"Organisations": others}, first_says))
    publisher.on(list_path(BODY, PAGE), sends_json({"Organisations": last}, total))
    found = await read_body(fetcher, site, BODY)
    assert found.practices_of(BODY, NOW) == {HERE}


async def test_a_list_that_ends_too_soon_is_not_believed(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    serve_register(publisher, manchester())
    page = {"Organisations": [{"OrgId": HERE, "PrimaryRoleId": "RO177"}]}
    publisher.on(list_path(BODY), sends_json(page, {"X-Total-Count": "83"}))
    publisher.on(list_path(BODY, 1), sends_json({"Organisations": []}, {"X-Total-Count": "83"}))
    with pytest.raises(SourceChanged, match="lists 83 organisations under 14L, but sent 1 of them"):
        await read_body(fetcher, site, BODY)


async def test_one_record_of_another_shape_stops_it_all(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    serve_register(publisher, manchester())
    nameless = manchester()[MOVED]
    del nameless["Organisation"]["Name"]
    publisher.on(f"/organisations/{MOVED}", sends_json(nameless))
    with pytest.raises(SourceChanged, match=f"the record of {MOVED}: Name is not as it was"):
        await read_body(fetcher, site, BODY)


async def test_a_body_that_is_something_else_is_said(
    fetcher: Fetcher, site: Site, publisher: Publisher
) -> None:
    serve_register(publisher, manchester())
    with pytest.raises(SourceChanged, match="ODS knows Y00001, but not as a practice, a PCN"):
        await read_body(fetcher, site, CLINIC)
    with pytest.raises(SourceChanged, match="ODS does not know the code 99Z"):
        await read_body(fetcher, site, "99Z")


@pytest.mark.parametrize(
    "said", [[], {"Organisations": None}, {"Organisation": []}, {"Organisations": [7]}]
)
async def test_a_list_of_another_shape_is_said(
    fetcher: Fetcher, site: Site, publisher: Publisher, said: object
) -> None:
    serve_register(publisher, manchester())
    publisher.on(list_path(BODY), sends_json(said))
    with pytest.raises(
        SourceChanged, match="ODS has changed how it sends the list of what belongs"
    ):
        await read_body(fetcher, site, BODY)


# ---- one record


def test_days_are_the_operational_ones() -> None:
    found = parse_record(manchester()[CLOSED], ODS, CLOSED)
    assert found is not None
    assert found.organisation.opened == date(1980, 1, 1)
    assert found.organisation.closed == date(2023, 9, 30)
    (link,) = found.links
    assert (link.first, link.last) == (date(2017, 4, 1), date(2023, 9, 30))


def test_legal_days_count_where_there_are_no_others() -> None:
    raw = manchester()[HERE]
    raw["Organisation"]["Date"] = [{"Type": "Legal", "Start": "2013-04-01"}]
    found = parse_record(raw, ODS, HERE)
    assert found is not None
    assert found.organisation.opened == date(2013, 4, 1)


def test_a_membership_that_ended_nobody_knows_when_is_left_out() -> None:
    raw = manchester()[HERE]
    for rel in raw["Organisation"]["Rels"]["Rel"]:
        rel["Status"] = "Inactive"
        rel["Date"] = [{"Type": "Operational", "Start": "2017-04-01"}]
    found = parse_record(raw, ODS, HERE)
    assert found is not None
    assert found.links == ()


def test_both_ends_of_a_succession_say_the_same() -> None:
    records = manchester()
    new, old = parse_record(records[BODY], ODS, BODY), parse_record(records["00W"], ODS, "00W")
    assert new is not None
    assert old is not None
    (said_by_old,) = [each for each in old.links if each.kind is LinkKind.SUCCESSOR]
    assert said_by_old in new.links


def test_the_published_example_is_none_of_ours_and_is_read_all_the_same() -> None:
    raw = orjson.loads(real_file("ods_ord_organisation_X26_example.json").read_bytes())
    assert parse_record(raw, ODS, "X26") is None


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a piece of JSON."""
    inside = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    return [path, *(each for key, value in inside for each in places(value, (*path, key)))]


RECORDS = list(manchester().items())
nonsense = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=3),
    st.just([]),
    st.just({}),
    st.just([[]]),
)


@given(st.data(), st.sampled_from(RECORDS), nonsense)
def test_whatever_is_put_anywhere_the_answer_is_a_record_or_a_sentence(
    data: st.DataObject, chosen: tuple[str, dict[str, Any]], instead: Any
) -> None:
    code, raw = chosen[0], deepcopy(chosen[1])
    place = data.draw(st.sampled_from(places(raw)))
    if not place:
        raw = instead
    else:
        target: Any = raw
        for key in place[:-1]:
            target = target[key]
        target[place[-1]] = instead
    try:
        found = parse_record(raw, ODS, code)
    except SourceChanged:
        return  # a sentence
    assert found is None or found.organisation.code == code
