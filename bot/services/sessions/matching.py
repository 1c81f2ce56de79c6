"""Rounds of matching: a dry run, looking at it, and changing it by hand."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from bot.blocks import ids
from bot.domain.matching import Grouping, Problem, breaks
from bot.domain.matching.rounds import NOT_PLACED, Group, LeftOut, Round, RoundState, Wanted
from bot.domain.sessions import Setup, with_people
from bot.domain.times import local_day, weekday_after
from bot.errors import InvalidInput, NotFound
from bot.matching.worker import solved
from bot.services.screening import refuse_identifiers
from bot.services.sessions import checks
from bot.services.sessions.matching_base import DEED, MAKE, Known, check_ready
from bot.services.sessions.matching_sending import Sending
from storage.comparisons import IndicatorStore
from storage.people import PeopleStore

DAYS_AHEAD = 14  # the date that the form proposes
SEEDS = 2**31


class Matching(Sending):
    # ---- asking for a round

    async def prepare(self, user: str, channel: str | None) -> tuple[Setup, str | None]:
        """What the form proposes, and the channel. Raises NotAllowed for who may not organise."""
        async with self.context.database.reading() as session:
            people = await self.organiser(session, user, DEED)
            practices = with_people(await people.practices(), await people.members())
            indicators = await IndicatorStore(session, self.workspace_id).with_figures()
            channel = channel or await self.sessions(session).last_channel(user)
            channel = channel or self.usual_channel
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
            people = await self.organiser(session, user, DEED)
            await _check_facilitators(people, wanted.facilitators)
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
            known = await self.known(session, asked.wanted)
        grouping = await solved(known.problem, asked.seed)
        made = [
            self.group(known, number, codes)
            for number, codes in enumerate(grouping.groups, start=1)
        ]
        groups = self.with_facilitators(known, made)
        same = bool(asked.groups) and _who(asked.groups) == _who(groups)
        async with self.context.database.transaction() as session:
            rounds = self.rounds(session)
            if not await rounds.move(asked.id, RoundState.WORKING, RoundState.READY):
                return
            await rounds.put_groups(asked.id, groups, _left_out(known, grouping), same=same)
            await self.show(session, asked.id, now)

    # ---- looking, and changing it by hand

    async def look(self, user: str, matching_id: int) -> Round:
        async with self.context.database.reading() as session:
            await self.organiser(session, user, DEED)
            return await self.found_round(session, matching_id)

    async def look_to_swap(self, user: str, matching_id: int) -> Round:
        found = await self.look(user, matching_id)
        check_ready(found)
        return found

    async def swap(self, user: str, matching_id: int, one: str, other: str) -> Round:
        """Let two practices change places. Raises InvalidInput where a rule forbids it."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            found = await self.found_round(session, matching_id, locked=True)
            check_ready(found)
            known = await self.known(session, found.wanted)
            changed = _swapped(found, known.problem, one, other)
            groups = [
                self.group(known, each.number, [p.ods_code for p in each.practices], by_hand=True)
                if each.number in changed
                else each
                for each in (changed.get(group.number, group) for group in found.groups)
            ]
            groups = self.with_facilitators(known, [*groups])
            await self.rounds(session).put_groups(matching_id, groups, found.left_out)
            await self.show(session, matching_id, now)
            await self.note(session, user, "changed a round of matching", str(matching_id))
            return await self.found_round(session, matching_id)

    async def anew(self, user: str, matching_id: int) -> Round:
        """Make the dry run again, from another beginning and with what is known by now."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            found = await self.found_round(session, matching_id, locked=True)
            check_ready(found)
            seed = self.context.rng.randrange(SEEDS)
            await self.rounds(session).move(matching_id, RoundState.READY, RoundState.WORKING, seed)
            await self.work_to_do(session).plan(MAKE, str(matching_id), now)
            return replace(found, state=RoundState.WORKING, seed=seed)

    async def drop(self, user: str, matching_id: int) -> Round:
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            found = await self.found_round(session, matching_id, locked=True)
            check_ready(found)
            await self.rounds(session).move(matching_id, RoundState.READY, RoundState.DROPPED)
            await self.note(session, user, "dropped a round of matching", str(matching_id))
            await self.show(session, matching_id, self.now())
            return replace(found, state=RoundState.DROPPED)


async def _check_facilitators(people: PeopleStore, wanted: Collection[str]) -> None:
    """Raises InvalidInput for somebody who is no member here."""
    here = {each.slack_user_id for each in await people.members(wanted)}
    if not here.issuperset(wanted):
        raise InvalidInput(
            "Only members whom I know can facilitate, and one of these is none. Please leave them "
            "out, or ask whoever looks after Peerbot to add them.",
            ids.MATCH_FACILITATORS,
        )


def _who(groups: Iterable[Group]) -> set[frozenset[str]]:
    return {frozenset(each.ods_code for each in group.practices) for group in groups}


def _left_out(known: Known, grouping: Grouping) -> list[LeftOut]:
    left = set(grouping.left_out)
    return [
        LeftOut(each.name, NOT_PLACED)
        for each in known.practices
        if each.ods_code in left or not known.people.get(each.ods_code)
    ]


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
