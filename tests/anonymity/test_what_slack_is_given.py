"""What goes to Slack and comes back readable by others: round ids, option names, and nothing that links."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from bot.blocks import ids
from bot.blocks.pulse import forms, lists, making, messages
from bot.blocks.pulse.export import to_csv
from bot.blocks.pulse.summary import render_summary
from bot.blocks.pulse.words import turnout_words
from bot.domain.delivery import Message, Outgoing
from bot.domain.disclosure import disclose
from bot.domain.pulse import (
    Circle,
    CircleKind,
    Group,
    Listed,
    Overview,
    Preview,
    Proposal,
    Round,
    State,
    Turnout,
)
from bot.domain.questions import SESSION_FEEDBACK, TEMPERATURE, Agreement, Question, QuestionSet
from bot.domain.results import Report, read
from bot.domain.tallies import Spread, Tally
from tests.anonymity.kinds import ALL_KINDS, said_by
from tests.support.pulse import ASKS, BODY, CHANNEL, LEADERS, MANAGER, MEMBERS, OPENING, QUESTIONS

LONDON = "Europe/London"
ANSWERS = (Agreement.AGREE, Agreement.DISAGREE, Agreement.DONT_KNOW, Agreement.NEITHER)


def a_round(state: State = State.OPEN, answered: int | None = None) -> Round:
    closes = OPENING + timedelta(days=7)
    return Round(
        41, state, CHANNEL, MANAGER.slack_user_id, QUESTIONS, 5, OPENING, closes, 23, answered
    )


def values_in(part: Any, *names: str) -> Iterator[str]:
    if isinstance(part, dict):
        yield from (str(part[name]) for name in names if name in part)
        for each in part.values():
            yield from values_in(each, *names)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from values_in(each, *names)


def test_the_message_carries_the_round_id_and_nothing_else() -> None:
    message = messages.render_open(a_round(), Turnout(3, 23), BODY, LONDON)
    assert list(values_in(message.blocks, "value", "private_metadata")) == ["41"]


def test_the_form_carries_the_round_id_and_the_options_that_everybody_has() -> None:
    empty = forms.build_ballot_modal(a_round(), None, LONDON)
    filled = forms.build_ballot_modal(a_round(), ANSWERS, LONDON)
    for view in (empty, filled):
        assert view["private_metadata"] == "41"
        assert set(values_in(view, "value")) == {each.value for each in Agreement}
        blocks = set(values_in(view, "block_id", "action_id"))
        assert blocks == {f"pulse_question_{each.id}" for each in QUESTIONS}


def test_the_receipt_does_not_repeat_the_answers() -> None:
    receipt = json.dumps(forms.build_receipt_modal(a_round(), LONDON))
    assert "private_metadata" not in receipt or '"private_metadata": ""' in receipt
    assert not any(each.value in receipt or each.words in receipt for each in Agreement)


@pytest.mark.parametrize("turnout", [Turnout(0, 23), Turnout(1, 23), Turnout(23, 23)])
def test_the_open_message_differs_from_answer_to_answer_only_in_how_many(
    turnout: Turnout,
) -> None:
    one = json.dumps(messages.render_open(a_round(), turnout, BODY, LONDON).blocks)
    other = json.dumps(messages.render_open(a_round(), Turnout(5, 23), BODY, LONDON).blocks)
    words = turnout_words
    assert one.replace(words(turnout), "") == other.replace(words(Turnout(5, 23)), "")


def test_the_closed_message_has_no_figure_but_how_many() -> None:
    closed = a_round(State.PURGING, 19)
    for planned in messages.closed(closed, BODY):
        words = json.dumps(planned.message.blocks) + planned.message.text
        assert "19 of 23" in words
        assert not any(each in words.lower() for each in ("agree", "%", "of 100"))


def test_the_keys_of_messages_say_the_round_and_nobody() -> None:
    planned: list[Outgoing] = [messages.opening(a_round(), Turnout(0, 22), BODY, LONDON)]
    planned += [messages.turnout_changed(a_round(), Turnout(1, 23), BODY, LONDON)]
    planned += messages.closed(a_round(), BODY)
    assert {each.key for each in planned} == {
        "pulse:41:opening",
        "pulse:41:message",
        "pulse:41:closed",
    }


def test_export_and_summary_know_only_what_disclosure_let_through() -> None:
    """A hidden group's counts cannot be found in either, whatever they were."""
    said = []
    for agreeing in (0, 1, 2, 3):  # what three leaders may have said, members making up for it
        leaders = Spread(agree=agreeing, disagree=3 - agreeing)
        members = Spread(agree=9 - agreeing, disagree=3 + agreeing)
        tallies = {
            Group.LEADER: Tally(3, 3, {each.id: leaders for each in QUESTIONS}),
            Group.MEMBER: Tally(20, 12, {each.id: members for each in QUESTIONS}),
            Group.UNKNOWN: Tally(0, 0, {each.id: Spread() for each in QUESTIONS}),
        }
        results = read(a_round(State.CLOSED, 15), disclose(QUESTIONS, tallies, 5))
        report = Report(results, body=BODY, zone=LONDON)
        summary = render_summary(report)
        said.append((summary.text, str(summary.blocks), to_csv(report)))
    assert len(set(said)) == 1


# ---- rounds of every kind

NAMES = [each.slack_user_id for each in (*LEADERS, *MEMBERS)]
ONE_TAP = [
    TEMPERATURE.worded(BODY).questions[0],
    SESSION_FEEDBACK.questions[0],  # agreement
    SESSION_FEEDBACK.questions[2],  # yes or no
    SESSION_FEEDBACK.questions[3],  # one of several
]


def of_questions(questions: Sequence[Question], state: State = State.OPEN) -> Round:
    return replace(
        a_round(state, 19 if state is State.CLOSED else None),
        questions=tuple(questions),
        owner=MANAGER.slack_user_id,
        title="Winter",
        set_id="own-1",
    )


def for_all_to_read(round_: Round) -> dict[str, Message]:
    """Every message that asks; ``render_reminder`` and ``render_asked`` know no person at all."""
    return {
        "in the channel": messages.render_open(round_, Turnout(3, 23), BODY, LONDON),
        "outside it": messages.render_asked(round_, BODY, LONDON),
        "reminder": messages.render_reminder(round_, BODY, LONDON),
    }


@pytest.mark.parametrize("question", ONE_TAP, ids=lambda each: each.type.value)
def test_one_tap_buttons_carry_the_round_id_and_an_option_that_everybody_has(
    question: Question,
) -> None:
    for message in for_all_to_read(of_questions([question])).values():
        values = [each for each in values_in(message.blocks, "value") if each]
        assert values == [f"41 {option.value}" for option in question.options]
        assert "private_metadata" not in json.dumps(message.blocks)
        pressed = set(values_in(message.blocks, "action_id")) - {ids.PULSE_NO_REMINDERS}
        assert pressed == {f"{ids.PULSE_TAP}{place}" for place in range(len(question.options))}


@pytest.mark.parametrize("asks", [ASKS, ALL_KINDS, SESSION_FEEDBACK], ids=lambda each: each.id)
def test_reminders_and_messages_outside_the_channel_carry_the_round_id_alone(
    asks: QuestionSet,
) -> None:
    for message in for_all_to_read(of_questions(asks.questions)).values():
        assert [each for each in values_in(message.blocks, "value") if each] == ["41"]
        assert "private_metadata" not in json.dumps(message.blocks)


def test_what_is_sent_to_each_is_the_same_for_all_and_only_its_key_says_for_whom() -> None:
    """The row that is sent is about one person; what Slack shows, and its metadata, is not."""
    round_ = of_questions(ALL_KINDS.questions)
    for name, planned, message in (
        ("ask", messages.asked, messages.render_asked(round_, BODY, LONDON)),
        ("remind", messages.reminder, messages.render_reminder(round_, BODY, LONDON)),
    ):
        sent = [planned(round_, user, message) for user in NAMES]
        assert {id(each.message) for each in sent} == {id(message)}
        assert [each.key for each in sent] == [f"pulse:41:{name}:{user}" for user in NAMES]
        assert {each.about for each in sent} == {"pulse 41: Winter"}
    assert all(messages.reminder(round_, user, message).owner is None for user in NAMES)


def test_the_form_of_all_kinds_carries_ones_own_answers_to_oneself_and_nothing_in_its_memory() -> (
    None
):
    """What is filled in is in its fields, where its person sees it; its memory is the round's id."""
    round_ = of_questions(ALL_KINDS.questions)
    options = {option.value for each in round_.questions for option in each.options}
    for before in (None, said_by(1)):
        view = forms.build_ballot_modal(round_, before, LONDON)
        assert view["private_metadata"] == "41"
        assert set(values_in(view, "value")) == options
        blocks = {each for each in values_in(view, "block_id", "action_id") if each}
        assert blocks == {f"pulse_question_{each.id}" for each in round_.questions}
        assert ("zarquon" in json.dumps(view)) == (before is not None)


def test_receipts_are_the_same_whatever_was_answered() -> None:
    for question in ONE_TAP:
        receipt = forms.render_receipt(of_questions([question]), LONDON)
        said = json.dumps(receipt.blocks) + receipt.text
        assert "value" not in said
        assert not any(f"“{option.words}”" in said for option in question.options)
    modal = json.dumps(forms.build_receipt_modal(of_questions(ALL_KINDS.questions), LONDON))
    assert not any(option.words in modal for option in ALL_KINDS.questions[0].options)


@pytest.mark.parametrize("asks", [ALL_KINDS, TEMPERATURE.worded(BODY)], ids=lambda each: each.id)
def test_the_preview_carries_what_was_chosen_in_the_form_and_nobody(asks: QuestionSet) -> None:
    day = (OPENING + timedelta(days=7)).date()
    circle = Circle(CircleKind.PRACTICES, ("Y90001", "Y90002"), "two practices")
    proposal = Proposal(CHANNEL, asks, 5, day, time(17), circle)
    groups = {Group.LEADER: 7, Group.MEMBER: 16}
    closes = OPENING + timedelta(days=7)
    preview = Preview(proposal, groups, OPENING, closes)
    choice = making.Choice(
        asks.id, CHANNEL, day.isoformat(), "17:00", CircleKind.PRACTICES, ("Y90001", "Y90002")
    )
    view = making.build_preview_modal(preview, choice, BODY, LONDON)
    assert making.Choice.from_text(view["private_metadata"]) == choice
    assert not any(name in json.dumps(view) for name in NAMES)
    # Its buttons do not work, so that nobody can answer a round that there is not.
    assert not any(
        each.startswith((ids.PULSE_TAP, ids.PULSE_ANSWER)) for each in values_in(view, "action_id")
    )


def test_the_reply_and_the_extend_form_carry_the_round_id() -> None:
    round_ = of_questions(ALL_KINDS.questions, State.CLOSED)
    views = [
        forms.build_reply_modal(Report(read(round_, []), body=BODY, zone=LONDON)),
        forms.build_extend_modal(round_, (OPENING.date(), time(17)), LONDON),
    ]
    for view in views:
        assert view["private_metadata"] == "41"
        assert not any(name in json.dumps(view) for name in NAMES)


@pytest.mark.parametrize("state", State)
def test_the_buttons_of_the_list_carry_round_ids_and_say_of_an_open_round_only_how_many(
    state: State,
) -> None:
    round_ = replace(of_questions(ALL_KINDS.questions), state=state, circle=Circle(CircleKind.ALL))
    if state in (State.PURGING, State.CLOSED):
        round_ = replace(round_, answered=19)
    listed = Listed(round_, Turnout(19, 23), None, True)
    message = lists.render_list(Overview((listed,), (), OPENING), LONDON)
    assert {each for each in values_in(message.blocks, "value") if each} == {"41"}
    said = json.dumps(message.blocks)
    assert not any(name in said for name in NAMES)
    assert ("19 of 23" in said) == (state not in (State.CANCELLING, State.CANCELLED))


def test_whoever_writes_is_warned_before_they_do() -> None:
    """On the message and in the form; and not where nothing is written."""
    for asks, warned in ((ALL_KINDS, True), (SESSION_FEEDBACK, True), (ASKS, False)):
        round_ = of_questions(asks.questions)
        form = json.dumps(forms.build_ballot_modal(round_, None, LONDON))
        said = [json.dumps(each.blocks) for each in for_all_to_read(round_).values()]
        assert {"name nobody" in each for each in (form, *said)} == {warned}
