"""Keeps pulse rounds: the register and the sealed ballots while open, what may be shown after."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.disclosure import Audience, Band, Cell, Counts, Hidden, Reason, Shown
from bot.domain.pulse import Group, Proposal, Round, State, Turnout
from bot.domain.questions import Question
from bot.domain.tallies import Opinion
from storage.database import insert_into
from storage.schema.pulse import FORGOTTEN, BallotRow, CellRow, RegisterRow, RoundRow, SaltRow


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
    ) -> Round | None:
        """The round with its register; None if one is open in that channel already."""
        values = {
            "workspace_id": self.workspace_id,
            "state": State.OPEN,
            "channel": proposal.channel,
            "opened_by": by,
            "questions": [asdict(each) for each in proposal.questions],
            "k": proposal.k,
            "opens_at": opens_at,
            "closes_at": closes_at,
            "asked": len(asked),
            "told": 0,
        }
        made = insert_into(self.session, RoundRow).values(values).on_conflict_do_nothing()
        row = (await self.session.scalars(made.returning(RoundRow))).one_or_none()
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
        return _round(row)

    # ---- answering (storage/ballots.py puts the ballots in)

    async def booth(self, round_id: int, member: str) -> Booth | None:
        """The round, its salt and whether that person is asked."""
        query = (
            select(*_ROUND, SaltRow.salt, SaltRow.secret_id, RegisterRow.member)
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
        return Booth(_round(row), salt, row.member is not None)

    async def sealed(self, round_id: int, key: bytes) -> bytes | None:
        query = select(BallotRow.sealed).where(
            BallotRow.round_id == self._own_id(round_id), BallotRow.key == key
        )
        return (await self.session.scalars(query)).one_or_none()

    # ---- looking

    async def round(self, round_id: int, *, locked: bool = False) -> Round | None:
        query = select(*_ROUND).where(self._own(round_id))
        if locked:
            query = query.with_for_update()
        row = (await self.session.execute(query)).one_or_none()
        return _round(row) if row else None

    async def rounds(self, *states: State) -> list[Round]:
        """The rounds in these states, newest first."""
        query = (
            select(*_ROUND)
            .where(RoundRow.workspace_id == self.workspace_id, RoundRow.state.in_(states))
            .order_by(RoundRow.id.desc())
        )
        return [_round(row) for row in await self.session.execute(query)]

    async def turnout(self, round_: Round) -> Turnout:
        """How many have answered: the only thing that can be known of an open round."""
        if round_.answered is not None:
            return Turnout(round_.answered, round_.asked)
        query = select(func.count()).where(BallotRow.round_id == self._own_id(round_.id))
        return Turnout((await self.session.scalars(query)).one(), round_.asked)

    async def note_told(self, round_id: int, answered: int) -> bool:
        """False if another process was quicker."""
        changed = await self.session.execute(
            update(RoundRow)
            .where(self._own(round_id), RoundRow.state == State.OPEN, RoundRow.told != answered)
            .values(told=answered)
            .returning(RoundRow.id)
        )
        return changed.one_or_none() is not None

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

    async def keep(self, round_id: int, cells: Iterable[Cell]) -> None:
        rows = [
            {"round_id": round_id, "workspace_id": self.workspace_id, **_cell_values(cell)}
            for cell in cells
        ]
        await self.session.execute(insert(CellRow), rows)

    async def forget(self, round_id: int) -> None:
        """Delete the ballots, the register and the salt."""
        for table in FORGOTTEN:
            await self.session.execute(
                delete(table).where(table.round_id == self._own_id(round_id))
            )

    async def cells(self, round_id: int) -> list[Cell]:
        query = select(CellRow).filter_by(round_id=round_id, workspace_id=self.workspace_id)
        return [_cell(row) for row in await self.session.scalars(query)]

    # ---- a query cannot leave the workspace

    def _own(self, round_id: int) -> ColumnElement[bool]:
        return and_(RoundRow.id == round_id, RoundRow.workspace_id == self.workspace_id)

    def _own_id(self, round_id: int) -> Any:
        return select(RoundRow.id).where(self._own(round_id)).scalar_subquery()


_ROUND = tuple(RoundRow.__table__.columns)


def _answered() -> Any:
    query: Select[Any] = select(func.count()).where(BallotRow.round_id == RoundRow.id)
    return query.correlate(RoundRow).scalar_subquery()


def _round(row: Any) -> Round:
    return Round(
        id=row.id,
        state=State(row.state),
        channel=row.channel,
        opened_by=row.opened_by,
        questions=tuple(Question(**each) for each in row.questions),
        k=row.k,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        asked=row.asked,
        answered=row.answered,
    )


def _cell_values(cell: Cell) -> dict[str, Any]:
    """One row, with all columns so that many go in as one statement."""
    values: dict[str, Any] = dict.fromkeys(_FIGURES)
    match cell.shown:
        case Hidden(reason):
            values["hidden"] = reason
        case Band(base, opinion, tenths):
            values |= {"base": base, "band_opinion": opinion, "band_tenths": tenths}
        case Counts():
            values |= asdict(cell.shown)
    return values | {"question": cell.question, "audience": cell.audience}


_FIGURES = [
    column.name
    for column in CellRow.__table__.columns
    if column.name not in ("round_id", "workspace_id", "question", "audience")
]


def _cell(row: CellRow) -> Cell:
    return Cell(row.question, Audience(row.audience), _shown(row))


def _shown(row: CellRow) -> Shown:
    if row.hidden is not None:
        return Hidden(Reason(row.hidden))
    if row.band_opinion is not None:
        return Band(row.base or 0, Opinion(row.band_opinion), row.band_tenths or 0)
    return Counts(
        base=row.base or 0,
        agree=row.agree or 0,
        neither=row.neither or 0,
        disagree=row.disagree or 0,
        strongly_agree=row.strongly_agree,
        strongly_disagree=row.strongly_disagree,
        dont_know=row.dont_know,
    )
