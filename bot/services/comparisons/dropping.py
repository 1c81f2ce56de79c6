"""Files that a manager drops on the bot in a direct message: copied from Slack, read, and answered.

Nothing of a file is kept but what is imported of it. Its copy has no name on disk, so that even a killed
process leaves none behind.
"""

import asyncio
import logging
import secrets
import tempfile
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.comparisons import dropped, say_import
from bot.blocks.people import say_people
from bot.blocks.text import either
from bot.domain.comparisons.dropped import AT_ONCE, Drop, file_name
from bot.domain.deeds import Deed, may
from bot.domain.delivery import DirectMessage, Message
from bot.domain.people import Member
from bot.domain.roles import Roles, changes
from bot.downloads import NotHandedOver, SlackAway
from bot.errors import NotAllowed, PeerbotError
from bot.services.comparisons.base import UseCases
from bot.services.comparisons.importing import Importing
from bot.services.context import Context
from bot.services.people import PeopleService, refusal
from bot.sources.files import HEAD, Kind, detect
from bot.sources.people import PeopleFile, Refusal, read_people_file
from storage.events import EventStore
from storage.roles import RoleStore

log = logging.getLogger(__name__)

DROPPED = "comparisons.dropped"  # a kind of work; its subject is a Drop
UNDO = (
    "comparisons.undo"  # a kind of work; its subject is "12:U101:1795510800": import, person, time
)
MOST = 200_000_000  # bytes of one file
PATIENCE = timedelta(minutes=15)  # with Slack, and with what goes wrong on our side
AGAIN = timedelta(seconds=30)
Undo = Callable[[int, str], Awaitable[str]]
"""Takes an import back for somebody, and says in lines what that came to. Raises a sentence."""


class Dropping(UseCases):
    def __init__(self, context: Context, importing: Importing, undo: Undo) -> None:
        super().__init__(context)
        self.importing = importing
        self.undo = undo

    # ---- in

    async def take(self, event_id: str, user: str, files: Sequence[tuple[str, str | None]]) -> None:
        """Say that they are read, and have them read; or kindly that this person may not.

        ``files`` are Slack's ids and names. The event, the answer and the work are kept together or
        not at all.
        """
        now = self.now()
        taken = files[:AT_ONCE]
        drop = Drop(event_id, user, now, tuple(id for id, _ in taken))
        async with self.context.database.transaction() as session:
            if not await EventStore(session, self.workspace_id).first_time(event_id, now):
                return
            if refused := await self._refusal(session, user, Deed.DROP_FILE):
                await self._say(session, drop, "refused", dropped.render_not_yours(refused))
                return
            names = [file_name(name) for _, name in taken]
            reading = dropped.render_reading(names, len(files) - len(taken))
            await self._say(session, drop, "reading", reading)
            await self.work_to_do(session).plan(DROPPED, drop.to_text(), now)

    async def read(self, subject: str, now: datetime) -> datetime | None:
        """Read what was dropped, each file once; gives when to try again what Slack has not handed over.

        Lists of members come last, since the practices may be in another of the files.
        """
        drop = Drop.from_text(subject)
        late = now >= drop.at + PATIENCE
        left = [each for each in drop.files if not await self._is_answered(drop, each)]
        members: list[str] = []
        done = [
            await self._read_one(drop, each, late, members if len(left) > 1 else None)
            for each in left
        ]
        done += [await self._read_one(drop, each, late) for each in members]
        return None if all(done) else now + AGAIN

    async def _read_one(
        self, drop: Drop, file_id: str, late: bool, put_off: list[str] | None = None
    ) -> bool:
        """Answer for one file; False if it is to be tried again. ``put_off`` takes lists of members."""
        try:
            message = await self._outcome(drop, file_id, put_off)
        except SlackAway as away:
            if not late:
                return False
            name = file_name(away.file_name, drop.any_file)
            message = dropped.render_not_taken(name, dropped.NO_ANSWER)
        except NotHandedOver as refused:
            name = file_name(refused.file_name, drop.any_file)
            message = dropped.render_not_taken(name, str(refused))
        except Exception:
            # The other files of the message must not wait for this one.
            reference = secrets.token_hex(4)
            log.exception("file_not_read reference=%s", reference)
            if not late:
                return False
            sorry = dropped.OUR_FAULT.format(reference=reference)
            message = dropped.render_not_taken(drop.any_file, sorry)
        if message is not None:
            async with self.context.database.transaction() as session:
                await self._say(session, drop, file_id, message)
        return True

    async def _outcome(self, drop: Drop, file_id: str, put_off: list[str] | None) -> Message | None:
        """What came of it, or None if it is put off. Raises NotHandedOver and SlackAway."""
        with tempfile.TemporaryFile() as copy:
            fetched = await self.context.slack.fetch(file_id, copy, MOST)
            name = file_name(fetched, drop.any_file)
            try:
                kind = detect(copy.read(HEAD))
                copy.seek(0)
                if kind is Kind.MEMBERS and put_off is not None:
                    put_off.append(file_id)
                    return None
                return await self._take_in(Path(f"/dev/fd/{copy.fileno()}"), name, kind, drop.user)
            except PeerbotError as refused:
                return dropped.render_not_taken(name, str(refused))

    async def _take_in(self, path: Path, name: str, kind: Kind, user: str) -> Message:
        """What came of it. Raises a sentence."""
        if kind in (Kind.PRACTICES, Kind.MEMBERS):
            people = await asyncio.to_thread(read_people_file, path, name, kind)
            said = await self._take_in_people(people, user)
            return dropped.render_taken(name, f"{name}: a list of {kind}.\n{said}", None)
        figures = await self.importing.import_file(path, name, user)
        return dropped.render_taken(name, say_import(figures), figures.number)

    async def _take_in_people(self, file: PeopleFile, user: str) -> str:
        async with self.context.database.reading() as session:
            named = [member.slack_user_id for _, member in file.members]
            own = await RoleStore(session, self.workspace_id).own(named)
            actor = await self.people(session).member(user)
        file = within_rights(file, own, actor)
        return say_people(await PeopleService(self.context).take_in(file, user))

    # ---- and out again

    async def ask_to_undo(self, user: str, import_id: int) -> None:
        """Have an import taken back, which may take a while. Raises NotAllowed."""
        async with self.context.database.transaction() as session:
            if refused := await self._refusal(session, user, Deed.UNDO_IMPORT):
                raise NotAllowed(refused)
            subject = (
                f"{import_id}:{user}:{int(self.now().timestamp())}"  # two quick clicks are one
            )
            await self.work_to_do(session).plan(UNDO, subject, self.now())

    async def take_back(self, subject: str, now: datetime) -> None:
        """Take it back, and say what that came to; or why it cannot be."""
        import_id, user, _ = subject.split(":")
        try:
            said = await self.undo(int(import_id), user)
        except PeerbotError as refused:
            said = str(refused)
        answer = DirectMessage(f"undone:{subject}", user, dropped.render_said(said))
        async with self.context.database.transaction() as session:
            await self.delivery(session).plan(answer, now=now)

    # ---- helpers

    async def _refusal(self, session: AsyncSession, user: str, deed: Deed) -> str | None:
        """Why this person may not, and who can; None if they may."""
        people = self.people(session)
        member = await people.member(user)
        if may(member, deed):
            return None
        return await refusal(people, deed)

    async def _is_answered(self, drop: Drop, file_id: str) -> bool:
        async with self.context.database.reading() as session:
            return await self.delivery(session).state(f"{drop.key}{file_id}") is not None

    async def _say(self, session: AsyncSession, drop: Drop, what: str, message: Message) -> None:
        answer = DirectMessage(f"{drop.key}{what}", drop.user, message)
        await self.delivery(session).plan(answer, now=self.now())


def within_rights(file: PeopleFile, own: Mapping[str, Roles], actor: Member | None) -> PeopleFile:
    """Without the rows that give or take a role, unless this person may do that.

    ``own`` has the roles that people have by their own name. Whoever may drop a file may give roles as
    things stand; they may have lost that before it is read.
    """
    if may(actor, Deed.GIVE_ROLES):
        return file
    whose = either([role.words for role in Deed.GIVE_ROLES.roles])
    changing = {
        row for row, member in file.members if changes(own, {member.slack_user_id: member.roles})
    }
    why = f"only a {whose} can say who has which role"
    return replace(
        file,
        members=tuple(each for each in file.members if each[0] not in changing),
        refused=tuple(sorted((*file.refused, *(Refusal(row, why) for row in changing)))),
    )
