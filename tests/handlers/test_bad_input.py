"""What people and Slack do wrong, and the sentence that each of them gets."""

import pytest

from bot.demo.people import GPS
from bot.playground.faults import Kind
from tests.handlers.test_comparisons import SUMMARY, figures, post
from tests.handlers.test_sessions import ALL, BOT, START, begun, set_up, until
from tests.support.town import Town

__all__ = ["figures"]  # a fixture


async def test_odd_words_are_said_to_be_unknown(town: Town) -> None:
    gp = town.person(GPS[0])
    for typed in (
        "/peerbot dance <!channel>",
        "/pulse  dance <!channel>",
        "/peer DANCE <!channel>",
    ):
        await gp.command(ALL, typed)
        said = (await gp.see(ALL))[-1]
        assert said.startswith("I do not know")
        assert "<!channel>" in said


@pytest.mark.parametrize("between", [" ", "   ", "\t", "\n"])
async def test_whatever_stands_between_the_words_of_a_command_they_are_heard(
    town: Town, between: str
) -> None:
    await town.manager.command(ALL, f"/pulse Summary{between}99")
    await town.manager.sees("There is no pulse 99 here.", channel=ALL)


async def test_who_may_not_set_up_a_session_reads_it_in_good_english(town: Town) -> None:
    gp = town.person(GPS[0])
    await gp.command(ALL, "/peer schedule")
    await gp.sees("you need to be a clinical lead or administrator.", channel=ALL)


# ---- what does not arrive


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        (Kind.ERROR, "not_in_channel", "I could not send the figures on"),
        (Kind.SERVER_ERROR, "", "Slack did not say whether the figures on"),
    ],
)
async def test_who_posts_figures_that_do_not_arrive_is_told_once_and_can_send_them_again(
    figures: Town, kind: Kind, error: str, said: str
) -> None:
    figures.stage.slack.faults.add(kind, "chat.postMessage", channel="C0ALL", error=error)
    await post(figures)
    await figures.doubt_ends()
    await figures.doubt_ends()
    seen = await figures.lead.see(BOT)
    assert len(seen) == 1
    assert said in seen[0]
    await figures.lead.does_not_see(SUMMARY, channel=ALL)

    await figures.lead.press("Send it again", channel=BOT)
    await figures.settle()
    assert sum(SUMMARY in each for each in await figures.lead.see(ALL)) == 1
    assert await figures.lead.picture(ALL, SUMMARY)
    await figures.doubt_ends()
    assert len(await figures.lead.see(BOT)) == 1


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        (Kind.ERROR, "not_in_channel", "I could not send the announcement"),
        (Kind.SERVER_ERROR, "", "Slack did not say whether the announcement"),
    ],
)
async def test_a_lead_hears_that_the_channel_was_not_told_and_can_tell_it(
    town: Town, kind: Kind, error: str, said: str
) -> None:
    town.stage.slack.faults.add(kind, "chat.postMessage", channel="C0ALL", error=error)
    await set_up(town)
    await town.doubt_ends()
    await town.doubt_ends()
    seen = await town.lead.see(BOT)
    assert sum(said in each for each in seen) == 1
    await town.person(GPS[0]).sees("Can you come?", channel=BOT)

    await town.lead.press("Send it again", channel=BOT)
    await town.settle()
    await town.person(GPS[0]).sees("Peer session: Falls", channel=ALL)
    await until(town, START)
    await town.person(GPS[0]).sees("It is time.", channel=ALL)


async def test_a_lead_hears_that_the_thread_may_not_have_opened_and_can_open_it(
    town: Town,
) -> None:
    await set_up(town)
    town.stage.slack.faults.add(Kind.SERVER_ERROR, "chat.postMessage", channel="C0ALL")
    await until(town, START)
    await town.doubt_ends()
    await town.lead.sees("Slack did not say whether the thread of the peer session", channel=BOT)
    await town.lead.press("Send it again", channel=BOT)
    await town.settle()
    await town.person(GPS[0]).sees("It is time.", channel=ALL)


async def test_a_command_during_an_outage_is_answered(town: Town) -> None:
    town.stage.slack.faults.add(Kind.DROP, "views.open", times=-1)
    await town.lead.command(ALL, "/peer schedule")
    await town.lead.sees("Sorry, something went wrong on our side", channel=ALL)
    town.stage.slack.faults.clear()
    await begun(town)
