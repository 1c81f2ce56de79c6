"""Sealed ballots: what opens them, what does not, and that they look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots import (
    MOST_QUESTIONS,
    SEALED_BYTES,
    BallotKeys,
    Unreadable,
    decode,
    encode,
    new_salt,
)
from bot.domain.questions import Agreement

SECRET, SALT = b"s" * 32, b"t" * 32
ANSWERS = (Agreement.AGREE, Agreement.DONT_KNOW, Agreement.STRONGLY_DISAGREE, Agreement.NEITHER)
any_answers = st.lists(st.sampled_from(Agreement), max_size=MOST_QUESTIONS).map(tuple)


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


@given(any_answers)
def test_what_was_sealed_opens_again(answers: tuple[Agreement, ...]) -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    key = keys.key("U001")
    assert keys.open(key, keys.seal(key, answers)) == answers


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
        other.open(key, keys.seal(key, ANSWERS))


def test_a_ballot_cannot_be_moved_to_somebody_else() -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    sealed = keys.seal(keys.key("U001"), ANSWERS)
    with pytest.raises(Unreadable):
        keys.open(keys.key("U002"), sealed)


@given(st.integers(0, SEALED_BYTES - 1), st.integers(1, 255))
def test_a_ballot_that_was_changed_does_not_open(place: int, by: int) -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    key = keys.key("U001")
    sealed = bytearray(keys.seal(key, ANSWERS))
    sealed[place] ^= by
    with pytest.raises(Unreadable):
        keys.open(key, bytes(sealed))


@given(any_answers)
def test_every_sealed_answer_is_as_long_as_every_other(answers: tuple[Agreement, ...]) -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    assert len(keys.seal(keys.key("U001"), answers)) == SEALED_BYTES


def test_the_same_answer_never_looks_the_same_twice() -> None:
    keys = BallotKeys(SECRET, SALT, 1)
    key = keys.key("U001")
    sealed = {keys.seal(key, ANSWERS) for _ in range(200)}
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
    with pytest.raises((ValueError, KeyError)):
        decode(record)


def test_more_answers_than_a_record_holds_are_refused() -> None:
    with pytest.raises(ValueError, match="46 answers"):
        encode((Agreement.AGREE,) * (MOST_QUESTIONS + 1))


def test_the_key_derivation_is_hkdf() -> None:
    """RFC 5869, against the library that seals."""
    import hmac

    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    pseudonym = HKDF(SHA256(), 32, SALT, b"peerbot pulse 1: pseudonym").derive(SECRET)
    expected = hmac.digest(pseudonym, b"U001", "sha256")
    assert BallotKeys(SECRET, SALT, 9).key("U001") == expected
