"""A group with figures and posted snippets, in which everything planned can be said to be sent."""

import csv
import io
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, update

from bot.domain.comparisons import Snippet
from bot.domain.delivery import Message, State
from bot.domain.people import Member, Role, Workspace
from bot.secrets import make_key, parse_secrets
from bot.services.comparisons import ComparisonsService
from bot.services.context import Context
from bot.services.factory import NoCharts
from bot.sources.openprescribing import COLUMNS
from bot.work import Worker
from storage.database import Database
from storage.delivery.rows import Delivery, delivery_of
from storage.people import PeopleStore, ensure_workspace
from storage.schema.comparisons import IndicatorRow
from storage.schema.delivery import DeliveryRow
from storage.schema.journal import AuditRow
from tests.support.people import PRACTICES
from tests.support.pulse import Town
from tests.support.snippets import lines

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KEY = "ktt9_antibiotics"
ALDER, BROOK = PRACTICES[:2]
LEAD, MANAGER, ADMIN = "U100", "U101", "U102"
ANN, AMY = "U201", "U202"  # at Alder
BEN = "U203"  # at Brook
LOCUM, STRANGER = "U204", "U205"
MEMBERS = (
    Member(LEAD, PRACTICES[5], frozenset({Role.GP, Role.LEAD})),
    Member(MANAGER, None, frozenset({Role.MANAGER})),
    Member(ADMIN, None, frozenset({Role.ADMINISTRATOR})),
    Member(ANN, ALDER),
    Member(AMY, ALDER, frozenset({Role.MANAGER})),
    Member(BEN, BROOK),
    Member(LOCUM, None),
)
VALUES = {practice.ods_code: 60.0 + 10 * place for place, practice in enumerate(PRACTICES)}


@dataclass
class SetClock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@dataclass
class Group:
    """The service and what surrounds it. ``slack`` says which channels others read along in."""

    database: Database
    workspace: Workspace
    comparisons: ComparisonsService
    clock: SetClock
    slack: Town = field(default_factory=Town)

    async def posted(self, channel: str = "C1", request: str = "V1") -> Snippet:
        snippet = await self.comparisons.posting.post_snippet(KEY, channel, request, LEAD)
        assert snippet is not None
        return snippet

    async def settle(self) -> None:
        """Background work is done, and everything planned has gone out."""

        async def working(_workspace_id: int) -> ComparisonsService:
            return self.comparisons

        await Worker(self.database, self.clock, working).drain()
        async with self.database.transaction() as session:
            there = {"state": State.SENT, "sent_channel": "C1", "sent_ts": "1.1"}
            await session.execute(update(DeliveryRow).values(**there))

    async def planned(self, part: str = "") -> dict[str, Delivery]:
        """All that was planned, by key; only the keys with ``part`` in them."""
        async with self.database.reading() as session:
            rows = await session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
            return {row.key: delivery_of(row) for row in rows if part in row.key}

    async def message(self, key: str) -> Message:
        return (await self.planned(key))[key].message

    async def reads(self, snippet: Snippet) -> list[str]:
        """What the channel reads of a snippet now."""
        shown = await self.planned(snippet.delivery_key)
        newest = shown.get(f"{snippet.delivery_key}:state", shown[snippet.delivery_key])
        return lines(newest.message)

    async def deeds(self) -> list[tuple[str, str, str]]:
        """The audit log: who, what, about what."""
        async with self.database.reading() as session:
            rows = await session.scalars(select(AuditRow).order_by(AuditRow.id))
            return [(row.actor, row.deed, row.subject) for row in rows]

    async def change_indicator(self, **changes: Any) -> None:
        async with self.database.transaction() as session:
            await session.execute(update(IndicatorRow).values(**changes))

    async def leaves(self, user: str) -> None:
        """An account is closed, and the bot hears of it."""
        async with self.database.transaction() as session:
            people = PeopleStore(session, self.workspace.id)
            await people.note_left(user, self.clock.now())
        await self.comparisons.challenging.pass_on(user)


async def found(database: Database, values: Mapping[str, float] | None = None) -> Group:
    """Six practices with figures from 60 to 110; two people at the first, one at the second."""
    clock = SetClock()
    slack = Town()
    async with database.transaction() as session:
        workspace = await ensure_workspace(session, "T1", "", NOW)
        people = PeopleStore(session, workspace.id)
        await people.put_practices(PRACTICES)
        await people.put_members(MEMBERS)
    secrets = parse_secrets(make_key())
    context = Context(database, clock, secrets, random.Random(1), workspace, NoCharts(), slack)
    group = Group(database, workspace, ComparisonsService(context), clock, slack)
    await group.comparisons.importing.import_file(figures(values or VALUES), "figures.csv", "test")
    return group


def figures(values: Mapping[str, float]) -> bytes:
    """An OpenPrescribing file: a year, each practice with that value a thousand STAR-PU."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for month in (date(2025 + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(12)):
        for code, value in values.items():
            counted = value * 1000
            row = [KEY, "practice", code, "NAME", month, counted, 1_000_000.0, value / 1000, 50.0]
            writer.writerow(row)
    return text.getvalue().encode()
