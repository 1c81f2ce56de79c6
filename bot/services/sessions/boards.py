"""The live board of a running session, made anew from what is kept whenever something changes."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.sessions.board import Board, render_board
from bot.domain.delivery import Message
from bot.domain.sessions import (
    COMING,
    Action,
    Invitee,
    PeerSession,
    RoleInSession,
    Run,
    earlier_actions,
)
from bot.domain.sessions.plan import ground_rules
from bot.domain.sessions.running import shows_earlier_actions
from bot.services.sessions import outgoing
from bot.services.sessions.summing_up import SummingUp
from storage.sessions import RunStore


class Boards(SummingUp):
    def runs(self, session: AsyncSession) -> RunStore:
        return RunStore(session, self.workspace_id)

    async def facilitator_comes(
        self, session: AsyncSession, kept: PeerSession, invited: list[Invitee]
    ) -> bool:
        """Whether they said so, and still belong to the group."""
        who = kept.facilitated_by
        if not any(each.user == who and each.answer in COMING for each in invited):
            return False
        return await self.people(session).member(who) is not None

    async def facilitating(
        self, session: AsyncSession, kept: PeerSession, invited: list[Invitee]
    ) -> str:
        """Whoever facilitates now: the chair where the facilitator cannot, else the lead."""
        if await self.facilitator_comes(session, kept, invited):
            return kept.facilitated_by
        chairs = (each.user for each in invited if each.role is RoleInSession.CHAIR)
        return next(chairs, kept.lead)

    async def board(
        self, session: AsyncSession, kept: PeerSession, run: Run, now: datetime
    ) -> Message:
        """How it looks now."""
        invited = await self.sessions(session).invitees(kept.id)
        runs = self.runs(session)
        earlier: tuple[Action, ...] = ()
        if shows_earlier_actions(run):
            earlier = earlier_actions(kept, await self.actions(session).open())
        return render_board(
            Board(
                kept,
                run,
                invited,
                earlier,
                await runs.points(kept.id),
                await runs.actions_recorded(kept.id),
                await self.facilitator_comes(session, kept, invited),
                now,
                ground_rules(self.context.workspace.arrangements.ground_rules),
            )
        )

    async def show(self, session: AsyncSession, kept: PeerSession, run: Run, now: datetime) -> None:
        """Bring the board up to date: one message, changed at most every few seconds."""
        message = await self.board(session, kept, run, now)
        await self.delivery(session).change(outgoing.key(kept.id, outgoing.THREAD), message, now)

    async def refresh(
        self, session: AsyncSession, session_id: int, now: datetime, *, touched: bool = True
    ) -> None:
        """The same after something was said or recorded, with the summary; a session may have neither.

        ``touched``: somebody is still at it, so that it does not end by itself yet.
        """
        run = await self.runs(session).get(session_id, lock=True)
        kept = await self.found(session, session_id)
        await self.sum_up_again(session, kept)
        if run is None:
            return
        if touched and run.ended_at is None:
            run = run.touched(now)
            await self.runs(session).save(session_id, run)
        await self.show(session, kept, run, now)
