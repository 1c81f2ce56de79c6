"""The list of sessions that only its reader sees."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.blocks import ids
from bot.blocks.kit import Element, actions, context, divider, header, section
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
from bot.blocks.text import escape, plural, truncate
from bot.domain.delivery import Block, Message
from bot.domain.sessions import (
    COMING,
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
OVER_SHOWN = 5
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
    if listed.own is None and listed.invited is None and not listed.overseen:
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
    return "You have not answered yet: my Home tab has the buttons, as the invitation does."


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
