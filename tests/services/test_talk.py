"""What a sentence is read with: the workspace's own names, looked up seldom; and who may do what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.blocks.talking import render_thanks
from bot.directory import Profile
from bot.domain.deeds import Deed
from bot.domain.pausing import read_days_off
from bot.domain.screening import Kind
from bot.domain.talking import Channel, Intent, Person
from bot.services.talk import without_us
from bot.services.vocabulary import FRESH
from storage.database import Database
from storage.people import PeopleStore
from tests.support.people import PRACTICES
from tests.support.pulse import MANAGER, MEMBERS, House, furnish

ANN = MEMBERS[0]


async def housed(database: Database) -> House:
    house = await furnish(database, ANN)
    house.slack.profiles = {
        each.user: each
        for each in (
            Profile(ANN.slack_user_id, "Dr Ann Smith"),
            Profile("U777", "Dr Not Amember"),
            Profile("U778", "A Bot", is_bot=True),
            Profile("U779", "Left Long Ago", is_off=True),
        )
    }
    return house


async def test_the_names_are_those_of_this_workspace_and_its_slack(database: Database) -> None:
    house = await housed(database)
    other = await house.factory.for_team("T0OTHER")
    async with database.transaction() as session:
        store = PeopleStore(session, house.services.workspace.id)
        await store.arrange(replace(house.services.workspace.arrangements, channels=("C0ALL",)))
    await house.factory.everywhere()
    services = await house.factory.for_team("T0WOLD")
    names = await services.talk.names.vocabulary()
    assert list(names.practices) == sorted(PRACTICES, key=lambda each: each.name)
    assert ANN.practice is not None
    assert Person(ANN.slack_user_id, "Dr Ann Smith", ANN.practice.ods_code) in names.people
    assert {each.user for each in names.people} == {ANN.slack_user_id, "U777"}
    assert list(names.channels) == [Channel("C0ALL", "c0all")]
    elsewhere = await other.talk.names.vocabulary()
    assert list(elsewhere.practices) == []
    assert list(elsewhere.channels) == []
    assert all(each.ods_code is None for each in elsewhere.people)


async def test_they_are_looked_up_once_in_half_a_minute(database: Database) -> None:
    house = await housed(database)
    names = house.services.talk.names
    first = await names.vocabulary()
    assert await names.vocabulary() is first
    house.clock.moment += FRESH
    assert await names.vocabulary() is not first


async def test_a_sentence_with_an_identifier_is_not_read(database: Database) -> None:
    house = await housed(database)
    heard = await house.services.talk.hear("set up a session on 999 000 0018")
    assert heard.kinds == (Kind.NHS_NUMBER,)
    assert heard.reading.best is None
    assert heard.reading.nearest == ()


async def test_only_our_name_is_a_hello(database: Database) -> None:
    house = await housed(database)
    assert (await house.services.talk.hear("<@UBOT> ", "UBOT")).reading.chat == "hello"


async def test_days_off_that_are_named_are_handed_over(database: Database) -> None:
    house = await housed(database)
    heard = await house.services.talk.hear("my days off are Monday and Wednesday")
    best = heard.reading.best
    assert best is not None
    assert best.intent is Intent.DAYS_OFF
    assert read_days_off(best.slots.words) == frozenset({0, 2})


async def test_only_what_they_may_not_do_is_refused(database: Database) -> None:
    house = await housed(database)
    deeds = [Deed.COMPARE, Deed.START_PULSE, Deed.MATCH]
    refusals = await house.services.talk.refusals(ANN.slack_user_id, deeds)
    assert set(refusals) == {Deed.START_PULSE, Deed.MATCH}
    assert f"<@{MANAGER.slack_user_id}>" in refusals[Deed.START_PULSE]
    assert set(await house.services.talk.refusals(MANAGER.slack_user_id, deeds)) == {Deed.MATCH}
    assert await house.services.talk.refusals("U777", [Deed.COMPARE]) == {}


async def test_an_answer_is_planned_once(database: Database) -> None:
    house = await housed(database)
    talk, message = house.services.talk, render_thanks()
    for _ in range(2):
        await talk.answer("Ev1", ANN.slack_user_id, message)
    assert await house.planned() == ["answer:Ev1"]
    house.clock.moment += timedelta(days=1)
    await talk.answer("Ev1", ANN.slack_user_id, message)
    assert await house.planned() == ["answer:Ev1"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("<@UBOT> how do we compare?", "how do we compare?"),
        ("  <@UBOT|peerbot>: hello", "hello"),
        ("<@UANN> how are you?", "<@UANN> how are you?"),
        ("how do we compare?", "how do we compare?"),
    ],
)
def test_our_own_name_before_a_sentence_is_left_out(said: str, words: str) -> None:
    assert without_us(said, "UBOT") == words
