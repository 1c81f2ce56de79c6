"""Takes a person out of the database, by the inventory: rows go, names go, and the rest stays."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.matching.rounds import RoundState
from bot.domain.people import NOBODY
from bot.domain.pulse import Round, State
from bot.domain.rights.holdings import HOLDINGS, MENTIONS, Fate, Mention
from bot.domain.rights.naming import names, unnamed, unnamed_text
from bot.domain.sessions.finding import PollState
from bot.domain.sessions.model import State as SessionState
from storage.delivery.parting import part_from
from storage.pulse.rows import ROUND, round_of
from storage.rights.holdings import mentions, table_of, within
from storage.schema.concerns import ConcernRow
from storage.schema.delivery import DeliveryRow
from storage.schema.finding import PollRow
from storage.schema.matching import MatchingRow
from storage.schema.pulse import BallotRow, RegisterRow, RoundRow
from storage.schema.sessions import PeerSessionRow, SeriesRow

EMPTY = {"arrangements": ""}  # what stands for nobody in a column of JSON; else nothing at all


class Forgetter:
    """Forgets one person of one workspace. ``alias`` takes their id's place where something must."""

    def __init__(self, session: AsyncSession, workspace_id: int, user: str, alias: str) -> None:
        self.session = session
        self.workspace_id = workspace_id
        self.user = user
        self.alias = alias

    # ---- open pulses

    async def asked_in(self) -> list[Round]:
        """The rounds on whose register they are, locked: nobody answers or counts meanwhile."""
        query = (
            select(*ROUND)
            .join(RegisterRow, RegisterRow.round_id == RoundRow.id)
            .where(RoundRow.workspace_id == self.workspace_id, RegisterRow.member == self.user)
            .order_by(RoundRow.id)
            .with_for_update(of=RoundRow)
        )
        return [round_of(row) for row in await self.session.execute(query)]

    async def cut_off(self, round_id: int, key: bytes, instead: tuple[bytes, bytes] | None) -> None:
        """Put the alias in their place; ``instead`` is the key and the ballot in place of theirs."""
        await self.session.execute(
            update(RegisterRow)
            .where(RegisterRow.round_id == round_id, RegisterRow.member == self.user)
            .values(member=self.alias)
        )
        if instead is not None:
            await self.session.execute(
                update(BallotRow)
                .where(BallotRow.round_id == round_id, BallotRow.key == key)
                .values(key=instead[0], sealed=instead[1])
            )

    # ---- what others look after from now on

    async def led(self) -> list[tuple[int, str]]:
        """Sessions that are still to come and that they lead, with their topics."""
        rows = await self.session.execute(
            select(PeerSessionRow.id, PeerSessionRow.topic).where(*self._leads())
        )
        return [(row.id, row.topic) for row in rows]

    async def leads_more(self) -> bool:
        """Whether they look for a time, lead a series, or have a round of matching under way."""
        for table, *live in self._led_tables():
            query = select(table.id).where(
                table.workspace_id == self.workspace_id, table.lead == self.user, *live
            )
            if (await self.session.scalars(query.limit(1))).first() is not None:
                return True
        return False

    async def give_to(self, heir: str) -> None:
        """Sessions to come, votes, series and rounds of matching that are under way."""
        await self.session.execute(update(PeerSessionRow).where(*self._leads()).values(lead=heir))
        for table, *live in self._led_tables():
            await self.session.execute(
                update(table)
                .where(table.workspace_id == self.workspace_id, table.lead == self.user, *live)
                .values(lead=heir)
            )

    def _leads(self) -> tuple[Any, ...]:
        return (
            PeerSessionRow.workspace_id == self.workspace_id,
            PeerSessionRow.lead == self.user,
            PeerSessionRow.state.in_([SessionState.PLANNED, SessionState.STARTED]),
        )

    def _led_tables(self) -> tuple[tuple[Any, ...], ...]:
        return (
            (PollRow, PollRow.state.in_([PollState.OPEN, PollState.CLOSED])),
            (SeriesRow, SeriesRow.ended_at.is_(None)),
            (MatchingRow, MatchingRow.state != RoundState.SENT),
        )

    async def owns_open_pulses(self) -> bool:
        query = select(RoundRow.id).where(
            RoundRow.workspace_id == self.workspace_id,
            RoundRow.owner == self.user,
            RoundRow.state == State.OPEN,
        )
        return (await self.session.scalars(query.limit(1))).first() is not None

    async def concerns_raised(self) -> Sequence[tuple[int, str]]:
        """Open concerns that they raised, each with whom they asked."""
        query = select(ConcernRow.id, ConcernRow.asked_of).where(
            ConcernRow.workspace_id == self.workspace_id,
            ConcernRow.raised_by == self.user,
            ConcernRow.settled_at.is_(None),
        )
        return [(row.id, row.asked_of) for row in await self.session.execute(query)]

    # ---- the rest

    async def forget(self) -> None:
        """Delete what is theirs, take their name out of what stays, and sweep all other text."""
        await self._part_messages()
        gone = [each for each in HOLDINGS if each.fate is Fate.DELETED]
        for each in gone:
            table = table_of(each.table)
            await self.session.execute(
                delete(table).where(
                    within(table, self.workspace_id), table.c[each.column] == self.user
                )
            )
        for each in HOLDINGS:
            if each.fate in (Fate.UNNAMED, Fate.PASSED_ON):
                await self._unname(each.table, each.column)
        for mention in MENTIONS:
            if mention.fate is not Fate.STAYS:
                await self._sweep(mention)

    async def _part_messages(self) -> None:
        """What was to go out in one message with one of theirs goes out by itself."""
        found = select(DeliveryRow.id).where(
            DeliveryRow.workspace_id == self.workspace_id, DeliveryRow.spot == self.user
        )
        await part_from(self.session, (await self.session.scalars(found)).all())

    async def _unname(self, name: str, column: str) -> None:
        table = table_of(name)
        nobody = None if table.c[column].nullable else NOBODY
        await self.session.execute(
            update(table)
            .where(within(table, self.workspace_id), table.c[column] == self.user)
            .values({column: nobody})
        )

    async def _sweep(self, mention: Mention) -> None:
        """Only rows that have it are written: the candidates are few."""
        table = table_of(mention.table)
        keys = list(table.primary_key.columns)
        query = select(*keys, table.c[mention.column]).where(
            within(table, self.workspace_id), mentions(table, mention.column, self.user)
        )
        for row in (await self.session.execute(query)).mappings().all():
            if not names(row[mention.column], self.user):
                continue
            this = [key == row[key.name] for key in keys]
            if mention.fate is Fate.DELETED:
                await self.session.execute(delete(table).where(*this))
            else:
                await self.session.execute(
                    update(table)
                    .where(*this)
                    .values({mention.column: self._without(table, row, mention.column)})
                )

    def _without(self, table: Any, row: Mapping[Any, Any], column: str) -> Any:
        value = row[column]
        if not isinstance(table.c[column].type, JSON):
            return unnamed_text(value, self.user, self.alias)
        if table.name == "delivery":  # a button must have a value
            return unnamed(value, self.user, self.alias, self.alias)
        return unnamed(value, self.user, self.alias, EMPTY.get(column))
