"""People's own CPD notes: written, read, taken away and deleted by their owner, and by nobody else."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.sessions import notes as words
from bot.blocks.sessions.notes import NoteForm
from bot.directory import NotShared
from bot.domain.delivery import DirectMessage, Message
from bot.domain.rights.keeping import Kind, kept_for
from bot.domain.sessions.notes import (
    CHANGE_MAX,
    IMPACT_MAX,
    LEARNED_MAX,
    QUARTERS_MAX,
    TITLE_MAX,
    KeptNote,
    Note,
    proposed_quarters,
)
from bot.domain.sessions.sealing import NoteSeal, Unreadable
from bot.domain.times import local_day
from bot.errors import ConfigurationError, Conflict, InvalidInput, NotAllowed, NotFound
from bot.services.screening import refuse_identifiers
from bot.services.sessions.base import Sessions
from storage.sessions import NoteStore, OutcomeStore, SealedNote

NOTE_FILE = "session.note"  # a kind of work; its subject is the note's id and its owner
SEALED_AT_ONCE = 200


class Notes(Sessions):
    def notes(self, session: AsyncSession) -> NoteStore:
        return NoteStore(session, self.workspace_id)

    @property
    def kept_for(self) -> timedelta:
        return kept_for(Kind.NOTES, self.context.workspace.arrangements.kept)

    # ---- writing

    async def prepare(self, user: str, session_id: int) -> NoteForm:
        """What the form begins with: the note that there is, or what is known of the session."""
        async with self.context.database.reading() as session:
            kept = await self.found(session, session_id)
            await self._check_was_there(session, user, session_id)
            sealed = await self.notes(session).about(session_id, user)
        there = self._opened(sealed) if sealed else None
        if there is not None and there.note is not None:
            return self._form(there)
        day = local_day(kept.starts_at, kept.zone)
        note = Note(kept.topic, day, proposed_quarters(kept.minutes))
        deleted_on = local_day(self.now() + self.kept_for, self.zone)
        return NoteForm(note, kept=False, deleted_on=deleted_on, session_id=session_id)

    async def _check_was_there(self, session: AsyncSession, user: str, session_id: int) -> None:
        outcome = await OutcomeStore(session, self.workspace_id).get(session_id)
        if outcome is None or not outcome.met:
            raise Conflict("A CPD note can be written when the group has met.")
        invited = await self.sessions(session).invitees(session_id)
        own = next((each for each in invited if each.user == user), None)
        if own is None:
            raise NotAllowed(
                "CPD notes are for the people of this session. If you came along, ask whoever ticked "
                "who was there to add you."
            )
        if own.attended is False:
            raise Conflict(
                "You are down as not having been there. Press “I was there” under the summary first."
            )

    def _form(self, kept: KeptNote) -> NoteForm:
        assert kept.note is not None
        deleted_on = local_day(self.now() + self.kept_for, self.zone)
        return NoteForm(kept.note, kept.kept, deleted_on, note_id=kept.id)

    async def edit(self, user: str, note_id: int) -> NoteForm:
        kept = await self.read(user, note_id)
        if kept.note is None:
            raise Conflict(words.UNREADABLE)
        return self._form(kept)

    async def save(
        self,
        user: str,
        note: Note,
        *,
        keep: bool,
        session_id: int | None = None,
        note_id: int | None = None,
    ) -> KeptNote:
        """Seal it: a new one about a session, or one in the place of ``note_id``."""
        now = self.now()
        check_note(note)
        if note.day > local_day(now, self.zone):
            raise InvalidInput("This day is still to come.", ids.NOTE_DATE)
        secret = self.context.secrets.current
        sealed = NoteSeal(secret.key, self.workspace_id, user).seal(note)
        async with self.context.database.transaction() as session:
            store = self.notes(session)
            if note_id is not None:
                if not await store.change(note_id, user, sealed, secret.id, now, kept=keep):
                    raise _gone()
            elif session_id is not None:
                await self.found(session, session_id)
                await self._check_was_there(session, user, session_id)
                note_id = await store.put(session_id, user, sealed, secret.id, now, kept=keep)
            else:
                raise _gone()
        return KeptNote(note_id, session_id, note, keep, now, self.kept_for)

    # ---- reading

    async def mine(self, user: str) -> list[KeptNote]:
        """The newest first."""
        async with self.context.database.reading() as session:
            sealed = await self.notes(session).of(user)
        return [self._opened(each) for each in sealed]

    async def for_home(
        self, session: AsyncSession, user: str, few: int
    ) -> tuple[list[KeptNote], int]:
        """The newest of one's own, and how many there are."""
        store = self.notes(session)
        sealed, number = await store.newest(user, few)
        return [self._opened(each) for each in sealed], number

    async def read(self, user: str, note_id: int) -> KeptNote:
        """One's own note; somebody else's is not there."""
        async with self.context.database.reading() as session:
            sealed = await self.notes(session).get(note_id, user)
        if sealed is None:
            raise _gone()
        return self._opened(sealed)

    def _opened(self, sealed: SealedNote) -> KeptNote:
        return KeptNote(
            sealed.id,
            sealed.session_id,
            self._unsealed(sealed),
            sealed.kept,
            sealed.updated_at,
            self.kept_for,
        )

    def _unsealed(self, sealed: SealedNote) -> Note | None:
        """None where its key is gone, or it was changed."""
        try:
            secret = self.context.secrets.by_id(sealed.secret_id)
            return NoteSeal(secret.key, self.workspace_id, sealed.owner).open(sealed.sealed)
        except (ConfigurationError, Unreadable):
            return None

    # ---- taking away, and deleting

    async def ask_for_file(self, user: str, note_id: int) -> KeptNote:
        kept = await self.read(user, note_id)
        if kept.note is None:
            raise Conflict(words.UNREADABLE)
        async with self.context.database.transaction() as session:
            await self.work_to_do(session).plan(NOTE_FILE, f"{note_id}:{user}", self.now())
        return kept

    async def send_file(self, subject: str, now: datetime) -> datetime | None:
        """Share it with its owner, at most once: what is lost on the way can be asked for again."""
        note_id, user = subject.split(":")
        async with self.context.database.transaction() as session:
            sealed = await self.notes(session).get(int(note_id), user)
            await self.work_to_do(session).forget(NOTE_FILE, subject)
        note = self._unsealed(sealed) if sealed else None
        if note is None:
            return None  # deleted meanwhile
        content = words.note_markdown(note).encode()
        said = "Your CPD note, as you asked. Only you can see it."
        try:
            name = words.file_name(note)
            await self.context.slack.share(user, name, name, content, said)
        except NotShared:
            async with self.context.database.transaction() as session:
                sorry = Message(
                    "Slack did not confirm that it took the file of your CPD note. If it is not here, "
                    f"please ask for it again: `{ids.PEER} notes`."
                )
                told = DirectMessage(f"note:{note_id}:{user}:file:{now:%s}", user, sorry)
                await self.delivery(session).plan(told, now=now)
        return None

    async def delete(self, user: str, note_id: int) -> None:
        async with self.context.database.transaction() as session:
            if not await self.notes(session).delete(note_id, user):
                raise _gone()

    # ---- when the secret changes

    async def seal_anew(self) -> int:
        """Seal some of the notes of older secrets with the newest, so that those can go; how many."""
        secret = self.context.secrets.current
        done = 0
        async with self.context.database.transaction() as session:
            store = self.notes(session)
            for sealed in await store.sealed_before(secret.id, SEALED_AT_ONCE):
                note = self._unsealed(sealed)
                if note is not None:
                    anew = NoteSeal(secret.key, self.workspace_id, sealed.owner).seal(note)
                    await store.seal_anew(sealed, anew, secret.id)
                    done += 1
        return done


def check_note(note: Note) -> None:
    """Raises InvalidInput under the field that is to be mended."""
    if not note.title:
        raise InvalidInput("Please give it a title.", ids.NOTE_TITLE)
    if not note.learned:
        raise InvalidInput("Please write a sentence of what you learned.", ids.NOTE_LEARNED)
    if not 1 <= note.quarters <= QUARTERS_MAX:
        raise InvalidInput("Please choose the hours.", ids.NOTE_HOURS)
    for text, most, block_id in (
        (note.title, TITLE_MAX, ids.NOTE_TITLE),
        (note.learned, LEARNED_MAX, ids.NOTE_LEARNED),
        (note.change, CHANGE_MAX, ids.NOTE_CHANGE),
        (note.impact, IMPACT_MAX, ids.NOTE_IMPACT),
    ):
        if len(text) > most:
            raise InvalidInput(f"Please say this in {most:,} characters or fewer.", block_id)
        refuse_identifiers(text, block_id)


def _gone() -> NotFound:
    return NotFound(f"This note is no longer here. `{ids.PEER} notes` shows yours.")
