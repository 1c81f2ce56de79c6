"""What people say to an invitation, how they come without one, and the list of what is planned."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import Message
from bot.domain.people import Member, Role
from bot.domain.sessions import (
    Answer,
    Invitee,
    Listed,
    PeerSession,
    at_session,
    colleagues,
    listed_for,
    may_join,
    place_in_line,
    queue,
    room,
    what_a_yes_means,
)
from bot.errors import NotAllowed, NotAMember
from bot.services.joining.asking import AskingWhere
from bot.services.sessions import checks, telling
from bot.services.sessions.base import may_organise
from bot.services.sessions.seating import Seating, own_of


class Inviting(Seating):
    # ---- answering

    async def answer(
        self, user: str, session_id: int, answer: Answer, pressed: str | None = None
    ) -> Message:
        """Keep an answer, until the start; what is to be shown in the message that was pressed.

        A yes may come to wait for a place. ``pressed`` is that message's ts: the invitation itself
        is brought up to date too. Raises Conflict once the session has begun.
        """
        async with self.context.database.transaction() as session:
            kept, invited, own = await self._asked(session, user, session_id)
            said = what_a_yes_means(kept, invited, own) if answer is Answer.YES else answer
            return await self._keep(session, kept, invited, own, said, pressed)

    async def still_fine(self, user: str, session_id: int, pressed: str | None = None) -> Message:
        """After a move: their answer stays. Who said no meanwhile says yes with it."""
        async with self.context.database.transaction() as session:
            kept, invited, own = await self._asked(session, user, session_id)
            said = own.answer
            if said in (None, Answer.NO):
                said = what_a_yes_means(kept, invited, own)
            elif said is not Answer.WAITING:  # when they asked for a place is their place in line
                await self.sessions(session).answer(session_id, user, said, self.now())
            return await self._keep(session, kept, invited, own, said, pressed)

    async def _asked(
        self, session: AsyncSession, user: str, session_id: int
    ) -> tuple[PeerSession, list[Invitee], Invitee]:
        kept = await self.held(session, session_id)
        checks.check_open_for_answers(kept, self.now())
        invited = await self.sessions(session).invitees(session_id)
        own = own_of(invited, user)
        if own is None:
            raise NotAllowed(
                "This invitation was for somebody else. If you would like to come, tell "
                f"<@{kept.lead}>."
            )
        return kept, invited, own

    async def _keep(
        self,
        session: AsyncSession,
        kept: PeerSession,
        invited: Sequence[Invitee],
        own: Invitee,
        said: Answer,
        pressed: str | None,
    ) -> Message:
        after = await self._take(session, kept, invited, own, said)
        mine = own_of(after, own.user) or own
        ask = own.answer is Answer.YES and said is Answer.NO
        shown = telling.invitation_of(
            kept, after, mine, may_ask=ask and await self._may_ask(session, kept, after, mine)
        )
        return await self.show_pressed(session, kept, own.user, shown, pressed)

    async def _take(
        self,
        session: AsyncSession,
        kept: PeerSession,
        invited: Sequence[Invitee],
        own: Invitee,
        said: Answer,
    ) -> list[Invitee]:
        """Keep it, with what follows for others; everybody invited as they stand then."""
        if said is own.answer:
            return list(invited)
        now = self.now()
        await self.sessions(session).answer(kept.id, own.user, said, now)
        mine = replace(own, answer=said, answered_at=now)
        after = [mine if each.user == own.user else each for each in invited]
        if said is Answer.YES and own.practice is None and not own.guest:
            asking = AskingWhere(self.context)
            await asking.ask_once(session, await self.people(session).member(own.user))
        if said is Answer.NO and own.user == kept.facilitated_by:
            await self._facilitator_out(session, kept, own.user)
        if own.answer is Answer.WAITING:  # the others move up
            moved_up = telling.brought_up_to_date(kept, after, queue(after))
            await self.delivery(session).plan(*moved_up, now=now)
        return await self.fill_places(session, kept, after)

    async def _facilitator_out(self, session: AsyncSession, kept: PeerSession, who: str) -> None:
        """Whoever is in charge is told; a lead who facilitates sees it in their own invitation."""
        tell = [each for each in await self.in_charge(session, kept) if each != who]
        await self.delivery(session).plan(
            *telling.on_facilitator_out(kept, who, tell, self.now()), now=self.now()
        )

    async def _may_ask(
        self, session: AsyncSession, kept: PeerSession, invited: Sequence[Invitee], own: Invitee
    ) -> bool:
        """Whether there is a place, and a colleague of their practice who may take it."""
        if own.guest or own.practice is None or room(kept, invited) == 0:
            return False
        there = await self.people(session).working_at(own.practice.ods_code)
        return bool(colleagues(own, (each.slack_user_id for each in there), invited))

    # ---- without an invitation

    async def join(
        self, user: str, session_id: int
    ) -> tuple[PeerSession, Answer | None, int | None]:
        """Come without an invitation, or say yes to it; the answer, and the place in the queue."""
        async with self.context.database.transaction() as session:
            kept = await self.held(session, session_id)
            checks.check_open_for_answers(kept, self.now())
            store = self.sessions(session)
            invited = await store.invitees(session_id)
            own = own_of(invited, user)
            if own is None:
                own = await self._let_in(session, kept, user)
                await store.invite_as_well(session_id, own, self.now())
                invited = [*invited, own]
            said = what_a_yes_means(kept, invited, own)
            after = await self._take(session, kept, invited, own, said)
            mine = own_of(after, user) or own
            await self._send_invitation(session, kept, after, mine)
        return kept, mine.answer, place_in_line(after, user)

    async def _let_in(self, session: AsyncSession, kept: PeerSession, user: str) -> Invitee:
        member: Member | None = await self.people(session).member(user)
        if member is None:
            raise NotAMember(
                f"Peer sessions are for the members of {self.context.workspace.body_name}, and I do "
                f"not know you as one yet. <@{kept.lead}> can tell you more, or add you."
            )
        practice = at_session(member, kept)
        if not may_join(kept, practice):
            raise NotAllowed(
                f"This session is for practices that were matched as a {kept.format.words}. Would you "
                f"like one for your practice too? Tell <@{kept.lead}>."
            )
        return Invitee(user, practice)

    async def _send_invitation(
        self, session: AsyncSession, kept: PeerSession, invited: Sequence[Invitee], own: Invitee
    ) -> None:
        """Theirs as it is now; one that they had is brought up to date."""
        joining = telling.on_joining(kept, invited, own)
        planned = await self.delivery(session).plan(joining, now=self.now())
        if not planned.new:
            message = telling.invitation_of(kept, invited, own)
            await self.show_anew(session, kept, own.user, message)

    # ---- the list

    async def upcoming(self, user: str) -> tuple[list[Listed], bool]:
        """The sessions that concern this person, and whether they organise sessions."""
        async with self.context.database.reading() as session:
            member = await self.people(session).member(user)
            organises = may_organise(member)
            store = self.sessions(session)
            sessions = await store.upcoming(self.now())
            invited = await store.invitees_of(each.id for each in sessions)
        found = []
        for each in sessions:
            people = invited.get(each.id, [])
            practice = at_session(member, each) if member else None
            listed = listed_for(user, organises, each, people, practice)
            if listed:
                found.append(replace(listed, line=place_in_line(people, user)))
            elif member is not None and member.has([Role.MANAGER]):
                found.append(Listed(each, None, overseen=True))
        return found, organises
