"""Figures that come by themselves: from which sources, every week, and what is said when none come.

What a source brought stays until it brings something better: one that is down, or that sends something
else than it did, changes nothing but what is said of it.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons.sources import render_trouble, title
from bot.domain.comparisons import ENGLAND
from bot.domain.delivery import DirectMessage
from bot.domain.schedule import repeating
from bot.domain.sources import TOLD, NotASource, Source, SourceKind, next_try, read_key
from bot.errors import Conflict, InvalidInput, NotFound
from bot.services.comparisons.base import UseCases
from bot.services.comparisons.bringing import Bringing, News
from bot.services.comparisons.importing import Importing
from bot.services.context import Context
from bot.sources.troubles import SourceChanged, SourceTrouble
from bot.tick import Firing
from storage.comparisons import SourceStore

log = logging.getLogger(__name__)

ROUND = "sources"  # the kind of schedule; one a workspace, so its subject is empty
FETCH = "source.fetch"  # the kind of work; its subject is the number of the source
WEEKLY = datetime(2026, 1, 4, 2, 30)  # noqa: DTZ001 - the wall clock of any zone; a Sunday
APART = timedelta(minutes=2)  # between sources, so that other work gets its turn
BUSY = timedelta(minutes=10)
BY_ITSELF = "Peerbot"  # the actor, in the audit log
OF_USE = timedelta(days=14)  # for which the message about a source is


@dataclass(frozen=True, slots=True)
class Outcome:
    """A source as it stands after it was fetched; ``news`` is None where that did not work.

    ``lasting``: the publisher answers, but with something else, which time alone will not mend.
    """

    source: Source
    news: News | None = None
    again_at: datetime | None = None
    lasting: bool = False


class Refreshing(UseCases):
    def __init__(self, context: Context, importing: Importing) -> None:
        super().__init__(context)
        self._bringing = Bringing(context, importing)

    # ---- which sources there are

    async def add(self, kind: SourceKind, words: Sequence[str], actor: str) -> list[Source]:
        """Have it fetched now and every week. Raises InvalidInput, or Conflict where it is already.

        A measure of OpenPrescribing brings England's own figures too, a source of their own.
        """
        try:
            key, now = read_key(kind, words), self.now()
        except NotASource as error:
            raise InvalidInput(str(error)) from None
        keys = [key]
        if kind is SourceKind.OPENPRESCRIBING:
            keys.append(f"{key.partition(':')[0]}:{ENGLAND}")
        async with self.context.database.transaction() as session:
            kept = [await self.keep(session, kind, each, actor) for each in keys]
            added = [source for source, is_new in kept if is_new]
            if kept[0][0] not in added:
                wanted = kept[0][0]
                raise Conflict(f"{title(wanted)} is fetched already, as source {wanted.id}.")
            for source in added:
                await self.work_to_do(session).plan(FETCH, str(source.id), now)
        return added

    async def keep(
        self, session: AsyncSession, kind: SourceKind, key: str, actor: str
    ) -> tuple[Source, bool]:
        """Have it fetched every week from now on; and whether it was not before."""
        now = self.now()
        source, is_new = await self._store(session).add(kind, key, actor, now)
        if is_new:
            weekly = repeating("FREQ=WEEKLY;BYDAY=SU", WEEKLY, self.zone)
            await self.schedules(session).repeat(ROUND, "", weekly, now)
            await self.note(session, actor, "added a source of figures", title(source))
        return source, is_new

    async def named(self, session: AsyncSession, kind: SourceKind) -> list[Source]:
        """Those of one publisher."""
        return [each for each in await self._store(session).all() if each.kind is kind]

    async def all(self) -> Sequence[Source]:
        async with self.context.database.reading() as session:
            return await self._store(session).all()

    async def remove(self, source_id: int, actor: str) -> Source:
        """Fetch it no more; what it brought stays. Raises NotFound."""
        async with self.context.database.transaction() as session:
            source = await self._found(session, source_id)
            store = self._store(session)
            await store.remove(source_id)
            await self.work_to_do(session).forget(FETCH, str(source_id))
            if not await store.all():
                await self.schedules(session).cancel(ROUND, "")
            await self.note(session, actor, "removed a source of figures", title(source))
        self._bringing.clear(source)
        return source

    # ---- what time brings

    async def plan_all(self, session: AsyncSession, firing: Firing) -> None:
        """Have every source fetched, one after the other."""
        for place, source in enumerate(await self._store(session).all()):
            due = firing.now + place * APART
            await self.work_to_do(session).plan(FETCH, str(source.id), due)

    async def refresh(self, subject: str, now: datetime) -> datetime | None:
        """Fetch one source; gives when to try again where that did not work."""
        try:
            return (await self.fetch(int(subject), BY_ITSELF)).again_at
        except NotFound:
            return None  # it has been removed meanwhile
        except Conflict:
            return now + BUSY

    async def fetch(self, source_id: int, actor: str) -> Outcome:
        """Fetch one source now, and keep what it brings or why it brought nothing.

        Raises NotFound, or Conflict where it is being fetched already.
        """
        async with self.context.database.reading() as session:
            source = await self._found(session, source_id)
        with self._bringing.alone(source):
            try:
                news = await self._bringing.bring(source, actor)
            except SourceTrouble as trouble:
                return await self._did_not_work(source, trouble)
            return await self._worked(source, news)

    # ---- what is kept of it

    async def _worked(self, source: Source, news: News) -> Outcome:
        async with self.context.database.transaction() as session:
            kept = await self._store(session).worked(
                source.id,
                self.now(),
                etag=news.marks.etag,
                last_modified=news.marks.last_modified,
                changed=news.is_new,
            )
        log.info("source_worked source=%s new=%s", source.id, news.is_new)
        return Outcome(kept or source, news)

    async def _did_not_work(self, source: Source, trouble: SourceTrouble) -> Outcome:
        now = self.now()
        async with self.context.database.transaction() as session:
            kept = await self._store(session).failed(source.id, now, str(trouble))
            if kept is None:
                return Outcome(source)
            if kept.has_to_be_told:
                await self._tell(session, kept, now)
        log.warning("source_did_not_work source=%s tries=%s", source.id, kept.failures)
        lasting = isinstance(trouble, SourceChanged)
        pause = next_try(kept.failures, lasting=lasting, after=trouble.after)
        return Outcome(kept, None, now + pause if pause else None, lasting)

    async def _tell(self, session: AsyncSession, source: Source, now: datetime) -> None:
        """Those who can do something about it, once for all its failures in a row."""
        assert source.failed_since is not None
        once = f"source:{source.id}:since:{source.failed_since:%Y%m%dT%H%M%S}"
        message = render_trouble(source, self.zone)
        people = await self.people(session).with_role(TOLD)
        await self.delivery(session).plan(
            *(
                DirectMessage(
                    f"{once}:{each.slack_user_id}",
                    each.slack_user_id,
                    message,
                    unasked=True,
                    until=now + OF_USE,
                    about=f"{title(source)} brings nothing new at present",
                )
                for each in people
            ),
            now=now,
        )

    # ---- helpers

    async def _found(self, session: AsyncSession, source_id: int) -> Source:
        source = await self._store(session).get(source_id)
        if source is None:
            raise NotFound(
                f"There is no source {source_id}. `peerbot source list` shows those there are."
            )
        return source

    def _store(self, session: AsyncSession) -> SourceStore:
        return SourceStore(session, self.workspace_id)
