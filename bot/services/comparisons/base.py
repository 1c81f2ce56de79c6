"""What the use cases of comparisons share: the stores of one workspace, and who may do what."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import NOTHING_IMPORTED
from bot.domain.comparisons import Comparison, Snippet
from bot.domain.deeds import Deed
from bot.domain.people import Member, Practice
from bot.errors import NotAllowed, NotFound
from bot.services.joining.asking import AskingWhere
from bot.services.people import permitted
from bot.services.use_cases import WorkspaceUseCases
from storage.comparisons import (
    ChallengeStore,
    ConsentStore,
    FigureStore,
    ImportStore,
    IndicatorStore,
    SnippetStore,
)
from storage.organisations import OrganisationStore


class UseCases(WorkspaceUseCases):
    """Opens the stores of comparisons as well."""

    def figures(self, session: AsyncSession) -> FigureStore:
        return FigureStore(session, self.workspace_id)

    def imports(self, session: AsyncSession) -> ImportStore:
        return ImportStore(session, self.workspace_id)

    def kept_indicators(self, session: AsyncSession) -> IndicatorStore:
        return IndicatorStore(session, self.workspace_id)

    def snippets(self, session: AsyncSession) -> SnippetStore:
        return SnippetStore(session, self.workspace_id)

    def consents(self, session: AsyncSession) -> ConsentStore:
        return ConsentStore(session, self.workspace_id)

    def challenges(self, session: AsyncSession) -> ChallengeStore:
        return ChallengeStore(session, self.workspace_id)

    def organisations(self, session: AsyncSession) -> OrganisationStore:
        return OrganisationStore(session, self.workspace_id)

    async def comparison(self, session: AsyncSession, key: str) -> Comparison:
        """Raises NotFound without figures."""
        comparison = await self.figures(session).comparison(key)
        if comparison is None:
            raise NotFound(NOTHING_IMPORTED)
        return comparison

    async def found_snippet(self, session: AsyncSession, snippet_id: int) -> Snippet:
        """Raises NotFound."""
        snippet = await self.snippets(session).get(snippet_id)
        if snippet is None:
            raise NotFound("These figures are no longer kept: ask for them again with `/compare`.")
        return snippet

    async def check_may_post(
        self, session: AsyncSession, user: str, deed: Deed = Deed.POST_FIGURES
    ) -> None:
        """Raises NotAllowed to those who are neither lead nor manager."""
        await permitted(self.people(session), user, deed)

    async def member_with_practice(
        self, session: AsyncSession, user: str, code: str | None = None
    ) -> tuple[Member, Practice]:
        """The main one of their practices, or the one with that ODS code.

        Raises WhereUnknown for who has none on record, NotAllowed where that one is not theirs.
        """
        member = await self.people(session).member(user)
        if member is None or not member.practices:
            asking = AskingWhere(self.context)
            raise await asking.unknown(session, user, "I cannot show its figures")
        if code is None:
            return member, member.practices[0]
        own = next((each for each in member.practices if each.ods_code == code), None)
        if own is None:
            raise NotAllowed("A practice's own figures are shown only to people who work there.")
        return member, own

    async def practice_of(
        self, session: AsyncSession, user: str, code: str | None = None
    ) -> Practice:
        """The same, without the person."""
        return (await self.member_with_practice(session, user, code))[1]
