"""Reading the audit log, for administrators; that somebody looked is in it as well."""

import asyncio
import json
from datetime import datetime

from bot.blocks.rights import audit as say
from bot.domain.deeds import Deed
from bot.domain.rights.log import PAGE, Filter, Page, months_between
from bot.domain.times import local_day
from bot.services.people import PeopleService
from bot.services.rights.files import File, FileUseCases
from storage.audit import AuditStore

AUDIT_FILE = "rights.audit"  # a kind of work; its subject is JSON: who asked, and which entries
LOOKED = "looked at the audit log"


class Auditing(FileUseCases):
    async def look(
        self, user: str, wanted: Filter | None = None, number: int = 0, *, noted: bool = True
    ) -> Page:
        """A page of it. ``noted``: not for turning pages. Raises NotAllowed."""
        wanted = wanted or Filter()
        now = self.now()
        await PeopleService(self.context).require(user, Deed.SEE_AUDIT)
        async with self.context.database.reading() as session:
            store = AuditStore(session, self.workspace_id)
            found = await store.read(wanted, self.zone, limit=PAGE + 1, skip=number * PAGE)
            deeds = await store.deeds()
            began = await store.began()
        if noted:
            async with self.context.database.transaction() as session:
                await self.note(session, user, LOOKED, _which(wanted))
        today = local_day(now, self.zone)
        first = local_day(began, self.zone) if began else today
        return Page(
            tuple(found[:PAGE]),
            wanted,
            number,
            len(found) > PAGE,
            tuple(deeds),
            months_between(first, today),
        )

    async def ask_for_table(self, user: str, wanted: Filter) -> None:
        subject = json.dumps([user, wanted.to_text()])
        await PeopleService(self.context).require(user, Deed.SEE_AUDIT)
        async with self.context.database.transaction() as session:
            await self.work_to_do(session).plan(AUDIT_FILE, subject, self.now())
            await self.note(session, user, "exported the audit log", _which(wanted))

    async def send_table(self, subject: str, now: datetime) -> datetime | None:
        user, filter_ = json.loads(subject)
        wanted = Filter.of_text(filter_)
        if await PeopleService(self.context).refusal_of(user, Deed.SEE_AUDIT):
            return None  # they may no longer
        async with self.context.database.reading() as session:
            entries = await AuditStore(session, self.workspace_id).read(wanted, self.zone)
        text = await asyncio.to_thread(say.to_csv, entries, self.zone)
        name = f"audit-log-{local_day(now, self.zone).isoformat()}.csv"
        # With a mark at the start, without which Excel takes it for another encoding.
        file = File(name, say.TITLE, text.encode("utf-8-sig"), say.file_words(wanted))
        await self.give(AUDIT_FILE, subject, user, file, say.NOT_SENT)
        return None


def _which(wanted: Filter) -> str:
    return ", ".join(filter(None, [wanted.person, wanted.deed, wanted.month]))
