"""Taking figures in: every row of a file accounted for."""

from collections.abc import Iterator

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons import ImportReport, Observation, Reason, Refusal, Taken, Tally
from bot.domain.indicators import openprescribing_indicator
from bot.domain.times import local_day
from bot.errors import InvalidInput
from bot.services.comparisons.base import UseCases
from bot.sources.files import FileLike, Kind, Opened, opened
from bot.sources.openprescribing import read_rows

BATCH = 1000
"""Rows kept at a time: an import's memory does not grow with its file."""


class Importing(UseCases):
    async def import_file(
        self, file: FileLike, name: str, actor: str, *, address: str | None = None
    ) -> ImportReport:
        """Take in a file of figures, all its rows accounted for; ``address`` is where it came from.

        Raises InvalidInput, in a sentence, for a file that holds none; nothing is kept of it.
        """
        with opened(file) as found:
            if found.kind is not Kind.OPENPRESCRIBING:
                raise InvalidInput(
                    f"This is a list of {found.kind}, not of figures. `peerbot import` takes it in "
                    "as such when it is saved as CSV in UTF-8."
                )
            async with self.context.database.transaction() as session:
                return await self._import(session, found, name, actor, address)

    async def _import(
        self, session: AsyncSession, found: Opened, name: str, actor: str, address: str | None
    ) -> ImportReport:
        now = self.now()
        store = self.imports(session)
        import_id = await store.begin(found.sha256, found.kind, name, actor, now, address)
        if import_id is None:
            return await store.earlier(found.sha256)
        practices = await self.people(session).practices()
        tally = Tally(frozenset(each.ods_code for each in practices))
        rows = read_rows(found.text, local_day(now, self.zone))
        for batch in _batches(rows, tally):
            keys = {each.indicator_key for each in batch}
            ids = await self.kept_indicators(session).ensure(
                openprescribing_indicator(key) for key in keys
            )
            tally.merge(await store.merge(import_id, ids, batch))
        indicators = [openprescribing_indicator(key) for key in sorted(tally.keys)]
        report = tally.report(name, found.sha256, indicators)
        await store.finish(import_id, report)
        await store.summarise(import_id)
        await self.note(session, actor, "imported figures", name)
        return report


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
