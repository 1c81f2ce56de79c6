"""Who has the Home tab before them, as far as this process knows: so that it follows what a form does.

Slack does not say that a form was opened from the tab, nor that the tab is seen again when it closes.
Kept in memory only, and for a while: at worst a tab is as it was until it is opened again.
"""

import time
from collections.abc import Callable

LATELY = 900.0  # seconds
MOST = 5000  # people; then it begins anew


class Viewers:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: dict[str, tuple[str, float]] = {}

    def sees(self, user: str, mark: str) -> None:
        """The tab that this person has before them says what ``mark`` stands for."""
        if len(self._seen) >= MOST:
            self._seen.clear()
        self._seen[user] = mark, self._monotonic() + LATELY

    def mark(self, user: str) -> str | None:
        """What their tab says; None for who has not looked at it lately."""
        mark, until = self._seen.get(user, ("", 0.0))
        return mark if until > self._monotonic() else None
