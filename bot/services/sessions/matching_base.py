"""What the use cases of matching share: a round, what it is made from, and the lead's message."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import matching as blocks
from bot.blocks.sessions.messages import name
from bot.domain.delivery import DirectMessage, Update
from bot.domain.matching import Problem, reasons_for
from bot.domain.matching.rounds import (
    Group,
    Round,
    RoundState,
    Wanted,
    choose_facilitator,
    history_of,
    matching_key,
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

    async def staff(
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

    def group(self, known: Known, number: int, codes: Sequence[str]) -> Group:
        of = {each.ods_code: each for each in known.practices}
        practices = tuple(of[code] for code in codes)
        facilitator = choose_facilitator(practices, known.people, known.problem.burden)
        return Group(
            number,
            practices,
            facilitator.slack_user_id if facilitator else None,
            reasons_for(known.problem, practices, known.names),
        )

    async def show(self, session: AsyncSession, matching_id: int, now: datetime) -> None:
        """To the lead: one message, changed as the round changes."""
        found = await self.found_round(session, matching_id)
        message = blocks.render_round(found, self.zone)
        key = matching_key(matching_id)
        deliveries = self.delivery(session)
        await deliveries.plan(DirectMessage(key, found.lead, message), now=now)
        await deliveries.plan(Update(f"{key}:state", key, message), now=now)


def check_ready(found: Round) -> None:
    match found.state:
        case RoundState.WORKING:
            raise Conflict("The groups are being made: they come in a moment.")
        case RoundState.SENDING | RoundState.SENT:
            raise Conflict("This round was sent already, so it stays as it is.")
        case RoundState.DROPPED:
            raise Conflict("This round was dropped. `/peer match` begins another.")
