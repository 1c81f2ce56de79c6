"""Sessions, actions and barriers as tables for a spreadsheet. Nothing that was said, and nobody's name."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from bot.blocks.pulse.export import Value, defused
from bot.blocks.text import clock_time
from bot.domain.sessions import Action, Outcome, count
from bot.domain.sessions.barriers import Barrier
from bot.domain.sessions.summary import Found, Held, Meeting
from bot.domain.times import local_day

OfSession = TypeVar("OfSession", Action, Barrier)


class Table(StrEnum):
    SESSIONS = "sessions"
    ACTIONS = "actions"
    BARRIERS = "barriers"

    @property
    def words(self) -> str:
        return f"Peer {self}" if self is Table.SESSIONS else f"{self.capitalize()} of peer sessions"


HEADS: dict[Table, tuple[str, ...]] = {
    Table.SESSIONS: (
        "session",
        "date",
        "time",
        "minutes",
        "topic",
        "format",
        "held",
        "practices_invited",
        "practices_reached",
        "people_invited",
        "said_yes",
        "people_who_came",
        "guests",
        "actions",
        "actions_kept",
        "barriers",
    ),
    Table.ACTIONS: (
        "action",
        "session",
        "session_date",
        "topic",
        "what",
        "practice",
        "practice_code",
        "due",
        "measure",
        "outcome",
        "settled_on",
        "changed_to",
    ),
    Table.BARRIERS: (
        "barrier",
        "session",
        "topic",
        "what",
        "raised_on",
        "reply_by",
        "answered_on",
        "days_to_answer",
        "answer",
    ),
}


def to_csv(table: Table, found: Found, now: datetime, zone: str) -> str:
    """A line of names, then a row for each."""
    rows = {Table.SESSIONS: _sessions, Table.ACTIONS: _actions, Table.BARRIERS: _barriers}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADS[table])
    for row in rows[table](found, now, zone):
        writer.writerow(defused(each) if isinstance(each, str) else each for each in row)
    return text.getvalue()


def _sessions(found: Found, now: datetime, zone: str) -> Iterator[tuple[Value, ...]]:
    actions = _by_session(found.actions)
    barriers = _by_session(found.barriers)
    for each in found.meetings:
        session, answers = each.session, count(each.invited)
        agreed = actions.get(session.id, [])
        yield (
            session.id,
            each.day,
            clock_time(session.starts_at, session.zone),
            session.minutes,
            session.topic,
            session.format.words,
            _held(each, now),
            len(session.practices),
            len(each.reached) if each.held(now) is Held.YES else None,
            len(each.invited),
            answers.yes,
            len(each.came) if each.held(now) is Held.YES else None,
            len(session.guests) + sum(one.guest for one in each.invited),
            len(agreed),
            sum(one.outcome is Outcome.KEPT for one in agreed),
            len(barriers.get(session.id, [])),
        )


def _actions(found: Found, now: datetime, zone: str) -> Iterator[tuple[Value, ...]]:
    days = {each.session.id: each.day for each in found.meetings}
    for each in found.actions:
        yield (
            each.id,
            each.session_id,
            days.get(each.session_id),
            each.topic,
            each.what,
            each.practice.name if each.practice else "",
            each.practice.ods_code if each.practice else "",
            each.due,
            each.measure or "",
            str(each.outcome) if each.done and each.outcome else "open",
            _day(each.settled_at, zone),
            each.changed_to,
        )


def _barriers(found: Found, now: datetime, zone: str) -> Iterator[tuple[Value, ...]]:
    for each in found.barriers:
        raised, answered = local_day(each.raised_at, zone), _day(each.replied_at, zone)
        yield (
            each.id,
            each.session_id,
            each.topic,
            each.what,
            raised,
            each.reply_by,
            answered,
            (answered - raised).days if answered else None,
            each.reply or "",
        )


def _held(meeting: Meeting, now: datetime) -> str:
    held = meeting.held(now)
    return str(held) if held is not None else "to come"


def _day(moment: datetime | None, zone: str) -> date | None:
    return local_day(moment, zone) if moment else None


def _by_session(items: Iterable[OfSession]) -> dict[int, list[OfSession]]:
    found: dict[int, list[OfSession]] = {}
    for each in items:
        found.setdefault(each.session_id, []).append(each)
    return found
