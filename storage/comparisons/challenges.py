"""Keeps who questioned which figure, and what became of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons.challenges import About, Challenge
from storage.comparisons.indicators import indicator_of
from storage.database import insert_into
from storage.schema.comparisons import ChallengeRow, IndicatorRow, SnippetRow

SEPARATOR = ","


class ChallengeStore:
    """The challenges of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def lock(self, key: str) -> None:
        """Until the commit: two questions at once would both see that there is none yet."""
        await self.session.execute(
            select(IndicatorRow.id)
            .filter_by(workspace_id=self.workspace_id, key=key)
            .with_for_update(key_share=True)  # an import that is under way must not be waited for
        )

    async def add(
        self,
        request: str,
        about: About,
        words: str,
        raised_by: str,
        raised_at: datetime,
        owners: Sequence[str],
    ) -> int | None:
        """None where this request, a form sent twice, has raised it before."""
        indicator_id = select(IndicatorRow.id).filter_by(
            workspace_id=self.workspace_id, key=about.key
        )
        once = (
            insert_into(self.session, ChallengeRow)
            .values(
                workspace_id=self.workspace_id,
                request=request,
                indicator_id=indicator_id.scalar_subquery(),
                snippet_id=about.snippet_id,
                ods_code=about.ods_code,
                words=words,
                raised_by=raised_by,
                raised_at=raised_at,
                owner=SEPARATOR.join(owners),
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "request"])
            .returning(ChallengeRow.id)
        )
        return (await self.session.execute(once)).scalar_one_or_none()

    async def get(self, challenge_id: int) -> Challenge | None:
        found = await self._challenges(ChallengeRow.id == challenge_id)
        return found[0] if found else None

    async def of_request(self, request: str) -> Challenge | None:
        """The one that a form has raised."""
        found = await self._challenges(ChallengeRow.request == request)
        return found[0] if found else None

    async def of_snippet(self, snippet_id: int) -> list[Challenge]:
        """All about the numbers of a snippet, settled or not."""
        return await self._challenges(ChallengeRow.snippet_id == snippet_id)

    async def open(self) -> list[Challenge]:
        """All that are not settled, the oldest first."""
        return await self._challenges(ChallengeRow.settled_at.is_(None))

    async def open_about(self, key: str, ods_code: str | None = None) -> list[Challenge]:
        """Those about an indicator's figures for all, and about this practice's own."""
        for_all: ColumnElement[bool] = ChallengeRow.ods_code.is_(None)
        if ods_code is not None:
            for_all = or_(for_all, ChallengeRow.ods_code == ods_code)
        return await self._challenges(
            ChallengeRow.settled_at.is_(None), IndicatorRow.key == key, for_all
        )

    async def open_by(self, user: str, about: About) -> Challenge | None:
        """The question that this person has open about the same thing."""
        found = await self._challenges(
            ChallengeRow.settled_at.is_(None),
            ChallengeRow.raised_by == user,
            IndicatorRow.key == about.key,
            ChallengeRow.snippet_id == about.snippet_id,
            ChallengeRow.ods_code == about.ods_code,
        )
        return found[0] if found else None

    async def settle(self, challenge_id: int, by: str, answer: str | None, now: datetime) -> bool:
        """False where it is settled already."""
        settled = await self.session.execute(
            update(ChallengeRow)
            .where(
                ChallengeRow.id == challenge_id,
                ChallengeRow.workspace_id == self.workspace_id,
                ChallengeRow.settled_at.is_(None),
            )
            .values(answer=answer, answered_by=by, answered_at=now, settled_at=now)
            .returning(ChallengeRow.id)
        )
        return settled.one_or_none() is not None

    async def hand_to(self, challenge_id: int, owners: Iterable[str]) -> None:
        await self.session.execute(
            update(ChallengeRow)
            .filter_by(id=challenge_id, workspace_id=self.workspace_id)
            .values(owner=SEPARATOR.join(owners))
        )

    async def _challenges(self, *conditions: ColumnElement[bool]) -> list[Challenge]:
        rows = await self.session.execute(
            select(ChallengeRow, IndicatorRow, SnippetRow.channel)
            .join(IndicatorRow, IndicatorRow.id == ChallengeRow.indicator_id)
            .outerjoin(SnippetRow, SnippetRow.id == ChallengeRow.snippet_id)
            .where(ChallengeRow.workspace_id == self.workspace_id, *conditions)
            .order_by(ChallengeRow.id)
            .execution_options(populate_existing=True)
        )
        return [_challenge(*row) for row in rows]


def _challenge(row: ChallengeRow, indicator: IndicatorRow, channel: str | None) -> Challenge:
    return Challenge(
        row.id,
        indicator_of(indicator),
        About(row.snippet_id, indicator.key, row.ods_code),
        channel,
        row.words,
        row.raised_by,
        row.raised_at,
        tuple(row.owner.split(SEPARATOR)),
        row.answer,
        row.answered_by,
        row.settled_at,
    )
