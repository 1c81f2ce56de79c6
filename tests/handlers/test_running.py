"""A session from its first minute to its last, as people in its thread meet it."""

import asyncio
from datetime import timedelta

import pytest

from bot.demo.people import LEAD, Someone
from bot.domain.sessions import State
from bot.playground.person import Person
from storage.sessions import SessionStore
from tests.anonymity.dumps import changed, rows_of
from tests.handlers.test_sessions import (
    ALL,
    BOT,
    COMING,
    ELSEWHERE,
    SILENT,
    START,
    THREE,
    sent,
    until,
)
from tests.support.town import Town

BOARD = "Peer session: Falls"
ANN, BEN = COMING, SILENT


async def begun(
    town: Town, *, minutes: str = "20 minutes", yes: tuple[Someone, ...] = (ANN,)
) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.choose("Practices", *THREE)
    await town.lead.press("More options")
    await town.lead.sees("Length")
    form = await town.lead.modal()
    (length,) = [each for each in form.options["Length"] if each.startswith(minutes)]
    await town.lead.choose("Length", length)
    await sent(town)
    for who in yes:
        await town.person(who).press("Yes", channel=BOT)
    await until(town, START)


async def board(person: Person) -> str:
    """The live board as it reads now."""
    return [each for each in await person.see(ALL) if "Now, " in each or "is over" in each][-1]


async def thread(person: Person) -> list[str]:
    return await person.see(ALL, thread="[Record an action]")


async def at(town: Town, minute: int) -> None:
    await until(town, START + timedelta(minutes=minute))


# ---- the story of twenty minutes


async def test_two_people_go_through_twenty_minutes(town: Town) -> None:
    await begun(town)
    lead, ann = town.lead, town.person(ANN)
    opening = await board(ann)
    for part in (
        "It is time. We have 20 minutes in this thread. @Dr Asha Verma facilitates.",
        "Ground rules",
        "Now, 1 of 7: Welcome and ground rules, until 13:01",
        "13:20 the end",
        f"Chair (keeps to the agenda and hears everybody): @{LEAD.name}",
        f"Scribe (records each action): @{ANN.name}",
    ):
        assert part in opening
    await ann.press("Next", channel=ALL)
    await town.settle()
    second = await board(lead)
    assert "Now, 2 of 7: The data, until 13:03" in second
    assert "Ground rules" not in second
    assert "Next: 13:03 One practice's story" in second
    await at(town, 4)
    assert "Time to move on: press Next" in await board(lead)
    await lead.press("Next", channel=ALL)
    await at(town, 8)
    await lead.press("Next", channel=ALL)
    await town.settle()
    assert "Reasons for differences" in await board(ann)

    await ann.press("A reason", channel=ALL)
    await ann.choose("It is mostly", "Case mix")
    await ann.fill("In a few words", "two care homes")
    await ann.submit()
    await lead.press("A reason", channel=ALL)
    await lead.choose("It is mostly", "Data")
    await lead.submit()
    await ann.press("An idea", channel=ALL)
    await ann.fill("What could we try?", "A falls clinic with the pharmacist")
    await ann.submit()
    await town.settle()
    seen = await board(lead)
    assert "Reasons so far: data 1, case mix 1" in seen
    assert "Case mix: two care homes" in seen
    assert "Ideas to try: 1\n• A falls clinic with the pharmacist" in seen
    for name in (ANN.name, *THREE):
        assert name not in seen.split("Reasons so far")[1].split("Next:")[0]

    await lead.press("Next", channel=ALL)
    await at(town, 16)
    await lead.press("Next", channel=ALL)
    await at(town, 18)
    await ann.press("Next", channel=ALL)
    await town.settle()
    last = await board(ann)
    assert "Now, 7 of 7: One word each to finish" in last
    assert "[Next]" not in last
    await ann.press("Finish", channel=ALL)
    await town.settle()
    over = await board(lead)
    assert "This session is over since 13:18." in over
    assert "[Record an action]" in over
    assert "[Next]" not in over
    assert await state_of(town) is State.OVER
    assert (
        len([each for each in await lead.see(ALL) if BOARD in each]) == 2
    )  # announced, and opened
    (below,) = await thread(lead)  # one live message, and below it only what is asked at the end
    assert below.startswith("Did you meet?")


async def state_of(town: Town) -> State:
    async with town.stage.database.reading() as session:
        kept = await SessionStore(session, town.stage.peerbot.services.workspace.id).get(1)
    assert kept is not None
    return kept.state


async def test_next_pressed_by_two_at_once_goes_on_once(town: Town) -> None:
    await begun(town)
    lead, ann = town.lead, town.person(ANN)
    await asyncio.gather(lead.press("Next", channel=ALL), ann.press("Next", channel=ALL))
    await town.settle()
    assert "Now, 2 of 7: The data" in await board(lead)
    told = [
        each
        for person in (lead, ann)
        for each in await person.see(ALL)
        if "Somebody was a moment quicker: we are at “The data” now." in each
    ]
    assert len(told) == 1


async def test_pause_more_time_and_back_are_shown_truthfully(town: Town) -> None:
    await begun(town)
    ann = town.person(ANN)
    await ann.press("Next", channel=ALL)
    await town.settle()
    await ann.press("Pause", channel=ALL)
    await at(town, 10)
    paused = await board(ann)
    assert "Paused since 13:00. Press Go on when you are ready." in paused
    assert "with 3 minutes to go" in paused
    assert "Next: One practice's story (4 minutes)" in paused
    assert "After this part it is 16 minutes to the end." in paused
    assert "The end is at" not in paused  # it moves on while nobody looks
    await town.lead.press("Go on", channel=ALL)
    await town.settle()
    going = await board(ann)
    assert "until 13:13" in going
    assert "The end is at 13:29." in going
    await ann.press("+5 minutes", channel=ALL)
    await town.settle()
    assert "until 13:18" in await board(ann)
    assert "The end is at 13:34." in await board(ann)
    await ann.press("Back", channel=ALL)
    await town.settle()
    assert "Now, 1 of 7: Welcome and ground rules, until 13:12" in await board(ann)


async def test_the_last_minute_and_the_end_of_a_part_are_said_by_themselves(town: Town) -> None:
    await begun(town, minutes="45 minutes")
    await at(town, 2)
    assert "The last minute of this part." in await board(town.lead)
    await at(town, 3)
    assert "Time to move on: press Next" in await board(town.lead)
    assert len([each for each in await town.lead.see(ALL) if "Now, " in each]) == 1


async def test_it_ends_by_itself_when_nobody_is_there_any_more(town: Town) -> None:
    await begun(town)
    await at(town, 34)
    assert "Now, 1 of 7" in await board(town.lead)
    await at(town, 35)
    assert "This session is over since 13:35." in await board(town.lead)
    assert await state_of(town) is State.OVER
    await town.person(ANN).press("Record an action", channel=ALL)
    await town.person(ANN).fill("What will be done?", "Walk round the clinic")
    await town.person(ANN).submit()
    await town.settle()
    assert "1 action recorded, below." in await board(town.lead)


async def test_what_is_left_of_a_session_after_a_night_without_the_bot_says_so(town: Town) -> None:
    await begun(town)  # and on another day, when nothing runs at the start:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Gout")
    await town.lead.choose("Practices", *THREE)
    await sent(town)
    town.stage.clock.advance(timedelta(days=8))
    await town.settle()
    opened = await town.lead.sees("I was not running then", channel=ALL)
    assert "Peer session: Gout" in opened
    assert "[Next]" not in opened


# ---- who does what


async def test_without_the_facilitator_the_chair_does_it_and_everybody_can_press(
    town: Town,
) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.choose("Practices", *THREE)
    await sent(town)
    await town.lead.press("No", channel=BOT)
    await town.person(ANN).press("Yes", channel=BOT)
    await town.person(BEN).press("Yes", channel=BOT)
    await until(town, START)
    opening = await board(town.person(ANN))
    chair = ANN if f"hears everybody): @{ANN.name}" in opening else BEN
    other = BEN if chair is ANN else ANN
    assert f"@{LEAD.name}, who was to facilitate, cannot, so @{chair.name} does it" in opening
    await town.person(other).press("Next", channel=ALL)
    await town.settle()
    assert "Now, 2 of " in await board(town.person(chair))
    await ask(town.person(other), "May we stop early?")
    await town.settle()
    await town.person(chair).sees("May we stop early?", channel=BOT)


async def test_a_role_can_be_taken_and_its_holder_gets_the_other(town: Town) -> None:
    await begun(town)
    ann = town.person(ANN)
    await ann.choose("Take a role", "I am the chair", channel=ALL)
    await town.settle()
    seen = await board(ann)
    assert f"hears everybody): @{ANN.name}" in seen
    assert f"records each action): @{LEAD.name}" in seen
    assert "when a part is over): nobody yet" in seen


async def test_who_was_not_invited_is_told_kindly(town: Town) -> None:
    await begun(town)
    elsewhere = town.person(ELSEWHERE)
    for label in ("Next", "A reason", "Ask the facilitator (no name)"):
        await elsewhere.press(label, channel=ALL)
    seen = [each for each in await elsewhere.see(ALL) if "You are welcome to read along" in each]
    assert len(seen) == 3
    assert not await elsewhere.has_modal()
    assert "Now, 1 of 7" in await board(elsewhere)


# ---- without a name


async def ask(person: Person, words: str) -> None:
    await person.press("Ask the facilitator (no name)", channel=ALL)
    await person.fill("Your question or point", words)
    await person.submit()


async def test_a_question_reaches_the_facilitator_and_nothing_tells_who_asked(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await begun(town)
    ann = town.person(ANN)
    caplog.set_level("DEBUG", logger="bot")
    before = await rows_of(town.stage.database)
    await ask(ann, "Are we sure of these figures?")
    await town.settle()
    after = await rows_of(town.stage.database)
    new = {table: added for table, (_, added) in changed(before, after).items()}
    assert any("Are we sure of these figures?" in each for each in new["delivery"])
    for rows in new.values():
        assert not [row for row in rows if ANN.id in row]
    assert "peer_run" not in new  # not even that somebody did something
    logged = "\n".join(each.getMessage() for each in caplog.records if each.name.startswith("bot"))
    assert ANN.id not in logged
    assert "Are we sure" not in logged

    asked = await town.lead.sees("Are we sure of these figures?", channel=BOT)
    assert "Somebody in the session Falls asks, without a name" in asked
    assert ANN.name not in asked
    await town.lead.press("Share in the thread", channel=BOT)
    await town.settle()
    (shared,) = await thread(town.person(BEN))
    assert shared == "A question or point, without a name:\n> Are we sure of these figures?"
    await town.lead.sees("Shared in the thread of Falls, without a name", channel=BOT)


async def test_a_question_with_a_patient_in_it_is_refused(town: Town) -> None:
    await begun(town)
    ann = town.person(ANN)
    for label, field in (
        ("Ask the facilitator (no name)", "Your question or point"),
        ("An idea", "What could we try?"),
    ):
        await ann.press(label, channel=ALL)
        await ann.fill(field, "Again it was Mr Smith 72")
        assert "a name with an age" in (await ann.submit_refused())[field]
        await ann.close()
    assert "Smith" not in str(await rows_of(town.stage.database))


# ---- actions, as they are written


WRITTEN = "action: <@{}> audits ten falls by 12 December, measure: falls per 1,000"
SAID = (
    f"Action: Audits ten falls — owner @{ANN.name}, Greenside Health Centre, by Sat 12 Dec 2026; "
    "measure: falls per 1,000\n[Edit]"
)


def may_read_along(town: Town) -> None:
    installation = town.stage.slack.workspace().installation
    assert installation is not None
    installation.scopes |= {"channels:history"}


def bot_id(town: Town) -> str:
    installation = town.stage.slack.workspace().installation
    assert installation is not None
    return installation.bot_user_id


@pytest.mark.parametrize("mentioned", [False, True], ids=["read along", "mentioned"])
async def test_an_action_written_in_the_thread_is_recorded_once(
    town: Town, mentioned: bool
) -> None:
    await begun(town)
    text = WRITTEN.format(ANN.id)
    if mentioned:
        text = f"<@{bot_id(town)}> {text}"
    else:
        may_read_along(town)
    town.stage.slack.faults.events.duplicate = 1
    await town.person(BEN).say(ALL, text, thread=BOARD + "\nIt is time.")
    await heard(town)
    replies = await thread(town.lead)
    assert replies[1:] == [SAID.replace("measure: falls", "measure: Falls")]
    assert "1 action recorded so far, below." in await board(town.lead)


async def heard(town: Town) -> None:
    await town.stage.slack.events.settle()
    await town.settle()


async def test_with_both_ways_to_hear_it_there_is_one_action(town: Town) -> None:
    await begun(town)
    may_read_along(town)
    text = f"<@{bot_id(town)}> action: count the walking frames"
    await town.person(BEN).say(ALL, text, thread=BOARD + "\nIt is time.")
    await heard(town)
    (_, action) = await thread(town.lead)
    assert f"Count the walking frames — owner @{BEN.name}" in action
    assert "by Tue 29 Dec 2026" in action


async def test_other_words_in_the_thread_are_nobodys_business(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    await begun(town)
    may_read_along(town)
    caplog.set_level("DEBUG", logger="bot")
    before = await rows_of(town.stage.database)
    ann = town.person(ANN)
    await ann.say(ALL, "Our secret action plan", thread=BOARD + "\nIt is time.")
    await ann.say(ALL, "action: outside of any thread")
    await town.stage.slack.events.settle()
    assert changed(before, await rows_of(town.stage.database)) == {}
    logged = "\n".join(each.getMessage() for each in caplog.records if each.name.startswith("bot"))
    assert "secret" not in logged


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("action: ring Mrs Jones 81", "a name with an age"),
        ("action: audit by Friday 12 December", "is a Saturday, not a Friday"),
        ("action:", "Please say what will be done."),
        ("action: audit by 1/11/2026", "This date has passed"),
    ],
)
async def test_what_cannot_be_recorded_only_the_writer_hears(
    town: Town, text: str, words: str
) -> None:
    await begun(town)
    may_read_along(town)
    await town.person(BEN).say(ALL, text, thread=BOARD + "\nIt is time.")
    await heard(town)
    told = await town.person(BEN).sees("I have not recorded your action.", channel=ALL)
    assert words in told
    await town.lead.does_not_see("I have not recorded your action.", channel=ALL)
    assert "Mrs Jones" not in str(await rows_of(town.stage.database))


async def test_mentioned_elsewhere_it_says_what_it_hears(town: Town) -> None:
    await begun(town)
    await town.person(BEN).say(ALL, f"<@{bot_id(town)}> action: I call the clinic")
    await heard(town)
    await town.person(BEN).sees("I record what you write after “action:”", channel=ALL)


async def test_asked_for_in_plain_words_in_the_thread_the_form_is_of_that_session(
    town: Town,
) -> None:
    await begun(town)
    said = f"<@{bot_id(town)}> please record an action: I call the clinic by Friday"
    await town.person(BEN).say(ALL, said, thread=BOARD + "\nIt is time.")
    await heard(town)
    await town.person(BEN).press("Open the form", channel=ALL)
    form = await town.person(BEN).modal()
    assert "From the peer session" in form.text
    assert "call the clinic" in form.fields["What will be done?"]
    assert form.fields["By when?"] == "2026-12-04"


async def test_a_message_becomes_an_action_by_its_shortcut(town: Town) -> None:
    await begun(town)
    await town.person(ANN).say(
        ALL, "I look at ten letters by Friday", thread=BOARD + "\nIt is time."
    )
    ben = town.person(BEN)
    await ben.message_shortcut("Record as action", ALL, "I look at ten letters")
    form = await ben.modal()
    assert form.fields["What will be done?"] == "I look at ten letters"
    assert form.fields["Who will do it?"] == ANN.name
    assert form.fields["By when?"] == "2026-12-04"
    await ben.submit()
    await town.settle()
    assert any("I look at ten letters — owner" in each for each in await thread(town.lead))


async def test_a_message_elsewhere_asks_of_which_session_it_is(town: Town) -> None:
    ann = town.person(ANN)
    await ann.say(ALL, "We could swap clinic lists")
    await ann.message_shortcut("Record as action", ALL, "swap clinic lists")
    await ann.sees("Actions belong to a peer session, and you were in none lately", channel=ALL)
    await begun(town)
    await ann.message_shortcut("Record as action", ALL, "swap clinic lists")
    form = await ann.modal()
    assert form.fields["From which session?"] == "Tue 1 Dec 2026: Falls"
    await ann.submit()
    await town.settle()
    assert any("We could swap clinic lists" in each for each in await thread(town.lead))
    elsewhere = town.person(ELSEWHERE)
    await elsewhere.message_shortcut("Record as action", ALL, "swap clinic lists")
    await elsewhere.sees("you were in none lately", channel=ALL)


async def test_an_action_is_corrected_where_it_stands(town: Town) -> None:
    await begun(town)
    ann = town.person(ANN)
    await ann.press("Record an action", channel=ALL)
    await ann.fill("What will be done?", "Audit ten")
    await ann.submit()
    await town.settle()
    await town.person(BEN).press("Edit", channel=ALL)
    form = await town.person(BEN).modal()
    assert form.fields["For which practice?"] == "Greenside Health Centre"
    await town.person(BEN).fill("What will be done?", "Audit twenty")
    await town.person(BEN).fill("How will you know that it helped?", "Fewer falls")
    await town.person(BEN).submit()
    await town.settle()
    (action,) = await thread(town.lead)
    assert action.startswith(f"Action: Audit twenty — owner @{ANN.name}")
    assert "measure: Fewer falls" in action
    await ann.command(ALL, "/peer actions")
    await ann.sees("Audit twenty", channel=ALL)
