"""For leads and managers: the figures, the tables to take away, and what was on lately."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions.export import Table, to_csv
from bot.directory import NotShared
from bot.domain.deeds import Deed, may
from bot.domain.delivery import DirectMessage, Message
from bot.domain.pulse import COUNTED
from bot.domain.sessions import PeerSession
from bot.domain.sessions.summary import (
    QUARTERS,
    Found,
    Meeting,
    Replied,
    Summary,
    last_quarters,
    summarise,
)
from bot.domain.times import local_day, local_moment
from bot.services.people import permitted
from bot.services.sessions.base import Sessions
from storage.pulse import PulseStore
from storage.sessions.barriers import BarrierStore
from storage.sessions.following import FollowingStore

EXPORT = "session.export"  # a kind of work; its subject is the table and who asked for it
LATELY = timedelta(days=30)  # sessions that the list still shows
IN_EXPORT = relativedelta(years=3)


@dataclass(frozen=True, slots=True)
class Lately:
    """Sessions that go on now, and those that are over with whether the group met, the latest first."""

    running: tuple[PeerSession, ...]
    over: tuple[tuple[PeerSession, bool | None], ...]


class Overseeing(Sessions):
    # ---- the figures

    async def summary(self, user: str, *, this_quarter: bool = False) -> Summary:
        """Over the last four quarters, or this one. Raises NotAllowed."""
        now = self.now()
        quarters = last_quarters(local_day(now, self.zone), 1 if this_quarter else QUARTERS)
        async with self.context.database.reading() as session:
            await permitted(self.people(session), user, Deed.OVERSEE_SESSIONS)
            found = await self._found(session, quarters[0].first)
            practices = await self.people(session).practices()
        return summarise(found, practices, quarters, now, self.zone)

    async def _found(self, session: AsyncSession, first: date) -> Found:
        """All since the morning of that day."""
        since = local_moment(first, time(), self.zone).at
        sessions = await self.sessions(session).since(since)
        ids = [each.id for each in sessions]
        invited = await self.sessions(session).invitees_of(ids)
        met = await FollowingStore(session, self.workspace_id).met(ids)
        actions = await self.actions(session).of_sessions(ids)
        barriers = await BarrierStore(session, self.workspace_id).raised_since(since)
        pulses = await self._pulses(session, since)
        meetings = (
            Meeting(each, tuple(invited.get(each.id, ())), met.get(each.id)) for each in sessions
        )
        return Found(tuple(meetings), tuple(actions), tuple(barriers), pulses)

    async def _pulses(self, session: AsyncSession, since: datetime) -> tuple[Replied, ...]:
        """Those that somebody answered, so that there is somebody to reply to."""
        store = PulseStore(session, self.workspace_id)
        rounds = [each for each in await store.rounds(*COUNTED) if each.answered]
        replies = await store.replies(each.id for each in rounds)
        found = []
        for each in rounds:
            closed_at = each.closed_at or each.closes_at
            if closed_at >= since:
                reply = replies.get(each.id)
                found.append(Replied(closed_at, reply.at if reply else None))
        return tuple(found)

    # ---- the tables

    async def ask_for_tables(self, user: str) -> None:
        """Have them made and sent to this person; the audit log says who took them away."""
        async with self.context.database.transaction() as session:
            await permitted(self.people(session), user, Deed.EXPORT_SESSIONS)
            for table in Table:
                await self.work_to_do(session).plan(EXPORT, f"{table}:{user}", self.now())
            await self.note(session, user, "exported peer sessions", ",".join(Table))

    async def send_table(self, subject: str, now: datetime) -> datetime | None:
        """Make one and share it, at most once: what is lost on the way can be asked for again."""
        kind, user = subject.split(":")
        table, today = Table(kind), local_day(now, self.zone)
        async with self.context.database.reading() as session:
            found = await self._found(session, today - IN_EXPORT)
        text = await asyncio.to_thread(to_csv, table, found, now, self.zone)
        async with self.context.database.transaction() as session:
            await self.work_to_do(session).forget(EXPORT, subject)
        name = f"peer-{table}-{today.isoformat()}.csv"
        words = f"{table.words}: a table (CSV). Nothing that was said in a session is in it."
        try:
            # With a mark at the start, without which Excel takes it for another encoding.
            content = text.encode("utf-8-sig")
            await self.context.slack.share(user, name, table.words, content, words)
        except NotShared:
            async with self.context.database.transaction() as session:
                await self._tell_not_sent(session, user, table, now)
        return None

    async def _tell_not_sent(
        self, session: AsyncSession, user: str, table: Table, now: datetime
    ) -> None:
        words = (
            f"Slack did not take the file “{table.words}”. Please ask for it again in a while with "
            "`/peer export`."
        )
        key = f"session-export:{table}:{user}:{int(now.timestamp())}"
        await self.delivery(session).plan(DirectMessage(key, user, Message(words)), now=now)

    # ---- lately

    async def lately(self, user: str) -> Lately:
        """What goes on and what is just over: one's own, or all for those who oversee them."""
        now = self.now()
        async with self.context.database.reading() as session:
            store = self.sessions(session)
            begun = await store.begun_since(now - LATELY)
            member = await self.people(session).member(user)
            if not may(member, Deed.OVERSEE_SESSIONS):
                invited = await store.invitees_of(each.id for each in begun)
                mine = {key for key, those in invited.items() for one in those if one.user == user}
                begun = [each for each in begun if each.id in mine]
            met = await FollowingStore(session, self.workspace_id).met(each.id for each in begun)
        running = [each for each in begun if each.id not in met and _goes_on(each, now)]
        over = [(each, met.get(each.id)) for each in reversed(begun) if each not in running]
        return Lately(tuple(running), tuple(over))


def _goes_on(session: PeerSession, now: datetime) -> bool:
    return now < session.starts_at + timedelta(minutes=session.minutes)
