"""What happens in a peer session: its phases and how long each takes, ground rules, roles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LENGTHS = (45, 20)  # minutes, the usual one first; there is a plan for each


class PhaseKind(StrEnum):
    """What a part of a session is for."""

    WELCOME = "welcome"
    EARLIER = "earlier"
    DATA = "data"
    STORY = "story"
    QUESTIONS = "questions"
    SHORT_STORY = "short_story"  # with its questions, where there are 20 minutes in all
    REASONS = "reasons"
    IDEAS = "ideas"
    ACTIONS = "actions"
    CHECK_OUT = "check_out"


_WORDS = {
    PhaseKind.WELCOME: (
        "Welcome and ground rules",
        "the chair welcomes everybody; each says their name and practice; agree who does what",
    ),
    PhaseKind.EARLIER: (
        "Last time's actions",
        "each owner says in a sentence: kept, changed or dropped, and what came of it",
    ),
    PhaseKind.DATA: (
        "The data",
        "a minute to look in silence; then each says what surprises them. Nobody explains yet",
    ),
    PhaseKind.STORY: (
        "One practice's story",
        "one practice tells how it works there; the others listen and do not interrupt",
    ),
    PhaseKind.QUESTIONS: (
        "Questions to understand",
        "the others ask how and what, and hold back advice; the practice that told answers",
    ),
    PhaseKind.SHORT_STORY: (
        "One practice's story",
        "one practice tells it in two minutes without interruption; then questions, no advice",
    ),
    PhaseKind.REASONS: (
        "Reasons for differences",
        "each practice in turn, one at a time: data, then case mix, then process, then choice. "
        "“A reason” notes it",
    ),
    PhaseKind.IDEAS: (
        "What could we try?",
        "anybody: something small, and how we would know that it helped. “An idea” notes it",
    ),
    PhaseKind.ACTIONS: (
        "Who does what by when",
        "each says what they will do; the scribe records it; agree when to meet next",
    ),
    PhaseKind.CHECK_OUT: ("One word each to finish", "each says one word: how was it?"),
}


@dataclass(frozen=True, slots=True)
class Phase:
    kind: PhaseKind
    minutes: int

    @property
    def title(self) -> str:
        return _WORDS[self.kind][0]

    @property
    def says(self) -> str:
        """What to do, and who speaks."""
        return _WORDS[self.kind][1]


@dataclass(frozen=True, slots=True)
class TimedPhase:
    begins: datetime
    phase: Phase


# Minutes with last time's actions to look at; without, theirs go to the reasons.
_PLANS = {
    45: {
        PhaseKind.WELCOME: 3,
        PhaseKind.EARLIER: 5,
        PhaseKind.DATA: 7,
        PhaseKind.STORY: 5,
        PhaseKind.QUESTIONS: 5,
        PhaseKind.REASONS: 10,
        PhaseKind.IDEAS: 6,
        PhaseKind.ACTIONS: 3,
        PhaseKind.CHECK_OUT: 1,
    },
    20: {
        PhaseKind.WELCOME: 1,
        PhaseKind.EARLIER: 2,
        PhaseKind.DATA: 3,
        PhaseKind.SHORT_STORY: 4,
        PhaseKind.REASONS: 4,
        PhaseKind.IDEAS: 3,
        PhaseKind.ACTIONS: 2,
        PhaseKind.CHECK_OUT: 1,
    },
}


def agenda(minutes: int, *, with_earlier_actions: bool) -> tuple[Phase, ...]:
    """The phases of a session of that length; they always fill it exactly."""
    plan = dict(_PLANS[minutes])
    if not with_earlier_actions:
        plan[PhaseKind.REASONS] += plan.pop(PhaseKind.EARLIER)
    return tuple(Phase(kind, length) for kind, length in plan.items())


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


def ground_rules(own: tuple[str, ...]) -> tuple[str, ...]:
    """The body's own rules, or the usual ones where it has none."""
    return own or GROUND_RULES


ROLES = (
    ("Chair", "keeps to the agenda and hears everybody"),
    ("Scribe", "records each action"),
    ("Timekeeper", "says when a part is over"),
)
