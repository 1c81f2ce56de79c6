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

from bot.domain.questions import Agreement, Answers

SALT_BYTES = 32
KEY_BYTES = 32
RECORD_BYTES = 48  # every answer is as long as every other
NONCE_BYTES = 12
TAG_BYTES = 16
SEALED_BYTES = NONCE_BYTES + RECORD_BYTES + TAG_BYTES
MOST_QUESTIONS = RECORD_BYTES - 2

_VERSION = 1
_CODES = {each: code for code, each in enumerate(Agreement, start=1)}
_MEANINGS = {code: each for each, code in _CODES.items()}


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

    def seal(self, key: bytes, answers: Answers) -> bytes:
        """The answers, readable only with the keys, and only under this pseudonym in this round."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._seal.encrypt(nonce, encode(answers), self._round + key)

    def open(self, key: bytes, sealed: bytes) -> Answers:
        """Raises Unreadable."""
        nonce, body = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return decode(self._seal.decrypt(nonce, body, self._round + key))
        except (InvalidTag, ValueError, KeyError) as error:
            raise Unreadable from error


def encode(answers: Answers) -> bytes:
    """A record of RECORD_BYTES, whatever was answered. Raises ValueError for too many answers."""
    if len(answers) > MOST_QUESTIONS:
        raise ValueError(f"a ballot holds {MOST_QUESTIONS} answers, not {len(answers)}")
    body = bytes((_VERSION, len(answers), *(_CODES[each] for each in answers)))
    return body.ljust(RECORD_BYTES, b"\0")


def decode(record: bytes) -> Answers:
    """Raises ValueError or KeyError for what encode() did not write."""
    if len(record) != RECORD_BYTES or record[0] != _VERSION:
        raise ValueError("not a ballot record")
    codes: Sequence[int] = record[2 : 2 + record[1]]
    return tuple(_MEANINGS[code] for code in codes)


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt, info).derive(secret)
