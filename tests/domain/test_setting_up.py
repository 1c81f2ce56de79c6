"""What is left to set up, what a group was and will be, and which practices the register lists."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.arrangements import FLOOR, Arrangements, Body, BodyKind
from bot.domain.bodies import Change, Overlap, change, history, in_effect
from bot.domain.organisations import Kind, Link, LinkKind, Organisation, Register
from bot.domain.people import Practice, Workspace
from bot.domain.practices import Reason, compare, is_body, nowhere, proper
from bot.domain.setting_up import Facts, Standing, Step, checklist

BLANK = Facts(Workspace(1, "T1"))
TODAY = date(2026, 11, 24)


def facts(arrangements: Arrangements, **more: int) -> Facts:
    workspace = replace(BLANK.workspace, body_name="Wold", arrangements=arrangements)
    return replace(BLANK, workspace=workspace, **more)  # type: ignore[arg-type]


# ---- the checklist


def test_in_a_new_workspace_everything_is_left_and_the_group_comes_first() -> None:
    found = checklist(BLANK)
    assert found.left == tuple(Step)
    assert (found.done, found.total, found.next) == (0, 9, Step.GROUP)


def test_all_of_it_can_be_done() -> None:
    set_up = Arrangements(
        channels=("C1",),
        concerns_to="U1",
        controller="Wold",
        data_contact="dpo",
        settled=(Step.HOURS, Step.THRESHOLD),
    )
    found = checklist(facts(set_up, practices=3, leads=1, managers=1, figures=1))
    assert (found.left, found.next) == ((), None)
    assert found.done == found.total == 9


def test_a_manager_alone_is_not_yet_everybody_with_a_role() -> None:
    assert Step.ROLES in checklist(replace(BLANK, managers=1, administrators=1)).left
    assert Step.ROLES not in checklist(replace(BLANK, managers=1, leads=1)).left


def test_half_of_data_protection_is_not_done() -> None:
    assert Step.DATA in checklist(facts(Arrangements(controller="Wold"))).left


@pytest.mark.parametrize("step", Step)
def test_only_some_steps_can_be_done_without(step: Step) -> None:
    arrangements = Arrangements(not_needed=(step.value,))
    found = checklist(replace(BLANK, workspace=replace(BLANK.workspace, arrangements=arrangements)))
    can_be_left = step in {Step.ROLES, Step.CHANNELS, Step.CONCERNS, Step.FIGURES}
    assert found.standings[step] is (Standing.NOT_NEEDED if can_be_left else Standing.TO_DO)


def test_what_is_there_after_all_counts_as_done() -> None:
    found = checklist(facts(Arrangements(not_needed=(Step.FIGURES.value,)), sources=1))
    assert found.standings[Step.FIGURES] is Standing.DONE


@pytest.mark.parametrize(("threshold", "fewest"), [(None, FLOOR), (3, FLOOR), (8, 8)])
def test_nobody_gets_under_the_floor(threshold: int | None, fewest: int) -> None:
    assert Arrangements(threshold=threshold).fewest == fewest


# ---- what the group was, is and will be

OLD = Body(date(2013, 4, 1), "Old CCG", BodyKind.CCG, "01N")
NOW = Body(date(2022, 7, 1), "Wold", BodyKind.SUB_ICB, "14L")
LATER = Body(date(2027, 4, 1), "Great Wold", BodyKind.ICB, "QOP")


def test_the_last_to_begin_is_in_effect() -> None:
    assert in_effect([OLD, NOW, LATER], TODAY) == NOW
    assert in_effect([OLD, NOW, LATER], LATER.first) == LATER
    assert in_effect([LATER], TODAY) is None


@pytest.mark.parametrize(
    ("first", "removed"),
    [
        (LATER.first, ()),  # a change to come
        (date(2026, 1, 1), ()),  # a change that has come
        (NOW.first, ()),  # a correction, in place of it
        (date(2021, 1, 1), (NOW.first,)),  # it began earlier than was thought
    ],
)
def test_what_was_stays_as_history(first: date, removed: tuple[date, ...]) -> None:
    new = replace(NOW, first=first, name="Wold and Dale")
    assert change([OLD, NOW], new, TODAY) == Change(new, removed)


@pytest.mark.parametrize("first", [OLD.first, date(2012, 1, 1)])
def test_the_past_is_not_written_over_by_the_present(first: date) -> None:
    with pytest.raises(Overlap) as raised:
        change([OLD, NOW], replace(NOW, first=first), TODAY)
    assert raised.value.there == OLD


def test_each_ends_where_the_next_begins_or_before() -> None:
    ended = replace(NOW, last=date(2026, 3, 31))
    assert [each.last for each in history([LATER, ended, OLD])] == [
        date(2022, 6, 30),
        date(2026, 3, 31),
        None,
    ]


# ---- the register beside what is here


def organisation(code: str, name: str, closed: date | None = None) -> Organisation:
    return Organisation(code, Kind.PRACTICE, name, closed=closed)


def member(child: str, last: date | None = None) -> Link:
    return Link(child, "14L", LinkKind.MEMBER, date(2017, 4, 1), last)


REGISTER = Register(
    {
        "14L": Organisation("14L", Kind.SUB_ICB, "GREATER MANCHESTER ICB - 14L"),
        "P84001": organisation("P84001", "FIVE ACRES PRACTICE"),
        "P84002": organisation("P84002", "ST JOHN'S (THE DALE) SURGERY"),
        "P84003": organisation("P84003", "GONE SURGERY", closed=date(2023, 9, 30)),
        "P84004": organisation("P84004", "VALE MEDICAL"),
    },
    (
        member("P84001"),
        member("P84002"),
        member("P84003", date(2023, 9, 30)),
        member("P84004", date(2020, 3, 31)),
    ),
)
HERE = tuple(Practice(code, code) for code in ("P84001", "P84003", "P84004", "Y90001"))


def test_new_ones_and_those_that_are_in_it_no_more_are_told_apart() -> None:
    found = compare(REGISTER, "14L", HERE, TODAY)
    assert [each.ods_code for each in found.practices] == ["P84001", "P84002"]
    assert [each.name for each in found.fresh] == ["St John's (The Dale) Surgery"]
    assert [(each.practice.ods_code, each.reason, each.day) for each in found.strangers] == [
        ("P84003", Reason.CLOSED, date(2023, 9, 30)),
        ("P84004", Reason.LEFT, date(2020, 3, 31)),
        ("Y90001", Reason.UNKNOWN, None),
    ]


def test_whoever_belongs_to_one_of_several_bodies_is_no_stranger() -> None:
    other = replace(REGISTER, links=(*REGISTER.links, replace(member("P84004"), parent="01G")))
    assert set(nowhere(other, ["14L"], HERE, TODAY)) == {"P84003", "P84004", "Y90001"}
    assert set(nowhere(other, ["14L", "01G"], HERE, TODAY)) == {"P84003", "Y90001"}
    assert nowhere(other, [], HERE, TODAY) == {}


def test_a_practice_is_no_body() -> None:
    assert is_body(REGISTER, "14L")
    assert not is_body(REGISTER, "P84001")
    assert not is_body(REGISTER, "99Z")


@pytest.mark.parametrize(
    ("shouted", "said"),
    [
        ("ALDER LANE SURGERY", "Alder Lane Surgery"),
        ("THE VALE AT ST-JOHNS", "The Vale at St-Johns"),
        ("ARDWICK PCN", "Ardwick PCN"),
        ("NHS GREATER MANCHESTER ICB - 14L", "NHS Greater Manchester ICB - 14L"),
        ("Dr Pym's practice", "Dr Pym's practice"),
    ],
)
def test_what_the_register_shouts_is_said(shouted: str, said: str) -> None:
    assert proper(shouted) == said
