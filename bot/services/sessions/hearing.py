"""Actions that people write, choose from a message, or correct."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import heard
from bot.blocks.sessions.thread import render_action
from bot.domain.delivery import Ephemeral, Message
from bot.domain.schedule import NotUnderstood
from bot.domain.sessions import MEASURE_MAX, WHAT_MAX, Action, Agreed, PeerSession
from bot.domain.sessions.reading import Written, is_action, read_action
from bot.domain.times import local_day
from bot.errors import Conflict, NotFound, PeerbotError
from bot.services.sessions import checks, outgoing
from bot.services.sessions.actions import TO_ACT, Acting
from bot.services.sessions.base import may_organise

LATELY = timedelta(days=60)  # sessions whose threads are listened to, and offered
OFFERED = 20
OF_USE = timedelta(minutes=10)  # a line that only the writer sees


@dataclass(frozen=True, slots=True)
class Said:
    """A message in a channel; ``thread`` and ``ts`` as Slack names them. ``bot`` is our own id."""

    user: str
    channel: str
    thread: str
    ts: str
    text: str
    bot: str = ""

    @property
    def request(self) -> str:
        """The same whichever of Slack's events tells of it."""
        return f"said:{self.channel}:{self.ts}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form for an action begins with; without a session, those to choose from."""

    agreed: Agreed
    session: PeerSession | None
    sessions: Sequence[tuple[int, str, datetime]] = ()
    zone: str = ""


class Hearing(Acting):
    # ---- written in the thread

    async def hear(self, said: Said, *, mentioned: bool = False) -> None:
        """Record what begins with "action:" in a session's thread, once.

        What stands against it only the writer reads. ``mentioned``: they wrote to the bot, so they
        hear as well where it is no session's thread, or no action.
        """
        try:
            known = await self._record_said(said)
        except (PeerbotError, NotUnderstood) as error:
            await self._whisper(said, heard.render_not_recorded(str(error)))
            return
        if mentioned and not known:
            await self._whisper(said, heard.render_what_i_hear())

    async def _record_said(self, said: Said) -> bool:
        """False where it is nothing for us."""
        if not is_action(said.text):
            return False
        now = self.now()
        async with self.context.database.transaction() as session:
            session_id = await self.session_of(session, said.channel, said.thread)
            if session_id is None:
                return False
            kept = await self._taking_part(session, said.user, session_id)
            today = local_day(now, kept.zone)
            written = read_action(said.text, today, said.bot)
            agreed = agreed_of(written, said.user, local_day(now + TO_ACT, kept.zone))
            checks.check_lengths(agreed)
            await self._record(session, kept, said.user, said.request, agreed)
        return True

    async def _whisper(self, said: Said, message: Message) -> None:
        now = self.now()
        async with self.context.database.transaction() as session:
            line = Ephemeral(said.request, said.channel, said.user, message, until=now + OF_USE)
            await self.delivery(session).plan(line, now=now)

    async def session_of(self, session: AsyncSession, channel: str, thread: str) -> int | None:
        """The session whose thread begins with that message."""
        begun = await self.runs(session).begun_in(channel, self.now() - LATELY)
        keys = {outgoing.key(each, outgoing.THREAD): each for each in begun}
        found = await self.delivery(session).key_at(keys, channel, thread)
        return keys[found] if found is not None else None

    # ---- chosen from a message

    async def prepare_from_message(self, said: Said, author: str | None) -> Draft:
        """``said.user`` chose it, ``author`` wrote it (None: a bot). Raises NotFound without sessions."""
        now = self.now()
        async with self.context.database.reading() as session:
            session_id = await self.session_of(session, said.channel, said.thread)
            if session_id is not None:
                kept = await self._taking_part(session, said.user, session_id)
                return Draft(self._drafted(said, author, kept.zone), kept, zone=kept.zone)
            organises = may_organise(await self.people(session).member(said.user))
            sessions = await self.runs(session).lately(
                now - LATELY, None if organises else said.user, OFFERED
            )
        if not sessions:
            raise NotFound(
                "Actions belong to a peer session, and you were in none lately. `/peer list` shows "
                "what is planned."
            )
        return Draft(self._drafted(said, author, self.zone), None, sessions, self.zone)

    def _drafted(self, said: Said, author: str | None, zone: str) -> Agreed:
        """As far as it can be read; whoever looks at the form corrects it."""
        now = self.now()
        today, usual = local_day(now, zone), local_day(now + TO_ACT, zone)
        try:
            written = read_action(said.text, today, said.bot)
        except NotUnderstood:
            written = Written(" ".join(said.text.split()))
        agreed = agreed_of(written, author or said.user, usual)
        due = agreed.due if agreed.due >= today else usual
        measure = agreed.measure[:MEASURE_MAX] if agreed.measure else None
        return Agreed(agreed.what[:WHAT_MAX], agreed.owner, due, None, measure)

    # ---- corrected

    async def prepare_edit(self, user: str, action_id: int) -> tuple[PeerSession, Action]:
        async with self.context.database.reading() as session:
            action = await self._open_action(session, action_id)
            return await self._taking_part(session, user, action.session_id), action

    async def correct(self, user: str, action_id: int, agreed: Agreed) -> None:
        """Change an action, and the reply that says it."""
        now = self.now()
        async with self.context.database.transaction() as session:
            action = await self._open_action(session, action_id)
            kept = await self._taking_part(session, user, action.session_id)
            day = local_day(now, kept.zone)
            checks.check_action(agreed, min(day, action.due))  # a date that stays may have passed
            agreed = await self._with_practice(session, kept, agreed)
            store = self.actions(session)
            await store.correct(action_id, agreed)
            corrected = await store.get(action_id)
            assert corrected is not None
            await self.nudging.plan(session, action_id, corrected.due)
            key = outgoing.action_key(corrected)
            await self.delivery(session).change(key, render_action(corrected), now)

    async def _open_action(self, session: AsyncSession, action_id: int) -> Action:
        action = await self.actions(session).get(action_id)
        if action is None:
            raise NotFound("This action is no longer in the list.")
        if action.done:
            raise Conflict("It is settled what became of this action, so it stays as it is.")
        return action


def agreed_of(written: Written, writer: str, usual: date) -> Agreed:
    """With what was not said: the writer acts, by the usual date."""
    return Agreed(
        written.what, written.owner or writer, written.due or usual, None, written.measure
    )
