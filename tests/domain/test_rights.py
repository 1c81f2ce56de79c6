"""The inventory leaves out no column; names are found and taken out; days stay within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, String

from bot.domain.people import Member, Role
from bot.domain.rights.holdings import HOLDINGS, MENTIONS, NO_PERSON, Fate
from bot.domain.rights.keeping import RULES, Kind, kept_days
from bot.domain.rights.leaving import Leaving, is_last_administrator, pulse_heir, session_heir
from bot.domain.rights.log import Filter, months_between
from bot.domain.rights.naming import is_nobody, names, shown, unnamed, unnamed_text
from storage.schema import Base
from tests.support.everything import WHEN


def test_every_column_of_text_is_in_the_inventory_or_said_to_name_nobody() -> None:
    there = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String | JSON)
    }
    named = {f"{each.table}.{each.column}" for each in HOLDINGS}
    named |= {f"{each.table}.{each.column}" for each in MENTIONS}
    nobody = {f"{table}.{each}" for table, those in NO_PERSON.items() for each in those.split()}
    assert there - named - nobody == set(), "say of these whether they name a person"
    assert (named | nobody) - there == set(), "these are no longer in the schema"
    assert named & nobody == set()


def test_whatever_is_named_like_a_person_is_in_the_inventory() -> None:
    """However it is called elsewhere: by the rule of how such columns are named here."""
    like = {"slack_user_id", "owner", "deputy", "lead", "actor", "author", "member", "facilitator"}
    alike = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, String) and (column.name in like or column.name.endswith("_by"))
    }
    assert alike - {(each.table, each.column) for each in HOLDINGS} == set()


def test_what_stays_says_why() -> None:
    assert [each for each in HOLDINGS if (each.fate is Fate.STAYS) != bool(each.why)] == []


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_days_within_its_bounds(kind: Kind) -> None:
    rule = RULES[kind]
    assert 0 < rule.floor <= rule.usual <= rule.ceiling
    assert kept_days(kind, {}) == rule.usual
    assert kept_days(kind, {kind: rule.floor - 1}) == rule.floor
    assert kept_days(kind, {kind: rule.ceiling + 1}) == rule.ceiling


def test_an_id_is_found_by_itself_and_not_within_a_longer_one() -> None:
    assert names("pulse:12:ask:U1", "U1")
    assert names({"a": [{"b": "Hello <@U1|ann>"}]}, "U1")
    assert not names("U11 and XU1", "U1")
    assert not names({"U12": ["U123"]}, "U1")


def test_a_name_is_taken_out_and_what_is_left_can_be_read() -> None:
    kept = {"lead": "U1", "people": ["U1", "U2"], "said": "Ask <@U1> or U11", "U1": 3}
    assert unnamed(kept, "U1", "nobody-1") == {
        "lead": None,
        "people": ["U2"],
        "said": "Ask somebody who has left or U11",
        "nobody-1": 3,
    }
    assert unnamed_text("x:U1:y", "U1", "nobody-1") == "x:nobody-1:y"


@given(
    st.recursive(
        st.text() | st.just("U1") | st.just("a:U1:b"),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_whatever_it_is_nothing_of_the_name_is_left(value: object) -> None:
    assert not names(unnamed(value, "U1", "nobody-1"), "U1")


def test_a_mention_of_nobody_reads_as_words() -> None:
    assert shown("Owner: <@nobody>") == "Owner: somebody who has left"
    assert shown("Owner: <@nobody-12ab>, <@U1>") == "Owner: somebody who has left, <@U1>"
    assert is_nobody("nobody-12ab")
    assert not is_nobody("U1")


ADMIN = Member("U1", None, frozenset({Role.ADMINISTRATOR}))
LEAD = Member("U2", None, frozenset({Role.LEAD}))
GP = Member("U3")


def test_the_last_administrator_has_to_pass_that_on_first() -> None:
    assert is_last_administrator([ADMIN, GP], "U1")
    assert not is_last_administrator([ADMIN], "U1")  # who would stay behind?
    assert not is_last_administrator([ADMIN, GP], "U3")
    other = Member("U4", None, frozenset({Role.ADMINISTRATOR}))
    assert not is_last_administrator([ADMIN, other], "U1")


def test_who_takes_over_may_do_it() -> None:
    assert pulse_heir([ADMIN, LEAD, GP], "U1") == "U2"
    assert session_heir([ADMIN, LEAD, GP], "U2") == "U1"
    assert session_heir([LEAD, GP], "U2") is None


@pytest.mark.parametrize(
    ("leaving", "part"),
    [
        (Leaving(is_last_administrator=True), "the only administrator"),
        (Leaving(pulses=True), "close or cancel it"),
        (Leaving(sessions=("Falls",)), "made a clinical lead"),
        (Leaving(organises=True), "made a clinical lead"),
    ],
)
def test_what_stands_against_it_says_what_to_do_first(leaving: Leaving, part: str) -> None:
    assert leaving.blocked is not None
    assert part in leaving.blocked
    assert "then come back" in leaving.blocked


def test_nothing_stands_against_it_where_others_can_take_over() -> None:
    heirs = Leaving(pulses=True, sessions=("Falls",), pulse_heir="U1", session_heir="U2")
    assert heirs.blocked is None


def test_a_month_is_one_of_the_wall_clock() -> None:
    assert Filter().span("Europe/London") is None
    first, after = Filter(month="2026-07").span("Europe/London") or (None, None)
    assert (str(first), str(after)) == ("2026-06-30 23:00:00+00:00", "2026-07-31 23:00:00+00:00")


def test_months_go_back_to_the_first_entry() -> None:
    last = WHEN.date()
    assert months_between(last.replace(month=9, day=30), last) == ("2026-11", "2026-10", "2026-09")
