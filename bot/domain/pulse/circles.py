"""The circle of people whom a round asks: in a channel, of a user group, of practices, or all."""

from dataclasses import dataclass
from enum import StrEnum


class CircleKind(StrEnum):
    CHANNEL = "channel"
    GROUP = "group"  # a Slack user group
    PRACTICES = "practices"
    ALL = "all"
    MEETING = "meeting"  # who was at a peer session; nobody chooses it in a form

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    CircleKind.CHANNEL: "Everybody in the channel",
    CircleKind.GROUP: "A Slack user group",
    CircleKind.PRACTICES: "Some practices",
    CircleKind.ALL: "All members",
    CircleKind.MEETING: "Those who were at a peer session",
}
CHOSEN = (CircleKind.CHANNEL, CircleKind.GROUP, CircleKind.PRACTICES, CircleKind.ALL)
"""What a form offers."""


@dataclass(frozen=True, slots=True)
class Circle:
    """``ids``: the channel, the user group, or the practices' ODS codes. ``name`` is for people.

    Of a peer session it is the channel, and the people are named nowhere: whoever was there.
    """

    kind: CircleKind = CircleKind.CHANNEL
    ids: tuple[str, ...] = ()
    name: str = ""

    @property
    def key(self) -> str:
        """The same for the same circle, so that its rounds make a series."""
        return f"{self.kind}:{','.join(sorted(self.ids))}"
