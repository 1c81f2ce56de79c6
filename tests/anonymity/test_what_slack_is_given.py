"""What goes to Slack and comes back readable by others: round ids, option names, and nothing that links."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.blocks.pulse import forms, messages
from bot.blocks.pulse.export import to_csv
from bot.blocks.pulse.summary import render_summary
from bot.domain.delivery import Outgoing
from bot.domain.disclosure import disclose
from bot.domain.pulse import Group, Round, State, Turnout
from bot.domain.questions import Agreement
from bot.domain.results import Report, read
from bot.domain.tallies import Spread, Tally
from tests.support.pulse import BODY, CHANNEL, MANAGER, OPENING, QUESTIONS

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
    words = messages.turnout_words
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
