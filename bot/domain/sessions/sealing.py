"""Sealed notes: what somebody wrote for themselves, readable only with the application's secret."""

from bot.domain.sealing import STEP, Seal, Unreadable
from bot.domain.sessions.notes import Note, from_record, to_record

__all__ = ["STEP", "NoteSeal", "Unreadable"]

PURPOSE = b"peerbot note 1: seal: "


class NoteSeal(Seal):
    """One person's key."""

    __slots__ = ()

    def __init__(self, secret: bytes, workspace_id: int, user: str) -> None:
        super().__init__(secret, PURPOSE, f"{workspace_id}:{user}".encode())

    def seal(self, note: Note) -> bytes:
        return self.seal_bytes(to_record(note))

    def open(self, sealed: bytes) -> Note:
        """Raises Unreadable."""
        record = self.open_bytes(sealed)
        try:
            return from_record(record)
        except (ValueError, LookupError, TypeError) as error:
            raise Unreadable from error
