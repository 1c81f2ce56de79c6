"""What the use cases of concerns share. None of it is in the audit log: administrators read that."""

from collections.abc import Iterable, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.concerns import messages as say
from bot.domain.concerns import ANSWER_WITHIN, MOST_WORDS, Concern, Line, Readers, readers_for
from bot.domain.concerns.sealing import ConcernSeal
from bot.domain.delivery import Message
from bot.domain.people import Role
from bot.domain.rhythm import next_moment
from bot.domain.schedule import Lateness
from bot.domain.sealing import Unreadable
from bot.errors import ConfigurationError, InvalidInput, NotFound
from bot.services.screening import refuse_identifiers
from bot.services.use_cases import WorkspaceUseCases
from storage.concerns import ConcernStore, SealedLine
from storage.people import workspace_of

REMIND = "concern"  # a kind of schedule; its subject is the concern's id


class Concerns(WorkspaceUseCases):
    def concerns(self, session: AsyncSession) -> ConcernStore:
        return ConcernStore(session, self.workspace_id)

    async def readers(
        self, session: AsyncSession, writer: str, away: Iterable[str] = ()
    ) -> Readers:
        """Who may hear a concern of this person, as the body has it now."""
        arrangements = (await workspace_of(session, self.workspace_id)).arrangements
        people = self.people(session)
        gone = {*away}
        named = arrangements.concerns_to
        if named and await people.has_left(named):
            gone.add(named)
        managers = await people.with_role([Role.MANAGER])
        return readers_for(writer, arrangements, managers, gone)

    async def found(
        self, session: AsyncSession, user: str, concern_id: int, *, lock: bool = False
    ) -> Concern:
        """One of this person's. Raises NotFound, whether there is none or it is somebody else's."""
        concern = await self.concerns(session).get(concern_id, user, lock=lock)
        if concern is None:
            raise NotFound(
                f"This concern is not here, or no longer. `{ids.PEERBOT} concerns` shows yours."
            )
        return concern

    # ---- what is said

    async def keep_line(
        self, session: AsyncSession, concern_id: int, author: str, words: str
    ) -> int:
        secret = self.context.secrets.current
        sealed = ConcernSeal(secret.key, self.workspace_id, concern_id).seal(author, words)
        store = self.concerns(session)
        return await store.add_line(concern_id, author, sealed, secret.id, self.now())

    def opened(self, lines: Sequence[SealedLine]) -> tuple[Line, ...]:
        return tuple(Line(each.author, self.unsealed(each), each.said_at) for each in lines)

    def unsealed(self, line: SealedLine) -> str | None:
        """None where its key is gone, or it was changed."""
        try:
            secret = self.context.secrets.by_id(line.secret_id)
            seal = ConcernSeal(secret.key, self.workspace_id, line.concern_id)
            return seal.open(line.author, line.sealed)
        except (ConfigurationError, Unreadable):
            return None

    # ---- telling

    async def tell(
        self, session: AsyncSession, concern: Concern, name: str, user: str, message: Message
    ) -> None:
        """Always sent: somebody wants something of them, or they asked for it."""
        told = say.to_one(concern, name, user, message)
        await self.delivery(session).plan(told, now=self.now())

    @property
    def moment(self) -> str:
        """For the keys of what may come again."""
        return f"{self.now():%s%f}"

    async def ask(self, session: AsyncSession, concern: Concern, *, passed_on: bool) -> None:
        """Tell whoever is asked, and have them reminded if no answer comes."""
        message = say.render_asked(concern, passed_on=passed_on)
        name = f"asked:{self.moment}" if passed_on else "asked"
        await self.tell(session, concern, name, concern.asked_of, message)
        await self.plan_reminder(session, concern)

    async def plan_reminder(self, session: AsyncSession, concern: Concern) -> None:
        rhythm = (await workspace_of(session, self.workspace_id)).rhythm
        due = self.now() + ANSWER_WITHIN
        at = next_moment(due, rhythm) or due
        await self.schedules(session).set(REMIND, str(concern.id), at, lateness=Lateness.LATEST)

    async def cancel_reminder(self, session: AsyncSession, concern: Concern) -> None:
        await self.schedules(session).cancel(REMIND, str(concern.id))


def written(words: str, block_id: str, otherwise: str) -> str:
    """What somebody wrote, screened. Raises InvalidInput under the field."""
    words = words.strip()
    if not words:
        raise InvalidInput(otherwise, block_id)
    if len(words) > MOST_WORDS:
        raise InvalidInput(f"Please say this in {MOST_WORDS:,} characters or fewer.", block_id)
    refuse_identifiers(words, block_id)
    return words
