"""Finding the time of a session: what becomes of a vote on times, and all its use cases together."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.sessions import poll_results, polls
from bot.blocks.text import when
from bot.domain.sessions import PeerSession, Proposal
from bot.domain.sessions.finding import (
    Choice,
    Poll,
    PollState,
    Slot,
    carried_over,
)
from bot.domain.sessions.slots import last_closing
from bot.errors import Conflict, NotFound
from bot.services.context import Context
from bot.services.sessions import finding_messages as outgoing
from bot.services.sessions.finding_asking import Asking, check_closing
from bot.services.sessions.finding_base import CLOSE, NUDGE, REMIND, Held
from bot.services.sessions.finding_voting import Voting
from bot.services.sessions.setting_up import SettingUp
from bot.tick import Timer


class Finding(Asking, Voting):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setting_up = SettingUp(context)

    @property
    def timers(self) -> dict[str, Timer]:
        return {CLOSE: self.closes, REMIND: self.remind, NUDGE: self.nudge}

    # ---- while it is open

    async def to_extend(self, user: str, poll_id: int) -> tuple[Poll, datetime]:
        """The vote, and the latest at which it can close."""
        async with self.context.database.reading() as session:
            poll = await self._open_one(session, user, poll_id, locked=False)
        return poll, last_closing(self._first(poll).starts_at, poll.zone)

    async def extend(self, user: str, poll_id: int, closes_at: datetime) -> Poll:
        """Let it close at another time: later, or sooner."""
        now = self.now()
        async with self.context.database.transaction() as session:
            poll = await self._open_one(session, user, poll_id)
            first = self._first(poll).starts_at
            check_closing(closes_at, first, now, poll.zone, ids.POLL_UNTIL)
            await self.polls(session).extend(poll_id, closes_at)
            held = await self.held(session, poll_id)
            deliveries = self.delivery(session)
            await deliveries.hold_until(outgoing.key(poll_id, "ask:"), closes_at)
            await self.set_timers(session, held.poll)
            await self.show_board(session, held, now)
            await self._show_everybody(session, held, now)
            await self.note(session, user, "changed when a vote on times closes", str(poll_id))
        return held.poll

    async def _open_one(
        self, session: AsyncSession, user: str, poll_id: int, *, locked: bool = True
    ) -> Poll:
        poll = (await self.held_to_decide(session, user, poll_id, locked=locked)).poll
        if not poll.takes_votes(self.now()):
            raise await self.refuse_over(session, poll)
        return poll

    def _first(self, poll: Poll) -> Slot:
        """The first slot that is still to come; the first of all where none is."""
        return (*poll.to_come(self.now()), *poll.slots)[0]

    async def _show_everybody(self, session: AsyncSession, held: Held, now: datetime) -> None:
        """Their messages say when it closes now."""
        messages = {
            outgoing.ask_key(held.poll.id, each.user): polls.render_ask(
                held.poll, held.practices, each
            )
            for each in held.voters
        }
        await self.delivery(session).change_all(messages, now)

    async def cancel(self, user: str, poll_id: int) -> Poll:
        """Call it off: no session comes of it."""
        return await self._end(
            user, poll_id, (PollState.OPEN, PollState.CLOSED), PollState.CANCELLED
        )

    async def leave(self, user: str, poll_id: int) -> Poll:
        """No time was found: let it be."""
        return await self._end(user, poll_id, (PollState.CLOSED,), PollState.LEFT)

    async def _end(
        self, user: str, poll_id: int, before: tuple[PollState, ...], after: PollState
    ) -> Poll:
        async with self.context.database.transaction() as session:
            held = await self.held_to_decide(session, user, poll_id)
            poll = held.poll
            if not await self.polls(session).move(poll_id, before, after):
                raise await self.refuse_over(session, poll)
            await self.end_timers(session, poll_id)
            cancelled = after is PollState.CANCELLED
            says = polls.cancelled_words(poll, user) if cancelled else polls.left_words(poll)
            await self.tell_over(session, held, says)
            await self.tell_deciders(session, held, says)
            deed = "cancelled a vote on times" if cancelled else "left a vote on times"
            await self.note(session, user, deed, str(poll_id))
        return poll

    # ---- choosing

    async def choices(self, user: str, poll_id: int) -> tuple[Poll, Choice]:
        """All times, the best first, for whoever decides."""
        async with self.context.database.reading() as session:
            held = await self.held_to_decide(session, user, poll_id, locked=False)
            if held.poll.state is not PollState.CLOSED:
                raise await self._not_to_choose(session, held.poll)
            choice = await self.choice(session, held, self.now())
        if not held.poll.to_come(self.now()):
            raise Conflict(
                "All these times have passed. `/peer list` lets you ask with new ones, or leave it."
            )
        return held.poll, choice

    async def finalise(self, user: str, poll_id: int, slot_id: int) -> tuple[Poll, Slot]:
        """Set the session up at that slot, with what everybody said to it. Once, whoever presses."""
        now = self.now()
        async with self.context.database.transaction() as session:
            held = await self.held_to_decide(session, user, poll_id)
            poll, slot = held.poll, held.poll.slot(slot_id)
            if poll.state is not PollState.CLOSED:
                raise await self._not_to_choose(session, poll)
            if slot is None:
                raise NotFound("This time is not one of the vote's. `/peer list` shows them.")
            if slot.starts_at <= now:
                raise Conflict(
                    f"{when(slot.starts_at, poll.zone)} has passed meanwhile. Please choose another "
                    "time, or ask with new ones."
                )
            await self._make(session, user, held, slot)
            await self.note(session, user, "chose the time of a session", str(poll_id))
        return poll, slot

    async def _make(self, session: AsyncSession, user: str, held: Held, slot: Slot) -> None:
        poll, store = held.poll, self.polls(session)
        await store.move(poll.id, [PollState.CLOSED], PollState.CHOSEN)
        await self.end_timers(session, poll.id)
        lead = await self._who_leads(session, user, poll)
        proposal = await self._as_things_stand(session, held, slot)
        invited = carried_over(poll, await self.invited(session, lead, proposal), held.voters, slot)
        session_id = await self.setting_up.keep(
            session, lead, outgoing.key(poll.id), proposal, invited
        )
        await store.became(poll.id, session_id)
        await self.tell_over(session, held, polls.chosen_words(poll, slot))
        chosen = poll_results.chosen_words(poll, slot, user)
        await self.tell_deciders(session, held, chosen)

    async def _who_leads(self, session: AsyncSession, user: str, poll: Poll) -> str:
        """Who asked; where they have left, whoever chooses."""
        return poll.lead if await self.people(session).member(poll.lead) else user

    async def _as_things_stand(self, session: AsyncSession, held: Held, slot: Slot) -> Proposal:
        """Without practices and figures that are gone since."""
        proposal = held.poll.proposal
        snippet = await self.snippet_of(session, proposal.snippet_id)
        codes = {each.ods_code for each in held.practices}
        return replace(
            proposal,
            starts_at=slot.starts_at,
            moved=False,
            ods_codes=tuple(each for each in proposal.ods_codes if each in codes),
            snippet_id=proposal.snippet_id if snippet else None,
        )

    async def _not_to_choose(self, session: AsyncSession, poll: Poll) -> Conflict:
        if poll.state is PollState.OPEN:
            return Conflict("This vote is still open. Close it first, then choose.")
        if poll.state is PollState.CHOSEN:
            kept: PeerSession | None = None
            if poll.session_id is not None:
                kept = await self.sessions(session).get(poll.session_id)
            moment = f": {when(kept.starts_at, kept.zone)}" if kept else ""
            return Conflict(
                f"The time was chosen before{moment}. Everybody is invited; `/peer list` shows who "
                "is coming."
            )
        return await self.refuse_over(session, poll)
