"""After a session: did the group meet, who was there, and the summary for all of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.sessions import after as said
from bot.domain.delivery import DirectMessage, Message, Reply
from bot.domain.sessions import PeerSession
from bot.domain.sessions.after import (
    FEEDBACK_AFTER,
    UNSAID_AFTER,
    Aftermath,
    Feedback,
    Summary,
    facilitates,
    may_say,
    presumed,
    working_days_after,
)
from bot.domain.sessions.choice import Begun, Wanted
from bot.errors import Conflict, InvalidInput, NotAllowed
from bot.services.sessions.outgoing import THREAD, key
from bot.services.sessions.setting_up import SettingUp
from bot.services.sessions.summing_up import SUMMARY, SummingUp
from bot.tick import Firing
from storage.people import rhythm_of

UNSAID = "session.unsaid"  # kinds of schedules; their subject is the session's id
FEEDBACK = "session.feedback"
MET = "met"  # names of messages
NOBODY_SAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Said:
    """How the question looks now, and whether this person may tick who was there."""

    message: Message
    may_tick: bool


@dataclass(frozen=True, slots=True)
class ToTick:
    """What the list of who was there begins with."""

    session: PeerSession
    ticked: tuple[str, ...]


class After(SummingUp):
    # ---- it is over

    async def begin(self, session: AsyncSession, kept: PeerSession, now: datetime) -> None:
        """Ask whether the group met, in the transaction in which the session is over; once."""
        if not await self.outcomes(session).begin(kept.id, now):
            return
        asked = Reply(
            key(kept.id, MET),
            key(kept.id, THREAD),
            said.render_asked(kept),
            owner=kept.facilitated_by,
            about=f"the question whether you met about {kept.topic}",
        )
        await self.delivery(session).plan(asked, now=now)
        calendar = (await rhythm_of(session, self.workspace_id)).calendar
        at = working_days_after(now, UNSAID_AFTER, calendar, kept.zone)
        await self.schedules(session).set(UNSAID, str(kept.id), at)

    async def ask_facilitator(self, session: AsyncSession, firing: Firing) -> None:
        """Nobody has said whether the group met: the facilitator is asked, once."""
        session_id = int(firing.subject)
        outcome = await self.outcomes(session).get(session_id)
        if outcome is None or outcome.met is not None:
            return
        kept = await self.found(session, session_id)
        asked = DirectMessage(
            key(session_id, NOBODY_SAID),
            kept.facilitated_by,
            said.render_unsaid(kept),
            unasked=True,
            about=f"whether your group met about {kept.topic}",
        )
        await self.delivery(session).plan(asked, now=firing.now)

    # ---- did you meet?

    async def say(self, user: str, session_id: int, met: bool) -> Said:
        """The first tap counts; the facilitator or an organiser can change it."""
        async with self.context.database.transaction() as session:
            kept, outcome = await self._ended(session, session_id, locked=True)
            member = await self.people(session).member(user)
            invited = await self.sessions(session).invitees(session_id)
            if not may_say(kept, invited, user, member):
                raise NotAllowed(
                    "This is for the people who were invited to the session. If you were there, ask "
                    f"<@{kept.facilitated_by}> to tick you."
                )
            leads = facilitates(kept, user, member)
            if outcome.met is None or (outcome.met is not met and leads):
                await self._keep(session, kept, user, met)
            elif outcome.met is not met:
                happened = "met" if outcome.met else "did not meet"
                raise Conflict(
                    f"Somebody has said already that you {happened}. If that is not so, "
                    f"<@{kept.facilitated_by}> can change it."
                )
            first = outcome.met is None or outcome.said_by == user
        return Said(said.render_said(kept, met), met and (leads or first))

    async def _keep(self, session: AsyncSession, kept: PeerSession, user: str, met: bool) -> None:
        now = self.now()
        values = {"met": met, "said_by": user, "said_at": now}
        await self.outcomes(session).change(kept.id, **values)
        await self.schedules(session).cancel(UNSAID, str(kept.id))
        deliveries = self.delivery(session)
        await deliveries.withdraw([key(kept.id, NOBODY_SAID)])
        await deliveries.change(key(kept.id, MET), said.render_said(kept, met), now)
        if met:
            await self.sum_up(session, kept)
        else:
            await self.schedules(session).cancel(FEEDBACK, str(kept.id))
            no_summary = said.render_no_summary(kept)
            await deliveries.change(key(kept.id, SUMMARY), no_summary, now)

    async def again(self, user: str, session_id: int) -> Begun:
        """The form for another time, with what is known. Raises NotAllowed for who organises none."""
        async with self.context.database.reading() as session:
            kept = await self.found(session, session_id)
        wanted = Wanted(
            topic=kept.topic,
            channel=kept.channel,
            snippet_id=kept.snippet_id,
            minutes=kept.minutes,
            format=kept.format,
            ods_codes=tuple(each.ods_code for each in kept.practices),
            finding=True,
            note="This is for another time of the same session.",
        )
        return await SettingUp(self.context).prepare(user, wanted)

    # ---- who was there

    async def prepare_list(self, user: str, session_id: int) -> ToTick:
        async with self.context.database.reading() as session:
            kept = await self._may_tick(session, user, session_id)
            invited = await self.sessions(session).invitees(session_id)
            pressed = await self.outcomes(session).pressed(session_id)
        return ToTick(kept, presumed(invited, pressed))

    async def tick(
        self, user: str, session_id: int, there: tuple[str, ...], guests: tuple[int, ...] = ()
    ) -> None:
        """Keep who was there, for counting; also who came unasked."""
        if not there and not guests:
            raise InvalidInput(
                "Please choose who was there. If nobody was, close this and press “We did not meet”.",
                ids.ATTENDANCE_PEOPLE,
            )
        async with self.context.database.transaction() as session:
            await self._may_tick(session, user, session_id, locked=True)
            store = self.outcomes(session)
            invited = {each.user for each in await self.sessions(session).invitees(session_id)}
            unasked = set(there) - invited
            members = await self.people(session).members(unasked)
            await store.note_attendance(session_id, there, guests)
            await store.add_unasked(session_id, unasked, members)
            await self._plan_feedback(session, await self.found(session, session_id))

    async def correct(self, user: str, session_id: int, there: bool) -> None:
        """What somebody says of themselves."""
        async with self.context.database.transaction() as session:
            kept, _ = await self._met(session, session_id, locked=True)
            if not await self.outcomes(session).correct(session_id, user, there):
                raise NotAllowed(
                    "You were not invited to this session. If you came along, ask "
                    f"<@{kept.facilitated_by}> to tick you."
                )
            await self._plan_feedback(session, kept)

    async def _plan_feedback(self, session: AsyncSession, kept: PeerSession) -> None:
        """Where enough were there it is asked in a while, when the list has been put right."""
        summary = await self.sum_up(session, kept)
        if summary.feedback in (Feedback.SOON, Feedback.TOGETHER):
            at = self.now() + FEEDBACK_AFTER
            await self.schedules(session).set(FEEDBACK, str(kept.id), at)

    # ---- the summary

    async def summary_for(self, user: str, session_id: int) -> Summary:
        """For whoever may read it in the thread anyway."""
        async with self.context.database.reading() as session:
            kept, outcome = await self._met(session, session_id)
            return await self.summary(session, kept, outcome)

    # ---- what must be so

    async def _ended(
        self, session: AsyncSession, session_id: int, *, locked: bool = False
    ) -> tuple[PeerSession, Aftermath]:
        kept = await self.found(session, session_id)
        outcome = await self.outcomes(session).get(session_id, locked=locked)
        if outcome is None:
            raise Conflict("This session is not over yet, so there is nothing to say of it.")
        return kept, outcome

    async def _met(
        self, session: AsyncSession, session_id: int, *, locked: bool = False
    ) -> tuple[PeerSession, Aftermath]:
        kept, outcome = await self._ended(session, session_id, locked=locked)
        if not outcome.met:
            raise Conflict(
                "Nobody has said that this group met. If you did, press “Yes, we met” in its thread "
                "first."
            )
        return kept, outcome

    async def _may_tick(
        self, session: AsyncSession, user: str, session_id: int, *, locked: bool = False
    ) -> PeerSession:
        kept, outcome = await self._met(session, session_id, locked=locked)
        member = await self.people(session).member(user)
        if user != outcome.said_by and not facilitates(kept, user, member):
            raise NotAllowed(
                f"<@{kept.facilitated_by}> ticks who was there. For yourself, press “I was there” or "
                "“I was not there” under the summary."
            )
        return kept
