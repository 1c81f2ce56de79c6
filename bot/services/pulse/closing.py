"""Closing a round: no more answers, count, forget, and only then say that it is closed.

Each step is one transaction or can be repeated, and the state says which is next. What is left to do is
planned as background work together with the closing, so that whatever is interrupted is taken up again.
A round that is cancelled goes the same way, but nothing is counted.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.pulse import messages
from bot.domain.ballots import BallotKeys, Unreadable
from bot.domain.disclosure import Cell, disclose
from bot.domain.pulse import (
    FIRST_NUDGE,
    UNDER_WAY,
    Group,
    Round,
    State,
    key_prefix,
    round_in,
)
from bot.domain.questions import Answers
from bot.domain.tallies import count
from bot.services.context import Context
from bot.services.pulse.base import CLOSE, FINISH, NUDGE, REMIND, UseCases
from bot.tick import Firing
from storage.erasing import erase_deleted
from storage.pulse import PulseStore
from storage.schema.pulse import FORGOTTEN

log = logging.getLogger(__name__)

SOON = timedelta(seconds=5)  # until the bytes may be erased after all
PERSONAL = ("ask", "remind")  # messages whose keys name those who are asked


class Step(StrEnum):
    """Where closing can be interrupted; tests do so at each."""

    SHUT = "shut"
    COUNTED = "counted"
    FORGOTTEN = "forgotten"
    COMMITTED = "committed"
    ERASED = "erased"


def _carry_on(_step: Step) -> None:
    return None


class Closing(UseCases):
    def __init__(self, context: Context, reached: Callable[[Step], None] = _carry_on) -> None:
        super().__init__(context)
        self.reached = reached

    async def close(self, session: AsyncSession, firing: Firing) -> None:
        """The closing time has come: from now on no answer is taken."""
        await self.shut(session, round_in(firing.subject), firing.now)
        self.reached(Step.SHUT)

    async def shut(self, session: AsyncSession, round_id: int, now: datetime) -> bool:
        """Take no more answers, and have them counted; False if it was not open any more."""
        if not await self.rounds(session).move(round_id, State.OPEN, State.CLOSING):
            return False
        await self._go_on(session, round_id, now)
        log.info("pulse_shut round=%s", round_id)
        return True

    async def cancel(self, session: AsyncSession, round_id: int, now: datetime) -> bool:
        """Delete everything that was answered, uncounted; False if it was not open any more."""
        store = self.rounds(session)
        if not await store.move(round_id, State.OPEN, State.CANCELLING, told=0):
            return False
        await self._forget(session, round_id)
        await self._go_on(session, round_id, now)
        log.info("pulse_cancelled round=%s", round_id)
        return True

    async def _go_on(self, session: AsyncSession, round_id: int, now: datetime) -> None:
        about = key_prefix(round_id)
        await self.work_to_do(session).plan(FINISH, f"{about}finish", now)
        await self.schedules(session).cancel(CLOSE, f"{about}close")
        await self.schedules(session).cancel(REMIND, f"{about}remind")

    async def finish(self, subject: str, now: datetime) -> datetime | None:
        """Take a round on that is between open and closed, from wherever it stands."""
        async with self.context.database.reading() as session:
            round_ = await self.rounds(session).round(round_in(subject))
        if round_ is None or round_.state not in UNDER_WAY:
            return None
        if round_.state is State.CLOSING:
            await self._count_and_forget(round_.id, now)
            self.reached(Step.COMMITTED)
        if not await erase_deleted(self.context.database, FORGOTTEN):
            log.info("pulse_erasing_waits round=%s", round_.id)
            return now + SOON
        self.reached(Step.ERASED)
        async with self.context.database.transaction() as session:
            store = self.rounds(session)
            await store.move(round_.id, State.PURGING, State.CLOSED, closed_at=now)
            await store.move(round_.id, State.CANCELLING, State.CANCELLED, closed_at=now)
        log.info("pulse_closed round=%s", round_.id)
        return None

    async def _count_and_forget(self, round_id: int, now: datetime) -> None:
        """Keep what may be shown, and nothing else, in one transaction."""
        workspace = self.context.workspace
        async with self.context.database.transaction() as session:
            store = self.rounds(session)
            round_ = await store.round(round_id, locked=True)
            if round_ is None or round_.state is not State.CLOSING:
                return  # another process was quicker
            answered, cells = await self._counted(store, round_)
            await store.keep(round_id, cells)
            self.reached(Step.COUNTED)
            await self._forget(session, round_id)
            self.reached(Step.FORGOTTEN)
            await store.move(round_id, State.CLOSING, State.PURGING, answered=answered)
            counted = await store.round(round_id)
            assert counted is not None  # it is locked
            await self.delivery(session).plan(
                *messages.closed(counted, workspace.body_name), now=now
            )
            await self.schedules(session).set(
                NUDGE, f"{key_prefix(round_id)}nudge", now + FIRST_NUDGE
            )

    async def _counted(self, store: PulseStore, round_: Round) -> tuple[int, list[Cell]]:
        """How many ballots were opened, and what may be shown of them."""
        salt = await store.salt(round_.id)
        register = await store.register(round_.id)
        ballots = await store.ballots(round_.id)
        keys = BallotKeys(self.context.secrets.by_id(salt.secret_id).key, salt.salt, round_.id)

        def work() -> tuple[int, int, list[Cell]]:
            opened = list(_opened(round_, keys, register, ballots))
            good = [each for each in opened if each is not None]
            tallies = count(round_.questions, good, Counter(group for _, group in register))
            cells = disclose(round_.questions, tallies, round_.k, self.context.rng)
            return len(good), len(opened) - len(good), cells

        # Tens of thousands of ballots take a moment, in which others want to be heard.
        answered, unreadable, cells = await asyncio.to_thread(work)
        if unreadable:
            log.error("pulse_unreadable round=%s ballots=%s", round_.id, unreadable)
        return answered, cells

    async def _forget(self, session: AsyncSession, round_id: int) -> None:
        """Delete all that says who was asked, who was reminded, and what anybody said."""
        await self.rounds(session).forget(round_id)
        for name in PERSONAL:
            await self.delivery(session).forget_prompts(f"{key_prefix(round_id)}{name}:")
        await self.delivery(session).forget_waves(key_prefix(round_id))


def _opened(
    round_: Round,
    keys: BallotKeys,
    register: Sequence[tuple[str, Group]],
    ballots: Iterable[tuple[bytes, bytes]],
) -> Iterator[tuple[Group, Answers] | None]:
    """Each ballot with the group of the person whose pseudonym it carries."""
    groups = {keys.key(member): group for member, group in register}
    for key, sealed in ballots:
        try:
            yield groups[key], keys.open(key, round_.questions, sealed)
        except (KeyError, Unreadable):
            yield None  # changed from outside: it cannot be counted, and must not stop the others
