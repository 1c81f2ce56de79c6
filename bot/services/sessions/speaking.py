"""What is said in a session with a form: reasons, ideas, and questions without a name."""

from hashlib import sha256

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.domain.sessions import Invitee, PeerSession, Point, PointKind, Reason
from bot.errors import InvalidInput
from bot.services.screening import refuse_identifiers
from bot.services.sessions import checks, outgoing
from bot.services.sessions.boards import Boards


class Speaking(Boards):
    async def prepare(self, user: str, session_id: int) -> PeerSession:
        """The session that a form is for. Raises NotAllowed to who was not invited."""
        async with self.context.database.reading() as session:
            kept, _ = await self._present(session, user, session_id)
        return kept

    async def give_reason(
        self, user: str, request: str, session_id: int, reason: Reason, words: str | None
    ) -> None:
        """Keep a practice's reason for variation; ``request`` names the form. Who said it is not kept."""
        refuse_identifiers(words, ids.REASON_WORDS)
        await self._add(user, request, session_id, Point(PointKind.REASON, reason, words or None))

    async def give_idea(self, user: str, request: str, session_id: int, words: str) -> None:
        if not words:
            raise InvalidInput("Please say what could be tried.", ids.IDEA_WORDS)
        refuse_identifiers(words, ids.IDEA_WORDS)
        await self._add(user, request, session_id, Point(PointKind.IDEA, None, words))

    async def _add(self, user: str, request: str, session_id: int, point: Point) -> None:
        now = self.now()
        async with self.context.database.transaction() as session:
            _, own = await self._present(session, user, session_id)
            practice = own.practice if own else None
            added = Point(point.kind, point.reason, point.words, practice)
            if await self.runs(session).add_point(request, session_id, added, now):
                await self.refresh(session, session_id, now)

    # ---- without a name

    async def prepare_question(self, user: str, session_id: int) -> tuple[PeerSession, str]:
        """The session, and who will read it."""
        async with self.context.database.reading() as session:
            kept, _ = await self._present(session, user, session_id)
            invited = await self.sessions(session).invitees(session_id)
            return kept, await self.facilitating(session, kept, invited)

    async def ask(self, user: str, request: str, session_id: int, words: str) -> None:
        """Give it to whoever facilitates now. ``user`` is looked up and forgotten: no row names them."""
        if not words:
            raise InvalidInput("Please write your question or point.", ids.QUESTION_WORDS)
        refuse_identifiers(words, ids.QUESTION_WORDS)
        async with self.context.database.transaction() as session:
            kept, _ = await self._present(session, user, session_id)
            invited = await self.sessions(session).invitees(session_id)
            to = await self.facilitating(session, kept, invited)
            question = outgoing.question(kept, to, words, mark_of(request))
            await self.delivery(session).plan(question, now=self.now())

    async def share(self, user: str, session_id: int, mark: str, words: str) -> PeerSession:
        """Put a question into the thread, once."""
        async with self.context.database.transaction() as session:
            kept, _ = await self._present(session, user, session_id)
            shared = outgoing.shared_question(kept, words, mark, user)
            await self.delivery(session).plan(shared, now=self.now())
        return kept

    async def _present(
        self, session: AsyncSession, user: str, session_id: int
    ) -> tuple[PeerSession, Invitee | None]:
        kept = await self.found(session, session_id)
        invited = await self.sessions(session).invitees(session_id)
        checks.check_may_press(kept, invited, user, await self.people(session).member(user))
        return kept, next((each for each in invited if each.user == user), None)


def mark_of(request: str) -> str:
    """Names a question so that its form, sent twice, gives it once; Slack's own id is not kept."""
    return sha256(request.encode()).hexdigest()[:16]
