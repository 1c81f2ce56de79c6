"""Setting a session up, as a lead meets it: every way in, the form, drafts, the preview, series."""

from datetime import UTC, date, datetime

import pytest

from bot.demo.people import GPS, MANAGER, NEWCOMER
from tests.handlers.test_sessions import set_up_about_figures, until
from tests.support.town import TUESDAY, Town

ALL = "all-practices"
BOT = "Peerbot"
THREE = ("Greenside Health Centre", "Hawthorn House Practice", "Ivy Bank Surgery")
GP, OTHER_GP = GPS[0], GPS[1]
SENTENCE = "set up a session on falls next Tuesday at 1pm"
ASKED_AT = datetime(2026, 12, 1, 13, 0, tzinfo=UTC)


async def fields(town: Town) -> dict[str, str]:
    return (await town.lead.modal()).fields


async def send(town: Town) -> None:
    await town.lead.submit()
    await town.lead.submit()
    await town.settle()


def count(seen: list[str], words: str) -> int:
    return sum(words in each for each in seen)


# ---- ways in


async def test_words_after_the_command_are_the_topic(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule  Falls in   care homes")
    form = await town.lead.modal()
    assert form.fields["Topic"] == "Falls in care homes"
    assert form.fields["Channel where the thread opens"] == ALL
    assert "You began this" not in form.text


async def test_the_global_shortcut_and_the_home_tab_open_the_form(town: Town) -> None:
    await town.lead.shortcut("Peer session")
    assert (await fields(town))["Date"] == "2026-12-01"
    await town.lead.close()
    await town.lead.open_home()
    await town.lead.press("Peer session", home=True)
    assert (await fields(town))["Topic"] == ""


async def test_who_may_not_set_one_up_learns_who_may(town: Town) -> None:
    gp = town.person(GP)
    await gp.shortcut("Peer session")
    assert "clinical lead" in (await gp.modal()).text
    await gp.close()
    await gp.open_home()
    assert "Peer session" not in await gp.home()
    await town.lead.say(ALL, "Why do our referrals differ?")
    await gp.message_shortcut("Discuss with peers", ALL, "referrals differ")
    await gp.sees("you need to be a", channel=ALL)
    await gp.say(BOT, SENTENCE)
    await gp.sees("To set up a peer session you need to be a", channel=BOT)


async def test_a_message_gives_its_first_words(town: Town) -> None:
    gp = town.person(GP)
    await gp.say(ALL, "Why do our urgent referrals differ? I looked at the last year.\nAnd more.")
    await town.lead.message_shortcut("Discuss with peers", ALL, "urgent referrals")
    shown = await fields(town)
    assert shown["Topic"] == "Why do our urgent referrals differ?"
    assert shown["Channel where the thread opens"] == ALL


async def test_of_a_message_with_an_identifier_nothing_is_taken_over(town: Town) -> None:
    await town.person(GP).say(ALL, "Mrs Jones, 67F, NHS 943 476 5919, waited a year")
    await town.lead.message_shortcut("Discuss with peers", ALL, "waited a year")
    form = await town.lead.modal()
    assert form.fields["Topic"] == ""
    assert "an NHS number and a name with an age" in form.text
    assert "943" not in form.text
    assert "Jones" not in form.text


async def test_a_message_with_figures_gives_the_figures(town: Town) -> None:
    await set_up_about_figures(town)
    await town.lead.message_shortcut("Discuss with peers", ALL, "practices have figures")
    form = await town.lead.modal()
    assert form.fields["Topic"].startswith("Antibiotic items")
    assert "About the figures that were posted" in form.text
    await town.lead.press("More options")
    assert "Figures to look at" not in (await fields(town))


async def test_a_sentence_is_understood_and_nothing_happens_before_the_button(town: Town) -> None:
    await town.lead.say(BOT, f"{SENTENCE} for 20 minutes")
    seen = await town.lead.sees("Nothing happens before you press", channel=BOT)
    assert "Falls" in seen
    assert await town.person(GP).see(BOT) == []
    await town.lead.press("Open the form", channel=BOT)
    form = await fields(town)
    assert (form["Topic"], form["Date"], form["Time"]) == ("Falls", "2026-12-01", "13:00")
    await town.lead.choose("Channel where the thread opens", ALL)
    await town.lead.choose("Practices", *THREE)
    await send(town)
    assert "20 minutes" in await town.person(GP).sees("invites you", channel=BOT)


async def test_a_sentence_about_all_practices_again_and_again(town: Town) -> None:
    await town.lead.say(
        BOT, "can we discuss antibiotics with the other practices every first Tuesday at 12:30?"
    )
    await town.lead.sees("Nothing happens before you press", channel=BOT)
    await town.lead.press("Open the form", channel=BOT)
    form = await town.lead.modal()
    assert form.fields["Comes again"] == "every first Tuesday at 12:30"
    assert "All 14 practices are invited" in form.text


async def test_a_sentence_with_an_identifier_is_not_repeated(town: Town) -> None:
    await town.lead.say(BOT, "set up a session on Mrs Jones, 67F, next Tuesday at 1pm")
    seen = await town.lead.sees("I have kept none of it", channel=BOT)
    assert "Jones" not in seen


# ---- the form


async def test_few_fields_at_first_and_more_when_wanted(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    assert list(await fields(town)) == [
        "Topic",
        "Format",
        "Practices",
        "Channel where the thread opens",
        "Place or link",
        "Date",
        "Time",
    ]
    await town.lead.fill("Topic", "Falls")
    await town.lead.choose("Practices", *THREE)
    await town.lead.press("More options")
    form = await fields(town)
    assert form["Topic"] == "Falls"
    assert form["Practices"].split(", ") == list(THREE)
    assert {"Length", "Facilitator", "Room for how many people", "Comes again"} <= set(form)
    # Dr Bevan's practice is not known, so no practice brings her in.
    await town.lead.choose("Without a practice", NEWCOMER.name)
    await town.lead.submit()
    await town.lead.submit()
    await town.settle()
    await town.person(NEWCOMER).sees("invites you", channel=BOT)


async def test_a_facilitator_is_invited_and_told(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.choose("Practices", *THREE)
    await town.lead.press("More options")
    await town.lead.choose("Facilitator", MANAGER.name)
    await town.lead.submit()
    assert f"Facilitator: @{MANAGER.name}" in (await town.lead.modal()).text
    await town.lead.submit()
    await town.settle()
    seen = await town.person(MANAGER).sees("Can you come?", channel=BOT)
    assert "asks you to facilitate a peer session: Falls" in seen
    other = await town.person(GP).sees("invites you", channel=BOT)
    assert f"facilitated by @{MANAGER.name}" in other


async def test_a_virtual_mdt_has_guests_inside_and_outside(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Frailty")
    await town.lead.choose("Practices", *THREE)
    await town.lead.choose("Format", "Virtual MDT: with guests")
    await town.lead.choose("Guests who are in this Slack", NEWCOMER.name)
    await town.lead.fill("Other guests", "Dr Ann Example, consultant\nSam Someone")
    refused = await town.lead.submit_refused()
    assert "I cannot tell who “Sam Someone” is" in refused["Other guests"]
    await town.lead.fill("Other guests", "Dr Ann Example, consultant\n\nSam Someone - patient rep")
    await town.lead.submit()
    preview = (await town.lead.modal()).text
    assert (
        "Dr Ann Example (hospital specialist) and Sam Someone (patient representative)" in preview
    )
    await town.lead.submit()
    await town.settle()
    await town.person(NEWCOMER).sees("invites you", channel=BOT)


async def test_formats_check_their_numbers_kindly(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.choose("Format", "Pair: two practices")
    said = (await town.lead.submit_refused())["Practices"]
    assert "A pair is two practices, and you chose 14" in said
    assert "/peer match" in said
    await town.lead.choose("Format", "Small group: up to eight practices")
    assert "up to 8 practices" in (await town.lead.submit_refused())["Practices"]
    await town.lead.choose("Format", "Pair: two practices")
    await town.lead.choose("Practices", *THREE[:2])
    await town.lead.submit()
    assert "Falls (pair)" in (await town.lead.modal()).text


async def test_a_whole_locality_needs_no_choice_of_practices(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.choose("Format", "Whole locality: all practices")
    assert "Practices" not in await fields(town)
    await send(town)
    for someone in GPS:
        assert count(await town.person(someone).see(BOT), "invites you") == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("Room for how many people", "all", "Please write a number from 2 to 500"),
        ("Comes again", "whenever", "I cannot tell when"),
        ("Comes again", "3 March 2027", "This is one day"),
        ("Comes again", "every weekday", "once a week at most"),
        ("Comes again", "monthly, ask Mrs Jones, 67F", "a name with an age"),
    ],
)
async def test_what_cannot_be_read_is_said_under_its_field(
    town: Town, field: str, value: str, said: str
) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.press("More options")
    await town.lead.fill(field, value)
    assert said in (await town.lead.submit_refused())[field]


# ---- the preview


async def test_the_preview_shows_who_and_what_and_change_goes_back(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.choose("Practices", *THREE)
    await town.lead.fill("Place or link", "Room 2")
    await town.lead.submit()
    preview = (await town.lead.modal()).text
    for part in (
        "Invited: 3 people besides you, from 3 practices",
        "When: Tue 1 Dec 2026 at 13:00, 45 minutes",
        "Announced in: #all-practices",
        "Invitations go out now",
        "This is what they will read",
        "invites you to a peer session: Falls",
        "Room 2",
    ):
        assert part in preview
    assert await town.person(GP).see(BOT) == []
    await town.lead.press("Change something")
    form = await fields(town)
    assert (form["Topic"], form["Place or link"]) == ("Falls", "Room 2")
    await town.lead.fill("Topic", "Falls at home")
    await send(town)
    assert "Falls at home" in await town.person(GP).sees("invites you", channel=BOT)


async def test_what_came_between_preview_and_sending_is_said_and_can_be_mended(
    town: Town,
) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.fill("Date", TUESDAY.date())
    await town.lead.fill("Time", "09:30")
    await town.lead.submit()
    await town.later(hours=1)
    await town.lead.submit()
    assert "already. Please choose a later time" in (await town.lead.modal()).text
    await town.lead.press("Change something")
    await town.lead.fill("Time", "12:30")
    await send(town)
    await town.person(GP).sees("Tue 24 Nov 2026 at 12:30", channel=BOT)


async def test_a_bank_holiday_and_the_hour_that_the_clocks_skip_are_said_before(
    town: Town,
) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.fill("Date", date(2026, 12, 25))
    await town.lead.submit()
    assert "a weekend or a bank holiday" in (await town.lead.modal()).text
    await town.lead.press("Change something")
    await town.lead.fill("Date", date(2027, 3, 28))
    await town.lead.fill("Time", "01:30")
    await town.lead.submit()
    assert "so it is set for 02:30" in (await town.lead.modal()).text


# ---- drafts


async def test_what_was_typed_is_there_after_closing_and_gone_after_sending(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.choose("Practices", *THREE)
    await town.lead.close()
    await until(town, datetime(2026, 11, 26, 9, tzinfo=UTC))
    await town.lead.command(ALL, "/peer schedule")
    form = await town.lead.modal()
    assert "You began this on Tue 24 Nov 2026" in form.text
    assert form.fields["Topic"] == "Falls"
    assert form.fields["Practices"].split(", ") == list(THREE)
    await send(town)
    await town.lead.command(ALL, "/peer schedule")
    form = await town.lead.modal()
    assert "You began this" not in form.text
    assert form.fields["Topic"] == ""


async def test_begin_afresh_empties_the_form_and_forgets(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.fill("Place or link", "Room 2")
    await town.lead.close()
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.press("Begin afresh")
    form = await town.lead.modal()
    assert (form.fields["Topic"], form.fields["Place or link"]) == ("", "")
    assert "You began this" not in form.text
    await town.lead.fill("Topic", "Mrs Jones, 67F")
    assert "a name with an age" in (await town.lead.submit_refused())["Topic"]
    await town.lead.fill("Topic", "Sleep")
    await town.lead.press("More options")
    assert (await fields(town))["Topic"] == "Sleep"
    await send(town)
    await town.person(GP).sees("Sleep", channel=BOT)


async def test_a_form_that_was_only_looked_at_keeps_no_draft(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.close()
    await town.lead.command(ALL, "/peer schedule")
    assert "You began this" not in (await town.lead.modal()).text


async def test_a_form_about_something_else_leaves_the_draft_at_hand(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.close()
    await town.lead.command(ALL, "/peer schedule Sleep")
    form = await town.lead.modal()
    assert form.fields["Topic"] == "Sleep"
    assert "You began another one on Tue 24 Nov 2026" in form.text
    await town.lead.press("Take it up")
    form = await town.lead.modal()
    assert form.fields["Topic"] == "Falls"
    assert "You began this" in form.text


async def test_a_refused_form_is_kept_without_what_must_not_be(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.fill("Place or link", "call 07700 900123")
    await town.lead.submit_refused()
    await town.lead.close(everything=True)
    await town.lead.command(ALL, "/peer schedule")
    form = await town.lead.modal()
    assert form.fields["Topic"] == "Falls"
    assert form.fields["Place or link"] == ""


async def test_a_draft_is_forgotten_after_30_days(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.fill("Topic", "Falls")
    await town.lead.close()
    await town.later(days=31)
    await town.lead.command(ALL, "/peer schedule")
    assert (await fields(town))["Topic"] == ""


# ---- the channel


async def test_a_channel_without_the_bot_can_be_mended_in_the_form(town: Town) -> None:
    workspace = town.stage.slack.workspace()
    assert workspace.installation is not None
    bot, members = workspace.installation.bot_user_id, workspace.channels["C0ALL"].members
    members.remove(bot)
    await town.lead.command(ALL, "/peer schedule Falls")
    refused = await town.lead.submit_refused()
    assert "/invite @Peerbot" in refused["Channel where the thread opens"]
    members.append(bot)
    await send(town)
    await town.person(GP).sees("invites you", channel=BOT)


# ---- again and again


async def repeat(town: Town, words: str = "every first Tuesday at 13:00") -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.choose("Practices", *THREE)
    await town.lead.press("More options")
    await town.lead.fill("Comes again", words)
    await town.lead.submit()


async def test_a_series_sets_its_sessions_up_two_weeks_before_each(town: Town) -> None:
    await repeat(town)
    preview = (await town.lead.modal()).text
    assert "Repeats every first Tuesday at 13:00, then on Tue 5 Jan 2027 at 13:00" in preview
    await town.lead.submit()
    await town.settle()
    gp = town.person(GP)
    assert count(await gp.see(BOT), "invites you") == 1
    own = await town.lead.sees("You lead this peer session", channel=BOT)
    assert "It repeats every first Tuesday at 13:00" in own
    await until(town, datetime(2026, 12, 22, 12, 0, tzinfo=UTC))
    assert count(await gp.see(BOT), "invites you") == 1
    await until(town, datetime(2026, 12, 22, 13, 1, tzinfo=UTC))
    assert count(await gp.see(BOT), "Tue 5 Jan 2027 at 13:00") == 1


async def test_a_series_is_ended_from_the_list_and_what_is_set_up_stays(town: Town) -> None:
    await repeat(town)
    await town.lead.submit()
    await town.settle()
    await town.lead.command(ALL, "/peer list")
    seen = await town.lead.sees("Sessions that repeat", channel=ALL)
    assert "The next to be set up is on Tue 5 Jan 2027 at 13:00" in seen
    await town.person(GP).command(ALL, "/peer list")
    await town.person(GP).does_not_see("Sessions that repeat", channel=ALL)
    await town.lead.press("End the series", channel=ALL)
    seen = await town.lead.sees("has ended", channel=ALL)
    assert "Falls" in seen
    await until(town, ASKED_AT)
    await town.person(GP).sees("It is time.", channel=ALL)
    await until(town, datetime(2026, 12, 29, 13, 0, tzinfo=UTC))
    assert count(await town.person(GP).see(BOT), "invites you") == 1


# ---- the time is to be found


async def test_a_time_is_found_together_from_the_same_form(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.choose("Practices", *THREE)
    await town.lead.press("Find a time together")
    assert "Date" not in await fields(town)
    await town.lead.submit()
    preview = (await town.lead.modal()).text
    assert "Invited: 3 people besides you" in preview
    assert "Next you choose the times" in preview
    await town.lead.submit()
    assert "Times that I propose" in (await town.lead.modal()).fields
    await town.lead.submit()
    await town.settle()
    assert not await town.lead.has_modal()
    await town.person(GP).sees("Falls", channel=BOT)
    await town.lead.command(ALL, "/peer schedule")
    assert "You began this" not in (await town.lead.modal()).text


async def test_the_lead_can_go_back_to_one_time(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await town.lead.press("Find a time together")
    await town.lead.press("Choose one time myself")
    assert (await fields(town))["Date"] == "2026-12-01"


async def test_words_after_the_command_may_say_when(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule falls on Thursday week at 12:30")
    form = await fields(town)
    assert (form["Topic"], form["Date"], form["Time"]) == ("Falls", "2026-12-03", "12:30")
    assert form["Channel where the thread opens"] == ALL


async def test_an_identifier_after_the_command_is_not_taken_over(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Mrs Jones, 67F")
    form = await town.lead.modal()
    assert form.fields["Topic"] == ""
    assert "a name with an age" in form.text
    assert "Jones" not in form.text


async def test_the_channel_of_last_time_is_proposed(town: Town) -> None:
    await town.lead.command(ALL, "/peer schedule Falls")
    await send(town)
    await town.lead.shortcut("Peer session")
    assert (await fields(town))["Channel where the thread opens"] == ALL
