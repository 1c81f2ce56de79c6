"""What the sender reads and writes of a workspace's lane: what is next, claims, and what came of them.

A claim is committed before the call. Everything written back is fenced by the attempt: a process that
was away while another took its message on can no longer change it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BindParameter,
    Row,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.delivery import Kind, Message, Place, State
from storage.database import database_now, insert_into
from storage.delivery.parting import part_from
from storage.delivery.rows import Delivery, body_of, delivery_of, message_of
from storage.schema.delivery import DeliveryRow, LaneRow

A_SPOT = 10  # messages looked at ahead for one channel or person
AHEAD = 2000  # and for all together

ORPHAN = "The message that it belongs to was never sent."
OF_NO_USE = "It was of no use any more when it could have been sent."
TARGETED = (Kind.REPLY, Kind.UPDATE)
UNSENDABLE = (State.STOPPED, State.LAPSED)


@dataclass(frozen=True, slots=True)
class Head:
    """A message that may go next in its spot, without its contents."""

    id: int
    kind: Kind
    spot: str
    until: datetime | None
    place: Place | None  # of the message that it replies to or updates
    orphan: bool  # that message will never be there


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that is ours to send now. ``parts`` are what goes out with it, or is shown with it."""

    delivery: Delivery
    place: Place | None
    parts: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """What holds up a whole lane, since when, and when it is tried again."""

    words: str
    since: datetime
    next_try: datetime


class LaneStore:
    """One workspace's lane."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    # ---- what is next

    async def heads(self, now: datetime, ours: Sequence[int]) -> list[Head]:
        """The next few of each spot, in the order of planning; what was asked for before what was not.

        Spots in doubt are left out: those where something is being sent that is not ``ours``.
        """
        doubtful = await self.session.scalars(
            select(DeliveryRow.spot)
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state == State.SENDING,
                DeliveryRow.id.not_in(ours),
            )
            .distinct()
        )
        target = aliased(DeliveryRow)
        row = DeliveryRow
        ready = or_(
            row.kind.not_in(TARGETED),
            target.sent_ts.is_not(None),
            target.id.is_(None),
            target.state.in_(UNSENDABLE),
        )
        ranked = (
            select(
                row.id,
                row.kind,
                row.spot,
                row.until,
                row.month,
                target.id.label("target_id"),
                target.state.label("target_state"),
                target.sent_channel,
                target.sent_ts,
                func.row_number().over(partition_by=row.spot, order_by=row.id).label("rank"),
            )
            .outerjoin(
                target,
                and_(
                    row.kind.in_(TARGETED),
                    target.workspace_id == row.workspace_id,
                    target.key == row.target,
                ),
            )
            .where(
                row.workspace_id == self.workspace_id,
                row.state == State.DUE,
                row.due_at <= now,
                ready,
                row.spot.not_in(doubtful.all()),
            )
            .subquery()
        )
        rows = await self.session.execute(
            select(ranked)
            .where(ranked.c.rank <= A_SPOT)
            .order_by(ranked.c.month.is_not(None), ranked.c.rank, ranked.c.id)
            .limit(AHEAD)
        )
        return [_head(each) for each in rows]

    async def in_doubt(self) -> list[Claim]:
        """What was being sent when its process died or its answer was lost, long enough ago."""
        target = aliased(DeliveryRow)
        rows = await self.session.execute(
            select(DeliveryRow, target.sent_channel, target.sent_ts)
            .outerjoin(
                target,
                and_(
                    DeliveryRow.kind.in_(TARGETED),
                    target.workspace_id == DeliveryRow.workspace_id,
                    target.key == DeliveryRow.target,
                ),
            )
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state == State.SENDING,
                DeliveryRow.lease_ends <= database_now(self.session),
            )
            .order_by(DeliveryRow.id)
            .limit(100)
        )
        return [Claim(delivery_of(row), _place(channel, ts)) for row, channel, ts in rows]

    # ---- claims

    async def claim(self, heads: Sequence[Head], now: datetime, lease: timedelta) -> list[Claim]:
        """Take these on; those that another process took, or that changed meanwhile, are left out.

        So are those that have come to be of no use since they were looked at.
        """
        if not heads:
            return []
        busy = aliased(DeliveryRow)
        in_doubt = exists().where(
            busy.workspace_id == self.workspace_id,
            busy.spot == DeliveryRow.spot,
            busy.state == State.SENDING,
        )
        rows = await self.session.scalars(
            update(DeliveryRow)
            .where(
                DeliveryRow.id.in_([each.id for each in heads]),
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state == State.DUE,
                DeliveryRow.due_at <= now,
                or_(DeliveryRow.until.is_(None), DeliveryRow.until > now),
                ~in_doubt,
            )
            .values(
                state=State.SENDING,
                attempt=DeliveryRow.attempt + 1,
                claimed_at=now,
                lease_ends=database_now(self.session, lease),
            )
            .returning(DeliveryRow)
            .execution_options(synchronize_session=False, populate_existing=True)
        )
        claimed = {row.id: delivery_of(row) for row in rows}
        parts = await self._parts([each for each in claimed.values() if each.month], now)
        shown = await self._shown_with(
            [each for each in claimed.values() if each.kind is Kind.UPDATE]
        )
        return [
            Claim(claimed[head.id], head.place, parts.get(head.id, ()) or shown.get(head.id, ()))
            for head in heads
            if head.id in claimed
        ]

    async def _parts(
        self, leaders: Sequence[Delivery], now: datetime
    ) -> dict[int, tuple[Message, ...]]:
        """What goes out in one message with each of these, itself first; useless parts lapse."""
        if not leaders:
            return {}
        rows = await self.session.execute(
            select(DeliveryRow.id, DeliveryRow.merged_into, DeliveryRow.until, DeliveryRow.body)
            .where(
                DeliveryRow.merged_into.in_([each.id for each in leaders]),
                DeliveryRow.state == State.MERGED,
            )
            .order_by(DeliveryRow.id)
        )
        found: dict[int, tuple[Message, ...]] = {}
        own = {each.id: each.message for each in leaders}
        useless = []
        for id_, leader, until, body in rows:
            if until is not None and until <= now:
                useless.append(id_)
            else:
                found[leader] = (*found.get(leader, (own[leader],)), message_of(body))
        if useless:
            await self.session.execute(
                update(DeliveryRow)
                .where(DeliveryRow.id.in_(useless), DeliveryRow.state == State.MERGED)
                .values(state=State.LAPSED, reason=OF_NO_USE)
            )
        return found

    async def _shown_with(self, updates: Sequence[Delivery]) -> dict[int, tuple[Message, ...]]:
        """For updates of one part of a message that has several: all its parts as they are now."""
        found: dict[int, tuple[Message, ...]] = {}
        if not updates:
            return found
        keys = [each.target for each in updates]
        targets = await self.session.execute(
            select(DeliveryRow.key, DeliveryRow.id, DeliveryRow.merged_into).where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.key.in_(keys),
                DeliveryRow.month.is_not(None),
            )
        )
        leaders = {key: merged_into or id_ for key, id_, merged_into in targets}
        for each in updates:
            if each.target in leaders:
                parts = await self.show(each.target, each.message)
                if len(parts) > 1:
                    found[each.id] = parts
        return found

    async def show(self, key: str, message: Message) -> tuple[Message, ...]:
        """Keep how the message with that key looks now; gives it with those it went out with."""
        row = (
            await self.session.scalars(
                select(DeliveryRow).filter_by(workspace_id=self.workspace_id, key=key)
            )
        ).one_or_none()
        if row is None:
            return (message,)
        leader = row.merged_into or row.id
        group = (
            await self.session.scalars(
                select(DeliveryRow)
                .where(
                    or_(DeliveryRow.id == leader, DeliveryRow.merged_into == leader),
                    DeliveryRow.state == State.SENT,
                )
                .order_by(DeliveryRow.id)
            )
        ).all()
        if len(group) < 2:
            return (message,)
        row.body = body_of(message)
        return tuple(message_of(each.body) for each in group)

    # ---- what came of them

    async def sent(self, done: Sequence[tuple[Delivery, Place]], now: datetime) -> None:
        """They are there. Were one planned anew meanwhile, it stays due for that."""
        if not done:
            return
        connection = await self.session.connection()
        values = [
            {
                "b_id": each.id,
                "b_attempt": each.attempt,
                "b_version": each.version,
                "b_channel": place.channel,
                "b_ts": place.ts,
            }
            for each, place in done
        ]
        table = DeliveryRow.__table__
        unchanged = and_(
            table.c.version == bindparam("b_version"),
            or_(table.c.state == State.SENDING, table.c.state == State.DUE),
        )
        where: dict[str, BindParameter[str]] = {
            "sent_channel": bindparam("b_channel"),
            "sent_ts": bindparam("b_ts"),
        }
        await connection.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.id == bindparam("b_id"),
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.attempt == bindparam("b_attempt"),
            )
            .values(
                state=case((unchanged, State.SENT.value), else_=table.c.state),
                reason=None,
                sent_at=now,
                **where,
            ),
            values,
        )
        leaders = [each for each in values if each["b_id"] in {d.id for d, _ in done if d.month}]
        if leaders:
            await connection.execute(
                update(DeliveryRow)
                .where(
                    DeliveryRow.merged_into == bindparam("b_id"),
                    DeliveryRow.state == State.MERGED,
                )
                .values(state=State.SENT, sent_at=now, **where),
                [{name: each[name] for name in ("b_id", "b_channel", "b_ts")} for each in leaders],
            )

    async def again(self, undone: Delivery) -> None:
        """It is not there: it is due again."""
        await self._settle(undone, state=State.DUE)

    async def doubt(self, lost: Delivery, seconds: float) -> None:
        """Nobody knows: to be looked up when Slack has had the time to settle."""
        lease_ends = database_now(self.session, timedelta(seconds=seconds))
        await self._settle(lost, lease_ends=lease_ends)

    async def end(self, delivery: Delivery, state: State, reason: str) -> bool:
        """It will not be sent; with it those that would have gone out in the same message."""
        ended = await self._settle(delivery, state=state, reason=reason)
        if ended and delivery.month:
            await self.session.execute(
                update(DeliveryRow)
                .where(DeliveryRow.merged_into == delivery.id, DeliveryRow.state == State.MERGED)
                .values(state=state, reason=reason)
            )
        return ended

    async def drop(self, heads: Sequence[Head]) -> None:
        """They have not been tried, and are of no use any more."""
        for orphan, reason in ((True, ORPHAN), (False, OF_NO_USE)):
            await self._drop([each for each in heads if each.orphan is orphan], reason)

    async def _drop(self, heads: Sequence[Head], reason: str) -> None:
        """What was to go out with one of them goes out by itself, unless its own time is over."""
        ids = [each.id for each in heads]
        await self.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.id.in_(ids),
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state == State.DUE,
            )
            .values(state=State.LAPSED, reason=reason)
        )
        await part_from(self.session, ids)

    async def _settle(self, delivery: Delivery, **changes: object) -> bool:
        result = await self.session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.id == delivery.id,
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.state == State.SENDING,
                DeliveryRow.attempt == delivery.attempt,
                DeliveryRow.version == delivery.version,
            )
            .values(**changes)
            .returning(DeliveryRow.id)
        )
        return result.one_or_none() is not None

    # ---- trouble

    async def trouble(self) -> Trouble | None:
        row = (
            await self.session.scalars(select(LaneRow).filter_by(workspace_id=self.workspace_id))
        ).one_or_none()
        return Trouble(row.trouble, row.since, row.next_try) if row else None

    async def held_up(self, words: str, now: datetime, next_try: datetime) -> None:
        """Note what holds the lane up; it has been so since it was noted first."""
        insert = insert_into(self.session, LaneRow).values(
            workspace_id=self.workspace_id, trouble=words, since=now, next_try=next_try
        )
        await self.session.execute(
            insert.on_conflict_do_update(
                index_elements=["workspace_id"], set_={"trouble": words, "next_try": next_try}
            )
        )

    async def flows(self) -> None:
        await self.session.execute(delete(LaneRow).filter_by(workspace_id=self.workspace_id))


def _head(row: Row) -> Head:  # type: ignore[type-arg]
    orphan = row.kind in TARGETED and row.sent_ts is None
    return Head(
        row.id, Kind(row.kind), row.spot, row.until, _place(row.sent_channel, row.sent_ts), orphan
    )


def _place(channel: str | None, ts: str | None) -> Place | None:
    return Place(channel, ts) if channel is not None and ts is not None else None
