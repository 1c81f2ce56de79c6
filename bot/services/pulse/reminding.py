"""What time brings to an open round and after it: its number, reminders, and asking for the reply."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.pulse import messages
from bot.domain.ballots import BallotKeys
from bot.domain.pulse import FIRST_NUDGE, SECOND_NUDGE, Group, Round, State, key_prefix, round_in
from bot.domain.rhythm import NO_WISHES, Preference, Rhythm, next_moment
from bot.services.pulse.base import NUDGE, REMINDERS, UseCases
from bot.services.pulse.opening import TOLD_EVERY
from bot.tick import Firing
from storage.people import rhythm_of
from storage.preferences import PreferenceStore
from storage.pulse import PulseStore, Salt

AT_ONCE = 200  # reminders; who answers while these go out is not among the next
AGAIN = timedelta(minutes=1)


class Reminding(UseCases):
    # ---- how many have answered

    async def tell_turnout(self, subject: str, now: datetime) -> datetime | None:
        """Bring the number in an open round's message up to date, every few seconds.

        Planned when it opens, never when somebody answers: no row but the ballot changes then.
        """
        workspace = self.context.workspace
        async with self.context.database.transaction() as session:
            store = self.rounds(session)
            round_ = await store.round(round_in(subject))
            if round_ is None or round_.state is not State.OPEN:
                return None
            turnout = await store.turnout(round_)
            if await store.note_told(round_.id, turnout.answered):
                update = messages.turnout_changed(
                    round_, turnout, workspace.body_name, workspace.time_zone
                )
                await self.delivery(session).plan(update, now=now)
        return now + TOLD_EVERY

    # ---- reminding

    async def begin(self, session: AsyncSession, firing: Firing) -> None:
        round_id = round_in(firing.subject)
        await self.work_to_do(session).plan(
            REMINDERS, f"{key_prefix(round_id)}reminders", firing.now
        )

    async def remind(self, subject: str, now: datetime) -> datetime | None:
        """Remind some of those who have not answered and may be written to now; once each.

        Gives when to look again: soon while there are more, else when the next may be written to.
        """
        async with self.context.database.transaction() as session:
            store = self.rounds(session)
            # Its end waits for this, so that it finds, and deletes, what is planned here.
            round_ = await store.round(round_in(subject), shared=True)
            if round_ is None or not round_.takes_answers(now):
                return None
            silent = await self._silent(store, round_)
            about = f"{key_prefix(round_.id)}remind:"
            silent -= await self.delivery(session).planned_for(about)
            preferences = await PreferenceStore(session, self.workspace_id).many(silent)
            rhythm = await rhythm_of(session, self.workspace_id)
            moments = await asyncio.to_thread(_moments, silent, preferences, rhythm, now)
            ready = sorted(user for user, at in moments.items() if at <= now)
            workspace = self.context.workspace
            message = messages.render_reminder(round_, workspace.body_name, self.zone)
            await self.delivery(session).plan(
                *(messages.reminder(round_, user, message) for user in ready[:AT_ONCE]), now=now
            )
        if len(ready) > AT_ONCE:
            return now + AGAIN
        later = [at for at in moments.values() if now < at < round_.closes_at]
        return min(later, default=None)

    async def _silent(self, store: PulseStore, round_: Round) -> set[str]:
        """Those of the register whose pseudonym is on no ballot."""
        salt = await store.salt(round_.id)
        register = await store.register(round_.id)
        answered = await store.ballot_keys(round_.id)
        secret = self.context.secrets.by_id(salt.secret_id).key
        return await asyncio.to_thread(_without_ballot, round_, secret, salt, register, answered)

    # ---- the reply

    async def nudge(self, session: AsyncSession, firing: Firing) -> None:
        """Ask for "You said, we did", a week after closing and once more."""
        store = self.rounds(session)
        round_ = await store.round(round_in(firing.subject))
        if round_ is None or not round_.answered or await store.reply(round_.id) is not None:
            return
        closed_at = round_.closed_at or round_.closes_at
        days = (SECOND_NUDGE if firing.now >= closed_at + SECOND_NUDGE else FIRST_NUDGE).days
        await self.delivery(session).plan(messages.nudge(round_, days), now=firing.now)
        second = closed_at + SECOND_NUDGE
        if firing.now < second:
            await self.schedules(session).set(NUDGE, firing.subject, second)


def _without_ballot(
    round_: Round,
    secret: bytes,
    salt: Salt,
    register: Sequence[tuple[str, Group]],
    answered: set[bytes],
) -> set[str]:
    keys = BallotKeys(secret, salt.salt, round_.id)
    return {member for member, _ in register if keys.key(member) not in answered}


def _moments(
    users: set[str], preferences: Mapping[str, Preference], rhythm: Rhythm, now: datetime
) -> dict[str, datetime]:
    """When each may be written to; without those who want no reminders, or never may be."""
    found = {}
    for user in users:
        preference = preferences.get(user, NO_WISHES)
        at = None if preference.no_reminders else next_moment(now, rhythm, preference)
        if at is not None:
            found[user] = at
    return found
