"""Chat: how much of the labelled sentences is understood, and what must never be misunderstood."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.indicators import CATALOGUE
from bot.domain.talking import Intent, Slots, Vocabulary, read
from bot.domain.talking.model import COMMANDS
from bot.domain.talking.rules import RULES
from tests.support.talking import (
    NOW,
    ZONE,
    intent_of,
    reading,
    scored,
    sentences,
    vocabulary,
)


def test_nearly_all_sentences_are_understood_exactly() -> None:
    score = scored(sentences())
    assert score.sentences >= 550
    assert score.intents >= 0.95
    assert score.exactness >= 0.9


def test_sentences_are_labelled_with_what_there_is() -> None:
    names = {each.name for each in fields(Slots)} | {"chat"}
    for each in sentences():
        assert each.intent in ("", *Intent)
        assert each.slots.keys() <= names


def test_each_intent_has_a_command_a_rule_and_sentences() -> None:
    assert set(COMMANDS) == set(Intent) == {each.intent for each in RULES}
    assert {each.intent for each in sentences()} - {""} == set(Intent)


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("how do we compare on antibiotics?", "/compare antibiotics"),
        ("start a pulse", "/pulse new"),
        ("snooze until 7 december", "/peerbot snooze until 2026-12-07"),
        ("set up a session on falls", "/peer schedule Falls"),
        ("summary of pulse 3", "/pulse summary 3"),
        ("how many sessions did we hold this quarter", "/peer summary this quarter"),
        ("help with pulses", "/peerbot help pulse"),
    ],
)
def test_the_command_does_the_same(said: str, command: str) -> None:
    best = reading(said).best
    assert best is not None
    assert best.command == command


@pytest.mark.parametrize(
    ("said", "never"),
    [
        ("don't set up a session", Intent.SCHEDULE),
        ("please do not start a pulse", Intent.PULSE_NEW),
        ("we don't want a meeting about falls on Friday", Intent.SCHEDULE),
        ("cancel the session on falls", Intent.SCHEDULE),
        ("when is the session on falls?", Intent.SCHEDULE),
        ("who answered the pulse?", Intent.PULSE_NEW),
        ("don't match us with Brook Street", Intent.MATCH),
        ("stop the monthly antibiotics figures", Intent.POST),
        ("don't delete my data", Intent.FORGET_ME),
        ("do not forget me", Intent.FORGET_ME),
        ("don't post our figures", Intent.POST),
        ("don't snooze me", Intent.SNOOZE),
    ],
)
def test_a_no_is_no_yes(said: str, never: Intent) -> None:
    best = reading(said).best
    assert best is None or best.intent is not never


@pytest.mark.parametrize(
    "said", ["what did Dr Smith answer?", "what did Samir Haddad say?", "who said no?"]
)
def test_who_said_what_is_never_looked_for(said: str) -> None:
    assert intent_of(reading(said)) == Intent.ANONYMITY


@pytest.mark.parametrize(
    "said",
    [
        "what is Mrs Jones's potassium",
        "can you check my patient's blood results",
        "prescribe 500mg amoxicillin",
        "the pulse ox in room 2 is broken",
        "his pulse was 110 at triage",
        "I had my smear yesterday and it was fine",
        "we ran out of inhalers",
        "just had a lovely session with my trainee",
        "bp 180/100 what should I do",
        "what's the best antibiotic for cellulitis",
        "",
        "🙂🙂",
        "asdfgh",
    ],
)
def test_what_is_none_of_our_business_is_not_understood(said: str) -> None:
    assert reading(said).best is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("wipe", Intent.FORGET_ME),
        ("quiet", Intent.SNOOZE),
        ("can you put my lot in threes", Intent.MATCH),
        ("who hasnt coughed up an answer", Intent.ANONYMITY),
        ("the appraisal thing", Intent.NOTES),
    ],
)
def test_what_is_offered_is_what_its_words_speak_for(said: str, meant: Intent) -> None:
    assert reading(said).nearest[0].intent is meant


def test_words_in_no_known_order_are_understood_where_they_speak_for_one_thing() -> None:
    best = reading("our network, renamed, the name").best
    assert best is not None
    assert best.intent is Intent.SETUP


@pytest.mark.parametrize("said", ["not a survey again!", "please don't post anything"])
def test_single_words_are_no_request_where_there_is_a_no(said: str) -> None:
    assert reading(said).best is None


@pytest.mark.parametrize("said", ["", "asdfgh", "hello", "start a pulse", "help", "?"])
def test_three_different_things_are_always_near(said: str) -> None:
    found = reading(said)
    assert len({each.intent for each in found.nearest}) == len(found.nearest) == 3
    assert found.best in (None, found.nearest[0])


@pytest.mark.parametrize(
    ("said", "codes", "people"),
    [
        ("a session with alder lane", ("Y90001",), ()),
        ("a session with Brook St and the Elm Tree practice", ("Y90002", "Y90005"), ()),
        ("a session with Hawthron House", ("Y90008",), ()),
        ("a session with Dr Hadad", (), ("U109",)),
        ("a session with Samir", (), ("U109",)),
        ("a session with <@U109>", (), ("U109",)),
        ("a session with <@U109|samir> on grace periods", (), ("U109",)),
        ("a session on the price of inhalers", (), ()),
        ("a session on elm wood smoke in North Row's area", ("Y90014",), ()),
        ("a session on alder trees", (), ()),
        ("a session with a good brook nearby", (), ()),
    ],
)
def test_names_are_found_and_words_are_none(
    said: str, codes: tuple[str, ...], people: tuple[str, ...]
) -> None:
    best = reading(f"set up {said}").best
    assert best is not None
    assert (best.slots.ods_codes, best.slots.people) == (codes, people)


@pytest.mark.parametrize(
    ("said", "channel"),
    [
        ("to <#C0NORTH|north-locality>", "C0NORTH"),
        ("to #north-locality", "C0NORTH"),
        ("in the north channel", "C0NORTH"),
        ("to north locality", "C0NORTH"),
        ("in the northlocality channel", "C0NORTH"),
        ("to all practices", "C0ALL"),
        ("up north", None),
    ],
)
def test_channels_are_found(said: str, channel: str | None) -> None:
    best = reading(f"post the antibiotics chart {said}").best
    assert best is not None
    assert best.slots.channel == channel


@pytest.mark.parametrize("said", ["antibotics", "antibiotics", "abx", "anti-biotics"])
def test_a_measure_is_found_however_it_is_spelled(said: str) -> None:
    best = reading(f"how do we compare on {said}").best
    assert best is not None
    assert best.slots.indicator == "ktt9_antibiotics"


def test_where_several_measures_fit_the_words_are_kept() -> None:
    every = replace(vocabulary(), indicators=tuple(CATALOGUE.values()))
    best = read("how do we compare on antibiotics?", NOW, ZONE, every).best
    assert best is not None
    assert (best.slots.indicator, best.slots.indicator_words) == (None, "antibiotics")


def test_a_slip_in_a_topic_is_handed_back_as_it_was_written() -> None:
    best = reading("shedule a sesion on winter pressures and cancr on tusday").best
    assert best is not None
    assert (best.slots.topic, best.slots.day) == ("Winter pressures and cancr", date(2026, 12, 1))


def test_a_bot_that_is_addressed_is_no_person() -> None:
    best = reading("<@U0PEERBOT> set up a session on falls").best
    assert best is not None
    assert best.slots.people == ()


def test_it_reads_without_any_names() -> None:
    best = read("set up a session on falls with Alder Lane", NOW, ZONE, Vocabulary()).best
    assert best is not None
    assert best.intent is Intent.SCHEDULE


ODD = st.one_of(
    st.text(max_size=300),
    st.sampled_from([each.text for each in sentences()]).map(lambda said: said * 30),
    st.lists(st.sampled_from([each.text for each in sentences()]), max_size=4).map(" ".join),
    st.text(st.characters(codec="ascii"), max_size=4000),
)


@given(ODD)
def test_whatever_is_written_nothing_breaks(said: str) -> None:
    found = reading(said)
    assert len(found.nearest) == 3
    for each in found.nearest:
        assert each.command.startswith("/")
        assert 0 <= each.score <= 1


def test_a_story_is_no_request() -> None:
    assert reading("set up a session on falls " * 170).best is None
