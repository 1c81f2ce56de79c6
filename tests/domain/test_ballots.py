"""Sealed ballots: what opens them, what does not, and that they look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots import (
    LONGEST_TEXT,
    MOST_QUESTIONS,
    NONCE_BYTES,
    TAG_BYTES,
    BallotKeys,
    Unreadable,
    decode,
    encode,
    new_salt,
    record_bytes,
)
from bot.domain.questions import (
    OWNERSHIP_4,
    SESSION_FEEDBACK,
    TEMPERATURE,
    Agreement,
    AnswerType,
    Question,
)

SECRET, SALT = b"s" * 32, b"t" * 32
ANSWERS = (Agreement.AGREE, Agreement.DONT_KNOW, Agreement.STRONGLY_DISAGREE, Agreement.NEITHER)
ASKED = OWNERSHIP_4.questions
OF_ALL_KINDS = (*SESSION_FEEDBACK.questions, *TEMPERATURE.questions)
SEALED_BYTES = NONCE_BYTES + record_bytes(ASKED) + TAG_BYTES


def answers_to(questions: tuple[Question, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.tuples(
        *(
            st.text(max_size=LONGEST_TEXT)
            if each.is_text
            else st.sampled_from([option.value for option in each.options])
            for each in questions
        )
    )


any_answers = answers_to(ASKED)


def test_a_person_has_the_same_pseudonym_in_a_round_each_time() -> None:
    first, again = BallotKeys(SECRET, SALT, 1), BallotKeys(SECRET, SALT, 1)
    assert first.key("U001") == again.key("U001")
    assert first.key("U001") != first.key("U002")
    assert len(first.key("U001")) == 32


@pytest.mark.parametrize(
    "other", [BallotKeys(b"x" * 32, SALT, 1), BallotKeys(SECRET, b"x" * 32, 1)]
)
def test_the_pseudonym_needs_both_secret_and_salt(other: BallotKeys) -> None:
    assert other.key("U001") != BallotKeys(SECRET, SALT, 1).key("U001")


@pytest.mark.parametrize("asked", [ASKED, OF_ALL_KINDS], ids=["agreement", "all kinds"])
@given(st.data())
def test_what_was_sealed_opens_again(asked: tuple[Question, ...], data: st.DataObject) -> None:
    answers = data.draw(answers_to(asked))
    keys = BallotKeys(SECRET, SALT, 1)
    key = keys.key("U001")
    assert keys.open(key, asked, keys.seal(key, asked, answers)) == answers


@pytest.mark.parametrize(
    "other",
    [
        BallotKeys(b"x" * 32, SALT, 1),
        BallotKeys(SECRET, b"x" * 32, 1),
        BallotKeys(SECRET, SALT, 2),
    ],
    ids=["another secret", "another salt", "another round"],
)
def test_it_opens_with_nothing_else(other: BallotKeys) -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    key = keys.key("U001")
    with pytest.raises(Unreadable):
        other.open(key, ASKED, keys.seal(key, ASKED, ANSWERS))


def test_a_ballot_cannot_be_moved_to_somebody_else() -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    sealed = keys.seal(keys.key("U001"), ASKED, ANSWERS)
    with pytest.raises(Unreadable):
        keys.open(keys.key("U002"), ASKED, sealed)


@given(st.integers(0, SEALED_BYTES - 1), st.integers(1, 255))
def test_a_ballot_that_was_changed_does_not_open(place: int, by: int) -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    key = keys.key("U001")
    sealed = bytearray(keys.seal(key, ASKED, ANSWERS))
    sealed[place] ^= by
    with pytest.raises(Unreadable):
        keys.open(key, ASKED, bytes(sealed))


@pytest.mark.parametrize("asked", [ASKED, OF_ALL_KINDS], ids=["agreement", "all kinds"])
@given(st.data())
def test_every_sealed_answer_is_as_long_as_every_other(
    asked: tuple[Question, ...], data: st.DataObject
) -> None:
    """Also what somebody wrote: an empty box is as long as a full one."""
    keys = BallotKeys(SECRET, SALT, 1)
    sealed = keys.seal(keys.key("U001"), asked, data.draw(answers_to(asked)))
    assert len(sealed) == NONCE_BYTES + record_bytes(asked) + TAG_BYTES


def test_a_ballot_of_the_first_version_still_opens() -> None:
    """A round may be open while Peerbot is brought up to date: its bytes stay what they were."""
    written = b"\1\4" + bytes((2, 6, 5, 3)) + b"\0" * 42
    assert encode(ASKED, ANSWERS) == written
    assert decode(ASKED, written) == ANSWERS


def test_the_same_answer_never_looks_the_same_twice() -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    key = keys.key("U001")
    sealed = {keys.seal(key, ASKED, ANSWERS) for _ in range(200)}
    assert len(sealed) == 200
    assert len({each[:12] for each in sealed}) == 200  # nonces


def test_salts_are_long_and_never_the_same() -> None:
    assert len({new_salt() for _ in range(100)}) == 100
    assert len(new_salt()) == 32


def test_keys_do_not_show_themselves() -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    assert repr(keys) == object.__repr__(keys)
    assert not hasattr(keys, "__dict__")


@pytest.mark.parametrize("record", [b"", b"\1\1", b"\2" + b"\0" * 47, b"\1\1\7" + b"\0" * 45])
def test_a_record_that_no_ballot_made_is_refused(record: bytes) -> None:
    with pytest.raises((ValueError, LookupError)):
        decode(ASKED, record)


def test_more_answers_than_a_record_holds_are_refused() -> None:
    many = (ASKED[0],) * (MOST_QUESTIONS + 1)
    with pytest.raises(ValueError, match="46 answers"):
        encode(many, (Agreement.AGREE,) * len(many))


def test_what_is_no_option_of_the_question_is_refused() -> None:
    yes_no = Question("q", "Is it?", "It is", AnswerType.YES_NO)
    with pytest.raises(LookupError):
        encode((yes_no,), ("agree",))


def test_the_key_derivation_is_hkdf() -> None:
    """RFC 5869, against the library that seals."""
    import hmac

    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    pseudonym = HKDF(SHA256(), 32, SALT, b"peerbot pulse 1: pseudonym").derive(SECRET)
    expected = hmac.digest(pseudonym, b"U001", "sha256")
    assert BallotKeys(SECRET, SALT, 9).key("U001") == expected
