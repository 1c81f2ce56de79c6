"""Who takes part: practices, their members, and what each role may do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.arrangements import Arrangements
from bot.domain.rhythm import Rhythm

NOBODY = "nobody"  # begins what stands in the place of a person's id when they are forgotten


class Role(StrEnum):
    GP = "gp"
    LEAD = "lead"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"

    @property
    def words(self) -> str:
        return _ROLE_WORDS[self]


_ROLE_WORDS = {
    Role.GP: "GP",
    Role.LEAD: "clinical lead",
    Role.MANAGER: "manager",
    Role.ADMINISTRATOR: "administrator",
}


@dataclass(frozen=True, slots=True)
class Practice:
    """A member practice. ``list_size`` in registered patients; ``imd_decile`` 1 = most deprived."""

    ods_code: str
    name: str
    list_size: int | None = None
    imd_decile: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person whom the group counts as its member. ``formal_role`` None: not recorded.

    ``practice`` is where they mostly work, ``also_at`` where else. A locum has no practice of their own.
    """

    slack_user_id: str
    practice: Practice | None = None
    roles: frozenset[Role] = field(default_factory=lambda: frozenset({Role.GP}))
    formal_role: bool | None = None
    also_at: tuple[Practice, ...] = ()
    locum: bool = False

    @property
    def practices(self) -> tuple[Practice, ...]:
        """All at which they work, the main one first."""
        return (*(() if self.practice is None else (self.practice,)), *self.also_at)

    def has(self, roles: Iterable[Role]) -> bool:
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack workspace and the body (the commissioning group) that it serves."""

    id: int
    team_id: str
    enterprise_id: str = ""
    body_name: str = "our group"
    time_zone: str = "Europe/London"
    rhythm: Rhythm = field(default_factory=Rhythm)
    arrangements: Arrangements = field(default_factory=Arrangements)
