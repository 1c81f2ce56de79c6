"""What happens in a peer session: its phases and how long each takes, ground rules, roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LENGTHS = (45, 20)  # minutes, the usual one first; there is a plan for each


@dataclass(frozen=True, slots=True)
class Phase:
    minutes: int
    title: str
    says: str


@dataclass(frozen=True, slots=True)
class TimedPhase:
    begins: datetime
    phase: Phase


_WELCOME = "Welcome and ground rules"
_EARLIER = "Last time's actions"
_DATA = "The data"
_STORY = "One practice's story"
_REASONS = "Reasons for differences"
_TRY = "What could we try?"
_ACTIONS = "Who does what by when"
_CHECK_OUT = "One word each to finish"

_SAYS = {
    _WELCOME: "choose a chair, a scribe and a timekeeper",
    _EARLIER: "kept, changed or dropped?",
    _DATA: "what surprises us?",
    _STORY: "told without interruption, then questions to understand it",
    _REASONS: "data first, then case mix, then process, then our choices",
    _TRY: "something small, and how we would know that it helped",
    _ACTIONS: "record each action with the button below; agree the next date",
    _CHECK_OUT: "how was it?",
}

# Minutes with last time's actions to look at; without, theirs go to the reasons.
_PLANS = {
    45: (
        (_WELCOME, 3),
        (_EARLIER, 5),
        (_DATA, 7),
        (_STORY, 10),
        (_REASONS, 10),
        (_TRY, 6),
        (_ACTIONS, 3),
        (_CHECK_OUT, 1),
    ),
    20: (
        (_WELCOME, 1),
        (_EARLIER, 2),
        (_DATA, 3),
        (_STORY, 4),
        (_REASONS, 4),
        (_TRY, 3),
        (_ACTIONS, 2),
        (_CHECK_OUT, 1),
    ),
}


def agenda(minutes: int, *, with_earlier_actions: bool) -> tuple[Phase, ...]:
    """The phases of a session of that length; they always fill it exactly."""
    plan = dict(_PLANS[minutes])
    if not with_earlier_actions:
        plan[_REASONS] += plan.pop(_EARLIER)
    return tuple(Phase(length, title, _SAYS[title]) for title, length in plan.items())


def timed(phases: Iterable[Phase], starts_at: datetime) -> tuple[TimedPhase, ...]:
    """The phases with the moment at which each begins."""
    result = []
    for phase in phases:
        result.append(TimedPhase(starts_at, phase))
        starts_at += timedelta(minutes=phase.minutes)
    return tuple(result)


GROUND_RULES = (
    "No patient details: nothing that could identify anybody.",
    "Curiosity first: the data, then case mix, then how each practice works.",
    "We look for reasons together, never for who is first or last.",
    "What is said here stays here. Actions may be shared.",
    "This is not performance management. Nothing here goes into contract monitoring.",
    "Everybody gets equal time, and a practice may pass.",
)

ROLES = (
    ("Chair", "keeps to the agenda and sees that everybody is heard"),
    ("Scribe", "records each action with the button below"),
    ("Timekeeper", "says when a part is over"),
)
