"""Keeps what people typed into the form until it is sent; what could tell of a patient is not kept."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.screening import kinds_found
from bot.domain.sessions.choice import Choice
from bot.domain.sessions.drafts import PROPOSAL, Draft
from bot.domain.sessions.model import Proposal
from bot.services.sessions.base import Sessions
from storage.sessions.drafts import DraftStore
from storage.sessions.rows import proposal_json

CHOICE = "choice"  # under this name a draft keeps the form
TYPED = ("topic", "place", "places", "repeats", "guests")


class Drafting(Sessions):
    def drafts(self, session: AsyncSession) -> DraftStore:
        return DraftStore(session, self.workspace_id)

    async def keep(self, user: str, choice: Choice) -> None:
        """In place of what they began before."""
        kept = {CHOICE: screened(choice).to_json()}
        async with self.context.database.transaction() as session:
            await self.drafts(session).put(user, kept, self.now())

    async def keep_proposal(self, user: str, choice: Choice, proposal: Proposal) -> Draft:
        """With all that a vote on its time needs."""
        kept = {CHOICE: screened(choice).to_json(), PROPOSAL: proposal_json(proposal)}
        async with self.context.database.transaction() as session:
            await self.drafts(session).put(user, kept, self.now())
        return Draft(kept, self.now())

    async def forget(self, user: str) -> None:
        async with self.context.database.transaction() as session:
            await self.drafts(session).forget(user)


def screened(choice: Choice) -> Choice:
    """Without the boxes in which a person could be recognised."""
    for name in TYPED:
        if kinds_found(getattr(choice, name)):
            choice = replace(choice, **{name: ""})  # type: ignore[arg-type]
    return choice


def choice_in(draft: Draft) -> Choice:
    return Choice.of_json(draft.values.get(CHOICE, {}))
