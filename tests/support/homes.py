"""A person with few or many of everything on their Home tab, and how many statements a look takes."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import event, insert, select
from sqlalchemy.engine import Engine

from bot.domain.delivery import State as Sending
from bot.domain.matching.rounds import RoundState
from bot.domain.pulse import State as PulseState
from bot.domain.rhythm import Waits
from bot.domain.sessions import State
from bot.domain.sessions.finding import PollState
from storage.database import Database
from storage.schema.base import Base
from storage.schema.comparisons import ChallengeRow, IndicatorRow
from storage.schema.delivery import DeliveryRow
from storage.schema.finding import PollRow, PollVoterRow
from storage.schema.matching import MatchingRow
from storage.schema.meetings import ActionRow, BarrierRow, NoteRow, OutcomeRow
from storage.schema.pulse import RegisterRow, RoundRow, SaltRow
from storage.schema.sessions import InviteeRow, PeerSessionRow

OTHER = "U999"


@asynccontextmanager
async def statements() -> AsyncIterator[list[str]]:
    """Every statement that any database is sent meanwhile."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def fill(
    database: Database, workspace: int, user: str, number: int, now: datetime, secret_id: str
) -> None:
    """So many more of each kind that this person is asked, has, leads or looks after."""
    async with database.transaction() as session:

        async def add(row: type[Base], values: Iterator[dict[str, Any]]) -> list[int]:
            rows = [{"workspace_id": workspace, **each} for each in values]
            made = await session.scalars(insert(row).returning(row.id), rows)  # type: ignore[attr-defined]
            return list(made)

        async def beside(row: type[Base], values: Iterator[dict[str, Any]]) -> None:
            await session.execute(insert(row), list(values))

        tag = f"{number}-{now.timestamp()}"
        sessions = {
            kind: await add(PeerSessionRow, _sessions(number, f"{kind}{tag}", state, lead, start))
            for kind, state, lead, start in (
                ("asked", State.PLANNED, OTHER, now + timedelta(days=7)),
                ("coming", State.PLANNED, OTHER, now + timedelta(days=8)),
                ("led", State.PLANNED, user, now + timedelta(days=9)),
                ("running", State.STARTED, OTHER, now - timedelta(minutes=9)),
                ("over", State.OVER, OTHER, now - timedelta(days=3)),
            )
        }
        answers = {"asked": None, "coming": "maybe", "led": "yes", "running": "yes", "over": "yes"}
        await beside(
            InviteeRow,
            (
                {
                    "session_id": each,
                    "slack_user_id": who,
                    "workspace_id": workspace,
                    "answer": answers[kind],
                    "guest": False,
                }
                for kind, ids in sessions.items()
                for each in ids
                for who in (user, OTHER)
            ),
        )
        await beside(
            OutcomeRow,
            (
                {"session_id": each, "workspace_id": workspace, "asked_at": now}
                for each in sessions["over"]
            ),
        )
        over = sessions["over"][0]
        await add(ActionRow, _actions(number, tag, over, user, now.date()))
        await add(ActionRow, _actions(number, f"led{tag}", sessions["led"][0], OTHER, now.date()))
        for owner in (user, OTHER):
            await add(BarrierRow, _barriers(number, f"{owner}{tag}", over, owner, now))
        indicator = (await session.scalars(select(IndicatorRow.id))).first()
        for owner in (user, OTHER):
            if indicator is not None:
                await add(ChallengeRow, _challenges(number, f"{owner}{tag}", indicator, owner, now))
        polls = {
            lead: await add(PollRow, _polls(number, f"{lead}{tag}", lead, now))
            for lead in (user, OTHER)
        }
        await beside(
            PollVoterRow,
            (
                {
                    "poll_id": each,
                    "slack_user_id": who,
                    "workspace_id": workspace,
                    "guest": False,
                }
                for ids in polls.values()
                for each in ids
                for who in (user, OTHER)
            ),
        )
        await add(MatchingRow, _matching(number, tag, user, now))
        rounds = await add(RoundRow, _rounds(number, tag, PulseState.OPEN, now, None))
        await add(RoundRow, _rounds(number, f"shut{tag}", PulseState.CLOSED, now, 9))
        await beside(
            SaltRow,
            ({"round_id": each, "salt": b"s" * 32, "secret_id": secret_id} for each in rounds),
        )
        await beside(
            RegisterRow, ({"round_id": each, "member": user, "group": "member"} for each in rounds)
        )
        await add(DeliveryRow, _deliveries(number, tag, user, now, Sending.WAITING))
        await add(DeliveryRow, _deliveries(number, f"bad{tag}", OTHER, now, Sending.FAILED))
        await add(NoteRow, _notes(sessions["coming"], user, now, secret_id))


def _sessions(
    number: int, tag: str, state: State, lead: str, start: datetime
) -> Iterator[dict[str, Any]]:
    for each in range(number):
        yield {
            "request": f"{tag}{each}",
            "topic": f"Topic {each} & <more>",
            "channel": "C1",
            "lead": lead,
            "starts_at": start + timedelta(hours=each),
            "zone": "Europe/London",
            "minutes": 45,
            "state": state,
            "created_at": start,
            "format": "pair",
            "uid": f"{tag}{each}",
            "sequence": 0,
        }


def _actions(
    number: int, tag: str, session_id: int, owner: str, today: date
) -> Iterator[dict[str, Any]]:
    for each in range(number):
        yield {
            "request": f"{tag}{each}",
            "session_id": session_id,
            "what": f"Try this {each}",
            "owner": owner,
            "due": today - timedelta(days=3),
            "recorded_by": owner,
            "recorded_at": datetime.combine(today, datetime.min.time()).astimezone(),
        }


def _barriers(
    number: int, tag: str, session_id: int, owner: str, now: datetime
) -> Iterator[dict[str, Any]]:
    for each in range(number):
        yield {
            "request": f"{tag}{each}",
            "session_id": session_id,
            "what": f"No room {each}",
            "owner": owner,
            "reply_by": now.date() + timedelta(days=9),
            "raised_at": now - timedelta(days=4),
        }


def _challenges(
    number: int, tag: str, indicator: int, owner: str, now: datetime
) -> Iterator[dict[str, Any]]:
    for each in range(number):
        yield {
            "request": f"{tag}{each}",
            "indicator_id": indicator,
            "words": f"Is it so? {each}",
            "raised_by": "U998",
            "raised_at": now - timedelta(days=2),
            "owner": f"U997,{owner}",
        }


def _polls(number: int, tag: str, lead: str, now: datetime) -> Iterator[dict[str, Any]]:
    for each in range(number):
        yield {
            "request": f"{tag}{each}",
            "lead": lead,
            "proposal": {"topic": f"Topic {each}"},
            "zone": "Europe/London",
            "asks_in": "messages",
            "closes_at": now + timedelta(days=2),
            "state": PollState.OPEN,
            "created_at": now,
        }


def _matching(number: int, tag: str, lead: str, now: datetime) -> Iterator[dict[str, Any]]:
    for each in range(number):
        yield {
            "request": f"{tag}{each}",
            "lead": lead,
            "state": RoundState.READY,
            "seed": 1,
            "settings": {"topic": f"Topic {each}"},
            "notes": {},
            "made_at": now,
        }


def _rounds(
    number: int, tag: str, state: PulseState, now: datetime, answered: int | None
) -> Iterator[dict[str, Any]]:
    for each in range(number):
        yield {
            "state": state,
            "channel": f"C{tag}{each}",
            "opened_by": OTHER,
            "questions": [],
            "k": 5,
            "opens_at": now,
            "closes_at": now + timedelta(days=1, minutes=each),
            "asked": 41,
            "answered": answered,
            "told": 0,
            "owner": OTHER,
            "set_id": "own",
            "title": f"Pulse {each}",
            "circle": {},
            "groups": {},
            "remind": False,
        }


def _deliveries(
    number: int, tag: str, user: str, now: datetime, state: Sending
) -> Iterator[dict[str, Any]]:
    for each in range(number):
        yield {
            "key": f"{tag}{each}",
            "kind": "direct",
            "target": user,
            "spot": user,
            "body": {"text": f"Words {each}", "blocks": [], "pictures": []},
            "state": state,
            "version": 1,
            "attempt": 0,
            "due_at": now,
            "reason": Waits.BUDGET,
        }


def _notes(
    session_ids: list[int], user: str, now: datetime, secret_id: str
) -> Iterator[dict[str, Any]]:
    for each in session_ids:
        yield {
            "session_id": each,
            "slack_user_id": user,
            "sealed": b"not to be opened",
            "secret_id": secret_id,
            "kept": False,
            "updated_at": now,
        }
