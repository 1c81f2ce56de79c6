"""Sealing: what is readable only with the application's secret, and is bound to what it belongs to.

Each owner (a person's notes, one concern) has a key of its own, made anew from the secret whenever it is
needed and never kept. The database alone shows that there is something and how long it is about.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12
LENGTH_BYTES = 4
STEP = 512  # what is sealed is as long as a multiple of this, so that its length says little


class Unreadable(Exception):
    """What was sealed does not open: it was changed, is somebody else's, or has another key."""


class Seal:
    """One key, for as long as something is done with it. ``purpose`` keeps features' keys apart."""

    __slots__ = ("_key", "_owner")

    def __init__(self, secret: bytes, purpose: bytes, owner: bytes) -> None:
        self._owner = owner
        self._key = AESGCM(HKDF(SHA256(), KEY_BYTES, None, purpose + owner).derive(secret))

    def seal_bytes(self, record: bytes, about: bytes = b"") -> bytes:
        """``about`` must be the same when it is opened."""
        framed = len(record).to_bytes(LENGTH_BYTES, "big") + record
        padded = framed.ljust(-(-len(framed) // STEP) * STEP, b"\0")
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._key.encrypt(nonce, padded, self._owner + about)

    def open_bytes(self, sealed: bytes, about: bytes = b"") -> bytes:
        """Raises Unreadable."""
        try:
            nonce, padded = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
            opened = self._key.decrypt(nonce, padded, self._owner + about)
        except (InvalidTag, ValueError) as error:
            raise Unreadable from error
        length = int.from_bytes(opened[:LENGTH_BYTES], "big")
        return opened[LENGTH_BYTES : LENGTH_BYTES + length]
