"""From what a form says to the session that is asked for; each refusal under its field."""

from collections.abc import Sequence
from datetime import datetime

from bot.blocks import ids
from bot.blocks.text import truncate
from bot.domain.calendar import Calendar
from bot.domain.people import Practice
from bot.domain.schedule import NotUnderstood, Once, Repeating, parse
from bot.domain.sessions.choice import Choice
from bot.domain.sessions.formats import (
    GUESTS_MOST,
    SMALL_MOST,
    GuestNotRead,
    fits,
    format_for,
    read_guests,
)
from bot.domain.sessions.model import GUEST_MAX, MATCHED, Format, Guest, Proposal
from bot.domain.sessions.preview import Asked
from bot.domain.sessions.series import first_of, too_often
from bot.domain.times import LocalMoment, local_moment, parse_clock, parse_day
from bot.errors import InvalidInput
from bot.services.screening import refuse_identifiers

PLACES_MOST = 500


def propose(
    choice: Choice,
    lead: str,
    practices: Sequence[Practice],
    now: datetime,
    zone: str,
    calendar: Calendar,
) -> Asked:
    """Raises InvalidInput."""
    codes = chosen_practices(choice, practices)
    format = read_format(choice, codes, len(practices))
    moment = LocalMoment(now) if choice.finding else read_moment(choice, zone)
    pattern = None if choice.finding else read_pattern(choice, moment.at, now, zone)
    if pattern is not None:
        moment = LocalMoment(_first(pattern, calendar, now))
    is_mdt = format is Format.VIRTUAL_MDT
    proposal = Proposal(
        topic=choice.topic,
        ods_codes=codes,
        channel=choice.channel or "",
        starts_at=moment.at,
        minutes=choice.minutes,
        place=choice.place or None,
        snippet_id=choice.snippet_id,
        moved=moment.moved,
        format=format,
        facilitator=choice.facilitator if choice.facilitator != lead else None,
        indicator_key=choice.indicator_key,
        places=read_places(choice.places),
        guests=guests_in(choice.guests) if is_mdt else (),
        guest_users=() if choice.format in MATCHED else choice.guest_users,
    )
    return Asked(proposal, pattern)


def chosen_practices(choice: Choice, practices: Sequence[Practice]) -> tuple[str, ...]:
    if choice.format is Format.LOCALITY:
        return tuple(each.ods_code for each in practices)
    return choice.ods_codes


def read_format(choice: Choice, codes: Sequence[str], known: int) -> Format:
    number = len(codes)
    if choice.format is None:
        return format_for(number, known)
    if not fits(choice.format, number) and number:
        raise InvalidInput(_SIZES[choice.format].format(number=number), ids.SESSION_PRACTICES)
    return choice.format


_OTHERS = (
    "To put practices into groups, use /peer match. To meet with all of these, choose “By how many "
    "practices” as the format."
)
_SIZES = {
    Format.PAIR: f"A pair is two practices, and you chose {{number}}. {_OTHERS}",
    Format.TRIO: f"A trio is three practices, and you chose {{number}}. {_OTHERS}",
    Format.SMALL_GROUP: (
        f"In a small group everybody gets to speak: up to {SMALL_MOST} practices, and you chose "
        f"{{number}}. {_OTHERS}"
    ),
}


def read_moment(choice: Choice, zone: str) -> LocalMoment:
    try:
        day = parse_day(choice.day)
    except ValueError:
        raise InvalidInput("Please choose a date.", ids.SESSION_DATE) from None
    try:
        clock = parse_clock(choice.clock)
    except ValueError:
        raise InvalidInput("Please choose a time.", ids.SESSION_TIME) from None
    return local_moment(day, clock, zone)


def read_places(said: str) -> int | None:
    if not said:
        return None
    number = int(said) if said.isascii() and said.isdecimal() else 0
    if not 2 <= number <= PLACES_MOST:
        raise InvalidInput(
            f"Please write a number from 2 to {PLACES_MOST}, or leave it empty if there is room "
            "for everybody.",
            ids.SESSION_PLACES,
        )
    return number


def guests_in(said: str) -> tuple[Guest, ...]:
    refuse_identifiers(said, ids.SESSION_GUESTS)
    try:
        guests = read_guests(said)
    except GuestNotRead as error:
        raise InvalidInput(
            f"I cannot tell who “{truncate(error.line, 60)}” is. Please write one guest a line: the "
            "name, a comma, and “hospital specialist”, “patient representative” or “neighbouring "
            "body”.",
            ids.SESSION_GUESTS,
        ) from None
    if any(len(each.name) > GUEST_MAX for each in guests):
        raise InvalidInput(f"Please keep each name to {GUEST_MAX} characters.", ids.SESSION_GUESTS)
    if len(guests) > GUESTS_MOST:
        raise InvalidInput(f"Please ask up to {GUESTS_MOST} guests.", ids.SESSION_GUESTS)
    return guests


# ---- again and again


def read_pattern(choice: Choice, first: datetime, now: datetime, zone: str) -> Repeating | None:
    """The rhythm in plain words, counted from the day that was chosen."""
    if not choice.repeats:
        return None
    refuse_identifiers(choice.repeats, ids.SESSION_REPEATS)
    midnight = local_moment(parse_day(choice.day), parse_clock("00:00"), zone).at
    try:
        pattern = parse(choice.repeats, max(now, midnight), zone, usual=parse_clock(choice.clock))
    except NotUnderstood as error:
        raise InvalidInput(str(error), ids.SESSION_REPEATS) from None
    if isinstance(pattern, Once):
        raise InvalidInput(
            "This is one day. Please write it like “every first Tuesday at 13:00” or “monthly”, or "
            "leave it empty for one session.",
            ids.SESSION_REPEATS,
        )
    if too_often(pattern):
        raise InvalidInput(
            "Sessions can come once a week at most. Please write it like “every other Thursday at "
            "13:00” or “monthly”.",
            ids.SESSION_REPEATS,
        )
    return pattern


def _first(pattern: Repeating, calendar: Calendar, now: datetime) -> datetime:
    found = first_of(pattern, calendar, now)
    if not found:
        raise InvalidInput(
            "These words leave no day on which it could be. Please write it like “every first "
            "Tuesday at 13:00” or “monthly”.",
            ids.SESSION_REPEATS,
        )
    return found[0].at
