"""Keeps the register of organisations: what they are, and what belonged to what on which days."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.organisations import Kind, Link, LinkKind, Organisation, Register
from storage.among import among
from storage.database import insert_into
from storage.schema.organisations import OrganisationLinkRow, OrganisationRow

KNOWN = ("kind", "name", "postcode", "opened", "closed")  # what a register says; the rest stays


class OrganisationStore:
    """The organisations that one workspace knows, in the group or not."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def put(self, register: Register, now: datetime) -> int:
        """Add or correct these organisations and all their links; how many are new or changed.

        What else is known of them (list size, deprivation) stays, and so do organisations that the
        register does not name.
        """
        codes = list(register.organisations)
        before = await self._register(codes)
        await self._put_organisations(register.organisations.values(), now)
        await self._put_links(codes, register.links)
        return sum(
            before.organisations.get(code) != organisation
            or _links_of(before, code) != _links_of(register, code)
            for code, organisation in register.organisations.items()
        )

    async def get(self, code: str) -> Organisation | None:
        found = (await self._register([code])).organisations
        return found.get(code)

    async def list_sizes(self, codes: Iterable[str]) -> dict[str, int]:
        """Registered patients, of those of which that is known."""
        row = OrganisationRow
        found = await self.session.execute(
            select(row.code, row.list_size).where(
                row.workspace_id == self.workspace_id,
                row.list_size.is_not(None),
                among(self.session, row.code, codes),
            )
        )
        return {each.code: each.list_size for each in found if each.list_size is not None}

    async def postcodes(self) -> frozenset[str]:
        """Where all of them are, as the register writes it."""
        row = OrganisationRow
        found = await self.session.scalars(
            select(row.postcode).where(
                row.workspace_id == self.workspace_id, row.postcode.is_not(None)
            )
        )
        return frozenset(each for each in found if each)

    async def practices_version(self) -> tuple[Any, ...]:
        """Differs when the practices may have changed; cheap, so that they can be kept in memory."""
        row = OrganisationRow
        found = await self.session.execute(
            select(func.count(), func.max(row.read_at)).where(
                row.workspace_id == self.workspace_id, row.kind == Kind.PRACTICE
            )
        )
        return tuple(found.one())

    async def open_practices(self, on: date) -> list[Organisation]:
        """Every practice of the register that is open that day, in the group or not; by code."""
        row = OrganisationRow
        found = await self.session.execute(
            select(row.code, row.kind, row.name, row.postcode, row.opened, row.closed)
            .where(
                row.workspace_id == self.workspace_id,
                row.kind == Kind.PRACTICE,
                or_(row.closed.is_(None), row.closed >= on),
                or_(row.opened.is_(None), row.opened <= on),
            )
            .order_by(row.code)
        )
        return [_organisation(each) for each in found]

    async def practices_of(self, code: str, on: date) -> list[Organisation]:
        """The practices that belonged to a body on that day, themselves or through a part; by code."""
        register = await self.around(code)
        return [register.organisations[each] for each in sorted(register.practices_of(code, on))]

    async def parents_of(self, code: str, on: date) -> list[Organisation]:
        """What it belonged to itself on that day, as far as it is known; by code."""
        register = await self.around(code)
        found = sorted(register.parents_of(code, on))
        return [register.organisations[each] for each in found if each in register.organisations]

    async def predecessors_of(self, code: str) -> tuple[Link, ...]:
        return (await self._register([code])).predecessors_of(code)

    async def breaks_of(self, code: str) -> tuple[date, ...]:
        return (await self._register([code])).breaks_of(code)

    async def around(self, *codes: str) -> Register:
        """Bodies with all that ever belonged to them, and what these ever belonged to."""
        below = await self._spread(set(codes), down=True)
        return await self._register(list(await self._spread(below, down=False)))

    # ---- helpers

    async def _spread(self, codes: set[str], *, down: bool) -> set[str]:
        """These, and what belongs to them (or what they belong to), through any number of links."""
        row = OrganisationLinkRow
        from_, to = (row.parent, row.child) if down else (row.child, row.parent)
        found, fresh = set(codes), set(codes)
        while fresh:
            rows = await self.session.scalars(
                select(to).where(
                    row.workspace_id == self.workspace_id,
                    row.kind == LinkKind.MEMBER,
                    among(self.session, from_, fresh),
                )
            )
            fresh = set(rows) - found
            found |= fresh
        return found

    async def _register(self, codes: Sequence[str]) -> Register:
        """These organisations with their links; plain rows, since there may be many."""
        row = OrganisationRow
        organisations = await self.session.execute(
            select(row.code, row.kind, row.name, row.postcode, row.opened, row.closed).where(
                row.workspace_id == self.workspace_id, among(self.session, row.code, codes)
            )
        )
        link = OrganisationLinkRow
        links = await self.session.execute(
            select(link.child, link.parent, link.kind, link.first, link.last).where(
                *self._links_of(codes)
            )
        )
        return Register(
            {each.code: _organisation(each) for each in organisations},
            tuple(
                Link(each.child, each.parent, LinkKind(each.kind), each.first, each.last)
                for each in links
            ),
        )

    def _links_of(self, codes: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
        """The links that are said by the records of these: a succession by both its ends."""
        row = OrganisationLinkRow
        follows = and_(row.kind == LinkKind.SUCCESSOR, among(self.session, row.parent, codes))
        return (
            row.workspace_id == self.workspace_id,
            or_(among(self.session, row.child, codes), follows),
        )

    async def _put_organisations(
        self, organisations: Iterable[Organisation], now: datetime
    ) -> None:
        rows = [
            {
                "workspace_id": self.workspace_id,
                "code": each.code,
                **{name: getattr(each, name) for name in KNOWN},
                "read_at": now,
            }
            for each in organisations
        ]
        upsert = insert_into(self.session, OrganisationRow)
        changed = {name: upsert.excluded[name] for name in (*KNOWN, "read_at")}
        await self.session.execute(
            upsert.on_conflict_do_update(index_elements=["workspace_id", "code"], set_=changed),
            rows,
        )

    async def _put_links(self, codes: Sequence[str], links: Iterable[Link]) -> None:
        """In place of all that was known of these: a membership may have been entered wrongly."""
        await self.session.execute(delete(OrganisationLinkRow).where(*self._links_of(codes)))
        rows: list[dict[str, Any]] = [
            {
                "workspace_id": self.workspace_id,
                "child": each.child,
                "parent": each.parent,
                "kind": each.kind,
                "first": each.first,
                "last": each.last,
            }
            for each in links
        ]
        if rows:
            await self.session.execute(insert(OrganisationLinkRow), rows)


def _organisation(row: Any) -> Organisation:
    return Organisation(row.code, Kind(row.kind), row.name, row.postcode, row.opened, row.closed)


def _links_of(register: Register, code: str) -> set[Link]:
    return {
        link
        for link in register.links
        if link.child == code or (link.kind is LinkKind.SUCCESSOR and link.parent == code)
    }
