"""The privacy statement, sentence by sentence, with the tests that hold the code to it."""

import re

import pytest

from bot.blocks.pulse.privacy import privacy_line, privacy_statement
from tests.anonymity import (
    test_between_rounds,
    test_cancelling,
    test_closing_early,
    test_crashes,
    test_database,
    test_exports,
    test_kinds,
    test_log,
    test_reminders,
    test_rotation,
    test_what_slack_is_given,
)
from tests.domain import test_ballots, test_disclosure
from tests.services import test_pulse as test_service

HELD_BY = {
    "Slack sees that you press the button.": (
        test_what_slack_is_given.test_the_form_carries_the_round_id_and_the_options_that_everybody_has,
        test_what_slack_is_given.test_one_tap_buttons_carry_the_round_id_and_an_option_that_everybody_has,
    ),
    "Peerbot keeps your answer sealed and without your name.": (
        test_database.test_an_answer_changes_nothing_but_one_ballot,
        test_database.test_the_database_alone_does_not_link_a_ballot_to_a_person,
        test_database.test_the_database_alone_does_not_show_an_answer,
        test_ballots.test_every_sealed_answer_is_as_long_as_every_other,
        test_log.test_the_log_at_debug_has_neither_who_nor_what,
        test_log.test_one_tap_and_reminders_leave_nobody_in_the_log,
        test_kinds.test_an_answer_of_any_kind_changes_one_ballot_and_nothing_else,
        test_kinds.test_what_was_written_cannot_be_found_in_the_database_while_it_is_open,
        test_reminders.test_an_answer_after_a_reminder_touches_nothing_but_its_ballot,
    ),
    "Until the pulse closes nobody is shown any result, only how many have answered.": (
        test_service.test_an_open_round_gives_nothing_but_how_many_and_until_when,
        test_what_slack_is_given.test_the_open_message_differs_from_answer_to_answer_only_in_how_many,
        test_closing_early.test_extended_again_and_again_it_is_sealed_all_the_time,
        test_closing_early.test_between_closing_early_and_counting_there_is_no_result,
        test_reminders.test_a_failing_reminder_is_told_to_nobody,
    ),
    ("Whoever holds both Peerbot’s database and its secret key could open an answer until then."): (
        test_database.test_the_secret_alone_opens_nothing,
        test_database.test_database_and_secret_together_could_open_an_answer_as_the_statement_says,
        test_kinds.test_the_secret_alone_does_not_open_what_was_written,
        test_rotation.test_the_new_secret_opens_nothing_of_it_even_with_the_database,
    ),
    "When it closes, only figures about 5 people or more are kept.": (
        test_disclosure.test_no_answers_of_fewer_than_k_people_follow_from_all_that_is_shown,
        test_disclosure.test_of_no_kind_do_answers_of_fewer_than_k_people_follow_from_all_that_is_shown,
        test_kinds.test_what_fewer_than_k_wrote_is_never_in_any_file,
        test_exports.test_whatever_the_hidden_people_said_the_files_are_the_same_to_the_byte,
    ),
    ("Every answer, the list of who was asked and the key to the answers are deleted."): (
        test_database.test_after_close_nothing_links_whatever_one_holds,
        test_crashes.test_killed_at_any_step_the_next_tick_finishes,
        test_kinds.test_after_close_what_may_be_shown_stands_and_the_ballots_bytes_are_gone,
        test_cancelling.test_the_bytes_of_a_cancelled_round_are_gone,
        test_reminders.test_afterwards_no_row_tells_who_was_asked_reminded_or_answered,
    ),
    ("From then on nobody can tell who said what, unless they copied both while it was open."): (
        test_database.test_after_close_nothing_links_whatever_one_holds,
        test_disclosure.test_no_result_proves_what_all_or_all_but_one_of_a_group_said,
        test_disclosure.test_of_no_kind_does_a_result_prove_what_all_or_all_but_one_of_a_group_said,
        test_between_rounds.test_two_open_rounds_that_share_a_question_share_nobody,
        test_between_rounds.test_what_is_kept_of_two_rounds_pairs_nobody,
        test_closing_early.test_a_late_answer_after_closing_early_changes_no_row_at_all,
    ),
}
HELD_BY_WITH_TEXT = HELD_BY | {
    (
        "What you write in your own words is shown as it is, in an order of chance, if 5 people or "
        "more write something."
    ): (
        test_disclosure.test_texts_are_shown_from_k_writers_on_and_then_all_of_them,
        test_disclosure.test_each_order_of_texts_is_equally_likely_however_the_ballots_came,
        test_disclosure.test_the_order_does_not_tell_group_key_or_what_else_somebody_said,
        test_disclosure.test_two_questions_in_ones_own_words_are_shuffled_each_by_itself,
        test_disclosure.test_without_a_source_of_chance_of_its_own_it_takes_the_systems,
        test_kinds.test_what_fewer_than_k_wrote_is_never_in_any_file,
    ),
    "Somebody may know you by your words, so name nobody.": (
        test_kinds.test_after_close_what_may_be_shown_stands_and_the_ballots_bytes_are_gone,
        test_what_slack_is_given.test_whoever_writes_is_warned_before_they_do,
    ),
}


@pytest.mark.parametrize("with_text", [False, True])
def test_each_sentence_is_held_by_tests(with_text: bool) -> None:
    heading, *lines = privacy_statement(5, with_text=with_text).splitlines()
    assert heading == "*Who can see what*"
    sentences = re.findall(r"[^•\s].*?\.(?=\s|$)", " ".join(lines))
    held_by = HELD_BY_WITH_TEXT if with_text else HELD_BY
    assert sentences == list(held_by)
    assert all(held_by.values())


@pytest.mark.parametrize("k", [5, 8])
def test_the_threshold_of_texts_is_that_of_the_round(k: int) -> None:
    for words in (privacy_statement(k, with_text=True), privacy_line(k, with_text=True)):
        assert f"if {k} people or more write something" in words
        assert words.startswith((privacy_statement(k), privacy_line(k)))


@pytest.mark.parametrize("k", [5, 8])
def test_the_threshold_in_the_words_is_that_of_the_round(k: int) -> None:
    assert f"figures about {k} people or more" in privacy_statement(k)
    assert f"figures about {k} people or more" in privacy_line(k)


def test_the_short_form_above_the_questions_leaves_no_risk_out() -> None:
    line = privacy_line(5)
    for said in ("Slack sees the click", "database and its secret key could open", "deleted"):
        assert said in line
    with_text = privacy_line(5, with_text=True)
    for said in ("shown as it is", "in an order of chance", "name nobody"):
        assert said in with_text
