"""Rounds of matching: a dry run, changing it by hand, and sending it as sessions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.sessions import matching as blocks
from bot.blocks.sessions.messages import name
from bot.domain.delivery import DirectMessage, Post, Update
from bot.domain.matching import Grouping, Problem, breaks, reasons_for
from bot.domain.matching.rounds import (
    NOT_PLACED,
    Group,
    LeftOut,
    Round,
    RoundState,
    Wanted,
    announcement_key,
    choose_facilitator,
    history_of,
    matching_key,
)
from bot.domain.matching.wishes import Wish
from bot.domain.people import Member, Practice
from bot.domain.sessions import Proposal, Setup, with_people
from bot.domain.times import local_day, weekday_after
from bot.errors import Conflict, InvalidInput, NotFound
from bot.matching.worker import solved
from bot.services.context import Context
from bot.services.screening import refuse_identifiers
from bot.services.sessions import checks
from bot.services.sessions.base import Sessions
from bot.services.sessions.setting_up import SettingUp
from storage.comparisons import IndicatorStore
from storage.preferences import PreferenceStore
from storage.sessions.matching import MatchingStore
from storage.sessions.wishes import WishStore

MAKE = "matching.make"
SEND = "matching.send"
DAYS_AHEAD = 14  # the date that the form proposes
AT_ONCE = 10  # groups that are set up in one transaction
LOOKED_BACK = 12  # rounds
SEEDS = 2**31
DEED = "match practices"


@dataclass(frozen=True, slots=True)
class Known:
    """What a round is made from: the practices asked for, and their people who can be asked."""

    practices: tuple[Practice, ...]
    people: dict[str, list[Member]]
    problem: Problem

    @property
    def names(self) -> dict[str, str]:
        return {each.ods_code: name(each) for each in self.practices}


class Matching(Sessions):
    def __init__(self, context: Context, setting_up: SettingUp) -> None:
        super().__init__(context)
        self.setting_up = setting_up

    def rounds(self, session: AsyncSession) -> MatchingStore:
        return MatchingStore(session, self.workspace_id)

    # ---- asking for a round

    async def prepare(self, user: str, channel: str | None) -> tuple[Setup, str | None]:
        """What the form proposes, and the channel. Raises NotAllowed for who may not organise."""
        async with self.context.database.reading() as session:
            people = await self.organiser(session, user, DEED)
            practices = with_people(await people.practices(), await people.members())
            indicators = await IndicatorStore(session, self.workspace_id).with_figures()
            channel = channel or await self.sessions(session).last_channel(user)
        if len(practices) < 2:
            raise NotFound(
                "There are not two practices here yet, so nobody can be matched. Ask whoever looks "
                "after Peerbot to import them."
            )
        day = weekday_after(local_day(self.now(), self.zone), DAYS_AHEAD)
        named = tuple((each.key, each.name) for each in indicators)
        return Setup(practices, day, self.zone, named), channel

    async def begin(self, user: str, request: str, wanted: Wanted) -> int | None:
        """Have a dry run made; its id, or None if this form was sent before. Raises InvalidInput."""
        now = self.now()
        refuse_identifiers(wanted.topic, ids.SESSION_TOPIC)
        refuse_identifiers(wanted.place, ids.SESSION_PLACE)
        if not wanted.topic:
            raise InvalidInput("Please say what they will meet about.", ids.SESSION_TOPIC)
        if len(wanted.ods_codes) == 1:
            raise InvalidInput(
                "Please choose at least two practices, or none for all of them.",
                ids.SESSION_PRACTICES,
            )
        checks.check_start(wanted.starts_at, now, self.zone)
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            seed = self.context.rng.randrange(SEEDS)
            matching_id = await self.rounds(session).add(request, wanted, user, seed, now)
            if matching_id is not None:
                await self.work_to_do(session).plan(MAKE, str(matching_id), now)
                await self.note(session, user, "asked for a round of matching", str(matching_id))
        return matching_id

    # ---- the dry run, in the background

    async def make(self, subject: str, now: datetime) -> None:
        async with self.context.database.reading() as session:
            asked = await self.rounds(session).get(int(subject))
            if asked is None or asked.state is not RoundState.WORKING:
                return
            known = await self._known(session, asked.wanted)
        grouping = await solved(known.problem, asked.seed)
        groups = [
            self._group(known, number, codes)
            for number, codes in enumerate(grouping.groups, start=1)
        ]
        async with self.context.database.transaction() as session:
            rounds = self.rounds(session)
            if not await rounds.move(asked.id, RoundState.WORKING, RoundState.READY):
                return
            await rounds.put_groups(asked.id, groups, _left_out(known, grouping))
            await self._show(session, asked.id, now)

    async def _known(self, session: AsyncSession, wanted: Wanted) -> Known:
        people = self.people(session)
        chosen = set(wanted.ods_codes)
        practices = [
            each for each in await people.practices() if not chosen or each.ods_code in chosen
        ]
        staff = await self._staff(session, practices, wanted.starts_at)
        met, burden = history_of(await self.rounds(session).history(LOOKED_BACK))
        wishes = WishStore(session, self.workspace_id)
        wanting = await wishes.wishes(wanted.indicator_key) if wanted.indicator_key else {}
        problem = Problem(
            practices=tuple(each for each in practices if staff.get(each.ods_code)),
            what=wanted.what,
            rounds_apart=wanted.rounds_apart,
            met=met,
            apart=frozenset(await wishes.apart()),
            learns=frozenset(code for code, wish in wanting.items() if wish is Wish.LEARN),
            shares=frozenset(code for code, wish in wanting.items() if wish is Wish.SHARE),
            burden=dict(burden),
        )
        return Known(tuple(practices), staff, problem)

    async def _staff(
        self, session: AsyncSession, practices: Iterable[Practice], at: datetime
    ) -> dict[str, list[Member]]:
        """The people of each practice who take part in matching and are back by then."""
        members = await self.people(session).members_of(each.ods_code for each in practices)
        wishes = await PreferenceStore(session, self.workspace_id).many(
            each.slack_user_id for each in members
        )
        staff: dict[str, list[Member]] = {}
        for each in members:
            wish = wishes.get(each.slack_user_id)
            takes_part = wish is None or not (wish.no_matching or wish.is_snoozed(at))
            if each.practice is not None and takes_part:
                staff.setdefault(each.practice.ods_code, []).append(each)
        return staff

    def _group(self, known: Known, number: int, codes: Sequence[str]) -> Group:
        of = {each.ods_code: each for each in known.practices}
        practices = tuple(of[code] for code in codes)
        facilitator = choose_facilitator(practices, known.people, known.problem.burden)
        return Group(
            number,
            practices,
            facilitator.slack_user_id if facilitator else None,
            reasons_for(known.problem, practices, known.names),
        )

    async def _show(self, session: AsyncSession, matching_id: int, now: datetime) -> None:
        """To the lead: one message, changed as the round changes."""
        found = await self._found(session, matching_id)
        message = blocks.render_round(found, self.zone)
        key = matching_key(matching_id)
        deliveries = self.delivery(session)
        await deliveries.plan(DirectMessage(key, found.lead, message), now=now)
        await deliveries.plan(Update(f"{key}:state", key, message), now=now)

    # ---- looking, and changing it by hand

    async def look(self, user: str, matching_id: int) -> Round:
        async with self.context.database.reading() as session:
            await self.organiser(session, user, DEED)
            return await self._found(session, matching_id)

    async def look_to_swap(self, user: str, matching_id: int) -> Round:
        found = await self.look(user, matching_id)
        _check_ready(found)
        return found

    async def swap(self, user: str, matching_id: int, one: str, other: str) -> Round:
        """Let two practices change places. Raises InvalidInput where a rule forbids it."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            found = await self._found(session, matching_id, locked=True)
            _check_ready(found)
            known = await self._known(session, found.wanted)
            changed = _swapped(found, known.problem, one, other)
            groups = [
                self._group(known, each.number, [p.ods_code for p in each.practices])
                if each.number in changed
                else each
                for each in (changed.get(group.number, group) for group in found.groups)
            ]
            await self.rounds(session).put_groups(matching_id, groups, found.left_out)
            await self._show(session, matching_id, now)
            await self.note(session, user, "changed a round of matching", str(matching_id))
            return await self._found(session, matching_id)

    async def anew(self, user: str, matching_id: int) -> Round:
        """Make the dry run again, from another beginning and with what is known by now."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            found = await self._found(session, matching_id, locked=True)
            _check_ready(found)
            seed = self.context.rng.randrange(SEEDS)
            await self.rounds(session).move(matching_id, RoundState.READY, RoundState.WORKING, seed)
            await self.work_to_do(session).plan(MAKE, str(matching_id), now)
            return replace(found, state=RoundState.WORKING, seed=seed)

    async def drop(self, user: str, matching_id: int) -> Round:
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            found = await self._found(session, matching_id, locked=True)
            _check_ready(found)
            await self.rounds(session).move(matching_id, RoundState.READY, RoundState.DROPPED)
            await self.note(session, user, "dropped a round of matching", str(matching_id))
            await self._show(session, matching_id, self.now())
            return replace(found, state=RoundState.DROPPED)

    # ---- sending it

    async def send(self, user: str, matching_id: int) -> Round:
        """Have each group's session set up, in the background; once, whoever presses."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            found = await self._found(session, matching_id, locked=True)
            _check_ready(found)
            if found.wanted.starts_at <= now:
                raise Conflict(
                    "The time that was chosen for these sessions has passed, so nothing was sent. "
                    "Press Drop it and begin again with `/peer match`."
                )
            if not found.groups:
                raise Conflict("There is no group to invite. `/peer match` begins another round.")
            await self.rounds(session).move(matching_id, RoundState.READY, RoundState.SENDING)
            await self.work_to_do(session).plan(SEND, str(matching_id), now)
            await self.note(session, user, "sent a round of matching", str(matching_id))
            return replace(found, state=RoundState.SENDING)

    async def deliver(self, subject: str, now: datetime) -> None:
        """Set up the sessions of a round, some at a time: what broke off goes on where it was."""
        matching_id = int(subject)
        while await self._deliver_some(matching_id, now):
            pass
        async with self.context.database.transaction() as session:
            found = await self._found(session, matching_id, locked=True)
            if found.state is not RoundState.SENDING:
                return
            await self.rounds(session).sent(matching_id, now)
            if any(each.session_id for each in found.groups):
                await self.delivery(session).plan(_announcement(found, self.zone), now=now)
            await self._show(session, matching_id, now)

    async def _deliver_some(self, matching_id: int, now: datetime) -> bool:
        """Whether there may be more."""
        async with self.context.database.transaction() as session:
            found = await self._found(session, matching_id, locked=True)
            if found.state is not RoundState.SENDING:
                return False
            # A practice may be gone since: one alone has nobody to meet.
            waiting = [
                each for each in found.groups if each.session_id is None and len(each.practices) > 1
            ]
            staff = await self._staff(session, found.practices, found.wanted.starts_at)
            for group in waiting[:AT_ONCE]:
                await self._set_up(session, found, group, staff)
            return len(waiting) > AT_ONCE

    async def _set_up(
        self, session: AsyncSession, found: Round, group: Group, staff: dict[str, list[Member]]
    ) -> None:
        takes_part = {
            each.slack_user_id for one in group.practices for each in staff.get(one.ods_code, ())
        }
        proposal = _proposal(found.wanted, group, takes_part)
        invited = tuple(
            each
            for each in await self.invited(session, found.lead, proposal)
            if each.user in takes_part
        )
        session_id = await self.setting_up.keep(
            session,
            found.lead,
            f"{matching_key(found.id)}:{group.number}",
            proposal,
            invited,
            announce=False,
        )
        if session_id is not None:
            await self.rounds(session).set_session(found.id, group.number, session_id)

    async def _found(
        self, session: AsyncSession, matching_id: int, *, locked: bool = False
    ) -> Round:
        found = await self.rounds(session).get(matching_id, locked=locked)
        if found is None:
            raise NotFound("This round is no longer here. `/peer match` begins another.")
        return found


def _announcement(found: Round, zone: str) -> Post:
    return Post(
        announcement_key(found.id),
        found.wanted.channel,
        blocks.render_announcement(found, zone),
        until=found.wanted.starts_at,
        owner=found.lead,
        about=f"the announcement of the peer sessions on {found.wanted.topic}",
    )


def _proposal(wanted: Wanted, group: Group, takes_part: set[str]) -> Proposal:
    """Whoever was to facilitate and takes no part any more is not asked."""
    facilitator = group.facilitator if group.facilitator in takes_part else None
    return Proposal(
        wanted.topic,
        tuple(each.ods_code for each in group.practices),
        wanted.channel,
        wanted.starts_at,
        wanted.minutes,
        wanted.place,
        format=group.format,
        facilitator=facilitator or min(takes_part, default=None),
        indicator_key=wanted.indicator_key,
        why_these=" ".join((*group.reasons.said, *group.reasons.forced)) or None,
    )


def _left_out(known: Known, grouping: Grouping) -> list[LeftOut]:
    left = set(grouping.left_out)
    return [
        LeftOut(each.name, NOT_PLACED)
        for each in known.practices
        if each.ods_code in left or not known.people.get(each.ods_code)
    ]


def _check_ready(found: Round) -> None:
    match found.state:
        case RoundState.WORKING:
            raise Conflict("The groups are being made: they come in a moment.")
        case RoundState.SENDING | RoundState.SENT:
            raise Conflict("This round was sent already, so it stays as it is.")
        case RoundState.DROPPED:
            raise Conflict("This round was dropped. `/peer match` begins another.")


def _swapped(found: Round, problem: Problem, one: str, other: str) -> dict[int, Group]:
    """The two groups as they would be. Raises InvalidInput."""
    mine, theirs = found.group_of(one), found.group_of(other)
    if mine is None or theirs is None:
        raise InvalidInput("One of these practices is in no group any more.", ids.MATCH_SWAP_ONE)
    if mine.number == theirs.number:
        raise InvalidInput(
            "These two are in the same group: please choose practices of two groups.",
            ids.MATCH_SWAP_OTHER,
        )
    practices = {each.ods_code: each for each in found.practices}
    asked = {each.ods_code for each in problem.practices}
    changed = {}
    for group, out, into in ((mine, one, other), (theirs, other, one)):
        members = [each for each in group.practices if each.ods_code != out] + [practices[into]]
        # One sentence for both, so that it does not say who is kept apart from whom.
        if into not in asked or breaks(problem, tuple(each.ods_code for each in members)):
            raise InvalidInput(
                "These two cannot change places as things are now: please try others.",
                ids.MATCH_SWAP_OTHER,
            )
        ordered = tuple(sorted(members, key=lambda each: (each.name, each.ods_code)))
        changed[group.number] = replace(group, practices=ordered)
    return changed
