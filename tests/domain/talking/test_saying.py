"""What was understood is said in one plain sentence, with the date."""

from datetime import date

import pytest

from bot.domain.talking import Intent, Slots, Understood, say
from tests.support.talking import reading, vocabulary
from tests.support.words import blaming

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            "how do we compare on antibiotics?",
            "See how your practice compares on “Antibiotic items, allowing for age and sex”.",
        ),
        (
            "set up a session on falls with Alder Lane next Tuesday at 1 for 20 minutes",
            "Set up a peer session on “Falls” with Alder Lane Surgery on Tuesday 1 December at 13:00, "
            "20 minutes.",
        ),
        (
            "set up a trio on falls on 4 January",
            "Set up a session (trio) on “Falls” on Monday 4 January 2027.",
        ),
        (
            "first Monday of each month at 1 a session on referrals",
            "Set up a peer session on “Referrals”, first Monday of each month at 13:00.",
        ),
        ("snooze until monday", "Hold back what you did not ask for until Monday 30 November."),
        (
            "I can't make Thursday's session",
            "See your sessions, to say that you cannot come on Thursday 26 November.",
        ),
        ("I work at elm tree", "Say that you work at Elm Tree Practice."),
        (
            "start a pulse in #north-locality until friday 5pm",
            "Start a pulse in <#C0NORTH>, open until Friday 27 November at 17:00.",
        ),
        ("make Dr Pym a lead", "See who has which role, and change that of <@U108>."),
        ("who said no?", "Read who can see what of an answer: nobody can be told who said what."),
    ],
)
def test_a_sentence_says_what_was_understood(said: str, sentence: str) -> None:
    best = reading(said).best
    assert best is not None
    assert say(best, vocabulary(), TODAY) == sentence


def test_what_somebody_wrote_does_nothing_in_slack() -> None:
    best = reading("set up a session on &lt;!channel&gt; &amp; b in <#C0NORTH>").best
    assert best is not None
    said = say(best, vocabulary(), TODAY)
    assert "<!" not in said
    assert said.endswith("in <#C0NORTH>.")


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize("slots", [Slots(), Slots(words="x" * 3000, topic="x" * 3000)])
def test_each_has_a_short_sentence_that_blames_nobody(intent: Intent, slots: Slots) -> None:
    sentence = say(Understood(intent, slots), vocabulary(), TODAY)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert len(sentence) < 300
    assert not blaming(sentence)
