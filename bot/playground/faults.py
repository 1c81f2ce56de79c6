"""Faults on demand: what the network and Slack do wrong, when a test says so (slack.md 8.9)."""

import random
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
    late: bool = False  # the work is done when the caller has waited for ``seconds``, or has gone
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


# What a mix can do wrong, and the fault that it is. "after": the work is done all the same.
MIXABLE: dict[str, dict[str, Any]] = {
    "rate_limited": {"kind": Kind.RATE_LIMITED},
    "server_error_before": {"kind": Kind.SERVER_ERROR},
    "server_error_after": {"kind": Kind.SERVER_ERROR, "accept": True},
    "internal_error_before": {"kind": Kind.ERROR},
    "internal_error_after": {"kind": Kind.ERROR, "accept": True},
    "drop_before": {"kind": Kind.DROP},
    "drop_after": {"kind": Kind.DROP, "accept": True},
    "hang_before": {"kind": Kind.HANG},
    "hang_after": {"kind": Kind.HANG, "accept": True},
    "late": {"kind": Kind.HANG, "late": True},
}


@dataclass
class Mix:
    """Faults at random: each kind with its share of the calls of these methods."""

    rates: dict[str, float]
    seed: int = 0
    methods: str = "chat.*"
    seconds: float = 60.0  # of a hang

    def __post_init__(self) -> None:
        unknown = self.rates.keys() - MIXABLE.keys()
        if unknown or sum(self.rates.values()) > 1:
            raise ValueError(f"no such mix: {', '.join(sorted(unknown)) or 'more than all calls'}")
        self._rng = random.Random(self.seed)  # noqa: S311 - chance, not secrecy

    def next_for(self, method: str) -> Fault | None:
        if not fnmatchcase(method, self.methods):
            return None
        chance = self._rng.random()
        for name, rate in self.rates.items():
            chance -= rate
            if chance < 0:
                return Fault(method=method, seconds=self.seconds, **MIXABLE[name])
        return None


@dataclass
class EventFaults:
    """What goes wrong with events on their way: they come twice, or in another order."""

    duplicate: int = 0  # so many of the next events are delivered twice
    hold: int = 0  # so many are held back, and then delivered in reverse


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)
    mix: Mix | None = None
    down: str | None = None  # the whole Web API: "drop" connections, or answer with an "error"
    events: EventFaults = field(default_factory=EventFaults)
    files_disabled: bool = False
    tiers: bool = False  # enforce each method's calls per minute

    def add(self, kind: Kind | str, method: str = "*", **more: Any) -> Fault:
        """Plan a fault; see Fault for what it can say."""
        fault = Fault(Kind(kind), method, **more)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        self.planned.clear()
        self.mix = self.down = None
        self.events = EventFaults()
        self.files_disabled = self.tiers = False

    def next_for(self, method: str, args: dict[str, Any], team: str | None) -> Fault | None:
        """The fault that this call meets, if any; counts it."""
        if self.down is not None:
            return Fault(Kind.DROP if self.down == "drop" else Kind.SERVER_ERROR)
        for fault in self.planned:
            if not fault.fits(method, args, team):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= 1
            return fault
        return self.mix.next_for(method) if self.mix else None
