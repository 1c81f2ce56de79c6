"""Which messages follow from what happens to a session, and the keys that make each of them once."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.blocks.sessions import invitation, messages, points, thread
from bot.domain.delivery import DirectMessage, Message, Outgoing, Post, Reply, Update, Wave
from bot.domain.sessions import (
    COMING,
    REMINDERS,
    SNIPPET_SHOWN,
    Action,
    Answer,
    Invitee,
    PeerSession,
    Standing,
    count,
    place_in_line,
    practices_coming,
    queue,
    snippet_key,
)

THREAD = "thread"
ANNOUNCEMENT = "announcement"
INVITATION = "invitation"
STATE = ":state"  # behind the key of a message: of its update


def key(session_id: int, *parts: object) -> str:
    """``session:12:invitation:U1``."""
    return ":".join(["session", str(session_id), *map(str, parts)])


def announcement(session: PeerSession) -> Post:
    return Post(
        key(session.id, ANNOUNCEMENT),
        session.channel,
        messages.render_announcement(session),
        until=session.starts_at,
        owner=session.lead,
        about=f"the announcement of {named(session)}",
    )


def invitations(session: PeerSession, invited: Sequence[Invitee]) -> Iterator[Outgoing]:
    """For everybody but the lead, in their working hours; of no use once it has begun.

    Where a vote found the time, they have answered already.
    """
    about, waiting = about_invitation(session), queue(invited)
    for each in invited:
        if each.user != session.lead:
            yield DirectMessage(
                invitation_key(session.id, each.user),
                each.user,
                invitation.render_invitation(
                    session,
                    each.answer,
                    standing=Standing(
                        line=place_in_line(waiting, each.user),
                        facilitates=each.user == session.facilitator,
                    ),
                ),
                unasked=each.answer not in COMING,  # who said already that they come has asked
                until=session.starts_at,
                owner=session.lead,
                about=about,
            )


def about_invitation(session: PeerSession) -> str:
    return f"the invitation to {named(session)} on {messages.at(session)}"


def wave(session: PeerSession) -> Wave:
    return Wave(key(session.id, INVITATION), f"Invitations to {named(session)}", session.lead)


def for_lead(session: PeerSession, invited: Sequence[Invitee], note: str) -> Iterator[Outgoing]:
    """The lead's own invitation, and what was done with the form."""
    for each in invited:
        if each.user == session.lead:
            message = invitation.render_invitation(session, each.answer, leads=True, note=note)
            yield DirectMessage(invitation_key(session.id, each.user), each.user, message)


def invitation_key(session_id: int, user: str) -> str:
    return key(session_id, INVITATION, user)


def named(session: PeerSession) -> str:
    return f"the peer session on {session.topic}"


def on_reminder(
    session: PeerSession, invited: Sequence[Invitee], before: timedelta, now: datetime
) -> Iterator[Outgoing]:
    """One for everybody who said yes or maybe; the lead hears how many others did."""
    others = [each for each in invited if each.user != session.lead]
    coming = messages.coming_words(count(others), practices_coming(session, others))
    for each in invited:
        if each.answer in COMING:
            yield DirectMessage(
                reminder_key(session, before, each.user),
                each.user,
                messages.render_reminder(
                    session,
                    now,
                    coming if each.user == session.lead else None,
                    each.answer or Answer.YES,
                ),
                until=session.starts_at,
            )


def reminder_key(session: PeerSession, before: timedelta, user: str) -> str:
    """Each change of the session begins them anew."""
    anew = [f"v{session.sequence}"] if session.sequence else []
    return key(session.id, "reminder", int(before.total_seconds()), *anew, user)


def reminder_keys(session: PeerSession, invited: Sequence[Invitee]) -> list[str]:
    return [reminder_key(session, before, each.user) for each in invited for before in REMINDERS]


def on_start(session: PeerSession, board: Message, figures: Message | None) -> Iterator[Outgoing]:
    """The thread, and in it the figures that the session is about."""
    yield Post(
        key(session.id, THREAD),
        session.channel,
        board,
        owner=session.lead,
        about=f"the thread of {named(session)}",
    )
    if figures:
        yield Reply(
            snippet_key(session.id),
            key(session.id, THREAD),
            figures,
            owner=session.lead,
            about=f"the figures for {named(session)}",
        )


def may_be_withdrawn(session: PeerSession, invited: Sequence[Invitee]) -> list[str]:
    """The keys of what is of no use when it has not gone out before the session is cancelled."""
    return [
        key(session.id, ANNOUNCEMENT),
        *(invitation_key(session.id, each.user) for each in invited),
    ]


def on_cancel(
    session: PeerSession, invited: Sequence[Invitee], by: str, withdrawn: set[str]
) -> Iterator[Outgoing]:
    """One message to those who might have come; announcement and invitations say it too.

    Who was not invited yet (``withdrawn``) hears nothing at all.
    """
    told = messages.render_cancelled(session, by)
    called_off = messages.render_called_off(session, by)
    for each in invited:
        sent = invitation_key(session.id, each.user)
        if sent in withdrawn:
            continue
        yield Update(f"{sent}:state", sent, called_off)
        if each.answer is not Answer.NO and each.user != by:
            yield DirectMessage(key(session.id, "cancelled", each.user), each.user, told)
    announcement = key(session.id, ANNOUNCEMENT)
    if announcement not in withdrawn:
        yield Update(f"{announcement}:state", announcement, called_off)


def question(session: PeerSession, to: str, words: str, mark: str) -> Outgoing:
    """Without an owner: who would be told that it did not arrive is who asked."""
    return DirectMessage(
        key(session.id, "question", mark),
        to,
        points.render_question(session, words, mark),
        about=f"a question without a name in {named(session)}",
    )


def shared_question(session: PeerSession, words: str, mark: str, by: str) -> Outgoing:
    return Reply(
        key(session.id, "question", mark, "shared"),
        key(session.id, THREAD),
        points.render_question_in_thread(words),
        owner=by,
        about=f"a question without a name in {named(session)}",
    )


def action_key(action: Action) -> str:
    """Of the reply that says it."""
    return key(action.session_id, "action", action.id)


def on_action(action: Action, by: str) -> Outgoing:
    return Reply(
        action_key(action),
        key(action.session_id, THREAD),
        thread.render_action(action),
        owner=by,
        about=f"the action “{action.what}”",
    )


def again_key(session_id: int) -> str:
    """Of the message with its newer figures: it ends as all messages with figures do."""
    return f"{key(session_id, 'again')}{SNIPPET_SHOWN}"


def nudge_prefix(action: Action) -> str:
    """How the keys of the nudges about an action begin; the day follows."""
    return f"{key(action.session_id, 'action', action.id, 'nudge')}:"
