"""Reading what a closed round lets one know: agreement with its interval, the gap, what has changed.

Works on what disclosure.py let through, and on nothing else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.disclosure import Audience, Cell, Counts, Hidden, Reason, Shown, Written
from bot.domain.pulse import Group, Round
from bot.domain.questions import AnswerType, Question
from bot.domain.statistics import Interval, hybrid_difference, wilson, wilson_fpc

REPRESENTATIVE = 0.5  # from this response rate on, that the population is finite is reckoned with
GROUPS = {Audience.LEADERS: Group.LEADER, Audience.MEMBERS: Group.MEMBER}


@dataclass(frozen=True, slots=True)
class Figures:
    """One question with its three figures; of what people wrote there is only that of everyone."""

    question: Question
    everyone: Shown
    leaders: Shown
    members: Shown
    gap: "Gap | None" = None  # leaders minus members, where both are told exactly

    def of(self, audience: Audience) -> Shown:
        shown: Shown = getattr(self, audience.value)
        return shown

    @property
    def is_measured(self) -> bool:
        """Whether it has agreement in some form, which intervals, gaps and trends are of."""
        return self.question.type not in (AnswerType.CHOICE, AnswerType.TEXT)


@dataclass(frozen=True, slots=True)
class Results:
    """A counted round."""

    round: Round
    figures: tuple[Figures, ...]

    @property
    def measured(self) -> tuple[Figures, ...]:
        return tuple(each for each in self.figures if each.is_measured)

    @property
    def groups_hidden(self) -> tuple[Hidden, Hidden] | None:
        """Why leaders and members are not shown apart, if no question shows them."""
        first = next(iter(self.measured), None)
        if first and isinstance(first.leaders, Hidden) and isinstance(first.members, Hidden):
            return first.leaders, first.members  # decided for all questions alike
        return None

    @property
    def response_rate(self) -> float:
        return (self.round.answered or 0) / self.round.asked if self.round.asked else 0.0

    def figure(self, question_id: str) -> Figures | None:
        return next((each for each in self.figures if each.question.id == question_id), None)

    def population(self, audience: Audience) -> int | None:
        """How many were asked, where so many answered that it narrows an interval; else None.

        Only where those who answered are plausibly like those who did not (domain.md 2.6): from half
        of those asked on. Of a group it is used if it was kept how many of it were asked.
        """
        if self.response_rate < REPRESENTATIVE:
            return None
        group = GROUPS.get(audience)
        return self.round.asked if group is None else self.round.groups.get(group)

    def interval(self, counts: Counts, audience: Audience) -> Interval:
        """At 95%, as proportions: Wilson, for a finite population where that applies."""
        return agreement_interval(counts, self.population(audience))


@dataclass(frozen=True, slots=True)
class Gap:
    """The difference of two agreements, as proportions, with its 95% interval."""

    difference: float
    interval: Interval

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out "no difference"."""
        return not self.interval.low <= 0 <= self.interval.high


@dataclass(frozen=True, slots=True)
class Reply:
    """ "You said, we did": what the group did about a round, and when that was said."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """A counted round among those before it in its series, the oldest first."""

    results: Results
    earlier: tuple[Results, ...] = ()
    reply: Reply | None = None
    body: str = ""
    zone: str = "Europe/London"

    @property
    def round(self) -> Round:
        return self.results.round

    @property
    def rounds(self) -> tuple[Results, ...]:
        return (*self.earlier, self.results)

    def change(self, question_id: str, audience: Audience = Audience.EVERYONE) -> Gap | None:
        """Since the round before, if both tell it exactly; as of independent samples, since answers
        cannot be linked, which makes the interval wider than it need be."""
        before = self.earlier[-1].figure(question_id) if self.earlier else None
        now = self.results.figure(question_id)
        if before is None or now is None:
            return None
        earlier, later = before.of(audience), now.of(audience)
        if not (isinstance(earlier, Counts) and isinstance(later, Counts)):
            return None
        return difference(
            later,
            self.results.interval(later, audience),
            earlier,
            self.earlier[-1].interval(earlier, audience),
        )

    def trend(self, question_id: str, audience: Audience) -> tuple[Shown | None, ...]:
        """One for each of ``rounds``; None where the question was not asked."""
        found = (each.figure(question_id) for each in self.rounds)
        return tuple(each.of(audience) if each else None for each in found)


def read(round_: Round, cells: Iterable[Cell]) -> Results:
    shown = {(cell.question, cell.audience): cell.shown for cell in cells}
    unsaid = Hidden(Reason.TOO_FEW)
    figures = (
        Figures(
            question,
            shown.get((question.id, Audience.EVERYONE), unsaid),
            shown.get((question.id, Audience.LEADERS), unsaid),
            shown.get((question.id, Audience.MEMBERS), unsaid),
        )
        for question in round_.questions
    )
    return with_gaps(Results(round_, tuple(figures)))


def with_gaps(results: Results) -> Results:
    """The same, each gap from the intervals that are shown of leaders and members."""
    figures = (replace(each, gap=_gap(results, each)) for each in results.figures)
    return replace(results, figures=tuple(figures))


def _gap(results: Results, figures: Figures) -> Gap | None:
    leaders, members = figures.leaders, figures.members
    if not (isinstance(leaders, Counts) and isinstance(members, Counts)):
        return None
    return difference(
        leaders,
        results.interval(leaders, Audience.LEADERS),
        members,
        results.interval(members, Audience.MEMBERS),
    )


def texts_of(figures: Figures) -> tuple[str, ...]:
    return figures.everyone.texts if isinstance(figures.everyone, Written) else ()


def agreement(counts: Counts) -> float:
    return counts.agree / counts.base


def agreement_interval(counts: Counts, population: int | None = None) -> Interval:
    """Wilson's interval at 95%, as proportions; with the finite population correction if given one.

    Where "don't know" is not in the base, the population is taken to have as many with an opinion, in
    proportion, as those who answered.
    """
    if population is None:
        return wilson(counts.agree, counts.base)
    answered = counts.base if counts.dont_know_in_base else counts.base + (counts.dont_know or 0)
    return wilson_fpc(
        counts.agree, counts.base, max(population * counts.base / answered, counts.base)
    )


def difference(one: Counts, first: Interval, other: Counts, second: Interval) -> Gap:
    """With Newcombe's hybrid interval, from that of each; taken as independent samples."""
    p, q = agreement(one), agreement(other)
    return Gap(p - q, hybrid_difference(p, first, q, second))
