"""What people do with a pulse: open one, answer it, read what it lets one know."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.pulse import forms, messages, summary
from bot.blocks.text import plural, when
from bot.domain.ballots import BallotKeys, Unreadable, new_salt
from bot.domain.people import Member
from bot.domain.pulse import (
    ORGANISERS,
    BadClosingTime,
    Opened,
    Proposal,
    Round,
    State,
    Turnout,
    asked_in_groups,
    closing_moment,
    key_prefix,
    round_in,
)
from bot.domain.questions import Agreement, Answers
from bot.domain.results import Results, read
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound, PeerbotError
from bot.services.context import Context
from bot.services.people import PeopleService
from bot.services.pulse.ballot_box import BallotBox, BoxFull, Cast, Outcome
from bot.services.pulse.closing import CLOSE, FINISH, Closing
from bot.services.pulse.proof import prove
from bot.tick import Timer
from bot.work import WorkHandler
from storage.audit import AuditStore
from storage.ballots import BallotWriter, Name
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from storage.pulse import Ballot, Booth, PulseStore, Salt
from storage.schedules import ScheduleStore
from storage.work import WorkStore

TURNOUT = "pulse.turnout"  # the kind of the work; its subject is "pulse:12:turnout"
TOLD_EVERY = timedelta(seconds=3)


@dataclass(frozen=True, slots=True)
class Paper:
    """A round in front of somebody who may answer it; ``before`` is what they said last."""

    round: Round
    before: Answers | None


class PulseService:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.people = PeopleService(context)
        self.closing = Closing(context)
        self.writer = BallotWriter(context.database, context.workspace.id)
        self.box = BallotBox(self._cast_all)

    # ---- opening

    async def require_organiser(self, user: str, deed: str = "start a pulse") -> Member:
        """Raises NotAllowed for anybody but a manager or a lead."""
        return await self.people.require(user, ORGANISERS, deed)

    async def open_round(self, user: str, proposal: Proposal, present: Iterable[str]) -> Opened:
        """Ask those of the people ``present`` in the channel who are members.

        Raises NotAllowed, and InvalidInput or Conflict in a sentence.
        """
        await self.require_organiser(user)
        now = self.context.clock.now()
        closes_at = self._closing(proposal, now)
        salt = Salt(new_salt(), self.context.secrets.current.id)
        workspace = self.context.workspace
        async with self.context.database.transaction() as session:
            members = await PeopleStore(session, workspace.id).members(present)
            asked = asked_in_groups(members)
            _check_enough(len(asked), proposal)
            store = PulseStore(session, workspace.id)
            round_ = await store.open(proposal, user, asked, salt, now, closes_at)
            if round_ is None:
                raise InvalidInput(
                    "A pulse is open in this channel already. Wait until it has closed, so that "
                    "people are not asked twice.",
                    ids.PULSE_CHANNEL,
                )
            await self._announce(session, round_, now)
        return Opened(round_, Counter(asked.values()))

    def _closing(self, proposal: Proposal, now: datetime) -> datetime:
        zone = self.context.workspace.time_zone
        try:
            return closing_moment(proposal.day, proposal.clock, zone, now)
        except BadClosingTime as error:
            field = ids.PULSE_DAY if error.is_day else ids.PULSE_TIME
            raise InvalidInput(str(error), field) from None

    async def _announce(self, session: AsyncSession, round_: Round, now: datetime) -> None:
        workspace = self.context.workspace
        about = key_prefix(round_.id)
        await ScheduleStore(session, workspace.id).set(CLOSE, f"{about}close", round_.closes_at)
        await AuditStore(session, workspace.id).note(
            round_.opened_by, "opened a pulse", f"{about}opened", now
        )
        await WorkStore(session, workspace.id).plan(TURNOUT, f"{about}turnout", now + TOLD_EVERY)
        await DeliveryStore(session, workspace.id).plan(
            messages.opening(
                round_, Turnout(0, round_.asked), workspace.body_name, workspace.time_zone
            ),
            now=now,
        )

    # ---- answering

    async def take_paper(self, round_id: int, user: str) -> Paper:
        """The questions, with one's own last answers. Raises a sentence if one cannot answer."""
        async with self.context.database.reading() as session:
            store = PulseStore(session, self.context.workspace.id)
            booth = await store.booth(round_id, user)
            round_, keys = self._enter(booth)
            key = keys.key(user)
            sealed = await store.sealed(round_id, key)
        return Paper(round_, _opened(keys, key, sealed))

    async def cast_ballot(self, round_id: int, user: str, said: Mapping[str, Agreement]) -> Round:
        """Put in one's answers, by question id, in the place of earlier ones.

        Returns when they are safe. Raises a sentence if it is too late, and InvalidInput if a
        question has no answer or too many people answer at this very moment.
        """
        try:
            return await self.box.put(Cast(round_id, user, said))
        except BoxFull:
            raise InvalidInput(
                "Very many people are answering at this moment, and this was not kept yet. Please "
                "send it again in a few seconds.",
                next((f"{ids.PULSE_QUESTION}{each}" for each in said), None),
            ) from None

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

    def _enter(
        self, booth: Booth | None, known: BallotKeys | None = None
    ) -> tuple[Round, BallotKeys]:
        """Whether this person may answer now; the keys are kept no longer than it takes."""
        if booth is None:
            raise NotFound("This pulse is no longer there.")
        round_ = booth.round
        if booth.salt is None or not round_.takes_answers(self.context.clock.now()):
            raise Conflict(
                f"This pulse closed on {when(round_.closes_at, self.context.workspace.time_zone)}, "
                "so nothing more can be sent. What you sent before then counts."
            )
        if not booth.is_asked:
            raise NotAllowed(
                f"This pulse asks the {plural(round_.asked, 'GP and lead', 'GPs and leads')} who were "
                "in the channel when it opened, and you were not among them. You will be asked when "
                "the next one opens."
            )
        if known is not None:
            return round_, known
        secret = self.context.secrets.by_id(booth.salt.secret_id)
        return round_, BallotKeys(secret.key, booth.salt.salt, round_.id)

    # ---- reading

    async def pull_summary(self, user: str, round_id: int | None = None) -> Results:
        """The results of a round, or of the last that has closed. Raises a sentence while sealed."""
        await self.require_organiser(user, "see the summary of a pulse")
        async with self.context.database.reading() as session:
            return await self._results(session, round_id)

    async def export(self, user: str, round_id: int | None = None) -> Results:
        """The same to take away; the audit log says who did."""
        await self.require_organiser(user, "export a pulse")
        async with self.context.database.transaction() as session:
            results = await self._results(session, round_id)
            about = key_prefix(results.round.id)
            await AuditStore(session, self.context.workspace.id).note(
                user, "exported a pulse", f"{about}exported", self.context.clock.now()
            )
        return results

    async def _results(self, session: AsyncSession, round_id: int | None) -> Results:
        store = PulseStore(session, self.context.workspace.id)
        round_ = await _wanted(store, round_id)
        if not round_.counted:
            turnout = await store.turnout(round_)
            zone = self.context.workspace.time_zone
            raise Conflict(summary.render_sealed(round_, turnout, zone))
        return read(round_, await store.cells(round_.id))

    async def proof(self, round_id: int) -> str:
        """All that the database holds about a round, in words and rows."""
        async with self.context.database.reading() as session:
            return await prove(session, self.context.workspace, round_id)

    # ---- what time brings

    @property
    def timers(self) -> dict[str, Timer]:
        return {CLOSE: self.closing.close}

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {FINISH: self.closing.finish, TURNOUT: self._tell_turnout}

    async def _tell_turnout(self, subject: str, now: datetime) -> datetime | None:
        """Bring the number in an open round's message up to date, every few seconds.

        Planned when it opens, never when somebody answers: no row but the ballot changes then.
        """
        workspace = self.context.workspace
        async with self.context.database.transaction() as session:
            store = PulseStore(session, workspace.id)
            round_ = await store.round(round_in(subject))
            if round_ is None or round_.state is not State.OPEN:
                return None
            turnout = await store.turnout(round_)
            if await store.note_told(round_.id, turnout.answered):
                update = messages.turnout_changed(
                    round_, turnout, workspace.body_name, workspace.time_zone
                )
                await DeliveryStore(session, workspace.id).plan(update, now=now)
        return now + TOLD_EVERY


def _check_enough(number: int, proposal: Proposal) -> None:
    if number < proposal.k:
        there = f"only {plural(number, 'is', 'are')}" if number else "nobody is"
        raise InvalidInput(
            f"At least {proposal.k} GPs or leads must be in the channel, since nothing is shown about "
            f"fewer, and {there}. Choose another channel, or import who your members are.",
            ids.PULSE_CHANNEL,
        )


def _in_order(round_: Round, said: Mapping[str, Agreement]) -> Answers:
    for question in round_.questions:
        if question.id not in said:
            raise InvalidInput(
                "Please choose an answer here; “Don’t know” is one.", forms.question_block(question)
            )
    return tuple(said[question.id] for question in round_.questions)


async def _wanted(store: PulseStore, round_id: int | None) -> Round:
    """That round; without a number the last that was counted, or else the last."""
    if round_id is not None:
        round_ = await store.round(round_id)
        if round_ is None:
            raise NotFound(f"There is no pulse {round_id} here.")
        return round_
    rounds = await store.rounds(*State)
    if not rounds:
        raise NotFound(f"There has been no pulse yet. Start one with `{ids.PULSE} new`.")
    return next((each for each in rounds if each.counted), rounds[0])


def _filled(round_: Round, keys: BallotKeys, cast: Cast) -> Ballot:
    key = keys.key(cast.user)
    return Ballot(round_.id, key, keys.seal(key, _in_order(round_, cast.said)))


def _opened(keys: BallotKeys, key: bytes, sealed: bytes | None) -> Answers | None:
    if sealed is None:
        return None
    try:
        return keys.open(key, sealed)
    except Unreadable:
        return None  # as if not answered: what is sent now takes its place
