"""Barriers: raised in a session without a name, answered by the body, passed on when people leave."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.sessions import barriers as say
from bot.domain.deeds import Deed, may
from bot.domain.delivery import DirectMessage, Reply
from bot.domain.people import Member
from bot.domain.schedule import Lateness
from bot.domain.sessions import PeerSession, State
from bot.domain.sessions.barriers import (
    LONGEST_WAIT,
    REMINDED_BEFORE,
    Barrier,
    Raised,
    heirs,
    in_order,
)
from bot.domain.times import local_day, local_moment
from bot.errors import Conflict, InvalidInput, NotAllowed, NotFound
from bot.services.screening import refuse_identifiers
from bot.services.sessions import checks, outgoing
from bot.services.sessions.base import Sessions, may_organise
from bot.tick import Firing
from storage.people import rhythm_of
from storage.sessions.barriers import BarrierStore

REMIND_OWNER = "session.barrier"  # a kind of schedule; its subject is the barrier's id
LATELY = timedelta(days=90)  # answers that the list still shows
LOOKS_BACK = timedelta(days=183)  # at sessions that a barrier may come from
BEGUN = (State.STARTED, State.OVER)


@dataclass(frozen=True, slots=True)
class Raising:
    """What the form proposes."""

    sessions: tuple[PeerSession, ...]
    owner: str | None
    today: date


class Barriers(Sessions):
    def barriers(self, session: AsyncSession) -> BarrierStore:
        return BarrierStore(session, self.workspace_id)

    # ---- raising one

    async def prepare(self, user: str, session_id: int | None) -> Raising:
        """``session_id`` None: any of the sessions lately that this person was invited to."""
        async with self.context.database.reading() as session:
            if session_id is not None:
                sessions = [await self._begun(session, user, session_id)]
            else:
                sessions = await self._lately(session, user)
            owners = heirs(await self.people(session).members())
        if not sessions:
            raise NotFound(
                "A barrier comes from a peer session, and you were in none lately. `/peer list` shows "
                "which are to come."
            )
        today = local_day(self.now(), self.zone)
        return Raising(tuple(sessions), owners[0] if owners else None, today)

    async def raise_one(self, user: str, request: str, session_id: int, raised: Raised) -> Barrier:
        """Keep a barrier and ask its owner. That it was this person is written nowhere.

        Sent twice, it is one. Raises InvalidInput with the field that is to be mended.
        """
        now = self.now()
        today = local_day(now, self.zone)
        check_raised(raised, today)
        async with self.context.database.transaction() as session:
            await self._begun(session, user, session_id)
            await self._check_owner(session, raised.owner, ids.BARRIER_OWNER)
            store = self.barriers(session)
            barrier_id = await store.add(request, session_id, raised, now)
            if barrier_id is None:
                raise Conflict("This barrier was sent before: `/peer barriers` shows it.")
            barrier = await self._found(session, barrier_id)
            await self._ask(session, barrier)
            await self._plan_reminder(session, barrier, today)
        return barrier

    async def _begun(self, session: AsyncSession, user: str, session_id: int) -> PeerSession:
        kept = await self.found(session, session_id)
        member = await self.people(session).member(user)
        invited = await self.sessions(session).invitees(session_id)
        checks.check_takes_part(kept, invited, user, member)
        if kept.state not in BEGUN:
            raise Conflict("This session has not begun, so there is no thread for an answer yet.")
        return kept

    async def _lately(self, session: AsyncSession, user: str) -> list[PeerSession]:
        store = self.sessions(session)
        begun = await store.begun_since(self.now() - LOOKS_BACK)
        if not may_organise(await self.people(session).member(user)):
            invited = await store.invitees_of(each.id for each in begun)
            begun = [
                each for each in begun if any(one.user == user for one in invited.get(each.id, ()))
            ]
        return begun[-100:][::-1]

    async def _check_owner(self, session: AsyncSession, owner: str, block_id: str) -> None:
        if await self.people(session).member(owner) is None:
            raise InvalidInput(
                "I do not know them as a member of the group, so they could not answer for it. Please "
                "choose somebody else.",
                block_id,
            )

    async def _ask(self, session: AsyncSession, barrier: Barrier, why: str = "") -> None:
        kept = await self.found(session, barrier.session_id)
        # It may come back to somebody who had it before, so each time has its number.
        number = len(await self.delivery(session).keys(f"{barrier.key}:owner:"))
        message = DirectMessage(
            f"{barrier.key}:owner:{barrier.owner}:{number}",
            barrier.owner,
            say.render_barrier(barrier, local_day(self.now(), self.zone), why),
            owner=kept.lead,
            about=f"a barrier from the peer session on {barrier.topic}",
        )
        await self.delivery(session).plan(message, now=self.now())

    async def _plan_reminder(self, session: AsyncSession, barrier: Barrier, today: date) -> None:
        rhythm = await rhythm_of(session, self.workspace_id)
        day = rhythm.calendar.working_days_before(barrier.reply_by, REMINDED_BEFORE)
        if day > today:
            at = local_moment(day, rhythm.opens, rhythm.zone).at
            subject = str(barrier.id)
            await self.schedules(session).set(REMIND_OWNER, subject, at, lateness=Lateness.LATEST)

    async def remind(self, session: AsyncSession, firing: Firing) -> None:
        """Once, to whoever has it, before an answer is hoped for."""
        barrier = await self.barriers(session).get(int(firing.subject))
        if barrier is None or not barrier.is_open:
            return
        message = DirectMessage(
            f"{barrier.key}:owner:{barrier.owner}:reminder",
            barrier.owner,
            say.render_reminder(barrier, local_day(firing.now, self.zone)),
            unasked=True,
            about=f"a barrier from the peer session on {barrier.topic}",
        )
        await self.delivery(session).plan(message, now=firing.now)

    # ---- answering

    async def to_answer(self, user: str, barrier_id: int) -> Barrier:
        """An open barrier that this person may answer or pass on. Raises a sentence."""
        async with self.context.database.reading() as session:
            return await self._for_owner(session, user, barrier_id)

    async def answer(self, user: str, barrier_id: int, words: str) -> Barrier:
        """Post the body's answer in the session's thread. Raises a sentence."""
        words = words.strip()
        if not words:
            raise InvalidInput("Please write an answer.", ids.BARRIER_WORDS)
        refuse_identifiers(words, ids.BARRIER_WORDS)
        now = self.now()
        async with self.context.database.transaction() as session:
            store = self.barriers(session)
            known = await store.get(barrier_id)
            if known is not None and (known.replied_by, known.reply) == (user, words):
                return known  # the same form, sent again
            await self._for_owner(session, user, barrier_id)
            if not await store.answer(barrier_id, words, user, now):
                await self._for_owner(session, user, barrier_id)  # says who was quicker
            barrier = await self._found(session, barrier_id)
            reply = Reply(
                outgoing.key(barrier.session_id, "barrier", barrier.id),
                outgoing.key(barrier.session_id, outgoing.THREAD),
                say.render_answer(barrier),
                owner=user,
                about=f"your answer to a barrier from the peer session on {barrier.topic}",
            )
            await self.delivery(session).plan(reply, now=now)
            await self.schedules(session).cancel(REMIND_OWNER, str(barrier_id))
            await self._show_at_owners(session, barrier)
            await self.note(session, user, "answered a barrier", barrier.key)
        return barrier

    async def _show_at_owners(
        self, session: AsyncSession, barrier: Barrier, but: str | None = None
    ) -> None:
        """The messages in which people were asked say how it stands; ``but`` is asked still."""
        deliveries = self.delivery(session)
        keys = [
            each
            for each in await deliveries.keys(f"{barrier.key}:owner:")
            if not each.endswith(outgoing.STATE) and each.split(":")[3] != but
        ]
        await deliveries.withdraw(keys)
        for each in keys:
            await deliveries.change(each, say.render_at_owner(barrier), self.now())

    async def hand_on(self, user: str, barrier_id: int, heir: str) -> Barrier:
        """Have somebody else answer it. Raises a sentence."""
        async with self.context.database.transaction() as session:
            barrier = await self._for_owner(session, user, barrier_id)
            await self._check_owner(session, heir, ids.BARRIER_HEIR)
            if heir == barrier.owner:
                raise InvalidInput("It is with them already.", ids.BARRIER_HEIR)
            barrier = await self._give(session, barrier, heir, say.why_passed_on(user))
            await self.note(session, user, "passed on a barrier", barrier.key)
        return barrier

    async def _give(self, session: AsyncSession, barrier: Barrier, heir: str, why: str) -> Barrier:
        await self.barriers(session).hand_to([barrier.id], heir)
        barrier = replace(barrier, owner=heir)
        await self._show_at_owners(session, barrier, but=heir)
        await self._ask(session, barrier, why)
        return barrier

    async def pass_on(self, user: str) -> None:
        """Their account is off: what they were to answer goes to a manager, or who else is there."""
        async with self.context.database.transaction() as session:
            waiting = await self.barriers(session).open(user)
            found = heirs(await self.people(session).members(), user) if waiting else []
            if found:
                for each in waiting:
                    await self._give(session, each, found[0], say.why_left(user))
                    await self.note(session, found[0], "took over a barrier", each.key)

    # ---- looking

    async def listed(self, user: str) -> tuple[list[Barrier], bool]:
        """All for those who oversee them, else those of one's own sessions; whether one may raise one."""
        async with self.context.database.reading() as session:
            store = self.barriers(session)
            found = [*await store.open(), *await store.answered_since(self.now() - LATELY)]
            member = await self.people(session).member(user)
            lately = await self._lately(session, user)
            if not _oversees(member):
                here = {each.id for each in lately}
                found = [each for each in found if each.owner == user or each.session_id in here]
        return in_order(found), bool(lately)

    async def _found(self, session: AsyncSession, barrier_id: int) -> Barrier:
        barrier = await self.barriers(session).get(barrier_id)
        if barrier is None:
            raise NotFound("This barrier is no longer kept here.")
        return barrier

    async def _for_owner(self, session: AsyncSession, user: str, barrier_id: int) -> Barrier:
        barrier = await self._found(session, barrier_id)
        if not barrier.is_open:
            raise Conflict(say.answered_before(barrier))
        if barrier.owner != user and not _oversees(await self.people(session).member(user)):
            raise NotAllowed(f"This barrier is with <@{barrier.owner}>: it is theirs to answer.")
        return barrier


def _oversees(member: Member | None) -> bool:
    return may(member, Deed.ANSWER_BARRIERS)


def check_raised(raised: Raised, today: date) -> None:
    """Raises InvalidInput."""
    if not raised.what:
        raise InvalidInput("Please say what stands in the way.", ids.BARRIER_WHAT)
    refuse_identifiers(raised.what, ids.BARRIER_WHAT)
    if raised.reply_by <= today:
        raise InvalidInput("Please choose a day to come.", ids.BARRIER_BY)
    if raised.reply_by > today + LONGEST_WAIT:
        raise InvalidInput(
            "This is more than three months ahead. Please choose an earlier day.", ids.BARRIER_BY
        )
