"""What is said about barriers: the form, the message to who answers, the answer, and the list."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.blocks import ids
from bot.blocks.kit import (
    Element,
    View,
    actions,
    button,
    context,
    datepicker,
    header,
    input_,
    modal,
    option,
    plain_text_input,
    section,
    select,
    users_select,
)
from bot.blocks.sessions.actions import ago, short_date
from bot.blocks.text import escape, plural, truncate
from bot.domain.delivery import Block, Message
from bot.domain.sessions import PeerSession
from bot.domain.sessions.barriers import ANSWER_MAX, ANSWERED_WITHIN, BARRIER_MAX, Barrier
from bot.domain.times import local_day

SHOWN = 8
TOPIC = 80
CHOOSE = "choose"  # the button's value where no session is meant yet
NO_PATIENTS = "No patient details, please."
NOT_KEPT = "Who raised it is kept nowhere."


# ---- raising one


def raise_button(value: str, words: str = "A barrier for the body") -> Element:
    label = f"{words}: something outside our control"
    return button(ids.BARRIER_NEW, words, value, label=label)


def build_raise_modal(
    sessions: Sequence[PeerSession], owner: str | None, today: date, body: str
) -> View:
    """``sessions``: the one that it comes from, or several to choose from."""
    one = sessions[0] if len(sessions) == 1 else None
    about = f" from the peer session on *{escape(truncate(one.topic, TOPIC))}*" if one else ""
    blocks = [
        section(
            f"Something outside your control{about}? {escape(body)} is asked for an answer by a "
            f"date, and it comes to the session's thread. {NOT_KEPT}"
        ),
        input_(
            ids.BARRIER_WHAT,
            "What stands in the way?",
            plain_text_input(ids.BARRIER_WHAT, multiline=True, max_length=BARRIER_MAX),
            hint=NO_PATIENTS,
        ),
        input_(ids.BARRIER_OWNER, "Who should answer?", users_select(ids.BARRIER_OWNER, owner)),
        input_(
            ids.BARRIER_BY,
            "Answer by",
            datepicker(ids.BARRIER_BY, (today + ANSWERED_WITHIN).isoformat()),
            hint="Three months from now at most.",
        ),
    ]
    if one is None:
        blocks.insert(1, _session_input(sessions, today))
    return modal(
        ids.BARRIER_RAISE,
        "A barrier",
        blocks,
        submit="Send it",
        private_metadata=str(one.id) if one else "",
    )


def _session_input(sessions: Sequence[PeerSession], today: date) -> Block:
    options = [
        option(
            f"{short_date(local_day(each.starts_at, each.zone), today)}: {each.topic}", str(each.id)
        )
        for each in sessions
    ]
    menu = select(ids.BARRIER_SESSION, options, placeholder="Choose a session")
    return input_(ids.BARRIER_SESSION, "From which session?", menu)


def build_raised_modal(barrier: Barrier, today: date) -> View:
    """What the form becomes."""
    by = short_date(barrier.reply_by, today)
    words = (
        f"Sent to <@{barrier.owner}>, who is asked to answer by {by}. The answer comes to the "
        f"session's thread, and `/peer barriers` shows how it stands. {NOT_KEPT}"
    )
    return modal("", "A barrier", [section(words)], close="Close")


# ---- to who answers


def render_barrier(barrier: Barrier, today: date, why: str = "") -> Message:
    """For its owner; ``why`` says how it came to somebody who was not asked first."""
    topic = escape(truncate(barrier.topic, TOPIC))
    by = short_date(barrier.reply_by, today)
    small = ["Your answer goes to the session's thread, under “You said, they answered”.", NOT_KEPT]
    return Message(
        f"A barrier from the peer session on {topic} waits for your answer, by {by}.",
        (
            section(
                f"*A barrier from the peer session on {topic}*\nThe group asks for help with "
                f"something outside its control. Please answer by {by}."
            ),
            section(quoted(barrier.what)),
            actions(_owner_buttons(barrier)),
            context(*filter(None, [why, *small])),
        ),
    )


def _owner_buttons(barrier: Barrier) -> list[Element]:
    value, what = str(barrier.id), truncate(barrier.what, 40)
    return [
        button(ids.BARRIER_REPLY, "Reply", value, style="primary", label=f"Reply: {what}"),
        button(ids.BARRIER_MOVE, "Pass on", value, label=f"Pass on to somebody else: {what}"),
    ]


def render_reminder(barrier: Barrier, today: date) -> Message:
    by = short_date(barrier.reply_by, today)
    return Message(
        f"A barrier waits for your answer, by {by}.",
        (
            section(
                f"A reminder, the only one: this barrier from the peer session on "
                f"{escape(truncate(barrier.topic, TOPIC))} waits for your answer, by {by}. “Not yet, "
                "and this is why” is an answer too."
            ),
            section(quoted(barrier.what)),
            actions(_owner_buttons(barrier)),
        ),
    )


def render_at_owner(barrier: Barrier) -> Message:
    """What its owner's messages become when it is answered, or with somebody else."""
    if barrier.is_open:
        words = f"This barrier is with <@{barrier.owner}> now."
    else:
        words = f"<@{barrier.replied_by}> has answered this barrier. Thank you."
    return Message(words, (section(f"{words}\n{quoted(barrier.what)}"),))


def why_left(leaver: str) -> str:
    return f"It was with <@{leaver}>, whose account is closed, so it comes to you."


def why_passed_on(by: str) -> str:
    return f"<@{by}> has passed it on to you."


def answered_before(barrier: Barrier) -> str:
    return (
        f"<@{barrier.replied_by}> has answered this barrier before: the answer is in "
        f"<#{barrier.channel}>, in the session's thread."
    )


def build_answer_modal(barrier: Barrier) -> View:
    return modal(
        ids.BARRIER_ANSWER,
        "Answer a barrier",
        [
            section(
                f"From the peer session on *{escape(truncate(barrier.topic, TOPIC))}*:\n"
                f"{quoted(barrier.what)}"
            ),
            input_(
                ids.BARRIER_WORDS,
                "Your answer",
                plain_text_input(ids.BARRIER_WORDS, multiline=True, max_length=ANSWER_MAX),
                hint=f"Everybody in the session's thread can read it. {NO_PATIENTS}",
            ),
        ],
        submit="Post the answer",
        private_metadata=str(barrier.id),
    )


def build_move_modal(barrier: Barrier) -> View:
    return modal(
        ids.BARRIER_HAND,
        "Pass on a barrier",
        [
            section(quoted(barrier.what)),
            input_(ids.BARRIER_HEIR, "Who should answer?", users_select(ids.BARRIER_HEIR)),
        ],
        submit="Pass it on",
        private_metadata=str(barrier.id),
    )


def build_said_modal(words: str) -> View:
    """What the other forms become when they are sent."""
    return modal("", "A barrier", [section(words)], close="Close")


# ---- the answer


def render_answer(barrier: Barrier) -> Message:
    """For the thread of the session that it came from."""
    return Message(
        f"You said, they answered: {escape(truncate(barrier.what, 200))}",
        (
            section(f"*You said:*\n{quoted(barrier.what)}"),
            section(f"*They answered* (<@{barrier.replied_by}>):\n{quoted(barrier.reply or '')}"),
        ),
    )


def quoted(words: str) -> str:
    """Each line behind a bar, as Slack draws a quotation."""
    return "\n".join(f">{line}" for line in escape(words).splitlines())


# ---- the list


def render_barriers(
    barriers: Sequence[Barrier], reader: str, today: date, zone: str, *, may_raise: bool
) -> Message:
    """Those that wait first; only its reader sees it."""
    foot: list[Block] = [actions([raise_button(CHOOSE, "Raise a barrier")])] if may_raise else []
    if not barriers:
        words = (
            "No barriers wait for an answer. One is raised with the button in a session's thread."
        )
        return Message(words, (section(words), *foot))
    waiting = [each for each in barriers if each.is_open]
    answered = [each for each in barriers if not each.is_open]
    blocks = [
        *_part("Waiting for an answer", waiting, reader, today, zone),
        *_part("Answered lately", answered, reader, today, zone),
    ]
    words = (
        f"{plural(len(waiting), 'barrier')} waiting for an answer, {len(answered)} answered lately."
    )
    return Message(words, (*blocks, *foot))


def _part(
    title: str, part: Sequence[Barrier], reader: str, today: date, zone: str
) -> Iterator[Block]:
    if not part:
        return
    yield header(title)
    for each in part[:SHOWN]:
        yield section(_lines(each, today, zone))
        if each.is_open and each.owner == reader:
            yield actions(_owner_buttons(each))
    if len(part) > SHOWN:
        yield context(f"And {len(part) - SHOWN} more.")


def _lines(barrier: Barrier, today: date, zone: str) -> str:
    topic = escape(truncate(barrier.topic, TOPIC))
    lines = [quoted(truncate(barrier.what, 300)), f"From: {topic}"]
    if barrier.replied_at is None:
        lines.append(waiting_words(barrier, today, zone))
    else:
        said = local_day(barrier.replied_at, zone)
        lines.append(f"<@{barrier.replied_by}> answered on {short_date(said, today)}:")
        lines.append(quoted(truncate(barrier.reply or "", 500)))
    return "\n".join(lines)


def waiting_words(barrier: Barrier, today: date, zone: str) -> str:
    """With whom, since when, and when an answer is hoped for; however late, it blames nobody."""
    return f"With <@{barrier.owner}>, {since_words(barrier, today, zone)}"


def since_words(barrier: Barrier, today: date, zone: str) -> str:
    """``raised 3 days ago; an answer hoped for by Tue 29 Dec.``"""
    waited = (today - local_day(barrier.raised_at, zone)).days
    since = f"raised {ago(waited)}" if waited else "raised today"
    was = "was " if barrier.reply_by < today else ""
    by = short_date(barrier.reply_by, today)
    return f"{since}; an answer {was}hoped for by {by}."
