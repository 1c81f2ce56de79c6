"""Keeps rounds of matching: what was asked for, the groups, and what past rounds tell the next one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.matching import Reasons, What
from bot.domain.matching.rounds import (
    Group,
    LeftOut,
    Meeting,
    PastRound,
    Round,
    RoundState,
    Wanted,
)
from bot.domain.people import Practice
from bot.domain.sessions import Format, State
from storage.database import insert_into
from storage.schema.matching import MatchGroupRow, MatchingRow, MatchPracticeRow
from storage.schema.people import MemberRow, PracticeRow
from storage.schema.sessions import PeerSessionRow, SessionPracticeRow
from storage.sessions.rows import practice_ids, practice_of


class MatchingStore:
    """The rounds of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def add(
        self, request: str, wanted: Wanted, lead: str, seed: int, now: datetime
    ) -> int | None:
        """Keep what was asked for; its id, or None if this request was kept before."""
        insert = insert_into(self.session, MatchingRow).values(
            workspace_id=self.workspace_id,
            request=request,
            lead=lead,
            state=RoundState.WORKING,
            seed=seed,
            settings=wanted.as_json(),
            notes={},
            made_at=now,
        )
        once = insert.on_conflict_do_nothing(index_elements=["workspace_id", "request"])
        added = await self.session.execute(once.returning(MatchingRow.id))
        return added.scalar_one_or_none()

    async def get(self, matching_id: int, *, locked: bool = False) -> Round | None:
        """``locked``: until the transaction ends, for changing it."""
        query = select(MatchingRow).filter_by(workspace_id=self.workspace_id, id=matching_id)
        row = await self.session.scalar(query.with_for_update() if locked else query)
        if row is None:
            return None
        return Round(
            id=row.id,
            lead=row.lead,
            state=RoundState(row.state),
            seed=row.seed,
            wanted=Wanted.of(row.settings),
            groups=await self._groups(row.id),
            left_out=tuple(LeftOut(*each) for each in row.notes.get("left_out", ())),
            same=row.notes.get("same", False),
        )

    async def _groups(self, matching_id: int) -> tuple[Group, ...]:
        rows = await self.session.execute(
            select(MatchGroupRow, PracticeRow)
            .join(MatchPracticeRow, MatchPracticeRow.group_id == MatchGroupRow.id)
            .join(PracticeRow, MatchPracticeRow.practice_id == PracticeRow.id)
            .where(
                MatchGroupRow.workspace_id == self.workspace_id,
                MatchGroupRow.matching_id == matching_id,
            )
            .order_by(MatchGroupRow.number, PracticeRow.name, PracticeRow.ods_code)
        )
        found: dict[int, tuple[MatchGroupRow, list[Practice]]] = {}
        for group, practice in rows:
            found.setdefault(group.id, (group, []))[1].append(practice_of(practice))
        return tuple(
            Group(
                group.number,
                tuple(practices),
                group.facilitator,
                _reasons(group.reasons),
                group.session_id,
                group.reasons[2],
            )
            for group, practices in found.values()
        )

    async def move(
        self, matching_id: int, before: RoundState, after: RoundState, seed: int | None = None
    ) -> bool:
        """Change the state, if it still is ``before``: of several who try, one succeeds."""
        values: dict[str, Any] = {"state": after} | ({} if seed is None else {"seed": seed})
        moved = await self.session.execute(
            update(MatchingRow)
            .filter_by(workspace_id=self.workspace_id, id=matching_id, state=before)
            .values(**values)
            .returning(MatchingRow.id)
        )
        return moved.scalar_one_or_none() is not None

    async def sent(self, matching_id: int, now: datetime) -> None:
        await self.session.execute(
            update(MatchingRow)
            .filter_by(workspace_id=self.workspace_id, id=matching_id)
            .values(state=RoundState.SENT, sent_at=now)
        )

    async def put_groups(
        self,
        matching_id: int,
        groups: Sequence[Group],
        left_out: Iterable[LeftOut],
        *,
        same: bool = False,
    ) -> None:
        """In the place of those there were; ``same``: it came out as before."""
        await self.session.execute(
            delete(MatchGroupRow).filter_by(workspace_id=self.workspace_id, matching_id=matching_id)
        )
        codes = {each.ods_code for group in groups for each in group.practices}
        ids = await practice_ids(self.session, self.workspace_id, codes)
        rows = [
            MatchGroupRow(
                workspace_id=self.workspace_id,
                matching_id=matching_id,
                number=each.number,
                facilitator=each.facilitator,
                reasons=[list(each.reasons.said), list(each.reasons.forced), each.people],
            )
            for each in groups
        ]
        self.session.add_all(rows)
        await self.session.flush()
        self.session.add_all(
            MatchPracticeRow(
                group_id=row.id, practice_id=ids[practice.ods_code], workspace_id=self.workspace_id
            )
            for row, group in zip(rows, groups, strict=True)
            for practice in group.practices
        )
        notes = {"left_out": [[each.name, each.why] for each in left_out], "same": same}
        await self.session.execute(
            update(MatchingRow)
            .filter_by(workspace_id=self.workspace_id, id=matching_id)
            .values(notes=notes)
        )
        await self.session.flush()

    async def set_session(self, matching_id: int, number: int, session_id: int) -> None:
        await self.session.execute(
            update(MatchGroupRow)
            .filter_by(workspace_id=self.workspace_id, matching_id=matching_id, number=number)
            .values(session_id=session_id)
        )

    # ---- what past rounds tell

    async def history(self, rounds: int) -> list[PastRound]:
        """The last rounds that were sent, the newest first, with the groups that were not called off."""
        past = (
            await self.session.scalars(
                select(MatchingRow)
                .where(
                    MatchingRow.workspace_id == self.workspace_id, MatchingRow.sent_at.is_not(None)
                )
                .order_by(MatchingRow.sent_at.desc(), MatchingRow.id.desc())
                .limit(rounds)
            )
        ).all()
        rows = await self.session.execute(
            select(
                MatchGroupRow.matching_id,
                MatchGroupRow.id,
                PracticeRow.ods_code,
                MemberRow.practice_id == PracticeRow.id,
            )
            .join(PeerSessionRow, MatchGroupRow.session_id == PeerSessionRow.id)
            .join(SessionPracticeRow, SessionPracticeRow.session_id == PeerSessionRow.id)
            .join(PracticeRow, SessionPracticeRow.practice_id == PracticeRow.id)
            .outerjoin(
                MemberRow,
                (MemberRow.slack_user_id == MatchGroupRow.facilitator)
                & (MemberRow.workspace_id == MatchGroupRow.workspace_id),
            )
            .where(
                MatchGroupRow.matching_id.in_([each.id for each in past]),
                PeerSessionRow.state != State.CANCELLED,
            )
        )
        groups: dict[int, dict[int, list[str]]] = {}
        facilitated: dict[int, set[str]] = {}
        for matching_id, group_id, code, theirs in rows:
            groups.setdefault(matching_id, {}).setdefault(group_id, []).append(code)
            if theirs:
                facilitated.setdefault(matching_id, set()).add(code)
        return [
            PastRound(
                tuple(tuple(sorted(codes)) for codes in groups.get(each.id, {}).values()),
                frozenset(facilitated.get(each.id, ())),
                each.settings["what"] == What.PAIRS,
                each.sent_at,
            )
            for each in past
        ]

    async def meetings(self, since: datetime) -> list[Meeting]:
        """Sessions of a few practices that were held since then, beside any round."""
        of_rounds = select(MatchGroupRow.session_id).where(
            MatchGroupRow.workspace_id == self.workspace_id, MatchGroupRow.session_id.is_not(None)
        )
        rows = await self.session.execute(
            select(PeerSessionRow.id, PeerSessionRow.starts_at, PracticeRow.ods_code)
            .join(SessionPracticeRow, SessionPracticeRow.session_id == PeerSessionRow.id)
            .join(PracticeRow, SessionPracticeRow.practice_id == PracticeRow.id)
            .where(
                PeerSessionRow.workspace_id == self.workspace_id,
                PeerSessionRow.starts_at >= since,
                PeerSessionRow.state.in_([State.STARTED, State.OVER]),
                PeerSessionRow.format.in_([Format.PAIR, Format.TRIO, Format.SMALL_GROUP]),
                PeerSessionRow.id.not_in(of_rounds),
            )
            .order_by(PeerSessionRow.id, PracticeRow.ods_code)
        )
        found: dict[int, tuple[datetime, list[str]]] = {}
        for session_id, at, code in rows:
            found.setdefault(session_id, (at, []))[1].append(code)
        return [Meeting(at, tuple(codes)) for at, codes in found.values()]


def _reasons(kept: list[Any]) -> Reasons:
    said, forced, _people = kept
    return Reasons(tuple(said), tuple(forced))
