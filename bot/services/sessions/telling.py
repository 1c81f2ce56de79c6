"""Which messages follow when people answer, drop out, get a place, or a session is changed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from bot.blocks.sessions import changes, invitation, messages
from bot.domain.delivery import DirectMessage, Message, Outgoing, Update
from bot.domain.sessions import (
    Answer,
    Changed,
    Invitee,
    PeerSession,
    Standing,
    place_in_line,
    room,
)
from bot.services.sessions.outgoing import ANNOUNCEMENT, invitation_key, key

STATE = ":state"  # behind a message's key: of the update that brings it up to date


def standing(
    session: PeerSession,
    invited: Sequence[Invitee],
    own: Invitee,
    *,
    may_ask: bool = False,
    asked: tuple[str, ...] = (),
) -> Standing:
    return Standing(
        line=place_in_line(invited, own.user),
        full=room(session, invited) == 0,
        instead_of=own.invited_by,
        has_file=own.calendar_sequence is not None,
        may_ask=may_ask,
        asked=asked,
        facilitates=own.user == session.facilitator,
    )


def invitation_of(
    session: PeerSession,
    invited: Sequence[Invitee],
    own: Invitee,
    *,
    may_ask: bool = False,
    asked: tuple[str, ...] = (),
) -> Message:
    """Somebody's invitation as it is now."""
    return invitation.render_invitation(
        session,
        own.answer,
        leads=session.lead == own.user,
        standing=standing(session, invited, own, may_ask=may_ask, asked=asked),
    )


def brought_up_to_date(
    session: PeerSession, invited: Sequence[Invitee], people: Iterable[Invitee]
) -> Iterator[Outgoing]:
    """Their invitations, wherever these are, say how it stands."""
    for each in people:
        sent = invitation_key(session.id, each.user)
        yield Update(f"{sent}{STATE}", sent, invitation_of(session, invited, each))


def announcement_now(session: PeerSession) -> Outgoing:
    sent = key(session.id, ANNOUNCEMENT)
    return Update(f"{sent}{STATE}", sent, messages.render_announcement(session))


def on_place(session: PeerSession, lucky: Iterable[Invitee]) -> Iterator[Outgoing]:
    """Each hears it once for each time that they waited."""
    told = changes.render_place(session)
    for each in lucky:
        since = each.answered_at.timestamp() if each.answered_at else 0
        yield DirectMessage(
            key(session.id, "place", each.user, int(since * 1000)),
            each.user,
            told,
            until=session.starts_at,
        )


def on_joining(session: PeerSession, invited: Sequence[Invitee], own: Invitee) -> Outgoing:
    """Their own invitation, which they asked for."""
    return DirectMessage(
        invitation_key(session.id, own.user),
        own.user,
        invitation_of(session, invited, own),
        until=session.starts_at,
    )


def on_asking_colleagues(
    session: PeerSession,
    invited: Sequence[Invitee],
    colleagues: Iterable[str],
    new: set[str],
    by: str,
) -> Iterator[Outgoing]:
    """Nobody hears it twice, whoever asks; who had no invitation gets theirs."""
    people = {each.user: each for each in invited}
    told = changes.render_instead(session, by)
    about = f"a free place at the peer session on {session.topic}, {messages.at(session)}"
    for user in colleagues:
        first = user in new
        yield DirectMessage(
            invitation_key(session.id, user) if first else key(session.id, "instead", user),
            user,
            invitation_of(session, invited, people[user]) if first else told,
            unasked=True,
            until=session.starts_at,
            about=about,
        )


# ---- who facilitates


def on_facilitator_out(
    session: PeerSession, who: str, tell: Iterable[str], now: datetime
) -> Iterator[Outgoing]:
    told = changes.render_facilitator_out(session, who)
    for each in tell:
        yield DirectMessage(
            key(session.id, "facilitator-out", who, int(now.timestamp()), each),
            each,
            told,
            until=session.starts_at,
        )


def on_facilitator(session: PeerSession, by: str, now: datetime) -> Iterator[Outgoing]:
    who = session.facilitated_by
    if who != by:
        yield DirectMessage(
            key(session.id, "facilitator", who, int(now.timestamp())),
            who,
            changes.render_asked_to_facilitate(session, by),
            until=session.starts_at,
        )


# ---- changed


def on_change(changed: Changed, reached: Sequence[Invitee]) -> Iterator[Outgoing]:
    """One message to each who might come, but not to whoever did it."""
    after = changed.after
    for each in reached:
        if each.answer is not Answer.NO and each.user != changed.by:
            yield DirectMessage(
                key(after.id, "moved", after.sequence, each.user),
                each.user,
                changes.render_moved(
                    changed, each.answer, has_file=each.calendar_sequence is not None
                ),
                until=after.starts_at,
            )
