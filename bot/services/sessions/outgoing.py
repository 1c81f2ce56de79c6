"""Which messages follow from what happens to a session, and the keys that make each of them once."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.blocks.sessions import messages, thread
from bot.domain.delivery import DirectMessage, Message, Outgoing, Post, Reply, Update
from bot.domain.sessions import (
    Action,
    Answer,
    Invitee,
    PeerSession,
    count,
    empty_practices,
    practices_coming,
)

THREAD = "thread"
SNIPPET = "snippet"
UNOPENED = "unopened"
ANNOUNCEMENT = "announcement"
TOLD = ":told"  # behind the key of a post: of the message that says it did not arrive


def key(session_id: int, *parts: object) -> str:
    """``session:12:invitation:U1``."""
    return ":".join(["session", str(session_id), *map(str, parts)])


def announced(key: str) -> int | None:
    """The session whose announcement has that key; None for any other message's key."""
    _, session_id, what, *more = key.split(":")
    return int(session_id) if what == ANNOUNCEMENT and not more else None


def on_set_up(
    session: PeerSession, invited: Sequence[Invitee], *, moved: bool
) -> Iterator[Outgoing]:
    """The announcement, an invitation for everybody, and for the lead what was done."""
    yield Post(
        key(session.id, ANNOUNCEMENT), session.channel, messages.render_announcement(session)
    )
    others = len(invited) - 1
    note = messages.set_up_note(session, others, empty_practices(session, invited), moved=moved)
    asked = messages.render_invitation(session, None)
    for each in invited:
        leads = each.user == session.lead
        yield DirectMessage(
            key(session.id, "invitation", each.user),
            each.user,
            messages.render_invitation(session, each.answer, leads=True, note=note)
            if leads
            else asked,
        )


def on_reminder(
    session: PeerSession, invited: Sequence[Invitee], before: timedelta, now: datetime
) -> Iterator[Outgoing]:
    """One for everybody who said yes; the lead hears how many others did."""
    others = [each for each in invited if each.user != session.lead]
    coming = messages.coming_words(count(others), practices_coming(session, others))
    for each in invited:
        if each.answer is Answer.YES:
            yield DirectMessage(
                key(session.id, "reminder", int(before.total_seconds()), each.user),
                each.user,
                messages.render_reminder(
                    session, now, coming if each.user == session.lead else None
                ),
            )


def on_start(
    session: PeerSession,
    invited: Sequence[Invitee],
    earlier: Sequence[Action],
    figures: Message | None,
    now: datetime,
    *,
    lead_is_member: bool,
) -> Iterator[Outgoing]:
    """The thread, and in it the figures that the session is about."""
    others = [each for each in invited if each.user != session.lead]
    lead_comes = any(each.user == session.lead and each.answer is Answer.YES for each in invited)
    yield Post(
        key(session.id, THREAD),
        session.channel,
        thread.render_opening(
            session,
            count(others),
            earlier,
            now,
            lead_is_here=lead_is_member and lead_comes,
        ),
    )
    if figures:
        yield Reply(key(session.id, SNIPPET), key(session.id, THREAD), figures)


def on_cancel(session: PeerSession, invited: Sequence[Invitee], by: str) -> Iterator[Outgoing]:
    """One message to those who might have come; announcement and invitations say it too."""
    told = messages.render_cancelled(session, by)
    called_off = messages.render_called_off(session, by)
    for each in invited:
        invitation = key(session.id, "invitation", each.user)
        yield Update(f"{invitation}:state", invitation, called_off)
        if each.answer is not Answer.NO and each.user != by:
            yield DirectMessage(key(session.id, "cancelled", each.user), each.user, told)
    announcement = key(session.id, ANNOUNCEMENT)
    yield Update(f"{announcement}:state", announcement, called_off)


def on_action(action: Action) -> Outgoing:
    return Reply(
        key(action.session_id, "action", action.id),
        key(action.session_id, THREAD),
        thread.render_action(action),
    )


def on_unannounced(session: PeerSession, *, known: bool) -> Outgoing:
    return DirectMessage(
        key(session.id, ANNOUNCEMENT) + TOLD,
        session.lead,
        messages.render_unannounced(session, known=known),
    )


def on_unopened(session: PeerSession, *, known: bool) -> Outgoing:
    """``known``: Slack refused it; else it did not say whether it opened."""
    return DirectMessage(
        key(session.id, UNOPENED), session.lead, messages.render_thread_failed(session, known=known)
    )
