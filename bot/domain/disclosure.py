"""What of a round may be shown: one function decides, and everything that is said goes through it.

The rules, each against one way of working out what a few people said:

1. Nothing about fewer than k people.
2. Leaders and members are shown only together, and only if those whose group is not recorded are
   nobody or k and more: else total minus groups would show a few.
3. "Don't know" is left out of the base only if at least k said it, and k did not, in every set that
   is shown: else two bases would differ by a few. Otherwise it stays in the base; how many said it is
   told for the total alone, if k and more did, and counted with "neither" where they did not.
4. Bases under 20 show three options, not five; so does a group that could be worked out from others.
5. Where (nearly) all of a set gave one answer, it is shown as a band. Then the question shows either
   the groups or the total, never both: a total minus one group would undo the other's band.
6. A mean is shown where five options are: it tells as much about the extremes.
7. Of a question with options of its own a small base shows the two that most chose, and the others
   together; the groups are shown apart only where each has a base of 20 and more.
8. What people wrote is shown for all together, from k who wrote on, in an order of chance.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.pulse import Group
from bot.domain.questions import AnswerType, Question
from bot.domain.tallies import DontKnow, Opinion, Picks, Spread, Tally

FIVE_OPTIONS_FROM = 20  # the smallest base that shows five options
SMALL_BASE = 10  # below it, a band of nine in ten would say "all"
NAMED_IN_SMALL = 2  # options that a small base shows; the others are added up


class Audience(StrEnum):
    """Whom a figure is about."""

    EVERYONE = "everyone"
    LEADERS = "leaders"
    MEMBERS = "members"


class Reason(StrEnum):
    """Why a figure is not shown."""

    TOO_FEW = "too_few"
    NONE_ASKED = "none_asked"
    OTHER_GROUP = "other_group"
    NO_OTHER_GROUP = "no_other_group"
    UNRECORDED = "unrecorded"
    NEARLY_ALL = "nearly_all"
    SMALL_GROUPS = "small_groups"
    FEW_WROTE = "few_wrote"

    def sentence(self, k: int) -> str:
        return _SENTENCES[self].format(k=k)


_SENTENCES = {
    Reason.TOO_FEW: "hidden: fewer than {k} answers",
    Reason.NONE_ASKED: "hidden: nobody in this group was asked",
    Reason.OTHER_GROUP: (
        "hidden: beside the total it would show the other group, with fewer than {k} answers"
    ),
    Reason.NO_OTHER_GROUP: "hidden: there is no other group to set beside it",
    Reason.UNRECORDED: (
        "hidden: beside the total it would show the fewer than {k} people who answered "
        "and whose formal role is not recorded"
    ),
    Reason.NEARLY_ALL: (
        "hidden: almost everybody in a group gave the same answer, and the total would show how many"
    ),
    Reason.SMALL_GROUPS: (
        f"hidden: a question with several answers is split only between groups of "
        f"{FIVE_OPTIONS_FROM} answers and more"
    ),
    Reason.FEW_WROTE: "hidden: fewer than {k} people wrote something",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """A figure that may be shown. ``base`` is the number of people counted in its percentages.

    ``dont_know`` None: not told, counted with ``neither``. The two "strongly" counts are part of
    ``agree`` and ``disagree``, and None where three options are shown. ``mean`` is of a scale, in
    points from 0 to 10.
    """

    base: int
    agree: int
    neither: int
    disagree: int
    strongly_agree: int | None = None
    strongly_disagree: int | None = None
    dont_know: int | None = None
    mean: float | None = None

    @property
    def dont_know_in_base(self) -> bool:
        return self.base != self.agree + self.neither + self.disagree or self.dont_know is None


@dataclass(frozen=True, slots=True)
class Picked:
    """How many of ``base`` people chose which option, by its value; ``others`` the rest together."""

    base: int
    chosen: tuple[tuple[str, int], ...]
    others: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """(Nearly) everybody gave this answer: ``tenths`` in ten or more of ``base`` people.

    ``opinion`` is an Opinion, or the value of an option.
    """

    base: int
    opinion: str
    tenths: int


@dataclass(frozen=True, slots=True)
class Written:
    """What people wrote, in an order of chance."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    reason: Reason


Shown = Counts | Picked | Band | Written | Hidden


@dataclass(frozen=True, slots=True)
class Cell:
    """What is kept of one question for one audience."""

    question: str
    audience: Audience
    shown: Shown


def disclose(
    questions: Sequence[Question],
    tallies: Mapping[Group, Tally],
    k: int,
    rng: random.Random | None = None,
) -> list[Cell]:
    """All that may be shown, and kept, of a round; for what is hidden, why."""
    groups_hidden = _groups_hidden(tallies, k)
    cells = []
    for question in questions:
        shown = _disclosed(question, tallies, groups_hidden, k, rng or random.SystemRandom())
        cells += [Cell(question.id, audience, shown[audience]) for audience in shown]
    return cells


def _disclosed(
    question: Question,
    tallies: Mapping[Group, Tally],
    groups_hidden: Mapping[Audience, Reason] | None,
    k: int,
    rng: random.Random,
) -> dict[Audience, Shown]:
    match question.type:
        case AnswerType.TEXT:
            texts = [text for tally in tallies.values() for text in tally.texts[question.id]]
            return {Audience.EVERYONE: _written(texts, k, rng)}
        case AnswerType.CHOICE:
            picks = {group: tally.picks[question.id] for group, tally in tallies.items()}
            return _choice(question, picks, groups_hidden, k)
    spreads = {group: tally.spreads[question.id] for group, tally in tallies.items()}
    shown = _question(spreads, groups_hidden, k)
    if question.type is AnswerType.SCALE:
        points = sum(tally.points.get(question.id, 0) for tally in tallies.values())
        return {each: _with_mean(figure, each, points) for each, figure in shown.items()}
    return shown


def _groups_hidden(tallies: Mapping[Group, Tally], k: int) -> dict[Audience, Reason] | None:
    """Why each group is hidden, for all questions alike; None if both may be shown.

    It depends on who answered at all and not on any answer, so that it tells nothing about answers.
    """
    leaders = _too_small(tallies[Group.LEADER], k)
    members = _too_small(tallies[Group.MEMBER], k)
    if leaders or members:
        return {
            Audience.LEADERS: leaders or _because_of(members),
            Audience.MEMBERS: members or _because_of(leaders),
        }
    if 0 < tallies[Group.UNKNOWN].answered < k:
        return dict.fromkeys((Audience.LEADERS, Audience.MEMBERS), Reason.UNRECORDED)
    return None


def _because_of(other: Reason | None) -> Reason:
    return Reason.NO_OTHER_GROUP if other is Reason.NONE_ASKED else Reason.OTHER_GROUP


def _too_small(tally: Tally, k: int) -> Reason | None:
    if tally.asked == 0:
        return Reason.NONE_ASKED
    return Reason.TOO_FEW if tally.answered < k else None


def _question(
    spreads: Mapping[Group, Spread], groups_hidden: Mapping[Audience, Reason] | None, k: int
) -> dict[Audience, Shown]:
    leaders, members, unknown = (spreads[group] for group in Group)
    total = leaders + members + unknown
    if total.answered < k:
        return dict.fromkeys(Audience, Hidden(Reason.TOO_FEW))
    if groups_hidden is not None:
        hidden: dict[Audience, Shown] = {
            audience: Hidden(reason) for audience, reason in groups_hidden.items()
        }
        return {Audience.EVERYONE: _figure(total, _dont_know([total], k), five=True)} | hidden

    # Whoever adds and subtracts what is shown gets at these, or at some of them together. Together
    # they can be nearly of one mind only if one of them is, so that it is enough to look at each.
    parts = [each for each in (leaders, members, unknown) if each.answered]
    dont_know = _dont_know(parts, k)
    five = min(each.base(dont_know) for each in parts) >= FIVE_OPTIONS_FROM
    groups: dict[Audience, Shown] = {
        Audience.LEADERS: _figure(leaders, dont_know, five=five),
        Audience.MEMBERS: _figure(members, dont_know, five=five),
    }
    if any(_nearly_all(each, dont_know) for each in parts):
        return {Audience.EVERYONE: Hidden(Reason.NEARLY_ALL)} | groups
    if dont_know is DontKnow.WITH_NEITHER and _enough_of_both(total, k):
        dont_know = DontKnow.IN_BASE
    return {Audience.EVERYONE: _figure(total, dont_know, five=True)} | groups


def _dont_know(sets: Iterable[Spread], k: int) -> DontKnow:
    if all(_enough_of_both(each, k) for each in sets):
        return DontKnow.APART
    return DontKnow.WITH_NEITHER


def _enough_of_both(spread: Spread, k: int) -> bool:
    return min(spread.dont_know, spread.answered - spread.dont_know) >= k


def _figure(spread: Spread, dont_know: DontKnow, *, five: bool) -> Counts | Band:
    band = _nearly_all(spread, dont_know)
    if band is not None:
        return band
    opinions = spread.opinions(dont_know)
    base = spread.base(dont_know)
    five = five and base >= FIVE_OPTIONS_FROM
    return Counts(
        base=base,
        agree=opinions[Opinion.AGREE],
        neither=opinions[Opinion.NEITHER],
        disagree=opinions[Opinion.DISAGREE],
        strongly_agree=spread.strongly_agree if five else None,
        strongly_disagree=spread.strongly_disagree if five else None,
        dont_know=None if dont_know is DontKnow.WITH_NEITHER else spread.dont_know,
    )


def _nearly_all(spread: Spread, dont_know: DontKnow) -> Band | None:
    """The band for a set in which everybody, all but one, or nine in ten gave the same answer."""
    base = spread.base(dont_know)
    opinion, people = max(spread.opinions(dont_know).items(), key=lambda each: each[1])
    tenths = _tenths(people, base)
    return None if tenths is None else Band(base, opinion, tenths)


def _tenths(people: int, base: int) -> int | None:
    """In how many tenths a band puts so many of ``base`` people; None where they are not nearly all."""
    if people < base - 1 and 10 * people < 9 * base:
        return None
    return 8 if base < SMALL_BASE else 9


# ---- scales


def _with_mean(shown: Shown, audience: Audience, points: int) -> Shown:
    """With the mean of all together, where five options are shown."""
    if audience is not Audience.EVERYONE or not isinstance(shown, Counts):
        return shown
    if shown.strongly_agree is None:
        return shown
    return replace(shown, mean=round(points / shown.base, 1))


# ---- one of several


def _choice(
    question: Question,
    picks: Mapping[Group, Picks],
    groups_hidden: Mapping[Audience, Reason] | None,
    k: int,
) -> dict[Audience, Shown]:
    leaders, members, unknown = (picks[group] for group in Group)
    total = tuple(map(sum, zip(leaders, members, unknown, strict=True)))
    if sum(total) < k:
        return dict.fromkeys(Audience, Hidden(Reason.TOO_FEW))
    parts = [each for each in (leaders, members, unknown) if sum(each)]
    if groups_hidden is None and min(map(sum, parts)) < FIVE_OPTIONS_FROM:
        groups_hidden = dict.fromkeys((Audience.LEADERS, Audience.MEMBERS), Reason.SMALL_GROUPS)
    if groups_hidden is not None:
        hidden: dict[Audience, Shown] = {
            audience: Hidden(reason) for audience, reason in groups_hidden.items()
        }
        return {Audience.EVERYONE: _picked(question, total)} | hidden
    nearly_all = any(isinstance(_picked(question, each), Band) for each in parts)
    everyone = Hidden(Reason.NEARLY_ALL) if nearly_all else _picked(question, total)
    return {
        Audience.EVERYONE: everyone,
        Audience.LEADERS: _picked(question, leaders),
        Audience.MEMBERS: _picked(question, members),
    }


def _picked(question: Question, picks: Picks) -> Picked | Band:
    base = sum(picks)
    by_option = [
        (option.value, people) for option, people in zip(question.options, picks, strict=True)
    ]
    value, most = max(by_option, key=lambda each: each[1])
    tenths = _tenths(most, base)
    if tenths is not None:
        return Band(base, value, tenths)
    if base >= FIVE_OPTIONS_FROM or len(by_option) <= NAMED_IN_SMALL + 1:
        return Picked(base, tuple(by_option))
    named = sorted(by_option, key=lambda each: -each[1])[:NAMED_IN_SMALL]
    return Picked(base, tuple(named), base - sum(people for _, people in named))


# ---- in their own words


def _written(texts: list[str], k: int, rng: random.Random) -> Written | Hidden:
    if len(texts) < k:
        return Hidden(Reason.FEW_WROTE)
    rng.shuffle(texts)
    return Written(tuple(texts))
