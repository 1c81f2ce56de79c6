"""What is said in a session: a practice's reasons for variation, and ideas of what to try."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.people import Practice

WORDS_MAX = 200
QUESTION_MAX = 500


class PointKind(StrEnum):
    REASON = "reason"
    IDEA = "idea"


class Reason(StrEnum):
    """In the order in which they are looked for: most differences are none of practice."""

    DATA = "data"
    CASE_MIX = "case_mix"
    PROCESS = "process"
    CHOICE = "choice"

    @property
    def words(self) -> str:
        return _REASONS[self][0]

    @property
    def says(self) -> str:
        return _REASONS[self][1]


_REASONS = {
    Reason.DATA: ("Data", "how it is coded, counted or recorded"),
    Reason.CASE_MIX: ("Case mix", "who our patients are"),
    Reason.PROCESS: ("Process", "how the work is organised here"),
    Reason.CHOICE: ("Our choice", "what we do on purpose, or out of habit"),
}


@dataclass(frozen=True, slots=True)
class Point:
    """Of a practice; who said it is not kept."""

    kind: PointKind
    reason: Reason | None = None
    words: str | None = None
    practice: Practice | None = None


def reasons_counted(points: Iterable[Point]) -> tuple[tuple[Reason, int], ...]:
    """How often each was given, in the order in which they are looked for; only those that were."""
    counted = Counter(each.reason for each in points if each.reason)
    return tuple((reason, counted[reason]) for reason in Reason if counted[reason])


def said(points: Iterable[Point], kind: PointKind) -> tuple[Point, ...]:
    """Those with words, in the order in which they were said."""
    return tuple(each for each in points if each.kind is kind and each.words)
