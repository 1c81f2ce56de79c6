"""Setting up a peer session: what the form begins with, what would come of it, and all that follows."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import messages
from bot.domain.deeds import Deed
from bot.domain.people import Practice, Role
from bot.domain.rhythm import Rhythm, next_moment
from bot.domain.schedule import Lateness, Repeating, describe
from bot.domain.sessions import (
    Invitee,
    PeerSession,
    Proposal,
    Setup,
    empty_practices,
    reminders,
    with_people,
)
from bot.domain.sessions.choice import Begun, Choice, Wanted, begin, taken_up
from bot.domain.sessions.preview import Asked, Preview, as_session, is_free_day
from bot.domain.sessions.series import Occurrence, first_of
from bot.domain.times import local_day, weekday_after
from bot.errors import NotFound
from bot.services.context import Context
from bot.services.sessions import checks, outgoing
from bot.services.sessions.base import Sessions
from bot.services.sessions.drafting import choice_in
from bot.services.sessions.proposing import propose
from bot.services.sessions.series import Repeatedly
from bot.services.sessions.timing import REMIND, START, reminder_subject
from storage.comparisons import IndicatorStore
from storage.people import rhythm_of
from storage.sessions.drafts import DraftStore

DAYS_AHEAD = 7  # the date that the form proposes
DEED = Deed.SET_UP_SESSION
ANYTHING = Wanted()
MEETS = (Role.GP, Role.LEAD)
SHOWN = 3  # times of a series in the preview


class SettingUp(Sessions):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.series = Repeatedly(context, self.keep)

    # ---- the form

    async def knows_snippet(self, snippet_id: int) -> bool:
        async with self.context.database.reading() as session:
            return await self.snippet_of(session, snippet_id) is not None

    async def prepare(
        self,
        user: str,
        wanted: Wanted = ANYTHING,
        *,
        take_up: bool | None = None,
    ) -> Begun:
        """What the form opens with. Raises NotAllowed for those who do not organise sessions.

        ``take_up``: whether a draft is taken up; None: where nothing particular is wanted.
        """
        now = self.now()
        async with self.context.database.reading() as session:
            setup = await self._setup(session, user)
            snippet = await self.snippet_of(session, wanted.snippet_id)
            draft = await DraftStore(session, self.workspace_id).get(user)
            channel = snippet.channel if snippet else wanted.channel
            channel = channel or await self.sessions(session).last_channel(user)
            channel = channel or self.usual_channel
            particular = wanted.is_particular
            wanted = replace(wanted, channel=channel)
            indicator = snippet.comparison.indicator if snippet else None
            fresh = begin(setup, wanted, (indicator.key, indicator.name) if indicator else None)
            figures = indicator.name if indicator else None
            if draft is None or not draft.is_of_use(now):
                return Begun(setup, fresh, figures, note=wanted.note)
            if take_up is False or (take_up is None and particular):
                return Begun(setup, fresh, figures, draft.updated_at, note=wanted.note)
            choice = taken_up(choice_in(draft), setup, local_day(now, self.zone))
            choice = replace(choice, channel=choice.channel or wanted.channel)
            figures = await self._figures(session, choice)
            return Begun(setup, choice, figures, draft.updated_at, is_draft=True)

    async def look_again(self, user: str, choice: Choice) -> Begun:
        """What the form shows with that choice."""
        async with self.context.database.reading() as session:
            setup = await self._setup(session, user)
            return Begun(setup, choice, await self._figures(session, choice))

    async def _figures(self, session: AsyncSession, choice: Choice) -> str | None:
        snippet = await self.snippet_of(session, choice.snippet_id)
        return snippet.comparison.indicator.name if snippet else None

    async def _setup(self, session: AsyncSession, user: str) -> Setup:
        people = await self.organiser(session, user, DEED)
        members = await people.members()
        practices = with_people(await people.practices(), members)
        if not practices:
            raise NotFound(
                "No practices are known here yet, so there is nobody to invite. Ask whoever looks "
                "after Peerbot to import them."
            )
        indicators = await IndicatorStore(session, self.workspace_id).with_figures()
        day = weekday_after(local_day(self.now(), self.zone), DAYS_AHEAD)
        named = tuple((each.key, each.name) for each in indicators)
        without = sum(each.has(MEETS) and not each.practices for each in members)
        return Setup(practices, day, self.zone, named, without)

    # ---- the preview

    async def preview(self, user: str, choice: Choice) -> tuple[Asked, Preview]:
        """What would come of it. Raises NotAllowed, and InvalidInput with the field to be mended."""
        now = self.now()
        async with self.context.database.reading() as session:
            people = await self.organiser(session, user, DEED)
            practices = await people.practices()
            rhythm = await rhythm_of(session, self.workspace_id)
            asked = propose(choice, user, practices, now, self.zone, rhythm.calendar)
            proposal = asked.proposal
            checks.check_proposal(
                proposal, _codes(practices), now, self.zone, finding=choice.finding
            )
            invited = await self.invited(session, user, proposal)
            checks.check_somebody_else(invited, user)
        chosen = tuple(each for each in practices if each.ods_code in set(proposal.ods_codes))
        return asked, Preview(
            as_session(proposal, user, self.zone, chosen),
            invited,
            _goes_at(now, rhythm),
            proposal.moved,
            choice.finding,
            describe(asked.pattern, self.zone) if asked.pattern else "",
            _coming(asked.pattern, rhythm, now),
            not choice.finding and is_free_day(proposal.starts_at, self.zone, rhythm.calendar),
            choice.format is None,
        )

    # ---- sending it

    async def send(self, user: str, request: str, choice: Choice) -> None:
        """The form, as it was previewed; its draft is of no use any more. Raises as ``preview``."""
        async with self.context.database.reading() as session:
            practices = await self.people(session).practices()
            calendar = (await rhythm_of(session, self.workspace_id)).calendar
        asked = propose(choice, user, practices, self.now(), self.zone, calendar)
        await self.set_up(user, request, asked.proposal, asked.pattern)

    async def set_up(
        self, user: str, request: str, proposal: Proposal, pattern: Repeating | None = None
    ) -> None:
        """Keep the session, plan its invitations and its times; with a pattern, again and again.

        ``request`` names the form: sent twice, it sets up one session. Raises InvalidInput with
        the field that is to be mended.
        """
        now = self.now()
        async with self.context.database.transaction() as session:
            people = await self.organiser(session, user, DEED)
            practices = _codes(await people.practices())
            checks.check_proposal(proposal, practices, now, self.zone)
            invited = await self.invited(session, user, proposal)
            checks.check_somebody_else(invited, user)
            if pattern is not None:
                await self.series.begin(session, user, request, proposal, pattern)
            else:
                await self.keep(session, user, request, proposal, invited)
            await DraftStore(session, self.workspace_id).forget(user)

    async def keep(
        self,
        session: AsyncSession,
        user: str,
        request: str,
        proposal: Proposal,
        invited: tuple[Invitee, ...],
        note: str = "",
        *,
        announce: bool = True,
    ) -> int | None:
        """Keep a session that was checked, invite its people and plan its times; its id.

        None where this request, sent twice, was kept before: everything is planned already.
        ``note`` is a word more to the lead; without ``announce`` the channel hears nothing yet.
        """
        now = self.now()
        store = self.sessions(session)
        session_id = await store.add(request, proposal, user, self.zone, now)
        if session_id is None:
            return None
        await store.invite(session_id, invited, now)
        kept = await self.found(session, session_id)
        await self._set_times(session, kept)
        if announce:
            await self.delivery(session).plan(outgoing.announcement(kept), now=now)
        planned = await self.delivery(session).plan(
            *outgoing.invitations(kept, invited), now=now, wave=outgoing.wave(kept)
        )
        said = messages.set_up_note(
            kept,
            len(invited) - 1,
            empty_practices(kept, invited),
            planned,
            now,
            moved=proposal.moved,
            announced=announce,
        )
        for_lead = outgoing.for_lead(kept, invited, f"{said} {note}".strip())
        await self.delivery(session).plan(*for_lead, now=now)
        await self.note(session, user, "set up a session", str(session_id))
        return session_id

    async def _set_times(self, session: AsyncSession, kept: PeerSession) -> None:
        schedules = self.schedules(session)
        await schedules.set(START, str(kept.id), kept.starts_at)
        for before in reminders(kept.starts_at, self.now()):
            await schedules.set(
                REMIND,
                reminder_subject(kept.id, before),
                kept.starts_at - before,
                lateness=Lateness.SKIP,
                grace=before,
            )


def _codes(practices: list[Practice]) -> set[str]:
    return {each.ods_code for each in practices}


def _goes_at(now: datetime, rhythm: Rhythm) -> datetime | None:
    """When the first may be written to; None: at once."""
    at = next_moment(now, rhythm)
    return at if at is not None and at > now else None


def _coming(pattern: Repeating | None, rhythm: Rhythm, now: datetime) -> tuple[Occurrence, ...]:
    return tuple(first_of(pattern, rhythm.calendar, now, SHOWN)) if pattern else ()
