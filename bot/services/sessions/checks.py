"""What a form must be before it is kept: each refusal says under its field what to do."""

from datetime import date, datetime, timedelta

from bot.blocks import ids
from bot.blocks.text import clock_time
from bot.domain.deeds import Deed, may
from bot.domain.people import Member
from bot.domain.sessions import (
    MEASURE_MAX,
    WHAT_MAX,
    Agreed,
    Invitee,
    PeerSession,
    Proposal,
    Run,
    State,
)
from bot.domain.times import local_day
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.services.screening import refuse_identifiers

FURTHEST = timedelta(days=366)


def check_proposal(
    proposal: Proposal, known: set[str], now: datetime, zone: str, *, finding: bool = False
) -> None:
    """Raises InvalidInput. ``known`` are the ODS codes of the workspace's practices.

    ``finding``: its time is still to be found.
    """
    if not proposal.topic:
        raise InvalidInput("Please say what the session is about.", ids.SESSION_TOPIC)
    refuse_identifiers(proposal.topic, ids.SESSION_TOPIC)
    refuse_identifiers(proposal.place, ids.SESSION_PLACE)
    if not proposal.ods_codes:
        raise InvalidInput("Please choose at least one practice.", ids.SESSION_PRACTICES)
    if not known.issuperset(proposal.ods_codes):
        raise InvalidInput(
            "One of these practices is no longer in the list. Please close this form and begin "
            "again.",
            ids.SESSION_PRACTICES,
        )
    for guest in proposal.guests:
        refuse_identifiers(guest.name, ids.SESSION_GUESTS)
    if not finding:
        check_start(proposal.starts_at, now, zone)


def check_start(starts_at: datetime, now: datetime, zone: str) -> None:
    if local_day(starts_at, zone) < local_day(now, zone):
        raise InvalidInput("This date has passed. Please choose today or later.", ids.SESSION_DATE)
    if starts_at <= now:
        raise InvalidInput(
            f"It is {clock_time(now, zone)} already. Please choose a later time, or another day.",
            ids.SESSION_TIME,
        )
    if starts_at - now > FURTHEST:
        raise InvalidInput(
            "This is more than a year ahead. Please check the year.", ids.SESSION_DATE
        )


def check_somebody_else(invited: tuple[Invitee, ...], lead: str) -> None:
    if all(each.user == lead for each in invited):
        raise InvalidInput(
            "Nobody at these practices is in Slack yet, so there is nobody to invite. Please "
            "choose others as well.",
            ids.SESSION_PRACTICES,
        )


def check_open_for_answers(session: PeerSession, now: datetime) -> None:
    if session.state is State.CANCELLED:
        raise Conflict("This session was cancelled, so there is nothing to answer.")
    if not session.is_open_for_answers(now):
        raise Conflict(
            "This session has begun, so answers are closed. You are welcome all the same: its "
            f"thread is in <#{session.channel}>."
        )


def check_cancellable(session: PeerSession) -> None:
    if session.state is State.CANCELLED:
        raise Conflict("This session was cancelled before: everybody has been told.")
    if session.state is not State.PLANNED:
        raise Conflict("This session has begun, so it can no longer be cancelled.")


def check_changeable(session: PeerSession, now: datetime) -> None:
    if session.state is State.CANCELLED:
        raise Conflict("This session was cancelled, so there is nothing to change.")
    if not session.is_open_for_answers(now):
        raise Conflict("This session has begun, so it can no longer be changed.")


def check_takes_part(
    session: PeerSession, invited: list[Invitee], user: str, member: Member | None
) -> None:
    """Those who were invited may record actions, and whoever may organise sessions."""
    organises = may(member, Deed.SET_UP_SESSION)
    if not organises and user not in {each.user for each in invited}:
        raise NotAllowed(
            "Actions are recorded by the people who were invited to the session. Please ask "
            f"<@{session.lead}> to record it for you."
        )


def check_outcome(words: str | None, instead: Agreed | None, today: date) -> None:
    """What is said about an action that is dropped or changed."""
    refuse_identifiers(words, ids.DROPPED_WHY)
    if instead is None:
        return
    if not instead.what:
        raise InvalidInput("Please say what will be done instead.", ids.CHANGED_WHAT)
    refuse_identifiers(instead.what, ids.CHANGED_WHAT)
    refuse_identifiers(instead.measure, ids.CHANGED_MEASURE)
    if instead.due < today:
        raise InvalidInput("This date has passed. Please choose today or later.", ids.CHANGED_DUE)


def check_may_press(
    session: PeerSession, invited: list[Invitee], user: str, member: Member | None
) -> None:
    """Those who were invited keep a session going, and whoever may organise sessions."""
    organises = may(member, Deed.SET_UP_SESSION)
    if not organises and user not in {each.user for each in invited}:
        raise NotAllowed(
            "These buttons are for the people who were invited to the session. You are welcome to "
            f"read along; if you would like to take part, tell <@{session.lead}>."
        )


def pressed_too_late(session: PeerSession, run: Run) -> str:
    """To who pressed a button that was made for another moment of the session."""
    if run.ended_at is not None:
        return over_already(session)
    return (
        f"Somebody was a moment quicker: we are at “{run.part.phase.title}” now. The message at the "
        "start of the thread shows it in a few seconds."
    )


def over_already(session: PeerSession) -> str:
    return (
        "This session is over, so its clock has stopped. Actions can still be recorded in its thread "
        f"in <#{session.channel}>."
    )


def check_action(agreed: Agreed, today: date) -> None:
    if not agreed.what:
        raise InvalidInput("Please say what will be done.", ids.ACTION_WHAT)
    refuse_identifiers(agreed.what, ids.ACTION_WHAT)
    refuse_identifiers(agreed.measure, ids.ACTION_MEASURE)
    if agreed.due < today:
        raise InvalidInput("This date has passed. Please choose today or later.", ids.ACTION_DUE)


def check_lengths(agreed: Agreed) -> None:
    """What a form's fields see to themselves."""
    if len(agreed.what) > WHAT_MAX:
        raise InvalidInput(f"Please say in at most {WHAT_MAX} characters what will be done.")
    if agreed.measure and len(agreed.measure) > MEASURE_MAX:
        raise InvalidInput(f"Please say the measure in at most {MEASURE_MAX} characters.")
