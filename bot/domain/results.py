"""Reading what a closed round lets one know: agreement with its interval, and the leader-member gap.

Works on what disclosure.py let through, and on nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.disclosure import Audience, Cell, Counts, Hidden, Shown
from bot.domain.pulse import Round
from bot.domain.questions import Question
from bot.domain.statistics import Interval, newcombe, wilson


@dataclass(frozen=True, slots=True)
class Figures:
    """One question with its three figures."""

    question: Question
    everyone: Shown
    leaders: Shown
    members: Shown

    @property
    def gap(self) -> "Gap | None":
        if isinstance(self.leaders, Counts) and isinstance(self.members, Counts):
            return gap(self.leaders, self.members)
        return None


@dataclass(frozen=True, slots=True)
class Results:
    """A counted round."""

    round: Round
    figures: tuple[Figures, ...]

    @property
    def groups_hidden(self) -> tuple[Hidden, Hidden] | None:
        """Why leaders and members are not shown apart, if no question shows them."""
        first = self.figures[0]
        if isinstance(first.leaders, Hidden) and isinstance(first.members, Hidden):
            return first.leaders, first.members  # decided for all questions alike
        return None

    @property
    def response_rate(self) -> float:
        return (self.round.answered or 0) / self.round.asked if self.round.asked else 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Leaders' agreement minus members', as proportions, with its 95% interval."""

    difference: float
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out "no difference"."""
        return not self.interval.low <= 0 <= self.interval.high


def read(round_: Round, cells: Iterable[Cell]) -> Results:
    shown = {(cell.question, cell.audience): cell.shown for cell in cells}
    return Results(
        round_,
        tuple(
            Figures(question, *(shown[question.id, audience] for audience in Audience))
            for question in round_.questions
        ),
    )


def agreement(counts: Counts) -> float:
    return counts.agree / counts.base


def agreement_interval(counts: Counts) -> Interval:
    """Wilson's interval at 95%, as proportions."""
    return wilson(counts.agree, counts.base)


def gap(leaders: Counts, members: Counts) -> Gap:
    """With Newcombe's interval; wave and group answers are taken as independent samples."""
    return Gap(
        agreement(leaders) - agreement(members),
        newcombe(leaders.agree, leaders.base, members.agree, members.base),
    )
