"""What the use cases of sessions share: their stores, who may organise, and what is not there."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import Snippet
from bot.domain.people import Member
from bot.domain.sessions import ORGANISERS, PeerSession
from bot.errors import NotAllowed, NotFound
from bot.services.context import Context
from bot.services.people import refusal
from storage.audit import AuditStore
from storage.comparisons import SnippetStore
from storage.delivery import DeliveryStore
from storage.people import PeopleStore
from storage.sessions import SessionStore


class Sessions:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.database = context.database
        self.workspace = context.workspace

    def _now(self) -> datetime:
        return self.context.clock.now()

    def _store(self, session: AsyncSession) -> SessionStore:
        return SessionStore(session, self.workspace.id)

    def _people(self, session: AsyncSession) -> PeopleStore:
        return PeopleStore(session, self.workspace.id)

    def _deliveries(self, session: AsyncSession) -> DeliveryStore:
        return DeliveryStore(session, self.workspace.id)

    async def _audit(self, session: AsyncSession, user: str, deed: str, session_id: int) -> None:
        await AuditStore(session, self.workspace.id).note(user, deed, str(session_id), self._now())

    async def _snippet(self, session: AsyncSession, snippet_id: int | None) -> Snippet | None:
        """The figures that a session is about, as they were posted."""
        if snippet_id is None:
            return None
        return await SnippetStore(session, self.workspace.id).get(snippet_id)

    async def _found(self, store: SessionStore, session_id: int) -> PeerSession:
        kept = await store.get(session_id)
        if kept is None:
            raise NotFound(
                "This peer session is no longer here. `/peer list` shows what is planned."
            )
        return kept

    async def _organiser(self, session: AsyncSession, user: str, deed: str) -> PeopleStore:
        """The people, if this person may organise sessions; NotAllowed says who may."""
        people = self._people(session)
        if not may_organise(await people.member(user)):
            roles = sorted(ORGANISERS)
            raise NotAllowed(refusal(roles, deed, await people.with_role(roles)))
        return people


def may_organise(member: Member | None) -> bool:
    return member is not None and member.has(ORGANISERS)
