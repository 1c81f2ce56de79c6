"""Talking to the bot: what somebody wrote is read, and answered once, however often Slack delivers it."""

import asyncio
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.deeds import Deed
from bot.domain.delivery import DirectMessage, Ephemeral, Message
from bot.domain.pausing import weekdays_in
from bot.domain.screening import Kind
from bot.domain.talking import Intent, Reading, Vocabulary, read
from bot.domain.times import local_day
from bot.services.context import Context
from bot.services.people import PeopleService
from bot.services.screening import Screening
from bot.services.use_cases import WorkspaceUseCases
from bot.services.vocabulary import Names
from storage.events import EventStore

OF_USE = timedelta(minutes=10)  # an answer in a channel, which only one person sees
LONGEST = 1000  # characters; more is no question, but a story
_TO_US = re.compile(r"^\s*<@(?P<who>[A-Z0-9]+)(?:\|[^>]*)?>[\s,:]*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody wrote; no ``channel``: to the bot alone. ``thread`` is what it was said under."""

    channel: str = ""
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was understood; ``kinds`` of identifiers that were seen, of which nothing was read."""

    reading: Reading
    vocabulary: Vocabulary
    today: date
    kinds: tuple[Kind, ...] = ()


NOTHING = Reading(None, ())


class TalkService(WorkspaceUseCases):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.screening = Screening(context)
        self.deciding = PeopleService(context)
        self.names = Names(context)

    async def hear(self, said: str, bot: str = "") -> Heard:
        """Read a sentence. Nothing of it is kept. ``bot`` is our own id, which it may begin with."""
        now, zone = self.now(), self.zone
        today = local_day(now, zone)
        if kinds := await self.screening.kinds(said):
            return Heard(NOTHING, Vocabulary(), today, kinds)
        vocabulary = await self.names.vocabulary()
        words = without_us(said, bot)[:LONGEST]
        if not words.strip():  # only our name
            return Heard(Reading(None, (), "hello"), vocabulary, today)
        # Reading looks through every name there is: away from whoever else is being answered.
        reading = await asyncio.to_thread(read, words, now, zone, vocabulary)
        return Heard(with_days_off(reading, words), vocabulary, today)

    async def refusals(self, user: str, deeds: Collection[Deed]) -> Mapping[Deed, str]:
        """For each of these that this person may not do: who may. That they wrote of it changes nothing."""
        refused = {}
        for deed in deeds:
            if deed.roles and (why := await self.deciding.refusal_of(user, deed)):
                refused[deed] = why
        return refused

    async def answer(
        self, event_id: str, user: str, message: Message, place: Place | None = None
    ) -> None:
        """Answer that person; the event and the answer are kept together or not at all."""
        now = self.now()
        key = f"answer:{event_id}"
        async with self.context.database.transaction() as session:
            if await EventStore(session, self.workspace_id).first_time(event_id, now):
                reply = self._reply(key, user, message, place or Place(), now)
                await self.delivery(session).plan(reply, now=now)

    def _reply(
        self, key: str, user: str, message: Message, place: Place, now: datetime
    ) -> DirectMessage | Ephemeral:
        if not place.channel:
            return DirectMessage(key, user, message)
        return Ephemeral(key, place.channel, user, message, now + OF_USE, place.thread)


def without_us(said: str, bot: str) -> str:
    """What was said to us, without our name before it."""
    found = _TO_US.match(said)
    return said[found.end() :] if found and found["who"] == bot else said


def with_days_off(reading: Reading, said: str) -> Reading:
    """Which weekdays somebody has off is in no slot of its own, since only this asks for several."""
    best = reading.best
    if best is None or best.intent is not Intent.DAYS_OFF or best.slots.words:
        return reading
    days = replace(best.slots, words=weekdays_in(said), day=None, repeats="")
    return replace(reading, best=replace(best, slots=days))
