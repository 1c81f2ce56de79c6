"""Keeps what peers are chosen by: the traits of practices, and how a practice wants its peers chosen."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.comparisons.figures import Period
from bot.domain.comparisons.peers import KeptChoice, PeerChoice
from bot.domain.comparisons.traits import Pool, Trait, Traits
from storage.comparisons.indicators import IndicatorStore
from storage.database import insert_into
from storage.schema.comparisons import ObservationRow, PeriodSummaryRow
from storage.schema.organisations import OrganisationLinkRow, OrganisationRow, PeerChoiceRow

PRACTICE, PCN, MEMBER = "practice", "pcn", "member"  # kinds of organisations, and of links
USUAL_POOL = ""  # the group if it is large enough, else England

_TRAITS = ("list_size", "imd_score", "over_65", "rural")


class PeerStore:
    """Traits and choices of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- traits

    async def version(self) -> tuple[Any, ...]:
        """Differs when the traits may have changed; cheap, so that they can be kept in memory."""
        practices = select(func.count(), func.max(OrganisationRow.read_at)).where(
            OrganisationRow.workspace_id == self.workspace_id, OrganisationRow.kind == PRACTICE
        )
        of = OrganisationLinkRow
        links = select(func.count(), func.max(of.first), func.max(of.last)).where(
            of.workspace_id == self.workspace_id, of.kind == MEMBER
        )
        found = (await self.session.execute(practices)).one()
        return (*found, *(await self.session.execute(links)).one())

    async def traits(self, today: date) -> list[Traits]:
        """Of every practice of the register that is open, in the group or not."""
        pcn_of = await self._pcns(today)
        rows = await self.session.execute(
            select(
                OrganisationRow.code, *(getattr(OrganisationRow, name) for name in _TRAITS)
            ).where(
                OrganisationRow.workspace_id == self.workspace_id,
                OrganisationRow.kind == PRACTICE,
                or_(OrganisationRow.closed.is_(None), OrganisationRow.closed >= today),
            )
        )
        return [
            Traits(
                row.code,
                row.list_size,
                row.imd_score,
                row.over_65,
                row.rural,
                pcn=pcn_of.get(row.code),
            )
            for row in rows
        ]

    async def _pcns(self, today: date) -> dict[str, str]:
        rows = await self.session.execute(
            select(OrganisationLinkRow.child, OrganisationLinkRow.parent)
            .join(
                OrganisationRow,
                (OrganisationRow.code == OrganisationLinkRow.parent)
                & (OrganisationRow.workspace_id == OrganisationLinkRow.workspace_id),
            )
            .where(*self._open_links(today), OrganisationRow.kind == PCN)
            .order_by(OrganisationLinkRow.first)
        )
        return {row.child: row.parent for row in rows}

    def _open_links(self, today: date) -> tuple[Any, ...]:
        return (
            OrganisationLinkRow.workspace_id == self.workspace_id,
            OrganisationLinkRow.kind == MEMBER,
            OrganisationLinkRow.first <= today,
            or_(OrganisationLinkRow.last.is_(None), OrganisationLinkRow.last >= today),
        )

    async def put_traits(
        self, traits: Sequence[Traits], names: Mapping[str, str], now: datetime
    ) -> None:
        """Write down what is newly known of practices; what is None stays as it was known."""
        if not traits:
            return
        insert = insert_into(self.session, OrganisationRow)
        known = {
            name: func.coalesce(insert.excluded[name], getattr(OrganisationRow, name))
            for name in _TRAITS
        }
        upsert = insert.on_conflict_do_update(
            index_elements=["workspace_id", "code"],
            set_={**known, "read_at": insert.excluded["read_at"]},
        )
        rows = [
            {
                "workspace_id": self.workspace_id,
                "code": each.ods_code,
                "kind": PRACTICE,
                "name": names.get(each.ods_code, each.ods_code),
                **{name: getattr(each, name) for name in _TRAITS},
                "read_at": now,
            }
            for each in traits
        ]
        await self.session.execute(upsert, rows)

    async def put_pcns(self, traits: Sequence[Traits], now: datetime, today: date) -> None:
        """Write down which PCN practices are in from today; what was known otherwise ends yesterday."""
        wanted = {each.ods_code: each.pcn for each in traits if each.pcn}
        before = await self._pcns(today)
        moved = {code: pcn for code, pcn in wanted.items() if before.get(code) != pcn}
        if not moved:
            return
        await self._ensure_pcns(set(moved.values()), now)
        for code in moved.keys() & before.keys():
            await self._end_link(code, before[code], today)
        insert = insert_into(self.session, OrganisationLinkRow)
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["workspace_id", "child", "parent", "kind", "first"],
                set_={"last": None},
            ),
            [
                {
                    "workspace_id": self.workspace_id,
                    "child": code,
                    "parent": pcn,
                    "kind": MEMBER,
                    "first": today,
                    "last": None,
                }
                for code, pcn in moved.items()
            ],
        )

    async def _ensure_pcns(self, codes: Iterable[str], now: datetime) -> None:
        rows = [
            {
                "workspace_id": self.workspace_id,
                "code": code,
                "kind": PCN,
                "name": code,
                "read_at": now,
            }
            for code in sorted(codes)
        ]
        insert = insert_into(self.session, OrganisationRow).on_conflict_do_nothing()
        await self.session.execute(insert, rows)

    async def _end_link(self, child: str, parent: str, today: date) -> None:
        link = (
            OrganisationLinkRow.workspace_id == self.workspace_id,
            OrganisationLinkRow.child == child,
            OrganisationLinkRow.parent == parent,
            OrganisationLinkRow.kind == MEMBER,
        )
        await self.session.execute(
            delete(OrganisationLinkRow).where(*link, OrganisationLinkRow.first >= today)
        )
        await self.session.execute(
            update(OrganisationLinkRow)
            .where(
                *link, or_(OrganisationLinkRow.last.is_(None), OrganisationLinkRow.last >= today)
            )
            .values(last=today - timedelta(days=1))
        )

    # ---- figures

    async def latest(self, key: str) -> dict[str, float]:
        """Each area's newest value of an indicator, in its unit; only those of the newest period."""
        found = await IndicatorStore(self.session, self.workspace_id).get(key)
        if found is None:
            return {}
        indicator_id, indicator = found
        newest = select(func.max(PeriodSummaryRow.period)).filter_by(
            workspace_id=self.workspace_id, indicator_id=indicator_id
        )
        row = ObservationRow
        rows = await self.session.execute(
            select(row.area, row.numerator, row.denominator, row.value).where(
                row.workspace_id == self.workspace_id,
                row.indicator_id == indicator_id,
                row.period == newest.scalar_subquery(),
            )
        )
        values = {}
        for area, numerator, denominator, value in rows:
            if value is None and numerator is not None:
                value = numerator * indicator.multiplier / denominator if denominator else numerator
            if value is not None:
                values[area] = value
        return values

    async def with_figures(
        self, key: str, period: Period, codes: Iterable[str] | None = None
    ) -> frozenset[str]:
        """Those areas, of these or of all, that have a figure for every part of the period."""
        found = await IndicatorStore(self.session, self.workspace_id).get(key)
        if found is None:
            return frozenset()
        row = ObservationRow
        within = [row.workspace_id == self.workspace_id, row.indicator_id == found[0]]
        if codes is None:
            within.append(row.period.between(period.first, period.last))
        else:
            # By whole keys: between two periods a database would look at all of England.
            within += [row.period.in_(period.starts), row.area.in_(list(codes))]
        rows = await self.session.scalars(
            select(row.area).where(*within).group_by(row.area).having(func.count() == period.parts)
        )
        return frozenset(rows)

    # ---- choices

    async def choice(self, ods_code: str) -> KeptChoice | None:
        """None for a practice that has not asked for others."""
        found = select(PeerChoiceRow).filter_by(workspace_id=self.workspace_id, ods_code=ods_code)
        row = (await self.session.scalars(found)).one_or_none()
        if row is None:
            return None
        traits = frozenset(Trait(each) for each in row.traits.split(",") if each)
        choice = PeerChoice(None if row.pool == USUAL_POOL else Pool(row.pool), row.size, traits)
        return KeptChoice(choice, row.chosen_by, row.chosen_at)

    async def choose(self, ods_code: str, choice: PeerChoice, user: str, now: datetime) -> None:
        insert = insert_into(self.session, PeerChoiceRow).values(
            workspace_id=self.workspace_id,
            ods_code=ods_code,
            pool=choice.pool or USUAL_POOL,
            size=choice.size,
            traits=",".join(sorted(choice.traits)),
            chosen_by=user,
            chosen_at=now,
        )
        changed = ("pool", "size", "traits", "chosen_by", "chosen_at")
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["workspace_id", "ods_code"],
                set_={name: insert.excluded[name] for name in changed},
            )
        )

    async def forget_choice(self, ods_code: str) -> None:
        """Back to the usual."""
        await self.session.execute(
            delete(PeerChoiceRow).filter_by(workspace_id=self.workspace_id, ods_code=ods_code)
        )
