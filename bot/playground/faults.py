"""Faults on demand: what the network and Slack do wrong, when a test says so (slack.md 8.9)."""

import random
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any


class Kind(StrEnum):
    RATE_LIMITED = "rate_limited"  # 429 with Retry-After
    ERROR = "error"  # 200 with {"ok": false, "error": ...}
    SERVER_ERROR = "server_error"  # a 5xx, without JSON
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
    status: int = 500  # of a server error

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
    """Faults at random: each kind with its share of the calls of these methods.

    The same seed gives the same faults, in the order in which the calls arrive.
    """

    rates: dict[str, float]
    seed: int = 0
    methods: str = "chat.*"
    seconds: float = 60.0  # of a hang, and until a late call's work is done
    retry_after: int = 1
    met: dict[str, int] = field(default_factory=dict, init=False)  # how many of each kind came

    def __post_init__(self) -> None:
        if unknown := self.rates.keys() - MIXABLE.keys():
            raise ValueError(f"no such mix: {', '.join(sorted(unknown))}")
        if min(self.rates.values(), default=0) < 0 or sum(self.rates.values()) > 1 + 1e-9:
            raise ValueError("no such mix: less than no call, or more than all calls")
        self._rng = random.Random(self.seed)  # noqa: S311 - chance, not secrecy

    def next_for(self, method: str) -> Fault | None:
        if not fnmatchcase(method, self.methods):
            return None
        chance = self._rng.random()
        for name, rate in self.rates.items():
            chance -= rate
            if chance < 0:
                self.met[name] = self.met.get(name, 0) + 1
                return Fault(
                    method=method,
                    seconds=self.seconds,
                    retry_after=self.retry_after,
                    **MIXABLE[name],
                )
        return None


@dataclass
class EventFaults:
    """What goes wrong with events on their way: they come twice, or in another order."""

    duplicate: int = 0  # so many of the next events are delivered twice
    hold: int = 0  # so many are held back, and then delivered in reverse


# How the whole Web API can be down: connections that end without an answer, or 503 for every call.
OUTAGES = {
    "drop": Fault(Kind.DROP),
    "error": Fault(Kind.SERVER_ERROR, status=503, error="service_unavailable"),
}

SWITCHES = {"mix", "events", "down", "files_disabled", "charts_disabled", "groups_disabled"}


@dataclass
class Faults:
    planned: list[Fault] = field(default_factory=list)
    mix: Mix | None = None
    down: str | None = None  # an outage, until it is None again
    events: EventFaults = field(default_factory=EventFaults)
    files_disabled: bool = False
    charts_disabled: bool = False  # Slack's own have not been rolled out here yet (slack.md 3.3)
    groups_disabled: bool = False  # the workspace's plan has no user groups

    def add(self, kind: Kind | str, method: str = "*", **more: Any) -> Fault:
        """Plan a fault; see Fault for what it can say."""
        fault = Fault(Kind(kind), method, **more)
        self.planned.append(fault)
        return fault

    def clear(self) -> None:
        self.planned.clear()
        self.mix = self.down = None
        self.events = EventFaults()
        self.files_disabled = self.charts_disabled = self.groups_disabled = False

    def change(self, said: dict[str, Any]) -> None:
        """What ``/sim/faults`` is told. Raises TypeError or ValueError, and then changes nothing."""
        mix = Mix(**said["mix"]) if said.get("mix") is not None else None
        events = EventFaults(**said["events"]) if "events" in said else self.events
        down = said.get("down", self.down)
        if down is not None and down not in OUTAGES:
            raise ValueError(f"no such outage: {down}")
        if "kind" in said:
            self.add(**{name: said[name] for name in said.keys() - SWITCHES})
        elif unknown := said.keys() - SWITCHES:
            raise ValueError(f"no such switch: {', '.join(sorted(unknown))}")
        self.mix = mix if "mix" in said else self.mix
        self.events, self.down = events, down
        self.files_disabled = bool(said.get("files_disabled", self.files_disabled))
        self.charts_disabled = bool(said.get("charts_disabled", self.charts_disabled))
        self.groups_disabled = bool(said.get("groups_disabled", self.groups_disabled))

    def next_for(self, method: str, args: dict[str, Any], team: str | None) -> Fault | None:
        """The fault that this call meets, if any; counts it."""
        if self.down is not None:
            return OUTAGES[self.down]
        for fault in self.planned:
            if not fault.fits(method, args, team):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.times -= 1
            return fault
        return self.mix.next_for(method) if self.mix else None
