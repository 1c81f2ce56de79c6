"""Everything that is held of one person, as a file for them alone, within seconds."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.blocks.rights import mine as say
from bot.blocks.rights.telling import Names
from bot.domain.concerns import Line
from bot.domain.people import Member
from bot.domain.rights.mine import MyData
from bot.domain.times import local_day
from bot.services.context import Context
from bot.services.rights.files import File, FileUseCases
from bot.services.sessions.notes import Notes
from storage.rights import HoldingStore, Row

MY_DATA = "rights.my_data"  # a kind of work; its subject is "text:U1" or "json:U1"
TEXT, JSON = "text", "json"

Held = Mapping[str, list[Row]]
SaidOf = Callable[[AsyncSession, str], Awaitable[Mapping[int, Sequence[Line]]]]
"""What was said about each concern that this person raised or is asked about, opened."""


async def nothing_said(_session: AsyncSession, _user: str) -> Mapping[int, Sequence[Line]]:
    return {}


class MyDataService(FileUseCases):
    def __init__(self, context: Context, said_of: SaidOf = nothing_said) -> None:
        super().__init__(context)
        self.said_of = said_of

    async def ask(self, user: str, form: str = TEXT) -> None:
        """Have it made and sent; asked for twice before it is there, it comes once."""
        await self.ask_for(MY_DATA, f"{form}:{user}")

    async def send(self, subject: str, now: datetime) -> datetime | None:
        form, user = subject.split(":")
        data = await self.gather(user)
        text = say.to_json(data) if form == JSON else say.to_text(data)
        ending = "json" if form == JSON else "md"
        name = f"my-data-{local_day(now, self.zone).isoformat()}.{ending}"
        file = File(name, say.FILE_TITLE, text.encode(), say.FOR_YOU)
        await self.give(MY_DATA, subject, user, file, say.NOT_SENT)
        return None

    async def gather(self, user: str) -> MyData:
        """All of it, as it stands now."""
        workspace = self.context.workspace
        notes = await Notes(self.context).mine(user)
        async with self.context.database.reading() as session:
            store = HoldingStore(session, self.workspace_id)
            held = await store.of(user)
            mentioning = await store.mentioning(user)
            member = await self.people(session).member(user)
            of_practice = await store.about_practices(_codes(member), user)
            names = await self._names(store, held)
            said = await self.said_of(session, user)
        return MyData(
            user,
            workspace.body_name,
            self.zone,
            self.now(),
            say.sections_of(
                user, held, _only_there(mentioning, held, user), notes, said, of_practice, names
            ),
        )

    async def _names(self, store: HoldingStore, held: Held) -> Names:
        """What the rows point at, each sort in one query."""
        slots = await store.topics("peer_poll_slot", _ids(held, "slot_id"), "starts_at")
        polls = await store.topics("peer_poll", _ids(held, "poll_id"), "proposal")
        practices = _ids(held, "practice_id") | _ids(held, "other_practice_id")
        return Names(
            await store.topics("practice", practices, "name"),
            await store.topics("peer_session", _ids(held, "session_id"), "topic"),
            await store.topics("pulse_round", _ids(held, "round_id"), "title"),
            await store.topics("indicator", _ids(held, "indicator_id"), "name"),
            {id_: each.get("topic", "") for id_, each in polls.items()},
            slots,
        )


def _codes(member: Member | None) -> list[str]:
    return [each.ods_code for each in member.practices] if member else []


def _ids(held: Held, column: str) -> set[int]:
    rows: Iterable[Row] = (row for rows in held.values() for row in rows)
    return {row[column] for row in rows if row.get(column) is not None}


def _only_there(mentioning: Held, held: Held, user: str) -> dict[str, int]:
    """How many rows name them in their text, or would be told to them, and are told nowhere else."""
    numbers: dict[str, int] = {}
    for table, rows in mentioning.items():
        known: list[Any] = [row for row in held.get(table, ()) if row.get("spot", user) == user]
        number = sum(row not in known for row in rows)
        if number and table != "work":
            numbers[table] = number
    return numbers
