"""Calendar files: asked for with a button, made and shared in the background, sent anew on changes."""

import asyncio
from collections.abc import Iterable
from datetime import datetime

from bot.blocks.sessions import changes
from bot.blocks.sessions.calendar import Method, calendar_file
from bot.directory import NotShared
from bot.domain.deeds import Deed
from bot.domain.delivery import DirectMessage
from bot.domain.sessions import COMING, Answer, Invitee, PeerSession, State, ground_rules
from bot.errors import Conflict, NotAllowed
from bot.services.sessions import checks, outgoing
from bot.services.sessions.base import Sessions
from bot.services.sessions.seating import own_of
from storage.work import WorkStore

FILE = "session.calendar"
GUESTS = "guests"


def subject_of(session_id: int, user: str, *, guests: bool = False) -> str:
    """``12:U1``, or ``12:U1:guests`` for the file that is to be sent on."""
    return f"{session_id}:{user}" + (f":{GUESTS}" if guests else "")


async def plan_files(
    work: WorkStore, session: PeerSession, invited: Iterable[Invitee], now: datetime
) -> None:
    """Everybody who took one and might come gets it as it is now."""
    subjects = [
        subject_of(session.id, each.user)
        for each in invited
        if each.calendar_sequence is not None and each.answer is not Answer.NO
    ]
    if session.guests_file_by is not None:
        subjects.append(subject_of(session.id, session.guests_file_by, guests=True))
    await work.plan_all(FILE, subjects, now)


class Calendars(Sessions):
    async def ask_for_file(self, user: str, session_id: int) -> None:
        """Have one's own made. Raises a sentence where one is not coming."""
        async with self.context.database.transaction() as session:
            kept = await self.found(session, session_id)
            checks.check_open_for_answers(kept, self.now())
            own = own_of(await self.sessions(session).invitees(session_id), user)
            if own is None:
                raise NotAllowed(
                    "The calendar file is for those who come. If you would like to, tell "
                    f"<@{kept.lead}>."
                )
            if own.answer not in COMING:
                raise Conflict("The calendar file is for those who come: press Yes or Maybe first.")
            await self.work_to_do(session).plan(FILE, subject_of(session_id, user), self.now())

    async def ask_for_guest_file(self, user: str, session_id: int) -> PeerSession:
        """Have the one made that an organiser sends on to guests."""
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, Deed.TAKE_CALENDAR_FILE)
            kept = await self.found(session, session_id)
            checks.check_open_for_answers(kept, self.now())
            subject = subject_of(session_id, user, guests=True)
            await self.work_to_do(session).plan(FILE, subject, self.now())
            await self.note(session, user, "took a calendar file for guests", str(session_id))
        return kept

    async def send_file(self, subject: str, now: datetime) -> datetime | None:
        """Make the file and share it, at most once: what is lost on the way can be asked for again."""
        session_id, user, *guests = subject.split(":")
        async with self.context.database.transaction() as session:
            store = self.sessions(session)
            kept = await self.found(session, int(session_id))
            own = own_of(await store.invitees(kept.id), user)
            newer = _had(kept, own, user, guests=bool(guests))
            await self.work_to_do(session).forget(FILE, subject)
            if guests:
                await store.change(kept.id, guests_file_by=user)
            else:
                await store.took_calendar_file(kept.id, user, kept.sequence)
        await self._share(kept, own, user, guests=bool(guests), newer=newer, now=now)
        return None

    async def _share(
        self,
        kept: PeerSession,
        own: Invitee | None,
        user: str,
        *,
        guests: bool,
        newer: bool,
        now: datetime,
    ) -> None:
        cancelled = kept.state is State.CANCELLED
        content = await asyncio.to_thread(
            calendar_file,
            kept,
            now,
            method=Method.CANCEL if cancelled else Method.REQUEST,
            body=self.context.workspace.body_name,
            channel=await self.context.slack.name_of(kept.channel),
            tentative=own is not None and own.answer is Answer.MAYBE,
            for_guests=guests,
            rules=ground_rules(self.context.workspace),
        )
        words = changes.file_words(kept, cancelled=cancelled, newer=newer, guests=guests)
        name = f"peer-session-{kept.id}{'-guests' if guests else ''}.ics"
        try:
            await self.context.slack.share(
                user, name, f"Peer session: {kept.topic}", content, words
            )
        except NotShared:
            told = DirectMessage(
                outgoing.key(kept.id, "file", user, int(now.timestamp())),
                user,
                changes.render_file_not_sent(kept, guests=guests),
            )
            async with self.context.database.transaction() as session:
                await self.delivery(session).plan(told, now=now)


def _had(kept: PeerSession, own: Invitee | None, user: str, *, guests: bool) -> bool:
    """Whether this is a newer one than they have."""
    if guests:
        return kept.guests_file_by is not None and kept.sequence > 0
    return own is not None and own.calendar_sequence not in (None, kept.sequence)
