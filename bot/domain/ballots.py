"""Sealed ballots: a keyed pseudonym in place of the person, and an answer that only the keys open.

Both keys come from the application's secret and the round's salt. The database alone (which has the
salt) shows neither who nor what; the secret alone shows nothing; once the salt is gone, both together
show nothing either.
"""

import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.questions import Answers, Question

SALT_BYTES = 32
KEY_BYTES = 32
CODES_BYTES = 48  # every ballot of a round is as long as every other
LONGEST_TEXT = 500  # characters
TEXT_BYTES = 4 * LONGEST_TEXT  # of UTF-8, at most
LENGTH_BYTES = 2
NONCE_BYTES = 12
TAG_BYTES = 16
MOST_QUESTIONS = CODES_BYTES - 2

_VERSION = 1
_NOTHING = 0  # the code of a question that is answered in words; options begin at 1


class Unreadable(Exception):
    """A sealed answer does not open: it was changed, moved, or sealed with other keys."""


def new_salt() -> bytes:
    return os.urandom(SALT_BYTES)


class BallotKeys:
    """The two keys of one round, for as long as something is done with them. Never kept."""

    __slots__ = ("_pseudonym", "_round", "_seal")

    def __init__(self, secret: bytes, salt: bytes, round_id: int) -> None:
        self._pseudonym = _hkdf(secret, salt, b"peerbot pulse 1: pseudonym")
        self._seal = AESGCM(_hkdf(secret, salt, b"peerbot pulse 1: seal"))
        self._round = round_id.to_bytes(8, "big")

    def key(self, member: str) -> bytes:
        """The pseudonym of a member in this round: the same each time, so that one can change one's mind."""
        return hmac.digest(self._pseudonym, member.encode(), "sha256")

    def seal(self, key: bytes, questions: Sequence[Question], answers: Answers) -> bytes:
        """The answers, readable only with the keys, and only under this pseudonym in this round."""
        nonce = os.urandom(NONCE_BYTES)
        record = encode(questions, answers)
        return nonce + self._seal.encrypt(nonce, record, self._round + key)

    def open(self, key: bytes, questions: Sequence[Question], sealed: bytes) -> Answers:
        """Raises Unreadable."""
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return decode(questions, self._seal.decrypt(nonce, body, self._round + key))
        except (InvalidTag, ValueError, LookupError) as error:
            raise Unreadable from error


def record_bytes(questions: Sequence[Question]) -> int:
    """How long every ballot of a round with these questions is before it is sealed."""
    texts = sum(each.is_text for each in questions)
    return CODES_BYTES + texts * (LENGTH_BYTES + TEXT_BYTES)


def encode(questions: Sequence[Question], answers: Answers) -> bytes:
    """A record as long as every other of the round, whatever was answered.

    One byte a question: the place of its option from 1 on. What was written follows, each padded to
    the longest there can be. Raises ValueError or KeyError for what cannot be an answer.
    """
    if len(answers) > MOST_QUESTIONS or len(answers) != len(questions):
        raise ValueError(f"a ballot holds {MOST_QUESTIONS} answers, not {len(answers)}")
    pairs = list(zip(questions, answers, strict=True))
    codes = (_NOTHING if asked.is_text else asked.values[said] + 1 for asked, said in pairs)
    body = bytes((_VERSION, len(answers), *codes)).ljust(CODES_BYTES, b"\0")
    return body + b"".join(_padded(said) for asked, said in pairs if asked.is_text)


def _padded(text: str) -> bytes:
    written = text.encode()
    if len(written) > TEXT_BYTES:
        raise ValueError(f"what was written is longer than {TEXT_BYTES} bytes")
    return len(written).to_bytes(LENGTH_BYTES, "big") + written.ljust(TEXT_BYTES, b"\0")


def decode(questions: Sequence[Question], record: bytes) -> Answers:
    """Raises ValueError or LookupError for what encode() did not write."""
    if len(record) != record_bytes(questions) or record[:2] != bytes((_VERSION, len(questions))):
        raise ValueError("not a ballot record")
    answers = []
    at = CODES_BYTES
    for asked, code in zip(questions, record[2:CODES_BYTES], strict=False):
        if not asked.is_text:
            answers.append(asked.options[code - 1].value if code else _invalid())
            continue
        begins = at + LENGTH_BYTES
        length = int.from_bytes(record[at:begins], "big")
        answers.append(record[begins : begins + length].decode())
        at = begins + TEXT_BYTES
    return tuple(answers)


def _invalid() -> str:
    raise ValueError("a question without an answer")


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, info).derive(secret)
