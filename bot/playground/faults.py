"""Faults on demand: what the network and Slack do wrong, when a test says so (slack.md 8.9)."""

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any


class Kind(StrEnum):
    RATE_LIMITED = "rate_limited"  # 429 with Retry-After
    ERROR = "error"  # 200 with {"ok": false, "error": ...}
    SERVER_ERROR = "server_error"  # 500
    HANG = "hang"  # no answer for a while; the call is carried out first if ``accept``
    DROP = "drop"  # the connection ends without an answer; likewise


@dataclass
class Fault:
    """Applies to calls of ``method`` (with * as a wildcard), to one channel if named."""

    kind: Kind
    method: str = "*"
    channel: str | None = None
    team: str | None = None
    times: int = 1  # how many calls it spoils; below 0: all until cleared
    after: int = 0  # how many calls it lets pass first
    accept: bool = False  # the work is done before the fault: the outcome is unknown to the caller
    retry_after: int = 1
    seconds: float = 60.0
    error: str = "internal_error"

    def fits(self, method: str, args: dict[str, Any], team: str | None) -> bool:
        return (
            self.times != 0
            and fnmatchcase(method, self.method)
            and self.channel in (None, args.get("channel"))
            and self.team in (None, team)
        )


@dataclass
class EventFaults:
    """What goes wrong with events on their way: they come twice, or in another order."""

    duplicate: int = 0  # so many of the next events are delivered twice
    hold: int = 0  # so many are held back, and then delivered in reverse


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)
    events: EventFaults = field(default_factory=EventFaults)
    files_disabled: bool = False
    one_message_a_second: bool = False  # per channel, for the posting methods
    tiers: bool = False  # enforce each method's calls per minute

    def add(self, kind: Kind | str, method: str = "*", **more: Any) -> Fault:
        """Plan a fault; see Fault for what it can say."""
        fault = Fault(Kind(kind), method, **more)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        self.planned.clear()
        self.events = EventFaults()
        self.files_disabled = self.one_message_a_second = self.tiers = False

    def next_for(self, method: str, args: dict[str, Any], team: str | None) -> Fault | None:
        """The fault that this call meets, if any; counts it."""
        for fault in self.planned:
            if not fault.fits(method, args, team):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= 1
            return fault
        return None
