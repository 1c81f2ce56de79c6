"""The Home tab as people meet it: what waits for them, and when they may be written to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.demo.people import BODY, GPS
from bot.domain.delivery import DirectMessage, Message
from bot.domain.rhythm import NO_WISHES, Preference
from bot.playground.person import Person
from storage.delivery import DeliveryStore
from storage.preferences import PreferenceStore
from tests.support.town import TUESDAY, Town

BOT = "Peerbot"
WHO = GPS[0]
FALLS = "the invitation to a peer session on falls"


@pytest.fixture
def gp(town: Town) -> Person:
    return town.person(WHO)


async def allow(town: Town, budget: int) -> None:
    services = town.stage.peerbot.services
    rhythm = replace(services.workspace.rhythm, budget=budget)
    await services.body.set("command line", rhythm=rhythm)


async def prompt(town: Town, key: str, about: str = FALLS, until: datetime | None = None) -> None:
    """Something that the person did not ask for."""
    message = DirectMessage(
        key, WHO.id, Message(f"Prompt {key}"), unasked=True, until=until, about=about
    )
    async with town.stage.database.transaction() as session:
        workspace = town.stage.peerbot.services.workspace.id
        await DeliveryStore(session, workspace).plan(message, now=town.stage.clock.now())
    await town.settle()


async def wishes(town: Town) -> Preference:
    async with town.stage.database.reading() as session:
        workspace = town.stage.peerbot.services.workspace.id
        return await PreferenceStore(session, workspace).get(WHO.id)


async def wishes_of(person: Person) -> None:
    """Open the modal in which one says when one wants to be written to."""
    await person.open_home()
    await person.press("When I may write to you", home=True)


async def test_the_tab_says_hello_and_when_one_may_be_written_to(gp: Person) -> None:
    tab = await gp.home()
    for part in (
        f"Hello @{WHO.name}",
        BODY,
        "Nothing waits for you.",
        "Monday to Friday from 08:00 to 18:30, 6 times a month at most",
    ):
        assert part in tab
    await wishes_of(gp)
    await gp.sees("Always sent, whatever you choose here")


# ---- what waits


async def test_what_exceeds_the_budget_waits_here_and_is_sent_when_it_is_asked_for(
    town: Town, gp: Person
) -> None:
    await allow(town, 1)
    await prompt(town, "one")
    await prompt(town, "two")
    await gp.sees("Prompt one", channel=BOT)
    await gp.does_not_see("Prompt two")
    tab = await gp.home()
    assert (
        "The invitation to a peer session on falls\nPlanned on Tuesday 24 November at 09:00" in tab
    )
    assert "You have had 1 message from me this month" in tab

    await gp.press("Show it", home=True)
    await gp.sees("It is on its way", home=True)
    await town.settle()
    await gp.sees("Prompt two", channel=BOT)
    await gp.open_home()
    await gp.sees("Nothing waits for you.", home=True)


async def test_what_was_asked_for_does_not_count(town: Town, gp: Person) -> None:
    await allow(town, 1)
    for key in ("one", "two"):
        await prompt(town, key)
    await gp.open_home()
    await gp.press("Show it", home=True)
    await town.settle()
    await gp.sees("Prompt two", channel=BOT)
    await allow(town, 2)
    await prompt(town, "three")
    await gp.sees("Prompt three", channel=BOT)


async def test_what_does_not_wait_any_more_is_said(town: Town, gp: Person) -> None:
    await allow(town, 0)
    await prompt(town, "one", until=TUESDAY + timedelta(hours=2))
    await gp.open_home()
    await gp.sees("falls", home=True)
    town.stage.clock.advance(timedelta(hours=3))
    await gp.press("Show it", home=True)
    await gp.sees("That message does not wait here any more")
    await gp.close()
    await gp.sees("Nothing waits for you.", home=True)


async def test_nobody_is_shown_what_waits_for_somebody_else(town: Town, gp: Person) -> None:
    await allow(town, 0)
    await prompt(town, "one")
    await gp.open_home()
    await gp.sees("falls", home=True)
    other = await town.person(GPS[1]).home()
    assert "falls" not in other


# ---- when one may be written to


async def test_days_off_are_kept_at_once_and_what_was_planned_follows(
    town: Town, gp: Person
) -> None:
    town.stage.clock.advance(timedelta(hours=10))  # Tuesday evening
    await prompt(town, "one")
    await wishes_of(gp)
    await gp.choose("Your own days off", "Wednesday", "Friday")
    await gp.sees("[x] Wednesday")
    assert await wishes(town) == Preference(frozenset({2, 4}))
    await town.later(hours=24)
    await gp.does_not_see("Prompt one")
    await town.later(hours=24)
    await gp.sees("Prompt one", channel=BOT)
    await gp.choose("Your own days off")
    await town.settle()
    assert await wishes(town) == NO_WISHES


async def test_what_comes_to_wait_later_does_not_say_a_day_that_is_yet_to_come(
    town: Town, gp: Person
) -> None:
    town.stage.clock.advance(timedelta(hours=10))  # Tuesday evening: planned for Wednesday
    await prompt(town, "one")
    await wishes_of(gp)
    await gp.choose("Your own days off", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    await gp.sees("Planned on Tuesday 24 November at 19:00")


@pytest.mark.parametrize(
    ("length", "back", "shown"),
    [
        ("For a day", date(2026, 11, 25), "Wednesday 25 November"),
        ("For a week", date(2026, 12, 1), "Tuesday 1 December"),
        ("For two weeks", date(2026, 12, 8), "Tuesday 8 December"),
        ("For a month", date(2026, 12, 24), "Thursday 24 December"),
    ],
)
async def test_one_can_snooze_for_a_while(
    town: Town, gp: Person, length: str, back: date, shown: str
) -> None:
    await wishes_of(gp)
    await gp.choose("For how long?", length)
    await gp.sees(f"Snoozed until {shown}", home=True)
    midnight = datetime(back.year, back.month, back.day, tzinfo=UTC)
    assert await wishes(town) == Preference(snoozed_until=midnight)


async def test_one_can_snooze_until_a_day_and_wake_up_before(town: Town, gp: Person) -> None:
    await wishes_of(gp)
    await gp.fill("Until a day", date(2026, 12, 7))
    await gp.sees("Snoozed until Monday 7 December", home=True)
    await prompt(town, "one")
    await gp.does_not_see("Prompt one")
    await gp.press("Wake me now")
    await gp.sees("Choose how long")
    await town.settle()
    await gp.sees("Prompt one", channel=BOT)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 24), "not ahead of us"),
        (date(2025, 12, 24), "not ahead of us"),
        (date(2027, 11, 26), "for a year at most"),
    ],
)
async def test_a_day_that_cannot_be_is_refused_with_a_sentence(
    town: Town, gp: Person, day: date, said: str
) -> None:
    await wishes_of(gp)
    await gp.fill("Until a day", day)
    await gp.sees(said)
    assert await wishes(town) == NO_WISHES


async def test_whether_one_hears_of_changes_in_ones_figures_is_kept_at_once(
    town: Town, gp: Person
) -> None:
    tells = "Tell me when something really changes in my practice’s figures"
    await wishes_of(gp)
    await gp.sees(f"[x] {tells}")
    await gp.choose("Your practice’s figures")
    await gp.sees(f"[ ] {tells}")
    assert await wishes(town) == Preference(no_alerts=True)
    await gp.choose("Your practice’s figures", tells)
    await gp.sees(f"[x] {tells}")
    assert await wishes(town) == NO_WISHES
    await wishes_of(town.manager)
    assert tells not in await town.manager.modal()  # there are no figures that are theirs


async def test_what_one_has_agreed_to_is_sent_in_spite_of_a_snooze(town: Town, gp: Person) -> None:
    await wishes_of(gp)
    await gp.choose("For how long?", "For a week")
    await gp.sees("Snoozed until", home=True)
    await gp.say(BOT, "hello")
    await town.settle()
    await gp.sees("You can write to me in your own words", channel=BOT)
