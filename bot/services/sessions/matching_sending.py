"""Sending a round of matching: each group's session is set up, once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions import matching as blocks
from bot.domain.delivery import Post
from bot.domain.matching import breaks
from bot.domain.matching.rounds import (
    Group,
    Round,
    RoundState,
    Wanted,
    announcement_key,
    matching_key,
)
from bot.domain.sessions import Proposal
from bot.errors import Conflict
from bot.services.context import Context
from bot.services.sessions.matching_base import DEED, SEND, Known, MatchingBase, check_ready
from bot.services.sessions.setting_up import SettingUp

AT_ONCE = 10  # groups that are set up in one transaction


class Sending(MatchingBase):
    def __init__(self, context: Context, setting_up: SettingUp) -> None:
        super().__init__(context)
        self.setting_up = setting_up

    async def send(self, user: str, matching_id: int) -> Round:
        """Have each group's session set up, in the background; once, whoever presses."""
        now = self.now()
        async with self.context.database.transaction() as session:
            await self.organiser(session, user, DEED)
            found = await self.found_round(session, matching_id, locked=True)
            check_ready(found)
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
            found = await self.found_round(session, matching_id, locked=True)
            if found.state is not RoundState.SENDING:
                return
            await self.rounds(session).sent(matching_id, now)
            if any(each.session_id for each in found.groups):
                await self.delivery(session).plan(_announcement(found, self.zone), now=now)
            await self.show(session, matching_id, now)

    async def _deliver_some(self, matching_id: int, now: datetime) -> bool:
        """Whether there may be more."""
        async with self.context.database.transaction() as session:
            found = await self.found_round(session, matching_id, locked=True)
            if found.state is not RoundState.SENDING:
                return False
            known = await self.known(session, found.wanted)
            current = [self._as_it_is(known, each) for each in found.groups]
            waiting = [each for each in current if each is not None and each.session_id is None]
            for group in waiting[:AT_ONCE]:
                await self._set_up(session, found, group, known)
            return len(waiting) > AT_ONCE

    def _as_it_is(self, known: Known, group: Group) -> Group | None:
        """The group without practices that are gone, or where nobody takes part any more.

        None where that leaves one alone, or two of them are kept apart meanwhile.
        """
        codes = tuple(each.ods_code for each in group.practices if known.people.get(each.ods_code))
        if len(codes) < 2 or breaks(known.problem, codes):
            return None
        if len(codes) == len(group.practices):
            return group
        fewer = self.group(known, group.number, codes)
        asked = group.facilitator in known.facilitators
        facilitator = group.facilitator if asked else fewer.facilitator
        return replace(fewer, facilitator=facilitator, session_id=group.session_id)

    async def _set_up(
        self, session: AsyncSession, found: Round, group: Group, known: Known
    ) -> None:
        takes_part = {
            each.slack_user_id
            for one in group.practices
            for each in known.people.get(one.ods_code, ())
        }
        proposal = _proposal(found.wanted, group, takes_part, known.facilitators)
        invited = tuple(
            each
            for each in await self.invited(session, found.lead, proposal)
            if each.user in takes_part or each.user == proposal.facilitator
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


def _announcement(found: Round, zone: str) -> Post:
    return Post(
        announcement_key(found.id),
        found.wanted.channel,
        blocks.render_announcement(found, zone),
        until=found.wanted.starts_at,
        owner=found.lead,
        about=f"the announcement of the peer sessions on {found.wanted.topic}",
    )


def _proposal(wanted: Wanted, group: Group, takes_part: set[str], asked: Sequence[str]) -> Proposal:
    """Whoever was to facilitate and takes no part any more is not asked."""
    still = group.facilitator in takes_part or group.facilitator in asked
    facilitator = group.facilitator if still else None
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
