"""Keeps votes on when peer sessions may be: their slots, who is asked, what was said."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Practice
from bot.domain.sessions import Proposal
from bot.domain.sessions.finding import AsksIn, Poll, PollState, Says, Slot, Voter
from storage.database import insert_into
from storage.schema.finding import PollRow, PollSlotRow, PollVoteRow, PollVoterRow
from storage.schema.people import PracticeRow
from storage.sessions.rows import practice_ids, practice_of, proposal_json, proposal_of

IN_PROGRESS = (PollState.OPEN, PollState.CLOSED)


class PollStore:
    """The votes of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- votes

    async def add(
        self,
        request: str,
        proposal: Proposal,
        lead: str,
        zone: str,
        asks_in: AsksIn,
        closes_at: datetime,
        slots: Iterable[datetime],
        now: datetime,
    ) -> int | None:
        """Keep a vote and its slots; its id, or None if this request was kept before."""
        insert = insert_into(self.session, PollRow).values(
            workspace_id=self.workspace_id,
            request=request,
            lead=lead,
            proposal=proposal_json(proposal),
            zone=zone,
            asks_in=asks_in,
            closes_at=closes_at,
            state=PollState.OPEN,
            created_at=now,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(PollRow.id))
        poll_id = added.scalar_one_or_none()
        if poll_id is not None:
            self.session.add_all(
                PollSlotRow(workspace_id=self.workspace_id, poll_id=poll_id, starts_at=each)
                for each in sorted(set(slots))
            )
            await self.session.flush()
        return poll_id

    async def is_kept(self, request: str) -> bool:
        found = select(PollRow.id).filter_by(workspace_id=self.workspace_id, request=request)
        return await self.session.scalar(found) is not None

    async def get(self, poll_id: int, *, locked: bool = False) -> Poll | None:
        """``locked``: what others do with this vote waits until this transaction is over."""
        found = await self._polls(PollRow.id == poll_id, locked=locked)
        return found[0] if found else None

    async def in_progress(self) -> list[Poll]:
        """Open, or closed with its time still to be chosen; what closes first comes first."""
        return await self._polls(PollRow.state.in_(IN_PROGRESS))

    async def _polls(self, *conditions: ColumnElement[bool], locked: bool = False) -> list[Poll]:
        query = (
            select(PollRow)
            .where(PollRow.workspace_id == self.workspace_id, *conditions)
            .order_by(PollRow.closes_at, PollRow.id)
            # What another transaction wrote while this one waited for its lock must be seen.
            .execution_options(populate_existing=True)
        )
        rows = (await self.session.scalars(query.with_for_update() if locked else query)).all()
        slots = await self._slots([row.id for row in rows])
        return [_poll(row, slots.get(row.id, ())) for row in rows]

    async def _slots(self, poll_ids: Sequence[int]) -> dict[int, tuple[Slot, ...]]:
        rows = await self.session.execute(
            select(PollSlotRow.poll_id, PollSlotRow.id, PollSlotRow.starts_at)
            .where(PollSlotRow.poll_id.in_(poll_ids))
            .order_by(PollSlotRow.starts_at)
        )
        found: dict[int, tuple[Slot, ...]] = {}
        for row in rows:
            found[row.poll_id] = (*found.get(row.poll_id, ()), Slot(row.id, row.starts_at))
        return found

    async def move(self, poll_id: int, before: Iterable[PollState], after: PollState) -> bool:
        """Change the state, if it still is one of ``before``: of several who try, one succeeds."""
        moved = await self.session.execute(
            update(PollRow)
            .filter_by(workspace_id=self.workspace_id, id=poll_id)
            .where(PollRow.state.in_(list(before)))
            .values(state=after)
            .returning(PollRow.id)
        )
        return moved.scalar_one_or_none() is not None

    async def extend(self, poll_id: int, closes_at: datetime) -> None:
        await self._set(poll_id, closes_at=closes_at)

    async def became(self, poll_id: int, session_id: int | None) -> None:
        """The session that came of it."""
        await self._set(poll_id, session_id=session_id)

    async def _set(self, poll_id: int, **values: object) -> None:
        await self.session.execute(
            update(PollRow).filter_by(workspace_id=self.workspace_id, id=poll_id).values(**values)
        )

    # ---- who is asked, and what they said

    async def ask(self, poll_id: int, voters: Iterable[Voter]) -> None:
        people = list(voters)
        codes = {each.practice.ods_code for each in people if each.practice}
        ids = await practice_ids(self.session, self.workspace_id, codes)
        self.session.add_all(
            PollVoterRow(
                poll_id=poll_id,
                slack_user_id=each.user,
                workspace_id=self.workspace_id,
                practice_id=ids[each.practice.ods_code] if each.practice else None,
                guest=each.guest,
                answered_at=each.answered_at,
            )
            for each in people
        )
        await self.session.flush()
        said = [
            self._vote(slot_id, each.user, says)
            for each in people
            for slot_id, says in each.votes.items()
        ]
        if said:
            await self.session.execute(insert_into(self.session, PollVoteRow), said)

    async def vote(self, poll_id: int, user: str, votes: Mapping[int, Says], now: datetime) -> bool:
        """Keep what they said, in place of what they said before; False if they are not asked."""
        answered = await self.session.execute(
            update(PollVoterRow)
            .filter_by(workspace_id=self.workspace_id, poll_id=poll_id, slack_user_id=user)
            .values(answered_at=func.coalesce(PollVoterRow.answered_at, now))
            .returning(PollVoterRow.slack_user_id)
        )
        if answered.scalar_one_or_none() is None:
            return False
        insert = insert_into(self.session, PollVoteRow)
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["slot_id", "slack_user_id"], set_={"says": insert.excluded.says}
            ),
            [self._vote(slot_id, user, says) for slot_id, says in sorted(votes.items())],
        )
        return True

    def _vote(self, slot_id: int, user: str, says: Says) -> dict[str, object]:
        return {
            "slot_id": slot_id,
            "slack_user_id": user,
            "workspace_id": self.workspace_id,
            "says": says,
        }

    async def voters(self, poll_id: int) -> tuple[Voter, ...]:
        """Everybody who is asked, by Slack id."""
        return (await self.voters_of([poll_id])).get(poll_id, ())

    async def voters_of(self, poll_ids: Iterable[int]) -> dict[int, tuple[Voter, ...]]:
        wanted = list(poll_ids)
        said = await self._said(wanted)
        rows = await self.session.execute(
            select(PollVoterRow, PracticeRow)
            .outerjoin(PracticeRow, PollVoterRow.practice_id == PracticeRow.id)
            .where(PollVoterRow.poll_id.in_(wanted))
            .order_by(PollVoterRow.slack_user_id)
            .execution_options(populate_existing=True)
        )
        found: dict[int, list[Voter]] = {}
        for row, practice in rows:
            votes = said.get((row.poll_id, row.slack_user_id), {})
            place = practice_of(practice) if practice else None
            found.setdefault(row.poll_id, []).append(_voter(row, place, votes))
        return {poll_id: tuple(voters) for poll_id, voters in found.items()}

    async def _said(self, poll_ids: Sequence[int]) -> dict[tuple[int, str], dict[int, Says]]:
        rows = await self.session.execute(
            select(
                PollSlotRow.poll_id,
                PollVoteRow.slack_user_id,
                PollVoteRow.slot_id,
                PollVoteRow.says,
            )
            .join(PollSlotRow, PollVoteRow.slot_id == PollSlotRow.id)
            .where(PollSlotRow.poll_id.in_(poll_ids))
        )
        found: dict[tuple[int, str], dict[int, Says]] = {}
        for row in rows:
            votes = found.setdefault((row.poll_id, row.slack_user_id), {})
            votes[row.slot_id] = Says(row.says)
        return found


def _poll(row: PollRow, slots: tuple[Slot, ...]) -> Poll:
    return Poll(
        id=row.id,
        lead=row.lead,
        proposal=proposal_of(row.proposal),
        zone=row.zone,
        asks_in=AsksIn(row.asks_in),
        closes_at=row.closes_at,
        state=PollState(row.state),
        slots=slots,
        session_id=row.session_id,
    )


def _voter(row: PollVoterRow, practice: Practice | None, votes: dict[int, Says]) -> Voter:
    return Voter(row.slack_user_id, practice, row.guest, row.answered_at, votes)
