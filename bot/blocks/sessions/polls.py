"""Messages of a vote on times: to those who are asked, and to the lead while it is open and after."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.blocks import ids
from bot.blocks.kit import actions, button, confirm, context, section
from bot.blocks.sessions.messages import SHORTLY, names, nobody_yet
from bot.blocks.text import escape, plural, truncate, when
from bot.domain.delivery import Block, Message, Planned
from bot.domain.people import Practice
from bot.domain.sessions.finding import AsksIn, Poll, Says, Slot, Tally, Voter, tally, turnout

ASK, REMINDER, CHANNEL, LEAD = "ask", "reminder", "channel", "lead"
"""Which of a vote's messages a button is on."""


def topic(poll: Poll) -> str:
    return f"*{escape(poll.proposal.topic)}*"


def at(poll: Poll, moment: datetime) -> str:
    return when(moment, poll.zone)


def tally_words(count: Tally) -> str:
    """``3 yes, 1 if need be, 1 no; 3 practices``."""
    if count == Tally():
        return "no answers yet"
    parts = [f"{count.yes} yes"]
    if count.need:
        parts.append(f"{count.need} if need be")
    parts.append(f"{count.no} no")
    return f"{', '.join(parts)}; {plural(count.practices, 'practice')} can"


# ---- to those who are asked


def render_ask(
    poll: Poll, practices: tuple[Practice, ...], own: Voter, where: str = ASK
) -> Message:
    """To one person, with what they have said so far."""
    lines = [_own_line(poll, slot, own) for slot in poll.slots]
    said = f"{_said(poll, own)} You can change it until then." if own.votes else _two_taps(poll)
    return Message(
        f"When could you meet? Peer session on {escape(poll.proposal.topic)}.",
        (
            section(
                f"<@{poll.lead}> would like to find a time for a peer session: {topic(poll)}\n"
                f"{_what(poll)}\n*With:* {names(practices)}"
            ),
            section("*When could you meet?*\n" + "\n".join(lines)),
            context(f"{said} Only <@{poll.lead}> sees who said what; others see how many."),
            actions(vote_buttons(poll, where)),
        ),
    )


def render_reminder(poll: Poll, practices: tuple[Practice, ...], own: Voter) -> Message:
    """The one reminder; once they have answered, it looks like the message that asked."""
    asked = render_ask(poll, practices, own, REMINDER)
    if own.answered_at is not None:
        return asked
    opening = section(
        f"The vote on when to meet closes on {at(poll, poll.closes_at)}. If none of the times suits "
        "you, that helps to know as well."
    )
    return Message(
        f"When could you meet? The vote closes on {at(poll, poll.closes_at)}.",
        (opening, *asked.blocks),
    )


def render_channel(poll: Poll, practices: tuple[Practice, ...], voters: Sequence[Voter]) -> Message:
    """In the channel: one message for all, that shows how many said what."""
    return Message(
        f"When could you meet? Peer session on {escape(poll.proposal.topic)}.",
        (
            section(
                f"<@{poll.lead}> would like to find a time for a peer session: {topic(poll)}\n"
                f"{_what(poll)}\n*Asked:* the people of {names(practices)}"
            ),
            section("*When could you meet?*\n" + board(poll, voters)),
            context(
                f"{_answered(poll, voters)} Closes {at(poll, poll.closes_at)}. Only <@{poll.lead}> sees "
                "who said what; others see how many."
            ),
            actions(vote_buttons(poll, CHANNEL)),
        ),
    )


def render_over(poll: Poll, says: str) -> Message:
    """What the messages become when the vote is over, without buttons."""
    return Message(says.replace("*", ""), (section(says),))


def closed_board(poll: Poll, voters: Sequence[Voter]) -> Message:
    """What the lead's board becomes when the vote has closed."""
    have, asked = turnout(poll, voters)
    words = (
        f"The vote on when to meet for {topic(poll)} has closed: {have} of "
        f"{plural(asked, 'person', 'people')} answered. What I propose is in my next message."
    )
    return Message(words.replace("*", ""), (section(words), section(board(poll, voters))))


def noted_words(poll: Poll, own: Voter) -> str:
    """To whoever answered in the channel, privately."""
    return f"Noted, thank you. {topic(poll)}:\n{own_words(poll, own)}"


def board(poll: Poll, voters: Sequence[Voter]) -> str:
    return "\n".join(
        f"• {at(poll, each.starts_at)}: {tally_words(tally(each, voters))}" for each in poll.slots
    )


def own_words(poll: Poll, own: Voter) -> str:
    """What one person has said, a line a time."""
    return "\n".join(_own_line(poll, slot, own) for slot in poll.slots)


def _own_line(poll: Poll, slot: Slot, own: Voter) -> str:
    said = own.votes.get(slot.id)
    words = f": you said *{said.words}*" if said else ""
    return f"• {at(poll, slot.starts_at)}{words}"


def _said(poll: Poll, own: Voter) -> str:
    missing = not own.has_said_all(poll.slots)
    thanks = "Thank you." if not missing else "Thank you. The others you have left open."
    return f"{thanks} Closes {at(poll, poll.closes_at)}."


def _two_taps(poll: Poll) -> str:
    return f"Closes {at(poll, poll.closes_at)}. You can change your answer until then."


def _what(poll: Poll) -> str:
    place = poll.proposal.place
    where = f"{escape(place)}, with a thread" if place else "in a thread"
    return f"{poll.proposal.minutes} minutes, {where} in <#{poll.proposal.channel}>"


def _answered(poll: Poll, voters: Sequence[Voter]) -> str:
    have, asked = turnout(poll, voters)
    return f"{have} of {plural(asked, 'person has', 'people have')} answered."


def vote_buttons(poll: Poll, where: str) -> list[Block]:
    value, about = f"{poll.id} {where}", truncate(poll.proposal.topic, 40)
    return [
        button(
            ids.POLL_SAY,
            "Say when you can",
            value,
            style="primary",
            label=f"Say when you can: {about}",
        ),
        button(ids.POLL_ALL, "All of these suit me", value),
        button(ids.POLL_NONE, "None of these", value, label="None of these suits me"),
    ]


# ---- to the lead


def render_lead(
    poll: Poll,
    practices: tuple[Practice, ...],
    voters: Sequence[Voter],
    planned: str = "",
) -> Message:
    """The lead's board, as things stand. ``planned`` says when the messages go out."""
    own = next((each for each in voters if each.user == poll.lead), None)
    have, asked = turnout(poll, voters)
    notes = " ".join(_notes(poll, practices, voters, planned))
    blocks = [
        section(
            f"You are finding a time for a peer session: {topic(poll)}\n"
            f"*{have} of {plural(asked, 'person has', 'people have')} answered.* "
            f"The vote closes {at(poll, poll.closes_at)}, or when everybody has answered."
        ),
        section(board(poll, voters)),
        *([section(notes)] if notes else []),
        context(_own_note(poll, own)),
        actions([_say_button(poll), *_lead_buttons(poll)]),
    ]
    return Message(
        f"Finding a time for {escape(poll.proposal.topic)}: {have} of {asked} have answered.",
        tuple(blocks),
    )


def _notes(
    poll: Poll, practices: tuple[Practice, ...], voters: Sequence[Voter], planned: str
) -> Iterable[str]:
    if planned:
        yield planned
    staffed = {each.practice for each in voters}
    empty = tuple(each for each in practices if each not in staffed)
    if empty:
        yield nobody_yet(empty)
    if poll.proposal.moved:
        yield (
            "The clocks go forward in one of these nights and skip a time that you gave: it has "
            "moved on by an hour."
        )


def _own_note(poll: Poll, own: Voter | None) -> str:
    cannot = own is not None and any(each is not Says.YES for each in own.votes.values())
    if own is None or cannot or not own.votes:
        return "What you said yourself counts as well. `/peer list` shows this vote, too."
    return (
        "You are counted as able to make all of these, since you propose them. Not so? Press *Say "
        "when you can*."
    )


def planned_words(poll: Poll, planned: Planned, now: datetime) -> str:
    """When those who are asked hear of it."""
    if poll.asks_in is AsksIn.CHANNEL:
        return f"I have asked in <#{poll.proposal.channel}>."
    said = [f"I ask {plural(planned.new, 'person', 'people')}, one message each."]
    if planned.later and planned.later > now + SHORTLY:
        said.append(f"They go out in working hours, the last on {at(poll, planned.later)}.")
    if planned.waiting:
        have = plural(planned.waiting, "person has", "people have")
        said.append(
            f"{have} had enough messages from me this month, or no working day before it closes: "
            "theirs waits on their Home tab."
        )
    return " ".join(said)


def _say_button(poll: Poll) -> Block:
    return button(
        ids.POLL_SAY,
        "Say when you can",
        f"{poll.id} {LEAD}",
        label=f"Say when you can: {truncate(poll.proposal.topic, 40)}",
    )


def _lead_buttons(poll: Poll) -> list[Block]:
    """While it is open."""
    value = str(poll.id)
    return [
        button(ids.POLL_WHO, "Who said what", value),
        button(
            ids.POLL_CLOSE,
            "Close it now",
            value,
            confirm=confirm(
                "Close the vote now?",
                "Nobody can answer after that. I then propose the time that suits most practices.",
                "Close it",
                "Keep it open",
            ),
        ),
        button(ids.POLL_EXTEND, "Change when it closes", value),
        cancel_button(poll),
    ]


def cancel_button(poll: Poll) -> Block:
    return button(
        ids.POLL_CANCEL,
        "Cancel the vote",
        str(poll.id),
        style="danger",
        confirm=confirm(
            "Cancel the vote?",
            f"{truncate(poll.proposal.topic, 80)}: the messages then say that it was cancelled. No "
            "session is set up.",
            "Cancel the vote",
            "Keep it",
        ),
    )


def open_buttons(poll: Poll) -> list[Block]:
    return _lead_buttons(poll)


# ---- when it is over, to those who were asked


def closed_words(poll: Poll) -> str:
    return (
        f"The vote on when to meet for {topic(poll)} has closed: thank you. <@{poll.lead}> chooses "
        "the time, and you get an invitation then."
    )


def closed_now_words(poll: Poll) -> str:
    """To whoever closed it early."""
    return f"The vote on when to meet for {topic(poll)} has closed. What I propose comes next."


def chosen_words(poll: Poll, slot: Slot) -> str:
    return (
        f"The peer session {topic(poll)} is on *{at(poll, slot.starts_at)}*. The invitation has "
        "the details; what you said to this time is noted there."
    )


def cancelled_words(poll: Poll, by: str) -> str:
    return (
        f"<@{by}> has cancelled the vote on when to meet for {topic(poll)}. There is nothing that "
        "you need to do."
    )


def left_words(poll: Poll) -> str:
    return (
        f"No time suited enough people for the peer session {topic(poll)}, so it is left for now. "
        "Thank you for answering."
    )


def asked_anew_words(poll: Poll, by: str) -> str:
    return (
        f"No time suited enough people for the peer session {topic(poll)}. <@{by}> asks again, with "
        "new times."
    )
