"""Trigger ids: good for three real seconds, and once (slack.md 1.5)."""

import secrets
import time
from dataclasses import dataclass

from bot.playground.errors import ApiError


@dataclass
class Trigger:
    id: str
    team_id: str
    user: str
    view_id: str | None  # the modal that it came from
    issued: float  # monotonic: moving the playground's clock does not spoil a click under way
    used: bool = False


class Triggers:
    def __init__(self) -> None:
        self.life = 3.0
        self._issued: dict[str, Trigger] = {}

    def issue(self, team_id: str, user: str, view_id: str | None = None) -> str:
        now = time.monotonic()
        id = f"{int(now * 1000)}.{secrets.randbelow(10**10)}.{secrets.token_hex(16)}"
        self._issued[id] = Trigger(id, team_id, user, view_id, now)
        self._forget_old(now)
        return id

    def exchange(self, id: str) -> Trigger:
        """Use a trigger; raises the three errors of ``views.open``."""
        trigger = self.peek(id)
        trigger.used = True
        return trigger

    def peek(self, id: str) -> Trigger:
        """The trigger if it could be used now: a call that fails validation does not use it up."""
        trigger = self._issued.get(id)
        if trigger is None:
            raise ApiError("invalid_trigger_id")
        if trigger.used:
            raise ApiError("exchanged_trigger_id")
        if time.monotonic() - trigger.issued > self.life:
            raise ApiError("expired_trigger_id")
        return trigger

    def expire_all(self) -> None:
        """As if three seconds had passed, for tests that do not want to wait."""
        for trigger in self._issued.values():
            trigger.issued -= self.life + 1

    def _forget_old(self, now: float) -> None:
        # The oldest come first, so that nothing is looked at that stays.
        oldest = next(iter(self._issued.values()))
        while now - oldest.issued > 600:
            del self._issued[oldest.id]
            oldest = next(iter(self._issued.values()))
