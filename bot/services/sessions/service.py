"""What people do with peer sessions: set one up, say whether they come, call it off."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.merged import compose
from bot.blocks.sessions import messages
from bot.domain.delivery import Message
from bot.domain.people import Member
from bot.domain.schedule import Lateness
from bot.domain.sessions import (
    REMINDERS,
    Answer,
    Invitee,
    Listed,
    PeerSession,
    Proposal,
    Setup,
    State,
    empty_practices,
    invitees,
    listed_for,
    reminders,
    with_people,
)
from bot.domain.times import local_day, weekday_after
from bot.errors import NotAllowed, NotFound
from bot.services.sessions import checks, outgoing
from bot.services.sessions.actions import Actions
from bot.services.sessions.base import may_organise
from bot.services.sessions.timing import REMIND, START, Timing, reminder_subject
from storage.schedules import ScheduleStore

DAYS_AHEAD = 7  # the date that the form proposes


class SessionsService(Actions, Timing):
    # ---- setting one up

    async def prepare(
        self, user: str, *, channel: str | None = None, snippet_id: int | None = None
    ) -> Setup:
        """What the form proposes. Raises NotAllowed for those who do not organise sessions."""
        async with self.database.reading() as session:
            people = await self._organiser(session, user, "set up a peer session")
            practices = with_people(await people.practices(), await people.members())
            snippet = await self._snippet(session, snippet_id)
        if not practices:
            raise NotFound(
                "No practices are known here yet, so there is nobody to invite. Ask whoever looks "
                "after Peerbot to import them."
            )
        topic = snippet.comparison.indicator.name if snippet else None
        channel = snippet.channel if snippet else channel
        zone = self.workspace.time_zone
        day = weekday_after(local_day(self._now(), zone), DAYS_AHEAD)
        return Setup(practices, day, zone, topic, channel, snippet_id)

    async def set_up(self, user: str, request: str, proposal: Proposal) -> None:
        """Keep the session, plan its invitations and its times.

        ``request`` names the form: sent twice, it sets up one session. Raises InvalidInput with
        the field that is to be mended.
        """
        now = self._now()
        async with self.database.transaction() as session:
            people = await self._organiser(session, user, "set up a peer session")
            lead = await people.member(user)
            practices = {each.ods_code for each in await people.practices()}
            checks.check_proposal(proposal, practices, now, self.workspace.time_zone)
            members = await people.members_of(proposal.ods_codes)
            invited = invitees(lead or Member(user), members)
            checks.check_somebody_else(invited, user)
            await self._keep(session, user, request, proposal, invited)

    async def _keep(
        self,
        session: AsyncSession,
        user: str,
        request: str,
        proposal: Proposal,
        invited: tuple[Invitee, ...],
    ) -> None:
        now = self._now()
        store = self._store(session)
        session_id = await store.add(request, proposal, user, self.workspace.time_zone, now)
        if session_id is None:
            return  # the same form, sent again: everything is planned already
        await store.invite(session_id, invited, now)
        kept = await self._found(store, session_id)
        schedules = ScheduleStore(session, self.workspace.id)
        await schedules.set(START, str(session_id), kept.starts_at)
        for before in reminders(kept.starts_at, now):
            await schedules.set(
                REMIND,
                reminder_subject(session_id, before),
                kept.starts_at - before,
                lateness=Lateness.SKIP,
                grace=before,
            )
        await self._invite(session, kept, invited, moved=proposal.moved)
        await self._audit(session, user, "set up a session", session_id)

    async def _invite(
        self, session: AsyncSession, kept: PeerSession, invited: tuple[Invitee, ...], *, moved: bool
    ) -> None:
        now, deliveries = self._now(), self._deliveries(session)
        await deliveries.plan(outgoing.announcement(kept), now=now)
        planned = await deliveries.plan(
            *outgoing.invitations(kept, invited), now=now, wave=outgoing.wave(kept)
        )
        note = messages.set_up_note(
            kept, len(invited) - 1, empty_practices(kept, invited), planned, now, moved=moved
        )
        await deliveries.plan(*outgoing.for_lead(kept, invited, note), now=now)

    # ---- answering

    async def answer(self, user: str, session_id: int, answer: Answer) -> Message:
        """Keep a yes or a no, until the start; how the invitation looks now. Raises Conflict later."""
        now = self._now()
        async with self.database.transaction() as session:
            store = self._store(session)
            kept = await self._found(store, session_id)
            checks.check_open_for_answers(kept, now)
            if not await store.answer(session_id, user, answer, now):
                raise NotAllowed(
                    "This invitation was for somebody else. If you would like to come, tell "
                    f"<@{kept.lead}>."
                )
            invited = await store.invitees(session_id)
            mine = next(each for each in invited if each.user == user)
            shown = await self._deliveries(session).show(
                outgoing.invitation_key(session_id, user),
                messages.render_invitation(kept, mine.answer, leads=kept.lead == user),
            )
        return compose(shown)

    async def upcoming(self, user: str) -> tuple[list[Listed], bool]:
        """The sessions that concern this person, and whether they organise sessions."""
        async with self.database.reading() as session:
            member = await self._people(session).member(user)
            organises = may_organise(member)
            store = self._store(session)
            sessions = await store.upcoming(self._now())
            invited = await store.invitees_of(each.id for each in sessions)
        listed = (listed_for(user, organises, each, invited.get(each.id, ())) for each in sessions)
        return [each for each in listed if each], organises

    async def cancel(self, user: str, session_id: int) -> PeerSession:
        """Call a planned session off and tell those who might have come, once."""
        now = self._now()
        async with self.database.transaction() as session:
            await self._organiser(session, user, "cancel a peer session")
            store = self._store(session)
            kept = await self._found(store, session_id)
            if not await store.move(session_id, State.PLANNED, State.CANCELLED):
                checks.check_cancellable(kept)
            schedules = ScheduleStore(session, self.workspace.id)
            await schedules.cancel(START, str(session_id))
            for before in REMINDERS:
                await schedules.cancel(REMIND, reminder_subject(session_id, before))
            invited = await store.invitees(session_id)
            deliveries = self._deliveries(session)
            unsent = await deliveries.withdraw(outgoing.may_be_withdrawn(kept, invited))
            await deliveries.plan(*outgoing.on_cancel(kept, invited, user, unsent), now=now)
            await self._audit(session, user, "cancelled a session", session_id)
        return kept
