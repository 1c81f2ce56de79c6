"""The names that a sentence may use, kept for a short while so that one sentence costs few queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.talking import Channel, Person, Vocabulary
from bot.services.context import Context
from bot.services.use_cases import WorkspaceUseCases
from storage.comparisons import IndicatorStore

FRESH = timedelta(seconds=30)  # that what the database says is kept
NAMED = timedelta(minutes=10)  # that the name of a channel is kept


@dataclass(frozen=True, slots=True)
class Kept:
    vocabulary: Vocabulary
    until: datetime


class Names(WorkspaceUseCases):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._kept: Kept | None = None
        self._channels: dict[str, tuple[str, datetime]] = {}

    async def vocabulary(self) -> Vocabulary:
        """As it was half a minute ago or later."""
        now = self.now()
        if self._kept is None or now >= self._kept.until:
            self._kept = Kept(await self._look(now), now + FRESH)
        return self._kept.vocabulary

    async def _look(self, now: datetime) -> Vocabulary:
        async with self.context.database.reading() as session:
            practices = await self.people(session).practices()
            members = await self.people(session).members()
            indicators = await IndicatorStore(session, self.workspace_id).with_figures()
        at = {
            each.slack_user_id: each.practice.ods_code if each.practice else None
            for each in members
        }
        people = [
            Person(each.user, each.name, at.get(each.user))
            for each in await self.context.slack.everybody()
            if each.can_be_member
        ]
        channels = await self._named(self.context.workspace.arrangements.channels, now)
        return Vocabulary(practices, indicators, people, channels)

    async def _named(self, channels: Collection[str], now: datetime) -> list[Channel]:
        """Those of the group's channels that the bot can see."""
        for channel in channels:
            if channel not in self._channels or now >= self._channels[channel][1]:
                name = await self.context.slack.name_of(channel)
                self._channels[channel] = (name or "", now + NAMED)
        return [Channel(each, name) for each in channels if (name := self._channels[each][0])]
