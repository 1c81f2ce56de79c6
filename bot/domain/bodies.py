"""What the group was, is and will be: how a change from a day on is kept beside what was before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.arrangements import Body, mark_of

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be kept, and what goes for it; ``first_days`` are those of what goes."""

    put: Body
    removed: tuple[date, ...] = ()


class Overlap(ValueError):
    """Between the two days the group was something else: ``there`` is what."""

    def __init__(self, there: Body) -> None:
        super().__init__(there.name)
        self.there = there


def mark(name: str, zone: str, bodies: Iterable[Body]) -> str:
    """All that the form about the group shows: where the mark is another one, somebody has changed it."""
    return mark_of(name, zone, *bodies)


def in_effect(bodies: Iterable[Body], today: date) -> Body | None:
    """Of those that have begun, the last to begin: a group has a name until it has another one."""
    begun = [each for each in bodies if each.first <= today]
    return max(begun, key=lambda each: each.first, default=None)


def change(bodies: Sequence[Body], new: Body, today: date) -> Change:
    """What ``new`` does to what is known. Raises Overlap.

    From a later day than the one in effect began, it follows it; from the same day, it corrects it;
    from an earlier day, it corrects when that one began too.
    """
    current = in_effect(bodies, today)
    if current is None or new.first >= current.first:
        return Change(new)
    between = [each for each in bodies if new.first <= each.first < current.first]
    if between:
        raise Overlap(between[-1])
    return Change(new, (current.first,))


def history(bodies: Iterable[Body]) -> tuple[Body, ...]:
    """The first first, each ending no later than the day before the next begins."""
    ordered = sorted(bodies, key=lambda each: each.first)
    ends = [each.first - A_DAY for each in ordered[1:]]
    cut = [
        replace(each, last=min(each.last or date.max, end))
        for each, end in zip(ordered, ends, strict=False)
    ]
    return (*cut, *ordered[-1:])
