"""Changing a session that is planned: moving it, calling it off, choosing who facilitates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.sessions import messages
from bot.domain.deeds import Deed
from bot.domain.schedule import Lateness
from bot.domain.sessions import (
    REMINDERS,
    Changed,
    Invitee,
    Move,
    PeerSession,
    State,
    reminders,
    taken,
)
from bot.errors import InvalidInput
from bot.services.screening import refuse_identifiers
from bot.services.sessions import checks, outgoing, telling
from bot.services.sessions.calendars import plan_files
from bot.services.sessions.seating import Seating, own_of
from bot.services.sessions.timing import REMIND, START, reminder_subject

ANYBODY = Invitee("", None)  # who has not answered: what all invitations say that have not gone out


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move came to: how many people are told."""

    changed: Changed
    told: int


class Changing(Seating):
    async def prepare(self, user: str, session_id: int, deed: Deed) -> PeerSession:
        """The session for a form that changes it. Raises what speaks against it."""
        async with self.context.database.reading() as session:
            await self.organiser(session, user, deed)
            kept = await self.found(session, session_id)
        checks.check_changeable(kept, self.now())
        return kept

    # ---- moving it

    async def move(self, user: str, session_id: int, move: Move) -> Moved:
        """Set another time, length, place or number of places, and tell those who might come.

        Sent twice, the second changes nothing and tells nobody. Raises InvalidInput by field.
        """
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, Deed.MOVE_SESSION)
            before = await self.held(session, session_id)
            checks.check_changeable(before, now)
            invited = await self.sessions(session).invitees(session_id)
            self._check(before, invited, move)
            changed = Changed(before, _after(before, move), user, move.why)
            if changed.concerns_all:
                changed = replace(changed, after=_counted(changed.after))
            told = await self._change(session, changed, invited)
            await self.note(session, user, "moved a session", str(session_id))
        return Moved(changed, told)

    def _check(self, before: PeerSession, invited: Sequence[Invitee], move: Move) -> None:
        refuse_identifiers(move.place, ids.SESSION_PLACE)
        refuse_identifiers(move.why, ids.CHANGE_WHY)
        if move.starts_at != before.starts_at:
            checks.check_start(move.starts_at, self.now(), before.zone)
        needed = taken(before, invited)
        if move.places is not None and move.places < needed and move.places != before.places:
            raise InvalidInput(
                f"{needed} places are taken, or kept for the facilitator and guests. Please choose "
                f"{needed} or more.",
                ids.MOVE_PLACES,
            )

    async def _change(
        self, session: AsyncSession, changed: Changed, invited: Sequence[Invitee]
    ) -> int:
        now, after = self.now(), changed.after
        if after == changed.before:
            return 0
        values = {
            name: getattr(after, name)
            for name in ("starts_at", "minutes", "place", "places", "sequence")
        }
        if changed.is_moved:
            values["moved_at"] = now
            await self._set_times(session, changed)
        await self.sessions(session).change(after.id, **values)
        if not changed.concerns_all:
            await self.fill_places(session, after, invited)
            return 0
        told = await self._tell(session, changed, invited)
        await self.fill_places(session, after, invited)
        return told

    async def _set_times(self, session: AsyncSession, changed: Changed) -> None:
        """The start and the reminders of the new time, in the place of the old."""
        schedules, after = self.schedules(session), changed.after
        session_id = str(after.id)
        await schedules.set(START, session_id, after.starts_at)
        to_come = reminders(after.starts_at, self.now())
        for before in REMINDERS:
            subject = reminder_subject(after.id, before)
            if before not in to_come:
                await schedules.cancel(REMIND, subject)
                continue
            at = after.starts_at - before
            await schedules.set(REMIND, subject, at, lateness=Lateness.SKIP, grace=before)

    async def _tell(
        self, session: AsyncSession, changed: Changed, invited: Sequence[Invitee]
    ) -> int:
        """One message to those who might come; invitations and announcement say it too.

        Whose invitation has not gone out gets it with the new time, and no other message.
        """
        now, after, deliveries = self.now(), changed.after, self.delivery(session)
        await deliveries.withdraw(outgoing.reminder_keys(changed.before, invited))
        announced = outgoing.key(after.id, outgoing.ANNOUNCEMENT)
        post = messages.render_announcement(after)
        about = f"the announcement of {outgoing.named(after)}"
        fresh = await deliveries.rewrite([announced], post, after.starts_at, about)
        unanswered = [each for each in invited if each.answer is None]
        unsent = await deliveries.rewrite(
            [outgoing.invitation_key(after.id, each.user) for each in unanswered],
            telling.invitation_of(after, invited, ANYBODY),
            after.starts_at,
            outgoing.about_invitation(after),
        )
        reached = [
            each for each in invited if outgoing.invitation_key(after.id, each.user) not in unsent
        ]
        planned = await deliveries.plan(*telling.on_change(changed, reached), now=now)
        await deliveries.plan(*telling.brought_up_to_date(after, invited, reached), now=now)
        if not fresh and await self._is_announced(session, after):
            await deliveries.plan(telling.announcement_now(after), now=now)
        await plan_files(self.work_to_do(session), after, invited, now)
        await self._in_time(session, changed, unsent)
        return planned.new

    async def _is_announced(self, session: AsyncSession, kept: PeerSession) -> bool:
        """A session that came of matching has no announcement of its own."""
        announced = outgoing.key(kept.id, outgoing.ANNOUNCEMENT)
        return await self.delivery(session).state(announced) is not None

    async def _in_time(self, session: AsyncSession, changed: Changed, unsent: set[str]) -> None:
        """Invitations still to come may be too late for an earlier start: they wait on Home tabs."""
        if changed.after.starts_at >= changed.before.starts_at:
            return
        for each in sorted(unsent):
            await self.delivery(session).replan(each.rpartition(":")[2], self.now())

    # ---- calling it off

    async def cancel(self, user: str, session_id: int, why: str | None = None) -> PeerSession:
        """Call a planned session off and tell those who might have come, once."""
        refuse_identifiers(why, ids.CHANGE_WHY)
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, Deed.CANCEL_SESSION)
            store = self.sessions(session)
            kept = await self.held(session, session_id)
            if not await store.move(session_id, State.PLANNED, State.CANCELLED):
                checks.check_cancellable(kept)
            after = replace(_counted(kept), state=State.CANCELLED, cancelled_why=why or None)
            await store.change(session_id, cancelled_why=why or None, sequence=after.sequence)
            schedules = self.schedules(session)
            await schedules.cancel(START, str(session_id))
            for before in REMINDERS:
                await schedules.cancel(REMIND, reminder_subject(session_id, before))
            invited = await store.invitees(session_id)
            deliveries = self.delivery(session)
            unsent = await deliveries.withdraw(outgoing.may_be_withdrawn(after, invited))
            if not await self._is_announced(session, after):
                unsent.add(outgoing.key(session_id, outgoing.ANNOUNCEMENT))
            await deliveries.plan(*outgoing.on_cancel(after, invited, user, unsent), now=now)
            await plan_files(self.work_to_do(session), after, invited, now)
            await self.note(session, user, "cancelled a session", str(session_id))
        return after

    # ---- who facilitates

    async def choose_facilitator(self, user: str, session_id: int, who: str | None) -> PeerSession:
        """Have somebody else facilitate, who is asked. Raises InvalidInput under the field."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, Deed.CHOOSE_FACILITATOR)
            kept = await self.held(session, session_id)
            checks.check_changeable(kept, now)
            store = self.sessions(session)
            invited = await store.invitees(session_id)
            if who is None or own_of(invited, who) is None:
                raise InvalidInput(
                    "Please choose somebody who is invited to this session.", ids.NEW_FACILITATOR
                )
            after = replace(kept, facilitator=who if who != kept.lead else None)
            if after.facilitator != kept.facilitator:
                await store.change(session_id, facilitator=after.facilitator)
                deliveries = self.delivery(session)
                await deliveries.plan(*telling.on_facilitator(after, user, now), now=now)
                updated = telling.brought_up_to_date(after, invited, invited)
                await deliveries.plan(*updated, now=now)
                if await self._is_announced(session, after):
                    await deliveries.plan(telling.announcement_now(after), now=now)
                await self.note(session, user, "chose a facilitator", str(session_id))
                await self.fill_places(session, after, invited)
        return after


def _after(before: PeerSession, move: Move) -> PeerSession:
    return replace(
        before,
        starts_at=move.starts_at,
        minutes=move.minutes,
        place=move.place,
        places=move.places,
    )


def _counted(session: PeerSession) -> PeerSession:
    """Changed once more, for those who have the calendar file."""
    return replace(session, sequence=session.sequence + 1)
