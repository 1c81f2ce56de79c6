"""Forgetting somebody: others take over, what is theirs goes, and their name goes from what stays."""

import contextlib
import logging
import secrets as random_source
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.rights import forgetting as say
from bot.blocks.text import when
from bot.domain.ballots import BallotKeys, Unreadable
from bot.domain.deeds import Deed, may
from bot.domain.people import NOBODY
from bot.domain.pulse import Round
from bot.domain.rights.keeping import Kind, kept_days
from bot.domain.rights.leaving import Leaving, is_last_administrator, pulse_heir, session_heir
from bot.domain.sessions import Answer
from bot.errors import ConfigurationError, Conflict, PeerbotError
from bot.services.context import Context
from bot.services.rights.files import File, FileUseCases
from storage.erasing import erase_deleted
from storage.people import workspace_of
from storage.pulse import PlanStore, PulseStore
from storage.rights import Forgetter
from storage.schema.concerns import ConcernLineRow
from storage.schema.meetings import NoteRow
from storage.sessions import SessionStore

log = logging.getLogger(__name__)

FORGET = "rights.forget"  # kinds of work; their subject is the person
FAREWELL = "rights.farewell"
ERASE = "rights.erase"  # its subject is empty
SOON = timedelta(seconds=5)  # until the bytes may be erased after all
SEALED_BYTES = (NoteRow, ConcernLineRow)
MOST_ASKED = 3  # of those who can name another to hear concerns
SOMEBODY, WERE_FORGOTTEN = "somebody", "was forgotten, as they asked"

PassOn = Callable[[str], Awaitable[object]]
"""Gives what somebody looks after to others, as when their account is switched off."""
SayNo = Callable[[str, int, Answer], Awaitable[object]]
"""Answers the invitation to a session, by its id, in their place."""


async def nothing(_user: str, _session_id: int, _answer: Answer) -> None:
    return None


class Forgetting(FileUseCases):
    """``pass_on`` is done first, each in its own transaction: done again, it does no harm."""

    def __init__(
        self, context: Context, pass_on: Sequence[PassOn] = (), say_no: SayNo = nothing
    ) -> None:
        super().__init__(context)
        self.pass_on = pass_on
        self.say_no = say_no

    async def prepare(self, user: str) -> Leaving:
        """What the form says before anything is done."""
        async with self.context.database.reading() as session:
            return await self._leaving(session, user)

    async def ask(self, user: str) -> None:
        """Have it done at once, in the background. Raises Conflict where something has to be done first."""
        leaving = await self.prepare(user)
        if leaving.blocked:
            raise Conflict(leaving.blocked)
        await self.ask_for(FORGET, user)

    async def forget(self, user: str, now: datetime) -> datetime | None:
        """Pass on, then forget in one transaction; a last message and the erasing of bytes follow."""
        try:
            leaving = await self.prepare(user)
            if leaving.blocked:
                raise Conflict(leaving.blocked)
            await self._decline(user, now)
            for each in self.pass_on:
                await each(user)
            await self._forget(user)
        except Conflict as error:  # it has changed since they asked
            async with self.context.database.transaction() as session:
                told = say.not_yet(user, str(error), int(now.timestamp()))
                await self.delivery(session).plan(told, now=now)
        else:
            log.info("somebody_forgotten")
        return None

    async def _decline(self, user: str, now: datetime) -> None:
        """They come to nothing any more: whoever waits for a place has it, and who is in charge knows."""
        async with self.context.database.reading() as session:
            store = SessionStore(session, self.workspace_id)
            ids = [each.id for each in await store.upcoming(now)]
            invited = await store.invitees_of(ids)
        for session_id, people in invited.items():
            if any(each.user == user and each.answer not in (None, Answer.NO) for each in people):
                with contextlib.suppress(PeerbotError):
                    await self.say_no(user, session_id, Answer.NO)

    async def _forget(self, user: str) -> None:
        now, alias = self.now(), f"{NOBODY}-{random_source.token_hex(6)}"
        async with self.context.database.transaction() as session:
            forgetter = Forgetter(session, self.workspace_id, user, alias)
            leaving = await self._leaving(session, user)
            if leaving.blocked:
                raise Conflict(leaving.blocked)
            for round_ in await forgetter.asked_in():
                await self._cut_off(session, forgetter, round_, alias)
            if leaving.session_heir and (leaving.sessions or leaving.organises):
                await forgetter.give_to(leaving.session_heir)
                told = say.to_heir(leaving.session_heir, alias, list(leaving.sessions))
                await self.delivery(session).plan(told, now=now)
            if leaving.hears_concerns:
                await self._unname(session, alias)
            withdrawn = [say.withdrawn(*each) for each in await forgetter.concerns_raised()]
            await self.delivery(session).plan(*withdrawn, now=now)
            await session.flush()
            await forgetter.forget()
            await self.note(session, SOMEBODY, WERE_FORGOTTEN, "")
            work = self.work_to_do(session)
            await work.plan(FAREWELL, user, now)
            await work.plan(ERASE, "", now)

    async def _unname(self, session: AsyncSession, alias: str) -> None:
        """Nobody hears concerns any more: those who can name another are asked to."""
        people = self.people(session)
        arranged = (await people.for_change()).arrangements
        await people.arrange(replace(arranged, concerns_to="", concerns_as=""))
        others = [
            each.slack_user_id
            for each in await people.members()
            if may(each, Deed.SET_UP) and each.slack_user_id != arranged.concerns_to
        ]
        told = [say.nobody_hears(each, alias) for each in others[:MOST_ASKED]]
        await self.delivery(session).plan(*told, now=self.now())

    async def _cut_off(
        self, session: AsyncSession, forgetter: Forgetter, round_: Round, alias: str
    ) -> None:
        """Take their place in an open pulse: the count stays, and the answer is nobody's any more.

        Taking the answer out, or the place, would change numbers that everybody sees, and so show
        whether this person had answered.
        """
        store = PulseStore(session, self.workspace_id)
        salt = await store.salt(round_.id)
        try:
            secret = self.context.secrets.by_id(salt.secret_id)
        except ConfigurationError:
            await forgetter.cut_off(round_.id, b"", None)  # nobody can open that ballot, or link it
            return
        keys = BallotKeys(secret.key, salt.salt, round_.id)
        key, other = keys.key(forgetter.user), keys.key(alias)
        sealed = await store.sealed(round_.id, key)
        instead = None
        if sealed is not None:
            with contextlib.suppress(Unreadable):
                answers = keys.open(key, round_.questions, sealed)
                instead = (other, keys.seal(other, round_.questions, answers))
        await forgetter.cut_off(round_.id, key, instead)

    async def _leaving(self, session: AsyncSession, user: str) -> Leaving:
        forgetter = Forgetter(session, self.workspace_id, user, NOBODY)
        members = await self.people(session).members()
        arranged = (await workspace_of(session, self.workspace_id)).arrangements
        asking = await PulseStore(session, self.workspace_id).asking(user)
        plans = await PlanStore(session, self.workspace_id).under_way(user)
        return Leaving(
            asked=len(asking),
            pulses=bool(plans) or await forgetter.owns_open_pulses(),
            sessions=tuple(topic for _, topic in await forgetter.led()),
            organises=await forgetter.leads_more(),
            hears_concerns=arranged.concerns_to == user,
            is_last_administrator=is_last_administrator(members, user),
            pulse_heir=pulse_heir(members, user),
            session_heir=session_heir(members, user),
            audit_days=kept_days(Kind.AUDIT, arranged.kept),
            concern_days=kept_days(Kind.CONCERNS, arranged.kept),
        )

    # ---- afterwards

    async def farewell(self, user: str, now: datetime) -> datetime | None:
        """A last message, of which nothing is kept here: a file, with a word, at most once."""
        async with self.context.database.transaction() as session:
            await self.work_to_do(session).forget(FAREWELL, user)
            arranged = (await workspace_of(session, self.workspace_id)).arrangements
        leaving = Leaving(
            audit_days=kept_days(Kind.AUDIT, arranged.kept),
            concern_days=kept_days(Kind.CONCERNS, arranged.kept),
            asked=0,
        )
        name = self.context.workspace.body_name
        text = say.receipt(leaving, name, when(now, self.zone))
        file = File(say.RECEIPT_NAME, say.TITLE, text.encode(), say.LAST_WORDS)
        with contextlib.suppress(PeerbotError):  # else it would have to be kept who it is for
            await self.context.slack.share(user, file.name, file.title, file.content, file.words)
        return None

    async def erase(self, _subject: str, now: datetime) -> datetime | None:
        """The bytes of sealed notes, from the database's files as well."""
        done = await erase_deleted(self.context.database, SEALED_BYTES)
        return None if done else now + SOON
