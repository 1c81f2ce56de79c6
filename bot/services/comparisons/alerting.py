"""Tells a practice when something really changed in its figures: its own people, once a month at most.

Nobody else learns of it: the audit log and the log have how many practices, never which.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons.alerts import alert, render_alert
from bot.blocks.text import plural
from bot.domain.comparisons.alerts import Change, Rule, Told, changes, hears, in_order
from bot.domain.delivery import DirectMessage
from bot.domain.indicators import Indicator
from bot.domain.people import Member
from bot.domain.rhythm import NO_WISHES
from bot.domain.times import local_day, local_moment
from bot.services.comparisons.base import UseCases
from bot.services.context import Context
from storage.comparisons.alerts import AlertStore
from storage.preferences import PreferenceStore

log = logging.getLogger(__name__)

ALERTS = "comparisons.alerts"  # a kind of work; one a workspace, for all imports together
PAUSE = timedelta(hours=1)  # after the last import, so that a wrong file can be taken out first
LOOKS_BACK = timedelta(days=70)  # at imports: what waited for another month is among them
ITSELF = "Peerbot"  # who did it, for the audit log
ABOUT = "a change in your practice’s figures"


@dataclass(frozen=True, slots=True)
class Found:
    """One indicator, and what changed in it by practice."""

    indicator_id: int
    indicator: Indicator
    by_practice: Mapping[str, Change]


class Alerting(UseCases):
    def __init__(self, context: Context, rule: Rule) -> None:
        super().__init__(context)
        self.rule = rule

    def alerts(self, session: AsyncSession) -> AlertStore:
        return AlertStore(session, self.workspace_id)

    async def plan_alerts(self, session: AsyncSession) -> None:
        """Have practices told what changed, an hour after the last import; for the end of each."""
        await self.work_to_do(session).plan(ALERTS, "", self.now() + PAUSE)

    async def tell(self, _subject: str, now: datetime) -> datetime | None:
        """Tell practices what changed, of all that came in lately.

        Gives when to look again: when it has been quiet for a while, or in the next month, where some
        have heard of something else in this one.
        """
        async with self.context.database.reading() as session:
            last = await self.alerts(session).last_import()
        if last is None:
            return None
        if now < last + PAUSE:
            return last + PAUSE
        found = await self._look(now)
        if not any(each.by_practice for each in found):
            return None
        month = local_day(now, self.zone).replace(day=1)
        begins = local_moment(month, time(), self.zone).at
        async with self.context.database.transaction() as session:
            await self.alerts(session).lock()
            heard = await self.alerts(session).told_since(begins)
            waiting = await self._tell(session, found, heard, now, month)
        following = local_moment(month + relativedelta(months=1), time(), self.zone).at
        return following if waiting else None

    async def _look(self, now: datetime) -> list[Found]:
        """What changed in each indicator that came in lately; heavy sums in a thread."""
        today = local_day(now, self.zone)
        async with self.context.database.reading() as session:
            codes = [each.ods_code for each in await self.people(session).practices()]
            touched = await self.alerts(session).touched(now - LOOKS_BACK, codes)
        found = []
        for indicator_id, indicator in touched:
            async with self.context.database.reading() as session:
                rows = await self.alerts(session).figures(indicator_id, codes)
                told = await self.alerts(session).told(indicator_id)
            changed = await asyncio.to_thread(changes, indicator, rows, told, self.rule, today)
            found.append(Found(indicator_id, indicator, changed))
        return found

    async def _tell(
        self,
        session: AsyncSession,
        found: Sequence[Found],
        heard: set[str],
        now: datetime,
        month: date,
    ) -> bool:
        """Plan the messages and keep what they tell; whether somebody has to wait for another month."""
        concerned = {code for each in found for code in each.by_practice}
        people = await self._people_of(session, concerned)
        told = people.keys() - heard
        messages = list(_messages(found, {code: people[code] for code in told}, month))
        if messages:
            await self.delivery(session).plan(*messages, now=now)
            await self.alerts(session).keep(
                (
                    (code, each.indicator_id, change.period.last)
                    for each in found
                    for code, change in each.by_practice.items()
                    if code in told
                ),
                now,
            )
            number = plural(len(told), "practice")
            await self.note(session, ITSELF, "told practices of changes", number)
            log.info("alerts_told practices=%s", len(told))
        return bool(people.keys() & heard)

    async def _people_of(self, session: AsyncSession, codes: set[str]) -> dict[str, list[Member]]:
        """Who wants to hear of it, by practice; practices where nobody does are left out."""
        members = [each for each in await self.people(session).members_of(codes) if hears(each)]
        wishes = await PreferenceStore(session, self.workspace_id).many(
            each.slack_user_id for each in members
        )
        found = defaultdict(list)
        for each in members:
            if each.practice and not wishes.get(each.slack_user_id, NO_WISHES).no_alerts:
                found[each.practice.ods_code].append(each)
        return found


def _messages(
    found: Sequence[Found], people: Mapping[str, Sequence[Member]], month: date
) -> Iterator[DirectMessage]:
    """One for each person of each practice, with all that changed there."""
    for code, members in people.items():
        told = in_order(
            Told(each.indicator, each.by_practice[code])
            for each in found
            if code in each.by_practice
        )
        practice = members[0].practice
        assert practice is not None
        message = render_alert(practice, told)
        for each in members:
            yield alert(each.slack_user_id, practice, f"{month:%Y-%m}", message, ABOUT)
