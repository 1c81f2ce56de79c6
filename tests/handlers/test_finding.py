"""Finding the time of a session as people meet it: through the real app, with the clock moved on."""

import asyncio
from datetime import UTC, date, datetime, time, timedelta

from bot.demo.people import GPS, LEAD, NEWCOMER
from bot.domain.sessions import Proposal
from storage.sessions.drafts import DraftStore
from storage.sessions.rows import proposal_json
from tests.support.town import TUESDAY, Town

ALL, LEADS = "all-practices", "leads"
BOT = "Peerbot"
ANNE, BILL, CARA, DREW, ELLA = GPS[0], GPS[1], GPS[2], GPS[4], GPS[5]  # each of another practice
PRACTICES = ("Greenside", "Hawthorn House", "Ivy Bank", "Kingfisher", "Linden Road")
CLOSES = datetime(2026, 12, 2, 17, tzinfo=UTC)
FIRST, SECOND = "Mon 7 Dec 2026 at 13:00", "Tue 8 Dec 2026 at 13:00"
CAN, ALL_SUIT, NONE_SUITS = "Say when you can", "All of these suit me", "None of these"


async def until(town: Town, moment: datetime) -> None:
    """Let time pass until just after that moment, and everything due be done and sent."""
    gone_by = moment - town.stage.clock.now()
    await town.later(seconds=gone_by.total_seconds() + 1)


async def drafted(town: Town, topic: str = "Falls", channel: str = "C0ALL") -> None:
    """The lead has filled in the form and left the time to be found."""
    services = town.stage.peerbot.services
    named = {
        each.ods_code
        for each in await services.people.practices()
        if each.name.startswith(PRACTICES)
    }
    proposal = Proposal(topic, tuple(sorted(named)), channel, TUESDAY, 45, "The library & online")
    async with town.stage.database.transaction() as session:
        store = DraftStore(session, services.workspace.id)
        await store.put(LEAD.id, {"proposal": proposal_json(proposal)}, town.stage.clock.now())


async def asked(town: Town, *, in_channel: bool = False) -> None:
    """Two times, a week from Monday and Tuesday."""
    await drafted(town)
    await town.lead.command(ALL, "/peer times")
    await town.lead.choose("Times that I propose")
    for number, day in enumerate((date(2026, 12, 7), date(2026, 12, 8)), start=1):
        await town.lead.press("Add a time")
        await town.lead.fill(f"Your time {number}: date", day)
    if in_channel:
        await town.lead.choose("How shall I ask?", "One message in the session's channel")
    await town.lead.submit()
    await town.settle()


async def closed(town: Town) -> None:
    """Everybody has answered; on the Tuesday more practices can."""
    await asked(town)
    for each in (ANNE, BILL):
        await town.person(each).press(ALL_SUIT, channel=BOT)
    await town.person(CARA).press(NONE_SUITS, channel=BOT)
    await say(town, DREW.id, "No", "If need be")
    await say(town, ELLA.id, "No", None)
    await until(town, CLOSES)


async def say(
    town: Town, user: str, first: str | None, second: str | None, where: str = BOT
) -> None:
    person = town.person(user)
    await person.press(CAN, channel=where)
    for label, words in ((FIRST, first), (SECOND, second)):
        if words:
            await person.choose(label, words)
    await person.submit()
    await town.settle()


def count(seen: list[str], words: str) -> int:
    return sum(words in each for each in seen)


# ---- the story


async def test_five_people_vote_it_closes_and_the_invitations_bring_their_answers(
    town: Town,
) -> None:
    await closed(town)
    lead = town.lead
    proposal = await lead.sees("All times", channel=BOT)
    for part in (
        "has closed: 5 of 5 people answered",
        f"I propose {SECOND}. 4 people from 4 practices can come, 1 of them if need be.",
        "More practices can be there than at any other time.",
        f"Next: {FIRST}. 3 people from 3 practices can come.",
    ):
        assert part in proposal
    waits = await town.person(ELLA).sees("thank you", channel=BOT)
    assert f"@{LEAD.name} chooses the time" in waits

    await lead.press(f"Choose {SECOND}", channel=BOT)
    await town.settle()
    await lead.sees(f"@{LEAD.name} chose {SECOND}", channel=BOT)
    own = await lead.sees("You lead this peer session", channel=BOT)
    assert SECOND in own
    for who, said in ((ANNE, "You said yes"), (DREW, "You said"), (CARA, "You said no")):
        invitation = await town.person(who).sees("invites you to a peer session", channel=BOT)
        assert f"{SECOND}, 45 minutes" in invitation
        assert said in invitation
    assert "Can you come?" in await town.person(ELLA).sees("invites you", channel=BOT)
    seen = await town.person(ANNE).see(BOT)
    assert count(seen, "invites you to a peer session") == 1
    assert count(seen, f"The peer session Falls is on {SECOND}") == 1
    assert not [each for each in await town.person(ANNE).messages(BOT) if CAN in each.buttons]


# ---- asking


async def test_the_form_proposes_good_times_and_takes_ones_own(town: Town) -> None:
    await drafted(town)
    lead = town.lead
    await lead.command(ALL, "/peer times")
    form = await lead.modal()
    assert form.title == "Find a time"
    assert "Falls, 45 minutes. I ask 5 people" in form
    assert len(form.options["Times that I propose"]) == 8
    assert len(form.fields["Times that I propose"].split(", ")) == 5
    await lead.press("Add a time")
    await lead.fill("Your time 1: date", date(2026, 12, 10))
    await lead.fill("Your time 1: time", time(19, 30))
    await lead.press("Add a time")
    form = await lead.modal()
    assert form.fields["Your time 1: date"] == "2026-12-10"
    assert form.fields["Your time 1: time"] == "19:30"
    assert len(form.fields["Times that I propose"].split(", ")) == 5
    await lead.submit()
    await town.settle()
    asked = await town.person(ANNE).sees("would like to find a time", channel=BOT)
    assert "Thu 10 Dec 2026 at 19:30" in asked
    assert "Only @Dr Asha Verma sees who said what" in asked


async def test_without_a_draft_it_says_how_to_begin_and_to_others_who_may(town: Town) -> None:
    await town.lead.command(ALL, "/peer times")
    await town.lead.sees("/peer schedule", channel=ALL)
    await town.person(ANNE).command(ALL, "/peer times")
    assert "clinical lead" in await town.person(ANNE).sees("you need to be a", channel=ALL)


async def test_what_cannot_be_is_said_under_its_field_and_can_be_mended(town: Town) -> None:
    await drafted(town)
    lead = town.lead
    await lead.command(ALL, "/peer times")
    chosen = (await lead.modal()).fields["Times that I propose"].split(", ")
    await lead.choose("Times that I propose", chosen[0])
    assert "at least 2 times" in (await lead.submit_refused())["Times that I propose"]
    await lead.choose("Times that I propose", *chosen)
    await lead.fill("Answers until", date(2027, 3, 1))
    assert "answers have to be in by" in (await lead.submit_refused())["Answers until"]
    await lead.fill("Answers until", date(2026, 11, 27))
    await lead.submit()
    await town.settle()
    await town.person(ANNE).sees("Closes Fri 27 Nov 2026 at 17:00", channel=BOT)


async def test_in_a_channel_that_the_bot_is_not_in_it_says_so(town: Town) -> None:
    await drafted(town, channel=await private_channel(town))
    await town.lead.command(ALL, "/peer times")
    await town.lead.choose("How shall I ask?", "One message in the session's channel")
    errors = await town.lead.submit_refused()
    assert "invite me there" in errors["How shall I ask?"]


async def private_channel(town: Town) -> str:
    state = await town.lead.look()
    return next(each["id"] for each in state["channels"] if each["name"] == LEADS)


async def test_a_form_sent_twice_asks_once(town: Town) -> None:
    await drafted(town)
    await town.lead.command(ALL, "/peer times")
    await asyncio.gather(town.lead.submit(), town.lead.submit(), return_exceptions=True)
    await town.settle()
    assert count(await town.person(ANNE).see(BOT), "would like to find a time") == 1
    assert count(await town.lead.see(BOT), "You are finding a time") == 1


async def test_a_time_that_the_clock_change_skips_moves_on_and_that_is_said(town: Town) -> None:
    await drafted(town)
    lead = town.lead
    await lead.command(ALL, "/peer times")
    await lead.choose("Times that I propose")
    for number, clock in ((1, time(1, 30)), (2, time(13, 0))):
        await lead.press("Add a time")
        await lead.fill(f"Your time {number}: date", date(2027, 3, 28))
        await lead.fill(f"Your time {number}: time", clock)
    await lead.submit()
    await town.settle()
    board = await lead.sees("You are finding a time", channel=BOT)
    assert "Sun 28 Mar 2027 at 02:30" in board
    assert "skip a time that you gave" in board


# ---- answering


async def test_a_person_answers_in_two_taps_and_can_change_it(town: Town) -> None:
    await asked(town)
    anne = town.person(ANNE)
    await anne.press(CAN, channel=BOT)
    form = await anne.modal()
    assert form.options[FIRST] == ["Yes", "If need be", "No"]
    assert "So far: 1 yes, 0 no; 1 practice can" in form.text
    await anne.choose(FIRST, "If need be")
    await anne.submit()
    await town.settle()
    message = await anne.sees("The others you have left open", channel=BOT)
    assert f"{FIRST}: you said if need be" in message
    await anne.press(CAN, channel=BOT)
    assert (await anne.modal()).fields[FIRST] == "If need be"
    await anne.close()
    await anne.press(NONE_SUITS, channel=BOT)
    await anne.sees(f"{SECOND}: you said no", channel=BOT)
    await town.settle()
    board = await town.lead.sees("You are finding a time", channel=BOT)
    assert "1 of 5 people have answered" in board
    assert f"{FIRST}: 1 yes, 1 no; 1 practice can" in board


async def test_in_the_channel_the_message_is_the_board_and_nobody_sees_who(town: Town) -> None:
    await asked(town, in_channel=True)
    anne, bill = town.person(ANNE), town.person(BILL)
    assert await anne.see(BOT) == []
    await say(town, ANNE.id, "Yes", "If need be", where=ALL)
    await anne.sees("Noted, thank you", channel=ALL)
    await bill.press(ALL_SUIT, channel=ALL)
    await bill.sees("Noted, thank you", channel=ALL)
    await town.settle()
    board = await bill.sees("would like to find a time", channel=ALL)
    assert f"{FIRST}: 3 yes, 0 no; 3 practices can" in board
    assert f"{SECOND}: 2 yes, 1 if need be, 0 no; 3 practices can" in board
    assert "2 of 5 people have answered" in board
    assert ANNE.name not in board
    newcomer = town.person(NEWCOMER)
    await newcomer.press(ALL_SUIT, channel=ALL)
    assert f"tell @{LEAD.name}" in await newcomer.sees("asks the people", channel=ALL)
    await until(town, CLOSES)
    assert not [each for each in await anne.messages(ALL) if CAN in each.buttons]


async def test_who_has_not_answered_is_reminded_once_and_answers_there(town: Town) -> None:
    await asked(town)
    await town.person(ANNE).press(ALL_SUIT, channel=BOT)
    await until(town, CLOSES - timedelta(days=1))
    await until(town, CLOSES - timedelta(hours=20))
    bill = town.person(BILL)
    assert count(await bill.see(BOT), "The vote on when to meet closes on") == 1
    assert count(await town.person(ANNE).see(BOT), "The vote on when to meet closes on") == 0
    await bill.press(ALL_SUIT, channel=BOT, message_containing="The vote on when to meet closes")
    await town.settle()
    seen = await bill.see(BOT)
    assert count(seen, f"{SECOND}: you said yes") == 2
    assert count(seen, "The vote on when to meet closes on") == 0


async def test_a_button_that_is_out_of_date_says_what_happened(town: Town) -> None:
    await asked(town)
    anne = town.person(ANNE)
    await anne.press(CAN, channel=BOT)
    await town.lead.press("Close it now", channel=BOT)
    await anne.submit()  # the form was open all the while
    assert "has closed" in await anne.modal()


# ---- for the lead


async def test_the_lead_sees_who_said_what_and_others_do_not(town: Town) -> None:
    await asked(town)
    await say(town, ANNE.id, "Yes", "No")
    await town.lead.press("Who said what", channel=BOT)
    shown = (await town.lead.modal()).text
    assert f"No: @{ANNE.name}" in shown
    assert f"Not answered: @{BILL.name}" in shown
    await town.lead.close()
    await town.person(BILL).command(ALL, "/peer list")
    seen = await town.person(BILL).sees("Finding a time", channel=ALL)
    assert "1 of 5 people have answered" in seen
    assert ANNE.name not in seen


async def test_the_list_lets_the_lead_close_extend_and_cancel(town: Town) -> None:
    await asked(town)
    lead = town.lead
    await lead.command(ALL, "/peer list")
    await lead.press("Change when it closes", channel=ALL)
    await lead.fill("Answers until", date(2026, 12, 7))
    assert "answers have to be in by" in (await lead.submit_refused())["Answers until"]
    await lead.fill("Answers until", date(2026, 12, 4))
    await lead.submit()
    await town.settle()
    await town.person(ANNE).sees("Closes Fri 4 Dec 2026 at 17:00", channel=BOT)
    await lead.press("Cancel the vote", channel=ALL)
    await town.settle()
    cancelled = await town.person(ANNE).sees("has cancelled the vote", channel=BOT)
    assert "nothing that you need to do" in cancelled
    await lead.sees("has cancelled the vote", channel=BOT)


async def test_another_time_can_be_chosen_with_reasons_beside_it(town: Town) -> None:
    await closed(town)
    lead = town.lead
    await lead.press("Another time", channel=BOT)
    assert (await lead.modal()).options["When?"] == [SECOND, FIRST]
    await lead.choose("When?", FIRST)
    await lead.submit()
    await town.settle()
    assert "You said no" in await town.person(DREW).sees("invites you", channel=BOT)
    await lead.sees(f"@{LEAD.name} chose {FIRST}", channel=BOT)


async def test_with_nobody_able_the_lead_asks_with_new_times(town: Town) -> None:
    await asked(town)
    for each in (ANNE, BILL, CARA, DREW, ELLA):
        await town.person(each).press(NONE_SUITS, channel=BOT)
    await town.settle()
    lead = town.lead
    await lead.sees("I found no time that would do", channel=BOT)
    await lead.press("Ask with new times", channel=BOT)
    form = await lead.modal()
    assert "These times are new" in form
    assert not {FIRST, SECOND} & set(form.options["Times that I propose"])
    await lead.submit()
    await town.settle()
    seen = await town.person(ANNE).see(BOT)
    assert count(seen, "asks again, with new times") == 1
    assert count(seen, "would like to find a time") == 1


async def test_leaving_it_is_said_kindly(town: Town) -> None:
    await closed(town)
    await town.lead.press("Leave it", channel=BOT)
    await town.settle()
    await town.lead.sees("left for now", channel=BOT)
    await town.person(ANNE).sees("Thank you for answering", channel=BOT)
