"""How long a claim lasts, and that nothing is put on the wire after it.

A process that was frozen while it sent something must not send it when it wakes up: by then another
has looked in Slack, not found it, and sent it. So the age of the claim is looked at again at the last
moment, when headers and body are handed to the network.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

try:
    _CLOCK = time.CLOCK_BOOTTIME  # goes on while the machine sleeps
except AttributeError:  # not Linux
    _CLOCK = None  # type: ignore[assignment]

WRITES = ("send_request_headers.started", "send_request_body.started")


def elapsed() -> float:
    """Seconds of a clock that only goes forward, and goes on while the process is frozen."""
    return time.monotonic() if _CLOCK is None else time.clock_gettime(_CLOCK)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. What is ``sending`` for longer than all three together has an unknown outcome."""

    hold: float = 10.0  # from the claim until the call begins
    timeout: float = 10.0  # for the answer
    settle: float = 20.0  # for Slack to finish what it took in without an answer
    answered: float = 3.0  # the same, when it did answer that something went wrong

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.hold + self.timeout + self.settle)


class LeaseOver(Exception):
    """Too late to send: nothing was sent, and another may have taken it on."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A claim, from just before it was made."""

    ends: float

    @classmethod
    def begin(cls, patience: Patience) -> "Lease":
        return cls(elapsed() + patience.hold)

    def check(self) -> None:
        if elapsed() >= self.ends:
            raise LeaseOver

    async def trace(self, event: str, _info: Mapping[str, Any]) -> None:
        """For httpcore, which tells of each step and lets us break it off."""
        if event.endswith(WRITES):
            self.check()
