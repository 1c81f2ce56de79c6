"""What people are told when a session is moved, a place comes free, or somebody cannot facilitate."""

from collections.abc import Iterator

from bot.blocks import ids
from bot.blocks.kit import actions, button, context, section
from bot.blocks.sessions.buttons import (
    answer_buttons,
    calendar_button,
    facilitator_button,
    guest_file_button,
)
from bot.blocks.sessions.invitation import waiting_words
from bot.blocks.sessions.messages import at, because, details, title
from bot.blocks.text import escape, plural
from bot.domain.delivery import Block, Message
from bot.domain.sessions import Answer, Changed, PeerSession, State

IN_THREAD = "the thread in Slack"

# ---- moved


def render_moved(changed: Changed, answer: Answer | None, *, has_file: bool = False) -> Message:
    """The one message to those who might come; their answer stays, and they may change it."""
    after = changed.after
    what = "has a new time" if changed.is_moved else "has changed"
    lines = [f"The peer session {title(after)} {what}.", *_differences(changed)]
    lines.append(f"Changed by <@{changed.by}>.{because(changed.why)}")
    file = " The updated calendar file comes to you here as well." if has_file else ""
    return Message(
        f"{'Moved' if changed.is_moved else 'Changed'}: the peer session on {escape(after.topic)}, "
        f"{'now ' if changed.is_moved else ''}{at(after)}.",
        (
            section("\n".join(lines)),
            section(_stays(answer) + file),
            actions(list(_still_buttons(after, answer))),
        ),
    )


def _differences(changed: Changed) -> Iterator[str]:
    before, after = changed.before, changed.after
    if changed.is_moved:
        yield f"*Was:* {at(before)}"
        yield f"*Now:* {at(after)}, {after.minutes} minutes"
    elif before.minutes != after.minutes:
        yield f"*When:* {at(after)}, now {after.minutes} minutes instead of {before.minutes}"
    if before.place != after.place:
        yield f"*Where:* {_place(after)} instead of {_place(before)}"


def _place(session: PeerSession) -> str:
    return escape(session.place) if session.place else IN_THREAD


def _stays(answer: Answer | None) -> str:
    match answer:
        case Answer.YES:
            return "You said *yes*, and that stays. *Is it still fine for you?*"
        case Answer.MAYBE:
            return "You said *maybe*, and that stays. *Can you come?*"
        case Answer.WAITING:
            return "You keep your place on the waiting list. *Is it still fine for you?*"
    return "*Can you come?*"


def _still_buttons(session: PeerSession, answer: Answer | None) -> Iterator[Block]:
    if answer not in (Answer.YES, Answer.WAITING):
        yield from answer_buttons(session, answer)
        return
    value = str(session.id)
    yield button(ids.SESSION_STILL, "Still fine", value, style="primary")
    yield button(ids.SESSION_NO, "Cannot", value, label="Cannot come, so no")


def moved_words(changed: Changed, told: int, *, skipped: bool) -> str:
    """For whoever did it."""
    after = changed.after
    if not changed.concerns_all:
        return f"Done: {title(after)}. When and where are as before, so nobody is written to."
    people = plural(told, "person", "people")
    said = f"Done: {title(after)} is now {at(after)}. {people} who might come are told."
    if skipped:
        said += " The clocks go forward that night and skip the time that you chose."
    return said


# ---- places


def render_place(session: PeerSession) -> Message:
    """For the first in line, who is coming now."""
    no = button(ids.SESSION_NO, "No", str(session.id), label="No, I cannot come")
    return Message(
        f"There is a place for you: peer session on {escape(session.topic)}, {at(session)}.",
        (
            section(f"*There is a place for you* at the peer session {title(session)}.\n"
                    f"{details(session)}"),
            context(
                "You were on the waiting list, so you are now down as coming. If you cannot, press "
                "No, and the next in line gets it."
            ),
            actions([calendar_button(session), no]),
        ),
    )  # fmt: skip


# ---- in somebody's place


def render_instead(session: PeerSession, by: str) -> Message:
    """For a colleague who was invited already: somebody asks if they could come instead."""
    return Message(
        f"A place is free: can you come to the peer session on {escape(session.topic)}, "
        f"{at(session)}?",
        (
            section(
                f"<@{by}>, of your practice, cannot come to the peer session {title(session)} and "
                f"asks if you can.\n{details(session)}"
            ),
            actions(answer_buttons(session, None)),
        ),
    )


# ---- who facilitates


def render_facilitator_out(session: PeerSession, who: str) -> Message:
    """For the lead: somebody else has to be asked."""
    return Message(
        f"<@{who}> cannot facilitate the peer session on {escape(session.topic)}, {at(session)}.",
        (
            section(
                f"<@{who}>, who was to facilitate {title(session)} on {at(session)}, cannot come. "
                "Who could do it instead?"
            ),
            actions([facilitator_button(session)]),
        ),
    )


def render_left(session: PeerSession, who: str, instead: int) -> Message:
    """For whoever leads: a place is free, or somebody who waited has it."""
    place = "Their place is free."
    if instead:
        place = "Somebody who was waiting comes instead, and knows."
    said = (
        f"<@{who}> has left, so they do not come to the peer session {title(session)} on "
        f"{at(session)}. {place}"
    )
    return Message(said, (section(said),))


def render_asked_to_facilitate(session: PeerSession, by: str) -> Message:
    return Message(
        f"Would you facilitate the peer session on {escape(session.topic)}, {at(session)}?",
        (
            section(
                f"<@{by}> asks you to facilitate the peer session {title(session)}.\n"
                f"{details(session)}"
            ),
            context(
                "The thread brings the agenda, the ground rules and the figures: you keep to the "
                "time and see that everybody is heard."
            ),
            actions(
                [
                    button(ids.SESSION_YES, "Yes, I will", str(session.id), style="primary"),
                    button(ids.SESSION_NO, "No", str(session.id), label="No, I cannot"),
                ]
            ),
        ),
    )


# ---- files


def file_words(session: PeerSession, *, cancelled: bool, newer: bool, guests: bool) -> str:
    """Beside the file: what it is and what to do with it."""
    named = f"{title(session)}, {at(session)}"
    if guests:
        end = {
            (True, True): "Cancelled: please send this on to your guests, so that it leaves their "
            "calendars.",
            (False, True): "It has changed: please send this on to your guests, so that their "
            "calendars have it right.",
        }.get((cancelled, newer), "Please send this on to your guests, by e-mail for example.")
        return f"Calendar file for guests: {named}. {end}"
    if cancelled:
        return f"Cancelled: {named}. Open this file to take the entry out of your calendar."
    if newer:
        return f"Changed: {named}. Open this file to bring your calendar up to date."
    return f"{named}. Open this file to put it into your calendar."


def render_file_not_sent(session: PeerSession, *, guests: bool) -> Message:
    """Slack did not say that it took the file."""
    again = guest_file_button(session) if guests else calendar_button(session)
    words = (
        f"Slack did not confirm that it took the calendar file of {title(session)}. If it is not "
        "here, please ask for it again."
    )
    offered = () if session.state is State.CANCELLED else (actions([again]),)
    return Message(words, (section(words), *offered))


ON_ITS_WAY = "It is on its way: look in your messages with me, under Apps."


def nowhere_for_guests(session: PeerSession) -> str:
    """For a file for guests of a session that only has a thread in Slack."""
    if session.place:
        return ON_ITS_WAY
    return (
        f"{ON_ITS_WAY} It has no place and no link yet, so your guests would not know where to "
        "come: *Move* in `/peer list` lets you add one."
    )


def joined_words(session: PeerSession, answer: Answer | None, line: int | None) -> str:
    """For whoever pressed "I would like to come"."""
    if answer is Answer.WAITING:
        return f"{waiting_words(session, line)} Your invitation is in your messages with me."
    return (
        f"You are down as coming to {title(session)}, {at(session)}. Your invitation is in your "
        "messages with me: there you can change your answer."
    )
