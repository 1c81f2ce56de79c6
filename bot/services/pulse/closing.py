"""Closing a round: no more answers, count, forget, and only then say that it is closed.

Each step is one transaction or can be repeated, and the state says which is next. What is left to do is
planned as background work together with the closing, so that whatever is interrupted is taken up again.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.pulse import messages
from bot.domain.ballots import BallotKeys, Unreadable
from bot.domain.disclosure import disclose
from bot.domain.pulse import Group, Round, State, key_prefix, round_in
from bot.domain.questions import Answers
from bot.domain.tallies import count
from bot.services.context import Context
from bot.tick import Firing
from storage.delivery import DeliveryStore
from storage.erasing import erase_deleted
from storage.pulse import PulseStore
from storage.schema.pulse import FORGOTTEN
from storage.work import WorkStore

log = logging.getLogger(__name__)

CLOSE = "pulse.close"  # the kind of the schedule; its subject is "pulse:12:close"
FINISH = "pulse.finish"  # the kind of the work; its subject is "pulse:12:finish"
SOON = timedelta(seconds=5)  # until the bytes may be erased after all


class Step(StrEnum):
    """Where closing can be interrupted; tests do so at each."""

    SHUT = "shut"
    COUNTED = "counted"
    FORGOTTEN = "forgotten"
    COMMITTED = "committed"
    ERASED = "erased"


def _carry_on(_step: Step) -> None:
    return None


class Closing:
    def __init__(self, context: Context, reached: Callable[[Step], None] = _carry_on) -> None:
        self.context = context
        self.reached = reached

    async def close(self, session: AsyncSession, firing: Firing) -> None:
        """The closing time has come: from now on no answer is taken."""
        round_id = round_in(firing.subject)
        if await self._store(session).move(round_id, State.OPEN, State.CLOSING):
            work = WorkStore(session, self.context.workspace.id)
            await work.plan(FINISH, f"{key_prefix(round_id)}finish", firing.now)
            log.info("pulse_shut round=%s", round_id)
        self.reached(Step.SHUT)

    async def finish(self, subject: str, now: datetime) -> datetime | None:
        """Take a round on that is between open and closed, from wherever it stands."""
        async with self.context.database.reading() as session:
            round_ = await self._store(session).round(round_in(subject))
        if round_ is None or round_.state not in (State.CLOSING, State.PURGING):
            return None
        if round_.state is State.CLOSING:
            await self._count_and_forget(round_.id, now)
            self.reached(Step.COMMITTED)
        if not await erase_deleted(self.context.database, FORGOTTEN):
            log.info("pulse_erasing_waits round=%s", round_.id)
            return now + SOON
        self.reached(Step.ERASED)
        async with self.context.database.transaction() as session:
            await self._store(session).move(round_.id, State.PURGING, State.CLOSED, closed_at=now)
        log.info("pulse_closed round=%s", round_.id)
        return None

    async def _count_and_forget(self, round_id: int, now: datetime) -> None:
        """Keep what may be shown, and nothing else, in one transaction."""
        workspace = self.context.workspace
        async with self.context.database.transaction() as session:
            store = self._store(session)
            round_ = await store.round(round_id, locked=True)
            if round_ is None or round_.state is not State.CLOSING:
                return  # another process was quicker
            ballots = await self._open_ballots(store, round_)
            asked = Counter(group for _, group in await store.register(round_id))
            tallies = count(round_.questions, ballots, asked)
            await store.keep(round_id, disclose(round_.questions, tallies, round_.k))
            self.reached(Step.COUNTED)
            await store.forget(round_id)
            self.reached(Step.FORGOTTEN)
            await store.move(round_id, State.CLOSING, State.PURGING, answered=len(ballots))
            counted = await store.round(round_id)
            assert counted is not None  # it is locked
            await DeliveryStore(session, workspace.id).plan(
                *messages.closed(counted, workspace.body_name), now=now
            )

    async def _open_ballots(self, store: PulseStore, round_: Round) -> list[tuple[Group, Answers]]:
        """Each ballot with the group of the person whose pseudonym it carries."""
        salt = await store.salt(round_.id)
        keys = BallotKeys(self.context.secrets.by_id(salt.secret_id).key, salt.salt, round_.id)
        groups = {keys.key(member): group for member, group in await store.register(round_.id)}
        opened = list(_opened(keys, groups, await store.ballots(round_.id)))
        unreadable = sum(each is None for each in opened)
        if unreadable:
            log.error("pulse_unreadable round=%s ballots=%s", round_.id, unreadable)
        return [each for each in opened if each is not None]

    def _store(self, session: AsyncSession) -> PulseStore:
        return PulseStore(session, self.context.workspace.id)


def _opened(
    keys: BallotKeys, groups: dict[bytes, Group], ballots: Iterable[tuple[bytes, bytes]]
) -> Iterator[tuple[Group, Answers] | None]:
    for key, sealed in ballots:
        try:
            yield groups[key], keys.open(key, sealed)
        except (KeyError, Unreadable):
            yield None  # changed from outside: it cannot be counted, and must not stop the others
