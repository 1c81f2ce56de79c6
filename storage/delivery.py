"""Keeps the messages to be sent, and what became of each."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.delivery import (
    DirectMessage,
    Kind,
    Message,
    Outgoing,
    Picture,
    Place,
    Post,
    Reply,
    State,
    Update,
)
from storage.database import PLANNED, insert_into
from storage.schema.delivery import DeliveryRow

COALESCE = timedelta(seconds=3)  # a live message changes at most this often


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message in its lane. ``attempt`` fences write-backs: an older attempt's are void."""

    id: int
    workspace_id: int
    key: str
    kind: Kind
    target: str
    message: Message
    state: State
    version: int
    attempt: int
    due_at: datetime
    claimed_at: datetime | None
    reason: str | None


class DeliveryStore:
    """The messages of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- planning, in a service's transaction

    async def plan(self, *messages: Outgoing, now: datetime) -> None:
        """Plan each once by its key; a planned ``Update`` takes the place of the one before it."""
        for message in messages:
            if isinstance(message, Update):
                await self._plan_update(message, now)
            else:
                await self._plan_new(message, now)
        self.session.info[PLANNED] = True

    async def _plan_new(self, message: Post | Reply | DirectMessage, now: datetime) -> None:
        await self.session.execute(
            insert_into(self.session, DeliveryRow)
            .values(self._row(message, now))
            .on_conflict_do_nothing(index_elements=["workspace_id", "key"])
        )

    async def _plan_update(self, message: Update, now: datetime) -> None:
        last = (
            await self.session.scalars(
                select(DeliveryRow.sent_at).filter_by(
                    workspace_id=self.workspace_id, key=message.key
                )
            )
        ).one_or_none()
        due = now if last is None else max(now, last + COALESCE)
        insert = insert_into(self.session, DeliveryRow).values(self._row(message, due))
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["workspace_id", "key"],
                set_={
                    "body": insert.excluded.body,
                    "target": insert.excluded.target,
                    "version": DeliveryRow.version + 1,
                    "due_at": due,
                    "state": State.DUE,
                    "reason": None,
                },
            )
        )

    def _row(self, message: Outgoing, due: datetime) -> dict[str, Any]:
        kind, target = _kind_and_target(message)
        return {
            "workspace_id": self.workspace_id,
            "key": message.key,
            "kind": kind,
            "target": target,
            "body": _to_json(message.message),
            "state": State.DUE,
            "version": 1,
            "attempt": 0,
            "due_at": due,
        }

    async def forget(self, key_prefix: str) -> None:
        """Delete all messages whose key begins so, sent or not."""
        await self.session.execute(
            delete(DeliveryRow).where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.key.startswith(key_prefix, autoescape=True),
            )
        )

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

    async def state(self, key: str) -> State | None:
        found = select(DeliveryRow.state).filter_by(workspace_id=self.workspace_id, key=key)
        state = (await self.session.scalars(found)).one_or_none()
        return State(state) if state else None

    async def stuck(self, key_prefix: str, told: str) -> dict[str, State]:
        """Posts whose key begins so that failed or are held, by key.

        Those are left out of which somebody was told: by a message with their key and ``told``.
        """
        word = aliased(DeliveryRow)
        said = select(word.id).where(
            word.workspace_id == self.workspace_id, word.key == DeliveryRow.key + told
        )
        rows = await self.session.execute(
            select(DeliveryRow.key, DeliveryRow.state).where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state.in_([State.FAILED, State.HELD]),
                DeliveryRow.kind == Kind.POST,
                DeliveryRow.key.startswith(key_prefix, autoescape=True),
                ~said.exists(),
            )
        )
        return {row.key: State(row.state) for row in rows}

    async def waiting(self, now: datetime, limit: int = 100) -> list[Delivery]:
        """What is due, in the order in which it was planned."""
        rows = await self.session.scalars(
            select(DeliveryRow)
            .filter_by(workspace_id=self.workspace_id, state=State.DUE)
            .where(DeliveryRow.due_at <= now)
            .order_by(DeliveryRow.due_at, DeliveryRow.id)
            .limit(limit)
        )
        return [_delivery(row) for row in rows]

    async def in_doubt(self, before: datetime) -> list[Delivery]:
        """What was being sent when its process died or its answer was lost."""
        rows = await self.session.scalars(
            select(DeliveryRow)
            .filter_by(workspace_id=self.workspace_id, state=State.SENDING)
            .where(DeliveryRow.claimed_at < before)
            .order_by(DeliveryRow.id)
        )
        return [_delivery(row) for row in rows]

    # ---- sending

    async def claim(self, delivery: Delivery, now: datetime) -> bool:
        """Mark it as being sent; False when another process was quicker or it changed meanwhile."""
        return await self._move(
            delivery,
            State.DUE,
            state=State.SENDING,
            attempt=delivery.attempt + 1,
            claimed_at=now,
        )

    async def sent(self, delivery: Delivery, place: Place, now: datetime) -> None:
        """Done. Had a newer state been planned meanwhile, it stays due for that."""
        where = {"sent_at": now, "sent_channel": place.channel, "sent_ts": place.ts}
        if not await self._settle(delivery, state=State.SENT, reason=None, **where):
            await self._fenced(delivery, where)

    async def again(self, delivery: Delivery, due: datetime) -> None:
        """Not done, and known not to be: try again then."""
        await self._settle(delivery, state=State.DUE, due_at=due)

    async def failed(self, delivery: Delivery, reason: str) -> None:
        await self._settle(delivery, state=State.FAILED, reason=reason)

    async def held(self, delivery: Delivery, reason: str) -> None:
        await self._settle(delivery, state=State.HELD, reason=reason)

    async def _settle(self, delivery: Delivery, **changes: Any) -> bool:
        return await self._move(delivery, State.SENDING, fence=True, **changes)

    async def _move(
        self, delivery: Delivery, was: State, *, fence: bool = False, **changes: Any
    ) -> bool:
        attempt = delivery.attempt + 1 if fence else delivery.attempt
        result = await self.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.id == delivery.id,
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state == was,
                DeliveryRow.attempt == attempt,
                DeliveryRow.version == delivery.version,
            )
            .values(**changes)
            .returning(DeliveryRow.id)
        )
        return result.one_or_none() is not None

    async def _fenced(self, delivery: Delivery, where: dict[str, Any]) -> None:
        await self.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.id == delivery.id,
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.attempt == delivery.attempt + 1,
            )
            .values(**where)
        )


async def troubles(session: AsyncSession, workspace_id: int) -> list[Delivery]:
    """What could not be sent, or may or may not have been."""
    rows = await session.scalars(
        select(DeliveryRow)
        .where(
            DeliveryRow.workspace_id == workspace_id,
            DeliveryRow.state.in_([State.FAILED, State.HELD]),
        )
        .order_by(DeliveryRow.id)
    )
    return [_delivery(row) for row in rows]


def _kind_and_target(message: Outgoing) -> tuple[Kind, str]:
    match message:
        case Post():
            return Kind.POST, message.channel
        case Reply():
            return Kind.REPLY, message.thread_key
        case DirectMessage():
            return Kind.DIRECT, message.user
        case Update():
            return Kind.UPDATE, message.target_key


def _to_json(message: Message) -> dict[str, Any]:
    picture = message.picture
    return {
        "text": message.text,
        "blocks": list(message.blocks),
        "picture": {"spec": dict(picture.spec), "alt": picture.alt} if picture else None,
    }


def _from_json(body: dict[str, Any]) -> Message:
    picture = body["picture"]
    return Message(
        body["text"],
        tuple(body["blocks"]),
        Picture(picture["spec"], picture["alt"]) if picture else None,
    )


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        id=row.id,
        workspace_id=row.workspace_id,
        key=row.key,
        kind=Kind(row.kind),
        target=row.target,
        message=_from_json(row.body),
        state=State(row.state),
        version=row.version,
        attempt=row.attempt,
        due_at=row.due_at,
        claimed_at=row.claimed_at,
        reason=row.reason,
    )
