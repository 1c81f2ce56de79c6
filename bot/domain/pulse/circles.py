"""The circle of people whom a round asks: those in a channel, of a user group, of practices, or all."""

from dataclasses import dataclass
from enum import StrEnum


class CircleKind(StrEnum):
    CHANNEL = "channel"
    GROUP = "group"  # a Slack user group
    PRACTICES = "practices"
    ALL = "all"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    CircleKind.CHANNEL: "Everybody in the channel",
    CircleKind.GROUP: "A Slack user group",
    CircleKind.PRACTICES: "Some practices",
    CircleKind.ALL: "All members",
}


@dataclass(frozen=True, slots=True)
class Circle:
    """``ids``: the channel, the user group, or the practices' ODS codes. ``name`` is for people."""

    kind: CircleKind = CircleKind.CHANNEL
    ids: tuple[str, ...] = ()
    name: str = ""

    @property
    def key(self) -> str:
        """The same for the same circle, so that its rounds make a series."""
        return f"{self.kind}:{','.join(sorted(self.ids))}"
