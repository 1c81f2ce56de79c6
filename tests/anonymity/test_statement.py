"""The privacy statement, sentence by sentence, with the tests that hold the code to it."""

import re

import pytest

from bot.blocks.pulse.privacy import privacy_line, privacy_statement
from tests.anonymity import test_crashes, test_database, test_log, test_what_slack_is_given
from tests.domain import test_ballots, test_disclosure
from tests.services import test_pulse as test_service

HELD_BY = {
    "Slack sees that you press the button.": (
        test_what_slack_is_given.test_the_form_carries_the_round_id_and_the_options_that_everybody_has,
    ),
    "Peerbot keeps your answer sealed and without your name.": (
        test_database.test_an_answer_changes_nothing_but_one_ballot,
        test_database.test_the_database_alone_does_not_link_a_ballot_to_a_person,
        test_database.test_the_database_alone_does_not_show_an_answer,
        test_ballots.test_every_sealed_answer_is_as_long_as_every_other,
        test_log.test_the_log_at_debug_has_neither_who_nor_what,
    ),
    "Until the pulse closes nobody is shown any result, only how many have answered.": (
        test_service.test_an_open_round_gives_nothing_but_how_many_and_until_when,
        test_what_slack_is_given.test_the_open_message_differs_from_answer_to_answer_only_in_how_many,
    ),
    ("Whoever holds both Peerbot’s database and its secret key could open an answer until then."): (
        test_database.test_the_secret_alone_opens_nothing,
        test_database.test_database_and_secret_together_could_open_an_answer_as_the_statement_says,
    ),
    "When it closes, only figures about 5 people or more are kept.": (
        test_disclosure.test_no_answers_of_fewer_than_k_people_follow_from_all_that_is_shown,
    ),
    ("Every answer, the list of who was asked and the key to the answers are deleted."): (
        test_database.test_after_close_nothing_links_whatever_one_holds,
        test_crashes.test_killed_at_any_step_the_next_tick_finishes,
    ),
    ("From then on nobody can tell who said what, unless they copied both while it was open."): (
        test_database.test_after_close_nothing_links_whatever_one_holds,
        test_disclosure.test_no_result_proves_what_all_or_all_but_one_of_a_group_said,
    ),
}


def test_each_sentence_is_held_by_tests() -> None:
    heading, *lines = privacy_statement(5).splitlines()
    assert heading == "*Who can see what*"
    sentences = re.findall(r"[^•\s].*?\.(?=\s|$)", " ".join(lines))
    assert sentences == list(HELD_BY)
    assert all(HELD_BY.values())


@pytest.mark.parametrize("k", [5, 8])
def test_the_threshold_in_the_words_is_that_of_the_round(k: int) -> None:
    assert f"figures about {k} people or more" in privacy_statement(k)
    assert f"figures about {k} people or more" in privacy_line(k)


def test_the_short_form_above_the_questions_leaves_no_risk_out() -> None:
    line = privacy_line(5)
    for said in ("Slack sees the click", "database and its secret key could open", "deleted"):
        assert said in line
