"""Beginning a vote on times: what the form proposes, and all that follows when it is sent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.sessions import polls
from bot.blocks.sessions.finding import SlotForm
from bot.blocks.text import when
from bot.domain.deeds import Deed
from bot.domain.rhythm import Rhythm
from bot.domain.sessions import Invitee, Proposal
from bot.domain.sessions.drafts import PROPOSAL
from bot.domain.sessions.finding import REMIND_BEFORE, AsksIn, Poll, PollState, voters_of
from bot.domain.sessions.slots import (
    FEWEST,
    MOST,
    default_closing,
    is_bank_holiday,
    last_closing,
    propose,
    ticked,
)
from bot.errors import Conflict, InvalidInput, NotFound
from bot.services.sessions import checks
from bot.services.sessions import finding_messages as outgoing
from bot.services.sessions.finding_base import CLOSE, REMIND, FindingBase, Held
from storage.people import rhythm_of
from storage.preferences import PreferenceStore
from storage.sessions.rows import proposal_of

ENDED = (PollState.CLOSED, PollState.LEFT)


class Asking(FindingBase):
    async def prepare(self, user: str, again: int | None = None) -> SlotForm:
        """What the form proposes, for the session that this person has drafted.

        ``again`` is a vote that found no time: its session is asked about with new times.
        """
        async with self.context.database.reading() as session:
            await self.organiser(session, user, Deed.FIND_TIME)
            proposal, before = await self._proposal(session, user, again)
            return await self._form(session, user, proposal, before)

    async def _proposal(
        self, session: AsyncSession, user: str, again: int | None
    ) -> tuple[Proposal, Poll | None]:
        if again is not None:
            held = await self.held(session, again)
            if held.poll.state not in ENDED:
                raise await self.refuse_over(session, held.poll)
            return held.poll.proposal, held.poll
        draft = await self.drafts(session).get(user)
        kept = draft.values.get(PROPOSAL) if draft and draft.is_of_use(self.now()) else None
        if not kept:
            raise NotFound(
                "There is no session of yours that waits for a time. `/peer schedule` begins one: "
                "press *Find a time together* there."
            )
        return proposal_of(kept), None

    async def _form(
        self, session: AsyncSession, user: str, proposal: Proposal, before: Poll | None
    ) -> SlotForm:
        now = self.now()
        rhythm = await rhythm_of(session, self.workspace_id)
        invited = await self.invited(session, user, proposal)
        wishes = await PreferenceStore(session, self.workspace_id).many(
            each.user for each in invited
        )
        off = [each.days_off for each in wishes.values()]
        old = [each.starts_at for each in before.slots] if before else []
        offered = propose(rhythm, off, now, proposal.minutes, old)
        chosen = tuple(each.starts_at for each in ticked(offered))
        closes = default_closing(chosen[0], now, rhythm) if chosen else None
        others = len(invited) - 1
        return SlotForm(
            proposal, offered, chosen, closes, rhythm.zone, others, before.id if before else None
        )

    async def ask(
        self,
        user: str,
        request: str,
        slots: Iterable[datetime],
        asks_in: AsksIn,
        *,
        closes_on: datetime | None = None,
        moved: bool = False,
        again: int | None = None,
    ) -> int | None:
        """Open the vote; its id, or None if this form was sent before.

        ``closes_on`` None: by rule. Raises InvalidInput with the field that is to be mended.
        """
        now, wanted = self.now(), sorted(set(slots))
        async with self.context.database.transaction() as session:
            people = await self.organiser(session, user, Deed.FIND_TIME)
            store = self.polls(session)
            if await store.is_kept(request):
                return None
            proposal, before = await self._proposal(session, user, again)
            rhythm = await rhythm_of(session, self.workspace_id)
            _check_slots(wanted, rhythm, now)
            closes_at = closes_on or default_closing(wanted[0], now, rhythm)
            check_closing(closes_at, wanted[0], now, rhythm.zone)
            proposal = replace(proposal, starts_at=wanted[0], moved=moved)
            known = {each.ods_code for each in await people.practices()}
            _check_still_there(proposal, known)
            invited = await self.invited(session, user, proposal)
            checks.check_somebody_else(invited, user)
            poll_id = await store.add(
                request, proposal, user, rhythm.zone, asks_in, closes_at, wanted, now
            )
            if poll_id is None:
                return None
            await self._open(session, poll_id, invited)
            if before is None:
                await self.drafts(session).forget(user)
            else:
                await self._let_go(session, user, before)
            await self.note(session, user, "opened a vote on times", str(poll_id))
        return poll_id

    async def _open(
        self, session: AsyncSession, poll_id: int, invited: tuple[Invitee, ...]
    ) -> None:
        """Ask, and plan when to remind and when to close."""
        now, store, deliveries = self.now(), self.polls(session), self.delivery(session)
        poll = (await self.held(session, poll_id)).poll
        await store.ask(poll_id, voters_of(invited, poll.lead, poll.slots))
        held = await self.held(session, poll_id)
        planned = await deliveries.plan(
            *outgoing.asking(poll, held.practices, held.voters), now=now, wave=outgoing.wave(poll)
        )
        await self.set_timers(session, poll)
        words = polls.planned_words(poll, planned, now)
        board = polls.render_lead(poll, held.practices, held.voters, words)
        await deliveries.plan(outgoing.for_lead(poll, board), now=now)

    async def set_timers(self, session: AsyncSession, poll: Poll) -> None:
        schedules, subject = self.schedules(session), str(poll.id)
        await schedules.set(CLOSE, subject, poll.closes_at)
        remind_at = poll.closes_at - REMIND_BEFORE
        if remind_at > self.now():
            await schedules.set(REMIND, subject, remind_at)
        else:
            await schedules.cancel(REMIND, subject)

    async def _let_go(self, session: AsyncSession, user: str, before: Poll) -> None:
        """A vote that is asked about again has ended."""
        if await self.polls(session).move(before.id, [PollState.CLOSED], PollState.LEFT):
            await self.end_timers(session, before.id)
            held = Held(before, (), ())
            await self.tell_over(session, held, polls.asked_anew_words(before, user))
            await self.tell_deciders(session, held, polls.asked_anew_words(before, user))


# ---- what a form must be


def _check_slots(slots: list[datetime], rhythm: Rhythm, now: datetime) -> None:
    if len(slots) < FEWEST:
        raise InvalidInput(
            f"Please give at least {FEWEST} times, so that there is something to choose from.",
            ids.POLL_TIMES,
        )
    if len(slots) > MOST:
        raise InvalidInput(
            f"{len(slots)} times are many to answer on a phone. Please leave it at {MOST}.",
            ids.POLL_TIMES,
        )
    if slots[0] <= now:
        moment = when(slots[0], rhythm.zone)
        raise InvalidInput(f"{moment} has passed. Please choose a later time.", ids.POLL_TIMES)
    if slots[-1] - now > checks.FURTHEST:
        raise InvalidInput(
            f"{when(slots[-1], rhythm.zone)} is more than a year ahead. Please check the year.",
            ids.POLL_TIMES,
        )
    for each in slots:
        if is_bank_holiday(each, rhythm.zone, rhythm.calendar):
            raise InvalidInput(
                f"{when(each, rhythm.zone)} is a bank holiday. Please choose another day.",
                ids.POLL_TIMES,
            )


def check_closing(
    closes_at: datetime,
    first_slot: datetime,
    now: datetime,
    zone: str,
    field: str = ids.POLL_CLOSES,
) -> None:
    """``field`` is where the form asks for it."""
    last = last_closing(first_slot, zone)
    if last <= now:
        raise InvalidInput(
            f"{when(first_slot, zone)} is too soon for a vote: people need until the evening before "
            "to answer. Please leave that time out.",
            ids.POLL_TIMES if field == ids.POLL_CLOSES else field,
        )
    if closes_at > last:
        raise InvalidInput(
            f"The first time is {when(first_slot, zone)}, so answers have to be in by "
            f"{when(last, zone)}. Please choose that day or an earlier one.",
            field,
        )
    if closes_at <= now:
        raise InvalidInput("Five o'clock on that day has passed. Please choose a later day.", field)


def _check_still_there(proposal: Proposal, known: set[str]) -> None:
    if not known.issuperset(proposal.ods_codes):
        raise Conflict(
            "One of the practices is no longer in the list. Please begin again with `/peer "
            "schedule`: what you wrote is kept there."
        )
