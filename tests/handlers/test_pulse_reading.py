"""Results and what is done with them: summaries, posting, files, and "You said, we did"."""

import asyncio

from bot.blocks.pulse import summary
from bot.demo.people import GPS, LEAD, LEADERS, MANAGER
from storage.database import Database
from tests.support.pulse import LEADERS as FORMAL
from tests.support.pulse import MEMBERS as ORDINARY
from tests.support.pulse import furnish
from tests.support.pulses import (
    BOT,
    CHANNEL,
    ON_ONE,
    TEMPERATURE_SET,
    have_answered,
    newest,
    opened,
    the_round,
)
from tests.support.town import Town

WE_DID = "You said that decisions do not reflect your views. So we meet monthly from January."


async def answered(town: Town, round_id: int, leaders: str, members: str) -> None:
    """Four of six leaders and seven of ten members alike, the others between."""
    between = "neither" if "agree" in leaders else "5"
    await have_answered(town, round_id, LEADERS[:4], leaders)
    await have_answered(town, round_id, LEADERS[4:], between)
    await have_answered(town, round_id, GPS[:7], members)
    await have_answered(town, round_id, GPS[7:10], between)


async def closed(
    town: Town, round_id: int = 1, leaders: str = "agree", members: str = "disagree"
) -> None:
    await opened(town, {})
    await answered(town, round_id, leaders, members)
    await town.later(days=7, hours=8, minutes=1)  # Tuesday 1 December, 17:01
    await town.settle()


# ---- the summary


async def test_the_trend_is_told_from_the_third_round_on(database: Database) -> None:
    """As the summary says it; three rounds would take long on the town."""
    house = await furnish(database, *FORMAL, *ORDINARY)
    for said in ("disagree", "agree", "disagree"):
        round_ = await house.open(*FORMAL, *ORDINARY)
        for each in FORMAL:
            await house.answer(round_, each, "agree" if each in FORMAL[:4] else "neither")
        for each in ORDINARY:
            await house.answer(round_, each, said if each in ORDINARY[:10] else "neither")
        await house.tick(days=8)
        await house.tick(seconds=5)
    report = await house.services.pulse.reading.pull_summary("U900")
    last = str(summary.render_summary(report).blocks)
    assert "Over 3 rounds, members: 0%, 62%, 0%." in last
    assert "Since the round before: 43 points fewer than last time" in last
    second = await house.services.pulse.reading.pull_summary("U900", 2)
    said = str(summary.render_summary(second).blocks)
    assert "Over" not in said
    assert "Since the round before: 43 points more than last time" in said


@ON_ONE
async def test_nobody_is_asked_to_reply_to_what_nobody_answered(town: Town) -> None:
    manager = town.manager
    await opened(town, {"Questions": TEMPERATURE_SET})
    await town.later(days=8)
    said = await manager.sees("has closed: 0 of 22 answered", channel=BOT)
    assert "You said, we did" not in said
    await manager.command(CHANNEL, "/pulse list")
    assert "You said, we did" not in await newest(manager)
    await manager.press("See the summary", channel=BOT, message_containing="0 of 22")
    said = await newest(manager, BOT)
    assert "hidden: fewer than 5 answers" in said
    assert "You said, we did" not in said


# ---- posting


@ON_ONE
async def test_the_last_or_any_round_is_summed_up_and_posted_once_with_chart_and_trend(
    town: Town,
) -> None:
    manager, gp = town.manager, town.person(GPS[0])
    await closed(town)
    await town.later(hours=16)
    await closed(town, 2, members="agree")
    await manager.command(CHANNEL, "/pulse summary")
    last = await newest(manager)
    assert "Pulse 2: what people make of" in last
    assert "Since the round before: 44 points more than last time" in last
    assert "Six CCGs, 2013: 66% of those with a formal role, 35% of other GPs" in last
    assert "England, 2015: 58% of those with a formal role, 18% of other GPs" in last
    assert "not a target" in last
    await manager.command(CHANNEL, "/pulse summary 1")
    first = await newest(manager)
    assert "Pulse 1: what people make of" in first
    assert "Since the round before" not in first
    await manager.command(CHANNEL, "/pulse summary ownership")
    assert "Pulse 2: what people make of" in await newest(manager)
    for words in ("the weather", "0", "99", "99999999999999", "-1"):
        await manager.command(CHANNEL, f"/pulse summary {words}")
        assert "There is no pulse" in await newest(manager)
    await manager.press("See the summary", channel=BOT)
    await manager.press("Post to the channel", channel=BOT)
    await manager.sees("The results are on their way to #all-practices", channel=BOT)
    await town.settle()
    await town.settle()
    said = await gp.sees("Pulse 2: what people make of", channel=CHANNEL)
    assert "16 of 22 answered" in said
    assert (await gp.picture(CHANNEL, "Pulse 2: what people make of")).startswith(b"\x89PNG")
    figures, trend = await gp.see(CHANNEL, thread="Pulse 2: what people make of")
    assert "Everyone:" in figures
    assert "beside each other" in trend or "rounds" in trend
    assert (await gp.picture(CHANNEL, "beside each other")).startswith(b"\x89PNG")

    await manager.press("Post to the channel", channel=BOT)
    await manager.sees("The results are in #all-practices already", channel=BOT)
    await town.settle()
    posted = [each for each in await gp.see(CHANNEL) if "Pulse 2: what people" in each]
    assert len(posted) == 1


# ---- files


@ON_ONE
async def test_files_and_charts_come_in_ones_own_messages(town: Town) -> None:
    manager = town.manager
    await closed(town)
    await manager.press("See the summary", channel=BOT)
    for label in ("Board paper", "Excel", "CSV", "Charts"):
        await manager.press(label, channel=BOT)
        await manager.sees("It is on its way", channel=BOT)
        await town.settle()
    await town.settle()
    names = sorted(
        each.name for each in town.stage.slack.workspace().files.values() if each.content
    )
    assert {"pulse-1.csv", "pulse-1.html", "pulse-1.xlsx"} <= set(names)
    assert (await manager.picture(BOT, "Pulse 1")).startswith(b"\x89PNG")
    await town.person(GPS[0]).does_not_see("Only what may be shown is in it")
    await town.lead.does_not_see("Only what may be shown is in it")


@ON_ONE
async def test_a_file_that_slack_refuses_is_said_clearly_and_can_be_asked_for_again(
    town: Town,
) -> None:
    manager, faults = town.manager, town.stage.slack.faults
    await closed(town)
    methods = ("files.completeUploadExternal", "files.getUploadURLExternal")
    for number, method in enumerate(methods, start=1):
        faults.add("error", method, error="file_uploads_disabled")
        await manager.command(CHANNEL, "/pulse export 1 csv")
        await town.later(minutes=1)
        faults.clear()
        await town.later(minutes=1)
        told = [
            each
            for each in await manager.see(BOT)
            if "Slack did not confirm that it took the file of pulse 1" in each
        ]
        assert len(told) == number
        assert "ask for it again with /pulse export 1" in told[-1]
    await manager.command(CHANNEL, "/pulse export 1 csv")
    await town.settle()
    await manager.sees("Only what may be shown is in it", channel=BOT)


@ON_ONE
async def test_a_file_whose_upload_breaks_off_is_said(town: Town) -> None:
    manager = town.manager
    await closed(town)
    town.stage.slack.faults.add("drop", "files.completeUploadExternal", times=-1)
    await manager.command(CHANNEL, "/pulse export 1 csv")
    await town.later(minutes=1)
    await manager.sees("Slack did not confirm that it took the file of pulse 1", channel=BOT)


@ON_ONE
async def test_who_may_not_read_or_does_not_look_after_it_is_told_who_may(town: Town) -> None:
    gp = town.person(GPS[0])
    await closed(town)
    for words in ("summary", "summary 1", "export", "export 1 paper", "summary 77"):
        await gp.command(CHANNEL, f"/pulse {words}")
        said = await newest(gp)
        assert "To see the summary of a pulse you need to be a manager or clinical lead." in said
        assert MANAGER.name in said
    await town.lead.command(CHANNEL, "/pulse export 1 word")
    assert "There is no pulse about that" in await newest(town.lead)
    assert not town.stage.slack.workspace().files
    await town.lead.command(CHANNEL, "/pulse summary")
    assert "16 of 22 answered" in await newest(town.lead)


# ---- "You said, we did"


@ON_ONE
async def test_the_reply_posts_the_results_first_and_comes_under_them_once(town: Town) -> None:
    manager, gp = town.manager, town.person(GPS[0])
    await closed(town)
    said = await manager.sees("Your pulse in #all-practices has closed: 16 of 22", channel=BOT)
    assert "tell them what you did" in said
    await manager.press("You said, we did …", channel=BOT)
    form = await manager.modal()
    assert "It goes to #all-practices under the results" in form
    for written in ("So Mrs Jones, 84, was seen.", "Ring 07700 900123", "jo@example.org"):
        await manager.fill("You said, we did", written)
        errors = await manager.submit_refused()
        assert "Nothing was saved" in errors["You said, we did"]
        assert written not in str(errors)
    assert (await town.stage.peerbot.services.pulse.report(1)).reply is None
    await manager.fill("You said, we did", WE_DID)
    await manager.submit()
    await manager.sees("Your reply is on its way to #all-practices")
    await manager.close()
    await town.settle()
    await town.settle()
    await town.later(seconds=10)
    results = await gp.sees("Pulse 1: what people make of", channel=CHANNEL)
    assert WE_DID in results
    assert MANAGER.name in results
    assert "People waited" in results
    thread = await gp.see(CHANNEL, thread="Pulse 1: what people make of")
    assert sum(WE_DID in each for each in thread) == 1

    await manager.press("You said, we did …", channel=BOT)
    await manager.sees("has replied to this pulse already: it is in #all-practices", channel=BOT)
    assert not await manager.has_modal()
    await manager.command(CHANNEL, "/pulse list")
    said = await newest(manager)
    assert "Replied to after" in said
    assert "waiting for a reply" not in said
    await town.later(days=22)
    await manager.does_not_see("have not heard yet")
    await manager.command(CHANNEL, "/pulse summary")
    assert WE_DID in await newest(manager)


@ON_ONE
async def test_two_who_reply_at_once_make_one_reply_and_the_other_is_told(town: Town) -> None:
    manager, lead = town.manager, town.lead
    await closed(town)
    await lead.command(CHANNEL, "/pulse summary")
    await manager.press("You said, we did …", channel=BOT)
    await lead.press("You said, we did …", channel=CHANNEL)
    await manager.fill("You said, we did", "One")
    await lead.fill("You said, we did", "Two")
    await asyncio.gather(manager.submit(), lead.submit())
    texts = [(await manager.modal()).text, (await lead.modal()).text]
    assert sum("Your reply is on its way" in each for each in texts) == 1
    assert sum("has replied to this pulse already" in each for each in texts) == 1


@ON_ONE
async def test_the_owner_is_nudged_after_7_and_21_days_and_the_list_says_how_long(
    town: Town,
) -> None:
    manager = town.manager
    await closed(town)
    await town.later(days=6)
    await manager.does_not_see("have not heard yet")
    await town.later(days=1)
    said = await manager.sees("have not heard yet what came of it", channel=BOT)
    assert "closed 7 days ago" in said
    assert "A sentence or two is enough." in said
    await manager.command(CHANNEL, "/pulse list")
    assert "People have been waiting for a reply for 7 days." in await newest(manager)
    for _ in range(2):
        await town.later(days=7)
    nudges = [each for each in await manager.see(BOT) if "have not heard yet" in each]
    assert len(nudges) == 2
    assert "closed 21 days ago" in nudges[1]
    await manager.press("You said, we did …", channel=BOT, message_containing="21 days ago")
    assert (await manager.modal()).title == "You said, we did"
    assert LEAD.id != (await the_round(town, 1)).owner
