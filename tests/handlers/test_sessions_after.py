"""After a peer session, as people meet it: did you meet, who was there, the summary, one's own note."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.demo.people import GPS, LEAD, NEWCOMER
from bot.playground.finding import NotVisible
from storage.schema.meetings import NoteRow, OutcomeRow
from storage.schema.sessions import InviteeRow
from tests.anonymity.dumps import all_bytes_of, rows_of
from tests.handlers.test_sessions import ALL, BOT, COMING, NOT_COMING, SILENT, START, begun, until
from tests.support.pulses import rounds
from tests.support.town import Town

THREAD = "This session is over"
OVER = START + timedelta(minutes=45 + 30 + 1)
LEARNED = "We look at delayed prescriptions too seldom. <b>& more</b>"
QUESTION, ANSWERED = "Did you meet?", "You met."


async def over(town: Town) -> None:
    """The lead and three GPs were invited; one said yes; half an hour after its end it is over."""
    await begun(town)
    await until(town, OVER)


async def met(town: Town) -> None:
    await over(town)
    await town.lead.press("Yes, we met", channel=ALL)
    await town.lead.close()
    await town.settle()


async def tick(town: Town, *names: str) -> None:
    """The lead says who was there."""
    await town.lead.press("Who was there?", channel=ALL)
    await town.lead.choose("Who was there?", *names)
    await town.lead.submit()
    await town.settle()


async def thread(town: Town) -> list[str]:
    return await town.lead.see(ALL, thread=THREAD)


async def test_the_story_from_did_you_meet_to_a_note_in_a_file(town: Town) -> None:
    await over(town)
    gp = town.person(COMING)
    assert [each for each in await thread(town) if QUESTION in each] == [
        "Did you meet? One tap is enough for the whole group.\n[Yes, we met] [No, another time]"
    ]
    await gp.press("Yes, we met", channel=ALL)
    form = await gp.modal()
    assert form.fields["Who was there?"] == LEAD.name  # who set it up said yes; nobody else did
    await gp.choose("Who was there?", LEAD.name, COMING.name, SILENT.name)
    await gp.submit()
    await town.settle()

    (summary,) = [each for each in await thread(town) if "Summary: Falls" in each]
    assert "3 people from 3 practices came" in summary
    assert "fewer than 5 GPs or leads were there" in summary
    assert COMING.name not in summary
    assert SILENT.name not in summary

    await gp.press("My CPD note", channel=ALL)
    form = await gp.modal()
    assert form.fields["Title"] == "Falls"
    assert form.fields["Date"] == "2026-12-01"
    assert form.fields["Hours"] == "0.75 hours"
    assert "no patient details" in form
    assert "Only you can open this note" in form
    assert "deleted on Wed 1 Dec 2027" in form
    await gp.fill("What I learned", LEARNED)
    await gp.choose("Domains of Good Medical Practice", "Colleagues, culture and safety")
    await gp.submit()
    shown = await gp.modal()
    assert "Hours (credits): 0.75" in shown
    assert LEARNED in shown
    await gp.press("Send me the file")
    await gp.sees("The file is on its way")
    await gp.close()
    await town.settle()
    await gp.sees("Your CPD note, as you asked", channel=BOT)
    (file,) = town.stage.slack.workspace().files.values()
    assert file.name == "cpd-note-2026-12-01.md"
    text = (file.content or b"").decode()
    assert text.startswith(
        "# Falls\n\n- **Date:** Tue 1 Dec 2026\n- **Type:** Peer group discussion"
    )
    assert f"## What I learned\n\n{LEARNED}\n" in text
    for other in (town.lead, town.person(SILENT), town.manager):
        assert not any("CPD note, as you asked" in each for each in await other.see(BOT))
        await other.command(ALL, "/peer notes")
        await other.sees("You have no CPD notes here", channel=ALL)

    await gp.command(ALL, "/peer notes")
    listed = await gp.sees("Your CPD notes", channel=ALL)
    assert "Tue 1 Dec 2026, 0.75 hours. It is deleted on Wed 1 Dec 2027" in listed
    await gp.press("Open", channel=ALL)
    await gp.press("Change it")
    await gp.fill("Impact", "Two reviews a month")
    await gp.choose("How long", "Keep it until I delete it")
    await gp.submit()
    assert "It is kept until you delete it" in await gp.modal()
    await gp.press("Delete it")
    await gp.sees("Your note is deleted.")
    async with town.stage.database.reading() as session:
        assert (await session.scalars(select(NoteRow))).all() == []


async def test_what_is_written_in_a_note_is_nowhere_in_clear(town: Town) -> None:
    await met(town)
    await town.lead.press("My CPD note", channel=ALL)
    await town.lead.fill("Title", "A title nobody reads")
    await town.lead.fill("What I learned", "Pomegranates by the dozen")
    await town.lead.submit()
    await town.settle()
    dump = str(await rows_of(town.stage.database))
    kept = await all_bytes_of(town.stage.database)
    for secret in ("Pomegranates", "A title nobody reads", "Peer group discussion"):
        assert secret not in dump
        assert secret.encode() not in kept
    async with town.stage.database.reading() as session:
        assert len((await session.scalars(select(NoteRow))).all()) == 1


async def test_nothing_that_could_identify_a_patient_is_kept(town: Town) -> None:
    await met(town)
    gp = town.lead
    await gp.press("My CPD note", channel=ALL)
    for label in ("Title", "What I learned", "What I will change, or have changed", "Impact"):
        await gp.fill("What I learned", "To ask first")
        await gp.fill(label, "Mrs Jones, 67F, NHS 943 476 5919")
        errors = await gp.submit_refused()
        assert "an NHS number and a name with an age" in errors[label]
        await gp.fill(label, "Falls")
    async with town.stage.database.reading() as session:
        assert (await session.scalars(select(NoteRow))).all() == []
    assert "Jones" not in str(await rows_of(town.stage.database))


async def test_two_taps_at_once_are_one(town: Town) -> None:
    await over(town)
    one, other = town.person(COMING), town.person(NOT_COMING)
    done = await asyncio.gather(
        one.press("Yes, we met", channel=ALL),
        other.press("No, another time", channel=ALL),
        return_exceptions=True,
    )
    assert not [each for each in done if each is not None and not isinstance(each, NotVisible)]
    await town.settle()
    async with town.stage.database.reading() as session:
        (outcome,) = (await session.scalars(select(OutcomeRow))).all()
    assert outcome.said_by in (COMING.id, NOT_COMING.id)
    assert outcome.met is (outcome.said_by == COMING.id)
    said = [each for each in await thread(town) if "You met." in each or "did not meet" in each]
    assert len(said) == (2 if outcome.met else 1) or "Summary" not in str(said)


async def test_who_taps_otherwise_later_is_told_who_can_change_it(town: Town) -> None:
    await over(town)
    await town.person(COMING).press("No, another time", channel=ALL)
    await town.settle()
    gp = town.person(NOT_COMING)
    await gp.press("We did meet", channel=ALL)
    told = await gp.sees("Somebody has said already that you did not meet", channel=ALL)
    assert f"@{LEAD.name} can change it" in told
    await town.lead.press("We did meet", channel=ALL)
    await town.lead.close()
    await town.settle()
    assert any("Summary: Falls" in each for each in await thread(town))


async def test_a_no_offers_another_time_and_asks_nothing(town: Town) -> None:
    await over(town)
    await town.lead.press("No, another time", channel=ALL)
    await town.settle()
    assert not await town.lead.has_modal()
    assert not any("Summary" in each for each in await thread(town))
    await town.lead.press("Find another time", channel=ALL)
    form = await town.lead.modal()
    assert form.fields["Topic"] == "Falls"
    assert form.fields["Channel where the thread opens"] == ALL
    await town.lead.close()
    gp = town.person(COMING)
    await gp.press("Find another time", channel=ALL)
    await gp.sees("you need to be a", channel=ALL)


async def test_where_nobody_says_the_facilitator_is_asked_once(town: Town) -> None:
    await over(town)
    before = len(await town.lead.see(BOT))
    await until(town, OVER + timedelta(days=2, minutes=1))
    asked = await town.lead.sees("Did the peer session Falls take place", channel=BOT)
    assert "counts as not known" in asked
    await until(town, OVER + timedelta(days=9))
    assert len(await town.lead.see(BOT)) == before + 1
    assert not any("Did the peer session" in each for each in await town.person(COMING).see(BOT))
    await town.lead.press("Yes, we met", channel=BOT)
    await town.lead.close()
    await town.settle()
    await town.lead.sees("You met. Thank you", channel=BOT)
    assert any("Summary: Falls" in each for each in await thread(town))


async def test_somebody_who_was_not_there_can_say_so_and_others_see_only_numbers(
    town: Town,
) -> None:
    await met(town)
    gp, elsewhere = town.person(COMING), town.person(GPS[5])
    await tick(town, LEAD.name, COMING.name)
    assert any("2 people from 2 practices came" in each for each in await thread(town))
    await gp.press("I was not there", channel=ALL)
    await gp.sees("Noted: you were not there", channel=ALL)
    await town.later(seconds=5)
    assert any("1 person from 1 practice came" in each for each in await thread(town))
    await gp.press("My CPD note", channel=ALL)
    await gp.sees("You are down as not having been there", channel=ALL)
    await gp.press("I was there", channel=ALL)
    await gp.press("My CPD note", channel=ALL)
    await gp.close()
    for press in ("I was there", "My CPD note", "Who was there?"):
        await elsewhere.press(press, channel=ALL)
    await elsewhere.sees("You were not invited to this session", channel=ALL)
    await elsewhere.sees("CPD notes are for the people of this session", channel=ALL)
    await elsewhere.sees("ticks who was there", channel=ALL)


async def test_who_came_unasked_is_added_with_their_practice(town: Town) -> None:
    await met(town)
    await tick(town, LEAD.name, GPS[5].name, NEWCOMER.name)
    (summary,) = [each for each in await thread(town) if "Summary: Falls" in each]
    assert "3 people from 2 practices came" in summary
    async with town.stage.database.reading() as session:
        rows = (await session.scalars(select(InviteeRow).filter_by(attended=True))).all()
    assert {each.slack_user_id for each in rows} == {LEAD.id, GPS[5].id, NEWCOMER.id}
    await town.person(GPS[5]).press("My CPD note", channel=ALL)
    assert "My CPD note" in await town.person(GPS[5]).modal()


async def test_enough_who_were_there_are_asked_what_they_made_of_it(town: Town) -> None:
    await met(town)
    there = [LEAD, *GPS[:5]]
    await tick(town, *(each.name for each in there))
    assert any("are asked soon what they made of it" in each for each in await thread(town))
    assert await rounds(town) == []
    await until(town, town.stage.clock.now() + timedelta(hours=1, minutes=1))
    (round_,) = await rounds(town)
    assert (round_.asked, round_.k, round_.channel) == (6, 5, "C0ALL")
    assert round_.title == "Feedback on a peer session: Falls"
    assert f"{round_.closes_at:%a %d %b %H:%M}" == "Tue 08 Dec 17:00"
    for gp in map(town.person, GPS[:5]):
        assert sum("Feedback on a peer session: Falls" in each for each in await gp.see(BOT)) == 1
    assert not any("Feedback" in each for each in await town.person(GPS[6]).see(BOT))
    assert not any("Feedback" in each for each in await town.lead.see(ALL))
    assert any("Feedback on a peer session: Falls" in each for each in await thread(town))

    one = town.person(GPS[0])
    await one.press("Answer", channel=BOT)
    assert "The session was useful to my practice" in await one.modal()
    await one.close()
    await until(town, round_.closes_at)
    await town.settle()
    (round_,) = await rounds(town)
    assert round_.answered == 0


async def test_a_pulse_of_the_channel_may_be_open_beside_it(town: Town) -> None:
    from tests.support.pulses import opened

    await opened(town, {})
    await met(town)
    await tick(town, LEAD.name, *(each.name for each in GPS[:5]))
    await until(town, town.stage.clock.now() + timedelta(hours=1, minutes=1))
    now = town.stage.clock.now()
    there = {each.set_id for each in await rounds(town) if each.takes_answers(now)}
    assert there == {"ownership-4", "session-feedback"}


async def test_text_to_copy_names_owners_and_is_private(town: Town) -> None:
    await over(town)
    gp = town.person(COMING)
    await gp.press("Record an action", channel=ALL)
    await gp.fill("What will be done?", "Look at ten delayed prescriptions")
    await gp.fill("By when?", date(2026, 12, 29))
    await gp.submit()
    await gp.press("Yes, we met", channel=ALL)
    # Whoever recorded an action was there.
    assert COMING.name in (await gp.modal()).fields["Who was there?"]
    await gp.close()
    await town.settle()
    await gp.press("Text to copy", channel=ALL)
    copied = await gp.sees("Only you can see this. Mark it and copy it.", channel=ALL)
    assert f"Look at ten delayed prescriptions (@{COMING.name}, Greenside" in copied
    await town.lead.does_not_see("Mark it and copy it", channel=ALL)


async def test_buttons_of_a_session_that_is_gone_say_so(town: Town) -> None:
    await met(town)
    async with town.stage.database.transaction() as session:
        from sqlalchemy import delete

        from storage.schema.sessions import PeerSessionRow

        await session.execute(delete(PeerSessionRow))
    gp = town.person(COMING)
    for words in ("My CPD note", "I was there", "Text to copy"):
        await gp.press(words, channel=ALL)
    await gp.sees("This peer session is no longer here", channel=ALL)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_help_names_the_notes(town: Town) -> None:
    await town.lead.command(ALL, "/peer help")
    await town.lead.sees("/peer notes", channel=ALL)
