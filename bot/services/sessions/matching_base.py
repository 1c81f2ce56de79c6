"""What the use cases of matching share: a round, what it is made from, and the lead's message."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import matching as blocks
from bot.blocks.sessions.messages import name
from bot.domain.deeds import Deed
from bot.domain.delivery import DirectMessage, Update
from bot.domain.matching import Pair, Problem, reasons_for
from bot.domain.matching.rounds import (
    Group,
    Round,
    RoundState,
    Wanted,
    choose_facilitator,
    history_of,
    matching_key,
    share_out,
)
from bot.domain.matching.wishes import Wish
from bot.domain.people import Member, Practice
from bot.errors import Conflict, NotFound
from bot.services.sessions.base import Sessions
from storage.preferences import PreferenceStore
from storage.sessions.matching import MatchingStore
from storage.sessions.wishes import WishStore

MAKE = "matching.make"
SEND = "matching.send"
LOOKED_BACK = 12  # rounds
REMEMBERED = timedelta(days=365)  # meetings beside rounds
DEED = Deed.MATCH


@dataclass(frozen=True, slots=True)
class Known:
    """What a round is made from: the practices asked for, and their people who can be asked."""

    practices: tuple[Practice, ...]
    people: dict[str, list[Member]]
    problem: Problem
    lately: frozenset[str] = frozenset()  # whose practice facilitated in the last round
    facilitators: tuple[str, ...] = ()  # whom the lead asked for it, as far as they take part

    @property
    def names(self) -> dict[str, str]:
        return {each.ods_code: name(each) for each in self.practices}


class MatchingBase(Sessions):
    def rounds(self, session: AsyncSession) -> MatchingStore:
        return MatchingStore(session, self.workspace_id)

    async def found_round(
        self, session: AsyncSession, matching_id: int, *, locked: bool = False
    ) -> Round:
        found = await self.rounds(session).get(matching_id, locked=locked)
        if found is None:
            raise NotFound("This round is no longer here. `/peer match` begins another.")
        return found

    async def known(self, session: AsyncSession, wanted: Wanted) -> Known:
        people = self.people(session)
        chosen = set(wanted.ods_codes)
        practices = [
            each for each in await people.practices() if not chosen or each.ods_code in chosen
        ]
        staff = await self.staff(session, practices, wanted.starts_at)
        past = await self.rounds(session).history(LOOKED_BACK)
        meetings = await self.rounds(session).meetings(self.now() - REMEMBERED)
        met, burden = history_of(past, meetings)
        wishes = WishStore(session, self.workspace_id)
        wanting = await wishes.wishes(wanted.indicator_key) if wanted.indicator_key else {}
        problem = Problem(
            practices=tuple(each for each in practices if staff.get(each.ods_code)),
            what=wanted.what,
            rounds_apart=wanted.rounds_apart,
            met=met,
            apart=frozenset(await wishes.apart()) | sharing(staff),
            learns=frozenset(code for code, wish in wanting.items() if wish is Wish.LEARN),
            shares=frozenset(code for code, wish in wanting.items() if wish is Wish.SHARE),
            burden=dict(burden),
        )
        here = [each.slack_user_id for each in await people.members(wanted.facilitators)]
        asked = await self.takes_part(session, here, wanted.starts_at)
        return Known(
            tuple(practices),
            staff,
            problem,
            past[0].facilitated if past else frozenset(),
            tuple(each for each in wanted.facilitators if each in asked),
        )

    async def staff(
        self, session: AsyncSession, practices: Iterable[Practice], at: datetime
    ) -> dict[str, list[Member]]:
        """The people of each practice who take part in matching and are back by then."""
        members = await self.people(session).members_of(each.ods_code for each in practices)
        asked = await self.takes_part(session, [each.slack_user_id for each in members], at)
        staff: dict[str, list[Member]] = {}
        for each in members:
            if each.practice is not None and each.slack_user_id in asked:
                staff.setdefault(each.practice.ods_code, []).append(each)
        return staff

    async def takes_part(
        self, session: AsyncSession, users: Sequence[str], at: datetime
    ) -> set[str]:
        """Those of these people who have not opted out and are back by then."""
        wishes = await PreferenceStore(session, self.workspace_id).many(users)
        away = {user for user, wish in wishes.items() if wish.no_matching or wish.is_snoozed(at)}
        return set(users) - away

    def group(
        self, known: Known, number: int, codes: Sequence[str], *, by_hand: bool = False
    ) -> Group:
        of = {each.ods_code: each for each in known.practices}
        practices = tuple(of[code] for code in codes)
        facilitator = choose_facilitator(
            practices,
            known.people,
            known.problem.burden,
            lately=known.lately,
            wanted=known.facilitators,
        )
        return Group(
            number,
            practices,
            facilitator.slack_user_id if facilitator else None,
            reasons_for(known.problem, practices, known.names, by_hand=by_hand),
            people=sum(len(known.people.get(code, ())) for code in codes),
        )

    def with_facilitators(self, known: Known, groups: Sequence[Group]) -> list[Group]:
        """Whom the lead asked for and who is in no group comes to one that has nobody of them."""
        present = {
            member.slack_user_id
            for group in groups
            for practice in group.practices
            for member in known.people.get(practice.ods_code, ())
        }
        return share_out(groups, known.facilitators, present)

    async def show(self, session: AsyncSession, matching_id: int, now: datetime) -> None:
        """To the lead: one message, changed as the round changes."""
        found = await self.found_round(session, matching_id)
        message = blocks.render_round(found, self.zone)
        key = matching_key(matching_id)
        deliveries = self.delivery(session)
        planned = await deliveries.plan(DirectMessage(key, found.lead, message), now=now)
        if not planned.new:
            # Whatever the row says: what stands in Slack may be what a pressed button showed.
            await deliveries.plan(Update(f"{key}:state", key, message), now=now)


def sharing(staff: Mapping[str, Iterable[Member]]) -> frozenset[Pair]:
    """The practices of which some people work at the same third one, or at each other."""
    at: dict[str, set[str]] = {}
    for main, people in staff.items():
        for each in people:
            for practice in each.practices:
                at.setdefault(practice.ods_code, set()).add(main)
    return frozenset(
        frozenset(pair) for mains in at.values() for pair in combinations(sorted(mains), 2)
    )


def check_ready(found: Round) -> None:
    match found.state:
        case RoundState.WORKING:
            raise Conflict("The groups are being made: they come in a moment.")
        case RoundState.SENDING | RoundState.SENT:
            raise Conflict("This round was sent already, so it stays as it is.")
        case RoundState.DROPPED:
            raise Conflict("This round was dropped. `/peer match` begins another.")
