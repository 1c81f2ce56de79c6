"""Keeps when each person wants to be written to; who says nothing has no row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.rhythm import NO_WISHES, Preference
from storage.among import among
from storage.database import insert_into
from storage.schema.people import PreferenceRow


class PreferenceStore:
    """The preferences of one workspace's people."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def get(self, user: str) -> Preference:
        return (await self.many([user])).get(user, NO_WISHES)

    async def many(self, users: Iterable[str]) -> dict[str, Preference]:
        """Those of tens of thousands of people; who has asked for nothing is left out."""
        rows = await self.session.execute(
            select(
                PreferenceRow.slack_user_id,
                PreferenceRow.days_off,
                PreferenceRow.snoozed_until,
                PreferenceRow.no_reminders,
                PreferenceRow.no_alerts,
                PreferenceRow.no_matching,
            ).where(
                PreferenceRow.workspace_id == self.workspace_id,
                among(self.session, PreferenceRow.slack_user_id, users),
            )
        )
        return {
            row.slack_user_id: Preference(
                _days(row.days_off),
                row.snoozed_until,
                row.no_reminders,
                row.no_alerts,
                row.no_matching,
            )
            for row in rows
        }

    async def set_days_off(self, user: str, days_off: Iterable[int]) -> None:
        """Weekdays, Monday is 0."""
        await self._put(user, days_off=",".join(str(day) for day in sorted(set(days_off))))

    async def snooze(self, user: str, until: datetime) -> None:
        await self._put(user, snoozed_until=until)

    async def wake(self, user: str) -> None:
        await self._put(user, snoozed_until=None)

    async def set_reminders(self, user: str, *, wanted: bool) -> None:
        """Whether to be reminded of a pulse that they have not answered."""
        await self._put(user, no_reminders=not wanted)

    async def set_alerts(self, user: str, *, wanted: bool) -> None:
        """Whether to hear when something has changed in their practice's figures."""
        await self._put(user, no_alerts=not wanted)

    async def set_matching(self, user: str, *, wanted: bool) -> None:
        """Whether to be matched with people of other practices."""
        await self._put(user, no_matching=not wanted)

    async def _put(self, user: str, **wish: Any) -> None:
        usual = {
            "days_off": "",
            "snoozed_until": None,
            "no_reminders": False,
            "no_alerts": False,
            "no_matching": False,
        }
        await self.session.execute(
            insert_into(self.session, PreferenceRow)
            .values(workspace_id=self.workspace_id, slack_user_id=user, **(usual | wish))
            .on_conflict_do_update(index_elements=["workspace_id", "slack_user_id"], set_=wish)
        )


def _days(kept: str) -> frozenset[int]:
    return frozenset(int(day) for day in kept.split(",") if day)
