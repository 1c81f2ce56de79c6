"""Keeps who says that they work where, and what people were told or asked once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.joining import Acquaintance, Claim
from storage.among import among
from storage.database import insert_into
from storage.schema.people import AcquaintanceRow, ClaimRow


class ClaimStore:
    """What people of one workspace say of where they work, and nobody has confirmed yet."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def put(self, claim: Claim) -> None:
        upsert = insert_into(self.session, ClaimRow)
        await self.session.execute(
            upsert.values(
                workspace_id=self.workspace_id,
                slack_user_id=claim.user,
                ods_code=claim.ods_code,
                name=claim.name,
                main=claim.main,
                made_at=claim.made_at,
            ).on_conflict_do_update(
                index_elements=["workspace_id", "slack_user_id", "ods_code"],
                set_={"name": upsert.excluded.name, "main": upsert.excluded.main},
            )
        )

    async def of(self, user: str) -> list[Claim]:
        return await self._found(ClaimRow.slack_user_id == user)

    async def waiting(self) -> list[Claim]:
        """Those that somebody has to confirm; the oldest first."""
        return await self._found()

    async def number(self, but: str, ods_codes: Iterable[str] | None = None) -> int:
        """How many people wait, but for one; ``ods_codes``: at these practices."""
        which = [] if ods_codes is None else [among(self.session, ClaimRow.ods_code, ods_codes)]
        found = await self.session.scalar(
            select(func.count(ClaimRow.slack_user_id.distinct())).where(
                ClaimRow.workspace_id == self.workspace_id, ClaimRow.slack_user_id != but, *which
            )
        )
        return found or 0

    async def take(self, user: str, ods_code: str) -> Claim | None:
        """The claim, which is gone then: somebody has decided about it. None: somebody had before."""
        found = await self._found(ClaimRow.slack_user_id == user, ClaimRow.ods_code == ods_code)
        gone = await self.session.execute(
            delete(ClaimRow).where(
                ClaimRow.workspace_id == self.workspace_id,
                ClaimRow.slack_user_id == user,
                ClaimRow.ods_code == ods_code,
            )
        )
        return found[0] if found and gone.rowcount else None  # type: ignore[attr-defined]

    async def take_all(self, ods_codes: Iterable[str], but: str) -> list[Claim]:
        """Those at these practices, but for one person's; they are gone then."""
        gone = await self.session.scalars(
            delete(ClaimRow)
            .where(
                ClaimRow.workspace_id == self.workspace_id,
                ClaimRow.slack_user_id != but,
                among(self.session, ClaimRow.ods_code, ods_codes),
            )
            .returning(ClaimRow)
        )
        return sorted(map(_claim, gone), key=lambda each: (each.made_at, each.user, each.ods_code))

    async def drop(self, user: str, ods_codes: Iterable[str]) -> None:
        """They say no longer that they work there."""
        await self.session.execute(
            delete(ClaimRow).where(
                ClaimRow.workspace_id == self.workspace_id,
                ClaimRow.slack_user_id == user,
                among(self.session, ClaimRow.ods_code, ods_codes),
            )
        )

    async def withdraw(self, user: str) -> None:
        """All that somebody has said."""
        await self.session.execute(
            delete(ClaimRow).where(
                ClaimRow.workspace_id == self.workspace_id, ClaimRow.slack_user_id == user
            )
        )

    async def _found(self, *which: object) -> list[Claim]:
        rows = await self.session.scalars(
            select(ClaimRow)
            .where(ClaimRow.workspace_id == self.workspace_id, *which)  # type: ignore[arg-type]
            .order_by(ClaimRow.made_at, ClaimRow.slack_user_id, ClaimRow.ods_code)
        )
        return [_claim(row) for row in rows]


def _claim(row: ClaimRow) -> Claim:
    return Claim(row.slack_user_id, row.ods_code, row.name, row.made_at, row.main)


class AcquaintanceStore:
    """What the people of one workspace were told or asked once."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def get(self, user: str) -> Acquaintance:
        row = await self.session.get(AcquaintanceRow, (self.workspace_id, user))
        if row is None:
            return Acquaintance()
        return Acquaintance(row.greeted_at, row.asked_at, row.rules_seen_at)

    async def first_time(self, user: str, what: str, now: datetime) -> bool:
        """Whether this is the first time that they are "greeted", "asked" or have "rules_seen".

        It is noted at once, so that of two who look at the same moment one hears True.
        """
        column = getattr(AcquaintanceRow, f"{what}_at")
        upsert = insert_into(self.session, AcquaintanceRow)
        done = await self.session.execute(
            upsert.values(workspace_id=self.workspace_id, slack_user_id=user, **{column.key: now})
            .on_conflict_do_update(
                index_elements=["workspace_id", "slack_user_id"],
                set_={column.key: now},
                where=column.is_(None),
            )
            .returning(AcquaintanceRow.slack_user_id)
        )
        return done.scalar_one_or_none() is not None
