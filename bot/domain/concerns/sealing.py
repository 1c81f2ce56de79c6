"""Sealed lines of a concern: the database alone does not show what the two have said."""

from bot.domain.sealing import Seal, Unreadable

PURPOSE = b"peerbot concern 1: seal: "


class ConcernSeal(Seal):
    """One concern's key. A line opens only as its author's, in its own concern."""

    __slots__ = ()

    def __init__(self, secret: bytes, workspace_id: int, concern_id: int) -> None:
        super().__init__(secret, PURPOSE, f"{workspace_id}:{concern_id}:".encode())

    def seal(self, author: str, words: str) -> bytes:
        return self.seal_bytes(words.encode(), author.encode())

    def open(self, author: str, sealed: bytes) -> str:
        """Raises Unreadable."""
        try:
            return self.open_bytes(sealed, author.encode()).decode()
        except UnicodeDecodeError as error:
            raise Unreadable from error
