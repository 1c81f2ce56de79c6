"""What is said about where people work stays within Slack's limits, with hundreds of people too."""

from datetime import UTC, datetime

import pytest

from bot.blocks import joining as say
from bot.blocks.members import build_people
from bot.domain.delivery import Block
from bot.domain.joining import Claim, People, Standing
from bot.domain.people import Member, Practice, Role
from bot.domain.register import Place
from bot.playground.validation.blocks import MESSAGE
from bot.playground.validation.view import view_problems
from bot.playground.validation.whole import problems_of
from tests.support.people import PRACTICES

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CODES = frozenset(each.ods_code for each in PRACTICES)
LONG = "The Very Long Name of a Practice that Merged with Three Others, & Sons <Ltd> " * 3
MANY = tuple(
    Member(f"U{number:09}", Practice(f"Y{number % 300:05}", f"Surgery {number % 300}"))
    for number in range(4000)
)
CLAIMS = tuple(
    Claim(f"U{number:09}", PRACTICES[number % 6].ods_code, LONG, NOW) for number in range(300)
)


def read(blocks: object) -> str:
    return str(blocks)


def place(code: str) -> Place:
    return Place(code, LONG, "ZZ99 1AA", own=True)


@pytest.mark.parametrize("members", [(), MANY, None])
@pytest.mark.parametrize("claims", [(), CLAIMS])
def test_the_list_of_people_fits(
    members: tuple[Member, ...] | None, claims: tuple[Claim, ...]
) -> None:
    view = build_people(People(claims, members, CODES), "Saved.")
    assert list(view_problems(view)) == []
    assert len(view["blocks"]) <= 100


def test_only_who_looks_after_people_sees_everybody_and_confirms_all() -> None:
    colleague = read(build_people(People(CLAIMS, None, CODES)))
    assert "Confirm all" not in colleague
    assert "choose them" not in colleague
    assert "Confirm all" in read(build_people(People(CLAIMS, MANY, CODES)))


def test_a_practice_outside_the_group_is_said_to_be_one() -> None:
    claim = Claim("U1", "B81001", "Elsewhere Surgery", NOW)
    assert "not one of the group's practices yet" in read(build_people(People((claim,), (), CODES)))


def test_the_forms_fit_and_show_what_was_said_last() -> None:
    member = Member("U1", PRACTICES[0], formal_role=True, also_at=PRACTICES[1:])
    for view in (
        say.build_member_form(None, (), place),
        say.build_member_form(member, CLAIMS[:3], place),
        say.build_correct_form("U1", member, place),
        say.build_correct_form("U1", None, place),
        say.build_said_modal(list(say.say_saved(member, {CLAIMS[0]: ("U2",)}, []))),
    ):
        assert list(view_problems(view)) == []
    menu = say.build_member_form(member, CLAIMS[:1], place)["blocks"][1]["element"]
    assert menu["initial_option"]["value"] == CLAIMS[0].ods_code


def test_a_practice_that_was_named_in_a_sentence_is_chosen_already() -> None:
    member = Member("U1", PRACTICES[0], also_at=PRACTICES[1:2])
    named = PRACTICES[1].ods_code
    _, main, also, *_ = say.build_member_form(member, (), place, named)["blocks"]
    assert main["element"]["initial_option"]["value"] == named
    assert "initial_options" not in also["element"]  # one place at a time


def test_an_option_tells_two_of_one_name_apart() -> None:
    option = say.place_option(Place("B81001", "Alder Lane Surgery", "ZZ99 7AA"))
    assert option["text"]["text"] == "Alder Lane Surgery"
    assert option["description"]["text"] == "B81001 · ZZ99 7AA"


def test_messages_fit_and_have_their_words_as_text() -> None:
    claim = CLAIMS[0]
    for message in (
        say.render_question(claim, outside=True),
        say.render_decided(claim, "U2", yes=True),
        say.render_outcome(claim, "U2", ["U8"], yes=False),
        say.render_unlisted("U1", "<!here> Elm & Ash"),
        say.render_asking(),
    ):
        assert list(problems_of(list(message.blocks), MESSAGE, "/blocks")) == []
        assert message.text
    assert "<!here>" not in read(say.render_unlisted("U1", "<!here> Elm & Ash").blocks)


def home(standing: Standing) -> str:
    blocks: list[Block] = list(say.home_member(standing))
    return read(blocks)


def test_home_says_in_a_line_who_one_is_and_what_waits() -> None:
    alder = Member("U1", PRACTICES[0], formal_role=False)
    said = home(Standing("U1", alder))
    assert "at *Alder Lane Surgery* · no formal role" in said
    assert "Change" in said
    assert "practice not said yet, so I can show you no figures" in home(
        Standing("U1", Member("U1"))
    )
    manager = Member("U1", None, frozenset({Role.MANAGER}))
    assert "figures" not in home(Standing("U1", manager))
    assert "locum" in home(Standing("U1", Member("U1", locum=True)))
    assert "not a member" not in (new := home(Standing("U1")))  # the greeting says so
    assert "Say where you work" in new
    claim = Claim("U1", "Y90002", "Brook Street Practice", NOW)
    waits = home(Standing("U1", Member("U1"), (claim,), ("U7",)))
    assert "Brook Street Practice waits to be confirmed by <@U7>" in waits
    assert "3 people say where they work" in home(Standing("U8", alder, to_confirm=3))
