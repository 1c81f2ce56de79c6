"""What the Home tab says: Slack accepts all of it, however much waits, and it reads kindly."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.blocks import ids
from bot.blocks.home import build_home, build_when_modal, is_ours, same_as
from bot.blocks.kit import View
from bot.blocks.text import BLOCKS_PER_VIEW
from bot.domain.calendar import Calendar, Protected
from bot.domain.comparisons import own
from bot.domain.home import (
    BarrierAsked,
    Figure,
    FigureAsked,
    Figures,
    Home,
    Invited,
    Leading,
    LookingAfter,
    Managing,
    Matching,
    MetAsked,
    MyAction,
    MySession,
    NoteLine,
    OpenPulse,
    PulseAsked,
    Some,
    ToAnswer,
    UnrepliedPulse,
    Vote,
    VoteToSettle,
    Waiting,
)
from bot.domain.people import Member, Role
from bot.domain.rhythm import Preference, Rhythm
from bot.domain.sessions import Answer, State
from bot.domain.sessions.barriers import Barrier
from bot.domain.sessions.finding import PollState
from bot.playground.validation.view import view_problems
from tests.blocks.test_comparisons_own import KTT9, comparison
from tests.support.people import PRACTICES

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOME = Home("U1", "Wold Valley PCN", NOW, Rhythm(), Member("U1", PRACTICES[0]))
ONE = Waiting(1, "the invitation to a peer session on falls", NOW - timedelta(hours=1))
THURSDAYS = Protected("FREQ=MONTHLY;BYDAY=3TH", datetime(2026, 1, 15, 13, 0), 180)


def some(*shown: Any) -> Some[Any]:
    return Some(shown, len(shown))


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
    waiting=Some(tuple(Waiting(number, "<W>" * 1000, NOW) for number in range(10)), 700),
    rhythm=Rhythm(calendar=Calendar("ENG", (THURSDAYS,) * 5)),
    preference=Preference(frozenset(range(5)), NOW + timedelta(days=30)),
)


@pytest.mark.parametrize("home", [HOME, replace(HOME, waiting=some(ONE)), HUNDREDS])
@pytest.mark.parametrize("said", ["", "It is on its way."])
def test_slack_accepts_it_however_much_waits(home: Home, said: str) -> None:
    assert list(view_problems(build_home(home, said), kinds=("home",))) == []
    assert list(view_problems(build_when_modal(home), kinds=("modal",))) == []


def test_what_waits_is_named_with_its_button_and_why() -> None:
    view = build_home(replace(HOME, waiting=some(ONE)))
    words = words_of(view)
    assert (
        "*The invitation to a peer session on falls*\nPlanned on Tuesday 24 November at 08:00"
        in words
    )
    assert "You have had 6 messages from me this month that you did not ask for" in words
    (button,) = elements(view, ids.HOME_SHOW)
    assert button["value"] == "1"
    assert "falls" in button["accessibility_label"]


def test_an_invitation_that_was_held_back_can_be_had_in_full() -> None:
    held = replace(INVITED, held=77)
    view = build_home(replace(HOME, to_answer=ToAnswer(invited=some(held))))
    (button,) = elements(view, ids.HOME_SHOW)
    assert (button["value"], button["text"]["text"]) == ("77", "Send me the invitation")
    sent = build_home(replace(HOME, to_answer=ToAnswer(invited=some(INVITED))))
    assert elements(sent, ids.HOME_SHOW) == []


def test_sessions_on_one_topic_are_told_apart_by_their_practices() -> None:
    few = replace(SESSION, led=True, practices=("Alder <Lane>", "Brook Street"))
    many = replace(few, practices=("Alder", "Brook", "Copper", "Dovecote", "Elm"))
    assert "With Alder &lt;Lane&gt; and Brook Street\n" in words_of(
        build_home(replace(HOME, sessions=some(few)))
    )
    assert "With" not in words_of(build_home(replace(HOME, sessions=some(many))))


def test_nothing_that_waits_is_said() -> None:
    assert "Nothing waits for you." in words_of(build_home(HOME))


def test_of_hundreds_the_oldest_are_shown_and_the_rest_counted() -> None:
    view = build_home(HUNDREDS)
    assert [each["value"] for each in elements(view, ids.HOME_SHOW)] == ["0", "1", "2", "3", "4"]
    assert "… and 695 more: they come up here as you show these." in words_of(view)


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
    home = replace(HOME, waiting=some(waiting), rhythm=Rhythm(budget=budget))
    assert why in words_of(build_home(home))


def test_a_planned_time_is_that_of_the_bodys_clock() -> None:
    summer = replace(ONE, planned_at=datetime(2026, 10, 24, 23, 30, tzinfo=UTC))
    assert "Planned on Sunday 25 October at 00:30" in words_of(
        build_home(replace(HOME, waiting=some(summer)))
    )


def test_the_bodys_hours_are_said() -> None:
    rhythm = Rhythm("Europe/Dublin", time(7, 30), time(20), 4, Calendar("NIR", (THURSDAYS,)))
    words = words_of(build_when_modal(replace(HOME, rhythm=rhythm)))
    for part in (
        "bank holidays in Northern Ireland",
        "Monday to Friday from 07:30 to 20:00 (Europe/Dublin)",
        "at 13:00, for 3 hours",
        "4 times a month at most",
    ):
        assert part in words


def test_ones_own_days_off_are_ticked() -> None:
    view = build_when_modal(replace(HOME, preference=Preference(frozenset({0, 4}))))
    (boxes,) = elements(view, ids.HOME_DAYS_OFF)
    assert [each["text"]["text"] for each in boxes["initial_options"]] == ["Monday", "Friday"]


def test_who_has_no_working_day_is_told_what_comes_of_it() -> None:
    words = words_of(build_when_modal(replace(HOME, preference=Preference(frozenset(range(5))))))
    assert "so what you did not ask for waits here" in words


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (datetime(2026, 12, 7, tzinfo=UTC), "Snoozed until Monday 7 December*"),
        (datetime(2027, 1, 4, tzinfo=UTC), "Snoozed until Monday 4 January 2027*"),
    ],
)
def test_a_snooze_is_said_with_its_end_and_a_way_out(until: datetime, words: str) -> None:
    view = build_when_modal(replace(HOME, preference=Preference(snoozed_until=until)))
    assert words in words_of(view)
    assert len(elements(view, ids.HOME_WAKE)) == 1


def test_a_snooze_that_is_over_is_not_said() -> None:
    view = build_when_modal(replace(HOME, preference=Preference(snoozed_until=NOW)))
    assert "Snoozed" not in words_of(view)
    assert elements(view, ids.HOME_WAKE) == []


def test_what_is_always_sent_is_said() -> None:
    assert "reminders of sessions that you said yes or maybe to" in words_of(build_when_modal(HOME))


def test_the_tab_says_in_a_line_when_one_may_be_written_to() -> None:
    preference = Preference(frozenset({0, 4}), datetime(2026, 12, 7, tzinfo=UTC))
    words = words_of(build_home(replace(HOME, preference=preference)))
    assert "Monday to Friday from 08:00 to 18:30, 6 times a month at most." in words
    assert "Not on Mondays and Fridays. *Snoozed until Monday 7 December.*" in words
    assert elements(build_home(HOME), ids.HOME_DAYS_OFF) == []


# ---- what waits is said first


INVITED = Invited(7, "Falls", NOW + timedelta(days=7), "Europe/London", 45, "U9")
PULSE = PulseAsked(3, "Ownership", NOW + timedelta(days=2))


def headline(home: Home) -> str:
    return str(build_home(home)["blocks"][0]["text"]["text"]).splitlines()[-1]


@pytest.mark.parametrize(
    ("home", "said"),
    [
        (HOME, "*Nothing waits for you.*"),
        (replace(HOME, to_answer=ToAnswer(invited=some(INVITED))), "*1 thing waits for you.*"),
        (
            replace(HOME, to_answer=ToAnswer(invited=Some((INVITED,), 200), pulses=some(PULSE))),
            "*201 things wait for you.*",
        ),
        (
            replace(HOME, waiting=some(ONE)),
            "*Nothing waits for you. I have held back 1 message: see below.*",
        ),
        (replace(HOME, to_answer=ToAnswer(answered=(PULSE,))), "*Nothing waits for you.*"),
    ],
)
def test_the_headline_says_what_waits(home: Home, said: str) -> None:
    assert headline(home) == said


def test_what_is_due_first_comes_first_whatever_it_is() -> None:
    view = build_home(replace(HOME, to_answer=ToAnswer(invited=some(INVITED), pulses=some(PULSE))))
    words = words_of(view)
    assert words.index("Ownership") < words.index("Falls")
    [yes] = elements(view, ids.SESSION_YES)
    assert (yes["value"], yes["accessibility_label"]) == ("7", "Yes, I can come: Falls")


def test_a_pulse_that_one_has_answered_is_below_and_can_be_changed() -> None:
    view = build_home(replace(HOME, to_answer=ToAnswer(answered=(PULSE,))))
    assert "You have answered *Ownership*, and can change that until" in words_of(view)
    [change] = elements(view, ids.PULSE_ANSWER)
    assert change["text"]["text"] == "Change"


def test_a_barrier_for_oneself_says_since_when_and_not_with_whom() -> None:
    asked = BarrierAsked(
        Barrier(9, 1, "Falls", "C1", "No room", "U1", date(2026, 12, 29), NOW - timedelta(days=1)),
        NOW,
    )
    view = build_home(replace(HOME, to_answer=ToAnswer(barriers=some(asked))))
    assert (
        "*Falls*: a barrier for you to answer\n>No room\n"
        "It was raised yesterday; an answer hoped for by Tue 29 Dec."
    ) in words_of(view)
    assert [each["value"] for each in elements(view, ids.BARRIER_REPLY)] == ["9"]


def test_an_action_past_its_day_is_asked_about_kindly() -> None:
    late = MyAction(4, "Phone them", NOW.date() - timedelta(days=3), "Falls")
    assert "Due Sat 21 Nov, 3 days ago: still going?" in words_of(
        build_home(replace(HOME, actions=some(late)))
    )


def test_what_came_of_a_button_is_said_at_the_top() -> None:
    blocks = build_home(HOME, "Kept: phone them. Thank you.")["blocks"]
    assert blocks[1]["text"]["text"] == "*Kept: phone them. Thank you.*"


# ---- for whom


def test_who_has_no_role_sees_no_lists_of_organisers() -> None:
    words = words_of(build_home(HOME))
    for part in ("Setting up", "Pulses", "For the group", "Looking after"):
        assert part not in words


def test_who_has_several_roles_sees_each_once() -> None:
    view = build_home(EVERYTHING)
    headers = [each["text"]["text"] for each in view["blocks"] if each["type"] == "header"]
    assert headers == [
        "To answer",
        "My sessions",
        "My actions",
        "Setting up sessions",
        "Pulses",
        "For the group",
        "Looking after Peerbot",
        "Messages held back",
    ]
    for action_id in (ids.SESSION_OPEN, ids.PULSE_START, ids.HOME_WHEN):
        assert len(elements(view, action_id)) == 1


SESSION = MySession(
    5, "Falls", "C1", NOW + timedelta(days=1), "Europe/London", 45, None, State.PLANNED, Answer.YES
)
VOTE = VoteToSettle(6, "Falls", PollState.CLOSED, NOW - timedelta(hours=1), "Europe/London", 3, 7)
EVERYTHING = replace(
    HOME,
    member=Member("U1", PRACTICES[0], frozenset(Role)),
    to_answer=ToAnswer(invited=some(INVITED), pulses=some(PULSE)),
    sessions=some(SESSION),
    actions=some(MyAction(4, "Phone them", NOW.date(), "Falls")),
    waiting=some(ONE),
    leading=Leading(votes=some(VOTE)),
    managing=Managing(unreplied=some(UnrepliedPulse(8, "Ownership", NOW))),
    looking_after=LookingAfter(not_arrived=2),
)


def test_a_vote_that_has_closed_waits_for_who_began_it() -> None:
    assert headline(replace(HOME, leading=Leading(votes=some(VOTE)))) == "*1 thing waits for you.*"
    [choose] = elements(build_home(EVERYTHING), ids.POLL_OTHER)
    assert choose["value"] == "6"


def test_an_administrator_is_told_in_a_line_whether_anything_is_stuck() -> None:
    well = build_home(replace(HOME, looking_after=LookingAfter()))
    assert "Everything goes out: nothing is stuck." in words_of(well)
    assert "2 messages did not arrive." in words_of(build_home(EVERYTHING))


def test_a_newcomer_reads_what_it_is() -> None:
    words = words_of(build_home(replace(HOME, member=None)))
    assert "I help the practices of *Wold Valley PCN* to learn from each other" in words
    assert "I do not know you as a member yet" in words


def test_a_guest_sees_little_and_why() -> None:
    view = build_home(replace(HOME, member=None, visitor=True))
    assert "You are a guest in this Slack" in words_of(view)
    assert elements(view, ids.HOME_WHEN) == []
    assert len(view["blocks"]) < 6


# ---- whether it has changed


def test_the_mark_of_a_tab_changes_with_what_it_says() -> None:
    view = build_home(EVERYTHING)
    assert is_ours(view)
    assert same_as(view, build_home(EVERYTHING))
    assert not same_as(view, build_home(EVERYTHING, "Done."))
    assert not same_as(view, build_home(replace(EVERYTHING, sessions=Some())))
    for strange in (None, {}, {"private_metadata": ""}, {"private_metadata": "7"}):
        assert not is_ours(strange)
        assert not same_as(strange, view)


# ---- one's own figures


def figure(practices: int = 6) -> Figure:
    shown = comparison(practices)
    seen = own(shown, PRACTICES[0].ods_code)
    assert seen is not None
    return Figure(shown.indicator, seen, "2025/26")


FIGURES = (figure(), figure(2))


def test_a_figure_is_a_line_with_its_peers_median_and_a_button() -> None:
    mine = Figures("Alder <Lane>", FIGURES, 9)
    view = build_home(replace(HOME, figures=mine))
    words = words_of(view)
    assert (
        "60 items a month per 1,000 STAR-PU\nYour group: median 79. Yours is lower than nearly all"
        in words
    )
    assert "Too few practices to compare with." in words
    assert "Alder &lt;Lane&gt;, 2025/26. Only you can see this. 7 more with `/compare`." in words
    assert [each["value"] for each in elements(view, ids.COMPARE_OWN)] == [KTT9.key, KTT9.key]
    assert not any(each["type"] == "image" for each in view["blocks"])


def test_without_figures_it_says_what_will_be_there() -> None:
    words = words_of(build_home(replace(HOME, figures=Figures("Alder"))))
    assert "There are none for Alder yet." in words
    for member in (
        Member("U1"),  # the line about oneself says it, once
        Member("U1", locum=True),
        Member("U1", None, frozenset({Role.MANAGER})),
    ):
        assert "practice" not in words_of(build_home(replace(HOME, member=member)))


# ---- any tab


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
WORDS = st.text(st.sampled_from("Aa<&>*`_\n é’"), max_size=900)


def several(each: st.SearchStrategy[Any]) -> st.SearchStrategy[Some[Any]]:
    """Up to what is read of one kind, and any number that there may be beyond."""
    return st.builds(
        lambda shown, more: Some(tuple(shown), len(shown) + more if shown else 0),
        st.lists(each, max_size=10),
        st.sampled_from([0, 1, 212, 10**6]),
    )


def made(kind: type[Any], **named: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(kind, **named)


LINES = st.one_of(WORDS, st.text(max_size=200))
ZONES = st.sampled_from(["Europe/London", "Europe/Dublin"])
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
BARRIERS = made(
    Barrier,
    topic=LINES,
    what=LINES.filter(bool),
    reply_by=DAYS,
    raised_at=MOMENTS,
    id=st.integers(1),
)
st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(date, DAYS)
st.register_type_strategy(str, LINES)
HOMES = made(
    Home,
    user=st.just("U1"),
    now=MOMENTS,
    rhythm=st.just(Rhythm()),
    member=st.sampled_from([None, HOME.member, EVERYTHING.member]),
    preference=st.sampled_from([Preference(), Preference(frozenset(range(5)), NOW)]),
    to_answer=made(
        ToAnswer,
        invited=several(made(Invited, zone=ZONES)),
        pulses=several(made(PulseAsked)),
        votes=several(made(Vote, zone=ZONES)),
        met=several(made(MetAsked, zone=ZONES)),
        figures=several(made(FigureAsked)),
        barriers=several(made(BarrierAsked, barrier=BARRIERS)),
        answered=st.lists(made(PulseAsked), max_size=50).map(tuple),
    ),
    sessions=several(made(MySession, zone=ZONES)),
    actions=several(made(MyAction)),
    figures=made(
        Figures,
        practice=st.one_of(st.none(), LINES),
        newest=st.lists(st.sampled_from(FIGURES), max_size=3).map(tuple),
        number=st.integers(0, 900),
    ),
    waiting=several(made(Waiting)),
    notes=several(made(NoteLine, title=st.one_of(st.none(), LINES))),
    leading=st.one_of(
        st.none(),
        made(
            Leading,
            votes=several(made(VoteToSettle, zone=ZONES)),
            matching=several(made(Matching)),
            overdue=several(made(MyAction)),
        ),
    ),
    managing=st.one_of(
        st.none(),
        made(
            Managing,
            pulses=several(made(OpenPulse)),
            unreplied=several(made(UnrepliedPulse)),
            barriers=several(BARRIERS),
        ),
    ),
    looking_after=st.one_of(st.none(), made(LookingAfter)),
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(HOMES, st.sampled_from(["", "Kept: *phone* them. Thank you."]))
def test_slack_accepts_any_tab(home: Home, said: str) -> None:
    view = build_home(home, said)
    assert len(view["blocks"]) <= BLOCKS_PER_VIEW
    assert view["blocks"][-1]["type"] == "context"  # nothing had to be cut off
    assert list(view_problems(view, kinds=("home",))) == []
