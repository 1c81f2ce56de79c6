"""Somebody questions a figure: who answers for it, and what others see of that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.deeds import Deed
from bot.domain.indicators import Indicator
from bot.domain.people import Member

MOST_WORDS = 1000
"""Characters in which somebody says what is wrong."""

MOST_ANSWER = 2000

ANSWER_WITHIN = timedelta(days=7)
"""Then whoever answers for the figure is reminded, once, and the managers are asked too."""

CHALLENGES = "challenge:"
"""How the keys of all that is sent about challenges begin."""

STAND_IN = Deed.ANSWER_CHALLENGES.roles
"""Who answers where a figure has no owner: the managers, and where there is none the administrators."""


@dataclass(frozen=True, slots=True)
class About:
    """What is questioned: the numbers of a posted snippet, or one practice's own figure."""

    snippet_id: int | None = None
    key: str = ""
    ods_code: str | None = None

    @property
    def value(self) -> str:
        """As a button carries it: ``12``, or ``ktt9_antibiotics|P84004``."""
        return f"{self.key}|{self.ods_code}" if self.snippet_id is None else str(self.snippet_id)

    @classmethod
    def parse(cls, value: str) -> "About":
        """Raises ValueError."""
        key, bar, ods_code = value.partition("|")
        return cls(key=key, ods_code=ods_code) if bar else cls(snippet_id=int(value))


@dataclass(frozen=True, slots=True)
class Challenge:
    """A question about a figure. ``channel`` is where its snippet is; None for a private answer's.

    ``owners`` are asked, and one answer settles it; without words it is settled without ``answer``.
    """

    id: int
    indicator: Indicator
    about: About
    channel: str | None
    words: str
    raised_by: str
    raised_at: datetime
    owners: tuple[str, ...]
    answer: str | None = None
    answered_by: str | None = None
    settled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @property
    def key(self) -> str:
        """Begins the keys of its messages: ``challenge:12``."""
        return f"{CHALLENGES}{self.id}"


def challenge_in(key: str) -> int:
    """The id in a challenge's key."""
    return int(key.removeprefix(CHALLENGES))


@dataclass(frozen=True, slots=True)
class Asking:
    """What somebody is about to question, and who would answer. ``channel`` as in a challenge.

    ``managers_later``: without an answer in time the managers, who are not asked first, see it too.
    """

    indicator: Indicator
    about: About
    channel: str | None
    owners: tuple[str, ...]
    managers_later: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """Open challenges as one person may see them: of those they oversee never who asked, or why."""

    to_answer: tuple[Challenge, ...] = ()
    overseen: tuple[Challenge, ...] = ()
    mine: tuple[Challenge, ...] = ()

    @property
    def number(self) -> int:
        return len({each.id for each in (*self.to_answer, *self.overseen, *self.mine)})


def listed_for(user: str, challenges: Iterable[Challenge], *, oversees: bool) -> Listed:
    known = list(challenges)
    to_answer = tuple(each for each in known if user in each.owners)
    mine = tuple(each for each in known if each.raised_by == user)
    rest = tuple(each for each in known if each not in to_answer and each not in mine)
    return Listed(to_answer, rest if oversees else (), mine)


@dataclass(frozen=True, slots=True)
class Questioned:
    """What others see of challenges: how many are open since when, and whether any was answered."""

    open: int
    since: datetime | None
    answered: bool


def questioned(challenges: Iterable[Challenge]) -> Questioned | None:
    """None where nobody has questioned anything."""
    known = list(challenges)
    if not known:
        return None
    since = [each.raised_at for each in known if each.is_open]
    return Questioned(
        len(since), min(since, default=None), any(each.answer is not None for each in known)
    )


def who_answers(owner: str | None, members: Sequence[Member], asker: str) -> tuple[str, ...]:
    """Who is asked: the figure's owner, else all managers, else all administrators; never the asker.

    ``members`` are those who are still here. Nobody where there is no such person.
    """
    if owner is not None and owner != asker:
        return (owner,)
    for role in STAND_IN:
        found = [
            each.slack_user_id
            for each in members
            if each.has([role]) and each.slack_user_id != asker
        ]
        if found:
            return tuple(found)
    return ()
