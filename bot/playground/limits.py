"""Slack's own limits on posting, when asked for (slack.md 4.2): a second a channel, a minute a workspace.

By the playground's clock, so that tests need not wait. Slack does not say how large a burst it lets
pass; here it is what one sets.
"""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Bucket:
    """Gains ``rate`` calls a second and holds ``burst``."""

    rate: float
    burst: float
    held: float
    since: datetime

    def take(self, now: datetime) -> float:
        """0.0 if a call may pass, and it does; else the seconds until one may."""
        gained = max((now - self.since).total_seconds(), 0.0) * self.rate
        self.held = min(self.burst, self.held + gained)
        self.since = now
        if self.held >= 1.0 - 1e-9:
            self.held -= 1.0
            return 0.0
        return (1.0 - self.held) / self.rate


@dataclass
class Limits:
    """None is no limit. ``per_channel`` is in messages a second; a direct message's is the person's."""

    per_channel: float | None = None
    burst: float = 1.0
    per_minute: float | None = None  # for a whole workspace
    accepted: int = 0
    refused: int = 0
    _channels: dict[tuple[str, str], Bucket] = field(default_factory=dict, repr=False)
    _teams: dict[str, Bucket] = field(default_factory=dict, repr=False)

    def set(
        self,
        per_channel: float | None = None,
        burst: float = 1.0,
        per_minute: float | None = None,
    ) -> None:
        self.per_channel, self.burst, self.per_minute = per_channel, burst, per_minute
        self.accepted = self.refused = 0
        self._channels.clear()
        self._teams.clear()

    def take(self, team: str, place: str, now: datetime) -> float:
        """0.0 if a message may be posted there now; else the seconds to stay away."""
        wait = 0.0
        if self.per_channel is not None:
            bucket = self._channels.get((team, place))
            if bucket is None:
                bucket = Bucket(self.per_channel, self.burst, self.burst, now)
                self._channels[team, place] = bucket
            wait = bucket.take(now)
        if self.per_minute is not None and not wait:
            whole = self._teams.get(team)
            if whole is None:
                rate = self.per_minute / 60
                whole = self._teams[team] = Bucket(rate, max(1.0, rate), max(1.0, rate), now)
            wait = whole.take(now)
        if wait:
            self.refused += 1
        else:
            self.accepted += 1
        return wait
