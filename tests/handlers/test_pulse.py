"""The pulse as people meet it: through the real app over HTTP, on a local Slack.

What the two databases might do differently is tested with the service; here most run on one.
"""

from datetime import date, time

import pytest

from bot.demo.people import BODY, GPS, LEADERS, MANAGER, NEWCOMER, Someone
from bot.domain.questions import OWNERSHIP_4, Agreement
from bot.errors import Conflict
from bot.playground.person import Person
from tests.support.town import Town

CHANNEL, NORTH, BOT = "#all-practices", "#north-locality", "Peerbot"
QUESTIONS = [each.text for each in OWNERSHIP_4.worded(BODY).questions]
ON_BOTH = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
ON_ONE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
PULSE = f"Pulse: what do you make of {BODY}?"


async def open_pulse(town: Town, channel: str = CHANNEL) -> None:
    manager = town.manager
    await manager.command(channel, "/pulse new")
    await manager.submit()
    await manager.sees("This is what they will see")
    await manager.submit()
    await manager.sees("Your pulse is on its way")
    await manager.close()
    await town.settle()


async def fill_in(person: Person, *said: str, channel: str = CHANNEL) -> None:
    """Open the form and choose, but do not send."""
    await person.press("Answer", channel=channel)
    for question, answer in zip(QUESTIONS, said * len(QUESTIONS), strict=False):
        await person.choose(question, answer)


async def answer(town: Town, who: Someone, *said: str, channel: str = CHANNEL) -> None:
    person = town.person(who)
    await fill_in(person, *said, channel=channel)
    await person.submit()
    await person.sees("Your answers are recorded")
    await person.close()


# ---- opening


@ON_ONE
async def test_the_form_shows_what_will_be_asked_and_when_it_would_close(town: Town) -> None:
    await town.manager.command(CHANNEL, "/pulse new")
    form = await town.manager.modal()
    assert form.title == "New pulse"
    assert all(question in form for question in QUESTIONS)
    assert form.fields["Channel"] == "all-practices"
    assert (form.fields["Closes on"], form.fields["At"]) == ("2026-12-01", "17:00")
    await town.manager.press("More: open later, repeat, deputy, size")
    form = await town.manager.modal()
    assert form.fields["Show nothing about fewer than"] == "5 people"
    assert form.fields["Channel"] == "all-practices"


@ON_ONE
async def test_opening_posts_the_pulse_and_says_who_is_asked(town: Town) -> None:
    await town.manager.command(CHANNEL, "/pulse new")
    await town.manager.submit()
    preview = await town.manager.sees("22 people are asked: the GPs and leads in its channel")
    assert "It opens now and closes on Tue 1 Dec 2026 at 17:00." in preview
    assert all(question in preview for question in QUESTIONS)  # as a GP will see them
    await town.settle()
    await town.person(GPS[0]).does_not_see(PULSE, channel=CHANNEL)  # nothing has happened yet
    await town.manager.submit()
    said = await town.manager.sees("Your pulse is on its way to #all-practices")
    assert "22 people are asked, until Tue 1 Dec 2026 at 17:00" in said
    await town.settle()
    message = await town.person(GPS[0]).sees("0 of 22 have answered", channel=CHANNEL)
    assert PULSE in message
    assert "Who can see what" in message


@ON_ONE
async def test_it_forewarns_when_there_will_be_no_gap(town: Town) -> None:
    await town.manager.command(NORTH, "/pulse new")
    await town.manager.submit()
    await town.manager.sees("Fewer than 5 leaders are asked")


@ON_ONE
async def test_a_gp_is_told_who_can_start_one(town: Town) -> None:
    gp = town.person(GPS[0])
    await gp.command(CHANNEL, "/pulse new")
    await gp.sees("To start a pulse you need to be a manager or clinical lead.")
    assert not await gp.has_modal()


@ON_ONE
async def test_a_channel_without_the_bot_is_said_under_the_field(town: Town) -> None:
    await town.manager.command(CHANNEL, "/pulse new")
    await town.manager.choose("Channel", "#leads")
    errors = await town.manager.submit_refused()
    assert "/invite @Peerbot" in errors["Channel"]


@pytest.mark.parametrize(
    ("day", "clock", "field", "says"),
    [
        (date(2026, 11, 23), time(17), "Closes on", "past"),
        (date(2026, 11, 24), time(8), "At", "past"),
        (date(2027, 6, 1), time(17), "Closes on", "three months"),
    ],
)
@ON_ONE
async def test_a_closing_time_that_cannot_be_is_said_under_its_field(
    town: Town, day: date, clock: time, field: str, says: str
) -> None:
    await town.manager.command(CHANNEL, "/pulse new")
    await town.manager.fill("Closes on", day)
    await town.manager.fill("At", clock)
    errors = await town.manager.submit_refused()
    assert says in errors[field]


@ON_ONE
async def test_a_time_that_the_clocks_skip_is_said_under_its_field(town: Town) -> None:
    await town.later(days=110)  # March
    await town.manager.command(CHANNEL, "/pulse new")
    await town.manager.fill("Closes on", date(2027, 3, 28))
    await town.manager.fill("At", time(1, 30))
    errors = await town.manager.submit_refused()
    assert "01:30 does not exist" in errors["At"]


@ON_ONE
async def test_a_second_pulse_in_the_channel_is_refused_under_the_field(town: Town) -> None:
    await open_pulse(town)
    await town.manager.command(CHANNEL, "/pulse new")
    errors = await town.manager.submit_refused()
    assert "Pulse 1 is open and asks some of the same people the same" in errors["Channel"]


# ---- answering


@ON_ONE
async def test_answering_is_one_form_and_only_the_person_sees_that_it_is_recorded(
    town: Town,
) -> None:
    await open_pulse(town)
    await answer(town, GPS[0], "Agree", "Disagree", "Don’t know", "Agree")
    await town.later(seconds=5)
    await town.person(GPS[1]).sees("1 of 22 has answered", channel=CHANNEL)
    await town.person(GPS[1]).does_not_see("recorded")
    await town.person(GPS[1]).does_not_see(GPS[0].name)


@ON_BOTH
async def test_changing_an_answer_begins_with_the_last_one(town: Town) -> None:
    await open_pulse(town)
    await answer(town, GPS[0], "Agree", "Disagree", "Don’t know", "Strongly agree")
    gp = town.person(GPS[0])
    await gp.press("Answer", channel=CHANNEL)
    form = await gp.modal()
    assert "Your last answers are filled in" in form
    assert [form.fields[each] for each in QUESTIONS] == [
        "Agree",
        "Disagree",
        "Don’t know",
        "Strongly agree",
    ]
    await gp.choose(QUESTIONS[0], "Disagree")
    await gp.submit()
    await town.later(seconds=5)
    await gp.sees("1 of 22 has answered", channel=CHANNEL)


@ON_ONE
async def test_two_windows_make_one_ballot(town: Town) -> None:
    await open_pulse(town)
    await answer(town, GPS[0], "Agree")
    await answer(town, GPS[0], "Agree")
    await town.later(seconds=5)
    await town.person(GPS[1]).sees("1 of 22 has answered", channel=CHANNEL)


@ON_ONE
async def test_every_question_needs_an_answer(town: Town) -> None:
    await open_pulse(town)
    gp = town.person(GPS[0])
    await gp.press("Answer", channel=CHANNEL)
    await gp.choose(QUESTIONS[0], "Agree")
    errors = await gp.submit_refused()
    assert set(errors) == set(QUESTIONS[1:])


@ON_ONE
async def test_who_was_not_asked_is_told_kindly_and_privately(town: Town) -> None:
    await open_pulse(town, NORTH)
    outsider = town.person(GPS[10])
    await outsider.join(NORTH)
    await outsider.press("Answer", channel=NORTH)
    await outsider.sees("You will be asked when the next one opens")
    assert not await outsider.has_modal()
    await town.person(GPS[0]).does_not_see("you were not among them")


@ON_ONE
async def test_the_manager_who_opened_it_is_not_asked(town: Town) -> None:
    await open_pulse(town)
    await town.manager.press("Answer", channel=CHANNEL)
    await town.manager.sees("it does not ask those who manage it")


@ON_ONE
async def test_a_member_without_a_practice_answers_like_anybody(town: Town) -> None:
    await open_pulse(town)
    await answer(town, NEWCOMER, "Agree")
    await town.later(seconds=5)
    await town.manager.sees("1 of 22 has answered", channel=CHANNEL)


@ON_ONE
async def test_closed_while_the_form_is_open_says_that_it_was_not_taken(town: Town) -> None:
    await open_pulse(town)
    gp = town.person(GPS[0])
    await fill_in(gp, "Agree")
    await town.later(days=8)
    await gp.submit()
    await gp.sees("This pulse closed on Tue 1 Dec 2026 at 17:00, so nothing more can be sent.")


# ---- sealed, closed, read


@pytest.mark.parametrize("command", ["/pulse summary", "/pulse export", "/pulse summary 1"])
@ON_ONE
async def test_an_open_pulse_is_sealed_for_the_manager_too(town: Town, command: str) -> None:
    await open_pulse(town)
    await answer(town, GPS[0], "Agree")
    await town.manager.command(CHANNEL, command)
    said = await town.manager.sees("is sealed until it closes", channel=CHANNEL)
    assert "1 of 22 has answered" in said
    assert "agree" not in said


async def answered_and_closed(town: Town, channel: str, leaders: int, members: int) -> None:
    await open_pulse(town, channel)
    for number, leader in enumerate(LEADERS[:leaders]):
        await answer(town, leader, "Agree" if number % 3 else "Disagree", channel=channel)
    for number, gp in enumerate(GPS[:members]):
        await answer(town, gp, "Disagree" if number % 3 else "Agree", channel=channel)
    await town.later(days=8)
    await town.settle()  # its message changes every few seconds at most


@ON_BOTH
async def test_it_closes_by_itself_and_the_summary_speaks_plainly_first(town: Town) -> None:
    await answered_and_closed(town, CHANNEL, 6, 9)
    closed = await town.person(GPS[0]).sees("This pulse has closed", channel=CHANNEL)
    assert "15 of 22 answered" in closed
    assert "Answer]" not in closed
    await town.manager.sees("Your pulse in #all-practices has closed")

    await town.manager.command(CHANNEL, "/pulse summary")
    said = await town.manager.sees("what people make of", channel=CHANNEL)
    assert "15 of 22 answered (68%)" in said
    assert "members feel it less than leaders: 33 of 100 against 67" in said
    assert "Everyone: 7 of 15 agree (47%, 95% interval 33 to 61)" in said
    assert "Gap: leaders are 33 points above members (95% interval 11 to 50)" in said
    await town.person(GPS[0]).does_not_see("members feel it less")


@ON_ONE
async def test_with_three_leaders_it_says_why_there_is_no_gap(town: Town) -> None:
    await answered_and_closed(town, NORTH, 3, 7)
    await town.manager.command(NORTH, "/pulse summary")
    said = await town.manager.sees("what people make of", channel=NORTH)
    assert "there is no gap to show" in said
    assert "Leaders: hidden: fewer than 5 answers." in said
    assert "Everyone: 5 of 10 agree" in said


@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        ("export 1", "pulse-1.xlsx", b"PK"),
        ("export csv", "pulse-1.csv", b"\xef\xbb\xbf"),
        ("export 1 paper", "pulse-1.html", b"<!"),
    ],
)
@ON_ONE
async def test_an_export_is_a_file_in_ones_own_messages(
    town: Town, words: str, name: str, begins: bytes
) -> None:
    await answered_and_closed(town, CHANNEL, 6, 9)
    await town.manager.command(CHANNEL, f"/pulse {words}")
    await town.manager.sees("It is on its way", channel=CHANNEL)
    await town.settle()
    (file,) = town.stage.slack.workspace().files.values()
    assert file.name == name
    assert file.content is not None
    assert file.content.startswith(begins)
    await town.manager.sees("Only what may be shown is in it", channel=BOT)
    await town.person(GPS[0]).does_not_see("Only what may be shown is in it")


@pytest.mark.parametrize("command", ["/pulse summary", "/pulse export"])
@ON_ONE
async def test_a_gp_is_told_who_may_pull_results(town: Town, command: str) -> None:
    await open_pulse(town)
    await town.later(days=8)
    gp = town.person(GPS[0])
    await gp.command(CHANNEL, command)
    said = await gp.sees("you need to be a manager or clinical lead", channel=CHANNEL)
    assert MANAGER.name in said


@ON_ONE
async def test_a_number_that_is_none_is_answered_in_a_sentence(town: Town) -> None:
    await town.manager.command(CHANNEL, "/pulse summary last one please")
    await town.manager.sees("There has been no pulse yet")
    await town.manager.command(CHANNEL, "/pulse summary 12")
    await town.manager.sees("There is no pulse 12 here.")


@ON_ONE
async def test_a_pulse_that_could_not_be_posted_is_told_and_can_be_posted(town: Town) -> None:
    town.stage.slack.faults.add("error", "chat.postMessage", error="not_in_channel")
    await open_pulse(town)
    await answer_by_hand(town)
    (said,) = await town.manager.see(BOT)  # once
    assert "I could not send your pulse 1 in #all-practices" in said
    assert "/invite @Peerbot" in said
    await town.manager.press("Send it again", channel=BOT)
    await town.manager.sees("your pulse 1 is on its way in #all-practices", channel=BOT)
    await town.settle()
    # What was planned for it meanwhile follows at once.
    await town.person(GPS[0]).sees("1 of 22 has answered", channel=CHANNEL)


async def answer_by_hand(town: Town) -> None:
    """Somebody answers while the message is not there (from another one, say)."""
    said = {each.id: Agreement.AGREE for each in OWNERSHIP_4.questions}
    await town.stage.peerbot.services.pulse.answering.cast_ballot(1, GPS[0].id, said)
    await town.settle()


@ON_ONE
async def test_a_pulse_that_has_closed_is_not_posted_any_more(town: Town) -> None:
    town.stage.slack.faults.add("error", "chat.postMessage", error="not_in_channel")
    await open_pulse(town)
    await town.later(days=8)
    await town.manager.press("Send it again", channel=BOT)
    await town.manager.sees("too late for this message", channel=BOT)
    await town.settle()
    await town.person(GPS[0]).does_not_see(PULSE, channel=CHANNEL)


@ON_ONE
async def test_a_pulse_that_slack_did_not_confirm_is_looked_for_and_left(town: Town) -> None:
    town.stage.slack.faults.add("server_error", "chat.postMessage", accept=True)
    await open_pulse(town)
    await town.doubt_ends()
    await town.manager.sees("Slack did not say whether your pulse 1 arrived", channel=BOT)
    await town.manager.press("It is there", channel=BOT)
    await town.doubt_ends()
    posted = [each for each in await town.person(GPS[0]).see(CHANNEL) if PULSE in each]
    assert len(posted) == 1
    await answer(town, GPS[0], "Agree")


@ON_ONE
async def test_a_pulse_that_waits_for_slack_until_it_closes_is_never_posted(town: Town) -> None:
    town.stage.slack.faults.add("drop", "chat.postMessage", times=-1)
    await open_pulse(town)
    await town.later(days=8)
    town.stage.slack.faults.clear()
    await town.later(minutes=5)
    await town.doubt_ends()
    await town.person(GPS[0]).does_not_see(PULSE, channel=CHANNEL)


@ON_ONE
async def test_a_pulse_that_is_there_is_not_posted_again(town: Town) -> None:
    town.stage.slack.faults.add("error", "chat.postMessage", error="not_in_channel")
    await open_pulse(town)
    messages = town.stage.peerbot.services.messages
    (lost,) = (await messages.everything()).letters
    await messages.send_again(lost.id, MANAGER.id)
    await town.settle()
    with pytest.raises(Conflict, match="has arrived already"):
        await messages.send_again(lost.id, MANAGER.id)


@ON_ONE
async def test_who_takes_long_to_count_is_counted_while_the_form_says_so(town: Town) -> None:
    """Slack waits three seconds; a channel of tens of thousands takes more than that."""
    slow = "conversations.members"
    town.stage.slack.faults.add("hang", slow, accept=True, seconds=2.5)
    await town.manager.command(CHANNEL, "/pulse new")
    await town.manager.submit()
    await town.manager.sees("Counting who is asked")
    await town.manager.sees("22 people are asked")
    town.stage.slack.faults.add("hang", slow, accept=True, seconds=2.5)
    await town.manager.submit()
    await town.manager.sees("Opening it")
    await town.manager.sees("Your pulse is on its way")
    await town.settle()
    await town.person(GPS[0]).sees("0 of 22 have answered", channel=CHANNEL)


@ON_ONE
async def test_slack_away_while_counting_leaves_the_form_one_press_away(town: Town) -> None:
    town.stage.slack.faults.add("hang", "conversations.info", accept=True, seconds=2.5)
    town.stage.slack.faults.add("error", "conversations.members")
    await town.manager.command(CHANNEL, "/pulse new")
    await town.manager.submit()
    await town.manager.sees("Sorry, something went wrong on our side")
    await town.manager.press("Change something")
    assert (await town.manager.modal()).fields["Channel"] == "all-practices"
    await town.manager.submit()
    await town.manager.sees("22 people are asked")
