"""What an engine is, and what it is handed to run."""

from typing import Protocol

LINGER = 5.0  # seconds: a drain stays for what may go so soon
SHARE = 60.0  # seconds: then another process may go on


class Drains(Protocol):
    """The work itself: each drain does all that is due, and says when to come back."""

    async def lane(
        self, workspace_id: int, *, seconds: float | None, linger: float
    ) -> float | None:
        """Seconds until something that waits may go, or None when nothing waits."""

    async def work(self) -> None:
        """Do the background work that is due."""

    def stir(self, workspace_id: int) -> None:
        """Something was planned: a drain under way in this process looks again."""

    async def stop(self) -> None:
        """Begin nothing new, and let what is under way end."""


class Engine(Protocol):
    def wake_lane(self, workspace_id: int) -> None:
        """There is something to send."""

    def wake_work(self) -> None:
        """There is something to do."""

    async def settled(self, workspace_id: int) -> None:
        """Wait until nothing is due in that lane, nor any work: for tests and the demo."""

    @property
    def alive(self) -> bool: ...

    @property
    def words(self) -> str:
        """What it is, for status."""
