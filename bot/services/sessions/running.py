"""A session from its first minute to its last: the run sheet, what people press, what time does to it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.sessions import (
    Invitee,
    PeerSession,
    RoleInSession,
    Run,
    Stale,
    Stamp,
    State,
    agenda,
    earlier_actions,
)
from bot.domain.sessions.roles import LOOKED_BACK, proposed, taken
from bot.domain.sessions.running import begin, is_too_late
from bot.errors import Conflict, NotFound
from bot.services.context import Context
from bot.services.sessions import checks, outgoing
from bot.services.sessions.boards import Boards
from bot.services.sessions.figures import Figures
from bot.tick import Firing

RUN = "session.run"  # a kind of schedule: the next moment at which the board looks different

OnOver = Callable[[AsyncSession, PeerSession, datetime], Awaitable[None]]
"""Told within the transaction that a session is over."""

Press = Callable[[Run, Stamp, datetime], Run]


class Running(Boards):
    def __init__(self, context: Context, on_over: Sequence[OnOver] = ()) -> None:
        super().__init__(context)
        self.on_over = on_over

    # ---- the start

    async def open(self, session: AsyncSession, session_id: int, now: datetime) -> None:
        """The thread: the board with roles proposed, and under it the figures as they are now."""
        kept = await self.found(session, session_id)
        earlier = earlier_actions(kept, await self.actions(session).open())
        phases = agenda(kept.minutes, with_earlier_actions=bool(earlier))
        run = begin(phases, kept.starts_at, now)
        too_late = is_too_late(kept.starts_at, kept.minutes, now)
        if too_late:
            run = run.finish(now)
        await self._propose_roles(session, kept, now)
        await self.runs(session).add(session_id, run)
        figures = await Figures(self.context).fixed(session, kept, now)
        board = await self.board(session, kept, run, now)
        await self.delivery(session).plan(*outgoing.on_start(kept, board, figures), now=now)
        if too_late:
            await self._over(session, kept, now)
        else:
            await self._wait(session, session_id, run, now)

    async def _propose_roles(self, session: AsyncSession, kept: PeerSession, now: datetime) -> None:
        invited = await self.sessions(session).invitees(kept.id)
        turns = await self.runs(session).turns(now - LOOKED_BACK)
        roles = proposed(invited, kept.facilitated_by, turns)
        await self.runs(session).give_roles(kept.id, roles)

    # ---- what people press: anybody who was invited, so that it goes on without the facilitator

    async def next(self, user: str, session_id: int, stamp: Stamp) -> None:
        await self._press(user, session_id, stamp, Run.next)

    async def back(self, user: str, session_id: int, stamp: Stamp) -> None:
        await self._press(user, session_id, stamp, Run.back)

    async def extend(self, user: str, session_id: int, stamp: Stamp) -> None:
        await self._press(user, session_id, stamp, Run.extend)

    async def pause(self, user: str, session_id: int, stamp: Stamp) -> None:
        await self._press(user, session_id, stamp, Run.pause)

    async def resume(self, user: str, session_id: int, stamp: Stamp) -> None:
        await self._press(user, session_id, stamp, Run.resume)

    async def finish(self, user: str, session_id: int) -> None:
        now = self.now()
        async with self.context.database.transaction() as session:
            kept, run, _ = await self._pressed(session, user, session_id)
            try:
                run = run.finish(now)
            except Stale:
                raise Conflict(checks.over_already(kept)) from None
            await self._end(session, kept, run, now)

    async def _press(self, user: str, session_id: int, stamp: Stamp, press: Press) -> None:
        """Raises Conflict where the button was made for another moment: two at once count once."""
        now = self.now()
        async with self.context.database.transaction() as session:
            kept, run, _ = await self._pressed(session, user, session_id)
            try:
                run = press(run, stamp, now)
            except Stale:
                raise Conflict(checks.pressed_too_late(kept, run)) from None
            await self.runs(session).save(session_id, run)
            await self.show(session, kept, run, now)
            await self._wait(session, session_id, run, now)

    async def take_role(self, user: str, session_id: int, role: RoleInSession) -> None:
        """Whoever had it gets the role that this person had, if any."""
        now = self.now()
        async with self.context.database.transaction() as session:
            kept, run, invited = await self._pressed(session, user, session_id)
            if run.ended_at is not None:
                raise Conflict(checks.over_already(kept))
            held = {each.user: each.role for each in invited if each.role}
            await self.runs(session).give_roles(session_id, taken(held, user, role))
            await self.show(session, kept, run, now)

    async def _pressed(
        self, session: AsyncSession, user: str, session_id: int
    ) -> tuple[PeerSession, Run, list[Invitee]]:
        """The schedule is locked before the run, as the ticker does it."""
        await self.schedules(session).lock(RUN, str(session_id))
        run = await self.runs(session).get(session_id, lock=True)
        kept = await self.found(session, session_id)
        invited = await self.sessions(session).invitees(session_id)
        checks.check_may_press(kept, invited, user, await self.people(session).member(user))
        if run is None:
            raise NotFound("This session has no run sheet: please go on without its buttons.")
        return kept, run, invited

    # ---- what time does

    async def look(self, session: AsyncSession, firing: Firing) -> None:
        """A part's last minute, its end, or the moment at which nobody is there any more."""
        session_id = int(firing.subject)
        run = await self.runs(session).get(session_id, lock=True)
        if run is None or run.ended_at is not None:
            return
        kept = await self.found(session, session_id)
        if firing.now >= run.ends_by_itself(firing.now):
            await self._end(session, kept, run.finish(firing.now), firing.now)
            return
        await self.show(session, kept, run, firing.now)
        await self._wait(session, session_id, run, firing.now)

    async def _wait(self, session: AsyncSession, session_id: int, run: Run, now: datetime) -> None:
        await self.schedules(session).set(RUN, str(session_id), run.looks_different(now))

    async def _end(self, session: AsyncSession, kept: PeerSession, run: Run, now: datetime) -> None:
        await self.runs(session).save(kept.id, run)
        await self.show(session, kept, run, now)
        await self.schedules(session).cancel(RUN, str(kept.id))
        await self._over(session, kept, now)

    async def _over(self, session: AsyncSession, kept: PeerSession, now: datetime) -> None:
        """Of several who end it, one tells what comes after."""
        if await self.sessions(session).move(kept.id, State.STARTED, State.OVER):
            over = await self.found(session, kept.id)
            for tell in self.on_over:
                await tell(session, over, now)
