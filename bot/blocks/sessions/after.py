"""After a session: did you meet, who was there, and the summary for the group."""

from collections.abc import Iterator, Sequence

from bot.blocks import ids
from bot.blocks.concerns.words import HINT
from bot.blocks.kit import (
    View,
    actions,
    button,
    checkboxes,
    confirm,
    context,
    header,
    input_,
    modal,
    multi_users_select,
    option,
    section,
)
from bot.blocks.sessions.messages import at, name, title
from bot.blocks.sessions.thread import date_words
from bot.blocks.text import day, escape, listed, packed, plural, truncate, when
from bot.domain.delivery import Block, Message
from bot.domain.sessions import Action, Guest, PeerSession
from bot.domain.sessions.after import Attendance, Feedback, Summary

SHOWN = 10  # ideas and actions; of more it says how many
IDEA = 200  # characters of an idea
MEASURE_WORDS = "we will know by"


# ---- did you meet?


def render_asked(session: PeerSession) -> Message:
    words = "*Did you meet?* One tap is enough for the whole group."
    return Message(
        f"Did you meet? Peer session on {escape(session.topic)}, {at(session)}.",
        (section(words), actions(_met_or_not(session))),
    )


def render_unsaid(session: PeerSession) -> Message:
    """For the facilitator, once, where nobody has said."""
    words = (
        f"Did the peer session {title(session)} take place, {at(session)}? Nobody has said yet. One "
        "tap is enough; if you do not know, leave it: then it counts as not known."
    )
    return Message(
        f"Did you meet? Peer session on {escape(session.topic)}, {at(session)}.",
        (section(words), actions(_met_or_not(session))),
    )


def _met_or_not(session: PeerSession) -> list[Block]:
    value = str(session.id)
    return [
        button(ids.SESSION_MET, "Yes, we met", value, style="primary"),
        button(ids.SESSION_NOT_MET, "No, another time", value),
    ]


def render_said(session: PeerSession, met: bool) -> Message:
    """What the question becomes when somebody has tapped."""
    value = str(session.id)
    if met:
        words = "You met. Thank you for saying so."
        buttons = [
            button(ids.SESSION_WHO, "Who was there?", value, style="primary"),
            _change(ids.SESSION_NOT_MET, "We did not meet", value),
        ]
    else:
        words = "You did not meet this time. That happens: another time may suit better."
        buttons = [
            button(ids.SESSION_AGAIN, "Find another time", value, style="primary"),
            _change(ids.SESSION_MET, "We did meet", value),
        ]
    return Message(
        f"{words} Peer session on {escape(session.topic)}.", (section(words), actions(buttons))
    )


def _change(action_id: str, words: str, value: str) -> Block:
    sure = confirm(
        "Change it?",
        "The facilitator or a clinical lead can change what was said for the group.",
        words,
        "Leave it",
    )
    return button(action_id, words, value, confirm=sure)


# ---- who was there


def build_attendance_modal(session: PeerSession, ticked: Sequence[str]) -> View:
    blocks = [
        section(
            f"{title(session)}, {at(session)}. Ticked are those who said yes, took a role or recorded "
            "an action. Please put it right, and add who came unasked."
        ),
        input_(
            ids.ATTENDANCE_PEOPLE,
            "Who was there?",
            multi_users_select(ids.ATTENDANCE_PEOPLE, ticked),
            hint="Others see only how many came, never who. Each person can put their own right.",
            optional=bool(session.guests),
        ),
    ]
    if session.guests:
        options = [option(_guest(each), str(place)) for place, each in _guests(session)]
        chosen = [str(place) for place, each in _guests(session) if each.attended]
        blocks.append(
            input_(
                ids.ATTENDANCE_GUESTS,
                "Guests who came",
                checkboxes(ids.ATTENDANCE_GUESTS, options, chosen),
                optional=True,
            )
        )
    return modal(
        ids.ATTENDANCE, "Who was there?", blocks, submit="Save", private_metadata=str(session.id)
    )


def _guests(session: PeerSession) -> list[tuple[int, Guest]]:
    return list(enumerate(session.guests[:SHOWN]))  # as many as checkboxes can be


def _guest(guest: Guest) -> str:
    return f"{guest.name}, {guest.kind.words}"


def corrected_words(there: bool) -> str:
    if there:
        return "Noted: you were there. Others see only how many came."
    return "Noted: you were not there. Others see only how many came."


# ---- the summary


def render_summary(summary: Summary) -> Message:
    session = summary.session
    value = str(session.id)
    blocks = [
        header(f"Summary: {session.topic}"),
        *(section(text) for lines in _parts(summary) for text in packed(lines)),
        context(*_small_print(summary), HINT),
        actions(
            [
                button(ids.NOTE_WRITE, "My CPD note", value, style="primary"),
                button(ids.SUMMARY_COPY, "Text to copy", value),
                button(ids.SESSION_WAS_THERE, "I was there", value),
                button(ids.SESSION_WAS_NOT, "I was not there", value),
            ]
        ),
    ]
    return Message(
        f"Summary of the peer session on {escape(session.topic)}: {_people(summary)} "
        f"{plural(len(summary.actions), 'action')} agreed.",
        tuple(blocks),
    )


def render_no_summary(session: PeerSession) -> Message:
    words = (
        f"The group did not meet on {day(session.starts_at, session.zone)}, so there is no summary."
    )
    return Message(words, (section(words),))


def render_copy(summary: Summary) -> Message:
    """The same as one text. Not as code: there, people's names would be ids."""
    session = summary.session
    lines = [f"Peer session: {escape(session.topic)}"]
    for part in _parts(summary):
        lines += ["", *(each.replace("*", "") for each in part)]
    lines += ["", *_sources(summary)]
    texts = packed(lines)
    return Message(
        texts[0],
        (
            *(section(text) for text in texts),
            context("Only you can see this. Mark it and copy it."),
        ),
    )


def _parts(summary: Summary) -> Iterator[list[str]]:
    """Each part of the summary as its lines."""
    yield [f"*{at(summary.session)}*, {summary.session.minutes} minutes", _people(summary)]
    if summary.reasons:
        counted = [f"{reason.words.lower()} {number}" for reason, number in summary.reasons]
        yield [f"*Reasons for differences:* {', '.join(counted)}"]
    if summary.ideas:
        ideas = [escape(truncate(each, IDEA)) for each in summary.ideas]
        yield ["*What we could try*", *_bullets(ideas)]
    if summary.actions:
        yield ["*Actions*", *_bullets([_action(each) for each in summary.actions])]
    else:
        yield ["*Actions:* none recorded"]
    if summary.next_at:
        yield [f"*Next time:* {when(summary.next_at, summary.session.zone)}"]


def _bullets(lines: Sequence[str]) -> list[str]:
    shown = [f"• {each}" for each in lines[:SHOWN]]
    return [*shown, f"• and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else shown


def _action(action: Action) -> str:
    owner = f"<@{action.owner}>"
    if action.practice:
        owner += f", {name(action.practice)}"
    measure = f"; {MEASURE_WORDS}: {escape(action.measure)}" if action.measure else ""
    return f"{escape(action.what)} ({owner}, by {date_words(action.due)}{measure})"


def _people(summary: Summary) -> str:
    there = summary.attendance
    return "Who was there is not ticked yet." if there is None else f"{_attendance(there)}."


def _attendance(there: Attendance) -> str:
    words = [plural(there.people, "person", "people")]
    if there.practices:
        words = [f"{words[0]} from {plural(there.practices, 'practice')}"]
    if there.guests:
        words.append(plural(there.guests, "guest"))
    return f"{listed(words)} came"


def _sources(summary: Summary) -> list[str]:
    return [f"Figures: {summary.source}"] if summary.source else []


_FEEDBACK_WORDS = {
    Feedback.SOON: "Those who were there are asked soon what they made of it, without names.",
    Feedback.ASKED: "Those who were there are asked what they made of it, without names.",
    Feedback.TOGETHER: (
        "When all groups of this round have met, those who were there are asked together what they made "
        "of it, without names, if they are {least} or more."
    ),
    Feedback.TOO_FEW: (
        "No feedback is asked this time: fewer than {least} GPs or leads were there, so somebody could be "
        "recognised."
    ),
}


def _small_print(summary: Summary) -> list[str]:
    lines = [*_sources(summary), "Who said what is not in here, and of who came only how many."]
    if summary.feedback in _FEEDBACK_WORDS:
        lines.append(_FEEDBACK_WORDS[summary.feedback].format(least=summary.least))
    return lines
