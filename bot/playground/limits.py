"""Slack's own limits, when asked for (slack.md 4.2): posting, and each method's calls per minute.

By the playground's clock, so that tests need not wait. Slack does not say how large a burst it lets
pass; here it is what one sets.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

A_MINUTE = timedelta(minutes=1)


@dataclass
class Bucket:
    """Tokens in hand: each message takes one."""

    held: float
    since: datetime

    def fill(self, rate: float, burst: float, now: datetime) -> float:
        """Gain ``rate`` a second up to ``burst``; the seconds until there is one to take, or 0.0."""
        gained = max((now - self.since).total_seconds(), 0.0) * rate
        self.held, self.since = min(burst, self.held + gained), now
        missing = 1.0 - self.held
        return missing / rate if missing > 1e-6 else 0.0


@dataclass
class Limits:
    """None is no limit. Counts what is posted in any case, so that a benchmark knows what passed.

    A direct message's limit is the person's: a user id and the D-channel are one place.
    """

    per_channel: float | None = None  # messages a second
    burst: float = 1.0  # so many may come at once to a channel that was quiet
    per_minute: float | None = None  # messages, for a whole workspace: evenly, a second's at once
    tiers: bool = False  # each other method's calls per minute
    accepted: int = 0
    refused: int = 0
    _buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict, repr=False)
    _recent: defaultdict[tuple[str, str], list[datetime]] = field(
        default_factory=lambda: defaultdict(list), repr=False
    )

    def set(
        self,
        per_channel: float | None = None,
        burst: float = 1.0,
        per_minute: float | None = None,
        tiers: bool = False,
    ) -> None:
        """Start anew with these, and no others. Raises ValueError for what would let nothing pass."""
        if burst < 1 or any(each is not None and each <= 0 for each in (per_channel, per_minute)):
            raise ValueError("a limit lets something pass; null takes it away")
        self.per_channel, self.burst, self.per_minute = per_channel, burst, per_minute
        self.tiers = tiers
        self.accepted = self.refused = 0
        self._buckets.clear()
        self._recent.clear()

    def post(self, team: str, place: str, now: datetime) -> float:
        """0.0 if a message may go there now, and it does; else the seconds to stay away."""
        found: list[tuple[Bucket, float]] = []
        if self.per_channel is not None:
            found.append(self._filled((team, place), self.per_channel, self.burst, now))
        if self.per_minute is not None:
            rate = self.per_minute / 60
            found.append(self._filled((team,), rate, max(1.0, rate), now))
        wait = max((wait for _, wait in found), default=0.0)
        if wait:
            # One who is refused for the workspace's sake has used up nothing of the channel's.
            self.refused += 1
            return wait
        for bucket, _ in found:
            bucket.held -= 1.0
        self.accepted += 1
        return 0.0

    def _filled(
        self, key: tuple[str, ...], rate: float, burst: float, now: datetime
    ) -> tuple[Bucket, float]:
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = Bucket(burst, now)
        return bucket, bucket.fill(rate, burst, now)

    def call(self, team: str, method: str, per_minute: int, now: datetime) -> float:
        """Likewise for a method with a tier, if tiers are asked for."""
        if not self.tiers:
            return 0.0
        recent = self._recent[team, method]
        recent[:] = [each for each in recent if now - A_MINUTE < each <= now]
        if len(recent) >= per_minute:
            return (A_MINUTE - (now - recent[0])).total_seconds()
        recent.append(now)
        return 0.0
