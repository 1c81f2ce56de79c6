"""Writes down messages to be sent: once by their key, tens of thousands in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import TextClause, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.delivery import (
    DirectMessage,
    Ephemeral,
    Outgoing,
    Planned,
    Post,
    Reply,
    State,
    Update,
    Wave,
)
from bot.domain.rhythm import Decision, Pending, decide
from bot.domain.rights.naming import is_nobody
from storage.among import among
from storage.database import PLANNED, insert_into
from storage.delivery.rows import body_of, kind_and_target
from storage.people import rhythm_of
from storage.preferences import PreferenceStore
from storage.schema.delivery import DeliveryRow, PromptsRow, WaveRow

COALESCE = timedelta(seconds=3)  # a live message changes at most this often
A_PROMPT = 9  # blocks of a message that may go out with others: five of them fit into one

COUNTED = (State.DUE, State.SENDING, State.SENT, State.HELD)


@dataclass(frozen=True, slots=True)
class Line:
    """A message with what was decided for it: what becomes its row."""

    message: Outgoing
    spot: str
    due_at: datetime
    state: State = State.DUE
    reason: str | None = None
    month: str | None = None
    merged_into: int | None = None


class Planner:
    """Plans messages of one workspace."""

    def __init__(self, session: AsyncSession, workspace_id: int) -> None:
        self.session = session
        self.workspace_id = workspace_id

    async def plan(self, messages: Iterable[Outgoing], now: datetime, wave: Wave | None) -> Planned:
        """Plan each once by its key; a planned ``Update`` takes the place of the one before it."""
        planned = Planned()
        wave_id = await self._wave(wave, now) if wave else None
        prompts: list[DirectMessage] = []
        others: list[Post | Reply | DirectMessage | Ephemeral] = []
        updates: list[Update] = []
        for each in messages:
            if isinstance(each, DirectMessage | Ephemeral) and is_nobody(each.user):
                continue  # they were forgotten: there is nobody to write to
            if isinstance(each, Update):
                updates.append(each)
            elif isinstance(each, DirectMessage) and each.unasked:
                prompts.append(each)
            else:
                others.append(each)
        for together in _one_each(prompts):
            lines = await self._prompts(together, now)
            planned += await self._insert(lines, wave_id)
        spots = await self._spots([*others, *updates])
        if others:
            lines = [Line(each, spots[each.key], now) for each in others]
            planned += await self._insert(lines, wave_id)
        if updates:
            last = await self._last_sent([each.key for each in updates])
            lines = [
                Line(each, spots[each.key], max(now, last[each.key] + COALESCE))
                if each.key in last
                else Line(each, spots[each.key], now)
                for each in updates
            ]
            planned += await self._insert(lines, wave_id, anew=True)
        self.session.info.setdefault(PLANNED, set()).add(self.workspace_id)
        return planned

    async def _wave(self, wave: Wave, now: datetime) -> int:
        insert = insert_into(self.session, WaveRow).values(
            workspace_id=self.workspace_id,
            key=wave.key,
            title=wave.title,
            owner=wave.owner,
            planned_at=now,
        )
        await self.session.execute(insert.on_conflict_do_nothing())
        found = select(WaveRow.id).filter_by(workspace_id=self.workspace_id, key=wave.key)
        return (await self.session.scalars(found)).one()

    # ---- where a message goes

    async def _spots(self, messages: Sequence[Outgoing]) -> Mapping[str, str]:
        """By key, the channel or person of each: of a reply or an update, that of its target."""
        spots = {}
        aimed: dict[str, str] = {}
        for each in messages:
            match each:
                case Post() | Ephemeral():
                    spots[each.key] = each.channel
                case DirectMessage():
                    spots[each.key] = each.user
                case Reply():
                    aimed[each.key] = each.thread_key
                case Update():
                    aimed[each.key] = each.target_key
        elsewhere = set(aimed.values()) - set(spots)
        known = {**spots, **await self._known_spots(elsewhere)}
        return spots | {key: known.get(target, target) for key, target in aimed.items()}

    async def _known_spots(self, keys: Iterable[str]) -> dict[str, str]:
        wanted = list(keys)
        if not wanted:
            return {}
        rows = await self.session.execute(
            select(DeliveryRow.key, DeliveryRow.spot).where(
                DeliveryRow.workspace_id == self.workspace_id,
                among(self.session, DeliveryRow.key, wanted),
            )
        )
        return {row.key: row.spot for row in rows}

    async def _last_sent(self, keys: Iterable[str]) -> dict[str, datetime]:
        rows = await self.session.execute(
            select(DeliveryRow.key, DeliveryRow.sent_at).where(
                DeliveryRow.workspace_id == self.workspace_id,
                among(self.session, DeliveryRow.key, keys),
                DeliveryRow.sent_at.is_not(None),
            )
        )
        return {row.key: row.sent_at for row in rows if row.sent_at is not None}

    # ---- prompts

    async def _prompts(self, prompts: Sequence[DirectMessage], now: datetime) -> list[Line]:
        """When each goes out, with what, or that it waits; at most one here for each person."""
        await self.lock_prompts()
        users = [each.user for each in prompts]
        rhythm = await rhythm_of(self.session, self.workspace_id)
        preferences = await PreferenceStore(self.session, self.workspace_id).many(users)
        counts = await self.counts(users)
        pending = await self._pending(users)

        def decided(each: DirectMessage, pending: Mapping[str, Sequence[Pending]]) -> Decision:
            _check_size(each)
            return decide(
                now,
                each.until,
                rhythm,
                preferences.get(each.user),
                counts.get(each.user, {}),
                pending.get(each.user, ()),
            )

        decisions = {each.key: decided(each, pending) for each in prompts}
        joined = {each.joins for each in decisions.values() if each.joins is not None}
        lost = joined - await self._still_pending(joined)
        if lost:  # went out meanwhile
            pending = {
                user: [each for each in those if each.id not in lost]
                for user, those in pending.items()
            }
            decisions |= {
                each.key: decided(each, pending)
                for each in prompts
                if decisions[each.key].joins in lost
            }
        return [_line(each, decisions[each.key], now) for each in prompts]

    async def lock_prompts(self) -> None:
        """Until the commit: two plans at once would both see room in a person's month."""
        if self.session.get_bind().dialect.name == "postgresql":
            await self.session.execute(
                text("SELECT pg_advisory_xact_lock(7337738, CAST(:id AS integer))"),
                {"id": self.workspace_id},
            )

    async def counts(self, users: Iterable[str]) -> dict[str, dict[str, int]]:
        """How many prompts each has had, or has coming, by month."""
        rows = await self.session.execute(
            select(DeliveryRow.spot, DeliveryRow.month, func.count())
            .where(
                DeliveryRow.workspace_id == self.workspace_id,
                DeliveryRow.month.is_not(None),
                DeliveryRow.merged_into.is_(None),
                DeliveryRow.state.in_(COUNTED),
                among(self.session, DeliveryRow.spot, users),
            )
            .group_by(DeliveryRow.spot, DeliveryRow.month)
        )
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for spot, month, number in rows:
            found[spot][month or ""] = number
        for spot, month, number in await self._forgotten(users):
            found[spot][month] = found[spot].get(month, 0) + number
        return found

    async def _forgotten(self, users: Iterable[str]) -> Sequence[tuple[str, str, int]]:
        """Prompts that people had and whose messages are deleted."""
        rows = await self.session.execute(
            select(PromptsRow.spot, PromptsRow.month, PromptsRow.number).where(
                PromptsRow.workspace_id == self.workspace_id,
                among(self.session, PromptsRow.spot, users),
            )
        )
        return [(spot, month, number) for spot, month, number in rows]

    async def _pending(self, users: Iterable[str]) -> dict[str, list[Pending]]:
        """The prompts that have not gone out yet, with how many go out in each message."""
        leader = DeliveryRow
        rows = await self.session.execute(
            select(func.coalesce(leader.merged_into, leader.id), leader.spot, func.count(),
                   func.min(leader.due_at))
            .where(
                leader.workspace_id == self.workspace_id,
                leader.month.is_not(None),
                leader.state.in_([State.DUE, State.MERGED]),
                among(self.session, leader.spot, users),
            )
            .group_by(func.coalesce(leader.merged_into, leader.id), leader.spot)
        )  # fmt: skip
        found: dict[str, list[Pending]] = defaultdict(list)
        for id_, spot, parts, due_at in rows:
            found[spot].append(Pending(id_, due_at, parts))
        return found

    async def _still_pending(self, ids: set[int]) -> set[int]:
        """Those that have not been claimed; they cannot be, until this is committed."""
        if not ids:
            return set()
        rows = await self.session.scalars(
            select(DeliveryRow.id)
            .where(among(self.session, DeliveryRow.id, ids), DeliveryRow.state == State.DUE)
            .with_for_update(skip_locked=True)
        )
        return set(rows)

    # ---- rows

    async def _insert(
        self, lines: Sequence[Line], wave_id: int | None, *, anew: bool = False
    ) -> Planned:
        """One statement for all that say the same; ``anew``: in the place of what was planned before."""
        planned = Planned()
        dialect = self.session.get_bind().dialect.name
        groups: dict[tuple[str, int], list[Line]] = defaultdict(list)
        for line in lines:
            kind, _ = kind_and_target(line.message)
            groups[kind, id(line.message.message)].append(line)
        # Few that say the same: all in one statement, each with its own words.
        if len(groups) * 4 > len(lines):
            groups = {("", 0): list(lines)}
        for those in groups.values():
            shared = _shared_body(those)
            rows = orjson.dumps([_values(line, dialect, shared is None) for line in those]).decode()
            done = await self.session.execute(
                _statement(dialect, anew=anew),
                {
                    "rows": rows,
                    "body": shared,
                    "workspace": self.workspace_id,
                    "wave": wave_id,
                },
            )
            states = [state for (state,) in done]
            planned += Planned(
                new=len(states),
                waiting=states.count(State.WAITING),
                later=_later(those),
            )
        return planned


def _one_each(prompts: Sequence[DirectMessage]) -> list[list[DirectMessage]]:
    """In turns, so that each person is in a turn once: the second may go out with the first."""
    turns: list[list[DirectMessage]] = []
    seen: dict[str, int] = defaultdict(int)
    for each in prompts:
        turn = seen[each.user]
        seen[each.user] += 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(each)
    return turns


def _check_size(prompt: DirectMessage) -> None:
    if len(prompt.message.blocks) > A_PROMPT or prompt.message.pictures:
        raise ValueError(f"{prompt.key}: a prompt has {A_PROMPT} blocks at most, and no picture")


def _line(prompt: DirectMessage, decision: Decision, now: datetime) -> Line:
    if decision.waits is not None:
        return Line(prompt, prompt.user, now, State.WAITING, decision.waits)
    state = State.DUE if decision.joins is None else State.MERGED
    return Line(prompt, prompt.user, decision.due_at, state, None, decision.month, decision.joins)


def _later(lines: Sequence[Line]) -> datetime | None:
    """When the last of them that wait for their time go out."""
    return max((line.due_at for line in lines if line.month), default=None)


def _shared_body(lines: Sequence[Line]) -> str | None:
    first = lines[0].message.message
    if all(line.message.message is first for line in lines):
        return orjson.dumps(body_of(first)).decode()
    return None


def _values(line: Line, dialect: str, with_body: bool) -> list[Any]:
    """As ``_COLUMNS`` take them from the JSON."""
    message = line.message
    kind, target = kind_and_target(message)
    until = message.until if isinstance(message, Post | DirectMessage | Ephemeral) else None
    owner, about = (
        (message.owner, message.about)
        if isinstance(message, Post | Reply | DirectMessage)
        else (None, None)
    )
    return [
        message.key,
        kind,
        target,
        line.spot,
        line.state,
        _moment(line.due_at, dialect),
        _moment(until, dialect),
        line.reason,
        owner,
        about,
        line.month,
        line.merged_into,
        orjson.dumps(body_of(message.message)).decode() if with_body else None,
    ]


def _moment(moment: datetime | None, dialect: str) -> str | None:
    """As each database reads it: UtcDateTime's own form on SQLite."""
    if moment is None:
        return None
    utc = moment.astimezone(UTC)
    return f"{utc:%Y-%m-%d %H:%M:%S.%f}" if dialect == "sqlite" else utc.isoformat()


_COLUMNS = (
    "key",
    "kind",
    "target",
    "spot",
    "state",
    "due_at",
    "until",
    "reason",
    "owner",
    "about",
    "month",
    "merged_into",
)
_CASTS = {"due_at": "::timestamptz", "until": "::timestamptz", "merged_into": "::bigint"}
_ANEW = """
DO UPDATE SET body = excluded.body, target = excluded.target, spot = excluded.spot,
version = delivery.version + 1, due_at = excluded.due_at, state = excluded.state, reason = NULL"""


def _statement(dialect: str, *, anew: bool) -> TextClause:
    """All rows from one JSON array, which the database takes apart faster than we can."""
    lite = dialect == "sqlite"
    part = "r.value ->> {0}" if lite else "(r.value ->> {0}){1}"
    taken = [part.format(n, _CASTS.get(name, "")) for n, name in enumerate(_COLUMNS)]
    source = "json_each(:rows)" if lite else "json_array_elements(CAST(:rows AS json))"
    body = f"coalesce(r.value ->> {len(_COLUMNS)}, :body)"
    if not lite:
        taken = [each.replace("::", "\\:\\:") for each in taken]
        body = f"CAST(coalesce(r.value ->> {len(_COLUMNS)}, CAST(:body AS text)) AS json)"
    wave = ":wave" if lite else "CAST(:wave AS bigint)"
    return text(
        f"INSERT INTO delivery (workspace_id, wave_id, version, attempt, body, {', '.join(_COLUMNS)})"  # noqa: S608 - constants
        f" SELECT :workspace, {wave}, 1, 0, {body}, {', '.join(taken)} FROM {source} AS r"
        f" WHERE true ON CONFLICT (workspace_id, key) {_ANEW if anew else 'DO NOTHING'}"
        " RETURNING state"
    )
