"""What the use cases of votes on times share: the vote, who may decide, and messages kept up to date."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import polls
from bot.blocks.text import when
from bot.domain.deeds import Deed
from bot.domain.people import Practice
from bot.domain.sessions.finding import (
    AsksIn,
    Choice,
    Poll,
    PollState,
    Surroundings,
    Voter,
    choose,
)
from bot.errors import Conflict, NotFound
from bot.services.sessions import finding_messages as outgoing
from bot.services.sessions.base import Sessions, may_organise
from storage.people import PeopleStore, rhythm_of
from storage.preferences import PreferenceStore
from storage.sessions.drafts import DraftStore
from storage.sessions.finding import PollStore

CLOSE = "poll.close"
REMIND = "poll.remind"
NUDGE = "poll.nudge"
TIMERS = (CLOSE, REMIND, NUDGE)


@dataclass(frozen=True, slots=True)
class Held:
    """A vote with all that belongs to it."""

    poll: Poll
    practices: tuple[Practice, ...]
    voters: tuple[Voter, ...]

    def voter(self, user: str) -> Voter | None:
        return next((each for each in self.voters if each.user == user), None)


class FindingBase(Sessions):
    def polls(self, session: AsyncSession) -> PollStore:
        return PollStore(session, self.workspace_id)

    def drafts(self, session: AsyncSession) -> DraftStore:
        return DraftStore(session, self.workspace_id)

    async def held(self, session: AsyncSession, poll_id: int, *, locked: bool = False) -> Held:
        store = self.polls(session)
        poll = await store.get(poll_id, locked=locked)
        if poll is None:
            raise NotFound(
                "This vote on times is no longer here. `/peer list` shows what is planned."
            )
        return await self._with_people(session, poll)

    async def _with_people(self, session: AsyncSession, poll: Poll) -> Held:
        wanted = set(poll.proposal.ods_codes)
        every = await self.people(session).practices()
        practices = tuple(each for each in every if each.ods_code in wanted)
        return Held(poll, practices, await self.polls(session).voters(poll.id))

    async def held_to_decide(
        self, session: AsyncSession, user: str, poll_id: int, *, locked: bool = True
    ) -> Held:
        """For its lead or whoever organises sessions; else NotAllowed."""
        held = await self.held(session, poll_id, locked=locked)
        if held.poll.lead != user:
            await self.organiser(session, user, Deed.DECIDE_VOTE)
        return held

    # ---- choosing

    async def choice(self, session: AsyncSession, held: Held, now: datetime) -> Choice:
        rhythm = await rhythm_of(session, self.workspace_id)
        wishes = await PreferenceStore(session, self.workspace_id).many(
            each.user for each in held.voters
        )
        days_off = {user: each.days_off for user, each in wishes.items()}
        around = Surroundings(rhythm.calendar, days_off)
        return choose(held.poll, held.voters, around, now)

    async def deciders(self, people: PeopleStore, poll: Poll) -> list[str]:
        """The lead; where they have left, whoever organises sessions."""
        lead = await people.member(poll.lead)
        if lead is not None:
            return [poll.lead]
        return [each.slack_user_id for each in await people.members() if may_organise(each)]

    # ---- messages that change

    async def show_board(self, session: AsyncSession, held: Held, now: datetime) -> None:
        """Bring the lead's board up to date, and the channel's message."""
        deliveries, poll = self.delivery(session), held.poll
        board = polls.render_lead(poll, held.practices, held.voters)
        await deliveries.change(outgoing.lead_key(poll.id), board, now)
        if poll.asks_in is AsksIn.CHANNEL:
            shown = polls.render_channel(poll, held.practices, held.voters)
            await deliveries.change(outgoing.channel_key(poll.id), shown, now)

    async def tell_over(self, session: AsyncSession, held: Held, says: str) -> None:
        """What asked them says that it is over; what has not gone out yet never does."""
        deliveries, poll, now = self.delivery(session), held.poll, self.now()
        prefix = outgoing.key(poll.id, "")
        asked = await deliveries.planned_for(f"{prefix}ask:")
        reminded = await deliveries.planned_for(f"{prefix}remind:")
        keys = {
            *(outgoing.ask_key(poll.id, user) for user in asked),
            *(outgoing.remind_key(poll.id, user) for user in reminded),
        }
        if poll.asks_in is AsksIn.CHANNEL:
            keys.add(outgoing.channel_key(poll.id))
        gone = await deliveries.withdraw(keys)
        over = polls.render_over(poll, says)
        await deliveries.plan(*outgoing.updates(sorted(keys - gone), over), now=now)

    async def tell_deciders(self, session: AsyncSession, held: Held, shown: str) -> None:
        """The lead's board, and what proposed a time, say what came of it."""
        deliveries, poll = self.delivery(session), held.poll
        prefix = outgoing.key(poll.id, "")
        over = polls.render_over(poll, shown)
        told = await deliveries.planned_for(f"{prefix}result:")
        nudged = await deliveries.planned_for(f"{prefix}nudge:")
        keys = [
            outgoing.lead_key(poll.id),
            *(outgoing.result_key(poll.id, user) for user in sorted(told)),
            *(outgoing.nudge_key(poll.id, user) for user in sorted(nudged)),
        ]
        gone = await deliveries.withdraw(keys[1:])
        known = [each for each in keys if each not in gone]
        await deliveries.plan(*outgoing.updates(known, over), now=self.now())

    async def end_timers(self, session: AsyncSession, poll_id: int) -> None:
        schedules = self.schedules(session)
        for kind in TIMERS:
            await schedules.cancel(kind, str(poll_id))

    async def refuse_over(self, session: AsyncSession, poll: Poll) -> Conflict:
        """The sentence for whoever comes when it is over."""
        if poll.state is PollState.CANCELLED:
            return Conflict("This vote was cancelled, so there is nothing to answer.")
        if poll.state is PollState.LEFT:
            return Conflict("This vote has ended without a time. If new ones come, I ask you.")
        if poll.state is PollState.CHOSEN:
            kept = await self.sessions(session).get(poll.session_id) if poll.session_id else None
            chosen = f": {when(kept.starts_at, kept.zone)}" if kept else ""
            return Conflict(f"The time has been chosen{chosen}. The invitation has the details.")
        return Conflict(
            f"This vote has closed: <@{poll.lead}> chooses the time now. You can still say in the "
            "invitation whether you come."
        )
