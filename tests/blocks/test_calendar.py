"""The calendar file, read by two other parsers and by the lines themselves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks.sessions.calendar import GROUP, ORGANISER, Method, calendar_file
from bot.blocks.sessions.timezone import changes, time_zone
from bot.domain.sessions import Guest, GuestKind, PeerSession, State
from tests.support.people import PRACTICES

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
START = datetime(2026, 12, 1, 13, tzinfo=UTC)
LONDON = "Europe/London"
SESSION = PeerSession(
    id=12,
    topic="Antibiotics",
    channel="C1",
    lead="U9",
    starts_at=START,
    zone=LONDON,
    minutes=45,
    place="Room 2, The Library",
    snippet_id=None,
    state=State.PLANNED,
    practices=PRACTICES[:2],
    uid="abc123@peerbot",
    sequence=3,
    guests=(Guest("Prof Green", GuestKind.SPECIALIST),),
)
ZONES = (LONDON, "Europe/Dublin", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC")
UNEVEN = "Africa/Casablanca"  # whose clock changes follow no rule of our calendar


def made(**changes: Any) -> bytes:
    options = {
        name: changes.pop(name)
        for name in ("method", "body", "channel", "tentative", "for_guests")
        if name in changes
    }
    return calendar_file(replace(SESSION, **changes), NOW, **options)


def event_of(content: bytes) -> Any:
    (event,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return event


def read_by_another(content: bytes) -> Any:
    """As vobject reads it: it takes the file's own time zone, not the machine's."""
    calendar = vobject.readOne(content.decode())
    calendar.validate(raiseException=True)
    return calendar


def check_lines(content: bytes) -> None:
    """RFC 5545, 3.1: CRLF, at most 75 octets, no character cut in two, UTF-8 without a mark."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    begun: list[bytes] = []
    for line in content.replace(b"\r\n ", b"").split(b"\r\n"):
        assert not line or b":" in line
        if line.startswith(b"BEGIN:"):
            begun.append(line[6:])
        if line.startswith(b"END:"):
            assert begun.pop() == line[4:]
    assert begun == []


# ---- what is in it


def test_two_parsers_read_the_same() -> None:
    content = made(body="Manchester CCG", channel="all-practices")
    check_lines(content)
    ours, theirs = event_of(content), read_by_another(content)
    assert theirs.method.value == "REQUEST"
    event = theirs.vevent
    assert str(ours["UID"]) == event.uid.value == "abc123@peerbot"
    assert ours["SEQUENCE"] == int(event.sequence.value) == 3
    assert str(ours["SUMMARY"]) == event.summary.value == "Peer session: Antibiotics"
    assert str(ours["LOCATION"]) == event.location.value == "Room 2, The Library"
    assert ours["DTSTART"].dt == event.dtstart.value == START
    assert ours["DTEND"].dt == event.dtend.value == START + timedelta(minutes=45)
    assert ours["DTSTAMP"].dt == event.dtstamp.value == NOW
    assert str(ours["STATUS"]) == event.status.value == "CONFIRMED"
    assert str(ours["TRANSP"]) == event.transp.value == "OPAQUE"
    assert "#all-practices" in event.description.value
    assert event.valarm.trigger.value == timedelta(minutes=-15)
    assert event.valarm.action.value == "DISPLAY"


def test_it_has_an_organiser_who_gets_no_mail_and_asks_for_no_answer() -> None:
    event = event_of(made(body="Manchester CCG"))
    assert str(event["ORGANIZER"]) == ORGANISER
    assert str(event["ATTENDEE"]) == GROUP
    for address in (ORGANISER, GROUP):
        assert address.endswith(".invalid")  # RFC 2606: never anybody's
    assert event["ORGANIZER"].params["SCHEDULE-AGENT"] == "NONE"
    assert event["ORGANIZER"].params["CN"] == "Manchester CCG"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"


def test_no_practice_and_no_guest_is_named() -> None:
    content = made(channel="all").replace(b"\r\n ", b"")
    for words in (*(each.name for each in PRACTICES), "Prof Green", "U9", "C1"):
        assert words.encode() not in content


def test_a_cancellation_takes_the_same_entry_out() -> None:
    content = made(method=Method.CANCEL, state=State.CANCELLED, sequence=4)
    check_lines(content)
    event = read_by_another(content)
    assert event.method.value == "CANCEL"
    assert event.vevent.uid.value == "abc123@peerbot"
    assert int(event.vevent.sequence.value) == 4
    assert event.vevent.status.value == "CANCELLED"
    assert event.vevent.transp.value == "TRANSPARENT"
    assert not hasattr(event.vevent, "valarm")


def test_a_maybe_is_shown_as_such_in_the_readers_calendar() -> None:
    assert str(event_of(made(tentative=True))["X-MICROSOFT-CDO-BUSYSTATUS"]) == "TENTATIVE"
    assert str(event_of(made())["X-MICROSOFT-CDO-BUSYSTATUS"]) == "BUSY"


def test_guests_read_nothing_of_slack() -> None:
    for place in ("https://meet.example/x", None):
        content = made(for_guests=True, place=place, channel="all")
        check_lines(content)
        assert b"Slack" not in content
        assert ("LOCATION" in event_of(content)) is (place is not None)


@pytest.mark.parametrize(
    "topic",
    [
        "Antibiotics, falls; and more",
        "Back\\slash \\n and \\, so on",
        "First line\nsecond line\r\nthird",
        "🩺 héart faïlure 中文 " * 6,
        'With "quotes" and : colons',
        "A;B:C,D\ttab\x07bell",
        "x" * 150,
    ],
)
def test_whatever_was_typed_comes_out_as_it_was(topic: str) -> None:
    content = made(topic=topic, place=topic, body=topic, channel="all")
    check_lines(content)
    ours, theirs = event_of(content), read_by_another(content).vevent
    as_one_line = " ".join("".join(c if c.isprintable() else " " for c in topic).split())
    assert str(ours["SUMMARY"]) == theirs.summary.value == f"Peer session: {as_one_line}"
    assert str(ours["LOCATION"]) == theirs.location.value == as_one_line


@given(st.text(max_size=150), st.text(max_size=300))
def test_any_words_make_a_file_that_reads(topic: str, place: str) -> None:
    content = made(topic=topic, place=place, body=place)
    check_lines(content)
    assert event_of(content)["DTSTART"].dt == START
    assert read_by_another(content).vevent.dtstart.value == START


# ---- clocks


@pytest.mark.parametrize("zone", [*ZONES, UNEVEN])
@pytest.mark.parametrize("year", range(2026, 2031))
def test_a_reader_without_time_zones_of_its_own_finds_the_moment(zone: str, year: int) -> None:
    """Through the year, and around each clock change, by the file's own rules."""
    around = [
        (each.local - each.before).replace(tzinfo=UTC) + timedelta(minutes=15 * step)
        for each in changes(ZoneInfo(zone), year)
        for step in range(-10, 11)
    ]
    monthly = [datetime(year, month, 3, 12, tzinfo=UTC) for month in range(1, 13)]
    for at in (*monthly, *around):
        content = made(starts_at=at, zone=zone)
        check_lines(content)
        event = event_of(content)
        assert event["DTSTART"].dt.astimezone(UTC) == at
        assert own_reading(content, event, "DTSTART") == at
        assert own_reading(content, event, "DTEND") == at + timedelta(minutes=45)


def own_reading(content: bytes, event: Any, name: str) -> datetime:
    """The moment by the VTIMEZONE in the file alone."""
    found: datetime = event[name].dt
    if found.tzinfo is UTC or "TZID" not in event[name].params:
        return found.astimezone(UTC)
    (zone,) = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    local = found.replace(tzinfo=None)
    return (local - offset_by(zone, local)).replace(tzinfo=UTC)


def offset_by(zone: Any, local: datetime) -> timedelta:
    """RFC 5545, 3.6.5: of the rule whose last onset, on the clock before it, is the latest."""
    from dateutil.rrule import rrulestr

    onsets: list[tuple[datetime, timedelta]] = []
    for part in zone.subcomponents:
        starts = part["DTSTART"].dt
        dates = [starts]
        if "RRULE" in part:
            rule = rrulestr(part["RRULE"].to_ical().decode(), dtstart=starts)
            dates = list(rule.between(starts, local, inc=True)) or [starts]
        for each in _listed(part.get("RDATE")):
            dates += [moment.dt for moment in each.dts]
        before = [each for each in dates if each <= local]
        if before:
            onsets.append((max(before), part["TZOFFSETTO"].td))
    assert onsets, "no rule of the file holds at that time"
    return max(onsets)[1]


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


@pytest.mark.parametrize("year", range(2026, 2031))
def test_london_is_right_on_both_sides_of_each_change(year: int) -> None:
    """Against dates worked out here: the last Sundays of March and October, at 01:00 UTC."""
    for month, before, after in ((3, 0, 1), (10, 1, 0)):
        change = datetime.combine(last_sunday(year, month), datetime.min.time(), UTC)
        change += timedelta(hours=1)
        for at, hours in (
            (change - timedelta(hours=3), before),
            (change + timedelta(hours=3), after),
        ):
            event = read_by_another(made(starts_at=at)).vevent
            assert event.dtstart.value == at
            assert event.dtstart.value.utcoffset() == timedelta(hours=hours)
            assert event.dtstart.value.hour == (at.hour + hours) % 24


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def test_rules_not_dates_since_outlook_reads_no_dates() -> None:
    zone = time_zone(LONDON, START).to_ical().decode()
    assert "RDATE" not in zone
    assert zone.count("RRULE:FREQ=YEARLY") == 2
    assert "BYDAY=-1SU" in zone
    uneven = time_zone(UNEVEN, START).to_ical().decode()
    assert "RRULE" not in uneven
    assert uneven.count("BEGIN:DAYLIGHT") == uneven.count("BEGIN:STANDARD") == 3


def test_what_falls_into_the_hour_that_comes_twice_is_given_in_utc() -> None:
    twice = datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )  # 01:30 in summer time; it ends after the change
    event = event_of(made(starts_at=twice))
    assert event["DTSTART"].to_ical().endswith(b"Z")
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=45)
    second = event_of(made(starts_at=twice + timedelta(hours=1)))
    assert second["DTSTART"].dt == twice + timedelta(hours=1)
