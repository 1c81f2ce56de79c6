"""A comparison as it was posted to a channel: its numbers stay as they were that day."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.comparisons.figures import Comparison
from bot.domain.people import Role

MAY_POST = (Role.LEAD, Role.MANAGER)
"""Who may show the group's figures to a channel; anybody may see their own practice's."""

SNIPPETS = "snippet:"
"""How the keys of snippets' messages begin."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """What everybody sees is ``comparison.spread`` and its dots; who sees which figure is their own."""

    id: int
    comparison: Comparison
    channel: str
    posted_by: str
    posted_at: datetime

    @property
    def delivery_key(self) -> str:
        """Names its message among those to be sent, and so where it is in Slack."""
        return f"{SNIPPETS}{self.id}"
