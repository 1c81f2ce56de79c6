"""Messages around a session: announcement, invitation, reminder, and what to say if things change."""

from datetime import datetime, timedelta

from bot.blocks import ids
from bot.blocks.kit import actions, button, context, section
from bot.blocks.text import clock_time, escape, listed, plural, truncate, when
from bot.domain.delivery import Block, Message
from bot.domain.people import Practice
from bot.domain.sessions import Answer, Count, PeerSession

NAMED = 8  # practices named in a message; of more it says how many
NATURE = (
    "Practices look at their figures together and learn from each other. It is not performance "
    "management: nothing said there goes into contract monitoring, and a practice may pass. "
    "Please bring no patient details."
)


def names(practices: tuple[Practice, ...]) -> str:
    """The practices' names; of a long list the first, and how many more."""
    words = [escape(each.name) for each in practices[:NAMED]]
    if len(practices) > NAMED:
        words.append(f"{len(practices) - NAMED} more")
    return listed(words)


def details(session: PeerSession) -> str:
    """When, where, who leads: the lines that every message about a session shares."""
    where = f"in a thread in <#{session.channel}>, opened here by Peerbot at the start"
    if session.place:
        where = f"{escape(session.place)}, and {where}"
    return (
        f"*When:* {when(session.starts_at, session.zone)}, {session.minutes} minutes\n"
        f"*Where:* {where.replace('opened here', 'opened')}\n"
        f"*Led by:* <@{session.lead}>"
    )


def titled(session: PeerSession) -> str:
    return f"*{escape(session.topic)}*"


def render_announcement(session: PeerSession) -> Message:
    """For the channel in which the thread will open."""
    at = when(session.starts_at, session.zone)
    place = f"\n*Where:* {escape(session.place)}, and in a thread here" if session.place else ""
    return Message(
        f"Peer session on {escape(session.topic)}: {at}.",
        (
            section(
                f"Peer session: {titled(session)}\n"
                f"*When:* {at}, {session.minutes} minutes{place}\n"
                f"*Led by:* <@{session.lead}>\n"
                f"*Invited:* {names(session.practices)}"
            ),
            context(
                "The thread opens here when it starts. Not invited but interested? "
                f"Tell <@{session.lead}>. Peers learning from each other, not performance "
                "management."
            ),
        ),
    )


def render_invitation(session: PeerSession, answer: Answer | None, *, leads: bool) -> Message:
    """The invitation as it stands: before an answer, and after each."""
    opening = "You lead this peer session" if leads else f"<@{session.lead}> invites you to talk"
    return Message(
        f"{_headline(answer)} {escape(session.topic)}, {when(session.starts_at, session.zone)}.",
        (
            section(f"{opening}: {titled(session)}\n{details(session)}"),
            section(f"*With:* {names(session.practices)}"),
            context(NATURE),
            section(_question(answer)),
            answer_buttons(session, answer),
        ),
    )


def _headline(answer: Answer | None) -> str:
    match answer:
        case Answer.YES:
            return "You said yes to the peer session on"
        case Answer.NO:
            return "You said no to the peer session on"
    return "Can you come to a peer session?"


def _question(answer: Answer | None) -> str:
    match answer:
        case Answer.YES:
            return "You said *yes*. I will remind you before it starts. Plans change: press *No*."
        case Answer.NO:
            return "You said *no*. Thank you for letting us know. If you can come, press *Yes*."
    return "*Can you come?* You can change your answer until it starts."


def answer_buttons(session: PeerSession, answer: Answer | None) -> Block:
    value = str(session.id)
    return actions(
        [
            button(
                ids.SESSION_YES,
                "Yes",
                value,
                style=None if answer is Answer.YES else "primary",
                label="Yes, I can come",
            ),
            button(ids.SESSION_NO, "No", value, label="No, I cannot come"),
        ]
    )


def render_reminder(session: PeerSession, now: datetime, coming: str | None) -> Message:
    """For those who said yes; ``coming``, how many others did, is for the lead."""
    soon = f"{_how_soon(session, now)}: peer session {titled(session)}"
    lines = [f"{soon}\n{details(session)}"]
    if coming:
        lines.append(coming)
    return Message(
        f"{_how_soon(session, now)}: peer session on {escape(session.topic)}, "
        f"{when(session.starts_at, session.zone)}.",
        (
            section("\n".join(lines)),
            context("You said yes. If you cannot come after all, press No and we will know."),
            actions([button(ids.SESSION_NO, "No", str(session.id), label="No, I cannot come")]),
        ),
    )


def _how_soon(session: PeerSession, now: datetime) -> str:
    """``In 15 minutes``, ``In 5 hours``, or the time where that is longer off."""
    left = session.starts_at - now
    if left <= timedelta(minutes=90):
        return f"In {plural(max(1, round(left.total_seconds() / 60)), 'minute')}"
    if left <= timedelta(hours=20):
        return f"In {plural(round(left.total_seconds() / 3600), 'hour')}"
    return f"{when(session.starts_at, session.zone)}"


def coming_sentence(others: Count, practices: int) -> str:
    """For the lead: how many besides them said yes, or what to do if nobody did."""
    if not others.yes:
        return (
            "Nobody else has said yes yet. You can go ahead and see who joins, or cancel it with "
            "`/peer list` and choose another time."
        )
    people = plural(others.yes, "other person", "other people")
    have = "has" if others.yes == 1 else "have"
    return f"{people} {have} said yes; {plural(practices, 'practice')} will be there."


def render_cancelled(session: PeerSession, by: str) -> Message:
    """The one message to people who were invited."""
    at = when(session.starts_at, session.zone)
    return Message(
        f"Cancelled: the peer session on {escape(session.topic)}, {at}.",
        (
            section(
                f"The peer session {titled(session)} on {at} will not take place: <@{by}> has "
                "cancelled it. There is nothing that you need to do."
            ),
        ),
    )


def render_cancelled_announcement(session: PeerSession, by: str) -> Message:
    """What the announcement and the invitations become."""
    at = when(session.starts_at, session.zone)
    return Message(
        f"Cancelled: peer session on {escape(session.topic)}, {at}.",
        (section(f"Cancelled: peer session {titled(session)}, {at}. (<@{by}> cancelled it.)"),),
    )


def render_set_up(session: PeerSession, invited: int, empty: tuple[Practice, ...]) -> str:
    """For the lead, right after the form: what was done, and who could not be reached."""
    said = (
        f"{plural(invited, 'person', 'people')} at {plural(len(session.practices), 'practice')} "
        f"{'is' if invited == 1 else 'are'} invited."
    )
    if empty:
        said += f" {nobody_yet(empty)}"
    return said


def nobody_yet(empty: tuple[Practice, ...]) -> str:
    """``2 of these practices have nobody in Slack yet: Ash Surgery and Beech Practice.``"""
    have = "has" if len(empty) == 1 else "have"
    return f"{len(empty)} of these practices {have} nobody in Slack yet: {names(empty)}."


def render_thread_failed(session: PeerSession) -> Message:
    """For the lead, when the thread could not be opened in its channel."""
    return Message(
        f"I could not open the thread for {escape(session.topic)}.",
        (
            section(
                f"I could not open the thread for {titled(session)} in <#{session.channel}>. I may "
                "have been removed from the channel. Please invite me there with `/invite "
                "@Peerbot`, then press the button."
            ),
            actions(
                [button(ids.SESSION_OPEN_AGAIN, "Open it now", str(session.id), style="primary")]
            ),
        ),
    )


def shortened(topic: str) -> str:
    """A topic as it fits into a sentence of a dialogue."""
    return truncate(topic, 60)


def starts_at_words(session: PeerSession) -> str:
    return clock_time(session.starts_at, session.zone)
