"""A round with answers of every kind, two of them in people's own words; and what an attacker notes down."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from bot.domain.people import Member
from bot.domain.pulse import Round
from bot.domain.questions import AnswerType, Question, QuestionSet
from storage.database import Database
from storage.schema.pulse import BallotRow, SaltRow
from tests.support.pulse import House

ALL_KINDS = QuestionSet(
    "own-1",
    "Winter",
    (
        Question("agreed", "We were heard", "Heard"),
        Question("yes", "Did you come?", "Came", AnswerType.YES_NO),
        Question(
            "pick", "How was its length?", "Length", AnswerType.CHOICE, ("Short", "Right", "Long")
        ),
        Question("mark", "How well did it work?", "Mark", AnswerType.SCALE),
        Question("better", "What would be better?", "Better", AnswerType.TEXT),
        Question("keep", "What should stay?", "Stay", AnswerType.TEXT),
    ),
)
CHOSEN = (
    ("agree", "yes", "c1", "7"),
    ("disagree", "no", "c2", "3"),
    ("neither", "dont_know", "c3", "5"),
)
WORDS = "Begin at eight, zarquon {}"
STAY = "The tea trolley, frobnitz {}"


def said_by(number: int, better: str | None = None, keep: str | None = None) -> tuple[str, ...]:
    """What the person of that number says; in their own words what nobody else does."""
    own = WORDS.format(number) if better is None else better
    other = STAY.format(number) if keep is None else keep
    return (*CHOSEN[number % len(CHOSEN)], own, other)


async def all_answer(house: House, round_: Round, people: Iterable[Member]) -> None:
    for number, each in enumerate(people):
        await house.answer(round_, each, *said_by(number))


async def ballots(database: Database) -> dict[bytes, bytes]:
    async with database.reading() as session:
        rows = await session.execute(select(BallotRow.key, BallotRow.sealed))
        return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class Notes:
    """Salts, keys and sealed answers that somebody copied while a round was open."""

    salts: tuple[bytes, ...]
    ballots: tuple[bytes, ...]

    @property
    def traces(self) -> list[bytes]:
        """Whole keys and salts; of what is sealed pieces, since a long one is kept in parts."""
        pieces = [
            each[place : place + 24]
            for each in self.ballots
            for place in {0, len(each) // 3, len(each) // 2, len(each) - 24}
        ]
        return [*self.salts, *pieces]


async def take_notes(database: Database) -> Notes:
    kept = await ballots(database)
    async with database.reading() as session:
        salts = (await session.scalars(select(SaltRow.salt))).all()
    return Notes(tuple(salts), (*kept, *kept.values()))
