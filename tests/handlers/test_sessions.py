"""Peer sessions as people meet them: through the real app, with the clock moved on."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from importlib.resources import as_file, files

from bot.demo.people import GPS, LEAD, LEADERS, MANAGER, NEWCOMER
from bot.sources.people import PeopleFile, read_people
from tests.handlers.test_home import allow
from tests.support.town import TUESDAY, Town

ALL = "all-practices"
BOT = "Peerbot"
TOPIC = "Antibiotic items, allowing for age and sex"
START = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)  # what the form proposes on that Tuesday
COMING, NOT_COMING, SILENT, ELSEWHERE = GPS[0], GPS[1], GPS[2], GPS[3]
THREE = ("Greenside Health Centre", "Hawthorn House Practice", "Ivy Bank Surgery")


async def until(town: Town, moment: datetime) -> None:
    """Let time pass until just after that moment, and everything due be done and sent."""
    gone_by = moment - town.stage.clock.now()
    await town.later(seconds=gone_by.total_seconds() + 1)


async def set_up(town: Town, topic: str = "Falls") -> None:
    """The lead invites three practices, with a GP each, to a week from now at 13:00."""
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", topic)
    await town.lead.choose("Practices", *THREE)
    await sent(town)


async def sent(town: Town) -> None:
    """The lead looks at the preview and sends the invitations."""
    await town.lead.submit()
    await town.lead.submit()
    await town.settle()


async def begun(town: Town) -> None:
    await set_up(town)
    await until(town, START)


def count(seen: list[str], words: str) -> int:
    return sum(words in each for each in seen)


# ---- from an idea to an action


async def test_from_a_snippet_to_an_action(town: Town) -> None:
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    lead, coming, not_coming = town.lead, town.person(COMING), town.person(NOT_COMING)
    await lead.command(ALL, "/compare post antibiotics")
    await lead.submit()
    await town.settle()

    await lead.press("Discuss this", channel=ALL)
    form = await lead.modal()
    assert form.fields["Topic"] == TOPIC
    assert form.fields["Channel where the thread opens"] == ALL
    assert form.fields["Date"] == "2026-12-01"
    assert form.fields["Time"] == "13:00"
    assert len(form.fields["Practices"].split(", ")) == 14
    await lead.choose("Practices", *THREE)
    await lead.fill("Place or link", "The library & online")
    await sent(town)

    invitation = await coming.sees("invites you", channel=BOT)
    for part in (
        TOPIC,
        "Tue 1 Dec 2026 at 13:00, 45 minutes",
        "The library & online, with a thread in #all-practices",
        f"Led by: @{LEAD.name}",
        "Greenside Health Centre, Hawthorn House Practice and Ivy Bank Surgery",
        "not performance management",
    ):
        assert part in invitation
    await coming.press("Yes", channel=BOT)
    await not_coming.press("No", channel=BOT)
    await coming.sees("You said yes", channel=BOT)
    await not_coming.sees("You said no", channel=BOT)

    await until(town, START)
    opening = await coming.sees("It is time.", channel=ALL)
    for part in (
        "Ground rules",
        "Timekeeper",
        "13:00 Welcome and ground rules",
        "1 other person said yes",
    ):
        assert part in opening
    (figures,) = await coming.see(ALL, thread="It is time.")
    assert "14 practices have figures" in figures
    assert await coming.picture(ALL, "14 practices have figures")

    await coming.press("Record an action", channel=ALL)
    await coming.fill("What will be done?", "Look at ten delayed prescriptions")
    await coming.fill("By when?", date(2026, 12, 29))
    await coming.submit()
    await town.settle()
    replies = await lead.see(ALL, thread="It is time.")
    assert replies[1:] == [
        f"Action: Look at ten delayed prescriptions — owner @{COMING.name}, "
        "Greenside Health Centre, by Tue 29 Dec 2026\n[Edit]"
    ]


# ---- setting one up


async def test_whoever_is_no_lead_learns_who_is(town: Town) -> None:
    for person in (town.person(COMING), town.manager, town.person(NEWCOMER)):
        await person.command(ALL, "/peer schedule")
        seen = await person.sees("you need to be a", channel=ALL)
        assert f"clinical lead or administrator. You could ask @{LEAD.name}" in seen
        assert not await person.has_modal()


async def test_only_the_people_of_the_practices_are_invited_and_the_channel_is_told(
    town: Town,
) -> None:
    await set_up(town)
    for someone in (COMING, NOT_COMING, SILENT):
        assert count(await town.person(someone).see(BOT), "invites you") == 1
    for someone in (ELSEWHERE, MANAGER, NEWCOMER):
        assert await town.person(someone).see(BOT) == []
        await town.person(someone).sees("Peer session: Falls", channel=ALL)
    (own,) = await town.lead.see(BOT)
    assert "You lead this peer session: Falls" in own
    assert "3 other people are invited" in own


async def test_a_form_sent_twice_makes_one_session(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.submit()
    done = await asyncio.gather(town.lead.submit(), town.lead.submit(), return_exceptions=True)
    assert None in done
    await town.settle()
    assert count(await town.person(COMING).see(BOT), "invites you") == 1
    assert count(await town.lead.see(ALL), "Peer session: Falls") == 1


async def test_what_cannot_be_is_said_under_its_field_and_can_be_mended(town: Town) -> None:
    lead = town.lead
    await lead.command(ALL, "/peer schedule")
    await lead.fill("Topic", "Mrs Jones, 67F, NHS 943 476 5919")
    errors = await lead.submit_refused()
    assert "an NHS number and a name with an age" in errors["Topic"]
    assert "943" not in str(errors)
    await lead.fill("Topic", "Falls")
    await lead.fill("Place or link", "call 07700 900123")
    assert "a phone number" in (await lead.submit_refused())["Place or link"]
    await lead.fill("Place or link", "Room 2")
    await lead.fill("Date", date(2026, 11, 23))
    assert "This date has passed" in (await lead.submit_refused())["Date"]
    await lead.fill("Date", TUESDAY.date())
    await lead.fill("Time", "08:30")
    assert "already" in (await lead.submit_refused())["Time"]
    await lead.fill("Time", "12:30")
    await lead.choose("Channel where the thread opens", "leads")
    assert "Channel where the thread opens" in await lead.submit_refused()
    await lead.choose("Channel where the thread opens", ALL)
    await sent(town)
    assert not await lead.has_modal()
    assert count(await town.person(COMING).see(BOT), "Tue 24 Nov 2026 at 12:30") == 1


async def test_practices_without_people_are_named_before_anything_is_sent(town: Town) -> None:
    people = town.stage.peerbot.services.people
    await people.take_in(_practices("Y00001,Quay Surgery", "Y00002,Rookery Practice"), "demo")
    await town.lead.command(ALL, "/peer schedule")
    form = await town.lead.modal()
    assert (
        "2 of these practices have nobody in Slack yet: Quay Surgery and Rookery Practice" in form
    )
    assert "Quay Surgery" not in form.fields["Practices"]
    await town.lead.fill("Topic", "Falls")
    await town.lead.choose("Practices", "Quay Surgery")
    assert "nobody to invite" in (await town.lead.submit_refused())["Practices"]


def _practices(*lines: str) -> PeopleFile:
    text = "\n".join(["ods_code,name,list_size,imd_decile", *(f"{line},5000,5" for line in lines)])
    return read_people(text, "practices.csv")


async def test_a_time_that_the_clocks_skip_moves_on_and_the_lead_is_told(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.fill("Date", date(2027, 3, 28))
    await town.lead.fill("Time", "01:30")
    await sent(town)
    seen = await town.lead.sees("You lead this peer session", channel=BOT)
    assert "so it is set for 02:30" in seen
    await town.person(COMING).sees("Sun 28 Mar 2027 at 02:30", channel=BOT)


# ---- answering


async def test_an_answer_shows_and_can_be_changed_and_pressed_twice(town: Town) -> None:
    await set_up(town)
    gp = town.person(COMING)
    await gp.press("Yes", channel=BOT)
    await gp.sees("You said yes", channel=BOT)
    await gp.press("Yes", channel=BOT)
    await gp.press("No", channel=BOT)
    await gp.sees("You said no", channel=BOT)
    await gp.press("Yes", channel=BOT)
    await gp.sees("You said yes", channel=BOT)
    assert len(await gp.see(BOT)) == 1
    await town.lead.command(ALL, "/peer list")
    seen = await town.lead.sees("Peer sessions to come", channel=ALL)
    assert "Greenside Health Centre: 1 yes, 0 no" in seen
    assert "Ivy Bank Surgery: 0 yes, 0 no, 1 not answered" in seen
    await gp.does_not_see("Ivy Bank Surgery: 0 yes", channel=ALL)


async def test_after_the_start_an_answer_gets_a_kind_sentence(town: Town) -> None:
    await begun(town)
    gp = town.person(COMING)
    await gp.press("Yes", channel=BOT)
    await gp.sees("This session has begun, so answers are closed", channel=BOT)
    await gp.does_not_see("You said yes")


async def test_the_list_tells_a_gp_only_of_themselves(town: Town) -> None:
    await set_up(town)
    gp, elsewhere = town.person(COMING), town.person(ELSEWHERE)
    await gp.command(ALL, "/peer list")
    seen = await gp.sees("Peer sessions to come", channel=ALL)
    assert "You have not answered yet" in seen
    assert "Hawthorn" not in seen
    assert "Cancel" not in seen
    await elsewhere.command(ALL, "/peer list")
    await elsewhere.sees("You have no peer session to come", channel=ALL)


# ---- time


async def test_those_who_said_yes_are_reminded_and_nobody_else(town: Town) -> None:
    await set_up(town)
    await town.person(COMING).press("Yes", channel=BOT)
    await town.person(NOT_COMING).press("No", channel=BOT)
    await until(town, datetime(2026, 11, 30, 13, 0, tzinfo=UTC))
    await town.person(COMING).sees("Tomorrow at 13:00: peer session Falls", channel=BOT)
    await until(town, datetime(2026, 12, 1, 12, 45, tzinfo=UTC))
    await town.person(COMING).sees("In 15 minutes: peer session Falls", channel=BOT)
    await town.later(minutes=1)
    assert len(await town.person(COMING).see(BOT)) == 3
    for someone in (NOT_COMING, SILENT):
        assert len(await town.person(someone).see(BOT)) == 1
    seen = await town.lead.sees("In 15 minutes", channel=BOT)
    assert "Coming: 1 other person has said yes, from 1 practice." in seen


async def test_the_thread_opens_once_when_two_tick_at_once(town: Town) -> None:
    await set_up(town)
    town.stage.clock.move_to(START)
    await asyncio.gather(*(town.stage.peerbot.tick() for _ in range(3)))
    await town.settle()
    await town.later(minutes=5)
    assert count(await town.lead.see(ALL), "It is time.") == 1


async def test_a_late_no_from_a_reminder_is_kept(town: Town) -> None:
    await set_up(town)
    gp = town.person(COMING)
    await gp.press("Yes", channel=BOT)
    await until(town, datetime(2026, 12, 1, 12, 45, tzinfo=UTC))
    await gp.press("No", channel=BOT, message_containing="In 15 minutes")
    await gp.sees("You said no", channel=BOT)
    await until(town, START)
    await town.lead.sees("Nobody else has said yes yet", channel=ALL)


async def test_removed_from_the_channel_the_lead_is_told_once_and_can_open_it_with_its_figures(
    town: Town,
) -> None:
    await set_up_about_figures(town)
    workspace = town.stage.slack.workspace()
    assert workspace.installation is not None
    bot, members = workspace.installation.bot_user_id, workspace.channels["C0ALL"].members
    members.remove(bot)
    await until(town, START)
    await town.doubt_ends()
    notice = "I could not send the thread of the peer session"
    said = [each for each in await town.lead.see(BOT) if "I could not send" in each]
    assert len(said) == 1  # of the figures, which come with it, nothing is said
    assert said[0].startswith(notice)
    assert "/invite @Peerbot" in said[0]
    await town.person(COMING).does_not_see("It is time.", channel=ALL)

    members.append(bot)
    await town.lead.press("Send it again", channel=BOT)
    await town.settle()
    await town.lead.sees("is on its way in #all-practices", channel=BOT)
    await town.lead.does_not_see(notice, channel=BOT)
    await town.person(COMING).sees("It is time.", channel=ALL)
    (figures,) = await town.person(COMING).see(ALL, thread="It is time.")
    assert "14 practices have figures" in figures


async def set_up_about_figures(town: Town) -> None:
    """From a comparison, with what the form proposes."""
    with as_file(files("bot.demo").joinpath("antibiotics.csv")) as path:
        await town.stage.peerbot.services.comparisons.importing.import_file(
            path, path.name, "command line"
        )
    await town.lead.command(ALL, "/compare post antibiotics")
    await town.lead.submit()
    await town.settle()
    await town.lead.press("Discuss this", channel=ALL)
    await sent(town)


# ---- when people may be written to


TUESDAY_EVENING = TUESDAY.replace(hour=19)
WEDNESDAY_AT_EIGHT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


async def test_an_invitation_in_the_evening_arrives_in_the_morning_and_the_lead_hears_it(
    town: Town,
) -> None:
    await until(town, TUESDAY_EVENING)
    await set_up(town)
    own = await town.lead.sees("You lead this peer session: Falls", channel=BOT)
    assert "Invitations go out in working hours, the last on Wed 25 Nov 2026 at 08:00." in own
    await until(town, WEDNESDAY_AT_EIGHT - timedelta(minutes=1))
    assert await town.person(COMING).see(BOT) == []
    await until(town, WEDNESDAY_AT_EIGHT)
    for someone in (COMING, NOT_COMING, SILENT):
        assert count(await town.person(someone).see(BOT), "invites you") == 1


async def test_who_was_not_invited_yet_hears_nothing_of_a_cancellation(town: Town) -> None:
    await until(town, TUESDAY_EVENING)
    await set_up(town)
    await town.lead.command(ALL, "/peer list")
    await town.lead.press("Cancel this session", channel=ALL)
    await town.lead.submit()
    await until(town, START)
    for someone in (COMING, NOT_COMING, SILENT):
        assert await town.person(someone).see(BOT) == []
    await town.lead.sees("Cancelled by @Dr Asha Verma: peer session Falls", channel=BOT)
    await town.lead.sees("Cancelled by @Dr Asha Verma: peer session Falls", channel=ALL)


async def test_who_has_had_enough_asks_for_the_invitation_on_the_home_tab_and_answers(
    town: Town,
) -> None:
    await allow(town, 0)
    await set_up(town)
    own = await town.lead.sees("You lead this peer session: Falls", channel=BOT)
    assert "theirs waits on their Home tab" in own
    gp = town.person(COMING)
    assert await gp.see(BOT) == []
    await gp.open_home()
    await gp.sees("The invitation to the peer session on Falls on Tue 1 Dec 2026", home=True)
    await gp.press("Show it", home=True)
    await town.settle()
    await gp.sees("Can you come?", channel=BOT)
    await gp.press("Yes", channel=BOT)
    await gp.sees("You said yes", channel=BOT)


async def test_two_invitations_in_one_message_are_answered_and_called_off_apart(
    town: Town,
) -> None:
    await until(town, TUESDAY_EVENING)
    await set_up(town, "Falls")
    await set_up(town, "Gout")
    await until(town, WEDNESDAY_AT_EIGHT)
    gp = town.person(COMING)
    (both,) = await gp.see(BOT)
    assert both.count("Can you come?") == 2
    assert "session: Falls" in both
    assert "session: Gout" in both
    await gp.press("Yes", channel=BOT)  # the first of both
    (answered,) = await gp.see(BOT)
    assert (answered.count("You said yes"), answered.count("Can you come?")) == (1, 1)
    await town.lead.command(ALL, "/peer list")
    await town.lead.press("Cancel this session", channel=ALL, beside="Gout")
    await town.lead.submit()
    await town.settle()
    left, told = await gp.see(BOT)
    assert "You said yes" in left
    assert "Can you come?" not in left
    assert "Gout" in told
    assert "will not take place" in told


# ---- calling it off


async def test_cancelling_tells_everybody_once(town: Town) -> None:
    await set_up(town)
    await town.person(COMING).press("Yes", channel=BOT)
    await town.person(NOT_COMING).press("No", channel=BOT)
    await town.lead.command(ALL, "/peer list")
    await town.lead.press("Cancel this session", channel=ALL)
    await town.lead.submit()
    await town.settle()
    assert "Everybody who might have come is told" in await town.lead.modal()
    await town.lead.close()
    await town.lead.command(ALL, "/peer list")
    await town.lead.sees("No peer session is planned", channel=ALL)
    for someone in (COMING, SILENT):
        told = await town.person(someone).see(BOT)
        assert count(told, "will not take place") == 1
        assert count(told, "Cancelled by") == 1
    assert len(await town.person(NOT_COMING).see(BOT)) == 1
    await town.person(ELSEWHERE).sees("Cancelled by @Dr Asha Verma: peer session", channel=ALL)
    await until(town, START)
    await town.lead.does_not_see("It is time.", channel=ALL)
    await town.person(COMING).does_not_see("In 15 minutes", channel=BOT)


# ---- actions


async def test_an_action_form_refuses_what_cannot_be(town: Town) -> None:
    await begun(town)
    gp = town.person(COMING)
    await gp.press("Record an action", channel=ALL)
    await gp.fill("What will be done?", "Ring Mr Smith 72")
    assert "a name with an age" in (await gp.submit_refused())["What will be done?"]
    await gp.fill("What will be done?", "Audit ten courses")
    await gp.fill("By when?", date(2026, 11, 1))
    assert "date has passed" in (await gp.submit_refused())["By when?"]
    await gp.close()
    await gp.command(ALL, "/peer actions")
    await gp.sees("No actions are open", channel=ALL)


async def test_somebody_who_was_not_invited_is_told_whom_to_ask(town: Town) -> None:
    await begun(town)
    elsewhere = town.person(ELSEWHERE)
    await elsewhere.press("Record an action", channel=ALL)
    await elsewhere.sees(f"Please ask @{LEAD.name}", channel=ALL)
    assert not await elsewhere.has_modal()


async def test_open_actions_are_private_and_finished_with_a_button(town: Town) -> None:
    await begun(town)
    gp = town.person(COMING)
    await gp.press("Record an action", channel=ALL)
    await gp.fill("What will be done?", "Audit ten courses")
    await gp.choose("Who will do it?", LEADERS[1].name)
    await gp.choose("For which practice?", "Ivy Bank Surgery")
    await gp.submit()
    await town.settle()
    owner, elsewhere = town.person(LEADERS[1]), town.person(ELSEWHERE)
    await owner.sees("Audit ten courses", channel=ALL)
    await elsewhere.command(ALL, "/peer actions")
    await elsewhere.sees("No actions are open", channel=ALL)
    await owner.command(ALL, "/peer actions")
    await owner.sees("Your actions", channel=ALL)
    await owner.press("Kept", channel=ALL)
    await owner.sees("Kept: Audit ten courses. Thank you.", channel=ALL)
    await gp.command(ALL, "/peer actions")
    await gp.sees("No actions are open", channel=ALL)


async def test_help_lists_what_peer_can_do(town: Town) -> None:
    await town.lead.command(ALL, "/peer help")
    seen = await town.lead.sees("/peer schedule", channel=ALL)
    assert "/peer list" in seen
    assert "/peer actions" in seen
