"""What the use cases of sessions share: their stores, who may organise, and what is not there."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import Snippet
from bot.domain.people import Member
from bot.domain.sessions import ORGANISERS, PeerSession, Proposal
from bot.errors import NotAllowed, NotFound
from bot.services.people import refusal
from bot.services.use_cases import WorkspaceUseCases
from storage.comparisons import SnippetStore
from storage.people import PeopleStore
from storage.sessions import ActionStore, SessionStore


class Sessions(WorkspaceUseCases):
    """Opens the stores of peer sessions as well."""

    def sessions(self, session: AsyncSession) -> SessionStore:
        return SessionStore(session, self.workspace_id)

    def actions(self, session: AsyncSession) -> ActionStore:
        return ActionStore(session, self.workspace_id)

    async def snippet_of(self, session: AsyncSession, snippet_id: int | None) -> Snippet | None:
        """The figures that a session is about, as they were posted."""
        if snippet_id is None:
            return None
        return await SnippetStore(session, self.workspace_id).get(snippet_id)

    async def found(self, session: AsyncSession, session_id: int) -> PeerSession:
        kept = await self.sessions(session).get(session_id)
        if kept is None:
            raise NotFound(
                "This peer session is no longer here. `/peer list` shows what is planned."
            )
        return kept

    async def facilitator(self, session: AsyncSession, proposal: Proposal) -> Member | None:
        """Whoever facilitates where that is not the lead, with their practice if they have one."""
        user = proposal.facilitator
        if user is None:
            return None
        return await self.people(session).member(user) or Member(user)

    async def organiser(self, session: AsyncSession, user: str, deed: str) -> PeopleStore:
        """The people, if this person may organise sessions; NotAllowed says who may."""
        people = self.people(session)
        if not may_organise(await people.member(user)):
            roles = sorted(ORGANISERS)
            raise NotAllowed(refusal(roles, deed, await people.with_role(roles)))
        return people


def may_organise(member: Member | None) -> bool:
    return member is not None and member.has(ORGANISERS)
