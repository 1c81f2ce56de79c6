"""Sessions that repeat: each time becomes a session by itself, two weeks before it, once."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import series as words
from bot.domain.calendar import Calendar
from bot.domain.deeds import Deed
from bot.domain.delivery import DirectMessage
from bot.domain.schedule import Repeating
from bot.domain.sessions import Format, Invitee, Proposal
from bot.domain.sessions.preview import at
from bot.domain.sessions.series import AHEAD, Occurrence, Series, occurrences
from bot.errors import Conflict, NotFound
from bot.services.context import Context
from bot.services.sessions.base import Sessions, may_organise
from bot.tick import Firing
from storage.people import rhythm_of
from storage.sessions.series import SeriesStore

log = logging.getLogger(__name__)

SERIES = "session.series"  # the kind of schedule: the next time of a series is to be set up

Keep = Callable[[AsyncSession, str, str, Proposal, tuple[Invitee, ...], str], Awaitable[int | None]]
"""SettingUp.keep: session, lead, request, proposal, who is invited, a word to the lead."""


class Repeatedly(Sessions):
    def __init__(self, context: Context, keep: Keep) -> None:
        super().__init__(context)
        self.keep = keep

    def series(self, session: AsyncSession) -> SeriesStore:
        return SeriesStore(session, self.workspace_id)

    async def begin(
        self,
        session: AsyncSession,
        user: str,
        request: str,
        proposal: Proposal,
        pattern: Repeating,
    ) -> None:
        """Keep a series that was checked, and set up its first session at once."""
        series_id = await self.series(session).add(request, user, proposal, pattern)
        if series_id is None:
            return
        await self._go_on(session, Series(series_id, user, proposal, pattern), self.now())
        await self.note(session, user, "set up a series of sessions", str(series_id))

    async def due(self, session: AsyncSession, firing: Firing) -> None:
        """Time has come to set up the next session, and those that were missed, if any still can be."""
        found = await self.series(session).get(int(firing.subject))
        if found is not None and not found.ended:
            await self._go_on(session, found, firing.now)

    async def _go_on(self, session: AsyncSession, series: Series, now: datetime) -> None:
        """Set up what is near enough, the first in any case; and plan when to look again."""
        store, calendar = self.series(session), await self._calendar(session)
        last = await store.last_slot(series.id)
        may_be_far = last is None
        for each in occurrences(series.pattern, calendar, last):
            if each.slot.local == last:
                continue
            if each.at - AHEAD > now and not may_be_far:
                await self.schedules(session).set(SERIES, str(series.id), each.at - AHEAD)
                return
            if not await store.claim(series.id, each.slot.local):
                continue
            if each.left_out or each.at <= now:
                continue  # this time is gone; its row says so
            may_be_far = False
            if not await self._set_up(session, series, each):
                await self._end(session, series, now, words.nobody_left(series))
                return
        await store.end(series.id, now)

    async def _set_up(self, session: AsyncSession, series: Series, time: Occurrence) -> bool:
        """One session of it; False where there is nobody left to set it up for."""
        if not may_organise(await self.people(session).member(series.lead)):
            return False
        proposal = await self._as_now(session, at(series.proposal, time))
        invited = await self.invited(session, series.lead, proposal)
        if all(each.user == series.lead for each in invited):
            return False
        request = f"series:{series.id}:{time.slot.local.isoformat()}"
        note = words.about_series(series, time)
        kept = await self.keep(session, series.lead, request, proposal, invited, note)
        await self.series(session).hold(series.id, time.slot.local, kept)
        log.info("series_session series=%s session=%s", series.id, kept)
        return True

    async def _as_now(self, session: AsyncSession, proposal: Proposal) -> Proposal:
        """With the practices that there are now: a whole locality has all of them."""
        known = [each.ods_code for each in await self.people(session).practices()]
        if proposal.format is Format.LOCALITY:
            return replace(proposal, ods_codes=tuple(known))
        still = tuple(code for code in proposal.ods_codes if code in set(known))
        return replace(proposal, ods_codes=still)

    async def _calendar(self, session: AsyncSession) -> Calendar:
        return (await rhythm_of(session, self.workspace_id)).calendar

    # ---- ending

    async def end(self, user: str, series_id: int) -> Series:
        """No more sessions by itself; those that are set up stay. Raises a sentence."""
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, Deed.END_SERIES)
            found = await self.series(session).get(series_id)
            if found is None:
                raise NotFound(
                    "This series is no longer there. `/peer list` shows what is planned."
                )
            if not await self.series(session).end(series_id, self.now()):
                raise Conflict("This series has ended before: no more sessions come of it.")
            await self.schedules(session).cancel(SERIES, str(series_id))
            await self.note(session, user, "ended a series of sessions", str(series_id))
        return found

    async def _end(self, session: AsyncSession, series: Series, now: datetime, why: str) -> None:
        """By itself: its lead hears why."""
        await self.series(session).end(series.id, now)
        log.info("series_ended series=%s", series.id)
        told = DirectMessage(f"series:{series.id}:ended", series.lead, words.render_ended(why))
        await self.delivery(session).plan(told, now=now)

    # ---- looking

    async def going_on(self, user: str) -> list[tuple[Series, datetime | None]]:
        """For those who organise: each series, and when its next session is that is not set up yet."""
        async with self.context.database.reading() as session:
            if not may_organise(await self.people(session).member(user)):
                return []
            looks = await self.schedules(session).next_of(SERIES)
            series = await self.series(session).going_on()
        return [
            (each, looks[str(each.id)] + AHEAD if str(each.id) in looks else None)
            for each in series
        ]
