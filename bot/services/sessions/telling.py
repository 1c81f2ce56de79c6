"""Which messages follow when people answer, drop out, get a place, or a session is changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
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
    queue,
    room,
)
from bot.services.sessions.outgoing import ANNOUNCEMENT, invitation_key, key

STATE = ":state"  # behind a message's key: of the update that brings it up to date


def _standing(session: PeerSession, own: Invitee, line: int | None, full: bool) -> Standing:
    return Standing(
        line=line,
        full=full,
        instead_of=own.invited_by,
        has_file=own.calendar_sequence is not None,
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
    line, full = place_in_line(invited, own.user), room(session, invited) == 0
    stands = replace(_standing(session, own, line, full), may_ask=may_ask, asked=asked)
    return invitation.render_invitation(
        session, own.answer, leads=session.lead == own.user, standing=stands
    )


def brought_up_to_date(
    session: PeerSession, invited: Sequence[Invitee], people: Iterable[Invitee]
) -> Iterator[Outgoing]:
    """Their invitations, wherever these are, say how it stands; what is the same is said once."""
    lines = {each.user: number for number, each in enumerate(queue(invited), start=1)}
    full = room(session, invited) == 0
    said: dict[tuple[Answer | None, bool, Standing], Message] = {}
    for each in people:
        stands = _standing(session, each, lines.get(each.user), full)
        which = each.answer, each.user == session.lead, stands
        if which not in said:
            said[which] = invitation.render_invitation(
                session, each.answer, leads=which[1], standing=stands
            )
        yield update_of(session, each.user, said[which])


def update_of(session: PeerSession, user: str, message: Message) -> Update:
    """Of somebody's invitation, where it is in Slack."""
    sent = invitation_key(session.id, user)
    return Update(f"{sent}{STATE}", sent, message)


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


def on_leaving(
    session: PeerSession, who: str, tell: Iterable[str], instead: int
) -> Iterator[Outgoing]:
    """Somebody who was to come has left; ``instead`` is how many of those who waited come now."""
    told = changes.render_left(session, who, instead)
    for each in tell:
        yield DirectMessage(key(session.id, "left", who, each), each, told, until=session.starts_at)


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
    said = {
        (answer, has_file): changes.render_moved(changed, answer, has_file=has_file)
        for answer in (None, *Answer)
        for has_file in (True, False)
    }
    for each in reached:
        if each.answer is not Answer.NO and each.user != changed.by:
            yield DirectMessage(
                key(after.id, "moved", after.sequence, each.user),
                each.user,
                said[each.answer, each.calendar_sequence is not None],
                until=after.starts_at,
            )
