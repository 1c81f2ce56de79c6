"""The list of sessions that only its reader sees."""

from collections.abc import Iterable, Sequence

from bot.blocks import ids
from bot.blocks.kit import actions, button, confirm, context, divider, header, section
from bot.blocks.sessions.messages import at, name, title
from bot.blocks.text import escape, plural, truncate
from bot.domain.delivery import Block, Message
from bot.domain.sessions import (
    Answer,
    Count,
    Invitee,
    Listed,
    PeerSession,
    count,
    count_by_practice,
    practices_coming,
)

SHOWN = 8
OVER_SHOWN = 5
PRACTICES_SHOWN = 12


def render_sessions(listed: Sequence[Listed], *, organises: bool, said: str = "") -> Message:
    """The sessions to come. ``said`` is what just happened."""
    blocks: list[Block] = [section(said)] if said else []
    if not listed:
        words = "No peer session is planned." if organises else "You have no peer session to come."
        words += " `/peer schedule` sets one up." if organises else ""
        return Message(f"{said} {words}".strip(), (*blocks, section(words)))
    blocks.append(header("Peer sessions to come"))
    for each in listed[:SHOWN]:
        blocks += [*_session_blocks(each), divider()]
    blocks.pop()
    if len(listed) > SHOWN:
        blocks.append(context(f"And {len(listed) - SHOWN} more after these."))
    words = f"{plural(len(listed), 'peer session')} to come."
    return Message(f"{said} {words}".strip(), tuple(blocks))


def _session_blocks(listed: Listed) -> Iterable[Block]:
    session = listed.session
    lines = [
        title(session),
        f"{at(session)}, {session.minutes} minutes, in <#{session.channel}>, "
        f"led by <@{session.lead}>",
    ]
    if listed.own:
        lines.append(_own_words(listed.own))
    if listed.invited is not None:
        lines.append(_answers_words(session, listed.invited))
    yield section("\n".join(lines))
    if listed.invited is not None:
        yield actions([_cancel_button(session)])


def _own_words(own: Invitee) -> str:
    match own.answer:
        case Answer.YES:
            return "You are down as coming."
        case Answer.NO:
            return "You said no."
    return "You have not answered yet: the invitation is in your messages from me."


def _answers_words(session: PeerSession, invited: Sequence[Invitee]) -> str:
    """The total, and each practice on its line."""
    total = count(invited)
    coming = practices_coming(session, invited)
    lines = [
        f"*{_count_words(total)}*; {coming} of {plural(len(session.practices), 'practice')} will be "
        "there"
    ]
    lines += [
        f"• {name(practice)}: {_count_words(answers)}"
        for practice, answers in count_by_practice(session, invited)[:PRACTICES_SHOWN]
    ]
    if len(session.practices) > PRACTICES_SHOWN:
        lines.append(f"• and {len(session.practices) - PRACTICES_SHOWN} more practices")
    return "\n".join(lines)


def _count_words(answers: Count) -> str:
    if answers == Count():
        return "nobody in Slack yet"
    parts = [f"{answers.yes} yes", f"{answers.no} no"]
    if answers.silent:
        parts.append(f"{answers.silent} not answered")
    return ", ".join(parts)


def _cancel_button(session: PeerSession) -> Block:
    return button(
        ids.SESSION_CANCEL,
        "Cancel this session",
        str(session.id),
        style="danger",
        confirm=confirm(
            "Cancel the session?",
            f"{truncate(session.topic, 80)}: everybody invited gets one message that it will not "
            "take place.",
            "Cancel the session",
            "Keep it",
        ),
        label=f"Cancel the session {session.topic}",
    )


def with_lately(
    message: Message,
    running: Sequence[PeerSession],
    over: Sequence[tuple[PeerSession, bool | None]],
) -> Message:
    """The list with what goes on now above it, and what is just over below."""
    above: list[Block] = []
    if running:
        above = [header("Going on now"), section("\n".join(map(_one_line, running)))]
    below: list[Block] = []
    if over:
        lines = [f"{_one_line(each)}: {_met_words(met)}" for each, met in over[:OVER_SHOWN]]
        below = [header("Lately"), section("\n".join(lines))]
        if len(over) > OVER_SHOWN:
            below.append(context(f"And {len(over) - OVER_SHOWN} more before these."))
    return Message(message.text, (*above, *message.blocks, *below))


def _one_line(session: PeerSession) -> str:
    topic = escape(truncate(session.topic, 80))
    return f"• *{topic}*, {at(session)}, in <#{session.channel}>"


def _met_words(met: bool | None) -> str:
    if met is None:
        return "whether you met is not known yet"
    return "met" if met else "did not meet"


def cancelled_words(session: PeerSession) -> str:
    return f"Cancelled: {title(session)}, {at(session)}. Everybody who might have come is told."
