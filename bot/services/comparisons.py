"""Comparisons: taking figures in, posting them to a channel, showing a practice its own."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import NOTHING_IMPORTED, render_snippet
from bot.domain.comparisons import (
    MAY_POST,
    Comparison,
    ImportReport,
    Observation,
    Own,
    Reason,
    Refusal,
    Snippet,
    Taken,
    Tally,
    own,
)
from bot.domain.delivery import Post
from bot.domain.indicators import Indicator, openprescribing_indicator
from bot.domain.people import Practice
from bot.domain.times import local_day
from bot.errors import InvalidInput, NotAllowed, NotFound
from bot.services.context import Context
from bot.services.people import refusal
from bot.sources.files import FileLike, Kind, Opened, opened
from bot.sources.openprescribing import read_rows
from storage.audit import AuditStore
from storage.comparisons import FigureStore, ImportStore, IndicatorStore
from storage.delivery import DeliveryStore
from storage.people import PeopleStore

BATCH = 1000
"""Rows kept at a time: an import's memory does not grow with its file."""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What one person is told of their practice; ``own`` is None where it has no figure."""

    comparison: Comparison
    practice: Practice
    own: Own | None


class ComparisonsService:
    def __init__(self, context: Context) -> None:
        self.context = context

    # ---- figures in

    async def import_file(self, file: FileLike, name: str, actor: str) -> ImportReport:
        """Take in a file of figures, all its rows accounted for.

        Raises InvalidInput, in a sentence, for a file that holds none; nothing is kept of it.
        """
        with opened(file) as found:
            if found.kind is not Kind.OPENPRESCRIBING:
                raise InvalidInput(
                    f"This is a list of {found.kind}, not of figures. `peerbot import` takes it in "
                    "as such when it is saved as CSV in UTF-8."
                )
            async with self.context.database.transaction() as session:
                return await self._import(session, found, name, actor)

    async def _import(
        self, session: AsyncSession, found: Opened, name: str, actor: str
    ) -> ImportReport:
        now, workspace = self.context.clock.now(), self.context.workspace
        store = ImportStore(session, workspace.id)
        import_id = await store.begin(found.sha256, found.kind, name, actor, now)
        if import_id is None:
            return await store.earlier(found.sha256)
        practices = await PeopleStore(session, workspace.id).practices()
        tally = Tally(frozenset(each.ods_code for each in practices))
        rows = read_rows(found.text, local_day(now, workspace.time_zone))
        for batch in _batches(rows, tally):
            keys = {each.indicator_key for each in batch}
            ids = await IndicatorStore(session, workspace.id).ensure(
                openprescribing_indicator(key) for key in keys
            )
            tally.merge(await store.merge(import_id, ids, batch))
        indicators = [openprescribing_indicator(key) for key in sorted(tally.keys)]
        report = tally.report(name, found.sha256, indicators)
        await store.finish(import_id, report)
        await AuditStore(session, workspace.id).note(actor, "imported figures", name, now)
        return report

    # ---- figures out

    async def indicators(self) -> list[Indicator]:
        """Those that there are figures for, by name."""
        async with self.context.database.reading() as session:
            return await IndicatorStore(session, self.context.workspace.id).with_figures()

    async def compare(self, key: str) -> Comparison:
        """The group's practices beside each other now. Raises NotFound without figures."""
        async with self.context.database.reading() as session:
            return await self._comparison(session, key)

    async def post_snippet(
        self, key: str, channel: str, request: str, actor: str
    ) -> Snippet | None:
        """Post a comparison to a channel, its numbers as they are now.

        None where this request, a form sent twice, has posted it already. Raises NotAllowed to
        those who are neither lead nor manager.
        """
        now, workspace = self.context.clock.now(), self.context.workspace
        async with self.context.database.transaction() as session:
            await self._poster(session, actor)
            store = FigureStore(session, workspace.id)
            comparison = await self._comparison(session, key)
            snippet = await store.add_snippet(comparison, request, channel, actor, now)
            if snippet is None:
                return None
            post = Post(
                snippet.delivery_key,
                channel,
                render_snippet(snippet, workspace.time_zone),
                owner=actor,
                about=f"the figures on {comparison.indicator.name}",
            )
            await DeliveryStore(session, workspace.id).plan(post, now=now)
            audit = AuditStore(session, workspace.id)
            await audit.note(actor, "posted figures", snippet.delivery_key, now)
            return snippet

    async def snippet(self, snippet_id: int) -> Snippet:
        """A posted comparison. Raises NotFound."""
        async with self.context.database.reading() as session:
            return await self._snippet(session, snippet_id)

    async def own_in_snippet(self, snippet_id: int, user: str) -> OwnAnswer:
        """The person's own practice among the dots of a snippet."""
        async with self.context.database.reading() as session:
            practice = await self._practice_of(session, user)
            comparison = (await self._snippet(session, snippet_id)).comparison
            return OwnAnswer(comparison, practice, own(comparison, practice.ods_code))

    async def own_now(self, key: str, user: str) -> OwnAnswer:
        """The person's own practice among the group's, now."""
        async with self.context.database.reading() as session:
            practice = await self._practice_of(session, user)
            comparison = await self._comparison(session, key)
            return OwnAnswer(comparison, practice, own(comparison, practice.ods_code))

    async def _comparison(self, session: AsyncSession, key: str) -> Comparison:
        comparison = await FigureStore(session, self.context.workspace.id).comparison(key)
        if comparison is None:
            raise NotFound(NOTHING_IMPORTED)
        return comparison

    async def _snippet(self, session: AsyncSession, snippet_id: int) -> Snippet:
        snippet = await FigureStore(session, self.context.workspace.id).snippet(snippet_id)
        if snippet is None:
            raise NotFound("These figures are no longer kept: ask for them again with `/compare`.")
        return snippet

    async def _poster(self, session: AsyncSession, user: str) -> None:
        people = PeopleStore(session, self.context.workspace.id)
        member = await people.member(user)
        if member is None or not member.has(MAY_POST):
            holders = await people.with_role(MAY_POST)
            raise NotAllowed(refusal(MAY_POST, "post figures to a channel", holders))

    async def _practice_of(self, session: AsyncSession, user: str) -> Practice:
        member = await PeopleStore(session, self.context.workspace.id).member(user)
        if member is None or member.practice is None:
            raise NotFound(
                "I do not know yet which practice you work in, so I cannot show its figures. "
                "Ask whoever looks after Peerbot to add you to the members' list."
            )
        return member.practice


def _batches(rows: Iterator[Taken | Refusal], tally: Tally) -> Iterator[list[Observation]]:
    """The observations to keep, some at a time; whatever is not kept is counted on the way."""
    batch: list[Observation] = []
    for row in rows:
        if isinstance(row, Refusal):
            tally.refuse(row)
        elif not tally.is_first(row.observation):
            tally.refuse(Refusal(row.row, Reason.REPEATED))
        else:
            tally.take(row.observation)
            batch.append(row.observation)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
