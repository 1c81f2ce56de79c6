"""A comparison as it was posted to a channel: its numbers stay as they were that day."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.comparisons.challenges import Questioned
from bot.domain.comparisons.figures import Comparison, Figure
from bot.domain.people import Practice

"""Who may show the group's figures to a channel; anybody may see their own practice's."""

SNIPPETS = "snippet:"
"""How the keys of snippets' messages begin."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """All figures as they were; what others see of them is a ``ChannelView``."""

    id: int
    comparison: Comparison
    channel: str
    posted_by: str
    posted_at: datetime

    @property
    def delivery_key(self) -> str:
        """Names its message among those to be sent, and so where it is in Slack."""
        return f"{SNIPPETS}{self.id}"


def snippet_in(key: str) -> int:
    """The id in a delivery key."""
    return int(key.removeprefix(SNIPPETS))


@dataclass(frozen=True, slots=True)
class Named:
    """A practice that is happy to be asked about its figure."""

    practice: Practice
    figure: Figure


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A snippet as everybody in a channel may see it now.

    ``comparison`` is without the practices that nobody else is to see, and rounded where it is not
    public; ``small`` is how many are left out for small numbers.
    """

    snippet: Snippet
    comparison: Comparison
    small: int = 0
    named: tuple[Named, ...] = ()
    questioned: Questioned | None = None
    is_copy: bool = False  # in a session's thread


@dataclass(frozen=True, slots=True)
class Copy:
    """A snippet shown once more, in the thread of a session: the key of that message, and where."""

    key: str
    channel: str
