"""Lists that only their reader sees: sessions to come, and actions still open."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.blocks import ids
from bot.blocks.kit import Element, actions, button, context, divider, header, section
from bot.blocks.sessions.buttons import (
    calendar_button,
    facilitator_button,
    for_session,
    guest_file_button,
    join_button,
)
from bot.blocks.sessions.invitation import waiting_words
from bot.blocks.sessions.messages import at, name, title
from bot.blocks.sessions.series import series_blocks
from bot.blocks.sessions.thread import action_words
from bot.blocks.text import escape, plural, truncate
from bot.domain.delivery import Block, Message
from bot.domain.sessions import (
    COMING,
    Action,
    Answer,
    Count,
    Invitee,
    Listed,
    PeerSession,
    confirmed,
    count,
    count_by_practice,
    practices_coming,
    room,
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
    if session.facilitated_by != session.lead:
        lines[1] += f", facilitated by <@{session.facilitated_by}>"
    if listed.own:
        lines.append(_own_words(session, listed.own, listed.line))
    if listed.invited is not None:
        lines.append(_answers_words(session, listed.invited))
    yield section("\n".join(lines))
    buttons = list(_buttons(listed))
    if buttons:
        yield actions(buttons)


def _buttons(listed: Listed) -> Iterator[Element]:
    """What the reader can do about it: for themselves, then as an organiser."""
    session = listed.session
    if listed.own is None and listed.invited is None:
        yield join_button(session)
    if listed.own and listed.own.answer in COMING:
        yield calendar_button(session)
    if listed.invited is not None:
        yield for_session(ids.SESSION_MOVE, "Move", session)
        yield facilitator_button(session)
        if session.guests:
            yield guest_file_button(session)
        yield for_session(ids.SESSION_CANCEL, "Cancel this session", session, style="danger")


def _own_words(session: PeerSession, own: Invitee, line: int | None) -> str:
    match own.answer:
        case Answer.YES:
            return "You are down as coming."
        case Answer.MAYBE:
            return "You said maybe."
        case Answer.WAITING:
            return waiting_words(session, line)
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
    if session.places is not None:
        free = (
            f"{room(session, invited)} of {plural(session.places, 'place is', 'places are')} free"
        )
        lines[0] += f"; {free}"
    if session.moved_at is not None and total.yes:
        lines.append(
            f"The new time is still fine for {confirmed(session, invited)} of {total.yes}."
        )
    facilitator = next((each for each in invited if each.user == session.facilitated_by), None)
    if facilitator and facilitator.answer is Answer.NO:
        lines.append(f"<@{facilitator.user}> cannot facilitate: please choose somebody else.")
    lines += [
        f"• {name(practice)}: {_practice_words(answers)}"
        for practice, answers in count_by_practice(session, invited)[:PRACTICES_SHOWN]
    ]
    if len(session.practices) > PRACTICES_SHOWN:
        lines.append(f"• and {len(session.practices) - PRACTICES_SHOWN} more practices")
    return "\n".join(lines)


def _practice_words(answers: Count) -> str:
    """A practice whose people cannot come is pointed out: somebody may ask there once more."""
    nobody = answers.no and not answers.yes + answers.maybe + answers.waiting
    return _count_words(answers) + (". Nobody comes from here so far" if nobody else "")


def _count_words(answers: Count) -> str:
    """``4 yes, 2 maybe, 1 no, 3 not answered``."""
    if answers == Count():
        return "nobody in Slack yet"
    parts = [f"{answers.yes} yes"]
    if answers.maybe:
        parts.append(f"{answers.maybe} maybe")
    parts.append(f"{answers.no} no")
    if answers.waiting:
        parts.append(f"{answers.waiting} waiting for a place")
    if answers.silent:
        parts.append(f"{answers.silent} not answered")
    return ", ".join(parts)


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
