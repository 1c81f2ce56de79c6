"""The sections for those who set sessions up, run pulses, answer for the body, or look after Peerbot."""

from collections.abc import Iterator
from datetime import datetime

from bot.blocks import ids
from bot.blocks.home.parts import WHAT, Lists, at_words, rest, see, topic
from bot.blocks.kit import Element, actions, button, context, header, section
from bot.blocks.sessions.actions import due_words, short_date
from bot.blocks.sessions.barriers import quoted, waiting_words
from bot.blocks.text import escape, plural, truncate
from bot.domain.deeds import Deed
from bot.domain.delivery import Block
from bot.domain.home import Home, Leading, LookingAfter, Managing, Matching, VoteToSettle
from bot.domain.matching.rounds import RoundState
from bot.domain.sessions.finding import PollState
from bot.domain.times import local_day

# ---- sessions that one sets up


def setting_up(home: Home, most: int) -> Iterator[Block]:
    leading = home.leading
    if leading is None:
        return
    yield header("Setting up sessions")
    yield from _votes(leading, home, most)
    yield from _matching(leading, most)
    yield from _overdue(leading, home, most)
    yield actions(
        [
            button(
                ids.SESSION_OPEN, "Peer session", style="primary", label="Set up a peer session"
            ),
            button(ids.HOME_MATCH, "Match practices"),
            button(ids.HOME_TIMES, "Find a time"),
            see(Lists.SESSIONS, "All sessions"),
        ]
    )


def _votes(leading: Leading, home: Home, most: int) -> Iterator[Block]:
    shown = leading.votes.shown[:most]
    for each in shown:
        yield section(_vote(each, home), _settle(each))
    yield from rest(leading.votes, len(shown), f"votes on times are in `{ids.PEER} list`")


def _vote(each: VoteToSettle, home: Home) -> str:
    if each.state is PollState.CLOSED:
        return f"{topic(each.topic)}: the vote has closed. Please choose the time."
    have = plural(each.asked, "person has", "people have")
    when = at_words(each.closes_at, each.zone, home.now)
    return f"{topic(each.topic)}: {each.answered} of {have} said when they can. Closes {when}"


def _settle(each: VoteToSettle) -> Element:
    about = truncate(each.topic, 40)
    if each.state is PollState.CLOSED:
        label = f"Choose the time: {about}"
        return button(
            ids.POLL_OTHER, "Choose the time", str(each.poll_id), style="primary", label=label
        )
    return button(ids.POLL_WHO, "Who said what", str(each.poll_id), label=f"Who said what: {about}")


def _matching(leading: Leading, most: int) -> Iterator[Block]:
    shown = leading.matching.shown[:most]
    if shown:
        yield section("\n".join(map(_match, shown)))
    yield from rest(leading.matching, len(shown), "each has a message from me")


def _match(each: Matching) -> str:
    match each.state:
        case RoundState.WORKING:
            how = "the groups are being worked out"
        case RoundState.SENDING:
            how = "the invitations are going out"
        case _:
            how = "the groups are ready for you to look at, in my message to you"
    return f"Matching on {topic(each.topic)}: {how}."


def _overdue(leading: Leading, home: Home, most: int) -> Iterator[Block]:
    shown = leading.overdue.shown[:most]
    if not shown:
        return
    lines = [
        f"• <@{each.owner}>: {escape(truncate(each.what, WHAT))}, {due_words(each.due, home.today)}"
        for each in shown
    ]
    yield section("*Agreed in your sessions, and past its day*\n" + "\n".join(lines))
    yield from rest(leading.overdue, len(shown), f"`{ids.PEER} actions`")


# ---- pulses


def pulses(home: Home, most: int) -> Iterator[Block]:
    managing = home.managing
    if managing is None:
        return
    yield header("Pulses")
    yield from _open(managing, home, most)
    yield from _unreplied(managing, home, most)
    yield actions(list(_pulse_buttons(home)))


def _open(managing: Managing, home: Home, most: int) -> Iterator[Block]:
    shown = managing.pulses.shown[:most]
    lines = [
        f"{topic(each.title)}: {each.turnout.answered:,} of {each.turnout.asked:,} have answered. "
        f"Closes {at_words(each.closes_at, home.rhythm.zone, home.now)}"
        for each in shown
    ]
    if lines:
        yield section("\n".join(lines))
    yield from rest(managing.pulses, len(shown), f"`{ids.PULSE} list`")


def _unreplied(managing: Managing, home: Home, most: int) -> Iterator[Block]:
    shown = managing.unreplied.shown[:most]
    for each in shown:
        yield section(
            f"{topic(each.title)} closed {_on(each.closed_at, home)}. Those who answered would like to "
            "hear what comes of it.",
            button(
                ids.PULSE_REPLY,
                "You said, we did",
                str(each.round_id),
                label=f"You said, we did: {each.title}",
            ),
        )
    yield from rest(managing.unreplied, len(shown), f"`{ids.PULSE} list`")


def _on(moment: datetime, home: Home) -> str:
    day = local_day(moment, home.rhythm.zone)
    return "today" if day == home.today else f"on {short_date(day, home.today)}"


def _pulse_buttons(home: Home) -> Iterator[Element]:
    if home.may(Deed.START_PULSE):
        yield button(ids.PULSE_START, "New pulse", style="primary")
    yield see(Lists.PULSES, "All pulses")
    if home.may(Deed.SEE_SUMMARY):
        yield see(Lists.RESULTS, "Last results")
        yield button(ids.HOME_EXCEL, "Results as Excel")


# ---- what the group waits for


def in_the_group(home: Home, most: int) -> Iterator[Block]:
    managing = home.managing
    if managing is None:
        return
    yield header("For the group")
    shown = managing.barriers.shown[:most]
    for each in shown:
        words = quoted(truncate(each.what, WHAT))
        yield section(
            f"{topic(each.topic)}: a barrier that waits\n{words}\n"
            f"{waiting_words(each, home.today, home.rhythm.zone)}"
        )
    yield from rest(managing.barriers, len(shown), f"`{ids.PEER} barriers`")
    if managing.questioned:
        yield section(_questioned(managing, home))
    if not (managing.barriers or managing.questioned):
        yield context("No barrier and no question about figures waits with others.")
    yield actions(
        [
            see(Lists.SUMMARY, "Summary of sessions"),
            button(ids.HOME_TABLES, "Sessions as tables"),
        ]
    )


def _questioned(managing: Managing, home: Home) -> str:
    """How many and since when: who asked, and why, is for whoever answers."""
    asked = plural(managing.questioned, "figure is", "figures are")
    since = managing.since
    first = f", the first since {short_date(since, home.today)}" if since else ""
    return f"{asked} questioned{first}: `{ids.COMPARE} challenges`"


# ---- looking after Peerbot


def looking_after(home: Home, most: int) -> Iterator[Block]:
    found = home.looking_after
    if found is None:
        return
    yield header("Looking after Peerbot")
    lines = list(_upkeep(found))
    if not lines:
        yield context("Everything goes out: nothing is stuck.")
        return
    yield section("\n".join(lines), see(Lists.MESSAGES, "See them") if found.not_arrived else None)


def _upkeep(found: LookingAfter) -> Iterator[str]:
    if found.held_up:
        yield f"Nothing goes out at the moment: {escape(found.held_up)}"
    if found.not_arrived:
        yield f"{plural(found.not_arrived, 'message')} did not arrive."
    if found.overdue:
        yield f"{plural(found.overdue, 'message is', 'messages are')} late, and still on the way."
    if found.stuck:
        tried = plural(found.stuck, "piece of work is", "pieces of work are")
        yield f"{tried} being tried again: `peerbot status` says which."
