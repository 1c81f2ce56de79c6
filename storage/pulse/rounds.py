"""Keeps pulse rounds: the register and the sealed ballots while open, what may be shown after."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.disclosure import Cell, Written
from bot.domain.pulse import COUNTED, Group, Proposal, Round, State, Turnout
from bot.domain.results import Reply
from storage.among import among
from storage.database import insert_into
from storage.pulse.rows import ROUND, asked_columns, cell_of, cell_values, round_of
from storage.schema.pulse import (
    FORGOTTEN,
    BallotRow,
    CellRow,
    RegisterRow,
    RoundRow,
    SaltRow,
    SeriesRow,
    WrittenRow,
)

IN_A_SERIES = 12  # rounds that a report looks back over


@dataclass(frozen=True, slots=True, repr=False)
class Salt:
    """What the ballots' keys are made from, together with the secret of that id."""

    salt: bytes
    secret_id: str


@dataclass(frozen=True, slots=True, repr=False)
class Booth:
    """A round as one person meets it: ``salt`` None when it is no longer open."""

    round: Round
    salt: Salt | None
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which time of its plan a round is."""

    plan_id: int
    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Ballot:
    round_id: int
    key: bytes
    sealed: bytes


class PulseStore:
    """The pulse rounds of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- opening

    async def open(
        self,
        proposal: Proposal,
        by: str,
        asked: Mapping[str, Group],
        salt: Salt,
        opens_at: datetime,
        closes_at: datetime,
        occasion: Occasion | None = None,
    ) -> Round | None:
        """The round with its register; None if one is open in that channel, or was on that occasion."""
        values = asked_columns(proposal) | {
            "workspace_id": self.workspace_id,
            "state": State.OPEN,
            "thread": proposal.thread,
            "opened_by": by,
            "owner": by,
            "opens_at": opens_at,
            "closes_at": closes_at,
            "asked": len(asked),
            "groups": dict(Counter(asked.values())),
            "told": 0,
            "series_id": await self._series(proposal),
            "plan_id": occasion.plan_id if occasion else None,
            "occasion": occasion.name if occasion else None,
        }
        made = insert_into(self.session, RoundRow).values(values).on_conflict_do_nothing()
        row = (await self.session.execute(made.returning(*ROUND))).one_or_none()
        if row is None:
            return None
        await self.session.execute(
            insert(SaltRow).values(round_id=row.id, salt=salt.salt, secret_id=salt.secret_id)
        )
        register = [
            {"round_id": row.id, "member": member, "group": group}
            for member, group in sorted(asked.items())
        ]
        await self.session.execute(insert(RegisterRow), register)
        return round_of(row)

    async def _series(self, proposal: Proposal) -> int:
        """That of the same set asked of the same circle, made on first sight."""
        which = {
            "workspace_id": self.workspace_id,
            "set_id": proposal.asks.id,
            "circle_key": proposal.circle.key,
        }
        made = insert_into(self.session, SeriesRow).values(which).on_conflict_do_nothing()
        await self.session.execute(made)
        return (await self.session.scalars(select(SeriesRow.id).filter_by(**which))).one()

    async def on_occasion(self, occasion: Occasion) -> Round | None:
        query = select(*ROUND).where(
            RoundRow.workspace_id == self.workspace_id,
            RoundRow.plan_id == occasion.plan_id,
            RoundRow.occasion == occasion.name,
        )
        row = (await self.session.execute(query)).one_or_none()
        return round_of(row) if row else None

    async def asked_elsewhere(self, round_ids: Sequence[int], members: Iterable[str]) -> set[int]:
        """Which of these rounds ask any of these people."""
        if not round_ids:
            return set()
        query = (
            select(RegisterRow.round_id)
            .where(
                RegisterRow.round_id.in_(round_ids),
                among(self.session, RegisterRow.member, members),
            )
            .distinct()
        )
        return set(await self.session.scalars(query))

    async def since(self, moment: datetime) -> list[Round]:
        """The rounds that opened after that, or are open, newest first; not those cancelled."""
        query = (
            select(*ROUND)
            .where(
                RoundRow.workspace_id == self.workspace_id,
                (RoundRow.opens_at > moment) | (RoundRow.state == State.OPEN),
                RoundRow.state.not_in([State.CANCELLING, State.CANCELLED]),
            )
            .order_by(RoundRow.id.desc())
        )
        return [round_of(row) for row in await self.session.execute(query)]

    # ---- answering (storage/ballots.py puts the ballots in)

    async def booth(self, round_id: int, member: str) -> Booth | None:
        """The round, its salt and whether that person is asked."""
        query = (
            select(*ROUND, SaltRow.salt, SaltRow.secret_id, RegisterRow.member)
            .outerjoin(SaltRow, SaltRow.round_id == RoundRow.id)
            .outerjoin(
                RegisterRow,
                and_(RegisterRow.round_id == RoundRow.id, RegisterRow.member == member),
            )
            .where(self._own(round_id))
        )
        row = (await self.session.execute(query)).one_or_none()
        if row is None:
            return None
        salt = Salt(row.salt, row.secret_id) if row.salt is not None else None
        return Booth(round_of(row), salt, row.member is not None)

    async def sealed(self, round_id: int, key: bytes) -> bytes | None:
        query = select(BallotRow.sealed).where(
            BallotRow.round_id == self._own_id(round_id), BallotRow.key == key
        )
        return (await self.session.scalars(query)).one_or_none()

    # ---- looking

    async def round(
        self, round_id: int, *, locked: bool = False, shared: bool = False
    ) -> Round | None:
        """``locked``: nobody else changes it meanwhile; ``shared``: nobody does, answers go on."""
        query = select(*ROUND).where(self._own(round_id))
        if locked or shared:
            query = query.with_for_update(read=shared)
        row = (await self.session.execute(query)).one_or_none()
        return round_of(row) if row else None

    async def rounds(self, *states: State, limit: int | None = None) -> list[Round]:
        """The rounds in these states, newest first."""
        query = (
            select(*ROUND)
            .where(RoundRow.workspace_id == self.workspace_id, RoundRow.state.in_(states))
            .order_by(RoundRow.id.desc())
            .limit(limit)
        )
        return [round_of(row) for row in await self.session.execute(query)]

    async def turnout(self, round_: Round) -> Turnout:
        """How many have answered: the only thing that can be known of an open round."""
        if round_.answered is not None:
            return Turnout(round_.answered, round_.asked)
        query = select(func.count()).where(BallotRow.round_id == self._own_id(round_.id))
        return Turnout((await self.session.scalars(query)).one(), round_.asked)

    async def turnouts(self, round_ids: Sequence[int]) -> dict[int, int]:
        """How many have answered each of these open rounds; those with none are left out."""
        if not round_ids:
            return {}
        query = (
            select(BallotRow.round_id, func.count())
            .where(BallotRow.round_id.in_(round_ids))
            .group_by(BallotRow.round_id)
        )
        rows = (await self.session.execute(query)).all()
        return {row[0]: row[1] for row in rows}

    async def note_told(self, round_id: int, answered: int) -> bool:
        """False if another process was quicker."""
        changed = await self.session.execute(
            update(RoundRow)
            .where(self._own(round_id), RoundRow.state == State.OPEN, RoundRow.told != answered)
            .values(told=answered)
            .returning(RoundRow.id)
        )
        return changed.one_or_none() is not None

    async def asking(self, member: str) -> list[Round]:
        """The open rounds that ask this person, those that close first at the top."""
        query = (
            select(*ROUND)
            .join(RegisterRow, RegisterRow.round_id == RoundRow.id)
            .where(
                RoundRow.workspace_id == self.workspace_id,
                RoundRow.state == State.OPEN,
                RegisterRow.member == member,
            )
            .order_by(RoundRow.closes_at)
        )
        return [round_of(row) for row in await self.session.execute(query)]

    # ---- looking after it

    async def change(self, round_id: int, **changes: Any) -> None:
        await self.session.execute(update(RoundRow).where(self._own(round_id)).values(**changes))

    async def reply(self, round_id: int) -> Reply | None:
        return (await self.replies([round_id])).get(round_id)

    async def replies(self, round_ids: Iterable[int]) -> dict[int, Reply]:
        """What was said to have been done about each, by round."""
        query = select(RoundRow.id, RoundRow.reply, RoundRow.replied_by, RoundRow.replied_at).where(
            RoundRow.workspace_id == self.workspace_id,
            RoundRow.id.in_(list(round_ids)),
            RoundRow.reply.is_not(None),
        )
        return {
            id_: Reply(text, by, at)
            for id_, text, by, at in await self.session.execute(query)
            if text and by and at
        }

    async def owned_by(self, user: str, *states: State) -> list[Round]:
        query = select(*ROUND).where(
            RoundRow.workspace_id == self.workspace_id,
            RoundRow.owner == user,
            RoundRow.state.in_(states),
        )
        return [round_of(row) for row in await self.session.execute(query)]

    # ---- closing

    async def move(self, round_id: int, before: State, after: State, **also: Any) -> bool:
        """From one state to the next; False if it was not in that state."""
        changed = await self.session.execute(
            update(RoundRow)
            .where(self._own(round_id), RoundRow.state == before)
            .values(state=after, **also)
            .returning(RoundRow.id)
        )
        return changed.one_or_none() is not None

    async def salt(self, round_id: int) -> Salt:
        query = select(SaltRow.salt, SaltRow.secret_id).filter_by(round_id=self._own_id(round_id))
        row = (await self.session.execute(query)).one()
        return Salt(row.salt, row.secret_id)

    async def register(self, round_id: int) -> list[tuple[str, Group]]:
        query = select(RegisterRow.member, RegisterRow.group).filter_by(
            round_id=self._own_id(round_id)
        )
        return [(member, Group(group)) for member, group in await self.session.execute(query)]

    async def ballots(self, round_id: int) -> list[tuple[bytes, bytes]]:
        """Pairs of key and sealed answer."""
        query = select(BallotRow.key, BallotRow.sealed).where(
            BallotRow.round_id == self._own_id(round_id)
        )
        return [(key, sealed) for key, sealed in await self.session.execute(query)]

    async def ballot_keys(self, round_id: int) -> set[bytes]:
        """The pseudonyms of those who have answered, without what they said."""
        query = select(BallotRow.key).where(BallotRow.round_id == self._own_id(round_id))
        return set(await self.session.scalars(query))

    async def keep(self, round_id: int, cells: Iterable[Cell]) -> None:
        kept = list(cells)
        own = {"round_id": round_id, "workspace_id": self.workspace_id}
        await self.session.execute(insert(CellRow), [own | cell_values(each) for each in kept])
        written = [
            own | {"question": each.question, "place": place, "written": text}
            for each in kept
            if isinstance(each.shown, Written)
            for place, text in enumerate(each.shown.texts)
        ]
        if written:
            await self.session.execute(insert(WrittenRow), written)

    async def forget(self, round_id: int) -> None:
        """Delete the ballots, the register and the salt."""
        for table in FORGOTTEN:
            await self.session.execute(
                delete(table).where(table.round_id == self._own_id(round_id))
            )

    # ---- what may be shown

    async def cells(self, round_id: int) -> list[Cell]:
        return (await self.cells_of([round_id])).get(round_id, [])

    async def cells_of(self, round_ids: Sequence[int]) -> dict[int, list[Cell]]:
        """By round; of what people wrote only that of the last of these rounds."""
        if not round_ids:
            return {}
        query = select(CellRow).where(
            CellRow.workspace_id == self.workspace_id, CellRow.round_id.in_(round_ids)
        )
        rows = (await self.session.scalars(query)).all()
        texts = await self._written(round_ids[-1])
        cells: dict[int, list[Cell]] = defaultdict(list)
        for row in rows:
            said = texts.get(row.question, ()) if row.round_id == round_ids[-1] else ()
            cells[row.round_id].append(cell_of(row, said))
        return cells

    async def _written(self, round_id: int) -> dict[str, tuple[str, ...]]:
        query = (
            select(WrittenRow.question, WrittenRow.written)
            .filter_by(workspace_id=self.workspace_id, round_id=round_id)
            .order_by(WrittenRow.question, WrittenRow.place)
        )
        texts: dict[str, list[str]] = defaultdict(list)
        for question, text in await self.session.execute(query):
            texts[question].append(text)
        return {question: tuple(each) for question, each in texts.items()}

    async def series_up_to(self, round_: Round) -> list[Round]:
        """The counted rounds of its series, the oldest first, and this one last."""
        query = (
            select(*ROUND)
            .where(
                RoundRow.workspace_id == self.workspace_id,
                RoundRow.series_id == round_.series_id,
                RoundRow.state.in_(COUNTED),
                RoundRow.closes_at < round_.closes_at,
                RoundRow.id != round_.id,
            )
            .order_by(RoundRow.closes_at.desc(), RoundRow.id.desc())
            .limit(IN_A_SERIES - 1)
        )
        earlier = [round_of(row) for row in await self.session.execute(query)]
        return [*reversed(earlier), round_]

    # ---- a query cannot leave the workspace

    def _own(self, round_id: int) -> ColumnElement[bool]:
        return and_(RoundRow.id == round_id, RoundRow.workspace_id == self.workspace_id)

    def _own_id(self, round_id: int) -> Any:
        return select(RoundRow.id).where(self._own(round_id)).scalar_subquery()
