"""What is read of questioned numbers: who sees what is said before anything is sent."""

import json
from dataclasses import replace
from typing import Any

from bot.blocks.comparisons.challenge import (
    build_challenge_modal,
    build_sent_modal,
    challenge_button,
    questioned_privately,
    render_challenges,
)
from bot.blocks.comparisons.settling import (
    build_answer_modal,
    build_answered_modal,
    people,
    render_question,
    render_settled,
)
from bot.domain.comparisons.challenges import About, Asking, Challenge, Listed, Questioned
from bot.domain.delivery import Message
from bot.domain.people import Practice
from tests.support.people import PRACTICES
from tests.support.snippets import KTT9, NOW, ZONE, lines

SNIPPET = About(7, KTT9.key)
OWN = About(key=KTT9.key, ods_code="Y90002")
ASKED = Challenge(12, KTT9, SNIPPET, "C1", "Why <this>?\nAnd so?", "U2", NOW, ("U8", "U9"))
PRIVATE = replace(ASKED, about=OWN, channel=None, owners=("U9",))
QUESTION = "*How many antibiotics do we prescribe, given the age and sex of our patients?*\n"


def read(view: dict[str, Any]) -> list[str]:
    return lines(Message("", tuple(view["blocks"])))


def test_the_form_says_whom_it_goes_to_and_who_sees_what() -> None:
    form = build_challenge_modal(Asking(KTT9, SNIPPET, "C1", ("U9",), managers_later=True))
    assert read(form) == [
        QUESTION
        + "This goes to <@U9>, who will see your name and your practice. Without an answer in 7 "
        "days it goes to the managers too. In <#C1> people see that a number is questioned, never by "
        "whom or why. The answer comes to you, and into the thread there.",
        "What is wrong with it?",
    ]
    assert form["blocks"][1]["hint"]["text"] == (
        "In your own words. Please write nothing that could identify a patient."
    )
    assert form["private_metadata"] == "7"
    assert read(build_challenge_modal(Asking(KTT9, OWN, None, ("U8", "U9"), False)))[0] == (
        QUESTION
        + "This goes to <@U8> and <@U9>, who will see your name and your practice. Nobody else "
        "sees it. The answer comes to you."
    )


def test_the_button_says_what_it_does_and_carries_what_it_is_about() -> None:
    button = challenge_button(OWN, KTT9.name)
    assert button["text"]["text"] == "Challenge this number"
    assert button["value"] == "ktt9_antibiotics|Y90002"
    assert button["accessibility_label"].startswith(
        "Challenge this number: Ask whoever answers for it"
    )


def test_afterwards_it_is_said_with_whom_it_is() -> None:
    assert read(build_sent_modal(ASKED)) == [
        "Thank you. Your question is with <@U8> and <@U9>. I will tell you when there is an answer. In "
        "<#C1> it says that a number is being questioned."
    ]
    assert read(build_sent_modal(PRIVATE)) == [
        "Thank you. Your question is with <@U9>. I will tell you when there is an answer."
    ]


def test_a_private_answer_says_that_something_is_open_and_nothing_when_it_is_not() -> None:
    assert questioned_privately(Questioned(2, NOW, answered=True), ZONE) == (
        "A number here is being questioned (since Tue 24 Nov 2026)."
    )
    assert questioned_privately(Questioned(0, None, answered=True), ZONE) == ""
    assert questioned_privately(None, ZONE) == ""


def test_what_people_write_cannot_be_slacks_markup() -> None:
    sly = Practice("Y90002", "<!here>")
    shown = render_question(replace(ASKED, words="<!channel> & so"), "U9", sly, ZONE)
    assert lines(shown)[1] == (
        "<@U2> of &lt;!here&gt; asked on Tue 24 Nov 2026 about the figures in <#C1>:\n"
        ">&lt;!channel&gt; &amp; so"
    )


def test_who_answers_is_told_where_the_answer_goes() -> None:
    assert lines(render_question(PRIVATE, "U9", PRACTICES[1], ZONE))[-1] == (
        "Your answer goes to them. Nobody else learns who asked."
    )
    form = build_answer_modal(ASKED)
    assert read(form) == [
        "*Antibiotic items, allowing for age and sex*\n>Why &lt;this&gt;?\n>And so?",
        "Your answer",
        "Everybody in <#C1> can read it in the thread. Please do not say who asked.",
    ]
    assert read(build_answer_modal(PRIVATE))[-1] == "Only the person who asked will read it."
    assert read(build_answered_modal(ASKED)) == [
        "Thank you. Your answer is in the thread in <#C1>, and with the person who asked. It is settled."
    ]
    assert read(build_answered_modal(PRIVATE)) == [
        "Thank you. Your answer is with the person who asked. It is settled."
    ]


def test_what_is_settled_has_no_buttons_left() -> None:
    settled = replace(ASKED, answered_by="U8", settled_at=NOW)
    assert lines(render_settled(settled)) == [
        "*A number was questioned: Antibiotic items, allowing for age and sex*\n<@U8> settled it without "
        "words.\n>Why &lt;this&gt;?\n>And so?"
    ]
    assert lines(render_settled(replace(settled, answer="So.")))[1:] == ["The answer:\n>So."]


def test_the_list_has_what_waits_what_is_open_and_what_one_asked() -> None:
    line = "Antibiotic items, allowing for age and sex in <#C1>, since Tue 24 Nov 2026."
    other, mine = replace(ASKED, id=13), replace(PRIVATE, id=14)
    assert lines(render_challenges(Listed((ASKED,), (other,), (mine,)), ZONE)) == [
        "*Waiting for your answer*",
        f"{line}\n>Why &lt;this&gt;?\n>And so?",
        "[Answer] [Settle without words]",
        f"*Open*\n• {line} With <@U8> and <@U9>.",
        "*Asked by you*\n• Antibiotic items, allowing for age and sex, since Tue 24 Nov 2026. With <@U9>.",
    ]
    assert render_challenges(Listed((ASKED,), (other,), (mine,)), ZONE).text == (
        "3 numbers are being questioned."
    )


def test_of_what_is_open_the_list_says_neither_who_asked_nor_why() -> None:
    shown = render_challenges(Listed(overseen=(ASKED,)), ZONE)
    assert "U2" not in str(shown)
    assert "Why" not in str(shown)


def test_a_long_list_is_one_message_and_an_empty_one_says_how_to_ask() -> None:
    many = tuple(replace(ASKED, id=n, words="w" * 1000) for n in range(40))
    shown = render_challenges(Listed(many, many, many), ZONE)
    assert len(shown.blocks) <= 50
    assert len(json.dumps(shown.blocks)) < 13_200  # slack.md 3.1
    assert sum("… and 32 more." in line for line in lines(shown)) == 3
    assert render_challenges(Listed(), ZONE).text == (
        "No number is being questioned. Below any figure there is a button for it: “Challenge this "
        "number”."
    )


def test_of_many_people_some_are_named_and_the_others_counted() -> None:
    assert people(("U1",)) == "<@U1>"
    assert people(("U1", "U2", "U3", "U4", "U5")) == "<@U1>, <@U2>, <@U3> and 2 more"
