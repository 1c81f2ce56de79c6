"""The thread of a session: what opens it, and the reply for each action recorded."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.blocks import ids
from bot.blocks.kit import actions, button, context, header, section
from bot.blocks.sessions.messages import at, name, names
from bot.blocks.text import clock_time, escape, plural
from bot.domain.delivery import Message
from bot.domain.sessions import (
    GROUND_RULES,
    ROLES,
    Action,
    Count,
    PeerSession,
    TimedPhase,
    agenda,
    timed,
)

LATE = timedelta(minutes=5)  # from then on the agenda's times move
EARLIER_SHOWN = 10


def date_words(day: date) -> str:
    """``Tue 24 Nov 2026``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def render_opening(
    session: PeerSession,
    coming: Count,
    earlier: Sequence[Action],
    now: datetime,
    *,
    lead_is_here: bool,
) -> Message:
    """The first message of the thread: rules, roles, last time's actions, agenda, and the button."""
    late = now - session.starts_at >= LATE
    begins = now if late else session.starts_at
    phases = timed(agenda(session.minutes, with_earlier_actions=bool(earlier)), begins)
    blocks = [
        header(f"Peer session: {session.topic}"),
        section(" ".join(_welcome(session, coming, late=late, lead_is_here=lead_is_here))),
        section("*Ground rules*\n" + _bullets(GROUND_RULES)),
        section(
            "*Roles:* reply here with the one that you take.\n"
            + _bullets(f"*{role}* {does}" for role, does in ROLES)
        ),
    ]
    if earlier:
        blocks.append(section(f"*Open actions from last time*\n{_earlier(earlier)}"))
    blocks += [
        section("*Agenda*\n" + "\n".join(_phase_line(each, session.zone) for each in phases)),
        actions([button(ids.ACTION_NEW, "Record an action", str(session.id), style="primary")]),
        context("Please reply in this thread, so that it all stays together."),
    ]
    return Message(
        f"The peer session on {escape(session.topic)} ({at(session)}) begins. In this thread: "
        f"ground rules, roles, an agenda of {session.minutes} minutes, and a button to record an "
        "action.",
        tuple(blocks),
    )


def _welcome(
    session: PeerSession, coming: Count, *, late: bool, lead_is_here: bool
) -> Iterable[str]:
    yield "*It is time.*"
    if late:
        yield "This opens later than planned: I am sorry. The times below start from now."
    yield f"We have {session.minutes} minutes"
    yield f"({escape(session.place)})." if session.place else "in this thread."
    if lead_is_here:
        yield f"<@{session.lead}> leads."
    else:
        yield f"<@{session.lead}>, who set this up, cannot lead: please choose a chair first."
    if coming.yes:
        yield f"{plural(coming.yes, 'person', 'people')} said yes."
    else:
        yield "Nobody has said yes yet: whoever is here can begin, and two people are enough."
    yield f"Invited: {names(session.practices)}."


def _earlier(actions_then: Sequence[Action]) -> str:
    lines = [action_words(each) for each in actions_then[:EARLIER_SHOWN]]
    if len(actions_then) > EARLIER_SHOWN:
        lines.append(f"and {len(actions_then) - EARLIER_SHOWN} more: see `/peer actions`")
    return _bullets(lines)


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _phase_line(timed_phase: TimedPhase, zone: str) -> str:
    phase = timed_phase.phase
    begins = clock_time(timed_phase.begins, zone)
    return f"{begins} *{phase.title}*, {plural(phase.minutes, 'minute')}: {phase.says}"


# ---- actions


def action_words(action: Action) -> str:
    """``Send the audit to all — owner @Ann, Ash Surgery, by Tue 1 Dec 2026``."""
    owner = f"<@{action.owner}>"
    if action.practice:
        owner += f", {name(action.practice)}"
    return f"{escape(action.what)} — owner {owner}, by {date_words(action.due)}"


def render_action(action: Action) -> Message:
    """The reply in the thread that says what was agreed."""
    return Message(
        f"Action: {action_words(action)}", (section(f"*Action:* {action_words(action)}"),)
    )
