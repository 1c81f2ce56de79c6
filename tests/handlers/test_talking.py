"""Talking to the bot in plain words: it says what it understood, and nothing happens before a button."""

import logging
from importlib.resources import as_file, files

import pytest

from bot.demo.people import GPS, NEWCOMER
from bot.playground.seen import Seen
from storage.preferences import PreferenceStore
from tests.anonymity.dumps import rows_of
from tests.support.town import Town

ALL, BOT = "all-practices", "Peerbot"
NUMBER = "999 000 0018"
GP, OTHER = GPS[0], GPS[1]


def mention(town: Town) -> str:
    installation = town.stage.slack.workspace().installation
    assert installation is not None
    return f"<@{installation.bot_user_id}>"


async def answer_in(town: Town, channel: str, words: str) -> Seen:
    """The answer that the GP sees."""
    await town.settle()
    seen = [each for each in await town.person(GP).messages(channel) if words in each.text]
    assert len(seen) == 1
    return seen[0]


async def test_a_question_in_a_message_is_answered_with_a_button_that_shows_it(town: Town) -> None:
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    gp = town.person(GP)
    await gp.say(BOT, "how do we compare on antibitics?")
    seen = await answer_in(town, BOT, "Nothing happens before you press")
    assert not seen.ephemeral
    assert "antibi" in seen.text.lower()
    assert seen.buttons == ["[Show me]"]
    await gp.does_not_see("Greenside Health Centre:", channel=BOT)
    await gp.press("Show me", channel=BOT)
    await gp.sees("Greenside Health Centre:", channel=BOT)
    await gp.press("Show me", channel=BOT)  # a second time, it is shown again
    shown = [each for each in await gp.see(BOT) if "Greenside Health Centre:" in each]
    assert len(shown) == 2


async def test_a_mention_in_a_channel_is_answered_only_to_whoever_wrote_it(town: Town) -> None:
    gp, other = town.person(GP), town.person(OTHER)
    await gp.say(ALL, f"{mention(town)} when is our next peer session?")
    seen = await answer_in(town, ALL, "Nothing happens before you press")
    assert seen.ephemeral
    assert not seen.is_reply
    await other.does_not_see("Nothing happens before", channel=ALL)
    await gp.press("Show me", channel=ALL)
    await gp.sees("peer session", channel=ALL)


async def test_a_mention_in_a_thread_is_answered_in_the_thread(town: Town) -> None:
    gp = town.person(GP)
    await town.lead.say(ALL, "Shall we meet about falls?")
    await gp.say(ALL, f"{mention(town)} show my CPD notes", thread="Shall we meet")
    await town.settle()
    thread = await gp.messages(ALL, thread="Shall we meet")
    assert thread[-1].ephemeral
    assert thread[-1].is_reply
    assert thread[-1].buttons == ["[Show me]"]
    await town.lead.does_not_see("Nothing happens before", channel=ALL)


async def test_what_is_not_understood_has_three_ways_on_and_help(town: Town) -> None:
    gp = town.person(GP)
    await gp.say(BOT, "purple monkey dishwasher")
    seen = await answer_in(town, BOT, "I am not sure what you would like. Did you mean:")
    assert len(seen.buttons) == 4
    await gp.press("All I can do", channel=BOT)
    await gp.sees("/peer list", channel=BOT)


async def test_of_a_sentence_about_a_patient_nothing_is_kept_or_echoed(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    gp = town.person(GP)
    await gp.say(BOT, f"set up a session on {NUMBER} next Tuesday")
    await gp.say(ALL, f"{mention(town)} record that {NUMBER} is seen")
    await town.settle()
    for channel in (BOT, ALL):
        answers = [each for each in await gp.messages(channel) if "kept none of it" in each.text]
        assert len(answers) == 1
        assert NUMBER not in answers[0].text
        assert answers[0].buttons == []
    assert NUMBER not in str(await rows_of(town.stage.database))
    assert NUMBER not in caplog.text


async def test_who_may_not_learns_who_may_and_gets_no_button(town: Town) -> None:
    gp = town.person(GP)
    await gp.say(BOT, "match the practices in pairs for a session on falls next month")
    seen = await answer_in(town, BOT, "you need to be a clinical lead")
    assert seen.buttons == []
    assert "You could ask @" in seen.text


async def test_a_pulse_opens_its_form_with_what_was_said(town: Town) -> None:
    await town.manager.say(
        BOT, "ask everyone whether the new phone triage helps, closing next Friday at 5pm"
    )
    await town.manager.press("Open the form", channel=BOT)
    form = await town.manager.modal()
    assert "You wrote “Whether the new phone triage helps" in form.text
    assert (form.fields["Closes on"], form.fields["At"]) == ("2026-11-27", "17:00")
    await town.manager.choose("Questions", "My own questions …")
    own = await town.manager.modal()
    assert own.fields["Question 1"].startswith("Whether the new phone triage helps")


async def test_people_are_known_by_their_names_and_bring_their_practices(town: Town) -> None:
    await town.lead.say(BOT, "set up a session with Dr Pym on falls")
    await town.lead.press("Open the form", channel=BOT)
    form = await town.lead.modal()
    assert form.fields["Practices"] == "Alder Lane Surgery, Greenside Health Centre"
    newcomer = town.person(NEWCOMER)
    await newcomer.say(BOT, "I work at kingfisher")
    await newcomer.press("Show me", channel=BOT)
    assert (await newcomer.modal()).fields["Your practice"] == "Kingfisher Practice"


async def test_a_button_that_is_pressed_weeks_later_says_what_has_passed(town: Town) -> None:
    gp = town.person(GP)
    await gp.say(BOT, "please snooze me until Monday")
    await gp.press("Snooze", channel=BOT)
    await gp.sees("Until Monday 30 November 2026 nothing comes", channel=BOT)
    services = town.stage.peerbot.services
    async with town.stage.database.reading() as session:
        kept = await PreferenceStore(session, services.workspace.id).get(GP.id)
    assert kept.is_snoozed(town.stage.clock.now())
    await town.later(days=21)
    await gp.press("Snooze", channel=BOT)
    await gp.sees("That day is not ahead of us", channel=BOT)
