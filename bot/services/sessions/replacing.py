"""When somebody drops out: a colleague of their practice may come instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import Message
from bot.domain.people import Practice
from bot.domain.sessions import Answer, Invitee, PeerSession, colleagues, room
from bot.errors import Conflict, NotAMember
from bot.services.sessions import checks, telling
from bot.services.sessions.seating import Seating, own_of

ALL_TAKEN = (
    "All places are taken: somebody was waiting for yours. So nobody has to be asked, thank you."
)
NOBODY = "Everybody else of your practice is coming already, or waits for a place."


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom somebody may ask in their place."""

    session: PeerSession
    practice: Practice
    colleagues: tuple[str, ...]
    invited: tuple[Invitee, ...]


class Replacing(Seating):
    async def choice(self, user: str, session_id: int) -> Choice:
        """The colleagues to choose from. Raises a sentence where there is nobody to ask, or no place."""
        async with self.context.database.reading() as session:
            return await self._choice(session, user, await self.found(session, session_id))

    async def _choice(self, session: AsyncSession, user: str, kept: PeerSession) -> Choice:
        checks.check_open_for_answers(kept, self.now())
        invited = await self.sessions(session).invitees(kept.id)
        own = own_of(invited, user)
        if own is None or own.practice is None or own.guest:
            raise NotAMember(
                "I do not know which practice you belong to, so I cannot ask your colleagues. Please "
                f"tell <@{kept.lead}> who could come."
            )
        if own.answer is not Answer.NO:
            raise Conflict("You are coming yourself now, so nobody has to come in your place.")
        if room(kept, invited) == 0:
            raise Conflict(ALL_TAKEN)
        there = await self.people(session).working_at(own.practice.ods_code)
        others = colleagues(own, (each.slack_user_id for each in there), invited)
        if not others:
            raise Conflict(NOBODY)
        return Choice(kept, own.practice, others, tuple(invited))

    async def ask(
        self, user: str, session_id: int, whom: Sequence[str] | None, pressed: str | None = None
    ) -> Message:
        """Ask these colleagues, or (None) all of them, if they can come.

        Gives what is to be shown in the message that was pressed.
        """
        async with self.context.database.transaction() as session:
            kept = await self.held(session, session_id)
            choice = await self._choice(session, user, kept)
            asked = choice.colleagues if whom is None else tuple(whom)
            if not set(asked) <= set(choice.colleagues):
                raise Conflict(
                    "This colleague is coming already, or is no longer of your practice. Please "
                    "choose somebody else."
                )
            await self._ask(session, choice, asked, user)
            invited = await self.sessions(session).invitees(session_id)
            own = own_of(invited, user)
            assert own is not None
            message = telling.invitation_of(kept, invited, own, asked=asked)
            if pressed is None:
                await self.show_anew(session, kept, user, message)
                return message
            return await self.show_pressed(session, kept, user, message, pressed)

    async def _ask(
        self, session: AsyncSession, choice: Choice, asked: Sequence[str], by: str
    ) -> None:
        now, store = self.now(), self.sessions(session)
        kept = choice.session
        new = await store.invite_others(
            kept.id, (Invitee(each, choice.practice, invited_by=by) for each in asked), now
        )
        await store.asked_by(kept.id, set(asked) - new, by)
        invited = await store.invitees(kept.id)
        planned = telling.on_asking_colleagues(kept, invited, asked, new, by)
        await self.delivery(session).plan(*planned, now=now)
