"""Rows of peer sessions as domain objects, and what a proposal is as JSON."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.people import Practice
from bot.domain.sessions import (
    Action,
    Answer,
    Format,
    Guest,
    GuestKind,
    Invitee,
    Outcome,
    PeerSession,
    Proposal,
    RoleInSession,
    State,
)
from storage.schema.comparisons import IndicatorRow, SnippetRow
from storage.schema.meetings import ActionRow
from storage.schema.people import PracticeRow
from storage.schema.sessions import InviteeRow, PeerSessionRow, SeriesSessionRow

# What a session is about, beside its own row: the key of its figures, and its series.
INDICATOR = func.coalesce(
    PeerSessionRow.indicator_key,
    select(IndicatorRow.key)
    .join(SnippetRow, SnippetRow.indicator_id == IndicatorRow.id)
    .where(SnippetRow.id == PeerSessionRow.snippet_id)
    .correlate(PeerSessionRow)
    .scalar_subquery(),
).label("indicator")
SERIES = (
    select(func.min(SeriesSessionRow.series_id))
    .where(SeriesSessionRow.session_id == PeerSessionRow.id)
    .correlate(PeerSessionRow)
    .scalar_subquery()
    .label("series")
)


async def practice_ids(
    session: AsyncSession, workspace_id: int, ods_codes: Iterable[str]
) -> dict[str, int]:
    """The ids of these practices, by ODS code."""
    rows = await session.execute(
        select(PracticeRow.ods_code, PracticeRow.id).where(
            PracticeRow.workspace_id == workspace_id, PracticeRow.ods_code.in_(list(ods_codes))
        )
    )
    return {row.ods_code: row.id for row in rows}


def practice_of(row: PracticeRow) -> Practice:
    return Practice(row.ods_code, row.name, row.list_size, row.imd_decile)


def session_of(
    row: PeerSessionRow,
    practices: tuple[Practice, ...],
    guests: tuple[Guest, ...],
    indicator: str | None,
    series_id: int | None,
) -> PeerSession:
    return PeerSession(
        id=row.id,
        topic=row.topic,
        channel=row.channel,
        lead=row.lead,
        starts_at=row.starts_at,
        zone=row.zone,
        minutes=row.minutes,
        place=row.place,
        snippet_id=row.snippet_id,
        state=State(row.state),
        practices=practices,
        format=Format(row.format),
        facilitator=row.facilitator,
        indicator_key=row.indicator_key,
        places=row.places,
        uid=row.uid,
        sequence=row.sequence,
        cancelled_why=row.cancelled_why,
        why_these=row.why_these,
        guests=guests,
        moved_at=row.moved_at,
        guests_file_by=row.guests_file_by,
        indicator=indicator,
        series_id=series_id,
    )


def invitee_of(row: InviteeRow, practice: PracticeRow | None) -> Invitee:
    return Invitee(
        user=row.slack_user_id,
        practice=practice_of(practice) if practice else None,
        answer=Answer(row.answer) if row.answer else None,
        guest=row.guest,
        role=RoleInSession(row.role) if row.role else None,
        attended=row.attended,
        calendar_sequence=row.calendar_sequence,
        answered_at=row.answered_at,
        invited_by=row.invited_by,
    )


def action_of(
    row: ActionRow,
    topic: str,
    practice: PracticeRow | None,
    indicator: str | None,
    series_id: int | None,
) -> Action:
    return Action(
        id=row.id,
        session_id=row.session_id,
        topic=topic,
        what=row.what,
        owner=row.owner,
        practice=practice_of(practice) if practice else None,
        due=row.due,
        done=row.done_at is not None,
        measure=row.measure,
        outcome=Outcome(row.outcome) if row.outcome else None,
        outcome_words=row.outcome_words,
        settled_by=row.settled_by,
        settled_at=row.done_at,
        changed_to=row.changed_to,
        indicator=indicator,
        series_id=series_id,
    )


# ---- proposals, as drafts, series and votes on times keep them


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    return asdict(proposal) | {"starts_at": proposal.starts_at.isoformat()}


def proposal_of(kept: dict[str, Any]) -> Proposal:
    known = {each.name for each in fields(Proposal)}
    values = {name: value for name, value in kept.items() if name in known}
    return Proposal(
        **values
        | {
            "ods_codes": tuple(kept["ods_codes"]),
            "starts_at": datetime.fromisoformat(kept["starts_at"]),
            "format": Format(kept["format"]),
            "guests": tuple(
                Guest(each["name"], GuestKind(each["kind"])) for each in kept["guests"]
            ),
            "guest_users": tuple(kept["guest_users"]),
        }
    )
