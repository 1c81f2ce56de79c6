"""Answering: the questions with one's own last answers, and putting in one's ballot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import ids
from bot.blocks.joining import not_known
from bot.blocks.pulse import forms
from bot.blocks.text import when
from bot.domain.ballots import LONGEST_TEXT, BallotKeys, Unreadable
from bot.domain.people import Role
from bot.domain.pulse import ASKED, CircleKind, Round
from bot.domain.questions import Answers, Question
from bot.errors import Conflict, InvalidInput, NotAllowed, NotAMember, NotFound, PeerbotError
from bot.services.context import Context
from bot.services.pulse.ballot_box import BallotBox, BoxFull, Cast, Outcome
from bot.services.pulse.base import UseCases
from bot.services.screening import refuse_identifiers
from storage.pulse import Ballot, BallotWriter, Booth, Name

ONLY = ""  # in place of a question's id: the only one there is


@dataclass(frozen=True, slots=True)
class Paper:
    """A round in front of somebody who may answer it; ``before`` is what they said last."""

    round: Round
    before: Answers | None


class NotAsked(NotAllowed):
    """Not among those whom a round asks; why not is looked up when it is to be said."""

    def __init__(self, round_: Round) -> None:
        super().__init__("You are not among those whom this pulse asks.")
        self.round = round_


class Answering(UseCases):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.writer = BallotWriter(context.database, context.workspace.id)
        self.box = BallotBox(self._cast_all)

    async def take_paper(self, round_id: int, user: str) -> Paper:
        """The questions, with one's own last answers. Raises a sentence if one cannot answer."""
        async with self.context.database.reading() as session:
            store = self.rounds(session)
            booth = await store.booth(round_id, user)
            try:
                round_, keys = self._enter(booth)
            except NotAsked as refused:
                raise await self._why_not_asked(refused.round, user) from None
            key = keys.key(user)
            sealed = await store.sealed(round_id, key)
        return Paper(round_, _opened(round_, keys, key, sealed))

    async def cast_ballot(self, round_id: int, user: str, said: Mapping[str, str]) -> Round:
        """Put in one's answers, by question id, in the place of earlier ones.

        Returns when they are safe. Raises a sentence if it is too late, and InvalidInput if a
        question has no answer or too many people answer at this very moment.
        """
        try:
            return await self.box.put(Cast(round_id, user, said))
        except NotAsked as refused:
            raise await self._why_not_asked(refused.round, user) from None
        except BoxFull:
            raise InvalidInput(
                "Very many people are answering at this moment, and this was not kept yet. Please "
                "send it again in a few seconds.",
                next((f"{ids.PULSE_QUESTION}{each}" for each in said), None),
            ) from None

    async def tap(self, round_id: int, user: str, option: str) -> Round:
        """Answer a round of one question with the option that was tapped. Raises as ``cast_ballot``."""
        return await self.cast_ballot(round_id, user, {ONLY: option})

    async def _cast_all(self, casts: Sequence[Cast]) -> list[Outcome]:
        """Keep these in one transaction; of two by one person the later stands."""
        wanted = {(each.round_id, each.user) for each in casts}
        outcomes: list[Outcome] = []

        def fill(booths: Mapping[Name, Booth]) -> list[Ballot]:
            ballots: dict[tuple[int, bytes], Ballot] = {}
            keys: dict[int, BallotKeys] = {}
            outcomes.clear()
            for each in casts:
                try:
                    booth = booths.get((each.round_id, each.user))
                    round_, keys[each.round_id] = self._enter(booth, keys.get(each.round_id))
                    ballot = _filled(round_, keys[each.round_id], each)
                    ballots[ballot.round_id, ballot.key] = ballot
                    outcomes.append(round_)
                except PeerbotError as refused:
                    outcomes.append(refused)
            # Sorted, so that two processes' batches cannot wait for each other in a circle.
            return [ballots[name] for name in sorted(ballots)]

        await self.writer.write(wanted, fill)
        return outcomes

    async def drained(self) -> None:
        """Wait until every ballot that was taken in is written; for stopping."""
        await self.box.drained()

    # ---- who may

    def _enter(
        self, booth: Booth | None, known: BallotKeys | None = None
    ) -> tuple[Round, BallotKeys]:
        """Whether this person may answer now; the keys are kept no longer than it takes."""
        if booth is None:
            raise NotFound("This pulse is no longer there.")
        round_ = booth.round
        if round_.cancelled:
            raise Conflict(
                "This pulse was cancelled. Everything that was answered has been deleted, so there "
                "is nothing more to do."
            )
        if booth.salt is None or not round_.takes_answers(self.now()):
            raise Conflict(
                f"This pulse closed on {when(round_.closes_at, self.zone)}, so nothing more can be "
                "sent. What you sent before then counts."
            )
        if not booth.is_asked:
            raise NotAsked(round_)
        if known is not None:
            return round_, known
        secret = self.context.secrets.by_id(booth.salt.secret_id)
        return round_, BallotKeys(secret.key, booth.salt.salt, round_.id)

    async def _why_not_asked(self, round_: Round, user: str) -> NotAllowed:
        """Not known yet, not of those who are asked, not in its circle, or too late for this one."""
        async with self.context.database.reading() as session:
            member = await self.people(session).member(user)
            round_ = await self.rounds(session).round(round_.id) or round_
            keepers = await self.people(session).with_role([Role.ADMINISTRATOR, Role.MANAGER])
        if member is None:
            so = "this pulse does not ask you: you will be asked when the next one opens"
            return NotAMember(not_known([each.slack_user_id for each in keepers], so))
        if not member.has(ASKED):
            return NotAllowed(
                "This pulse asks GPs and clinical leads what they think of the group, so it does not "
                "ask those who manage it."
            )
        if round_.circle.kind is CircleKind.CHANNEL:
            return NotAllowed(
                "You were not in the channel yet when this pulse opened, and who is asked was fixed "
                "then. You will be asked when the next one opens."
            )
        return NotAllowed(
            "This pulse asks other people: you were not among them when it opened. If you expected "
            f"to be asked, write to <@{round_.owner}>."
        )


# ---- ballots


def _filled(round_: Round, keys: BallotKeys, cast: Cast) -> Ballot:
    key = keys.key(cast.user)
    said = cast.said
    if ONLY in said and len(round_.questions) == 1:
        said = {round_.questions[0].id: said[ONLY]}
    answers = tuple(_answer(question, said.get(question.id)) for question in round_.questions)
    return Ballot(round_.id, key, keys.seal(key, round_.questions, answers))


def _answer(question: Question, said: str | None) -> str:
    """Raises InvalidInput under the question, and says nothing of what was written."""
    field = forms.question_block(question)
    if question.is_text:
        written = (said or "").strip()
        if len(written) > LONGEST_TEXT:
            raise InvalidInput(
                f"Please say this in {LONGEST_TEXT} characters or fewer. Nothing was kept yet.",
                field,
            )
        refuse_identifiers(written, field)
        return written
    if said is None:
        has_dont_know = any(each.value == "dont_know" for each in question.options)
        hint = "; “Don’t know” is one." if has_dont_know else "."
        raise InvalidInput(f"Please choose an answer here{hint}", field)
    if said not in question.values:
        raise InvalidInput("Please choose one of the answers here.", field)
    return said


def _opened(round_: Round, keys: BallotKeys, key: bytes, sealed: bytes | None) -> Answers | None:
    if sealed is None:
        return None
    try:
        return keys.open(key, round_.questions, sealed)
    except Unreadable:
        return None  # as if not answered: what is sent now takes its place
