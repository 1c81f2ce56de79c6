"""Making a pulse: the form from all sides, own questions, whom it asks, and when."""

import asyncio
from datetime import date, time
from typing import Any

from bot.demo.people import BODY, EVERYBODY, GPS, LEAD, LEADERS, MANAGER
from bot.domain.questions import OWNERSHIP_4, OWNERSHIP_8, SESSION_FEEDBACK
from bot.playground.person import DidNotWork
from storage.schema.pulse import OwnSetRow, PlanRow
from tests.support.pulses import (
    BOT,
    CHANNEL,
    EIGHT,
    FEEDBACK,
    MINE,
    MORE,
    NORTH,
    ON_ONE,
    TEMPERATURE_SET,
    Typed,
    count,
    fill_form,
    have_answered,
    opened,
    refused,
    rounds,
    send,
    start,
    the_round,
    write_questions,
)
from tests.support.town import Town

AMONG = "Asked are the GPs and leads among"
SIZE = "Show nothing about fewer than"
PULSE = f"Pulse: what do you make of {BODY}?"


# ---- ways in


@ON_ONE
async def test_the_form_opens_from_the_shortcut_and_from_the_home_tab(town: Town) -> None:
    manager, gp = town.manager, town.person(GPS[0])
    await manager.shortcut("New pulse")
    form = await manager.modal()
    assert form.title == "New pulse"
    assert form.submit == "Preview"
    await manager.close()
    await manager.open_home()
    await manager.press("New pulse", home=True)
    assert (await manager.modal()).title == "New pulse"
    said = await send(manager, {"Channel": CHANNEL})
    assert "22 people are asked" in said

    assert "New pulse" not in await gp.home()
    await gp.shortcut("New pulse")
    await gp.sees("To start a pulse you need to be a manager or clinical lead.")


@ON_ONE
async def test_the_sets_are_shown_before_and_previewed_as_a_gp_will_see_them(town: Town) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    form = await manager.modal()
    assert form.options["Questions"] == [
        "Ownership, four questions",
        EIGHT,
        TEMPERATURE_SET,
        FEEDBACK,
        MINE,
    ]
    await manager.choose("Questions", EIGHT)
    for number, each in enumerate(OWNERSHIP_8.worded(BODY).questions, start=1):
        await manager.sees(f"{number}. {each.text}")
    await manager.choose("Questions", TEMPERATURE_SET)
    await manager.sees(f"How well does {BODY} work for your practice")
    await manager.submit()
    preview = await manager.sees("This is what they will see")
    assert "One tap answers" in preview
    assert "0  1  2  3" in preview
    assert "Answer]" not in preview  # nothing in it can be pressed by mistake
    await manager.press("Change something")
    form = await manager.modal()
    assert form.fields["Questions"] == TEMPERATURE_SET
    await manager.choose("Questions", FEEDBACK)
    await manager.sees("I could speak openly")
    await manager.submit()
    preview = await manager.sees("This is what they will see")
    for each in SESSION_FEEDBACK.questions:
        assert each.text in preview
    assert "name nobody" in preview  # what is written is shown as it is
    assert await rounds(town) == []


# ---- one's own questions

EVERY_KIND = (
    ("Winter is  under control",),
    ("Do you have a plan?", "yes or no"),
    ("Where does it pinch?", "one of several", "Beds\nPhones\nHome visits"),
    ("How busy are you?", "0 to 10"),
    ("What would help?", "words"),
)


@ON_ONE
async def test_own_questions_are_written_from_the_form_which_then_begins_with_them(
    town: Town,
) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    await fill_form(manager, {"Closes on": date(2026, 11, 30), SIZE: "8 people"})
    await manager.choose("Questions", MINE)
    await manager.sees("No patients, no names.")
    await write_questions(manager, "Winter  pressures", *EVERY_KIND)
    await manager.submit()
    await manager.sees("1. Winter is under control")
    form = await manager.modal()
    assert form.fields["Questions"] == "Winter pressures"
    # What was chosen before stays.
    assert form.fields["Channel"] == "all-practices"
    assert form.fields["Closes on"] == "2026-11-30"
    assert form.fields.get(SIZE) == "8 people"
    said = await send(manager, {})
    assert "Pulse: Winter pressures" in said


@ON_ONE
async def test_own_questions_are_asked_in_all_kinds(town: Town) -> None:
    manager, gp = town.manager, town.person(GPS[0])
    await manager.command(CHANNEL, "/pulse questions")
    await write_questions(manager, "Winter  pressures", *EVERY_KIND)
    await manager.submit()
    await manager.close()
    said = await opened(town, {"Questions": "Winter pressures"})
    assert "Pulse: Winter pressures" in said

    await gp.press("Answer", channel=CHANNEL)
    form = await gp.modal()
    assert form.options["Do you have a plan?"] == ["Yes", "No", "Don’t know"]
    assert form.options["Where does it pinch?"] == ["Beds", "Phones", "Home visits"]
    assert form.options["How busy are you?"] == [str(each) for each in range(11)]
    await gp.choose("Winter is under control", "Neither agree nor disagree")
    await gp.choose("Do you have a plan?", "No")
    await gp.choose("Where does it pinch?", "Phones")
    errors = await gp.submit_refused()
    assert list(errors) == ["How busy are you?"]  # what is in one's own words may stay empty
    await gp.choose("How busy are you?", "9")
    await gp.fill("What would help?", "Ask Mrs Jones, 84, of NHS number 943 476 5919")
    errors = await gp.submit_refused()
    assert "Nothing was saved" in errors["What would help?"]
    assert "Jones" not in errors["What would help?"]
    await town.later(seconds=5)
    await manager.sees("0 of 22 have answered", channel=CHANNEL)
    await gp.fill("What would help?", "A second line")
    await gp.submit()
    await gp.sees("Your answers are recorded")
    await gp.close()
    await gp.press("Answer", channel=CHANNEL)
    form = await gp.modal()
    assert form.fields["Where does it pinch?"] == "Phones"
    assert form.fields["What would help?"] == "A second line"


@ON_ONE
async def test_the_same_title_replaces_the_set_and_the_same_words_keep_their_id(town: Town) -> None:
    manager = town.manager
    for questions in ((("We have  a plan",), ("Old",)), (("we have a PLAN",), ("New",))):
        await manager.command(CHANNEL, "/pulse questions")
        await write_questions(manager, "Winter", *questions)
        await manager.submit()
        said = await manager.sees("“Winter” is saved")
        assert "/pulse new" in said
        await manager.close()
    assert await count(town, OwnSetRow) == 1
    await opened(town, {"Questions": "Winter"})
    (first,) = await rounds(town)
    assert [each.text for each in first.questions] == ["We have a PLAN", "New"]
    # Somebody who may not is told who may.
    await town.person(GPS[0]).command(CHANNEL, "/pulse questions")
    said = await town.person(GPS[0]).sees("To write questions for a pulse you need to be")
    assert MANAGER.name in said


HALF_FILLED: tuple[tuple[str, tuple[Typed, ...], str, str], ...] = (
    ("Winter", (("Where?", "one of several"),), "Answers to choose from", "from 2 to 8"),
    ("Winter", (("Where?", "one of several", "Beds"),), "Answers to choose from", "from 2 to 8"),
    (
        "Winter",
        (("Where?", "one of several", "Beds\n beds \nBEDS"),),
        "Answers to choose from",
        "from 2 to 8 different",
    ),
    ("Winter", (("We cope",), ("we  COPE",)), "Question 2", "twice"),
    ("Winter", (("We cope",), ("", "", "Beds\nPhones")), "Question 2", "write the question"),
    ("Winter", (("What?", "words"),), "Question 1", "answered by choosing"),
    (
        "Winter",
        (("We cope",), ("A", "words"), ("B", "words"), ("C", "words")),
        "Question 4",
        "At most 2",
    ),
    ("  ", (("We cope",),), "Title", ""),
    ("temperature check, ONE tap", (("We cope",),), "Title", "taken"),
    ("Call 07700 900123", (("We cope",),), "Title", "a phone number"),
    ("Winter", (("Is Mrs Jones, 84, well?",),), "Question 1", "a name with an age"),
    (
        "Winter",
        (("Whose?", "one of several", "Mine\nborn 01/02/1950"),),
        "Answers to choose from",
        "a date of birth",
    ),
    ("Winter", (("We cope",), ("",), ("Ring 07700 900123?",)), "Question 3", "a phone number"),
)


@ON_ONE
async def test_what_cannot_be_asked_is_said_under_its_field_and_nothing_is_kept(town: Town) -> None:
    manager = town.manager
    wrong = []
    for title, questions, field, says in HALF_FILLED:
        await manager.command(CHANNEL, "/pulse questions")
        await write_questions(manager, title, *questions)
        try:
            errors = await manager.submit_refused()
        except AssertionError:
            errors = {}
        if field not in errors or says not in errors[field]:
            wrong.append(f"{title!r} {questions}: {errors}, not {says!r} under {field!r}")
        await manager.close()
    assert not wrong, "\n".join(wrong)
    assert await count(town, OwnSetRow) == 0


@ON_ONE
async def test_ten_questions_are_the_most_and_there_is_no_room_for_an_eleventh(town: Town) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse questions")
    ten = tuple((f"Statement {number} is true",) for number in range(1, 11))
    await write_questions(manager, "Ten", *ten)
    form = await manager.modal()
    assert "[Another question]" not in form.buttons
    assert form.fields["Question 10"] == "Statement 10 is true"
    await manager.submit()
    await manager.sees("“Ten” is saved")
    await manager.close()
    said = await opened(town, {"Questions": "Ten"})
    assert "10 short statements, about a minute" in said


@ON_ONE
async def test_who_turns_back_from_writing_their_own_is_told_what_to_choose(town: Town) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    await manager.choose("Questions", MINE)
    await manager.sees("No patients, no names.")
    await manager.close()
    assert (await manager.modal()).title == "New pulse"
    errors = await manager.submit_refused()
    assert "choose the questions" in errors["Questions"]
    await fill_form(manager, {"Questions": TEMPERATURE_SET})
    await manager.submit()
    await manager.sees("This is what they will see")


@ON_ONE
async def test_people_who_were_chosen_before_stay_when_own_questions_are_written(
    town: Town,
) -> None:
    """The form must not say one circle and ask another."""
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    await fill_form(manager, {AMONG: "Some practices"})
    await fill_form(manager, {"Practices": PLENTY})
    await manager.choose("Questions", MINE)
    await manager.sees("No patients, no names.")
    await write_questions(manager, "Winter", ("We cope",))
    await manager.submit()
    await manager.sees("1. We cope")
    form = await manager.modal()
    assert form.fields[AMONG] == "Some practices"
    assert form.fields.get("Practices") == ", ".join(PLENTY)


# ---- whom it asks

PLENTY = ("Alder Lane Surgery", "Brook Street Practice", "Copper Beech Medical Centre")
FEW = ("Elm Tree Practice", "Ivy Bank Surgery")


@ON_ONE
async def test_practices_are_asked_wherever_their_people_are(town: Town) -> None:
    manager = town.manager
    await manager.command(NORTH, "/pulse new")
    await fill_form(manager, {AMONG: "Some practices"})
    errors = await refused(manager, {})
    assert "at least one practice" in " ".join(errors.values()) or errors  # of Slack's own, or ours
    errors = await refused(manager, {"Practices": FEW})
    assert "only 2 are" in errors[AMONG]
    said = await send(manager, {"Practices": PLENTY})
    assert "6 people are asked: the GPs and leads of 3 practices" in said
    await town.settle()
    # Three of them are not in the channel: they have a message.
    outside = town.person(GPS[9])
    asked = await outside.sees(PULSE, channel=BOT)
    assert "of 3 practices" in asked
    await outside.press("Answer", channel=BOT)
    assert await outside.has_modal()
    await town.person(GPS[0]).sees("It asks the GPs and leads of 3 practices", channel=NORTH)
    await town.person(GPS[0]).press("Answer", channel=NORTH)
    said = await town.person(GPS[0]).sees("This pulse asks other people")
    assert MANAGER.name in said  # and whom to ask about that
    await town.person(LEADERS[0]).does_not_see(PULSE, channel=BOT)


@ON_ONE
async def test_user_groups_there_are_none_one_is_empty_one_is_asked(town: Town) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    await manager.choose(AMONG, "A Slack user group")
    await manager.sees("This Slack has no user groups")
    errors = await manager.submit_refused()
    assert "choose" in errors[AMONG]
    await manager.choose(AMONG, "Everybody in the channel")
    groups = town.stage.slack.workspace().usergroups
    groups["S0EMPTY"] = []
    groups["S0WEST"] = [each.id for each in (*LEADERS[:5], *GPS[:6])] + [MANAGER.id]
    await manager.choose(AMONG, "A Slack user group")
    await manager.sees("User group")
    names = (await manager.modal()).options["User group"]
    assert len(names) == 2
    empty, west = sorted(names, key=lambda each: "west" in each.lower())
    errors = await refused(manager, {"User group": empty})
    assert "nobody is" in errors[AMONG]
    await manager.choose("User group", west)
    await manager.submit()
    preview = await manager.sees("11 people are asked")
    assert west in preview
    # It is emptied between preview and opening: said, and the form is one press away.
    kept, groups["S0WEST"] = groups["S0WEST"], []
    await manager.submit()
    await manager.sees("nobody is")
    groups["S0WEST"] = kept
    await manager.press("Change something")
    form = await manager.modal()
    assert form.fields["User group"] == west
    said = await send(manager, {})
    assert "11 people are asked" in said


@ON_ONE
async def test_all_members_a_higher_k_and_a_deputy_who_may_see_the_results(town: Town) -> None:
    manager = town.manager
    await manager.command(NORTH, "/pulse new")
    await fill_form(manager, {AMONG: "All members", SIZE: "8 people"})
    form = await manager.modal()
    assert form.options[SIZE][0] == "5 people"  # and no less
    errors = await refused(manager, {"Deputy": MANAGER.name})
    assert "somebody else" in errors["Deputy"]
    errors = await refused(manager, {"Deputy": GPS[0].name})
    assert "manager or a clinical lead" in errors["Deputy"]
    said = await send(manager, {"Deputy": LEAD.name})
    assert "22 people are asked: all GPs and leads" in said
    assert "only figures about 8 people or more are kept" in said
    assert "Fewer than 8 leaders are asked" in said
    await town.settle()
    round_ = await the_round(town, 1)
    assert (round_.k, round_.deputy) == (8, LEAD.id)


# ---- when


@ON_ONE
async def test_times_that_cannot_be_are_said_under_their_field(town: Town) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    cases: list[tuple[dict[str, Any], str, str]] = [
        ({"Opens on": date(2026, 11, 23)}, "Opens on", "past|passed"),
        ({"Opens on": date(2026, 11, 24), "Opens at": time(8)}, "Opens at", "past|passed"),
        ({"Opens on": date(2028, 1, 10)}, "Opens on", "more than a year"),
        (
            {"Opens on": date(2026, 12, 3), "Opens at": time(9), "Closes on": date(2026, 12, 2)},
            "Closes on",
            "before|after|past|later",
        ),
        (
            {"Closes on": date(2026, 12, 3), "At": time(8)},
            "At",
            "before|after|past|later",
        ),
        ({"Closes on": date(2027, 6, 3), "At": time(17)}, "Closes on", "three months"),
        (
            {"Opens on": date(2027, 3, 28), "Opens at": time(1, 30), "Closes on": date(2027, 4, 2)},
            "Opens at",
            "clocks go forward",
        ),
    ]
    wrong = []
    for fields, where, says in cases:
        errors = await refused(manager, fields)
        if not any(each in errors.get(where, "") for each in says.split("|")):
            wrong.append(f"{fields}: {errors}")
    assert not wrong, "\n".join(wrong)


@ON_ONE
async def test_closing_before_it_opens_is_called_by_its_name(town: Town) -> None:
    """ "This is past" would be untrue: the day is still to come, but before the pulse opens."""
    await town.manager.command(CHANNEL, "/pulse new")
    errors = await refused(
        town.manager, {"Opens on": date(2026, 12, 10), "Closes on": date(2026, 12, 2)}
    )
    assert "past" not in errors["Closes on"]
    assert "open" in errors["Closes on"]


@ON_ONE
async def test_words_for_coming_again_that_make_no_sense_are_said(town: Town) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    wrong = []
    for words, says in (
        ("when the moon is full", "I cannot tell when"),
        ("daily", "once a week at most"),
        ("every Monday and Thursday", "once a week at most"),
        ("next Tuesday", "This is one day"),
        ("24 December", "This is one day"),
        ("every 31st of February", ""),
    ):
        errors = await refused(manager, {"Comes again": words})
        if says not in errors.get("Comes again", "nothing"):
            wrong.append(f"{words!r}: {errors}")
    assert not wrong, "\n".join(wrong)
    # Weekly is not too often, but it must have closed before it comes again.
    fields = {"Comes again": "every Tuesday at 09:00"}
    errors = await refused(manager, fields)
    assert "comes again on Tue 1 Dec 2026" in errors["Closes on"]
    await fill_form(manager, fields | {"Closes on": date(2026, 11, 30)})
    await manager.submit()
    preview = await manager.sees("This is what they will see")
    assert "It comes again every Tuesday" in preview
    assert "next on Tue 1 Dec 2026 at 09:00" in preview
    await manager.press("Change something")
    await fill_form(manager, {"Comes again": "weekly"})
    await manager.submit()
    preview = await manager.sees("This is what they will see")
    assert "next on Tue 1 Dec 2026 at 09:00" in preview


@ON_ONE
async def test_a_time_without_a_day_to_open_on_is_asked_for(town: Town) -> None:
    """Somebody who sets "Opens at" to this afternoon does not mean now."""
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    await fill_form(manager, {"Opens at": time(14)})
    try:
        errors = await manager.submit_refused()
    except AssertionError:
        preview = (await manager.modal()).text
        assert "It opens now" not in preview
    else:
        assert errors["Opens on"]


# ---- preview, opening


@ON_ONE
async def test_the_same_form_sent_twice_opens_one_pulse_and_says_so(town: Town) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    town.stage.slack.faults.add("hang", "conversations.members", accept=True, seconds=2.5)
    await manager.submit()
    await manager.sees("Counting who is asked")  # it takes longer than Slack waits
    await manager.sees("This is what they will see", within=8)
    await asyncio.gather(manager.submit(), manager.submit(), return_exceptions=True)
    await town.settle()
    assert len(await rounds(town)) == 1
    posted = [each for each in await manager.see(CHANNEL) if PULSE in each]
    assert len(posted) == 1
    said = (await manager.modal()).text  # whichever came last: both are true
    assert "Your pulse is on its way" in said or "Pulse 1 is open" in said


@ON_ONE
async def test_slack_that_is_down_while_previewing_is_said_and_nothing_is_lost(
    town: Town,
) -> None:
    manager = town.manager
    await manager.command(CHANNEL, "/pulse new")
    await fill_form(manager, {"Questions": TEMPERATURE_SET})
    faults = town.stage.slack.faults
    told = []
    for kind, more in (("error", {"error": "internal_error"}), ("server_error", {}), ("drop", {})):
        faults.clear()
        faults.add(kind, "conversations.members", times=-1, **more)
        try:
            await manager.submit()
            told.append((await manager.modal()).text)
        except DidNotWork as failed:
            told.append(str(failed))
        faults.clear()
        if (await manager.modal()).title != "New pulse":
            await manager.press("Change something")
            await manager.sees("Closes on")
    said = await send(manager, {})  # the form is as it was
    assert "One tap answers" in said
    assert all("again" in each for each in told), told


# ---- again


@ON_ONE
async def test_ask_again_begins_with_the_last_round_and_is_one_click(town: Town) -> None:
    manager = town.manager
    fields = {"Questions": EIGHT, SIZE: "6 people", "Deputy": LEAD.name, "Reminder": ()}
    await opened(town, fields)
    await town.later(days=8)
    await manager.command(CHANNEL, "/pulse list")
    await manager.press("Ask again", channel=CHANNEL)
    form = await manager.modal()
    assert form.fields["Questions"] == EIGHT
    assert form.fields["Channel"] == "all-practices"
    assert form.fields[SIZE] == "6 people"
    assert form.fields["Deputy"] == LEAD.name
    assert form.fields["Reminder"] == ""
    assert form.fields["Closes on"] == "2026-12-09"
    said = await send(manager, {})
    assert "22 people are asked" in said
    first, second = await rounds(town)
    assert first.series_id == second.series_id
    # The button of an old list still works, and says what stands in the way.
    await manager.press("Ask again", channel=CHANNEL)
    errors = await manager.submit_refused()
    assert "Pulse 2 is open" in errors["Channel"]


@ON_ONE
async def test_ask_again_of_own_questions_that_were_replaced_asks_those_that_are_there_now(
    town: Town,
) -> None:
    manager = town.manager
    for number, word in enumerate(("cope", "manage"), start=1):
        await manager.command(CHANNEL, "/pulse questions")
        await write_questions(manager, "Winter", (f"We {word}",), ("We sleep",))
        await manager.submit()
        await manager.close()
        if number == 1:
            await opened(town, {"Questions": "Winter"})
            await have_answered(town, 1, (*LEADERS, *GPS[:8]), "agree")
            await town.later(days=8)
    await manager.command(CHANNEL, "/pulse list")
    await manager.press("Ask again", channel=CHANNEL)
    form = await manager.modal()
    assert "1. We manage" in form
    await send(manager, {})
    first, second = await rounds(town)
    assert [each.text for each in second.questions] == ["We manage", "We sleep"]
    assert first.series_id == second.series_id
    assert first.questions[0].id != second.questions[0].id  # no change is told between these
    assert first.questions[1].id == second.questions[1].id


@ON_ONE
async def test_ask_again_to_a_user_group_or_a_channel_that_is_gone_says_so(town: Town) -> None:
    manager = town.manager
    groups = town.stage.slack.workspace().usergroups
    groups["S0WEST"] = [each.id for each in EVERYBODY]
    await manager.command(CHANNEL, "/pulse new")
    await fill_form(manager, {AMONG: "A Slack user group"})
    await manager.sees("User group")
    (name,) = (await manager.modal()).options["User group"]
    await send(manager, {"User group": name})
    await town.later(days=8)
    del groups["S0WEST"]
    await manager.command(CHANNEL, "/pulse list")
    await manager.press("Ask again", channel=CHANNEL)
    form = await manager.modal()
    assert "This Slack has no user groups" in form
    errors = await manager.submit_refused()
    assert errors[AMONG]
    channel = town.stage.slack.workspace().channels["C0ALL"]
    bot = next(each for each in channel.members if each not in {one.id for one in EVERYBODY})
    channel.members.remove(bot)
    errors = await refused(manager, {AMONG: "Everybody in the channel"})
    assert "/invite @Peerbot" in errors["Channel"]
    assert await count(town, PlanRow) == 0


@ON_ONE
async def test_a_lead_makes_one_and_the_manager_can_look_after_it(town: Town) -> None:
    await start(town.lead, {"Questions": TEMPERATURE_SET})
    await town.settle()
    assert (await the_round(town, 1)).owner == LEAD.id
    await town.manager.command(CHANNEL, "/pulse list")
    await town.manager.sees("looked after by @" + LEAD.name, channel=CHANNEL)
    await town.manager.press("Close now", channel=CHANNEL)
    await town.settle()
    await town.lead.sees("has closed: 0 of 22 answered", channel=BOT)
    assert OWNERSHIP_4.id != (await the_round(town, 1)).set_id
    assert MORE not in await town.manager.see(CHANNEL)
