"""The calendar file of a session (RFC 5545, 5546), as Outlook, Google and Apple take it.

Why ``REQUEST`` and not ``PUBLISH``: Outlook brings an entry up to date, or takes it out, only by a
request or a cancellation that has an organiser; a published one it adds a second time. Who opens the
file is asked for no answer: it is given in Slack. So the organiser is an address that cannot get
mail (``.invalid``, RFC 2606), nobody's reply is wanted (``RSVP=FALSE``), and calendar servers are
told to send none (``SCHEDULE-AGENT=NONE``, RFC 6638). The one attendee that a request must have is
the group, as when somebody invites a distribution list; people's addresses are not known here.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.blocks.sessions.rules import calendar_lines
from bot.blocks.sessions.timezone import time_zone
from bot.domain.sessions import PeerSession

if TYPE_CHECKING:
    from icalendar import Alarm, Event, vCalAddress

PRODUCT = "-//Peerbot//Peer sessions//EN"
ORGANISER = "mailto:peer-sessions@peerbot.invalid"
GROUP = "mailto:group@peerbot.invalid"
ALARM = timedelta(minutes=15)
ABOUT = (
    "Practices look at their figures together and learn from each other. This is not performance "
    "management. Please bring no patient details."
)


class Method(StrEnum):
    REQUEST = "REQUEST"  # a new entry, or the new state of one
    CANCEL = "CANCEL"


def calendar_file(
    session: PeerSession,
    now: datetime,
    *,
    method: Method = Method.REQUEST,
    body: str = "Peerbot",
    channel: str | None = None,
    tentative: bool = False,
    for_guests: bool = False,
    rules: Sequence[str] = (),
) -> bytes:
    """The session as a file to be opened.

    ``body`` is who invites. ``channel`` is the name of the one where the thread opens. ``tentative``:
    the reader said maybe. ``for_guests`` leaves out what only the workspace can open, and
    has the ground ``rules`` in it.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", str(method))
    starts_at, ends_at = times(session)
    if starts_at.tzinfo is not UTC:
        calendar.add_component(time_zone(session.zone, session.starts_at))
    event = _event(session, now, method, body, tentative=tentative)
    event.add("dtstart", starts_at)
    event.add("dtend", ends_at)
    event.add("description", _description(session, channel, rules, for_guests=for_guests))
    location = _location(session, channel, for_guests=for_guests)
    if location:
        event.add("location", location)
    calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


def times(session: PeerSession) -> tuple[datetime, datetime]:
    """Start and end on the zone's own clock.

    In UTC where one of them falls into the hour that comes twice: by that clock alone the second is
    taken for the first (RFC 5545, 3.3.5), and readers differ.
    """
    zone = ZoneInfo(session.zone)
    ends_at = session.starts_at + timedelta(minutes=session.minutes)
    local = session.starts_at.astimezone(zone), ends_at.astimezone(zone)
    if any(_comes_twice(each) for each in local):
        return session.starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    return local


def _comes_twice(local: datetime) -> bool:
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()


def _event(
    session: PeerSession, now: datetime, method: Method, body: str, *, tentative: bool
) -> "Event":
    from icalendar import Event

    cancelled = method is Method.CANCEL
    event = Event()
    event.add("uid", session.uid)
    event.add("sequence", session.sequence)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", f"Peer session: {one_line(session.topic)}")
    event.add(
        "organizer",
        _address(ORGANISER, one_line(body.replace('"', "'")), {"SCHEDULE-AGENT": "NONE"}),
    )
    event.add("attendee", _address(GROUP, "Everybody invited", _GROUP))
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    if not cancelled:
        event.add("x-microsoft-cdo-busystatus", "TENTATIVE" if tentative else "BUSY")
        event.add_component(_alarm(session))
    return event


_GROUP = {
    "CUTYPE": "GROUP",
    "ROLE": "REQ-PARTICIPANT",
    "PARTSTAT": "ACCEPTED",
    "RSVP": "FALSE",
}


def _address(address: str, name: str, parameters: dict[str, str]) -> "vCalAddress":
    from icalendar import vCalAddress

    made = vCalAddress(address)
    made.params["CN"] = name
    for parameter, value in parameters.items():
        made.params[parameter] = value
    return made


def _alarm(session: PeerSession) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"Peer session: {one_line(session.topic)}")
    alarm.add("trigger", -ALARM)
    return alarm


def one_line(words: str) -> str:
    """Without line breaks and control characters, which names and titles have no room for."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())


def _description(
    session: PeerSession, channel: str | None, rules: Sequence[str], *, for_guests: bool
) -> str:
    lines = [ABOUT]
    if session.place:
        lines.append(f"Where: {session.place}")
    if for_guests and rules:
        lines += calendar_lines(rules)
    if not for_guests:
        there = f"#{channel}" if channel else "the session's channel"
        lines += [
            f"In Slack: a thread in {there} opens by itself at the start.",
            "To change your answer, use the invitation that Peerbot sent you in Slack.",
        ]
    return "\n".join(lines)


def _location(session: PeerSession, channel: str | None, *, for_guests: bool) -> str | None:
    if session.place:
        return one_line(session.place)
    if for_guests:
        return None
    return f"Slack: #{channel}" if channel else "Slack"
