"""What is left to set up: the steps of the checklist in order, and what each of them needs to be done."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.arrangements import Body
from bot.domain.people import Workspace

UNNAMED = Workspace(0, "").body_name


class Step(StrEnum):
    """In the order in which a manager meets them."""

    GROUP = "group"
    PRACTICES = "practices"
    ROLES = "roles"
    CHANNELS = "channels"
    HOURS = "hours"
    THRESHOLD = "threshold"
    CONCERNS = "concerns"
    DATA = "data"
    FIGURES = "figures"

    @property
    def called(self) -> str:
        return _WORDS[self][0]

    @property
    def why(self) -> str:
        return _WORDS[self][1]

    @property
    def can_be_left(self) -> bool:
        """Whether a group may say that it does without."""
        return self in _CAN_BE_LEFT


_WORDS = {
    Step.GROUP: (
        "Your group",
        "Its name is in every pulse, and its code says which practices belong to it.",
    ),
    Step.PRACTICES: (
        "Practices",
        "Sessions bring practices together, and figures are shown to each of them.",
    ),
    Step.ROLES: (
        "People with roles",
        "Clinical leads set up peer sessions; managers and leads ask pulses.",
    ),
    Step.CHANNELS: ("Channels", "Forms propose the first of them, wherever you are."),
    Step.HOURS: (
        "Hours and messages",
        "Nobody is written to unasked at other times, or more often than this.",
    ),
    Step.THRESHOLD: (
        "Fewest people per figure",
        "A pulse shows nothing about fewer people, so that nobody can be recognised.",
    ),
    Step.CONCERNS: (
        "Somebody for concerns",
        "Anybody can raise a concern in private; somebody has to hear it.",
    ),
    Step.DATA: (
        "Data protection",
        "The privacy notice says who answers for the data, and whom to ask.",
    ),
    Step.FIGURES: ("Figures", "Practices compare published figures, once there are some here."),
}
_CAN_BE_LEFT = frozenset({Step.ROLES, Step.CHANNELS, Step.CONCERNS, Step.FIGURES})


class Standing(StrEnum):
    DONE = "done"
    TO_DO = "to do"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a workspace. ``figures`` are indicators with figures, ``sources`` of figures.

    ``body`` is what the group is to-day, ``planned`` what it will be from a later day.
    """

    workspace: Workspace
    body: Body | None = None
    planned: Body | None = None
    practices: int = 0
    leads: int = 0
    managers: int = 0
    administrators: int = 0
    figures: int = 0
    sources: int = 0


@dataclass(frozen=True, slots=True)
class Checklist:
    """Each step with how it stands, in order."""

    facts: Facts
    standings: dict[Step, Standing] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.standings)

    @property
    def done(self) -> int:
        """How many are done, or not needed: nothing is left to do about them."""
        return self.total - len(self.left)

    @property
    def left(self) -> tuple[Step, ...]:
        return tuple(step for step, each in self.standings.items() if each is Standing.TO_DO)

    @property
    def next(self) -> Step | None:
        return next(iter(self.left), None)


def checklist(facts: Facts) -> Checklist:
    """A step that is done counts as done, also where it was said before that it is not needed."""
    done = dict(_done(facts))
    unneeded = facts.workspace.arrangements.not_needed
    standings = {
        step: Standing.DONE
        if done[step]
        else Standing.NOT_NEEDED
        if step.can_be_left and step in unneeded
        else Standing.TO_DO
        for step in Step
    }
    return Checklist(facts, standings)


def _done(facts: Facts) -> Iterator[tuple[Step, bool]]:
    """What has a usual value is done once somebody has looked at it."""
    arrangements = facts.workspace.arrangements
    yield Step.GROUP, facts.workspace.body_name != UNNAMED
    yield Step.PRACTICES, facts.practices > 0
    yield Step.ROLES, facts.leads > 0 and facts.managers > 0
    yield Step.CHANNELS, bool(arrangements.channels)
    yield Step.HOURS, Step.HOURS in arrangements.settled
    yield (
        Step.THRESHOLD,
        arrangements.threshold is not None or Step.THRESHOLD in arrangements.settled,
    )
    yield Step.CONCERNS, bool(arrangements.concerns_to)
    yield Step.DATA, bool(arrangements.controller and arrangements.data_contact)
    yield Step.FIGURES, facts.figures > 0 or facts.sources > 0
