"""Setting up a peer session: what the form proposes, and all that follows when it is sent."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import messages
from bot.domain.people import Member
from bot.domain.schedule import Lateness
from bot.domain.sessions import (
    Invitee,
    PeerSession,
    Proposal,
    Setup,
    empty_practices,
    invitees,
    reminders,
    with_people,
)
from bot.domain.times import local_day, weekday_after
from bot.errors import NotFound
from bot.services.sessions import checks, outgoing
from bot.services.sessions.base import Sessions
from bot.services.sessions.timing import REMIND, START, reminder_subject

DAYS_AHEAD = 7  # the date that the form proposes


class SettingUp(Sessions):
    async def prepare(
        self, user: str, *, channel: str | None = None, snippet_id: int | None = None
    ) -> Setup:
        """What the form proposes. Raises NotAllowed for those who do not organise sessions."""
        async with self.context.database.reading() as session:
            people = await self.organiser(session, user, "set up a peer session")
            practices = with_people(await people.practices(), await people.members())
            snippet = await self.snippet_of(session, snippet_id)
        if not practices:
            raise NotFound(
                "No practices are known here yet, so there is nobody to invite. Ask whoever looks "
                "after Peerbot to import them."
            )
        topic = snippet.comparison.indicator.name if snippet else None
        channel = snippet.channel if snippet else channel
        zone = self.zone
        day = weekday_after(local_day(self.now(), zone), DAYS_AHEAD)
        return Setup(practices, day, zone, topic, channel, snippet_id)

    async def set_up(self, user: str, request: str, proposal: Proposal) -> None:
        """Keep the session, plan its invitations and its times.

        ``request`` names the form: sent twice, it sets up one session. Raises InvalidInput with
        the field that is to be mended.
        """
        now = self.now()
        async with self.context.database.transaction() as session:
            people = await self.organiser(session, user, "set up a peer session")
            lead = await people.member(user)
            practices = {each.ods_code for each in await people.practices()}
            checks.check_proposal(proposal, practices, now, self.zone)
            members = await people.members_of(proposal.ods_codes)
            invited = invitees(lead or Member(user), members)
            checks.check_somebody_else(invited, user)
            await self.keep(session, user, request, proposal, invited)

    async def keep(
        self,
        session: AsyncSession,
        user: str,
        request: str,
        proposal: Proposal,
        invited: tuple[Invitee, ...],
    ) -> int | None:
        """Keep a session that was checked, invite its people and plan its times; its id.

        None where this request, sent twice, was kept before: everything is planned already.
        """
        now = self.now()
        store = self.sessions(session)
        session_id = await store.add(request, proposal, user, self.zone, now)
        if session_id is None:
            return None
        await store.invite(session_id, invited, now)
        kept = await self.found(session, session_id)
        schedules = self.schedules(session)
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
        await self.note(session, user, "set up a session", str(session_id))
        return session_id

    async def _invite(
        self, session: AsyncSession, kept: PeerSession, invited: tuple[Invitee, ...], *, moved: bool
    ) -> None:
        now, deliveries = self.now(), self.delivery(session)
        await deliveries.plan(outgoing.announcement(kept), now=now)
        planned = await deliveries.plan(
            *outgoing.invitations(kept, invited), now=now, wave=outgoing.wave(kept)
        )
        note = messages.set_up_note(
            kept, len(invited) - 1, empty_practices(kept, invited), planned, now, moved=moved
        )
        await deliveries.plan(*outgoing.for_lead(kept, invited, note), now=now)
