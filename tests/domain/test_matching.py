"""What is said of a group, who facilitates it, and what past rounds tell."""

from datetime import UTC, datetime

from bot.domain.matching import Problem, What, pair_cost, reasons_for
from bot.domain.matching.rounds import Meeting, PastRound, Wanted, choose_facilitator, history_of
from bot.domain.people import Member, Practice

ASH = Practice("Y1", "Ash", 8000, 5)
BEECH = Practice("Y2", "Beech", 8400, 6)
CEDAR = Practice("Y3", "Cedar", 2500, 1)
NAMES = {each.ods_code: each.name for each in (ASH, BEECH, CEDAR)}


def test_those_who_are_alike_are_told_so() -> None:
    problem = Problem((ASH, BEECH, CEDAR))
    said = reasons_for(problem, (ASH, BEECH), NAMES).said
    assert said == ("Both have about 8,000 patients and similar deprivation.",)
    assert reasons_for(problem, (ASH, CEDAR), NAMES).said == ()


def test_a_wish_is_told_without_a_rank() -> None:
    problem = Problem((ASH, CEDAR), learns=frozenset({"Y1"}), shares=frozenset({"Y3"}))
    (said,) = reasons_for(problem, (ASH, CEDAR), NAMES).said
    assert said == "Ash would like to learn, and Cedar offered to share what works for them."


def test_a_wish_of_one_alone_is_nobodys_business() -> None:
    problem = Problem((ASH, CEDAR), learns=frozenset({"Y1", "Y3"}))
    assert reasons_for(problem, (ASH, CEDAR), NAMES).said == ()


def test_meeting_again_is_explained_and_who_is_kept_apart_is_not() -> None:
    problem = Problem(
        (ASH, BEECH, CEDAR),
        met={frozenset({"Y1", "Y2"}): 2},
        apart=frozenset({frozenset({"Y1", "Y3"})}),
    )
    (forced,) = reasons_for(problem, (ASH, BEECH), NAMES).forced
    assert "Ash and Beech met 2 rounds ago: among the practices of this round" in forced
    (swapped,) = reasons_for(problem, (ASH, BEECH), NAMES, by_hand=True).forced
    assert swapped.endswith("put them together by hand.")
    assert "Cedar" not in forced


def test_an_odd_one_is_told() -> None:
    said = reasons_for(Problem((ASH, BEECH, CEDAR)), (ASH, BEECH, CEDAR), NAMES).said
    assert said[-1] == "You are three this time."
    trios = Problem((ASH, BEECH, CEDAR), What.TRIOS)
    assert not any("three" in each for each in reasons_for(trios, trios.practices, NAMES).said)


def test_what_is_not_known_costs_as_much_as_a_middling_difference() -> None:
    nothing = Practice("Y4", "Dale")
    problem = Problem((ASH, nothing))
    assert pair_cost(problem, ASH, BEECH).total < pair_cost(problem, ASH, nothing).total
    assert pair_cost(problem, ASH, nothing).total < pair_cost(problem, ASH, CEDAR).total


def test_history_counts_rounds_back_and_who_had_the_heavier_part() -> None:
    newest = PastRound((("Y1", "Y2", "Y3"),), frozenset({"Y1"}), pairs=True)
    older = PastRound((("Y1", "Y2"),), frozenset({"Y2"}), pairs=True)
    met, burden = history_of([newest, older])
    assert met == {frozenset(two): 1 for two in (("Y1", "Y2"), ("Y1", "Y3"), ("Y2", "Y3"))}
    assert burden == {"Y1": 2, "Y2": 2, "Y3": 1}


def test_facilitating_goes_round_and_spares_small_practices() -> None:
    people = {
        "Y1": [Member("U1", ASH), Member("U2", ASH, formal_role=True)],
        "Y3": [Member("U3", CEDAR)],
    }
    first = choose_facilitator((CEDAR, ASH), people, {})
    assert first is not None
    assert first.slack_user_id == "U2"
    next_time = choose_facilitator((CEDAR, ASH), people, {"Y1": 1})
    assert next_time is not None
    assert next_time.slack_user_id == "U3"
    assert choose_facilitator((BEECH,), people, {}) is None


def test_what_was_asked_for_comes_back_as_it_was_kept() -> None:
    at = datetime(2026, 12, 8, 13, tzinfo=UTC)
    wanted = Wanted("Falls", "C1", at, 45, What.GROUPS, ("Y1", "Y2"), "Room", "key", 6)
    assert Wanted.of(wanted.as_json()) == wanted


def test_a_small_practice_does_not_facilitate_twice_running_where_another_can() -> None:
    people = {"Y1": [Member("U1", ASH)], "Y3": [Member("U3", CEDAR)]}
    often = {"Y1": 5, "Y3": 1}
    lately = choose_facilitator((CEDAR, ASH), people, often, lately={"Y3"})
    assert lately is not None
    assert lately.slack_user_id == "U1"
    alone = choose_facilitator((CEDAR,), people, often, lately={"Y3"})
    assert alone is not None
    assert alone.slack_user_id == "U3"


def test_who_met_beside_the_rounds_counts_with_the_round_before() -> None:
    first, second = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
    rounds = [PastRound((("Y1", "Y2"),), sent_at=second), PastRound((), sent_at=first)]
    between, since = (
        Meeting(datetime(2026, 4, 1, tzinfo=UTC), ("Y1", "Y3")),
        Meeting(datetime(2026, 7, 1, tzinfo=UTC), ("Y2", "Y3")),
    )
    met, _ = history_of(rounds, [between, since])
    assert met == {
        frozenset({"Y1", "Y2"}): 1,
        frozenset({"Y1", "Y3"}): 2,
        frozenset({"Y2", "Y3"}): 1,
    }


def test_who_met_long_ago_is_told_so() -> None:
    problem = Problem((ASH, BEECH), met={frozenset({"Y1", "Y2"}): 5})
    reasons = reasons_for(problem, (ASH, BEECH), NAMES)
    assert reasons.said[-1] == "They last met 5 rounds ago."
    assert reasons.forced == ()
