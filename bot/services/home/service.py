"""Gathers one person's Home tab: one look at the database, in so many statements whatever there is."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.ballots import BallotKeys
from bot.domain.deeds import Deed, may
from bot.domain.home import (
    Home,
    Leading,
    LookingAfter,
    Managing,
    MySession,
    NoteLine,
    Some,
    ToAnswer,
)
from bot.domain.people import Member
from bot.domain.sessions.notes import KeptNote
from bot.domain.times import local_day
from bot.errors import ConfigurationError, PeerbotError
from bot.services.comparisons.showing import Showing
from bot.services.concerns.talking import Talking
from bot.services.context import Context
from bot.services.home.figures import OwnFigures
from bot.services.home.viewers import Viewers
from bot.services.home.wishes import Wishes
from bot.services.joining.base import Joining
from bot.services.people import PeopleService
from bot.services.sessions.notes import Notes
from bot.services.setting_up import SettingUpService
from storage.home import AskedStore, MineStore, OrganisingStore, upkeep
from storage.home.answering import Booth
from storage.people import PeopleStore, workspace_of
from storage.preferences import PreferenceStore
from storage.roles import RoleStore

NOTES_SHOWN = 2


class HomeService(Wishes):
    def __init__(
        self,
        context: Context,
        showing: Showing,
        notes: Notes,
        people: PeopleService,
        joining: Joining,
        setting_up: SettingUpService,
        concerns: Talking,
    ) -> None:
        super().__init__(context)
        self.notes = notes
        self.people = people
        self.joining = joining
        self.setting_up = setting_up
        self.concerns = concerns
        self.figures = OwnFigures(showing)
        self.viewers = Viewers()

    async def look(self, user: str) -> Home:
        """Everything on it. A guest, or somebody of another Slack, is told so by Slack alone."""
        async with self.context.database.reading() as session:
            home = await self._gather(session, user)
        if home.member is None:
            home = replace(home, visitor=await self._is_visitor(user))
        if home.may_begin:
            home = replace(home, may_begin=await self.people.runs_slack(user))
        return home

    async def _is_visitor(self, user: str) -> bool:
        """Slack is asked about those only whom the group does not know."""
        try:
            profile = await self.context.slack.profile(user)
        except PeerbotError:
            return False
        return profile is not None and not profile.can_be_member

    async def _gather(self, session: AsyncSession, user: str) -> Home:
        """The one place that knows what is on the tab: what a feature adds is read here."""
        now, here = self.context.clock.now(), self.workspace_id
        workspace = await workspace_of(session, here)
        member = await PeopleStore(session, here).member(user)
        mine = MineStore(session, here, user)
        return Home(
            user,
            workspace.body_name,
            now,
            workspace.rhythm,
            member,
            preference=await PreferenceStore(session, here).get(user),
            to_answer=await self._to_answer(session, user, workspace.rhythm.zone),
            sessions=await self._sessions(mine, member),
            actions=await mine.actions(),
            standing=await self.joining.for_home(session, user, member),
            checklist=await self.setting_up.for_home(session, member),
            may_begin=not may(member, Deed.SET_UP)
            and not await RoleStore(session, here).is_taken(Deed.SET_UP.roles),
            concerns=tuple(await self.concerns.for_home(session, user)),
            figures=await self.figures.for_home(session, user, member),
            waiting=await mine.waiting(now),
            notes=await self._notes(session, user),
            leading=await self._leading(session, user, member, workspace.rhythm.zone),
            managing=await self._managing(session, user, member, workspace.rhythm.zone),
            looking_after=await self._looking_after(session, member),
        )

    # ---- to answer

    async def _to_answer(self, session: AsyncSession, user: str, zone: str) -> ToAnswer:
        now, asked = self.context.clock.now(), AskedStore(session, self.workspace_id, user)
        pulses = await asked.pulses(now)
        answered = await asked.ballots(self._keys(pulses, user))
        open_ones = [each.asked for each in pulses if each.asked.round_id not in answered]
        done = [each.asked for each in pulses if each.asked.round_id in answered]
        return ToAnswer(
            invited=await asked.invitations(now),
            pulses=Some(tuple(open_ones), pulses.number - len(done)),
            votes=await asked.votes(now),
            met=await asked.did_they_meet(now),
            figures=await asked.figures(),
            barriers=await asked.barriers(zone),
            answered=tuple(replace(each, answered=True) for each in done),
        )

    def _keys(self, booths: Some[Booth], user: str) -> list[tuple[int, bytes]]:
        """The pseudonyms of this person, for as long as it takes to ask whether there is a ballot.

        They are told on their own tab only, as their own last answers are when they open the questions.
        """
        keys = []
        for each in booths:
            try:
                secret = self.context.secrets.by_id(each.salt.secret_id)
            except ConfigurationError:
                continue
            ballot_keys = BallotKeys(secret.key, each.salt.salt, each.asked.round_id)
            keys.append((each.asked.round_id, ballot_keys.key(user)))
        return keys

    # ---- one's own

    async def _sessions(self, mine: MineStore, member: Member | None) -> Some[MySession]:
        """With what was said to the invitations, for who leads them."""
        found = await mine.sessions(self.context.clock.now())
        if not may(member, Deed.SET_UP_SESSION):
            return found
        led = [each.id for each in found if each.led]
        said, meet = await mine.answers(led), await mine.practices(led)
        shown = tuple(
            replace(
                each,
                answers=said[each.id][0],
                coming=said[each.id][1],
                practices=meet.get(each.id, ()),
            )
            if each.id in said
            else each
            for each in found
        )
        return Some(shown, found.number)

    async def _notes(self, session: AsyncSession, user: str) -> Some[NoteLine]:
        kept, number = await self.notes.for_home(session, user, NOTES_SHOWN)
        return Some(tuple(_line(each) for each in kept), number)

    # ---- by what one may do

    async def _leading(
        self, session: AsyncSession, user: str, member: Member | None, zone: str
    ) -> Leading | None:
        if not may(member, Deed.SET_UP_SESSION):
            return None
        store = OrganisingStore(session, self.workspace_id, user)
        today = local_day(self.context.clock.now(), zone)
        return Leading(await store.votes(), await store.matching(), await store.overdue(today))

    async def _managing(
        self, session: AsyncSession, user: str, member: Member | None, zone: str
    ) -> Managing | None:
        """All pulses for who may act for others; a lead's own for a lead."""
        if not may(member, Deed.SEE_PULSES):
            return None
        store, now = OrganisingStore(session, self.workspace_id, user), self.context.clock.now()
        every = may(member, Deed.TAKE_OVER_PULSE)
        found = Managing(
            await store.pulses(now, all_of_them=every),
            await store.unreplied(all_of_them=every),
        )
        if may(member, Deed.ANSWER_BARRIERS):
            found = replace(found, barriers=await store.barriers())
        if may(member, Deed.SEE_CHALLENGES):
            number, since = await store.questioned()
            found = replace(found, questioned=number, since=since and local_day(since, zone))
        return found

    async def _looking_after(
        self, session: AsyncSession, member: Member | None
    ) -> LookingAfter | None:
        if not may(member, Deed.SEE_MESSAGES):
            return None
        return await upkeep(session, self.workspace_id, self.context.clock.now())


def _line(kept: KeptNote) -> NoteLine:
    return (
        NoteLine(kept.id, kept.note.title, kept.note.day) if kept.note else NoteLine(kept.id, None)
    )
