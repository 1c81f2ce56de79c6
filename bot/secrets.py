"""The application's secret keys: read from the settings, or made once and kept beside the database."""

import base64
import hashlib
import logging
import os
import secrets as random_source
from dataclasses import dataclass
from pathlib import Path

from bot.config import Settings
from bot.errors import ConfigurationError

log = logging.getLogger(__name__)

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """One key. ``id`` names it without giving it away, so that a round can say which it began with."""

    id: str
    key: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Secrets:
    """The current key first; older ones stay until no open round began with them."""

    keys: tuple[Secret, ...]

    @property
    def current(self) -> Secret:
        return self.keys[0]

    def by_id(self, secret_id: str) -> Secret:
        """Raises ConfigurationError when that key is no longer configured."""
        for secret in self.keys:
            if secret.id == secret_id:
                return secret
        raise ConfigurationError(
            "An open pulse began with a PEERBOT_SECRET_KEY that is no longer configured. Put the old "
            "key after the new one, with a comma between them, until that pulse has closed."
        )


def parse_secrets(text: str) -> Secrets:
    """One or more base64 keys of 32 bytes, newest first, commas between.

    Raises ConfigurationError with how to make one.
    """
    return Secrets(tuple(_secret(part.strip()) for part in text.split(",") if part.strip()))


def _secret(text: str) -> Secret:
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ConfigurationError(
            "PEERBOT_SECRET_KEY is not a key of 32 bytes in base64. Leave it empty to have one made, "
            "or make one with: python -c 'import base64, os; "
            "print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
        )
    return Secret(hashlib.sha256(b"peerbot secret id" + key).hexdigest()[:16], key)


def known_secrets(settings: Settings) -> Secrets:
    """The keys that there are; none is made and kept, since what asks here opens no ballot."""
    if settings.secret_key or settings.secret_key_file.exists():
        return find_secrets(settings)
    return parse_secrets(make_key())


def find_secrets(settings: Settings) -> Secrets:
    """From the settings, or from the file beside the database, which is made on first start."""
    if settings.secret_key:
        return parse_secrets(settings.secret_key)
    secrets, made = kept_secrets(settings.secret_key_file)
    if made:
        log.warning(
            "A secret key was made and kept in %s. Back it up, apart from the database: without it "
            "the answers of an open pulse cannot be counted, and nobody can open their CPD notes.",
            settings.secret_key_file,
        )
    return secrets


def make_key() -> str:
    return base64.urlsafe_b64encode(random_source.token_bytes(KEY_BYTES)).decode()


def kept_secrets(path: Path) -> tuple[Secrets, bool]:
    """The key kept in that file, made on first use; True when it was made just now."""
    try:
        # Exclusive: of two that start together, one makes the key and the other reads it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return parse_secrets(path.read_text(encoding="ascii")), False
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(make_key() + "\n")
    return parse_secrets(path.read_text(encoding="ascii")), True
