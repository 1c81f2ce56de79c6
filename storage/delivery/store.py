"""What services do with messages: plan them, take them back, ask what became of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import orjson
from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.delivery import Kind, Message, Outgoing, Place, Planned, State, Update, Wave
from bot.domain.rhythm import Decision, Pending, replanned
from storage.among import among
from storage.database import PLANNED, insert_into
from storage.delivery.lane import LaneStore
from storage.delivery.parting import part_from
from storage.delivery.planning import Planner
from storage.delivery.rows import body_of
from storage.people import rhythm_of
from storage.preferences import PreferenceStore
from storage.schema.delivery import DeliveryRow, PromptsRow, WaveRow

NOT_GONE_OUT = (State.DUE, State.WAITING, State.MERGED)
HAD = (State.SENDING, State.SENT, State.HELD)
TAKEN_BACK = "It was taken back before it went out."


class DeliveryStore:
    """The messages of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- planning, in a service's transaction

    async def plan(self, *messages: Outgoing, now: datetime, wave: Wave | None = None) -> Planned:
        """Plan each once by its key; a planned ``Update`` takes the place of the one before it."""
        return await Planner(self.session, self.workspace_id).plan(messages, now, wave)

    async def withdraw(self, keys: Iterable[str]) -> set[str]:
        """Take back those that have not gone out; gives the keys of these."""
        wanted = list(keys)
        rows = (
            await self.session.scalars(
                update(DeliveryRow)
                .where(
                    DeliveryRow.workspace_id == self.workspace_id,
                    among(self.session, DeliveryRow.key, wanted),
                    DeliveryRow.state.in_(NOT_GONE_OUT),
                )
                .values(state=State.STOPPED, reason=TAKEN_BACK)
                .returning(DeliveryRow)
            )
        ).all()
        await part_from(self.session, [row.id for row in rows])
        return {row.key for row in rows}

    async def rewrite(
        self, keys: Iterable[str], message: Message, until: datetime | None, about: str | None
    ) -> set[str]:
        """Have those that have not gone out say this, and be of use until then; gives their keys."""
        rows = await self.session.scalars(
            update(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                among(self.session, DeliveryRow.key, keys),
                DeliveryRow.state.in_(NOT_GONE_OUT),
            )
            .values(body=body_of(message), until=until, about=about)
            .returning(DeliveryRow.key)
        )
        return set(rows)

    async def forget(self, key_prefix: str) -> None:
        """Delete all messages whose key begins so, sent or not."""
        mine = (
            DeliveryRow.workspace_id == self.workspace_id,
            DeliveryRow.key.startswith(key_prefix, autoescape=True),
        )
        ids = (await self.session.scalars(select(DeliveryRow.id).where(*mine))).all()
        await part_from(self.session, ids)
        await self.session.execute(delete(DeliveryRow).where(*mine))

    async def forget_prompts(self, key_prefix: str) -> None:
        """Delete the prompts whose key begins so; that their people had them goes on counting."""
        part = aliased(DeliveryRow)
        had = (
            select(DeliveryRow.workspace_id, DeliveryRow.spot, DeliveryRow.month, func.count())
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.key.startswith(key_prefix, autoescape=True),
                DeliveryRow.month.is_not(None),
                DeliveryRow.merged_into.is_(None),
                DeliveryRow.state.in_(HAD),
                # What went out with others is counted by these when it is gone.
                ~select(part.id)
                .where(part.merged_into == DeliveryRow.id, part.state.in_(HAD))
                .exists(),
            )
            .group_by(DeliveryRow.workspace_id, DeliveryRow.spot, DeliveryRow.month)
        )
        insert = insert_into(self.session, PromptsRow)
        await self.session.execute(
            insert.from_select(
                ["workspace_id", "spot", "month", "number"], had
            ).on_conflict_do_update(
                index_elements=["workspace_id", "spot", "month"],
                set_={"number": PromptsRow.number + insert.excluded.number},
            )
        )
        await self.forget(key_prefix)

    async def hold_until(self, key_prefix: str, until: datetime) -> None:
        """Messages whose key begins so and that have not gone out yet are of use until then."""
        await self.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.key.startswith(key_prefix, autoescape=True),
                DeliveryRow.until.is_not(None),
                DeliveryRow.state.in_(NOT_GONE_OUT),
            )
            .values(until=until)
        )

    async def forget_waves(self, key_prefix: str) -> None:
        """Delete the waves whose key begins so, and the word to their owners of whom they missed."""
        mine = (
            WaveRow.workspace_id == self.workspace_id,
            WaveRow.key.startswith(key_prefix, autoescape=True),
        )
        # The waves first: whoever is planning that word has them locked, and what they plan is seen then.
        gone = await self.session.scalars(delete(WaveRow).where(*mine).returning(WaveRow.id))
        for wave_id in gone.all():
            await self.forget(f"wave:{wave_id}:")

    async def planned_for(self, key_prefix: str) -> set[str]:
        """The people for whom something is planned, or was sent, under such a key."""
        rows = await self.session.scalars(
            select(DeliveryRow.spot).where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.key.startswith(key_prefix, autoescape=True),
            )
        )
        return set(rows)

    async def keys(self, key_prefix: str) -> list[str]:
        """The keys that begin so, the oldest message first."""
        rows = await self.session.scalars(
            select(DeliveryRow.key)
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.key.startswith(key_prefix, autoescape=True),
            )
            .order_by(DeliveryRow.id)
        )
        return list(rows)

    # ---- looking

    async def place(self, key: str) -> Place | None:
        """Where the message with that key is in Slack; None while it is not sent."""
        row = (
            await self.session.execute(
                select(DeliveryRow.sent_channel, DeliveryRow.sent_ts).filter_by(
                    workspace_id=self.workspace_id, key=key
                )
            )
        ).one_or_none()
        if row is None or row.sent_channel is None or row.sent_ts is None:
            return None
        return Place(row.sent_channel, row.sent_ts)

    async def direct_key_at(self, user: str, ts: str, key_prefix: str) -> str | None:
        """The key of the message to that person that stands there, if it begins so."""
        found = (
            select(DeliveryRow.key)
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state == State.SENT,
                DeliveryRow.spot == user,
                DeliveryRow.sent_ts == ts,
                DeliveryRow.kind == Kind.DIRECT,
                DeliveryRow.key.startswith(key_prefix, autoescape=True),
            )
            .order_by(DeliveryRow.id)
            .limit(1)
        )
        return (await self.session.scalars(found)).one_or_none()

    async def key_at(self, keys: Iterable[str], channel: str, ts: str) -> str | None:
        """The key among these whose message is in that place in Slack."""
        found = select(DeliveryRow.key).where(
            DeliveryRow.workspace_id == self.workspace_id,
            among(self.session, DeliveryRow.key, keys),
            DeliveryRow.sent_channel == channel,
            DeliveryRow.sent_ts == ts,
        )
        return (await self.session.scalars(found)).first()

    async def state(self, key: str) -> State | None:
        found = select(DeliveryRow.state).filter_by(workspace_id=self.workspace_id, key=key)
        state = (await self.session.scalars(found)).one_or_none()
        return State(state) if state else None

    async def change(self, key: str, message: Message, now: datetime) -> bool:
        """Have the message with that key look so: it goes out so, or is brought up to date where it is.

        False where there is no such message, or it looks so already.
        """
        return bool(await self.change_all({key: message}, now))

    async def change_all(self, messages: Mapping[str, Message], now: datetime) -> set[str]:
        """The same for many, by key; gives the keys of those that look different now."""
        rows = await self.session.scalars(
            select(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                among(self.session, DeliveryRow.key, messages),
            )
            .order_by(DeliveryRow.id)
            .with_for_update()
        )
        changed, there = set(), list[Update]()
        for row in rows:
            message = messages[row.key]
            body = orjson.loads(
                orjson.dumps(body_of(message))
            )  # as it comes back from the database
            if row.body != body:
                row.body = body
                changed.add(row.key)
                if row.state not in NOT_GONE_OUT:
                    there.append(Update(f"{row.key}:state", row.key, message))
        await self.session.flush()
        if there:
            await self.plan(*there, now=now)
        return changed

    async def not_gone_out(self, keys: Iterable[str]) -> set[str]:
        """Those of these keys whose message is planned and has not gone out yet."""
        found = select(DeliveryRow.key).where(
            DeliveryRow.workspace_id == self.workspace_id,
            among(self.session, DeliveryRow.key, keys),
            DeliveryRow.state.in_(NOT_GONE_OUT),
        )
        return set(await self.session.scalars(found))

    async def show(self, key: str, message: Message) -> tuple[Message, ...]:
        """Keep how the message with that key looks now, since somebody pressed a button on it.

        Gives all that is to be shown in its place: it may have gone out with others.
        """
        return await LaneStore(self.session, self.workspace_id).show(key, message)

    # ---- one person's prompts

    async def release(self, user: str, delivery_id: int, now: datetime) -> bool:
        """Send one that waits: it is asked for now, so it does not count. False if it no longer waits."""
        released = await self.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.id == delivery_id,
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.spot == user,
                DeliveryRow.state == State.WAITING,
                or_(DeliveryRow.until.is_(None), DeliveryRow.until > now),
            )
            .values(state=State.DUE, due_at=now, reason=None)
            .returning(DeliveryRow.id)
        )
        self._wake()
        return released.one_or_none() is not None

    async def replan(self, user: str, now: datetime) -> int:
        """Move a person's prompts that have not gone out to when they want to be written to now.

        Each by itself, since those that go out in one message may be of use for different times.
        Gives how many have another time than before, go out with another, or wait.
        """
        planner = Planner(self.session, self.workspace_id)
        await planner.lock_prompts()
        rows = await self._not_gone_out(user)
        counts = Counter((await planner.counts([user])).get(user, {}))
        counts.subtract(row.month or "" for row in rows if row.merged_into is None)
        decisions = replanned(
            now,
            await rhythm_of(self.session, self.workspace_id),
            await PreferenceStore(self.session, self.workspace_id).get(user),
            counts,
            [Pending(row.id, row.due_at, until=row.until) for row in rows],
        )
        moved = sum(_follow(row, decisions[row.id], now) for row in rows)
        self._wake()
        return moved

    async def _not_gone_out(self, user: str) -> Sequence[DeliveryRow]:
        rows = await self.session.scalars(
            select(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.spot == user,
                DeliveryRow.state.in_([State.DUE, State.MERGED]),
                DeliveryRow.month.is_not(None),
            )
            # Locked in the order in which a claim locks them.
            .order_by(DeliveryRow.merged_into.is_not(None), DeliveryRow.id)
            .with_for_update()
        )
        found = rows.all()
        going = {row.id for row in found if row.state == State.DUE}
        # Of a message that is being sent at this moment its parts stay with it.
        return [row for row in found if (row.merged_into or row.id) in going]

    def _wake(self) -> None:
        self.session.info.setdefault(PLANNED, set()).add(self.workspace_id)


def _follow(row: DeliveryRow, decision: Decision, now: datetime) -> bool:
    """Do with a prompt as was decided ``now``; False if nothing changes."""
    before = (row.due_at, row.state, row.merged_into)
    if decision.waits is not None:
        # As if it were planned now: the time that it had will not come, and is shown to the person.
        row.due_at, row.state, row.reason = now, State.WAITING, decision.waits
        row.month = row.merged_into = None
        return True
    row.due_at, row.month = decision.due_at, decision.month
    row.state = State.DUE if decision.joins is None else State.MERGED
    row.merged_into = decision.joins
    return (row.due_at, row.state, row.merged_into) != before
