"""What the use cases of sessions share: their stores, who may organise, and what is not there."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import Snippet
from bot.domain.deeds import Deed, may
from bot.domain.people import Member
from bot.domain.sessions import Format, Invitee, PeerSession, Proposal, invitees
from bot.errors import NotFound
from bot.services.people import permitted
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

    async def invited(
        self, session: AsyncSession, lead: str, proposal: Proposal
    ) -> tuple[Invitee, ...]:
        """Whom this session would invite, as things stand: practices, lead, facilitator, guests.

        A member without a practice, a locum for one, is named like a guest and is none.
        """
        people = self.people(session)
        helping = [proposal.facilitator] if proposal.facilitator else []
        named = proposal.guest_users
        found = await people.members([lead, *helping, *named])
        known = {each.slack_user_id: each for each in found}
        takes_guests = proposal.format is Format.VIRTUAL_MDT
        own = [
            known[each]
            for each in named
            if each in known and not (takes_guests and known[each].practices)
        ]
        members = await people.members_of(proposal.ods_codes)
        facilitators = [known.get(each, Member(each)) for each in helping]
        return invitees(
            known.get(lead, Member(lead)),
            [*members, *facilitators, *own],
            named if takes_guests else (),
        )

    async def organiser(self, session: AsyncSession, user: str, deed: Deed) -> PeopleStore:
        """The people, if this person may organise sessions; NotAllowed says who may."""
        people = self.people(session)
        await permitted(people, user, deed)
        return people


def may_organise(member: Member | None) -> bool:
    return may(member, Deed.SET_UP_SESSION)
