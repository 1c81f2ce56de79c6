"""Lists that only their reader sees: sessions to come, and actions still open."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bot.blocks import ids
from bot.blocks.kit import actions, button, confirm, context, divider, header, section
from bot.blocks.sessions.messages import at, name, title
from bot.blocks.sessions.series import series_blocks
from bot.blocks.sessions.thread import action_words
from bot.blocks.text import escape, plural, truncate
from bot.domain.delivery import Block, Message
from bot.domain.sessions import (
    Action,
    Answer,
    Count,
    Invitee,
    Listed,
    PeerSession,
    count,
    count_by_practice,
    practices_coming,
)
from bot.domain.sessions.series import Series

SHOWN = 8
PRACTICES_SHOWN = 12


def render_sessions(
    listed: Sequence[Listed],
    *,
    organises: bool,
    said: str = "",
    series: Sequence[tuple[Series, datetime | None]] = (),
) -> Message:
    """The sessions to come, and what repeats. ``said`` is what just happened."""
    blocks: list[Block] = [section(said)] if said else []
    repeating = tuple(series_blocks(series))
    if not listed:
        words = "No peer session is planned." if organises else "You have no peer session to come."
        words += " `/peer schedule` sets one up." if organises else ""
        return Message(f"{said} {words}".strip(), (*blocks, section(words), *repeating))
    blocks.append(header("Peer sessions to come"))
    for each in listed[:SHOWN]:
        blocks += [*_session_blocks(each), divider()]
    blocks.pop()
    if len(listed) > SHOWN:
        blocks.append(context(f"And {len(listed) - SHOWN} more after these."))
    words = f"{plural(len(listed), 'peer session')} to come."
    return Message(f"{said} {words}".strip(), (*blocks, *repeating))


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


def render_actions(
    open_actions: Sequence[Action], reader: str, today: date, *, organises: bool, said: str = ""
) -> Message:
    """The actions still open, with a button to finish those that the reader may finish."""
    blocks: list[Block] = [section(said)] if said else []
    if not open_actions:
        words = "No actions are open. They are recorded with the button in a session's thread."
        return Message(f"{said} {words}".strip(), (*blocks, section(words)))
    blocks.append(header("Open actions"))
    for each in open_actions[: 2 * SHOWN]:
        may_finish = organises or each.owner == reader
        words = f"{action_words(each)}\nFrom: {escape(truncate(each.topic, 80))}"
        if each.due < today:
            words += ". This date has passed: still going?"
        blocks.append(section(words, accessory=_done_button(each) if may_finish else None))
    if len(open_actions) > 2 * SHOWN:
        blocks.append(context(f"And {len(open_actions) - 2 * SHOWN} more, due later."))
    words = f"{plural(len(open_actions), 'open action')}."
    return Message(f"{said} {words}".strip(), tuple(blocks))


def _done_button(action: Action) -> Block:
    return button(ids.ACTION_DONE, "Done", str(action.id), label=f"Done: {action.what}")


def cancelled_words(session: PeerSession) -> str:
    return f"Cancelled: {title(session)}, {at(session)}. Everybody who might have come is told."


def done_words(action: Action) -> str:
    return f"Done: {escape(action.what)}. Thank you."
