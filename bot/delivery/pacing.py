"""How fast Slack may be called: a channel, a method, a workspace (slack.md 4.2).

All times are seconds of one clock that only goes forward.
"""

from collections.abc import Iterable
from dataclasses import dataclass

A_CALL = 0.25  # seconds: when a call takes longer, Slack may have taken it in late
A_CHANNEL = 1.0  # seconds between messages to one channel
MANY = 5000  # channels and people remembered before those that are free again are forgotten
TOGETHER = 3  # so many channels refused at once: then it is the workspace that is too fast
POST = "chat.postMessage"


class Bucket:
    """Holds ``burst`` calls and gains ``rate`` a second."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self._full_at = 0.0  # when it has gained all that it can hold
        self._shut_until = 0.0

    def wait(self, now: float) -> float:
        """Seconds until a call may be made; 0 when it may be now."""
        missing = max(self._full_at - now, 0.0) - (self.burst - 1) / self.rate
        return max(missing, self._shut_until - now, 0.0)

    def take(self, now: float) -> None:
        self._full_at = max(self._full_at, now) + 1 / self.rate

    def shut(self, now: float, seconds: float) -> None:
        """Slack said how long to stay away."""
        self._shut_until = max(self._shut_until, now + seconds)


@dataclass(frozen=True, slots=True)
class Rates:
    """Calls a minute. Slack promises 50 and 100 for its tiers 3 and 4; a little is left for clicks."""

    messages: float = 300.0  # "several hundred" for a workspace; a setting
    a_channel: float = A_CHANNEL


TIERS = {
    "chat.update": (45.0, 5.0),
    "chat.postEphemeral": (90.0, 5.0),
    # Looked up is what a process left behind that died: many at once, and seldom.
    "conversations.open": (30.0, 20.0),
    "conversations.history": (30.0, 20.0),
    "conversations.replies": (30.0, 20.0),
    "files.getUploadURLExternal": (90.0, 5.0),
    "files.completeUploadExternal": (90.0, 5.0),
}
"""Calls a minute, and at once: in no minute more than Slack's tier."""
BURST = 5.0


class Pacing:
    """What one workspace's sender may do at a moment."""

    def __init__(self, rates: Rates) -> None:
        self.a_channel = rates.a_channel
        # One in a hundred fewer than allowed, since two clocks never agree.
        self._methods = {
            POST: Bucket(rates.messages * 0.99 / 60, max(1.0, min(BURST, rates.messages / 60))),
            **{name: Bucket(rate / 60, burst) for name, (rate, burst) in TIERS.items()},
        }
        self._free_at: dict[str, float] = {}
        self._refused: dict[tuple[str, str], float] = {}

    def spot(self, spot: str, now: float) -> float:
        """Seconds until this channel or person may get a message."""
        return max(self._free_at.get(spot, 0.0) - now, 0.0)

    def method(self, method: str, now: float) -> float:
        """Seconds until this method may be called, for whomever."""
        bucket = self._methods.get(method)
        return bucket.wait(now) if bucket else 0.0

    def begin(self, method: str, now: float) -> None:
        bucket = self._methods.get(method)
        if bucket:
            bucket.take(now)

    def done(self, spot: str, begun: float, now: float) -> None:
        """A message arrived there. Counted from its call, or from shortly before its answer.

        So the rate is kept whatever a call takes; Slack tolerates small bursts (slack.md 4.2).
        """
        self.rest(spot, max(begun, now - A_CALL), self.a_channel)

    def rest(self, spot: str, now: float, seconds: float) -> None:
        self._free_at[spot] = max(self._free_at.get(spot, 0.0), now + seconds)
        if len(self._free_at) > MANY:
            self._free_at = {name: at for name, at in self._free_at.items() if at > now}

    def limited(self, method: str, spot: str, now: float, seconds: float) -> None:
        """Slack refused one for being too fast: that channel waits, and no other.

        Unless several are refused at once, which is the workspace's limit.
        """
        self.rest(spot, now, seconds)
        self._refused = {key: until for key, until in self._refused.items() if until > now}
        self._refused[method, spot] = now + seconds
        if sum(refused == method for refused, _ in self._refused) >= TOGETHER:
            bucket = self._methods.get(method)
            if bucket:
                bucket.shut(now, seconds)

    def forget(self) -> None:
        """Everybody may be written to now."""
        self._free_at.clear()

    def soonest(self, method: str, spots: Iterable[str], now: float) -> float:
        """Seconds until the first of these may get a message by that method."""
        wait = min((self.spot(spot, now) for spot in spots), default=0.0)
        return max(wait, self.method(method, now))
