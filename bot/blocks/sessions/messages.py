"""Messages around a session: announcement, invitation, reminder, and what to say when it is called off."""

from datetime import datetime, timedelta

from bot.blocks import ids
from bot.blocks.kit import actions, button, context, section
from bot.blocks.sessions.buttons import answer_buttons, join_button
from bot.blocks.text import clock_time, escape, listed, plural, truncate, when
from bot.domain.delivery import Block, Message, Planned
from bot.domain.people import Practice
from bot.domain.sessions import MATCHED, Answer, Count, PeerSession
from bot.domain.times import local_day

NAMED = 8  # practices named in a message; of more it says how many
NAME = 60  # characters of a practice's name
NATURE = (
    "Practices look at their figures together and learn from each other. This is not performance "
    "management: nothing said there goes into contract monitoring, and a practice may pass. "
    "Please bring no patient details."
)


def name(practice: Practice) -> str:
    return escape(truncate(practice.name, NAME))


def names(practices: tuple[Practice, ...]) -> str:
    """The practices' names; of a long list the first, and how many more."""
    words = [name(each) for each in practices[:NAMED]]
    if len(practices) > NAMED:
        words.append(f"{len(practices) - NAMED} more")
    return listed(words)


def title(session: PeerSession) -> str:
    return f"*{escape(session.topic)}*"


def at(session: PeerSession) -> str:
    return when(session.starts_at, session.zone)


def details(session: PeerSession) -> str:
    """When, where, who leads: the lines that messages to one person share."""
    place = f"{escape(session.place)}, with a" if session.place else "a"
    return (
        f"*When:* {at(session)}, {session.minutes} minutes\n"
        f"*Where:* {place} thread in <#{session.channel}> that opens by itself at the start\n"
        f"{led_by(session)}"
    )


def led_by(session: PeerSession) -> str:
    """Who set it up, and who facilitates it where that is somebody else."""
    words = f"*Led by:* <@{session.lead}>"
    if session.facilitated_by != session.lead:
        words += f", *facilitated by* <@{session.facilitated_by}>"
    return words


SHORTLY = timedelta(minutes=1)


# ---- to the channel


def render_announcement(session: PeerSession) -> Message:
    """For the channel in which the thread will open."""
    place = f"\n*Where:* {escape(session.place)}, with a thread here" if session.place else ""
    return Message(
        f"Peer session on {escape(session.topic)}: {at(session)}.",
        (
            section(
                f"Peer session: {title(session)}\n"
                f"*When:* {at(session)}, {session.minutes} minutes{place}\n"
                f"{led_by(session)}\n"
                f"*Invited:* {names(session.practices)}"
            ),
            *_joining(session),
        ),
    )


def _joining(session: PeerSession) -> tuple[Block, ...]:
    """How somebody comes who has no invitation."""
    opens = "The thread opens here by itself at the start."
    if session.format in MATCHED:
        return (
            context(
                f"{opens} It is for practices that were matched as a {session.format.words}. Would "
                f"you like one for your practice too? Tell <@{session.lead}>."
            ),
        )
    return (
        context(f"{opens} Would you like to join, and have no invitation? Press the button."),
        actions([join_button(session)]),
    )


def render_called_off(session: PeerSession, by: str) -> Message:
    """What the announcement and the invitations become when the session is cancelled."""
    words = f"Cancelled by <@{by}>: peer session {title(session)}, {at(session)}."
    return Message(
        f"Cancelled: peer session on {escape(session.topic)}, {at(session)}.",
        (section(words + because(session.cancelled_why)),),
    )


def because(why: str | None) -> str:
    """The sentence that somebody gave for it, on a line of its own."""
    return f"\n*Why:* {escape(why)}" if why else ""


# ---- to one person


def render_reminder(
    session: PeerSession,
    now: datetime,
    coming: str | None = None,
    answer: Answer = Answer.YES,
) -> Message:
    """For those who said yes or maybe; ``coming`` tells the lead how many others did."""
    soon = how_soon(session, now)
    lines = [f"{soon}: peer session {title(session)}", details(session)]
    if coming:
        lines.append(coming)
    maybe = answer is Answer.MAYBE
    text = f"{soon}: peer session on {escape(session.topic)}, {at(session)}."
    return Message(
        f"{text} Will you come?" if maybe else text,
        (section("\n".join(lines)), *(_will_you(session) if maybe else _down(session))),
    )


def _down(session: PeerSession) -> tuple[Block, ...]:
    no = button(ids.SESSION_NO, "No", str(session.id), label="No, I cannot come")
    return (
        context("You are down as coming. If you cannot come after all, press No."),
        actions([no]),
    )


def _will_you(session: PeerSession) -> tuple[Block, ...]:
    return (
        section("You said *maybe*. *Will you come?*"),
        actions(answer_buttons(session, Answer.MAYBE)),
    )


def how_soon(session: PeerSession, now: datetime) -> str:
    """``In 15 minutes``, ``Today at 13:00``, ``Tomorrow at 13:00``, or the full date and time."""
    left = session.starts_at - now
    if left <= timedelta(minutes=90):
        return f"In {plural(max(1, round(left.total_seconds() / 60)), 'minute')}"
    days = (local_day(session.starts_at, session.zone) - local_day(now, session.zone)).days
    named = {0: "Today", 1: "Tomorrow"}.get(days)
    return f"{named} at {clock_time(session.starts_at, session.zone)}" if named else at(session)


def coming_words(others: Count, practices: int) -> str:
    """For the lead: how many besides them said yes, or what to do when nobody did."""
    maybe = f", and {others.maybe} said maybe" if others.maybe else ""
    if not others.yes:
        return (
            f"Nobody else has said yes yet{maybe}. You can go ahead and see who joins, or move or "
            "cancel it with `/peer list`."
        )
    people = plural(others.yes, "other person has", "other people have")
    waiting = f" {others.waiting} wait for a place." if others.waiting else ""
    return f"*Coming:* {people} said yes{maybe}, from {plural(practices, 'practice')}.{waiting}"


def render_cancelled(session: PeerSession, by: str) -> Message:
    """The one message to people who were invited."""
    return Message(
        f"Cancelled: the peer session on {escape(session.topic)}, {at(session)}.",
        (
            section(
                f"The peer session {title(session)} on {at(session)} will not take place: <@{by}> "
                f"has cancelled it. There is nothing that you need to do."
                f"{because(session.cancelled_why)}"
            ),
        ),
    )


# ---- to the lead


def set_up_note(
    session: PeerSession,
    invited: int,
    empty: tuple[Practice, ...],
    planned: Planned,
    now: datetime,
    *,
    moved: bool,
    announced: bool = True,
) -> str:
    """What was done with the form: who is invited, when, who could not be, a time that moved."""
    people = plural(invited, "other person is", "other people are")
    where = f", and the announcement goes to <#{session.channel}>" if announced else ""
    said = [f"{people} invited{where}."]
    if planned.later and planned.later > now + SHORTLY:
        last = when(planned.later, session.zone)
        said.append(f"Invitations go out in working hours, the last on {last}.")
    if planned.waiting:
        have = plural(planned.waiting, "person has", "people have")
        said.append(
            f"{have} had enough messages from me this month, or no working day before the session: "
            "theirs waits on their Home tab."
        )
    if empty:
        said.append(nobody_yet(empty))
    if moved:
        said.append(
            "The clocks go forward that night and skip the time that you chose, so it is set "
            f"for {clock_time(session.starts_at, session.zone)}."
        )
    said.append("`/peer list` shows who is coming, and lets you cancel.")
    return " ".join(said)


def nobody_yet(empty: tuple[Practice, ...]) -> str:
    """``2 of these practices have nobody in Slack yet: Ash Surgery and Beech Practice.``"""
    have = "has" if len(empty) == 1 else "have"
    return f"{len(empty)} of these practices {have} nobody in Slack yet: {names(empty)}."
