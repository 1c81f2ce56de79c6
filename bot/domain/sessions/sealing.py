"""Sealed notes: what somebody wrote for themselves, readable only with the application's secret.

Each person of each workspace has a key of their own, made anew from the secret whenever it is needed and
never kept. The database alone shows that there is a note and how long it is about, not what it says.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.domain.sessions.notes import Note, from_record, to_record

KEY_BYTES = 32
NONCE_BYTES = 12
LENGTH_BYTES = 4
STEP = 512  # notes are as long as a multiple of this, so that their length says little


class Unreadable(Exception):
    """A sealed note does not open: it was changed, is somebody else's, or has another key."""


class NoteSeal:
    """One person's key, for as long as something is done with it."""

    __slots__ = ("_key", "_owner")

    def __init__(self, secret: bytes, workspace_id: int, user: str) -> None:
        self._owner = f"{workspace_id}:{user}".encode()
        info = b"peerbot note 1: seal: " + self._owner
        self._key = AESGCM(HKDF(SHA256(), KEY_BYTES, None, info).derive(secret))

    def seal(self, note: Note) -> bytes:
        record = to_record(note)
        framed = len(record).to_bytes(LENGTH_BYTES, "big") + record
        padded = framed.ljust(-(-len(framed) // STEP) * STEP, b"\0")
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._key.encrypt(nonce, padded, self._owner)

    def open(self, sealed: bytes) -> Note:
        """Raises Unreadable."""
        try:
            padded = self._key.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], self._owner)
            length = int.from_bytes(padded[:LENGTH_BYTES], "big")
            return from_record(padded[LENGTH_BYTES : LENGTH_BYTES + length])
        except (InvalidTag, ValueError, LookupError, TypeError) as error:
            raise Unreadable from error
