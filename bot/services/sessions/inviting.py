"""What people say to an invitation, what is planned for them, and calling a session off."""

from bot.blocks.merged import compose
from bot.blocks.sessions import messages
from bot.domain.delivery import Message
from bot.domain.sessions import REMINDERS, Answer, Listed, PeerSession, State, listed_for
from bot.errors import NotAllowed
from bot.services.sessions import checks, outgoing
from bot.services.sessions.base import Sessions, may_organise
from bot.services.sessions.timing import REMIND, START, reminder_subject


class Inviting(Sessions):
    async def answer(self, user: str, session_id: int, answer: Answer) -> Message:
        """Keep a yes or a no, until the start; how the invitation looks now. Raises Conflict later."""
        now = self.now()
        async with self.context.database.transaction() as session:
            store = self.sessions(session)
            kept = await self.found(session, session_id)
            checks.check_open_for_answers(kept, now)
            if not await store.answer(session_id, user, answer, now):
                raise NotAllowed(
                    "This invitation was for somebody else. If you would like to come, tell "
                    f"<@{kept.lead}>."
                )
            invited = await store.invitees(session_id)
            mine = next(each for each in invited if each.user == user)
            shown = await self.delivery(session).show(
                outgoing.invitation_key(session_id, user),
                messages.render_invitation(kept, mine.answer, leads=kept.lead == user),
            )
        return compose(shown)

    async def upcoming(self, user: str) -> tuple[list[Listed], bool]:
        """The sessions that concern this person, and whether they organise sessions."""
        async with self.context.database.reading() as session:
            member = await self.people(session).member(user)
            organises = may_organise(member)
            store = self.sessions(session)
            sessions = await store.upcoming(self.now())
            invited = await store.invitees_of(each.id for each in sessions)
        listed = (listed_for(user, organises, each, invited.get(each.id, ())) for each in sessions)
        return [each for each in listed if each], organises

    async def cancel(self, user: str, session_id: int) -> PeerSession:
        """Call a planned session off and tell those who might have come, once."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, "cancel a peer session")
            store = self.sessions(session)
            kept = await self.found(session, session_id)
            if not await store.move(session_id, State.PLANNED, State.CANCELLED):
                checks.check_cancellable(kept)
            schedules = self.schedules(session)
            await schedules.cancel(START, str(session_id))
            for before in REMINDERS:
                await schedules.cancel(REMIND, reminder_subject(session_id, before))
            invited = await store.invitees(session_id)
            deliveries = self.delivery(session)
            unsent = await deliveries.withdraw(outgoing.may_be_withdrawn(kept, invited))
            await deliveries.plan(*outgoing.on_cancel(kept, invited, user, unsent), now=now)
            await self.note(session, user, "cancelled a session", str(session_id))
        return kept
