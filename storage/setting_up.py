"""Counts what of a workspace has been set up, and what hangs on a practice."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Role
from bot.domain.sessions import State
from bot.domain.sources import SourceKind
from storage.schema.comparisons import IndicatorRow, SourceRow
from storage.schema.people import AlsoAtRow, MemberRow, PracticeRow
from storage.schema.sessions import PeerSessionRow, SessionPracticeRow


@dataclass(frozen=True, slots=True)
class Counts:
    practices: int
    leads: int
    managers: int
    administrators: int
    figures: int
    sources: int


async def counts(session: AsyncSession, workspace_id: int) -> Counts:
    """How many there are of each; people count by their roles, whatever these come from."""

    def number(row: type, *where: ColumnElement[bool]) -> ScalarSelect[int]:
        own = row.workspace_id == workspace_id  # type: ignore[attr-defined]
        return select(func.count()).select_from(row).where(own, *where).scalar_subquery()

    def with_role(role: Role) -> ScalarSelect[int]:
        has = or_(MemberRow.roles.contains(role.value), MemberRow.from_groups.contains(role.value))
        return number(MemberRow, MemberRow.left_at.is_(None), has)

    found = await session.execute(
        select(
            number(PracticeRow),
            with_role(Role.LEAD),
            with_role(Role.MANAGER),
            with_role(Role.ADMINISTRATOR),
            number(IndicatorRow),
            number(SourceRow, SourceRow.kind != SourceKind.ODS),
        )
    )
    return Counts(*found.one())


async def members_by_practice(session: AsyncSession, workspace_id: int) -> dict[str, int]:
    """How many people work at each practice, mainly or besides, by ODS code; none where nobody does."""
    mainly = select(MemberRow.practice_id).where(
        MemberRow.workspace_id == workspace_id, MemberRow.left_at.is_(None)
    )
    besides = (
        select(AlsoAtRow.practice_id)
        .join(
            MemberRow,
            (MemberRow.workspace_id == AlsoAtRow.workspace_id)
            & (MemberRow.slack_user_id == AlsoAtRow.slack_user_id),
        )
        .where(AlsoAtRow.workspace_id == workspace_id, MemberRow.left_at.is_(None))
    )
    places = union_all(mainly, besides).subquery()
    found = await session.execute(
        select(PracticeRow.ods_code, func.count())
        .join(places, places.c.practice_id == PracticeRow.id)
        .where(PracticeRow.workspace_id == workspace_id)
        .group_by(PracticeRow.ods_code)
    )
    return {row.ods_code: row[1] for row in found}


async def topic_to_come(session: AsyncSession, workspace_id: int, ods_code: str) -> str | None:
    """What a peer session that is to come, or runs, is about in which this practice takes part."""
    found = (
        select(PeerSessionRow.topic)
        .join(SessionPracticeRow, SessionPracticeRow.session_id == PeerSessionRow.id)
        .join(PracticeRow, PracticeRow.id == SessionPracticeRow.practice_id)
        .where(
            PeerSessionRow.workspace_id == workspace_id,
            PeerSessionRow.state.in_([State.PLANNED, State.STARTED]),
            PracticeRow.ods_code == ods_code,
        )
        .order_by(PeerSessionRow.starts_at)
        .limit(1)
    )
    return (await session.scalars(found)).one_or_none()
