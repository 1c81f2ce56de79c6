"""Questions: ids that never change, words, kinds of answers, and what of a draft is refused."""

import pytest

from bot.domain.questions import (
    BUILT_IN,
    OWNERSHIP_4,
    OWNERSHIP_8,
    TEMPERATURE,
    AnswerType,
    Question,
    QuestionSet,
    built_in,
    is_one_tap,
    own_id,
    question_from_json,
    question_to_json,
)
from bot.domain.questions.own import LONGEST, BadDraft, Draft, read_drafts

AGREEMENT, CHOICE, TEXT = AnswerType.AGREEMENT, AnswerType.CHOICE, AnswerType.TEXT


# ---- what comes with Peerbot


def test_the_ids_of_sets_and_questions_never_change() -> None:
    """Written down: another id would cut every series that was begun with it."""
    assert {each.id: [question.id for question in each.questions] for each in BUILT_IN} == {
        "ownership-4": ["owned", "decisions", "influence", "relations"],
        "ownership-8": [
            "informed",
            "understand",
            "decisions",
            "contact",
            "responsive",
            "owned",
            "meetings",
            "influence",
        ],
        "temperature": ["temperature"],
        "session-feedback": [
            "session-useful",
            "session-open",
            "session-next",
            "session-length",
            "session-better",
        ],
    }


def test_the_values_that_are_kept_never_change() -> None:
    options = {
        each.type: [option.value for option in each.options]
        for chosen in BUILT_IN
        for each in chosen.questions
    }
    assert options == {
        "agreement": [
            "strongly_agree",
            "agree",
            "neither",
            "disagree",
            "strongly_disagree",
            "dont_know",
        ],
        "yes_no": ["yes", "no", "dont_know"],
        "choice": ["c1", "c2", "c3"],
        "scale": [str(point) for point in range(11)],
        "text": [],
    }


def test_the_eight_items_are_those_of_the_survey_about_this_body() -> None:
    words = [each.text for each in OWNERSHIP_8.worded("Wold Valley PCN").questions]
    assert words[2] == "Decisions made by Wold Valley PCN reflect my views"
    assert words[5] == ("Wold Valley PCN is owned by its members and feels like ‘our organisation’")
    assert words[7] == "I can influence the work of Wold Valley PCN if I choose to"
    assert "2015" in OWNERSHIP_8.source
    assert "2013" in OWNERSHIP_4.source


@pytest.mark.parametrize("body", ["the network", "éire PCN", "a {odd} name"])
def test_a_sentence_begins_with_a_capital_whatever_the_body_is_called(body: str) -> None:
    for chosen in BUILT_IN:
        for before, after in zip(chosen.questions, chosen.worded(body).questions, strict=True):
            assert after.text[0] == after.text[0].upper()
            assert "{body}" not in after.text
            assert (body[1:] in after.text) == ("{body}" in before.text)
            assert after.id == before.id


def test_which_are_answered_with_one_tap() -> None:
    assert is_one_tap(TEMPERATURE.questions)
    assert not is_one_tap(OWNERSHIP_4.questions)
    assert not is_one_tap([Question("x", "Why?", "Why", TEXT)])
    assert built_in("ownership-4") is OWNERSHIP_4
    assert built_in("own-1") is None


@pytest.mark.parametrize("chosen", BUILT_IN, ids=lambda each: str(each.id))
def test_a_set_is_read_back_as_it_was_kept(chosen: QuestionSet) -> None:
    kept = [question_to_json(each) for each in chosen.questions]
    assert tuple(question_from_json(each) for each in kept) == chosen.questions


def test_what_the_first_version_kept_is_of_agreement() -> None:
    old = question_from_json({"id": "owned", "text": "Ours", "short": "Ours"})
    assert (old.type, old.choices) == (AGREEMENT, ())


# ---- own ids


def test_own_ids_are_the_same_for_the_same_words() -> None:
    same = {own_id(text, AGREEMENT, ()) for text in ("We cope", " we  COPE ", "We\n\tcope")}
    assert len(same) == 1
    choices = {own_id("Where?", CHOICE, each) for each in (("Beds", "Phones"), ("BEDS", "phones"))}
    assert len(choices) == 1


def test_own_ids_differ_by_words_kind_and_choices() -> None:
    ids = [
        own_id("We cope", AGREEMENT, ()),
        own_id("We cope.", AGREEMENT, ()),
        own_id("We cope", AnswerType.YES_NO, ()),
        own_id("We cope", AnswerType.SCALE, ()),
        own_id("We cope", TEXT, ()),
        own_id("We cope", CHOICE, ("a", "b")),
        own_id("We cope", CHOICE, ("b", "a")),
        own_id("We cope", CHOICE, ("a", "b", "c")),
    ]
    assert len(set(ids)) == len(ids)
    assert not {each.id for one in BUILT_IN for each in one.questions} & set(ids)


# ---- drafts


def test_what_is_typed_is_tidied_and_what_is_empty_left_out() -> None:
    first, second = read_drafts(
        [
            Draft("  We   cope\n well ", AGREEMENT, "left over"),
            Draft("", AGREEMENT),
            Draft("Where?", CHOICE, " Beds \n\n Home   visits\nBeds"),
        ]
    )
    assert (first.text, first.choices) == ("We cope well", ())
    assert second.choices == ("Beds", "Home visits")


def test_a_long_question_has_a_short_name_that_is_cut_at_its_end() -> None:
    (question,) = read_drafts([Draft("word " * 39 + "word", AGREEMENT)])
    assert len(question.text) == 199
    assert len(question.short) <= 60
    assert question.short.endswith("…")


REFUSED: list[tuple[list[Draft], str, int, bool]] = [
    ([], "at least one question", 0, False),
    ([Draft("  ", AGREEMENT)], "at least one question", 0, False),
    ([Draft("We cope", AGREEMENT), Draft("", CHOICE, "a\nb")], "belong to", 1, False),
    ([Draft("We cope", AGREEMENT), Draft("we  COPE", AGREEMENT)], "twice", 1, False),
    ([Draft("x" * (LONGEST + 1), AGREEMENT)], "200 characters", 0, False),
    ([Draft("Where?", CHOICE)], "from 2 to 8", 0, True),
    ([Draft("Where?", CHOICE, "Beds")], "from 2 to 8", 0, True),
    ([Draft("Where?", CHOICE, "Beds\n  Beds ")], "from 2 to 8", 0, True),
    ([Draft("Where?", CHOICE, "Beds\nBEDS")], "from 2 to 8", 0, True),
    ([Draft("Where?", CHOICE, "\n".join("abcdefghi"))], "from 2 to 8", 0, True),
    ([Draft("Where?", CHOICE, "a\n" + "b" * 61)], "60 characters", 0, True),
    ([Draft("What?", TEXT)], "answered by choosing", 0, False),
    (
        [Draft("We cope", AGREEMENT), *(Draft(each, TEXT) for each in "ABC")],
        "At most 2",
        3,
        False,
    ),
    # The room that was left empty is not the one to change.
    (
        [Draft("We cope", AGREEMENT), *(Draft(each, TEXT) for each in "ABC"), Draft("", TEXT)],
        "At most 2",
        3,
        False,
    ),
]


@pytest.mark.parametrize(("drafts", "says", "place", "in_choices"), REFUSED)
def test_what_cannot_be_asked_is_refused_at_its_place(
    drafts: list[Draft], says: str, place: int, in_choices: bool
) -> None:
    with pytest.raises(BadDraft, match=says) as refused:
        read_drafts(drafts)
    assert (refused.value.place, refused.value.in_choices) == (place, in_choices)
    said = str(refused.value)
    assert said.endswith(".")
    assert "Please" in said or "please" in said
