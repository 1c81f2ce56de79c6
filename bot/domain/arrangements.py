"""What a body has arranged: its kind and code from when to when, channels, thresholds, whom to ask."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum

FLOOR = 5  # k: no figure of a pulse about fewer people than this, ever


class BodyKind(StrEnum):
    """What a commissioning group may be; its words are for after "a" or "an"."""

    ICB = "icb"
    SUB_ICB = "sub_icb"
    PLACE = "place"
    PCN = "pcn"
    FEDERATION = "federation"
    CCG = "ccg"
    OTHER = "other"

    @property
    def words(self) -> str:
        return _KIND_WORDS[self]


_KIND_WORDS = {
    BodyKind.ICB: "integrated care board (ICB)",
    BodyKind.SUB_ICB: "sub-ICB location",
    BodyKind.PLACE: "place",
    BodyKind.PCN: "primary care network (PCN)",
    BodyKind.FEDERATION: "federation",
    BodyKind.CCG: "clinical commissioning group (CCG)",
    BodyKind.OTHER: "group of another kind",
}


@dataclass(frozen=True, slots=True)
class Body:
    """What the group is from its first day to its last, both included; code "": it has none."""

    first: date
    name: str
    kind: BodyKind = BodyKind.OTHER
    code: str = ""
    last: date | None = None


class Part(Enum):
    """What one form changes together, by the names below."""

    CHANNELS = ("channels",)
    CONCERNS = ("concerns_to", "concerns_as")
    DATA = ("controller", "data_contact")
    RULES = ("ground_rules",)


@dataclass(frozen=True, slots=True)
class Arrangements:
    """What else a body has set; everything has a usual value, so that nothing has to be.

    ``channels`` are where the group talks, the one that forms propose first. ``threshold`` is the
    fewest people that a figure of a pulse may be about (None: the floor; never less). ``concerns_to``
    is the Slack id of whom anybody may raise a concern with, ``concerns_as`` who that is. No
    ``ground_rules``: the usual ones. ``kept`` are days by kind of record, where not the usual.
    """

    channels: tuple[str, ...] = ()
    threshold: int | None = None
    concerns_to: str = ""
    concerns_as: str = ""
    ground_rules: tuple[str, ...] = ()
    controller: str = ""  # who answers for the data, by law
    data_contact: str = ""  # where questions about the data go
    kept: Mapping[str, int] = field(default_factory=dict)
    not_needed: tuple[str, ...] = ()  # steps of the checklist that the body does without
    settled: tuple[str, ...] = ()  # steps with a usual value that somebody has looked at

    def mark(self, part: Part) -> str:
        """What stands there, briefly: where the mark is another one, somebody has changed it meanwhile."""
        return mark_of(*(getattr(self, name) for name in part.value))

    @property
    def fewest(self) -> int:
        """How few people a figure may be about: the body's own threshold, or the floor."""
        return max(self.threshold or FLOOR, FLOOR)


def mark_of(*stands: object) -> str:
    """A few letters for what stands somewhere, to tell whether it is still the same."""
    return hashlib.sha256(repr(stands).encode()).hexdigest()[:16]
