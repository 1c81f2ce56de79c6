"""Deletes every night what has been kept long enough, and writes down what went: a line a kind."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks import ids
from bot.blocks.rights import retention as say
from bot.domain.deeds import Deed
from bot.domain.rights.keeping import PROOF_KEPT, Kind, kept_days, kept_for
from bot.domain.schedule import repeating
from bot.domain.times import local_day
from bot.errors import InvalidInput
from bot.services.concerns.keeping import Keeping
from bot.services.context import Context
from bot.services.people import permitted
from bot.services.sessions.notes import Notes
from bot.services.use_cases import WorkspaceUseCases
from bot.tick import Firing, Timer
from bot.work import WorkHandler
from storage.people import workspace_of
from storage.rights import Proof, ProofStore
from storage.rights.expiring import forget_kind, oldest

log = logging.getLogger(__name__)

RETENTION = "retention"  # the kind of schedule and work; one a workspace, so its subject is empty
AT_NIGHT = datetime(2026, 1, 1, 3, 0)  # noqa: DTZ001 - the wall clock of any zone; the day is any


@dataclass(frozen=True, slots=True)
class Standing:
    """How long each kind is kept, and what its last line of proof says; ``oldest`` that is left now."""

    days: Mapping[Kind, int]
    last: Mapping[Kind, Proof]
    oldest: Mapping[Kind, date | None]

    @property
    def lines(self) -> Mapping[Kind, say.Line]:
        return {kind: (each.day, each.deleted) for kind, each in self.last.items()}


class RetentionService(WorkspaceUseCases):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.concerns = Keeping(context)

    @property
    def timers(self) -> dict[str, Timer]:
        return {RETENTION: self._plan}

    @property
    def work(self) -> dict[str, WorkHandler]:
        return {RETENTION: self.forget}

    async def begin(self) -> None:
        """Have it done every night; scheduled already, it stays as it is, paused or moved."""
        async with self.context.database.transaction() as session:
            nightly = repeating("FREQ=DAILY", AT_NIGHT, self.zone)
            await self.schedules(session).repeat(RETENTION, "", nightly, self.now())

    async def _plan(self, session: AsyncSession, firing: Firing) -> None:
        await self.work_to_do(session).plan(RETENTION, "", firing.now)

    async def forget(self, _subject: str, now: datetime) -> None:
        """Delete, and write the proof of it in the same transaction."""
        today = local_day(now, self.zone)
        numbers: dict[str, int] = {}
        async with self.context.database.transaction() as session:
            kept = (await workspace_of(session, self.workspace_id)).arrangements.kept
            proofs = []
            for kind in Kind:
                before = now - kept_for(kind, kept)
                went = await self._forget(session, kind, before)
                left = await oldest(session, self.workspace_id, kind)
                days = kept_days(kind, kept)
                proofs.append(Proof(today, kind, days, sum(went.values()), left))
                numbers |= went
            store = ProofStore(session, self.workspace_id)
            await store.put(*proofs)
            await store.forget(local_day(now - PROOF_KEPT, self.zone))
        numbers["sealed_anew"] = await Notes(self.context).seal_anew()
        numbers["sealed_anew"] += await self.concerns.seal_anew()
        log.info("retention %s", " ".join(f"{name}={each}" for name, each in numbers.items()))

    async def _forget(self, session: AsyncSession, kind: Kind, before: datetime) -> dict[str, int]:
        """Concerns go with their messages, which their own feature knows."""
        if kind is Kind.CONCERNS:
            return {kind.value: await self.concerns.forget_settled(session, before)}
        return await forget_kind(session, self.workspace_id, kind, before)

    # ---- looking, and setting the days

    async def look(self, user: str) -> Standing:
        """Raises NotAllowed."""
        async with self.context.database.reading() as session:
            await permitted(self.people(session), user, Deed.SEE_RETENTION)
            return await self._standing(session)

    async def standing(self) -> Standing:
        """For the command line, whose user has the database anyway."""
        async with self.context.database.reading() as session:
            return await self._standing(session)

    async def _standing(self, session: AsyncSession) -> Standing:
        kept = (await workspace_of(session, self.workspace_id)).arrangements.kept
        last = await ProofStore(session, self.workspace_id).last()
        left = {each: await oldest(session, self.workspace_id, each) for each in Kind}
        return Standing({each: kept_days(each, kept) for each in Kind}, last, left)

    async def set_days(self, user: str, wanted: Mapping[Kind, int]) -> list[Kind]:
        """Keep each kind so many days from the next night on; which changed. Raises a sentence."""
        for kind, days in wanted.items():
            if not kind.rule.allows(days):
                raise InvalidInput(say.out_of_bounds(kind), f"{ids.RETENTION_DAYS}{kind}")
        async with self.context.database.transaction() as session:
            people = self.people(session)
            await permitted(people, user, Deed.SEE_RETENTION)
            arranged = (await people.for_change()).arrangements
            before = {each: kept_days(each, arranged.kept) for each in Kind}
            changed = [each for each, days in wanted.items() if before[each] != days]
            if changed:
                kept = dict(arranged.kept) | {each.value: wanted[each] for each in changed}
                usual = {each.value: each.rule.usual for each in Kind}
                own = {each: days for each, days in kept.items() if usual.get(each) != days}
                await people.arrange(replace(arranged, kept=own))
                said = ", ".join(f"{each} {before[each]} -> {wanted[each]}" for each in changed)
                await self.note(session, user, "changed how long records are kept", said)
        return changed
