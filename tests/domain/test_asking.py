"""Sentences that ask for a peer session: what is understood, and what is left alone."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people import Practice
from bot.domain.sessions import Format
from bot.domain.sessions.asking import LONGEST, Request, read_request
from bot.domain.sessions.model import TOPIC_MAX

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday
ALDER = Practice("A1", "Alder Lane Surgery")
PRACTICES = (
    ALDER,
    Practice("B1", "Brook Street Practice"),
    Practice("C1", "Copper Beech Medical Centre"),
)
TUESDAY, THURSDAY = date(2026, 12, 1), date(2026, 11, 26)


def read(said: str) -> Request | None:
    return read_request(said, NOW, "Europe/London", PRACTICES)


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        (
            "set up a session on falls next Tuesday at 1pm",
            Request("Falls", TUESDAY, time(13)),
        ),
        (
            "can we discuss antibiotics with the other practices on Thursday week at 12:30 for 20 "
            "minutes",
            Request("Antibiotics", date(2026, 12, 3), time(12, 30), minutes=20, everybody=True),
        ),
        (
            "Please schedule a 20-minute peer session about UTI prescribing in care homes tomorrow "
            "at half past twelve.",
            Request("UTI prescribing in care homes", date(2026, 11, 25), time(12, 30), minutes=20),
        ),
        (
            "let’s talk about two week wait referrals on 3 December at 12.30",
            Request("Two week wait referrals", date(2026, 12, 3), time(12, 30)),
        ),
        (
            "could you organise a virtual MDT on frailty for Friday at noon?",
            Request("Frailty", date(2026, 11, 27), time(12), format=Format.VIRTUAL_MDT),
        ),
        (
            "I'd like to set up a meeting every first Tuesday at 13:00 on opioid prescribing",
            Request("Opioid prescribing", None, time(13), "every first Tuesday at 13:00"),
        ),
        ("set up a session monthly on falls", Request("Falls", repeats="monthly")),
        (
            "can we discuss Sunday opening with Alder Lane and Brook Street on Wednesday at 1?",
            Request("Sunday opening", date(2026, 11, 25), time(13), ods_codes=("A1", "B1")),
        ),
        (
            "arrange an antibiotics session with everyone",
            Request("Antibiotics", everybody=True),
        ),
        ("set up a peer session", Request()),
        ("discuss falls", Request("Falls")),
        (
            "book a session on type 2 diabetes on 14/12/2026 at 13:00 in <#C0ALL|all-practices>",
            Request("Type 2 diabetes", date(2026, 12, 14), time(13), channel="C0ALL"),
        ),
        (
            "set up a session on A&amp;E attendances and find a time",
            Request("A&E attendances", finding=True),
        ),
        (
            "can we have a discussion about 7 day prescriptions, Tuesday 1pm",
            Request("7 day prescriptions", TUESDAY, time(13)),
        ),
        (
            "Can we have a session on falls a week on Thursday at quarter past one for half an hour "
            "please",
            Request("Falls", date(2026, 12, 3), time(13, 15), minutes=30),
        ),
        (
            "organise a peer discussion on 111 calls at 1 on Tuesday",
            Request("111 calls", TUESDAY, time(13)),
        ),
        (
            "plan a meeting with the whole locality about winter pressures on Thursday",
            Request("Winter pressures", THURSDAY, everybody=True, format=Format.LOCALITY),
        ),
        (
            "set up a session on over-75s health checks at 12:45 on 10th December for 45 mins",
            Request("Over-75s health checks", date(2026, 12, 10), time(12, 45), minutes=45),
        ),
    ],
)
def test_a_request_is_understood(said: str, understood: Request) -> None:
    assert read(said) == understood


@pytest.mark.parametrize(
    "said",
    [
        "hello",
        "how do we compare on antibiotics?",
        "when is the session on falls?",
        "cancel the session on falls",
        "move the session to Friday",
        "list sessions",
        "thank you, that was a good session",
        "do we have a session on falls?",
        "is there a meeting next Tuesday at 1pm?",
        "I can't set up a session, what do I do wrong?",
        "",
        "set up a session on falls " * 40,
    ],
)
def test_anything_else_is_left_to_others(said: str) -> None:
    assert read(said) is None


@pytest.mark.parametrize(
    ("minutes", "length"),
    [(None, None), (20, 20), (30, 20), (32, 20), (35, 45), (45, 45), (60, 45)],
)
def test_a_length_is_the_nearest_that_there_is_a_plan_for(
    minutes: int | None, length: int | None
) -> None:
    assert Request(minutes=minutes).length == length


PIECES = st.sampled_from(
    [
        *("set up", "a session", "discuss", "can we", "on", "falls", "next Tuesday", "at 1pm"),
        *("with", "Alder Lane", "every", "first", "monthly", "31 February", "99/99/9999", "25:99"),
        *("for 20 minutes", "<@U1>", "<#C1|x>", "&lt;", "half past", "week", "a week on", ";", "("),
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_whatever_is_written_nothing_breaks(said: str) -> None:
    found = read(said)
    if found is not None:
        assert len(said) <= LONGEST * 2
        assert len(found.topic) <= TOPIC_MAX
        assert "<@" not in found.topic
