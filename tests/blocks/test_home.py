"""What the Home tab says: Slack accepts all of it, however much waits, and it reads kindly."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.blocks import ids
from bot.blocks.home import SHOWN, build_home
from bot.blocks.kit import View
from bot.domain.calendar import Calendar, Protected
from bot.domain.home import Home, Waiting
from bot.domain.rhythm import Preference, Rhythm
from bot.playground.validation.view import view_problems

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOME = Home("U1", "Wold Valley PCN", NOW, Rhythm())
ONE = Waiting(1, "the invitation to a peer session on falls", NOW - timedelta(hours=1))
THURSDAYS = Protected("FREQ=MONTHLY;BYDAY=3TH", datetime(2026, 1, 15, 13, 0), 180)


def words_of(view: View) -> str:
    return "\n".join(
        part["text"]
        for block in view["blocks"]
        for part in [block.get("text"), *block.get("elements", [])]
        if isinstance(part, dict) and isinstance(part.get("text"), str)
    )


def elements(view: View, action_id: str) -> list[dict[str, Any]]:
    return [
        each
        for block in view["blocks"]
        for each in [block.get("accessory"), *block.get("elements", [])]
        if each and each.get("action_id") == action_id
    ]


HUNDREDS = replace(
    HOME,
    body_name="<B>" * 33,
    waiting=tuple(Waiting(number, "<W>" * 1000, NOW) for number in range(10**6, 10**6 + 700)),
    rhythm=Rhythm(calendar=Calendar("ENG", (THURSDAYS,) * 5)),
    preference=Preference(frozenset(range(5)), NOW + timedelta(days=30)),
)


@pytest.mark.parametrize("home", [HOME, replace(HOME, waiting=(ONE,)), HUNDREDS])
@pytest.mark.parametrize("said", ["", "It is on its way."])
def test_slack_accepts_it_however_much_waits(home: Home, said: str) -> None:
    assert list(view_problems(build_home(home, said), kinds=("home",))) == []


def test_what_waits_is_named_with_its_button_and_why() -> None:
    view = build_home(replace(HOME, waiting=(ONE,)))
    words = words_of(view)
    assert (
        "*The invitation to a peer session on falls*\nPlanned on Tuesday 24 November at 08:00"
        in words
    )
    assert "You have had 6 messages from me this month that you did not ask for" in words
    (button,) = elements(view, ids.HOME_SHOW)
    assert button["value"] == "1"
    assert "falls" in button["accessibility_label"]


def test_nothing_that_waits_is_said() -> None:
    assert "Nothing waits for you." in words_of(build_home(HOME))


def test_of_hundreds_the_oldest_are_shown_and_the_rest_counted() -> None:
    view = build_home(HUNDREDS)
    shown = [each["value"] for each in elements(view, ids.HOME_SHOW)]
    assert shown == [str(each.id) for each in HUNDREDS.waiting[:SHOWN]]
    assert "and 680 more" in words_of(view)


@pytest.mark.parametrize(
    ("waiting", "budget", "why"),
    [
        (replace(ONE, planned_at=NOW - timedelta(days=40)), 6, "6 times a month at most"),
        (replace(ONE, over_budget=False), 6, "no time at which I might have written"),
        (ONE, 1, "You have had 1 message from me this month"),
        (ONE, 0, "has asked me to write to nobody unasked"),
    ],
)
def test_why_it_waits_is_true(waiting: Waiting, budget: int, why: str) -> None:
    home = replace(HOME, waiting=(waiting,), rhythm=Rhythm(budget=budget))
    assert why in words_of(build_home(home))


def test_a_planned_time_is_that_of_the_bodys_clock() -> None:
    summer = replace(ONE, planned_at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC))
    assert "Planned on Sunday 25 October at 00:30" in words_of(
        build_home(replace(HOME, waiting=(summer,)))
    )


def test_the_bodys_hours_are_said() -> None:
    rhythm = Rhythm("Europe/Dublin", time(7, 30), time(20), 4, Calendar("NIR", (THURSDAYS,)))
    words = words_of(build_home(replace(HOME, rhythm=rhythm)))
    for part in (
        "bank holidays in Northern Ireland",
        "Monday to Friday from 07:30 to 20:00 (Europe/Dublin)",
        "at 13:00, for 3 hours",
        "4 times a month at most",
    ):
        assert part in words


def test_ones_own_days_off_are_ticked() -> None:
    view = build_home(replace(HOME, preference=Preference(frozenset({0, 4}))))
    (boxes,) = elements(view, ids.HOME_DAYS_OFF)
    assert [each["text"]["text"] for each in boxes["initial_options"]] == ["Monday", "Friday"]


def test_who_has_no_working_day_is_told_what_comes_of_it() -> None:
    words = words_of(build_home(replace(HOME, preference=Preference(frozenset(range(5))))))
    assert "so what you did not ask for waits here" in words


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (datetime(2026, 12, 7, tzinfo=UTC), "Snoozed until Monday 7 December*"),
        (datetime(2027, 1, 4, tzinfo=UTC), "Snoozed until Monday 4 January 2027*"),
    ],
)
def test_a_snooze_is_said_with_its_end_and_a_way_out(until: datetime, words: str) -> None:
    view = build_home(replace(HOME, preference=Preference(snoozed_until=until)))
    assert words in words_of(view)
    assert len(elements(view, ids.HOME_WAKE)) == 1


def test_a_snooze_that_is_over_is_not_said() -> None:
    view = build_home(replace(HOME, preference=Preference(snoozed_until=NOW)))
    assert "Snoozed" not in words_of(view)
    assert elements(view, ids.HOME_WAKE) == []


def test_what_is_always_sent_is_said() -> None:
    assert "reminders of sessions that you said yes or maybe to" in words_of(build_home(HOME))
