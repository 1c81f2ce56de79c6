"""Who has a place where a session has room for so many: the others wait in line, first come first served.

A place is kept for the facilitator, the lead and each guest until they say no, so they never wait.
"""

from collections.abc import Iterable, Sequence

from bot.domain.sessions.model import Answer, Invitee, PeerSession


def keeps_a_place(session: PeerSession, invitee: Invitee) -> bool:
    """Whether there is always room for them."""
    return invitee.guest or invitee.user in (session.facilitated_by, session.lead)


def taken(session: PeerSession, invited: Iterable[Invitee]) -> int:
    """Places that are taken, or kept for somebody; guests outside the workspace have theirs too."""
    kept = sum(
        each.answer is Answer.YES or (keeps_a_place(session, each) and each.answer is not Answer.NO)
        for each in invited
    )
    return kept + len(session.guests)


def room(session: PeerSession, invited: Iterable[Invitee]) -> int | None:
    """How many more can come; None: as many as like to."""
    if session.places is None:
        return None
    return max(0, session.places - taken(session, invited))


def queue(invited: Iterable[Invitee]) -> tuple[Invitee, ...]:
    """Who waits for a place, the first in line first."""
    waiting = [each for each in invited if each.answer is Answer.WAITING]
    return tuple(sorted(waiting, key=_since))


def _since(invitee: Invitee) -> tuple[bool, float, str]:
    since = invitee.answered_at
    return since is None, since.timestamp() if since else 0.0, invitee.user


def place_in_line(invited: Iterable[Invitee], user: str) -> int | None:
    """1 for whoever comes next; None if they do not wait."""
    waiting = [each.user for each in queue(invited)]
    return waiting.index(user) + 1 if user in waiting else None


def what_a_yes_means(session: PeerSession, invited: Sequence[Invitee], invitee: Invitee) -> Answer:
    """YES, or WAITING where all places are taken. Who has a place or waits stays as they are."""
    if invitee.answer in (Answer.YES, Answer.WAITING):
        return invitee.answer
    if keeps_a_place(session, invitee):
        return Answer.YES
    left = room(session, invited)
    return Answer.YES if left is None or left > 0 else Answer.WAITING


def next_in_line(session: PeerSession, invited: Sequence[Invitee]) -> tuple[Invitee, ...]:
    """Those who wait and for whom there is a place now."""
    waiting = queue(invited)
    left = room(session, invited)
    if left is None:
        return waiting
    own = [each for each in waiting if keeps_a_place(session, each)]  # theirs are counted already
    others = [each for each in waiting if not keeps_a_place(session, each)]
    return (*own, *others[:left])


def colleagues(
    own: Invitee, members_there: Iterable[str], invited: Iterable[Invitee]
) -> tuple[str, ...]:
    """Whom somebody may ask in their place: the others of their practice who are not coming anyway."""
    settled = {
        each.user for each in invited if each.answer in (Answer.YES, Answer.MAYBE, Answer.WAITING)
    }
    return tuple(sorted(set(members_there) - settled - {own.user}))
