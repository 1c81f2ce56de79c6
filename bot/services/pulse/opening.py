"""Opening a round: now, later, or again and again; with what will come of it said beforehand."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.pulse import messages
from bot.domain.ballots import new_salt
from bot.domain.deeds import Deed, may
from bot.domain.delivery import DirectMessage, Wave
from bot.domain.people import Member
from bot.domain.pulse import (
    Opened,
    Plan,
    Planned,
    Preview,
    Proposal,
    Round,
    Turnout,
    key_prefix,
    plan_in,
    plan_prefix,
    reminder_moment,
)
from bot.domain.schedule import Avoid, Lateness
from bot.domain.times import local_day
from bot.errors import Conflict, InvalidInput, NotFound, PeerbotError
from bot.services.context import Context
from bot.services.people import PeopleService
from bot.services.pulse.asking import Asked, Asking, check_enough
from bot.services.pulse.base import CLOSE, OPEN, OPENING, REMIND, TURNOUT, UseCases
from bot.services.pulse.timing import Times, closing, days_open, repeats_from, times
from bot.tick import Firing
from storage.people import fewest, rhythm_of
from storage.pulse import Occasion, Salt

log = logging.getLogger(__name__)

TOLD_EVERY = timedelta(seconds=3)
LATE = "Its time came while Peerbot was not running, or Slack was not to be reached."
GRACE = timedelta(hours=12)  # a round whose time came while nothing ran opens no later than this


class Opening(UseCases):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.asking = Asking(context)

    # ---- opening

    async def require_organiser(self, user: str, deed: Deed = Deed.START_PULSE) -> Member:
        """Raises NotAllowed for anybody but a manager or a lead."""
        return await PeopleService(self.context).require(user, deed)

    async def preview(self, user: str, proposal: Proposal) -> Preview:
        """What would come of it. Raises NotAllowed, and InvalidInput or Conflict in a sentence."""
        await self.require_organiser(user)
        await self._check_deputy(user, proposal)
        found = times(proposal, self.now(), self.zone)
        opens_at = found.opens_at
        closes_at = closing(proposal, opens_at, self.now(), self.zone)
        asked = await self.asking.find(proposal)
        async with self.context.database.reading() as session:
            proposal = await self._at_least(session, proposal)
            check_enough(len(asked.groups), proposal)
            if proposal.opens is None:
                await self.asking.check_not_again(session, proposal, asked, self.now())
            rhythm = await rhythm_of(session, self.workspace_id)
        reminds_at = (
            reminder_moment(opens_at, closes_at, rhythm.calendar, self.zone)
            if proposal.remind
            else None
        )
        groups = Counter(asked.groups.values())
        return Preview(
            proposal, groups, opens_at, closes_at, reminds_at, found.words, found.again_at
        )

    async def open_round(self, user: str, proposal: Proposal) -> Opened:
        """Ask those of the proposal's circle who are members, from now on.

        Raises NotAllowed, and InvalidInput or Conflict in a sentence.
        """
        await self.require_organiser(user)
        closes_at = closing(proposal, self.now(), self.now(), self.zone)
        asked = await self.asking.find(proposal)
        async with self.context.database.transaction() as session:
            return await self.open_in(session, user, proposal, asked, closes_at)

    async def start(self, user: str, proposal: Proposal) -> Opened | Planned:
        """Open it now, or keep it until its time comes. Raises as ``open_round`` does."""
        if proposal.opens is None and not proposal.repeats:
            return await self.open_round(user, proposal)
        if proposal.opens is not None:
            return await self.plan(user, proposal)
        return await self._open_and_plan(user, proposal)

    async def _open_and_plan(self, user: str, proposal: Proposal) -> Planned:
        """The first comes now, the next by themselves: both or neither."""
        await self.require_organiser(user)
        await self._check_deputy(user, proposal)
        now = self.now()
        found = times(proposal, now, self.zone)
        closes_at = closing(proposal, now, now, self.zone)
        asked = await self.asking.find(proposal)
        async with self.context.database.transaction() as session:
            await self.open_in(session, user, proposal, asked, closes_at)
            planned = await self._keep_plan(session, user, proposal, found)
        return replace(planned, opened=True)

    async def open_in(
        self,
        session: AsyncSession,
        by: str,
        proposal: Proposal,
        asked: Asked,
        closes_at: datetime,
        occasion: Occasion | None = None,
    ) -> Opened:
        """Open it in a transaction with what brings it about. Raises as ``open_round`` does."""
        now = self.now()
        proposal = await self._at_least(session, proposal)
        check_enough(len(asked.groups), proposal)
        await self.asking.check_not_again(session, proposal, asked, now)
        salt = Salt(new_salt(), self.context.secrets.current.id)
        round_ = await self.rounds(session).open(
            proposal, by, asked.groups, salt, now, closes_at, occasion
        )
        if round_ is None:
            raise InvalidInput(
                "A pulse is open in this channel already. Wait until it has closed, so that "
                "people are not asked twice.",
                ids.PULSE_CHANNEL,
            )
        await self._announce(session, round_, asked, now)
        return Opened(round_, Counter(asked.groups.values()))

    async def _at_least(self, session: AsyncSession, proposal: Proposal) -> Proposal:
        """The same, about no fewer people than the body has set; never about fewer than it says."""
        return replace(proposal, k=max(proposal.k, await fewest(session, self.workspace_id)))

    async def _announce(
        self, session: AsyncSession, round_: Round, asked: Asked, now: datetime
    ) -> None:
        workspace = self.context.workspace
        about = key_prefix(round_.id)
        schedules = self.schedules(session)
        await schedules.set(CLOSE, f"{about}close", round_.closes_at)
        if round_.remind:
            calendar = (await rhythm_of(session, self.workspace_id)).calendar
            at = reminder_moment(now, round_.closes_at, calendar, self.zone)
            if at is not None:
                await schedules.set(REMIND, f"{about}remind", at)
        await self.note(session, round_.owner, "opened a pulse", f"{about}opened")
        await self.work_to_do(session).plan(TURNOUT, f"{about}turnout", now + TOLD_EVERY)
        opening = messages.opening(
            round_, Turnout(0, round_.asked), workspace.body_name, workspace.time_zone
        )
        await self.delivery(session).plan(opening, now=now)
        # What is asked in a thread is easily missed there, so each has it in their messages as well.
        present = asked.present if round_.thread is None else frozenset()
        elsewhere = sorted(set(asked.groups) - present)
        if elsewhere:
            title = f"Pulse {round_.id}, to those who are not in its channel"
            await self.delivery(session).plan(
                *self._to_each(round_, elsewhere),
                now=now,
                wave=Wave(f"{about}ask", title, round_.owner),
            )

    def _to_each(self, round_: Round, people: Iterable[str]) -> Iterable[DirectMessage]:
        workspace = self.context.workspace
        message = messages.render_asked(round_, workspace.body_name, workspace.time_zone)
        for user in people:
            yield messages.asked(round_, user, message)

    async def _check_deputy(self, user: str, proposal: Proposal) -> None:
        if proposal.deputy is None:
            return
        if proposal.deputy == user:
            raise InvalidInput(
                "A deputy is somebody else. Please choose one, or leave it empty.", ids.PULSE_DEPUTY
            )
        member = await PeopleService(self.context).member(proposal.deputy)
        if not may(member, Deed.START_PULSE):
            raise InvalidInput(
                "Please choose a manager or a clinical lead, who may see the results as well.",
                ids.PULSE_DEPUTY,
            )

    # ---- by itself

    async def plan(self, user: str, proposal: Proposal) -> Planned:
        """Keep a proposal until its time comes. Raises a sentence."""
        await self.preview(user, proposal)
        found = times(proposal, self.now(), self.zone)
        async with self.context.database.transaction() as session:
            return await self._keep_plan(session, user, proposal, found)

    async def _keep_plan(
        self, session: AsyncSession, user: str, proposal: Proposal, found: Times
    ) -> Planned:
        now = self.now()
        days = days_open(proposal, now, self.zone)
        plan = await self.plans(session).add(proposal, user, days, now)
        subject = f"{plan_prefix(plan.id)}open"
        schedules = self.schedules(session)
        first_at = found.opens_at
        if found.pattern is not None:
            slot = await schedules.repeat(
                OPEN,
                subject,
                found.pattern,
                repeats_from(proposal, now),
                avoid=Avoid.MOVE,
                lateness=Lateness.LATEST,
            )
            first_at = slot.at if slot else first_at
        else:
            await schedules.set(OPEN, subject, first_at)
        await self.note(session, user, "planned a pulse", subject)
        return Planned(plan, first_at, found.words)

    async def begin(self, session: AsyncSession, firing: Firing) -> None:
        """The time of a plan has come: who is asked is looked up outside this transaction."""
        occasion = f"{plan_prefix(plan_in(firing.subject))}{firing.slot.isoformat()}"
        await self.work_to_do(session).plan(OPENING, occasion, firing.now)

    async def open_planned(self, subject: str, now: datetime) -> datetime | None:
        """Open the round of one time of a plan; its owner hears why if it cannot be opened."""
        _, number, slot = subject.split(":", 2)
        occasion = Occasion(int(number), slot)
        async with self.context.database.reading() as session:
            plan = await self.plans(session).plan(occasion.plan_id)
            done = await self.rounds(session).on_occasion(occasion)
        if plan is None or plan.ended or done is not None:
            return None
        if now - datetime.fromisoformat(slot) > GRACE:
            await self._tell_not_opened(plan, slot, LATE)
            return None
        try:
            await self._open_by(plan, occasion)
        except PeerbotError as refused:
            await self._tell_not_opened(plan, slot, str(refused))
        return None

    async def _open_by(self, plan: Plan, occasion: Occasion) -> None:
        proposal = plan.proposal(local_day(self.now(), self.zone))
        closes_at = closing(proposal, self.now(), self.now(), self.zone)
        asked = await self.asking.find(proposal)
        async with self.context.database.transaction() as session:
            await self.open_in(session, plan.owner, proposal, asked, closes_at, occasion)
            if not plan.repeats:
                await self.plans(session).end(plan.id, self.now())

    async def _tell_not_opened(self, plan: Plan, slot: str, why: str) -> None:
        log.info("pulse_not_opened plan=%s", plan.id)
        async with self.context.database.transaction() as session:
            told = messages.not_opened(plan, slot, why)
            await self.delivery(session).plan(told, now=self.now())
            if not plan.repeats:
                await self.plans(session).end(plan.id, self.now())

    async def end_plan(self, user: str, plan_id: int) -> Plan:
        """No more rounds of a plan; one that is open stays open. Raises a sentence."""
        async with self.context.database.transaction() as session:
            plan = await self.plans(session).plan(plan_id)
            if plan is None:
                raise NotFound("This plan is no longer there.")
            await self.check_manages(session, user, "stop it from opening", plan)
            if not await self.plans(session).end(plan_id, self.now()):
                raise Conflict("This has ended before: nothing more will open by itself.")
            subject = f"{plan_prefix(plan_id)}open"
            await self.schedules(session).cancel(OPEN, subject)
            await self.note(session, user, "ended a planned pulse", subject)
        return plan
